// What people really type and hand in (DOMAIN 2.4): each thing is refused beside its field, told before sending, or
// shown to the officer, as that list says. What is covered elsewhere: unit/test_apply_mrz, test_apply_rules, test_kind,
// test_text; web/journey, attack_body; fault/race.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { answers, apply, begin, consent, date, decide, fill, handIn, intakeOf, like, picture, say, send, state,
    stateOf } from '../lib/applicant.mjs';
import { shell } from '../lib/load.mjs';
import { officer, one, quote, resident, sql, unchanged } from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes);
const part = (client, id, name, changed) =>
    client.post(`/apply/${name}?id=${id}`, name, { ...answers[name], ...changed });
function fault(page, form, field, name) {
    assert.match(page.is(422, name).error(form, field), like('en', `error.${name}`), name);
    return page;
}
const on = (name, text) => { // "2027-03-01"
    const [y, m, d] = text.split('-').map(Number);
    return date(name, d, m, y);
};
const today = "DATE(CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', '+08:00'))";
const day = (text) => one(`SELECT ${text}`);
const check = (client, id) => client.get(`/apply/check?id=${id}`);
let li, chen, intake, starts;

before(async () => {
    [li, chen] = [await officer('li', { roams: true }), await officer('chen', { roams: true })];
    intake = await intakeOf('LOG-3');
    starts = `(SELECT starts FROM apply_intake WHERE id = ${intake})`;
});

async function drafted(name, code = 'LOG-3') {
    const client = await resident(name, { roams: true });
    client.draft = await begin(client, await intakeOf(code));
    return client;
}

// Two lines of a TD3 passport with right check digits (ICAO 9303).
function lines({ names, number, birth, expires, sex = 'F', state: of = 'LAO' }) {
    const value = (c) => (c === '<' ? 0 : parseInt(c, 36));
    const digit = (s) => [...s].reduce((n, c, i) => n + value(c) * [7, 3, 1][i % 3], 0) % 10;
    const short = (text) => text.slice(2).replaceAll('-', '');
    const no = number.padEnd(9, '<'), [b, e] = [short(birth), short(expires)], personal = '<'.repeat(14);
    const all = `${no}${digit(no)}${b}${digit(b)}${e}${digit(e)}${personal}0`;
    return { mrz1: `P<${of}${names}`.padEnd(44, '<'),
        mrz2: `${no}${digit(no)}${of}${b}${digit(b)}${sex}${e}${digit(e)}${personal}0${digit(all)}` };
}

test('a passport that is over, or is over six months after the start', async () => {
    const client = await drafted('Passport'), id = client.draft;
    fault(await part(client, id, 'person', on('passport_expires', await day(`${today} - INTERVAL 1 DAY`))), 'person',
        'passport_expires', 'date_early');
    const soon = [`${starts} - INTERVAL 1 DAY`, `${starts} + INTERVAL 6 MONTH - INTERVAL 1 DAY`];
    await fill(client, id);
    const until = await one(`SELECT DATE_FORMAT(${starts} + INTERVAL 6 MONTH, '%e %M %Y')`);
    for (const when of soon) {
        const short = on('passport_expires', await day(when)); // told at its field, and kept only for later
        const refused = fault(await unchanged(() => part(client, id, 'person', short)), 'person', 'passport_expires', 'passport_short');
        assert.equal(refused.error('person', 'passport_expires'), say('en', 'error.passport_short', { min: until }));
        assert.equal(refused.value('person', 'passport_expires-y'), short['passport_expires-y'], 'what was typed is kept');
        assert.match((await part(client, id, 'person', { ...short, mark: 'later' })).path, /said=saved/);
        const page = (await check(client, id)).see(en('finding.passport_short'));
        assert.equal(page.form('check'), undefined, 'not to be sent so');
    }
    await part(client, id, 'person', on('passport_expires', await day(`${starts} + INTERVAL 6 MONTH`)));
    assert.ok((await check(client, id)).notSee(en('finding.passport_short')).form('check'));
});

test('passport lines: a letter O for a 0 is refused; what differs from the rest is told, kept, and shown to the officer', async () => {
    const client = await drafted('Lines'), id = client.draft;
    const own = { names: 'KHAMLA<<BOUN', number: 'P1234560', birth: '2005-09-27',
        expires: `${new Date().getFullYear() + 6}-02-01` };
    const typed = { name_primary: 'KHAMLA', name_secondary: 'BOUN', passport_no: 'P1234560' };
    const right = lines(own);
    fault(await part(client, id, 'person', { ...typed, ...right, mrz2: right.mrz2.replace('4560', '456O') }), 'person',
        'mrz2', 'mrz_number');
    for (const cut of [right.mrz2.slice(1), `${right.mrz2}<`])
        assert.ok((await part(client, id, 'person', { ...typed, ...right, mrz2: cut })).is(422).error('person', 'mrz2'));
    const small = { mrz1: right.mrz1.toLowerCase(), mrz2: right.mrz2.replace(/(.{10})/g, '$1 ').toLowerCase() };
    assert.match((await part(client, id, 'person', { ...typed, ...small })).path, /said=saved$/);
    const differs = await part(client, id, 'person', { ...typed, name_primary: 'BOUN', name_secondary: 'KHAMLA', ...right,
        ...date('birth', 28, 9, 2005) });
    assert.equal(differs.banner, en('said.mrz_differs'), 'a warning, not a refusal');
    await fill(client, id, { person: { ...typed, name_primary: 'BOUN', name_secondary: 'KHAMLA', ...right,
        ...date('birth', 28, 9, 2005) } });
    await send(client, id);
    (await li.get(`/apply/case?id=${id}`)).see(en('officer.warning.mrz_name'), en('officer.warning.mrz_birth'))
        .notSee(en('officer.warning.mrz_number'), en('officer.warning.no_mrz'));
});

test('who has one name may write it into either box', async () => {
    const client = await drafted('One'), id = client.draft;
    for (const names of [{ name_primary: 'KHAMLA', name_secondary: '' }, { name_primary: '', name_secondary: 'KHAMLA' }]) {
        assert.match((await part(client, id, 'person', names)).path, /said=saved$/);
        const page = await client.get(`/apply/person?id=${id}`);
        assert.deepEqual([page.value('person', 'name_primary'), page.value('person', 'name_secondary')], ['KHAMLA', '']);
    }
    fault(await part(client, id, 'person', { name_primary: '', name_secondary: '' }), 'person', 'name_primary', 'must');
});

test('names of marks or of nothing to see are refused; one in Zawgyi is kept and told', async () => {
    const client = await drafted('Marks'), id = client.draft;
    for (const name of ['\u0300\u0301', '\u0eb1\u0eb4', '\u200b\u200d', '\u200b'])
        assert.ok((await part(client, id, 'person', { name_native: name })).is(422).error('person', 'name_native'), name);
    await fill(client, id);
    const page = await part(client, id, 'person', { name_native: 'ေက်ာင္းသား' });
    assert.equal(page.banner, en('said.name_zawgyi'));
    await send(client, id);
    (await li.get(`/apply/case?id=${id}`)).see(en('officer.warning.zawgyi'));
});

test('nationality: Chinese is sent another way, Chinese as a second one is shown to the officer', async () => {
    const client = await drafted('Dual'), id = client.draft;
    fault(await part(client, id, 'person', { nationality: 'CHN' }), 'person', 'nationality', 'chinese_national');
    fault(await part(client, id, 'person', { nationality2: 'LAO' }), 'person', 'nationality2', 'same_country');
    await fill(client, id, { person: { nationality2: 'CHN' } });
    await send(client, id);
    (await li.get(`/apply/case?id=${id}`)).see(en('officer.warning.two_nationalities'));
});

test('Timor-Leste is a member state now; nobody else is who is none', async () => {
    const client = await resident('Dili', { roams: true });
    const start = (nationality) => client.post(`/apply/start?id=${intake}`, 'start', { ...answers.start, nationality });
    fault(await start('FRA'), 'start', 'nationality', 'not_asean');
    assert.match((await start('TLS')).path, /^\/apply\/tasks/);
    const id = await one(`SELECT MAX(id) FROM apply_application WHERE owner = ${client.id}`);
    await fill(client, id, { person: { nationality: 'TLS', passport_state: 'TLS' } });
    await sql("UPDATE asean_member SET valid_from = CURDATE() + INTERVAL 2 DAY WHERE code = 'TLS'");
    try { // as if it joined the day after tomorrow: judged when it is sent, not when it was begun
        assert.equal((await check(client, id)).see(en('finding.not_asean')).form('check'), undefined);
    } finally {
        await sql("UPDATE asean_member SET valid_from = '2025-10-26' WHERE code = 'TLS'");
    }
    await send(client, id);
});

test('birth: the 29th of February is a day, today and tomorrow are none, and years are counted at the start', async () => {
    const client = await resident('Leap', { roams: true });
    const start = (text) => client.post(`/apply/start?id=${intake}`, 'start', { ...answers.start, ...on('birth', text) });
    for (const when of [today, `${today} + INTERVAL 1 DAY`]) fault(await start(await day(when)), 'start', 'birth', 'date_late');
    fault(await start('2005-02-29'), 'start', 'birth', 'date');
    fault(await start(await day(`${starts} - INTERVAL 15 YEAR + INTERVAL 1 DAY`)), 'start', 'birth', 'too_young');
    assert.match((await start('2004-02-29')).path, /^\/apply\/tasks/);
    const young = await resident('Young', { roams: true });
    const page = await young.post(`/apply/start?id=${intake}`, 'start', { ...answers.start,
        ...on('birth', await day(`${starts} - INTERVAL 15 YEAR`)) });
    assert.match(page.path, /^\/apply\/tasks/, 'fifteen on the first day of a programme from fifteen');
});

test('an HSK test of tomorrow is none', async () => {
    const client = await drafted('Tomorrow'), id = client.draft, hsk = { chinese: 'hsk3', chinese_score: '200' };
    fault(await part(client, id, 'language', { ...hsk, ...on('chinese_date', await day(`${today} + INTERVAL 1 DAY`)) }),
        'language', 'chinese_date', 'date_late');
    assert.match((await part(client, id, 'language', { ...hsk, ...on('chinese_date', await day(today)) })).path, /said=saved/);
});

test('less Chinese than the programme asks for: told on the check page and to the officer, and sent all the same', async () => {
    const client = await drafted('Little', 'ECO-6'), id = client.draft, note = en('finding.chinese_low', { level: 2 });
    const hsk = async (level) => part(client, id, 'language', { chinese: level, chinese_score: '200',
        ...on('chinese_date', await day(`${today} - INTERVAL 100 DAY`)) });
    await fill(client, id);
    for (const level of ['none', 'some', 'hsk1']) {
        await hsk(level);
        const page = (await check(client, id)).see(en('apply.notes'), note);
        assert.ok(page.form('check'), `${level} may be sent`);
    }
    await hsk('hsk2');
    (await check(client, id)).notSee(note, en('apply.notes'));
    await hsk('hsk1');
    await send(client, id);
    (await li.get(`/apply/case?id=${id}`)).see(en('officer.warning.chinese_low', { value: 2 }));
});

test('a guardian is somebody else, lives in China, and signs a paper that is asked for by its own name', async () => {
    const client = await drafted('Minor'), id = client.draft;
    await part(client, id, 'person', on('birth', await day(`${starts} - INTERVAL 16 YEAR`)));
    for (const kind of ['passport', 'photo', 'diploma']) await handIn(client, id, kind);
    fault(await part(client, id, 'guardian', { guardian_name: 'Khamla' }), 'guardian', 'guardian_name', 'guardian_self');
    fault(await part(client, id, 'guardian', { guardian_name: answers.person.name_native }), 'guardian', 'guardian_name',
        'guardian_self');
    fault(await part(client, id, 'guardian', { guardian_in_china: 'no' }), 'guardian', 'guardian_in_china',
        'guardian_abroad');
    (await check(client, id)).see(en('finding.guardian'), en('finding.guardian_paper'));
    assert.match((await part(client, id, 'guardian')).path, /said=saved/);
    (await check(client, id)).see(en('finding.guardian_paper')).notSee(en('finding.guardian'));
    for (const lang of ['zh', 'lo', 'th', 'vi', 'my', 'km', 'id', 'ms', 'fil'])
        assert.notEqual(say(lang, 'finding.guardian_paper'), say(lang, 'finding.guardian'), lang);
    await handIn(client, id, 'guardian');
    (await check(client, id)).notSee(en('finding.guardian_paper'), en('finding.guardian'));
});

test('an examination of six months ago is taken, a day more is not; nor without a date, nor of tomorrow', async () => {
    const client = await drafted('Health'), id = client.draft;
    // The first day that six months ago reaches: months are not all of one length.
    const last = await day(`MIN(d) FROM (SELECT ${today} - INTERVAL seq DAY d FROM seq_170_to_190) x
        WHERE d + INTERVAL 6 MONTH >= ${today}`);
    const give = (kind, text) => client.post(`/apply/paper_new?id=${id}&kind=${kind}`, 'paper', { file: picture(), ...consent(kind),
        ...(text ? on('dated', text) : {}) });
    await fill(client, id);
    for (const kind of ['health', 'no_crime']) {
        await unchanged(async () => {
            fault(await give(kind, await day(`'${last}' - INTERVAL 1 DAY`)), 'paper', 'dated', 'paper_old');
            fault(await give(kind), 'paper', 'dated', 'must');
            fault(await give(kind, await day(`${today} + INTERVAL 1 DAY`)), 'paper', 'dated', 'date_late');
        });
        assert.match((await give(kind, last)).path, /said=paper_kept/);
    }
    assert.match((await give('transcript')).path, /said=paper_kept/, 'others need no date');
    assert.match((await client.post(`/apply/papers?id=${id}`, 'done')).path, /said=saved/);
    assert.ok((await check(client, id)).notSee(en('finding.paper_old')).form('check'));
    await sql(`UPDATE apply_application SET health_on = health_on - INTERVAL 1 DAY WHERE id = ${id}`); // time goes by
    assert.equal((await check(client, id)).see(en('finding.paper_old')).form('check'), undefined);
});

test('a fourth application under way is none, neither begun nor sent', async () => {
    const client = await resident('Four', { roams: true });
    const [first] = [await apply(client, intake), await apply(client, await intakeOf('CHN-1'))];
    const draft = await begin(client, await intakeOf('TOU-3')), fourth = await intakeOf('ECO-6');
    await fill(client, draft);
    await unchanged(async () => (await client.post(`/apply/start?id=${fourth}`, 'start', answers.start)).is(422)
        .see(en('error.too_many')));
    await client.post(`/apply/withdraw?id=${first}`, 'withdraw', { reason: 'family' });
    const last = await begin(client, fourth);
    await fill(client, last);
    await send(client, last);
    await decide(chen, first, 'restore', { reason: 'request' }); // and now there are three without the draft
    const page = (await check(client, draft)).see(en('finding.too_many'));
    assert.equal(page.form('check'), undefined);
});

test('a programme that closes, ends or fills up between draft and sending', async () => {
    const client = await drafted('Late'), id = client.draft;
    await fill(client, id);
    const page = await check(client, id);
    const refused = async (change, back, name) => {
        await sql(change);
        try {
            await unchanged(async () => (await client.submit(page, 'check', { agree: '1' })).is(422)
                .see(en(`finding.${name}`)), name);
        } finally {
            await sql(back);
        }
        assert.equal(await stateOf(id), state.draft);
    };
    const [[closes, capacity]] = await sql(`SELECT closes, capacity FROM apply_intake WHERE id = ${intake}`);
    await refused(`UPDATE apply_intake SET closes = ${today} - INTERVAL 1 DAY WHERE id = ${intake}`,
        `UPDATE apply_intake SET closes = ${quote(closes)} WHERE id = ${intake}`, 'window_closed');
    await refused("UPDATE apply_programme SET active = FALSE WHERE code = 'LOG-3'",
        "UPDATE apply_programme SET active = TRUE WHERE code = 'LOG-3'", 'window_closed');
    await refused(`UPDATE apply_intake SET capacity = reserved + taken WHERE id = ${intake}`,
        `UPDATE apply_intake SET capacity = ${capacity} WHERE id = ${intake}`, 'full');
    (await client.submit(page, 'check', { agree: '1' })).goes(`/apply/sent?id=${id}`);
});

test('an answer after its time is none, and the seat is free', async () => {
    const client = await resident('Slow', { roams: true }), id = await apply(client, intake);
    await decide(li, id, 'accept_for_review');
    await decide(chen, id, 'offer');
    const form = await client.get(`/apply/offer?id=${id}`), seats = () => one(`SELECT reserved FROM apply_intake WHERE id = ${intake}`);
    const before_ = Number(await seats());
    await sql(`UPDATE flow_timer SET due_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE flow = 'apply' AND case_id = ${id}`);
    await shell('suite_sweep "$0"');
    assert.equal(await stateOf(id), state.declined);
    assert.equal(Number(await seats()), before_ - 1);
    await unchanged(async () => {
        (await client.submit(form, 'answer', { answer: 'accept' })).is(409);
        (await client.get(`/apply/offer?id=${id}`)).see(en('state.declined'));
    });
});
