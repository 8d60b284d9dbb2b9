// Bad input of login (DOMAIN 6.5; the table of all rows is in login_bad_rows.test.mjs): the time of an answer does not
// tell who is known. Samples of both kinds take turns, so that a machine that is busy is busy for both; their middles
// are compared. A hash that is left out makes one answer several times as fast.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { addReach, freshMail, freshPhone, grown, newcomer, password, sql } from '../lib/world.mjs';

const samples = 11;
let owner, phone;
before(async () => {
    owner = await newcomer('Owner');
    phone = await addReach(owner, freshPhone());
});

// Milliseconds from sending the form to its answer, doors open.
async function timed(path, form, fields) {
    for (;;) {
        await sql('DELETE FROM throttle');
        const client = new Client(), page = await client.get(path), began = process.hrtime.bigint();
        const answer = await client.submit(page, form, fields), ms = Number(process.hrtime.bigint() - began) / 1e6;
        if (answer.status !== 503) return { ms, answer }; // all places for hashes taken by somebody else
    }
}
const middle = (list) => [...list].sort((x, y) => x - y)[list.length >> 1];

// Two kinds of askers take turns; the middles of both.
async function turns(one, other) {
    const took = [[], []], kinds = [one, other];
    await one();
    await other();
    for (let n = 0; n < samples; n++)
        for (const k of n % 2 ? [1, 0] : [0, 1]) took[k].push((await kinds[k]()).ms);
    return took.map(middle);
}
function alike([a, b], what) {
    assert.ok(a < 2 * b && b < 2 * a, `${what}: ${a.toFixed(1)} and ${b.toFixed(1)} ms`);
}

const signing = (mail, secret = `wrong ${Math.random()}`) => timed('/login/', 'signin', { mail, password: secret });

test('6.5: enumeration by timing: signing in', async () => {
    alike(await turns(() => signing(owner.mail), () => signing(freshMail('nobody'))), 'mail');
    alike(await turns(() => signing(phone), () => signing(freshPhone())), 'phone');
    await sql(`UPDATE account SET state = 'suspended' WHERE id = ${owner.id}`);
    alike(await turns(() => signing(owner.mail, password), () => signing(freshMail('nobody'))), 'suspended, right password');
    await sql(`UPDATE account SET state = 'active' WHERE id = ${owner.id}`);
});

test('6.5: enumeration by timing: registering', async () => {
    const register = (mail) => timed('/login/new', 'new', { ...grown, name: 'Somebody', mail, password, agree: '1' });
    alike(await turns(() => register(owner.mail), () => register(freshMail('new'))), 'mail');
    alike(await turns(() => register(phone), () => register(freshPhone())), 'phone');
});

// There is no hash in it, and so little work that a ratio says nothing: compared with the hash of signing in.
test('6.5: enumeration by timing: recovery', async () => {
    const ask = (mail) => timed('/login/forgot', 'forgot', { mail });
    const [hash] = await turns(() => signing(owner.mail), () => signing(freshMail('nobody')));
    for (const [known, unknown] of [[owner.mail, () => freshMail('nobody')], [phone, freshPhone]]) {
        const [a, b] = await turns(() => ask(known), () => ask(unknown()));
        assert.ok(Math.abs(a - b) < hash / 3, `${a.toFixed(1)} and ${b.toFixed(1)} ms; a hash takes ${hash.toFixed(1)}`);
    }
});
