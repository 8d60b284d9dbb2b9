// Registering an organisation: asked for, checked by the department its kind belongs to, sent back, refused and taken up
// again; two persons where the rules say so; nobody decides on his own; what is wrong is said in words (DOMAIN 1.1, 6).
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { like, picture, say } from '../lib/applicant.mjs';
import { textOf, url } from '../lib/client.mjs';
import { shell } from '../lib/load.mjs';
import { ask, asking, audit, bit, code, decide, doubtful, orgOf, roles, state, stateOf, worn } from '../lib/org.mjs';
import { letter, lettersTo, one, png, quote, resident, sql, unchanged } from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes);
let tang, feng, deng, xie, peng;
before(async () => {
    [tang, feng, deng, xie, peng] = await Promise.all(['tang', 'feng', 'deng', 'xie', 'peng'].map((name) => worn(name)));
});
const review = (id) => `/org/review?id=${id}`;
// Every row of the queue, page after page: its case and what it shows.
async function queued(client, state_ = 'asked') {
    const rows = [];
    for (let at = `/org/desk?state=${state_}`; at;) {
        const page = await client.get(at);
        for (const [row, id] of page.html.matchAll(/<tr role="row"><th scope="row"[\s\S]*?id=(\d+)"[\s\S]*?<\/tr>/g))
            rows.push({ id: Number(id), text: textOf(row) });
        at = page.links('/org/desk').find((l) => /after=\d/.test(l) && new URLSearchParams(l.split('?')[1]).get('after') === String(rows.at(-1)?.id));
    }
    return rows;
}

test('a school is asked for and verified: it is there, and who asked is its administrator at once', async () => {
    const asker = await resident('ຄຳ', { lang: 'lo', roams: true }), uscc = code();
    (await asker.get('/org/')).see(say('lo', 'org.requests_none'));
    const id = await ask(asker, { uscc: `${uscc.slice(0, 8)} ${uscc.slice(8)}`.toLowerCase() });
    assert.equal(await stateOf(id), state.asked);
    assert.equal(await one(`SELECT uscc FROM org_case WHERE id = ${id}`), uscc, 'folded as it is kept');
    assert.match(await one(`SELECT number FROM org_case WHERE id = ${id}`), /^OR\d{11}$/);
    const mine = await asker.get(`/org/case?id=${id}`);
    mine.see(say('lo', 'org.state.asked'), uscc, '勐腊县教育体育局', say('lo', 'org.promised'));
    assert.equal(mine.links('/org/fix').length, 0);
    const { text } = await letter(asker.mail, 'org_received');
    assert.ok(text.includes(`${url}/org/case?id=${id}`) && !/\{\w+\}/.test(text), text);

    assert.ok((await queued(tang)).some((row) => row.id === id), 'it lies on the desk');
    const page = await tang.get(review(id));
    page.see(uscc, 'ຄຳ ຫຼ້າ', '+856 20 5555 1234').notSee(en('org.act.check'));
    const [licence] = page.links('/org/licence');
    assert.deepEqual((await tang.get(licence)).body, png());
    const done = await decide(tang, id, 'verify', { note: 'compared' });
    assert.match(done.path, /said=org_decided/, String(done.faults));
    assert.equal(await stateOf(id), state.verified);

    const [[org, kind, name, kept]] = await sql(`SELECT o.id, o.kind, o.name, o.uscc FROM org o JOIN org_case c ON c.org = o.id WHERE c.id = ${id}`);
    assert.deepEqual([kind, name, kept], ['school', '勐腊县测试学校', uscc]);
    assert.deepEqual(await roles(asker.mail, org), ['school_lead']);
    (await asker.get(`/org/case?id=${id}`)).see(say('lo', 'org.state.verified')).notSee('compared');
    assert.ok((await lettersTo(asker.mail)).includes('org_verified'));
    (await asker.get('/org/')).see('勐腊县测试学校', say('lo', 'role.school_lead'));
    assert.deepEqual(await audit(`org_case:${id}`), [['org_ask', '0', 'school'], ['view_case', '0', ''], ['org_verify', '0', 'verify'],
        ['view_case', '0', '']]);
    assert.deepEqual(await audit(`org:${org}`), [['role_grant', '0', 'school_lead']]);
    assert.equal(await one(`SELECT COUNT(*) FROM audit WHERE action = 'view_paper' AND subject = ${asker.id}`), '1');
    const [[by, second]] = await sql(`SELECT asked_by, second_by FROM org_grant WHERE org = ${org}`);
    assert.equal(Number(by), asker.id);
    assert.equal(second, await one("SELECT id FROM account WHERE mail = 'tang@example.test'"));
});

test('contact and phone are sealed', async () => {
    const id = await ask(await resident('Sealed', { roams: true }));
    const [[contact, phone]] = await sql(`SELECT HEX(contact), HEX(phone) FROM org_case WHERE id = ${id}`);
    assert.ok(!contact.includes(Buffer.from('ຄຳ').toString('hex').toUpperCase()));
    assert.ok(!phone.includes(Buffer.from('8562055551234').toString('hex').toUpperCase()));
});

test('each kind goes to its department, as a row says', async () => {
    const asker = await resident('Kinds', { roams: true });
    const whose = { school: '勐腊县教育体育局', centre: '勐腊县教育体育局', enterprise: '勐腊县发展和改革局', bank: '勐腊县金融办公室',
        insurer: '勐腊县金融办公室', department: '勐腊县发展和改革局' };
    for (const [kind, name] of Object.entries(whose)) {
        const id = await ask(asker, { kind });
        assert.equal(await one(`SELECT o.name FROM org_case c JOIN org o ON o.id = c.verifier WHERE c.id = ${id}`), name, kind);
        const own = name.includes('教育') ? tang : name.includes('金融') ? deng : peng;
        (await own.get(review(id))).is(200);
        for (const other of [tang, deng, peng].filter((o) => o !== own)) {
            (await other.get(review(id))).is(404);
            (await unchanged(() => other.send(`/org/decide?id=${id}&event=refuse`, { token: 'x' }))).is(404);
        }
        await sql(`UPDATE org_case SET state = 6 WHERE id = ${id}`); // not three at a time
    }
});

test('banks and wrong check signs need two persons, and the second is another one', async () => {
    const asker = await resident('Bank', { roams: true }), id = await ask(asker, { kind: 'bank', name: '测试银行' });
    const page = await deng.get(review(id));
    page.see(en('org.act.check'));
    assert.equal(page.links('/org/decide').filter((l) => l.includes('event=verify')).length, 0);
    (await deng.get(`/org/decide?id=${id}&event=verify`)).is(409);
    await decide(deng, id, 'check');
    assert.equal(await stateOf(id), state.checked);
    (await deng.get(`/org/decide?id=${id}&event=verify`)).is(409);
    const { token } = (await deng.get(`/org/decide?id=${id}&event=return`)).form('desk');
    const refused = await unchanged(() => deng.send(`/org/decide?id=${id}&event=verify`, { token }));
    assert.deepEqual(refused.is(422).faults, [en('error.two_officers')]);
    await decide(xie, id, 'verify');
    assert.equal(await stateOf(id), state.verified);

    const wrong = doubtful(code()), doubt = await ask(await resident('Doubt', { roams: true }), { uscc: wrong });
    assert.deepEqual((await audit(`org_case:${doubt}`))[0], ['org_ask', '0', 'uscc_doubtful']);
    assert.ok((await queued(tang)).find((row) => row.id === doubt).text.includes(en('desk.doubtful')));
    (await tang.get(review(doubt))).see(en('desk.warning.doubtful', { value: wrong }));
    await decide(tang, doubt, 'check');
    const form = await feng.get(`/org/decide?id=${doubt}&event=verify`);
    const without = await unchanged(() => feng.submit(form, 'desk', {}));
    assert.ok(without.is(422).error('desk', 'override'));
    (await feng.submit(form, 'desk', { override: '1' })).goes(/said=org_decided/);
    assert.equal(await one(`SELECT uscc FROM org WHERE uscc = '${wrong}'`), wrong);
    assert.deepEqual((await audit(`org_case:${doubt}`)).at(-1), ['org_verify', '0', 'verify uscc_doubtful']);
});

test('sent back: the promise stands still, everything wrong is told at once, and only the asker corrects', async () => {
    const asker = await resident('Back', { roams: true }), id = await ask(asker);
    const due = () => one(`SELECT COALESCE(due_at, '') FROM flow_timer WHERE flow = 'org' AND case_id = ${id} AND event = 10`);
    assert.notEqual(await due(), '');
    const form = await tang.get(`/org/decide?id=${id}&event=return`);
    assert.ok((await unchanged(() => tang.submit(form, 'desk', {}))).is(422).error('desk', 'text'));
    await tang.submit(form, 'desk', { text: 'The licence is cut off.' });
    assert.equal(await stateOf(id), state.returned);
    assert.equal(await due(), '', 'it stands still');
    (await letter(asker.mail, 'org_returned')).text.includes('The licence is cut off.');
    (await asker.get(`/org/case?id=${id}`)).see('The licence is cut off.', en('org.due'));
    const fix = await asker.get(`/org/fix?id=${id}`);
    assert.equal(fix.value('ask', 'contact'), 'ຄຳ ຫຼ້າ');
    const other = await resident('Thief', { roams: true });
    (await other.get(`/org/fix?id=${id}`)).is(404);
    (await unchanged(() => other.send(`/org/fix?id=${id}`, { token: fix.form('ask').token }))).is(404);
    (await asker.submit(fix, 'ask', { name: '勐腊县测试学校（新）' })).goes(/said=org_asked/);
    assert.equal(await stateOf(id), state.asked);
    assert.notEqual(await due(), '');
    assert.equal(await one(`SELECT name FROM org_case WHERE id = ${id}`), '勐腊县测试学校（新）');
    assert.equal(await one(`SELECT COUNT(*) FROM document WHERE program = 'org' AND case_id = ${id}`), '1', 'the licence that is there may stay');
    (await asker.get(`/org/fix?id=${id}`)).is(409);
    (await unchanged(() => asker.submit(fix, 'ask', { name: 'later' }))).is(409);
});

test('refused with a reason, and taken up again', async () => {
    const asker = await resident('No', { roams: true }), id = await ask(asker);
    const form = await tang.get(`/org/decide?id=${id}&event=refuse`);
    assert.ok((await unchanged(() => tang.submit(form, 'desk', { text: 'no' }))).is(422).error('desk', 'reason'));
    await tang.submit(form, 'desk', { reason: 'not_entitled', text: 'Not on the list.' });
    assert.equal(await stateOf(id), state.refused);
    assert.match((await letter(asker.mail, 'org_refused')).text, like('en', 'choice.reason.not_entitled'));
    assert.deepEqual((await audit(`org_case:${id}`)).at(-1), ['org_refuse', '0', 'refuse']);
    await decide(feng, id, 'restore', { reason: 'mistake' });
    assert.equal(await stateOf(id), state.asked);
    assert.ok((await lettersTo(asker.mail)).includes('org_restored'));
});

test('withdrawn by the asker alone', async () => {
    const asker = await resident('Gone', { roams: true }), id = await ask(asker);
    (await tang.get(`/org/decide?id=${id}&event=withdraw`)).is(409);
    await asker.post(`/org/withdraw?id=${id}`, 'back');
    assert.equal(await stateOf(id), state.withdrawn);
    (await asker.get(`/org/withdraw?id=${id}`)).is(409);
    const page = (await tang.get(review(id))).is(200);
    assert.doesNotMatch(page.html, /event=verify/);
});

test('clocks: officers are reminded when the promise is over; what is not corrected ends, and can be taken up again', async () => {
    const asker = await resident('Late', { roams: true }), id = await ask(asker);
    const fire = async (event) => {
        await sql(`UPDATE flow_timer SET due_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE flow = 'org' AND case_id = ${id} AND event = ${event}`);
        await shell('suite_sweep "$0"');
    };
    await fire(10);
    for (const mail of ['tang@example.test', 'feng@example.test']) assert.ok((await lettersTo(mail)).includes('desk_due'), mail);
    assert.equal(await stateOf(id), state.asked);
    await sql(`UPDATE org_case SET due_at = UTC_TIMESTAMP() - INTERVAL 2 DAY WHERE id = ${id}`);
    (await tang.get('/org/desk')).see(en('desk.late'));
    await decide(tang, id, 'return', { text: 'x' });
    await fire(9);
    assert.equal(await stateOf(id), state.lapsed);
    assert.ok((await lettersTo(asker.mail)).includes('org_lapsed'));
    await decide(tang, id, 'restore', { reason: 'other' });
    assert.equal(await stateOf(id), state.asked);
    assert.equal((await sql(`SELECT COUNT(*) FROM flow_log WHERE flow = 'org' AND case_id = ${id}`))[0][0], '5');
});

test('the queue: oldest promise first, every registration once, however many pages', async () => {
    const asker = await resident('Queue', { roams: true });
    for (let n = 0; n < 24; n++) {
        const id = await ask(asker);
        await sql(`UPDATE org_case SET owner = (SELECT id FROM account WHERE mail = 'somsak@example.test'), due_at = due_at - INTERVAL ${n % 5} HOUR WHERE id = ${id}`);
    }
    const rows = (await queued(tang)).map((row) => row.id);
    const wanted = (await sql(`SELECT c.id FROM org_case c JOIN org o ON o.id = c.verifier WHERE o.name = '勐腊县教育体育局' AND state = 1 ORDER BY c.due_at, c.id`)).flat().map(Number);
    assert.deepEqual(rows, wanted);
    assert.equal((await queued(tang, 'refused')).length, Number(await one(`SELECT COUNT(*) FROM org_case c JOIN org o ON o.id = c.verifier
        WHERE o.name = '勐腊县教育体育局' AND state = 5`)));
    (await tang.get('/org/desk?state=draft')).is(404);
    await sql(`UPDATE org_case SET state = 6, due_at = NULL WHERE owner = (SELECT id FROM account WHERE mail = 'somsak@example.test');
        DELETE FROM flow_timer WHERE flow = 'org' AND case_id IN (SELECT id FROM org_case WHERE state = 6)`);
});

test('nobody decides on his own registration', async () => {
    const id = await ask(tang, { name: '自己的学校' });
    (await tang.get(review(id))).is(403);
    (await tang.get(`/org/decide?id=${id}&event=verify`)).is(403);
    (await unchanged(() => tang.send(`/org/decide?id=${id}&event=verify`, { token: 'x' }))).is(403);
    (await tang.get(`/org/case?id=${id}`)).is(200);
    await decide(feng, id, 'refuse', { reason: 'duplicate' });
});

test('a code that is here already, that one asked for oneself, and that somebody else asks for', async () => {
    const asker = await resident('Twice', { roams: true }), there = await one("SELECT uscc FROM org WHERE name = '勐腊县职业高级中学'");
    const form = await asker.get('/org/ask');
    const known = await unchanged(() => asker.submit(form, 'ask', asking({ uscc: there })));
    assert.equal(known.is(422).error('ask', 'uscc'), en('error.uscc_known'));
    assert.equal(known.value('ask', 'name'), '勐腊县测试学校', 'all that was typed is kept');
    const uscc = code(), id = await ask(asker, { uscc });
    const mine = await unchanged(async () => asker.submit(await asker.get('/org/ask'), 'ask', asking({ uscc })));
    assert.equal(mine.is(422).error('ask', 'uscc'), en('error.uscc_mine'));
    const other = await resident('Other', { roams: true }), theirs = await ask(other, { uscc });
    const number = await one(`SELECT number FROM org_case WHERE id = ${id}`);
    (await tang.get(review(theirs))).see(en('desk.warning.same', { value: number }));
    await decide(tang, theirs, 'verify');
    (await tang.get(review(id))).see(like('en', 'desk.warning.known'));
    const page = await tang.get(`/org/decide?id=${id}&event=verify`);
    const clash = await unchanged(() => tang.submit(page, 'desk', {}));
    assert.deepEqual(clash.is(422).faults, [en('error.uscc_taken')]);
    assert.equal(await stateOf(id), state.asked);
});

test('who may not hold the role that comes with it is told when asking, and again when somebody verifies', async () => {
    const wu = await worn('wu');
    const page = await unchanged(async () => wu.submit(await wu.get('/org/ask'), 'ask', asking()));
    assert.equal(page.is(422).error('ask', 'kind'), en('error.grant_apart'));
    const asker = await resident('Changed', { roams: true }), id = await ask(asker);
    const org = await orgOf('勐腊县发展和改革局');
    await sql(`INSERT INTO account_role (account, org, role, created_at) VALUES (${asker.id}, ${org}, ${bit('auditor')}, UTC_TIMESTAMP())`);
    const form = await tang.get(`/org/decide?id=${id}&event=verify`);
    const refused = await unchanged(() => tang.submit(form, 'desk', {}));
    assert.deepEqual(refused.is(422).faults, [en('error.grant_apart')]);
    await sql(`DELETE FROM account_role WHERE account = ${asker.id}`);
});

test('three at a time', async () => {
    const asker = await resident('Many', { roams: true });
    for (let n = 0; n < 3; n++) await ask(asker);
    const page = await unchanged(async () => asker.submit(await asker.get('/org/ask'), 'ask', asking()));
    assert.deepEqual(page.is(422).faults, [en('error.org_many')]);
});

test('codes and files that are none', async () => {
    const asker = await resident('Bad', { roams: true }), form = await asker.get('/org/ask'), right = code();
    const cases = [['uscc', '', 'must'], ['uscc', right.slice(1), 'uscc_length'], ['uscc', `I${right.slice(1)}`, 'uscc_sign'],
        ['uscc', right.replace(/^../, 'OS'), 'uscc_sign'], ['uscc', `${right}0`, 'uscc_length'], ['why', 'short', 'short'],
        ['phone', '13800000000', 'phone'], ['kind', 'club', 'choice'], ['contact', '123', 'name']];
    for (const [field, value, fault] of cases) {
        const page = await unchanged(() => asker.submit(form, 'ask', asking({ [field]: value })));
        assert.match(page.is(422, `${field} ${value}`).error('ask', field), like('en', `error.${fault}`), `${field} ${value}`);
        assert.equal(page.faults.length, 1, page.faults.join());
    }
    for (const [bytes, fault] of [[Buffer.from('<svg onload=alert(1)>'), 'file_type'], [Buffer.alloc(0), 'file_empty']]) {
        const page = await unchanged(() => asker.submit(form, 'ask', asking({ licence: { name: 'a.png', type: 'image/png', bytes } })));
        assert.match(page.is(422).error('ask', 'licence'), like('en', `error.${fault}`));
    }
    const none = await unchanged(() => asker.submit(form, 'ask', asking({ licence: undefined })));
    assert.match(none.is(422).error('ask', 'licence'), like('en', 'error.file_none'));
    (await asker.submit(form, 'ask', asking({ uscc: [...right].map((c) => String.fromCodePoint(c.codePointAt(0) + 0xfee0)).join('') })))
        .goes(/said=org_asked/); // full width is folded
    assert.equal(await one(`SELECT COUNT(*) FROM org_case WHERE uscc = '${right}'`), '1');
    assert.equal(quote('x'), "'x'");
    assert.equal(picture().type, 'image/png');
});
