// A pupil takes over the account the school opened: an address or a phone and a password, shown by six digits; the
// teacher's right ends, unless the pupil keeps it. Whether an address is known shows nowhere.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { begin, date, intakeOf, say } from '../lib/applicant.mjs';
import { Client } from '../lib/client.mjs';
import { act, bannerOf, openPupil, sheetOf, sweep, takerOf, teacherOf } from '../lib/trust.mjs';
import { digitsIn, freshMail, freshPhone, letter, lettersTo, one, password, quote, resident, signIn, sms, sql, unchanged } from '../lib/world.mjs';

const born = date('birth', 3, 5, 2009);
let teacher, pupil, n = 0;
const fresh = () => openPupil(teacher, { name: `Noy ${'ABCDEFGH'[n]}`, number: String(++n) });
const stateOf = (account) => one(`SELECT state FROM account WHERE id = ${account}`);
async function choose(client, mail, fields = {}) {
    await sql('DELETE FROM throttle');
    return client.post('/login/take', 'taking', { mail, password, agree: '1', ...fields });
}

before(async () => { teacher = await teacherOf(); });

test('without a ticket, or after half an hour: back to the code', async () => {
    (await new Client().get('/login/take', { follow: false })).goes('/trust/take?said=take_again');
    pupil = await fresh();
    const client = await takerOf(await sheetOf(teacher, pupil.account));
    const page = (await client.get('/login/take')).see('Noy A');
    await sql(`UPDATE ward_code SET ticket_ends_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE account = ${pupil.account}`);
    (await client.get('/login/take', { follow: false })).goes('/trust/take?said=take_again');
    (await unchanged(() => client.submit(page, 'taking', { mail: freshMail('late'), password, agree: '1' }))).is(303);
});

test('by mail: wrong digits change nothing; the right ones make it the pupil\'s, and the teacher acts no more', async () => {
    await act(teacher, pupil.deed);
    const application = await begin(teacher, await intakeOf('CHN-1'));
    const code = await sheetOf(teacher, pupil.account), client = await takerOf(code), mail = freshMail('pupil');
    assert.ok((await choose(client, mail, { password: 'short' })).is(422).error('taking', 'password'));
    assert.ok((await choose(client, mail, { agree: undefined })).is(422).error('taking', 'agree'));
    const page = await choose(client, mail);
    assert.match(page.path, /^\/login\/take_code\?ask=/);
    assert.deepEqual(await sql(`SELECT mail, password, state FROM account WHERE id = ${pupil.account}`), [[null, null, 'managed']]);
    const digits = digitsIn((await letter(mail, 'reach')).text), wrong = String((Number(digits) + 1) % 1e6).padStart(6, '0');
    assert.ok((await client.submit(page, 'digits', { code: wrong })).is(422).error('digits', 'code'));
    assert.equal(await stateOf(pupil.account), 'managed');
    assert.ok(bannerOf(await teacher.get('/trust/')), 'nothing has ended yet');
    (await client.submit(page, 'digits', { code: digits })).goes('/login/?said=taken');
    assert.deepEqual(await sql(`SELECT mail, state FROM account WHERE id = ${pupil.account}`), [[mail, 'active']]);
    assert.equal(bannerOf(await teacher.get('/trust/')), '', 'over with the next click');
    (await teacher.get(`/apply/tasks?id=${application}`)).is(403);
    (await teacher.get(`/trust/act?id=${pupil.deed}`)).is(404);
    (await teacher.get(`/trust/paper?id=${pupil.account}`)).is(404);
    (await teacher.get('/trust/pupils')).see(say('en', 'school.taken'));
    await sweep();
    assert.equal(await one(`SELECT state FROM delegation WHERE id = ${pupil.deed}`), 'ended');
    assert.deepEqual([(await lettersTo(teacher.mail)).at(-1), (await lettersTo(mail)).at(-1)], ['trust_ended', 'trust_ended']);
    const own = new Client();
    (await signIn(own, mail, password)).is(200);
    (await own.get(`/apply/tasks?id=${application}`)).is(200);
    (await new Client().post('/trust/take', 'take', { code, ...born })).is(422).see(say('en', 'error.take_wrong'));
    assert.equal(await one(`SELECT COUNT(*) FROM ward_code WHERE account = ${pupil.account}`), '0');
    assert.equal(await one(`SELECT taken_at IS NOT NULL FROM ward WHERE account = ${pupil.account}`), '1');
    assert.ok((await sql(`SELECT detail FROM audit WHERE subject = ${pupil.account} AND action = 'ward_take' AND NOT refused`)).flat().includes('taken'));
});

test('by phone; who acted may go on when the pupil wants it, but consents no more', async () => {
    const { account, deed } = await fresh(), phone = freshPhone();
    const client = await takerOf(await sheetOf(teacher, account), { keep: '1' }), page = await choose(client, phone);
    const { text } = await sms(phone, 'reach');
    (await client.submit(page, 'digits', { code: digitsIn(text) })).goes('/login/?said=taken');
    assert.equal(await one(`SELECT mail IS NULL AND phone_find IS NOT NULL AND state = 'active' FROM account WHERE id = ${account}`), '1');
    await sweep();
    assert.deepEqual(await sql(`SELECT state, managed FROM delegation WHERE id = ${deed}`), [['active', '0']]);
    await act(teacher, deed);
    const own = new Client();
    (await signIn(own, phone, password)).is(200);
    await own.post(`/trust/end?id=${deed}`, 'end');
    assert.equal(bannerOf(await teacher.get('/trust/')), '');
});

test('an address that is somebody else\'s: the same page, no digits are right, its owner is told', async () => {
    const { account } = await fresh(), owner = await resident('Owner');
    const client = await takerOf(await sheetOf(teacher, account)), page = await choose(client, owner.mail);
    const other = await choose(await takerOf(await sheetOf(teacher, (await fresh()).account)), freshMail('free'));
    assert.equal(page.main.replace(/ask=[\w-]+/g, ''), other.main.replace(/ask=[\w-]+/g, ''));
    assert.equal((await lettersTo(owner.mail)).at(-1), 'already');
    assert.equal(await one(`SELECT COUNT(*) FROM outbox WHERE name = 'reach' AND address = ${quote(owner.mail)}`), '0');
    (await client.submit(page, 'digits', { code: '123456' })).is(422);
    assert.equal(await stateOf(account), 'managed');
});
