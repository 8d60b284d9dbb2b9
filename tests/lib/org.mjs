// Organisations for the web tests: codes with a right check sign, registrations, invitations, roles.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { picture } from './applicant.mjs';
import { letter, one, resident, signedIn, sql } from './world.mjs';

const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
// GB 32100: 17 signs and their check sign.
export const check = (s) => signs[(31 - weights.reduce((sum, w, i) => sum + w * signs.indexOf(s[i]), 0) % 31) % 31];
let made = process.pid % 10000 * 100;
export function code(kind = '52') {
    const s = `${kind}532823MJ${String(++made).padStart(7, '0')}`.slice(0, 17);
    return s + check(s);
}
// The same with another check sign.
export const doubtful = (right) => right.slice(0, 17) + signs[(signs.indexOf(right[17]) + 1) % 31];

export const asking = (more = {}) => ({ kind: 'school', name: '勐腊县测试学校', name_en: 'Test School', uscc: code(),
    contact: 'ຄຳ ຫຼ້າ', phone: '+8562055551234', why: 'We send our pupils to internships.', licence: picture('licence.png'), ...more });

// Asks, and gives the number of the case in the database.
export async function ask(client, more) {
    const page = await client.post('/org/ask', 'ask', asking(more));
    assert.match(page.path, /^\/org\/case\?id=\d+&said=org_asked$/, `${page.status} ${page.faults}`);
    return Number(/id=(\d+)/.exec(page.path)[1]);
}
export async function decide(client, id, event, fields = {}) {
    return client.post(`/org/decide?id=${id}&event=${event}`, 'desk', fields);
}
export const stateOf = async (id) => Number(await one(`SELECT state FROM org_case WHERE id = ${id}`));
export const state = { asked: 1, checked: 2, returned: 3, verified: 4, refused: 5, withdrawn: 6, lapsed: 7 };
export const orgOf = async (name) => Number(await one(`SELECT MAX(id) FROM org WHERE name = '${name}'`));
export const idOf = async (mail) => Number(await one(`SELECT id FROM account WHERE mail = '${mail}'`));
// Bits of auth/role.h by name.
const names = ['applicant', 'intern', 'guardian', 'school_staff', 'school_lead', 'centre_admissions', 'centre_lead', 'enterprise_staff',
    'enterprise_admin', 'bank_officer', 'bank_admin', 'insurer_officer', 'insurer_admin', 'dept_officer', 'dept_leader', 'evaluator',
    'coordinator', 'auditor', 'sys_admin', 'security_admin'];
export const bit = (name) => 1 << names.indexOf(name);
export const roles = async (mail, org) => (await sql(`SELECT g.role FROM account_role g JOIN account a ON a.id = g.account
    WHERE a.mail = '${mail}' ${org ? `AND g.org = ${org}` : ''} ORDER BY g.role`)).map(([b]) => names[Math.log2(Number(b))]);

// Invites, and gives the address in the letter.
export async function invite(client, org, role, mail, more = {}) {
    const page = await client.post(`/org/invite?org=${org}&role=${role}`, 'invite', { mail, ...more });
    assert.match(page.path, /said=invited/, `${page.status} ${page.faults}`);
    return joinOf(await letter(mail, 'org_invite'));
}
export const joinOf = ({ text }) => `/org/join?code=${/join\?code=([\w-]+)/.exec(text)[1]}`;
// What was written into the audit about an organisation or a case: action, refused, detail.
export const audit = (object) => sql(`SELECT action, refused, detail FROM audit WHERE object = '${object}' ORDER BY id`);
// Signed in with second step and the hat of that organisation (the first of the person's when none is named), past the
// pages of signing in, where those are not what is tested.
export async function wearing(mail, org, options) {
    const client = await signedIn(mail, options);
    await wear(client, org ?? await one(`SELECT MIN(org) FROM account_role WHERE account = ${client.id}`));
    return client;
}
export const wear = (client, org) => sql(`UPDATE session SET second = TRUE, staff = TRUE, signed_at = UTC_TIMESTAMP() + INTERVAL 1 HOUR, org = ${org ? org : 'NULL'}, hats = 1
    WHERE hash = X'${createHash('sha256').update(Buffer.from(client.jar.get('sid'), 'base64url')).digest('hex')}'`);
// The steps of giving roles, as pages: the answer of each is the page it led to.
export const give = (who, org, person, role) => who.post(`/org/give?org=${org}&person=${person}&role=${role}`, 'give');
export const take = (who, org, person, role) => who.post(`/org/take?org=${org}&person=${person}&role=${role}`, 'take');
export const answer = (who, at, yes = true) => who.post(at, 'join', { answer: yes ? 'yes' : 'no' });
export const agree = (who, org, grant, yes = true) => who.post(`/org/agree?org=${org}&grant=${grant}`, 'agree', { answer: yes ? 'yes' : 'no' });
export const close = (who, org, into, more = {}) => who.post(`/org/close?org=${org}${into ? `&into=${into}` : ''}`, 'closing', { text: '合并', sure: '1', ...more });
export const pending = (org) => one(`SELECT MAX(id) FROM org_grant WHERE given_at IS NULL AND closed_at IS NULL ${org ? `AND org = ${org}` : ''}`);
export const hold = (id, org, ...names) => sql(names.map((name) => `INSERT INTO account_role (account, org, role, created_at)
    VALUES (${id}, ${org}, ${bit(name)}, UTC_TIMESTAMP())`).join('; '));
// Somebody new with these roles there, as if they had been given long ago, and the hat on.
export async function member(org, ...names) {
    const who = await resident('Member', { roams: true });
    if (names.length) await hold(who.id, org, ...names);
    await wear(who, org);
    return who;
}
// An organisation of this kind that nobody is in.
export async function place(kind, name = `${kind} ${++made}`) {
    await sql(`INSERT INTO org (kind, name, created_at) VALUES ('${kind}', '${name}', UTC_TIMESTAMP())`);
    return orgOf(name);
}
// For scenes.mjs: a registration that waits and one that was sent back, a school with a role that waits for its second
// person and an invitation, and two departments of which one is closed. { people, own }: as there.
export async function orgScenes(guest) {
    const [tang, deng, yan, gao, peng] = await Promise.all(['tang', 'deng', 'yan', 'gao', 'peng'].map((name) => worn(name)));
    const asker = await resident('Asker', { roams: true }), reg = await ask(asker), back = await ask(asker);
    await decide(tang, back, 'return', { text: 'The licence is cut off.' });
    const school = await orgOf('勐腊县职业高级中学'), yu = await idOf('yu@example.test');
    await sql(`DELETE FROM org_grant WHERE org = ${school} AND given_at IS NULL`);
    await yan.post(`/org/give?org=${school}&person=${yu}&role=school_lead`, 'give');
    const grant = await one(`SELECT MAX(id) FROM org_grant WHERE org = ${school}`);
    const join = await invite(yan, school, 'school_staff', guest.mail), entry = await one(`SELECT MIN(id) FROM document WHERE program = 'org' AND case_id = ${reg}`);
    await sql(`INSERT INTO org (kind, name, closed_at, created_at) VALUES ('department', '已撤销的局', UTC_TIMESTAMP(), UTC_TIMESTAMP()),
        ('department', '将撤销的局', NULL, UTC_TIMESTAMP())`);
    const [ended, ending] = [await one("SELECT MAX(id) FROM org WHERE name = '已撤销的局'"), await one("SELECT MAX(id) FROM org WHERE name = '将撤销的局'")];
    const one_ = `?org=${school}&person=${yu}`, into = await orgOf('勐腊县民政局');
    return {
        people: { tang, deng, yan, gao, peng, asker },
        thieves: { tang: deng, yan: gao, peng: null, wu: null },
        own: {
            '/org/ask': ['asker', ''], '/org/case': ['asker', `?id=${reg}`], '/org/fix': ['asker', `?id=${back}`],
            '/org/licence': ['asker', `?id=${reg}&entry=${entry}`], '/org/withdraw': ['asker', `?id=${reg}`],
            '/org/desk': ['tang', ''], '/org/review': ['tang', `?id=${reg}`], '/org/decide': ['tang', `?id=${reg}&event=refuse`],
            '/org/people': ['yan', `?org=${school}`], '/org/person': ['yan', one_], '/org/give': ['yan', `${one_}&role=school_lead`],
            '/org/take': ['yan', `${one_}&role=school_staff`], '/org/invite': ['yan', `?org=${school}&role=school_staff`],
            '/org/recall': ['yan', `?org=${school}&grant=${grant}`], '/org/agree': ['yan', `?org=${school}&grant=${grant}`],
            '/org/join': ['other', join.replace('/org/join', '')], '/org/all': ['peng', ''], '/org/waiting': ['peng', ''],
            '/org/close': ['peng', `?org=${ending}&into=${into}`], '/org/reopen': ['peng', `?org=${ended}`],
        },
    };
}
// One of the demo people so, by name.
export const worn = (name, options) => wearing(`${name}@example.test`, undefined, { roams: true, ...options });
