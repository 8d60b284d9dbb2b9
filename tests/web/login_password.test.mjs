// What a password may be, at each limit and over HTTP: counted in code points of what is hashed, whatever the script.
// Both rules of QIAO_PASSWORD_RULE.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client, url } from '../lib/client.mjs';
import { like, say } from '../lib/applicant.mjs';
import { codeIn, freshMail, grown, letter, one, restart, signIn, sql } from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes);
const freely = () => sql('DELETE FROM throttle');
let ma; // an officer of the demo, as others want to find her
after(async () => {
    await restart('login');
    await sql(`UPDATE account SET password = UNHEX('${ma}'), password_at = UTC_TIMESTAMP() WHERE mail = 'ma@example.test'`);
});

before(async () => { ma = await one("SELECT HEX(password) FROM account WHERE mail = 'ma@example.test'"); });

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

async function resetLink(mail) {
    await freely();
    await new Client().post('/login/forgot', 'forgot', { mail });
    return `/login/reset?code=${codeIn((await letter(mail, 'reset')).text, '/login/reset')}`;
}
const reset = (link, secret) => new Client().post(link, 'reset', { password: secret });

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
