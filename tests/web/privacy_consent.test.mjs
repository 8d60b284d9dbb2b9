// Consent for sensitive papers (PIPL 14 to 16, 28, 29): apart, not ticked beforehand, kept with its version, taken back as
// easily as given; and whoever does not want to hand something in is shown another way, not an error.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin, consent, date, fill, handIn, intakeOf, picture, say, send, state, stateOf } from '../lib/applicant.mjs';
import { officer, one, quote, resident, sql, unchanged } from '../lib/world.mjs';

const kinds = { passport: 'agree_passport', health: 'agree_health', no_crime: 'agree_crime' };
const purposes = { passport: 'apply_passport', health: 'apply_health', no_crime: 'apply_crime' };
const given = (who) => sql(`SELECT purpose, version, lang, given_by = account, withdrawn_at IS NULL FROM consent
    WHERE account = ${who.id} ORDER BY id`);
const files = (id) => one(`SELECT COUNT(*) FROM document WHERE program = 'apply' AND case_id = ${id}`).then(Number);
const today = () => {
    const d = new Date(Date.now() + 8 * 3600e3);
    return date('dated', d.getUTCDate(), d.getUTCMonth() + 1, d.getUTCFullYear());
};

test('each sensitive kind has its own box on its own page; without it nothing is kept, and one box is good for one kind', async () => {
    const who = await resident('Consenting', { lang: 'lo', roams: true }), id = await begin(who, await intakeOf('CHN-1'));
    const at = (kind) => `/apply/paper_new?id=${id}&kind=${kind}`;
    for (const [kind, field] of Object.entries(kinds)) {
        const others = Object.values(kinds).filter((f) => f !== field);
        const page = await who.get(at(kind)), dated = kind === 'passport' ? {} : today();
        const send_ = (more) => who.submit(page, 'paper', { file: picture(), ...dated, ...more });
        assert.equal(page.value('paper', field), '', 'never ticked beforehand');
        assert.deepEqual(page.links('/privacy/notice?'), [`/privacy/notice?purpose=${purposes[kind]}&version=1`]);
        for (const other of others) assert.equal(page.form('paper').types[other], undefined, `${other} is no business of ${kind}`);
        await unchanged(async () => {
            for (const more of [{}, Object.fromEntries(others.map((f) => [f, '1']))]) {
                const refused = (await send_(more)).is(422);
                assert.equal(refused.error('paper', field), say('lo', `form.paper.${field}.error.tick`));
                refused.see(say('lo', `choice.paper.${kind}`));
            }
            assert.equal((await send_({ [field]: '9' })).is(422).error('paper', field), say('lo', 'error.notice_changed'));
            (await send_({ [field]: 'on' })).is(422);
            const nothing = (await send_({ file: undefined, 'dated-d': '', 'dated-m': '', 'dated-y': '' })).is(422);
            assert.equal(nothing.faults.length, kind === 'passport' ? 2 : 3, 'everything that is missing at once');
        });
        (await send_({ [field]: '1' })).goes(/said=paper_kept/);
        assert.equal((await who.get(at(kind))).form('paper').types[field], undefined, 'asked once');
        (await who.submit(await who.get(at(kind)), 'paper', { file: picture(), ...dated })).goes(/said=paper_kept/);
    }
    assert.deepEqual(await given(who), Object.values(purposes).map((p) => [p, '1', 'lo', '1', '1']));
    assert.equal(await files(id), 6);
});

test('every kind has a page of its own, with a date only where it counts; no other kind has one', async () => {
    const who = await resident('Choosing', { roams: true }), id = await begin(who, await intakeOf('CHN-1'));
    const list = await who.get(`/apply/papers?id=${id}`), pages = list.links('/apply/paper_new?');
    assert.equal(list.form('paper'), undefined);
    assert.deepEqual(list.links('/privacy/notice?'), [], 'no consent is asked for before a kind is chosen');
    assert.equal(pages.length, 9);
    for (const path of pages) {
        const page = (await who.get(path)).is(200), kind = /kind=(\w+)/.exec(path)[1];
        page.see(say('en', `choice.paper.${kind}`));
        assert.equal(page.form('paper').types['dated-d'] !== undefined, ['health', 'no_crime'].includes(kind), kind);
        assert.deepEqual(Object.values(kinds).filter((f) => page.form('paper').types[f]), kinds[kind] ? [kinds[kind]] : [], kind);
        assert.equal(page.links('/apply/papers_shown').length, kinds[kind] ? 1 : 0);
    }
    for (const query of ['', '&kind=', '&kind=gold']) (await who.get(`/apply/paper_new?id=${id}${query}`)).is(404, query);
});

test('a paper that is not sensitive asks for nothing', async () => {
    const who = await resident('Plain', { roams: true }), id = await begin(who, await intakeOf('CHN-1'));
    for (const kind of ['photo', 'diploma', 'other']) assert.match((await handIn(who, id, kind)).path, /said=paper_kept/);
    assert.deepEqual(await given(who), []);
});

test('a file that is refused leaves no consent behind', async () => {
    const who = await resident('Refused', { roams: true }), id = await begin(who, await intakeOf('CHN-1'));
    await unchanged(async () => (await handIn(who, id, 'passport', { name: 'x.png', type: 'image/png', bytes: Buffer.from('no picture') })).is(422));
    assert.deepEqual(await given(who), []);
});

test('who does not want to upload a passport says so, and the application is sent and handled all the same', async () => {
    const who = await resident('In Person', { roams: true }), id = await begin(who, await intakeOf('LOG-3'));
    await fill(who, id);
    const [[paper]] = await sql(`SELECT id FROM document WHERE case_id = ${id} AND kind = 'passport'`);
    await who.post(`/apply/paper_drop?id=${id}&entry=${paper}`, 'drop');
    assert.match((await who.post(`/apply/papers?id=${id}`, 'done')).main, new RegExp(say('en', 'error.papers_missing').slice(0, 20)));
    const page = await who.get(`/apply/papers?id=${id}`);
    const [link] = page.links('/apply/papers_shown');
    (await who.get(link)).is(200).see(say('en', 'apply.shown_text'), say('en', 'apply.shown_how'));
    const back = await who.post(link, 'shown', { in_person: 'passport' });
    assert.equal(back.banner, say('en', 'said.shown'));
    back.see(say('en', 'apply.shown'));
    const copied = async () => JSON.parse(Buffer.from((await who.get('/privacy/copy')).is(200).body).toString()).applications[0].in_person;
    assert.deepEqual(await copied(), ['passport'], 'the copy of one\'s data names it');
    await who.post(link, 'shown', { in_person: ['passport', 'no_crime'] });
    assert.deepEqual(await copied(), ['passport', 'no_crime']);
    assert.match((await who.post(`/apply/papers?id=${id}`, 'done')).path, /^\/apply\/tasks/);
    await send(who, id);
    assert.equal(await stateOf(id), state.submitted);
    const li = await officer('li', { roams: true, lang: 'en' });
    (await li.get(`/apply/case?id=${id}`)).see(say('en', 'officer.warning.in_person', { value: say('en', 'choice.paper.passport') }));
    assert.equal((await unchanged(() => who.get(link))).status, 409, 'once it is sent, nothing more is changed');
});

test('taken back as easily as given; then the box stands in the form again, and the case goes on', async () => {
    const who = await resident('Back', { roams: true }), id = await begin(who, await intakeOf('TOU-3'));
    await fill(who, id);
    await send(who, id);
    let page = await who.get('/privacy/consents');
    page.see(say('en', 'privacy.valid'));
    const [link] = page.links('/privacy/withdraw?purpose=apply_passport');
    page = (await who.get(link)).is(200).see(say('en', 'privacy.follows.sensitive'));
    page = await who.submit(page, 'withdraw');
    page.goes('/privacy/consents?said=taken_back');
    (await who.get(page.location)).see(say('en', 'privacy.over'), say('en', 'said.taken_back'));
    assert.deepEqual(await given(who), [['apply_passport', '1', 'en', '1', '0']]);
    assert.equal(await one(`SELECT detail FROM audit WHERE subject = ${who.id} AND action = 'consent_back'`), 'apply_passport');
    assert.equal(await stateOf(id), state.submitted);
    assert.equal(await files(id), 3, 'nothing is lost silently');
    (await who.get(link)).is(404);
    const next = await begin(who, await intakeOf('CHN-1'));
    assert.equal((await who.get(`/apply/paper_new?id=${next}&kind=passport`)).value('paper', 'agree_passport'), '');
    (await who.post(`/apply/paper_new?id=${next}&kind=passport`, 'paper', { file: picture() })).is(422);
    assert.match((await handIn(who, next, 'passport')).path, /said=paper_kept/);
    assert.deepEqual((await given(who)).map((row) => row[4]), ['0', '1'], 'the row before stays as a proof');
});

test('one may agree beforehand, only for oneself, and never to another version than was shown', async () => {
    const who = await resident('Before', { roams: true }), other = await resident('Other', { roams: true });
    let page = await who.get('/privacy/agree?purpose=apply_health');
    assert.equal(page.value('agree', 'agree'), '');
    await unchanged(async () => {
        assert.equal((await who.submit(page, 'agree', { agree: undefined })).is(422).error('agree', 'agree'), say('en', 'form.agree.agree.error.tick'));
        assert.equal((await who.submit(page, 'agree', { agree: '7' })).is(422).error('agree', 'agree'), say('en', 'error.notice_changed'));
    });
    page = await who.post('/privacy/agree?purpose=apply_health', 'agree', { agree: '1' });
    assert.equal(page.banner, say('en', 'said.consented'));
    await who.post('/privacy/agree?purpose=apply_health', 'agree', { agree: '1' });
    assert.deepEqual((await given(who)).length, 1, 'once is enough');
    assert.deepEqual(await given(other), []);
    (await other.get('/privacy/withdraw?purpose=apply_health')).is(404);
    for (const query of ['', '?purpose=none']) (await who.get(`/privacy/agree${query}`)).is(404);
});

test('a guardian agrees for the child, another helper does not', async () => {
    const child = await resident('Child', { roams: true }), helper = await resident('Helper', { roams: true });
    const id = await begin(child, await intakeOf('CHN-1'));
    const acts = async (kind) => {
        await sql(`INSERT INTO delegation (subject, agent, kind, scope, state, begins_at, ends_at, created_at) VALUES
            (${child.id}, ${helper.id}, ${quote(kind)}, 'apply', 'active', UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 9 DAY, UTC_TIMESTAMP());
            UPDATE session SET acting = LAST_INSERT_ID() WHERE account = ${helper.id}`);
    };
    const upload = async () => helper.submit(await helper.get(`/apply/paper_new?id=${id}&kind=passport`), 'paper', { file: picture(), ...consent('passport') });
    await acts('teacher');
    await unchanged(async () => assert.equal((await upload()).is(422).error('paper', 'agree_passport'), say('en', 'error.agree_agent')));
    await acts('guardian');
    (await upload()).goes(/said=paper_kept/);
    assert.deepEqual(await sql(`SELECT account, purpose, given_by FROM consent WHERE account IN (${child.id}, ${helper.id})`),
        [[String(child.id), 'apply_passport', String(helper.id)]]);
    (await child.get('/privacy/consents')).see(say('en', 'privacy.by_guardian'));
});
