// Strings that have broken other programs (lib/naughty.mjs), in every field of login where text is typed by whoever comes
// along: refused beside the field and shown as typed, or taken; never raw, never half, never an error of ours.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { say } from '../lib/applicant.mjs';
import { kept, noneRaw, strings } from '../lib/naughty.mjs';
import { freshMail, grown, newcomer, one, password, quote, signIn, sql, unchanged } from '../lib/world.mjs';

let owner;
before(async () => { owner = await newcomer('Owner', { roams: true }); });
const freely = () => sql('DELETE FROM throttle');
const asTyped = (s) => s.replace(/\r\n/g, '\n');

// Each string into one field of a form, the rest as it should be; what each answer must be like.
async function through(client, at, form, field, rest, look = () => {}) {
    let page = await client.get(at);
    for (const s of strings) {
        const answer = await client.submit(page, form, { ...rest, [field]: s }), why = `${field} ${JSON.stringify(s)}`;
        if (s.includes('\0')) {
            answer.is(400, why);
            continue;
        }
        answer.is(422, why);
        noneRaw(answer);
        assert.notEqual(answer.error(form, field) + answer.faults.join(), '', why);
        look(answer, s, why);
        page = answer;
    }
}
const shown = (form, field) => (page, s, why) => assert.equal(page.value(form, field), asTyped(s), why);

test('addresses and numbers: sign-in, registration, recovery, change of address', async () => {
    await unchanged(async () => {
        await through(new Client({ roams: true }), '/login/', 'signin', 'mail', { password }, shown('signin', 'mail'));
        await through(new Client({ roams: true }), '/login/forgot', 'forgot', 'mail', {}, shown('forgot', 'mail'));
        await through(new Client({ roams: true }), '/login/new', 'new', 'mail', { ...grown, name: 'X', password, agree: '1' },
            shown('new', 'mail'));
        await through(owner, '/login/reach', 'reach', 'reach', {}, shown('reach', 'reach'));
    });
});

test('codes and digits: of letters, of messages, of the second step, and in addresses', async () => {
    const client = new Client({ roams: true }), fresh = { password: 'five slow mountain birds' };
    await unchanged(async () => {
        for (const s of strings.filter((t) => !t.includes('\0'))) {
            for (const at of ['reset?code', 'confirm?code', 'code?ask', 'undo?code', 'sent?said', '?next', '?said', 'reach_code?ask']) {
                const page = await client.get(`/login/${at}=${encodeURIComponent(s)}`);
                assert.ok([200, 404].includes(page.status), `${at} ${JSON.stringify(s)} ${page.status}`);
                noneRaw(page);
            }
        }
        await through(client, '/login/reset?code=abc', 'reset', 'code', fresh);
    });
    const ask = new Client({ roams: true }), { location } = await ask.submit(await ask.get('/login/forgot'), 'forgot',
        { mail: '+8562099990000' });
    await through(ask, location, 'reset', 'code', fresh);
});

test('names of a registration: kept as the rule says, or refused', async () => {
    const client = new Client({ roams: true }), good = strings.filter((s) => !s.includes('\0'));
    for (const s of good) {
        const k = kept(s, false), fine = k && /\p{L}/u.test(k), mail = freshMail('name');
        if (fine && !/[<'"&%\\]|[^\x00-\x7f]/.test(s)) continue; // a hash each: those that could go wrong
        if (fine && good.indexOf(s) % 4) continue;
        await freely();
        const page = await client.submit(await client.get('/login/new'), 'new', { ...grown, name: s, mail, password, agree: '1' });
        page.is(fine ? 303 : 422, JSON.stringify(s));
        noneRaw(page);
        if (fine) assert.equal(await one(`SELECT name FROM account WHERE mail = ${quote(mail)}`), k);
        else assert.equal(page.value('new', 'name'), asTyped(s), JSON.stringify(s));
    }
});

test('passwords of such strings are taken as they are, or refused in words', async () => {
    const good = strings.filter((s) => !/[\0\uffff]/.test(s)), chunks = [];
    for (let n = 0; n < good.length; n += 8) chunks.push(good.slice(n, n + 8).join(' '));
    let taken = 0;
    for (const secret of chunks) {
        await freely();
        const client = new Client(), mail = freshMail('secret');
        const page = await client.submit(await client.get('/login/new'), 'new',
            { ...grown, name: 'X', mail, password: secret, agree: '1' });
        noneRaw(page);
        if (page.status !== 303) {
            assert.equal(page.is(422).error('new', 'password'), say('en', 'error.secret_long', { max: 128 }), JSON.stringify(secret));
            continue;
        }
        await sql(`UPDATE account SET state = 'active' WHERE mail = ${quote(mail)}`);
        (await signIn(new Client(), mail, [...`${secret}x`].slice(-128).join(''))).is(422);
        assert.equal((await signIn(new Client(), mail, secret)).path, '/apply/mine', JSON.stringify(secret));
        taken++;
    }
    assert.ok(taken > chunks.length / 2, `${taken} of ${chunks.length}`);
});
