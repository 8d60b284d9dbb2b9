// A dump of the database, by itself, tells nothing that is private (SECURITY 31, R19): what a person typed, handed in or was
// sent is looked for in it as text, as hexadecimal digits and in base 64. Restored elsewhere it opens with the files of keys,
// and with other ones nothing does.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { answers, begin, fill, intakeOf, send } from '../lib/applicant.mjs';
import { Client } from '../lib/client.mjs';
import { codeIn, dir, letter, newcomer, one, password, png, restart, root, setupKey, sql, totp } from '../lib/world.mjs';

const run = promisify(execFile);
const bin = path.resolve(root, process.env.B ?? 'build', 'bin');
const me = os.userInfo().username, copy = 'qiao_copy', other = `${dir}/other_keys`;
const planted = new Map(); // what: bytes
const plant = (what, value) => (planted.set(what, Buffer.from(value)), value);
let client, id, paper, file, text, hex;

const admin = async (credentials, ...words) => {
    try {
        const { stdout } = await run(`${bin}/qiao-admin`, [...words, '--env', '/dev/null'], { env: { ...process.env, QIAO_ORIGIN: 'http://127.0.0.1:8080',
            QIAO_CREDENTIALS: credentials, QIAO_DB_SOCKET: `${dir}/db.sock`, QIAO_DB_USER: me, QIAO_DB_NAME: copy } });
        return { code: 0, out: stdout };
    } catch (e) {
        return { code: e.code, out: e.stdout + e.stderr };
    }
};
const dump = async (...options) => (await run('mariadb-dump', ['--no-defaults', `--socket=${dir}/db.sock`, '--single-transaction', ...options, 'qiao'],
    { encoding: 'buffer', maxBuffer: 1 << 30 })).stdout;

// Somebody whose whole story is private: account, second factor, case, file, letters, a form that outlived its session.
before(async () => {
    client = await newcomer('Dump');
    plant('password', password);
    const page = await client.get('/login/setup'), key = plant('key of the second factor', setupKey(page));
    const bits = [...key].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    planted.set('key of the second factor, its bytes', Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2))));
    const codes = await client.submit(page, 'setup', { code: totp(key) });
    const shown = (await client.get(codes.location)).html.match(/<li><code>([^<]{8,})<\/code>/);
    if (shown) plant('recovery code', shown[1]);
    plant('cookie of the session', client.jar.get('sid'));
    id = await begin(client, await intakeOf('CHN-1'));
    await fill(client, id, { person: { passport_no: plant('passport', 'PX7391546'), mrz1: '', mrz2: '' },
        contact: { phone: plant('phone', '+8562077391546'), emergency_phone: plant('phone of the family', '+8562077391547') } });
    file = png(96, 201);
    const { path: at } = await client.post(`/apply/paper_new?id=${id}&kind=other`, 'paper', { file: { name: plant('file name', 'secret-7391546.png'), type: 'image/png', bytes: file } });
    assert.match(at, /said=paper_kept/);
    paper = await one(`SELECT MAX(id) FROM document WHERE case_id = ${id}`);
    planted.set('bytes of a file', file.subarray(-60, -20));
    await send(client, id);
    const sent = await letter(client.mail, await one(`SELECT name FROM outbox WHERE case_id = ${id} ORDER BY id LIMIT 1`));
    plant('line of a letter', sent.text.split(/\r?\n/).filter((l) => !l.includes('http')).sort((a, b) => b.length - a.length)[0]);
    const asking = new Client();
    (await asking.post('/login/forgot', 'forgot', { mail: client.mail })).is(200);
    plant('code of a letter', codeIn((await letter(client.mail, 'reset')).text, '/login/reset'));
    // Their session ends while they type.
    const typing = await client.get('/login/me');
    await sql(`UPDATE session SET seen_at = seen_at - INTERVAL 1 DAY WHERE account = ${client.id}`);
    (await client.submit(typing, 'me', { name: plant('what was typed', 'Quokka Seven Three Nine') })).goes(/^\/login\//);
    assert.equal(await one(`SELECT COUNT(*) FROM kept_form WHERE account = ${client.id}`), '1');
    await sql(`UPDATE session SET seen_at = UTC_TIMESTAMP() WHERE account = ${client.id}`);
    [text, hex] = await Promise.all([dump(), dump('--hex-blob')]);
});
after(async () => {
    await sql(`DROP DATABASE IF EXISTS ${copy}`);
    fs.rmSync(other, { recursive: true, force: true });
    await restart('apply');
});

test('the dump holds everything, and none of what was planted', () => {
    assert.ok(planted.size >= 13, [...planted.keys()].join());
    assert.ok(text.includes(client.mail) && hex.includes(client.mail), 'the dump is one of this person too');
    for (const [what, value] of planted) {
        assert.ok(value.length >= 8, `${what}: ${value.length} bytes`);
        for (const [how, bytes] of [['as text', value], ['in capitals', Buffer.from(value.toString('latin1').toUpperCase(), 'latin1')],
            ['in hexadecimal digits', Buffer.from(value.toString('hex').toUpperCase())], ['in small ones', Buffer.from(value.toString('hex'))],
            ['in base 64', Buffer.from(value.toString('base64').replace(/=+$/, '').slice(0, -1))]])
            for (const [name, all] of [['the dump', text], ['the dump with digits', hex]])
                assert.ok(!all.includes(bytes), `${what} ${how} in ${name}`);
    }
    // The search itself works: a file begins like every file of its kind, and only the sealed one hides it.
    assert.ok(hex.includes(Buffer.from(client.mail)) && !hex.includes(Buffer.from('89504E470D0A1A0A')) && !text.includes('PNG\r\n'));
});

async function restore() {
    await sql(`DROP DATABASE IF EXISTS ${copy}; CREATE DATABASE ${copy} CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_cs`);
    fs.writeFileSync(`${dir}/dump.sql`, text);
    await run('bash', ['-c', `mariadb --no-defaults --socket="$0/db.sock" ${copy} <"$0/dump.sql"`, dir]);
    fs.rmSync(`${dir}/dump.sql`);
}

// The pages that show what is sealed.
const places = () => [`/apply/contact?id=${id}`, `/apply/person?id=${id}`, `/apply/status?id=${id}`, `/apply/paper?id=${id}&entry=${paper}`];

test('restored, with the files of keys everything opens and the audit is whole', async () => {
    await restore();
    // The case was sent; here it is a draft again, so that its forms show.
    await sql(`UPDATE ${copy}.apply_application SET state = 1 WHERE id = ${id}`);
    await restart('apply', `QIAO_DB_NAME=${copy}`, `QIAO_DB_USER=${me}`);
    assert.equal((await client.get(places()[0])).is(200).value('contact', 'phone'), '+8562077391546');
    assert.equal((await client.get(places()[1])).is(200).value('person', 'passport_no'), 'PX7391546');
    assert.ok((await client.get(places()[3])).is(200).body.equals(file), 'the file is what was handed in');
    const listed = await admin(`${dir}/credentials`, 'keys', 'list');
    assert.equal(listed.code, 0, listed.out);
    const whole = await admin(`${dir}/credentials`, 'audit-verify');
    assert.equal(whole.code, 0, whole.out);
});

test('restored, with other keys nothing opens', async () => {
    fs.cpSync(`${dir}/credentials`, other, { recursive: true });
    for (const name of ['seal.keys', 'hmac.key']) fs.rmSync(`${other}/${name}`);
    const foreign = 'ab'.repeat(32), id1 = fs.readFileSync(`${dir}/credentials/seal.keys`, 'utf8').split(' ')[0];
    fs.writeFileSync(`${other}/hmac.key`, `${foreign}\n`, { mode: 0o400 });
    for (const number of [id1, '77']) { // a key of the same number, and one of another
        fs.writeFileSync(`${other}/seal.new`, `${number} ${foreign}\n`, { mode: 0o400 });
        fs.renameSync(`${other}/seal.new`, `${other}/seal.keys`);
        await restart('apply', `QIAO_DB_NAME=${copy}`, `QIAO_DB_USER=${me}`, `QIAO_CREDENTIALS=${other}`);
        for (const at of [places()[0], places()[1], places()[3]]) {
            const page = await client.get(at);
            page.is(number === '77' ? 503 : 500).notSee('7391546');
        }
    }
    const listed = await admin(other, 'keys', 'list');
    assert.equal(listed.code, 1, listed.out);
    assert.match(listed.out, new RegExp(`key ${id1} {2}is not here {2}\\d+ values: (account.phone [0-9]+, )?account.password \\d+`));
    assert.equal((await admin(other, 'audit-verify')).code, 1);
});

test('without the files of keys a program does not start', async () => {
    fs.rmSync(`${other}/seal.keys`);
    await assert.rejects(run(`${bin}/qiao-apply`, ['--check'], { env: { QIAO_ORIGIN: 'http://127.0.0.1:8080', QIAO_CREDENTIALS: other,
        QIAO_TEMPLATES: `${root}/templates`, QIAO_DB_SOCKET: `${dir}/db.sock`, QIAO_DB_USER: me, QIAO_DB_NAME: copy } }), /no secrets in/);
});
