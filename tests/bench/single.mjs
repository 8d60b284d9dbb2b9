// Figures that are not ratios of load: statements, memory, start, fairness, bytes, instructions.
import fs from 'node:fs';
import zlib from 'node:zlib';
import * as data from './data.mjs';
import { row } from './report.mjs';
import { benchSettings, port, workers } from './stack.mjs';
import { ask, bench, measured, processes, root, run, shell, sql, suite, wrk } from './system.mjs';
import { FOREIGN_MAX, calm, samples } from './rounds.mjs';

const suitePort = port.plain - 1; // the shipped configuration

export async function signinToken() {
    const cookie = data.cookie('nobody');
    const line = await run(`${bench}/tokens`, [`${suite}/credentials`, 'signin', '1'], { input: cookie + '\n' });
    return line.trim().split(' ');
}

async function executed() {
    return Object.fromEntries((await sql("SHOW GLOBAL STATUS WHERE Variable_name IN ('Com_stmt_execute', 'Com_begin', 'Com_commit')")).map(([k, v]) => [k, Number(v)]));
}

// Statements a request runs: Com_stmt_execute of the server, over twenty requests; the beginning of a transaction is told
// apart, as its end is.
async function executedBy(act) {
    const n = 20, before = await executed();
    for (let i = 0; i < n; i++) await act(i);
    const after = await executed();
    const [run_, begin, commit] = ['Com_stmt_execute', 'Com_begin', 'Com_commit'].map((k) => (after[k] - before[k]) / n);
    return { run: run_ - begin, begin, commit };
}

async function sure(port_, where, cookie, status, more) {
    const r = await ask(port_, where, cookie, more);
    if (r.status !== status) throw new Error(`${where} answered ${r.status}`);
}

export async function statements(at) {
    const first = data.cookie(data.applicants[0]), officer = data.cookie('officer');
    await sure(port.apply, '/apply/mine', first, 200); // says at most once a minute that the session is alive
    await sure(port.apply, '/apply/queue', officer, 200);
    const page = await executedBy(() => sure(port.apply, `/apply/tasks?id=${at.drafts[0]}`, first, 200));
    const list = await executedBy(() => sure(port.apply, '/apply/queue', officer, 200));
    for (const name of data.applicants.slice(0, 20)) await sure(port.apply, '/apply/mine', data.cookie(name), 200);
    await data.tokens(20, at.drafts);
    const lines = fs.readFileSync(`${bench}/posts.txt`, 'utf8').trim().split('\n').map((l) => l.split(' '));
    const post = await executedBy((i) => sure(port.apply, lines[i][0], lines[i][1], 303, { method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `token=${lines[i][2]}&funding=self&mark=done` }));
    row('statements of a page (task list)', [page.run], { budget: 2, moonshot: 1 });
    row('statements of a list (queue)', [list.run], { budget: 3, moonshot: 1 });
    row('statements of a POST (one section)', [post.run], { budget: 4, moonshot: 2, note: `and ${post.begin} begin, ${post.commit} commit` });
}

export async function fairness(where, cookie) {
    const answered = [], spread = [], notes = [];
    for (let i = 0; i < 3 && answered.length < 2; i++) {
        await calm();
        const s = await measured(async () => ({ out: await run(`${bench}/fair`, [String(port.apply), '32', '6', where, `sid=${cookie}`]) }));
        const [served, all, middle, longest] = s.out.trim().split(' ').map(Number);
        if (s.foreign > FOREIGN_MAX) continue;
        answered.push(served);
        spread.push(longest / middle);
        notes.push(`${all} answers, median ${middle} ms, longest ${longest} ms`);
    }
    row('fairness: of 32 clients answered in 6 s', answered, { budget: 32, moonshot: 32, is: '>=', note: notes[0] ?? '' });
    row('fairness: longest wait / median', spread, { budget: 10, moonshot: 3 });
}

// A program with its database page from nothing; five times, the parts of the disk it needs are warm.
export async function firstPage(where, cookie) {
    const values = [];
    for (let i = 0; i < 10 && values.length < 5; i++) {
        await calm();
        const s = await measured(async () => ({ out: await shell('suite_env "$0"; "${with[@]}" QIAO_LISTEN="$0/first.sock" "$1" "$0/first.sock" "$2" "$3" "$4" 2>>"$0/log/first.log"',
            `${bench}/first`, where, `sid=${cookie}`, `${root}/build/bin/qiao-apply`) }));
        if (s.foreign <= FOREIGN_MAX) values.push(Number(s.out.split(' ')[0]));
    }
    row('start to first page', values, { budget: 100, moonshot: 20, unit: ' ms', note: 'qiao-apply, its list' });
}

function memoryOf(name) {
    const field = (text, key) => Number(text.match(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm'))[1]);
    return processes()[name].filter((p) => !p.leads).map(({ pid }) => {
        const text = fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
        return { rss: field(text, 'Rss'), pss: field(text, 'Pss') };
    });
}
const sum = (list, key) => list.reduce((a, x) => a + x[key], 0);

// All languages have been shown by all workers before growth is counted from.
export async function memoryBegin() {
    await wrk(port.apply, '/', { seconds: 2, script: 'langs.lua' });
    await wrk(port.apply, '/apply/queue', { seconds: 1, cookie: data.cookie('officer') });
    return { at: memoryOf('apply'), requests: samples.length };
}

export async function memoryEnd(begin) {
    const wanted = process.env.BIG ? 1e5 : 1e4;
    let n = samples.slice(begin.requests).filter((s) => s.variant.startsWith('list') && s.us.app && !s.variant.includes('PHP') || s.variant === 'post')
        .reduce((a, s) => a + s.requests, 0);
    do n += (await wrk(port.apply, '/', { seconds: 4, script: 'langs.lua' })).requests;
    while (n < wanted);
    const now = memoryOf('apply');
    row('PSS per worker, ten languages', [sum(now, 'pss') / now.length / 1024], { budget: 2, moonshot: 1, unit: ' MiB', note: `${workers} workers of qiao-apply, ${n} requests` });
    row('growth of RSS', [(sum(now, 'rss') / sum(begin.at, 'rss') - 1) * 100], { budget: 1, moonshot: 0, unit: ' %', note: `${sum(begin.at, 'rss')} to ${sum(now, 'rss')} kB together` });
}

// What travels, as a browser asks for it: pages through the shipped configuration, files as make install packs them.
export async function wire(at, officer) {
    const first = data.cookie(data.applicants[0]);
    const pages = [['/', ''], ['/apply/', ''], ['/help', ''], ['/login/', ''], ['/apply/mine', first], [`/apply/tasks?id=${at.drafts[0]}`, first],
        [`/apply/person?id=${at.drafts[0]}`, first], ['/apply/queue', officer]];
    const sizes = [];
    for (const [where, cookie] of pages) {
        const out = await run('curl', ['-sS', '-o', '/dev/null', '-w', '%{http_code} %{size_download}', '-H', 'Accept-Encoding: gzip', '-H', 'Accept-Language: lo',
            ...(cookie ? ['-b', `sid=${cookie}`] : []), `http://127.0.0.1:${suitePort}${where}`]);
        const [status, size] = out.split(' ').map(Number);
        if (status !== 200) throw new Error(`${where} answered ${status}`);
        sizes.push({ where, size });
    }
    const packed = (file) => zlib.gzipSync(fs.readFileSync(`${root}/templates/static/${file}`), { level: 9 }).length / 1000;
    const largest = sizes.reduce((a, b) => (b.size > a.size ? b : a));
    row('bytes on the wire: HTML, the largest', [largest.size / 1000], { budget: 14, moonshot: 7, unit: ' kB', note: `${largest.where.split('?')[0]} of ${pages.length} pages, Lao` });
    row('bytes on the wire: CSS', [packed('qiao.css')], { budget: 7, moonshot: 3.5, unit: ' kB' });
    row('bytes on the wire: script', [packed('app.js')], { budget: 4, moonshot: 2, unit: ' kB' });
    row('bytes on the wire: first visit', [sizes[0].size / 1000 + packed('qiao.css') + packed('app.js') + packed('mark.svg') + packed('band.svg')],
        { budget: 30, moonshot: 15, unit: ' kB', note: 'front page, CSS, script, two pictures' });
}

// Instructions of drawing the bench's page once, data set included: the same on every run, whatever else runs.
export async function instructions() {
    const times = 10;
    const out = await shell('suite_env "$0"; d=$0 t=$1 p=$2; shift 2; "${with[@]}" "$@" valgrind --tool=callgrind --toggle-collect="render_once*" \
        --callgrind-out-file="$d/callgrind.out" "$p" --render "$t" zh 2>&1 >"$d/rendered.html"', String(times), `${bench}/page`, ...benchSettings());
    const collected = Number(out.match(/Collected : (\d+)/)?.[1]);
    if (!collected) throw new Error(`callgrind counted nothing: ${out.trim().split('\n').at(-1)}`);
    row('instructions to draw the 20 KB page', [collected / times / 1e6], { unit: ' million', note: `callgrind, ${fs.statSync(`${suite}/rendered.html`).size} bytes` });
}
