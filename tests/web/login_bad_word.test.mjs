// Bad input of login (DOMAIN 6.5; the table of all rows is in login_bad_rows.test.mjs): words that are too large, are no
// text, or look like another one.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { say } from '../lib/applicant.mjs';
import { freshMail, grown, newcomer, one, password, quote, signIn, sql, unchanged } from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes);
const freely = () => sql('DELETE FROM throttle');
let owner;
before(async () => { owner = await newcomer('Owner'); });

test('6.5: 1 MB password', async () => {
    const before = await one('SELECT COUNT(*) FROM account'), client = new Client(), page = await client.get('/login/new');
    const body = { ...grown, name: 'Large', mail: freshMail('large'), agree: '1', token: page.form('new').token };
    (await client.send('/login/new', { ...body, password: 'x'.repeat(1 << 20) })).is(413);
    (await client.send('/login/', { mail: owner.mail, password: 'x'.repeat(1 << 20), token: 'x' })).is(413);
    const long = await client.send('/login/new', { ...body, password: 'kvjtwmzqhbxgpfd '.repeat(900) }); // passes nginx
    assert.equal(long.is(422).error('new', 'password'), en('error.secret_long', { max: 128 }));
    const began = process.hrtime.bigint(), sign = await client.get('/login/');
    (await client.submit(sign, 'signin', { mail: owner.mail, password: 'ﷺ'.repeat(5000) })).is(422);
    assert.ok(Number(process.hrtime.bigint() - began) / 1e6 < 3000, 'long ones cost no time');
    assert.equal(await one('SELECT COUNT(*) FROM account'), before);
});

test('6.5: password with NUL', async () => {
    const client = new Client(), token = (await client.get('/login/')).form('signin').token;
    await unchanged(async () => {
        for (const bytes of [`${password}\0`, `${password}\0more`, '\0'])
            (await client.send('/login/', { mail: owner.mail, password: Buffer.from(bytes), token })).is(400, JSON.stringify(bytes));
    });
    assert.ok(!client.jar.has('sid'), 'nothing is cut off at the NUL');
});

test('6.5: UTF-8 overlong', async () => {
    const client = new Client(), at = (page) => page.is(422).error('signin', 'password');
    for (const bytes of [[0xc0, 0xaf], [0xc1, 0xa1], [0xe0, 0x80, 0xaf], [0xf0, 0x80, 0x80, 0xaf], [0xed, 0xa0, 0x80], [0xff]]) {
        const token = (await client.get('/login/')).form('signin').token;
        const secret = Buffer.concat([Buffer.from(password), Buffer.from(bytes)]);
        assert.equal(at(await client.send('/login/', { mail: owner.mail, password: secret, token })),
            en('error.text', { label: en('form.signin.password.label') }));
    }
    const token = (await client.get('/login/')).form('signin').token; // "four" with an overlong f
    const overlong = Buffer.concat([Buffer.from([0xc1, 0xa6]), Buffer.from(password.slice(1))]);
    at(await client.send('/login/', { mail: owner.mail, password: overlong, token }));
    assert.ok(!client.jar.has('sid'));
});

test('6.5: name with homoglyphs', async () => {
    const mail = owner.mail, other = [mail.replace('e', 'е'), mail.replace('w', 'ｗ'), mail.replace('b', 'Ь')]; // Cyrillic, full width
    for (const twin of other.filter((t) => t !== mail)) {
        await freely();
        (await signIn(new Client(), twin, password)).is(422);
    }
    for (const hidden of ['\u200b', '\u200d', '\u2060']) {
        const page = (await new Client().post('/login/', 'signin', { mail: mail.replace('@', `${hidden}@`), password })).is(422);
        assert.equal(page.error('signin', 'mail'), en('error.mail', { label: en('form.signin.mail.label') }), 'no mark nobody sees');
    }
    await freely();
    const twin = freshMail('twin'), own = await newcomer('Оwner'); // Cyrillic O: a name as people write it, and no key to anything
    assert.equal(await one(`SELECT name FROM account WHERE id = ${own.id}`), 'Оwner');
    (await own.get('/login/me')).see('Оwner').notSee(owner.mail);
    assert.equal(await one(`SELECT COUNT(*) FROM account WHERE mail IN (${quote(twin)})`), '0');
});
