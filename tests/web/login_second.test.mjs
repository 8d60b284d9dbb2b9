// The second step: each code works once, wrong ones are few, recovery codes are for one time, and nothing is stored
// before it is proved (SECURITY 27, 28; RFC 6238).
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { say } from '../lib/applicant.mjs';
import { strangersOfficer } from '../lib/scenes.mjs';
import { dir, newcomer, one, password, restart, setupKey, signIn, sql, totp, unchanged } from '../lib/world.mjs';

const en = (key) => say('en', key);
const languages = ['zh', 'en', 'lo', 'th', 'vi', 'my', 'km', 'id', 'ms', 'fil'];
let wang, codes;

// Signed in with the password, before the second step.
async function half(mail = wang.mail, secret = password) {
    const client = new Client();
    (await signIn(client, mail, secret, { second: false })).is(200);
    return client;
}
const second = async (client, code) => client.submit(await client.get('/login/second'), 'second', { code });
const forget = () => sql(`UPDATE account SET totp_step = 0 WHERE id = ${wang.id}; DELETE FROM throttle`);
const anew = () => sql(`DELETE FROM session WHERE account = ${wang.id}`).then(forget); // at most five are kept

const codesOf = (page) => [...page.html.matchAll(/<li><code>([A-Z2-7]+)<\/code>/g)].map(([, c]) => c);
const shownNoMore = async (client) => {
    (await client.get('/login/codes', { follow: false })).goes('/login/codes_new');
    (await client.get('/login/codes_new')).see(say('en', 'login.codes_left', { n: '10' }));
};

before(async () => { wang = await strangersOfficer(); });

test('recovery codes are shown right after setting up, again for a while, and not much later', async () => {
    const page = await wang.get(wang.codesAt);
    codes = codesOf(page);
    assert.equal(new Set(codes).size, 10);
    for (const code of codes) assert.ok(code.length >= 22, '112 bits');
    const stored = await sql(`SELECT HEX(hash) FROM account_code WHERE account = ${wang.id}`);
    assert.equal(stored.length, 10);
    assert.ok(!stored.flat().some((h) => codes.some((c) => h.includes(c))));
    await sql(`UPDATE account SET totp_at = totp_at - INTERVAL 11 MINUTE WHERE id = ${wang.id}`);
    await shownNoMore(wang);
});

test('the page of the codes says until when, which is true, and a button ends it at once', async () => {
    const client = await newcomer('Slow', { lang: 'zh' }), page = await client.get('/login/setup');
    const at = (await client.submit(page, 'setup', { code: totp(setupKey(page)) })).goes('/login/codes').location;
    const first = (await client.get(at)).is(200), shown = codesOf(first);
    const said = /(\d\d):(\d\d)/.exec(first.main), made = Number(await one(`SELECT UNIX_TIMESTAMP(totp_at) FROM account WHERE id = ${client.id}`));
    const end = Math.floor((made + 600 - 1) / 60); // the last whole minute, in Asia/Shanghai
    assert.equal(`${said[1]}:${said[2]}`, new Date(end * 60000 + 8 * 3600000).toISOString().slice(11, 16), first.main);
    await sql(`UPDATE account SET totp_at = UTC_TIMESTAMP() - INTERVAL 590 SECOND WHERE id = ${client.id}`);
    assert.deepEqual(codesOf(await client.get(at)), shown, 'a page lost on its way comes again');
    (await client.get('/login/codes_new')).see(say('zh', 'login.codes_again'));
    for (const lang of languages) (await client.get(`/login/codes?lang=${lang}`)).see(say(lang, 'form.codes.button'), say(lang, 'login.codes_until').replace(/.*\{until\}/, ''));
    (await client.submit(await client.get(at), 'codes')).goes('/apply/mine');
    client.lang = 'en';
    await client.get('/languages?lang=en');
    await shownNoMore(client);
    (await client.get('/login/codes_new')).notSee(en('login.codes_again'));
    await client.submit(await client.get('/login/codes_new'), 'codes_new');
    const anew = codesOf(await client.get('/login/codes'));
    assert.equal(new Set([...anew, ...shown]).size, 20, 'others, made anew, are shown again');
});

test('signing in, however fresh, shows the recovery codes to nobody', async () => {
    await anew();
    const client = await half();
    (await client.get('/login/codes', { follow: false })).goes(/^\/login\/second/);
    (await second(client, totp(wang.key))).goes('/apply/queue');
    await shownNoMore(client);
    const chen = new Client();
    (await signIn(chen, 'chen@example.test', 'demo-chen')).is(200);
    (await chen.get('/login/codes', { follow: false })).goes('/login/codes_new');
});

test('nothing opens without the second step, and the session gets a new id with it', async () => {
    const client = await half(), before = client.jar.get('sid');
    (await client.get('/apply/queue', { follow: false })).goes('/login/second?next=%2Fapply%2Fqueue');
    (await client.get('/login/me', { follow: false })).goes(/^\/login\/second/);
    await forget();
    (await second(client, totp(wang.key))).goes('/apply/queue');
    assert.notEqual(client.jar.get('sid'), before);
    (await client.get('/apply/queue', { follow: false })).is(200);
    const old = new Client();
    old.jar.set('sid', before);
    (await old.get('/login/second', { follow: false })).goes(/^\/login\/\?next=/);
});

test('a code is taken with blanks and in digits of any script, but once only', async () => {
    await anew();
    const code = totp(wang.key), typed = ` ${code.slice(0, 3)} ${[...code.slice(3)].map((d) => String.fromCodePoint(0x0ed0 + Number(d))).join('')} `;
    (await second(await half(), typed)).goes('/apply/queue');
    for (const again of [code, typed, totp(wang.key, Date.now() / 1000 - 30)]) {
        const client = await half(), page = (await second(client, again)).is(422);
        assert.equal(page.error('second', 'code'), en('error.code_wrong'));
        (await client.get('/apply/queue', { follow: false })).goes(/^\/login\/second/);
    }
});

test('the same code twice at the same moment: one comes in', async () => {
    await anew();
    const two = [await half(), await half(), await half()],
        pages = await Promise.all(two.map((c) => c.get('/login/second')));
    const code = totp(wang.key), answers = await Promise.all(two.map((c, i) => c.submit(pages[i], 'second', { code })));
    assert.deepEqual(answers.map((p) => p.status).sort(), [303, 422, 422]);
});

test('one step early or late is taken, two are not', async () => {
    const now = () => Date.now() / 1000;
    if (now() % 30 > 25) await new Promise((done) => setTimeout(done, 6000)); // not across the border of a step
    for (const [shift, good] of [[-90, false], [-60, false], [60, false], [90, false], [-30, true], [30, true]]) {
        await anew();
        const page = await second(await half(), totp(wang.key, now() + shift));
        assert.equal(page.status, good ? 303 : 422, `${shift} s`);
    }
});

test('where the administrator wants it so, a code is good for its 30 seconds and no longer', async () => {
    const now = () => Date.now() / 1000;
    await restart('login', 'QIAO_TOTP_STEPS=0');
    try {
        if (now() % 30 > 22) await new Promise((done) => setTimeout(done, 9000));
        for (const [shift, good] of [[-30, false], [30, false], [0, true]]) {
            await anew();
            const page = await second(await half(), totp(wang.key, now() + shift));
            assert.equal(page.status, good ? 303 : 422, `${shift} s`);
        }
    } finally {
        await restart('login');
    }
});

test('after five wrong codes the right one waits too, in every browser', async () => {
    await anew();
    const client = await half();
    for (let n = 0; n < 5; n++) assert.equal((await second(client, '000000')).is(422).error('second', 'code'),
        en('error.code_wrong'));
    assert.equal((await second(client, totp(wang.key))).is(422).error('second', 'code'), en('error.code_wait'));
    assert.equal((await second(await half(), totp(wang.key))).is(422).error('second', 'code'), en('error.code_wait'));
    assert.equal((await second(await half(), codes[0])).is(422).error('second', 'code'), en('error.code_wait'));
    await forget();
    (await second(client, totp(wang.key))).goes('/apply/queue');
});

test('a recovery code works once, and no made-up one does', async () => {
    await anew();
    (await second(await half(), codes[1].toLowerCase())).goes('/login/codes_new');
    assert.equal((await second(await half(), codes[1])).is(422).error('second', 'code'), en('error.code_wrong'));
    (await second(await half(), `${codes[2].slice(0, -1)}${codes[2].endsWith('A') ? 'B' : 'A'}`)).is(422);
    (await second(await half(), codes[2])).goes('/login/codes_new');
    assert.equal(await one(`SELECT COUNT(*) FROM account_code WHERE account = ${wang.id} AND used_at IS NOT NULL`),
        '2');
    const other = await half('li@example.test', 'demo-li');
    await unchanged(async () => (await second(other, codes[3])).is(422), 'with the recovery code of somebody else');
});

test('on the phone that shows it, a link gives the key to the app, in every language; no line of a log has it', async () => {
    const client = await newcomer('Phone'), page = await client.get('/login/setup'), key = setupKey(page);
    const [link] = page.links('otpauth:');
    assert.equal(link, `otpauth://totp/qiao:${encodeURIComponent(client.mail)}?secret=${key}&issuer=qiao`);
    for (const lang of languages) {
        client.lang = lang;
        const there = await client.get(`/login/setup?lang=${lang}`);
        assert.deepEqual(there.links('otpauth:'), [link], lang);
        there.see(say(lang, 'login.setup_link'));
        assert.ok(!there.links('/').some((l) => l.includes(key)), `${lang}: the key in an address of ours`);
    }
    (await client.submit(page, 'setup', { code: totp(new URL(link).searchParams.get('secret')) })).goes('/login/codes');
    for (const file of fs.readdirSync(`${dir}/log`)) assert.ok(!fs.readFileSync(`${dir}/log/${file}`).includes(key), file);
});

test('nothing is set up twice, and nothing before it is proved', async () => {
    const client = await newcomer('Optional');
    const page = await client.get('/login/setup'), key = setupKey(page);
    assert.equal(key.length, 32, '160 bits');
    assert.match(page.html, /<svg class="qr"[^>]*>/);
    await unchanged(async () => (await client.submit(page, 'setup', { code: '000000' })).is(422));
    assert.equal(await one(`SELECT totp IS NULL FROM account WHERE id = ${client.id}`), '1');
    const twin = client.twin(), form = await twin.get('/login/setup');
    assert.match(form.html, new RegExp(key), 'the same key until it is used');
    (await client.submit(page, 'setup', { code: totp(key) })).goes('/login/codes');
    await unchanged(async () => (await twin.submit(form, 'setup',
        { code: totp(key, Date.now() / 1000 + 30) })).goes(/^\/login\//), 'a second time');
    assert.equal((await client.get('/login/setup')).path.startsWith('/login/second'), true);
    assert.ok(!(await client.get('/login/second')).html.includes(key), 'the key is not shown again');
});

test('whoever set it up is asked for it from then on, applicants too', async () => {
    const [mail, key] = await (async () => {
        const client = await newcomer('Careful'), page = await client.get('/login/setup');
        const secret = setupKey(page);
        (await client.submit(page, 'setup', { code: totp(secret, Date.now() / 1000 - 30) })).goes('/login/codes');
        return [client.mail, secret];
    })();
    const client = new Client(), page = await signIn(client, mail, password, { second: false });
    assert.ok(page.form('second'), page.path);
    (await client.get('/apply/mine', { follow: false })).goes(/^\/login\/second/);
    (await second(client, totp(key))).goes('/apply/mine');
    (await client.get('/apply/mine', { follow: false })).is(200);
});
