// People: found by their exact address or number, locked and given back with a reason the owner reads in his own language,
// and a second factor that only two administrators together take away (SECURITY 27, 35, DOMAIN 6.3).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { Client } from '../lib/client.mjs';
import { like, say } from '../lib/applicant.mjs';
import { strangersOfficer } from '../lib/scenes.mjs';
import { dir, freshMail, letter, lettersTo, newcomer, officer, one, password, quote, resident, setupKey, signIn, sql, totp, unchanged }
    from '../lib/world.mjs';

const run = promisify(execFile);
const en = (key, holes) => say('en', key, holes);
let wu, zheng;

async function english(name) {
    const client = await officer(name);
    client.jar.set('lang', 'en');
    client.id = Number(await one(`SELECT id FROM account WHERE mail = '${client.mail}'`));
    return client;
}
before(async () => { [wu, zheng] = [await english('wu'), await english('zheng')]; });

const acts = (subject, after = 0) => sql(`SELECT action, refused, actor, detail FROM audit WHERE subject = ${subject} AND id > ${after} AND
    action IN ('view_person', 'lock', 'unlock', 'suspend', 'resume', 'second_reset_ask', 'second_reset') ORDER BY id`);
const newest = () => one('SELECT COALESCE(MAX(id), 0) FROM audit');
const stateOf = (id) => one(`SELECT state FROM account WHERE id = ${id}`);
const act = (client, id, name, fields = {}) => client.post(`/admin/act?id=${id}&act=${name}`, 'act',
    { reason: 'check', text: 'We look at what happened on Monday.', ...fields });

test('the doors lead to people, organisations and resets, and each opens', async () => {
    const doors = (await wu.get('/admin/')).is(200);
    for (const at of ['/admin/people', '/org/all', '/admin/resets']) {
        assert.ok(new RegExp(`<main[\\s\\S]*href="${at}"`).test(doors.html), at);
        (await wu.get(at)).is(200);
    }
});

test('one account at a time, by exact address or number, and each look is written down', async () => {
    const person = await resident('ສົມ ໃຈ');
    const from = await newest();
    for (const who of [person.mail, String(person.id)]) {
        const page = (await wu.post('/admin/people', 'people', { who })).is(200);
        assert.equal(page.path, `/admin/person?id=${person.id}`);
        page.see('ສົມ ໃຈ', person.mail, en('choice.account_state.active'), en('admin.second_off'));
    }
    assert.deepEqual(await acts(person.id, from), Array(2).fill(['view_person', '0', String(wu.id), '']));
    for (const who of [person.mail.slice(0, -1), `${person.mail.split('@')[0]}%`, '0', '99999999', '999999999999999999999', '%', "' OR 1=1", 'ສົມ ໃຈ']) {
        const page = (await wu.post('/admin/people', 'people', { who })).is(422);
        assert.equal(page.error('people', 'who'), en('error.account_none'), who);
    }
    assert.equal(await one(`SELECT COUNT(*) FROM audit WHERE action = 'view_person' AND refused AND actor = ${wu.id} AND id > ${from}`), '8');
    for (const query of ['', '?id=', '?id=x', '?id=-1', '?id=99999999']) (await wu.get(`/admin/person${query}`)).is(404);
});

test('sessions, counters, second factor and roles are shown', async () => {
    const person = await newcomer('Shown'), guest = new Client();
    for (let n = 0; n < 6; n++) await guest.post('/login/', 'signin', { mail: person.mail, password: 'wrong wrong wrong wrong' });
    await sql('UPDATE throttle SET until = until + INTERVAL 10 MINUTE WHERE until IS NOT NULL'); // the first waits are seconds
    const page = await wu.get(`/admin/person?id=${person.id}`);
    page.see(`${en('fact.sessions')} 1`, en('admin.counters_shut'), en('admin.no_roles'));
    (await wu.get(`/admin/person?id=${wu.id}`)).see(en('admin.second_on'), `${en('role.security_admin')} (勐腊县发展和改革局)`);
    const free = page.links('/admin/act').find((h) => h.includes('act=free'));
    assert.ok(free, 'the counters can be cleared');
    (await wu.post(free, 'act', { reason: 'proved', text: 'You called us.' })).see(en('said.done'), en('admin.counters_open'));
    assert.deepEqual((await lettersTo(person.mail)).slice(-1), ['account_unlocked']);
    (await signIn(new Client(), person.mail, password)).is(200).see(/Shown/);
    await sql('DELETE FROM throttle');
    assert.ok(!(await wu.get(`/admin/person?id=${person.id}`)).links('/admin/act').some((h) => h.includes('act=free')));
});

test('locked: out of every session, no way in, a letter in the own language; unlocked: in again', async () => {
    const person = await newcomer('ນາງ ບົວ', { lang: 'lo' });
    const from = await newest();
    const page = await act(wu, person.id, 'lock', { reason: 'stolen', text: 'ກະລຸນາໂທຫາພວກເຮົາ <b>ດ່ວນ</b>.' });
    page.is(200).see(en('said.done'), en('choice.account_state.locked'), en('choice.audit.lock'), en('choice.person_reason.stolen'));
    assert.equal(await stateOf(person.id), 'locked');
    assert.equal(await one(`SELECT COUNT(*) FROM session WHERE account = ${person.id}`), '0');
    (await person.get('/apply/mine', { follow: false })).goes(/^\/login\//);
    (await signIn(new Client(), person.mail, password)).is(422).see(en('error.signin'));
    const sent = await letter(person.mail, 'account_locked');
    assert.equal(sent.subject, say('lo', 'letter.account_locked.subject'));
    assert.ok(sent.text.includes(say('lo', 'choice.person_reason.stolen')) && sent.text.includes('<b>ດ່ວນ</b>') && sent.text.includes('ນາງ ບົວ'));
    assert.ok(!sent.html.includes('<b>'), 'what was typed is text');
    assert.deepEqual((await acts(person.id, from)).filter(([a]) => a !== 'view_person'), [['lock', '0', String(wu.id), 'stolen']]);

    (await act(wu, person.id, 'unlock', { reason: 'proved', text: 'You came to the office.' })).see(en('said.done'), en('choice.account_state.active'));
    (await signIn(new Client(), person.mail, password)).is(200).see(/ນາງ ບົວ/);
    assert.match((await letter(person.mail, 'account_unlocked')).text, /\/login\//);
});

test('suspended, from active or locked, and given back', async () => {
    for (const first of ['active', 'locked']) {
        const person = await newcomer(`Was ${first}`);
        if (first === 'locked') await act(wu, person.id, 'lock');
        (await act(wu, person.id, 'suspend', { reason: 'left' })).see(en('choice.account_state.suspended'));
        (await person.get('/apply/mine', { follow: false })).goes(/^\/login\//);
        (await signIn(new Client(), person.mail, password)).is(422);
        (await act(wu, person.id, 'resume', { reason: 'returned' })).see(en('choice.account_state.active'));
        (await signIn(new Client(), person.mail, password)).is(200);
        assert.deepEqual((await lettersTo(person.mail)).filter((n) => n.startsWith('account_')).slice(-2), ['account_suspended', 'account_resumed']);
    }
});

test('what the state does not allow is not there, and of two at once one is too late', async () => {
    const person = await resident('Steady');
    for (const name of ['unlock', 'resume', 'close', '']) (await wu.get(`/admin/act?id=${person.id}&act=${name}`)).is(404);
    const one_ = await wu.get(`/admin/act?id=${person.id}&act=lock`), two = await zheng.get(`/admin/act?id=${person.id}&act=suspend`);
    const fields = { reason: 'check', text: 'At the same time.' };
    (await wu.submit(one_, 'act', fields)).goes(/said=done/);
    (await zheng.submit(two, 'act', fields)).goes(/said=done/); // suspend is possible from locked as well
    (await wu.submit(one_, 'act', { ...fields, text: 'And once more.' })).is(409);
    assert.equal(await stateOf(person.id), 'suspended');
});

test('a reason and words to the owner are a must, and nobody does it to himself', async () => {
    const person = await resident('Reasons');
    await unchanged(async () => {
        for (const fields of [{ reason: '' }, { text: '' }, { text: 'no' }, { reason: 'lost_phone' }])
            (await act(wu, person.id, 'lock', fields)).is(422);
        const self = await act(wu, wu.id, 'lock');
        self.is(422).see(en('error.not_oneself'));
    });
    assert.equal((await wu.get(`/admin/person?id=${wu.id}`)).links('/admin/act').length, 0);
});

test('the password is asked for again before an act, and what was typed stays', async () => {
    const person = await resident('Sensitive'), late = await english('wu');
    const page = await late.get(`/admin/act?id=${person.id}&act=lock`);
    await sql(`UPDATE session SET signed_at = UTC_TIMESTAMP() - INTERVAL 11 MINUTE WHERE account = ${late.id}`);
    for (const path of [`/admin/act?id=${person.id}&act=lock`, `/admin/reset?id=${wu.id}`, `/admin/answer?id=${person.id}`])
        (await late.get(path, { follow: false })).goes(`/login/again?next=${encodeURIComponent(path)}`);
    (await late.submit(page, 'act', { reason: 'check', text: 'Typed before.' })).goes(/^\/login\/again\?next=/);
    assert.equal(await stateOf(person.id), 'active');
    await sql(`UPDATE session SET signed_at = UTC_TIMESTAMP() WHERE account = ${late.id}`);
    assert.equal((await late.get(`/admin/act?id=${person.id}&act=lock`)).value('act', 'text'), 'Typed before.');
});

const asked = { reason: 'lost_phone', proof: 'called_back', text: 'You called us on Monday.' };
const ask = (client, id, fields = {}) => client.post(`/admin/reset?id=${id}`, 'reset_ask', { ...asked, ...fields });
const answer = (client, id, yes, text = 'We spoke with you.') => client.post(`/admin/answer?id=${id}`, 'reset_answer',
    { answer: yes ? 'confirm' : 'refuse', text });

// An officer of another centre who lost the phone.
async function forgetful() {
    const client = await strangersOfficer();
    await sql(`DELETE FROM session WHERE account = ${client.id}`);
    await signIn(client, client.mail, password, { second: false });
    return client;
}
const second = (id) => sql(`SELECT totp IS NULL, totp_on, totp_must, reset_by, reset_at IS NULL, (SELECT COUNT(*) FROM account_code c WHERE c.account = a.id)
    FROM account a WHERE id = ${id}`).then(([row]) => row.join(' '));

test('a second factor goes by two administrators, and the next sign-in sets it up anew', async () => {
    const wang = await forgetful(), from = await newest();
    (await ask(wu, wang.id)).is(200).see(en('said.reset_asked'), en('admin.second_reset'));
    assert.equal(await second(wang.id), `0 1 0 ${wu.id} 0 10`, 'nothing is taken away yet');
    assert.match((await letter(wang.mail, 'reset_asked')).text, /You called us on Monday/);

    const self = await answer(wu, wang.id, true);
    assert.equal(self.is(422).error('reset_answer', 'answer'), en('error.second_voice'));
    assert.equal(await second(wang.id), `0 1 0 ${wu.id} 0 10`);

    (await zheng.get('/admin/resets')).see(wang.mail, String(wu.id));
    (await zheng.get(`/admin/answer?id=${wang.id}`)).see(en('choice.person_reason.lost_phone'), en('choice.proof.called_back'), wang.mail);
    (await answer(zheng, wang.id, true)).see(en('said.reset_done'));
    assert.equal(await second(wang.id), '1 0 1  1 0', 'key and recovery codes are gone');
    (await wang.get('/login/second', { follow: false })).goes(/^\/login\//);
    assert.match((await letter(wang.mail, 'reset_done')).text, /We spoke with you/);
    assert.deepEqual((await acts(wang.id, from)).filter(([a]) => a !== 'view_person'), [['second_reset_ask', '0', String(wu.id), 'lost_phone called_back'],
        ['second_reset', '0', String(zheng.id), '']]);

    const anew = new Client(), page = await signIn(anew, wang.mail, password, { second: false });
    assert.ok(page.form('setup'), `the second step is set up first: ${page.path}`);
    (await anew.get('/apply/queue', { follow: false })).goes(/^\/login\/second/);
    const key = setupKey(page);
    assert.notEqual(key, wang.key);
    (await anew.submit(page, 'setup', { code: totp(key) })).goes(/^\/login\/codes/);
    (await anew.get('/apply/queue', { follow: false })).is(200);
});

test('an applicant who had a second factor must set it up again too', async () => {
    const person = await newcomer('Optional'), page = await person.get('/login/setup');
    (await person.submit(page, 'setup', { code: totp(setupKey(page)) })).goes(/^\/login\/codes/);
    await ask(wu, person.id);
    await answer(zheng, person.id, true);
    const anew = new Client(), entered = await signIn(anew, person.mail, password, { second: false });
    assert.ok(entered.form('setup') || (await anew.get('/apply/mine')).form('setup'), 'set up first');
    (await anew.get('/apply/mine', { follow: false })).goes(/^\/login\/second/);
    const form = await anew.get('/login/setup');
    (await anew.submit(form, 'setup', { code: totp(setupKey(form)) })).goes(/^\/login\/codes/);
    (await anew.get('/apply/mine', { follow: false })).is(200);
});

test('refused or taken back, nothing changes; too late or answered, there is nothing to answer', async () => {
    const wang = await forgetful();
    await ask(wu, wang.id);
    const stale = await zheng.get(`/admin/answer?id=${wang.id}`);
    (await answer(wu, wang.id, false, 'Taken back again.')).see(en('said.reset_refused'));
    assert.equal(await second(wang.id), '0 1 0  1 10');
    assert.match((await letter(wang.mail, 'reset_refused')).text, /Taken back again/);
    (await zheng.submit(stale, 'reset_answer', { answer: 'confirm', text: 'Too late.' })).is(409);
    (await zheng.get(`/admin/answer?id=${wang.id}`)).is(404);

    await ask(zheng, wang.id);
    await sql(`UPDATE account SET reset_at = UTC_TIMESTAMP() - INTERVAL 7 DAY - INTERVAL 1 SECOND WHERE id = ${wang.id}`);
    (await wu.get(`/admin/answer?id=${wang.id}`)).is(404);
    (await wu.get('/admin/resets')).notSee(wang.mail);
    (await ask(wu, wang.id)).see(en('said.reset_asked')); // asked for anew
    const twice = await zheng.get(`/admin/reset?id=${wang.id}`);
    assert.ok(twice.path.startsWith('/admin/answer'), 'a second one leads to the first');
    await answer(zheng, wang.id, false);
});

test('nobody resets himself, neither by asking nor by answering; and nothing that is not there', async () => {
    assert.equal((await ask(wu, wu.id)).is(422).see(en('error.not_oneself')).status, 422);
    await ask(wu, zheng.id);
    (await answer(zheng, zheng.id, true)).is(422).see(en('error.not_oneself'));
    assert.match(await second(zheng.id), /^0 1 0 /);
    await answer(wu, zheng.id, false);
    const plain = await resident('No second');
    (await ask(wu, plain.id)).is(422).see(en('error.nothing_to_reset'));
});

test('the coordinator is a second voice and nothing more', async () => {
    const wang = await forgetful(), coordinator = await strangersOfficer();
    await sql(`UPDATE account_role SET role = ${1 << 16} WHERE account = ${coordinator.id}`);
    for (const path of ['/admin/people', `/admin/person?id=${wang.id}`, `/admin/act?id=${wang.id}&act=lock`, `/admin/reset?id=${wang.id}`, '/admin/audit'])
        (await coordinator.get(path, { follow: false })).is(403);
    await ask(wu, wang.id);
    assert.deepEqual((await coordinator.get('/admin/')).links('/admin/').filter((h) => !h.includes('?') && h !== '/admin/'), ['/admin/resets']);
    (await coordinator.get('/admin/resets')).see(wang.mail);
    (await answer(coordinator, wang.id, true)).see(like('en', 'said.reset_done'));
    assert.equal(await second(wang.id), '1 0 1  1 0');
});

test('the other administrators see nobody, and this one no letter and no case', async () => {
    const person = await resident('Hidden');
    for (const name of ['zhou', 'ma', 'li'])
        for (const path of ['/admin/people', `/admin/person?id=${person.id}`, `/admin/act?id=${person.id}&act=lock`, `/admin/reset?id=${person.id}`, '/admin/resets',
            `/admin/answer?id=${person.id}`]) {
            const client = await officer(name);
            (await client.get(path, { follow: false })).is(403);
            if (!/resets|person/.test(path)) (await unchanged(() => client.send(path, { reason: 'check' }))).is(403);
        }
    for (const path of ['/apply/queue', '/apply/case?id=1', '/apply/letter?id=1&letter=1', '/apply/paper?id=1&entry=1']) (await wu.get(path, { follow: false })).is(403);
});

test('the database itself keeps passwords and second factors from the program', async () => {
    const secret = fs.readFileSync(`${dir}/credentials/admin.db`, 'utf8');
    const as = (text) => run('mariadb', ['--no-defaults', '-NB', `--socket=${dir}/db.sock`, '--user=qiao_admin', `--password=${secret}`, 'qiao', '-e', text])
        .then(() => '', (e) => e.stderr);
    for (const column of ['password', 'totp', 'totp_step']) assert.match(await as(`SELECT ${column} FROM account LIMIT 1`), /ERROR 1143/, column);
    for (const text of ['SELECT * FROM account LIMIT 1', 'SELECT hash FROM account_code LIMIT 1', 'SELECT * FROM account_token LIMIT 1', 'SELECT * FROM apply_application LIMIT 1',
        "UPDATE account SET password = '' WHERE id = 1", 'INSERT INTO account_role (account, org, role, created_at) VALUES (1, 1, 1, NOW())',
        'DELETE FROM account WHERE id = 0', "UPDATE account SET mail = 'x' WHERE id = 0", 'SELECT body FROM document_body LIMIT 1', 'SELECT text FROM flow_log LIMIT 1'])
        assert.match(await as(text), /ERROR 114[23]/, text);
    assert.equal(await as('SELECT mail, state FROM account LIMIT 1'), '');
});
