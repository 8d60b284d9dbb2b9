// Mail under faults (SECURITY R23): a decision never waits for a mail server, letters survive the death of whoever
// sends them and of the database, and what may go out twice carries the same number both times.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, test } from 'node:test';
import { decide } from '../lib/applicant.mjs';
import { database, isThere, master, shell, stopProgram, until } from '../lib/load.mjs';
import { startSink } from '../lib/sink.mjs';
import { officer, one, sql, wait } from '../lib/world.mjs';

const start = (...settings) => shell(`suite_env "$0"; suite_proc_start "$0" post "\${with[@]}" ${settings.join(' ')} "$suite_bin/qiao-post"`);
const restart = async (...settings) => (await stopProgram('post'), await start(...settings));
const waiting = () => one("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'").then(Number);

after(async () => {
    await database.start();
    await restart();
});

async function closedPort() {
    const server = net.createServer();
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address();
    await new Promise((done) => server.close(done));
    return port;
}

test('with the mail server down decisions are kept; each letter arrives once when it is back', async () => {
    const port = await closedPort(), relay = `QIAO_RELAY=smtp://127.0.0.1:${port}`, li = await officer('li');
    const cases = (await sql('SELECT id FROM apply_application WHERE state = 2 LIMIT 3')).map(([id]) => Number(id));
    assert.equal(cases.length, 3);
    const box = `FROM outbox WHERE flow = 'apply' AND case_id IN (${cases}) AND name = 'apply_in_review'`;
    await stopProgram('post');
    for (const id of cases) {
        const began = Date.now();
        (await decide(li, id, 'accept_for_review', {}, { follow: false })).goes(/^\/apply\/case/);
        assert.ok(Date.now() - began < 2000);
    }
    await start(relay);
    // As long as the server is away one letter a round is tried, not all of them.
    await until(async () => (await one(`SELECT SUM(tries) ${box}`)) > 0, 10000, 'a first try');
    assert.deepEqual(await sql(`SELECT state, sent_at, COUNT(*) ${box} GROUP BY state, sent_at`), [['waiting', null, '3']]);
    assert.ok(isThere(master('post')));

    const sink = await startSink({ port });
    try {
        await restart(relay, 'QIAO_CLOCK_SHIFT_S=120'); // the second try comes after a minute
        await until(async () => (await one(`SELECT COUNT(*) ${box} AND state = 'sent'`)) === '3', 15000, 'the letters are sent');
        await restart(relay, 'QIAO_CLOCK_SHIFT_S=86400');
        await wait(500);
        const mails = (await sql(`SELECT a.mail FROM apply_application p JOIN account a ON a.id = p.owner WHERE p.id IN (${cases})`)).flat();
        for (const mail of mails) assert.equal(sink.letters.filter((l) => l.to.includes(mail)).length, 1, mail);
    } finally {
        await sink.stop();
    }
});

// Sixty letters of the demo data once more, towards a mail server that takes its time; gives what arrived.
async function round(trouble) {
    await stopProgram('post');
    await sql("UPDATE outbox SET state = 'waiting', tries = 0, sent_at = NULL, next_at = UTC_TIMESTAMP() WHERE body IS NOT NULL LIMIT 60");
    const n = await waiting();
    assert.equal(n, 60);
    const sink = await startSink({ hold: () => wait(8) }), relay = `QIAO_RELAY=smtp://127.0.0.1:${sink.port}`;
    try {
        await start(relay);
        await until(() => sink.letters.length > 15, 15000, 'letters on their way');
        await trouble(relay, sink);
        await until(async () => (await waiting()) === 0, 30000, 'all letters are sent');
        return { n, letters: sink.letters };
    } finally {
        await stopProgram('post');
        await sink.stop();
    }
}

// Every letter came, and only those that were on their way came twice, each under its own number.
function judge({ n, letters }, most) {
    const numbers = new Map();
    for (const { headers, to, subject } of letters) {
        const number = headers['message-id'], content = JSON.stringify([to, subject]);
        assert.match(number, /^<[0-9a-f]{32}@example\.test>$/);
        assert.equal(numbers.get(number)?.content ?? content, content, 'one number, one letter');
        numbers.set(number, { content, times: (numbers.get(number)?.times ?? 0) + 1 });
    }
    assert.equal(numbers.size, n, 'letters that arrived');
    const twice = [...numbers.values()].filter((l) => l.times > 1);
    assert.ok(twice.length <= most && twice.every((l) => l.times === 2), `${twice.length} came more than once`);
}

test('killed in the middle of a round, again and again: no letter is lost, one may come twice each time', async () => {
    const kills = 3;
    judge(await round(async (relay, sink) => {
        for (let n = 0; n < kills; n++) {
            const before = sink.letters.length;
            process.kill(master('post'), 'SIGKILL');
            await restart(relay);
            await until(() => sink.letters.length > before + 8, 10000, 'it goes on');
        }
    }), kills);
});

test('the database dies in the middle of a round: no letter is lost, and nobody starts post again', async () => {
    let pid;
    judge(await round(async () => {
        pid = master('post');
        await database.kill();
        await wait(500);
        await database.start();
        assert.ok(isThere(pid));
    }), 1);
});

test('asked to end in the middle of a round it finishes the letter in its hand', async () => {
    judge(await round(async (relay) => {
        await restart(relay);
    }), 0);
});
