// The suite around the pages, for the web tests: its database, letters, officers' codes, the programs' own tables,
// and people who are signed in. TEST_DIR, TEST_ROOT and B come from tests/run.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';
import { Client, url } from './client.mjs';
import { parseMail } from './sink.mjs';

export const root = process.env.TEST_ROOT ?? path.resolve(new URL('../..', import.meta.url).pathname);
export const dir = process.env.TEST_DIR ?? `${root}/build/run`;
const bin = path.resolve(root, process.env.B ?? 'build', 'bin');
const run = promisify(execFile);
export const wait = (ms) => new Promise((done) => setTimeout(done, ms));

function settings(more = {}) {
    return { PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: 'UTC', ASAN_OPTIONS: process.env.ASAN_OPTIONS ?? '',
        QIAO_DEMO: '1',
        QIAO_ORIGIN: url, QIAO_TEMPLATES: `${root}/templates`, QIAO_SPOOL: `${dir}/spool`,
            QIAO_CREDENTIALS: `${dir}/credentials`,
        QIAO_DB_SOCKET: `${dir}/db.sock`, QIAO_DB_USER: os.userInfo().username, QIAO_SMALL_DISK_MB: '64', ...more };
}

// One client of the database that stays; questions wait for each other.
let db, last = Promise.resolve(), asked = 0;

function ask(text) {
    if (!db) {
        db = spawn('mariadb', ['--no-defaults', '-N', '-B', '--unbuffered', '--default-character-set=utf8mb4',
            `--socket=${dir}/db.sock`, 'qiao']);
        db.unref();
        for (const pipe of [db.stdin, db.stdout, db.stderr]) pipe.unref();
        db.stdout.setEncoding('utf8');
        db.stderr.setEncoding('utf8');
    }
    const client = db, end = `qiao-end-${++asked}\n`;
    return new Promise((done, bad) => {
        let got = '', wrong = '';
        const finish = (act, value) => {
            client.stdout.removeAllListeners('data').unref();
            client.stderr.removeAllListeners('data');
            client.removeAllListeners('exit').unref();
            act(value);
        };
        client.stdout.ref().on('data', (s) => {
            got += s;
            if (got.endsWith(end)) finish(done, got.slice(0, -end.length));
        });
        client.stderr.on('data', (s) => { wrong += s; });
        client.ref();
        client.once('exit', () => {
            db = undefined;
            setImmediate(() => finish(bad, new Error(`${wrong} in ${text}`)));
        });
        client.stdin.write(`${text.replace(/;\s*$/, '')};\nSELECT '${end.trim()}';\n`);
    });
}

// Rows as arrays of texts; NULL is null.
export async function sql(text) {
    const answer = await (last = last.catch(() => {}).then(() => ask(text)));
    return answer.split('\n').slice(0, -1).map((line) => line.split('\t').map((v) => (v === 'NULL' ? null
        : v.replace(/\\([nt\\0])/g, (_, c) => ({ n: '\n', t: '\t', '\\': '\\', 0: '\0' })[c]))));
}
export const one = async (text) => (await sql(text))[0]?.[0];
export const quote = (s) => `'${s.replace(/[\\']/g, (c) => `\\${c}`)}'`;

// Everything a request may change. Letters and sessions are counted only: post and each visit touch their rows.
export async function everything() {
    const tables = (await sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND
        table_type = 'BASE TABLE' AND table_name NOT IN ('outbox', 'session', 'document_body', 'audit', 'throttle', 'kept_form', 'sink', 'sweep_run')`)).flat();
    const rows = await sql(`CHECKSUM TABLE ${tables.join(', ')}; SELECT 'outbox', COUNT(*) FROM outbox;
        SELECT 'session', COUNT(*) FROM session; SELECT 'bodies', COUNT(*) FROM document_body`);
    return Object.fromEntries(rows);
}

// The act changes nothing at all.
export async function unchanged(act, why = '') {
    const before = await everything();
    const result = await act();
    assert.deepEqual(await everything(), before, `something was changed ${why}`);
    return result;
}

// Programs that answer pages, as nginx knows them.
export const programs = [...fs.readFileSync(`${root}/conf/nginx/qiao_http.conf`, 'utf8').matchAll(/^upstream qiao_(\w+)/gm)]
    .map(([, name]) => name);

// Routes of all programs: { path, roles, public, half, find, query, form, program }.
export async function routes() {
    const both = await Promise.all(programs.map(async (program) =>
        JSON.parse((await run(`${bin}/qiao-${program}`, ['--tables'])).stdout).routes.map((r) => ({ ...r, program }))));
    return both.flat();
}

// The newest letter of that name to somebody: { subject, text, html, headers }. Post looks every five seconds;
// here it is asked at once.
export async function letter(mail, name, { after = 0 } = {}) {
    const [row] = await sql(`SELECT o.id FROM outbox o LEFT JOIN account a ON a.id = o.account WHERE
        COALESCE(o.address, a.mail) = ${quote(mail)} AND o.way = 'mail' AND o.name = ${quote(name)} AND o.id > ${after} ORDER BY o.id DESC LIMIT 1`);
    assert.ok(row, `no letter ${name} for ${mail}`);
    const file = `${dir}/mail/${row[0]}.eml`;
    for (let n = 0; n < 60 && !fs.existsSync(file); n++) {
        await run(`${bin}/qiao-post`, ['--once'],
            { env: settings({ QIAO_RELAY: `file:${dir}/mail`, QIAO_SMS_HOOK: `file:${dir}/mail`, QIAO_MAIL_FROM: 'qiao@example.test' }) });
        if (!fs.existsSync(file)) await wait(100);
    }
    return { id: Number(row[0]), ...parseMail(fs.readFileSync(file, 'latin1')) };
}
export const lettersTo = async (mail) => (await sql(`SELECT o.name, o.id FROM outbox o JOIN account a ON a.id = o.account
    WHERE a.mail = ${quote(mail)} ORDER BY o.id`)).map(([name]) => name);
// The newest SMS of that name to a phone: { id, text }. Numbers are sealed, so the messages themselves are asked, once
// none of that name waits any more.
export async function sms(phone, name, { after = 0 } = {}) {
    for (let n = 0; n < 60; n++) {
        if (await one(`SELECT COUNT(*) FROM outbox WHERE way = 'sms' AND state = 'waiting' AND name = ${quote(name)}`) !== '0') {
            await run(`${bin}/qiao-post`, ['--once'], { env: settings({ QIAO_RELAY: `file:${dir}/mail`,
                QIAO_SMS_HOOK: `file:${dir}/mail`, QIAO_MAIL_FROM: 'qiao@example.test' }) });
            await wait(50);
            continue;
        }
        for (const [id] of await sql(`SELECT id FROM outbox WHERE way = 'sms' AND name = ${quote(name)} AND id > ${after}
            ORDER BY id DESC LIMIT 200`)) {
            const file = `${dir}/mail/${id}.sms`;
            const got = fs.existsSync(file) && JSON.parse(fs.readFileSync(file, 'utf8'));
            if (got?.to === phone) return { id: Number(id), text: got.text };
        }
        await wait(50);
    }
    assert.fail(`no SMS ${name} for ${phone}`);
}
export const digitsIn = (text) => /\b\d{6}\b/.exec(text)[0];
export const codeIn = (text, page) => new RegExp(`${page}[?]code=([\\w-]+)`).exec(text)[1];

// A program anew with these settings; without any, as it was. Connections are not kept meanwhile: a program that stops
// waits until nginx has let go of them.
export async function restart(program, ...more) {
    await run('tests/lib/suite.sh', ['restart', dir, program, ...more, ...(more.length ? ['QIAO_KEEP_CONN=0'] : [])],
        { cwd: root });
}

// What the timer does each minute, for one program.
export const sweep = (program) => run(`${bin}/qiao-${program}`, ['--sweep'], { env: settings() });

// RFC 6238 with the key as people type it, in base 32.
export function totp(key, at = Date.now() / 1000) {
    const bits = [...key].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5,
        '0')).join('');
    const bytes = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(at / 30)));
    const mac = createHmac('sha1', bytes).update(step).digest();
    return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0');
}

// Digits of a demo officer. Codes used by an earlier test are forgotten, as if that had been yesterday.
export async function officersCode(mail, { fresh = true } = {}) {
    if (fresh) await sql(`UPDATE account SET totp_step = 0 WHERE mail = ${quote(mail)}`);
    return (await run(`${bin}/qiao-demo`, ['--code', mail], { env: settings() })).stdout.trim();
}

export async function signIn(client, mail, password, { second = true } = {}) {
    const page = await client.post('/login/', 'signin', { mail, password });
    if (!second || !page.form('second')) return page;
    return client.post('/login/second', 'second', { code: await officersCode(mail) });
}

// Any of the people of cgi/demo, by the name in the address.
export async function officer(name, options) {
    const client = new Client(options);
    (await signIn(client, `${name}@example.test`, `demo-${name}`)).is(200);
    assert.match((await client.get('/login/me', { follow: false })).html, /<h1>/, `${name} is signed in`);
    client.mail = `${name}@example.test`;
    return client;
}

let people = 0;
export const password = 'four quiet river stones';
// Birth date of somebody of age, for the form of registration.
export const grown = { 'birth-d': '27', 'birth-m': '9', 'birth-y': '2001' };
export const freshMail = (name = 'someone') =>
    `${name}.${process.pid}.${Date.now().toString(36)}.${++people}@example.test`;

// As pages show it (base/ident.h phone_grouped).
export const spaced = (phone) => phone.replace(/^\+856(20)(\d{4})(\d{4})$/, '+856 $1 $2 $3');
export const freshPhone = () => `+85620${String(10000000 + (process.pid * 7919 + ++people * 104729 + Date.now()) % 89999999)}`;

// Asks for a change of address; the page for the digits, and the digits.
export async function askReach(client, reach) {
    const { location } = (await client.submit(await client.get('/login/reach'), 'reach', { reach })).goes(/^\/login\/reach_code\?ask=/);
    const { text } = reach.startsWith('+') ? await sms(reach, 'reach') : await letter(reach, 'reach');
    return { place: location, code: digitsIn(text) };
}
export async function addReach(client, reach) {
    const { place, code } = await askReach(client, reach);
    assert.equal((await client.post(place, 'digits', { code })).path, '/login/me?said=reach_changed');
    return reach;
}

// Registers and confirms by the letter, which signs in.
export async function newcomer(name, options) {
    const client = new Client(options);
    client.mail = options?.mail ?? freshMail('web');
    (await client.post('/login/new', 'new', { ...grown, name, mail: client.mail, password, agree: '1' })).is(200);
    const { text } = await letter(client.mail, 'confirm');
    assert.equal((await client.post(`/login/confirm?code=${codeIn(text, '/login/confirm')}`, 'confirm', { password })).is(200).path, '/apply/mine');
    client.id = Number(await one(`SELECT id FROM account WHERE mail = ${quote(client.mail)}`));
    return client;
}

// Signed in without the pages of signing in, where those are not what is tested: a password takes its time.
export async function signedIn(mail, options) {
    const client = new Client(options), cookie = randomBytes(32);
    client.id = Number(await one(`SELECT id FROM account WHERE mail = ${quote(mail)}`));
    client.mail = mail;
    client.jar.set('sid', cookie.toString('base64url'));
    client.jar.set('lang', client.lang);
    await sql(`INSERT INTO session (hash, account, signed_at, seen_at, ends_at) VALUES (UNHEX('${createHash('sha256').update(cookie).digest('hex')}'),
        ${client.id}, UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 12 HOUR)`);
    return client;
}
export async function resident(name, options) {
    const mail = freshMail('web');
    await sql(`INSERT INTO account (mail, name, lang, state, created_at) VALUES (${quote(mail)}, ${quote(name)}, ${quote(options?.lang ?? 'en')}, 'active', UTC_TIMESTAMP())`);
    return signedIn(mail, options);
}

// The key that the page of setting up shows.
export const setupKey = (page) => /<code[^>]*>([A-Z2-7]{32})<\/code>/.exec(page.html)[1];

// A picture of one grey: a PNG that any viewer opens.
export function png(side = 64, tone = 128) {
    const crc = (b) => {
        let c = ~0;
        for (const x of b) {
            c ^= x;
            for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
        }
        return ~c >>> 0;
    };
    const chunk = (type, data) => {
        const body = Buffer.concat([Buffer.from(type), data]), size = Buffer.alloc(4), sum = Buffer.alloc(4);
        size.writeUInt32BE(data.length);
        sum.writeUInt32BE(crc(body));
        return Buffer.concat([size, body, sum]);
    };
    const head = Buffer.alloc(13);
    head.writeUInt32BE(side, 0);
    head.writeUInt32BE(side, 4);
    head[8] = 8;
    const rows = Buffer.alloc(side * (side + 1), tone);
    for (let y = 0; y < side; y++) rows[y * (side + 1)] = 0;
    return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)),
        chunk('IEND', Buffer.alloc(0))]);
}
