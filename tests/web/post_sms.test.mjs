// The post program and the gateway for SMS: one signed POST a message, the same rules as for mail, and neither way
// waits for the other. It has a database of its own, so that letters of other tests stay where they are.
import { test, before, after, beforeEach, afterEach } from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { seal } from '../lib/envelope.mjs';
import { startHook } from '../lib/hook.mjs';
import { startSink } from '../lib/sink.mjs';

const root = process.env.TEST_ROOT ?? path.resolve(import.meta.dirname ?? '.', '../..');
const dir = process.env.TEST_DIR;
const binary = path.join(path.resolve(root, process.env.B ?? 'build'), 'bin/qiao-post');
const database = 'qiao_sms_test';
const run = promisify(execFile);
const phone = '+8562055551234';

async function sql(text) {
    const { stdout } = await run('mariadb', ['--no-defaults', '-N', '-B', `--socket=${dir}/db.sock`, '-e', text, database]);
    return stdout.replace(/\n$/, '').split('\n').map((line) => line.split('\t'));
}
function once(more) {
    const script = '. tests/lib/suite.sh; suite_env "$0"; exec "${with[@]}" "$@"';
    const settings = { QIAO_DB_NAME: database, QIAO_DB_USER: os.userInfo().username, QIAO_SITE: '',
        QIAO_RELAY: `smtp://127.0.0.1:${sink.port}`, QIAO_SMS_HOOK: `${hook.url}/sms`, ...more };
    return run('bash', ['-c', script, dir, ...Object.entries(settings).map(([k, v]) => `${k}=${v}`), binary, '--once'],
        { cwd: root, timeout: 60000 });
}

const hex = (value) => (value === null ? 'NULL' : `X'${Buffer.from(value).toString('hex')}'`);

// One waiting row, as outbox_put writes it, to a phone or an account; its id.
async function put({ to = phone, account = 0, name = 'reset', sms = 'Qiao: 123456', secret = true, way = 'sms' } = {}) {
    const now = Math.floor(Date.now() / 1000), at = `FROM_UNIXTIME(${now})`;
    const receiver = account || createHash('sha256').update(to).digest('hex');
    const [[id]] = await sql(`SET time_zone='+00:00'; INSERT INTO outbox
        (way, account, phone, lang, name, subject, body, sms, secret, next_at, created_at) VALUES ('${way}', ${account || 'NULL'},
        ${account ? 'NULL' : hex(seal(`outbox|phone|${name} ${now}`, to))}, 'lo', '${name}', 'Subject',
        ${hex(seal(`outbox|body|${name} ${now}|${receiver}`, 'whole letter'))},
        ${hex(sms && seal(`outbox|sms|${name} ${now}|${receiver}`, sms))}, ${secret ? 1 : 0}, ${at}, ${at}); SELECT LAST_INSERT_ID()`);
    return Number(id);
}
async function row(id) {
    const [[state, tries, wait, body, sms, way, problem]] = await sql(`SELECT state, tries,
        TIMESTAMPDIFF(SECOND, created_at, next_at), body IS NOT NULL, sms IS NOT NULL, way, problem FROM outbox WHERE id = ${id}`);
    return { state, tries: Number(tries), wait: Number(wait), body: body === '1', sms: sms === '1', way, problem };
}
const account = (id, mail, number) => sql(`INSERT INTO account (id, mail, phone, phone_find, state, created_at) VALUES (${id},
    ${mail ? `'${mail}'` : 'NULL'}, ${number ? hex(seal(`account|phone|${id}|${id}`, number)) : 'NULL'},
    ${number ? hex(randomBytes(16)) : 'NULL'}, 'active', NOW())`);

let hook, sink;
before(async () => {
    await run('mariadb', ['--no-defaults', `--socket=${dir}/db.sock`, '-e', `DROP DATABASE IF EXISTS ${database};
        CREATE DATABASE ${database}; ${['outbox', 'account', 'account_role', 'delegation', 'sink'].map((t) => `CREATE TABLE ${database}.${t} LIKE qiao.${t}`).join(';')}`]);
});
after(() => run('mariadb', ['--no-defaults', `--socket=${dir}/db.sock`, '-e', `DROP DATABASE ${database}`]));
beforeEach(async () => {
    await sql('DELETE FROM outbox; DELETE FROM account; DELETE FROM sink');
    [hook, sink] = [await startHook(), await startSink()];
});
afterEach(async () => {
    sink.stop();
    await hook.stop();
});

test('one POST of JSON, signed with the key both sides know; a code is forgotten then', async () => {
    const id = await put({ sms: 'Qiao: 123456 ແມ່ນລະຫັດ "<&>"' });
    await once();
    assert.equal(hook.got.length, 1);
    const [{ method, path: at, headers, body }] = hook.got;
    assert.deepEqual([method, at, headers['content-type']], ['POST', '/sms', 'application/json']);
    const sent = JSON.parse(body);
    assert.deepEqual(Object.keys(sent), ['id', 'to', 'text']);
    assert.deepEqual([sent.to, sent.text], [phone, 'Qiao: 123456 ແມ່ນລະຫັດ "<&>"']);
    assert.match(sent.id, /^[0-9a-f]{32}$/);
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['x-qiao-signature']);
    const key = fs.readFileSync(`${dir}/credentials/sms.key`, 'utf8').trim();
    assert.equal(v1, createHmac('sha256', key).update(`${t}.${body}`).digest('hex'));
    assert.ok(Math.abs(Date.now() / 1000 - Number(t)) < 60);
    assert.deepEqual(await row(id), { state: 'sent', tries: 0, wait: 0, body: false, sms: false, way: 'sms', problem: '' });
    assert.equal(sink.letters.length, 0);
});

test('what was refused is tried again by the rules of mail, under the same id', async () => {
    hook.answer = 422;
    const id = await put(), waits = [];
    for (let shift = 0; waits.length < 10 && (await row(id)).state === 'waiting';) {
        await once({ QIAO_CLOCK_SHIFT_S: String(shift) });
        const { wait, state, problem } = await row(id);
        assert.equal(problem, 'the gateway answered 422');
        if (state === 'waiting') waits.push(wait - shift);
        shift = wait + 60;
    }
    const wanted = [60, 300, 1800, 7200, 43200, 86400];
    assert.equal(waits.length, wanted.length);
    waits.forEach((wait, i) => assert.ok(wait >= wanted[i] && wait < wanted[i] + 60, `try ${i + 1}: ${wait} s`));
    assert.deepEqual([(await row(id)).state, (await row(id)).sms], ['failed', false]);
    assert.equal(new Set(hook.got.map((one) => JSON.parse(one.body).id)).size, 1);
});

test('a gateway that is away, broken, or does not know our key is asked once a round; mail passes it', async () => {
    for (const status of [500, 503, 401, 403, 429, 302, 0]) {
        await sql('DELETE FROM outbox');
        hook.got = [];
        hook.answer = status;
        await account(100 + status, `mail${status}@example.test`);
        const first = await put(), second = await put(), mail = await put({ account: 100 + status, way: 'mail' });
        await once();
        assert.deepEqual([(await row(first)).state, (await row(first)).tries], ['waiting', 1], String(status));
        assert.equal((await row(second)).tries, 0, `${status}: one look is enough`);
        assert.equal(hook.got.length, 1, 'no redirect is followed');
        assert.equal((await row(mail)).state, 'sent');
        hook.answer = 202;
        await once({ QIAO_CLOCK_SHIFT_S: '91' });
        assert.deepEqual([(await row(first)).state, (await row(second)).state], ['sent', 'sent']);
    }
    await sql('DELETE FROM outbox');
    const waits = await put();
    await hook.stop();
    await once();
    assert.match((await row(waits)).problem, /^the gateway is not reached: /);
});

test('with the mail server away an SMS goes out', async () => {
    await account(5, 'kham@example.test');
    const mail = await put({ account: 5, way: 'mail' }), sms = await put();
    await once({ QIAO_RELAY: 'smtp://127.0.0.1:9' });
    assert.deepEqual([(await row(mail)).state, (await row(sms)).state], ['waiting', 'sent']);
});

test('an account is reached as it is today', async () => {
    await account(1, null, phone);
    await account(2, 'two@example.test', '+8613800138000');
    await account(3, 'three@example.test');
    const [a, b, c, d] = [await put({ account: 1 }), await put({ account: 2 }), await put({ account: 3, secret: false }),
        await put({ account: 1, way: 'mail', secret: false })];
    await once();
    assert.deepEqual([(await row(c)).way, (await row(d)).way], ['mail', 'sms'], 'into the other queue');
    await once();
    for (const id of [a, b, c, d]) assert.equal((await row(id)).state, 'sent', String(id));
    assert.deepEqual(hook.got.map((one) => JSON.parse(one.body).to), [phone, '+8613800138000', phone]);
    assert.deepEqual(sink.letters.map((l) => l.to[0]), ['three@example.test']);
});

test('without words for a phone nothing is sent there, and what is no number goes nowhere', async () => {
    const none = await put({ sms: null });
    const odd = [await put({ to: '+86' }), await put({ to: '13800138000' }), await put({ to: '+856205555,+1900' })];
    await once();
    assert.deepEqual([(await row(none)).state, (await row(none)).problem], ['failed', 'no words for a phone']);
    for (const id of odd) assert.deepEqual([(await row(id)).state, (await row(id)).problem], ['failed', 'not a phone number']);
    assert.equal(hook.got.length, 0);
});

test('words or a number moved to another row do not open', async () => {
    const one = await put({ to: phone, sms: 'for one' }), two = await put({ to: '+66812345678', sms: 'for two' });
    await sql(`UPDATE outbox a JOIN outbox b ON b.id = ${two} SET a.sms = b.sms WHERE a.id = ${one}`);
    await once();
    assert.deepEqual(hook.got.map((got) => JSON.parse(got.body).text), ['for two']);
    assert.deepEqual([(await row(one)).state, (await row(one)).problem], ['waiting', 'the text cannot be opened']);
});

test('without a gateway, or without its key, SMS stay as they are', async (t) => {
    const id = await put(), bare = fs.mkdtempSync('/tmp/qiao-keys-');
    t.after(() => fs.rmSync(bare, { recursive: true }));
    await once({ QIAO_SMS_HOOK: '' });
    for (const name of ['hmac.key', 'seal.keys', 'post.db']) fs.copyFileSync(`${dir}/credentials/${name}`, `${bare}/${name}`);
    await once({ QIAO_CREDENTIALS: bare });
    fs.writeFileSync(`${bare}/sms.key`, 'short\n', { mode: 0o400 });
    await once({ QIAO_CREDENTIALS: bare });
    assert.deepEqual(await row(id), { state: 'waiting', tries: 0, wait: 0, body: true, sms: true, way: 'sms', problem: '' });
    assert.equal(hook.got.length, 0);
});

test('into a folder: one file per SMS', async (t) => {
    const folder = fs.mkdtempSync('/tmp/qiao-sms-');
    t.after(() => fs.rmSync(folder, { recursive: true }));
    const id = await put({ sms: '桥·勐腊：123456' });
    await once({ QIAO_SMS_HOOK: `file:${folder}` });
    assert.deepEqual(fs.readdirSync(folder), [`${id}.sms`]);
    assert.equal(JSON.parse(fs.readFileSync(`${folder}/${id}.sms`, 'utf8')).text, '桥·勐腊：123456');
    assert.equal((await row(id)).state, 'sent');
});

test('only a demonstration keeps what was sent for its page, and there it is sealed', async () => {
    await put({ sms: 'Qiao: 654321' });
    await once();
    const [[way, plain]] = await sql(`SELECT way, CONCAT(receiver, subject, body) LIKE '%654321%' OR receiver LIKE '%5555%' FROM sink`);
    assert.deepEqual([way, plain], ['sms', '0']);
    await sql('DELETE FROM sink; DELETE FROM outbox');
    await put();
    await once({ QIAO_DEMO: '0' });
    assert.equal((await sql('SELECT COUNT(*) FROM sink'))[0][0], '0');
});
