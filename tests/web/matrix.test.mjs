// Every route, every role, the reader's own thing and somebody else's, by GET and by POST (SECURITY 35). What must come
// is computed from the programs' own tables: a route that is added, or a role that is given one route more, is asked for
// here the same day. Whoever is refused has changed nothing.
import assert from 'node:assert/strict';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { all, rightForm, scenes } from '../lib/scenes.mjs';
import { dir, everything, freshMail, one, quote, sql } from '../lib/world.mjs';

const names = [...new Set(all.flatMap((r) => r.roles))]; // those a route of ours names: all of them, for some are for anybody signed in
const bits = Object.fromEntries(names.map((name) => [name, 0]));
// Roles whose scope is the whole installation: there is no "other" thing for them.
const wide = ['auditor', 'sys_admin', 'security_admin', 'coordinator'];
const oneself = ['applicant', 'intern', 'guardian'];

let scene, matrix = [];
const key = () => Buffer.from(fs.readFileSync(`${dir}/credentials/hmac.key`, 'utf8').trim(), 'hex');

// A form's token as the page would carry it, also where the page is not shown (cgi/common/auth/token.c).
function tokenFor(client, form) {
    const session = createHash('sha256').update(Buffer.from(client.jar.get('sid') ?? client.jar.get('pre'), 'base64url')).digest();
    const salt = randomBytes(16), own = createHmac('sha256', key()).update('qiao1|csrf').digest();
    const code = createHmac('sha256', own).update(Buffer.concat([session, Buffer.from(`${Buffer.byteLength(form)}|${form}|`), salt])).digest();
    return Buffer.concat([salt, code]).toString('base64url');
}

// An account with this role and no other, signed in as strongly as the role wants it.
async function holder(role, { org, second = true, old = false } = {}) {
    const mail = freshMail('matrix'), cookie = randomBytes(32), client = new Client({ roams: true });
    await sql(`INSERT INTO account (mail, name, lang, state, totp_on, created_at) VALUES (${quote(mail)}, 'Matrix', 'en', 'active', TRUE, UTC_TIMESTAMP())`);
    client.id = Number(await one(`SELECT id FROM account WHERE mail = ${quote(mail)}`));
    if (org && bits[role]) await sql(`INSERT INTO account_role (account, org, role, created_at) VALUES (${client.id}, ${org}, ${bits[role]}, UTC_TIMESTAMP())`);
    await sql(`INSERT INTO session (hash, account, org, second, staff, signed_at, seen_at, ends_at) VALUES (X'${createHash('sha256').update(cookie).digest('hex')}',
        ${client.id}, ${org ?? 'NULL'}, ${second}, TRUE, UTC_TIMESTAMP() ${old ? '- INTERVAL 3 HOUR' : ''}, UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 8 HOUR)`);
    client.jar.set('sid', cookie.toString('base64url')).set('lang', 'en');
    return client;
}

before(async () => {
    const rows = (await sql('SELECT DISTINCT role FROM account_role')).flat().map(Number);
    const header = fs.readFileSync(new URL('../../cgi/common/auth/role.h', import.meta.url), 'utf8');
    for (const name of names) bits[name] = 1 << Number(new RegExp(`R_${name.toUpperCase()} = 1 << (\\d+)`).exec(header)[1]);
    assert.ok(rows.every((b) => Object.values(bits).includes(b)), 'roles of the demo data');
    scene = await scenes();
    const centre = await one("SELECT MIN(id) FROM org WHERE kind = 'centre'");
    await sql("INSERT INTO org (kind, name, created_at) VALUES ('centre', '矩阵之外', UTC_TIMESTAMP())");
    const far = await one('SELECT MAX(id) FROM org');
    for (const role of names) {
        const self = oneself.includes(role);
        matrix.push({ role, where: 'here', client: await holder(role, { org: self && role === 'applicant' ? undefined : centre }) });
        if (!self) matrix.push({ role, where: 'elsewhere', client: await holder(role, { org: far }) });
        if (!self) matrix.push({ role, where: 'half', client: await holder(role, { org: centre, second: false }) });
        matrix.push({ role, where: 'long ago', client: await holder(role, { org: role === 'applicant' ? undefined : centre, old: true }) });
    }
    matrix.push({ role: 'none', where: 'here', client: await holder('none', { org: centre }) });
    const stranger = new Client({ roams: true });
    await stranger.get('/login/');
    matrix.push({ role: 'nobody', where: 'here', client: stranger });
});

const signedIn = (r) => r.roles.length === names.length;

// What the table says of this reader: 'login', 'again', 'role', or 'in'.
function verdict(route, { role, where }) {
    if (route.public) return 'in';
    if (role === 'nobody' || (where === 'half' && !route.half)) return 'login';
    if (where === 'long ago' && route.fresh) return 'again';
    return signedIn(route) || route.roles.includes(role) ? 'in' : 'role';
}

const shown = (page) => `${page.status}${page.location ? ` to ${page.location}` : ''}`;

// Answers that fit a verdict.
function fits(route, reader, method, page) {
    const said = verdict(route, reader), to = page.location ?? '';
    if (said === 'login') return page.status === 303 && /^\/login\/(second|setup)?([?]|$)/.test(to);
    if (said === 'again') return page.status === 303 && /^\/login\/again[?]next=/.test(to);
    if (said === 'role') return page.status === 403 && !page.form(route.form?.name ?? '-');
    if (page.status === 403 || page.status >= 500 || /^\/login\/[?]next=/.test(to)) return false;
    // Somebody else's thing does not exist.
    const others = route.find && route.query && !wide.includes(reader.role) &&
        (reader.where === 'elsewhere' || oneself.includes(reader.role));
    return !others || page.status === 404;
}

async function each(list, act) {
    const left = [...list];
    await Promise.all(Array.from({ length: 8 }, async () => { for (let x; (x = left.pop());) await act(x); }));
}

// A sign-in of long ago matters to sensitive routes alone.
const pairs = () => all.flatMap((route) => matrix.filter((m) => route.fresh || m.where !== 'long ago').map((reader) => ({ route, reader })));

test('GET: every route for every role, somebody else\'s thing', async () => {
    const wrong = [], list = pairs();
    await each(list, async ({ route, reader }) => {
        const { at } = scene.of(route), page = await reader.client.get(at, { follow: false });
        if (!fits(route, reader, 'GET', page)) wrong.push(`${at} for ${reader.role} ${reader.where}: ${shown(page)}, the table says ${verdict(route, reader)}`);
    });
    assert.deepEqual(wrong, []);
    assert.ok(list.length > 2000, `${list.length} cases`);
});

test('GET: the own thing of whoever may', async () => {
    const wrong = [];
    for (const route of all) {
        const { who, at, name } = scene.of(route), page = await who.get(at, { follow: false });
        if (![200, 303].includes(page.status) || /^\/login\/[?]/.test(page.location ?? '')) wrong.push(`${at} for ${name}: ${shown(page)}`);
    }
    assert.deepEqual(wrong, []);
});

test('POST: with a right token and right fields, whoever may not changes nothing', async () => {
    const wrong = [], started = await everything();
    const list = pairs().filter(({ route, reader }) => route.form && !route.public && (verdict(route, reader) !== 'in' ||
        (route.find && route.query && !wide.includes(reader.role) && (reader.where === 'elsewhere' || oneself.includes(reader.role)))))
        .filter(({ reader }) => reader.where !== 'long ago'); // what they typed is kept for them
    await each(list, async ({ route, reader }) => {
        const { at } = scene.of(route), token = tokenFor(reader.client, route.form.name);
        const fields = { ...rightForm(route.form), token };
        const page = await reader.client.send(at, fields, { as: route.form.fields.some((f) => f.kind === 'file') ? 'multipart' : undefined });
        if (!fits(route, reader, 'POST', page)) wrong.push(`${at} for ${reader.role} ${reader.where}: ${shown(page)}, the table says ${verdict(route, reader)}`);
    });
    assert.deepEqual(wrong, []);
    assert.deepEqual(await everything(), started, 'something was changed');
    assert.ok(list.length > 800, `${list.length} cases`);
    for (const { client } of matrix) assert.equal(client.jar.has('sid') || client === matrix.at(-1).client, true, 'still signed in');
});

// The token is not what refuses: with the same fields and a token made the same way, whoever may is let in.
test('POST: the same token opens the form to whoever may', async () => {
    const route = all.find((r) => r.path === '/login/me'), { client } = matrix.find((m) => m.role === 'bank_officer' && m.where === 'here');
    (await client.send('/login/me', { ...rightForm(route.form), token: tokenFor(client, route.form.name) })).goes(/^\/login\/me/);
});

// Each refusal by role leaves a line that the auditor can find (ASVS 16.3.2).
test('who is refused is noted', async () => {
    const { client } = matrix.find((m) => m.role === 'insurer_officer' && m.where === 'here');
    const before = Number(await one(`SELECT COUNT(*) FROM audit WHERE action = 'denied' AND actor = ${client.id}`));
    assert.ok(before > 20, `${before} refusals noted`);
    (await client.get('/apply/queue', { follow: false })).is(403);
    assert.equal(Number(await one(`SELECT COUNT(*) FROM audit WHERE action = 'denied' AND refused AND detail = '/apply/queue' AND actor = ${client.id} AND chain LIKE 'apply@%'`)) > 0, true);
});

// The bar on top and the menu under the reader's name, on a page that is open to all and on one of another program.
test('the menu: each door in it opens, and each that opens is in it', async () => {
    const seen = new Map(), doors = new Set();
    for (const { role, where, client } of matrix.filter((cell) => ['here', 'elsewhere', 'half'].includes(cell.where))) {
        for (const at of ['/help', '/privacy/']) {
            const page = (await client.get(at)).is(200), top = page.html.slice(0, page.html.indexOf('<main'));
            const own = /<details class="menu menu-who">[\s\S]*?<\/details>/.exec(top)?.[0] ?? '', bar = /<nav[\s\S]*?<\/nav>/.exec(top)[0];
            const links = [...new Set([...(own + bar).matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href))].filter((href) => href !== '/login/hat');
            seen.set(`${role}, ${where}, ${at}`, { client, links });
            links.forEach((href) => doors.add(href));
        }
    }
    assert.ok(doors.has('/apply/mine') && doors.has('/apply/queue') && doors.has('/admin/') && doors.has('/login/me') && doors.has('/trust/'));
    for (const [who, { client, links }] of seen)
        for (const href of doors) {
            const { status } = await client.get(href, { follow: false });
            assert.equal(status === 200, links.includes(href), `${href} for ${who}: ${status}`);
        }
});
