// One's own account: showing once more who one is, a new password, open sessions, hats, what happened, and the letters
// about it (SECURITY 25, 27, 28; DOMAIN 6.3). Texts and letters in all ten languages.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import { Client, textOf } from '../lib/client.mjs';
import { like, say } from '../lib/applicant.mjs';
import { strangersOfficer } from '../lib/scenes.mjs';
import { codeIn, freshMail, letter, lettersTo, newcomer, one, password, quote, resident, signIn, sql, totp, unchanged }
    from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes);
const langs = ['zh', 'en', 'lo', 'th', 'vi', 'my', 'km', 'id', 'ms', 'fil'];
const stale = (client) => sql(`UPDATE session SET signed_at = signed_at - INTERVAL 11 MINUTE WHERE account = ${client.id}`);
const audits = (id) => sql(`SELECT action, refused, detail FROM audit WHERE subject = ${id} ORDER BY id`);
const last = async (id) => (await audits(id)).at(-1).join(' ');
const isIn = async (client) => (await client.get('/login/me', { follow: false })).is(200);
const isOut = async (client) => (await client.get('/login/me', { follow: false })).goes(/^\/login\/\?next=/);
const android = 'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36';
const hashOf = (client) => createHash('sha256').update(Buffer.from(client.jar.get('sid'), 'base64url')).digest('hex');
let person;

async function again(mail = person.mail, options = {}, secret = password) {
    const client = new Client(options);
    client.mail = mail;
    (await signIn(client, mail, secret)).is(200);
    client.id = person.id;
    return client;
}

before(async () => { person = await newcomer('Person'); });

test('something sensitive asks for the password once more, and leads back', async () => {
    const client = await again();
    (await client.get('/login/password', { follow: false })).is(200);
    await stale(client);
    (await client.get('/login/password', { follow: false })).goes('/login/again?next=%2Flogin%2Fpassword');
    const before = client.twin(), page = await client.get('/login/again?next=%2Flogin%2Fpassword');
    const wrong = (await client.submit(page, 'again', { password: `${password}!` })).is(422);
    assert.equal(wrong.error('again', 'password'), en('error.again_wrong'));
    assert.ok(!wrong.html.includes(`${password}!`));
    assert.equal(await last(person.id), 'step_up 1 ');
    await isIn(client);
    (await client.get('/login/password', { follow: false })).goes(/^\/login\/again/);
    (await client.submit(page, 'again', { password })).goes('/login/password');
    assert.equal(await last(person.id), 'step_up 0 ');
    (await client.get('/login/password', { follow: false })).is(200);
    assert.notEqual(client.jar.get('sid'), before.jar.get('sid'), 'a new id');
    await isOut(before);
    for (const next of ['//evil.example', 'https://evil.example', '/%5cevil.example'])
        (await client.submit(await client.get(`/login/again?next=${encodeURIComponent(next)}`), 'again',
            { password })).goes('/login/me');
});

test('it is counted like signing in: after five wrong ones the right one waits, and the owner hears of it', async () => {
    const owner = await newcomer('Counted'), thief = owner.twin(), page = await thief.get('/login/again');
    for (let n = 0; n < 5; n++) (await thief.submit(page, 'again', { password: `${password} ${n}` })).is(422);
    assert.equal((await thief.submit(page, 'again', { password })).is(422).error('again', 'password'), en('error.code_wait'));
    const change = await thief.get('/login/password');
    assert.equal((await thief.submit(change, 'password', { current: password, password: `${password} new` })).is(422)
        .error('password', 'current'), en('error.code_wait'), 'nor does the other page help');
    assert.deepEqual((await lettersTo(owner.mail)).filter((n) => n === 'locked'), ['locked']);
    (await thief.get('/login/events')).see(like('en', 'throttle.again'));
    const back = new Client();
    (await signIn(back, owner.mail, password)).is(200);
    (await back.get('/login/password', { follow: false })).is(200, 'signing in anew is another way');
});

test('who has a second factor is asked for its code instead', async () => {
    const wang = await strangersOfficer();
    await stale(wang);
    await sql(`UPDATE account SET totp_step = 0 WHERE id = ${wang.id}`);
    (await wang.get('/login/password', { follow: false })).goes('/login/again?next=%2Flogin%2Fpassword');
    const page = (await wang.get('/login/again?next=%2Flogin%2Fpassword')).see(en('login.again_why'));
    assert.equal(page.path, '/login/second?next=%2Flogin%2Fpassword');
    (await wang.submit(page, 'second', { code: '000000' })).is(422);
    assert.equal(await last(wang.id), 'step_up 1 ');
    const old = wang.jar.get('sid');
    (await wang.submit(page, 'second', { code: totp(wang.key) })).goes('/login/password');
    assert.equal(await last(wang.id), 'step_up 0 ');
    assert.notEqual(wang.jar.get('sid'), old);
    (await wang.submit(page, 'second', { code: totp(wang.key) })).is(403, 'the form was of the session before');
});

test('a new password: sessions elsewhere and letters for another one end, this one stays, the owner is told', async () => {
    const owner = await newcomer('Changing'), elsewhere = new Client(), fresh = `${password} anew`;
    (await signIn(elsewhere, owner.mail, password)).is(200);
    (await new Client().post('/login/forgot', 'forgot', { mail: owner.mail })).is(200);
    const code = codeIn((await letter(owner.mail, 'reset')).text, '/login/reset');
    const page = await owner.get('/login/password'), old = owner.twin();
    for (const [fields, field, error] of [
        [{ current: `${password}!`, password: fresh }, 'current', en('error.again_wrong')],
        [{ current: password, password: 'short' }, 'password', en('error.secret_short', { min: '15' })],
        [{ current: password, password }, 'password', en('error.password_same')],
        [{ current: password, password: `${owner.mail}` }, 'password', en('error.secret_context')]]) {
        const bad = (await owner.submit(page, 'password', fields)).is(422);
        assert.equal(bad.error('password', field), error);
    }
    await isIn(elsewhere);
    (await owner.submit(page, 'password', { current: password, password: fresh })).goes('/login/me?said=password');
    await isIn(owner);
    await isOut(old);
    await isOut(elsewhere);
    assert.equal(await last(owner.id), 'password 0 ');
    const mail = await letter(owner.mail, 'password_changed');
    assert.match(mail.text, /\/login\/events/);
    (await new Client().post(`/login/reset?code=${code}`, 'reset', { password: `${password} third` })).is(422);
    (await signIn(new Client(), owner.mail, password)).is(422);
    (await signIn(new Client(), owner.mail, fresh)).is(200);
});

test('where one is signed in: each session with browser, network and times, and this one marked', async () => {
    await sql(`DELETE FROM session WHERE account = ${person.id}`);
    const here = await again(), there = await again(person.mail, { agent: `${android} <b>x</b>`, address: '127.9.8.7' });
    const page = await here.get('/login/places');
    page.see('Chrome, Android', '127.9.8.7', en('login.place_this')).notSee('Mozilla', '<b>', 'KHTML');
    assert.equal(page.html.match(/class="tag tag-ok"/g).length, 1);
    assert.doesNotMatch(page.html, /[0-9a-f]{64}/, 'no hash of a cookie');
    const [, at] = /action="(\/login\/places_end\?place=\d+)"/.exec(page.html), token = page.form('places').token;
    assert.equal([...page.html.matchAll(/action="\/login\/places_end\?/g)].length, 1, 'this one is ended by signing out');
    const thief = await newcomer('Thief'), own = (await thief.get('/login/places')).form('places').token;
    await unchanged(async () => (await thief.send(at, { token: own })).is(404), 'by somebody else');
    for (const bad of ['/login/places_end?place=1', '/login/places_end?place=99999999999999'])
        await unchanged(async () => (await here.send(bad, { token })).is(404));
    for (const bad of ['x', '1']) (await here.get(`/login/places_end?place=${bad}`)).is(404);
    (await here.send(at, { token })).goes('/login/places?said=ended');
    assert.equal(await last(person.id), 'session_end 0 one');
    await isOut(there);
    await isIn(here);
    (await here.get('/login/places')).see(en('login.places_none'));
});

test('all others end at once, not those of other people', async () => {
    const here = await again(), others = [await again(), await again()], stranger = await newcomer('Stranger');
    (await here.post('/login/places', 'places')).see(en('said.ended_others'));
    assert.equal(await last(person.id), 'session_end 0 others');
    for (const client of others) await isOut(client);
    await isIn(here);
    await isIn(stranger);
});

test('one or all others: only after a new proof of who one is, and then what was meant is still there', async () => {
    await sql(`DELETE FROM session WHERE account = ${person.id}`);
    const here = await again(), there = await again(person.mail, { agent: android }), third = await again();
    const list = await here.get('/login/places'), [, at] = /action="(\/login\/places_end\?place=\d+)"/.exec(list.html.slice(list.html.indexOf('Android')));
    const { token } = list.form('places');
    await stale(person);
    (await here.get('/login/places', { follow: false })).is(200).see('Chrome, Android');
    for (const [target, ended, goes] of [[at, [there], 'ended'], ['/login/places_end', [third], 'ended_others']]) {
        const proof = `/login/again?next=${encodeURIComponent(target)}`;
        await unchanged(async () => (await here.send(target, { token: list.form('places').token })).goes(proof));
        (await here.get(target, { follow: false })).goes(proof);
        for (const client of ended) await isIn(client);
        (await here.submit(await here.get(proof), 'again', { password: `${password}!` })).is(422);
        for (const client of ended) await isIn(client);
        const asked = await here.get((await here.submit(await here.get(proof), 'again', { password })).goes(target).location);
        assert.equal(asked.is(200).banner, '', 'nothing was typed that could be here again');
        assert.equal(asked.form('places').action, target);
        assert.equal(asked.main.includes('Chrome, Android'), target === at);
        asked.notSee(en('login.place_this'));
        (await here.send(target, { token })).is(403, 'the form was of the session before');
        (await here.submit(asked, 'places')).goes(`/login/places?said=${goes}`);
        for (const client of ended) await isOut(client);
        await isIn(here);
        await stale(person);
    }
});

// Roles in organisations of the test's own.
async function hats(id, ...roles) {
    const orgs = [];
    for (const [name, role] of roles) {
        await sql(`INSERT INTO org (kind, name, created_at) VALUES ('enterprise', ${quote(name)}, UTC_TIMESTAMP())`);
        const org = await one('SELECT LAST_INSERT_ID()');
        await sql(`INSERT INTO account_role (account, org, role, created_at) VALUES (${id}, ${org}, ${role}, UTC_TIMESTAMP())`);
        orgs.push(Number(org));
    }
    return orgs;
}

test('with several organisations one chooses after signing in, and every page shows the choice', async () => {
    const busy = await newcomer('Busy'), [tea, rice] = await hats(busy.id, ['Tea & Sons', 1 << 7], ['Rice', 1 << 8]);
    const client = new Client(), form = await client.get('/login/?next=%2Fhelp');
    (await client.submit(form, 'signin', { mail: busy.mail, password })).goes('/login/hat?next=%2Fhelp');
    const page = (await client.get('/login/hat?next=%2Fhelp')).see('Tea & Sons', 'Rice', en('role.enterprise_admin'),
        en('login.hat_self'));
    const token = page.form('hat').token, before = client.twin();
    const choose = (org, who = client) => who.send(`/login/hat?org=${org}&next=%2Fhelp`, { token });
    (await choose(rice)).goes('/help');
    await isOut(before);
    assert.equal(await one(`SELECT org FROM session WHERE hash = UNHEX('${hashOf(client)}')`), String(rice));
    const [[action, object]] = await sql(`SELECT action, object FROM audit WHERE subject = ${busy.id} ORDER BY id DESC LIMIT 1`);
    assert.equal(`${action} ${object}`, `hat org:${rice}`);
    (await client.get('/help')).see('Rice', en('common.hat')).notSee('Tea & Sons');
    const chosen = await client.get('/login/hat'), cards = [...chosen.html.matchAll(/<section class="card">[\s\S]*?<\/section>/g)].map(([c]) => textOf(c));
    assert.equal(cards.filter((c) => c.includes(en('login.hat_now'))).join(), cards.find((c) => c.includes('Rice')), 'the one that is on, and it only');
    assert.deepEqual(cards.map((c) => c.includes(en('login.hat_take'))), cards.map((c) => !c.includes('Rice')), 'it is no choice');
    const again2 = chosen.form('hat').token;
    const strange = (await hats(person.id, ['Foreign', 1 << 7]))[0];
    await unchanged(async () => (await client.send(`/login/hat?org=${strange}`, { token: again2 })).is(404), 'no role there');
    await sql(`DELETE FROM account_role WHERE account = ${person.id}`);
    (await client.send('/login/hat', { token: again2 })).goes('/apply/mine');
    (await client.get('/help')).notSee('Rice', 'Tea & Sons');
    (await client.get('/apply/mine', { follow: false })).is(200);
    await sql(`UPDATE org SET closed_at = UTC_TIMESTAMP() WHERE id = ${tea}`);
    const one_ = new Client();
    assert.equal((await signIn(one_, busy.mail, password)).path, '/org/', 'one organisation: nothing to choose');
});

test('whose other hat is an officer\'s gives the second step at once, and the limits follow the hat', async () => {
    const wang = await strangersOfficer(), [shop] = await hats(wang.id, ['Shop', 1 << 7]);
    const client = new Client();
    await sql(`UPDATE account SET totp_step = 0 WHERE id = ${wang.id}; DELETE FROM throttle`);
    const page = await signIn(client, wang.mail, password, { second: false });
    assert.ok(page.form('second'));
    (await client.get('/login/hat', { follow: false })).goes(/^\/login\/second/);
    (await client.submit(page, 'second', { code: totp(wang.key) })).goes('/login/hat');
    const limits = async () => (await sql(`SELECT staff, TIMESTAMPDIFF(SECOND, begun_at, ends_at) FROM session
        WHERE hash = UNHEX('${hashOf(client)}')`))[0].map(Number);
    const put = async (org) => client.send(`/login/hat?org=${org}`, { token: (await client.get('/login/hat')).form('hat').token });
    assert.deepEqual(await limits(), [1, 8 * 3600]);
    (await put(shop)).goes('/org/');
    assert.equal((await limits())[0], 0);
    assert.ok((await limits())[1] <= 8 * 3600, 'never longer than it was');
    (await client.get('/apply/queue', { follow: false })).is(403, 'the other hat\'s work');
});

test('a browser nobody knows: the owner hears of it, if there was one before; in all ten languages', async () => {
    const owner = await newcomer('Letters');
    assert.ok(!(await lettersTo(owner.mail)).includes('new_device'), 'not of the first one');
    const own = owner.twin();
    own.jar.delete('sid');
    (await signIn(own, owner.mail, password)).is(200);
    assert.ok(!(await lettersTo(owner.mail)).includes('new_device'), 'nor of one that is known');
    for (const lang of langs) {
        await sql(`UPDATE account SET lang = '${lang}' WHERE id = ${owner.id}; DELETE FROM throttle`);
        const stranger = new Client({ lang, agent: android, address: '127.44.5.6' });
        (await signIn(stranger, owner.mail, password)).is(200);
        const { subject, text } = await letter(owner.mail, 'new_device');
        assert.equal(subject, say(lang, 'letter.new_device.subject'));
        for (const word of ['Chrome, Android', '127.44.5.6', '/login/events', 'Letters']) assert.ok(text.includes(word), word);
        assert.doesNotMatch(text, /Mozilla|\{\w+\}/);
    }
});

test('wrong passwords from strangers: one letter a lock, and the page says which door is closed till when', async () => {
    const owner = await newcomer('Locked');
    await sql('DELETE FROM throttle');
    for (let n = 0; n < 5; n++) (await signIn(new Client(), owner.mail, `${password} ${n}`)).is(422);
    await sql('UPDATE throttle SET until = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE until IS NOT NULL');
    (await signIn(new Client(), owner.mail, `${password} 6`)).is(422);
    assert.deepEqual((await lettersTo(owner.mail)).filter((n) => n === 'locked'), ['locked']);
    assert.equal((await audits(owner.id)).filter(([a]) => a === 'lock').map((x) => x.join(' ')).join(), 'lock 0 account');
    const { text } = await letter(owner.mail, 'locked');
    assert.match(text, /\/login\/events/);
    await sql('UPDATE throttle SET until = UTC_TIMESTAMP() + INTERVAL 10 MINUTE WHERE until IS NOT NULL');
    (await owner.get('/login/events')).see(like('en', 'throttle.account'), en('event.sign_in.refused'), en('event.lock.done'));
    await sql('UPDATE throttle SET fails = 100 WHERE fails = 6');
    (await owner.get('/login/events')).see(en('throttle.account_hard'));
    const unknown = freshMail('nobody');
    for (let n = 0; n < 6; n++) (await signIn(new Client(), unknown, `${password} ${n}`)).is(422);
    assert.equal(await one(`SELECT COUNT(*) FROM outbox WHERE address = ${quote(unknown)}`), '0');
    for (const lang of langs) {
        const page = await owner.get(`/login/events?lang=${lang}`);
        page.see(say(lang, 'throttle.account_hard'), say(lang, 'event.lock.done'), say(lang, 'page.login_events.lead'));
    }
});

test('what happened: only what is one\'s own, and not the network of others', async () => {
    const owner = await newcomer('Watched'), other = await newcomer('Other');
    await sql(`INSERT INTO audit (chain, seq, at, action, refused, actor, org, subject, object, detail, address, request, hash) VALUES
        ('test#${owner.id}', 1, UTC_TIMESTAMP(), 'suspend', 0, ${other.id}, 0, ${owner.id}, '', '', '203.0.113.77', 'x', ''),
        ('test#${owner.id}', 2, UTC_TIMESTAMP(), 'view_case', 0, ${other.id}, 0, ${owner.id}, 'application:1', '', '203.0.113.78', 'x', ''),
        ('test#${owner.id}', 3, UTC_TIMESTAMP(), 'sign_in', 1, 0, 0, ${owner.id}, '', '', '203.0.113.79', 'x', '')`);
    const page = (await owner.get('/login/events')).see(en('event.suspend.done'), '203.0.113.79', en('event.confirm.done'))
        .notSee('203.0.113.77', '203.0.113.78');
    assert.equal([...page.html.matchAll(/<tr role="row"><th scope="row"/g)].length, Number(await one(
        `SELECT LEAST(50, COUNT(*)) FROM login_event WHERE account = ${owner.id}`)));
    (await other.get('/login/events')).notSee('203.0.113.79');
    const columns = (await sql(`SELECT GROUP_CONCAT(column_name ORDER BY ordinal_position) FROM information_schema.columns
        WHERE table_name = 'login_event'`))[0][0];
    assert.equal(columns, 'id,account,at,action,refused,address,detail');
    await sql(`DELETE FROM audit WHERE chain = 'test#${owner.id}'`);
});

test('recovery codes anew: ten others, shown once, the old ones over; how many are left is told', async () => {
    const wang = await strangersOfficer(), codesOf = (page) => [...page.html.matchAll(/<li><code>([A-Z2-7]+)<\/code>/g)].map(([, c]) => c);
    const first = codesOf(await wang.get(wang.codesAt));
    (await wang.get('/login/me')).see(en('login.codes_left', { n: '10' }));
    const renew = await wang.get('/login/codes_new'), shown = await wang.submit(renew, 'codes_new');
    const second = codesOf(await wang.get(shown.goes('/login/codes').location));
    assert.equal(new Set([...first, ...second]).size, 20);
    assert.equal(await last(wang.id), 'codes 0 ');
    assert.equal((await lettersTo(wang.mail)).at(-1), 'second_changed');
    const enter = async (code) => {
        const client = new Client();
        const page = await signIn(client, wang.mail, password, { second: false });
        return [client, await client.submit(page, 'second', { code })];
    };
    (await enter(first[0]))[1].is(422);
    const [client, answer] = await enter(second[0]);
    (await client.get(answer.goes('/login/codes_new').location)).see(en('login.codes_left', { n: '9' }));
    assert.ok((await audits(wang.id)).some((row) => row.join(' ') === 'second 0 recovery'));
    await sql(`UPDATE account SET codes_at = codes_at - INTERVAL 11 MINUTE WHERE id = ${wang.id}`);
    (await wang.get('/login/codes', { follow: false })).goes('/login/codes_new');
    await stale(wang);
    (await wang.get('/login/codes_new', { follow: false })).goes('/login/again?next=%2Flogin%2Fcodes_new');
    const plain = await resident('Plain');
    (await plain.get('/login/codes_new', { follow: false })).goes('/login/setup');
});
