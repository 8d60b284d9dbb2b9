// Accounts reached by phone: registration, sign-in and recovery with six digits of an SMS, from any country; the same
// answers whether a number is known or not; five tries, whatever goes on at the same time (SECURITY 25, 26; DOMAIN 6).
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { say } from '../lib/applicant.mjs';
import { digitsIn, freshPhone, grown, letter, newcomer, officer, one, password, quote, signIn, sms, sql, spaced, unchanged, wait }
    from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes);
const over = en('error.code_over'), wrong = en('error.digits_wrong');
const freely = () => sql('DELETE FROM throttle'); // limits are another test's matter
const other = (digits) => String((Number(digits) + 1) % 1000000).padStart(6, '0');
const fields = (phone, more) => ({ ...grown, name: 'Noy', mail: phone, password, agree: '1', ...more });

// Registers; the place where the digits are typed.
async function register(phone, more, client = new Client()) {
    await freely();
    return (await client.submit(await client.get('/login/new'), 'new', fields(phone, more))).goes(/^\/login\/code\?ask=/).location;
}
const type = (place, code, client = new Client()) => client.post(place, 'digits', { code });
async function forgot(phone, client = new Client()) {
    await freely();
    return (await client.submit(await client.get('/login/forgot'), 'forgot', { mail: phone })).goes(/^\/login\/reset\?ask=/).location;
}
const reset = (place, code, secret, client = new Client()) => client.post(place, 'reset', { code, password: secret });

let noy;
before(async () => {
    noy = { phone: freshPhone() };
    const place = await register(noy.phone);
    noy.text = (await sms(noy.phone, 'confirm')).text;
    assert.equal((await type(place, digitsIn(noy.text))).path, '/login/?said=confirmed');
    [[noy.id, noy.mail, noy.state]] = await sql('SELECT id, mail, state FROM account ORDER BY id DESC LIMIT 1');
});

test('registered by phone: no mail address, the number sealed, the digits not in the database', async () => {
    assert.deepEqual([noy.mail, noy.state], [null, 'active']);
    const [[phone, find]] = await sql(`SELECT HEX(phone), HEX(phone_find) FROM account WHERE id = ${noy.id}`);
    assert.ok(!Buffer.from(phone, 'hex').includes(noy.phone.slice(4)) && find.length === 32);
    assert.equal(await one(`SELECT COUNT(*) FROM outbox WHERE account = ${noy.id} AND (body IS NOT NULL OR sms IS NOT NULL) AND
        secret AND state = 'sent'`), '0');
    const place = await forgot(noy.phone), { text } = await sms(noy.phone, 'reset');
    assert.ok(place && text.length <= 160, text);
    const dump = JSON.stringify(await sql('SELECT HEX(hash), HEX(code), purpose, name, HEX(password) FROM account_ask'));
    assert.ok(!dump.includes(digitsIn(text)) && !dump.includes(/ask=(.*)/.exec(place)[1]));
});

test('signs in with the number as people write it', async () => {
    const local = noy.phone.slice(6);
    for (const typed of [noy.phone, `00856 20 ${local}`, `+856 (0)20-${local.slice(0, 4)}-${local.slice(4)}`,
        `+໘໕໖ ໒໐ ${local}`]) {
        await freely();
        const client = new Client();
        assert.equal((await signIn(client, typed, password)).path, '/apply/mine', typed);
        (await client.get('/login/me')).see(spaced(noy.phone));
    }
    await freely();
    (await signIn(new Client(), noy.phone, 'not the right words')).is(422).see(en('error.signin'));
    for (const [typed, why] of [['020 5555 1234', 'phone'], ['somsak', 'reach'], ['a@b', 'mail']]) {
        const page = (await new Client().post('/login/', 'signin', { mail: typed, password })).is(422);
        assert.equal(page.error('signin', 'mail'), en(`error.${why}`, { label: en('form.signin.mail.label') }), typed);
        assert.equal(page.value('signin', 'mail'), typed);
    }
});

test('every country may register; none needs a Chinese number', async () => {
    for (const head of ['+8613', '+6681', '+8491', '+9597', '+85512', '+6281', '+6012', '+63917', '+4915']) {
        const phone = `${head}${freshPhone().slice(-(head === '+8613' ? 9 : 7))}`;
        const place = await register(phone);
        assert.equal((await type(place, digitsIn((await sms(phone, 'confirm')).text))).path, '/login/?said=confirmed', phone);
    }
});

test('digits in the letters of the reader, or with a blank, are digits; in ten languages the SMS has them', async () => {
    for (const lang of ['zh', 'en', 'lo', 'th', 'vi', 'my', 'km', 'id', 'ms', 'fil']) {
        const phone = freshPhone(), client = new Client({ lang });
        const place = await register(phone, {}, client), { text } = await sms(phone, 'confirm'), code = digitsIn(text);
        assert.equal(text, say(lang, 'letter.confirm.sms', { code, minutes: '10' }), lang);
        const typed = lang === 'lo' ? [...code].map((d) => String.fromCodePoint(0xed0 + Number(d))).join('')
            : `${code.slice(0, 3)} ${code.slice(3)}`;
        assert.equal((await type(place, typed, client)).path, '/apply/mine', lang);
    }
});

test('digits work once, only where they were asked for, and for their purpose', async () => {
    const phone = freshPhone(), first = await register(phone), code = digitsIn((await sms(phone, 'confirm')).text);
    const strange = await register(freshPhone());
    assert.equal((await type(strange, code)).is(422).error('digits', 'code'), wrong, 'at the page of another registration');
    assert.equal((await type('/login/code?ask=abc', code)).is(422).error('digits', 'code'), over);
    const asked = /ask=(.*)/.exec(first)[1];
    assert.equal((await reset(`/login/reset?ask=${asked}`, code, 'ten small paper boats')).is(422).error('reset', 'code'), over);
    assert.equal((await type(first, code)).path, '/login/?said=confirmed');
    await unchanged(async () => assert.equal((await type(first, code)).is(422).error('digits', 'code'), over));
});

test('whoever registers the same number in between gains nothing', async () => {
    const phone = freshPhone(), theirs = 'eleven wet paper kites';
    const own = await register(phone), mine = await sms(phone, 'confirm');
    const strange = await register(phone, { password: theirs, name: 'Stranger' });
    const last = await sms(phone, 'confirm', { after: mine.id });
    assert.equal((await type(strange, digitsIn(mine.text))).is(422).error('digits', 'code'), wrong);
    assert.equal((await type(own, digitsIn(mine.text))).path, '/login/?said=confirmed');
    assert.equal((await type(strange, digitsIn(last.text))).is(422).error('digits', 'code'), over);
    (await signIn(new Client(), phone, theirs)).is(422);
    assert.equal((await signIn(new Client(), phone, password)).path, '/apply/mine');
});

test('five wrong tries end the digits, right ones too', async () => {
    const place = await forgot(noy.phone), code = digitsIn((await sms(noy.phone, 'reset')).text);
    for (let n = 0; n < 5; n++)
        assert.equal((await reset(place, other(code), 'five slow mountain birds')).is(422).error('reset', 'code'), wrong);
    assert.equal((await reset(place, code, 'five slow mountain birds')).is(422).error('reset', 'code'), over);
    assert.equal((await signIn(new Client(), noy.phone, password)).path, '/apply/mine', 'the password stays');
});

test('6.5: parallel guesses across workers are all counted', async () => {
    const place = await forgot(noy.phone), code = digitsIn((await sms(noy.phone, 'reset')).text);
    const clients = Array.from({ length: 16 }, () => new Client());
    const pages = await Promise.all(clients.map((c) => c.get(place)));
    const answers = await Promise.all(clients.map((c, i) => c.submit(pages[i], 'reset',
        { code: other(code), password: `thirteen odd words ${i}` })));
    const told = answers.filter((p) => p.status === 422).map((p) => p.error('reset', 'code'));
    assert.equal(told.filter((t) => t === wrong).length, 5, told.join());
    assert.equal((await reset(place, code, 'five slow mountain birds')).is(422).error('reset', 'code'), over);
});

test('recovery: the digits and a new password on one page; a bad password does not use them up', async () => {
    const known = new Client();
    await signIn(known, noy.phone, password);
    const place = await forgot(noy.phone), code = digitsIn((await sms(noy.phone, 'reset')).text);
    for (const [bad, why] of [['short', 'short'], [`${noy.phone.slice(-8)} ${noy.phone}`, 'context']])
        assert.match((await reset(place, code, bad)).is(422).error('reset', 'password'), new RegExp(en(`error.secret_${why}`,
            { min: 15 }).slice(0, 30)), bad);
    assert.equal((await reset(place, code, 'five slow mountain birds')).path, '/login/?said=reset');
    (await known.get('/login/me', { follow: false })).goes(/^\/login\//);
    assert.match((await sms(noy.phone, 'password_changed')).text, /password was changed/);
    await freely();
    (await signIn(new Client(), noy.phone, password)).is(422);
    assert.equal((await signIn(new Client(), noy.phone, 'five slow mountain birds')).path, '/apply/mine');
    assert.equal((await reset(place, code, 'six old river boats')).is(422).error('reset', 'code'), over);
});

// An answer without what differs in each: token, request id, what was typed, the place.
const bare = (page, mail) => page.html.replaceAll(mail, 'MAIL').replace(/(name="token" value=")[^"]*/g, '$1')
    .replace(/[0-9a-f]{32}/g, '').replace(/ask=[\w-]{22}/g, 'ask');
const heads = (page) => [...page.headers].filter(([n]) => !['x-request-id', 'date', 'set-cookie', 'location',
    'content-length'].includes(n)).map(String);

test('a number that is known and one that is not: the same answers, to the last try', async () => {
    const known = freshPhone(), unknown = freshPhone();
    await type(await register(known), digitsIn((await sms(known, 'confirm')).text));
    for (const [path, form, more] of [['/login/forgot', 'forgot', {}], ['/login/new', 'new', fields('')]]) {
        await freely();
        const told = [];
        for (const phone of [known, unknown]) {
            const client = new Client();
            const answer = await client.submit(await client.get(path), form, { ...more, mail: phone });
            const page = await client.get(answer.is(303).location), name = page.form('digits') ? 'digits' : 'reset';
            const rows = [heads(answer), answer.location.replace(/ask=[\w-]{22}$/, 'ask'), answer.body.length, bare(page, phone)];
            for (let n = 0; n < 6; n++) {
                const tried = await client.post(answer.location, name, { code: '000000', password: 'twelve blue river fish' });
                rows.push([tried.status, heads(tried), bare(tried, phone)]);
            }
            told.push(rows);
        }
        assert.deepEqual(told[0], told[1], path);
    }
    assert.match((await sms(known, 'already')).text, /has an account already/);
});

test('three messages an hour to one number, and the answer does not tell', async () => {
    await freely();
    const phone = freshPhone(), places = [];
    for (let n = 0; n < 6; n++)
        places.push((await new Client().post('/login/new', 'new', fields(phone), { follow: false })).goes(/^\/login\/code\?ask=[\w-]{22}$/).location);
    const id = await one('SELECT MAX(id) FROM account');
    assert.equal(await one(`SELECT COUNT(*) FROM outbox WHERE account = ${id}`), '3');
    assert.equal((await type(places[5], '123456')).is(422).error('digits', 'code'), wrong);
});

test('after ten minutes digits are over', async () => {
    const phone = freshPhone(), place = await register(phone), code = digitsIn((await sms(phone, 'confirm')).text);
    await sql('UPDATE account_ask SET ends_at = ends_at - INTERVAL 10 MINUTE');
    await wait(1100);
    assert.equal((await type(place, code)).is(422).error('digits', 'code'), over);
});

test('right password before the digits: a new message, and the way on', async () => {
    const phone = freshPhone();
    await register(phone);
    await freely();
    const before = (await sms(phone, 'confirm')).id;
    const answer = await new Client().post('/login/', 'signin', { mail: phone, password }, { follow: false });
    const place = answer.goes(/^\/login\/code\?ask=/).location;
    assert.equal((await type(place, digitsIn((await sms(phone, 'confirm', { after: before })).text))).path, '/login/?said=confirmed');
});

test('whoever is suspended, locked or closed gets the answer of a wrong password, and no digits', async () => {
    const phone = freshPhone();
    await type(await register(phone), digitsIn((await sms(phone, 'confirm')).text));
    const id = await one('SELECT MAX(id) FROM account');
    const told = new Set();
    for (const state of ['active', 'suspended', 'locked', 'closed']) {
        await freely();
        await sql(`UPDATE account SET state = ${quote(state)} WHERE id = ${id}`);
        const secret = state === 'active' ? 'not the right words' : password;
        const page = (await new Client().post('/login/', 'signin', { mail: phone, password: secret })).is(422);
        told.add(JSON.stringify([heads(page), bare(page, phone)]));
        if (state !== 'active') {
            const before = await one(`SELECT COUNT(*) FROM outbox WHERE account = ${id}`);
            await forgot(phone);
            assert.equal(await one(`SELECT COUNT(*) FROM outbox WHERE account = ${id}`), before, state);
        }
    }
    assert.equal(told.size, 1);
});

test('a code from before is no way in for who was suspended meanwhile', async () => {
    const client = await newcomer('Gone'), phone = freshPhone();
    await type(await register(phone), digitsIn((await sms(phone, 'confirm')).text));
    const id = await one('SELECT MAX(id) FROM account'), place = await forgot(phone);
    const code = digitsIn((await sms(phone, 'reset')).text);
    await freely();
    await new Client().post('/login/forgot', 'forgot', { mail: client.mail });
    const link = /reset\?code=[\w-]+/.exec((await letter(client.mail, 'reset')).text)[0];
    await sql(`UPDATE account SET state = 'suspended' WHERE id IN (${id}, ${client.id})`);
    assert.equal((await reset(place, code, 'five slow mountain birds')).is(422).error('reset', 'code'), over);
    assert.equal((await new Client().post(`/login/${link}`, 'reset', { password: 'five slow mountain birds' })).is(422)
        .error('reset', 'code'), over);
    assert.equal(await one(`SELECT COUNT(*) FROM account WHERE state = 'suspended' AND id IN (${id}, ${client.id})`), '2');
});

test('whose account is locked or suspended is told so by SMS, not that a letter waits where nobody gets in', async () => {
    const phone = freshPhone(), wu = await officer('wu');
    await type(await register(phone), digitsIn((await sms(phone, 'confirm')).text));
    const id = await one('SELECT MAX(id) FROM account');
    await sql(`UPDATE session SET signed_at = UTC_TIMESTAMP() + INTERVAL 1 HOUR
        WHERE account = (SELECT id FROM account WHERE mail = 'wu@example.test')`);
    for (const [act, name] of [['lock', 'account_locked'], ['suspend', 'account_suspended']]) {
        const page = await wu.get(`/admin/act?id=${id}&act=${act}`);
        (await wu.submit(page, 'act', { reason: 'check', text: 'Somebody else used it.' })).goes(/said=done/);
        const { text } = await sms(phone, name);
        assert.equal(text, en(`letter.${name}.sms`));
        assert.doesNotMatch(text, /http|Somebody/, 'no way in, and nothing of the matter');
    }
});
