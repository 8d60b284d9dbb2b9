// The page where a demonstration shows what it has sent: codes can be used from there, nothing typed becomes a tag, and
// a real installation has no such page.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { say } from '../lib/applicant.mjs';
import { digitsIn, freshMail, freshPhone, grown, letter, one, password, restart, sms, sql } from '../lib/world.mjs';

after(() => restart('login'));
const register = (fields) => new Client().post('/login/new', 'new', { ...grown, password, agree: '1', ...fields });

test('an SMS and a letter, with what is needed to go on from there', async () => {
    await sql('DELETE FROM throttle');
    const phone = freshPhone(), mail = freshMail('sink');
    await register({ name: 'By Phone', mail: phone });
    await register({ name: '<b onclick=x>Evil</b> & "Co"', mail });
    const { text } = await sms(phone, 'confirm');
    await letter(mail, 'confirm');
    const page = (await new Client().get('/login/sink')).is(200);
    page.see(phone, digitsIn(text), mail, say('en', 'letter.confirm.subject'), '<b onclick=x>Evil</b> & "Co"');
    assert.ok(!page.html.includes('<b onclick'));
    const [link] = page.links('/login/confirm?code=');
    assert.equal((await new Client().post(link, 'confirm', { password })).path, '/login/?said=confirmed');
    assert.equal(await one(`SELECT COUNT(*) FROM sink WHERE CONCAT(receiver, body) LIKE '%${digitsIn(text)}%' OR receiver LIKE '%${phone}%'`), '0');
});

test('every page of a demonstration leads there, in the language of the reader', async () => {
    for (const lang of ['zh', 'lo']) {
        const page = await new Client({ lang }).get('/');
        assert.deepEqual(page.links('/login/sink'), ['/login/sink']);
        (await new Client({ lang }).get('/login/sink')).see(say(lang, 'page.login_sink.title'), say(lang, 'common.demo'));
    }
});

test('without a demonstration there is no such page and no way to it', async () => {
    await restart('login', 'QIAO_DEMO=0');
    (await new Client().get('/login/sink')).is(404);
    assert.deepEqual((await new Client().get('/')).links('/login/sink'), []);
});

test('the telephone of the centre stands on the page of help, in every language, if there is one', async () => {
    for (const lang of ['zh', 'en', 'lo', 'th', 'vi', 'my', 'km', 'id', 'ms', 'fil'])
        (await new Client({ lang }).get('/help')).see(`${say(lang, 'login.help_tel')}: +86 691 555 0100`);
    await restart('login', 'QIAO_PHONE=');
    (await new Client().get('/help')).notSee(say('en', 'login.help_tel'), '+86');
    await restart('login');
});
