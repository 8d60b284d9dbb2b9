// Requests for correction and deletion (PIPL 46, 47, 50): states, what the law keeps and until when, two officers for what
// cannot be undone, letters in the language of who asked, and nothing of the person left behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin, fill, handIn, intakeOf, say, send } from '../lib/applicant.mjs';
import { ask, decide, stateOf } from '../lib/privacy.mjs';
import { letter, lettersTo, newcomer, officer, one, resident, sql, sweep, unchanged } from '../lib/world.mjs';

const moves = (page) => page.links('/privacy/decide').map((h) => /event=(\w+)/.exec(h)?.[1]).filter(Boolean);

test('a correction is asked for, promised in working days, done, and told in the language of who asked', async () => {
    const who = await newcomer('Wrong Name', { lang: 'lo' });
    await sql(`UPDATE account SET lang = 'lo' WHERE id = ${who.id}`);
    await unchanged(async () => {
        const page = await who.post('/privacy/ask', 'request', { kind: 'correct', detail: '' });
        assert.equal(page.is(422).error('request', 'detail') !== '', true);
        (await who.post('/privacy/ask', 'request', { kind: 'everything', detail: 'x' })).is(422);
    });
    const id = await ask(who, { kind: 'correct', detail: 'ຊື່ຂອງຂ້ອຍຂຽນຜິດ' });
    const raw = await one(`SELECT HEX(detail) FROM privacy_case WHERE id = ${id}`);
    assert.ok(!Buffer.from(raw, 'hex').includes('ຊື່'), 'what is typed is sealed');
    assert.match(await one(`SELECT number FROM privacy_case WHERE id = ${id}`), /^PR\d{11}$/);
    assert.equal(await one(`SELECT due_at IS NOT NULL FROM privacy_case WHERE id = ${id}`), '1');
    (await who.get(`/privacy/request?id=${id}`)).see('ຊື່ຂອງຂ້ອຍຂຽນຜິດ', say('lo', 'privacy.state.asked'), say('lo', 'privacy.promised'));
    (await who.get('/privacy/requests')).see(say('lo', 'choice.request_kind.correct'));
    const twice = await unchanged(() => who.post('/privacy/ask', 'request', { kind: 'correct', detail: 'again' }));
    assert.equal(twice.is(422).error('request', 'kind'), say('lo', 'error.request_open'));

    const wu = await officer('wu', { roams: true, lang: 'en' });
    const page = (await wu.get(`/privacy/review?id=${id}`)).is(200).see('ຊື່ຂອງຂ້ອຍຂຽນຜິດ');
    assert.deepEqual(moves(page).sort(), ['correct', 'refuse']);
    assert.equal(await one(`SELECT COUNT(*) FROM audit WHERE subject = ${who.id} AND action = 'view_case' AND object = 'privacy_case:${id}'`), '1');
    assert.match((await unchanged(() => decide(wu, id, 'correct'))).is(422).faults.join(), /./, 'what was corrected must be told');
    assert.match((await decide(wu, id, 'correct', { text: 'ແກ້ໄຂຊື່ແລ້ວ' })).path, /said=request_decided/);
    assert.equal(await stateOf(id), 4);
    const got = await letter(who.mail, 'request_corrected');
    assert.ok(got.text.includes('ແກ້ໄຂຊື່ແລ້ວ') && got.subject.includes('ແກ້ໄຂຂໍ້ມູນ'), got.subject);
    (await who.get(`/privacy/request?id=${id}`)).see(say('lo', 'privacy.event.correct'), 'ແກ້ໄຂຊື່ແລ້ວ').notSee('wu@example.test');
});

test('who asked takes it back; nobody else sees it, and no officer decides on a request of their own', async () => {
    const who = await resident('Back Again', { roams: true }), other = await resident('Curious', { roams: true });
    const id = await ask(who, { kind: 'delete', detail: '' });
    for (const path of ['request', 'request_back']) (await other.get(`/privacy/${path}?id=${id}`)).is(404);
    for (const path of ['/privacy/desk', `/privacy/review?id=${id}`]) (await other.get(path)).is(403);
    const li = await officer('li', { roams: true });
    (await li.get(`/privacy/review?id=${id}`)).is(403);
    const page = await who.post(`/privacy/request_back?id=${id}`, 'request_back');
    assert.match(page.path, /said=request_back/);
    assert.equal(await stateOf(id), 6);
    (await who.get(`/privacy/request_back?id=${id}`)).is(409);
    const wu = await officer('wu', { roams: true }), own = await ask(wu, { kind: 'correct', detail: 'mine' });
    (await wu.get(`/privacy/review?id=${own}`)).is(403);
    await wu.post(`/privacy/request_back?id=${own}`, 'request_back');
});

test('what the law keeps is told beforehand and holds the deletion, with its end; then it is taken up again by itself', async () => {
    const who = await newcomer('Held', { lang: 'en' }), application = await begin(who, await intakeOf('CHN-1'));
    await fill(who, application);
    (await who.get('/privacy/ask')).notSee(say('en', 'choice.hold.apply_under_way')); // a draft is held by nothing
    await send(who, application);
    const number = await one(`SELECT number FROM apply_application WHERE id = ${application}`);
    (await who.get('/privacy/ask')).see(say('en', 'choice.hold.apply_under_way'), number);
    const id = await ask(who, { kind: 'delete', detail: '' }), wu = await officer('wu', { roams: true, lang: 'en' });
    assert.deepEqual(moves(await wu.get(`/privacy/review?id=${id}`)).sort(), ['hold', 'refuse']);
    (await decide(wu, id, 'agree').catch(() => wu.get(`/privacy/decide?id=${id}&event=agree`))).is(409);
    // The decision can be taken to court for six months after the end.
    await sql(`UPDATE apply_application SET state = 16, state_at = '2026-10-15 02:00:00' WHERE id = ${application}`);
    (await wu.get(`/privacy/review?id=${id}`)).see(say('en', 'choice.hold.apply_ended'), 'article 46');
    assert.match((await decide(wu, id, 'hold')).path, /said=request_decided/);
    assert.deepEqual(await sql(`SELECT state, hold_why, hold_until, DATE(due_at + INTERVAL 8 HOUR - INTERVAL 1 SECOND) FROM privacy_case WHERE id = ${id}`),
        [['3', 'apply_ended', '2027-04-15', '2027-04-15']]);
    assert.ok((await letter(who.mail, 'request_held')).text.includes(say('en', 'choice.hold.apply_ended')));
    (await who.get(`/privacy/request?id=${id}`)).see(say('en', 'privacy.state.held'), say('en', 'choice.hold.apply_ended'));
    await sql(`UPDATE flow_timer SET due_at = UTC_TIMESTAMP() - INTERVAL 1 MINUTE WHERE flow = 'privacy' AND case_id = ${id}`);
    await sweep('privacy');
    assert.equal(await stateOf(id), 1, 'on the desk again');
});

test('two officers delete; nothing of the person is left, and what proves the act is', async () => {
    const who = await newcomer('Vanishing Person'), application = await begin(who, await intakeOf('CHN-1'));
    await fill(who, application, { contact: { phone: '+8562099887766' } });
    await handIn(who, application, 'photo');
    const id = await ask(who, { kind: 'delete', detail: 'please' });
    const wu = await officer('wu', { roams: true }), zheng = await officer('zheng', { roams: true });
    assert.match((await decide(wu, id, 'agree')).path, /said=request_decided/);
    assert.equal(await stateOf(id), 2);
    assert.ok(!moves(await wu.get(`/privacy/review?id=${id}`)).includes('erase'), 'not by the same person');
    const seen = await zheng.get(`/privacy/review?id=${id}`);
    assert.ok(moves(seen).includes('erase'), moves(seen).join());
    assert.match((await decide(zheng, id, 'erase')).path, /said=request_decided/);
    assert.equal(await stateOf(id), 4);
    const [[name, mail, phone, password, totp, state]] = await sql(`SELECT name, mail, phone, password, totp, state FROM account WHERE id = ${who.id}`);
    assert.deepEqual([name, mail, phone, password, totp, state], ['', null, null, null, null, 'closed']);
    for (const [what, text] of Object.entries({
        sessions: `SELECT COUNT(*) FROM session WHERE account = ${who.id}`, files: `SELECT COUNT(*) FROM document WHERE owner = ${who.id}`,
        schools: `SELECT COUNT(*) FROM apply_education WHERE application = ${application}`,
        letters: `SELECT COUNT(*) FROM outbox WHERE account = ${who.id} AND (body IS NOT NULL OR subject <> '')`,
        sealed: `SELECT COUNT(*) FROM apply_application WHERE owner = ${who.id} AND (phone IS NOT NULL OR passport_no IS NOT NULL OR name_native IS NOT NULL OR birth IS NOT NULL)`,
        words: `SELECT COUNT(*) FROM privacy_case WHERE id = ${id} AND detail IS NOT NULL` })) assert.equal(await one(text), '0', what);
    assert.equal(await one(`SELECT COUNT(*) FROM consent WHERE account = ${who.id}`) > 0, true, 'proof stays');
    assert.equal(await one(`SELECT COUNT(*) FROM audit WHERE subject = ${who.id} AND action = 'close' AND actor <> ${who.id}`), '1');
    (await who.get('/privacy/requests', { follow: false })).goes(/^\/login\//);
    // The last letter goes to the address, which then goes too.
    const row = await one(`SELECT id FROM outbox WHERE name = 'request_erased' AND address = '${who.mail}'`);
    assert.ok(row);
    for (let n = 0; n < 40 && await one(`SELECT COUNT(*) FROM outbox WHERE id = ${row} AND state = 'waiting'`) === '1'; n++) await new Promise((d) => setTimeout(d, 250));
    await sweep('privacy');
    assert.equal(await one(`SELECT COUNT(*) FROM outbox WHERE address = '${who.mail}'`), '0');
    assert.equal(await one(`SELECT COUNT(*) FROM account WHERE mail = '${who.mail}'`), '0');
    // What still shows the case to others opens without the person.
    (await wu.get(`/privacy/review?id=${id}`)).is(200);
    assert.deepEqual(await sql(`SELECT state_to FROM flow_log WHERE flow = 'privacy' AND case_id = ${id} ORDER BY ver`), [['1'], ['2'], ['4']]);
});

test('a refusal gives its reason, can be reopened, and an officer with a role is held until it is taken back', async () => {
    const who = await newcomer('Refused'), id = await ask(who, { kind: 'correct', detail: 'my sister is called otherwise' });
    const wu = await officer('wu', { roams: true, lang: 'en' });
    assert.ok((await unchanged(() => decide(wu, id, 'refuse'))).is(422).error('desk', 'reason'));
    await decide(wu, id, 'refuse', { reason: 'not_yours', text: 'Please let her ask herself.', note: 'called her school' });
    assert.equal(await stateOf(id), 5);
    const got = await letter(who.mail, 'request_refused');
    assert.ok(got.text.includes(say('en', 'choice.reason.not_yours')) && !got.text.includes('called her school'));
    (await who.get(`/privacy/request?id=${id}`)).see('Please let her ask herself.').notSee('called her school');
    await decide(wu, id, 'restore', { reason: 'mistake' });
    assert.equal(await stateOf(id), 1);
    const li = await officer('li', { roams: true, lang: 'en' });
    (await li.get('/privacy/ask')).see(say('en', 'choice.hold.role'));
    await sql(`UPDATE flow_timer SET due_at = UTC_TIMESTAMP() - INTERVAL 1 MINUTE WHERE flow = 'privacy' AND case_id = ${id}`);
    await sweep('privacy');
    assert.ok((await lettersTo('wu@example.test')).includes('desk_request_due'), 'whoever lets the day pass is reminded');
    assert.deepEqual((await wu.get('/privacy/')).links('/privacy/desk'), ['/privacy/desk'], 'the way to the desk');
    assert.deepEqual((await who.get('/privacy/')).links('/privacy/desk'), []);
    (await wu.get('/privacy/desk')).see(await one(`SELECT number FROM privacy_case WHERE id = ${id}`));
});
