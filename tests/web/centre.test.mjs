// What the centre is told and shown (DOMAIN 1.2, 2.2): promises of its own that are over, one passport in two people's
// applications, and the papers with which conditions are fulfilled.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { answer, apply, consent, decide, handIn, intakeOf, picture, date, say, state, stateOf } from '../lib/applicant.mjs';
import { url } from '../lib/client.mjs';
import { shell } from '../lib/load.mjs';
import { letter, lettersTo, officer, one, quote, resident, sql, unchanged, wait } from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes);
const numberOf = (id) => one(`SELECT number FROM apply_application WHERE id = ${id}`);
const event = { stale: 11, remind_check: 26 };
let li, chen;

before(async () => { [li, chen] = [await officer('li', { roams: true }), await officer('chen', { roams: true })]; });

// The clock of one case, as if its time were over; what else is due waits for another test.
async function fires(id, name) {
    const rest = `flow = 'apply' AND due_at <= UTC_TIMESTAMP() AND case_id <> ${id}`;
    await sql(`UPDATE flow_timer SET due_at = UTC_TIMESTAMP() + INTERVAL 1 DAY WHERE ${rest};
        UPDATE flow_timer SET due_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE flow = 'apply' AND case_id = ${id} AND event = ${event[name]}`);
    await shell('suite_sweep "$0"');
    assert.equal(await one(`SELECT COUNT(*) FROM flow_log WHERE flow = 'apply' AND case_id = ${id} AND event = ${event[name]}`),
        '1', name);
}
const last = () => one('SELECT MAX(id) FROM outbox').then(Number);
const since = (id) => sql(`SELECT a.mail, o.name FROM outbox o JOIN account a ON a.id = o.account WHERE o.id > ${id} AND o.name LIKE 'apply%' ORDER BY a.mail`);

test('a check that is late is told to everybody of the centre who may do it, and to nobody else', async () => {
    const student = await resident('ຄຳ', { lang: 'lo', roams: true }), id = await apply(student, await intakeOf('LOG-3'));
    const number = await numberOf(id), before_ = await last();
    await fires(id, 'remind_check');
    assert.deepEqual(await since(before_), [['chen@example.test', 'apply_check_due'], ['li@example.test', 'apply_check_due']]);
    const lang = await one("SELECT lang FROM account WHERE mail = 'li@example.test'");
    const { subject, text } = await letter('li@example.test', 'apply_check_due', { after: before_ });
    assert.equal(subject, say(lang, 'letter.apply_check_due.subject', { number }));
    assert.ok(text.includes(`${url}/apply/case?id=${id}`) && text.includes(number), text);
    const [[programme]] = await sql(`SELECT t.name FROM apply_programme_text t JOIN apply_programme p ON p.id = t.programme
        WHERE p.code = 'LOG-3' AND t.lang = ${quote(lang)}`);
    assert.ok(text.replace(/\s+/g, ' ').includes(programme), 'in the language of the officer');
    assert.ok(!(await lettersTo(student.mail)).includes('apply_check_due'));
    for (const who of [student, li]) { // the centre's own letters are none of the case's
        const page = await who.get(`/apply/${who === li ? 'case' : 'status'}?id=${id}`);
        page.notSee(say(lang, 'letter.apply_check_due.subject', { number }));
    }
    assert.equal(await stateOf(id), state.submitted);
});

test('a decision that is late is told to the applicant and to the head of the centre', async () => {
    const student = await resident('Late', { roams: true }), id = await apply(student, await intakeOf('TOU-3'));
    await decide(li, id, 'accept_for_review');
    const before_ = await last();
    await fires(id, 'stale');
    assert.deepEqual((await since(before_)).map(String).sort(), ['chen@example.test,apply_stale_lead', `${student.mail},apply_stale`].sort());
    assert.match((await letter('chen@example.test', 'apply_stale_lead', { after: before_ })).text,
        new RegExp(`/apply/case[?]id=${id}\\b`));
    (await chen.get(`/apply/case?id=${id}`)).see(en('apply.stale'));
});

test('somebody who works there no more is told nothing', async () => {
    const id = await apply(await resident('Quiet', { roams: true }), await intakeOf('LOG-3')), before_ = await last();
    await sql("UPDATE account SET state = 'suspended' WHERE mail = 'chen@example.test'");
    try {
        await fires(id, 'remind_check');
        assert.deepEqual(await since(before_), [['li@example.test', 'apply_check_due']]);
    } finally {
        await sql("UPDATE account SET state = 'active' WHERE mail = 'chen@example.test'");
    }
});

test('who has something to correct is reminded twice before the time is over, by however many hosts', async () => {
    const student = await resident('ວັນ', { lang: 'lo', roams: true }), id = await apply(student, await intakeOf('LOG-3'));
    const reminders = () => one(`SELECT COUNT(*) FROM outbox WHERE case_id = ${id} AND name = 'apply_remind'`).then(Number);
    const ends = async (days) => {
        await sql(`UPDATE flow_timer SET due_at = UTC_TIMESTAMP() + INTERVAL ${days * 24} HOUR WHERE flow = 'apply' AND case_id = ${id} AND event = 6;
            UPDATE apply_application SET due_at = UTC_TIMESTAMP() + INTERVAL ${days * 24} HOUR WHERE id = ${id}`);
        await Promise.all([1, 2, 3].map(() => shell('suite_sweep "$0"')));
        await shell('suite_sweep "$0"');
        return reminders();
    };
    const back = () => decide(li, id, 'return', { sections: ['contact'], text: 'ທີ່ຢູ່' });
    await back();
    assert.deepEqual([await ends(7), await ends(5), await ends(3), await ends(1.5), await ends(0.5)], [0, 1, 1, 2, 2]);
    const { subject, text } = await letter(student.mail, 'apply_remind');
    assert.equal(subject, say('lo', 'letter.apply_remind.subject', { number: await numberOf(id) }));
    assert.ok(text.includes(`${url}/apply/status?id=${id}`) && !/\{\w+\}/.test(text), text);
    (await student.get(`/apply/status?id=${id}`)).see(subject);
    assert.equal(await stateOf(id), state.returned);

    await wait(1100); // times are kept in seconds
    await student.post(`/apply/contact?id=${id}`, 'contact', { address: 'ບ້ານ ໃໝ່', mark: 'done' });
    await student.post(`/apply/check?id=${id}`, 'check', { agree: '1' });
    assert.equal(await stateOf(id), state.submitted);
    assert.equal(await ends(1), 2, 'nothing to correct, nothing to be reminded of');
    await back();
    assert.deepEqual([await ends(7), await ends(1)], [2, 4], 'the next time begins anew; late, both come in two sweeps');
});

test('one passport in the applications of two people is shown to the officer, by number', async () => {
    const no = `Q${String(process.pid).padStart(7, '0').slice(-7)}`, other = `R${no.slice(1)}`;
    const person = (more) => ({ person: { passport_no: no, ...more } });
    const intakes = [await intakeOf('LOG-3'), await intakeOf('CHN-1')];
    const first = await resident('First', { roams: true }), one_ = await apply(first, intakes[0], person());
    const own = await apply(first, intakes[1], person()); // one's own second application is no wonder
    const sees = (id) => li.get(`/apply/case?id=${id}`);
    const warning = async (...ids) => en('officer.warning.same_passport', { value: (await Promise.all(ids.map(numberOf))).join(', ') });
    const any = en('officer.warning.same_passport', { value: '' });
    (await sees(one_)).notSee(any);

    const second = await resident('Second', { roams: true }), two = await apply(second, intakes[0],
        person({ passport_no: no.toLowerCase().replace('q', 'q '), birthplace: 'Pakse' }));
    (await sees(two)).see(await warning(one_, own));
    (await sees(one_)).see(await warning(two));
    (await li.get(`/apply/case?id=${two}&lang=zh`)).see(say('zh', 'officer.warning.same_passport', { value: `${await numberOf(one_)}, ${await numberOf(own)}` }));
    li.lang = 'en';
    await li.get('/apply/queue?lang=en');

    const third = await resident('Third', { roams: true }); // the same digits of another state: another passport
    const three = await apply(third, intakes[0], person({ nationality: 'THA', passport_state: 'THA' }));
    (await sees(three)).notSee(any);
    const fourth = await resident('Fourth', { roams: true });
    (await sees(await apply(fourth, intakes[0], { person: { passport_no: other } }))).notSee(any);

    // What another centre has is said, but not which.
    const centre = await one(`SELECT centre FROM apply_application WHERE id = ${two}`);
    await sql(`INSERT INTO org (kind, name, created_at) VALUES ('centre', '另一个中心', UTC_TIMESTAMP());
        UPDATE apply_application SET centre = LAST_INSERT_ID() WHERE id = ${two}`);
    try {
        (await sees(one_)).see(en('officer.warning.same_passport_elsewhere')).notSee(any, await numberOf(two));
    } finally {
        await sql(`UPDATE apply_application SET centre = ${centre} WHERE id = ${two}`);
    }
    const status = await first.get(`/apply/status?id=${one_}`);
    status.notSee(await numberOf(two), any);
});

test('conditions are fulfilled with papers: they come, none goes, and nothing else is open', async () => {
    const student = await resident('Conditional', { roams: true }), id = await apply(student, await intakeOf('LOG-3'));
    const at = (page) => `/apply/${page}?id=${id}`, papers = () => one(`SELECT COUNT(*) FROM document WHERE case_id = ${id}`).then(Number);
    (await student.get(at('papers'))).is(409);
    await decide(li, id, 'accept_for_review');
    await decide(chen, id, 'offer', { text: 'Original of the certificate; health form.' });
    (await student.get(at('papers'))).is(409);
    await answer(student, id, { answer: 'accept' });
    assert.equal(await stateOf(id), state.conditional);
    assert.deepEqual((await student.get(at('status'))).see(en('apply.papers_add')).links('/apply/papers'), [at('papers')]);

    const page = await student.get(at('papers')), health = `${at('paper_new')}&kind=health`, before_ = await papers();
    assert.ok(page.links('/apply/paper_new').includes(health));
    assert.equal(page.form('done'), undefined);
    assert.deepEqual(page.links('/apply/paper_drop'), []);
    assert.deepEqual(page.links('/apply/tasks'), []);
    const today = new Date(Date.now() + 8 * 3600e3), dated = date('dated', today.getUTCDate(), today.getUTCMonth() + 1, today.getUTCFullYear());
    const kept = await student.submit(await student.get(health), 'paper', { file: picture('health.png'), ...dated, ...consent('health') });
    assert.match(kept.goes(/said=paper_kept/).location, /^\/apply\/papers/);
    assert.match((await handIn(student, id, 'diploma')).path, /said=paper_kept/);
    assert.equal(await papers(), before_ + 2);
    (await chen.get(at('case'))).see(en('choice.paper.health'));

    const entry = await one(`SELECT MAX(id) FROM document WHERE case_id = ${id}`);
    await unchanged(async () => {
        for (const closed of ['papers_done', 'person', 'education', 'school', 'contact'])
            (await student.get(at(closed))).is(409, closed);
        (await student.get(`${at('paper_drop')}&entry=${entry}`)).is(409);
        (await student.send(at('papers_done'), { token: (await student.get(health)).form('paper').token })).is(409);
    });

    // An examination that has grown old meanwhile is no fulfilled condition.
    await sql(`UPDATE apply_application SET health_on = health_on - INTERVAL 200 DAY WHERE id = ${id}`);
    const old = await chen.get(at('case'));
    old.see(en('officer.warning.paper_old')).notSee(en('event.confirm_conditions'));
    const { token } = (await chen.get(`${at('decide')}&event=conditions_not_met`)).form('decide');
    const refused = await unchanged(() => chen.send(`${at('decide')}&event=confirm_conditions`, { token }));
    assert.deepEqual(refused.is(422).faults, [en('error.paper_old')]);
    await student.post(health, 'paper', { file: picture('new.png'), ...dated });
    await decide(chen, id, 'confirm_conditions');
    assert.equal(await stateOf(id), state.admitted);
    (await student.get(at('papers'))).is(409);
    assert.equal((await student.get(at('status'))).links('/apply/papers').length, 0);
});
