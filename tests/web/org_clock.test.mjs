// Hats and roles in time: an organisation closed, or a role taken away, while its hat is on; the hat of an officer keeps its
// short limits; an invitation, and a role that waits for its second person, are over after seven days (DOMAIN 6.2).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { say } from '../lib/applicant.mjs';
import { bit, idOf, invite, orgOf, roles, wearing, worn } from '../lib/org.mjs';
import { one, quote, resident, restart, sql, unchanged } from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes), day = 24 * 3600;
const clock = (shift) => restart('org', `QIAO_CLOCK_SHIFT_S=${shift}`);
let made = 0, school;

// Somebody who leads an enterprise of the test's own, with its hat on.
async function boss() {
    const person = await resident('Boss', { roams: true }), name = `Hat ${process.pid} ${++made}`;
    await sql(`INSERT INTO org (kind, name, created_at) VALUES ('enterprise', ${quote(name)}, UTC_TIMESTAMP())`);
    const org = await orgOf(name);
    await sql(`INSERT INTO account_role (account, org, role, created_at) VALUES (${person.id}, ${org}, ${bit('enterprise_admin')}, UTC_TIMESTAMP())`);
    return { org, name, id: person.id, client: await wearing(person.mail, org, { roams: true }) };
}
// Sessions as they are at that time, fresh, and not over.
const awake = (shift, ...clients) => sql(`UPDATE session SET seen_at = UTC_TIMESTAMP() + INTERVAL ${shift} SECOND, signed_at = seen_at,
    ends_at = seen_at + INTERVAL 1 HOUR WHERE account IN (${clients.map((c) => c.id).join()})`);

before(async () => { school = await orgOf('勐腊县职业高级中学'); });
after(async () => {
    await restart('org');
    await sql('DELETE FROM session WHERE seen_at > UTC_TIMESTAMP()');
});

// The hat opens nothing any more, not even what is typed already; the menu has the way out, and oneself one still is.
async function isOff({ client, name, org }, token) {
    for (const at of ['/org/people', `/org/people?org=${org}`, `/org/invite?org=${org}&role=enterprise_staff`, '/apply/mine'])
        (await client.get(at)).is(403, at);
    (await unchanged(() => client.send(`/org/invite?org=${org}&role=enterprise_staff`, { token, mail: 'x@example.test', lang: 'en' }))).is(403);
    for (const at of ['/', '/login/me', '/org/']) (await client.get(at, { follow: false })).is(200, at);
    assert.ok((await client.get('/org/people')).links('/login/hat').length, 'a way out of the page that is refused');
    const choice = (await client.get('/login/hat')).form('hat');
    (await unchanged(() => client.send(`/login/hat?org=${org}`, { token: choice.token }))).is(404);
    (await client.send('/login/hat', { token: choice.token })).goes('/apply/mine');
    (await client.get('/apply/mine', { follow: false })).is(200).notSee(name);
}

test('an organisation is closed while its hat is on: off with the next click, and on again when it is opened', async () => {
    const x = await boss(), { token } = (await x.client.get(`/org/invite?org=${x.org}&role=enterprise_staff`)).form('invite');
    const twin = await wearing(x.client.mail, x.org, { roams: true });
    (await x.client.get('/org/people')).is(200).see(x.name);
    const wu = await worn('wu');
    await wu.post(`/org/close?org=${x.org}`, 'closing', { text: 'Struck off the register.', sure: '1' });
    assert.equal(await one(`SELECT closed_at IS NULL FROM org WHERE id = ${x.org}`), '0');
    await isOff(x, token);
    (await twin.get('/org/people')).is(403);
    await wu.post(`/org/reopen?org=${x.org}`, 'reopen');
    (await twin.get('/org/people')).is(200).see(x.name);
});

test('the last role is taken away, on the page, while its hat is on', async () => {
    const x = await boss(), { token } = (await x.client.get(`/org/invite?org=${x.org}&role=enterprise_staff`)).form('invite');
    const other = await resident('Next', { roams: true });
    await sql(`INSERT INTO account_role (account, org, role, created_at) VALUES (${other.id}, ${x.org}, ${bit('enterprise_admin')}, UTC_TIMESTAMP())`);
    const next = await wearing(other.mail, x.org, { roams: true });
    await next.post(`/org/take?org=${x.org}&person=${x.id}&role=enterprise_admin`, 'take');
    assert.deepEqual(await roles(x.client.mail), []);
    await isOff(x, token);
});

test('an officer whose hat is gone keeps the short limits of the session, and still gives the second step', async () => {
    const person = await resident('Officer', { roams: true }), org = await orgOf('勐腊县财政局');
    await sql(`INSERT INTO account_role (account, org, role, created_at) VALUES (${person.id}, ${org}, ${bit('dept_officer')}, UTC_TIMESTAMP());
        UPDATE account SET totp_on = TRUE WHERE id = ${person.id}`);
    const client = await wearing(person.mail, org, { roams: true }), idle = (minutes) => sql(`UPDATE session
        SET seen_at = UTC_TIMESTAMP() - INTERVAL ${minutes} MINUTE WHERE account = ${person.id} AND org = ${org}`);
    await sql(`DELETE FROM account_role WHERE account = ${person.id}`);
    await idle(14);
    (await client.get('/org/', { follow: false })).is(200);
    await idle(16);
    (await client.get('/org/', { follow: false })).goes(/^\/login\/\?next=/);
    await idle(0);
    await sql(`UPDATE session SET second = FALSE WHERE account = ${person.id}`);
    (await client.get('/org/', { follow: false })).goes(/^\/login\//);
});

test('an invitation is good for seven days and not for eight', async () => {
    const yan = await worn('yan'), guests = [await resident('In time', { roams: true }), await resident('Late', { roams: true })];
    const links = [];
    for (const guest of guests) links.push(await invite(yan, school, 'school_staff', guest.mail));
    await clock(6 * day);
    await awake(6 * day, ...guests);
    (await guests[0].post(links[0], 'join', { answer: 'yes' })).is(200);
    assert.deepEqual(await roles(guests[0].mail, school), ['school_staff']);
    const form = await guests[1].get(links[1]);
    await clock(8 * day);
    await awake(8 * day, yan, guests[1]);
    const late = await unchanged(() => guests[1].submit(form, 'join', { answer: 'yes' }));
    assert.deepEqual(late.is(422).faults, [en('error.join_over')]);
    (await guests[1].get(links[1])).see(en('org.join_over'));
    (await yan.get('/org/people')).see(en('people.state.over'));
    assert.deepEqual(await roles(guests[1].mail, school), []);
});

test('a role that waits for its second person waits no longer than that', async () => {
    await clock(0);
    const yan = await worn('yan'), yu = await idOf('yu@example.test'), cao = await worn('cao');
    await sql(`DELETE FROM org_grant WHERE org = ${school} AND account = ${yu} AND given_at IS NULL`);
    await yan.post(`/org/give?org=${school}&person=${yu}&role=school_lead`, 'give');
    const at = `/org/agree?org=${school}&grant=${await one(`SELECT MAX(id) FROM org_grant WHERE account = ${yu}`)}`;
    const form = await cao.get(at);
    assert.ok(form.is(200).form('agree'));
    await clock(8 * day);
    await awake(8 * day, cao);
    (await unchanged(() => cao.submit(form, 'agree', { answer: 'yes' }))).is(404);
    (await cao.get(at)).is(404);
    assert.deepEqual(await roles('yu@example.test', school), ['school_staff']);
    await sql(`DELETE FROM org_grant WHERE org = ${school} AND account = ${yu} AND given_at IS NULL`);
});
