// What goes another way than hoped: the rule of two persons, a rejection taken back, an offer with conditions, one
// declined, a withdrawal and its undoing. What each person sees, and that seats are counted right all the time.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { answer, apply, decide, intakeOf, like, say, state, stateOf } from '../lib/applicant.mjs';
import { letter, officer, one, resident, sql, unchanged } from '../lib/world.mjs';

const th = (key, holes) => say('th', key, holes);
const en = (key, holes) => say('en', key, holes);
let student, li, chen, intake, id;
const seats = async (of = intake) => (await sql(`SELECT reserved, taken FROM apply_intake WHERE id = ${of}`))[0].map(Number);
const status = () => student.get(`/apply/status?id=${id}`);
const becomes = async (name, page) => {
    assert.equal(await stateOf(id), state[name], page?.main.slice(0, 300));
    (await status()).see(th(`state.${name}`), th(`apply.next.${name}`));
};

before(async () => {
    [li, chen] = [await officer('li'), await officer('chen')];
    student = await resident('พิมพ์ชนก', { lang: 'th' });
    intake = await intakeOf('TOU-3');
    id = await apply(student, intake);
});

test('who accepted for review makes no offer; whoever tries is told why', async () => {
    await decide(chen, id, 'accept_for_review');
    await becomes('in_review');
    (await chen.get(`/apply/case?id=${id}`)).notSee(en('event.offer')).see(en('event.reject'));
    (await chen.get(`/apply/decide?id=${id}&event=offer`)).is(409);
    const { token } = (await chen.get(`/apply/decide?id=${id}&event=return`)).form('decide');
    const page = await unchanged(() => chen.send(`/apply/decide?id=${id}&event=offer`, { token, text: '', note: '' }));
    assert.deepEqual(page.is(422).faults, [en('error.two_persons')]);
    await becomes('in_review');
});

test('a rejection needs a reason; the letter tells it in Thai', async () => {
    const bare = await decide(chen, id, 'reject', { reason: '' });
    assert.match(bare.is(422).error('decide', 'reason'), like('en', 'error.must'));
    (await decide(chen, id, 'reject', { reason: 'seats', text: 'ปีหน้าลองใหม่นะ' })).see(en('state.rejected'));
    await becomes('rejected');
    const { subject, text } = await letter(student.mail, 'apply_rejected');
    assert.match(subject, like('th', 'letter.apply_rejected.subject'));
    assert.ok(text.includes(th('choice.reason.seats')) && text.includes('ปีหน้าลองใหม่นะ'), text);
    (await status()).see(th('apply.ended'), th('choice.reason.seats'));
});

test('only the head takes it back, with a reason', async () => {
    (await li.get(`/apply/decide?id=${id}&event=restore`)).is(403);
    (await li.get(`/apply/case?id=${id}`)).notSee(en('event.restore'));
    (await decide(chen, id, 'restore', { reason: '' })).is(422);
    (await decide(chen, id, 'restore', { reason: 'mistake', text: 'ขออภัย' })).see(en('state.in_review'),
        en('choice.reason.mistake'));
    await becomes('in_review');
    assert.match((await letter(student.mail, 'apply_restored')).text, /ขออภัย/);
});

test('interview and back, then taken for review by the other', async () => {
    assert.match((await decide(li, id, 'schedule_interview', { text: '' })).is(422).error('decide', 'text'),
        like('en', 'error.must'));
    await decide(li, id, 'schedule_interview', { text: '2027-01-11 10:00 (UTC+8), 9:00 Bangkok' });
    await becomes('interview');
    assert.match((await letter(student.mail, 'apply_interview')).text, /9:00 Bangkok/);
    await decide(li, id, 'cancel_interview', { reason: 'interview' });
    await becomes('in_review');
    await decide(li, id, 'return', { sections: ['money'], text: 'ใครจ่าย' });
    await becomes('returned');
    await student.post(`/apply/money?id=${id}`, 'money', { funding: 'county', mark: 'done' });
    await student.post(`/apply/check?id=${id}`, 'check', { agree: '1' });
    await decide(li, id, 'accept_for_review');
    await becomes('in_review');
});

test('an offer with conditions keeps a seat until they are met', async () => {
    const [reserved, taken] = await seats();
    (await decide(chen, id, 'offer', { text: 'ใบรับรองแพทย์ไม่เกิน 6 เดือน' })).see(en('state.offered'));
    await becomes('offered');
    (await student.get(`/apply/offer?id=${id}`)).see('ใบรับรองแพทย์ไม่เกิน 6 เดือน');
    assert.deepEqual(await seats(), [reserved + 1, taken]);
    await answer(student, id, { answer: 'accept' });
    await becomes('conditional');
    assert.deepEqual(await seats(), [reserved + 1, taken]);
    await decide(chen, id, 'conditions_not_met', { reason: 'conditions' });
    await becomes('not_met');
    assert.deepEqual(await seats(), [reserved, taken]);
    await decide(chen, id, 'undo_not_met', { reason: 'mistake' });
    await becomes('conditional');
    await decide(chen, id, 'confirm_conditions');
    await becomes('admitted');
    assert.deepEqual(await seats(), [reserved, taken + 1]);
});

test('put off and brought back in the next intake: the seat of this one is free', async () => {
    const [reserved, taken] = await seats();
    const next = await one(`SELECT n.id FROM apply_intake n JOIN apply_intake i ON i.programme = n.programme AND n.starts > i.starts WHERE i.id = ${intake}`);
    const [nextReserved, nextTaken] = await seats(next);
    await decide(li, id, 'defer', { reason: 'request' });
    await becomes('deferred');
    assert.deepEqual(await seats(), [reserved, taken - 1]);
    assert.deepEqual(await seats(next), [nextReserved, nextTaken]);
    await sql(`UPDATE apply_intake SET opens = CURDATE() - INTERVAL 1 DAY WHERE id = ${next}`);
    await decide(li, id, 'reinstate');
    await becomes('admitted');
    assert.deepEqual([await seats(), await seats(next)], [[reserved, taken - 1], [nextReserved, nextTaken + 1]]);
    assert.equal(await one(`SELECT intake FROM apply_application WHERE id = ${id}`), next);
    intake = next;
    (await li.get(`/apply/decide?id=${id}&event=defer`)).is(409);
    (await li.get(`/apply/case?id=${id}`)).see(en('officer.warning.no_next'));
    assert.ok(!(await li.get(`/apply/case?id=${id}`)).links('/apply/decide').some((h) => h.endsWith('event=defer')));
    await sql(`INSERT INTO apply_intake (programme, opens, closes, starts, capacity, demo)
        SELECT programme, opens + INTERVAL 1 YEAR, closes + INTERVAL 1 YEAR, starts + INTERVAL 1 YEAR, 5, TRUE FROM apply_intake WHERE id = ${next}`);
    await unchanged(async () => (await decide(li, id, 'defer', { reason: 'request' })).is(422).see(en('error.once')));
});

test('the student withdraws with a reason, and the head brings it back', async () => {
    const [reserved, taken] = await seats();
    (await student.post(`/apply/withdraw?id=${id}`, 'withdraw', {})).is(422);
    const page = await student.post(`/apply/withdraw?id=${id}`, 'withdraw', { reason: 'family', text: 'คุณแม่ป่วย' });
    assert.equal(page.banner, th('said.withdrawn'));
    await becomes('withdrawn');
    assert.deepEqual(page.links('/apply/withdraw'), []);
    assert.deepEqual(await seats(), [reserved, taken - 1]);
    (await student.get(`/apply/withdraw?id=${id}`)).is(409);
    (await chen.get(`/apply/case?id=${id}`)).see('คุณแม่ป่วย', en('choice.reason.family'));
    await decide(chen, id, 'restore', { reason: 'request' });
    await becomes('in_review');
    assert.deepEqual(await seats(), [reserved, taken - 1]);
});

test('what was withdrawn comes back once', async () => {
    await student.post(`/apply/withdraw?id=${id}`, 'withdraw', { reason: 'family', text: '' });
    await becomes('withdrawn');
    await unchanged(async () => (await decide(chen, id, 'restore', { reason: 'request' })).is(422).see(en('error.once')));
    await sql(`UPDATE apply_application SET state = 3, state_before = 0 WHERE id = ${id}`); // for what follows
    await becomes('in_review');
});

test('what was declined comes back within ten working days', async () => {
    await decide(chen, id, 'offer');
    await answer(student, id, { answer: 'decline', reason: 'other_school' });
    const declined = await one(`SELECT state_at FROM apply_application WHERE id = ${id}`);
    await sql(`UPDATE apply_application SET state_at = state_at - INTERVAL 30 DAY WHERE id = ${id}`);
    await unchanged(async () => (await decide(chen, id, 'restore', { reason: 'request' })).is(422).see(en('error.too_late')));
    await sql(`UPDATE apply_application SET state_at = '${declined}' WHERE id = ${id}`);
    await decide(chen, id, 'restore', { reason: 'request' });
    await becomes('offered');
    await decide(chen, id, 'withdraw_offer', { reason: 'seats' });
    await sql(`UPDATE apply_application SET state = 3 WHERE id = ${id}`);
});

test('an offer is declined, restored as an offer, and taken back', async () => {
    const [reserved, taken] = await seats();
    await decide(chen, id, 'offer');
    await answer(student, id, { answer: 'decline', reason: 'other_school' });
    await becomes('declined');
    assert.deepEqual(await seats(), [reserved, taken]);
    await decide(chen, id, 'restore', { reason: 'request' });
    await becomes('offered');
    assert.deepEqual(await seats(), [reserved + 1, taken]);
    await decide(chen, id, 'withdraw_offer', { reason: 'seats' });
    await becomes('offer_withdrawn');
    assert.deepEqual(await seats(), [reserved, taken]);
});

test('without a free seat there is no offer, and nothing happens', async () => {
    const [capacity] = (await sql(`SELECT capacity FROM apply_intake WHERE id = ${intake}`))[0];
    const form = await chen.get(`/apply/decide?id=${id}&event=offer`);
    await sql(`UPDATE apply_intake SET capacity = reserved + taken WHERE id = ${intake}`);
    try {
        const page = await unchanged(() => chen.submit(form, 'decide', {}));
        page.is(422).see(en('error.full'));
        (await student.get('/apply/')).see(th('apply.full'));
        await becomes('offer_withdrawn');
    } finally {
        await sql(`UPDATE apply_intake SET capacity = ${capacity} WHERE id = ${intake}`);
    }
    (await chen.submit(form, 'decide', {})).goes(/said=decided/);
    await becomes('offered');
});

test('two officers act on the same page: the second is told, and nothing is overwritten', async () => {
    const [one_, two] = [await chen.get(`/apply/decide?id=${id}&event=withdraw_offer`),
        await li.get(`/apply/decide?id=${id}&event=withdraw`)];
    const both = await Promise.all([chen.submit(one_, 'decide', { reason: 'seats' }),
        li.submit(two, 'decide', { reason: 'request' })]);
    assert.deepEqual(both.map((p) => p.status).sort(), [303, 409]);
    const moves = await one(`SELECT COUNT(*) FROM flow_log WHERE flow = 'apply' AND case_id = ${id} AND state_from = ${state.offered}
        AND ver = (SELECT ver FROM apply_application WHERE id = ${id})`);
    assert.equal(moves, '1');
});
