// The other parent joins the child's account instead of opening a second one: found by name and birth date, with the yes
// of the guardian who acts already; without one, at once.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { say } from '../lib/applicant.mjs';
import { worn } from '../lib/org.mjs';
import { act, askForChild, childState, decideChild, secondFor, stop, sweep, unique } from '../lib/trust.mjs';
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
    review.see(say('en', 'desk.twice'), say('en', 'desk.act.join'));
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
