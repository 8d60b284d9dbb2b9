// The state machine as officers meet it over http, against a table of our own taken from DOMAIN 2.2: in every state
// the page offers exactly what that officer may do, everything else is refused and changes nothing, and each move
// that is allowed leads where it should. Places are counted right before and after.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { answers, apply, begin, dayFrom, decide, intakeOf, like, say, state, stateOf } from '../lib/applicant.mjs';
import { all } from '../lib/scenes.mjs';
import { everything, officer, one, resident, signedIn, sql, unchanged } from '../lib/world.mjs';

// state: { event: [who, where to] }; who: b both, l the head alone; '-': the applicant or the clock, no officer.
const table = {
    submitted: { accept_for_review: ['b', 'in_review'], return: ['b', 'returned'], withdraw: ['b', 'withdrawn'],
        remind_check: ['-'] },
    in_review: { return: ['b', 'returned'], schedule_interview: ['b', 'interview'], withdraw: ['b', 'withdrawn'],
        offer: ['l', 'offered'],
        reject: ['l', 'rejected'], stale: ['-'] },
    interview: { cancel_interview: ['b', 'in_review'], withdraw: ['b', 'withdrawn'], offer: ['l', 'offered'],
        reject: ['l', 'rejected'], stale: ['-'] },
    returned: { withdraw: ['b', 'withdrawn'], restore: ['l', 'in_review'], resubmit: ['-'], lapse: ['-'] },
    offered: { withdraw: ['b', 'withdrawn'], withdraw_offer: ['l', 'offer_withdrawn'], accept: ['-'], decline: ['-'],
        decline_by_timer: ['-'] },
    conditional: { defer: ['b', 'deferred'], withdraw: ['b', 'withdrawn'], confirm_conditions: ['l', 'admitted'],
        conditions_not_met: ['l', 'not_met'] },
    admitted: { defer: ['b', 'deferred'], register: ['b', 'enrolled'], file_jw202: ['b', 'admitted'], withdraw: ['b', 'withdrawn'], no_show: ['-'] },
    rejected: { restore: ['l', 'in_review'] },
    declined: { restore: ['l', 'offered'] },
    offer_withdrawn: { offer: ['l', 'offered'] },
    not_met: { undo_not_met: ['l', 'conditional'] },
    deferred: { reinstate: ['b', 'admitted'], remind_deferred: ['-'], withdraw: ['b', 'withdrawn'] },
    withdrawn: { restore: ['l', 'in_review'] },
    lapsed: { restore: ['l', 'in_review'] },
    enrolled: { record_permit: ['b', 'enrolled'], remind_permit: ['-'], permit_over: ['-'] },
    no_show: {},
};
const events = all.find((r) => r.path === '/apply/decide').query.fields.find((f) => f.name === 'event').choice;
const names = Object.keys(state);
const officers = {};
const may = (name, who) => who === 'b' || (who === 'l' && name === 'chen');
const words = { reason: 'other', text: 'Because.', note: 'noted', sections: ['contact'], jw202: 'JW20260001', visa: 'x1',
    insurance_no: 'PIC00000001', ...dayFrom('arrived', -3), ...dayFrom('permit_until', 300) };

// Cases in a state that nobody accepted for review who would have to offer.
const casesIn = async (name) => (await sql(`SELECT a.id FROM apply_application a WHERE a.state = ${state[name]} AND a.sent_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM flow_log l JOIN account c ON c.id = l.who WHERE l.case_id = a.id AND l.event = 3 AND c.mail = 'chen@example.test')
    ORDER BY a.id`)).map(([id]) => Number(id));
const places = () => sql(`SELECT i.id, i.reserved - COALESCE(SUM(a.state IN (${state.offered}, ${state.conditional})), 0),
    i.taken - COALESCE(SUM(a.state IN (${state.admitted}, ${state.enrolled})), 0), i.reserved + i.taken <= i.capacity
    FROM apply_intake i LEFT JOIN apply_application a ON a.intake = i.id GROUP BY i.id`);
const counted = async () => {
    for (const [id, reserved, taken, fits] of await places()) assert.deepEqual([reserved, taken, fits], ['0', '0', '1'],
        `places of intake ${id}`);
};

before(async () => {
    for (const name of ['li', 'chen']) officers[name] = await officer(name, { roams: true });
    await counted();
});

test('the table knows every state an officer can see, and every event', () => {
    assert.deepEqual(names.filter((n) => !['none', 'draft', 'not_sent'].includes(n)).sort(), Object.keys(table).sort());
    for (const [from, moves] of Object.entries(table)) for (const event of Object.keys(moves)) assert.ok(events.includes(event), `${from} ${event}`);
});

for (const from of Object.keys(table))
    test(`${from}: what is offered, and that nothing else can be done`, async () => {
        const [id] = await casesIn(from);
        assert.ok(id, `the demo data have a case that is ${from}`);
        for (const [name, who] of Object.entries(officers)) {
            const page = (await who.get(`/apply/case?id=${id}`)).is(200).see(say('en', `state.${from}`));
            const offered = page.links('/apply/decide').map((h) => /event=(\w+)/.exec(h)[1]).sort();
            const expected = Object.entries(table[from]).filter(([, [w]]) => may(name, w)).map(([e]) => e).sort();
            assert.deepEqual(offered, expected, `${name} in ${from}`);
            for (const event of expected) assert.ok((await who.get(`/apply/decide?id=${id}&event=${event}`)).is(200).form('decide'), event);
        }
        const before = await everything();
        for (const [name, who] of Object.entries(officers)) {
            const [any] = await casesIn('submitted');
            const { token } = (await who.get(`/apply/decide?id=${any}&event=return`)).form('decide');
            for (const event of events.filter((e) => !may(name, table[from][e]?.[0]))) {
                const status = table[from][event] ? 403 : 409, at = `/apply/decide?id=${id}&event=${event}`;
                if (name === 'chen') (await who.get(at)).is(status, event);
                const page = await who.send(at, { ...words, token });
                assert.equal(page.status, status, `${name} posts ${event} in ${from}: ${page.faults}`);
            }
        }
        assert.deepEqual(await everything(), before);
        assert.equal(await stateOf(id), state[from]);
    });

test('an applicant decides nothing, not even about the own case', async () => {
    const [[id, mail, own]] = await sql(`SELECT a.id, c.mail, a.state FROM apply_application a JOIN account c ON c.id = a.owner
        WHERE a.state = ${state.offered} AND c.mail LIKE 'applicant%' LIMIT 1`);
    const client = await signedIn(mail, { roams: true });
    const token = /name="token" value="([^"]+)"/.exec((await client.get(`/apply/offer?id=${id}`)).html)[1];
    await unchanged(async () => {
        for (const event of events) (await client.send(`/apply/decide?id=${id}&event=${event}`,
            { ...words, token })).is(403, event);
    });
    assert.equal(await stateOf(id), Number(own));
});

test('what only the owner may do, by the owner and in its state', async () => {
    const owners = await sql(`SELECT a.state, MIN(a.id), MIN(c.mail) FROM apply_application a JOIN account c ON c.id = a.owner
        WHERE c.mail LIKE 'applicant%' AND a.state <> ${state.draft} GROUP BY a.state`);
    assert.ok(owners.length > 14, `${owners.length} states`);
    for (const [number, id] of owners) {
        const [[mail]] = await sql(`SELECT c.mail FROM apply_application a JOIN account c ON c.id = a.owner WHERE a.id = ${id}`);
        const client = await signedIn(mail, { roams: true }), name = names[number];
        const page = await client.get(`/apply/status?id=${id}`), own = (p) =>
            page.links(`/apply/${p}?id=${id}`).length > 0;
        const withdraw = 'withdraw' in (table[name] ?? {});
        page.is(200).see(like('en', `apply.next.${name}`));
        assert.equal(own('offer'), name === 'offered', `${name} offer`);
        assert.equal(own('tasks'), name === 'returned', `${name} tasks`);
        assert.equal(own('withdraw'), withdraw, `${name} withdraw`);
        assert.equal((await client.get(`/apply/withdraw?id=${id}`)).status, withdraw ? 200 : 409, name);
        assert.equal((await client.get(`/apply/offer?id=${id}`)).form('answer') !== undefined, name === 'offered',
            name);
        assert.equal((await client.get(`/apply/check?id=${id}`)).path.startsWith('/apply/check'), name === 'returned',
            name);
    }
});

test('a form of one case is not taken for another one in another state', async () => {
    const client = await resident('Three', { roams: true });
    const offered = await apply(client, await intakeOf('CHN-1')), sent = await apply(client, await intakeOf('LOG-3'));
    const draft = await begin(client, await intakeOf('TOU-3'));
    await decide(officers.li, offered, 'accept_for_review');
    await decide(officers.chen, offered, 'offer');
    const of = async (page, id, form) => (await client.get(`/apply/${page}?id=${id}`)).form(form).token;
    const accept = { answer: 'accept', token: await of('offer', offered, 'answer') };
    const change = { ...answers.contact, token: await of('contact', draft, 'contact') };
    const leave = { reason: 'visa', token: await of('withdraw', sent, 'withdraw') };
    await unchanged(async () => {
        for (const id of [sent, draft]) (await client.send(`/apply/offer?id=${id}`, accept)).is(409);
        for (const id of [sent, offered]) (await client.send(`/apply/contact?id=${id}`, change)).is(409);
        for (const id of [sent, offered]) (await client.get(`/apply/school?id=${id}`)).is(409);
    });
    const decline = { ...accept, answer: 'decline', reason: 'work' };
    (await client.send(`/apply/offer?id=${offered}`, decline)).goes(/said=declined/);
    await unchanged(async () => {
        (await client.send(`/apply/withdraw?id=${offered}`, leave)).is(409);
        (await client.send(`/apply/offer?id=${offered}`, decline)).goes(/said=declined/); // the same once more
        (await client.send(`/apply/offer?id=${offered}`, accept)).is(409); // the same token with another answer
    });
});

// Where a state runs out of cases, one is brought there first.
const supply = { interview: ['in_review', 'schedule_interview'], conditional: ['not_met', 'undo_not_met'],
    admitted: ['conditional', 'confirm_conditions'],
    in_review: ['lapsed', 'restore'], offered: ['declined', 'restore'], returned: ['submitted', 'return'] };
async function caseIn(name) {
    const [id] = await casesIn(name);
    if (id) return id;
    const [from, event] = supply[name] ?? assert.fail(`no case that is ${name}`);
    const next = await caseIn(from);
    await decide(officers.chen, next, event, words);
    return next;
}

for (const [from, moves] of Object.entries(table))
    for (const [event, [who, to]] of Object.entries(moves).filter(([, [w]]) => w !== '-'))
        test(`${from}, ${event}: ${to}`, async () => {
            const id = await caseIn(from), name = who === 'b' ? 'li' : 'chen';
            const letters = () => one(`SELECT COUNT(*) FROM outbox WHERE case_id = ${id}`).then(Number);
            const before = await letters(),
                conditional = Number(await one(`SELECT state_before FROM apply_application WHERE id = ${id}`));
            const page = await decide(officers[name], id, event, event === 'offer' ? { text: '' } : words);
            assert.equal(page.path, `/apply/case?id=${id}&said=decided`, page.main.slice(0, 300));
            let wanted = to;
            if (from === 'deferred' && event === 'reinstate') wanted = names[conditional];
            if (from === 'withdrawn' && conditional === state.offered) wanted = 'offered';
            assert.equal(names[await stateOf(id)], wanted);
            page.see(say('en', `state.${wanted}`), say('en', `event.${event}`));
            assert.equal(await letters() - before, ['register', 'record_permit'].includes(event) ? 0 : 1, 'one letter for one move');
            await counted();
        });
