// Acting for somebody: asked for, agreed to, begun with the password, seen on every page, written down under the
// helper's name, and over the moment it ends, whoever ends it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { begin, decide, fill, handIn, intakeOf, like, say, send, state, stateOf } from '../lib/applicant.mjs';
import { Client, textOf } from '../lib/client.mjs';
import { accept, act, ask, asked, bannerOf, stop, sweep, trusted } from '../lib/trust.mjs';
import { everything, freshMail, letter, lettersTo, officer, one, quote, resident, signedIn, sql, unchanged } from '../lib/world.mjs';

let pupil, teacher, other, deed;
const audit = (subject) => sql(`SELECT action, actor, subject, refused FROM audit WHERE subject = ${subject} ORDER BY id`);
const last = async (subject) => (await audit(subject)).at(-1);
const mine = (client) => client.get('/apply/mine', { follow: false });
const isActing = async (client) => bannerOf(await client.get('/trust/')) !== '';

before(async () => {
    [pupil, teacher, other] = [await resident('Bua Keo'), await resident('Teacher Yang'), await resident('Other')];
});

test('a pupil asks by address; both sides have a letter; nothing begins yet', async () => {
    const id = await ask(pupil, teacher.mail);
    assert.deepEqual([(await lettersTo(pupil.mail)).at(-1), (await lettersTo(teacher.mail)).at(-1)],
        ['trust_asked_self', 'trust_asked']);
    const { text } = await letter(teacher.mail, 'trust_asked');
    assert.match(text, new RegExp(`/trust/accept\\?id=${id}\\b`));
    assert.match(text, /Bua Keo/);
    (await pupil.get('/trust/')).see(teacher.mail, say('en', 'trust.state.asked'));
    (await teacher.get('/trust/')).see('Bua Keo', say('en', 'trust.state.asked'));
    (await teacher.get(`/trust/act?id=${id}`)).is(404);
    (await other.get(`/trust/accept?id=${id}`)).is(404);
    (await pupil.get(`/trust/accept?id=${id}`)).is(404);
    assert.deepEqual(await last(pupil.id), ['trust_ask', `${pupil.id}`, `${pupil.id}`, '0']);
    const sealed = await one(`SELECT address FROM delegation WHERE id = ${id}`);
    assert.ok(!sealed.includes(teacher.mail), 'the address is not to be read in the table');
    deed = id;
});

test('what cannot be asked: oneself, twice, too long, without meaning it', async () => {
    for (const [fields, field, fault] of [[{ address: pupil.mail }, 'address', 'ask_self'],
        [{ address: teacher.mail.toUpperCase() }, 'address', 'ask_twice'], [{ days: '181' }, 'days', 'large'],
        [{ days: '0' }, 'days', 'small'], [{ sure: undefined }, 'sure'], [{ scope: 'login' }, 'scope'], [{ address: 'no address' }, 'address', 'mail']]) {
        const page = await unchanged(() => pupil.post('/trust/ask', 'ask', { ...asked, address: freshMail('helper'), ...fields }));
        assert.match(page.is(422).error('ask', field), fault ? like('en', `error.${fault}`) : /./, field);
    }
});

test('five letters a day, and three to one address; who is known shows nowhere', async () => {
    const eager = await resident('Eager'), unknown = freshMail('unknown');
    const pages = [];
    for (const mail of [unknown, other.mail, freshMail('a'), freshMail('b'), freshMail('c')])
        pages.push(await eager.post('/trust/ask', 'ask', { ...asked, address: mail }));
    for (const page of pages) page.is(200).see(say('en', 'said.asked'));
    assert.equal(await one(`SELECT COUNT(*) FROM outbox WHERE address = ${quote(unknown)} AND name = 'trust_asked'`), '1');
    const sixth = await unchanged(() => eager.post('/trust/ask', 'ask', { ...asked, address: freshMail('d') }));
    sixth.is(422).see(say('en', 'error.ask_many'));
    for (let n = 0; n < 2; n++) await ask(await resident(`Eager ${n}`), other.mail);
    (await (await resident('Fourth')).post('/trust/ask', 'ask', { ...asked, address: other.mail })).is(422);
});

test('somebody who is asked opens an account with that address, and finds the question', async () => {
    const mail = freshMail('later'), id = await ask(await resident('Early'), mail);
    await sql(`INSERT INTO account (mail, name, lang, state, created_at) VALUES (${quote(mail)}, 'Later', 'en', 'active', UTC_TIMESTAMP())`);
    const later = await signedIn(mail);
    (await later.get('/trust/')).see('Early');
    (await later.get(`/trust/accept?id=${id}`)).is(200);
    await accept(later, id, 'refuse');
    assert.equal(await one(`SELECT state FROM delegation WHERE id = ${id}`), 'refused');
    (await later.get(`/trust/accept?id=${id}`)).is(404);
});

test('the helper says yes: for so many whole days, both told', async () => {
    await accept(teacher, deed);
    const [[kind, scope, stateNow, ends]] = await sql(`SELECT kind, scope, state, CONVERT_TZ(ends_at, '+00:00', '+08:00') FROM delegation WHERE id = ${deed}`);
    assert.deepEqual([kind, scope, stateNow], ['teacher', 'apply', 'active']);
    const wanted = new Date(Date.now() + 8 * 3600000 + 31 * 86400000).toISOString().slice(0, 10);
    assert.equal(ends, `${wanted} 00:00:00`, 'to the end of the thirtieth day');
    assert.equal((await lettersTo(pupil.mail)).at(-1), 'trust_accepted');
    assert.equal((await lettersTo(teacher.mail)).at(-1), 'trust_begun');
    assert.deepEqual(await last(pupil.id), ['trust_grant', `${teacher.id}`, `${pupil.id}`, '0']);
    (await pupil.get('/trust/')).see('Teacher Yang', say('en', 'trust.state.active'));
});

test('beginning asks for the password again, when that was long ago', async () => {
    await sql(`UPDATE session SET signed_at = signed_at - INTERVAL 1 HOUR WHERE account = ${teacher.id}`);
    (await teacher.get(`/trust/act?id=${deed}`, { follow: false })).goes(/^\/login\/again\?next=%2Ftrust%2Fact/);
    (await unchanged(() => teacher.send(`/trust/act?id=${deed}`, { token: 'x' }))).goes(/^\/login\/again/);
    (await pupil.get('/trust/ask')).is(200);
    await sql(`UPDATE session SET signed_at = UTC_TIMESTAMP() WHERE account = ${teacher.id}`);
});

test('while acting: a banner on each page, with the name and the end; own pages stay one\'s own', async () => {
    const sid = teacher.jar.get('sid');
    await act(teacher, deed);
    assert.notEqual(teacher.jar.get('sid'), sid, 'the session has a new id');
    assert.deepEqual(await one(`SELECT CONCAT(action, ' ', actor, ' ', object) FROM audit WHERE subject = ${pupil.id} AND action = 'act_begin'`),
        `act_begin ${teacher.id} delegation:${deed}`);
    for (const path of ['/', '/help', '/apply/', '/apply/mine', '/apply/track', '/trust/', '/login/me', '/privacy/', '/org/', '/languages']) {
        const banner = bannerOf(await teacher.get(path));
        assert.match(textOf(banner), /Bua Keo/, path);
        assert.match(textOf(banner), /Beijing time/, path);
        assert.equal(textOf(banner).includes(say('en', 'common.acting_own')), !path.startsWith('/apply'), path);
        assert.match(banner, /action="\/trust\/end_acting"/);
    }
    (await teacher.get('/login/me')).see(teacher.mail);
    assert.equal((await teacher.get('/login/me')).value('me', 'name'), 'Teacher Yang');
    assert.match((await mine(teacher)).html, /<summary>[^\n]*Teacher Yang/, 'the menu is that of the helper');
});

test('the helper does what the person could: rows, papers and letters are the person\'s, the log names the helper', async () => {
    const id = await begin(teacher, await intakeOf('CHN-1'));
    assert.equal(await one(`SELECT owner FROM apply_application WHERE id = ${id}`), String(pupil.id));
    const refused = (await handIn(teacher, id, 'passport')).is(422);
    assert.equal(refused.error('paper', 'agree_passport'), say('en', 'error.agree_agent'), 'a helper agrees to nothing for the person');
    await pupil.post('/privacy/agree?purpose=apply_passport', 'agree', { agree: '1' });
    await fill(teacher, id);
    assert.deepEqual(await sql(`SELECT DISTINCT owner FROM document WHERE case_id = ${id} AND program = 'apply'`), [[String(pupil.id)]],
        'papers count for the person');
    assert.deepEqual(await sql(`SELECT DISTINCT who FROM flow_log WHERE flow = 'apply' AND case_id = ${id}`), [[String(teacher.id)]]);
    (await pupil.get(`/apply/tasks?id=${id}`)).is(200);
    await stop(teacher);
    (await teacher.get(`/apply/tasks?id=${id}`)).is(404);
    await act(teacher, deed);
    (await teacher.get(`/apply/tasks?id=${id}`)).is(200);
    const views = await sql(`SELECT actor, detail FROM audit WHERE subject = ${pupil.id} AND action = 'view_person'`);
    assert.ok(views.some(([actor, detail]) => actor === String(teacher.id) && detail === '/apply/tasks'), 'each page that was seen is written down');
    assert.ok(!views.some(([, detail]) => detail === '/apply/'), 'but no page that is open to everybody');
});

test('what is personal the person sends; afterwards letters go to the person', async () => {
    const id = Number(await one(`SELECT MAX(id) FROM apply_application WHERE owner = ${pupil.id}`));
    const page = await teacher.get(`/apply/check?id=${id}`);
    page.see(say('en', 'apply.personal', { name: 'Bua Keo' }));
    assert.equal(page.form('check'), undefined);
    const token = (await pupil.get(`/apply/check?id=${id}`)).form('check').token;
    (await unchanged(() => teacher.send(`/apply/check?id=${id}`, { token, agree: '1' }))).is(403, 'a token of another session');
    await send(pupil, id);
    assert.equal((await lettersTo(pupil.mail)).at(-1), 'apply_received');
    assert.ok(!(await lettersTo(teacher.mail)).includes('apply_received'));
    (await teacher.get(`/apply/status?id=${id}`)).is(200);
    const gone = await teacher.post(`/apply/withdraw?id=${id}`, 'withdraw', { reason: 'visa' });
    assert.match(gone.path, /said=withdrawn/);
    assert.equal(await stateOf(id), state.withdrawn);
    assert.equal(await one(`SELECT who FROM flow_log WHERE flow = 'apply' AND case_id = ${id} ORDER BY ver DESC LIMIT 1`), String(teacher.id));
    assert.equal((await lettersTo(pupil.mail)).at(-1), 'apply_withdrawn');
});

test('with a good token of the helper\'s own the declaration is still refused', async () => {
    const id = await begin(teacher, await intakeOf('LOG-3'));
    await fill(teacher, id);
    await sql(`UPDATE delegation SET kind = 'guardian' WHERE id = ${deed}`);
    const page = await teacher.get(`/apply/check?id=${id}`);
    assert.ok(page.form('check'), 'a guardian may');
    await sql(`UPDATE delegation SET kind = 'teacher' WHERE id = ${deed}`);
    (await unchanged(() => teacher.submit(page, 'check', { agree: '1' }))).is(422).see(say('en', 'apply.personal', { name: 'Bua Keo' }));
    assert.equal(await stateOf(id), state.draft);
});

test('ended by the person while somebody acts: over with the next click, both told', async () => {
    assert.ok(await isActing(teacher));
    const page = await teacher.get('/apply/mine'), before = await one(`SELECT COUNT(*) FROM apply_application WHERE owner = ${teacher.id}`);
    (await pupil.post(`/trust/end?id=${deed}`, 'end')).see(say('en', 'said.ended'));
    assert.ok(page.links('/apply/tasks').length > 0);
    for (const href of page.links('/apply/tasks')) (await teacher.get(href)).is(404);
    assert.equal(await isActing(teacher), false);
    assert.equal((await mine(teacher)).links('/apply/tasks').length, 0);
    assert.deepEqual([(await lettersTo(pupil.mail)).at(-1), (await lettersTo(teacher.mail)).at(-1)], ['trust_ended', 'trust_ended']);
    (await teacher.get(`/trust/act?id=${deed}`)).is(404);
    assert.equal(await one(`SELECT COUNT(*) FROM apply_application WHERE owner = ${teacher.id}`), before);
    assert.deepEqual(await last(pupil.id), ['trust_end', String(pupil.id), String(pupil.id), '0']);
    (await stop(teacher)).see(say('en', 'said.stopped'));
});

test('at its last second it is over by itself, in every program at once; the sweep says so in letters', async () => {
    const helper = await resident('Late'), id = await trusted(pupil, helper, { days: '1' });
    await act(helper, id);
    await sql(`UPDATE delegation SET ends_at = UTC_TIMESTAMP() + INTERVAL 1 HOUR WHERE id = ${id}`);
    assert.ok(await isActing(helper));
    await sql(`UPDATE delegation SET ends_at = UTC_TIMESTAMP() WHERE id = ${id}`);
    assert.equal(await isActing(helper), false);
    assert.equal((await helper.get('/apply/mine')).links('/apply/tasks').length, 0);
    (await helper.get(`/trust/act?id=${id}`)).is(404);
    (await helper.get('/trust/')).notSee('Bua Keo');
    await sweep();
    assert.equal(await one(`SELECT CONCAT(state, ' ', COALESCE(ended_by, 'itself')) FROM delegation WHERE id = ${id}`), 'ended itself');
    assert.equal((await lettersTo(helper.mail)).at(-1), 'trust_ended');
    const n = (await lettersTo(helper.mail)).length;
    await sweep();
    assert.equal((await lettersTo(helper.mail)).length, n, 'once');
});

test('good only where it is good: another scope changes nothing but the banner', async () => {
    const helper = await resident('Scope'), id = await trusted(pupil, helper);
    await act(helper, id);
    assert.ok((await mine(helper)).links('/apply/tasks').length > 0);
    await sql(`UPDATE delegation SET scope = 'insure' WHERE id = ${id}`);
    assert.equal((await mine(helper)).links('/apply/tasks').length, 0, 'own rows again');
    const draft = (await pupil.get('/apply/mine')).links('/apply/tasks')[0];
    (await helper.get(draft)).is(404);
});

test('a delegation of another helper is none, not by its number and not in the session', async () => {
    const [helper, thief] = [await resident('Right'), await resident('Thief')], id = await trusted(pupil, helper);
    for (const page of ['act', 'end', 'accept']) (await thief.get(`/trust/${page}?id=${id}`)).is(404);
    const token = (await helper.get(`/trust/act?id=${id}`)).form('act').token;
    (await unchanged(() => thief.send(`/trust/act?id=${id}`, { token }))).is(404);
    const own = (await thief.get(`/trust/act?id=${id}`)).is(404) && (await thief.get('/trust/end_acting')).form('act_end').token;
    (await unchanged(() => thief.send(`/trust/act?id=${id}`, { token: own }))).is(404);
    await sql(`UPDATE session SET acting = ${id} WHERE account = ${thief.id}`);
    assert.equal(await isActing(thief), false);
    assert.equal((await mine(thief)).links('/apply/').filter((h) => h.includes('id=')).length, 0);
});

test('whose account is suspended or closed, for that person nobody acts', async () => {
    const person = await resident('Gone'), helper = await resident('Still here'), id = await trusted(person, helper);
    await act(helper, id);
    for (const now of ['suspended', 'closed', 'locked']) {
        await sql(`UPDATE account SET state = '${now}' WHERE id = ${person.id}`);
        assert.equal(await isActing(helper), false, now);
        await sql(`UPDATE account SET state = 'active' WHERE id = ${person.id}`);
        assert.ok(await isActing(helper));
    }
});

test('who acts for a school does so only while belonging to it', async () => {
    const person = await resident('Pupil of a school'), helper = await resident('Teacher of a school');
    await sql(`INSERT INTO org (kind, name, created_at) VALUES ('school', '口岸学校', UTC_TIMESTAMP());
        INSERT INTO account_role (account, org, role, created_at) VALUES (${helper.id}, LAST_INSERT_ID(), ${1 << 3}, UTC_TIMESTAMP());
        UPDATE session SET org = (SELECT org FROM account_role WHERE account = ${helper.id}), second = TRUE, staff = TRUE WHERE account = ${helper.id}`);
    const id = await trusted(person, helper), org = await one(`SELECT org FROM delegation WHERE id = ${id}`);
    assert.equal(org, await one(`SELECT org FROM account_role WHERE account = ${helper.id}`));
    (await person.get('/trust/')).see('口岸学校');
    await act(helper, id);
    assert.ok(await isActing(helper));
    await sql(`UPDATE org SET closed_at = UTC_TIMESTAMP() WHERE id = ${org}`);
    assert.equal(await isActing(helper), false, 'a school that is closed');
    await sql(`UPDATE org SET closed_at = NULL WHERE id = ${org}`);
    assert.ok(await isActing(helper));
    await sql(`DELETE FROM account_role WHERE account = ${helper.id}`);
    assert.equal(await isActing(helper), false, 'who has left');
});

test('an officer cannot decide on somebody whom he helps, nor reach the queue while acting', async () => {
    const li = await officer('li'), person = await resident('Helped by the centre');
    li.id = Number(await one("SELECT id FROM account WHERE mail = 'li@example.test'"));
    await sql('DELETE FROM throttle');
    const id = await trusted(person, li);
    await act(li, id);
    for (const path of ['/apply/queue', '/apply/case?id=2']) (await li.get(path)).is(403);
    const draft = await begin(li, await intakeOf('TOU-3'));
    await person.post('/privacy/agree?purpose=apply_passport', 'agree', { agree: '1' });
    await fill(li, draft);
    (await li.get(`/apply/decide?id=${draft}&event=return`)).is(403);
    await stop(li);
    await send(person, draft);
    (await li.get(`/apply/case?id=${draft}`)).see(say('en', 'officer.warning.helped'));
    assert.deepEqual((await li.get(`/apply/case?id=${draft}`)).links('/apply/decide'), []);
    for (const event of ['accept_for_review', 'return']) (await li.get(`/apply/decide?id=${draft}&event=${event}`)).is(403);
    await person.post(`/trust/end?id=${id}`, 'end');
    (await li.get(`/apply/decide?id=${draft}&event=return`)).is(403, 'nor afterwards');
    const chen = await officer('chen');
    assert.match((await decide(chen, draft, 'accept_for_review')).path, /said=decided/);
});

test('stopping works before the second step, and when there is nothing to stop', async () => {
    (await stop(other)).see(say('en', 'said.stopped'));
    const half = new Client();
    await half.post('/login/', 'signin', { mail: 'chen@example.test', password: 'demo-chen' });
    (await half.get('/trust/', { follow: false })).goes(/^\/login\/second/);
    (await half.get('/trust/end_acting', { follow: false })).is(200);
    assert.deepEqual(await everything(), await everything());
});
