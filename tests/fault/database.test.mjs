// The database goes away under load and comes back (SECURITY R4, R5): readers get the page of this house in their
// language, the programs come back by themselves, nothing acknowledged is lost, nothing happens twice.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { like } from '../lib/applicant.mjs';
import { url } from '../lib/client.mjs';
import { Load, Steady, applicant, database, master, told, until, workers } from '../lib/load.mjs';
import { one, wait } from '../lib/world.mjs';

const ready = async () => (await fetch(`${url}/readyz`, { headers: { connection: 'close' } })).status;
const back = async () => (await ready()) === 200;
const everybody = () => ['login', 'apply'].map((p) => [master(p), workers(p)]);

after(() => database.start());

for (const [how, stop] of [['killed', () => database.kill()], ['stopped in order', () => database.stop()]]) {
    test(`the database is ${how} and started again under load`, async () => {
        const load = await new Load({ again: true, lang: ['lo', 'zh', 'en'] }).invite(3, 3), before = everybody();
        let down, started;
        await load.during(async () => {
            await wait(700);
            await stop();
            await wait(1000);
            down = load.failed.length;
            assert.equal(await ready(), 503);
            (await new Steady({ lang: 'lo' }).get('/')).is(200).see(like('lo', 'home.lead')); // asks no database
            await database.start();
            started = Date.now();
            await until(back, 5000, 'a database that programs reach');
            await until(() => load.answers.some((a) => a.began > started && a.status === 303), 5000, 'something kept again');
            await wait(700);
        });
        assert.ok(down > 10, `${down} requests met the database away`);
        told(load.failed);
        assert.deepEqual(new Set(load.failed.map((a) => a.lang)), new Set(['lo', 'zh', 'en']));
        assert.ok(load.wellSince - started < 5000, `the last failure came ${load.wellSince - started} ms after the start`);
        assert.deepEqual(everybody(), before, 'no process was replaced');
        assert.deepEqual(load.sent.filter((s) => !load.acked.includes(s)), [], 'whoever asked again was served');
        await load.check();
    });
}

test('the database hangs for 8 s: readers are told within the time limits, and all goes on by itself', async () => {
    const load = await new Load({ again: true, lang: ['lo', 'zh', 'en'] }).invite(3, 3), pid = database.pid(), before = everybody();
    let hung, went;
    await load.during(async () => {
        await wait(500);
        hung = Date.now();
        process.kill(pid, 'SIGSTOP');
        try {
            await wait(8000);
            assert.ok(load.failed.length > 0, 'somebody was told while it hung');
        } finally {
            process.kill(pid, 'SIGCONT');
        }
        went = Date.now();
        await until(() => load.answers.some((a) => a.began > went && a.status === 303), 5000, 'something kept again');
        await wait(1000);
    });
    told(load.failed);
    assert.ok(load.failed.some((a) => a.ended - hung < 8000));
    assert.ok(load.wellSince - went < 5000, `the last failure came ${load.wellSince - went} ms after it went on`);
    assert.deepEqual(everybody(), before, 'the watchdog had nothing to do');
    await load.check();
});

test('a form that met the database away is kept when it is sent again, once', async () => {
    const client = await applicant(24, { lang: 'lo' }), page = await client.get('/login/me');
    await database.kill();
    const refused = await client.submit(page, 'me', { name: 'Database Tester' });
    refused.is(503).see(like('lo', 'error_page.503.title'));
    await database.start();
    await until(back, 5000, 'the database');
    const keys = () => one('SELECT COUNT(*) FROM submit_key').then(Number), before = await keys();
    for (let n = 0; n < 2; n++) (await client.submit(page, 'me', { name: 'Database Tester' })).goes(/^\/login\/me/);
    assert.equal(await keys(), before + 1);
    assert.equal((await client.get('/login/me')).value('me', 'name'), 'Database Tester');
});
