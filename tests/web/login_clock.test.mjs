// The clock of the login program is put forward and back: sessions end when they should, codes are over in time,
// closed doors open again, and a jump of the clock revives nothing (SECURITY 5, R17). Each step starts it anew.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client, url } from '../lib/client.mjs';
import { say } from '../lib/applicant.mjs';
import { codeIn, digitsIn, freshMail, freshPhone, grown, letter, newcomer, officer, officersCode, one, password, quote, restart,
    signIn, sms, sql, unchanged } from '../lib/world.mjs';

const langs = ['zh', 'en', 'lo', 'th', 'vi', 'my', 'km', 'id', 'ms', 'fil'];
const register = (client, mail) => client.post('/login/new', 'new', { ...grown, name: 'Slow', mail, password, agree: '1' });
const other = (digits) => String((Number(digits) + 1) % 1000000).padStart(6, '0');
async function sent(mail, name, act) {
    (await act()).is(200);
    return letter(mail, name);
}
let person;
const me = (client) => client.get('/login/me', { follow: false });
const isIn = async (client) => (await me(client)).is(200);
const isOut = async (client) => (await me(client)).goes('/login/?next=%2Flogin%2Fme');
const again = async () => {
    const client = new Client();
    (await signIn(client, person.mail, password)).is(200);
    return client;
};
const clock = (shift) => restart('login', `QIAO_CLOCK_SHIFT_S=${shift}`);
const seen = (shift) => sql(`UPDATE session s JOIN account a ON a.id = s.account SET s.seen_at = UTC_TIMESTAMP() + INTERVAL ${shift} SECOND
    WHERE a.mail IN ('li@example.test', ${quote(person.mail)})`);

before(async () => { person = await newcomer('Person'); });
after(async () => {
    await restart('login');
    await sql('DELETE FROM session'); // those seen in the future would outlive the others
});

test('idle for too long: staff after 15 minutes, others after 30', async () => {
    const li = await officer('li'), client = await again();
    await isIn(li);
    await clock(15 * 60 + 5);
    await isOut(li);
    await isIn(client);
    await seen(0);
    await clock(30 * 60 + 5);
    await isOut(client);
    await unchanged(async () => (await client.send('/login/me', { name: 'Too late' })).goes(/^\/login\/\?next=/));
});

test('each click counts, to the minute', async () => {
    await clock(0);
    const client = await again();
    for (const minutes of [25, 50]) {
        await clock(minutes * 60);
        await isIn(client);
    }
});

test('and never longer than twelve hours, staff eight, however busy', async () => {
    await clock(0);
    const li = await officer('li'), client = await again(), hours = 3600;
    for (const [at, staff, others] of [[8 * hours - 60, isIn, isIn], [8 * hours + 60, isOut, isIn],
        [12 * hours + 60, isOut, isOut]]) {
        await seen(at);
        await clock(at);
        await staff(li);
        await others(client);
    }
});

test('a clock that jumps back revives nothing and throws nobody out', async () => {
    await clock(0);
    await sql(`DELETE FROM session WHERE account = ${person.id}`); // those seen in the future
    const client = await again(), dead = await again();
    await sql(`UPDATE session SET ends_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE hash = UNHEX(SHA2(FROM_BASE64('${
        Buffer.from(dead.jar.get('sid'), 'base64url').toString('base64')}'), 256))`);
    await isOut(dead);
    await clock(-600);
    await isIn(client);
    await clock(0);
    await isIn(client);
    await isOut(dead);
});

test('a code of the second step is not good again when the clock jumps back', async () => {
    const half = async () => {
        const client = new Client();
        await signIn(client, 'li@example.test', 'demo-li', { second: false });
        return client;
    };
    const code = await officersCode('li@example.test'), first = await half();
    (await first.submit(await first.get('/login/second'), 'second', { code })).goes('/apply/queue');
    await clock(-30);
    const second = await half();
    (await second.submit(await second.get('/login/second'), 'second', { code })).is(422);
    await sql("UPDATE account SET totp_step = 0 WHERE mail = 'li@example.test'; DELETE FROM throttle");
});

test('what lets somebody in or sets a password is over after ten minutes, link or digits; what only confirms an address, after thirty', async () => {
    await clock(0);
    await sql('DELETE FROM throttle');
    const mail = freshMail('slow'), phone = freshPhone(), owner = await again(), page = await owner.get('/login/reach');
    const code = codeIn((await sent(person.mail, 'reset', () => new Client().post('/login/forgot', 'forgot', { mail: person.mail }))).text, '/login/reset');
    const reset = (secret) => new Client().post(`/login/reset?code=${code}`, 'reset', { password: secret });
    const link = codeIn((await sent(mail, 'confirm', () => register(new Client(), mail))).text, '/login/confirm');
    const confirm = (secret) => new Client().post(`/login/confirm?code=${link}`, 'confirm', { password: secret });
    const place = (await register(new Client(), phone)).path, digits = digitsIn((await sms(phone, 'confirm')).text);
    const change = (await owner.submit(page, 'reach', { reach: freshMail('new') })).location;
    await clock(9 * 60 + 50);
    assert.equal((await reset('short')).is(422).error('reset', 'code'), '', 'still known');
    assert.equal((await new Client().post(place, 'digits', { code: other(digits) })).is(422).error('digits', 'code'), say('en', 'error.digits_wrong'));
    await clock(10 * 60 + 5);
    await sql(`UPDATE session SET signed_at = UTC_TIMESTAMP() + INTERVAL 11 MINUTE WHERE account = ${person.id}`);
    for (const [answer, form] of [[() => reset('fourteen clear cold nights'), 'reset'], [() => new Client().post(place, 'digits', { code: digits }), 'digits'],
        [() => owner.post(change, 'digits', { code: '123456' }), 'digits']])
        assert.equal((await unchanged(answer)).is(422).error(form, 'code'), say('en', 'error.code_over'));
    await clock(29 * 60);
    assert.equal((await confirm('not the password of it')).is(422).error('confirm', 'password'), say('en', 'error.confirm_password'));
    await clock(30 * 60 + 5);
    assert.equal((await unchanged(() => confirm(password))).is(422).error('confirm', 'code'), say('en', 'error.code_over'));
});

test('letters, messages and pages say the time that holds, in every language', async () => {
    const timed = ['letter.confirm.sms', 'letter.confirm.body', 'letter.reset.sms', 'letter.reset.body', 'letter.reach.sms', 'letter.reach.body',
        'login.code_lead', 'login.reach_code_lead', 'login.take_code_lead'];
    for (const lang of langs) {
        for (const key of timed) assert.match(say(lang, key), /^\P{N}*\{minutes\}\P{N}*$/su, `${lang} ${key}`);
        assert.match(say(lang, 'login.sent_text'), /^\P{N}*$/su, lang);
        (await new Client({ lang }).get('/login/code?ask=abc')).see(say(lang, 'login.code_lead', { minutes: '10' }));
    }
    assert.ok((await letter(person.mail, 'reset')).text.includes('10 minutes'));
    assert.ok((await letter(person.mail, 'confirm')).text.includes('30 minutes'));
});

test('who was closed out by wrong tries comes in later, and three more letters may be asked for', async () => {
    await clock(0);
    const stranger = () => signIn(new Client(), person.mail, password);
    for (let n = 0; n < 5; n++) (await signIn(new Client(), person.mail, `wrong ${n} wrong ${n}`)).is(422);
    await sql('UPDATE throttle SET until = until + INTERVAL 10 MINUTE WHERE until IS NOT NULL');
    (await stranger()).is(422);
    const letters = () => one(`SELECT COUNT(*) FROM outbox WHERE name = 'reset' AND account = ${person.id}`).then(Number);
    const ask = () => new Client().post('/login/forgot', 'forgot', { mail: person.mail });
    for (let n = 0; n < 4; n++) await ask();
    const before = await letters();
    await clock(16 * 60);
    assert.equal((await stranger()).path, '/apply/mine');
    await ask();
    assert.equal(await letters(), before);
    await clock(61 * 60);
    await ask();
    assert.equal(await letters(), before + 1);
});

test('over https the cookies are __Host- and Secure', async () => {
    await restart('login', 'QIAO_ORIGIN=https://qiao.example');
    const client = new Client(), form = await client.get('/login/');
    assert.match(form.headers.getSetCookie()[0], /^__Host-pre=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    (await client.submit(form, 'signin', { mail: person.mail, password })).is(403,
        'the origin of the tests is not this one');
    const answer = await client.submit(form, 'signin', { mail: person.mail, password },
        { headers: { origin: 'https://qiao.example' } });
    answer.goes('/apply/mine');
    const cookies = answer.headers.getSetCookie();
    assert.deepEqual(cookies.map((c) => c.split('=')[0]).sort(), ['__Host-dev', '__Host-sid']);
    for (const cookie of cookies) assert.match(cookie, /; Secure/);
    const plain = new Client();
    plain.jar.set('sid', client.jar.get('__Host-sid'));
    await isOut(plain);
    assert.notEqual(url, 'https://qiao.example');
});
