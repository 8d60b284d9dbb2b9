// Keys change under load (SECURITY 34): a rotation fails no request, everything opens afterwards, and the old key is gone.
// A value whose key is not here is refused in order and lost by nobody. A program with a copy of the keys from its start,
// as systemd gives it, is waited for, and started anew without losing a request.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { answers, handIn, picture } from '../lib/applicant.mjs';
import { Load, Steady, applicant, bash, isThere, shell, startPrograms, stopProgram, until } from '../lib/load.mjs';
import { url, urlencoded } from '../lib/client.mjs';
import { dir, letter, officer, one, root, signIn, sql, wait } from '../lib/world.mjs';

const bin = path.resolve(root, process.env.B ?? 'build', 'bin');
const told = (failed) => failed.map((a) => [a.method, a.path, a.status, String(a.error ?? a.page?.main?.slice(0, 200) ?? '')]);
const keys = (...words) => new Promise((done) => {
    const child = execFile('bash', ['-c', '. tests/lib/suite.sh; suite_admin "$0" keys "$@" --sockets "$0"', dir, ...words], { cwd: root },
        (e, stdout, stderr) => done({ code: child.exitCode, out: stdout + stderr }));
});
const seals = () => Number(/^\d+/.exec(fs.readFileSync(`${dir}/credentials/seal.keys`, 'utf8'))[0]);
const inFile = () => fs.readFileSync(`${dir}/credentials/seal.keys`, 'utf8').trim().split('\n').map((l) => Number(l.split(' ')[0]));
const logOf = (program) => fs.readFileSync(`${dir}/log/${program}.log`, 'utf8');
const hexOf = (column, table, where) => one(`SELECT HEX(${column}) FROM ${table} WHERE ${where}`);

// A rotation waits as long as a request may take: here that is shorter.
let holder, settings;
async function anew() {
    for (const program of ['login', 'apply']) await stopProgram(program, 'KILL');
    await startPrograms('login', 'apply');
}
before(async () => {
    settings = fs.existsSync(`${dir}/env`) ? fs.readFileSync(`${dir}/env`, 'utf8') : '';
    fs.writeFileSync(`${dir}/env`, `${settings}QIAO_WATCHDOG_S=4\n`);
    await anew();
});
after(async () => {
    if (holder) holder.kill('SIGTERM');
    fs.rmSync(`${dir}/copy`, { recursive: true, force: true });
    fs.writeFileSync(`${dir}/env`, settings);
    await anew();
});

// People doing everything that seals or opens something: each `round` is repeated until the load ends.
class Busy extends Load {
    async during(act) {
        const rounds = [this.signsIn, this.uploads, this.saves, this.decides];
        let all;
        await super.during(async () => {
            all = Promise.all(rounds.map(async (round) => { for (let n = 0; this.going; n++) await round.call(this, n); }));
            await act();
        });
        await all;
        return this;
    }

    async send(client, at, name, fields, pause = 0) {
        const { page } = await this.ask(client, 'GET', at);
        const form = page?.form(name);
        if (!form) return undefined;
        const answer = await this.ask(client, 'POST', at, { headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
            body: urlencoded({ ...form.values, ...fields }) });
        await wait(pause);
        return answer;
    }

    async signsIn(n) {
        await this.send(new Steady(), '/login/', 'signin', { mail: `applicant${30 + n % 8}@example.test`, password: 'demo-applicant' }, 300);
        this.signed = n + 1;
    }

    async uploads(n) {
        const { client, id } = this.people[0], at = `/apply/papers?id=${id}`;
        try {
            const page = await handIn(client, id, 'other', picture(`busy${n}.png`));
            if (page.status !== 200) this.answers.push({ method: 'POST', path: at, status: page.status, page });
            for (const paper of page.links('/apply/paper?').slice(0, 3)) await this.ask(client, 'GET', paper);
            const drop = page.links('/apply/paper_drop').at(-1);
            if (drop) await this.send(client, drop, 'drop', {});
            this.uploaded = n + 1;
        } catch (error) {
            this.answers.push({ method: 'POST', path: at, status: 0, error });
        }
        await wait(500);
    }

    async saves(n) {
        const { client, id } = this.people[1], at = `/apply/contact?id=${id}`, phone = `+85620555${String(10000 + n)}`;
        const answer = await this.send(client, at, 'contact', { ...answers.contact, phone });
        if (answer?.status === 303) this.phone = phone;
        const { page } = await this.ask(client, 'GET', at);
        if (this.phone === phone && page?.value('contact', 'phone') !== phone)
            this.answers.push({ method: 'GET', path: at, status: -1, error: `${page?.value('contact', 'phone')} for ${phone}` });
        await wait(30);
    }

    async decides(n) {
        const { page } = await this.ask(this.li, 'GET', '/apply/queue');
        const cases = page?.links('/apply/case') ?? [];
        if (cases.length) await this.ask(this.li, 'GET', cases[n % cases.length]);
        await wait(50);
    }

    async invite(...people) {
        this.li = new Steady();
        this.li.jar = (await officer('li')).jar;
        return super.invite(...people);
    }
}

// Every case an officer may see, every paper of some applicants, and their letters: whatever they show was sealed.
async function everythingOpens() {
    const li = await officer('li');
    let opened = 0;
    for (const state of ['submitted', 'in_review', 'returned', 'interview', 'offered', 'admitted', 'rejected']) {
        for (const at of (await li.get(`/apply/queue?state=${state}`)).links('/apply/case')) {
            (await li.get(at)).is(200);
            opened++;
        }
    }
    for (const n of [2, 4, 9, 24, 25]) {
        const client = await applicant(n);
        for (const [id] of await sql(`SELECT id FROM apply_application WHERE owner = ${client.id}`)) {
            for (const part of ['person', 'contact'])
                assert.ok([200, 303, 404, 409].includes((await client.get(`/apply/${part}?id=${id}`, { follow: false })).status));
            for (const [paper] of await sql(`SELECT id FROM document WHERE case_id = ${id}`)) {
                (await client.get(`/apply/paper?id=${id}&entry=${paper}`)).is(200);
                opened++;
            }
            for (const [l] of await sql(`SELECT id FROM outbox WHERE case_id = ${id} AND account = ${client.id}`))
                (await client.get(`/apply/letter?id=${id}&letter=${l}`)).is(200);
        }
    }
    assert.ok(opened > 20, `${opened} opened`);
}

// What the log says of values that do not open, since it had that length.
const complaints = (program, since) => logOf(program).slice(since).split('\n').filter((l) => /is not here|sealed value|damaged/.test(l));

test('rotation under load: no request fails, everything opens, the old key is gone', async () => {
    const old = seals(), load = await new Busy().invite(2, 2), since = { login: logOf('login').length, apply: logOf('apply').length };
    await load.during(async () => {
        await wait(300);
        const { code, out } = await keys('rotate');
        assert.equal(code, 0, out);
        assert.match(out, new RegExp(`Everything is under key ${old + 1}[.]\nKey ${old} is gone`));
        await wait(1500); // with the old key dropped
    });
    assert.deepEqual(told(load.failed), []);
    await load.check();
    assert.ok(load.signed > 5 && load.uploaded > 5, `${load.signed} signed in, ${load.uploaded} uploaded`);
    assert.deepEqual(inFile(), [old + 1]);
    const { code, out } = await keys('list');
    assert.match(out, new RegExp(`^key ${old + 1}  seals  \\d+ values\n$`), out);
    assert.equal(code, 0);
    assert.deepEqual([...complaints('login', since.login), ...complaints('apply', since.apply)], []);
    assert.equal(await one("SELECT GROUP_CONCAT(detail ORDER BY seq SEPARATOR ', ') FROM audit WHERE action = 'keys'"),
        `add ${old + 1}, rewrap ${old + 1}, drop ${old}`);
});

test('with the new key alone, and programs started anew, everything opens', async () => {
    await anew();
    await everythingOpens();
    (await signIn(new Steady(), 'applicant31@example.test', 'demo-applicant')).is(200);
});

// The schema is the one place that says what is sealed: no sealed value lies in a column that does not say so.
test('every column with sealed values in it says so', async () => {
    const bytes = await sql(`SELECT table_name, column_name, column_comment REGEXP '(?i)\\\\bsealed\\\\b' FROM information_schema.columns
        WHERE table_schema = DATABASE() AND data_type IN ('varbinary', 'binary', 'blob', 'mediumblob', 'longblob', 'tinyblob')`);
    const found = [];
    for (const [table, column, says] of bytes)
        if (says !== '1' && Number(await one(`SELECT COUNT(*) FROM ${table} WHERE LEFT(${column}, 3) = X'713101'`))) found.push(`${table}.${column}`);
    assert.deepEqual(found, []);
    assert.ok(bytes.filter(([, , says]) => says === '1').length >= 13);
});

test('a value whose key is dropped: 503, one line in the log, and nothing is lost', async () => {
    const client = await applicant(24), id = await one(`SELECT id FROM apply_application WHERE owner = ${client.id} AND state = 1`);
    (await client.post(`/apply/contact?id=${id}`, 'contact', answers.contact)).is(200);
    const good = await hexOf('phone', 'apply_application', `id = ${id}`), gone = good.slice(0, 6) + '00000FFF' + good.slice(14);
    await sql(`UPDATE apply_application SET phone = X'${gone}' WHERE id = ${id}`);
    const since = logOf('apply').length;
    const page = await client.get(`/apply/contact?id=${id}`);
    page.is(503).see('The service is busy').notSee('4095', 'key');
    assert.match(page.headers.get('retry-after'), /^\d+$/);
    await wait(50);
    const lines = complaints('apply', since);
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0], /apply_application\|phone\|\d+\|\d+: key 4095 is not here/);
    assert.equal(await hexOf('phone', 'apply_application', `id = ${id}`), gone, 'it was left alone');
    const { code, out } = await keys('list');
    assert.equal(code, 1);
    assert.match(out, /key 4095 {2}is not here {2}1 values: apply_application[.]phone 1/);
    await sql(`UPDATE apply_application SET phone = X'${good}' WHERE id = ${id}`);
    assert.equal((await client.get(`/apply/contact?id=${id}`)).value('contact', 'phone'), answers.contact.phone);
});

test('a letter whose key is not here waits and goes out when it is', async () => {
    const client = new Steady(), mail = 'applicant33@example.test';
    const before = Number(await one('SELECT COALESCE(MAX(id), 0) FROM outbox'));
    await stopProgram('post');
    (await client.post('/login/forgot', 'forgot', { mail })).is(200);
    const id = await one(`SELECT MAX(id) FROM outbox WHERE id > ${before}`), good = await hexOf('body', 'outbox', `id = ${id}`);
    await sql(`UPDATE outbox SET body = CONCAT(X'71310100000FFF', SUBSTRING(body, 8)) WHERE id = ${id}`);
    await bash('. tests/lib/suite.sh; suite_env "$0"; "${with[@]}" "$1" --once >>"$0/log/post.log" 2>&1', dir, `${bin}/qiao-post`);
    assert.deepEqual(await sql(`SELECT state, tries, body IS NULL FROM outbox WHERE id = ${id}`), [['waiting', '1', '0']]);
    await sql(`UPDATE outbox SET body = X'${good}', next_at = UTC_TIMESTAMP() WHERE id = ${id}`);
    assert.match((await letter(mail, 'reset', { after: before })).text, /code=/);
    await shell('suite_env "$0"; suite_proc_start "$0" post "${with[@]}" "$suite_bin/qiao-post"');
});

test('what is needed is not dropped, and it is said where', async () => {
    const first = seals();
    assert.equal((await keys('add')).code, 0);
    const { code, out } = await keys('drop', String(first));
    assert.equal(code, 1);
    assert.match(out, new RegExp(`Key ${first} is needed by \\d+ values: .*account.password \\d+, .*document_body.body \\d+`));
    assert.deepEqual(inFile(), [first + 1, first]);
    for (const [id, said] of [[first + 1, 'is the one that seals'], [4095, 'There is no key 4095']])
        assert.match((await keys('drop', String(id))).out, new RegExp(said));
    for (const words of [['drop'], ['drop', 'x'], ['drop', '-1'], ['list', '1'], ['shred']]) assert.equal((await keys(...words)).code, 2, words.join());
    const rotated = await keys('rotate'); // goes on with the key that was added
    assert.equal(rotated.code, 0, rotated.out);
    assert.deepEqual(inFile(), [first + 1]);
});

// What systemd does: it keeps the listening socket, and gives the program a copy of the keys that it makes at its start.
const holding = `use Socket; my ($at, $from, $to, @run) = @ARGV; unlink $at; my $pid; my $again = 1;
socket(S, AF_UNIX, SOCK_STREAM, 0) && bind(S, sockaddr_un($at)) && listen(S, 512) or die $!;
$SIG{USR1} = sub { kill 'TERM', $pid }; $SIG{TERM} = sub { $again = 0; kill 'TERM', $pid };
while ($again) { system('rm', '-rf', $to); system('cp', '-a', $from, $to);
    $pid = fork; if (!$pid) { open(STDIN, '<&', \\*S); exec @run or die $! }
    1 while waitpid($pid, 0) != $pid }`;

test('a program with a copy of its own is waited for, and started anew without losing a request', async () => {
    const old = seals();
    await stopProgram('apply', 'KILL');
    holder = spawn('bash', ['-c', '. tests/lib/suite.sh; suite_env "$0"; exec "${with[@]}" QIAO_CREDENTIALS="$0/copy" perl -e "$1" "$0/apply.sock" \
        "$0/credentials" "$0/copy" "$2" 2>>"$0/log/apply.log"', dir, holding, `${bin}/qiao-apply`], { cwd: root, stdio: 'ignore' });
    await until(async () => (await new Steady().get('/apply/')).status === 200, 5000, 'apply under the holder');
    const load = await new Busy().invite(2, 2);
    await load.during(async () => {
        const refused = await keys('rotate');
        assert.equal(refused.code, 1, refused.out);
        assert.match(refused.out, new RegExp(`apply does not know key ${old + 1} yet.*systemctl restart`, 's'));
        assert.doesNotMatch(refused.out, /wrapped anew/);
        assert.deepEqual(inFile(), [old + 1, old]);
        await wait(500);
        holder.kill('SIGUSR1');
        await until(async () => (await keys('drop', String(old))).out.includes('is needed by'), 60000, 'apply with the new key');
        const { code, out } = await keys('rotate');
        assert.equal(code, 0, out);
    });
    assert.deepEqual(told(load.failed), []);
    await load.check();
    assert.deepEqual(inFile(), [old + 1]);
    await everythingOpens();
    holder.kill('SIGTERM');
    await until(() => !isThere(holder.pid), 15000, 'the end of the holder');
    holder = undefined;
    await startPrograms('apply');
});
