// For every route of the programs a person who may see it and a row that fits, so that tests made from the routes'
// tables know where to knock. A new route needs a line here; the tests say so.
import assert from 'node:assert/strict';
import { Client } from './client.mjs';
import { answers, apply, begin, decide, fill, handIn, intakeOf } from './applicant.mjs';
import { code, orgScenes } from './org.mjs';
import { ask, trusted, trustScenes } from './trust.mjs';
import { addReach, freshMail, freshPhone, newcomer, officer, one, password, resident, routes, setupKey, signIn, sql,
    totp } from './world.mjs';

export const nextYear = new Date().getFullYear() + 1;

// A centre of its own and its officer, who sets up a second factor: knows the same pages, but none of our cases.
export async function strangersOfficer() {
    const client = await newcomer('王外');
    await sql(`INSERT INTO org (kind, name, created_at) VALUES ('centre', '别的中心', UTC_TIMESTAMP());
        INSERT INTO account_role (account, org, role, created_at) VALUES (${client.id}, LAST_INSERT_ID(), ${1 << 5}, UTC_TIMESTAMP())`);
    await client.post('/login/', 'signin', { mail: client.mail, password });
    const page = await client.get('/login/setup');
    client.key = setupKey(page);
    const codes = await client.submit(page, 'setup', { code: totp(client.key) });
    client.codesAt = codes.goes('/login/codes').location;
    return client;
}

// Somebody with a draft (a school, a paper), one that is sent, and one with an offer.
async function maker(li, chen) {
    const client = await resident('Maker');
    client.draft = await begin(client, await intakeOf('CHN-1'));
    await client.post(`/apply/school?id=${client.draft}`, 'education', answers.education);
    await handIn(client, client.draft, 'passport');
    client.sent = await apply(client, await intakeOf('LOG-3'));
    client.offered = await apply(client, await intakeOf('TOU-3'));
    await decide(li, client.offered, 'accept_for_review');
    await decide(chen, client.offered, 'offer');
    client.school = await one(`SELECT id FROM apply_education WHERE application = ${client.draft}`);
    client.paper = await one(`SELECT id FROM document WHERE case_id = ${client.draft}`);
    client.letter = await one(`SELECT id FROM outbox WHERE case_id = ${client.sent} ORDER BY id LIMIT 1`);
    return client;
}

async function halfOfficer() {
    const client = new Client();
    const page = await signIn(client, 'li@example.test', 'demo-li', { second: false });
    assert.ok(page.form('second'), 'the second step is asked for');
    return client;
}

// A letter that could not be sent.
export async function lost(client) {
    const id = await one(`SELECT id FROM account WHERE mail = '${client.mail}'`);
    await sql(`INSERT INTO outbox (account, lang, name, subject, state, next_at, created_at) VALUES (${id}, 'en', 'sent', 'Lost', 'failed',
        UTC_TIMESTAMP(), UTC_TIMESTAMP())`);
    return one(`SELECT MAX(id) FROM outbox WHERE account = ${id} AND state = 'failed'`);
}

// A hold on somebody's data that runs.
async function heldOf(client) {
    await sql(`INSERT INTO person_hold (account, why, ends_on, set_by, set_at) VALUES (${client.id}, 'court', CURDATE() + INTERVAL 90 DAY, 1, UTC_TIMESTAMP())`);
    return one(`SELECT MAX(id) FROM person_hold WHERE account = ${client.id}`);
}

// A yearly notice that waits to be confirmed. Of the year after next: typing one for the next year does not take it away.
async function notice() {
    const year = nextYear + 1;
    await sql(`REPLACE INTO calendar_draft (year, days, source, made_by, created_at) VALUES (${year}, '${year}-10-01 off\n', 'a notice', 1, UTC_TIMESTAMP())`);
    return one(`SELECT id FROM calendar_draft WHERE year = ${year}`);
}

// { people, of(route) => { who, at } }
export async function scenes() {
    const [li, chen] = [await officer('li'), await officer('chen')];
    const people = { stranger: new Client(), li, chen, zhou: await officer('zhou'), wu: await officer('wu'), ma: await officer('ma'), maker: await maker(li, chen), other: await resident('Other') };
    people.half = await halfOfficer();
    // /login/codes is for who set the second step up just now; these tests take their time.
    await sql("UPDATE account SET totp_at = UTC_TIMESTAMP() + INTERVAL 1 HOUR, codes_kept = FALSE WHERE mail = 'li@example.test'");
    people.other.draft = await begin(people.other, await intakeOf('CHN-1'));
    await fill(people.other, people.other.draft);
    people.other.school = await one(`SELECT id FROM apply_education WHERE application = ${people.other.draft}`);
    people.other.paper = await one(`SELECT MIN(id) FROM document WHERE case_id = ${people.other.draft}`);
    const [trusting, asking] = [await resident('Trusting'), await resident('Asking')];
    const deed = await trusted(trusting, people.other), question = await ask(asking, people.other.mail);
    await sql(`UPDATE account SET reset_by = (SELECT id FROM account WHERE mail = 'zheng@example.test'), reset_at = UTC_TIMESTAMP()
        WHERE id = ${people.other.id}; UPDATE session SET signed_at = UTC_TIMESTAMP() + INTERVAL 2 HOUR WHERE second`);
    const orgs = await orgScenes(people.other);
    const trust = await trustScenes();
    Object.assign(people, orgs.people, trust.people);
    await addReach(people.other, freshPhone());
    await sql(`UPDATE session SET signed_at = UTC_TIMESTAMP() + INTERVAL 2 HOUR WHERE account = ${people.other.id}`);
    await people.other.post('/privacy/ask', 'request', { kind: 'correct', detail: 'My name is written with an o.' });
    const wish = await one(`SELECT MAX(id) FROM privacy_case WHERE owner = ${people.other.id}`);
    const { draft, sent, offered, school, paper, letter } = people.maker;
    for (const client of Object.values(people)) client.roams = true;
    const start = await intakeOf('ECO-6');
    const own = {
        '/apply/start': ['other', `?id=${start}`], '/apply/mine': ['maker', ''],
        '/apply/tasks': ['maker', `?id=${draft}`],
        '/apply/school': ['maker', `?id=${draft}&entry=${school}`], '/apply/school_drop': ['maker',
            `?id=${draft}&entry=${school}`],
        '/apply/paper': ['maker', `?id=${draft}&entry=${paper}`], '/apply/paper_drop': ['maker',
            `?id=${draft}&entry=${paper}`],
        '/apply/check': ['other', `?id=${people.other.draft}`], '/apply/sent': ['maker', `?id=${sent}`],
        '/apply/status': ['maker', `?id=${sent}`],
        '/apply/letter': ['maker', `?id=${sent}&letter=${letter}`], '/apply/withdraw': ['maker', `?id=${sent}`],
        '/apply/offer': ['maker', `?id=${offered}`], '/apply/queue': ['li', ''], '/apply/case': ['li', `?id=${sent}`],
        '/apply/decide': ['li', `?id=${sent}&event=return`], '/login/out': ['maker', ''], '/login/me': ['maker', ''],
        '/org/': ['maker', ''], '/admin/': ['zhou', ''],
        '/privacy/consents': ['maker', ''], '/privacy/agree': ['other', '?purpose=guardian'],
        '/privacy/withdraw': ['maker', '?purpose=apply_passport'], '/apply/papers_shown': ['maker', `?id=${draft}`],
        '/apply/paper_new': ['maker', `?id=${draft}&kind=health`],
        '/privacy/requests': ['maker', ''], '/privacy/ask': ['maker', ''], '/privacy/request': ['other', `?id=${wish}`],
        '/privacy/request_back': ['other', `?id=${wish}`], '/privacy/desk': ['wu', ''], '/privacy/review': ['wu', `?id=${wish}`],
        '/privacy/decide': ['wu', `?id=${wish}&event=refuse`],
        '/privacy/ask_part': ['maker', `?part=application&id=${sent}`], '/privacy/holds': ['wu', `?id=${people.other.id}`],
        '/privacy/hold_end': ['wu', `?id=${await heldOf(people.other)}`],
        '/privacy/seen': ['maker', ''], '/privacy/mine': ['maker', ''], '/privacy/copy': ['maker', ''], '/privacy/file': ['maker', `?id=${paper}`],
        '/privacy/notice': ['stranger', '?purpose=apply'],
        '/login/code': ['stranger', '?ask=abc'], '/login/undo': ['stranger', '?code=abc'],
        '/login/reach': ['other', ''], '/login/reach_code': ['other', '?ask=abc'], '/login/reach_drop': ['other', '?way=phone'],
        '/admin/audit': ['ma', ''], '/admin/chains': ['ma', ''],
        '/trust/': ['maker', ''], '/trust/ask': ['maker', ''], '/trust/end_acting': ['maker', ''],
        '/trust/accept': ['other', `?id=${question}`], '/trust/act': ['other', `?id=${deed}`], '/trust/end': ['other', `?id=${deed}`],
        '/admin/people': ['wu', ''], '/admin/resets': ['wu', ''], '/admin/person': ['wu', `?id=${people.other.id}`],
        '/admin/act': ['wu', `?id=${people.other.id}&act=lock`], '/admin/answer': ['wu', `?id=${people.other.id}`],
        '/admin/reset': ['wu', `?id=${await one("SELECT id FROM account WHERE mail = 'chen@example.test'")}`],
        '/admin/mail': ['zhou', ''], '/admin/letter': ['zhou', `?id=${await lost(people.other)}`],
        '/admin/jobs': ['zhou', ''], '/admin/settings': ['zhou', ''],
        '/admin/days': ['zhou', `?year=${nextYear}`], '/admin/notice': ['zhou', `?id=${await notice()}`],
        '/login/second': ['half', ''], '/login/setup': ['other', ''], '/login/codes': ['li', ''],
        '/login/again': ['maker', ''], '/login/password': ['maker', ''], '/login/codes_new': ['li', ''],
        '/login/places': ['maker', ''], '/login/places_end': ['maker', ''], '/login/hat': ['maker', ''], '/login/events': ['maker', ''],
        ...orgs.own, ...trust.own,
    };
    for (const part of ['person', 'contact', 'language', 'money', 'guardian', 'education', 'papers', 'papers_done'])
        own[`/apply/${part}`] = ['maker', `?id=${draft}`];
    return {
        people,
        thieves: { ...orgs.thieves, ...trust.thieves }, // who may see such pages, but not these; null: whoever may sees all
        of(route) {
            const [name, query] = own[route.path] ?? (route.public ? ['stranger',
                ''] : assert.fail(`no scene for ${route.path}`));
            return { name, who: people[name], at: route.path + query };
        },
    };
}

export const all = await routes();
export const withForm = all.filter((r) => r.form);

// A page of the route's form, and the token that came with it.
export async function tokenOf(client, at, form) {
    const page = await client.get(at, { follow: false });
    if (form === 'out') return page.html.match(/action="\/login\/out"><input type="hidden" name="token" value="([^"]+)"/)[1];
    assert.ok(page.form(form), `${at} (${page.status}) has the form ${form}`);
    return page.form(form).token;
}

const day = (n) => { // of Beijing, as the programs count
    const d = new Date(Date.now() + 8 * 3600000 + n * 86400000);
    return [d.getUTCDate(), d.getUTCMonth() + 1, d.getUTCFullYear()].map(String);
};

// One right value of a field, by its kind, as { parameter: value }.
export function right(field) {
    const { name, kind, min, max, choice } = field;
    const text = {
        text: 'Ban Phonsavan', name: 'Kham La', lines: 'Ban Phonsavan\nVientiane', mail: 'kham@example.test', reach: 'kham@example.test',
        phone: '+8562055551234', digits: '123456', code: 'P1234567', mrz: '', country: 'LAO', yesno: 'yes', tick: '1', agree: '1',
            int: String(Math.max(min, 0)),
        money: '12.50', secret: 'four quiet river stones', hidden: '1', file: undefined,
    };
    if (kind === 'choice') return { [name]: choice[0] };
    if (kind === 'choices') return { [name]: [choice[1]] };
    if (kind !== 'date') return { [name]: text[kind] };
    const [d, m, y] = day(max <= 0 ? Math.max(min, max === 0 ? -400 : -8000) : Math.min(max, 900));
    return { [`${name}-d`]: d, [`${name}-m`]: m, [`${name}-y`]: y };
}
// Values that are right for the whole form; what fields want of each other is said here.
export function rightForm(form) {
    const all = Object.assign({}, ...form.fields.map(right), form.mark ? { mark: 'done' } : {});
    if (form.name === 'signin') all.mail = freshMail('nobody');
    if (form.name === 'taking') all.mail = freshMail('never');
    if (form.name === 'new') all.mail = freshMail('never');
    if (form.name === 'education') Object.assign(all, { 'began-y': '2018', 'ended-y': '2024' });
    if (form.name === 'person') all.nationality2 = 'THA';
    if (form.fields.some((f) => f.name === 'uscc')) all.uscc = code();
    if (form.name === 'days') all.days = `${nextYear}-10-01, holiday`;
    if (form.name === 'track') all.number = 'AP20260000011';
    return all;
}
