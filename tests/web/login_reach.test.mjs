// Change of address: the new one proves itself by digits, the old one is told and can bring itself back for seven days;
// an address of somebody else is nobody's to find out; the last way to be reached stays (DOMAIN 6.1, SECURITY 26).
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { say } from '../lib/applicant.mjs';
import { addReach, askReach, codeIn, freshMail, freshPhone, grown, letter, lettersTo, newcomer, one, password, quote,
    resident, signIn, sms, spaced, sql, unchanged, wait } from '../lib/world.mjs';

const en = (key) => say('en', key), over = en('error.code_over'), wrong = en('error.digits_wrong');
const freely = () => sql('DELETE FROM throttle');
const reached = async (id) => (await sql(`SELECT mail, phone_find IS NOT NULL FROM account WHERE id = ${id}`))[0];
const undoLink = (text) => `/login/undo?code=${codeIn(text, '/login/undo')}`;
const undo = (link, client = new Client()) => client.post(link, 'undo');
const inWith = async (reach, secret = password) => (await freely(), (await signIn(new Client(), reach, secret)).path);

let person;
before(async () => { person = await newcomer('Mover'); });

test('a phone is added by its digits; both sign in, and the mail address is told', async () => {
    const phone = await addReach(person, freshPhone());
    assert.deepEqual(await reached(person.id), [person.mail, '1']);
    assert.equal(await inWith(phone), '/apply/mine');
    assert.equal(await inWith(person.mail), '/apply/mine');
    const told = await letter(person.mail, 'reach_changed');
    assert.ok(!told.text.includes(phone), 'the new number is not in it');
    assert.match(told.text, /\/login\/undo\?code=[\w-]{22}/);
    (await person.get('/login/me')).see(person.mail, spaced(phone));
    assert.deepEqual(await sql(`SELECT action, refused, detail FROM audit WHERE subject = ${person.id} AND action = 'address' ORDER BY id`),
        [['address', '0', 'phone']]);
});

test('a new mail address takes the place of the old one, which brings itself back', async () => {
    const own = await newcomer('Robbed'), old = own.mail, fresh = freshMail('thief'), other = own.twin();
    const phone = await addReach(own, freshPhone());
    await freely();
    await new Client().post('/login/forgot', 'forgot', { mail: old });
    const late = codeIn((await letter(old, 'reset')).text, '/login/reset');
    await addReach(own, fresh);
    assert.equal((await reached(own.id))[0], fresh);
    (await signIn(new Client(), old, password)).is(422);
    assert.equal((await new Client().post(`/login/reset?code=${late}`, 'reset', { password: 'five slow mountain birds' })).is(422)
        .error('reset', 'code'), over, 'a letter on its way to the old address is over');
    const link = undoLink((await letter(old, 'reach_changed')).text);
    assert.match((await sms(phone, 'reach_changed')).text, /undo it within 7 days: http/);
    await addReach(own, freshMail('thief')); // and once more
    await addReach(own, freshPhone());
    await unchanged(async () => {
        (await new Client().get(link)).is(200);
        (await new Client().request('HEAD', link)).is(200);
    }, 'looking changes nothing');
    assert.equal((await undo(link)).path, '/login/forgot?said=undone');
    assert.equal((await reached(own.id))[0], old, 'whatever came after it');
    (await other.get('/login/me', { follow: false })).goes(/^\/login\//);
    (await signIn(new Client(), old, password)).is(422, 'the password that was known is over');
    (await signIn(new Client(), fresh, password)).is(422);
    await freely();
    await new Client().post('/login/forgot', 'forgot', { mail: old });
    const code = codeIn((await letter(old, 'reset')).text, '/login/reset');
    assert.equal((await new Client().post(`/login/reset?code=${code}`, 'reset', { password: 'five slow mountain birds' })).path,
        '/login/?said=reset');
    assert.equal(await inWith(old, 'five slow mountain birds'), '/apply/mine');
    assert.equal(await inWith(phone, 'five slow mountain birds'), '/apply/mine');
    assert.deepEqual((await undo(link)).is(422).faults, [en('error.undo_over')], 'once');
    assert.equal(await one(`SELECT detail FROM audit WHERE subject = ${own.id} AND action = 'address' ORDER BY id DESC LIMIT 1`), 'undo');
});

test('after seven days there is no way back', async () => {
    const own = await newcomer('Late');
    await addReach(own, freshMail('new'));
    const link = undoLink((await letter(own.mail, 'reach_changed')).text);
    await sql(`UPDATE account_change SET ends_at = ends_at - INTERVAL 7 DAY WHERE account = ${own.id}`);
    await wait(1100);
    await unchanged(async () => assert.deepEqual((await undo(link)).is(422).faults, [en('error.undo_over')]));
    for (const code of ['abc', 'A'.repeat(22), '']) (await new Client().get(`/login/undo?code=${code}`)).is(code ? 200 : 404);
});

test('the last way to be reached stays; one of two can go, and comes back', async () => {
    const own = await newcomer('Frugal');
    assert.deepEqual((await own.get('/login/reach')).links('/login/reach_drop'), []);
    for (const way of ['mail', 'phone']) (await own.get(`/login/reach_drop?way=${way}`)).is(404);
    const phone = await addReach(own, freshPhone());
    for (const query of ['', '?way=', '?way=both']) (await own.get(`/login/reach_drop${query}`)).is(404, query);
    const page = await own.get('/login/reach_drop?way=mail');
    page.see(own.mail);
    assert.equal((await own.submit(page, 'reach_drop')).is(303).location, '/login/me?said=reach_changed');
    assert.deepEqual(await reached(own.id), [null, '1']);
    await unchanged(async () => (await own.submit(page, 'reach_drop', { token: (await own.get('/login/reach')).form('reach').token }))
        .is(404), 'nothing to drop any more');
    assert.deepEqual((await own.get('/login/reach')).links('/login/reach_drop'), []);
    (await own.get('/login/reach_drop?way=phone')).is(404);
    (await signIn(new Client(), own.mail, password)).is(422);
    assert.equal(await inWith(phone), '/apply/mine');
    assert.equal((await undo(undoLink((await letter(own.mail, 'reach_changed')).text))).path, '/login/forgot?said=undone');
    assert.deepEqual(await reached(own.id), [own.mail, '1']);
});

test('an address of somebody else: the same page, no digits that work, and its owner is told', async () => {
    const own = await newcomer('Curious'), other = await newcomer('Owner'), free = freshMail('free'), answers = [];
    for (const reach of [other.mail, free]) {
        await freely();
        const page = await own.submit(await own.get('/login/reach'), 'reach', { reach });
        const at = await own.get(page.goes(/^\/login\/reach_code\?ask=[\w-]{22}$/).location);
        const tried = await own.submit(at, 'digits', { code: '000000' });
        answers.push([page.location.length, at.html.replace(/ask=[\w-]+|value="[^"]*"|[0-9a-f]{32}/g, ''), tried.is(422).error('digits', 'code')]);
    }
    assert.deepEqual(answers[0], answers[1]);
    assert.equal((await lettersTo(other.mail)).at(-1), 'reach_taken');
    assert.deepEqual(await reached(other.id), [other.mail, '0']);
});

test('digits are for who asked, signed in anew, and five times at most', async () => {
    const own = await newcomer('Own'), thief = await newcomer('Thief'), phone = freshPhone();
    await freely();
    const { place, code } = await askReach(own, phone);
    (await new Client().get(place, { follow: false })).goes(/^\/login\/\?next=/);
    assert.equal((await thief.post(place, 'digits', { code })).is(422).error('digits', 'code'), wrong, 'not in another account');
    assert.deepEqual([await reached(own.id), await reached(thief.id)], [[own.mail, '0'], [thief.mail, '0']]);
    await freely();
    const again = await askReach(own, freshPhone()), bad = again.code === '111111' ? '222222' : '111111';
    for (let n = 0; n < 5; n++) assert.equal((await own.post(again.place, 'digits', { code: bad })).is(422).error('digits', 'code'), wrong);
    assert.equal((await own.post(again.place, 'digits', { code: again.code })).is(422).error('digits', 'code'), over);
    await sql(`UPDATE session SET signed_at = signed_at - INTERVAL 11 MINUTE WHERE account = ${own.id}`);
    for (const path of ['/login/reach', '/login/reach_drop?way=mail', place])
        (await own.get(path, { follow: false })).goes(/^\/login\/again\?next=/);
});

test('a registration nobody confirmed does not keep an address from its owner, nor from coming back', async () => {
    const own = await newcomer('Rightful'), fresh = freshMail('squat'), old = own.mail;
    await freely();
    await new Client().post('/login/new', 'new', { ...grown, name: 'Squatter', mail: fresh, password: 'eleven wet paper kites', agree: '1' });
    const squatter = codeIn((await letter(fresh, 'confirm')).text, '/login/confirm');
    await addReach(own, fresh);
    assert.equal((await reached(own.id))[0], fresh);
    assert.equal((await new Client().post(`/login/confirm?code=${squatter}`, 'confirm', { password: 'eleven wet paper kites' }))
        .is(422).error('confirm', 'code'), over);
    await freely();
    await new Client().post('/login/new', 'new', { ...grown, name: 'Squatter', mail: old, password: 'eleven wet paper kites', agree: '1' });
    assert.equal(await one(`SELECT state FROM account WHERE mail = ${quote(old)}`), 'registered');
    assert.equal((await undo(undoLink((await letter(old, 'reach_changed')).text))).path, '/login/forgot?said=undone');
    assert.equal((await reached(own.id))[0], old);
});

test('an old address that has an account of its own by now stays there', async () => {
    const own = await newcomer('Giver'), old = own.mail;
    await addReach(own, freshMail('moved'));
    const link = undoLink((await letter(old, 'reach_changed')).text);
    await freely();
    await new Client().post('/login/new', 'new', { ...grown, name: 'Taker', mail: old, password: 'eleven wet paper kites', agree: '1' });
    const code = codeIn((await letter(old, 'confirm')).text, '/login/confirm');
    assert.equal((await new Client().post(`/login/confirm?code=${code}`, 'confirm', { password: 'eleven wet paper kites' })).path,
        '/login/?said=confirmed');
    await unchanged(async () => assert.deepEqual((await undo(link)).is(422).faults, [en('error.undo_taken')]));
});

test('what is no address, or the one in use, is said beside the field', async () => {
    const own = await resident('Typing');
    for (const [reach, why] of [['', 'must'], ['somsak', 'reach'], ['020 5555 1234', 'phone'], ['a@b', 'mail']]) {
        const page = (await own.post('/login/reach', 'reach', { reach })).is(422);
        assert.equal(page.error('reach', 'reach'), say('en', `error.${why}`, { label: en('form.reach.reach.label') }));
        assert.equal(page.value('reach', 'reach'), reach);
    }
    assert.equal((await own.post('/login/reach', 'reach', { reach: own.mail.toUpperCase() })).is(422).error('reach', 'reach'),
        en('error.reach_same'));
});
