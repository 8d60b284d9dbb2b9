// `make run` as a newcomer meets it: what it prints, that it starts again quickly with the data kept, that Ctrl-C ends
// what it started and nothing else, and one sentence for whatever stands in its way. In a tree of links beside the
// suite, so that a `make run` somebody has open is not disturbed.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { after, before, test } from 'node:test';
import { root, dir, wait } from '../lib/world.mjs';
import { url } from '../lib/client.mjs';

const tree = `${dir}/tree`, home = `${tree}/build/run`, shims = `${dir}/shims`, port = String(Number(new URL(url).port) + 40);
const running = new Set();

before(() => {
    fs.mkdirSync(`${tree}/build`, { recursive: true });
    fs.mkdirSync(shims);
    for (const name of fs.readdirSync(root)) if (!/^(build|\.git)$/.test(name)) fs.symlinkSync(`${root}/${name}`, `${tree}/${name}`);
    for (const name of ['bin', 'lib', 'obj', 'libqiao.a']) fs.symlinkSync(`${root}/build/${name}`, `${tree}/build/${name}`);
});
after(() => {
    for (const child of running) process.kill(-child.pid, 'SIGTERM');
    execFileSync('bash', ['-c', '. tests/lib/suite.sh; suite_stop build/run'], { cwd: tree });
    fs.rmSync(tree, { recursive: true, force: true });
    fs.rmSync(shims, { recursive: true, force: true });
});

// In a process group of its own, as a shell starts what is typed.
function run(settings = {}) {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: port, ...settings }, began = Date.now();
    const child = spawn('make', ['run'], { cwd: tree, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const it = { child, out: '', err: '' };
    running.add(child);
    child.stdout.on('data', (s) => { it.out += s; });
    child.stderr.on('data', (s) => { it.err += s; });
    it.ended = new Promise((done) => child.once('close', (code) => {
        running.delete(child);
        done(code);
    }));
    it.open = (async () => {
        while (!it.out.includes('Ctrl-C stops it')) {
            assert.equal(child.exitCode, null, `${it.out}${it.err}`);
            await wait(20);
        }
        return Date.now() - began;
    })();
    it.open.catch(() => {});
    // Ctrl-C reaches make too, which waits for run.sh and ends by the signal.
    it.interrupt = async () => {
        process.kill(-child.pid, 'SIGINT');
        await it.ended;
        assert.match(it.out, /\nqiao: stopping\n$/);
        assert.deepEqual(left(), []);
    };
    return it;
}

// Processes that name the tree or were started for it.
const left = () => fs.readdirSync('/proc').filter((pid) => /^\d+$/.test(pid)).filter((pid) => {
    try {
        return fs.readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(tree) ||
            fs.readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`${home}/`);
    } catch {
        return false; // it ended meanwhile, or is somebody else's
    }
});

const answer = async (at) => (await fetch(`http://127.0.0.1:${at}/`)).status;
const sql = (text) => execFileSync('mariadb', ['--no-defaults', '-NB', '-S', `${home}/db.sock`, 'qiao', '-e', text], { encoding: 'utf8' });

// One sentence of ours, with make's own line about the failed target; nothing was started.
async function refuses(settings, said) {
    const it = run(settings), code = await it.ended;
    const lines = it.err.split('\n').filter((l) => l && !l.startsWith('make: '));
    assert.notEqual(code, 0);
    assert.equal(lines.length, 1, it.err);
    assert.match(lines[0], said);
    assert.match(lines[0], /^qiao: .*[.;a-z0-9]$/);
    assert.deepEqual(left(), []);
}

// Commands that stand before the real ones.
function shim(commands) {
    const at = fs.mkdtempSync(`${shims}/`);
    for (const [name, script] of Object.entries(commands)) fs.writeFileSync(`${at}/${name}`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return `${at}:${process.env.PATH}`;
}

test('what stands in its way is said in one sentence, and nothing is started', async () => {
    await refuses({ PORT: new URL(url).port }, /port \d+ is in use.*make run PORT=\d+/);
    await refuses({ PORT: 'http' }, /PORT=http is no port number/);
    await refuses({ PORT: '65536' }, /PORT=65536 is no port number/);
    await refuses({ PORT: '80', PATH: shim({ id: 'echo 1000' }) }, /port 80 needs root/);
    await refuses({ PATH: shim({ df: 'echo; echo "/dev/x 9 9 3 99% /"' }) }, /disk is full: .* has 3 MB left and 400 MB are needed/);
    await refuses({ PATH: shim({ 'dpkg-query': 'exit 1', id: 'echo 1000' }) }, /packages are missing: gcc .*sudo make deps/);
    fs.rmSync(home, { recursive: true });
    fs.writeFileSync(home, '');
    await refuses({}, /build\/run cannot be written by \w+; it belongs to \w+/);
    fs.rmSync(home);
});

test('it prints the address, and who may sign in to try what; nginx has the shipped files', async () => {
    const first = run();
    await first.open;
    assert.match(first.out, new RegExp(`^  http://127\\.0\\.0\\.1:${port}/$`, 'm'));
    for (const mail of ['somsak', 'li', 'chen']) assert.match(first.out, new RegExp(`^  ${mail}@example\\.test +demo-${mail} +\\w.*: \\w`, 'm'));
    assert.equal(await answer(port), 200);
    for (const name of fs.readdirSync(`${root}/conf/nginx`).filter((n) => /^qiao_.*\.conf$/.test(n))) {
        const at = /_(http|limits)\./.test(name) ? 'conf.d' : 'snippets';
        const used = fs.readFileSync(`${home}/nginx/${at}/${name}`, 'utf8');
        assert.equal(used.replaceAll(`${home}/share`, '/usr/share/qiao').replaceAll(`${home}/`, '/run/qiao/'),
            fs.readFileSync(`${root}/conf/nginx/${name}`, 'utf8'), name);
    }
    sql('CREATE TABLE kept (n INT)');

    const again = run({ PORT: String(Number(port) + 1) });
    assert.notEqual(await again.ended, 0);
    assert.match(again.err, new RegExp(`^qiao: make run is running here already, on port ${port}; stop that one first\\.$`, 'm'));
    assert.equal(await answer(port), 200);

    const bystander = spawn('sleep', ['60'], { cwd: tree });
    await first.interrupt();
    assert.equal(bystander.exitCode, null);
    bystander.kill();
    assert.equal(await answer(new URL(url).port), 200);
    await assert.rejects(answer(port));
});

// The best of three. Where more wants to run than there are processors, a start takes as many times longer.
test('a second start takes less than 5 s and keeps the data; FRESH=1 starts over', async (t) => {
    let best = Infinity, limit = 5000;
    for (let n = 0; n < 3 && best >= limit; n++) {
        const it = run();
        best = Math.min(best, await it.open);
        limit = 5000 * Math.max(1, os.loadavg()[0] / os.cpus().length);
        assert.equal(sql("SHOW TABLES LIKE 'kept'"), 'kept\n');
        await it.interrupt();
    }
    t.diagnostic(`second start: ${best} ms, limit ${Math.round(limit)}`);
    assert.ok(best < limit, `${best} ms, limit ${limit}`);

    const fresh = run({ FRESH: '1' });
    await fresh.open;
    assert.equal(sql("SHOW TABLES LIKE 'kept'"), '');
    assert.notEqual(sql('SELECT COUNT(*) FROM account'), '0\n');
    await fresh.interrupt();
});
