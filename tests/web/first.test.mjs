// A fresh installation (cgi/admin/first.c): no demo data, and nobody is anybody. qiao-admin makes the administrators nobody
// can be asked to give, under rules of its own; from there each role there is is reached on the pages, without SQL.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const suite = `${process.env.TEST_DIR ?? 'build/run'}/first`;
const port = await new Promise((done) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address();
        server.close(() => done(port));
    });
});
// Whatever is imported from here on speaks to that suite.
Object.assign(process.env, { TEST_DIR: suite, TEST_URL: `http://127.0.0.1:${port}` });
const { Client, url } = await import('../lib/client.mjs');
const { freshMail, one, resident, root, setupKey, sql, totp } = await import('../lib/world.mjs');
const { ask, bit, decide, idOf, invite, orgOf, roles, wearing } = await import('../lib/org.mjs');

const bash = (text, ...args) => run('bash', ['-c', `. tests/lib/suite.sh; ${text}`, suite, ...args], { cwd: root });
// { status, out, err } of qiao-admin, with a line on its input.
const admin = (line, ...words) => bash('printf "%s\\n" "$1" | suite_admin "$0" "${@:2}"', line, ...words)
    .then(({ stdout, stderr }) => ({ status: 0, out: stdout, err: stderr }), (e) => ({ status: e.code, out: e.stdout, err: e.stderr }));
const check = () => admin('', 'check', '--schema', `${root}/schema`);
const secret = 'nine wet stones by the ford';
const mails = ['one', 'two', 'machines', 'audit'].map((name) => freshMail(name));
let first, second, coordinator;
const reached = new Set();

before(() => bash('suite_start "$0" "$1"', String(port)));
after(async () => {
    await bash('suite_stop "$0"');
    fs.rmSync(suite, { recursive: true, force: true });
});

test('what is no such thing is refused, and leaves nothing behind', async () => {
    for (const [words, says] of [[['nobody'], /no mail address/], [[mails[0], 'centre_lead'], /The roles are/], [[mails[0], 'clock'], /The roles are/],
        [[], /usage/], [[mails[0], 'auditor', 'x'], /usage/]]) {
        const { status, err } = await admin(secret, 'first-admin', ...words);
        assert.equal(status, 2, words.join());
        assert.match(err, says);
    }
    for (const word of ['short', mails[0], 'passwordpassword']) assert.equal((await admin(word, 'first-admin', mails[0])).status, 1, word);
    assert.equal(await one('SELECT COUNT(*) FROM account'), '0');
    const { status, out } = await check();
    assert.equal(status, 1);
    assert.match(out, /no security administrators, two are needed: run qiao-admin first-admin MAIL/);
});

test('two of security, one each of the others, all of one organisation; then no more', async () => {
    const one_ = await admin(secret, 'first-admin', mails[0].toUpperCase(), '--org', '勐腊县大数据中心');
    assert.equal(one_.status, 0, one_.err);
    assert.match(one_.out, /is security_admin in 勐腊县大数据中心/);
    assert.match(one_.out, /first-admin again, for another person/);
    assert.match((await check()).out, /only one security administrator/);
    const elsewhere = await admin(secret, 'first-admin', mails[1], '--org', '勐腊县财政局');
    assert.equal(elsewhere.status, 1);
    assert.match(elsewhere.err, /people of 勐腊县大数据中心/);
    assert.match((await admin(secret, 'first-admin', mails[0])).err, /has an account already/);
    assert.match((await admin(secret, 'first-admin', mails[1])).out, new RegExp(`give all other roles at ${url}/org/all`));
    assert.equal((await admin(secret, 'first-admin', mails[2], 'sys_admin')).status, 0);
    for (const role of ['security_admin', 'sys_admin']) {
        const { status, err } = await admin(secret, 'first-admin', mails[3], role);
        assert.equal(status, 1);
        assert.match(err, /already; more of them are given on the pages/);
    }
    assert.match((await check()).out, /ok 2 security administrators/);
    const seat = await orgOf('勐腊县大数据中心');
    assert.deepEqual(await roles(mails[2], seat), ['sys_admin']);
    assert.deepEqual(await sql("SELECT action, actor, detail FROM audit WHERE object <> '' ORDER BY id"),
        ['security_admin', 'security_admin', 'sys_admin'].map((role) => ['role_grant', '0', role]));
    assert.match((await admin('', 'audit-verify')).out, /^ok 3 records in 1 chains/);
    reached.add('security_admin').add('sys_admin');
});

// By the pages of login, second step and all.
async function enter(mail) {
    const client = new Client({ roams: true });
    const setup = await client.post('/login/', 'signin', { mail, password: secret });
    assert.match(setup.path, /^\/login\/setup/);
    (await client.submit(setup, 'setup', { code: totp(setupKey(setup)) })).goes(/^\/login\/codes/);
    return client;
}

test('the two sign in, set up the second step, and see all organisations', async () => {
    [first, second] = [await enter(mails[0]), await enter(mails[1])];
    for (const client of [first, second]) (await client.get('/org/all')).is(200).see('勐腊县教育体育局', '勐腊县发展和改革局');
});

// Invited by one, agreed to by another one where the rule asks for two voices. A person who has the hat on.
async function give(by, too, org, role) {
    const person = await resident(role, { roams: true }), link = await invite(by, org, role, person.mail);
    (await person.post(link, 'join', { answer: 'yes' })).is(200);
    assert.deepEqual(await roles(person.mail), too ? [] : [role], `${role} alone`);
    if (too) {
        const grant = await one(`SELECT MAX(id) FROM org_grant WHERE account = ${person.id}`);
        (await too.post(`/org/agree?org=${org}&grant=${grant}`, 'agree', { answer: 'yes' })).is(200);
        assert.deepEqual(await roles(person.mail, org), [role]);
    }
    reached.add(role);
    return wearing(person.mail, org, { roams: true });
}
// Asks for an organisation, which is verified; who asked is its first administrator.
async function found(kind, role, ...officers) {
    const person = await resident(kind, { roams: true }), id = await ask(person, { kind, name: `勐腊县首个${kind}` });
    if (officers[1]) await decide(officers[0], id, 'check');
    await decide(officers.at(-1), id, 'verify');
    const org = await orgOf(`勐腊县首个${kind}`);
    assert.deepEqual(await roles(person.mail, org), [role]);
    reached.add(role);
    return [await wearing(person.mail, org, { roams: true }), org];
}

test('from there to every role of the house', async () => {
    const seat = await orgOf('勐腊县大数据中心'), education = await orgOf('勐腊县教育体育局'), finance = await orgOf('勐腊县金融办公室');
    await give(first, second, seat, 'auditor');
    coordinator = await give(second, first, await orgOf('勐腊县发展和改革局'), 'coordinator');
    const head = await give(first, coordinator, education, 'dept_leader'), officer = await give(head, coordinator, education, 'dept_officer');
    await give(head, coordinator, education, 'evaluator');
    const money = await give(second, coordinator, finance, 'dept_leader'), clerk = await give(money, coordinator, finance, 'dept_officer');
    for (const [kind, role, officers, staff] of [
        ['centre', 'centre_lead', [officer, head], ['centre_admissions']],
        ['school', 'school_lead', [officer], ['school_staff', 'intern']],
        ['enterprise', 'enterprise_admin', [coordinator], ['enterprise_staff']],
        ['bank', 'bank_admin', [clerk, money], ['bank_officer']],
        ['insurer', 'insurer_admin', [clerk, money], ['insurer_officer']]]) {
        const [lead, org] = await found(kind, role, ...officers);
        for (const name of staff) await give(lead, null, org, name);
    }
    const all = fs.readFileSync(`${root}/cgi/common/auth/role.c`, 'utf8').match(/"\w+"/g).map((s) => s.slice(1, -1));
    // Everybody is an applicant; a guardian is one by a delegation.
    assert.deepEqual(all.filter((role) => !reached.has(role)).sort(), ['applicant', 'guardian']);
});

test('one of the two is gone: the machine makes another one, and only one', async () => {
    await sql(`UPDATE account SET state = 'closed' WHERE id = ${await idOf(mails[1])}`);
    assert.match((await check()).out, /only one security administrator/);
    assert.equal((await admin(secret, 'first-admin', mails[3])).status, 0);
    assert.deepEqual(await roles(mails[3], await orgOf('勐腊县大数据中心')), ['security_admin']);
    assert.equal((await admin(secret, 'first-admin', freshMail('more'))).status, 1);
    assert.equal(await one(`SELECT COUNT(*) FROM account_role WHERE role = ${bit('security_admin')}`), '3');
});
