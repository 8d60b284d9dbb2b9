// Before anything that decides how one signs in is changed, who it is is proved anew (ASVS 7.5.1): address, phone, password,
// second factor, recovery codes. A session taken over, or a phone left open, is not enough.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { freshPhone, newcomer, one, password, quote, routes, setupKey, signIn, sql, totp, unchanged } from '../lib/world.mjs';

const stale = (client) => sql(`UPDATE session SET signed_at = signed_at - INTERVAL 11 MINUTE WHERE account = ${client.id}`);
const again = (path) => `/login/again?next=${encodeURIComponent(path)}`;
const hasFactor = (client) => one(`SELECT totp_on FROM account WHERE id = ${client.id}`);

// What is posted without it, each with the reason why it may be. A route that is added must be in one of the two.
const harmless = {
    '/login/out': 'ends the session', '/login/again': 'is the proof', '/login/second': 'is the proof', '/login/hat': 'another hat', '/login/me': 'the name',
    '/login/codes': 'shows less', '/login/setup': 'the code of a key that only a fresh session is shown: below',
};

test('every form of login for who is signed in asks first, or cannot change how one signs in', async () => {
    const forms = (await routes()).filter((r) => r.program === 'login' && r.form && !r.public);
    for (const { path, fresh } of forms) assert.equal(fresh, !(path in harmless), path);
    for (const path of ['reach', 'reach_code', 'reach_drop', 'password', 'codes_new', 'places_end']) assert.ok(forms.some((r) => r.path === `/login/${path}`), path);
});

test('address, password and recovery codes: neither shown nor taken from a session that is not fresh', async () => {
    const client = await newcomer('Left open'), pages = {};
    await client.submit(await client.get('/login/setup'), 'setup', { code: totp(setupKey(await client.get('/login/setup'))) });
    for (const name of ['reach', 'password', 'codes_new']) pages[name] = (await client.get(`/login/${name}`)).is(200);
    await stale(client);
    const account = async () => [await sql(`SELECT mail, HEX(phone), HEX(password), HEX(totp), codes_at FROM account WHERE id = ${client.id}`),
        await sql(`SELECT HEX(hash), used_at FROM account_code WHERE account = ${client.id} ORDER BY hash`), await one('SELECT COUNT(*) FROM account_ask')];
    const before = await account();
    const fields = { reach: { reach: freshPhone() }, password: { current: password, password: `${password} taken` }, codes_new: {} };
    for (const [name, page] of Object.entries(pages)) {
        (await client.get(`/login/${name}`, { follow: false })).goes(again(`/login/${name}`));
        (await client.submit(page, name, fields[name])).goes(again(`/login/${name}`));
    }
    assert.deepEqual(await account(), before);
});

test('the key of a second factor is shown to a fresh session only; whoever takes long with the app still can finish', async () => {
    const client = await newcomer('Slow'), page = await client.get('/login/setup'), key = setupKey(page), thief = client.twin();
    await stale(client);
    const shut = (await thief.get('/login/setup?next=%2Fapply%2Fmine', { follow: false })).goes(again('/login/setup?next=%2Fapply%2Fmine'));
    assert.ok(!shut.html.includes(key));
    await unchanged(async () => {
        const wrong = (await thief.submit(page, 'setup', { code: String((Number(totp(key)) + 500000) % 1e6).padStart(6, '0') })).is(422);
        assert.equal(setupKey(wrong), key, 'who has it on the screen keeps it');
    });
    (await client.submit(page, 'setup', { code: totp(key) })).goes('/login/codes');
    assert.equal(await hasFactor(client), '1');
});

test('a proof given anew brings another key: the one of before is worth nothing', async () => {
    const client = await newcomer('Anew'), page = await client.get('/login/setup'), key = setupKey(page);
    await stale(client);
    (await client.submit(await client.get(again('/login/setup')), 'again', { password })).goes('/login/setup');
    const next = (await client.get('/login/setup')).is(200);
    assert.notEqual(setupKey(next), key);
    (await client.submit(next, 'setup', { code: totp(key) })).is(422);
    assert.equal(await hasFactor(client), '0');
});

test('staff who must set it up and took their time are asked for the password, not sent round in a circle', async () => {
    const mail = (await newcomer('Teacher')).mail, client = new Client();
    client.id = await one(`SELECT id FROM account WHERE mail = ${quote(mail)}`);
    await sql(`INSERT INTO account_role (account, org, role, created_at) SELECT ${client.id}, MIN(id), ${1 << 5}, UTC_TIMESTAMP() FROM org WHERE kind = 'centre'`);
    assert.equal((await signIn(client, mail, password, { second: false })).path, '/login/setup');
    await stale(client);
    const page = await client.get('/login/setup');
    assert.ok(page.path.startsWith('/login/again'), page.path);
    (await client.get('/apply/queue', { follow: false })).goes(/^\/login\/second/);
    const shown = await client.get((await client.submit(page, 'again', { password })).goes('/login/setup').location);
    (await client.get('/apply/queue', { follow: false })).goes(/^\/login\/second/);
    (await client.submit(shown, 'setup', { code: totp(setupKey(shown)) })).goes('/login/codes');
    (await client.get('/apply/queue')).is(200);
});
