// Demo data as a newcomer finds them: the same seed makes the same people, in every state, of ten nationalities and
// more, in their own scripts, around today; numbers of organisations and cases pass their check signs.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { dir, root } from '../lib/world.mjs';

const run = promisify(execFile), made = {};

// A database of its own with the demo data of one seed: what tells people apart, without what is random by design
// (sealed values) or follows the minute.
async function make(name, ...options) {
    const at = `${dir}/${name}`;
    await run('bash', ['-c', `. tests/lib/suite.sh; mkdir -p "$0"/{log,spool,credentials,mail} && touch "$0/procs" && mariadb_start "$0" &&
        suite_admin "$0" migrate --schema "$PWD/schema" >"$0/log/migrate.log" && suite_env "$0" &&
        "\${with[@]}" QIAO_DB_USER="$(id -un)" "$suite_bin/qiao-demo" "$@"`, at, ...options], { cwd: root });
    const sql = async (text) => (await run('mariadb', ['--no-defaults', '-NB', '--default-character-set=utf8mb4', '-S', `${at}/db.sock`, 'qiao',
        '-e', text])).stdout.trimEnd().split('\n').map((line) => line.split('\t'));
    return {
        stop: () => run('bash', ['-c', '. tests/lib/suite.sh; suite_stop "$0"', at], { cwd: root }).then(() => fs.rmSync(at, { recursive: true, force: true })),
        people: await sql(`SELECT number, state, nationality, name_native, name_primary, IFNULL(name_secondary, ''), sex, birth, birthplace,
            DATEDIFF(passport_expires, birth), intake, lang, funding FROM apply_application ORDER BY id`),
        states: (await sql('SELECT DISTINCT state FROM apply_application ORDER BY state')).map(Number),
        codes: (await sql('SELECT uscc FROM org WHERE uscc IS NOT NULL')).flat(),
        days: (await sql(`SELECT SUM(closes >= CURDATE() AND opens <= CURDATE()), SUM(closes < CURDATE()) FROM apply_intake`))[0].map(Number),
        waits: await sql(`SELECT 'trust', COUNT(*), MIN(due_at > UTC_TIMESTAMP()) FROM trust_child WHERE state = 1 AND centre IS NOT NULL UNION ALL
            SELECT 'privacy', COUNT(*), MIN(due_at > UTC_TIMESTAMP()) FROM privacy_case WHERE state = 1 UNION ALL
            SELECT 'code', COUNT(*), MIN(ends_at > UTC_TIMESTAMP()) FROM ward_code UNION ALL
            SELECT 'proof', COUNT(*), 1 FROM document WHERE program = 'trust'`),
        tongues: (await sql('SELECT DISTINCT mother_tongue FROM apply_application WHERE mother_tongue IS NOT NULL')).flat(),
        late: (await sql('SELECT COUNT(*) FROM apply_application WHERE created_at > UTC_TIMESTAMP() OR state_at > UTC_TIMESTAMP()'))[0][0],
        texts: Number((await sql('SELECT COUNT(*) FROM apply_programme'))[0][0]),
    };
}

before(async () => { [made.first, made.second, made.other] = await Promise.all([make('demo1', '--seed', '7'), make('demo2', '--seed', '7'),
    make('demo3', '--seed', '8', '--applicants', '5')]); });
after(() => Promise.all(Object.values(made).map((m) => m.stop())));

test('the same seed gives the same people, another one others', () => {
    assert.deepEqual(made.second.people, made.first.people);
    assert.equal(made.other.people.length, 5);
    assert.notDeepEqual(made.other.people, made.first.people.slice(0, 5));
});

test('every state, ten nationalities and more, single names, each script', () => {
    const { people, states } = made.first, nations = new Set(people.map((p) => p[2])), native = people.map((p) => p[3]).join('');
    assert.deepEqual(states, Array.from({ length: 18 }, (_, n) => n + 1));
    assert.ok(nations.size >= 10, [...nations].join());
    for (const script of ['Lao', 'Thai', 'Myanmar', 'Khmer', 'Han', 'Latin']) assert.match(native, new RegExp(`\\p{Script=${script}}`, 'u'));
    assert.ok(people.filter((p) => p[5] === '').length >= 5, 'people with one name');
});

test('people speak a language by its name, not by a code', () => {
    assert.ok(made.first.tongues.length > 5);
    assert.deepEqual(made.first.tongues.filter((t) => /^[a-z]{2,3}$/.test(t)), []);
});

test('intakes lie around today, nothing happened in the future', () => {
    assert.ok(made.first.days[0] >= 3 && made.first.days[1] >= 1, made.first.days.join());
    assert.equal(made.first.late, '0');
    assert.ok(made.first.texts >= 5);
});

test('something waits for each officer: a guardian with a proof, a request about data; a pupil has a code on paper', () => {
    assert.deepEqual(made.first.waits, [['trust', '1', '1'], ['privacy', '1', '1'], ['code', '1', '1'], ['proof', '1', '1']]);
});

test('codes of organisations and numbers of cases pass their check signs', () => {
    const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    assert.ok(made.first.codes.length > 0);
    for (const code of made.first.codes) {
        const sum = [...code.slice(0, 17)].reduce((n, c, i) => n + signs.indexOf(c) * (3 ** i % 31), 0);
        assert.equal(code[17], signs[(31 - sum % 31) % 31], code);
    }
    for (const [number] of made.first.people) {
        const digits = [...number.slice(2)].reverse().map(Number);
        const sum = digits.reduce((n, d, i) => n + (i % 2 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][d] : d), 0);
        assert.equal(sum % 10, 0, number);
    }
});
