// Support looks and does nothing else: pages of the person open, every form is refused, each page is written down.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { begin, intakeOf, say } from '../lib/applicant.mjs';
import { act, bannerOf, stop } from '../lib/trust.mjs';
import { one, resident, routes, sql, unchanged } from '../lib/world.mjs';

let person, helper, draft;

before(async () => {
    [person, helper] = [await resident('In need'), await resident('Support')];
    draft = await begin(person, await intakeOf('CHN-1'));
    await sql(`INSERT INTO delegation (subject, agent, kind, scope, state, begins_at, ends_at, created_at) VALUES
        (${person.id}, ${helper.id}, 'support', 'apply', 'active', UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 1 HOUR, UTC_TIMESTAMP())`);
    await act(helper, await one(`SELECT MAX(id) FROM delegation WHERE agent = ${helper.id}`));
});

test('pages open, with a banner that says one only looks', async () => {
    for (const page of ['tasks', 'person', 'contact', 'papers', 'check']) {
        const answer = (await helper.get(`/apply/${page}?id=${draft}`)).is(200);
        assert.ok(bannerOf(answer).includes(say('en', 'common.acting_look')), page);
    }
});

test('the menu leads where one may look, whatever the hat', async () => {
    const school = await one("SELECT MIN(id) FROM org WHERE kind = 'school'");
    await sql(`UPDATE session SET org = ${school} WHERE account = ${helper.id}`);
    for (const at of ['/help', '/apply/mine']) assert.ok((await helper.get(at)).is(200).links('/apply/mine').length, at);
    await sql(`UPDATE session SET org = NULL WHERE account = ${helper.id}`);
});

test('each page that was seen is in the audit, under the name of who looked', async () => {
    const seen = await sql(`SELECT actor, detail FROM audit WHERE subject = ${person.id} AND action = 'view_person' ORDER BY id`);
    for (const page of ['tasks', 'person', 'contact', 'papers', 'check'])
        assert.ok(seen.some(([actor, detail]) => actor === String(helper.id) && detail === `/apply/${page}`), page);
});

test('every form of the program is refused, and nothing changes', async (t) => {
    const all = (await routes()).filter((r) => r.program === 'apply' && r.form && r.roles.includes('applicant'));
    assert.ok(all.length > 10);
    for (const route of all)
        await t.test(route.path, async () => {
            const page = await helper.get(`/apply/person?id=${draft}`), token = page.form('person').token;
            (await unchanged(() => helper.send(`${route.path}?id=${draft}`, { token, mark: 'later' }))).is(403);
        });
});

test('one\'s own forms still work, and stopping does', async () => {
    assert.match((await helper.post('/login/me', 'me', { name: 'Support desk' })).path, /said=saved/);
    (await stop(helper)).see(say('en', 'said.stopped'));
    (await helper.get(`/apply/tasks?id=${draft}`)).is(404);
});
