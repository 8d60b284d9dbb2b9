// What signing in costs everybody else, and what the look-up of a session costs each request: pages while 16 people try to
// sign in, against pages alone; the statement by itself; and both again with very many accounts and a long audit. Part of
// make bench; by itself: node tests/bench/login.mjs (settings of bench.mjs: ROUNDS, BENCH_S, BIG, FOREIGN, KEEP).
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as data from './data.mjs';
import { median, print, row } from './report.mjs';
import { FOREIGN_MAX, calm } from './rounds.mjs';
import { signinToken } from './single.mjs';
import { port, startFront, startOn, startOurs, startSuite } from './stack.mjs';
import { answered, bench, measured, run, shell, sleep, sql, stop, suite, wrk } from './system.mjs';

const rounds = Number(process.env.ROUNDS ?? 3), seconds = Number(process.env.BENCH_S ?? 4);
const accounts = process.env.BIG ? 1e6 : 1e5, audits = process.env.BIG ? 1e7 : 1e6;
const database = 'bench_people', readers = 4;

// Taken again, three times at most, while others use the machine.
async function taken(act) {
    for (let i = 0; i < 3; i++) {
        await calm();
        const s = await measured(act);
        if (s.foreign <= FOREIGN_MAX && !s.wrong) return s;
    }
    return null;
}

// Half of them behind an officer's list, half behind an applicant's own pages.
const pages = (at) => ['/apply/queue', data.cookie('officer'), '/apply/mine', data.cookie(data.applicants[0]), '/apply/', data.cookie('officer'),
    `/apply/tasks?id=${at.drafts[1]}`, data.cookie(data.applicants[1])];
const look = (where, at, s = seconds) => wrk(where, '/', { seconds: s, clients: readers, script: 'pages.lua', args: pages(at) });

async function underAttack(at, token) {
    let over = false;
    const attempts = wrk(port.login, '/login/', { seconds: seconds + 1, clients: 16, script: 'signin.lua', args: token }).finally(() => { over = true; });
    await sleep(500);
    const s = await look(port.apply, at);
    if (over) throw new Error('the attempts ended before the pages');
    return { ...s, attempts: (await attempts).requests / (seconds + 1) };
}

// Another database of the same tables with what a county gathers in many years; rows of the demo data beside it.
async function fill(at) {
    const fs_ = fs.statfsSync(suite), free = fs_.bavail * fs_.bsize / 2 ** 30, need = 1 + audits * 0.6e-6 + accounts * 0.5e-6;
    if (free < 2 * need) throw new Error(`${free.toFixed(0)} GB are free and ${(2 * need).toFixed(0)} GB are wanted for ${audits.toExponential()} audit rows`);
    const tables = await sql(`SELECT t.table_name, GROUP_CONCAT(c.column_name) FROM information_schema.tables t JOIN information_schema.columns c
        ON c.table_schema = t.table_schema AND c.table_name = t.table_name AND COALESCE(c.generation_expression, '') = ''
        WHERE t.table_schema = 'qiao' AND t.table_type = 'BASE TABLE' GROUP BY t.table_name`, '');
    await sql(`DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database}`, '');
    await sql(tables.map(([t, columns]) => `CREATE TABLE ${database}.${t} LIKE qiao.${t}; ${/^(document_body|submit_key|outbox)$/.test(t) ? ''
        : `INSERT INTO ${database}.${t} (${columns}) SELECT ${columns} FROM qiao.${t};`}`).join(' '));
    const step = 500000, parts = (count) => Array.from({ length: Math.ceil(count / step) }, (_, i) => [i * step + 1, Math.min(count, (i + 1) * step)]);
    for (const [from, to] of parts(accounts)) {
        await sql(`SET unique_checks = 0; INSERT INTO account (mail, name, lang, state, created_at) SELECT CONCAT('many', seq, '@example.test'),
            CONCAT('Many ', seq), 'lo', 'active', UTC_TIMESTAMP() FROM seq_${from}_to_${to};
            INSERT INTO session (hash, account, second, staff, signed_at, seen_at, ends_at) SELECT UNHEX(SHA2(CONCAT('many', seq), 256)), a.id, 0, 0,
            UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 8 HOUR FROM seq_${from}_to_${to} s JOIN account a ON
            a.mail = CONCAT('many', seq, '@example.test') WHERE seq % 10 = 0`, database);
    }
    for (const [from, to] of parts(audits)) {
        await sql(`SET unique_checks = 0; INSERT INTO audit (chain, seq, at, action, refused, actor, org, subject, object, detail, address, request, hash)
            SELECT CONCAT('apply@many#', seq DIV 1000000), seq, UTC_TIMESTAMP() - INTERVAL seq % 100000 MINUTE, ELT(1 + seq % 4, 'sign_in', 'view_case', 'view_paper',
            'denied'), seq % 4 = 3, ${at.first} + seq % ${accounts}, 1, ${at.first} + seq % 1000, CONCAT('application:', seq % 1000), '', '127.0.0.1',
            LPAD(HEX(seq), 32, '0'), UNHEX(SHA2(seq, 256)) FROM seq_${from}_to_${to}`, database);
    }
    await sql('ANALYZE TABLE account, session, account_role, audit', database);
}

async function sessionTime(name) {
    const user = (await run('id', ['-un'])).trim();
    return (await taken(async () => ({ us: Number(await run(`${bench}/loop`, ['--session', `${suite}/db.sock`, name, user, '', '2', data.hash('officer')])) })))?.us;
}

export async function figures(at, say) {
    const token = await signinToken(), idle = [], busy = [], attempts = [];
    await look(port.apply, at, 2);
    for (let i = 0; i < rounds; i++) {
        const a = await taken(() => look(port.apply, at)), b = await taken(() => underAttack(at, token));
        if (!a || !b) continue;
        idle.push(a.p95);
        busy.push(b.p95);
        attempts.push(b.attempts);
    }
    const ms = (list) => `${median(list).toFixed(1)} ms`;
    row("pages' p95 under 16 sign-in clients / idle", idle.map((x, i) => busy[i] / x), { budget: 3, moonshot: 2,
        note: idle.length ? `${ms(busy)} and ${ms(idle)}, ${median(attempts).toFixed(0)} attempts a second` : `others used more than ${FOREIGN_MAX * 100} %` });
    say(`${accounts.toExponential()} accounts and ${audits.toExponential()} audit rows`);
    await fill(at);
    try {
        await startOn('people', database);
        await answered(port.people, '/apply/queue', data.cookie('officer'));
        await look(port.people, at, 2);
        const few = [], many = [], here = [], there = [];
        for (let i = 0; i < rounds; i++) {
            const [x, y] = [await sessionTime('qiao'), await sessionTime(database)];
            if (x && y) (few.push(x), many.push(y));
            const a = await taken(() => look(port.apply, at)), b = await taken(() => look(port.people, at));
            if (a && b) (here.push(a.p95), there.push(b.p95));
        }
        const name = `with ${accounts.toExponential()} accounts, ${audits.toExponential()} audit rows / without`;
        row('session check: its one statement, bare loop', few.map((us) => us / 1000), { budget: 0.25, moonshot: 0.1, unit: ' ms', note: 'median of one connection' });
        row(`session check ${name}`, many.map((us, i) => us / few[i]), { budget: 1.2, moonshot: 1.05,
            note: few.length ? `${median(many).toFixed(0)} and ${median(few).toFixed(0)} us` : '' });
        row(`pages' p95 ${name}`, there.map((x, i) => x / here[i]), { budget: 1.2, moonshot: 1.05, note: there.length ? `${ms(there)} and ${ms(here)}` : '' });
    } finally {
        await stop('people');
        await sql(`DROP DATABASE IF EXISTS ${database}`, '');
    }
}

// By itself: what it needs of the suite and nothing else.
async function alone() {
    const began = Date.now(), say = (text) => console.log(`  ${Math.round((Date.now() - began) / 1000)} s  ${text}`);
    await startSuite();
    await stop('post');
    await sql(`SET GLOBAL innodb_buffer_pool_size = ${(process.env.BIG ? 4 : 1) * 2 ** 30}`);
    const at = await data.fill();
    await startOurs();
    await startFront();
    await answered(port.apply, '/apply/queue', data.cookie('officer'));
    await figures(at, say);
    const missed = print();
    console.log(`\n  ${missed} missed in all rounds; ${Math.round((Date.now() - began) / 1000)} s`);
    return missed ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    let code = 2;
    try {
        code = await alone();
    } catch (e) {
        console.error(`qiao: ${e.message}`);
    }
    if (!process.env.KEEP) await shell('suite_stop "$0"');
    process.exit(code);
}
