// Bad moments: what was typed survives the end of a session and the question who one is (app/kept.c): for the same
// account, at the same address, for an hour; secrets and files do not.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { answers, begin, intakeOf, picture, say } from '../lib/applicant.mjs';
import { freshMail, newcomer, one, password, quote, signedIn, signIn, sql, unchanged } from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes);
const expire = (client) => sql(`UPDATE session SET seen_at = seen_at - INTERVAL 1 DAY WHERE account = ${client.id}`);
const stale = (client) => sql(`UPDATE session SET signed_at = signed_at - INTERVAL 11 MINUTE WHERE account = ${client.id}`);
const rows = (client) => one(`SELECT COUNT(*) FROM kept_form WHERE account = ${client.id}`).then(Number);
const encoded = (at) => encodeURIComponent(at);
const strange = 'ສົມ "Kept" <b>王</b> & \'x\' %41 + ；';
let person;
before(async () => { person = await newcomer('Person'); });

// Signs in from the page the answer led to; the answer of that form.
async function back(client, at, mail = client.mail) {
    await sql('DELETE FROM throttle');
    return client.submit(await client.get(at), 'signin', { mail, password });
}
async function typed(client = person) {
    const page = await client.get('/login/me');
    await expire(client);
    return unchanged(async () => (await client.submit(page, 'me', { name: strange })).goes('/login/?next=%2Flogin%2Fme'));
}

test('the session ends while somebody types: after signing in it is all there, and saved only when sent', async () => {
    const sent = await typed();
    assert.equal(await rows(person), 1);
    (await back(person, sent.location)).goes('/login/me');
    const page = (await person.get('/login/me')).is(200);
    assert.equal(page.banner, en('common.kept'));
    assert.equal(page.value('me', 'name'), strange);
    assert.equal(page.faults.length, 0, 'that is no mistake');
    assert.equal(await one(`SELECT name FROM account WHERE id = ${person.id}`), 'Person');
    assert.equal((await person.get('/login/places')).banner ?? '', '', 'only at its own address');
    (await person.submit(page, 'me', {})).is(303);
    assert.equal(await one(`SELECT name FROM account WHERE id = ${person.id}`), strange);
    assert.ok(!person.jar.has('kept'));
    assert.notEqual((await person.get('/login/me')).banner, en('common.kept'));
});

test('so it is when something sensitive asks who one is', async () => {
    const client = await newcomer('Step'), mail = freshMail('other'), page = await client.get('/login/reach');
    await stale(client);
    (await client.submit(page, 'reach', { reach: mail })).goes('/login/again?next=%2Flogin%2Freach');
    (await client.submit(await client.get('/login/again?next=%2Flogin%2Freach'), 'again', { password })).goes('/login/reach');
    const shown = await client.get('/login/reach');
    assert.deepEqual([shown.banner, shown.value('reach', 'reach')], [en('common.kept'), mail]);
    (await client.submit(shown, 'reach', {})).goes(/^\/login\/reach_code\?ask=/);
});

test('each field of a long form, at the address with its query', async () => {
    const client = await newcomer('Long'), id = await begin(client, await intakeOf('CHN-1')), at = `/apply/contact?id=${id}`;
    const page = await client.get(at), { contact } = answers;
    const fields = { ...contact, address: `${strange}\r\nsecond line` };
    await expire(client);
    const sent = (await client.submit(page, 'contact', fields)).goes(`/login/?next=${encoded(at)}`);
    (await back(client, sent.location)).goes(at);
    const shown = await client.get(at);
    assert.equal(shown.banner, en('common.kept'));
    for (const [name, value] of Object.entries(fields))
        assert.equal(shown.value('contact', name).replace(/\r\n/g, '\n'), String(value).replace(/\r\n/g, '\n'), name);
    (await client.submit(shown, 'contact', {})).is(303);
});

test('passwords are not kept, nor files', async () => {
    const client = await newcomer('Secret'), page = await client.get('/login/password');
    await stale(client);
    await client.submit(page, 'password', { current: password, password: 'five slow mountain birds' });
    (await client.submit(await client.get('/login/again?next=%2Flogin%2Fpassword'), 'again', { password })).goes('/login/password');
    const shown = await client.get('/login/password');
    assert.deepEqual([shown.value('password', 'current'), shown.value('password', 'password')], ['', '']);
    assert.ok(!shown.html.includes('mountain birds'));
    const id = await begin(client, await intakeOf('CHN-1')), at = `/apply/paper_new?id=${id}&kind=health`, papers = await client.get(at);
    await expire(client);
    const sent = (await client.submit(papers, 'paper', { file: picture('kept.png'), 'dated-d': '3' })).is(303);
    (await back(client, sent.location)).goes(at);
    const again = await client.get(at);
    assert.equal(again.value('paper', 'dated-d'), '3');
    assert.equal(await one(`SELECT COUNT(*) FROM document WHERE case_id = ${id}`), '0');
});

test('nobody else sees it in the same browser, nor with the cookie in another one without the account', async () => {
    const sent = await typed(), other = await newcomer('Other'), borrowed = new Client(), kept = person.jar.get('kept');
    borrowed.jar.set('kept', kept);
    (await signIn(borrowed, other.mail, password)).is(200);
    const page = await borrowed.get('/login/me');
    assert.deepEqual([page.value('me', 'name'), page.banner ?? ''], ['Other', '']);
    for (const wrong of ['', 'x', kept.slice(1), `${kept}A`, 'A'.repeat(43), '%00', "' OR 1=1"]) {
        const client = await signedIn(person.mail);
        client.jar.set('kept', wrong);
        assert.notEqual((await client.get('/login/me')).is(200).banner, en('common.kept'), wrong);
    }
    const elsewhere = await signedIn(person.mail);
    elsewhere.jar.set('kept', kept);
    assert.equal((await elsewhere.get('/login/me')).banner, en('common.kept'), 'the owner, in whatever browser');
    await sql(`UPDATE kept_form SET ends_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE account = ${person.id}`);
    (await back(person, sent.location)).goes('/login/me');
    assert.notEqual((await person.get('/login/me')).banner, en('common.kept'), 'after an hour it is over');
});

test('nothing of it can be read in the database, nor is it kept for a session that never was', async () => {
    await typed();
    const [[body]] = await sql(`SELECT HEX(body) FROM kept_form WHERE account = ${person.id} ORDER BY ends_at DESC LIMIT 1`);
    for (const part of ['Kept', encodeURIComponent('王'), '王']) assert.ok(!Buffer.from(body, 'hex').includes(part), part);
    const stranger = new Client(), before = await one('SELECT COUNT(*) FROM kept_form');
    stranger.jar.set('sid', 'A'.repeat(43));
    (await stranger.send('/login/me', { name: 'Nobody' })).is(303);
    assert.equal(await one('SELECT COUNT(*) FROM kept_form'), before);
    assert.ok(!stranger.jar.has('kept'));
    assert.equal(await one(`SELECT COUNT(*) FROM account WHERE name = ${quote('Nobody')}`), '0');
});
