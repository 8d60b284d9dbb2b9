// Roles that wait for a second person, of all organisations in one list, the oldest first: who sees which, where the way
// to agree is offered and where it is not, and that looking and agreeing are kept (DOMAIN 6.2).
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { say } from '../lib/applicant.mjs';
import { decode, textOf } from '../lib/client.mjs';
import { agree, give, invite, member, pending, place, roles, worn } from '../lib/org.mjs';
import { freshMail, letter, lettersTo, one, resident, sql, unchanged } from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes);
let wu, cao, peng, yan;
before(async () => {
    [wu, cao, peng, yan] = await Promise.all(['wu', 'cao', 'peng', 'yan'].map((name) => worn(name)));
    await sql('UPDATE org_grant SET ends_at = UTC_TIMESTAMP() WHERE given_at IS NULL');
});
// Rows of the list: organisation, role, person, who asked, asked, until, state, and the last cell; and where it leads.
const rows = (page) => [...page.html.matchAll(/<tr role="row">(<th scope="row"[\s\S]*?)<\/tr>/g)].map(([, row]) => ({
    cells: row.split(/<t[hd]\b[^>]*>/).slice(1).map(textOf),
    agree: decode(/href="(\/org\/agree[^"]*)"/.exec(row)?.[1] ?? ''), people: /href="\/org\/people/.test(row) }));
const list = async (who) => rows((await who.get('/org/waiting')).is(200));
const of = (found, name) => found.find((x) => x.cells[0].includes(name));

test('a role that waits is there for administrators of rights, with the way to agree, and gone once it is given', async () => {
    const bank = await place('bank', '待确认银行'), boss = await member(bank, 'bank_admin'), officer = await member(bank, 'bank_officer');
    await give(boss, bank, officer.id, 'bank_admin');
    const row = of(await list(wu), '待确认银行');
    assert.deepEqual(row.cells.slice(1, 4), [en('role.bank_admin'), 'Member', 'Member']);
    assert.ok(row.cells[6].includes(en('people.wait.accepted')) && row.people);
    const page = (await wu.get(row.agree)).is(200).see(en('people.grant_this', { role: en('role.bank_admin'), who: 'Member', by: 'Member' }), '待确认银行');
    assert.ok(page.links('/org/waiting').length, 'the way back');
    const done = await wu.post(row.agree, 'agree', { answer: 'yes' });
    assert.equal(done.path, '/org/waiting?said=agreed');
    done.see(en('said.agreed'));
    assert.deepEqual(await roles(officer.mail, bank), ['bank_officer', 'bank_admin']);
    assert.equal(of(await list(wu), '待确认银行'), undefined);
    assert.deepEqual((await sql(`SELECT detail FROM audit WHERE action = 'view_person' AND subject = ${officer.id} AND actor = ${wu.id}`)).flat(), ['grant', 'grant']);
    assert.ok(Number(await one(`SELECT COUNT(*) FROM audit WHERE action = 'view_person' AND detail = 'waiting' AND actor = ${wu.id}`)) >= 2);
    await sql(`DELETE FROM account_role WHERE org = ${bank}`);
});

test('oldest first, page after page', async () => {
    const home = await place('insurer', '待确认保险'), boss = await member(home, 'insurer_admin');
    const people = await Promise.all(Array.from({ length: 53 }, () => resident('Asked', { roams: true })));
    for (const p of people)
        await sql(`INSERT INTO org_grant (org, role, account, asked_by, asked_at, ends_at, taken_at) VALUES (${home}, 4096, ${p.id}, ${boss.id},
            UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 7 DAY, UTC_TIMESTAMP())`);
    const first = await wu.get('/org/waiting'), older = first.links('/org/waiting?after=')[0], second = await wu.get(older);
    const grants = [...rows(first), ...rows(second)].map((x) => Number(/grant=(\d+)/.exec(x.agree)?.[1] ?? 0)).filter(Boolean);
    assert.equal(rows(first).length, 50);
    assert.ok(grants.length >= 53);
    assert.deepEqual(grants, [...grants].sort((a, b) => a - b));
    assert.ok(second.links('/org/waiting').length, 'back to the beginning');
    await sql(`DELETE FROM org_grant WHERE org = ${home}; DELETE FROM account_role WHERE org = ${home}`);
});

test('the two who asked and receive see it, and no way to agree; another one agrees', async () => {
    const seat = await one(`SELECT MIN(org) FROM account_role WHERE account = ${wu.id}`), person = await member(seat, 'intern'), third = await member(seat, 'security_admin');
    await give(wu, seat, person.id, 'sys_admin');
    const grant = await pending(seat), name = await one(`SELECT name FROM org WHERE id = ${seat}`);
    const own = (await list(wu)).find((x) => x.cells[0].includes(name) && x.cells[1].includes(en('role.sys_admin')));
    assert.ok(own.cells.at(-1).includes(en('people.wait.own')) && !own.agree);
    const caos = (await list(cao)).find((x) => x.cells[0].includes(name));
    assert.equal(Boolean(caos.agree), String(await one(`SELECT org FROM account_role WHERE account = ${cao.id} AND role = 524288`)) === String(seat), 'a voice of the same organisation');
    assert.ok((await list(third)).find((x) => x.agree.endsWith(`grant=${grant}`)));
    assert.deepEqual((await unchanged(async () => wu.submit(await wu.get(`/org/agree?org=${seat}&grant=${grant}`), 'agree', { answer: 'yes' }))).is(422).faults, [en('error.grant_second')]);
    await agree(third, seat, grant);
    assert.deepEqual(await roles(person.mail, seat), ['intern', 'sys_admin']);
    await sql(`DELETE FROM account_role WHERE account IN (${person.id}, ${third.id})`);
});

test('the order of the two does not matter: agreed to before the invitation is accepted', async () => {
    const school = await place('school', '待确认学校'), boss = await member(school, 'school_lead'), guest = await resident('Guest', { roams: true });
    const at = await invite(boss, school, 'school_lead', guest.mail);
    const row = of(await list(cao), '待确认学校');
    assert.ok(row.cells[6].includes(en('people.state.invited')));
    assert.match((await cao.post(row.agree, 'agree', { answer: 'yes' })).path, /said=agreed/);
    assert.deepEqual(await roles(guest.mail), []);
    assert.equal(of(await list(cao), '待确认学校'), undefined);
    assert.match((await guest.post(at, 'join', { answer: 'yes' })).path, /said=joined/);
    assert.deepEqual(await roles(guest.mail), ['school_lead']);
    await sql(`DELETE FROM account_role WHERE org = ${school}`);
});

test('what one voice gives does not wait here, nor what is over or of a closed organisation', async () => {
    const firm = await place('enterprise', '独自企业'), boss = await member(firm, 'enterprise_admin'), bank = await place('bank', '已关银行'), banker = await member(bank, 'bank_admin');
    for (const role of ['enterprise_staff', 'enterprise_admin']) await invite(boss, firm, role, freshMail());
    await invite(banker, bank, 'bank_admin', freshMail());
    assert.ok(of(await list(wu), '已关银行'));
    assert.equal(of(await list(wu), '独自企业'), undefined);
    await sql(`UPDATE org SET closed_at = UTC_TIMESTAMP() WHERE id = ${bank}`);
    assert.equal(of(await list(wu), '已关银行'), undefined);
    await sql(`UPDATE org SET closed_at = NULL WHERE id = ${bank}; UPDATE org_grant SET ends_at = UTC_TIMESTAMP() WHERE org = ${bank}`);
    assert.equal(of(await list(wu), '已关银行'), undefined);
    await sql(`DELETE FROM account_role WHERE org IN (${firm}, ${bank})`);
});

test('a coordinator agrees wherever the rule wants that voice, and sees nothing else of the place', async () => {
    const bank = await place('bank', '协调银行'), boss = await member(bank, 'bank_admin'), officer = await member(bank, 'bank_officer');
    await give(boss, bank, officer.id, 'bank_admin');
    const row = of(await list(peng), '协调银行'), grant = await pending(bank);
    assert.ok(row.agree && !row.people);
    assert.ok((await lettersTo(peng.mail)).includes('people_second'));
    (await peng.get(`/org/people?org=${bank}`)).is(404);
    (await peng.get(`/org/recall?org=${bank}&grant=${grant}`)).is(404);
    await invite(boss, bank, 'bank_officer', freshMail());
    (await peng.get(`/org/agree?org=${bank}&grant=${await pending(bank)}`)).is(404, 'no voice in that');
    assert.equal((await peng.post(row.agree, 'agree', { answer: 'yes' })).path, '/org/waiting?said=agreed');
    assert.deepEqual(await roles(officer.mail, bank), ['bank_officer', 'bank_admin']);
    (await peng.get(row.agree)).is(404);
    await sql(`DELETE FROM account_role WHERE org = ${bank}`);
});

test('nobody else has the list; those who have find it', async () => {
    for (const name of ['zhou', 'ma', 'tang', 'luo']) (await (await worn(name)).get('/org/waiting')).is(403, name);
    (await yan.get('/org/waiting')).is(403);
    for (const who of [wu, peng]) assert.ok((await who.get('/org/')).links('/org/waiting').length);
    assert.ok((await wu.get('/admin/')).links('/org/waiting').length);
    assert.ok(!(await peng.get('/admin/')).links('/org/waiting').length);
    (await wu.get('/org/waiting')).see(en('people.wait.caption'));
});

test('the letter to the second person leads to a page that opens', async () => {
    const bank = await place('bank', '来信银行'), boss = await member(bank, 'bank_admin'), officer = await member(bank, 'bank_officer');
    await give(boss, bank, officer.id, 'bank_admin');
    for (const who of [wu, peng]) {
        const { text } = await letter(who.mail, 'people_second'), at = /https?:\/\/[^/\s]+(\/org\/\S+)/.exec(text)[1];
        (await who.get(at)).is(200).see('来信银行');
    }
    await sql(`DELETE FROM account_role WHERE org = ${bank}`);
});
