// What a password may be, at each limit and over HTTP: counted in code points of what is hashed, whatever the script; and
// the rows of DOMAIN 6.5 that concern passwords, names and letters that reset. Both rules of QIAO_PASSWORD_RULE.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client, answerOf, url, urlencoded } from '../lib/client.mjs';
import { like, say } from '../lib/applicant.mjs';
import { addReach, askReach, codeIn, freshMail, freshPhone, grown, letter, newcomer, one, password, quote, restart,
    signIn, sms, sql, unchanged } from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes);
const freely = () => sql('DELETE FROM throttle');
let ma; // an officer of the demo, as others want to find her
after(async () => {
    await restart('login');
    await sql(`UPDATE account SET password = UNHEX('${ma}'), password_at = UTC_TIMESTAMP() WHERE mail = 'ma@example.test'`);
});

let owner;
before(async () => {
    owner = await newcomer('Owner');
    ma = await one("SELECT HEX(password) FROM account WHERE mail = 'ma@example.test'");
});

// The answer of the page of registration to one password.
async function judge(secret, more = {}) {
    await freely();
    const client = new Client(), page = await client.get('/login/new');
    return client.submit(page, 'new', { ...grown, name: 'Somebody', mail: freshMail('rule'), password: secret, agree: '1', ...more });
}
const taken = (page) => page.goes('/login/sent');
const refused = (page, why, holes) => assert.equal(page.is(422).error('new', 'password'), en(`error.secret_${why}`, holes));

// Different letters, so that repetition is not the fault.
const han = (n) => Array.from({ length: n }, (_, i) => String.fromCodePoint(0x5000 + i * 7)).join('');
const emoji = ['😀', '🐘', '🌊', '🚲', '🍜', '🎋', '🥁', '🧵', '🛶', '🌾', '🐟', '🎈', '🪁', '🧭', '🪵', '🏮'];
const viet = 'ệữởằỗẩộứ';

test('fourteen are too short and fifteen are not: letters, Chinese, emoji, Lao, composed or not', async () => {
    for (const [name, whole] of [['letters', 'kvjtwmzqhbxgpfd'], ['Chinese', han(15)], ['emoji', emoji.slice(0, 15).join('')],
        ['Lao', 'ຂຄງຈສຊຍດຕຖທນບປຜ'], ['composed', `${viet}kvjtwmz`], ['not composed', `${viet}kvjtwmz`.normalize('NFD')],
        ['a ligature is two letters', 'kvjtwmzqhbxgpﬁ']]) {
        const points = [...whole];
        const short = name === 'not composed' ? `${viet}kvjtwm`.normalize('NFD') : points.slice(1).join('');
        refused(await judge(short), 'short', { min: 15 });
        taken(await judge(whole));
    }
});

test('128 are allowed and 129 are not, in characters and not in bytes; 64 are no problem', async () => {
    for (const [name, whole] of [['Chinese', han(128)], ['emoji', emoji.slice(0, 8).join('').repeat(16)],
        ['640 bytes before they are composed', viet.repeat(16).normalize('NFD')]]) {
        taken(await judge(whole));
        assert.equal((await judge(`${whole}k`)).is(422).error('new', 'password'), en('error.secret_long', { max: 128 }), name);
    }
    taken(await judge('six boats go down the river by night and nobody rows any of them'));
    assert.match((await judge('ﷺ'.repeat(8))).is(422).error('new', 'password'), like('en', 'error.secret_long')); // unfolds to 18 each
});

test('one password, however a keyboard composes it', async () => {
    const mail = freshMail('nfc'), word = `Nguyễn à Việt Nam ${viet}`;
    taken(await judge(word.normalize('NFC'), { mail }));
    const code = codeIn((await letter(mail, 'confirm')).text, '/login/confirm');
    assert.equal((await new Client().post(`/login/confirm?code=${code}`, 'confirm', { password: word.normalize('NFD') })).path,
        '/login/?said=confirmed');
    for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD']) {
        await freely();
        assert.equal((await signIn(new Client(), mail, word.normalize(form))).path, '/apply/mine', form);
    }
    await freely();
    (await signIn(new Client(), mail, word.toLowerCase())).is(422);
});

test('common words, the own name, address and number are refused', async () => {
    for (const secret of ['password-password1', 'qwertyuiop123456', 'aaaaaaaaaaaaaaaaaaaa', '123456789012345'])
        refused(await judge(secret), 'common');
    for (const [secret, more] of [['JaideeSomchai2026', { name: 'Somchai Jaidee' }], ['ສົມສັກສົມສັກສົມສັກ', { name: 'ສົມສັກ' }],
        ['khamphone.vilay2026', { mail: 'khamphone.vilay@example.test' }], ['pass+8562055517264', { mail: '+8562055517264' }],
        ['5551726455517264', { mail: '+8562055517264' }]])
        assert.match((await judge(secret, more)).is(422, secret).error('new', 'password'), new RegExp(`${like('en', 'error.secret_context').source}|${
            like('en', 'error.secret_common').source}`), secret);
});

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

test('6.5: parallel guesses of a password across workers are all counted', async () => {
    const target = await newcomer('Guessed'), wrong = (n) => `wrong ${n} ${Math.random()}`;
    for (let round = 0, all = 0; all < 12; round++) {
        assert.ok(round < 12, 'too busy for any');
        await freely();
        const answers = await Promise.all([0, 1, 2, 3].map(async (n) => { // fewer than close the door
            const client = new Client({ roams: true });
            return client.submit(await client.get('/login/'), 'signin', { mail: target.mail, password: wrong(n) });
        }));
        const told = answers.filter((p) => p.status === 422).length; // the others found all places for hashes taken
        assert.equal(Number(await one('SELECT COALESCE(MAX(fails), 0) FROM throttle')), told, 'none was lost');
        all += told;
    }
});

test('mlps: staff mix three kinds of signs and change after so many days; nobody else does', async () => {
    const mlps = (days = 90) => restart('login', 'QIAO_PASSWORD_RULE=mlps', `QIAO_PASSWORD_DAYS=${days}`);
    await mlps();
    taken(await judge('four quiet river stones'));
    await sql("UPDATE account SET password_at = UTC_TIMESTAMP() - INTERVAL 5 YEAR WHERE mail = 'applicant12@example.test'");
    await freely();
    assert.equal((await signIn(new Client(), 'applicant12@example.test', 'demo-applicant')).path, '/apply/mine');

    const li = new Client(); // the demo's password has small letters and a sign: two kinds
    await signIn(li, 'ma@example.test', 'demo-ma');
    for (const path of ['/login/me', '/login/places']) (await li.get(path, { follow: false })).goes(`/login/password?next=${encodeURIComponent(path)}`);
    const door = await fetch(`${url}/behind/`, { redirect: 'manual', headers: { cookie: li.cookies, 'x-forwarded-for': li.address } });
    assert.equal(door.headers.get('location'), '/login/password?next=%2Fbehind%2F', 'nor do locations behind the door open');
    const page = (await li.get('/login/me')).see(en('login.password_stale')), change = (secret) => li.submit(page, 'password',
        { current: 'demo-ma', password: secret });
    assert.equal((await change('gxqtvzbkwmjhpfd')).is(422).error('password', 'password'), en('error.secret_mix'));
    assert.equal((await change('four quiet river stones')).is(422).error('password', 'password'), en('error.secret_mix'));
    (await change('Gx7q tvz bk 2wm')).goes('/login/me?said=password');
    (await li.get('/login/me')).is(200).see('ma@example.test');

    await sql("UPDATE account SET password_at = UTC_TIMESTAMP() - INTERVAL 89 DAY WHERE mail = 'ma@example.test'");
    (await li.get('/login/me', { follow: false })).is(200);
    await sql("UPDATE account SET password_at = UTC_TIMESTAMP() - INTERVAL 90 DAY WHERE mail = 'ma@example.test'");
    (await li.get('/login/me', { follow: false })).goes('/login/password?next=%2Flogin%2Fme');
    const code = await resetLink('ma@example.test');
    assert.equal((await reset(code, 'four quiet river stones')).is(422).error('reset', 'password'), en('error.secret_mix'));

    await restart('login'); // nist: neither kinds of signs nor age
    (await li.get('/login/me', { follow: false })).is(200);
    assert.equal((await reset(code, 'four quiet river stones')).path, '/login/?said=reset');
});
