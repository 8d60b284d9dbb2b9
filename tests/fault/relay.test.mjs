// The mail server is down while somebody registers: the registration is kept and answered at once, the letter goes
// out once when the server is back, and its code still works.
import { test, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import net from 'node:net';
import path from 'node:path';
import { startSink } from '../lib/sink.mjs';

const root = process.env.TEST_ROOT ?? path.resolve('.');
const dir = process.env.TEST_DIR;
const url = process.env.TEST_URL;
const run = promisify(execFile);
const mail = `relay.${Date.now()}@example.test`;

const restart = (...settings) => run('tests/lib/suite.sh', ['restart', dir, 'post', ...settings], { cwd: root });

async function letters() {
    const { stdout } = await run('mariadb', ['--no-defaults', '-N', '-B', `--socket=${dir}/db.sock`, 'qiao', '-e',
        `SELECT o.state, o.tries, o.body IS NULL FROM outbox o JOIN account a ON a.id = o.account WHERE a.mail = '${mail}'`]);
    return stdout.trim();
}

async function until(wanted, ms = 20000) {
    for (const end = Date.now() + ms; Date.now() < end; await new Promise((done) => setTimeout(done, 100)))
        if ((await letters()) === wanted) return;
    assert.equal(await letters(), wanted);
}

// A page and its form: the cookie and the hidden fields go back with what is typed.
async function submit(page, typed) {
    const shown = await fetch(url + page, { redirect: 'manual' });
    const html = await shown.text();
    const form = new URLSearchParams();
    for (const [, name, value] of html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)) form.set(name, value);
    for (const [name, value] of Object.entries(typed)) form.set(name, value);
    const cookie = shown.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ');
    return fetch(url + page.split('?')[0], { method: 'POST', body: form, headers: { cookie, origin: url },
        redirect: 'manual' });
}

async function freePort() {
    const server = net.createServer();
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address();
    await new Promise((done) => server.close(done));
    return port;
}

after(() => restart());

test('with the mail server down a registration is kept, and its letter arrives once, later', async () => {
    const port = await freePort(), relay = `QIAO_RELAY=smtp://127.0.0.1:${port}`;
    await restart(relay);

    const began = Date.now();
    const answer = await submit('/login/new',
        { 'birth-d': '27', 'birth-m': '9', 'birth-y': '2001', name: 'Relay Tester', mail, password: 'four quiet river stones', agree: '1' });
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get('location'), '/login/sent');
    assert.ok(Date.now() - began < 3000);
    await until('waiting\t1\t0');

    const sink = await startSink({ port });
    try {
        await restart(relay, 'QIAO_CLOCK_SHIFT_S=91');
        const letter = await sink.wait((l) => l.to.includes(mail), 20000);
        await until('sent\t1\t1');
        await restart(relay, 'QIAO_CLOCK_SHIFT_S=200000');
        await new Promise((done) => setTimeout(done, 1500));
        assert.equal(sink.letters.filter((l) => l.to.includes(mail)).length, 1);

        const link = new URL(/http\S*\/login\/confirm\?code=\S+/.exec(letter.text)[0]);
        assert.equal(link.origin, url);
        assert.ok(letter.html.includes(`href="${link.href.replaceAll('&', '&amp;')}"`));
        const confirmed = await submit(link.pathname + link.search, { code: link.searchParams.get('code'),
            password: 'four quiet river stones' });
        assert.equal(confirmed.status, 303);
        assert.match(confirmed.headers.get('location'), /said=confirmed/);
    } finally {
        await sink.stop();
    }
});
