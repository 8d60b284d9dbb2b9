// People and roles of organisations over HTTP: the grant itself refuses what the rule refuses, also at the second person;
// the last administrator stays; a role that is taken away is gone with the next click (DOMAIN 6.2, 6.5).
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { like, say } from '../lib/applicant.mjs';
import { agree, answer, audit, bit, give, hold, idOf, invite, member, orgOf, pending, place, roles, take, wear, worn } from '../lib/org.mjs';
import { freshMail, lettersTo, one, resident, sql, unchanged } from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes);
let yan, luo, gao, peng, wu, chen, school, bank, centre, education, reform, seat;
before(async () => {
    [yan, luo, gao, peng, wu, chen] = await Promise.all(['yan', 'luo', 'gao', 'peng', 'wu', 'chen'].map((name) => worn(name)));
    [school, bank, education, reform] = [await orgOf('勐腊县职业高级中学'), await orgOf('勐腊县农村商业银行'), await orgOf('勐腊县教育体育局'), await orgOf('勐腊县发展和改革局')];
    centre = await one("SELECT org FROM account_role g JOIN account a ON a.id = g.account WHERE a.mail = 'chen@example.test'");
    seat = await one(`SELECT MIN(org) FROM account_role WHERE account = ${wu.id}`);
});
const since = async (object, act) => {
    const before_ = (await audit(object)).length;
    await act();
    return (await audit(object)).slice(before_).filter(([action]) => action !== 'view_person');
};

test('invited, accepted, at work; taken away, and gone with the next click', async () => {
    const guest = await resident('ວັນ', { lang: 'lo', roams: true }), at = await invite(yan, school, 'school_staff', guest.mail);
    assert.deepEqual(await roles(guest.mail), []);
    (await guest.get(at)).see(say('lo', 'role.school_staff'), '勐腊县职业高级中学');
    assert.match((await answer(guest, at)).path, /said=joined/);
    assert.deepEqual(await roles(guest.mail, school), ['school_staff']);
    (await yan.get('/org/people')).see(guest.mail);
    await hold(guest.id, school, 'school_lead');
    await wear(guest, school);
    (await guest.get('/org/people')).is(200);
    const form = await guest.get(`/org/invite?org=${school}&role=school_staff`);
    assert.match((await take(yan, school, guest.id, 'school_lead')).path, /said=role_taken/);
    (await guest.get('/org/people', { follow: false })).is(403);
    (await unchanged(() => guest.submit(form, 'invite', { mail: freshMail() }))).is(403);
    assert.match((await take(yan, school, guest.id, 'school_staff')).path, /said=role_taken/);
    assert.deepEqual(await roles(guest.mail), []);
    (await guest.get('/org/')).is(200).see(say('lo', 'org.mine_none'));
    assert.equal(await one(`SELECT MAX(hats) FROM session WHERE account = ${guest.id}`), '0', 'no hat to choose any more');
    assert.ok((await lettersTo(guest.mail)).includes('org_role_taken'));
    assert.deepEqual((await sql(`SELECT action, detail FROM audit WHERE object = 'org:${school}' AND subject = ${guest.id} ORDER BY id`))
        .filter(([action]) => action !== 'view_person'),
    [['invite_taken', 'school_staff'], ['role_grant', 'school_staff'], ['role_drop', 'school_lead'], ['role_drop', 'school_staff']]);
});

test('who loses one of two roles keeps the other, and the hat', async () => {
    const both = await member(bank, 'bank_admin', 'bank_officer');
    (await both.get('/org/people')).is(200);
    await take(luo, bank, both.id, 'bank_admin');
    (await both.get('/org/people', { follow: false })).is(403);
    (await both.get('/org/')).see('勐腊县农村商业银行', en('role.bank_officer')).notSee(en('role.bank_admin'));
    await sql(`DELETE FROM account_role WHERE account = ${both.id}`);
});

test('a bank\'s second administrator waits for the second person, who is another one', async () => {
    const officer = await member(bank, 'bank_officer'), colleague = await member(bank, 'bank_admin');
    const acts = await since(`org:${bank}`, async () => {
        assert.match((await give(luo, bank, officer.id, 'bank_admin')).path, /said=role_asked/);
        assert.deepEqual(await roles(officer.mail, bank), ['bank_officer']);
        const at = `/org/agree?org=${bank}&grant=${await pending(bank)}`;
        const self = await unchanged(async () => luo.submit(await luo.get(at), 'agree', { answer: 'yes' }));
        assert.deepEqual(self.is(422).faults, [en('error.grant_second')]);
        (await luo.get('/org/people')).see(en('people.state.second')).notSee(en('people.agree'));
        (await colleague.get('/org/people')).see(en('people.agree'));
        assert.match((await wu.post(at, 'agree', { answer: 'yes' })).path, /said=agreed/);
        (await wu.get(at)).is(404);
    });
    assert.deepEqual(await roles(officer.mail, bank), ['bank_officer', 'bank_admin']);
    assert.deepEqual(acts, [['role_ask', '0', 'bank_admin'], ['role_grant', '0', 'bank_admin'], ['role_ask', '0', 'second bank_admin']]);
    assert.ok((await lettersTo(officer.mail)).includes('org_role_given'));
    assert.ok((await lettersTo(colleague.mail)).includes('people_second'));
    (await luo.get('/org/people')).see(like('en', 'people.second_by'));
    await sql(`DELETE FROM account_role WHERE account IN (${officer.id}, ${colleague.id})`);
});

test('the second person says no: it is over, and both acts are kept', async () => {
    const officer = await member(bank, 'bank_officer');
    await give(luo, bank, officer.id, 'bank_admin');
    const grant = await pending(bank);
    const acts = await since(`org:${bank}`, async () => assert.match((await agree(wu, bank, grant, false)).path, /said=recalled/));
    assert.deepEqual(acts, [['role_ask', '1', 'second bank_admin']]);
    assert.deepEqual(await roles(officer.mail, bank), ['bank_officer']);
    (await luo.get(`/org/recall?org=${bank}&grant=${grant}`)).is(404);
    await sql(`DELETE FROM account_role WHERE account = ${officer.id}`);
});

test('nobody gives himself a role: not as giver, not as the second person, not by an invitation of his own', async () => {
    const self = await unchanged(async () => yan.submit(await yan.get(`/org/give?org=${school}&person=${yan.id}&role=school_staff`), 'give'));
    assert.deepEqual(self.is(422).faults, [en('error.grant_self')]);
    const at = await invite(yan, school, 'school_staff', yan.mail);
    const own = await unchanged(async () => yan.submit(await yan.get(at), 'join', { answer: 'yes' }));
    assert.deepEqual(own.is(422).faults, [en('error.grant_self')]);
    await yan.post(`/org/recall?org=${school}&grant=${await pending(school)}`, 'recall');
    // A coordinator whom the leader wants as leader, too, is no second voice for himself.
    const [leader, coordinator] = [await member(reform, 'dept_leader'), await member(reform, 'coordinator')];
    assert.match((await give(leader, reform, coordinator.id, 'dept_leader')).path, /said=role_asked/);
    const grant = await pending(reform);
    const form = await coordinator.get(`/org/agree?org=${reform}&grant=${grant}`);
    assert.deepEqual((await unchanged(() => coordinator.submit(form, 'agree', { answer: 'yes' }))).is(422).faults, [en('error.grant_self')]);
    assert.match((await agree(peng, reform, grant)).path, /said=agreed/);
    assert.deepEqual(await roles(coordinator.mail), ['dept_leader', 'coordinator']);
    await sql(`DELETE FROM account_role WHERE account IN (${leader.id}, ${coordinator.id})`);
});

test('only whoever has a say in a role calls it back or refuses it', async () => {
    // In one organisation are administrators of the house and the leader of a department.
    const leader = await member(seat, 'dept_leader'), heir = await member(seat, 'intern');
    assert.match((await give(wu, seat, heir.id, 'auditor')).path, /said=role_asked/, 'asked for');
    const grant = await pending(seat), [at, second] = [`/org/recall?org=${seat}&grant=${grant}`, `/org/agree?org=${seat}&grant=${grant}`];
    (await leader.get('/org/people')).see(en('role.auditor'));
    assert.ok(!(await leader.get('/org/people')).links(at).length, 'no way to it');
    assert.deepEqual((await unchanged(async () => leader.submit(await leader.get(at), 'recall'))).is(422).faults, [en('error.grant_giver')]);
    for (const yes of ['yes', 'no'])
        assert.deepEqual((await unchanged(async () => leader.submit(await leader.get(second), 'agree', { answer: yes }))).is(422).status, 422);
    assert.ok((await wu.get(`/org/people?org=${seat}`)).links(at).length);
    assert.match((await wu.post(at, 'recall')).path, /said=recalled/);
    await sql(`DELETE FROM account_role WHERE account IN (${leader.id}, ${heir.id})`);
});

test('who asked has lost the role meanwhile: acceptance and second voice are refused', async () => {
    const lead = await member(school, 'school_lead'), guest = await resident('Guest', { roams: true }), other = await member(school, 'school_staff');
    const at = await invite(lead, school, 'school_staff', guest.mail);
    await give(lead, school, other.id, 'school_lead');
    const second = `/org/agree?org=${school}&grant=${await pending(school)}`;
    await take(yan, school, lead.id, 'school_lead');
    const page = await unchanged(async () => guest.submit(await guest.get(at), 'join', { answer: 'yes' }));
    assert.deepEqual(page.is(422).faults, [en('error.grant_giver')]);
    assert.deepEqual((await unchanged(async () => yan.submit(await yan.get(second), 'agree', { answer: 'yes' }))).is(422).faults, [en('error.grant_giver')]);
    await yan.post(second.replace('agree', 'recall'), 'recall');
    await sql(`DELETE FROM account_role WHERE account = ${other.id}`);
});

test('what is asked for is refused by the grant itself', async () => {
    const reviewer = await member(centre, 'centre_admissions'), teacher = await member(school, 'school_lead');
    for (const [who, org, person, role, fault] of [
        [chen, centre, reviewer.id, 'centre_lead', 'grant_apart_here'],
        [chen, centre, reviewer.id, 'bank_admin', 'grant_kind'],
        [chen, centre, reviewer.id, 'centre_admissions', 'grant_has'],
        [chen, centre, reviewer.id, 'applicant', 'grant_role'],
        [wu, school, teacher.id, 'school_staff', 'grant_giver'],
    ]) {
        const at = `/org/give?org=${org}&person=${person}&role=${role}`;
        const page = await unchanged(async () => who.submit(await who.get(at), 'give'));
        assert.deepEqual(page.is(422, role).faults, [en(`error.${fault}`)], role);
    }
    (await chen.get(`/org/give?org=${centre}&person=${reviewer.id}&role=nothing`)).is(404);
    (await chen.get(`/org/give?org=${centre}&person=${yan.id}&role=centre_lead`)).is(404, 'not one of its people');
    await sql(`DELETE FROM account_role WHERE account IN (${reviewer.id}, ${teacher.id})`);
});

test('the last administrator stays, also when two take each other\'s role at the same moment', async () => {
    const last = await unchanged(async () => gao.submit(await gao.get(`/org/take?person=${gao.id}&role=enterprise_admin`), 'take'));
    assert.deepEqual(last.is(422).faults, [en('error.grant_last')]);
    for (let n = 0; n < 5; n++) {
        const second = await member(school, 'school_lead');
        const [a, b] = [await yan.get(`/org/take?org=${school}&person=${second.id}&role=school_lead`),
            await second.get(`/org/take?org=${school}&person=${yan.id}&role=school_lead`)];
        await Promise.all([yan.submit(a, 'take'), second.submit(b, 'take')]);
        assert.equal(await one(`SELECT COUNT(*) FROM account_role WHERE org = ${school} AND role = ${bit('school_lead')}`), '1');
        await sql(`DELETE FROM account_role WHERE account = ${second.id}; INSERT IGNORE INTO account_role (account, org, role, created_at)
            VALUES (${yan.id}, ${school}, ${bit('school_lead')}, UTC_TIMESTAMP())`);
    }
});

test('somebody suspended is no administrator who is left, and can lose the role', async () => {
    const home = await place('enterprise'), [boss, away] = [await member(home, 'enterprise_admin'), await member(home, 'enterprise_admin')];
    await sql(`UPDATE account SET state = 'suspended' WHERE id = ${away.id}`);
    const alone = await unchanged(async () => boss.submit(await boss.get(`/org/take?person=${boss.id}&role=enterprise_admin`), 'take'));
    assert.deepEqual(alone.is(422).faults, [en('error.grant_last')]);
    assert.match((await take(boss, home, away.id, 'enterprise_admin')).path, /said=role_taken/);
    assert.deepEqual(await roles(away.mail), []);
});

test('with another one there an administrator may leave: the way out is the list of one\'s own organisations', async () => {
    const home = await place('enterprise'), [boss, heir] = [await member(home, 'enterprise_admin'), await member(home, 'enterprise_staff')];
    assert.match((await give(boss, home, heir.id, 'enterprise_admin')).path, /said=role_given/, 'alone: a small firm hands over');
    assert.equal((await take(boss, home, boss.id, 'enterprise_admin')).path, '/org/?said=role_taken');
    (await boss.get('/org/people', { follow: false })).is(403);
    assert.deepEqual(await audit(`org:${home}`).then((list) => list.filter(([a]) => a !== 'view_person')),
        [['role_grant', '0', 'enterprise_admin'], ['role_ask', '0', 'enterprise_admin'], ['role_drop', '0', 'enterprise_admin']]);
});

test('other organisations do not exist for an administrator; coordinators have the departments', async () => {
    for (const page of ['people', 'person', 'give', 'take', 'invite', 'recall', 'agree'])
        (await yan.get(`/org/${page}?org=${bank}&person=${luo.id}&role=bank_officer&grant=1`)).is(404, page);
    (await peng.get(`/org/people?org=${education}`)).is(200);
    (await peng.get(`/org/people?org=${bank}`)).is(404);
    (await wu.get(`/org/people?org=${bank}`)).is(200);
    (await peng.get(`/org/close?org=${bank}`)).is(404);
    for (const page of ['all', `close?org=${school}`, `reopen?org=${school}`]) (await yan.get(`/org/${page}`)).is(403);
    (await peng.get('/org/all')).see('勐腊县教育体育局').notSee('勐腊县农村商业银行');
    (await peng.get('/org/all?kind=bank')).see('勐腊县教育体育局').notSee('勐腊县农村商业银行');
    (await wu.get('/org/all?kind=bank')).see('勐腊县农村商业银行').notSee('勐腊县教育体育局');
});

test('people are shown page after page, and every look at them is kept', async () => {
    const big = await place('enterprise'), boss = await member(big, 'enterprise_admin');
    const people = await Promise.all(Array.from({ length: 55 }, () => resident('Many', { roams: true })));
    for (const p of people) await hold(p.id, big, 'enterprise_staff');
    const [first, second] = [await boss.get('/org/people'), await boss.get((await boss.get('/org/people')).links('/org/people?org').find((l) => l.includes('after=')))];
    const shown = (page) => [...page.html.matchAll(/href="\/org\/person\?[^"]*person=(\d+)/g)].map(([, id]) => Number(id));
    assert.deepEqual([shown(first).length, shown(second).length], [50, 6]);
    assert.equal(new Set([...shown(first), ...shown(second)]).size, 56, 'each once');
    await boss.get(`/org/person?org=${big}&person=${people[3].id}`);
    assert.deepEqual((await sql(`SELECT detail, actor FROM audit WHERE object = 'org:${big}' AND subject = ${people[3].id}`)), [['', String(boss.id)]]);
    assert.equal(await one(`SELECT COUNT(*) FROM audit WHERE object = 'org:${big}' AND detail = 'people' AND actor = ${boss.id}`), '3');
});
