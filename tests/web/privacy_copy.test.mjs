// The copy of one's own data (PIPL 45): everything somebody typed is in it, nothing of anybody else, after the password only.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { answers, begin, fill, handIn, intakeOf, say, send } from '../lib/applicant.mjs';
import { Client } from '../lib/client.mjs';
import { askForChild } from '../lib/trust.mjs';
import { newcomer, officer, one, png, resident, root, sql } from '../lib/world.mjs';

const copyOf = async (who) => {
    const page = (await who.get('/privacy/copy')).is(200);
    assert.equal(page.type, 'application/json');
    assert.match(page.headers.get('content-disposition'), new RegExp(`^attachment; filename="qiao-${who.id}-\\d{4}-\\d\\d-\\d\\d\\.json"$`));
    return { text: Buffer.from(page.body).toString(), ...JSON.parse(Buffer.from(page.body).toString()) };
};

test('an applicant finds in the copy what was typed, handed in and told, opened', async () => {
    const who = await newcomer('Copy "Of" <Mine>'), id = await begin(who, await intakeOf('CHN-1'));
    await fill(who, id, { person: { passport_no: 'PX4711815', mrz1: '', mrz2: '' }, contact: { phone: '+8562047118150' } });
    const file = png(80, 77);
    assert.match((await who.post(`/apply/paper_new?id=${id}&kind=other`, 'paper', { file: { name: 'ໃບຢັ້ງຢືນ.png', type: 'image/png', bytes: file } })).path, /said=paper_kept/);
    await send(who, id);
    const copy = await copyOf(who);
    assert.equal(copy.complete, true);
    assert.deepEqual(copy.account.map((a) => [a.number, a.mail, a.name, a.state, a.phone]), [[who.id, who.mail, 'Copy "Of" <Mine>', 'active', null]]);
    assert.match(copy.account[0].created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const [a] = copy.applications;
    assert.deepEqual([a.number, a.passport_no, a.phone, a.programme, a.guardian_phone], [Number(id), 'PX4711815', '+8562047118150', 'CHN-1', null]);
    assert.match(a.birth, /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual(copy.schools.map((s) => [s.application, s.school]), [[Number(id), answers.education.school]]);
    assert.ok(copy.files.some((f) => f.name === 'ໃບຢັ້ງຢືນ.png' && f.kind === 'other'), JSON.stringify(copy.files));
    assert.ok(copy.history.length >= 2 && copy.history.every((h) => h.case === Number(id)));
    assert.deepEqual(copy.history.map((h) => [h.kind, h.from, h.to, h.event]).slice(-2),
        [['apply', null, 'draft', 'create'], ['apply', 'draft', 'submitted', 'submit']]);
    assert.deepEqual([copy.format, a.state, a.in_person], [3, 'submitted', null]);
    assert.ok(copy.letters.length && copy.letters.every((l) => l.text.length > 50 && l.subject), 'letters are told word for word');
    assert.ok(copy.letters.every((l) => l.name !== 'confirm'), 'no letter with a code');
    assert.ok(copy.consents.some((c) => c.notice === 'account' && c.by_myself === true));
    assert.ok(copy.sessions.length >= 1 && copy.acts.some((x) => x.act === 'sign_in' && x.about_me));
    assert.ok(!copy.text.includes('argon2'), 'no password');
    assert.equal(await one(`SELECT COUNT(*) FROM audit WHERE actor = ${who.id} AND action = 'export'`), '1');

    const page = (await who.get('/privacy/mine')).see('ໃບຢັ້ງຢືນ.png');
    const links = page.links('/privacy/file');
    assert.equal(links.length, copy.files.length);
    const got = (await who.get(`/privacy/file?id=${copy.files.find((f) => f.kind === 'other').number}`)).is(200);
    assert.match(got.type, /^image\/png/);
    assert.equal(Buffer.from(got.body).readUInt32BE(16), 80, 'the picture that was handed in');
});

test('nothing of anybody else: neither in the copy nor among the files', async () => {
    const one_ = await resident('Mine Alone', { roams: true }), other = await resident('Somebody Else', { roams: true });
    const id = await begin(other, await intakeOf('CHN-1'));
    await handIn(other, id, 'photo');
    const file = await one(`SELECT MAX(id) FROM document WHERE owner = ${other.id}`);
    const copy = await copyOf(one_);
    assert.ok(!copy.text.includes(other.mail) && !copy.text.includes('Somebody Else'));
    for (const part of ['applications', 'files', 'letters', 'schools', 'history']) assert.deepEqual(copy[part], [], part);
    (await one_.get(`/privacy/file?id=${file}`)).is(404);
    for (const query of ['', '?id=0', '?id=x', '?id=99999999']) (await one_.get(`/privacy/file${query}`)).is(404);
    assert.ok(!(await copyOf(other)).text.includes(one_.mail));
});

test('who helps, and who was helped, is in both copies; an address only in that of who typed it', async () => {
    const child = await resident('Child', { roams: true }), helper = await resident('Helper', { roams: true });
    await sql(`INSERT INTO delegation (subject, agent, kind, scope, state, begins_at, ends_at, created_at) VALUES
        (${child.id}, ${helper.id}, 'teacher', 'apply', 'active', UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 9 DAY, UTC_TIMESTAMP())`);
    for (const [who, mine] of [[child, true], [helper, false]]) {
        const [d] = (await copyOf(who)).acting_for_others;
        assert.deepEqual([d.for_me, d.kind, d.asked_at], [mine, 'teacher', null]);
    }
});

test('a sign-in of long ago is not enough, and nobody is told nothing', async () => {
    const who = await resident('Stale', { roams: true });
    const page = (await who.get('/privacy/mine')).is(200).see(say('en', 'privacy.files_none'));
    assert.deepEqual(page.links('/privacy/copy'), ['/privacy/copy']);
    await sql(`UPDATE session SET signed_at = UTC_TIMESTAMP() - INTERVAL 2 HOUR WHERE account = ${who.id}`);
    for (const path of ['/privacy/copy', '/privacy/file?id=1']) {
        const asked = await who.get(path, { follow: false });
        asked.goes(/^\/login\/again\?next=%2Fprivacy%2F/);
    }
    assert.equal(await one(`SELECT COUNT(*) FROM audit WHERE actor = ${who.id} AND action = 'export'`), '0');
    (await new Client().get('/privacy/copy', { follow: false })).goes(/^\/login\//);
});

test('staff have a copy too, with their roles and what they did', async () => {
    const li = await officer('li', { roams: true });
    li.id = Number(await one("SELECT id FROM account WHERE mail = 'li@example.test'"));
    const copy = await copyOf(li);
    assert.ok(copy.roles.some((g) => g.role === 'centre_admissions' && g.organisation), JSON.stringify(copy.roles));
    assert.ok(copy.acts.every((x) => x.by_me || x.address === null), 'no network of anybody else');
});

test('states are told by their names in every part, as the README says', async () => {
    const who = await resident('Named', { roams: true });
    await askForChild(who);
    await sql(`UPDATE session SET signed_at = UTC_TIMESTAMP() WHERE account = ${who.id}`);
    await who.post('/privacy/ask', 'request', { kind: 'correct', detail: 'my name' });
    const copy = await copyOf(who);
    assert.deepEqual([copy.accounts_for_children[0].state, copy.requests[0].state], ['asked', 'asked']);
    assert.deepEqual(copy.history.map((h) => [h.kind, h.to, h.event]), [['trust', 'asked', 'ask'], ['privacy', 'asked', 'ask']]);
    const readme = readFileSync(`${root}/README.md`, 'utf8');
    for (const part of ['account', 'applications', 'history', 'letters', 'files']) assert.ok(readme.includes(`\`${part}\``) && part in copy, part);
    assert.ok(readme.includes(`\`format\` (${copy.format})`));
});

test('a value that cannot be opened is left out, and the copy says that it is not complete', async () => {
    const who = await resident('Damaged', { roams: true }), id = await begin(who, await intakeOf('CHN-1'));
    await fill(who, id);
    await sql(`UPDATE apply_application SET phone = CONCAT(LEFT(phone, LENGTH(phone) - 1), CHAR(ASCII(RIGHT(phone, 1)) ^ 1 USING binary)) WHERE id = ${id}`);
    const copy = await copyOf(who);
    assert.equal(copy.complete, false);
    assert.equal(copy.applications[0].phone, null);
    assert.ok(copy.applications[0].passport_no);
});
