// Roles that one person may not have together, over HTTP (DOMAIN 6.2, SECURITY 35): whichever came first, the other one
// is refused where it is given, where an invitation is accepted and where the second person agrees. Every pair and every
// voice of the rule itself: tests/unit/test_grant.c.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { say } from '../lib/applicant.mjs';
import { agree, answer, bit, give, hold, invite, member, orgOf, pending, place, roles, wear, worn } from '../lib/org.mjs';
import { lettersTo, one, resident, sql, unchanged } from '../lib/world.mjs';

const en = (key) => say('en', key);
let peng, wu, seat, homes;
before(async () => {
    [peng, wu] = [await worn('peng'), await worn('wu')];
    seat = await one(`SELECT MIN(org) FROM account_role WHERE account = ${wu.id}`);
    homes = {};
    for (const kind of ['centre', 'school', 'enterprise', 'bank', 'insurer', 'department']) homes[kind] = [await place(kind), await place(kind)];
});
// Kind of the organisation, who manages it, one role, the other, and whether it counts elsewhere, too.
const pairs = [
    ['centre', 'centre_lead', 'centre_admissions', 'centre_lead'],
    ['department', 'dept_leader', 'dept_officer', 'dept_leader'],
    ['department', 'dept_leader', 'evaluator', 'dept_officer'],
    ['department', 'dept_leader', 'evaluator', 'dept_leader'],
    ['school', 'school_lead', 'intern', 'school_staff'],
    ['school', 'school_lead', 'intern', 'school_lead'],
];
const elsewhere = [
    ['department', 'dept_leader', 'evaluator', 'school', 'school_lead', 'school_staff'],
    ['department', 'dept_leader', 'evaluator', 'enterprise', 'enterprise_admin', 'enterprise_staff'],
    ['department', 'security_admin', 'auditor', 'bank', 'bank_admin', 'bank_officer'],
    ['department', 'security_admin', 'sys_admin', 'centre', 'centre_lead', 'centre_admissions'],
    ['department', 'security_admin', 'security_admin', 'insurer', 'insurer_admin', 'insurer_officer'],
];
const homeOf = (kind, by) => (by === 'security_admin' ? seat : homes[kind][0]);
const bossOf = async (kind, by) => (by === 'security_admin' ? wu : member(homes[kind][0], by));
const refused = (page, fault, why) => assert.deepEqual(page.is(422, why).faults, [en(`error.${fault}`)], why);

test('in one organisation: neither beside the other', async () => {
    for (const [kind, by, a, b] of pairs)
        for (const [has, wants] of [[a, b], [b, a]]) {
            const org = homeOf(kind), boss = await bossOf(kind, by), person = await member(org, has), why = `${has}, ${wants}`;
            refused(await unchanged(async () => boss.submit(await boss.get(`/org/give?org=${org}&person=${person.id}&role=${wants}`), 'give')), 'grant_apart_here', why);
            assert.ok(!(await boss.get(`/org/person?org=${org}&person=${person.id}`)).links(`/org/give?org=${org}&person=${person.id}&role=${wants}`).length, `${why}: not offered`);
            const at = await invite(boss, org, wants, person.mail), form = await person.get(at);
            refused(await unchanged(() => person.submit(form, 'join', { answer: 'yes' })), 'grant_apart_here', `${why} by invitation`);
            assert.deepEqual(await roles(person.mail), [has]);
            await sql(`DELETE FROM account_role WHERE account IN (${person.id}, ${boss.id})`);
        }
});

test('in two organisations the same two people may be apart: a reviewer of one centre leads another', async () => {
    const [here, there] = homes.centre, boss = await member(there, 'centre_lead'), person = await member(here, 'centre_admissions');
    const at = await invite(boss, there, 'centre_lead', person.mail);
    assert.match((await answer(person, at)).path, /said=join_waits/);
    assert.match((await agree(wu, there, await pending(there))).path, /said=agreed/);
    assert.deepEqual(await roles(person.mail), ['centre_admissions', 'centre_lead']);
    await sql(`DELETE FROM account_role WHERE account IN (${person.id}, ${boss.id})`);
});

test('administrators of the house and evaluators: not beside business anywhere', async () => {
    for (const [kind, by, role, kind2, by2, role2] of elsewhere) {
        const person = await member(homes[kind2][0], role2), boss = await bossOf(kind, by), org = homeOf(kind, by);
        const at = await invite(boss, org, role, person.mail), form = await person.get(at);
        refused(await unchanged(() => person.submit(form, 'join', { answer: 'yes' })), 'grant_apart', `${role2}, ${role}`);
        await sql(`DELETE FROM account_role WHERE account = ${person.id}`);

        await hold(person.id, org, role);
        await wear(person, org);
        const other = await bossOf(kind2, by2), back = await invite(other, homes[kind2][0], role2, person.mail), form2 = await person.get(back);
        refused(await unchanged(() => person.submit(form2, 'join', { answer: 'yes' })), 'grant_apart', `${role}, ${role2}`);
        assert.deepEqual(await roles(person.mail), [role]);
        await sql(`DELETE FROM account_role WHERE account IN (${person.id}, ${other.id}${boss === wu ? '' : `, ${boss.id}`})`);
    }
});

test('the three administrators are three people, also when both roles are asked for at once', async () => {
    const person = await member(seat, 'intern');
    const grants = {};
    for (const role of ['auditor', 'sys_admin']) {
        assert.match((await give(wu, seat, person.id, role)).path, /said=role_asked/);
        grants[role] = await pending(seat);
    }
    const second = await member(seat, 'security_admin');
    assert.match((await agree(second, seat, grants.auditor)).path, /said=agreed/);
    const form = await second.get(`/org/agree?org=${seat}&grant=${grants.sys_admin}`);
    refused(await unchanged(() => second.submit(form, 'agree', { answer: 'yes' })), 'grant_apart', 'the second person comes too late');
    assert.deepEqual(await roles(person.mail, seat), ['intern', 'auditor']);
    await sql(`DELETE FROM account_role WHERE account IN (${person.id}, ${second.id}); DELETE FROM org_grant WHERE id = ${grants.sys_admin}`);
});

test('two who agree at the same moment to what does not go together: one of them is refused', async () => {
    for (let n = 0; n < 4; n++) {
        const person = await member(seat, 'intern'), seconds = [await member(seat, 'security_admin'), await member(seat, 'security_admin')], forms = [];
        for (const [i, role] of ['auditor', 'sys_admin'].entries()) {
            await give(wu, seat, person.id, role);
            forms.push(await seconds[i].get(`/org/agree?org=${seat}&grant=${await pending(seat)}`));
        }
        const done = await Promise.all(forms.map((form, i) => seconds[i].submit(form, 'agree', { answer: 'yes' })));
        assert.deepEqual(done.map((p) => p.status).sort(), [303, 422]);
        assert.equal((await roles(person.mail, seat)).length, 2, 'one more than intern');
        await sql(`DELETE FROM account_role WHERE account IN (${[person, ...seconds].map((p) => p.id)}); DELETE FROM org_grant WHERE account = ${person.id}`);
    }
});

test('two organisations at the same moment, too: an evaluator and a school', async () => {
    for (let n = 0; n < 4; n++) {
        const person = await resident('Both', { roams: true }), [dept, school] = [homes.department[0], homes.school[0]];
        const [leader, head] = [await member(dept, 'dept_leader'), await member(school, 'school_lead')];
        const first = await invite(leader, dept, 'evaluator', person.mail);
        await agree(peng, dept, await pending(dept));
        const second = await invite(head, school, 'school_staff', person.mail);
        const forms = [await person.get(first), await person.get(second)];
        const done = await Promise.all(forms.map((form) => person.submit(form, 'join', { answer: 'yes' })));
        assert.deepEqual(done.map((p) => p.status).sort(), [303, 422], String(done.map((p) => p.faults)));
        assert.equal((await roles(person.mail)).length, 1);
        await sql(`DELETE FROM account_role WHERE account IN (${[person, leader, head].map((p) => p.id)}); DELETE FROM org_grant WHERE account = ${person.id} OR given_at IS NULL AND org IN (${dept}, ${school})`);
    }
});

test('a department that is opened again does not bring back what no longer goes together', async () => {
    const old = await place('department'), heir = await place('department'), cao = await worn('cao');
    const [evaluator, officer] = [await member(old, 'evaluator'), await member(old, 'dept_officer')];
    await cao.post(`/org/close?org=${old}&into=${heir}`, 'closing', { text: '合并', sure: '1' });
    const head = await member(homes.school[0], 'school_lead'), at = await invite(head, homes.school[0], 'school_staff', evaluator.mail);
    assert.match((await answer(evaluator, at)).path, /said=joined/, 'roles of a closed one do not count');
    await cao.post(`/org/reopen?org=${old}`, 'reopen');
    assert.deepEqual(await roles(evaluator.mail), ['school_staff']);
    assert.deepEqual(await roles(officer.mail, old), ['dept_officer'], 'others have theirs again');
    assert.ok((await lettersTo(evaluator.mail)).includes('org_role_taken'));
    assert.deepEqual(await sql(`SELECT action, detail FROM audit WHERE subject = ${evaluator.id} AND action = 'role_drop'`), [['role_drop', 'evaluator']]);
    await sql(`DELETE FROM account_role WHERE account IN (${[evaluator, officer, head].map((p) => p.id)})`);
    assert.equal(await one(`SELECT COUNT(*) FROM account_role WHERE org = ${old} AND role = ${bit('evaluator')}`), '0');
});
