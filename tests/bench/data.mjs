// What the measured pages need in the database, and the made parts of the twin. Everything is of the bench's own suite;
// sessions are written as login would write them.
import crypto from 'node:crypto';
import fs from 'node:fs';
import { Page, readTexts, phpValue } from './twin.mjs';
import { bench, root, run, sql, suite } from './system.mjs';

export const clients = 64; // applicants that save a section in turn, so that no two wait for one row
const bytes = (name) => crypto.createHash('sha256').update(`bench ${name}`).digest();
export const cookie = (name) => bytes(name).toString('base64url');
export const hash = (name) => crypto.createHash('sha256').update(bytes(name)).digest('hex');
export const applicants = Array.from({ length: clients }, (_, i) => `applicant ${i + 1}`);

const one = async (text, database) => (await sql(text, database))[0]?.[0];

function sessions(officer, first, centre) {
    const rows = [`(X'${hash('officer')}', ${officer}, ${centre}, 1, 1, @now, @now, @now + INTERVAL 8 HOUR)`,
        ...applicants.map((name, i) => `(X'${hash(name)}', ${first + i}, NULL, 0, 0, @now, @now, @now + INTERVAL 8 HOUR)`)];
    return `SET @now = UTC_TIMESTAMP(); REPLACE INTO session (hash, account, org, second, staff, signed_at, seen_at, ends_at)
        VALUES ${rows.join(', ')}`;
}

// `state` 2 is what the officers' list shows first; a due date far enough off stays one.
const applications = (table, from, count, state, owner, centre, intake) => `INSERT INTO ${table}
    (owner, centre, intake, number, state, ver, state_at, due_at, lang, sent_at, demo, created_at, name_native, name_primary,
     name_secondary, nationality) SELECT ${owner}, ${centre}, ${intake}, CONCAT('BE', LPAD(seq, 10, '0')), ${state}, 1,
    @now - INTERVAL seq % 5 DAY, @now + INTERVAL 60 + seq % 90 DAY, ELT(1 + seq % 4, 'lo', 'th', 'vi', 'en'),
    @now - INTERVAL seq % 5 DAY, TRUE, @now, ELT(1 + seq % 4, 'ສົມສັກ ວິໄລພອນ', 'สมชาย ใจดี', 'Nguyễn Văn An', 'Aye Aye'),
    CONCAT('VILAYPHONE', seq), 'SOMSAK', ELT(1 + seq % 4, 'LAO', 'THA', 'VNM', 'MMR')
    FROM seq_${from}_to_${from + count - 1}`;

export async function fill() {
    const [centre, officer, intake] = (await sql(`SELECT (SELECT id FROM org WHERE kind = 'centre'), (SELECT id FROM account
        WHERE mail = 'li@example.test'), (SELECT MIN(id) FROM apply_intake)`))[0].map(Number);
    if (!centre || !officer || !intake) throw new Error('the demo data are not there');
    await sql(`INSERT IGNORE INTO account (mail, name, lang, state, demo, created_at) SELECT CONCAT('bench', seq,
        '@example.test'), CONCAT('Bench ', seq), 'lo', 'active', TRUE, UTC_TIMESTAMP() FROM seq_1_to_${clients}`);
    const first = Number(await one("SELECT id FROM account WHERE mail = 'bench1@example.test'"));
    if (!Number(await one("SELECT COUNT(*) FROM apply_application WHERE number LIKE 'BE%'"))) {
        await sql(`SET @now = UTC_TIMESTAMP(); ${applications('apply_application', 1, 1000, 2, `${first} + seq % ${clients}`, centre, intake)};
            ${applications('apply_application', 1000001, clients, 1, `${first} + seq - 1000001`, centre, intake)}`);
    }
    await sql(sessions(officer, first, centre));
    const drafts = (await sql(`SELECT id FROM apply_application WHERE number LIKE 'BE0001%' AND state = 1 ORDER BY owner`)).map((r) => r[0]);
    if (drafts.length !== clients) throw new Error(`${drafts.length} drafts instead of ${clients}`);
    await sql('ANALYZE TABLE apply_application');
    return { centre, officer, first, intake, drafts };
}

// A second database of the same tables, without foreign keys, with `count` applications waiting in one queue.
export async function fillBig(name, count, at) {
    const tables = (await sql("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'")).map((r) => r[0])
        .filter((t) => !t.startsWith('document'));
    const have = await one(`SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '${name}'`, '');
    if (Number(have) < tables.length || Number(await one(`SELECT COALESCE(MAX(id), 0) FROM ${name}.apply_application`)) < count) {
        await sql(`DROP DATABASE IF EXISTS ${name}; CREATE DATABASE ${name}`, '');
        await sql([...tables, 'document'].map((t) => `CREATE TABLE ${name}.${t} LIKE qiao.${t}`).join(';'));
        await sql(tables.filter((t) => !/^(apply_application|apply_education|flow_log|outbox|session|submit_key|audit|kept_form|delegation)$/.test(t))
            .map((t) => `INSERT INTO ${name}.${t} SELECT * FROM qiao.${t}`).join(';'));
        const step = 500000; // a transaction of this size fits the log
        for (let from = 1; from <= count; from += step) {
            await sql(`SET @now = UTC_TIMESTAMP(), unique_checks = 0, foreign_key_checks = 0; ${applications(`${name}.apply_application`,
                from, Math.min(step, count - from + 1), 2, `${at.first} + seq % ${clients}`, at.centre, at.intake)}`);
        }
        await sql(`ANALYZE TABLE ${name}.apply_application`);
    }
    await sql(sessions(at.officer, at.first, at.centre), name);
    // Where a reader in the middle of the list stands.
    const [due, after] = (await sql(`SELECT UNIX_TIMESTAMP(due_key), id FROM apply_application WHERE id = ${Math.floor(count / 2)}`, name))[0];
    return `/apply/queue?state=submitted&due=${due}&after=${after}`;
}

// Tokens good for one submission each, as a list for post.lua: path, cookie, token.
export async function tokens(count, drafts) {
    const text = await run(`${bench}/tokens`, [`${suite}/credentials`, 'money', String(count)],
        { input: applicants.map(cookie).join('\n') + '\n' });
    const lines = text.trim().split('\n').map((line, i) => `/apply/money?id=${drafts[i % clients]} ${line}`);
    fs.writeFileSync(`${bench}/posts.txt`, lines.join('\n') + '\n');
}

function texts(code, folders, langs) {
    const all = {};
    for (const lang of new Set(['en', code])) {
        for (const f of folders) {
            const file = `${f}/lang/${lang}.hdf`;
            if (fs.existsSync(file)) readTexts(all, fs.readFileSync(file, 'utf8'));
        }
    }
    all.langs = {};
    for (const [c, tag, name] of langs) {
        all.langs[Object.keys(all.langs).length] = { code: c, tag, name, ...(c === code ? { current: '1' } : {}) };
        if (c === code) Object.assign(all, { lang: tag, lang_code: c, lang_name: name });
    }
    const version = (file) => {
        let h = 14695981039346656037n;
        for (const b of fs.readFileSync(`${root}/templates/static/${file}`)) h = BigInt.asUintN(64, (h ^ BigInt(b)) * 1099511628211n);
        return (h & 0xffffffffffffn).toString(16).padStart(12, '0');
    };
    all.static = { css: version('qiao.css'), js: version('app.js') };
    return all;
}

// The twin's own copies of templates, texts and statements, and the states its list offers, from what is measured.
export async function makeTwin(list) {
    const states = Object.fromEntries([...list.toString().matchAll(/\/apply\/queue\?state=(\w+)"/g)].map((m, i) => [i, m[1]]));
    const made = `${bench}/made`, templates = `${bench}/templates`;
    fs.rmSync(made, { recursive: true, force: true });
    fs.mkdirSync(made, { recursive: true });
    const statements = Object.fromEntries((await run(`${bench}/loop`, ['--texts'])).trim().split('\n').map((l) => l.split('\t')));
    fs.writeFileSync(`${made}/config.php`, `<?php return ${phpValue({ socket: `${suite}/db.sock`, user: 'qiao_apply', database: 'qiao',
        password: fs.readFileSync(`${suite}/credentials/apply.db`, 'utf8').trim(), sql: statements, states })} + ['hmac' => hex2bin('${
        fs.readFileSync(`${suite}/credentials/hmac.key`, 'utf8').trim()}')];\n`, { mode: 0o600 });
    for (const page of ['bench/page', 'apply/queue']) {
        fs.writeFileSync(`${made}/${page.replace('/', '_')}.php`, new Page(templates, page).php());
    }
    const langs = (await run(`${bench}/page`, ['--langs'])).trim().split('\n').map((l) => l.split('\t'));
    for (const lang of ['en', 'zh']) {
        fs.writeFileSync(`${made}/texts_${lang}.php`,
            `<?php return ${phpValue(texts(lang, ['common', 'apply', 'bench'].map((f) => `${templates}/${f}`), langs))};\n`);
    }
}
