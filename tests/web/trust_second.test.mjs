// A guardian joins the account the child has instead of opening a second one: found by name and birth date, at the desk
// only, with the yes of the guardian who acts already; without one, at once. A school keeps what it opened.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { say } from '../lib/applicant.mjs';
import { worn } from '../lib/org.mjs';
import { act, askForChild, childState, decideChild, openPupil, secondFor, stop, sweep, teacherOf, unique, yearsAgo } from '../lib/trust.mjs';
import { letter, lettersTo, one, resident, sql, unchanged } from '../lib/world.mjs';

let li, mother;
const accountOf = (id) => one(`SELECT account FROM trust_child WHERE id = ${id}`);
const deeds = (account) => sql(`SELECT agent FROM delegation WHERE subject = ${account} AND state = 'active' AND kind = 'guardian' ORDER BY id`).then((x) => x.flat().map(Number));
const fresh = (who) => sql(`UPDATE session SET signed_at = UTC_TIMESTAMP() WHERE account = ${who.id}`);

before(async () => { [li, mother] = [await worn('li'), await resident('Mother', { roams: true })]; });

test('found to be the same child: the first guardian is asked, says yes, and both act in one account', async () => {
    const father = await resident('Father', { roams: true }), stranger = await resident('Stranger', { roams: true }), more = { child: unique('Keo') };
    await decideChild(li, await askForChild(mother, more), 'accept');
    const id = await askForChild(father, more), review = await li.get(`/trust/child_review?id=${id}`);
    review.see(say('en', 'desk.twin'), say('en', 'desk.twin_ask'), say('en', 'desk.act.join'));
    const no = await unchanged(() => li.post(`/trust/child_decide?id=${id}&event=accept`, 'desk', {}));
    assert.equal(no.is(422).error('desk', 'note'), say('en', 'error.twin_note'));
    const accounts = await one('SELECT COUNT(*) FROM account');
    await decideChild(li, id, 'join');
    assert.equal(await childState(id), 7);
    const account = await accountOf(id);
    assert.deepEqual(await deeds(account), [mother.id], 'nothing before the yes');
    assert.equal((await lettersTo(father.mail)).at(-1), 'child_joining');
    assert.match((await letter(mother.mail, 'child_second')).text, new RegExp(`Father asks to act for Keo[\\s\\S]*/trust/second\\?id=${id}`));
    (await father.get(`/trust/child_case?id=${id}`)).see(say('en', 'trust.child_state.joining'));
    for (const who of [stranger, father, li]) (await who.get(`/trust/second?id=${id}`)).is(404);
    assert.deepEqual((await mother.get('/trust/')).links('/trust/second'), [`/trust/second?id=${id}`]);
    await fresh(mother);
    assert.match((await mother.post(`/trust/second?id=${id}`, 'reply', { answer: 'accept' })).path, /said=accepted/);
    assert.equal(await childState(id), 3);
    assert.deepEqual(await deeds(account), [mother.id, father.id]);
    assert.equal(await one('SELECT COUNT(*) FROM account'), accounts, 'no second account');
    const mine = await one(`SELECT id FROM delegation WHERE subject = ${account} AND agent = ${father.id}`);
    await act(father, mine);
    await stop(father);
    const hers = await one(`SELECT id FROM delegation WHERE subject = ${account} AND agent = ${mother.id}`);
    assert.match((await mother.post(`/trust/end?id=${hers}`, 'end', {})).path, /said=ended/, 'and now she may go');
    assert.deepEqual(await deeds(account), [father.id]);
});

test('a no is a refusal with its reason, which the centre can take up again', async () => {
    const first = await resident('First', { roams: true }), father = await resident('Father', { roams: true });
    const id = await secondFor(first, father, li, { child: unique('Noi') });
    await fresh(first);
    assert.match((await first.post(`/trust/second?id=${id}`, 'reply', { answer: 'refuse' })).path, /said=refused/);
    assert.deepEqual([await childState(id), await accountOf(id)], [4, null]);
    assert.ok((await letter(father.mail, 'child_refused')).text.includes(say('en', 'choice.reason.other_guardian')));
    (await first.get(`/trust/second?id=${id}`)).is(404);
    await decideChild(li, id, 'restore', { reason: 'mistake' });
    assert.equal(await childState(id), 1);
});

test('no answer brings it back to the centre; who asked may take it back', async () => {
    const first = await resident('Silent', { roams: true }), father = await resident('Father', { roams: true });
    const id = await secondFor(first, father, li, { child: unique('Ta') });
    await sql(`UPDATE flow_timer SET due_at = UTC_TIMESTAMP() - INTERVAL 1 MINUTE WHERE flow = 'trust' AND case_id = ${id}`);
    await sweep();
    assert.deepEqual([await childState(id), await accountOf(id)], [1, null]);
    await decideChild(li, id, 'join');
    assert.match((await father.post(`/trust/child_back?id=${id}`, 'child_back')).path, /said=child_withdrawn/);
    assert.deepEqual([await childState(id), await accountOf(id)], [5, null]);
});

test('where the centre takes care the new guardian joins at once, and the child is the guardian\'s again', async () => {
    const gone = await resident('Gone', { roams: true }), aunt = await resident('Aunt', { roams: true }), more = { child: unique('Dao') };
    const id = await askForChild(gone, more);
    await decideChild(li, id, 'accept');
    const account = await accountOf(id), deed = await one(`SELECT id FROM delegation WHERE subject = ${account}`);
    await gone.post(`/trust/end?id=${deed}`, 'end', { care: '1' });
    const next = await askForChild(aunt, more);
    (await li.get(`/trust/child_decide?id=${next}&event=join`)).is(200).see('Dao');
    await decideChild(li, next, 'join');
    assert.deepEqual([await childState(next), await accountOf(next)], [3, account]);
    assert.deepEqual(await deeds(account), [aunt.id]);
    assert.equal(await one(`SELECT org FROM ward WHERE account = ${account}`), null);
    assert.equal((await lettersTo(aunt.mail)).at(-1), 'child_accepted');
});

test('a pupil a school enrolled: the desk sees whose account it may be, the guardian joins, the school goes on', async () => {
    const name = unique('Boun'), teacher = await teacherOf(), { account, deed } = await openPupil(teacher, { name, ...yearsAgo(10), number: '5-1' });
    const father = await resident('Bouns father', { roams: true }), id = await askForChild(father, { child: name });
    const accounts = await one('SELECT COUNT(*) FROM account');
    const mine = await father.get(`/trust/child_case?id=${id}`);
    for (const told of ['口岸小学', '5-1', say('en', 'desk.twin')]) assert.ok(!mine.main.includes(told), `who asks reads ${told}`);
    const views = () => one(`SELECT COUNT(*) FROM audit WHERE action = 'view_person' AND subject = ${account} AND actor = (SELECT id FROM account WHERE mail = 'li@example.test')`).then(Number);
    const before = await views();
    for (const page of [`/trust/child_review?id=${id}`, `/trust/child_decide?id=${id}&event=join`, `/trust/child_decide?id=${id}&event=accept`])
        (await li.get(page)).is(200).see(say('en', 'desk.twin'), name, '口岸小学', '5-1', say('en', 'desk.twin_org_joins'));
    assert.equal(await views(), before + 3, 'the pupil can look up who saw it');
    const no = await unchanged(() => li.post(`/trust/child_decide?id=${id}&event=accept`, 'desk', {}));
    assert.equal(no.is(422).error('desk', 'note'), say('en', 'error.twin_note'));
    await decideChild(li, id, 'join');
    assert.deepEqual([await childState(id), Number(await accountOf(id))], [3, account]);
    assert.equal(await one('SELECT COUNT(*) FROM account'), accounts, 'no second account');
    assert.deepEqual(await deeds(account), [father.id]);
    assert.equal(Number(await one(`SELECT org FROM ward WHERE account = ${account}`)), teacher.org, 'the school still answers for it');
    const told = await sql(`SELECT o.name FROM outbox o JOIN account_role g ON g.account = o.account WHERE g.org = ${teacher.org}`).then((x) => x.flat());
    assert.ok(told.includes('desk_child_joined'), `${told}`);
    await act(teacher, deed);
    await stop(teacher);
    const his = await one(`SELECT id FROM delegation WHERE subject = ${account} AND agent = ${father.id}`);
    await act(father, his);
    await stop(father);
    assert.match((await father.post(`/trust/end?id=${his}`, 'end', {})).path, /said=ended/, 'the school is left, nobody is asked for care');
    assert.equal(Number(await one(`SELECT org FROM ward WHERE account = ${account}`)), teacher.org);
});

test('who acts for the child already, or a child that signs in alone, is shown and cannot be joined', async () => {
    const mum = await resident('Mum', { roams: true }), more = { child: unique('Vanh') };
    await decideChild(li, await askForChild(mum, more), 'accept');
    const again = await askForChild(mum, more);
    (await li.get(`/trust/child_review?id=${again}`)).see(say('en', 'desk.twin_theirs')).notSee(say('en', 'desk.act.join'));
    const account = await one(`SELECT MAX(account) FROM trust_child WHERE owner = ${mum.id}`);
    await sql(`UPDATE account SET state = 'active', mail = 'took${account}@example.test' WHERE id = ${account}`);
    const dad = await resident('Dad', { roams: true }), id = await askForChild(dad, more);
    (await li.get(`/trust/child_review?id=${id}`)).see(say('en', 'desk.twin_taken')).notSee(say('en', 'desk.act.join'));
    (await li.get(`/trust/child_decide?id=${id}&event=join`)).is(409);
    await sql(`UPDATE account SET state = 'managed', mail = NULL WHERE id = ${account}`);
});
