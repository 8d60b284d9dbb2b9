// Every form there is, once through its whole life in one journey. Before each right submission come the wrong ones:
// without a token, with the token of another form or of another session, from another site. Each is refused and
// changes nothing. Then the right one is sent twice: the same place both times, and one effect.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Client, url } from '../lib/client.mjs';
import { answers, begin, date, decide, fill, handIn, intakeOf, picture } from '../lib/applicant.mjs';
import { asking, decide as decideOrg, idOf, joinOf, orgOf, worn } from '../lib/org.mjs';
import { lost, nextYear, tokenOf, withForm } from '../lib/scenes.mjs';
import { asked, child, decideChild, pupil, secondFor, teacherOf } from '../lib/trust.mjs';
import { askReach, codeIn, digitsIn, everything, freshMail, freshPhone, grown, letter, officer, officersCode, one, password, resident, setupKey, signIn,
    sms, sql, totp, unchanged }
    from '../lib/world.mjs';

let maker, other, shut, li, chen, fresh, half, second, wu, zheng, ma, tang, yan, peng, zhou, teacher, colleague, taker, sheet, taking;
const seen = new Set();

before(async () => {
    [li, chen, zheng, ma, zhou] = [await officer('li'), await officer('chen'), await officer('zheng'), await officer('ma'), await officer('zhou')];
    [maker, other, second, shut] = [await resident('Maker'), await resident('Other'), await resident('Second'), await resident('Shut')];
    [fresh, half] = [new Client({ roams: true }), new Client()];
    fresh.mail = freshMail('token');
    await begin(other, await intakeOf('CHN-1'));
    [tang, yan, wu, peng] = await Promise.all(['tang', 'yan', 'wu', 'peng'].map((name) => worn(name)));
    teacher = await teacherOf();
    [colleague, taker] = [await teacherOf(teacher.org), new Client()];
    taker.mail = freshMail('taker');
    await sql("INSERT INTO org (kind, name, created_at) VALUES ('department', '要撤销的局', UTC_TIMESTAMP())");
    await signIn(half, 'chen@example.test', 'demo-chen', { second: false });
    await sql("UPDATE account SET totp_step = 0 WHERE mail LIKE '%@example.test'");
});

const id = (more) => async () => `?id=${maker.draft}${more ? await more() : ''}`;
const school = () => one(`SELECT CONCAT('&entry=', MIN(id)) FROM apply_education WHERE application = ${maker.draft}`);
const paper = () => one(`SELECT CONCAT('&entry=', MAX(id)) FROM document WHERE case_id = ${maker.draft}`);
const deed = () => one(`SELECT CONCAT('?id=', MAX(id)) FROM delegation WHERE subject = ${maker.id}`);
const wish = () => one(`SELECT CONCAT('?id=', MAX(id)) FROM privacy_case WHERE owner = ${maker.id}`);
const chenId = () => one("SELECT id FROM account WHERE mail = 'chen@example.test'");
const reg = (more = '') => async () => `?id=${maker.reg}${more}`;
const school_ = () => orgOf('勐腊县职业高级中学');
const person = async (more) => `?org=${await school_()}&person=${await idOf('yu@example.test')}${more}`;
const pending = async () => `?org=${await school_()}&grant=${await one('SELECT MAX(id) FROM org_grant WHERE given_at IS NULL')}`;
const ending = () => orgOf('要撤销的局');
const ward = () => one(`SELECT CONCAT('?id=', MAX(account)) FROM ward WHERE org = ${teacher.org}`);
const wardCase = (more = '') => async () => `?id=${await one(`SELECT MAX(id) FROM trust_child WHERE owner = ${other.id}`)}${more}`;
const at = (event) => async () => `?id=${maker.draft}&event=${event}`;
const part = (name) => ({ path: `/apply/${name}`, who: () => maker, query: id(), fields: answers[name],
    to: /^\/apply\/tasks/ });

const phone = freshPhone(), phone2 = freshPhone();
let digits2;
async function askDigits() {
    const client = new Client();
    const { location } = (await client.submit(await client.get('/login/new'), 'new',
        { ...grown, name: 'By Phone', mail: phone, password, agree: '1' })).is(303);
    return /ask=([\w-]+)/.exec(location)[1];
}

// In an order that makes each possible. effect: rows that come or go by it, as SQL that counts.
const steps = [
    { path: '/login/new', who: () => fresh, fields: () => ({ ...grown, name: 'Fresh', mail: fresh.mail, password, agree: '1' }),
        to: '/login/sent' },
    { path: '/login/confirm', who: () => fresh, fields: { password }, to: '/apply/mine',
        query: async () => `?code=${codeIn((await letter(fresh.mail, 'confirm')).text, '/login/confirm')}` },
    { path: '/login/code', who: () => new Client(), query: async () => `?ask=${await askDigits()}`,
        fields: async () => ({ code: digitsIn((await sms(phone, 'confirm')).text) }), to: '/login/?said=confirmed' },
    { path: '/login/forgot', who: () => fresh, fields: () => ({ mail: fresh.mail }), to: '/login/sent' },
    { path: '/login/reset', who: () => new Client(), fields: { password: `${password} again` }, to: '/login/?said=reset',
        query: async () => `?code=${codeIn((await letter(fresh.mail, 'reset')).text, '/login/reset')}` },
    { path: '/login/', who: () => fresh, fields: () => ({ mail: fresh.mail, password: `${password} again` }),
        to: '/apply/mine' },
    { path: '/login/me', who: () => fresh, fields: { name: 'Fresher' }, to: /said=saved/ },
    { path: '/login/again', who: () => fresh, fields: { password: `${password} again` }, to: '/login/me', quiet: true },
    { path: '/login/hat', who: () => fresh, to: '/apply/mine', quiet: true },
    { path: '/login/places_end', who: () => fresh, to: '/login/places?said=ended_others', quiet: true },
    { path: '/login/password', who: () => fresh, to: '/login/me?said=password',
        fields: { current: `${password} again`, password: `${password} anew` } },
    { path: '/login/second', who: () => half, fields: async () => ({ code: await officersCode('chen@example.test') }),
        to: '/apply/queue' },
    { path: '/login/setup', who: () => second, to: '/login/codes',
        fields: async () => ({ code: totp(setupKey(await second.get('/login/setup'))) }) },
    { path: '/login/codes', who: () => second, to: '/apply/mine' },
    { path: '/login/codes_new', who: () => second, to: '/login/codes' },
    { path: '/apply/start', who: () => maker, query: async () => `?id=${await intakeOf('CHN-1')}`,
        fields: answers.start, to: /^\/apply\/tasks/,
        then: async () => { maker.draft = await one(`SELECT MAX(id) FROM apply_application WHERE owner = ${maker.id}`); } },
    ...['person', 'contact', 'language', 'money', 'guardian'].map(part),
    { path: '/apply/school', who: () => maker, query: id(), fields: answers.education, to: /^\/apply\/education/ },
    { path: '/apply/education', who: () => maker, query: id(), to: /said=saved/ },
    { path: '/apply/paper_new', who: () => maker, query: id(() => '&kind=passport'), fields: { file: picture(), agree_passport: '1' },
        as: 'multipart', to: /said=paper_kept/ },
    { path: '/apply/papers_shown', who: () => maker, query: id(), fields: {}, to: /said=shown/, quiet: true },
    { path: '/privacy/agree', who: () => maker, query: async () => '?purpose=guardian', fields: { agree: '1' }, to: /said=consented/ },
    { path: '/privacy/withdraw', who: () => maker, query: async () => '?purpose=guardian', to: /said=taken_back/ },
    { path: '/privacy/ask', who: () => maker, fields: { kind: 'correct', detail: 'An o.' }, to: /said=request_sent/ },
    { path: '/privacy/decide', who: () => wu, query: async () => `${await wish()}&event=refuse`, fields: { reason: 'unclear' },
        to: /said=request_decided/, then: () => maker.post('/privacy/ask', 'request', { kind: 'correct', detail: 'An o, not an a.' }) },
    { path: '/privacy/request_back', who: () => maker, query: () => wish(), to: /said=request_back/ },
    { path: '/privacy/ask_part', who: () => maker, query: () => '?part=contact', fields: { kind: 'correct', detail: 'An o.' }, to: /said=request_sent/ },
    { path: '/privacy/holds', who: () => wu, query: () => `?id=${other.id}`, fields: { why: 'court', note: 'A file.', ...date('ends_on', 1, 3, nextYear) }, to: /said=hold_set/ },
    { path: '/privacy/hold_end', who: () => wu, query: async () => `?id=${await one('SELECT MAX(id) FROM person_hold WHERE lifted_at IS NULL AND ends_on > CURDATE()')}`, to: /said=hold_lifted/ },
    { path: '/apply/paper_drop', who: () => maker, query: id(paper), to: /^\/apply\/papers/ },
    { path: '/apply/school_drop', who: () => maker, query: id(school), to: /^\/apply\/education/, then: async () => {
        await maker.post(`/apply/school?id=${maker.draft}`, 'education', answers.education);
        await maker.post(`/apply/education?id=${maker.draft}`, 'done');
        for (const kind of ['passport', 'photo', 'diploma']) await handIn(maker, maker.draft, kind);
    } },
    { path: '/apply/papers_done', who: () => maker, query: id(), to: /said=saved/ },
    { path: '/apply/check', who: () => maker, query: id(), fields: { agree: '1' }, to: /^\/apply\/sent/ },
    { path: '/apply/track', who: () => new Client(), to: /^\/apply\/track\?ticket=/, quiet: true,
        fields: async () => ({ ...answers.start, nationality: undefined,
            number: await one(`SELECT number FROM apply_application WHERE id = ${maker.draft}`) }) },
    { path: '/apply/decide', who: () => li, query: at('accept_for_review'), to: /said=decided/,
        then: () => decide(chen, maker.draft, 'offer') },
    { path: '/apply/offer', who: () => maker, query: id(), fields: { answer: 'accept' }, to: /said=accepted/ },
    { path: '/apply/withdraw', who: () => maker, query: id(), fields: { reason: 'visa' }, to: /said=withdrawn/ },
    { path: '/trust/ask', who: () => maker, fields: () => ({ ...asked, address: other.mail }), to: '/trust/?said=asked' },
    { path: '/trust/accept', who: () => other, query: deed, fields: { answer: 'accept' }, to: '/trust/?said=accepted' },
    { path: '/trust/act', who: () => other, query: deed, to: '/apply/mine', quiet: true },
    { path: '/trust/end_acting', who: () => other, to: '/trust/?said=stopped', quiet: true },
    { path: '/trust/end', who: () => other, query: deed, to: '/trust/?said=ended' },
    { path: '/trust/pupil', who: () => teacher, fields: pupil, to: /said=pupil_open/ },
    { path: '/trust/carry', who: () => colleague, query: ward, to: /said=pupil_carry/ },
    { path: '/trust/paper', who: () => colleague, query: ward, to: /^\/trust\/paper/, then: async () => {
        sheet = /<code>([A-Z2-7-]{19})<\/code>/.exec((await colleague.get(`/trust/paper${await ward()}`)).html)[1];
    } },
    { path: '/trust/take', who: () => taker, fields: () => ({ code: sheet, ...date('birth', 3, 5, 2009) }), to: '/login/take' },
    { path: '/login/take', who: () => taker, fields: () => ({ mail: taker.mail, password, agree: '1' }), to: /^\/login\/take_code\?ask=/,
        then: async ({ location }) => { taking = { ...await letter(taker.mail, 'reach'), asked: location }; } },
    { path: '/login/take_code', who: () => taker, query: () => /take_code(\?ask=[\w-]+)/.exec(taking.asked)[1],
        fields: () => ({ code: digitsIn(taking.text) }), to: '/login/?said=taken' },
    { path: '/trust/second', who: () => other, query: async () => `?id=${await secondFor(other, maker, li)}`, fields: { answer: 'refuse' }, to: /said=refused/ },
    { path: '/trust/child', who: () => other, as: 'multipart', fields: () => child(), to: /said=child_asked/,
        then: async () => decideChild(await worn('li'), /\d+/.exec(await wardCase()())[0], 'return', { text: 'Please once more.' }) },
    { path: '/trust/child_fix', who: () => other, as: 'multipart', query: wardCase(), fields: { relation: 'guardian' }, to: /^\/trust\/child_case/ },
    { path: '/trust/child_decide', who: () => li, query: wardCase('&event=return'), fields: { text: 'Once more.' }, to: /said=child_decided/ },
    { path: '/trust/child_back', who: () => other, query: wardCase(), to: /^\/trust\// },
    { path: '/trust/help', who: () => other, fields: { sure: '1' }, to: /said=help_asked/ },
    { path: '/trust/look', who: () => li, query: () => one(`SELECT CONCAT('?id=', MAX(id)) FROM delegation WHERE kind = 'support' AND subject = ${other.id}`),
        to: '/apply/mine' },
    { path: '/admin/audit', who: () => ma, fields: { action: 'hat' }, to: '/admin/audit?action=hat', quiet: true },
    { path: '/admin/people', who: () => wu, fields: () => ({ who: second.mail }), to: /^\/admin\/person/, quiet: true },
    { path: '/admin/act', who: () => wu, query: () => `?id=${shut.id}&act=lock`, fields: { reason: 'check', text: 'We look at it.' }, to: /said=done/ },
    { path: '/admin/reset', who: () => wu, query: async () => `?id=${await chenId()}`, to: /said=reset_asked/,
        fields: { reason: 'new_phone', proof: 'in_person', text: 'You came to us.' } },
    { path: '/admin/answer', who: () => zheng, query: async () => `?id=${await chenId()}`, fields: { answer: 'refuse', text: 'Not needed.' },
        to: /said=reset_refused/ },
    { path: '/admin/letter', who: () => zhou, query: async () => `?id=${await lost(maker)}`, fields: { step: 'again' }, to: /said=letter_again/, quiet: true },
    { path: '/admin/days', who: () => zhou, query: `?year=${nextYear}`, fields: { days: `${nextYear}-10-01, holiday`, source: 'a notice' },
        to: /^\/admin\/notice\?id=/ },
    { path: '/admin/notice', who: () => zhou, query: async () => `?id=${await one('SELECT MAX(id) FROM calendar_draft')}`,
        fields: { notice: 'drop' }, to: /said=days_dropped/ },
    { path: '/org/ask', who: () => maker, as: 'multipart', fields: () => asking(), to: /said=org_asked/, then: async () => {
        maker.reg = await one(`SELECT MAX(id) FROM org_case WHERE owner = ${maker.id}`);
        await decideOrg(tang, maker.reg, 'return', { text: 'The licence is cut off.' });
    } },
    { path: '/org/fix', who: () => maker, as: 'multipart', query: reg(), fields: { name: '勐腊县新学校' }, to: /said=org_asked/ },
    { path: '/org/decide', who: () => tang, query: reg('&event=return'), fields: { text: 'Once more.' }, to: /said=org_decided/ },
    { path: '/org/withdraw', who: () => maker, query: reg(), to: /said=org_withdrawn/ },
    { path: '/org/invite', who: () => yan, query: async () => `?org=${await school_()}&role=school_staff`,
        fields: () => ({ mail: other.mail, lang: 'en' }), to: /said=invited/ },
    { path: '/org/join', who: () => other, query: async () => joinOf(await letter(other.mail, 'org_invite')).replace('/org/join', ''),
        fields: { answer: 'yes' }, to: '/org/?said=joined' },
    { path: '/org/give', who: () => yan, query: () => person('&role=school_lead'), to: /said=role_asked/ },
    { path: '/org/agree', who: () => wu, query: () => pending(), fields: { answer: 'yes' }, to: /said=agreed/ },
    { path: '/org/take', who: () => yan, query: () => person('&role=school_lead'), to: /said=role_taken/,
        then: async () => yan.post(`/org/give${await person('&role=school_lead')}`, 'give') },
    { path: '/org/recall', who: () => yan, query: () => pending(), to: /said=recalled/ },
    { path: '/org/close', who: () => peng, query: async () => `?org=${await ending()}&into=${await orgOf('勐腊县民政局')}`,
        fields: { text: 'Merged.', sure: '1' }, to: /said=org_closed/ },
    { path: '/org/reopen', who: () => peng, query: async () => `?org=${await ending()}`, to: /said=org_reopened/ },
    { path: '/login/reach', who: () => fresh, fields: () => ({ reach: phone2 }), to: /^\/login\/reach_code\?ask=/ },
    { path: '/login/reach_code', who: () => fresh, to: /said=reach_changed/, query: async () => {
        const asked = await askReach(fresh, phone2);
        digits2 = asked.code;
        return asked.place.replace('/login/reach_code', '');
    }, fields: () => ({ code: digits2 }) },
    { path: '/login/reach_drop', who: () => fresh, query: () => '?way=phone', to: /said=reach_changed/ },
    { path: '/login/out', who: () => fresh, to: /^\/\?said=out&/ },
    { path: '/login/undo', who: () => new Client(), to: '/login/forgot?said=undone',
        query: async () => `?code=${codeIn((await letter(fresh.mail, 'reach_changed')).text, '/login/undo')}` },
];

const sites = [
    { origin: 'http://evil.example' }, { origin: 'null' }, { origin: `${url}.evil.example` },
    { origin: url.replace('http', 'https') },
    { origin: url.replace(/:\d+$/, ':1') }, { origin: url, 'sec-fetch-site': 'cross-site' },
    { origin: url, 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: '' },
];
// One bit of its first half is another.
const turned = (token) => token.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'));
const valueOf = async (v) => (typeof v === 'function' ? v() : v);

for (const step of steps)
    test(step.path, async () => {
        const route = withForm.find((r) => r.path === step.path), name = route.form.name;
        const who = step.who(), place = step.path + ((await valueOf(step.query)) ?? ''), how = { as: step.as };
        seen.add(step.path);
        const fields = { ...await valueOf(step.fields) };
        const page = await who.get(place, { follow: false });
        const hidden = page.form(name)?.values ?? {};
        const token = await tokenOf(who, place, name);
        const right = { ...hidden, ...fields, token };

        await unchanged(async () => {
            const bare = await who.send(place, { ...right, token: undefined }, how);
            bare.is(403, 'without a token');
            for (const wrong of ['', 'x', token.slice(0, -2), `${token}A`, turned(token), 'é'.repeat(64)])
                (await who.send(place, { ...right, token: wrong }, how)).is(403, `token ${wrong}`);
            if (name !== 'out') {
                assert.ok(bare.form(name)?.token, 'the form comes again with a new token');
                for (const [field, value] of Object.entries(fields))
                    if (typeof value === 'string' && !['current', 'password', 'agree', 'agree_passport'].includes(field) && field !== 'mark')
                        assert.equal(bare.value(name, field), value, `${field} is kept`);
                assert.ok(!bare.html.includes(fields.password ?? '\0'), 'a password is never sent back');
            }
            const signedIn = who.jar.has('sid');
            const form = name === 'signin' ? ['/login/forgot', 'forgot'] : signedIn ? ['/login/out',
                'out'] : ['/login/', 'signin'];
            if (form[1] !== name)
                (await who.send(place, { ...right, token: await tokenOf(who, form[1] === 'out' ? '/' : form[0],
                    form[1]) }, how)).is(403, 'token of another form');
            const stranger = !signedIn ? new Client() : who === other ? maker : other;
            const theirs = name === 'out' ? await tokenOf(stranger, '/', 'out') : await tokenOf(new Client(), '/login/',
                'signin');
            (await who.send(place, { ...right, token: theirs }, how)).is(403, 'token of another session');
            if (signedIn) { // the right token, but not the session it was made for
                const answer = await stranger.send(place, right, how);
                if (answer.status === 303) answer.goes('/login/setup'); // for who has no second step yet
                else assert.ok([403, 404, 409].includes(answer.status), `${answer.status}`);
            }
            for (const headers of sites) (await who.send(place, right, { ...how, headers })).is(403,
                JSON.stringify(headers));
        }, step.path);

        const earlier = who.twin(), before = await everything();
        const first = (await who.send(place, right, how)).goes(step.to);
        const then = await everything();
        if (!step.quiet) assert.notDeepEqual({ ...then, 'qiao.submit_key': 0 }, { ...before, 'qiao.submit_key': 0 },
            'it has an effect');
        const again = await earlier.send(place, right, how);
        if (['/login/second', '/login/setup', '/login/again', '/login/hat', '/login/password', '/login/out', '/trust/act', '/trust/look',
            '/trust/end_acting'].includes(step.path)) again.goes(/^\/login\//); // that session is over
        else again.goes(first.location);
        assert.deepEqual(again.headers.getSetCookie(), [], 'sent again it gives no cookie');
        assert.deepEqual(await everything(), then, 'sent again it has no second effect');
        await step.then?.(first);
    });

test('two at the same moment: one effect', async () => {
    const draft = await begin(second, await intakeOf('CHN-1'));
    await fill(second, draft);
    const [schools, page] = [() => one(`SELECT COUNT(*) FROM apply_education WHERE application = ${draft}`),
        await second.get(`/apply/school?id=${draft}`)];
    const before = Number(await schools());
    const many = await Promise.all(Array.from({ length: 6 }, () => second.submit(page, 'education',
        answers.education)));
    assert.deepEqual(new Set(many.map((p) => `${p.status} ${p.location}`)),
        new Set([`303 /apply/education?id=${draft}`]));
    assert.equal(Number(await schools()), before + 1);
    const check = await second.get(`/apply/check?id=${draft}`), tab = await second.get(`/apply/check?id=${draft}`);
    const sent = await Promise.all([check, tab, check, tab].map((p) => second.submit(p, 'check', { agree: '1' })));
    for (const p of sent) assert.ok(p.status === 303 || p.status === 409, `${p.status}`);
    assert.equal(await one(`SELECT COUNT(*) FROM outbox WHERE case_id = ${draft}`), '1');
    assert.equal(await one(`SELECT COUNT(*) FROM flow_log WHERE case_id = ${draft} AND event = 2`), '1');
});

test('a browser that says "same-origin" or nothing at all may send', async () => {
    for (const headers of [{ 'sec-fetch-site': 'same-origin', origin: '' }, { 'sec-fetch-site': 'none', origin: '' },
        { origin: '' }]) {
        const page = await maker.get('/login/me');
        (await maker.submit(page, 'me', { name: 'Maker' }, { headers })).goes(/said=saved/);
    }
});

test('the token is in no address and never the same twice', async () => {
    const tokens = new Set();
    for (let n = 0; n < 5; n++) {
        const page = await maker.get('/login/me');
        for (const [, token] of page.html.matchAll(/name="token" value="([^"]+)"/g)) tokens.add(token);
        assert.deepEqual([...page.html.matchAll(/(?:href|action)="([^"]*)"/g)].filter(([, h]) =>
            [...tokens].some((k) => h.includes(k))), []);
    }
    assert.equal(tokens.size, 10);
    for (const token of tokens) assert.match(token, /^[\w-]{64}$/);
});

test('no form was left out', () => {
    assert.deepEqual(withForm.map((r) => r.path).filter((p) => !seen.has(p)), []);
});
