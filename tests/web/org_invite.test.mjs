// Invitations (DOMAIN 6.1, 6.5): a link is good once, for whom it was sent to, for seven days, and until it is called back;
// what it tells strangers is nothing; who may call it back; what each act leaves in the audit.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { like, say } from '../lib/applicant.mjs';
import { Client } from '../lib/client.mjs';
import { answer, audit, invite, joinOf, member, orgOf, pending, place, roles, take, worn } from '../lib/org.mjs';
import { codeIn, freshMail, grown, letter, one, password, resident, sql, unchanged } from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes);
let yan, school;
before(async () => {
    [yan, school] = [await worn('yan'), await orgOf('勐腊县职业高级中学')];
});
const refused = (page, fault) => assert.deepEqual(page.is(422).faults, [en(`error.${fault}`)]);
const acts = async (act) => {
    const last = (await audit(`org:${school}`)).length;
    await act();
    return (await audit(`org:${school}`)).slice(last).filter(([action]) => action !== 'view_person');
};

test('used once: the second time it is over, for whoever tries', async () => {
    const guest = await resident('Guest', { roams: true }), at = await invite(yan, school, 'school_staff', guest.mail);
    const form = await guest.get(at);
    assert.match((await answer(guest, at)).path, /said=joined/);
    (await guest.get(at)).see(en('org.join_over'));
    refused(await unchanged(() => guest.send(at, { token: form.form('join').token, answer: 'no' })), 'join_over');
    assert.equal(await one(`SELECT code FROM org_grant WHERE account = ${guest.id}`), null, 'the code is gone');
    await take(yan, school, guest.id, 'school_staff');
    (await guest.get(at)).see(en('org.join_over'));
});

test('used twice at the same moment: one role, one act', async () => {
    for (let n = 0; n < 5; n++) {
        const guest = await resident('Guest', { roams: true }), at = await invite(yan, school, 'school_staff', guest.mail);
        const forms = [await guest.get(at), await guest.get(at)];
        const done = await Promise.all(forms.map((form) => guest.submit(form, 'join', { answer: 'yes' })));
        assert.deepEqual(done.map((p) => p.status).sort().join(), done.some((p) => p.status === 422) ? '303,422' : '303,303');
        assert.deepEqual(await roles(guest.mail), ['school_staff']);
        assert.equal(await one(`SELECT COUNT(*) FROM audit WHERE action = 'role_grant' AND subject = ${guest.id}`), '1');
        await take(yan, school, guest.id, 'school_staff');
    }
});

test('whoever else has the letter: no name, no address, and no way to answer', async () => {
    const guest = await resident('Guest', { roams: true }), other = await resident('Other', { roams: true });
    const at = await invite(yan, school, 'school_staff', guest.mail), stranger = new Client();
    (await stranger.get(at)).see(en('org.join_new'), like('en', 'org.join_sign_in')).notSee(guest.mail, guest.mail.split('@')[0]);
    const own = (await guest.get(at)).form('join').token;
    (await other.get(at)).notSee(guest.mail);
    assert.equal((await other.get(at)).form('join'), undefined, 'not theirs to answer');
    (await unchanged(() => other.send(at, { token: own, answer: 'yes' }))).is(403);
    (await unchanged(() => stranger.send(at, { token: own, answer: 'yes' }), 'not signed in')).is(403);
    assert.deepEqual(await roles(other.mail), []);
    (await new Client().get('/org/join?code=nothing')).see(en('org.join_over'));
    (await new Client().get('/org/join')).see(en('org.join_over'));
    // Numbers are no way in either: they are those of invitations to accounts.
    (await other.get(`/org/join?grant=${await pending(school)}`)).see(en('org.join_over'));
    await yan.post(`/org/recall?org=${school}&grant=${await pending(school)}`, 'recall');
});

test('seven days, then it is over, and the page of people says so', async () => {
    const guest = await resident('Guest', { roams: true }), at = await invite(yan, school, 'school_staff', guest.mail), form = await guest.get(at);
    const grant = await pending(school);
    const left = Number(await one(`SELECT TIMESTAMPDIFF(HOUR, asked_at, ends_at) FROM org_grant WHERE id = ${grant}`));
    assert.ok(left >= 7 * 24 && left <= 8 * 24, `${left} hours`);
    await sql(`UPDATE org_grant SET ends_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE id = ${grant}`);
    refused(await unchanged(() => guest.submit(form, 'join', { answer: 'yes' })), 'join_over');
    (await guest.get(at)).see(en('org.join_over'));
    (await yan.get(`/org/recall?org=${school}&grant=${grant}`)).is(404);
    (await yan.get('/org/people')).see(en('people.state.over'));
});

test('called back: the letter is worth nothing, and who asked, called back and declined is kept', async () => {
    const guest = await resident('Guest', { roams: true });
    let at, form;
    assert.deepEqual(await acts(async () => {
        at = await invite(yan, school, 'school_staff', guest.mail);
        form = await guest.get(at);
        const page = await yan.post(`/org/recall?org=${school}&grant=${await pending(school)}`, 'recall');
        assert.match(page.path, /said=recalled/);
        page.see(en('said.recalled'), en('people.state.closed'));
    }), [['invite', '0', 'school_staff'], ['invite', '1', 'recalled']]);
    (await guest.get(at)).see(en('org.join_over'));
    refused(await unchanged(() => guest.submit(form, 'join', { answer: 'yes' })), 'join_over');
    assert.deepEqual(await acts(async () => assert.match((await answer(guest, await invite(yan, school, 'school_staff', guest.mail), false)).path, /said=declined/)),
        [['invite', '0', 'school_staff'], ['invite_taken', '1', 'school_staff']]);
    assert.deepEqual(await roles(guest.mail), []);
    assert.equal(await one(`SELECT COUNT(*) FROM org_grant WHERE org = ${school} AND closed_at IS NOT NULL AND code IS NOT NULL`), '0');
});

test('called back at the moment it is taken: one of the two, never both', async () => {
    for (let n = 0; n < 5; n++) {
        const guest = await resident('Guest', { roams: true }), at = await invite(yan, school, 'school_staff', guest.mail);
        const grant = await pending(school), back = await yan.get(`/org/recall?org=${school}&grant=${grant}`), form = await guest.get(at);
        await Promise.all([yan.submit(back, 'recall'), guest.submit(form, 'join', { answer: 'yes' })]);
        const [[given, closed]] = await sql(`SELECT given_at IS NOT NULL, closed_at IS NOT NULL FROM org_grant WHERE id = ${grant}`);
        assert.equal(Number(given) + Number(closed), 1);
        assert.deepEqual(await roles(guest.mail), given === '1' ? ['school_staff'] : []);
        if (given === '1') await take(yan, school, guest.id, 'school_staff');
    }
});

test('somebody without an account registers with the address, and then takes it', async () => {
    const page = await yan.get(`/org/invite?org=${school}&role=school_staff`), mail = freshMail('web');
    const told = await yan.submit(page, 'invite', { mail, lang: 'th' });
    told.goes(/said=invited/);
    const { text, subject } = await letter(mail, 'org_invite');
    assert.match(`${subject} ${text}`, /[\u0e00-\u0e7f]{4}/, 'in the language that was chosen');
    assert.ok(text.includes(say('th', 'role.school_staff')) && text.includes('勐腊县职业高级中学'));
    const at = joinOf({ text }), guest = new Client({ lang: 'th', roams: true }), shown = (await guest.get(at)).see(say('th', 'org.join_new'));
    const [door] = shown.links('/login/new?');
    await guest.submit(await guest.get(door), 'new', { ...grown, name: 'ใหม่', mail, password, agree: '1' });
    const back = await guest.post(`/login/confirm?code=${codeIn((await letter(mail, 'confirm')).text, '/login/confirm')}`, 'confirm', { password });
    assert.equal(back.is(200).path, at, 'back at the invitation, signed in');
    assert.match((await guest.submit(back, 'join', { answer: 'yes' })).goes(/said=joined/).location, /said=joined/);
    assert.deepEqual(await roles(mail, school), ['school_staff']);
    await take(yan, school, await one(`SELECT id FROM account WHERE mail = '${mail}'`), 'school_staff');
});

test('the answer to who invites is the same whether there is an account or not', async () => {
    const known = await resident('Known', { roams: true, lang: 'lo' });
    const said = [];
    for (const mail of [known.mail, freshMail()]) {
        const page = await yan.post(`/org/invite?org=${school}&role=school_staff`, 'invite', { mail });
        said.push([page.status, page.path, page.banner]);
        await yan.post(`/org/recall?org=${school}&grant=${await pending(school)}`, 'recall');
    }
    assert.deepEqual(said[0], said[1]);
    assert.match((await letter(known.mail, 'org_invite')).text, /[\u0e80-\u0eff]{3}/, 'whoever has an account reads it in its own language');
});

test('what is typed wrong is kept; whose role it is not to give sees no form', async () => {
    const at = `/org/invite?org=${school}&role=school_staff`;
    for (const mail of ['', 'nobody', 'a b@example.test', `${'x'.repeat(250)}@example.test`]) {
        const page = await unchanged(() => yan.get(at).then((form) => yan.submit(form, 'invite', { mail, lang: 'lo' })));
        assert.ok(page.is(422, mail).error('invite', 'mail'));
        assert.deepEqual([page.value('invite', 'mail'), page.value('invite', 'lang')], [mail, 'lo']);
    }
    for (const role of ['bank_officer', 'dept_leader', 'applicant'])
        assert.equal((await unchanged(async () => yan.submit(await yan.get(`/org/invite?org=${school}&role=${role}`), 'invite', { mail: freshMail() }))).status, 422, role);
    (await yan.get(`/org/invite?org=${school}&role=nothing`)).is(404);
});

test('so many invitations a day and no more: of one organisation, and to one address', async () => {
    const home = await place('enterprise'), boss = await member(home, 'enterprise_admin'), mail = freshMail();
    let n = 0, page;
    for (; n < 20 && (page = await boss.post(`/org/invite?org=${home}&role=enterprise_staff`, 'invite', { mail })).status === 200; n++);
    refused(page, 'invite_often');
    assert.ok(n >= 2 && n <= 10, `${n} letters to one address`);
    assert.equal(page.value('invite', 'mail'), mail);
});
