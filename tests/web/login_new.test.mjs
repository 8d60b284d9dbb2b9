// Registration, with no more typing than it needs: who confirms where the registration was typed is signed in by that and
// comes to the page that was asked for; who confirms elsewhere is not, so that nobody is led into an account of somebody
// else (SECURITY 26, 29; DOMAIN 6.5).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { say } from '../lib/applicant.mjs';
import { codeIn, digitsIn, freshMail, freshPhone, grown, letter, newcomer, one, password, quote, signIn, sms, spaced, sql, unchanged }
    from '../lib/world.mjs';

const en = (key) => say('en', key);
const wanted = '/apply/track?ticket=A%26B';
const asked = `?next=${encodeURIComponent(wanted)}`;
const state = (mail) => one(`SELECT state FROM account WHERE mail = ${quote(mail)}`);
const isOut = (client) => assert.ok(!client.jar.has('sid'), 'signed in');

async function register(client, reach, query = '', secret = password) {
    await sql('DELETE FROM throttle');
    const page = await client.get(`/login/new${query}`);
    return (await client.submit(page, 'new', { ...grown, name: 'Newcomer', mail: reach, password: secret, agree: '1' })).is(303).location;
}
const linkTo = async (mail) => `/login/confirm?code=${codeIn((await letter(mail, 'confirm')).text, '/login/confirm')}`;
const confirm = async (client, link, secret = password) => client.submit(await client.get(link), 'confirm', { password: secret });

test('confirmed in the same browser: signed in, without the password a third time', async () => {
    const client = new Client(), mail = freshMail('here');
    assert.equal(await register(client, mail), '/login/sent');
    const link = await linkTo(mail), before = client.jar.get('pre');
    (await confirm(client, link, `${password}!`)).is(422);
    isOut(client);
    (await confirm(client, link)).goes('/apply/mine');
    assert.ok(client.jar.get('sid') && client.jar.get('sid') !== before, 'an id of its own');
    (await client.get('/login/me')).see(mail);
    (await client.get('/login/password', { follow: false })).is(200, 'the password was given just now');
    const acts = (await sql(`SELECT action FROM audit WHERE subject = (SELECT id FROM account WHERE mail = ${quote(mail)}) ORDER BY id`)).flat();
    assert.deepEqual(acts.filter((a) => a !== 'consent'), ['register', 'confirm', 'sign_in']);
});

test('in another browser: the password is asked for all the same, the address is confirmed, and nobody is signed in', async () => {
    const mail = freshMail('there'), other = new Client();
    await register(new Client(), mail, asked);
    const link = await linkTo(mail), page = await other.get(link);
    isOut(other);
    (await unchanged(() => other.submit(page, 'confirm', {}))).is(422);
    const done = (await confirm(other, link)).goes(`/login/?said=confirmed&next=${encodeURIComponent(wanted)}`);
    isOut(other);
    assert.equal(await state(mail), 'active');
    (await other.submit((await other.get(done.location)).see(en('said.confirmed')), 'signin', { mail, password })).goes(wanted);
});

test('a stranger\'s link leads nobody into the stranger\'s account, nor a stranger\'s registration into mine', async () => {
    const attacker = new Client(), victim = new Client(), theirs = 'eleven wet paper kites', mail = freshMail('theirs');
    await victim.get('/login/new'); // has a cookie of its own
    await register(attacker, mail, '', theirs);
    const link = await linkTo(mail);
    (await unchanged(() => confirm(victim, link))).is(422);
    isOut(victim);
    // Both in one browser, as at school: the letter of the other registration still needs the other password.
    const shared = new Client(), own = freshMail('own');
    await register(shared, own, '', theirs);
    const planted = await linkTo(own);
    await register(shared, own);
    assert.equal((await confirm(shared, planted)).is(422).error('confirm', 'password'), en('error.confirm_password'));
    isOut(shared);
    (await confirm(shared, await linkTo(own))).goes('/apply/mine');
    // Somebody signed in keeps the own session, whatever link is opened.
    const me = await newcomer('Signed in'), sid = me.jar.get('sid');
    (await confirm(me, link, theirs)).goes('/login/?said=confirmed');
    assert.equal(me.jar.get('sid'), sid);
    (await me.get('/login/me')).see(me.mail);
});

test('digits of a phone: typed where they were asked for they sign in; with somebody else\'s page and digits nobody is', async () => {
    const client = new Client(), phone = freshPhone(), place = await register(client, phone, asked);
    assert.match(place, /^\/login\/code\?next=[^&]*&ask=[\w-]{22}$/);
    const code = digitsIn((await sms(phone, 'confirm')).text);
    (await client.submit(await client.get(place), 'digits', { code })).goes(wanted);
    (await client.get('/login/me')).see(spaced(phone));
    const other = freshPhone(), victim = new Client(), page = await register(new Client(), other);
    const digits = digitsIn((await sms(other, 'confirm')).text);
    (await victim.submit(await victim.get(page), 'digits', { code: digits })).goes('/login/?said=confirmed');
    isOut(victim);
});

test('the page that was asked for comes along, by letter too, and is nobody\'s to read in the database', async () => {
    const client = new Client(), mail = freshMail('next');
    const door = await client.get(`/login/${asked}`), [to] = door.links('/login/new');
    assert.equal(to, `/login/new${asked}`);
    const sent = await client.get(await register(client, mail, asked));
    assert.deepEqual([sent.path, sent.links('/login/?')], [`/login/sent${asked}`, [`/login/${asked}`]]);
    const { text } = await letter(mail, 'confirm');
    assert.ok(!text.includes('track') && !text.includes('next='), 'not in the letter');
    const [[next]] = await sql('SELECT HEX(next) FROM account_token WHERE next IS NOT NULL ORDER BY ends_at DESC LIMIT 1');
    assert.ok(!Buffer.from(next, 'hex').includes('track'));
    (await confirm(client, await linkTo(mail))).goes(wanted);
    for (const bad of ['//evil.example', 'https://evil.example/', '/%5cevil.example', '/a b']) {
        const visitor = new Client(), at = freshMail('bad');
        assert.equal(await register(visitor, at, `?next=${encodeURIComponent(bad)}`), '/login/sent', bad);
        (await confirm(visitor, await linkTo(at))).goes('/apply/mine');
    }
});

test('right password before the letter came back: its letter leads on as well', async () => {
    const client = new Client(), mail = freshMail('early');
    await register(new Client(), mail);
    const first = (await letter(mail, 'confirm')).id;
    (await client.submit(await client.get(`/login/${asked}`), 'signin', { mail, password })).goes(`/login/sent${asked}`);
    isOut(client);
    const { text } = await letter(mail, 'confirm', { after: first });
    (await confirm(client, `/login/confirm?code=${codeIn(text, '/login/confirm')}`)).goes(wanted);
});

test('the answers are the same for an address that is known, confirmed or not, and one that is not', async () => {
    const known = await newcomer('Known'), waiting = freshMail('waiting');
    await register(new Client(), waiting);
    const answers = [];
    for (const mail of [known.mail, waiting, freshMail('unknown')]) {
        const client = new Client(), at = await register(client, mail, asked), page = await client.get(at);
        answers.push([at, page.status, page.main, [...client.jar.keys()].join()]);
    }
    assert.deepEqual(answers[1], answers[0]);
    assert.deepEqual(answers[2], answers[0]);
    (await signIn(new Client(), known.mail, password)).is(200);
});
