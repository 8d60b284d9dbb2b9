// make bench: starts everything, measures in alternated rounds, prints the table of PERFORMANCE 10 and writes
// build/bench/figures.csv (rows) and samples.csv (every sample). Ends with 1 when a budget is missed in all rounds.
//   ROUNDS=3  BENCH_S=4  ONLY=word (variants)  BIG=1 (10^7 rows, 10^5 requests)  FRESH=1 (new database)
//   KEEP=1 (leave it running)  PATIENCE=120 (seconds to wait, all in all, while others are busy)
//   FOREIGN=20 (percent of the CPU that others may use; more than PERFORMANCE 10 allows is said in the table)
import fs from 'node:fs';
import * as data from './data.mjs';
import * as login from './login.mjs';
import * as single from './single.mjs';
import { absent, print, row, writeCsv } from './report.mjs';
import { FOREIGN_MAX, cost, load, middle, ratio, refused, rounds, samples } from './rounds.mjs';
import { difference, port, startSuite, startTwins, workers } from './stack.mjs';
import { ask, bench, run, shell, sql, stop, suite, wrk } from './system.mjs';

const count = Number(process.env.ROUNDS ?? 3), seconds = Number(process.env.BENCH_S ?? 4);
const rowsBig = process.env.BIG ? 1e7 : 1e6;
const began = Date.now();
const say = (text) => console.log(`  ${String(Math.round((Date.now() - began) / 1000)).padStart(3)} s  ${text}`);
const officer = data.cookie('officer');
const list = '/apply/queue';

async function prepare() {
    await startSuite();
    await stop('post'); // it looks into the database now and then
    await sql(`SET GLOBAL innodb_buffer_pool_size = ${(process.env.BIG ? 4 : 1) * 2 ** 30}`);
    const at = await data.fill();
    await data.fillBig('bench_small', 1000, at);
    say(`the list of ${rowsBig.toExponential()} rows`);
    const middleOf = await data.fillBig('bench_big', rowsBig, at);
    await data.makeTwin((await ask(port.plain - 1, list, officer)).body);
    await startTwins();
    return { ...at, middleOf };
}

// Twins must say the same; what they do not say the same is not compared.
async function compare() {
    const same = {};
    for (const [name, where, ours, cookie, theirs] of [['page', '/bench/page', port.bench, '', port.php], ['list', list, port.apply, officer, port.php],
        ['obvious', list, port.apply, officer, port.obvious], ['constant', '/bench/page', port.bench, '', port.constant]]) {
        const a = await ask(ours, where, cookie), b = await ask(theirs, where, cookie);
        same[name] = a.status === 200 && b.status === 200 && a.body.length > 1000 ? difference(a.body, b.body) : `status ${a.status} and ${b.status}`;
        say(same[name] ? `${name}: the answers differ ${same[name]}` : `${name}: ${a.body.length} bytes, the same from both`);
    }
    return same;
}

async function variants(at) {
    const key = fs.readFileSync(`${suite}/credentials/apply.db`, 'utf8').trim();
    const loop = async () => ({ wrong: 0, requests: Number(await run(`${bench}/loop`, [`${suite}/db.sock`, 'qiao', 'qiao_apply', key, String(seconds),
        String(workers), data.hash('officer'), String(at.centre)])) });
    const signin = await single.signinToken();
    const tokens = () => data.tokens(4000 * seconds, at.drafts);
    const o = { seconds }, signed = { seconds, cookie: officer };
    const attack = async () => {
        const attempts = wrk(port.login, '/login/', { seconds: seconds + 1, clients: 16, script: 'signin.lua', args: signin });
        await new Promise((done) => setTimeout(done, 500));
        const r = await wrk(port.apply, list, { ...signed, clients: 16 });
        return { ...r, attempts: (await attempts).requests };
    };
    const all = [
        load('return 200', null, port.plain, '/', o), load('6 bytes', 'bench', port.bench, '/bench/hello', o),
        load('20 KB constant', 'constant', port.constant, '/', o), load('20 KB page', 'bench', port.bench, '/bench/page', o),
        load('20 KB page, PHP', 'php', port.php, '/bench/page', o), load('list', 'apply', port.apply, list, signed),
        load('list, PHP', 'php', port.php, list, signed), load('list, PHP obvious', 'php', port.obvious, list, signed),
        { name: 'list, bare loop', app: null, act: loop },
        load('post', 'apply', port.apply, '/apply/money', { seconds, script: 'post.lua', before: tokens }),
        load('post, PHP', 'php', port.php, '/apply/money', { seconds, script: 'post.lua', before: tokens }),
        load('list of 10^3', 'small', port.small, list, signed), load('list, big, first', 'big', port.big, list, signed),
        load('list, big, middle', 'big', port.big, at.middleOf, signed),
        load('list, 16 clients', 'apply', port.apply, list, { ...signed, clients: 16 }),
        { name: 'list, 16 clients, sign-ins', app: 'apply', act: attack },
    ];
    return all.filter((v) => v.name.includes(process.env.ONLY ?? ''));
}

function ratioRow(name, a, b, of, limits, twin) {
    const r = twin ? { values: [] } : ratio(a, b, of);
    row(name, r.values, { ...limits, value: r.value, note: twin ? `the answers differ ${twin}` : [limits.note, refused([a, b])].filter(Boolean).join('; ') });
}

function tell(same) {
    const us = (v, of) => (Number.isNaN(middle(v, of)) ? '' : `${middle(v, of).toFixed(0)} us`);
    ratioRow('6-byte page / nginx return 200', '6 bytes', 'return 200', cost.server, { budget: 5, moonshot: 3, note: us('6 bytes', cost.server) });
    ratioRow('20 KB page / the same bytes constant', '20 KB page', '20 KB constant', cost.server,
        { budget: 2.5, moonshot: 1.5, note: us('20 KB page', cost.server) }, same.constant);
    ratioRow('20 KB page / PHP twin', '20 KB page', '20 KB page, PHP', cost.server, { budget: 0.40, moonshot: 0.20, note: us('20 KB page, PHP', cost.server) }, same.page);
    ratioRow('list, same statements / PHP twin, without DB', 'list', 'list, PHP', cost.server, { budget: 0.40, moonshot: 0.20, note: us('list', cost.server) }, same.list);
    ratioRow('the same, with DB', 'list', 'list, PHP', cost.all, { budget: 0.50, moonshot: 0.35, note: us('list', cost.all) }, same.list);
    ratioRow('list as designed / PHP the obvious way, with DB', 'list', 'list, PHP obvious', cost.all,
        { budget: 0.33, moonshot: 0.20, note: 'obvious: session, account, roles, organisation by themselves, all counted' }, same.obvious);
    ratioRow('form POST / PHP twin, without DB', 'post', 'post, PHP', cost.server, { budget: 0.40, moonshot: 0.25, note: us('post', cost.server) });
    ratioRow('form POST / PHP twin, with DB', 'post', 'post, PHP', cost.all, { budget: 0.50, moonshot: 0.35, note: us('post', cost.all) });
    absent('304 for an unchanged list / the full page, with DB', 'README, decision 14', { budget: 0.25, moonshot: 0.15 });
    ratioRow('mariadbd of the list / bare loop of its statements', 'list', 'list, bare loop', cost.db, { budget: 1.2, moonshot: 1.05, note: us('list', cost.db) });
    const big = `list at ${rowsBig.toExponential()} rows / at 10^3`;
    ratioRow(`${big}, first page`, 'list, big, first', 'list of 10^3', cost.all, { budget: 2, moonshot: 1.1, note: 'with DB' });
    ratioRow(`${big}, middle`, 'list, big, middle', 'list of 10^3', cost.all, { budget: 2, moonshot: 1.1, note: 'with DB' });
    absent('roster of 10,000 rows / LOAD DATA LOCAL', 'comes with insure', { budget: 3, moonshot: 1.5 });
    const attempts = samples.filter((s) => s.attempts).map((s) => (s.attempts / (seconds + 1)).toFixed(0)).join(' ');
    ratioRow('list/s under 16 sign-in clients / without', 'list, 16 clients, sign-ins', 'list, 16 clients', cost.rate,
        { budget: 0.4, moonshot: 0.8, is: '>=', note: attempts ? `${attempts} attempts answered a second` : '' });
}

async function main() {
    const at = await prepare();
    const same = await compare();
    await single.statements(at); // before anything is still at work
    const all = await variants(at);
    for (const v of all) {
        if (v.before) await v.before();
        if (!v.name.includes('sign-ins')) await v.act(); // warm
    }
    const memory = await single.memoryBegin();
    await rounds(all, count, say);
    tell(same);
    say('what is measured by itself');
    await single.fairness(list, officer);
    await single.firstPage(list, officer);
    await single.memoryEnd(memory);
    await single.wire(at, officer);
    await single.instructions();
    await login.figures(at, say);
    console.log(`\n  Medians of ${count} rounds of ${seconds} s, ${workers} workers, 32 clients; CPU of all servers per request; samples with more than ${
        FOREIGN_MAX * 100} % of foreign CPU do not count.${FOREIGN_MAX > 0.2 ? ' PERFORMANCE 10 allows 20 %: these are no results.' : ''}\n`);
    const missed = print();
    writeCsv(samples);
    console.log(`\n  ${missed} missed in all rounds; ${Math.round((Date.now() - began) / 1000)} s; ${bench}/figures.csv, samples.csv`);
    return missed ? 1 : 0;
}

let code = 2;
try {
    code = await main();
} catch (e) {
    console.error(`qiao: ${e.message}`);
    if (process.env.DEBUG) console.error(e.stack);
}
if (!process.env.KEEP) await shell('suite_stop "$0"');
process.exit(code);
