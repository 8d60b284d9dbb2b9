// Departments end and have successors: roles end, duties move, people are invited, nobody is moved silently; what waited
// there waits no more; the house keeps its administrators; opened again it has what was not taken over.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { say } from '../lib/applicant.mjs';
import { agree, answer, ask, audit, bit, close, give, hold, invite, member, orgOf, pending, place, roles, wear, worn } from '../lib/org.mjs';
import { freshMail, letter, lettersTo, one, resident, sql, unchanged } from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes);
let peng, cao, feng, tang, education;
before(async () => {
    [peng, cao, feng, tang] = await Promise.all(['peng', 'cao', 'feng', 'tang'].map((name) => worn(name)));
    education = await orgOf('勐腊县教育体育局');
});
const refused = (page, fault) => assert.deepEqual(page.is(422).faults, [en(`error.${fault}`)]);
const verifier = async () => Number(await one("SELECT org FROM org_verifier WHERE kind = 'school'"));

test('a department is closed in favour of another: roles end, duties move, people are invited', async () => {
    const old = await place('department', '旧教育局'), officer = await member(old, 'dept_officer'), leader = await member(old, 'dept_leader');
    await sql(`UPDATE org_verifier SET org = ${old} WHERE kind = 'school'`);
    const asker = await resident('Asker', { roams: true }), id = await ask(asker);
    (await officer.get('/org/desk')).is(200).see(await one(`SELECT number FROM org_case WHERE id = ${id}`));
    const typed = await unchanged(async () => peng.submit(await peng.get(`/org/close?org=${old}&into=${education}`), 'closing', { text: '' }));
    assert.ok(typed.is(422).error('closing', 'text') && typed.error('closing', 'sure'));
    assert.match((await close(peng, old, education)).path, /said=org_closed/);

    (await officer.get('/org/desk', { follow: false })).is(403, 'with the next click');
    (await leader.get('/org/people', { follow: false })).is(403);
    assert.equal(await one(`SELECT MAX(hats) FROM session WHERE account = ${officer.id}`), '0');
    assert.equal(await verifier(), education);
    (await tang.get(`/org/review?id=${id}`)).is(200);
    assert.deepEqual(await roles(officer.mail, education), [], 'not silently');
    const { text } = await letter(officer.mail, 'org_moved');
    assert.ok(text.includes('旧教育局') && text.includes('勐腊县教育体育局') && text.includes('合并'), text);
    assert.ok((await lettersTo(feng.mail)).includes('people_second'), 'the successor is told');
    assert.deepEqual((await audit(`org:${old}`)).filter(([a]) => a !== 'view_person'), [['org_change', '0', `close ${education}`]]);
    assert.deepEqual(await sql(`SELECT action, detail FROM audit WHERE object = 'org:${education}' AND subject IN (${officer.id}, ${leader.id}) ORDER BY subject`),
        [['role_ask', 'dept_officer'], ['role_ask', 'dept_leader']]);

    await wear(officer, 0);
    const [offer] = (await officer.get('/org/')).links('/org/join');
    assert.match((await answer(officer, offer)).path, /said=join_waits/);
    assert.deepEqual(await roles(officer.mail, education), []);
    const grant = await one(`SELECT id FROM org_grant WHERE account = ${officer.id} AND org = ${education}`);
    await agree(feng, education, grant);
    assert.deepEqual(await roles(officer.mail, education), ['dept_officer']);

    (await unchanged(async () => peng.get(`/org/close?org=${old}&into=${education}`))).is(409, 'closed already');
    assert.match((await peng.post(`/org/reopen?org=${old}`, 'reopen')).path, /said=org_reopened/);
    assert.equal(await one(`SELECT closed_at FROM org WHERE id = ${old}`), null);
    assert.equal(await verifier(), education, 'what was taken over stays there');
    assert.deepEqual(await roles(leader.mail, old), ['dept_leader']);
    assert.deepEqual((await audit(`org:${old}`)).filter(([a]) => a !== 'view_person').at(-1), ['org_change', '0', 'reopen']);
    await sql(`DELETE FROM account_role WHERE account IN (${officer.id}, ${leader.id})`);
});

test('more people than a page holds: each of them is invited', async () => {
    const old = await place('department'), heir = await place('department');
    const people = await Promise.all(Array.from({ length: 120 }, () => resident('Many', { roams: true })));
    for (const p of people) await hold(p.id, old, 'dept_officer');
    assert.match((await close(cao, old, heir)).path, /said=org_closed/);
    // cao is no coordinator: nobody leads the successor yet, and officers are not hers to ask for.
    assert.equal(await one(`SELECT COUNT(*) FROM org_grant WHERE org = ${heir}`), '0');
    await cao.post(`/org/reopen?org=${old}`, 'reopen');
    assert.match((await close(peng, old, heir)).path, /said=org_closed/);
    assert.equal(await one(`SELECT COUNT(DISTINCT account) FROM org_grant WHERE org = ${heir} AND role = ${bit('dept_officer')}`), '120');
    assert.equal(await one(`SELECT COUNT(*) FROM audit WHERE object = 'org:${heir}' AND action = 'role_ask'`), '120');
    await sql(`DELETE FROM account_role WHERE org = ${old}`);
});

test('what waited there ends with it: neither an invitation nor a second voice gives a role in it', async () => {
    const old = await place('department'), heir = await place('department'), leader = await member(old, 'dept_leader');
    const [guest, officer] = [await resident('Guest', { roams: true }), await member(old, 'intern')];
    const at = await invite(leader, old, 'dept_officer', guest.mail), form = await guest.get(at);
    assert.match((await give(leader, old, officer.id, 'evaluator')).path, /said=role_asked/);
    const second = `/org/agree?org=${old}&grant=${await pending(old)}`, page = await peng.get(second);
    await close(cao, old, heir);
    refused(await unchanged(() => guest.submit(form, 'join', { answer: 'yes' })), 'join_over');
    (await unchanged(() => peng.submit(page, 'agree', { answer: 'yes' }))).is(404);
    await cao.post(`/org/reopen?org=${old}`, 'reopen');
    (await guest.get(at)).see(en('org.join_over'));
    (await peng.get(second)).is(404);
    (await cao.get(`/org/give?org=${heir}&person=${officer.id}&role=evaluator`)).is(404, 'not one of its people');
    await sql(`DELETE FROM account_role WHERE org = ${old}`);
});

test('nothing is begun in a closed one', async () => {
    const old = await place('department'), heir = await place('department'), officer = await member(old, 'dept_officer');
    const forms = { give: await cao.get(`/org/give?org=${old}&person=${officer.id}&role=dept_leader`), invite: await cao.get(`/org/invite?org=${old}&role=dept_leader`) };
    await close(cao, old, heir);
    (await unchanged(() => cao.submit(forms.give, 'give'))).is(404);
    (await unchanged(() => cao.submit(forms.invite, 'invite', { mail: freshMail() }))).is(404);
    (await cao.get(`/org/close?org=${await place('department')}&into=${old}`)).is(404, 'no successor');
    (await cao.get(`/org/people?org=${old}`)).is(200).see(en('people.successor')).notSee(en('people.invite'));
    await sql(`DELETE FROM account_role WHERE org = ${old}`);
});

test('no department without a successor; of its own kind, another one; and not one\'s own', async () => {
    const old = await place('department'), school = await place('school');
    assert.equal((await peng.get(`/org/close?org=${old}`)).form('closing'), undefined, 'choose first');
    const token = (await peng.get(`/org/close?org=${old}&into=${education}`)).form('closing').token;
    refused(await unchanged(() => peng.send(`/org/close?org=${old}`, { token, text: 'x', sure: '1' })), 'successor');
    for (const into of [old, school, 999999999]) (await peng.get(`/org/close?org=${old}&into=${into}`)).is(404);
    const own = await one(`SELECT MIN(org) FROM account_role WHERE account = ${peng.id}`);
    refused(await unchanged(async () => peng.submit(await peng.get(`/org/close?org=${own}&into=${education}`), 'closing', { text: 'x', sure: '1' })), 'close_own');
    assert.match((await close(cao, school)).path, /said=org_closed/, 'others need none');
    (await cao.get(`/org/people?org=${school}`)).see(en('org.column.closed'));
});

test('the last administrators of the house are not closed away with their organisation', async () => {
    const away = await place('department'), heir = await place('department'), auditors = await sql(`SELECT account, org, role FROM account_role WHERE role = ${bit('auditor')}`);
    const auditor = await member(away, 'auditor');
    await sql(`UPDATE account_role SET org = ${away} WHERE role = ${bit('auditor')} AND account <> ${auditor.id}`);
    refused(await unchanged(async () => peng.submit(await peng.get(`/org/close?org=${away}&into=${heir}`), 'closing', { text: 'x', sure: '1' })), 'close_last');
    for (const [account, org, role] of auditors) await sql(`UPDATE account_role SET org = ${org} WHERE account = ${account} AND role = ${role}`);
    assert.match((await close(peng, away, heir)).path, /said=org_closed/, 'others are left elsewhere');
    await sql(`DELETE FROM account_role WHERE account = ${auditor.id}`);
});

test('two that are closed at the same moment, each in favour of the other: one stays', async () => {
    for (let n = 0; n < 5; n++) {
        const [a, b] = [await place('department'), await place('department')];
        const forms = [await peng.get(`/org/close?org=${a}&into=${b}`), await cao.get(`/org/close?org=${b}&into=${a}`)];
        const done = await Promise.all([peng.submit(forms[0], 'closing', { text: 'x', sure: '1' }), cao.submit(forms[1], 'closing', { text: 'x', sure: '1' })]);
        assert.deepEqual(done.map((p) => p.status === 303).sort(), [false, true], String(done.map((p) => p.status)));
        assert.equal(await one(`SELECT COUNT(*) FROM org WHERE id IN (${a}, ${b}) AND closed_at IS NULL`), '1');
    }
});

test('the lead of the coordination goes over and stays there', async () => {
    const [old, heir] = [await place('department'), await place('department')], coordinator = await member(old, 'coordinator');
    await sql(`UPDATE org SET leads = TRUE WHERE id = ${old}`);
    await close(cao, old, heir);
    assert.deepEqual(await sql(`SELECT id, leads FROM org WHERE id IN (${old}, ${heir}) ORDER BY id`), [[String(old), '0'], [String(heir), '1']]);
    assert.ok((await lettersTo(coordinator.mail)).includes('org_moved'));
    await cao.post(`/org/reopen?org=${old}`, 'reopen');
    assert.equal(await one(`SELECT leads FROM org WHERE id = ${old}`), '0', 'one leads');
    assert.deepEqual(await roles(coordinator.mail), [], 'where nobody leads there is no coordinator');
    await sql(`UPDATE org SET leads = FALSE WHERE id = ${heir}`);
});
