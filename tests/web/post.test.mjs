// The post program against a real mail server and a real database: a letter goes out once, whatever breaks. It has a
// database of its own, so that letters of other tests stay where they are.
import { test, before, after, beforeEach, afterEach } from 'node:test';
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { seal } from '../lib/envelope.mjs';
import { startSink, parseMail } from '../lib/sink.mjs';

const root = process.env.TEST_ROOT ?? path.resolve(import.meta.dirname ?? '.', '../..');
const dir = process.env.TEST_DIR;
const binary = path.join(path.resolve(root, process.env.B ?? 'build'), 'bin/qiao-post');
const database = 'qiao_post_test';
const run = promisify(execFile);

async function sql(text) {
    const { stdout } = await run('mariadb', ['--no-defaults', '-N', '-B', `--socket=${dir}/db.sock`, '-e', text, database]);
    return stdout.replace(/\n$/, '').split('\n').map((line) => line.split('\t'));
}

// Settings as the suite has them, and more; what comes last counts.
function settled(more, ...args) {
    const script = '. tests/lib/suite.sh; suite_env "$0"; exec "${with[@]}" "$@"';
    const settings = { QIAO_DB_NAME: database, QIAO_DB_USER: os.userInfo().username, QIAO_SITE: '', ...more };
    return ['-c', script, dir, ...Object.entries(settings).map(([k, v]) => `${k}=${v}`), binary, ...args];
}

async function once(more) {
    return run('bash', settled(more, '--once'), { cwd: root, timeout: 60000 });
}

const hex = (value) => `X'${Buffer.from(value).toString('hex')}'`;

// One waiting row, as outbox_put writes it; its id.
async function put({ to = 'somsak@example.test', account = 0, lang = 'en', name = 'received', subject = 'Received',
    text = 'Hello\n', secret = false } = {}) {
    const now = Math.floor(Date.now() / 1000);
    const receiver = account || createHash('sha256').update(to).digest('hex');
    const body = seal(`outbox|body|${name} ${now}|${receiver}`, text);
    const at = `FROM_UNIXTIME(${now})`;
    const [[id]] = await sql(`SET time_zone='+00:00'; INSERT INTO outbox
        (account, address, lang, name, subject, body, secret, next_at, created_at) VALUES
        (${account || 'NULL'}, ${account ? 'NULL' : hex(to)}, '${lang}', '${name}', ${hex(subject)}, ${hex(body)},
         ${secret ? 1 : 0}, ${at}, ${at}); SELECT LAST_INSERT_ID()`);
    return Number(id);
}

async function row(id) {
    const [[state, tries, wait, sent, body, problem]] = await sql(`SELECT state, tries,
        TIMESTAMPDIFF(SECOND, created_at, next_at), sent_at IS NOT NULL, body IS NOT NULL, problem
        FROM outbox WHERE id = ${id}`);
    return { state, tries: Number(tries), wait: Number(wait), sent: sent === '1', body: body === '1', problem };
}

// A port where nobody listens.
async function closedPort() {
    const server = net.createServer();
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address();
    await new Promise((done) => server.close(done));
    return port;
}

let sink, relay;

before(async () => {
    assert.ok(dir, 'TEST_DIR is the folder of a running suite');
    await run('mariadb', ['--no-defaults', `--socket=${dir}/db.sock`, '-e', `DROP DATABASE IF EXISTS ${database};
        CREATE DATABASE ${database}; CREATE TABLE ${database}.outbox LIKE qiao.outbox;
        CREATE TABLE ${database}.account LIKE qiao.account; CREATE TABLE ${database}.sink LIKE qiao.sink;
        CREATE TABLE ${database}.account_role LIKE qiao.account_role; CREATE TABLE ${database}.delegation LIKE qiao.delegation`]);
});
after(() => run('mariadb', ['--no-defaults', `--socket=${dir}/db.sock`, '-e', `DROP DATABASE ${database}`]));

beforeEach(async () => {
    await sql('DELETE FROM outbox; DELETE FROM account');
    sink = await startSink();
    relay = { QIAO_RELAY: `smtp://127.0.0.1:${sink.port}` };
});
afterEach(() => sink.stop());

test('its statements fit the tables', async () => {
    const { stdout } = await run('bash', settled({}, '--check'), { cwd: root });
    assert.match(stdout, /^post: 0 complaints$/m);
});

test('a letter arrives whole, in any script', async () => {
    const subject = 'ໃບສະໝັກຂອງທ່ານຖືກສົ່ງແລ້ວ: 勐腊 中国—东盟教育培训中心 · Đơn của bạn đã được gửi';
    const text = 'ສະບາຍດີ Somsak,\n\n.a line that begins with a dot\n.\nhttp://127.0.0.1/x <b>&"\n';
    const id = await put({ lang: 'lo', subject, text });
    await once({ ...relay, QIAO_SITE: '勐腊中心', QIAO_ORIGIN: 'http://127.0.0.1' });
    assert.equal(sink.letters.length, 1);
    const [letter] = sink.letters;
    assert.deepEqual(letter.to, ['somsak@example.test']);
    assert.equal(letter.from, 'qiao@example.test');
    assert.equal(letter.subject, subject);
    assert.equal(letter.text.trimEnd(), text.trimEnd());
    assert.match(letter.html, /<html lang="lo">/);
    assert.match(letter.html, /<p>ສະບາຍດີ Somsak,<\/p>/);
    assert.match(letter.html, /<a href="http:\/\/127\.0\.0\.1\/x">/);
    assert.match(letter.html, /&lt;b&gt;&amp;&quot;/);
    assert.equal(letter.headers['auto-submitted'], 'auto-generated');
    assert.equal(letter.headers['content-language'], 'lo');
    assert.match(letter.headers['message-id'], /^<[0-9a-f]{32}@example\.test>$/);
    assert.ok(letter.raw.split('\r\n').every((line) => line.length <= 78));
    assert.deepEqual(await row(id), { state: 'sent', tries: 0, wait: 0, sent: true, body: true, problem: '' });
});

test('with the relay down letters wait, and go out once when it is back', async () => {
    const first = await put({ subject: 'first' }), second = await put({ subject: 'second' });
    const down = { QIAO_RELAY: `smtp://127.0.0.1:${await closedPort()}` };
    await once(down);
    const waits = await row(first);
    assert.equal(waits.state, 'waiting');
    assert.equal(waits.tries, 1);
    assert.ok(waits.wait >= 60 && waits.wait < 90, `${waits.wait} s`);
    assert.match(waits.problem, /not reached/);
    assert.equal((await row(second)).tries, 0, 'one look at a dead relay is enough');
    await once(relay); // the second is due, the first not yet
    assert.deepEqual(sink.letters.map((l) => l.subject), ['second']);
    await once({ ...relay, QIAO_CLOCK_SHIFT_S: '91' });
    await once({ ...relay, QIAO_CLOCK_SHIFT_S: '200000' });
    assert.deepEqual(sink.letters.map((l) => l.subject), ['second', 'first']);
    assert.equal((await row(first)).state, 'sent');
});

// Where TLS is a must: not offered (or the offer taken away on the road), refused, or with a certificate of nobody.
test('smtp+starttls: without TLS that is right nothing of a letter is said, and it waits', async () => {
    const must = { QIAO_RELAY: `smtp+starttls://127.0.0.1:${sink.port}` };
    const heard = () => sink.lines.splice(0).map((line) => line.split(' ')[0]);
    const waits = async (problem) => {
        await sql('DELETE FROM outbox');
        const first = await put(), second = await put();
        await once(must);
        const { state, tries, body, problem: said } = await row(first);
        assert.deepEqual({ state, tries, body }, { state: 'waiting', tries: 1, body: true });
        assert.match(said, problem);
        assert.equal((await row(second)).tries, 0, 'one look at such a relay is enough');
        assert.equal(sink.letters.length, 0);
        return first;
    };
    await waits(/^the relay offers no TLS \(STARTTLS\), and QIAO_RELAY asks for it$/);
    assert.deepEqual(heard().filter((verb) => !['EHLO', 'QUIT'].includes(verb)), []);

    const pem = `${dir}/relay.pem`;
    await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1',
        '-keyout', pem, '-out', `${pem}.cert`]);
    sink.tls = { key: fs.readFileSync(pem), cert: fs.readFileSync(`${pem}.cert`) };
    sink.refuse = (line) => (line === 'STARTTLS' ? '454 not now' : undefined);
    await waits(/no TLS/);
    assert.deepEqual(heard().filter((verb) => !['EHLO', 'QUIT'].includes(verb)), ['STARTTLS']);
    sink.refuse = null;
    const id = await waits(/certificate/i);
    assert.deepEqual(heard().filter((verb) => !['EHLO', 'QUIT'].includes(verb)), ['STARTTLS']);

    await once({ ...relay, QIAO_CLOCK_SHIFT_S: '91' }); // smtp: to this very host goes without
    assert.equal((await row(id)).state, 'sent');
    assert.equal(sink.letters.length, 2);
});

test('a code is forgotten once it is sent, or when it failed for good', async () => {
    const sent = await put({ secret: true, text: 'code 123456' });
    await once(relay);
    assert.match(sink.letters[0].text, /123456/);
    assert.deepEqual(await row(sent), { state: 'sent', tries: 0, wait: 0, sent: true, body: false, problem: '' });
    const lost = await put({ secret: true, to: 'nobody' });
    await once(relay);
    assert.equal((await row(lost)).state, 'failed');
    assert.equal((await row(lost)).body, false);
});

test('a refused letter is tried seven times, others pass it', async () => {
    sink.refuse = (line) => (/^RCPT TO:<full@/.test(line) ? '452 mailbox full' : undefined);
    const id = await put({ to: 'full@example.test' }), other = await put({ to: 'free@example.test' });
    const waits = [];
    for (let shift = 0; waits.length < 10 && (await row(id)).state === 'waiting'; ) {
        await once({ ...relay, QIAO_CLOCK_SHIFT_S: String(shift) });
        const { wait, state, problem } = await row(id);
        assert.equal(problem, 'the relay answered 452');
        if (state === 'waiting') waits.push(wait - shift);
        shift = wait + 60;
    }
    assert.equal((await row(other)).state, 'sent');
    assert.deepEqual(sink.letters.map((l) => l.to[0]), ['free@example.test']);
    const wanted = [60, 300, 1800, 7200, 43200, 86400];
    assert.equal(waits.length, wanted.length);
    waits.forEach((wait, i) => assert.ok(wait >= wanted[i] && wait < wanted[i] + 60, `try ${i + 1}: ${wait} s`));
    assert.deepEqual([(await row(id)).state, (await row(id)).tries], ['failed', 7]);
});

test('a relay that dies before it says yes gets the same letter again, under the same number', async () => {
    const id = await put();
    sink.deaf = true;
    await once(relay);
    assert.equal((await row(id)).state, 'waiting');
    sink.deaf = false;
    await once({ ...relay, QIAO_CLOCK_SHIFT_S: '91' });
    assert.equal((await row(id)).state, 'sent');
    assert.equal(sink.letters.length, 2);
    assert.equal(sink.letters[0].headers['message-id'], sink.letters[1].headers['message-id']);
});

test('the address of an account is looked up when the letter goes out', async () => {
    await sql(`INSERT INTO account (id, mail, state, created_at) VALUES (5, 'new@例え.テスト', 'active', NOW()),
        (6, 'gone@example.test', 'closed', NOW())`);
    const open = await put({ account: 5 }), closed = await put({ account: 6 }), none = await put({ account: 7 });
    await once(relay);
    assert.deepEqual(sink.letters.map((l) => l.to[0]), ['new@xn--r8jz45g.xn--zckzah']);
    assert.equal(sink.letters[0].headers.to, '<new@xn--r8jz45g.xn--zckzah>');
    assert.equal((await row(open)).state, 'sent');
    for (const id of [closed, none]) {
        const { state, problem } = await row(id);
        assert.deepEqual([state, problem], ['failed', 'no address']);
    }
});

test('an address that carries a command goes nowhere', async () => {
    const commands = [];
    sink.refuse = (line) => void commands.push(line);
    const bad = ['a@example.test>\r\nRCPT TO:<b@example.test', 'a@example.test, b@example.test', 'a b@example.test'];
    for (const to of bad) {
        const id = await put({ to });
        await once(relay);
        const { state, problem } = await row(id);
        assert.deepEqual([state, problem], ['failed', 'not a mail address']);
    }
    await put({ subject: 'x\r\nBcc: b@example.test\r\n\r\nbody' });
    await once(relay);
    assert.equal(sink.letters.length, 1);
    assert.equal(sink.letters[0].headers.bcc, undefined);
    assert.deepEqual(commands.filter((c) => /b@/.test(c)), []);
});

test('a text that was moved to another row is not sent', async () => {
    const one = await put({ to: 'one@example.test', text: 'for one' });
    const two = await put({ to: 'two@example.test', text: 'for two' });
    await sql(`UPDATE outbox a JOIN outbox b ON b.id = ${two} SET a.body = b.body WHERE a.id = ${one}`);
    await once(relay);
    assert.deepEqual(sink.letters.map((l) => l.text.trim()), ['for two']);
    const { state, problem } = await row(one);
    assert.deepEqual([state, problem], ['waiting', 'the text cannot be opened']);
});

test('two programs at once send each letter once', async () => {
    for (let i = 0; i < 24; i++) await put({ to: `a${i}@example.test` });
    await Promise.all([once(relay), once(relay), once(relay)]);
    await once(relay);
    assert.equal(new Set(sink.letters.map((l) => l.to[0])).size, 24);
    assert.equal(sink.letters.length, 24);
});

// The program as a service; gone at the end of the test, however that ends.
function service(t) {
    const child = spawn('bash', settled(relay), { cwd: root, stdio: 'ignore' });
    const ended = new Promise((done) => child.once('exit', (code, signal) => done({ code, signal })));
    t.after(() => child.kill('SIGKILL'));
    return { child, ended };
}

// The same, once it has handed over the first letter and waits for the answer.
async function caughtSending(t) {
    let release;
    const held = new Promise((done) => (release = done));
    sink.hold = () => held;
    const running = service(t);
    await sink.wait();
    return { ...running, release };
}

test('asked to end, it finishes the letter at hand and leaves the others', async (t) => {
    const first = await put(), second = await put();
    const { child, ended, release } = await caughtSending(t);
    child.kill('SIGTERM');
    setTimeout(release, 200);
    assert.deepEqual(await ended, { code: 0, signal: null });
    assert.equal((await row(first)).state, 'sent');
    assert.equal((await row(second)).state, 'waiting');
    assert.equal(sink.letters.length, 1);
});

test('killed between sending and noting, it repeats that one letter under the same number', async (t) => {
    const id = await put();
    const { child, ended, release } = await caughtSending(t);
    child.kill('SIGKILL');
    await ended;
    release();
    sink.hold = null;
    assert.deepEqual([(await row(id)).state, (await row(id)).tries], ['waiting', 0]);
    await once(relay);
    assert.equal((await row(id)).state, 'sent');
    assert.equal(sink.letters.length, 2);
    assert.equal(sink.letters[0].headers['message-id'], sink.letters[1].headers['message-id']);
});

test('nobody who writes a letter waits for the mail server', async (t) => {
    await put();
    const { child, ended, release } = await caughtSending(t);
    const began = Date.now();
    for (let i = 0; i < 5; i++) await put();
    const took = Date.now() - began;
    child.kill('SIGTERM');
    release();
    await ended;
    assert.ok(took < 2000, `${took} ms`);
    assert.equal((await sql('SELECT COUNT(*) FROM outbox'))[0][0], '6');
});

test('as a service it sends what comes in later', async (t) => {
    const { child, ended } = service(t);
    await put({ subject: 'early' });
    await sink.wait((l) => l.subject === 'early');
    await put({ subject: 'late' });
    await sink.wait((l) => l.subject === 'late');
    child.kill('SIGTERM');
    assert.deepEqual(await ended, { code: 0, signal: null });
});

test('without a relay, or without a sender, letters stay as they are', async () => {
    const id = await put();
    await once({ QIAO_RELAY: '' });
    await once({ ...relay, QIAO_MAIL_FROM: '' });
    assert.deepEqual(await row(id), { state: 'waiting', tries: 0, wait: 0, sent: false, body: true, problem: '' });
    assert.equal(sink.letters.length, 0);
});

test('into a folder: one file per letter', async (t) => {
    const folder = fs.mkdtempSync('/tmp/qiao-mail-');
    t.after(() => fs.rmSync(folder, { recursive: true }));
    const id = await put({ subject: '申请', text: '您好\n' });
    await once({ QIAO_RELAY: `file:${folder}` });
    assert.deepEqual(fs.readdirSync(folder), [`${id}.eml`]);
    const letter = parseMail(fs.readFileSync(`${folder}/${id}.eml`, 'latin1'));
    assert.equal(letter.subject, '申请');
    assert.equal(letter.text.trim(), '您好');
    assert.equal((await row(id)).state, 'sent');
    const away = await put();
    await once({ QIAO_RELAY: 'file:/nowhere/at/all' });
    assert.equal((await row(away)).problem, 'the folder cannot be written');
});
