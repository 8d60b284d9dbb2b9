// Several hosts let the clocks fire at the same moment, and one of them dies doing it (DESIGN D8): every deadline that
// has passed is acted on once, with one line of history and one letter, and seats come back. Last by its name: it
// leaves the suite as it would be in half a year.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { before, test } from 'node:test';
import { state } from '../lib/applicant.mjs';
import { shell, whole } from '../lib/load.mjs';
import { startSink } from '../lib/sink.mjs';
import { dir, root, sql, wait } from '../lib/world.mjs';

const DAY = 86400;
const events = { 4: 'return', 6: 'lapse', 11: 'stale', 14: 'decline_by_timer', 22: 'no_show', 25: 'close_draft', 26: 'remind_check',
    29: 'remind_permit', 30: 'permit_over', 31: 'remind_deferred' };
const program = (name, mode, ...settings) =>
    `suite_env "$0"; exec "\${with[@]}" ${settings.join(' ')} "$suite_bin/qiao-${name}" ${mode}`;
const sweep = (shift) => shell(program('apply', '--sweep', `QIAO_CLOCK_SHIFT_S=${shift}`));
const due = (shift) => sql(`SELECT case_id, event FROM flow_timer WHERE flow = 'apply' AND due_at <= UTC_TIMESTAMP() + INTERVAL ${shift} SECOND
    ORDER BY case_id, event`);
const fired = (after) => sql(`SELECT case_id, event FROM flow_log WHERE flow = 'apply' AND who = 0 AND id > ${after} ORDER BY case_id, event`);
const last = async (table) => Number((await sql(`SELECT COALESCE(MAX(id), 0) FROM ${table}`))[0][0]);
const inState = (name) => sql(`SELECT id FROM apply_application WHERE state = ${state[name]}`).then((rows) => rows.map(([id]) => id));

before(() => sweep(0)); // what is due today by the demo data themselves

// Each case that was moved got one letter about it, if its step has one.
async function letters(after, rows) {
    const names = { lapse: 'apply_lapsed', stale: 'apply_stale', decline_by_timer: 'apply_offer_over', no_show: 'apply_no_show',
        remind_permit: 'apply_permit', remind_deferred: 'apply_next_intake' };
    const wanted = rows.map(([id, event]) => [id, names[events[event]]]).filter(([, name]) => name).map(String).sort();
    const there = await sql(`SELECT case_id, name FROM outbox WHERE flow = 'apply' AND id > ${after}`);
    assert.deepEqual(there.map(String).sort(), wanted);
}

test('four hosts sweep at once: every clock fires once', async () => {
    const shift = 45 * DAY, wanted = await due(shift), [log, box] = [await last('flow_log'), await last('outbox')];
    const [offered, returned] = [await inState('offered'), await inState('returned')];
    assert.ok(wanted.length > 8 && offered.length && returned.length, `${wanted.length} clocks, ${offered.length} offers`);
    await Promise.all(Array.from({ length: 4 }, () => sweep(shift)));
    const rows = await fired(log);
    assert.deepEqual(rows, wanted);
    assert.deepEqual(await due(shift), []);
    await letters(box, rows);
    const [declined, lapsed] = [await inState('declined'), await inState('lapsed')];
    for (const id of offered) assert.ok(declined.includes(id), `offer ${id}`);
    for (const id of returned) assert.ok(lapsed.includes(id), `returned ${id}`);
    assert.deepEqual(await inState('offered'), []);
    await whole();
    await sweep(shift);
    assert.equal((await fired(log)).length, wanted.length, 'a later sweep finds nothing');
});

test('a host dies in the middle of its sweep: the next one does the rest, nothing twice', async () => {
    const shift = 200 * DAY, [log, box] = [await last('flow_log'), await last('outbox')];
    // As many drafts as a rush brings, whose window ends.
    await sql(`INSERT INTO apply_application (owner, centre, intake, state, ver, state_at, lang, demo, created_at)
            SELECT a.owner, a.centre, a.intake, 1, 1, a.created_at, 'lo', 1, a.created_at FROM apply_application a JOIN apply_application b
            WHERE b.id <= (SELECT MIN(id) + 6 FROM apply_application) AND a.demo;
        INSERT INTO flow_log (flow, case_id, ver, state_from, state_to, event, who, role, at, hash)
            SELECT 'apply', id, 1, 0, 1, 1, owner, 1, created_at, REPEAT('x', 32) FROM apply_application WHERE number IS NULL;
        INSERT INTO flow_timer (flow, case_id, event, due_at) SELECT 'apply', id, 25, UTC_TIMESTAMP() FROM apply_application WHERE number IS NULL`);
    const wanted = await due(shift);
    assert.ok(wanted.length > 200, `${wanted.length} clocks`);
    const child = execFile('bash', ['-c', `. tests/lib/suite.sh; ${program('apply', '--sweep', `QIAO_CLOCK_SHIFT_S=${shift}`)}`, dir], { cwd: root });
    const ended = new Promise((done) => child.on('exit', (code, signal) => done(signal)));
    for (let n = 0; n < 2000 && (await fired(log)).length < 20; n++) await wait(2);
    child.kill('SIGKILL');
    assert.equal(await ended, 'SIGKILL');
    const some = (await fired(log)).length;
    assert.ok(some >= 20 && some < wanted.length, `${some} of ${wanted.length} when it died`);
    await whole();
    await Promise.all([sweep(shift), sweep(shift)]);
    const rows = await fired(log);
    assert.deepEqual(rows, wanted);
    await letters(box, rows);
    assert.deepEqual([await due(shift), await inState('draft'), await inState('admitted')], [[], [], []]);
    await whole();
});

test('two posts send the letters of the clocks: each once', async () => {
    const waiting = () => sql("SELECT id FROM outbox WHERE state = 'waiting'");
    const sink = await startSink(), n = (await waiting()).length;
    const post = () => shell(program('post', '--once', `QIAO_CLOCK_SHIFT_S=${201 * DAY}`, `QIAO_RELAY=smtp://127.0.0.1:${sink.port}`));
    try {
        assert.ok(n > 5, `${n} letters`);
        await Promise.all([post(), post()]);
        await post();
        assert.deepEqual(await waiting(), []);
        assert.equal(sink.letters.length, n);
        assert.equal(new Set(sink.letters.map((l) => l.headers['message-id'])).size, n);
    } finally {
        await sink.stop();
    }
});
