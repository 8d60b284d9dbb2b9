// A guardian's right never ends so that a child is left with nobody: not by a page, not by the clock.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { begin, intakeOf, say } from '../lib/applicant.mjs';
import { worn } from '../lib/org.mjs';
import { act, askForChild, bannerOf, decideChild, stop, sweep, yearsAgo } from '../lib/trust.mjs';
import { lettersTo, one, resident, sql, unchanged } from '../lib/world.mjs';

let mother, li;
async function childOf(client, more) {
    const id = await askForChild(client, more);
    await decideChild(li, id, 'accept');
    return (await sql(`SELECT d.subject, d.id FROM delegation d JOIN trust_child c ON c.account = d.subject WHERE c.id = ${id}`))[0];
}
const careOf = (account) => one(`SELECT o.kind FROM ward w JOIN org o ON o.id = w.org WHERE w.account = ${account}`);

before(async () => { [mother, li] = [await resident('Mother', { roams: true }), await worn('li')]; });

test('ending alone says what can happen, and refuses to leave nobody', async () => {
    const [, young] = await childOf(mother, { child: 'Young' });
    const page = (await mother.get(`/trust/end?id=${young}`)).is(200).see(say('en', 'trust.alone'), say('en', 'trust.alone_second'));
    assert.deepEqual(page.links('/trust/paper'), [], 'too young for a code');
    const [big, deed] = await childOf(mother, { child: 'Big', ...yearsAgo(15) });
    assert.deepEqual((await mother.get(`/trust/end?id=${deed}`)).links('/trust/paper'), [`/trust/paper?id=${big}`]);
    const no = await unchanged(() => mother.post(`/trust/end?id=${deed}`, 'end', {}));
    assert.equal(no.is(422).error('end', 'care'), say('en', 'error.end_alone'));
    await sql(`UPDATE session SET signed_at = UTC_TIMESTAMP() WHERE account = ${mother.id}`);
    (await mother.get('/privacy/ask')).see(say('en', 'choice.hold.ward'));
});

test('the centre takes care: its officers are told, find the child, and act for it', async () => {
    const [account, deed] = await childOf(mother, { child: 'Cared' });
    assert.match((await mother.post(`/trust/end?id=${deed}`, 'end', { care: '1' })).path, /said=ended/);
    assert.equal(await careOf(account), 'centre');
    assert.equal((await lettersTo('li@example.test')).at(-1), 'desk_child_care');
    assert.equal(await one(`SELECT COUNT(*) FROM audit WHERE subject = ${account} AND action = 'trust_grant' AND detail = 'care'`), '1');
    (await mother.get(`/trust/act?id=${deed}`)).is(404);
    (await li.get('/trust/pupils')).is(200).see('Cared', say('en', 'desk.care'), say('en', 'choice.child_relation.mother'));
    (await li.post(`/trust/carry?id=${account}`, 'carry')).is(200);
    const mine = await one(`SELECT MAX(id) FROM delegation WHERE subject = ${account} AND state = 'active'`);
    await act(li, mine);
    const application = await begin(li, await intakeOf('CHN-1'));
    assert.equal(await one(`SELECT owner FROM apply_application WHERE id = ${application}`), account);
    assert.ok(bannerOf(await li.get(`/apply/tasks?id=${application}`)).includes('Cared'));
    await stop(li);
    (await li.get('/trust/pupil')).is(403);
});

test('when the time is over the clock does the same; with a second guardian nothing is asked', async () => {
    const [account, deed] = await childOf(mother, { child: 'Timed' });
    await sql(`UPDATE delegation SET ends_at = UTC_TIMESTAMP() - INTERVAL 1 MINUTE WHERE id = ${deed}`);
    await sweep();
    assert.equal(await careOf(account), 'centre');
    const father = await resident('Father', { roams: true }), [both, hers] = await childOf(mother, { child: 'Both' });
    await sql(`INSERT INTO delegation (subject, agent, kind, scope, state, days, managed, begins_at, ends_at, created_at) SELECT subject, ${father.id}, kind,
        scope, state, days, managed, begins_at, ends_at, created_at FROM delegation WHERE id = ${hers}`);
    (await mother.get(`/trust/end?id=${hers}`)).is(200).notSee(say('en', 'trust.alone'));
    assert.match((await mother.post(`/trust/end?id=${hers}`, 'end', {})).path, /said=ended/);
    assert.equal(await careOf(both), undefined);
});
