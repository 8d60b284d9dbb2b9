// Acting for somebody, for the web tests: a person asks a helper by address, the helper says yes, begins and stops.
import assert from 'node:assert/strict';
import { date, picture } from './applicant.mjs';
import { Client } from './client.mjs';
import { bit, wearing, worn } from './org.mjs';
import { one, quote, resident, sql, sweep as sweepOf } from './world.mjs';

export const sweep = () => sweepOf('trust');

export const asked = { scope: 'apply', days: '30', sure: '1' };
const newest = (subject, mail) => one(`SELECT MAX(d.id) FROM delegation d LEFT JOIN account a ON a.id = d.agent WHERE
    d.subject = ${subject} AND (d.agent IS NULL OR a.mail = ${quote(mail)})`).then(Number);

// The number of the question.
export async function ask(person, mail, fields = {}) {
    const page = await person.post('/trust/ask', 'ask', { ...asked, address: mail, ...fields });
    assert.match(page.path, /^\/trust\/\?said=asked/, `${page.faults} ${page.main.slice(0, 200)}`);
    return newest(person.id, mail);
}

export async function accept(helper, id, answer = 'accept') {
    const page = await helper.post(`/trust/accept?id=${id}`, 'reply', { answer });
    assert.match(page.path, /^\/trust\/\?said=/, page.main.slice(0, 200));
    return id;
}
export const trusted = async (person, helper, fields) => accept(helper, await ask(person, helper.mail, fields));

export async function act(helper, id) {
    const page = await helper.post(`/trust/act?id=${id}`, 'act');
    assert.match(page.path, /^\/apply\/mine/, `${page.status} ${page.main.slice(0, 200)}`);
    return page;
}
export const stop = (helper) => helper.post('/trust/end_acting', 'act_end');
export const bannerOf = (page) => /<aside class="acting"[\s\S]*?<\/form>/.exec(page.html)?.[0] ?? '';

// A school of its own, or another teacher of one: signed in with second step and hat.
export async function teacherOf(org, name = 'Teacher', role = 'school_staff') {
    if (!org) {
        await sql("INSERT INTO org (kind, name, created_at) VALUES ('school', '口岸小学', UTC_TIMESTAMP())");
        org = await one('SELECT MAX(id) FROM org');
    }
    const { id, mail } = await resident(name);
    await sql(`INSERT INTO account_role (account, org, role, created_at) VALUES (${id}, ${org}, ${bit(role)}, UTC_TIMESTAMP())`);
    const client = await wearing(mail, org);
    return Object.assign(client, { org: Number(org) });
}

// An account for a pupil: { account, deed }.
export const pupil = { name: 'ນ້ອຍ', ...date('birth', 3, 5, 2009), relation: 'border', number: '3-2', lang: 'lo', days: '90', signed_by: 'guardian', agree: '1' };
export async function openPupil(teacher, fields = {}) {
    const page = await teacher.post('/trust/pupil', 'pupil', { ...pupil, ...fields });
    assert.match(page.path, /^\/trust\/act\?id=\d+&said=pupil_open/, `${page.status} ${page.faults}`);
    const deed = Number(/id=(\d+)/.exec(page.path)[1]);
    return { deed, account: Number(await one(`SELECT subject FROM delegation WHERE id = ${deed}`)) };
}
// The code on a new sheet.
export async function sheetOf(client, account) {
    const page = await client.post(`/trust/paper?id=${account}`, 'sheet');
    return /<code>([A-Z2-7-]{19})<\/code>/.exec(page.html)?.[1] ?? assert.fail(`no sheet: ${page.status} ${page.faults}`);
}

// Birth date of somebody who is so old today, give or take a month.
export function yearsAgo(years) {
    const d = new Date(Date.now() - 20 * 86400000);
    return date('birth', d.getUTCDate() > 28 ? 28 : d.getUTCDate(), d.getUTCMonth() + 1, d.getUTCFullYear() - years);
}
// A guardian asks for a child of ten; gives the number of the case in the database.
export const child = (more = {}) => ({ child: 'ນາງ ນ້ອຍ', ...yearsAgo(10), speaks: 'lo', relation: 'mother', guardian: 'Mother Noy',
    phone: '+8562055551234', proof: picture('birth.png'), agree: '1', ...more });
export async function askForChild(client, more) {
    const page = await client.get('/trust/child'), { agree, ...fields } = child(more);
    const answer = await client.submit(page, 'child', 'agree' in page.form('child').values || /name="agree"/.test(page.html) ? { ...fields, agree } : fields);
    const to = answer.location ?? answer.path;
    assert.match(to, /^\/trust\/child_case\?id=\d+&said=child_asked$/, `${answer.status} ${answer.faults}`);
    return Number(/id=(\d+)/.exec(to)[1]);
}
// Other tests may have made the same child: the note says that this is another one.
export async function decideChild(officer, id, event, fields = event === 'accept' ? { note: 'Another child.' } : {}, status) {
    const page = await officer.post(`/trust/child_decide?id=${id}&event=${event}`, 'desk', fields);
    if (status) return page.is(status);
    assert.match(page.path, /said=child_decided/, `${page.status} ${page.faults}`);
    return page;
}
export const childState = (id) => one(`SELECT state FROM trust_child WHERE id = ${id}`).then(Number);

// A name no other child of these tests has.
let names = 0;
export const unique = (name) => `${name} ${process.pid}${Date.now()}${++names}`;

// The first guardian's child, for whom somebody else asks, too: the number of that case, which waits for the first.
export async function secondFor(first, second, officer, more = { child: unique('Shared') }) {
    await decideChild(officer, await askForChild(first, more), 'accept');
    const id = await askForChild(second, more);
    await decideChild(officer, id, 'join');
    assert.equal(await childState(id), 7);
    return id;
}

// Asks support to look; the number to tell the officer.
export async function callFor(client) {
    const page = await client.post('/trust/help', 'help', { sure: '1' });
    assert.match(page.path, /said=help_asked/, `${page.status} ${page.faults}`);
    return one(`SELECT MAX(id) FROM delegation WHERE kind = 'support' AND state = 'asked' AND subject =
        (SELECT id FROM account WHERE mail = ${quote(client.mail)})`);
}

// Somebody who typed the code of a sheet: may choose a way into the account now. roams as Client.
export async function takerOf(code, fields = {}, options) {
    const client = new Client(options);
    const page = await client.post('/trust/take', 'take', { code, ...date('birth', 3, 5, 2009), ...fields }, { follow: false });
    page.goes('/login/take');
    return client;
}

// For scenes.mjs: a teacher with a pupil, and one of another school; a guardian with a question that waits and one that
// was sent back.
export async function trustScenes() {
    const [teacher, abroad] = [await teacherOf(), await teacherOf()], { account } = await openPupil(teacher);
    const asker = await resident('Guardian', { roams: true }), officer = await worn('li');
    const waits = await askForChild(asker), back = await askForChild(asker, { child: 'Back' });
    await decideChild(officer, back, 'return', { text: 'Please.' });
    const joins = await secondFor(asker, await resident('Second'), officer);
    const call = await callFor(asker), taker = await takerOf(await sheetOf(teacher, account), {}, { roams: true });
    const proof = await one(`SELECT MIN(id) FROM document WHERE program = 'trust' AND case_id = ${waits}`);
    return {
        people: { teacher, parent: asker, taker }, thieves: { teacher: abroad },
        own: { '/login/take': ['taker', ''], '/login/take_code': ['taker', '?ask=abc'], '/trust/pupils': ['teacher', ''], '/trust/pupil': ['teacher', ''], '/trust/carry': ['teacher', `?id=${account}`],
            '/trust/paper': ['teacher', `?id=${account}`], '/trust/child': ['parent', ''], '/trust/child_case': ['parent', `?id=${waits}`],
            '/trust/child_fix': ['parent', `?id=${back}`], '/trust/child_back': ['parent', `?id=${waits}`],
            '/trust/proof': ['parent', `?id=${waits}&entry=${proof}`], '/trust/children': ['li', ''],
            '/trust/second': ['parent', `?id=${joins}`],
            '/trust/help': ['parent', ''], '/trust/calls': ['li', ''], '/trust/look': ['li', `?id=${call}`],
            '/trust/child_review': ['li', `?id=${waits}`], '/trust/child_decide': ['li', `?id=${waits}&event=refuse`] },
    };
}
