// Guessing: known and unknown people get the same answers, who guesses is slowed, and the owner is never locked out
// (SECURITY 25, 26, 29; DOMAIN 6.5).
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Client, urlencoded } from '../lib/client.mjs';
import { like, say } from '../lib/applicant.mjs';
import { freshMail, grown, lettersTo, newcomer, one, password, quote, signIn, sql, unchanged } from '../lib/world.mjs';

const en = (key) => say('en', key);
const wrong = 'three quick river stones';
const refused = (page) => page.is(422).see(en('error.signin'));
let owner;

before(async () => { owner = await newcomer('Owner'); });

// An answer without what differs in each: token, request id, what was typed.
const bare = (page, mail) => page.html.replaceAll(mail, 'MAIL').replace(/(name="token" value=")[^"]*/g,
    '$1').replace(/[0-9a-f]{32}/g, '');
const heads = (page) => [...page.headers].filter(([n]) => !['x-request-id', 'date', 'set-cookie',
    'content-length'].includes(n)).map(String);
const longAs = (mail) => freshMail('x').replace(/@.*/, '').padEnd(mail.length,
    'x').slice(-(mail.length - 13)) + '@example.test';

async function tried(mail, secret, client = new Client()) {
    const form = await client.get('/login/');
    const began = process.hrtime.bigint();
    const page = await client.submit(form, 'signin', { mail, password: secret });
    return { page, ms: Number(process.hrtime.bigint() - began) / 1e6, client };
}

// The first closing is for a second only, and this machine may be slow: what is closed now, or was a moment ago, is
// made
// to last as after many more tries.
async function lasting() {
    assert.ok(Number(await one('SELECT COUNT(*) FROM throttle WHERE until > UTC_TIMESTAMP() - INTERVAL 20 SECOND')) > 0,
        'something was closed');
    await sql('UPDATE throttle SET until = until + INTERVAL 10 MINUTE WHERE until > UTC_TIMESTAMP() - INTERVAL 20 SECOND');
}

test('a wrong password and an unknown address: the same status, headers, length and words', async () => {
    const unknown = longAs(owner.mail);
    assert.equal(unknown.length, owner.mail.length);
    const [a, b] = [(await tried(owner.mail, wrong)).page, (await tried(unknown, wrong)).page];
    refused(a);
    refused(b);
    assert.equal(bare(a, owner.mail), bare(b, unknown));
    assert.equal(a.body.length, b.body.length);
    assert.deepEqual(heads(a), heads(b));
    assert.deepEqual(a.headers.getSetCookie(), b.headers.getSetCookie());
    assert.equal(a.value('signin', 'mail'), owner.mail, 'the address is kept');
    assert.ok(!a.html.includes(wrong));
    await sql(`UPDATE account SET state = 'suspended' WHERE id = ${owner.id}`);
    const c = (await tried(owner.mail, password)).page;
    await sql(`UPDATE account SET state = 'active' WHERE id = ${owner.id}`);
    assert.equal(bare(c, owner.mail), bare(b, unknown), 'nor does a suspended account tell');
});

test('asking for a letter, or registering, tells nobody who is known', async () => {
    const unknown = longAs(owner.mail);
    for (const [path, form, fields] of [['/login/forgot', 'forgot', {}],
        ['/login/new', 'new', { ...grown, name: 'Somebody', password, agree: '1' }]]) {
        const answers = [];
        for (const mail of [owner.mail, unknown]) {
            const client = new Client(), page = await client.submit(await client.get(path), form, { mail, ...fields });
            page.goes('/login/sent');
            answers.push([heads(page), page.body.length, bare(await client.get(page.location), mail)]);
        }
        assert.deepEqual(answers[0], answers[1]);
    }
    assert.deepEqual((await lettersTo(owner.mail)).slice(-2), ['reset', 'already']);
    assert.deepEqual(await lettersTo(unknown), ['confirm'],
        'only the new registration; never a letter that says "unknown"');
    assert.equal(await one(`SELECT name FROM account WHERE mail = ${quote(owner.mail)}`), 'Owner',
        'the account was not touched');
    await signIn(owner, owner.mail, password);
    assert.ok((await owner.get('/login/me')).see(owner.mail));
});

test('after five wrong tries an account is closed to strangers, but not to its owner\'s browser', async () => {
    for (let n = 0; n < 5; n++) refused((await tried(owner.mail, `${wrong} ${n}`)).page);
    await lasting();
    const { page } = await tried(owner.mail, password);
    refused(page);
    const other = await tried(freshMail('nobody'), wrong);
    assert.equal(bare(page, owner.mail).replace(/\s+/g, ''), bare(other.page,
        other.page.value('signin', 'mail')).replace(/\s+/g, ''), 'closed looks like wrong');
    const fastest = async (mail) => Math.min(...[(await tried(await mail(), password)).ms,
        (await tried(await mail(), password)).ms, (await tried(await mail(), password)).ms]);
    assert.ok(await fastest(() => owner.mail) < await fastest(() => freshMail('nobody')), 'closed costs no hash');
    const again = owner.twin();
    again.jar.delete('sid');
    assert.equal((await signIn(again, owner.mail, password)).path, '/apply/mine', 'the known browser comes in');
});

test('the cookie of a known browser works for its own account only, and not forged', async () => {
    const victim = await newcomer('Victim');
    for (let n = 0; n < 5; n++) refused((await tried(victim.mail, wrong)).page);
    await lasting();
    const dev = owner.jar.get('dev'), [salt, end, code] = dev.split('.');
    for (const cookie of [dev, `${salt}.${Number(end) + 1}.${code}`, `x.${end}.${code}`, `${salt}.${end}.`,
        `${salt}.${end}.${'A'.repeat(43)}`, '..', 'a.b.c', '']) {
        const thief = new Client();
        thief.jar.set('dev', cookie);
        refused((await tried(victim.mail, password, thief)).page);
    }
    const own = victim.twin();
    own.jar.delete('sid');
    assert.equal((await signIn(own, victim.mail, password)).path, '/apply/mine');
});

test('a known browser that guesses is closed too, after ten', async () => {
    const careless = await newcomer('Careless'), browser = careless.twin();
    browser.jar.delete('sid');
    for (let n = 0; n < 10; n++) refused((await tried(careless.mail, `${wrong} ${n}`, browser)).page);
    refused((await tried(careless.mail, password, browser)).page);
    assert.equal((await signIn(new Client(), careless.mail, password)).path, '/apply/mine', 'other browsers are not');
});

test('one network that sprays many accounts is closed for all of them', async () => {
    const address = '127.211.7.3', near = '127.211.7.200';
    for (let n = 0; n < 3; n++) refused((await tried(freshMail('spray'), `${wrong} ${n}`,
        new Client({ address }))).page);
    await sql('UPDATE throttle SET fails = 29 WHERE fails = 3 AND until IS NULL'); // the network's: each account has one
    refused((await tried(freshMail('spray'), wrong, new Client({ address }))).page);
    refused((await tried('applicant5@example.test', 'demo-applicant', new Client({ address }))).page);
    refused((await tried('applicant5@example.test', 'demo-applicant', new Client({ address: near }))).page);
    refused((await tried('applicant5@example.test', 'demo-applicant',
        new Client({ address: `198.51.100.1, ${address}` }))).page);
    assert.equal((await signIn(new Client(), 'applicant5@example.test', 'demo-applicant')).path, '/apply/mine');
});

test('guesses at the same moment are all counted; more than there are processors wait outside', async () => {
    const target = await newcomer('Parallel');
    let counted = 0, busy = 0;
    for (let n = 0; counted < 5 && n < 12; n++)
        for (const { page } of await Promise.all([0, 1, 2, 3, 4, 5].map((i) => tried(target.mail,
            `${wrong} ${n} ${i}`)))) {
            if (page.status === 503) {
                assert.equal(page.headers.get('retry-after'), '5');
                busy++;
            } else {
                refused(page);
                counted++;
            }
        }
    assert.ok(counted >= 5, `${counted} counted, ${busy} busy`);
    await lasting();
    refused((await tried(target.mail, password)).page);
});

test('letters to one address are limited, whatever is asked', async () => {
    const shy = await newcomer('Shy'), before = (await lettersTo(shy.mail)).length;
    for (let n = 0; n < 6; n++) assert.equal((await new Client().post('/login/forgot', 'forgot',
        { mail: shy.mail })).path, '/login/sent');
    assert.equal((await lettersTo(shy.mail)).length - before, 3);
});

test('passwords that are too short, too common, or the person\'s own name are refused in words', async () => {
    const mail = freshMail('somchai');
    const cases = [['short', 'kurz'], ['short', 'fourteen-signs'], ['common', 'password-password1'],
        ['context', 'JaideeSomchai2026']];
    for (const [why, secret] of cases) {
        const page = (await new Client().post('/login/new', 'new', { ...grown, name: 'Somchai Jaidee', mail, password: secret,
            agree: '1' })).is(422, why);
        assert.match(page.error('new', 'password'), like('en', `error.secret_${why}`), why);
        if (why === 'short') assert.match(page.error('new', 'password'), /\b15\b/);
        assert.ok(!page.html.includes(`value="${secret}"`));
    }
    assert.match((await new Client().post('/login/new', 'new', { ...grown, name: 'S', mail, password: 'ກ'.repeat(129),
        agree: '1' })).is(422).error('new', 'password'), like('en', 'error.secret_long'));
    assert.equal(await one(`SELECT COUNT(*) FROM account WHERE mail = ${quote(mail)}`), '0');
});

test('a password is taken as it was typed: blanks, any script, 128 characters', async () => {
    for (const secret of ['  blank at both ends  ', `ແມ່ນ້ຳຂອງ ${'😀 '.repeat(57)}zq`,
        'tab\tand "quotes" & <b> \\ %00 +']) {
        const client = new Client(), mail = freshMail('typed');
        (await client.post('/login/new', 'new', { ...grown, name: 'Typed', mail, password: secret, agree: '1' })).is(200);
        await sql(`UPDATE account SET state = 'active' WHERE mail = ${quote(mail)}`);
        refused((await tried(mail, secret.trim() === secret ? secret.slice(0, -1) : secret.trim())).page);
        assert.equal((await signIn(client, mail, secret)).path, '/apply/mine');
    }
});

test('nobody is signed in to somebody else\'s account from outside', async () => {
    const client = new Client(), form = await new Client().get('/login/');
    const body = { mail: 'applicant6@example.test', password: 'demo-applicant', token: form.form('signin').token };
    await unchanged(async () => {
        (await client.send('/login/', body)).is(403);
        (await client.send('/login/', body, { headers: { origin: 'http://evil.example' } })).is(403);
        (await client.request('POST', `/login/?${urlencoded(body)}`,
            { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' })).is(403);
        (await client.get(`/login/?${urlencoded(body)}`)).is(200);
    });
    assert.ok(!client.jar.has('sid'));
});
