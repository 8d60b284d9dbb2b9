// The same suite on a Galera cluster, both nodes written to at once (DESIGN D9, SECURITY R10 to R16): what was
// acknowledged is there once, no seat is given twice, no letter goes out twice, no clock fires twice, and the audit is
// whole. FOR UPDATE reaches one node only; what must hold on all is a row that both would have to change.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { after, test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile), root = process.env.TEST_ROOT;
const port = Number(new URL(process.env.TEST_URL).port) + 110, folder = `${process.env.TEST_DIR}/g`;
const galera = (...what) => run('tests/lib/galera.sh', what.map(String), { cwd: root });
Object.assign(process.env, { TEST_DIR: folder, TEST_URL: `http://127.0.0.1:${port}` }); // read by what is imported below
const stop = () => galera('stop', folder);
after(stop);
await galera('start', folder, port).catch(async (e) => { // what is awaited here does not reach after()
    await stop();
    throw e;
});

const { answers, begin, decide, fill, intakeOf, like, send } = await import('../lib/applicant.mjs');
const { Load, Steady, applicant, bash, told, until, whole } = await import('../lib/load.mjs');
const { startSink } = await import('../lib/sink.mjs');
const { officer, one, signIn, sql, wait } = await import('../lib/world.mjs');
const nodes = [folder, `${folder}/b`];
const shell = (text, dir = folder) => bash(`. tests/lib/suite.sh; ${text}`, dir);

// The forms are looked at first; what is raced are the posts alone.
async function raced(tasks) {
    const pages = await Promise.all(tasks.map(([client, path]) => client.get(path, { follow: false })));
    return Promise.all(tasks.map(([client, , form, fields], n) => client.submit(pages[n], form, fields)));
}

const counted = (pages) => pages.map((p) => p.status).sort().join(' ');

test('writers and readers on both nodes: what was acknowledged is there, once', async () => {
    const load = await new Load({ again: true }).invite(2, 4);
    await load.during(() => wait(3000));
    await load.check({ least: 20 });
    assert.deepEqual(load.answers.filter((a) => ![200, 303, 503].includes(a.status)).map((a) => `${a.status} ${a.path}`), []);
    const busy = load.failed.length;
    assert.ok(busy * 20 < load.answers.length, `${busy} of ${load.answers.length} were told to come again`);
    for (const node of nodes) // both have worked
        assert.ok(Number((await bash('cat "$0"/log/apply.log | grep -c "status=303"', node)).stdout) > 5, node);
});

test('one session on both nodes at once, its last minute long ago: no page fails', async () => {
    const client = await applicant(24);
    for (let n = 0; n < 5; n++) {
        await sql(`UPDATE session SET seen_at = UTC_TIMESTAMP() - INTERVAL 5 MINUTE WHERE account = ${client.id}`);
        const pages = await Promise.all(Array.from({ length: 8 }, () => client.get('/apply/mine')));
        for (const page of pages) page.is(200);
    }
});

test('more offers than seats, from both nodes: as many as there are seats', async () => {
    const [li, chen] = [await officer('li'), await officer('chen')], eco = await intakeOf('ECO-6');
    const free = Number(await one(`SELECT capacity - reserved - taken FROM apply_intake WHERE id = ${eco}`)), cases = [];
    for (let n = 0; n < free + 2; n++) {
        const client = await applicant(30 + n);
        cases.push(await begin(client, eco));
        await fill(client, cases[n]);
        await send(client, cases[n]);
        (await decide(li, cases[n], 'accept_for_review')).is(200);
    }
    const pages = await raced(cases.map((id) => [chen.twin(), `/apply/decide?id=${id}&event=offer`, 'decide']));
    assert.equal(pages.filter((p) => p.status === 303).length, free);
    assert.equal(await one(`SELECT capacity - reserved - taken FROM apply_intake WHERE id = ${eco}`), '0');
    await whole();
});

test('one person begins more applications than allowed, on both nodes at once', async () => {
    let n = 0;
    for (const [id, mail] of await sql("SELECT id, mail FROM account WHERE mail LIKE 'applicant%' ORDER BY id DESC")) {
        const mine = `FROM apply_application WHERE owner = ${id}`, active = () => one(`SELECT COUNT(*) ${mine} AND state BETWEEN 1 AND 8`);
        const open = (await sql(`SELECT id FROM apply_intake WHERE opens <= CURDATE() AND closes > CURDATE() AND id NOT IN
            (SELECT intake ${mine})`)).map(([intake]) => intake), has = Number(await active());
        if (has > 2 || open.length < 4 - has) continue;
        const client = await applicant(Number(/\d+/.exec(mail)[0]));
        for (let k = has; k < 2; k++) await begin(client, open.shift());
        const pages = await raced(open.map((intake) => [client.twin(), `/apply/start?id=${intake}`, 'start', answers.start]));
        assert.equal(await active(), '3', counted(pages)); // as many as are allowed
        assert.equal(pages.filter((p) => p.status === 303).length, 1);
        if (++n === 6) break;
    }
    assert.equal(n, 6, 'people to try it with');
});

test('two hosts send the same letters: each arrives once', async () => {
    const post = (act) => Promise.all(nodes.map((node) => shell(act, node)));
    await post('suite_proc_stop "$0" post');
    await sql("UPDATE outbox SET state = 'waiting', tries = 0, sent_at = NULL, next_at = UTC_TIMESTAMP() WHERE body IS NOT NULL LIMIT 120");
    const waiting = Number(await one("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'")); // with those of the tests before
    const sink = await startSink({ hold: () => wait(8) });
    try {
        await post(`suite_env "$0"; suite_proc_start "$0" post "\${with[@]}" QIAO_RELAY=smtp://127.0.0.1:${sink.port} "$suite_bin/qiao-post"`);
        await until(async () => (await one("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'")) === '0', 20000, 'all letters are sent');
    } finally {
        await post('suite_proc_stop "$0" post');
        await sink.stop();
    }
    const numbers = sink.letters.map((l) => l.headers['message-id']);
    assert.ok(waiting >= 120);
    assert.equal(new Set(numbers).size, waiting);
    assert.equal(numbers.length, waiting, 'some came twice');
});

test('two hosts sweep at once: each clock fires once', async () => {
    const last = Number(await one('SELECT MAX(id) FROM flow_log'));
    await sql("UPDATE flow_timer SET due_at = UTC_TIMESTAMP() - INTERVAL 1 HOUR WHERE flow = 'apply' ORDER BY id LIMIT 40");
    const due = await sql("SELECT case_id, event FROM flow_timer WHERE flow = 'apply' AND due_at < UTC_TIMESTAMP() ORDER BY case_id, event");
    assert.ok(due.length > 8);
    await Promise.all([...nodes, ...nodes].map((node) =>
        shell('suite_env "$0"; exec "${with[@]}" "$suite_bin/qiao-apply" --sweep >>"$0/log/sweep.log" 2>&1', node)));
    const fired = (await sql(`SELECT case_id, event FROM flow_log WHERE flow = 'apply' AND who = 0 AND id > ${last} ORDER BY case_id, event`)).map(String);
    assert.equal(new Set(fired).size, fired.length, 'none twice');
    assert.ok(fired.length > 4 && fired.every((f) => due.map(String).includes(f)));
    await whole();
});

test('a node is killed under load: its readers are told, the others go on, and it comes back and is in step', async () => {
    await galera('apart', folder, port);
    const second = `http://127.0.0.1:${port + 6}`, load = await new Load({ again: true, lang: ['lo', 'zh', 'en'] }).invite(4, 4);
    const of = (at, from, to = Infinity) => load.answers.filter((a) => a.at === at && a.began >= from && a.ended <= to);
    load.people.forEach(({ client }, n) => { client.at = n % 2 ? second : undefined; });
    const kept = (at, from) => of(at, from).some((a) => a.status === 303);
    let lost, gone, back;
    await load.during(async () => {
        await until(() => kept(second, 0) && kept(undefined, 0), 20000, 'both hosts are written to');
        lost = Date.now();
        process.kill(Number(fs.readFileSync(`${folder}/b/db.pid`, 'utf8')), 'SIGKILL');
        await until(() => kept(undefined, lost + 200) && of(second, lost + 200).length > 40, 20000, 'the others go on');
        gone = Date.now();
        await galera('return', folder, port);
        back = Date.now();
        await until(() => kept(second, back), 10000, 'something is kept by the lost node again');
    });
    const away = of(second, lost + 200, gone), others = of(undefined, lost);
    assert.deepEqual(away.filter((a) => a.status !== 503).map((a) => `${a.status} ${a.path}`), []);
    told(away);
    assert.deepEqual(new Set(away.map((a) => a.lang)), new Set(['lo', 'zh', 'en']));
    assert.ok(others.some((a) => a.status === 200 && a.ended < gone), 'the others go on reading');
    told(others.filter((a) => ![200, 303].includes(a.status)));
    await load.check();
    const tables = (await sql('SHOW TABLES')).join(', '), seen = async (node) => (await bash(`mariadb --no-defaults -NB -S "$0/db.sock" qiao -e "$1"`, node,
        `CHECKSUM TABLE ${tables}`)).stdout;
    await until(async () => await seen(nodes[0]) === await seen(nodes[1]), 10000, 'both nodes have the same rows');
});

test('the audit of both nodes is whole', async () => {
    const { stdout } = await shell('suite_admin "$0" audit-verify');
    assert.match(stdout, /^ok \d+ records/);
});
