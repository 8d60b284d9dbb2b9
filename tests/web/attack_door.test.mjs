// Every door from the programs' own tables: who may not enter, whose row it is not, which method it does not know.
// The answer is always the same kind, and nothing is changed by asking.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Client, answerOf } from '../lib/client.mjs';
import { answers } from '../lib/applicant.mjs';
import { all, rightForm, scenes, strangersOfficer, tokenOf, withForm } from '../lib/scenes.mjs';
import { everything, one, unchanged } from '../lib/world.mjs';

let world, wang;
const roles = { stranger: [], half: [], maker: ['applicant'], other: ['applicant'], li: ['centre_admissions'],
    chen: ['centre_lead'], zhou: ['sys_admin'], wu: ['security_admin'], ma: ['auditor'], asker: ['applicant'],
    tang: ['dept_officer'], yan: ['school_lead'], gao: ['enterprise_admin'], peng: ['coordinator'] };

before(async () => {
    world = await scenes();
    wang = await strangersOfficer();
});

test('whoever may, sees the page', async (t) => {
    for (const route of all)
        await t.test(route.path, async () => {
            const { who, at } = world.of(route), page = await who.get(at, { follow: false });
            page.is(200);
            if (!page.html) return assert.match(page.headers.get('content-security-policy'), /^sandbox/);
            assert.doesNotMatch(page.text, /\bT\.[a-z]+\.|\{[a-z]+\}/, 'a key or an empty hole');
            assert.match(page.html, /^\s*<!doctype html>/);
            const head = await who.request('HEAD', at);
            assert.equal(head.is(200).body.length, 0);
            assert.equal(head.headers.get('content-type'), page.type);
        });
});

test('logged out: to the sign-in page and back, whatever was asked', async (t) => {
    for (const route of all.filter((r) => !r.public))
        await t.test(route.path, async () => {
            const { at } = world.of(route), stranger = new Client();
            (await stranger.get(at, { follow: false })).goes(`/login/?next=${encodeURIComponent(at)}`);
            (await stranger.get(route.path, { follow: false })).goes(`/login/?next=${encodeURIComponent(route.path)}`);
            if (route.form) (await unchanged(() => stranger.send(at, { a: 'b' }))).goes(/^\/login\/\?next=/);
        });
});

test('an officer without the second step gets no further', async (t) => {
    const { half } = world.people;
    for (const route of all.filter((r) => !r.public && !r.half))
        await t.test(route.path, async () => {
            const { at } = world.of(route);
            (await half.get(at, { follow: false })).goes(`/login/second?next=${encodeURIComponent(at)}`);
            if (route.form) (await unchanged(() => half.send(at, {}))).goes(/^\/login\/second\?next=/);
        });
});

test('wrong role: 403', async (t) => {
    for (const route of all.filter((r) => !r.public))
        for (const [name, has] of Object.entries(roles)) {
            if (!has.length || has.some((r) => route.roles.includes(r))) continue;
            await t.test(`${route.path} for ${name}`, async () => {
                const { at } = world.of(route), who = world.people[name];
                (await who.get(at, { follow: false })).is(403);
                if (route.form) (await unchanged(() => who.send(at, {}))).is(403);
            });
        }
});

test('somebody else\'s row: 404, as if it were not there', async (t) => {
    for (const route of all.filter((r) => r.find && r.query)) // without a query it finds the reader's own
        await t.test(route.path, async () => {
            const { name, at, who } = world.of(route), { maker, other } = world.people;
            const thief = name in world.thieves ? world.thieves[name] : { maker: other, other: maker }[name] ?? wang;
            if (!thief) return;
            (await thief.get(at, { follow: false })).is(404);
            assert.equal((await who.get(at, { follow: false })).status, 200);
            if (route.roles.includes('centre_admissions')) (await wang.get(at, { follow: false })).is(404);
        });
    await t.test('nor is a draft the centre\'s business', async () => {
        for (const page of ['case?', 'decide?event=withdraw&'])
            (await world.people.li.get(`/apply/${page}id=${world.people.maker.draft}`)).is(404);
        for (const state of ['draft', 'not_sent']) (await world.people.li.get(`/apply/queue?state=${state}`)).is(404);
    });
    await t.test('an entry of another application is not found through an own one', async () => {
        const { maker, other } = world.people, own = (page, entry) => `/apply/${page}?id=${maker.draft}&entry=${entry}`;
        for (const [page, entry, form] of [['school', other.school, 'education'], ['school_drop', other.school, 'drop'],
            ['paper_drop', other.paper, 'drop'], ['paper', other.paper]]) {
            if (!page.endsWith('drop')) (await maker.get(own(page, entry))).is(404);
            if (!form) continue;
            const token = await tokenOf(maker, own(page, page.startsWith('school') ? maker.school : maker.paper), form);
            (await unchanged(() => maker.send(own(page, entry), { token,
                ...(form === 'education' ? answers.education : {}) }))).is(404);
        }
        (await maker.get(`/apply/letter?id=${maker.draft}&letter=${maker.letter}`)).is(404);
        (await maker.get(`/apply/paper?id=${maker.sent}&entry=${maker.paper}`)).is(404);
    });
});

test('somebody else\'s row with a good token of one\'s own: 404, unchanged', async (t) => {
    const { other } = world.people;
    for (const route of withForm.filter((r) => r.find && r.query && world.of(r).name === 'maker'))
        await t.test(route.path, async () => {
            const own = route.path === '/privacy/ask_part' ? `${route.path}?part=contact` // a draft is no part to ask about
                : world.of(route).at.replace(/id=\d+/, `id=${other.draft}`), form = route.form.name;
            const token = form === 'answer' ? 'x' : await tokenOf(other, form === 'paper' ? own : own.replace(/(id=\d+)&.*/, '$1'),
                form); // there is no own offer
            (await unchanged(() => other.send(world.of(route).at, { token, ...rightForm(route.form) },
                { as: form === 'paper' ? 'multipart' : undefined }))).is(404);
        });
});

test('ids that are none: 404', async (t) => {
    const strange = ['', 'abc', '-1', '0', '1e9', '0x1', '999999999', '18446744073709551616', '99999999999999999999999',
        '1;2', '1 OR 1=1',
        "1'--", '../1', '%F0%9F%98%80', '[]'];
    for (const route of all.filter((r) => r.query?.fields.some((f) => f.name === 'id')))
        await t.test(route.path, async () => {
            const { who, at } = world.of(route), rest = at.replace(/.*?id=\d+/, '');
            for (const id of strange) (await who.get(`${route.path}?id=${id}${rest}`, { follow: false })).is(404, id);
            (await who.get(route.path, { follow: false })).is(404);
            (await who.get(`${route.path}?${rest.slice(1)}`, { follow: false })).is(404);
            (await who.get(`${route.path}?id=%00${rest}`, { follow: false })).is(400);
            (await who.get(`${route.path}?id=%zz${rest}`, { follow: false })).is(400);
        });
});

test('a parameter given twice counts once, the first time', async () => {
    const { maker } = world.people;
    const number = await one(`SELECT number FROM apply_application WHERE id = ${maker.draft}`);
    for (const second of [maker.sent, 1, 'x',
        '']) (await maker.get(`/apply/tasks?id=${maker.draft}&id=${second}`)).is(200).see(number);
    (await maker.get(`/apply/tasks?id=1&id=${maker.draft}`)).is(404);
    (await world.people.li.get('/apply/queue?state=draft&state=submitted')).is(404);
    const many = `${Array.from({ length: 140 }, (_, i) => `a${i}=1`).join('&')}`;
    (await maker.get(`/apply/tasks?id=${maker.draft}&${many}`)).is(400);
});

test('methods a page does not know: 405, and nothing happens', async (t) => {
    const before = await everything();
    for (const route of all)
        await t.test(route.path, async () => {
            const { who, at } = world.of(route);
            const methods = ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'FOO', 'get',
                ...(route.form ? [] : ['POST'])];
            for (const method of methods) {
                const body = 'a=b', form = { 'Content-Type': 'application/x-www-form-urlencoded' };
                const raw = await who.raw(who.head(method, at, method === 'POST'
                    ? { ...form, 'Content-Length': 3 } : {}) + (method === 'POST' ? body : ''));
                if (method === 'get') { // nginx knows only capitals
                    assert.match(raw, /^HTTP\/1\.1 400/);
                    continue;
                }
                const { status, headers } = answerOf(raw, `${method} ${at}`);
                assert.equal(status, 405, `${method} ${at}`);
                if (method !== 'TRACE') assert.equal(headers.get('allow'), route.form
                    ? 'GET, HEAD, POST' : 'GET, HEAD');
            }
        });
    assert.deepEqual(await everything(), before);
});

test('addresses that are no pages', async () => {
    const { maker, stranger } = world.people;
    for (const who of [maker, stranger])
        for (const path of ['/apply/nothing', '/login/nothing', '/nothing', '/apply/person/1', '/login/..%2fetc',
            '/apply/%2e%2e/etc/passwd',
            '/static/../../conf/env/common.env', '/static/nothing.css', '/error/404', '/.git/config',
            '/templates/login/home.cs', '/apply/Person'])
            (await who.get(path, { follow: false })).is(404, path);
    (await stranger.get('/apply', { follow: false })).goes('/apply/');
    (await stranger.get('/login', { follow: false })).goes('/login/');
    for (const path of ['/healthz', '/readyz']) {
        (await new Client({ address: '203.0.113.9' }).get(path)).is(403);
    }
    (await stranger.get('/static/qiao.css')).is(200);
    assert.equal((await stranger.request('POST', '/static/qiao.css')).status, 403);
});
