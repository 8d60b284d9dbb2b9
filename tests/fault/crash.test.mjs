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
    test(`${program}: a worker killed under load costs one request at most and is replaced within a second`, async () => {
        const load = await new Load({ form }).invite(2, 2), parent = master(program), kills = 5, size = workers(program).length;
        await load.during(async () => {
            await wait(300);
            for (let n = 1; n <= kills; n++) {
                const victim = pick(workers(program)), before = load.failed.length;
                kill(victim);
                await until(() => workers(program).length === size && !workers(program).includes(victim), 1000, 'a new worker');
                await wait(400);
                // Behind the request that is being answered another one may wait on a kept connection of the same worker.
                assert.ok(load.failed.length - before <= 2, `${load.failed.length - before} failed for one worker`);
            }
        });
        assert.ok(load.failed.length <= kills, `${load.failed.length} failed for ${kills} workers`);
        for (const { status, page, path } of load.failed) {
            assert.equal(status, 503, path);
            assert.match(page.headers.get('retry-after') ?? '', /^\d+$/);
            page.see('The service is busy');
        }
        assert.equal(master(program), parent);
        assert.ok(isThere(parent));
        await load.check();
    });

    test(`${program}: all workers killed at once are back within a second`, async () => {
        const load = await new Load({ form }).invite(2, 2), before = workers(program);
        let killed;
        await load.during(async () => {
            await wait(300);
            killed = Date.now();
            before.forEach(kill);
            await until(() => workers(program).length === before.length && !workers(program).some((w) => before.includes(w)), 1000, 'new workers');
            await wait(1000);
        });
        assert.ok(load.wellSince - killed < 1000, `the last failure came ${load.wellSince - killed} ms later`);
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
