// A school opens accounts for pupils without mail and phone; its people act for them one after the other; a code on
// paper, with the birth date, opens the way to an account of one's own.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { before, test } from 'node:test';
import { begin, date, fill, intakeOf, say, send } from '../lib/applicant.mjs';
import { Client } from '../lib/client.mjs';
import { act, bannerOf, openPupil, pupil, sheetOf, stop, teacherOf } from '../lib/trust.mjs';
import { dir, lettersTo, one, resident, sql, unchanged, wait } from '../lib/world.mjs';

let teacher, colleague, abroad, kept;
const active = (account) => sql(`SELECT agent, managed, kind FROM delegation WHERE subject = ${account} AND state = 'active' ORDER BY id`);

before(async () => {
    teacher = await teacherOf();
    colleague = await teacherOf(teacher.org, 'Colleague', 'school_lead');
    abroad = await teacherOf();
});

test('an account without mail, phone and password; the birth date only sealed; the consent as given by the teacher', async () => {
    kept = await openPupil(teacher);
    assert.deepEqual(await sql(`SELECT mail, phone, password, state, name, lang FROM account WHERE id = ${kept.account}`),
        [[null, null, null, 'managed', 'ນ້ອຍ', 'lo']]);
    assert.ok(!(await one(`SELECT birth FROM ward WHERE account = ${kept.account}`)).includes('2009'));
    assert.deepEqual(await sql(`SELECT purpose, given_by FROM consent WHERE account = ${kept.account}`), [['account', String(teacher.id)]]);
    assert.deepEqual(await active(kept.account), [[String(teacher.id), '1', 'teacher']]);
    assert.deepEqual(await sql(`SELECT action, actor, detail FROM audit WHERE subject = ${kept.account} AND action = 'ward_open'`),
        [['ward_open', String(teacher.id), 'pupil guardian']]);
    (await teacher.get('/trust/pupils')).see('ນ້ອຍ', '3-2', say('en', 'choice.pupil_relation.border'));
});

test('who may not, or says too little, opens none', async () => {
    const young = date('birth', 1, 1, new Date().getFullYear() - 10);
    for (const [fields, field] of [[{ agree: undefined }, 'agree'], [{ agree: '999' }, 'agree'], [{ name: '123' }, 'name'],
        [{ days: '181' }, 'days'], [{ ...young, signed_by: 'pupil' }, 'signed_by'], [{ relation: 'x' }, 'relation'],
        [{}, 'name']]) {
        const page = await unchanged(() => teacher.post('/trust/pupil', 'pupil', { ...pupil, ...fields }));
        assert.ok(page.is(422).error('pupil', field), field);
    }
    assert.ok(await openPupil(teacher, { number: '3-1' }), 'of the same name in another class');
    assert.ok(await openPupil(teacher, { ...young, name: 'U' }), 'one name of one letter');
    (await (await resident('Nobody')).get('/trust/pupil')).is(403);
    for (const page of ['carry', 'paper']) (await abroad.get(`/trust/${page}?id=${kept.account}`)).is(404);
    (await abroad.get('/trust/pupils')).notSee('ນ້ອຍ');
});

test('the teacher acts under the banner, and sends what the signed form covers', async () => {
    await act(teacher, kept.deed);
    const id = await begin(teacher, await intakeOf('CHN-1'));
    assert.equal(await one(`SELECT owner FROM apply_application WHERE id = ${id}`), String(kept.account));
    assert.ok(bannerOf(await teacher.get(`/apply/tasks?id=${id}`)).includes('ນ້ອຍ'));
    await fill(teacher, id);
    await send(teacher, id);
    assert.equal(await one(`SELECT who FROM flow_log WHERE flow = 'apply' AND case_id = ${id} ORDER BY ver DESC LIMIT 1`), String(teacher.id));
    const received = await one(`SELECT id FROM outbox WHERE account = ${kept.account} AND name = 'apply_received'`);
    const file = `${dir}/mail/${received}.eml`;
    for (let n = 0; n < 100 && !fs.existsSync(file); n++) await wait(200);
    assert.ok(fs.readFileSync(file, 'latin1').includes(teacher.mail), 'the letter goes to whoever acts');
    await stop(teacher);
});

test('a colleague goes on: the first one stops at once, and is told', async () => {
    await act(teacher, kept.deed);
    const page = await colleague.post(`/trust/carry?id=${kept.account}`, 'carry');
    assert.match(page.path, /said=pupil_carry/);
    assert.deepEqual(await active(kept.account), [[String(colleague.id), '1', 'teacher']]);
    assert.equal(bannerOf(await teacher.get('/trust/')), '');
    assert.equal((await lettersTo(teacher.mail)).at(-1), 'trust_ended');
    await sql(`DELETE FROM account_role WHERE account = ${colleague.id}`);
    (await colleague.get('/trust/pupils')).is(403);
    await sql(`INSERT INTO account_role (account, org, role, created_at) VALUES (${colleague.id}, ${teacher.org}, 16, UTC_TIMESTAMP())`);
});

test('the sheet: shown once to who made it, in the pupil\'s language, kept as a hash, the next one ends it', async () => {
    const page = await teacher.post(`/trust/paper?id=${kept.account}`, 'sheet');
    const code = /<code>([A-Z2-7-]{19})<\/code>/.exec(page.html)[1];
    page.see(say('lo', 'trust.sheet.title', { name: 'ນ້ອຍ' }));
    assert.ok(!page.path.includes(code) && !/[?&](code|ticket)=/.test(page.path));
    assert.ok(!(await colleague.get(`/trust/paper?id=${kept.account}`)).html.includes(code));
    for (const table of ['ward_code', 'submit_key', 'audit', 'outbox'])
        assert.ok(!JSON.stringify(await sql(`SELECT * FROM ${table}`)).includes(code.replaceAll('-', '')), table);
    assert.notEqual(await sheetOf(colleague, kept.account), code);
    assert.ok(!(await teacher.get(`/trust/paper?id=${kept.account}`)).html.includes('<code>'), 'the earlier sheet is over');
    const young = await openPupil(teacher, { ...date('birth', 1, 1, new Date().getFullYear() - 9), name: 'Noy' });
    const refused = await teacher.get(`/trust/paper?id=${young.account}`);
    refused.see(say('en', 'error.paper_young'));
    assert.equal(refused.form('sheet'), undefined);
});

test('taking over: the same answer for a wrong code, a wrong date, one that is over, and after too many tries', async () => {
    await sql('DELETE FROM throttle');
    const code = await sheetOf(teacher, kept.account), right = date('birth', 3, 5, 2009), wrong = date('birth', 4, 5, 2009);
    const type = (fields) => new Client().post('/trust/take', 'take', fields, { follow: false });
    const answers = [await type({ code: 'AAAA-BBBB-CCCC-DDDD', ...right }), await type({ code, ...wrong }), await type({ code: 'x', ...right })];
    await sql(`UPDATE ward_code SET ends_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE account = ${kept.account}`);
    answers.push(await type({ code, ...right }));
    await sql(`UPDATE ward_code SET ends_at = UTC_TIMESTAMP() + INTERVAL 1 DAY WHERE account = ${kept.account}`);
    for (let n = 0; n < 3; n++) answers.push(await type({ code, ...wrong }));
    answers.push(await type({ code, ...right }));
    for (const page of answers) {
        page.is(422).see(say('en', 'error.take_wrong'));
        assert.equal(page.jar?.get('take'), undefined);
    }
    assert.equal(await one(`SELECT COUNT(*) FROM ward_code WHERE ticket IS NOT NULL AND account = ${kept.account}`), '0');
    assert.ok(Number(await one("SELECT COUNT(*) FROM audit WHERE action = 'ward_take' AND refused")) >= 8);
    await sql('DELETE FROM throttle');
    const client = new Client(), page = await client.post('/trust/take', 'take', { code: code.toLowerCase(), ...right }, { follow: false });
    page.goes('/login/take');
    assert.ok(client.jar.get('take'));
    assert.equal(await one(`SELECT keep FROM ward_code WHERE account = ${kept.account}`), '0');
});
