// Change without a break (SECURITY R20, R22): a program or nginx starts anew under load and nobody notices; a new
// version that cannot start leaves the old one alone; a program that is stopped finishes what it has begun.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, test } from 'node:test';
import { Load, Steady, isThere, master, shell, startPrograms, stopProgram, until, workers } from '../lib/load.mjs';
import { dir, wait } from '../lib/world.mjs';

const hangup = (program) => process.kill(master(program), 'SIGHUP');
const told = (failed) => failed.map((a) => [a.method, a.path, a.status, String(a.error ?? '')]);

// New workers stand and the old ones have gone; nginx lets its kept connections go after 5 s.
async function renewed(program, before) {
    await until(() => workers(program).filter((w) => !before.includes(w)).length === before.length, 10000, 'new workers');
    await until(() => !before.some(isThere), 10000, 'the end of the old workers');
}

after(async () => {
    if (fs.existsSync(`${dir}/away`)) fs.renameSync(`${dir}/away`, `${dir}/credentials`);
    await startPrograms('login', 'apply');
});

test('both programs start anew under load, twice: no request fails', async () => {
    const load = await new Load().invite(3, 3), parents = ['login', 'apply'].map(master);
    await load.during(async () => {
        for (let n = 0; n < 2; n++) {
            const old = ['login', 'apply'].map((p) => [p, workers(p)]);
            await wait(300);
            old.forEach(([p]) => hangup(p));
            await Promise.all(old.map(([p, before]) => renewed(p, before)));
        }
    });
    assert.deepEqual(told(load.failed), []);
    assert.deepEqual(['login', 'apply'].map(master), parents, 'the parents keep their numbers');
    await load.check();
});

test('three hangups in a row: no request fails', async () => {
    const load = await new Load().invite(2, 2), before = workers('apply');
    await load.during(async () => {
        for (let n = 0; n < 3; n++) {
            hangup('apply');
            await wait(n * 150);
        }
        await until(() => !before.some(isThere), 15000, 'the end of the old workers');
    });
    assert.deepEqual(told(load.failed), []);
    await load.check();
});

test('a program that cannot start again goes on as it is and says so', async () => {
    const load = await new Load().invite(2, 2), before = workers('apply'), log = `${dir}/log/apply.log`, size = fs.statSync(log).size;
    await load.during(async () => {
        fs.renameSync(`${dir}/credentials`, `${dir}/away`);
        hangup('apply');
        await until(() => /the program goes on as it is/.test(fs.readFileSync(log, 'utf8').slice(size)), 5000, 'a line about it');
        fs.renameSync(`${dir}/away`, `${dir}/credentials`);
        await wait(300);
    });
    assert.match(fs.readFileSync(log, 'utf8').slice(size), /no secrets in/);
    assert.deepEqual(told(load.failed), []);
    assert.deepEqual(workers('apply'), before);
    await load.check();
});

test('nginx reads its configuration again under load, twice: no request fails', async () => {
    const load = await new Load().invite(3, 3), ours = () => workers('nginx');
    await load.during(async () => {
        for (let n = 0; n < 2; n++) {
            const before = ours();
            await wait(300);
            hangup('nginx');
            await until(() => !before.some(isThere) && ours().length === before.length, 10000, 'new processes of nginx');
        }
    });
    assert.deepEqual(told(load.failed), []);
    await load.check();
});

test('apply is stopped and started under load: what was begun is finished, the rest is told to wait', async () => {
    const load = await new Load({ again: true }).invite(3, 3);
    let stopped, started;
    await load.during(async () => {
        await wait(300);
        await stopProgram('apply');
        stopped = Date.now();
        await until(() => load.answers.some((a) => a.began > stopped && a.status === 503), 3000, 'somebody told');
        (await new Steady().get('/')).is(200);
        await startPrograms('apply');
        started = Date.now();
        await until(() => load.answers.some((a) => a.began > started && a.status === 303), 3000, 'something kept again');
    });
    for (const { status, path, page } of load.failed) {
        assert.equal(status, 503, path);
        assert.match(page.headers.get('retry-after'), /^\d+$/);
    }
    assert.ok(load.failed.every((a) => a.path.startsWith('/apply/')));
    assert.ok(load.wellSince - started < 500, `the last failure came ${load.wellSince - started} ms after the start`);
    assert.deepEqual(load.sent.filter((s) => !load.acked.includes(s)), []);
    await load.check();
});

test('a stop lets the running request end', async () => {
    const client = new Steady(), before = workers('login');
    // A password takes a tenth of a second; the signal comes while it is computed.
    const page = await client.get('/login/'), posted = client.submit(page, 'signin', { mail: 'nobody@example.test', password: 'not this one at all' });
    await wait(40);
    await shell('suite_proc_stop "$0" login');
    (await posted).is(422);
    assert.ok(!before.some(isThere));
    await startPrograms('login');
    (await client.get('/login/')).is(200);
});
