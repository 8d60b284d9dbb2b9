// Readers and writers that keep a suite busy while something is broken, and what can be broken in it: programs, nginx,
// the database. Every request has a connection of its own, so that nothing is quietly sent again by the client.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import { promisify } from 'node:util';
import { answers, begin, like } from './applicant.mjs';
import { Client, Page, judge, url, urlencoded } from './client.mjs';
import { dir, one, quote, root, signIn, sql, wait } from './world.mjs';

const run = promisify(execFile);
export const bash = (text, ...args) => run('bash', ['-c', text, ...args], { cwd: root });
export const shell = (text) => bash(`. tests/lib/suite.sh; ${text}`, dir);

export async function until(test, ms, what) {
    for (const end = Date.now() + ms; Date.now() < end; await wait(20)) if (await test()) return;
    assert.fail(`not within ${ms} ms: ${what}`);
}

// A client that never keeps a connection; a request that gets no answer is an error. at: another front than the usual one.
export class Steady extends Client {
    request(method, path, { headers = {}, body, ms = 40000 } = {}) {
        const sent = { 'accept-language': this.lang, 'x-forwarded-for': this.address, 'user-agent': this.agent,
            connection: 'close', ...headers };
        if (this.jar.size) sent.cookie = this.cookies;
        if (body !== undefined) sent['content-length'] = Buffer.byteLength(body);
        return new Promise((done, bad) => {
            const request = http.request((this.at ?? url) + path, { method, agent: false, headers: sent, timeout: ms }, (answer) => {
                const got = [];
                answer.on('data', (b) => got.push(b)).on('error', bad).on('end', () => {
                    const all = new Headers();
                    for (let i = 0; i < answer.rawHeaders.length; i += 2) all.append(answer.rawHeaders[i], answer.rawHeaders[i + 1]);
                    this.keep(all);
                    try {
                        done(judge(new Page(path, answer.statusCode, all, Buffer.concat(got)), path));
                    } catch (e) {
                        bad(e);
                    }
                });
            });
            request.on('timeout', () => request.destroy(new Error(`no answer in ${ms} ms`)));
            request.on('error', bad);
            request.end(body);
        });
    }
}

const known = new Map();

// A demo applicant, signed in once for all tests of a file, reading in this language.
export async function applicant(number, { lang = 'en' } = {}) {
    const mail = `applicant${number}@example.test`, client = known.get(mail) ?? new Steady();
    client.lang = lang;
    client.jar.set('lang', lang);
    if (known.has(mail)) return client;
    (await signIn(client, mail, 'demo-applicant')).is(200);
    client.mail = mail;
    client.id = Number(await one(`SELECT id FROM account WHERE mail = ${quote(mail)}`));
    known.set(mail, client);
    return client;
}

// An application of this person that is still a draft; a new one if there is none.
export async function draft(client) {
    const mine = `FROM apply_application WHERE owner = ${client.id}`;
    const [id] = await sql(`SELECT id ${mine} AND state = 1`);
    if (id) return Number(id[0]);
    return begin(client, Number(await one(`SELECT i.id FROM apply_intake i JOIN apply_programme p ON p.id = i.programme WHERE
        p.code IN ('CHN-1', 'LOG-3', 'TOU-3') AND i.opens <= CURDATE() AND i.id NOT IN (SELECT intake ${mine}) LIMIT 1`)));
}

// What writers send, each time under a name of its own: schools are rows of apply, the name is a field of login, where
// nginx takes only so many forms of one address (conf/nginx/qiao_limits.conf).
const forms = {
    school: { path: (id) => `/apply/school?id=${id}`, name: 'education', fields: (word) => ({ ...answers.education, school: word }) },
    name: { path: () => '/login/me', name: 'me', fields: (word) => ({ name: word }), pause: 80 },
};
let series = 0;

// People who look and people who write. With `again` a writer sends the same form again until it is told that it was
// kept, as a patient person does.
export class Load {
    constructor({ again = false, lang = ['en'], form = 'school' } = {}) {
        Object.assign(this, { again, lang, form, answers: [], acked: [], sent: [], people: [], going: false });
        this.word = `Load ${process.pid}.${++series}.`;
    }

    async invite(readers, writers, first = 24) {
        for (let n = 0; n < readers + writers; n++) { // one after the other: few passwords are hashed at a time
            const client = await applicant(first + n, { lang: this.lang[n % this.lang.length] });
            const id = await draft(client);
            this.people.push({ client, id, writes: n >= readers, loose: await loose(id) });
        }
        return this;
    }

    async ask(client, method, path, options) {
        const answer = { method, path, lang: client.lang, at: client.at, began: Date.now() };
        try {
            const page = await client.request(method, path, options);
            Object.assign(answer, { status: page.status, page });
        } catch (e) {
            Object.assign(answer, { status: 0, error: e });
        }
        answer.ended = Date.now();
        answer.ms = answer.ended - answer.began;
        this.answers.push(answer);
        return answer;
    }

    async read({ client, id }) {
        const pages = ['/', '/apply/', '/apply/mine', `/apply/tasks?id=${id}`, '/login/me', `/apply/papers?id=${id}`];
        for (let n = 0; this.going; n++) {
            const { status } = await this.ask(client, 'GET', pages[n % pages.length]);
            await wait(status === 200 ? 4 : 30);
        }
    }

    async write({ client, id }, who) {
        const form = forms[this.form], path = form.path(id);
        for (let n = 1; this.going; ) {
            const { page } = await this.ask(client, 'GET', path), shown = page?.form(form.name);
            if (!shown) {
                await wait(30);
                continue;
            }
            const word = `${this.word}${who}.${n++}`, typed = { ...shown.values, ...form.fields(word) };
            const body = urlencoded(typed), headers = { origin: url, 'content-type': 'application/x-www-form-urlencoded' };
            this.sent.push(word);
            for (let status = 0; status !== 303; ) {
                ({ status } = await this.ask(client, 'POST', path, { headers, body }));
                if (status === 303) {
                    this.acked.push(word);
                    await wait(form.pause ?? 0);
                } else if (!this.again || !this.going) break;
                else await wait(30);
            }
        }
    }

    // Everybody at work while something is done to the suite.
    async during(act) {
        this.going = true;
        const all = Promise.all(this.people.map((p, who) => (p.writes ? this.write(p, who) : this.read(p))));
        try {
            await act();
        } finally {
            this.going = false;
            await all;
        }
        return this;
    }

    get failed() { return this.answers.filter((a) => ![200, 303].includes(a.status)); }
    // Every answer asked for after that moment is a good one; null if there is none such moment.
    get wellSince() { return Math.max(0, ...this.failed.map((a) => a.ended)); }

    // What was acknowledged is there, nothing is there twice, and what came of a request that failed is all or nothing.
    async check({ least = 10 } = {}) {
        assert.ok(this.acked.length >= least, `only ${this.acked.length} were acknowledged`);
        if (this.form === 'school') await this.checkSchools();
        else await this.checkNames();
        await whole();
    }

    async checkSchools() {
        const rows = await sql(`SELECT school, COUNT(*) FROM apply_education WHERE school LIKE ${quote(`${this.word}%`)} GROUP BY school`);
        const found = new Map(rows.map(([school, n]) => [school, Number(n)]));
        assert.deepEqual(this.acked.filter((s) => !found.has(s)), [], 'acknowledged and lost');
        assert.deepEqual([...found].filter(([, n]) => n > 1), [], 'kept twice');
        assert.deepEqual([...found.keys()].filter((s) => !this.sent.includes(s)), [], 'never sent');
        for (const p of this.people) assert.equal(await loose(p.id), p.loose, `a school without its key, or the other way round, in ${p.id}`);
    }

    // The name is the last one that was acknowledged, or one sent after it.
    async checkNames() {
        for (const { client, writes } of this.people) {
            if (!writes) continue;
            const name = await one(`SELECT name FROM account WHERE id = ${client.id}`);
            const who = name.slice(0, name.lastIndexOf('.') + 1), acked = this.acked.filter((w) => w.startsWith(who)).at(-1);
            assert.ok(name.startsWith(this.word) && this.sent.indexOf(name) >= this.sent.indexOf(acked), `${name} after ${acked}`);
        }
    }
}

// Schools of an application that were not kept together with the key of their form; the key was swept, or it is a fault.
async function loose(id) {
    return Number(await one(`SELECT (SELECT COUNT(*) FROM apply_education WHERE application = ${id}) -
        (SELECT COUNT(*) FROM submit_key WHERE place = '/apply/education?id=${id}')`));
}

// Whatever was broken: each case has as many lines of history as versions, seats are those of the cases that hold one,
// every file has its bytes, and nobody was written to twice about the same thing.
export async function whole() {
    const log = "(SELECT COUNT(*) FROM flow_log l WHERE l.flow = 'apply' AND l.case_id = a.id)";
    const held = (states) => `(SELECT COUNT(*) FROM apply_application a WHERE a.intake = i.id AND a.state IN (${states}))`;
    assert.deepEqual(await sql(`SELECT 'history', a.id FROM apply_application a WHERE a.ver <> ${log}
        UNION ALL SELECT 'reserved', i.id FROM apply_intake i WHERE i.reserved <> ${held('6, 7')}
        UNION ALL SELECT 'taken', i.id FROM apply_intake i WHERE i.taken <> ${held('8, 9')}
        UNION ALL SELECT 'file', d.id FROM document d LEFT JOIN document_body b ON b.document = d.id WHERE b.document IS NULL
        UNION ALL SELECT 'letter', case_id FROM outbox WHERE flow = 'apply' GROUP BY case_id, name, created_at HAVING COUNT(*) > 1`),
    [], 'half done');
}

// A refusal is a whole page in the reader's language, and says when to come again.
export function told(failed) {
    for (const { status, page, path, lang, ms, error } of failed) {
        assert.equal(status, 503, `${path} ${error ?? ''}`);
        assert.match(page.headers.get('retry-after') ?? '', /^[1-9]\d?$/, path);
        assert.equal(page.lang, { lo: 'lo', zh: 'zh-Hans', en: 'en' }[lang]);
        page.see(like(lang, 'error_page.503.title'));
        assert.ok(page.text.includes(page.headers.get('x-request-id')), 'the number to give');
        assert.ok(ms < 12000, `${path} took ${ms} ms`);
    }
}

// Processes of the suite, by the names in DIR/procs.
export function master(program) {
    const line = fs.readFileSync(`${dir}/procs`, 'utf8').split('\n').findLast((l) => l.startsWith(`${program} `));
    return line ? Number(line.split(' ')[1]) : 0; // 0: it was stopped
}
export const isThere = (pid) => {
    try {
        return !/\) [ZX] /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
        return false;
    }
};
export const workers = (program) => fs.readFileSync(`/proc/${master(program)}/task/${master(program)}/children`, 'utf8')
    .trim().split(' ').filter(Boolean).map(Number).filter(isThere);
export const stopProgram = (program, signal = 'TERM') => shell(`suite_proc_stop "$0" ${program} ${signal}`);
// Those that are not there, with the usual settings.
export const startPrograms = (...names) => shell(`for p in ${names.filter((p) => !isThere(master(p))).join(' ')}; do
    suite_proc_stop "$0" "$p"; suite_program "$0" "$p"; done; suite_wait "$0" "$(cat "$0/port")"`);

// Not gently: a program that ends in order waits for nginx to close its connections.
export const restart = (program, ...settings) => shell(`suite_proc_stop "$0" ${program} KILL
    suite_program "$0" ${program} ${settings.join(' ')}; suite_wait "$0" "$(cat "$0/port")"`);

// The tests' own client loses its connection with the server: its next question is spent on noticing that.
const noticed = () => sql('SELECT 1').catch(() => {});

export const database = {
    pid: () => Number(fs.readFileSync(`${dir}/db.pid`, 'utf8')),
    stop: () => bash('. tests/lib/mariadb.sh; mariadb_stop "$0"', dir).then(noticed),
    start: () => bash('. tests/lib/mariadb.sh; mariadb_start "$0"', dir),
    async kill() {
        const pid = this.pid();
        process.kill(pid, 'SIGKILL');
        await until(() => !isThere(pid), 5000, 'the killed database is gone');
        await noticed();
    },
};
