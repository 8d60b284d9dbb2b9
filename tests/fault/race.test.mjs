// People at the same moment (DESIGN D8, D9; SECURITY R10 to R12): the last seat, two tabs, two officers, one form sent
// ten times. One of them is right, the others are told so, and the books agree.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { answers, begin, decide, fill, intakeOf, like, picture, send, state, stateOf } from '../lib/applicant.mjs';
import { url, urlencoded } from '../lib/client.mjs';
import { Steady, applicant, draft, whole } from '../lib/load.mjs';
import { grown, letter, officer, officersCode, one, sql } from '../lib/world.mjs';

const en = (key) => like('en', key);
const moves = (id, event) => one(`SELECT COUNT(*) FROM flow_log WHERE flow = 'apply' AND case_id = ${id} AND event = ${event}`).then(Number);
const letters = (id, name) => one(`SELECT COUNT(*) FROM outbox WHERE flow = 'apply' AND case_id = ${id} AND name = '${name}'`).then(Number);
const seats = async (intake) => (await sql(`SELECT reserved, taken FROM apply_intake WHERE id = ${intake}`))[0].map(Number);
const E = { submit: 2, accept_for_review: 3, offer: 9, reject: 10, accept: 12, decline: 13 };
const counted = (pages) => pages.map((p) => p.status).sort().join(' ');

// The forms are looked at first; what is raced are the posts alone.
async function raced(tasks) {
    const ready = await Promise.all(tasks.map(async ([client, path, form, fields]) =>
        [client, await client.get(path, { follow: false }), form, fields]));
    return Promise.all(ready.map(([client, page, form, fields]) => client.submit(page, form, fields)));
}

let li, chen, eco, people, cases;

before(async () => {
    [li, chen] = [await officer('li'), await officer('chen')];
    eco = await intakeOf('ECO-6');
    assert.deepEqual(await seats(eco), [0, 0]);
    people = [];
    cases = [];
    for (let n = 0; n < 7; n++) {
        people.push(await applicant(30 + n));
        cases.push(await begin(people[n], eco));
    }
    await Promise.all(cases.map((id, n) => fill(people[n], id)));
});

test('two tabs send the same application: it is sent once', async () => {
    const [client, id] = [people[0], cases[0]];
    const pages = await raced(Array(4).fill([client, `/apply/check?id=${id}`, 'check', { agree: '1' }]));
    for (const page of pages) page.goes(/^\/apply\/(sent|status)\?id=\d+$/);
    assert.equal(await stateOf(id), state.submitted);
    assert.equal(await moves(id, E.submit), 1);
    assert.equal(await letters(id, 'apply_received'), 1);
    for (let n = 1; n < cases.length; n++) await send(people[n], cases[n]);
});

test('two officers take up the same case: one does, the other is told', async () => {
    const id = cases[0], path = `/apply/decide?id=${id}&event=accept_for_review`;
    const pages = await raced([[li, path, 'decide'], [chen, path, 'decide']]);
    assert.equal(counted(pages), '303 409');
    pages.find((p) => p.status === 409).see(en('error_page.409.title'));
    assert.equal(await moves(id, E.accept_for_review), 1);
    assert.equal(await letters(id, 'apply_in_review'), 1);
});

test('an offer and a rejection at the same time: the case has one outcome', async () => {
    const id = Number(await one(`SELECT id FROM apply_application WHERE state = ${state.in_review} AND intake <> ${eco}
        AND id IN (SELECT case_id FROM flow_log WHERE event = ${E.accept_for_review})
        AND id NOT IN (SELECT case_id FROM flow_log WHERE event IN (${E.offer}, ${E.reject})) LIMIT 1`));
    const pages = await raced([[chen, `/apply/decide?id=${id}&event=offer`, 'decide'],
        [chen.twin(), `/apply/decide?id=${id}&event=reject`, 'decide', { reason: 'other' }]]);
    assert.equal(counted(pages), '303 409');
    assert.equal(await moves(id, E.offer) + await moves(id, E.reject), 1);
    assert.ok([state.offered, state.rejected].includes(await stateOf(id)));
    await whole();
});

test('more offers than the three seats: three are made, the others are told that it is full', async () => {
    // Whoever took a case up may not offer it: the first one is left out if that was the lead.
    for (const id of cases.slice(1)) (await decide(li, id, 'accept_for_review')).is(200);
    if (await one(`SELECT who FROM flow_log WHERE case_id = ${cases[0]} AND event = ${E.accept_for_review}`) !==
        await one("SELECT id FROM account WHERE mail = 'li@example.test'")) cases.shift(), people.shift();
    const pages = await raced(cases.map((id) => [chen.twin(), `/apply/decide?id=${id}&event=offer`, 'decide']));
    assert.equal(counted(pages), `${'303 '.repeat(3)}${Array(cases.length - 3).fill('422').join(' ')}`);
    for (const page of pages.filter((p) => p.status === 422)) page.see(en('error.full'));
    assert.deepEqual(await seats(eco), [3, 0]);
    for (const [n, page] of pages.entries()) {
        assert.equal(await stateOf(cases[n]), page.status === 303 ? state.offered : state.in_review);
        assert.equal(await letters(cases[n], 'apply_offer'), page.status === 303 ? 1 : 0);
    }
    await whole();
});

test('offered people answer twice at once, and a freed seat goes to one of those who wait', async () => {
    const offered = [], waiting = [];
    for (const id of cases) (await stateOf(id) === state.offered ? offered : waiting).push(id);
    const of = (id) => people[cases.indexOf(id)], path = (id) => `/apply/offer?id=${id}`;
    const yes = await raced(Array(3).fill([of(offered[0]), path(offered[0]), 'answer', { answer: 'accept' }]));
    for (const page of yes) page.goes(/^\/apply\/status/);
    assert.deepEqual(await seats(eco), [2, 1]);
    assert.equal(await moves(offered[0], E.accept), 1);

    const both = await raced([[of(offered[1]), path(offered[1]), 'answer', { answer: 'accept' }],
        [of(offered[1]), path(offered[1]), 'answer', { answer: 'decline', reason: 'other' }]]);
    assert.equal(both.filter((p) => p.status === 303).length, 1);
    const declined = await stateOf(offered[1]) === state.declined;
    assert.equal(await moves(offered[1], E.accept) + await moves(offered[1], E.decline), 1);
    if (!declined) (await decide(chen, offered[2], 'withdraw_offer', { reason: 'other' })).is(200);

    const again = await raced(waiting.map((id) => [chen.twin(), `/apply/decide?id=${id}&event=offer`, 'decide']));
    assert.equal(again.filter((p) => p.status === 303).length, 1);
    assert.equal((await seats(eco)).reduce((a, b) => a + b), 3);
    await whole();
});

test('one form sent ten times in parallel has one effect and ten times the same answer', async () => {
    const client = await applicant(24), id = await draft(client), path = `/apply/school?id=${id}`;
    const form = (await client.get(path)).form('education'), school = `Tenfold ${process.pid}`;
    const body = urlencoded({ ...form.values, ...answers.education, school });
    const headers = { origin: url, 'content-type': 'application/x-www-form-urlencoded' };
    const pages = await Promise.all(Array.from({ length: 10 }, () => client.request('POST', path, { headers, body })));
    for (const page of pages) page.goes(`/apply/education?id=${id}`);
    assert.equal(await one(`SELECT COUNT(*) FROM apply_education WHERE school = '${school}'`), '1');
});

test('a new application and a file sent ten times in parallel: one of each', async () => {
    const client = await applicant(25), intake = await one(`SELECT id FROM apply_intake WHERE opens <= CURDATE() AND
        closes > CURDATE() AND id NOT IN (SELECT intake FROM apply_application WHERE owner = ${client.id}) LIMIT 1`);
    const page = await client.get(`/apply/start?id=${intake}`);
    const begun = await Promise.all(Array.from({ length: 10 }, () => client.submit(page, 'start', answers.start)));
    assert.equal(new Set(begun.map((p) => p.goes(/^\/apply\/tasks\?id=\d+$/).location)).size, 1);
    const id = Number(/id=(\d+)/.exec(begun[0].location)[1]);
    assert.equal(await one(`SELECT COUNT(*) FROM apply_application WHERE owner = ${client.id} AND intake = ${intake}`), '1');

    const papers = await client.get(`/apply/paper_new?id=${id}&kind=photo`), file = picture('one.png');
    const kept = await Promise.all(Array.from({ length: 10 }, () => client.submit(papers, 'paper', { file })));
    for (const answer of kept) answer.goes(/said=paper_kept/);
    assert.equal(await one(`SELECT COUNT(*) FROM document WHERE program = 'apply' AND case_id = ${id}`), '1');
    await whole();
});

test('two tabs begin an application for the same intake: there is one', async () => {
    const client = await applicant(26), intake = await one(`SELECT id FROM apply_intake WHERE opens <= CURDATE() AND
        closes > CURDATE() AND id NOT IN (SELECT intake FROM apply_application WHERE owner = ${client.id}) LIMIT 1`);
    const pages = await raced(Array(6).fill([client, `/apply/start?id=${intake}`, 'start', answers.start]));
    assert.equal(counted(pages), '303 422 422 422 422 422');
    for (const page of pages.filter((p) => p.status === 422)) page.see(en('error.same_intake'));
    assert.equal(await one(`SELECT COUNT(*) FROM apply_application WHERE owner = ${client.id} AND intake = ${intake}`), '1');
});

test('one code of the second step, typed in four windows: it opens one', async () => {
    const windows = await Promise.all(Array.from({ length: 4 }, () => new Steady()));
    for (const client of windows) (await client.post('/login/', 'signin', { mail: 'li@example.test', password: 'demo-li' })).is(200);
    const code = await officersCode('li@example.test');
    const pages = await raced(windows.map((client) => [client, '/login/second', 'second', { code }]));
    assert.equal(counted(pages), '303 422 422 422');
    const inside = await Promise.all(windows.map((client) => client.get('/apply/queue', { follow: false })));
    assert.equal(inside.filter((p) => p.status === 200).length, 1);
});

test('a letter\'s code opened in four windows: it is used once', async () => {
    const visitor = new Steady(), mail = `race.${Date.now()}@example.test`, word = 'four quiet river stones';
    (await visitor.post('/login/new', 'new', { ...grown, name: 'Racer', mail, password: word, agree: '1' })).is(200);
    const path = `/login/confirm?code=${/confirm\?code=([\w-]+)/.exec((await letter(mail, 'confirm')).text)[1]}`;
    const pages = await raced(Array.from({ length: 4 }, () => [new Steady(), path, 'confirm', { password: word }]));
    assert.equal(counted(pages), '303 422 422 422');
    assert.equal(await one(`SELECT state FROM account WHERE mail = '${mail}'`), 'active');
});

test('one address registered in four windows: one account, and nobody is told that it was there', async () => {
    const mail = `twins.${Date.now()}@example.test`, word = 'four quiet river stones';
    const pages = [];
    for (const pair of [0, 1]) // two passwords are hashed at a time
        pages.push(...await raced(Array.from({ length: 2 }, () => [new Steady(), '/login/new', 'new', { ...grown, name: `Twin ${pair}`, mail, password: word, agree: '1' }])));
    for (const page of pages) page.goes('/login/sent');
    assert.equal(await one(`SELECT COUNT(*) FROM account WHERE mail = '${mail}'`), '1');
});

test('eight people hand in two papers each of a new application at once: all are kept', async () => {
    const clients = [];
    for (let n = 0; n < 8; n++) clients.push(await applicant(10 + n));
    const ids = [];
    for (const client of clients) ids.push(await draft(client));
    const kinds = ['photo', 'other'];
    const pages = await raced(clients.flatMap((client, n) => kinds.map((kind) => [client, `/apply/paper_new?id=${ids[n]}&kind=${kind}`, 'paper', { file: picture(`${kind}.png`) }])));
    for (const page of pages) page.goes(/said=paper_kept/);
    await whole();
});
