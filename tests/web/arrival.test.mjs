// After admission (DOMAIN 2.2): the number of the letter, form JW202, arrival, the thirty days for a residence permit
// (D4), putting off to the next intake with its clock, and an answer that comes while there is time for it (D3).
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { answer, apply, dayFrom, decide, intakeOf, like, say, state, stateOf } from '../lib/applicant.mjs';
import { letter, lettersTo, officer, one, resident, sql, sweep, unchanged } from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes), lo = (key, holes) => say('lo', key, holes);
const events = { no_show: 22, remind_permit: 29, permit_over: 30, remind_deferred: 31, decline_by_timer: 14 };
const arrived = { visa: 'x1', insurance_no: 'PIC12345678', ...dayFrom('arrived', -2) };
let li, chen, intake;

// Days of Mengla from today to the last day of a clock; undefined when it does not run.
const daysTo = async (id, event) => {
    const at = await one(`SELECT DATEDIFF(due_at - INTERVAL 1 SECOND + INTERVAL 8 HOUR, DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR)) FROM flow_timer
        WHERE flow = 'apply' AND case_id = ${id} AND event = ${events[event]}`);
    return at === undefined ? undefined : Number(at);
};
const isDue = (id, event) => sql(`UPDATE flow_timer SET due_at = UTC_TIMESTAMP() WHERE flow = 'apply' AND case_id = ${id} AND event = ${events[event]}`);
const toHead = () => one("SELECT COUNT(*) FROM outbox o JOIN account a ON a.id = o.account WHERE a.mail = 'chen@example.test' AND o.name = 'apply_permit_over'");

async function admitted(name) {
    const student = await resident(name, { lang: 'lo' }), id = await apply(student, intake);
    await decide(li, id, 'accept_for_review');
    await decide(chen, id, 'offer', { text: '' });
    await answer(student, id, { answer: 'accept' });
    assert.equal(await stateOf(id), state.admitted);
    return { student, id };
}

before(async () => {
    [li, chen] = [await officer('li'), await officer('chen')];
    intake = await intakeOf('CHN-1');
    await sql(`UPDATE apply_intake SET capacity = capacity + 20 WHERE id = ${intake}`);
});

test('a letter of admission has a number of its own, in the letter and on the page', async () => {
    const { student, id } = await admitted('Number');
    const number = await one(`SELECT letter_no FROM apply_admission WHERE application = ${id}`);
    assert.match(number, /^AL20\d{2}\d{6}\d$/);
    assert.ok((await letter(student.mail, 'apply_admitted')).text.includes(number));
    (await student.get(`/apply/status?id=${id}`)).see(number, lo('apply.known.letter_no'));
    (await li.get(`/apply/case?id=${id}`)).see(number);
});

test('the form JW202 is recorded with its number, and the student reads it', async () => {
    const { student, id } = await admitted('Form');
    const bare = await unchanged(() => decide(li, id, 'file_jw202', {}));
    assert.match(bare.is(422).error('decide', 'jw202'), like('en', 'error.must'));
    const page = await decide(li, id, 'file_jw202', { jw202: 'jw2026 001234', text: '' });
    page.see(en('state.admitted'), 'JW2026001234');
    const { text } = await letter(student.mail, 'apply_jw202');
    assert.ok(text.includes('JW2026001234') && text.includes(await one(`SELECT letter_no FROM apply_admission WHERE application = ${id}`)), text);
    (await student.get(`/apply/status?id=${id}`)).see('JW2026001234', lo('apply.known.jw202'));
    assert.equal(await daysTo(id, 'no_show') > 20, true, 'the clock of arrival still runs');
});

test('arrival asks for its day, the visa and the insurance, and for nothing that lies ahead', async () => {
    const { id } = await admitted('Bare');
    const bare = await unchanged(() => decide(li, id, 'register', {}));
    for (const field of ['arrived', 'visa', 'insurance_no']) assert.match(bare.is(422).error('decide', field), like('en', 'error.must'), field);
    assert.equal(bare.form('decide').values.reason, undefined, 'no reason is asked for');
    const ahead = await unchanged(() => decide(li, id, 'register', { ...arrived, ...dayFrom('arrived', 2) }));
    assert.ok(ahead.is(422).error('decide', 'arrived'));
    assert.deepEqual(ahead.form('decide').values.insurance_no, ['PIC12345678'], 'what was typed is there again');
    assert.equal(await stateOf(id), state.admitted);
});

test('with a visa X1 the permit has thirty days from entry; a reminder in ten days less, the head after', async () => {
    const { student, id } = await admitted('Permit');
    (await decide(li, id, 'register', arrived)).see(en('state.enrolled'), 'PIC12345678', en('choice.visa.x1'));
    assert.deepEqual([await daysTo(id, 'remind_permit'), await daysTo(id, 'permit_over'), await daysTo(id, 'no_show')], [18, 28, undefined]);
    (await student.get(`/apply/status?id=${id}`)).see(lo('apply.known.permit_due'), lo('apply.known.arrived'));
    await isDue(id, 'remind_permit');
    await sweep('apply');
    assert.match((await letter(student.mail, 'apply_permit')).subject, like('lo', 'letter.apply_permit.subject'));
    await sweep('apply');
    assert.equal((await lettersTo(student.mail)).filter((n) => n === 'apply_permit').length, 1, 'once');
    const before = Number(await toHead());
    await isDue(id, 'permit_over');
    await sweep('apply');
    assert.equal(Number(await toHead()), before + 1);
    assert.equal(await stateOf(id), state.enrolled, 'nobody is sent away by a clock');
});

test('a permit that was seen is kept, and nobody is reminded any more', async () => {
    const { student, id } = await admitted('Seen');
    await decide(li, id, 'register', arrived);
    assert.ok((await decide(li, id, 'record_permit', {})).is(422).error('decide', 'permit_until'));
    assert.ok((await decide(li, id, 'record_permit', dayFrom('permit_until', -1))).is(422).error('decide', 'permit_until'), 'over already');
    (await decide(li, id, 'record_permit', dayFrom('permit_until', 300))).see(en('apply.known.permit_until')).notSee(en('apply.known.permit_due'));
    const before = await toHead();
    for (const event of ['remind_permit', 'permit_over']) await isDue(id, event);
    await sweep('apply');
    assert.ok(!(await lettersTo(student.mail)).includes('apply_permit'));
    assert.equal(await toHead(), before);
    assert.equal(await daysTo(id, 'permit_over'), undefined);
});

test('a visa X2 asks for no permit', async () => {
    const { student, id } = await admitted('Short');
    await decide(li, id, 'register', { ...arrived, visa: 'x2' });
    assert.deepEqual([await daysTo(id, 'remind_permit'), await daysTo(id, 'permit_over')], [undefined, undefined]);
    (await student.get(`/apply/status?id=${id}`)).notSee(lo('apply.known.permit_due'));
});

test('who is put off is told when the next intake opens, and so is the centre', async () => {
    const { student, id } = await admitted('Later');
    await decide(li, id, 'defer', { reason: 'request', text: '' });
    const opens = Number(await one(`SELECT DATEDIFF(n.opens, DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR)) FROM apply_intake i
        JOIN apply_intake n ON n.programme = i.programme AND n.starts > i.starts WHERE i.id = ${intake} ORDER BY n.starts LIMIT 1`));
    assert.equal(await daysTo(id, 'remind_deferred'), opens - 1, 'due at the beginning of that day');
    (await student.get(`/apply/status?id=${id}`)).see(lo('apply.known.next'));
    await isDue(id, 'remind_deferred');
    await sweep('apply');
    assert.match((await letter(student.mail, 'apply_next_intake')).subject, like('lo', 'letter.apply_next_intake.subject'));
    assert.ok(Number(await one("SELECT COUNT(*) FROM outbox WHERE name = 'apply_deferred_due'")) >= 2, 'both officers');
    assert.equal(await stateOf(id), state.deferred);
});

test('an offer made late is to be answered five days before teaching begins', async () => {
    const student = await resident('Late', { lang: 'lo' }), id = await apply(student, intake);
    const [[starts]] = await sql(`SELECT starts FROM apply_intake WHERE id = ${intake}`);
    await decide(li, id, 'accept_for_review');
    try {
        await sql(`UPDATE apply_intake SET starts = CURDATE() + INTERVAL 9 DAY WHERE id = ${intake}`);
        const left = Number(await one(`SELECT DATEDIFF(starts, DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR)) FROM apply_intake WHERE id = ${intake}`));
        await decide(chen, id, 'offer', { text: '' });
        assert.equal(await daysTo(id, 'decline_by_timer'), left - 5);
        const page = await student.get(`/apply/status?id=${id}`), { text } = await letter(student.mail, 'apply_offer');
        const due = new RegExp(`${lo('apply.due')}: ([^.]*?\\(UTC\\+8\\))`).exec(page.text);
        assert.ok(due && text.replace(/\s+/g, ' ').includes(due[1].trim()), `${due?.[1]} is not in ${text}`);
    } finally {
        await sql(`UPDATE apply_intake SET starts = '${starts}' WHERE id = ${intake}`);
    }
});
