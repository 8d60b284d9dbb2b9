// Processes of a program die in the middle of their work (SECURITY R1): whoever was being served sees a page that says
// so, everybody else is served, the place is filled again at once, and nothing is half done.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Load, Steady, isThere, master, startPrograms, until, workers } from '../lib/load.mjs';
import { wait } from '../lib/world.mjs';

const kill = (pid) => process.kill(pid, 'SIGKILL');
after(() => startPrograms('apply'));
const pick = (list) => list[Math.floor(Math.random() * list.length)];

for (const [program, form] of [['apply', 'school'], ['login', 'name']]) {
    test(`${program}: a worker killed under load costs what it had in its hands and is replaced within a second`, async () => {
        const load = await new Load({ form }).invite(2, 2), parent = master(program), kills = [], size = workers(program).length;
        await load.during(async () => {
            await wait(300);
            for (let n = 0; n < 6; n++) {
                const victim = pick(workers(program));
                kills.push(Date.now());
                kill(victim);
                await until(() => workers(program).length === size && !workers(program).includes(victim), 1000, 'a new worker');
                await wait(400);
            }
        });
        // The one request being answered, if nginx could not hand it to another worker.
        for (const { status, page, path, error, began, ended } of load.failed) {
            assert.ok(kills.some((t) => began < t + 30 && ended >= t), `${path}: ${status} ${error ?? page.main?.slice(0, 200)}, begun ${kills.map((t) => began - t)} ms after the kills, ${ended - began} ms`);
            if (error?.code === 'ECONNRESET') continue; // half of the page was on its way: the browser says so
            assert.equal(status, 503, path);
            assert.match(page.headers.get('retry-after') ?? '', /^\d+$/);
            page.see('The service is busy');
        }
        assert.ok(load.failed.length <= kills.length, `${load.failed.length} failed for ${kills.length} workers`);
        assert.ok(load.answers.length > 10 * load.failed.length);
        assert.equal(master(program), parent);
        assert.ok(isThere(parent));
        await load.check();
    });

    test(`${program}: all workers killed at once are back within two seconds`, async () => {
        const load = await new Load({ form }).invite(2, 2), before = workers(program);
        let killed;
        await load.during(async () => {
            await wait(300);
            killed = Date.now();
            before.forEach(kill);
            await until(() => workers(program).length === before.length && !workers(program).some((w) => before.includes(w)), 1000, 'new workers');
            await wait(1200);
        });
        assert.ok(load.wellSince - killed < 2000, `the last failure came ${load.wellSince - killed} ms later`);
        assert.ok(load.answers.some((a) => a.began > killed + 500 && a.status === 303));
        await load.check();
    });
}

test('workers that die again and again do not take the program with them', async () => {
    const client = new Steady(), parent = master('apply');
    for (const end = Date.now() + 2500; Date.now() < end; await wait(100)) workers('apply').forEach(kill);
    await until(() => workers('apply').length >= 4, 2000, 'new workers after many deaths');
    assert.ok(isThere(parent));
    (await client.get('/apply/')).is(200);
});

test('the parent is killed: no worker is left on the socket, and a new start takes over', async () => {
    const client = new Steady(), left = workers('apply');
    kill(master('apply'));
    // They answer what still comes over kept connections, which nginx closes after 5 s of silence.
    await until(() => !left.some(isThere), 8000, 'the end of the workers');
    (await client.get('/apply/')).is(503);
    (await client.get('/')).is(200);
    await startPrograms('apply');
    (await client.get('/apply/')).is(200);
    assert.ok(workers('apply').length >= 4);
});
