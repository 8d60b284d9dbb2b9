// The audit: only added to, by any program; looked up by the auditor alone, and each look written down; every record that
// was changed or taken out is named, on the page and by qiao-admin (SECURITY 36, 37).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { say } from '../lib/applicant.mjs';
import { Client } from '../lib/client.mjs';
import { dir, officer, one, programs, resident, root, sql } from '../lib/world.mjs';

const run = promisify(execFile);
const en = (key, holes) => say('en', key, holes);
let ma, chain; // chain: the longest one of login

before(async () => {
    ma = await officer('ma');
    ma.jar.set('lang', 'en');
    ma.id = Number(await one("SELECT id FROM account WHERE mail = 'ma@example.test'"));
    for (let n = 0; n < 12; n++) await new Client().post('/login/', 'signin', { mail: 'nobody@example.test', password: 'not this one' });
    [[chain]] = await sql("SELECT chain FROM audit WHERE chain LIKE 'login@%' GROUP BY chain ORDER BY COUNT(*) DESC LIMIT 1");
});

// The exit status and what was printed.
const admin = (...words) => run('bash', ['-c', '. tests/lib/suite.sh; suite_admin "$0" "$@"', dir, ...words], { cwd: root })
    .then(({ stdout }) => ({ status: 0, stdout }), (e) => ({ status: e.code, stdout: e.stdout, stderr: e.stderr }));
const as = (program, text) => run('mariadb', ['--no-defaults', '-NB', `--socket=${dir}/db.sock`, `--user=qiao_${program}`,
    `--password=${fs.readFileSync(`${dir}/credentials/${program}.db`, 'utf8')}`, 'qiao', '-e', text]).then(() => '', (e) => e.stderr);
const newest = () => one('SELECT COALESCE(MAX(id), 0) FROM audit');
const search = async (fields) => ma.post('/admin/audit', 'audit', fields);
const rows = (page) => [...page.text.matchAll(/ test\d+ \d+(?= )/g)].length;

// Rows of a chain of their own, as if a program had written them long ago; they prove nothing and are looked up only.
async function made(n, fields) {
    const chain = `test${Date.now()}`, { action = 'hat', actor = 900001, subject = 900001, object = '', at = 'UTC_TIMESTAMP()' } = fields;
    for (let from = 1; from <= n; from += 100)
        await sql(`INSERT INTO audit (chain, seq, at, action, refused, actor, org, subject, object, detail, address, request, hash) VALUES
            ${Array.from({ length: Math.min(100, n - from + 1) }, (_, i) => `('${chain}', ${from + i}, ${at}, '${action}', ${fields.refused ? 1 : 0},
            ${actor}, 0, ${subject}, '${object}', 'd${from + i}', '', '', UNHEX(SHA2('', 256)))`).join(', ')}`);
    return chain;
}

test('no program can change or take out a record; what they say only admin can read, and privacy, for one\'s own copy', async (t) => {
    for (const program of programs)
        await t.test(program, async () => {
            for (const text of ["UPDATE audit SET detail = 'x' WHERE id = 1", "UPDATE audit SET hash = ''", 'DELETE FROM audit WHERE id = 1', 'DELETE FROM audit',
                'TRUNCATE TABLE audit', 'DROP TABLE audit', 'ALTER TABLE audit DROP COLUMN hash', "REPLACE INTO audit (id) VALUES (1)",
                'CREATE TRIGGER x BEFORE INSERT ON audit FOR EACH ROW SET NEW.seq = 1'])
                assert.match(await as(program, text), /ERROR (1142|1143|1227|1419)/, text);
            const reading = await as(program, 'SELECT actor, action FROM audit LIMIT 1');
            if (['admin', 'privacy'].includes(program)) assert.equal(reading, '');
            else assert.match(reading, /ERROR 114[23]/);
        });
});

test('found by act, account, thing, day and refusal, and by all of them together', async () => {
    const client = await resident('Audited');
    const long_ago = await made(3, { action: 'suspend', subject: client.id, object: 'made:77' });
    await made(2, { action: 'suspend', subject: client.id, refused: true });
    await made(1, { action: 'resume', actor: client.id, subject: 900002 });
    await made(1, { action: 'lock', subject: client.id, at: "'2020-02-03 15:59:59'" });
    await made(1, { action: 'lock', subject: client.id, at: "'2020-02-03 16:00:00'" }); // the fourth in Beijing
    const day = (name, d, m, y) => ({ [`${name}-d`]: String(d), [`${name}-m`]: String(m), [`${name}-y`]: String(y) });
    for (const [fields, n] of [
        [{ account: String(client.id) }, 8], [{ account: client.mail }, 8], [{ account: client.mail.toUpperCase() }, 0],
        [{ account: client.mail, action: 'suspend' }, 5], [{ account: client.mail, refused: '1' }, 2], [{ object: 'made:77' }, 3],
        [{ object: 'made:77', refused: '1' }, 0], [{ action: 'lock', ...day('until', 3, 2, 2020) }, 1], [{ action: 'lock', ...day('from', 4, 2, 2020), ...day('until', 4, 2, 2020) }, 1],
        [{ account: client.mail, ...day('from', 5, 2, 2020) }, 6], [{ object: 'made:78' }, 0],
    ]) {
        const page = await search(fields);
        if (fields.account === client.mail.toUpperCase()) assert.equal(page.is(422).error('audit', 'account'), en('error.account_none'));
        else assert.equal(rows(page.is(200)), n, JSON.stringify(fields));
        if (page.status === 200 && !n) page.see(en('list.audit.empty'));
    }
    const page = await search({ object: 'made:77', account: client.mail, action: 'suspend' });
    assert.equal(page.path, `/admin/audit?action=suspend&object=made%3A77&account=${client.id}`, 'an address without the mail');
    page.see(`${long_ago} 3`, en('choice.audit.suspend'), 'made:77 (d3)');
    assert.equal(page.value('audit', 'account'), String(client.id));
    assert.equal(page.value('audit', 'action'), 'suspend');
});

test('what cannot be looked for is told beside the field', async () => {
    const before = await newest();
    for (const [fields, field, text] of [
        [{ account: 'nobody@example.test' }, 'account', 'error.account_none'], [{ object: 'application' }, 'object', 'error.object'],
        [{ object: 'application:x' }, 'object', 'error.object'], [{ object: 'no thing:1' }, 'object', 'error.object'],
        [{ 'from-d': '2', 'from-m': '2', 'from-y': '2026', 'until-d': '1', 'until-m': '2', 'until-y': '2026' }, 'until', 'error.until_early'],
    ]) {
        const page = (await search(fields)).is(422);
        assert.equal(page.error('audit', field), en(text, { label: en(`form.audit.${field}.label`) }));
        for (const [name, value] of Object.entries(fields)) assert.equal(page.value('audit', name), value, 'kept');
        assert.equal(rows(page), 0);
    }
    assert.equal(Number(await newest()), Number(before) + 5, 'only the empty pages before them were looks');
    for (const query of ['action=nothing', 'from=9999999999', 'account=-1', 'before=x', `object=${'x'.repeat(80)}`]) (await ma.get(`/admin/audit?${query}`)).is(404);
});

test('a page at a time, each record once', async () => {
    const client = await resident('Much'), seen = new Set();
    await made(120, { subject: client.id, actor: client.id }); // as actor and as subject: still once
    let page = await ma.get(`/admin/audit?account=${client.id}`), pages = 1;
    for (;; pages++) {
        const found = [...page.text.matchAll(/\bd(\d+)\b/g)].map(([, n]) => n);
        for (const n of found) assert.ok(!seen.has(n) && seen.add(n), `d${n} twice`);
        const older = /<a rel="next" href="([^"]*)"/.exec(page.html)?.[1].replace(/&amp;/g, '&');
        if (!older) break;
        assert.equal(rows(page), pages === 1 ? 49 : 50, 'with the look itself');
        page = await ma.get(older);
    }
    assert.equal(seen.size, 120);
    assert.equal(pages, 3);
    assert.ok(page.links('/admin/audit').includes(`/admin/audit?account=${client.id}`), 'and back to the first');
});

test('each look is a record itself, with what was looked for', async () => {
    const client = await resident('Looked for'), before = await newest();
    await ma.get(`/admin/audit?action=lock&account=${client.id}&refused=1`);
    await ma.get(`/admin/chains?chain=${encodeURIComponent(chain)}`);
    const found = await sql(`SELECT action, actor, subject, detail, refused FROM audit WHERE id > ${before} ORDER BY id`);
    assert.deepEqual(found, [['view_audit', String(ma.id), String(client.id), `action=lock&account=${client.id}&refused=1`, '0'],
        ['view_audit', String(ma.id), String(ma.id), `verify ${chain}`, '0']]);
    (await ma.get('/admin/chains?chain=nowhere')).is(404);
});

test('the other administrators, an officer and an applicant are refused, and that is a record', async () => {
    for (const name of ['zhou', 'wu', 'li'])
        for (const path of ['/admin/audit', '/admin/chains', '/admin/audit?account=1']) {
            const client = await officer(name), before = await newest();
            (await client.get(path, { follow: false })).is(403);
            assert.deepEqual(await sql(`SELECT action, refused, detail FROM audit WHERE id > ${before} AND actor = (SELECT id FROM account
                WHERE mail = '${client.mail}') ORDER BY id DESC LIMIT 1`), [['denied', '1', path.split('?')[0]]]);
        }
    (await (await resident('Curious')).get('/admin/audit', { follow: false })).is(403);
});

test('the auditor changes nothing: every form of other pages is closed', async () => {
    for (const path of ['/apply/decide?id=1&event=return', '/apply/queue', '/apply/case?id=1']) (await ma.get(path, { follow: false })).is(403);
});

// Does the damage, looks, and puts it back.
async function damaged(chain, seq, damage, look) {
    await sql(`CREATE OR REPLACE TABLE audit_kept AS SELECT * FROM audit WHERE chain = '${chain}'`);
    try {
        await sql(damage);
        await look();
    } finally {
        await sql(`DELETE FROM audit WHERE chain = '${chain}' AND seq <= (SELECT MAX(seq) FROM audit_kept);
            INSERT INTO audit SELECT * FROM audit_kept; DROP TABLE audit_kept`);
    }
}

test('a record that was changed, taken out or cut off is named', async () => {
    await sql("DELETE FROM audit WHERE chain LIKE 'test%'"); // those of the tests above
    const last = Number(await one(`SELECT MAX(seq) FROM audit WHERE chain = '${chain}'`));
    const page = (wrong, seq) => ma.get(`/admin/chains?chain=${encodeURIComponent(chain)}`)
        .then((p) => p.see(en(`chain.${wrong}`, { chain, seq, n: last })));
    assert.ok(last >= 3, 'rows to damage');
    const heads = await admin('audit-heads'), file = `${dir}/heads`;
    assert.match(heads.stdout, new RegExp(`^${chain} ${last} [0-9a-f]{64}$`, 'm'));
    fs.writeFileSync(file, `# kept elsewhere\n\n${heads.stdout}`);
    for (const words of [['audit-verify'], ['audit-verify', '--heads', file]]) {
        const whole = await admin(...words);
        assert.equal(whole.status, 0, whole.stdout + whole.stderr);
        assert.match(whole.stdout, /^ok \d+ records in \d+ chains/);
    }
    await page('whole');
    await new Client().post('/login/', 'signin', { mail: 'nobody@example.test', password: 'not this one' });
    const nights = `${dir}/nights`; // as qiao-heads.timer leaves it: each night's heads after those of the night before
    fs.writeFileSync(nights, heads.stdout + (await admin('audit-heads')).stdout);
    assert.equal((await admin('audit-verify', '--heads', nights)).status, 0);

    await damaged(chain, 2, `UPDATE audit SET actor = 1 WHERE chain = '${chain}' AND seq = 2`, async () => {
        await page('changed', 2);
        const found = await admin('audit-verify');
        assert.equal(found.status, 1);
        assert.equal(found.stdout, `wrong ${chain} 2: the record was changed\n`);
    });
    await damaged(chain, 2, `DELETE FROM audit WHERE chain = '${chain}' AND seq = 2`, async () => {
        await page('missing', 2);
        const found = await admin('audit-verify');
        assert.equal(found.status, 1);
        assert.equal(found.stdout, `wrong ${chain} 2: the record is missing\n`);
    });
    await damaged(chain, last, `DELETE FROM audit WHERE chain = '${chain}' AND seq >= ${last - 1}`, async () => {
        assert.equal((await admin('audit-verify')).status, 0, 'the chain alone does not show its end');
        const found = await admin('audit-verify', '--heads', file);
        assert.equal(found.status, 1);
        assert.equal(found.stdout, `wrong ${chain} ${last - 1}: the record is missing\n`);
    });
    fs.writeFileSync(file, heads.stdout.replace(new RegExp(`^${chain} ${last} .*$`, 'm'), `${chain} ${last} ${'0'.repeat(64)}`));
    const other = await admin('audit-verify', '--heads', file);
    assert.equal(other.status, 1);
    assert.equal(other.stdout, `wrong ${chain} ${last}: the record is not the one whose hash was kept\n`);
    assert.equal((await admin('audit-verify')).status, 0, 'all is as it was');
});

test('a file that holds no heads is refused with its line', async () => {
    const file = `${dir}/heads`;
    for (const line of ['login', 'login@x#1 0 ' + 'a'.repeat(64), 'login@x#1 x ' + 'a'.repeat(64), 'login@x#1 1 ' + 'a'.repeat(63), 'login@x#1 1 ' + 'A'.repeat(64),
        'login@x#1 1 ' + 'a'.repeat(64) + ' more']) {
        fs.writeFileSync(file, `# heads\n${line}\n`);
        const { status, stderr } = await admin('audit-verify', '--heads', file);
        assert.equal(status, 2, line);
        assert.match(stderr, /heads: line 2 is not "chain number hash"/);
    }
    assert.equal((await admin('audit-verify', '--heads', '/nowhere')).status, 2);
});

test('once an hour the last records go to the journal', async () => {
    const log = `${dir}/log/admin.log`, sweep = () => run('bash', ['-c', '. tests/lib/suite.sh; suite_sweep "$0"', dir], { cwd: root });
    const lines = () => fs.readFileSync(log, 'utf8').split('\n').filter((l) => l.includes('audit_head='));
    await sql("DELETE FROM sweep_run WHERE program = 'admin'");
    const before = lines().length;
    await sweep();
    const written = lines().slice(before), hour = Math.floor(Date.now() / 3600e3);
    assert.ok(written.some((l) => new RegExp(`audit_head="${chain} \\d+ [0-9a-f]{64}"`).test(l)), written.join('\n'));
    await sweep();
    if (Math.floor(Date.now() / 3600e3) === hour) assert.equal(lines().length, before + written.length, 'not each minute');
    await sql("UPDATE sweep_run SET ended_at = ended_at - INTERVAL 1 HOUR WHERE program = 'admin'");
    await sweep();
    assert.ok(lines().length > before + written.length);
    assert.deepEqual(await sql("SELECT program, failed, ended_at >= began_at FROM sweep_run ORDER BY program"),
        [...programs].sort().map((p) => [p, '0', '1']));
});
