// A start with a wrong setting or secret ends at once, with one line that names it (SECURITY R22); a database that is
// away is no reason not to start. What runs already is not disturbed.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Steady, master, workers } from '../lib/load.mjs';
import { dir, root, wait } from '../lib/world.mjs';

const bin = path.resolve(root, process.env.B ?? 'build', 'bin');
const secrets = `${dir}/secrets`, socket = `${dir}/trial.sock`, hex = 'ab'.repeat(32);
let running;

before(() => {
    running = ['login', 'apply'].map((p) => [master(p), workers(p)]);
});
after(() => {
    fs.rmSync(secrets, { recursive: true, force: true });
    fs.rmSync(socket, { force: true });
});

// A program with the suite's settings and these: what it says and how it ends. After 3 s it is asked to.
function start(program, settings, ...args) {
    const list = Object.entries({ QIAO_LISTEN: program === 'post' ? undefined : socket, ...settings }).filter(([, v]) => v !== undefined);
    const script = '. tests/lib/suite.sh; suite_env "$0"; exec "${with[@]}" "$@"';
    return new Promise((done) => {
        const child = execFile('bash', ['-c', script, dir, ...list.map(([k, v]) => `${k}=${v}`), `${bin}/qiao-${program}`, ...args],
            { cwd: root, killSignal: 'SIGKILL', timeout: 4000 }, (error, stdout, stderr) =>
                done({ code: child.exitCode, lines: stderr.split('\n').filter(Boolean), stdout }));
        setTimeout(() => child.exitCode === null && child.kill('SIGTERM'), 3000).unref();
    });
}

// Settings are told first, then that they are wrong; anything else is one line.
async function refuses(program, settings, said, ...args) {
    const { code, lines } = await start(program, settings, ...args), what = `${program} ${JSON.stringify(settings)}: ${lines.join(' | ')}`;
    assert.ok(code > 0, `${what} ended with ${code}`);
    assert.equal(lines.filter((l) => said.test(l)).length, 1, what);
    assert.ok(lines.length <= 2 && lines.every((l) => l.length < 200), what);
    assert.ok(!fs.existsSync(socket), `${what} left a socket`);
}

const wrong = [
    ['QIAO_ORIGIN', 'http://example.com'], ['QIAO_ORIGIN', 'https://example.com/'], ['QIAO_ORIGIN', ''], ['QIAO_NOTHING', '1'],
    ['QIAO_WORKERS', 'many'], ['QIAO_WORKERS', '257'], ['QIAO_WATCHDOG_S', '0'], ['QIAO_KEEP_CONN', '2'], ['QIAO_TEMPLATES', 'templates'],
    ['QIAO_TEMPLATES', ''], ['QIAO_CREDENTIALS', ''], ['QIAO_DB_SOCKET', ''], ['QIAO_DB_SOCKET', 'db.sock'], ['QIAO_DB_NAME', 'a;b'], ['QIAO_DB_NAME', ''],
    ['QIAO_DB_USER', "x'--"], ['QIAO_LANG', 'english'], ['QIAO_SESSION_IDLE_S', '86400'], ['QIAO_STAFF_LIFE_S', '-1'], ['QIAO_PASSWORD_MIN', '4'],
    ['QIAO_SPOOL', 'spool'], ['QIAO_CLAMD', 'clamd.sock'], ['QIAO_RELAY', 'ftp://127.0.0.1:25'], ['QIAO_RELAY', 'smtp://127.0.0.1'],
    ['QIAO_MAIL_FROM', 'nobody'], ['QIAO_DEMO', 'yes'], ['QIAO_SMALL_DISK_MB', ''], ['QIAO_CLOCK_SHIFT_S', '1h'], ['QIAO_SITE', 'a\x07b'],
];

for (const program of ['login', 'apply', 'post']) {
    test(`${program}: each wrong setting is named`, async () => {
        for (const [name, value] of wrong) await refuses(program, { [name]: value }, new RegExp(`${name}\\b`), ...(program === 'post' ? ['--once'] : []));
    });
}

test('a clock that is shifted is refused outside demos, in one sentence', async () => {
    for (const program of ['login', 'apply', 'post'])
        await refuses(program, { QIAO_DEMO: '0', QIAO_CLOCK_SHIFT_S: '3600' },
            /QIAO_CLOCK_SHIFT_S is for tests and needs QIAO_DEMO=1/, ...(program === 'post' ? ['--once'] : []));
});

// A folder of secrets that differs from the right one in this.
function folder(change) {
    fs.rmSync(secrets, { recursive: true, force: true });
    fs.cpSync(`${dir}/credentials`, secrets, { recursive: true });
    change();
    return { QIAO_CREDENTIALS: secrets };
}
const put = (name, text, mode = 0o400) => folder(() => {
    fs.rmSync(`${secrets}/${name}`);
    if (text !== undefined) fs.writeFileSync(`${secrets}/${name}`, text, { mode });
    if (text !== undefined) fs.chmodSync(`${secrets}/${name}`, mode);
});

test('each secret that is missing, broken or open to everybody is named', async () => {
    const cases = [['hmac.key'], ['hmac.key', ''], ['hmac.key', 'short\n'], ['hmac.key', `${hex}00\n`], ['hmac.key', `${'xy'.repeat(32)}\n`],
        ['hmac.key', `${hex}\n`, 0o404], ['seal.keys'], ['seal.keys', ''], ['seal.keys', `${hex}\n`], ['seal.keys', `0 ${hex}\n`],
        ['seal.keys', `1 ${hex}\n1 ${hex}\n`], ['seal.keys', `1 ${hex.slice(2)}\n`], ['seal.keys', `1 ${hex}\nrest`], ['seal.keys', `1 ${hex}\n`, 0o644]];
    for (const program of ['login', 'apply', 'post'])
        for (const [name, text, mode] of cases)
            await refuses(program, put(name, text, mode), new RegExp(`/${name}: `), ...(program === 'post' ? ['--once'] : []));
    await refuses('apply', { QIAO_CREDENTIALS: '/nowhere' }, /no secrets in \/nowhere/);
    const { lines } = await start('apply', put('hmac.key', `${hex}00\n`));
    assert.ok(!lines.join().includes(hex), 'no secret is said');
});

test('places that are not there are named', async () => {
    for (const program of ['login', 'apply']) {
        await refuses(program, { QIAO_TEMPLATES: '/nowhere' }, /^\/nowhere: no texts/);
        await refuses(program, { QIAO_LISTEN: '/nowhere/x.sock' }, /\/nowhere\/x\.sock: No such file/);
        await refuses(program, { QIAO_LISTEN: `${dir}/${program}.sock` }, /Address already in use/);
        await refuses(program, { QIAO_LISTEN: `${dir}/port` }, /port: File exists/);
        await refuses(program, { QIAO_LISTEN: '' }, /QIAO_LISTEN is empty/);
        await refuses(program, {}, /usage/, '--nothing');
    }
    await refuses('apply', { QIAO_SPOOL: '/nowhere' }, /QIAO_SPOOL: \/nowhere: No such file/);
    await refuses('apply', { QIAO_SPOOL: `${dir}/port` }, /QIAO_SPOOL: /);
    assert.match(fs.readFileSync(`${dir}/port`, 'utf8'), /^\d+\n$/);
});

test('without its database a program starts, but --check and --sweep say so and fail', async () => {
    for (const program of ['login', 'apply']) {
        for (const mode of ['--check', '--sweep']) {
            await refuses(program, { QIAO_DB_SOCKET: '/nowhere' }, /cannot connect/, mode);
            await refuses(program, { ...put(`${program}.db`, 'wrong\n'), QIAO_DB_USER: `qiao_${program}` }, /cannot connect: 1045/, mode);
            await refuses(program, { QIAO_DB_NAME: 'nothing' }, /cannot connect: 10(44|49)/, mode);
        }
    }
    const waits = start('apply', { QIAO_DB_SOCKET: '/nowhere' });
    await wait(1500);
    assert.ok(fs.existsSync(socket), 'it listens');
    assert.equal((await waits).code, 0, 'and ends in order when asked');
});

test('those that run were not disturbed', async () => {
    assert.deepEqual(['login', 'apply'].map((p) => [master(p), workers(p)]), running);
    (await new Steady().get('/apply/')).is(200);
});
