// What the administrator of machines sees: the queue of letters without a text or a whole address, what the clocks did,
// what is set; and what can be done to a letter, once and written down.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { say } from '../lib/applicant.mjs';
import { dir, officer, one, programs, quote, resident, restart, root, sql, unchanged, wait } from '../lib/world.mjs';

const run = promisify(execFile);
const en = (key, holes) => say('en', key, holes);
let zhou;

before(async () => {
    zhou = await officer('zhou');
    zhou.jar.set('lang', 'en');
    zhou.id = Number(await one("SELECT id FROM account WHERE mail = 'zhou@example.test'"));
});

// A letter in the queue; post leaves it alone until its time.
async function letterOf(client, fields = {}) {
    const row = { account: client.id, lang: "'en'", name: "'sent'", subject: "'Your application was received'", body: 'NULL', secret: 0,
        state: "'failed'", tries: 12, problem: "'the relay answered 550'", next_at: 'UTC_TIMESTAMP() + INTERVAL 1 HOUR', created_at: 'UTC_TIMESTAMP()', ...fields };
    await sql(`INSERT INTO outbox (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).join(', ')})`);
    return Number(await one('SELECT MAX(id) FROM outbox'));
}
const stateOf = async (id) => (await sql(`SELECT state, tries, problem, body IS NULL FROM outbox WHERE id = ${id}`))[0];
const audited = (id) => sql(`SELECT actor, subject, detail FROM audit WHERE action = 'mail_again' AND object = 'letter:${id}' ORDER BY id`);
const step = (id, what) => zhou.post(`/admin/letter?id=${id}`, 'letter', { step: what });

test('failures are shown with their reason, never a whole address, subject or text', async () => {
    const person = await resident('Somebody'), id = await letterOf(person, { body: "'a text nobody reads here'" });
    for (const at of ['/admin/mail', '/admin/mail?state=failed', `/admin/letter?id=${id}`]) {
        const page = (await zhou.get(at)).is(200);
        page.see(String(id), `${person.mail[0]}…@example.test`, 'the relay answered 550', 'Your…');
        page.notSee(person.mail, person.mail.split('@')[0], 'application was received', 'nobody reads', 'Somebody');
    }
    const counts = await sql("SELECT SUM(state = 'waiting'), SUM(state = 'failed') FROM outbox");
    (await zhou.get('/admin/mail')).see(`${en('fact.waiting')} ${counts[0][0]}`, `${en('fact.failed')} ${counts[0][1]}`);
    const sms = await letterOf(person, { way: "'sms'", account: 'NULL', address: 'NULL' });
    (await zhou.get(`/admin/letter?id=${sms}`)).see(en('way.sms'));
    for (const query of ['', '?id=', '?id=x', '?id=99999999']) (await zhou.get(`/admin/letter${query}`)).is(404);
    await sql(`DELETE FROM outbox WHERE id IN (${id}, ${sms})`);
});

test('a long queue is shown page by page, each letter once', async () => {
    const person = await resident('Many');
    await sql(`INSERT INTO outbox (account, lang, name, subject, state, next_at, created_at) SELECT ${person.id}, 'en', 'sent', 'x', 'failed', UTC_TIMESTAMP(),
        UTC_TIMESTAMP() FROM seq_1_to_120`);
    const ids = (await sql("SELECT id FROM outbox WHERE state = 'failed' ORDER BY id DESC")).flat(), seen = [];
    for (let at = '/admin/mail?state=failed'; at;) {
        const page = (await zhou.get(at)).is(200), own = page.links('/admin/letter?id=').map((h) => h.split('=')[1]);
        assert.ok(own.length <= 50);
        seen.push(...own);
        at = /rel="next" href="([^"]*)"/.exec(page.html)?.[1].replaceAll('&amp;', '&');
    }
    assert.deepEqual(seen, ids);
    await sql(`DELETE FROM outbox WHERE account = ${person.id}`);
});

test('what failed is sent again, once, and it is written down who did it', async () => {
    const wu = await officer('wu'), person = await resident('Again');
    await wu.post(`/admin/act?id=${person.id}&act=lock`, 'act', { reason: 'check', text: 'We look at what happened.' });
    const id = Number(await one(`SELECT MAX(id) FROM outbox WHERE account = ${person.id}`)), file = `${dir}/mail/${id}.eml`;
    for (let n = 0; n < 100 && (await stateOf(id))[0] !== 'sent'; n++) await wait(100);
    assert.equal((await zhou.get(`/admin/letter?id=${id}`)).form('letter'), undefined, 'nothing is left to do');
    await sql(`UPDATE outbox SET state = 'failed', tries = 12, problem = 'the relay is not reached: timeout', sent_at = NULL WHERE id = ${id}`);
    fs.rmSync(file);
    const before = await zhou.get(`/admin/letter?id=${id}`), other = await zhou.get(`/admin/letter?id=${id}`);
    const page = (await zhou.submit(before, 'letter', { step: 'again' })).is(303);
    (await zhou.get(page.location)).see(en('said.letter_again'));
    for (let n = 0; n < 100 && (await stateOf(id))[0] !== 'sent'; n++) await wait(100);
    assert.deepEqual(await stateOf(id), ['sent', '0', '', '0']);
    assert.ok(fs.existsSync(file), 'post took it');
    await unchanged(async () => (await zhou.submit(before, 'letter', { step: 'again' })).goes(page.location)); // the same submission
    for (const what of ['again', 'give_up'])
        await unchanged(async () => (await zhou.submit(other, 'letter', { step: what })).is(422).see(en(what === 'again' ? 'error.letter_not_failed' : 'error.letter_not_waiting')));
    assert.deepEqual(await audited(id), [[String(zhou.id), String(person.id), 'again']]);
});

test('two that press at once: one of them sends it', async () => {
    const id = await letterOf(await resident('Twice'));
    const pages = await Promise.all([1, 2, 3].map(() => step(id, 'again')));
    assert.deepEqual(pages.map((p) => p.status).filter((s) => s === 200).length, 1, pages.map((p) => p.status).join());
    assert.equal((await audited(id)).length, 1);
    await sql(`DELETE FROM outbox WHERE id = ${id}`);
});

test('what can never arrive is given up; a code in it is forgotten and cannot be sent again', async () => {
    const person = await resident('Given up');
    const plain = await letterOf(person, { state: "'waiting'", body: "'x'" }), code = await letterOf(person, { state: "'waiting'", secret: 1, body: "'x'" });
    for (const id of [plain, code]) {
        (await step(id, 'give_up')).is(200).see(en('said.letter_given_up'));
        (await step(id, 'give_up')).is(422).see(en('error.letter_not_waiting'));
        assert.deepEqual(await stateOf(id), ['failed', '12', 'given_up', id === code ? '1' : '0']);
        assert.deepEqual(await audited(id), [[String(zhou.id), String(person.id), 'given_up']]);
        (await zhou.get(`/admin/letter?id=${id}`)).see(en('admin.letter_given_up'));
    }
    await unchanged(async () => (await step(code, 'again')).is(422).see(en('error.letter_wiped')));
    await sql(`DELETE FROM outbox WHERE id IN (${plain}, ${code})`);
});

test('programs and clocks: who answers, when each last ran, what is overdue, what was never done', async () => {
    await run('bash', ['-c', '. tests/lib/suite.sh; suite_sweep "$0"', dir], { cwd: root });
    const row = (page, program) => new RegExp(`>${program}<[\\s\\S]*?</tr>`).exec(page.html.slice(page.html.indexOf(en('list.sweeps.caption'))))[0];
    let page = (await zhou.get('/admin/jobs')).is(200);
    assert.equal(page.text.split(en('answers.ready')).length - 1, programs.length, 'each program answers');
    for (const program of programs) assert.ok(row(page, program).includes(en('sweep.well')), program);
    await sql("UPDATE sweep_run SET began_at = began_at - INTERVAL 600 SECOND, ended_at = ended_at - INTERVAL 590 SECOND, fired = 77 WHERE program = 'apply'");
    await sql("UPDATE sweep_run SET failed = 1 WHERE program = 'login'; DELETE FROM sweep_run WHERE program = 'trust'");
    await sql("INSERT INTO flow_timer (flow, case_id, event, due_at) VALUES ('made', 1, 1, UTC_TIMESTAMP() - INTERVAL 1 DAY), ('made', 2, 1, NULL)");
    page = await zhou.get('/admin/jobs');
    for (const text of [en('sweep.late'), '>77<', en('span.seconds', { n: '10' })]) assert.ok(row(page, 'apply').includes(text), text);
    assert.ok(row(page, 'login').includes(en('sweep.failed')));
    assert.ok(row(page, 'trust').includes(en('sweep.never')));
    page.see(/made 1 1 1 \d{4}-/);
    await sql("DELETE FROM flow_timer WHERE flow = 'made'");
    await run('bash', ['-c', '. tests/lib/suite.sh; suite_sweep "$0"', dir], { cwd: root });
});

test('settings: each with value, default and source; nothing secret, nothing to change', async () => {
    const key = 'a-key-in-the-path';
    await restart('admin', `QIAO_SMS_HOOK=https://sms.example.test/send/${key}`, 'QIAO_WATCHDOG_S=14');
    try {
        const page = (await zhou.get('/admin/settings')).is(200);
        page.see('https://sms.example.test/…', /QIAO_WATCHDOG_S 14 15 1 – 600 .*? environment/, /QIAO_FRESH_S 600 600 30 – 3600 .*? default/);
        page.notSee(key);
        for (const file of fs.readdirSync(`${dir}/credentials`)) {
            const secret = fs.readFileSync(`${dir}/credentials/${file}`, 'latin1').trim();
            assert.ok(secret.length > 8 && !page.html.includes(secret), file);
        }
        assert.deepEqual([...page.html.matchAll(/<form[^>]*id="([^"]*)"/g)].map(([, id]) => id).filter((id) => /setting/.test(id)), []);
        const names = [...fs.readFileSync(`${root}/cgi/common/base/setting.c`, 'utf8').matchAll(/^ {4}\[SET_\w+\] = \{ "(\w+)"/gm)].map(([, n]) => n);
        for (const name of names) page.see(`QIAO_${name} `, en(`setting.${name}`));
    } finally {
        await restart('admin');
    }
});

test('settings of post: as its own file has them, with the rest of what only post needs; no key of a gateway', async () => {
    const files = { 'post.env': `# a comment
QIAO_RELAY=smtp://post:wordofmouth@relay.example.test:25
 QIAO_SMS_HOOK = "https://sms.example.test/send/gatewaykey?k=otherkey"
QIAO_WATCHDOG_S=99
QIAO_WATCHDOG_S=98
#QIAO_LANG=th
QIAO_NONSENSE=unheardof
DB_PASSWORD=notours
`, 'common.env': 'QIAO_MAIL_FROM=post@example.test\nQIAO_FRESH_S=600\n' };
    const post = (page) => page.main.slice(page.main.indexOf(en('list.settings_post.caption')));
    (await zhou.get('/admin/settings')).see(en('admin.no_file', { file: '/etc/qiao/post.env' }));
    try {
        for (const [name, text] of Object.entries(files)) fs.writeFileSync(`${dir}/${name}`, text);
        const page = (await zhou.get('/admin/settings')).is(200), shown = post(page);
        for (const [name, value, from] of [['RELAY', 'smtp://…@relay.example.test:25', 'post.env'], ['SMS_HOOK', 'https://sms.example.test/…', 'post.env'],
            ['MAIL_FROM', 'post@example.test', 'common.env'], ['WATCHDOG_S', '98 15', 'post.env']]) {
            const at = shown.indexOf(`QIAO_${name} ${value}`);
            assert.ok(at >= 0, `${name}: ${shown}`);
            assert.ok(shown.slice(at).replace(/^(.*?\.env).*/, '$1').endsWith(`${dir}/${from}`), `${name} is from ${from}`);
        }
        assert.ok(shown.includes(`QIAO_NONSENSE ${en('admin.no_setting')}`));
        for (const hidden of ['wordofmouth', 'gatewaykey', 'otherkey', 'unheardof', 'notours', 'DB_PASSWORD', 'QIAO_LANG'])
            assert.ok(!shown.includes(hidden), hidden);
        for (const hidden of ['wordofmouth', 'gatewaykey', 'otherkey', 'unheardof', 'notours']) page.notSee(hidden);
        // This program's own are told apart from them.
        assert.match(page.main.slice(0, page.main.indexOf(en('list.settings_post.caption'))), /QIAO_WATCHDOG_S 15 15 /);
    } finally {
        for (const name of Object.keys(files)) fs.rmSync(`${dir}/${name}`, { force: true });
    }
});

test('letters are named in words, those of every program; the state that is looked at is marked', async () => {
    const names = fs.readdirSync(`${root}/templates`).flatMap((program) => {
        const file = `${root}/templates/${program}/lang/en.hdf`;
        return fs.existsSync(file) ? [...fs.readFileSync(file, 'utf8').matchAll(/^(?:T\.letter\.| +)(\w+)\.subject =/gm)].map((m) => m[1]) : [];
    });
    assert.ok(names.length > 70);
    for (const lang of ['en', 'zh']) {
        const file = fs.readFileSync(`${root}/templates/admin/lang/${lang}.hdf`, 'utf8');
        const kinds = new Set([...file.slice(file.indexOf('T.letter_kind {')).split('\n}')[0].matchAll(/^ +(\w+) = \S/gm)].map((m) => m[1]));
        assert.deepEqual(names.filter((name) => !kinds.has(name)), [], `letters without a word in ${lang}`);
    }
    const id = await letterOf(zhou, { name: "'apply_returned'" });
    for (const lang of ['en', 'zh']) {
        for (const at of ['/admin/mail?state=failed', `/admin/letter?id=${id}`])
            (await zhou.get(`${at}&lang=${lang}`)).see(say(lang, 'letter_kind.apply_returned')).notSee('apply_returned');
    }
    // What post found is in words of the reader, and numbers stand right.
    const problems = fs.readdirSync(`${root}/cgi/post`).flatMap((f) => [...fs.readFileSync(`${root}/cgi/post/${f}`, 'utf8')
        .matchAll(/(?:ret_problem = (?:arena_fmt\(a, )?|post_set_failed\(r, w, [^"]*|put_off\(r, w, |\? |: )"((?:the|no|not) [a-zA-Z (),:_%]+)"/g)].map((m) => m[1].replace(/%.*/, '550')));
    assert.ok(problems.length > 8, problems.join());
    for (const problem of problems) {
        await sql(`UPDATE outbox SET problem = ${quote(problem)} WHERE id = ${id}`);
        const shown = /失败原因<\/dt><dd[^>]*>([^<]*)/.exec((await zhou.get(`/admin/letter?id=${id}&lang=zh`)).html)[1];
        assert.match(shown, /\p{Script=Han}/u, `${problem} is shown as ${shown}`);
        assert.ok(!problem.endsWith('550') || shown.endsWith('550'), shown);
    }
    assert.match((await zhou.get('/admin/mail?state=failed')).html, /<td role="cell" data-l="[^"]*" class="num">12\s*</);
    const current = (page) => [...page.html.matchAll(/<ul class="filters">([\s\S]*?)<\/ul>/g)].flatMap((m) => [...m[1].matchAll(/aria-current="page">([^<]*)</g)].map((c) => c[1]));
    for (const state of ['failed', 'waiting', 'sent'])
        assert.deepEqual(current(await zhou.get(`/admin/mail?state=${state}&lang=en`)), [en(`letter_state.${state}`)]);
    const year = String(new Date(Date.now() + 8 * 3600000).getUTCFullYear() + 1);
    assert.deepEqual(current(await zhou.get(`/admin/days?year=${year}`)), [year]);
    await sql(`DELETE FROM outbox WHERE id = ${id}`);
});
