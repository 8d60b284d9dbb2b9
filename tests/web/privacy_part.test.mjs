// A request about a part: one paper, one application, contact data; what the law keeps of that part only; and a hold an
// administrator sets on one person.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, intakeOf, say } from '../lib/applicant.mjs';
import { ask, decide, erase, stateOf } from '../lib/privacy.mjs';
import { letter, lettersTo, newcomer, officer, one, resident, sql, unchanged } from '../lib/world.mjs';

const ended = (id) => sql(`UPDATE apply_application SET state = 16, state_at = UTC_TIMESTAMP() - INTERVAL 8 MONTH, due_at = NULL WHERE id = ${id}`);
const moves = (page) => page.links('/privacy/decide').map((h) => /event=(\w+)/.exec(h)?.[1]).filter(Boolean).sort();
const day = (days) => {
    const d = new Date(Date.now() + days * 86400000);
    return { 'ends_on-d': String(d.getUTCDate()), 'ends_on-m': String(d.getUTCMonth() + 1), 'ends_on-y': String(d.getUTCFullYear()) };
};

test('one application is deleted and the other stays; each is held by its own time only', async () => {
    const who = await newcomer('Parts', { roams: true }), [old, now] = [await apply(who, await intakeOf('CHN-1')), await apply(who, await intakeOf('LOG-3'))];
    await ended(old);
    const page = (await who.get('/privacy/ask')).see(say('en', 'privacy.parts'));
    assert.ok(page.links('/privacy/ask_part?part=application').length === 2 && page.links('/privacy/ask_part?part=paper').length >= 2 && page.links('/privacy/ask_part?part=contact').length === 1);
    (await who.get(`/privacy/ask_part?part=application&id=${old}`)).is(200).notSee(say('en', 'choice.hold.apply_under_way')).see(say('en', 'choice.request_part_kind.delete'));
    (await who.get(`/privacy/ask_part?part=application&id=${now}`)).is(200).see(say('en', 'choice.hold.apply_under_way'));
    const held = await ask(who, { kind: 'delete', detail: '' }, `_part?part=application&id=${now}`);
    const id = await ask(who, { kind: 'delete', detail: '' }, `_part?part=application&id=${old}`);
    const twice = await unchanged(() => who.post(`/privacy/ask_part?part=application&id=${old}`, 'request', { kind: 'delete', detail: '' }));
    assert.equal(twice.is(422).error('request', 'kind'), say('en', 'error.request_open'));
    const wu = await officer('wu', { roams: true, lang: 'en' });
    assert.deepEqual(moves(await wu.get(`/privacy/review?id=${held}`)), ['hold', 'refuse']);
    (await wu.get(`/privacy/review?id=${id}`)).see(say('en', 'privacy.part.application'), await one(`SELECT number FROM apply_application WHERE id = ${old}`));
    await erase(id);
    assert.deepEqual(await sql(`SELECT id = ${old}, erased_at IS NOT NULL, name_primary IS NULL, phone IS NULL FROM apply_application WHERE owner = ${who.id} ORDER BY id = ${now}`),
        [['1', '1', '1', '1'], ['0', '0', '0', '0']]);
    assert.equal(await one(`SELECT COUNT(*) FROM document WHERE program = 'apply' AND case_id = ${old}`), '0');
    assert.ok(Number(await one(`SELECT COUNT(*) FROM document WHERE program = 'apply' AND case_id = ${now}`)) > 0);
    assert.equal(await one(`SELECT COUNT(*) FROM outbox WHERE flow = 'apply' AND case_id = ${old} AND body IS NOT NULL`), '0');
    assert.equal(await one(`SELECT state FROM account WHERE id = ${who.id}`), 'active');
    assert.ok((await letter(who.mail, 'request_part_erased')).text.includes('/privacy/request?id='));
    (await who.get(`/apply/status?id=${old}`)).is(200).see(say('en', 'apply.erased_text'));
    (await who.get(`/privacy/ask_part?part=application&id=${old}`)).is(404);
    (await who.get(`/privacy/request?id=${id}`)).is(200).see(say('en', 'privacy.state.done'));
    assert.equal(await stateOf(held), 1);
});

test('one paper, or contact data; nobody names a part that is not theirs', async () => {
    const who = await resident('Paper', { roams: true }), other = await resident('Other', { roams: true }), id = await apply(who, await intakeOf('CHN-1'));
    await ended(id);
    const [[paper], [kept]] = await sql(`SELECT id FROM document WHERE owner = ${who.id} ORDER BY id LIMIT 2`);
    for (const query of [`part=paper&id=${paper}`, `part=application&id=${id}`]) {
        (await other.get(`/privacy/ask_part?${query}`)).is(404);
        (await who.get(`/privacy/ask_part?${query}`)).is(200);
    }
    for (const query of ['', 'part=paper', 'part=application&id=0', 'part=everything', 'part=paper&id=x']) (await who.get(`/privacy/ask_part?${query}`)).is(404);
    await erase(await ask(who, { kind: 'delete', detail: '' }, `_part?part=paper&id=${paper}`));
    assert.deepEqual(await sql(`SELECT id FROM document WHERE id IN (${paper}, ${kept})`), [[kept]]);
    await erase(await ask(who, { kind: 'delete', detail: '' }, '_part?part=contact'));
    assert.deepEqual(await sql(`SELECT phone, address, mail, emergency_phone, name_primary IS NOT NULL, erased_at FROM apply_application WHERE id = ${id}`),
        [[null, null, null, null, '1', null]]);
    assert.equal(await one(`SELECT mail FROM account WHERE id = ${who.id}`), who.mail, 'the way in stays');
    const list = (await who.get('/privacy/requests')).see(say('en', 'choice.request_part_kind.delete'));
    assert.equal(list.links('/privacy/request?').length, 2);
});

test('an administrator holds the data of one person; it is told where the law allows, ends by itself, and can be lifted', async () => {
    const who = await newcomer('Held Person', { roams: true }), wu = await officer('wu', { roams: true, lang: 'en' });
    const place = `/privacy/holds?id=${who.id}`;
    assert.deepEqual((await wu.get(`/admin/person?id=${who.id}`)).links('/privacy/holds'), [place]);
    await unchanged(async () => {
        for (const [fields, field] of [[{ note: '' }, 'note'], [{ 'ends_on-y': '2020' }, 'ends_on'], [{ why: 'mood' }, 'why']])
            assert.ok((await wu.post(place, 'hold', { why: 'court', note: 'File 2026-17', shown: '1', ...day(60), ...fields })).is(422).error('hold', field), field);
    });
    assert.match((await wu.post(place, 'hold', { why: 'court', note: 'File 2026-17', shown: '1', ...day(60) })).path, /said=hold_set/);
    const raw = await one(`SELECT HEX(note) FROM person_hold WHERE account = ${who.id}`);
    assert.ok(!Buffer.from(raw, 'hex').includes('File'), 'sealed');
    (await wu.get(place)).see('File 2026-17');
    (await who.get('/privacy/ask')).see(say('en', 'choice.hold.person_court'));
    const copy = JSON.parse(Buffer.from((await who.get('/privacy/copy')).body).toString());
    assert.deepEqual(copy.held.map((h) => [h.why, h.reason, h.lifted]), [['court', 'File 2026-17', null]]);
    const id = await ask(who, { kind: 'delete', detail: '' });
    assert.deepEqual(moves(await wu.get(`/privacy/review?id=${id}`)), ['hold', 'refuse']);
    await decide(wu, id, 'hold');
    assert.deepEqual(await sql(`SELECT hold_why, hold_until = (SELECT ends_on FROM person_hold WHERE account = ${who.id}) FROM privacy_case WHERE id = ${id}`), [['person_court', '1']]);
    const hold = await one(`SELECT MAX(id) FROM person_hold WHERE account = ${who.id}`);
    assert.match((await wu.post(`/privacy/hold_end?id=${hold}`, 'hold_end')).path, /said=hold_lifted/);
    (await wu.get(`/privacy/hold_end?id=${hold}`)).is(409);
    assert.deepEqual(await sql(`SELECT action, actor <> subject FROM audit WHERE subject = ${who.id} AND object = 'person_hold:${hold}' ORDER BY id`), [['hold', '1'], ['hold_end', '1']]);
    (await who.get('/privacy/ask')).notSee(say('en', 'choice.hold.person_court'));

    await wu.post(place, 'hold', { why: 'authority', note: 'Secret file', ...day(30) });
    (await who.get('/privacy/ask')).notSee(say('en', 'choice.hold.person_authority'), say('en', 'choice.hold.person_secret'));
    assert.ok(!Buffer.from((await who.get('/privacy/copy')).body).toString().includes('Secret file'));
    await decide(wu, id, 'resume');
    assert.deepEqual(moves(await wu.get(`/privacy/review?id=${id}`)), ['hold', 'refuse']);
    await decide(wu, id, 'hold');
    const letters = (await letter(who.mail, 'request_held')).text;
    assert.ok(letters.includes(say('en', 'choice.hold.person_secret')) && !letters.includes(say('en', 'choice.hold.person_authority')));
    await sql(`UPDATE person_hold SET ends_on = CURDATE() - INTERVAL 3 DAY WHERE account = ${who.id}`);
    await decide(wu, id, 'resume');
    assert.deepEqual(moves(await wu.get(`/privacy/review?id=${id}`)), ['agree', 'refuse'], 'over by itself');
    assert.ok((await lettersTo(who.mail)).length > 1);
});

test('only security administrators, and nobody on their own data', async () => {
    const who = await resident('Nobody', { roams: true }), li = await officer('li', { roams: true }), wu = await officer('wu', { roams: true });
    for (const client of [who, li]) (await client.get(`/privacy/holds?id=${who.id}`)).is(403);
    (await wu.get(`/privacy/holds?id=${await one("SELECT id FROM account WHERE mail = 'wu@example.test'")}`)).is(403);
    (await wu.get('/privacy/holds?id=99999999')).is(404);
    (await wu.get('/privacy/hold_end?id=99999999')).is(404);
});
