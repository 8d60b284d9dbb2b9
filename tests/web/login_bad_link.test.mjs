// Bad input of login (DOMAIN 6.5; the table of all rows is in login_bad_rows.test.mjs): links of letters that reset.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, answerOf, url, urlencoded } from '../lib/client.mjs';
import { say } from '../lib/applicant.mjs';
import { addReach, askReach, codeIn, freshMail, freshPhone, grown, letter, newcomer, password, signIn, sms, sql, unchanged }
    from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes);
const freely = () => sql('DELETE FROM throttle');

async function resetLink(mail) {
    await freely();
    await new Client().post('/login/forgot', 'forgot', { mail });
    return `/login/reset?code=${codeIn((await letter(mail, 'reset')).text, '/login/reset')}`;
}
const reset = (link, secret) => new Client().post(link, 'reset', { password: secret });
const over = (page) => assert.equal(page.is(422).error('reset', 'code'), en('error.code_over'));

test('6.5: reset link used twice', async () => {
    const own = await newcomer('Twice'), link = await resetLink(own.mail);
    assert.equal((await reset(link, 'five slow mountain birds')).path, '/login/?said=reset');
    await unchanged(async () => over(await reset(link, 'six old river boats now')));
});

test('6.5: reset link after a change of the password, and after a change of the address', async () => {
    const own = await newcomer('After'), link = await resetLink(own.mail);
    assert.equal((await own.post('/login/password', 'password', { current: password, password: 'five slow mountain birds' })).path,
        '/login/me?said=password');
    await unchanged(async () => over(await reset(link, 'six old river boats now')));
    const later = await resetLink(own.mail);
    await addReach(own, freshMail('moved'));
    over(await reset(later, 'six old river boats now'));
});

test('6.5: reset link for another user', async () => {
    const [one_, other] = [await newcomer('One'), await newcomer('Other')], link = await resetLink(one_.mail);
    // Whoever opens it, and whatever else is sent along, it is the account it was made for.
    assert.equal((await other.post(link, 'reset', { password: 'five slow mountain birds' })).path, '/login/?said=reset');
    await freely();
    assert.equal((await signIn(new Client(), other.mail, password)).path, '/apply/mine');
    assert.equal((await signIn(new Client(), one_.mail, 'five slow mountain birds')).path, '/apply/mine');
    const phone = freshPhone(), { place, code } = await askReach(other, phone);
    over(await new Client().post(place.replace('reach_code', 'reset'), 'reset', { code, password: 'six old river boats now' }));
});

test('6.5: Host header poisoning in letters and messages', async () => {
    const own = await newcomer('Host'), phone = await addReach(own, freshPhone());
    for (const [form, path, fields] of [['forgot', '/login/forgot', { mail: own.mail }], ['forgot', '/login/forgot', { mail: phone }],
        ['new', '/login/new', { ...grown, name: 'X', mail: phone, password, agree: '1' }]])
        for (const headers of [{ Host: 'evil.example' }, { 'X-Forwarded-Host': 'evil.example' }, { Forwarded: 'host=evil.example' }]) {
            await freely();
            const client = new Client(), page = await client.get(path), values = page.form(form).values;
            const body = urlencoded({ ...values, ...fields });
            const raw = await client.raw(client.head('POST', path, { 'Content-Type': 'application/x-www-form-urlencoded', Origin: url,
                'Content-Length': body.length, ...headers }) + body);
            assert.match(answerOf(raw).location, /^\/login\/(sent|reset\?ask=|code\?ask=)/, JSON.stringify(headers));
        }
    const sent = [await letter(own.mail, 'reset'), await sms(phone, 'reset'), await sms(phone, 'already')];
    await addReach(own, freshMail('host'));
    for (const { text } of [...sent, await sms(phone, 'reach_changed'), await letter(own.mail, 'reach_changed')]) {
        assert.doesNotMatch(text, /evil/);
        for (const link of text.match(/https?:\/\/\S+/g) ?? []) assert.ok(link.startsWith(`${url}/`), link);
    }
});
