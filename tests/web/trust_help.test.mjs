// A person asks support to look; an officer of the centre looks for half an hour and changes nothing; the person sees
// it and ends it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { begin, intakeOf, say } from '../lib/applicant.mjs';
import { worn } from '../lib/org.mjs';
import { bannerOf, callFor, stop, sweep } from '../lib/trust.mjs';
import { lettersTo, one, resident, sql, unchanged } from '../lib/world.mjs';

let person, li, call, draft;
const mail = 'li@example.test';

before(async () => {
    [person, li] = [await resident('In need'), await worn('li')];
    draft = await begin(person, await intakeOf('CHN-1'));
});

test('asking: meant, once at a time, with a number to tell; nobody looks yet', async () => {
    assert.ok((await unchanged(() => person.post('/trust/help', 'help', {}))).is(422).error('help', 'sure'));
    call = await callFor(person);
    (await person.get('/trust/')).see(say('en', 'trust.number'), call, say('en', 'trust.kind.support'), say('en', 'trust.state.asked'));
    (await unchanged(() => person.post('/trust/help', 'help', { sure: '1' }))).is(422).see(say('en', 'error.help_twice'));
    assert.deepEqual(await sql(`SELECT kind, state, IFNULL(agent, 0) FROM delegation WHERE id = ${call}`), [['support', 'asked', '0']]);
    (await li.get(`/apply/tasks?id=${draft}`)).is(403);
});

test('only officers of the centre see the question, and only theirs', async () => {
    const other = await resident('Other');
    for (const path of ['/trust/calls', `/trust/look?id=${call}`]) (await other.get(path)).is(403);
    for (const page of ['act', 'accept', 'end']) (await other.get(`/trust/${page}?id=${call}`)).is(404);
    (await li.get(`/trust/accept?id=${call}`)).is(404);
    (await li.get('/trust/calls')).see('In need', call);
    await sql(`UPDATE delegation SET org = (SELECT MAX(id) FROM org WHERE kind = 'school') WHERE id = ${call}`);
    (await li.get(`/trust/look?id=${call}`)).is(404);
    await sql(`UPDATE delegation SET org = (SELECT MIN(id) FROM org WHERE kind = 'centre') WHERE id = ${call}`);
});

test('the officer looks under the banner; forms are refused; the person is told', async () => {
    const page = await li.post(`/trust/look?id=${call}`, 'look');
    assert.match(page.path, /^\/apply\/mine/);
    const tasks = await li.get(`/apply/tasks?id=${draft}`);
    tasks.is(200);
    assert.ok(bannerOf(tasks).includes(say('en', 'common.acting_look')) && bannerOf(tasks).includes('In need'));
    const token = (await li.get(`/apply/person?id=${draft}`)).form('person').token;
    (await unchanged(() => li.send(`/apply/person?id=${draft}`, { token, mark: 'later' }))).is(403);
    (await li.get('/apply/queue')).is(403);
    const left = Number(await one(`SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), ends_at) FROM delegation WHERE id = ${call}`));
    assert.ok(left > 29 * 60 && left <= 30 * 60, String(left));
    assert.equal((await lettersTo(person.mail)).at(-1), 'trust_looks');
    const [[actor]] = await sql(`SELECT actor FROM audit WHERE subject = ${person.id} AND action = 'act_begin'`);
    assert.equal(actor, await one(`SELECT id FROM account WHERE mail = '${mail}'`));
    assert.ok((await sql(`SELECT detail FROM audit WHERE subject = ${person.id} AND action = 'view_person'`)).flat().includes('/apply/tasks'));
    assert.deepEqual((await li.get('/trust/calls')).links(`/trust/look?id=${call}`), []);
});

test('the person sees who looks and ends it: over with the next click', async () => {
    (await person.get('/trust/')).see('李敏', say('en', 'trust.state.active'));
    await person.post(`/trust/end?id=${call}`, 'end');
    (await li.get(`/apply/tasks?id=${draft}`)).is(403);
    assert.equal(bannerOf(await li.get('/trust/')), '');
    assert.equal((await lettersTo(mail)).at(-1), 'trust_ended');
});

test('it ends by itself after half an hour; a question nobody answered ends too; a person takes it back', async () => {
    const second = await callFor(person);
    await li.post(`/trust/look?id=${second}`, 'look');
    await sql(`UPDATE delegation SET ends_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE id = ${second}`);
    (await li.get(`/apply/tasks?id=${draft}`)).is(403);
    await sweep();
    assert.equal(await one(`SELECT state FROM delegation WHERE id = ${second}`), 'ended');
    const third = await callFor(person);
    await sql(`UPDATE delegation SET ends_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE id = ${third}`);
    (await li.get(`/trust/look?id=${third}`)).is(404);
    const fourth = await callFor(person);
    await person.post(`/trust/end?id=${fourth}`, 'end');
    assert.equal(await one(`SELECT state FROM delegation WHERE id = ${fourth}`), 'ended');
    await stop(li);
});

test('no officer looks at what is asked by oneself', async () => {
    const own = await worn('chen'), id = await callFor(own);
    (await own.get(`/trust/look?id=${id}`)).is(403);
    await own.post(`/trust/end?id=${id}`, 'end');
});
