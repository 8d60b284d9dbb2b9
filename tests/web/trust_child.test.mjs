// The guardian's way: a parent asks with a proof, an officer of the centre decides, the child has an account that the
// parent acts in until the child is of age; from 14 on the child may take it over.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { begin, intakeOf, picture, say } from '../lib/applicant.mjs';
import { Client } from '../lib/client.mjs';
import { worn } from '../lib/org.mjs';
import { act, askForChild, bannerOf, child, childState, decideChild, sheetOf, stop, sweep, yearsAgo } from '../lib/trust.mjs';
import { letter, lettersTo, one, resident, sql, unchanged } from '../lib/world.mjs';

let mother, other, li, id, account, deed;
const audit = () => sql(`SELECT action, actor, detail FROM audit WHERE object = 'trust_child:${id}' ORDER BY id`);

before(async () => {
    [mother, other, li] = [await resident('Mother'), await resident('Other'), await worn('li')];
});

test('who is of age, has no proof, or does not agree: nothing is sent', async () => {
    for (const [fields, field] of [[yearsAgo(18), 'birth'], [yearsAgo(-1), 'birth'], [{ proof: undefined }, 'proof'],
        [{ agree: undefined }, 'agree'], [{ child: '12' }, 'child'], [{ relation: 'aunt' }, 'relation']]) {
        const page = await unchanged(() => mother.post('/trust/child', 'child', { ...child(), ...fields }));
        assert.ok(page.is(422).error('child', field), field);
        if (field !== 'child') assert.equal(page.value('child', 'child'), 'ນາງ ນ້ອຍ', 'what was typed is there again');
    }
});

test('a guardian asks: a number, a promise, a letter; the names sealed; nobody else sees it', async () => {
    id = await askForChild(mother);
    const page = (await mother.get(`/trust/child_case?id=${id}`)).see('GC', 'ນາງ ນ້ອຍ', say('en', 'trust.child_state.asked'));
    assert.equal((await lettersTo(mother.mail)).at(-1), 'child_received');
    assert.match((await letter(mother.mail, 'child_received')).text, /within 5 working days/);
    const row = await one(`SELECT CONCAT(HEX(guardian), HEX(phone)) FROM trust_child WHERE id = ${id}`);
    assert.ok(!row.includes(Buffer.from('Mother').toString('hex').toUpperCase()));
    assert.deepEqual(await sql(`SELECT purpose, given_by FROM consent WHERE account = ${mother.id}`), [['guardian', String(mother.id)]]);
    const [proof] = page.links('/trust/proof');
    (await mother.get(proof)).is(200);
    for (const path of [`/trust/child_case?id=${id}`, `/trust/child_back?id=${id}`, proof]) (await other.get(path)).is(404);
    (await other.get(`/trust/child_review?id=${id}`)).is(403);
    (await mother.get('/trust/')).see('ນາງ ນ້ອຍ', say('en', 'trust.child_state.asked'));
});

test('sent back with words, corrected without a new proof', async () => {
    const page = await decideChild(li, id, 'return', {}, 422);
    assert.ok(page.error('desk', 'text'));
    await decideChild(li, id, 'return', { text: 'The name cannot be read.' });
    assert.match((await letter(mother.mail, 'child_returned')).text, /The name cannot be read/);
    (await mother.get(`/trust/child_fix?id=${id}`)).see('The name cannot be read.');
    const { proof, agree, ...fields } = child();
    assert.ok(proof && agree);
    (await mother.post(`/trust/child_fix?id=${id}`, 'child', { ...fields, relation: 'guardian' })).see(say('en', 'trust.child_state.asked'));
    assert.equal(await childState(id), 1);
    (await mother.get(`/trust/child_fix?id=${id}`)).is(409);
});

test('refused with a reason, and the decision taken back', async () => {
    assert.ok((await decideChild(li, id, 'refuse', {}, 422)).error('desk', 'reason'));
    await decideChild(li, id, 'refuse', { reason: 'proof' });
    assert.equal((await lettersTo(mother.mail)).at(-1), 'child_refused');
    await decideChild(li, id, 'restore', { reason: 'mistake' });
    assert.equal(await childState(id), 1);
});

test('accepted: a managed account without a way in, and the guardian acts until the day before the 18th birthday', async () => {
    const view = await li.get(`/trust/child_review?id=${id}`);
    view.see('ນາງ ນ້ອຍ').notSee(say('en', 'desk.twin'));
    (await li.get(view.links('/trust/proof')[0])).is(200);
    await decideChild(li, id, 'accept');
    [[account]] = await sql(`SELECT account FROM trust_child WHERE id = ${id}`);
    assert.deepEqual(await sql(`SELECT state, mail, phone, password, name, lang FROM account WHERE id = ${account}`),
        [['managed', null, null, null, 'ນາງ ນ້ອຍ', 'lo']]);
    const [[agent, kind, managed, ends, found]] = await sql(`SELECT agent, kind, managed, CONVERT_TZ(ends_at, '+00:00', '+08:00'), id
        FROM delegation WHERE subject = ${account} AND state = 'active'`);
    const b = child(), born = new Date(Date.UTC(Number(b['birth-y']) + 18, Number(b['birth-m']) - 1, Number(b['birth-d'])));
    assert.deepEqual([agent, kind, managed, ends], [String(mother.id), 'guardian', '1', `${born.toISOString().slice(0, 10)} 00:00:00`]);
    deed = found;
    const noted = (await audit()).filter(([action]) => action !== 'view_case').at(-1);
    assert.deepEqual(noted, ['ward_open', await one("SELECT id FROM account WHERE mail = 'li@example.test'"), 'accept']);
    assert.ok((await audit()).some(([action]) => action === 'view_case'));
    assert.equal((await lettersTo(mother.mail)).at(-1), 'child_accepted');
});

test('the guardian acts for the child under the banner; the officer who decided cannot', async () => {
    await act(mother, deed);
    const application = await begin(mother, await intakeOf('CHN-1'));
    assert.equal(await one(`SELECT owner FROM apply_application WHERE id = ${application}`), account);
    assert.ok(bannerOf(await mother.get(`/apply/tasks?id=${application}`)).includes('ນາງ ນ້ອຍ'));
    await stop(mother);
    (await mother.get(`/apply/tasks?id=${application}`)).is(404);
    (await li.get(`/trust/act?id=${deed}`)).is(404);
});

test('under 14 there is no sheet; from 14 on the child takes the account over', async () => {
    (await mother.get(`/trust/paper?id=${account}`)).see(say('en', 'error.paper_young'));
    const grown = await askForChild(mother, { child: 'Big', ...yearsAgo(15) });
    await decideChild(li, grown, 'accept');
    const [[big]] = await sql(`SELECT account FROM trust_child WHERE id = ${grown}`);
    (await other.get(`/trust/paper?id=${big}`)).is(404);
    const code = await sheetOf(mother, big);
    await sql('DELETE FROM throttle');
    (await new Client().post('/trust/take', 'take', { code, ...yearsAgo(15) }, { follow: false })).goes('/login/take');
});

test('a namesake is pointed out to the officer; nobody decides on a child of one\'s own', async () => {
    const twin = await askForChild(other);
    (await li.get(`/trust/child_review?id=${twin}`)).see(say('en', 'desk.twin'));
    await sql(`UPDATE trust_child SET owner = (SELECT id FROM account WHERE mail = 'li@example.test') WHERE id = ${twin}`);
    (await li.get(`/trust/child_review?id=${twin}`)).is(403);
    await sql(`UPDATE trust_child SET owner = ${other.id} WHERE id = ${twin}`);
    assert.match((await other.post(`/trust/child_back?id=${twin}`, 'child_back')).path, /said=child_withdrawn/);
    (await li.get(`/trust/child_decide?id=${twin}&event=accept`)).is(409);
});

test('the promise that is over is told to the officers; what is not corrected ends', async () => {
    const late = await askForChild(other, { child: 'Late' });
    await sql(`UPDATE flow_timer SET due_at = UTC_TIMESTAMP() - INTERVAL 1 MINUTE WHERE flow = 'trust' AND case_id = ${late}`);
    await sweep();
    assert.equal((await lettersTo('li@example.test')).at(-1), 'desk_child_due');
    await decideChild(li, late, 'return', { text: 'Please.' });
    await sql(`UPDATE flow_timer SET due_at = UTC_TIMESTAMP() - INTERVAL 1 MINUTE WHERE flow = 'trust' AND case_id = ${late}`);
    await sweep();
    assert.equal(await childState(late), 6);
    assert.equal((await lettersTo(other.mail)).at(-1), 'child_lapsed');
});

test('five under way at once are enough', async () => {
    const eager = await resident('Eager');
    for (let n = 0; n < 5; n++) await askForChild(eager, { child: `Child ${'ABCDE'[n]}` });
    const { agree, ...fields } = child(); // agreed once, for all of them
    assert.ok(agree);
    const page = await eager.post('/trust/child', 'child', { ...fields, proof: picture('again.png') });
    page.is(422).see(say('en', 'error.child_many'));
});
