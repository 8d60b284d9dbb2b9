// Codes that come by letter: each for its purpose, once, for a while, and only from our own address, whatever the
// request says (SECURITY 5, 8, 26; DOMAIN 6.5).
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Client, answerOf, url, urlencoded } from '../lib/client.mjs';
import { say } from '../lib/applicant.mjs';
import { codeIn, freshMail, grown, letter, lettersTo, newcomer, one, password, quote, setupKey, signIn, sql, totp,
    unchanged } from '../lib/world.mjs';

const over = say('en', 'error.code_over');
let person;

before(async () => { person = await newcomer('Forgetful'); });

const freely = () => sql('DELETE FROM throttle'); // three letters an hour are another test's matter
async function ask(mail = person.mail) {
    await freely();
    (await new Client().post('/login/forgot', 'forgot', { mail })).is(200);
    return codeIn((await letter(mail, 'reset')).text, '/login/reset');
}
const reset = (code, secret, client = new Client()) => client.post(`/login/reset?code=${code}`, 'reset',
    { password: secret });

test('a code resets the password once; every session ends, and a letter tells', async () => {
    const code = await ask(), secret = 'five slow mountain birds', known = person.twin();
    (await known.get('/login/me', { follow: false })).is(200);
    const page = await new Client().get(`/login/reset?code=${code}`);
    assert.equal(page.value('reset', 'code'), code);
    assert.equal((await reset(code, secret)).path, '/login/?said=reset');
    (await known.get('/login/me', { follow: false })).goes(/^\/login\/\?next=/);
    (await signIn(new Client(), person.mail, password)).is(422);
    assert.equal((await signIn(person, person.mail, secret)).path, '/apply/mine');
    assert.equal((await lettersTo(person.mail)).at(-1), 'password_changed');
    const used = await unchanged(() => reset(code, 'six old river boats'));
    assert.equal(used.is(422).error('reset', 'code'), over);
    assert.equal((await signIn(person, person.mail, secret)).path, '/apply/mine');
});

test('a bad new password does not use the code up', async () => {
    const code = await ask();
    for (const bad of ['short', 'password1234', '']) (await reset(code, bad)).is(422, bad);
    assert.equal((await reset(code, 'seven warm market days')).path, '/login/?said=reset');
});

test('fifteen characters at least, or eight where a second step is asked for as well', async () => {
    const person_ = await newcomer('Short'), refused = (page, least) =>
        assert.equal(page.is(422).error('reset', 'password'), say('en', 'error.secret_short', { min: least }));
    let code = await ask(person_.mail);
    refused(await reset(code, 'gx7q tvz-bk 2w'), 15); // fourteen
    assert.equal((await reset(code, 'gx7q tvz-bk 2wm')).path, '/login/?said=reset');
    const careful = await newcomer('Careful'), page = await careful.get('/login/setup');
    (await careful.submit(page, 'setup', { code: totp(setupKey(page)) })).goes('/login/codes');
    code = await ask(careful.mail);
    refused(await reset(code, 'gx7q-tv'), 8);
    assert.equal((await reset(code, 'gx7q-tvz')).path, '/login/?said=reset');
    const half = await signIn(new Client(), careful.mail, 'gx7q-tvz', { second: false });
    assert.ok(half.form('second'), 'and the second step is asked for');
});

test('a newer code ends the older one, and one used ends none of somebody else', async () => {
    const other = await newcomer('Other'), first = await ask(), theirs = await ask(other.mail), second = await ask();
    (await reset(first, 'eight green tea cups')).is(422);
    assert.equal((await reset(second, 'eight green tea cups')).path, '/login/?said=reset');
    assert.equal((await reset(theirs, 'nine tall bamboo trees')).path, '/login/?said=reset');
    assert.equal((await signIn(new Client(), other.mail, 'nine tall bamboo trees')).path, '/apply/mine');
    assert.equal((await signIn(new Client(), person.mail, 'eight green tea cups')).path, '/apply/mine');
});

test('a code is good for its own purpose only', async () => {
    const mail = freshMail('purpose');
    await new Client().post('/login/new', 'new', { ...grown, name: 'Purpose', mail, password, agree: '1' });
    const confirm = codeIn((await letter(mail, 'confirm')).text, '/login/confirm'), code = await ask(mail);
    await unchanged(async () => {
        assert.equal((await reset(confirm, 'ten small paper boats')).is(422).error('reset', 'code'), over);
        assert.equal((await new Client().post(`/login/confirm?code=${code}`, 'confirm', { password })).is(422)
            .error('confirm', 'code'), over);
        for (const made of ['x', 'A'.repeat(43), code.slice(1), `${code}A`, code.toLowerCase() === code
            ? code.toUpperCase() : code.toLowerCase()])
            (await reset(made, 'ten small paper boats')).is(422, made);
    });
    assert.equal((await reset(code, 'ten small paper boats')).path, '/login/?said=reset');
    assert.equal(await one(`SELECT state FROM account WHERE mail = ${quote(mail)}`), 'active',
        'who reads the mailbox has confirmed it');
});

// Anybody may register anybody's address, before its owner or after: neither can plant a password.
test('a registration is confirmed with its own letter and its own password, whoever registers between', async () => {
    const register = async (mail, name, secret) => {
        await freely();
        assert.equal((await new Client().post('/login/new', 'new', { ...grown, name, mail, password: secret, agree: '1' })).path,
            '/login/sent');
        return codeIn((await letter(mail, 'confirm')).text, '/login/confirm');
    };
    const confirm = (code, secret) => new Client().post(`/login/confirm?code=${code}`, 'confirm', { password: secret });
    const theirs = 'eleven wet paper kites', wrong = say('en', 'error.confirm_password');
    for (const order of ['owner first', 'stranger first']) {
        const mail = freshMail('planted'), codes = {};
        const both = [['own', 'Owner', password], ['strange', 'Stranger', theirs]];
        for (const [who, name, secret] of order === 'owner first' ? both : both.reverse())
            codes[who] = await register(mail, name, secret);
        const stored = await one(`SELECT HEX(password) FROM account WHERE mail = ${quote(mail)}`);
        await unchanged(async () => {
            assert.equal((await confirm(codes.strange, password)).is(422).error('confirm', 'password'), wrong, order);
            assert.equal((await confirm(codes.own, theirs)).is(422).error('confirm', 'password'), wrong, order);
            (await confirm(codes.own, '')).is(422);
            (await signIn(new Client(), mail, 'neither of the two')).is(422);
        });
        assert.equal(await one(`SELECT HEX(password) FROM account WHERE mail = ${quote(mail)}`), stored, order);
        assert.equal((await confirm(codes.own, password)).path, '/login/?said=confirmed', order);
        assert.deepEqual((await sql(`SELECT state, name FROM account WHERE mail = ${quote(mail)}`))[0], ['active', 'Owner']);
        await unchanged(async () => assert.equal((await confirm(codes.strange, theirs)).is(422).error('confirm', 'code'),
            over, order), 'the other letter is over with it');
        (await signIn(new Client(), mail, theirs)).is(422);
        assert.equal((await signIn(new Client(), mail, password)).path, '/apply/mine', order);
    }
});

test('a new password by letter ends what strangers registered meanwhile', async () => {
    const mail = freshMail('planted'), theirs = 'eleven wet paper kites';
    await new Client().post('/login/new', 'new', { ...grown, name: 'Stranger', mail, password: theirs, agree: '1' });
    const planted = codeIn((await letter(mail, 'confirm')).text, '/login/confirm');
    assert.equal((await reset(await ask(mail), password)).path, '/login/?said=reset');
    (await new Client().post(`/login/confirm?code=${planted}`, 'confirm', { password: theirs })).is(422);
    (await signIn(new Client(), mail, theirs)).is(422);
    assert.equal((await signIn(new Client(), mail, password)).path, '/apply/mine');
});

test('looking at the link changes nothing, as programs that open letters do', async () => {
    const code = await ask();
    await unchanged(async () => {
        for (let n = 0; n < 3; n++) {
            (await new Client().get(`/login/reset?code=${code}`)).is(200);
            (await new Client().request('HEAD', `/login/reset?code=${code}`)).is(200);
        }
    });
    assert.equal((await reset(code, 'twelve blue river fish')).path, '/login/?said=reset');
});

test('the same code twice at the same moment: one works', async () => {
    const code = await ask(), clients = [new Client(), new Client()];
    const pages = await Promise.all(clients.map((c) => c.get(`/login/reset?code=${code}`)));
    const answers = await Promise.all(clients.map((c, i) => c.submit(pages[i], 'reset',
        { password: `thirteen odd words ${i}` })));
    assert.deepEqual(answers.map((p) => p.status).sort(), [303, 422]);
});

test('codes and hashes: the database cannot tell the code', async () => {
    const code = await ask(), stored = await sql('SELECT HEX(hash) FROM account_token');
    assert.ok(stored.length > 0 && code.length >= 43);
    const dump = await sql('SELECT HEX(subject), HEX(COALESCE(body, "")), secret FROM outbox WHERE name = "reset"');
    const hex = Buffer.from(code).toString('hex').toUpperCase();
    for (const [subject, body, secret] of dump) {
        assert.ok(!subject.includes(hex) && !body.includes(hex));
        assert.equal(secret, '1');
    }
    assert.equal(await one('SELECT COUNT(*) FROM outbox WHERE name = "reset" AND state = "sent" AND body IS NOT NULL'),
        '0', 'a sent code is not kept');
});

test('whatever host the request names, letters and pages name ours', async () => {
    const poison = [{ Host: 'evil.example' }, { 'X-Forwarded-Host': 'evil.example' },
        { Forwarded: 'host=evil.example' }, { 'X-Original-URL': 'http://evil.example/' },
        { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Port': '666' }, { Host: 'evil.example:80',
            'X-Host': 'evil.example' }];
    for (const headers of poison) {
        await freely();
        const client = new Client(), { token } = (await client.get('/login/forgot')).form('forgot');
        const body = urlencoded({ mail: person.mail, token });
        const raw = await client.raw(client.head('POST', '/login/forgot',
            { 'Content-Type': 'application/x-www-form-urlencoded', Origin: url, 'Content-Length': body.length,
            ...headers }) + body);
        assert.equal(answerOf(raw).location, '/login/sent', JSON.stringify(headers));
        const mail = await letter(person.mail, 'reset');
        for (const part of [mail.text, mail.html, mail.raw]) assert.doesNotMatch(part, /evil\.example|:666/);
        const links = mail.text.match(/https?:\/\/\S+/g);
        assert.ok(links.length > 0 && links.every((l) => l.startsWith(`${url}/`)), links.join());
        const shown = answerOf(await client.raw(client.head('GET', '/login/', headers)));
        assert.doesNotMatch(shown.html, /evil\.example/);
    }
});

test('names with line breaks and addresses with more than one receiver never reach the head of a letter', async () => {
    for (const mail of ['a@example.test\r\nBcc: b@example.test', 'a@example.test,b@example.test',
        'a@example.test b@example.test', '"a b"@example.test', '<a@example.test>', 'a@example.test>\r\n'])
        if (mail.trim() !== 'a@example.test>') (await new Client().post('/login/new', 'new',
            { ...grown, name: 'Head', mail, password, agree: '1' })).is(422, mail);
    const name = 'Evil" <x@evil.example>, =?utf-8?q?Bcc:?=', mail = freshMail('head');
    await freely();
    (await new Client().post('/login/new', 'new', { ...grown, name, mail, password, agree: '1' })).is(200);
    const { headers, raw, text } = await letter(mail, 'confirm');
    assert.ok(headers.to.includes(mail) && !headers.to.includes('evil'), headers.to);
    assert.equal(headers.bcc, undefined);
    assert.ok(text.includes(name));
    assert.match(raw.split('\r\n\r\n')[0].split('\n\n')[0], /^[\x20-\x7e\r\n\t]*$/, 'the head is ASCII');
});
