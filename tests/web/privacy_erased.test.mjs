// After a deletion: no clock of what is gone fires, nothing else stays under way, and officers who still find the cases
// read that they were deleted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, begin, fill, intakeOf, say } from '../lib/applicant.mjs';
import { ask, decide, erase, stateOf } from '../lib/privacy.mjs';
import { askForChild, childState } from '../lib/trust.mjs';
import { letter, lettersTo, newcomer, officer, one, resident, sql, sweep } from '../lib/world.mjs';

const clocks = (flow, id) => one(`SELECT COUNT(*) FROM flow_timer WHERE flow = '${flow}' AND case_id = ${id}`);

test('clocks of what was deleted end, and so does what else was asked for', async () => {
    const who = await newcomer('Clock'), draft = await begin(who, await intakeOf('CHN-1'));
    await fill(who, draft);
    assert.equal(await clocks('apply', draft), '1', 'a draft ends with its window');
    const other = await ask(who, { kind: 'correct', detail: 'my name' }), id = await ask(who, { kind: 'delete', detail: '' });
    assert.equal(await clocks('privacy', other), '1');
    await erase(id);
    assert.deepEqual(await sql(`SELECT due_at, erased_at IS NOT NULL FROM apply_application WHERE id = ${draft}`), [[null, '1']]);
    assert.deepEqual([await stateOf(id), await stateOf(other)], [4, 6]);
    assert.equal(await clocks('privacy', other), '0');
    const before = await one('SELECT MAX(id) FROM outbox');
    await sweep('apply');
    assert.equal(await one(`SELECT COUNT(*) FROM outbox WHERE id > ${before} AND account = ${who.id}`), '0');
    assert.equal(await one(`SELECT state FROM apply_application WHERE id = ${draft}`), '18', 'the draft was never sent, and is none any more');
    assert.deepEqual(await sql(`SELECT event, who FROM flow_log WHERE flow = 'apply' AND case_id = ${draft} ORDER BY id DESC LIMIT 1`), [['25', '0']], 'by the clock');
    assert.equal(await clocks('apply', draft), '0');
    const wu = await officer('wu', { roams: true, lang: 'en' });
    (await wu.get(`/privacy/review?id=${other}`)).is(200).see(say('en', 'privacy.event.overtake'));
});

test('officers find the deleted application by its number, with a sentence and without anything to do', async () => {
    const who = await resident('Gone Applicant', { roams: true }), id = await apply(who, await intakeOf('CHN-1'));
    const number = await one(`SELECT number FROM apply_application WHERE id = ${id}`);
    await sql(`UPDATE apply_application SET state = 10, state_at = UTC_TIMESTAMP() - INTERVAL 7 MONTH, due_at = NULL WHERE id = ${id}`);
    await erase(await ask(who, { kind: 'delete', detail: '' }));
    const chen = await officer('chen', { roams: true, lang: 'en' });
    (await chen.get('/apply/queue?state=rejected')).is(200).see(number, say('en', 'apply.erased'));
    const page = (await chen.get(`/apply/case?id=${id}`)).is(200).see(number, say('en', 'apply.erased'), say('en', 'apply.erased_text'));
    assert.ok(!/<h\d>(<bdi>)?\s*(<\/bdi>)?\s*<\/h\d>|<bdi><\/bdi>/.test(page.main), 'no blank heading');
    assert.deepEqual(page.links('/apply/decide'), []);
    for (const event of ['restore', 'offer']) (await chen.get(`/apply/decide?id=${id}&event=${event}`)).is(409);
    const back = await chen.get(`/apply/track`);
    assert.ok(back.form('track'), 'and the public look-up still answers');
});

test('a guardian is held while a question is under way; afterwards the centre reads that it was deleted', async () => {
    const mother = await resident('Gone Mother', { roams: true }), child = await askForChild(mother, { child: 'Kham' });
    (await mother.get('/privacy/ask')).see(say('en', 'choice.hold.child_under_way'));
    await mother.post(`/trust/child_back?id=${child}`, 'child_back');
    assert.equal(await childState(child), 5);
    await erase(await ask(mother, { kind: 'delete', detail: '' }));
    const li = await officer('li', { roams: true, lang: 'en' });
    (await li.get('/trust/children?state=withdrawn')).is(200).see(say('en', 'trust.erased'));
    const page = (await li.get(`/trust/child_review?id=${child}`)).is(200).see(say('en', 'desk.erased_text'));
    assert.ok(!page.main.includes('<bdi></bdi>'));
    await sql(`UPDATE trust_child SET state = 4 WHERE id = ${child}`);
    assert.deepEqual((await li.get(`/trust/child_review?id=${child}`)).links('/trust/child_decide'), []);
    (await li.get(`/trust/child_decide?id=${child}&event=restore`)).is(409);
});

test('records of a student are kept until ten years after the end of study, a day that is told', async () => {
    const who = await newcomer('Student'), id = await apply(who, await intakeOf('CHN-1'));
    await sql(`UPDATE apply_application SET state = 9 WHERE id = ${id}`);
    const [[day]] = await sql(`SELECT i.starts + INTERVAL p.months MONTH + INTERVAL 120 MONTH FROM apply_application a
        JOIN apply_intake i ON i.id = a.intake JOIN apply_programme p ON p.id = i.programme WHERE a.id = ${id}`);
    const request = await ask(who, { kind: 'delete', detail: '' }), wu = await officer('wu', { roams: true, lang: 'en' });
    await decide(wu, request, 'hold');
    assert.deepEqual(await sql(`SELECT hold_why, hold_until FROM privacy_case WHERE id = ${request}`), [['student', day]]);
    assert.ok((await letter(who.mail, 'request_held')).text.includes(day.slice(0, 4)));
    assert.ok((await lettersTo(who.mail)).includes('request_held'));
});
