// Acting for somebody, for the web tests: a person asks a helper by address, the helper says yes, begins and stops.
import assert from 'node:assert/strict';
import { one, quote, sweep as sweepOf } from './world.mjs';

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
