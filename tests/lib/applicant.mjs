// How an application is filled in, for the web tests: answers that are right, and the steps of applicant and officer
// as forms that are looked at, filled and sent. Also the catalogues, so that a test names texts by their keys.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { one, png, root } from './world.mjs';

const catalogues = {};

function read(file, into) {
    const at = [];
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    for (let i = 0; i < lines.length; i++) {
        const line = lines[i].trim();
        let m;
        if ((m = /^([\w.]+)\s*\{$/.exec(line))) at.push(m[1]);
        else if (line === '}') at.pop();
        else if ((m = /^([\w.]+)\s*<<\s*(\w+)$/.exec(line))) {
            const body = [];
            for (i++; lines[i].trim() !== m[2]; i++) body.push(lines[i]);
            into[[...at, m[1]].join('.')] = body.join('\n');
        } else if ((m = /^([\w.]+)\s*=\s?(.*)$/.exec(line))) into[[...at, m[1]].join('.')] = m[2];
    }
}

// The text a reader of this language sees; English where there is none yet.
export function say(lang, key, holes = {}) {
    for (const code of [lang, 'en']) {
        if (!catalogues[code]) {
            catalogues[code] = {};
            for (const folder of ['common', 'privacy', 'login', 'trust', 'org', 'admin', 'apply']) {
                const file = `${root}/templates/${folder}/lang/${code}.hdf`;
                if (fs.existsSync(file)) read(file, catalogues[code]);
            }
        }
        const text = catalogues[code][`T.${key}`];
        if (text !== undefined) return text.replace(/\{(\w+)\}/g, (whole, name) => holes[name] ?? whole);
    }
    return assert.fail(`no text T.${key}`);
}

// The same with whatever stands in its holes.
export const like = (lang, key) => new RegExp(say(lang, key).split(/\{\w+\}/)
    .map((s) => s.replace(/\s+/g, ' ').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*'));

const year = new Date().getFullYear();
export const date = (name, d, m, y) => ({ [`${name}-d`]: String(d), [`${name}-m`]: String(m),
    [`${name}-y`]: String(y) });

// The day so many days from now, as the three boxes of a date.
export const dayFrom = (name, days) => {
    const d = new Date(Date.now() + (days * 24 + 8) * 3600000);
    return date(name, d.getUTCDate(), d.getUTCMonth() + 1, d.getUTCFullYear());
};

// Answers that are right. A person with one name only, of age at every start.
export const answers = {
    start: { nationality: 'LAO', ...date('birth', 27, 9, 2005) },
    person: { name_native: 'ຄຳຫຼ້າ', name_primary: 'KHAMLA', name_secondary: '', name_zh: '', sex: 'f',
        ...date('birth', 27, 9, 2005),
        birthplace: 'ວຽງຈັນ', nationality: 'LAO', nationality2: '', paper_kind: 'passport', passport_no: 'P1234567',
        passport_state: 'LAO', ...date('passport_issued', 1, 2, year - 2), ...date('passport_expires', 1, 2, year + 6),
        mrz1: '', mrz2: '', mark: 'done' },
    contact: { mail: '', phone: '+8562055551234', address_country: 'LAO', address_region: 'ນະຄອນຫຼວງວຽງຈັນ',
        address: 'ບ້ານ ໂພນສະຫວັນ', address_china: '', emergency_name: 'ແມ່ ບົວ', emergency_relation: 'mother',
        emergency_phone: '+8562055554321', mark: 'done' },
    education: { level: 'senior', school: 'ໂຮງຮຽນມັດທະຍົມ ວຽງຈັນ', country: 'LAO', ...date('began', 1, 9, 2018),
        ...date('ended', 30, 6, 2024), graduated: 'yes' },
    language: { mother_tongue: 'ລາວ', chinese: 'some', chinese_score: '', ...date('chinese_date', '', '', ''),
        chinese_no: '', mark: 'done' },
    money: { funding: 'self', funding_name: '', agency_no: '', mark: 'done' },
    guardian: { guardian_name: '李明', guardian_relation: 'teacher', guardian_nationality: 'CHN',
        guardian_in_china: 'yes',
        guardian_phone: '+8613987654321', guardian_address: '云南省西双版纳州勐腊县', mark: 'done' },
};
export const picture = (name = 'scan.png') => ({ name, type: 'image/png', bytes: png() });
export const idOf = (page) => Number(/[?&]id=(\d+)/.exec(page.location ?? page.path)[1]);

// Intakes that can be applied for, by the code of their programme: CHN-1, LOG-3, TOU-3, ECO-6.
export const intakeOf = async (code) => Number(await one(`SELECT i.id FROM apply_intake i JOIN apply_programme p ON
    p.id = i.programme WHERE p.code = '${code}' AND i.opens <= CURDATE() AND i.closes > CURDATE()`));

export async function begin(client, intake) {
    const page = await client.post(`/apply/start?id=${intake}`, 'start', answers.start);
    assert.match(page.path, /^\/apply\/tasks\?id=\d+$/, page.main);
    return idOf(page);
}

// The box of a kind stands on its page until it was ticked once; what it is ticked with is the version beside it.
const boxes = { passport: 'agree_passport', health: 'agree_health', no_crime: 'agree_crime' };
export const consent = (kind) => (boxes[kind] ? { [boxes[kind]]: '1' } : {});
export const handIn = (client, id, kind, file = picture(`${kind}.png`)) =>
    client.post(`/apply/paper_new?id=${id}&kind=${kind}`, 'paper', { file, ...consent(kind) });

export async function fill(client, id, changed = {}) {
    for (const part of ['person', 'contact', 'language', 'money']) {
        const page = await client.post(`/apply/${part}?id=${id}`, part, { ...answers[part], ...changed[part] });
        assert.match(page.path, /^\/apply\/tasks/, `${part}: ${page.faults}`);
    }
    assert.match((await client.post(`/apply/school?id=${id}`, 'education', answers.education)).path,
        /^\/apply\/education/);
    assert.match((await client.post(`/apply/education?id=${id}`, 'done')).path, /^\/apply\/tasks/);
    for (const kind of ['passport', 'photo', 'diploma']) assert.match((await handIn(client, id, kind)).path,
        /said=paper_kept/);
    assert.match((await client.post(`/apply/papers?id=${id}`, 'done')).path, /^\/apply\/tasks/);
}

export async function send(client, id) {
    const page = await client.post(`/apply/check?id=${id}`, 'check', { agree: '1' });
    assert.match(page.path, /^\/apply\/sent/, page.main);
    return page;
}

export const decide = (officer, id, event, fields = {}, options = {}) =>
    officer.post(`/apply/decide?id=${id}&event=${event}`, 'decide', fields, options);
export const answer = (client, id, fields) => client.post(`/apply/offer?id=${id}`, 'answer', fields);
export const stateOf = (id) => one(`SELECT state FROM apply_application WHERE id = ${id}`).then(Number);
export const state = Object.fromEntries(['none', 'draft', 'submitted', 'in_review', 'returned', 'interview', 'offered',
    'conditional', 'admitted', 'enrolled', 'rejected', 'declined', 'offer_withdrawn', 'not_met', 'deferred', 'no_show',
    'withdrawn', 'lapsed', 'not_sent'].map((name, n) => [name, n]));

// A whole new application, sent.
export async function apply(client, intake, changed) {
    const id = await begin(client, intake);
    await fill(client, id, changed);
    await send(client, id);
    return id;
}
