// The year's calendar was not loaded: what starts a clock is refused in words and changes nothing (DOMAIN 1.4), the
// administrator finds why, and once the rows are there the same form is kept. qiao-admin warns long before.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, test } from 'node:test';
import { begin, fill, intakeOf, like, say, state, stateOf } from '../lib/applicant.mjs';
import { restart, shell } from '../lib/load.mjs';
import { dir, resident, sql } from '../lib/world.mjs';

const admin = (command, shift = 0) => shell(`suite_env "$0"; "\${with[@]}" QIAO_DB_USER="$(id -un)" QIAO_CLOCK_SHIFT_S=${shift} \\
    "$suite_bin/qiao-admin" ${command} --schema "$suite_root/schema" --env /dev/null 2>&1 || echo "status $?"`).then(({ stdout }) => stdout);
const until = (day) => Math.round((Date.parse(`${day}T12:00:00+08:00`) - Date.now()) / 1000);

async function bringBack() {
    if (!(await sql("SHOW TABLES LIKE 'calendar_kept'")).length) return;
    await sql('INSERT IGNORE INTO calendar_day SELECT * FROM calendar_kept; DROP TABLE calendar_kept');
    await restart('apply');
}

after(bringBack);

test('an application that needs a year nobody loaded is refused as a whole, and kept when it is sent again', async () => {
    const client = await resident('Calendar Tester', { lang: 'lo' }), id = await begin(client, await intakeOf('CHN-1'));
    await fill(client, id);
    const page = await client.get(`/apply/check?id=${id}`);
    await sql('CREATE TABLE calendar_kept SELECT * FROM calendar_day; DELETE FROM calendar_day');
    await restart('apply'); // a worker keeps what it has read for a day

    const year = new Date(Date.now() + 8 * 3600e3).getUTCFullYear();
    const refused = await client.submit(page, 'check', { agree: '1' });
    refused.is(503).see(like('lo', 'error_page.calendar.title'), say('lo', 'error_page.calendar.text', { year }));
    assert.equal(refused.headers.get('retry-after'), '86400');
    assert.equal(await stateOf(id), state.draft);
    const number = refused.headers.get('x-request-id');
    refused.see(number);
    const lines = fs.readFileSync(`${dir}/log/apply.log`, 'utf8').split('\n').filter((l) => l.includes(number));
    assert.equal(lines.filter((l) => l.includes('err=HORIZON') && l.includes(`has no rows of ${year}`)).length, 1, lines.join('\n'));
    for (const command of ['check', 'status']) assert.match(await admin(command), /The calendar of this year is not loaded/);

    await bringBack();
    (await client.submit(page, 'check', { agree: '1' })).goes(/^\/apply\/sent/);
    assert.equal(await stateOf(id), state.submitted);
});

test('qiao-admin warns 90 days before the longest clock could not be started', async () => {
    const [[days]] = await sql('SELECT MAX(days) FROM flow_term WHERE working');
    assert.equal(days, '30', 'the days below are counted for it');
    const last = '2029-08-21'; // thirty working days from 19 November 2029 end with the year
    for (const command of ['check', 'status']) {
        assert.match(await admin(command, until(last)), /calendar +until 2029-12-31/);
        const warned = await admin(command, until('2029-08-22'));
        assert.match(warned, /The calendar ends on 2029-12-31: in less than 90 days.* notice of 2030/);
        assert.equal(/status 1/.test(warned), command === 'check');
        assert.match(await admin(command, until('2029-11-20')), /30 working days from today cannot be computed/);
    }
});
