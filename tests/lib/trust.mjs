// Acting for somebody, for the web tests: a person asks a helper by address, the helper says yes, begins and stops.
import assert from 'node:assert/strict';
import { date } from './applicant.mjs';
import { bit, wearing } from './org.mjs';
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

// For scenes.mjs: a teacher with a pupil, and one of another school.
export async function trustScenes() {
    const [teacher, abroad] = [await teacherOf(), await teacherOf()], { account } = await openPupil(teacher);
    return {
        people: { teacher }, thieves: { teacher: abroad },
        own: { '/trust/pupils': ['teacher', ''], '/trust/pupil': ['teacher', ''], '/trust/carry': ['teacher', `?id=${account}`],
            '/trust/paper': ['teacher', `?id=${account}`] },
    };
}
