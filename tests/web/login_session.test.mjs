// Sessions: a new id at each step up, gone when they should be, never longer than they may, and nothing in them that
// somebody else could have put there (SECURITY 13, 28, 30; DOMAIN 6.5).
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { newcomer, officer, one, password, restart, signIn, sql } from '../lib/world.mjs';

let person;
const me = (client) => client.get('/login/me', { follow: false });
const isIn = async (client) => (await me(client)).is(200);
const isOut = async (client) => (await me(client)).goes('/login/?next=%2Flogin%2Fme');
const again = async (mail = person.mail) => {
    const client = new Client();
    (await signIn(client, mail, password)).is(200);
    return client;
};
const sessions = () => one(`SELECT COUNT(*) FROM session WHERE account = ${person.id}`).then(Number);

before(async () => { person = await newcomer('Person'); });

test('the cookie is 256 bits, and the database knows only its hash', async () => {
    const client = await again(), sid = client.jar.get('sid'), bytes = Buffer.from(sid, 'base64url');
    assert.equal(bytes.length, 32);
    const hash = createHash('sha256').update(bytes).digest('hex').toUpperCase();
    assert.equal(await one(`SELECT account FROM session WHERE hash = UNHEX('${hash}')`), String(person.id));
    assert.equal(await one(`SELECT COUNT(*) FROM session WHERE hash = UNHEX('${bytes.toString('hex')}')`), '0');
    assert.notEqual((await again()).jar.get('sid'), sid);
});

test('an id brought along is not taken over, neither made up nor from before signing in', async () => {
    const planted = Buffer.alloc(32, 7).toString('base64url'), client = new Client();
    for (const name of ['sid', 'pre']) client.jar.set(name, planted);
    const page = await client.get('/login/');
    (await client.submit(page, 'signin', { mail: person.mail, password })).goes('/apply/mine');
    assert.notEqual(client.jar.get('sid'), planted);
    const thief = new Client();
    thief.jar.set('sid', planted);
    await isOut(thief);
    thief.jar.set('sid', client.jar.get('pre'));
    await isOut(thief);
    await isIn(client);
});

test('signing in again ends the session that was open in this browser', async () => {
    const client = await again(), old = client.twin();
    const form = await client.get('/login/');
    (await client.submit(form, 'signin', { mail: person.mail, password })).goes('/apply/mine');
    assert.notEqual(client.jar.get('sid'), old.jar.get('sid'));
    await isOut(old);
    await isIn(client);
});

test('signing out ends it for good, and tells the browser to forget', async () => {
    const client = await again(), old = client.twin(), page = await client.get('/login/me');
    const token = /action="\/login\/out"><input type="hidden" name="token" value="([^"]+)"/.exec(page.html)[1];
    const out = (await client.send('/login/out', { token })).goes(/^\/\?said=out&lang=en&known=\d+\.\d+\.[\w-]{43}$/);
    assert.equal(out.headers.get('clear-site-data'), '"cache", "cookies", "storage"');
    assert.match(out.headers.getSetCookie().find((c) => c.startsWith('sid=')), /Max-Age=0/);
    assert.ok(!client.jar.has('sid'));
    await isOut(old);
    (await old.send('/login/me', { token, name: 'x' })).goes(/^\/login\//);
});

test('after signing out a browser is known again, but by no ticket that is old, forged, or for who knows another', async () => {
    const out = async () => {
        const client = await again(), page = await client.get('/login/me');
        const token = /action="\/login\/out"><input type="hidden" name="token" value="([^"]+)"/.exec(page.html)[1];
        return new URL((await client.send('/login/out', { token })).location, 'http://a').searchParams.get('known');
    };
    const ticket = await out(), [account, end, code] = ticket.split('.');
    const bring = async (known, client = new Client()) => {
        (await client.get(`/?known=${known}`, { follow: false })).goes('/?said=out');
        return client;
    };
    const known = await bring(ticket);
    (await signIn(known, person.mail, password)).is(200);
    assert.equal(await one(`SELECT detail FROM audit WHERE subject = ${person.id} AND action = 'sign_in' ORDER BY id DESC LIMIT 1`), 'known');
    for (const bad of [`${account}.${Number(end) + 1}.${code}`, `${Number(account) + 1}.${end}.${code}`, `${ticket}A`,
        `${account}.${end}`, 'x', '..', `1${ticket}`])
        assert.ok(!(await bring(bad)).jar.has('dev'), bad);
    const other = await newcomer('Other'), dev = other.jar.get('dev');
    assert.equal((await bring(ticket, other)).jar.get('dev'), dev, 'what is known stays');
    await restart('login', 'QIAO_CLOCK_SHIFT_S=61');
    assert.ok(!(await bring(ticket)).jar.has('dev'), 'after a minute');
    await restart('login');
});

test('at most five sessions: the one seen longest ago goes', async () => {
    await sql(`DELETE FROM session WHERE account = ${person.id}`);
    const all = [];
    for (let n = 0; n < 6; n++) {
        all.push(await again());
        await sql(`UPDATE session SET seen_at = seen_at - INTERVAL 10 SECOND WHERE account = ${person.id}`);
    }
    assert.equal(await sessions(), 5);
    await isOut(all[0]);
    for (const client of all.slice(1)) await isIn(client);
});

test('a strange cookie is nobody, and breaks nothing', async () => {
    const good = (await again()).jar.get('sid');
    for (const sid of ['', 'x', 'A'.repeat(42), 'A'.repeat(43), 'A'.repeat(44), `${good}=`, `${good}A`, good.slice(1),
        good.toLowerCase(), '%00', "' OR 1=1", '../../x']) {
        const client = new Client();
        client.jar.set('sid', sid);
        await isOut(client);
    }
    const twice = new Client();
    (await twice.request('GET', '/login/me',
        { headers: { cookie: `sid=${good}; sid=${'A'.repeat(43)}` } })).goes(/^\/login\//);
    (await twice.request('GET', '/login/me', { headers: { cookie: `sid=${good}; a=b; sid=${good}` } })).is(200);
});

test('a suspended or closed account is out at once, and stays out', async () => {
    const client = await again();
    for (const state of ['suspended', 'closed', 'locked', 'registered']) {
        await sql(`UPDATE account SET state = '${state}' WHERE id = ${person.id}`);
        await isOut(client);
        (await client.get('/apply/mine', { follow: false })).goes(/^\/login\//);
        const page = await signIn(new Client(), person.mail, password);
        assert.equal(page.path, state === 'registered' ? '/login/sent' : '/login/', state);
        await sql(`UPDATE account SET state = 'active' WHERE id = ${person.id}`);
        await isIn(client);
    }
});

test('a role taken away is gone with the next click', async () => {
    const li = await officer('li'),
        [[role, org]] = await sql("SELECT g.role, g.org FROM account_role g JOIN account a ON a.id = g.account WHERE a.mail = 'li@example.test'");
    (await li.get('/apply/queue', { follow: false })).is(200);
    await sql("DELETE g FROM account_role g JOIN account a ON a.id = g.account WHERE a.mail = 'li@example.test'");
    try {
        for (const page of ['queue', 'case?id=2', 'decide?id=2&event=return', 'mine'])
            (await li.get(`/apply/${page}`, { follow: false })).is(403, page);
        await isIn(li);
    } finally {
        await sql(`INSERT INTO account_role (account, org, role, created_at) SELECT id, ${org}, ${role}, UTC_TIMESTAMP() FROM account WHERE mail = 'li@example.test'`);
    }
    (await li.get('/apply/queue', { follow: false })).is(200);
});

test('after signing in one goes where one wanted, but never out of the house', async () => {
    for (const next of ['/apply/', '/apply/tasks?id=1', '/login/me', '/help', '/wiki/%E5%8B%90%E8%85%8A?a=b%20c&d=%2Fe'])
        (await (async () => {
            const client = new Client(), page = await client.get(`/login/?next=${encodeURIComponent(next)}`);
            return client.submit(page, 'signin', { mail: person.mail, password });
        })()).goes(next);
    const bad = ['//evil.example', '/\\evil.example', 'https://evil.example', 'http:evil.example',
        'javascript:alert(1)', '\\\\evil.example', '/\t/evil.example', '/%09/evil.example',
        '///evil.example', '/apply/\r\nSet-Cookie: a=b', '/apply/%0d%0aX: y', 'apply/mine', '/é', `/${'a'.repeat(1100)}`, '/%2Fevil.example', '/%2fevil.example', '/a%5cb', '/a%0ab', '/a%0', '/a%', '/a%zz',
        '@evil.example', '/@evil.example', '.', ''];
    for (const next of bad) {
        const client = new Client(), page = await client.get(`/login/?next=${encodeURIComponent(next)}`);
        if (page.status === 404) continue; // refused already
        const answer = await client.submit(page, 'signin', { mail: person.mail, password });
        assert.ok(answer.is(303).location === '/apply/mine', `${JSON.stringify(next)} leads to ${answer.location}`);
    }
});

test('nobody\'s name reaches another one\'s page', async () => {
    const other = await newcomer('Stranger in the night'), client = await again();
    const pages = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? me(client) : me(other))));
    for (const [n, page] of pages.entries()) {
        page.see(n % 2 ? person.mail : other.mail).notSee(n % 2 ? other.mail : person.mail);
        assert.equal(page.headers.getSetCookie().length, 0);
    }
});
