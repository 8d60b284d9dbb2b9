// Processes of the bench's own suite: starting them, what CPU they used (utime + stime of /proc), and how much of the
// machine somebody else used meanwhile. Must not look at, or end, a process it did not start.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const bench = `${root}/${process.env.B ?? 'build'}/bench`;
export const suite = `${bench}/suite`;
const TICKS = 100; // USER_HZ of Linux, which /proc counts in on every machine

export function run(file, args, { input, env, allow } = {}) {
    return new Promise((done, failed) => {
        const child = execFile(file, args, { cwd: root, env: env ?? process.env, maxBuffer: 256 << 20 }, (e, out, err) => {
            if (e && !allow) failed(new Error(`${path.basename(file)}: ${(err || out || e.message).trim().split('\n').slice(-5).join('; ')}`));
            else done(out);
        });
        child.stdin.end(input);
    });
}

// Rows of the last statement.
export async function sql(text, database = 'qiao') {
    const out = await run('mariadb', ['--no-defaults', '-N', '-B', `--socket=${suite}/db.sock`, '--default-character-set=utf8mb4',
        ...(database ? [database] : [])], { input: text });
    return out.split('\n').filter((l) => l).map((line) => line.split('\t'));
}

// Functions of tests/lib/suite.sh, for this suite.
export const shell = (script, ...args) => run('bash', ['-c', `. tests/lib/suite.sh; ${script}`, suite, ...args]);

export const start = (name, ...command) => shell('n=$1; shift; suite_proc_stop "$0" "$n"; suite_proc_start "$0" "$n" "$@"', name, ...command);
export const stop = (name) => shell('suite_proc_stop "$0" "$1"', name);
// One of our programs, with settings beside those of the suite.
export const startProgram = (name, socket, settings, binary) => shell(
    'n=$1 s=$2 b=$3; shift 3; suite_proc_stop "$0" "$n"; suite_env "$0"; suite_proc_start "$0" "$n" "${with[@]}" QIAO_LISTEN="$s" "$@" "$b"',
    name, socket, binary, ...settings);

export async function answered(port, where, cookie, tries = 100) {
    for (let i = 0; i < tries; i++) {
        const r = await ask(port, where, cookie).catch(() => null);
        if (r && r.status !== 502 && r.status !== 503) return r;
        await sleep(50);
    }
    throw new Error(`no answer to ${where} on port ${port}; see ${suite}/log/`);
}

export async function ask(port, where, cookie, more = {}) {
    const r = await fetch(`http://127.0.0.1:${port}${where}`, { redirect: 'manual', ...more,
        headers: { ...(cookie ? { Cookie: `sid=${cookie}` } : {}), ...more.headers } });
    return { status: r.status, body: Buffer.from(await r.arrayBuffer()), place: r.headers.get('location') };
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Every process of the suite leads a session of its own; its children share it.
function leaders() {
    const found = new Map();
    for (const line of fs.readFileSync(`${suite}/procs`, 'utf8').split('\n').filter(Boolean)) {
        const [name, pid] = line.split(' ');
        found.set(Number(pid), name);
    }
    found.set(Number(fs.readFileSync(`${suite}/db.pid`, 'utf8')), 'mariadbd');
    return found;
}

function statOf(pid) {
    try {
        const line = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
        const f = line.slice(line.lastIndexOf(')') + 2).split(' ');
        return { session: Number(f[3]), used: Number(f[11]) + Number(f[12]), waited: Number(f[13]) + Number(f[14]) };
    } catch {
        return null; // ended meanwhile
    }
}

export function processes() {
    const lead = leaders(), out = {};
    for (const pid of fs.readdirSync('/proc')) {
        if (!/^\d+$/.test(pid)) continue;
        const s = statOf(pid), name = s && lead.get(s.session);
        if (name) (out[name] ??= []).push({ pid: Number(pid), leads: s.session === Number(pid), used: s.used });
    }
    return out;
}

// Seconds of CPU so far: each of ours, this script with what it waited for, and everybody (waiting for disks and
// interrupts of the loopback device left out).
function snapshot() {
    const own = statOf('self');
    const cpu = fs.readFileSync('/proc/stat', 'utf8').split('\n')[0].trim().split(/\s+/).slice(1).map(Number);
    const used = Object.fromEntries(Object.entries(processes()).map(([n, list]) => [n, list.reduce((a, p) => a + p.used, 0) / TICKS]));
    return { at: process.hrtime.bigint(), used, own: (own.used + own.waited) / TICKS, busy: (cpu[0] + cpu[1] + cpu[2]) / TICKS };
}

// What `act` cost. It returns how many requests it made.
export async function measured(act) {
    const before = snapshot();
    const result = await act();
    const after = snapshot();
    const seconds = Number(after.at - before.at) / 1e9;
    const used = {};
    for (const [name, s] of Object.entries(after.used)) used[name] = s - (before.used[name] ?? 0);
    const ours = Object.values(used).reduce((a, b) => a + b, 0) + after.own - before.own;
    const foreign = Math.max(0, (after.busy - before.busy - ours) / (seconds * os.cpus().length));
    return { ...result, seconds, used, foreign };
}

// wrk for a bounded time: requests that were answered as they should be.
export function wrk(port, where, { seconds = 4, clients = 32, cookie, script, args = [] } = {}) {
    const options = ['-t1', `-c${clients}`, `-d${seconds}s`, '--latency', '--timeout', '10s'];
    if (cookie) options.push('-H', `Cookie: sid=${cookie}`);
    if (script) options.push('-s', `${root}/tests/bench/${script}`);
    return new Promise((done, failed) => {
        const child = spawn('wrk', [...options, `http://127.0.0.1:${port}${where}`, '--', ...args], { cwd: bench });
        let out = '';
        child.stdout.on('data', (d) => { out += d; });
        child.stderr.on('data', (d) => { out += d; });
        child.on('error', failed);
        child.on('close', () => {
            const number = (pattern) => Number(out.match(pattern)?.[1] ?? 0);
            const requests = number(/(\d+) requests in/);
            if (!requests) return failed(new Error(`wrk on ${where}: ${out.trim().split('\n').slice(-3).join('; ')}`));
            const wrong = number(/Non-2xx or 3xx responses: (\d+)/) +
                (out.match(/Socket errors: (.*)/)?.[1].match(/\d+/g) ?? []).reduce((a, b) => a + Number(b), 0);
            const ms = (label) => {
                const m = out.match(new RegExp(`${label}\\s+([\\d.]+)(us|ms|s)`));
                return m ? Number(m[1]) * { us: 0.001, ms: 1, s: 1000 }[m[2]] : NaN;
            };
            done({ requests, wrong, p50: ms('50%'), p95: number(/p95 ([\d.]+) us/) / 1000, p99: ms('99%') });
        });
    });
}
