// Whoever answers for somebody without a sign-in can ask for that person's copy, correction and deletion, in that person's
// name and under the banner; others cannot, and after take-over only the person can.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { say } from '../lib/applicant.mjs';
import { worn } from '../lib/org.mjs';
import { ask, decide, erase, stateOf } from '../lib/privacy.mjs';
import { act, askForChild, bannerOf, decideChild, openPupil, stop, teacherOf, trusted } from '../lib/trust.mjs';
import { lettersTo, officer, one, resident, sql, unchanged } from '../lib/world.mjs';

let mother, account, deed;
const json = async (who) => JSON.parse(Buffer.from((await who.get('/privacy/copy')).is(200).body).toString());

before(async () => {
    mother = await resident('Mother', { roams: true });
    const id = await askForChild(mother, { child: 'Bua' });
    await decideChild(await worn('li'), id, 'accept');
    [[account, deed]] = await sql(`SELECT d.subject, d.id FROM delegation d JOIN trust_child c ON c.account = d.subject WHERE c.id = ${id}`);
});

test('a guardian takes the copy of the child, written down as such; without acting it is the guardian\'s own', async () => {
    assert.equal((await json(mother)).account[0].number, mother.id);
    await act(mother, deed);
    (await mother.get('/trust/')).see(say('en', 'trust.data'));
    const page = await mother.get('/privacy/mine');
    assert.ok(bannerOf(page).includes('Bua'), 'the banner says for whom');
    const copy = await json(mother);
    assert.deepEqual([copy.account[0].number, copy.account[0].name, copy.account[0].state], [Number(account), 'Bua', 'managed']);
    assert.deepEqual(await sql(`SELECT actor, subject FROM audit WHERE action = 'export' AND subject = ${account}`), [[String(mother.id), account]]);
    assert.ok(Number(await one(`SELECT COUNT(*) FROM audit WHERE action = 'view_person' AND subject = ${account} AND actor = ${mother.id}`)) >= 1);
});

test('a correction is the child\'s request, asked by the guardian; who asked does not decide on it', async () => {
    const id = await ask(mother, { kind: 'correct', detail: 'Her name is Buavanh.' });
    assert.deepEqual(await sql(`SELECT owner, asked_by FROM privacy_case WHERE id = ${id}`), [[account, String(mother.id)]]);
    (await mother.get(`/privacy/request?id=${id}`)).is(200).see(say('en', 'privacy.by_agent'));
    assert.equal((await lettersTo(mother.mail)).at(-1) === 'request_received', false, 'the letter is the child\'s');
    assert.equal(await one(`SELECT name FROM outbox WHERE account = ${account} ORDER BY id DESC LIMIT 1`), 'request_received');
    const wu = await officer('wu', { roams: true, lang: 'en' });
    (await wu.get(`/privacy/review?id=${id}`)).is(200).see(say('en', 'privacy.by_agent'));
    await sql(`UPDATE privacy_case SET asked_by = (SELECT id FROM account WHERE mail = 'wu@example.test') WHERE id = ${id}`);
    (await wu.get(`/privacy/review?id=${id}`)).is(403);
    await sql(`UPDATE privacy_case SET asked_by = ${mother.id} WHERE id = ${id}`);
    await decide(wu, id, 'correct', { text: 'Done.' });
    assert.equal(await stateOf(id), 4);
    await stop(mother);
    (await mother.get(`/privacy/request?id=${id}`)).is(404);
});

test('a helper somebody asked, and support, are themselves on these pages', async () => {
    const person = await resident('Asks for help', { roams: true }), helper = await resident('Helper', { roams: true });
    await act(helper, await trusted(person, helper));
    assert.equal((await json(helper)).account[0].number, helper.id);
    await sql(`UPDATE delegation SET kind = 'support' WHERE id = ${deed}`);
    await sql(`UPDATE session SET acting = ${deed} WHERE account = ${mother.id}`);
    assert.equal((await json(mother)).account[0].number, mother.id, 'whoever only looks takes nothing along');
    await sql(`UPDATE delegation SET kind = 'guardian' WHERE id = ${deed}; UPDATE session SET acting = NULL WHERE account = ${mother.id}`);
});

test('a school asks for its pupil, and the deletion is told to who asked', async () => {
    const teacher = await teacherOf(), pupil = await openPupil(teacher, { name: 'Sai', number: 'P1' });
    await act(teacher, pupil.deed);
    const id = await ask(teacher, { kind: 'delete', detail: '' });
    await erase(id);
    assert.deepEqual(await sql(`SELECT name, state FROM account WHERE id = ${pupil.account}`), [['', 'closed']]);
    assert.equal(await one(`SELECT COUNT(*) FROM ward WHERE account = ${pupil.account}`), '0');
    const id2 = await one(`SELECT id FROM account WHERE mail = '${teacher.mail}'`);
    assert.equal(await one(`SELECT COUNT(*) FROM outbox WHERE account = ${id2} AND name = 'request_erased'`), '1');
    assert.equal((await json(teacher)).account[0].number, Number(id2), 'and acts no longer');
});

test('after take-over only the person asks', async () => {
    const teacher = await teacherOf(), pupil = await openPupil(teacher, { name: 'Took', number: 'P2' });
    await act(teacher, pupil.deed);
    await sql(`UPDATE account SET state = 'active', mail = 'took.${pupil.account}@example.test' WHERE id = ${pupil.account}`);
    assert.notEqual((await json(teacher)).account[0].number, pupil.account);
    await unchanged(async () => { assert.ok((await teacher.get('/privacy/requests')).is(200)); });
});
