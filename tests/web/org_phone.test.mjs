// People without a mail address are invited to organisations by SMS and told by SMS (DOMAIN 6.1): the message names no
// organisation, the link is worth nothing to another number, and whoever is new registers with the number first.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { like, say } from '../lib/applicant.mjs';
import { Client, url } from '../lib/client.mjs';
import { answer, close, member, orgOf, pending, place, roles, take, worn } from '../lib/org.mjs';
import { digitsIn, freshMail, freshPhone, grown, one, password, resident, sms, spaced, sql, unchanged } from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes), langs = ['zh', 'en', 'lo', 'th', 'vi', 'my', 'km', 'id', 'ms', 'fil'];
const school_ = '勐腊县职业高级中学';
let yan, school;
before(async () => {
    [yan, school] = [await worn('yan'), await orgOf(school_)];
});
async function inviteBy(phone, more = {}) {
    const page = await yan.post(`/org/invite?org=${school}&role=school_staff`, 'invite', { mail: phone, ...more });
    assert.match(page.path, /said=invited/, `${page.status} ${page.faults}`);
    const { text } = await sms(phone.replace(/[^+\d]/g, ''), 'org_invite');
    return { text, at: `/org/join?code=${/join\?code=([\w-]+)/.exec(text)[1]}` };
}
// Registers by phone, by the pages, and is signed in.
async function byPhone(phone, lang = 'lo') {
    await sql('DELETE FROM throttle');
    const client = new Client({ lang, roams: true });
    const asked = (await client.submit(await client.get('/login/new'), 'new', { ...grown, name: 'ນ້ອຍ', mail: phone, password, agree: '1' })).goes(/^\/login\/code\?ask=/);
    assert.equal((await client.post(asked.location, 'digits', { code: digitsIn((await sms(phone, 'confirm')).text) })).is(200).path, '/apply/mine');
    client.id = Number(await one('SELECT MAX(id) FROM account'));
    client.phone = phone;
    return client;
}
const rolesOf = (id) => sql(`SELECT org FROM account_role WHERE account = ${id}`);

test('whoever is new: a message in the chosen language, registered with the number, accepted', async () => {
    const phone = freshPhone(), { text, at } = await inviteBy(`${phone.slice(0, 4)} ${phone.slice(4, 6)} ${phone.slice(6)}`, { lang: 'lo' });
    assert.equal(text, say('lo', 'letter.org_invite.sms', { link: `${url}${at}` }));
    assert.ok(!text.includes(school_), 'a phone on a table is read by others');
    const stranger = new Client({ lang: 'lo' }), page = await stranger.get(at);
    page.see(say('lo', 'org.join_new_phone'), say('lo', 'org.join_sign_in_phone', { mail: `${phone.slice(0, 4)}…${phone.slice(-2)}` }), school_)
        .notSee(phone, phone.slice(4), say('lo', 'org.join_new'));
    const guest = await byPhone(phone);
    assert.match((await answer(guest, at)).path, /said=joined/);
    assert.deepEqual((await rolesOf(guest.id)).flat().map(Number), [school]);
    (await guest.get(at)).see(say('lo', 'org.join_over'));
    // Staff need the second step like everybody else.
    await sql(`UPDATE session SET org = ${school} WHERE account = ${guest.id}`);
    (await guest.get('/org/people', { follow: false })).goes(/^\/login\/second/);

    assert.match((await take(yan, school, guest.id, 'school_staff')).path, /said=role_taken/);
    assert.equal((await sms(phone, 'org_role_taken')).text, say('lo', 'letter.org_role_taken.sms', { link: `${url}/org/` }));
});

test('whoever has an account by phone reads it in its own language; another one cannot answer', async () => {
    const guest = await byPhone(freshPhone(), 'th'), other = await byPhone(freshPhone(), 'en');
    const { text, at } = await inviteBy(guest.phone, { lang: 'vi' });
    assert.equal(text, say('th', 'letter.org_invite.sms', { link: `${url}${at}` }));
    const token = (await guest.get(at)).form('join').token;
    assert.equal((await other.get(at)).form('join'), undefined);
    (await other.get(at)).see(like('en', 'org.join_sign_in_phone'));
    (await unchanged(() => other.send(at, { token, answer: 'yes' }))).is(403);
    const mailer = await resident('Mailer', { roams: true });
    assert.equal((await mailer.get(at)).form('join'), undefined);
    assert.match((await answer(guest, at, false)).path, /said=declined/);
    assert.deepEqual(await rolesOf(guest.id), []);
});

test('an account with both is invited either way', async () => {
    const both = await byPhone(freshPhone(), 'en'), mail = freshMail();
    await sql(`UPDATE account SET mail = '${mail}' WHERE id = ${both.id}`);
    const { at } = await inviteBy(both.phone);
    assert.match((await answer(both, at)).path, /said=joined/);
    assert.deepEqual(await roles(mail, school), ['school_staff']);
    await take(yan, school, both.id, 'school_staff');
});

test('called back, it is over; the list shows those who manage people whom they invited', async () => {
    const phone = freshPhone(), { at } = await inviteBy(phone);
    (await yan.get('/org/people')).see(spaced(phone));
    await yan.post(`/org/recall?org=${school}&grant=${await pending(school)}`, 'recall');
    (await new Client().get(at)).see(en('org.join_over'));
});

test('neither number nor code lies open in the database', async () => {
    const phone = freshPhone(), { at } = await inviteBy(phone);
    const [[address, code]] = await sql(`SELECT HEX(address), HEX(code) FROM org_grant WHERE id = ${await pending(school)}`);
    assert.ok(!Buffer.from(address, 'hex').includes(phone.slice(4)) && code.length === 64);
    const [[body, text, sent]] = await sql("SELECT body, sms, secret FROM outbox WHERE name = 'org_invite' ORDER BY id DESC LIMIT 1");
    assert.deepEqual([body, text, sent], [null, null, '1'], 'wiped once it is sent');
    assert.ok(at.length > 15 + 20, 'of 128 bits');
});

test('given by the second person, moved with a department: phones are told in their language', async () => {
    const bank = await place('bank'), [boss, second] = [await member(bank, 'bank_admin'), await member(bank, 'bank_admin')];
    const guest = await byPhone(freshPhone(), 'id');
    const page = await boss.post(`/org/invite?org=${bank}&role=bank_admin`, 'invite', { mail: guest.phone });
    assert.match(page.path, /said=invited/);
    const at = `/org/join?code=${/join\?code=([\w-]+)/.exec((await sms(guest.phone, 'org_invite')).text)[1]}`;
    assert.match((await answer(guest, at)).path, /said=join_waits/);
    await second.post(`/org/agree?org=${bank}&grant=${await pending(bank)}`, 'agree', { answer: 'yes' });
    assert.equal((await sms(guest.phone, 'org_role_given')).text, say('id', 'letter.org_role_given.sms', { link: `${url}/login/hat` }));

    const cao = await worn('cao'), heir = await place('bank');
    await close(cao, bank, heir);
    assert.deepEqual((await rolesOf(guest.id)).flat().map(Number), [bank]);
    assert.equal((await sms(guest.phone, 'org_moved')).text, say('id', 'letter.org_moved.sms', { link: `${url}/org/` }));
});

test('wrong numbers are refused with what was typed; so many messages to one number and no more', async () => {
    const at = `/org/invite?org=${school}&role=school_staff`;
    for (const mail of ['020 5555 1234', '+856', '+856 20 x', '++8562055550101']) {
        const page = await unchanged(async () => yan.submit(await yan.get(at), 'invite', { mail, lang: 'km' }));
        assert.ok(page.is(422, mail).error('invite', 'mail'));
        assert.deepEqual([page.value('invite', 'mail'), page.value('invite', 'lang')], [mail, 'km']);
    }
    await sql('DELETE FROM throttle');
    const phone = freshPhone();
    for (let n = 0; n < 5; n++) await inviteBy(phone);
    const page = await unchanged(async () => yan.submit(await yan.get(at), 'invite', { mail: phone }));
    assert.deepEqual(page.is(422).faults, [en('error.invite_often')]);
});

test('ten languages have words of their own for each', () => {
    for (const key of ['letter.org_invite.sms', 'letter.org_role_given.sms', 'letter.org_role_taken.sms', 'letter.org_moved.sms',
        'org.join_sign_in_phone', 'org.join_new_phone', 'error.join_other']) {
        const texts = langs.map((lang) => say(lang, key));
        assert.equal(new Set(texts).size, langs.length, key);
    }
});
