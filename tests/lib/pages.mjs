// Every page of the suite, from the programs' own tables, and who opens it where. A route without a row here is a
// failure of whichever test asks. Needs the demo data; what it adds to them stays, and a second run finds it there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { answers, date, handIn } from './applicant.mjs';
import { Client, url } from './client.mjs';
import { ask as register, decide, idOf, invite, orgOf, state as orgState } from './org.mjs';
import { accept, asked, askForChild, callFor, decideChild, openPupil, secondFor, sheetOf, takerOf } from './trust.mjs';
import { addReach, freshMail, freshPhone, one, root, routes, signIn, sql } from './world.mjs';

const applicant = n => [`applicant${n}@example.test`, 'demo-applicant'];

// Demo people by what they are good for; applicant N has story N - 1 of cgi/demo/cases.c.
const people = {
  new: ['somsak@example.test', 'demo-somsak'],
  draft: applicant(1),
  blank: applicant(23),
  consenting: applicant(24),
  sent: applicant(2),
  returned: applicant(4),
  ready: applicant(26),
  offered: applicant(7),
  admitted: applicant(9),
  rejected: applicant(10),
  li: ['li@example.test', 'demo-li'],
  chen: ['chen@example.test', 'demo-chen'],
  zhou: ['zhou@example.test', 'demo-zhou'],
  wu: ['wu@example.test', 'demo-wu'],
  ma: ['ma@example.test', 'demo-ma'],
  zheng: ['zheng@example.test', 'demo-zheng'],
  bounmy: ['bounmy@example.test', 'demo-bounmy'],
  tang: ['tang@example.test', 'demo-tang'],
  yan: ['yan@example.test', 'demo-yan'],
  peng: ['peng@example.test', 'demo-peng'],
};

const nextYear = new Date().getFullYear() + 1;

// path, reader, its query: none, a text, or several. "of" holds what prepare() found.
const rows = [
  ['/', 'anyone'], ['/help', 'anyone'], ['/privacy/', 'anyone'], ['/org/', 'new'], ['/admin/', 'zhou'], ['/admin/', 'ma'], ['/admin/', 'wu'], ['/access', 'anyone'], ['/languages', 'anyone'],
  ['/admin/audit', 'ma', () => ['', 'action=sign_in']], ['/admin/chains', 'ma'],
  ['/trust/', 'new'], ['/trust/', 'ready'], ['/trust/ask', 'new'], ['/trust/end_acting', 'new'],
  ['/trust/pupils', 'yan'], ['/trust/pupil', 'yan'], ['/trust/carry', 'yan', of => `id=${of.pupil}`],
  ['/trust/paper', 'yan', of => `id=${of.pupil}`], ['/trust/take', 'anyone'],
  ['/login/take', 'taker'], ['/login/take_code', 'anyone', () => 'ask=abc'],
  ['/trust/second', 'new', of => `id=${of.second}`], ['/trust/help', 'new'], ['/trust/calls', 'li'], ['/trust/look', 'li', of => `id=${of.call}`],
  ['/trust/child', 'new'], ['/trust/child_case', 'new', of => [`id=${of.child}`, `id=${of.childback}`]],
  ['/trust/child_fix', 'new', of => `id=${of.childback}`], ['/trust/child_back', 'new', of => `id=${of.child}`],
  ['/trust/proof', 'new', of => of.proof], ['/trust/children', 'li', () => ['', 'state=returned']],
  ['/trust/child_review', 'li', of => `id=${of.child}`],
  ...['accept', 'return', 'refuse'].map(event => ['/trust/child_decide', 'li', of => `id=${of.child}&event=${event}`]),
  ['/trust/accept', 'new', of => `id=${of.question}`],
  ...['act', 'end'].map(page => [`/trust/${page}`, 'new', of => `id=${of.deed}`]),
  ['/privacy/consents', 'new'], ['/privacy/agree', 'new', () => ['purpose=apply_passport', 'purpose=guardian']],
  ['/privacy/requests', 'new'], ['/privacy/requests', 'consenting'], ['/privacy/ask', 'new'], ['/privacy/ask', 'sent'],
  ['/privacy/ask_part', 'sent', of => ['part=contact', `part=application&id=${of.sent}`]], ['/privacy/holds', 'wu', of => `id=${of.person}`], ['/privacy/hold_end', 'wu', of => `id=${of.hold}`],
  ...['request', 'request_back'].map(page => [`/privacy/${page}`, 'consenting', of => `id=${of.wish}`]),
  ['/privacy/desk', 'wu', () => ['', 'state=done']], ['/privacy/review', 'wu', of => `id=${of.wish}`],
  ...['correct', 'refuse'].map(event => ['/privacy/decide', 'wu', of => `id=${of.wish}&event=${event}`]),
  ['/privacy/seen', 'new'], ['/privacy/seen', 'returned'], ['/privacy/mine', 'new'], ['/privacy/mine', 'draft'], ['/privacy/copy', 'new'], ['/privacy/file', 'draft', of => `id=${of.paper}`],
  ['/privacy/withdraw', 'consenting', () => 'purpose=apply_passport'],
  ['/apply/papers_shown', 'draft', of => `id=${of.draft}`],
  ...['draft', 'blank'].map(who => ['/apply/paper_new', who, of => ['passport', 'health', 'photo'].map(kind => `id=${of[who]}&kind=${kind}`)]),
  ['/privacy/notice', 'anyone', () => ['purpose=apply', 'purpose=apply_passport&version=1']],
  ['/admin/people', 'wu'], ['/admin/person', 'wu', of => `id=${of.person}`], ['/admin/resets', 'wu'],
  ['/admin/act', 'wu', of => `id=${of.person}&act=lock`], ['/admin/reset', 'wu', of => `id=${of.officer}`],
  ['/admin/answer', 'wu', of => `id=${of.asked}`],
  ['/admin/mail', 'zhou', () => ['', 'state=failed', 'state=sent']], ['/admin/letter', 'zhou', of => `id=${of.lost}`],
  ['/admin/jobs', 'zhou'], ['/admin/settings', 'zhou'],
  ['/admin/days', 'zhou', () => ['', `year=${nextYear}`]], ['/admin/notice', 'zhou', of => `id=${of.notice}`],
  ['/org/', 'yan'], ['/org/ask', 'new'], ['/org/case', 'bounmy', of => `id=${of.orgcase}`], ['/org/case', 'new', of => `id=${of.sentback}`],
  ['/org/fix', 'new', of => `id=${of.sentback}`], ['/org/withdraw', 'bounmy', of => `id=${of.orgcase}`],
  ['/org/licence', 'bounmy', of => of.licence], ['/org/desk', 'tang', () => ['', 'state=returned']],
  ['/org/review', 'tang', of => `id=${of.orgcase}`],
  ...['verify', 'return', 'refuse'].map(event => ['/org/decide', 'tang', of => `id=${of.orgcase}&event=${event}`]),
  ['/org/people', 'yan'], ['/org/people', 'peng', of => `org=${of.education}`], ['/org/person', 'yan', of => of.member],
  ['/org/give', 'yan', of => `${of.member}&role=school_lead`], ['/org/take', 'yan', of => `${of.member}&role=school_staff`],
  ['/org/invite', 'yan', of => `org=${of.orgschool}&role=school_staff`],
  ...['recall', 'agree'].map(page => [`/org/${page}`, 'yan', of => of.pending]),
  ['/org/join', 'anyone', of => ['code=abc', of.join]], ['/org/all', 'peng'], ['/org/waiting', 'peng'], ['/org/waiting', 'wu'],
  ['/org/close', 'peng', of => [`org=${of.education}`, `org=${of.education}&into=${of.finance}`]],
  ['/org/reopen', 'peng', of => `org=${of.closed}`],
  ['/login/', 'anyone', () => ['', 'said=confirmed']],
  ['/login/out', 'new'], ['/login/new', 'anyone'], ['/login/sent', 'anyone'],
  ['/login/confirm', 'anyone', () => 'code=abc'], ['/login/forgot', 'anyone'],
  ['/login/sink', 'anyone'],
  ['/login/reach', 'new'], ['/login/reach_code', 'new', () => 'ask=abc'], ['/login/reach_drop', 'new', () => 'way=phone'],
  ['/login/undo', 'anyone', () => 'code=abc'],
  ['/login/code', 'anyone', () => 'ask=abc'],
  ['/login/reset', 'anyone', () => 'code=abc'], ['/login/second', 'half'], ['/login/setup', 'new'],
  ['/login/codes', 'li'], ['/login/me', 'new'], ['/login/me', 'chen'],
  ['/login/again', 'new'], ['/login/password', 'new'], ['/login/codes_new', 'li'], ['/login/hat', 'new'], ['/login/hat', 'li'],
  ['/login/places', 'new', () => ['', 'said=ended_others']], ['/login/places', 'chen'], ['/login/places_end', 'new'], ['/login/places_end', 'chen'], ['/login/events', 'new'], ['/login/events', 'chen'],
  ['/apply/', 'anyone'], ['/apply/dates', 'anyone'], ['/apply/start', 'new', of => `id=${of.intake}`],
  ['/apply/mine', 'new'], ['/apply/mine', 'returned'],
  ['/apply/tasks', 'draft', of => [`id=${of.draft}`, `id=${of.draft}&said=saved`]],
  ['/apply/tasks', 'returned', of => `id=${of.returned}`],
  ...['person', 'contact', 'language', 'money', 'guardian', 'education', 'papers', 'papers_done'].map(
    page => [`/apply/${page}`, 'draft', of => `id=${of.draft}`]),
  ['/apply/contact', 'returned', of => `id=${of.returned}`],
  ['/apply/education', 'blank', of => `id=${of.blank}`], ['/apply/papers', 'blank', of => `id=${of.blank}`],
  ['/apply/school', 'draft', of => [`id=${of.draft}`, `id=${of.draft}&entry=${of.school}`]],
  ['/apply/school_drop', 'draft', of => `id=${of.draft}&entry=${of.school}`],
  ['/apply/paper_drop', 'draft', of => `id=${of.draft}&entry=${of.paper}`],
  ['/apply/paper', 'draft', of => `id=${of.draft}&entry=${of.paper}`],
  ['/apply/check', 'draft', of => `id=${of.draft}`], ['/apply/check', 'ready', of => `id=${of.ready}`],
  ['/apply/sent', 'sent', of => `id=${of.sent}`],
  ...['sent', 'returned', 'offered', 'admitted', 'rejected'].map(
    who => ['/apply/status', who, of => `id=${of[who]}`]),
  ['/apply/letter', 'admitted', of => `id=${of.admitted}&letter=${of.letter}`],
  ['/apply/withdraw', 'sent', of => `id=${of.sent}`], ['/apply/offer', 'offered', of => `id=${of.offered}`],
  ['/apply/queue', 'li', () => ['', 'state=in_review', 'state=rejected']],
  ['/apply/case', 'li', of => `id=${of.case}`], ['/apply/case', 'chen', of => `id=${of.review}`],
  ['/apply/decide', 'li', of => of.moves], ['/apply/decide', 'chen', of => of.leads],
  ['/apply/track', 'anyone', of => ['', `ticket=${of.ticket}`]],
];

const param = (href, name) => new URL(href, url).searchParams.get(name);
const first = (page, start, name) => {
  const [href] = page.links(start);
  assert.ok(href, `${page.path} has no link to ${start}: ${page.main.slice(0, 300)}`);
  return param(href, name);
};
const queries = (page, start) => page.links(start).map(href => href.split('?')[1]);

async function enter(name, second = true) {
  const client = new Client();
  (await signIn(client, ...people[name], { second })).is(200);
  return client;
}

// A draft has a school and a paper, so that both can be looked at and taken back.
async function fillDraft(client, of) {
  const schools = `/apply/education?id=${of.draft}`, papers = `/apply/papers?id=${of.draft}`;
  if (!(await client.get(schools)).links('/apply/school_drop').length)
    await client.post(`/apply/school?id=${of.draft}`, 'education', answers.education);
  of.school = first(await client.get(schools), '/apply/school_drop', 'entry');
  if (!(await client.get(papers)).links('/apply/paper_drop').length) await handIn(client, of.draft, 'photo');
  of.paper = first(await client.get(papers), '/apply/paper_drop', 'entry');
}

// A ticket of the public look-up, for the case in review: number and birth date as its officer reads them.
async function lookUp(lead, of) {
  const page = await lead.get(`/apply/case?id=${of.review}&lang=zh`);
  const number = /<h1>.*?class="ref">(\w+)</.exec(page.html)[1];
  const [, y, m, d] = /<dd[^>]*>(\d{4})年(\d+)月(\d+)日/.exec(page.html);
  of.ticket = param((await new Client().post('/apply/track', 'track', { number, ...date('birth', d, m, y) })).path, 'ticket');
  assert.ok(of.ticket, 'the public look-up found nothing');
}

// Cases of the queue an officer and the head of the centre decide on, and every move they may make.
async function decisions(client, of) {
  of.case = first(await client.li.get('/apply/queue'), '/apply/case', 'id');
  of.moves = queries(await client.li.get(`/apply/case?id=${of.case}`), '/apply/decide');
  of.review = first(await client.chen.get('/apply/queue?state=in_review'), '/apply/case', 'id');
  of.leads = queries(await client.chen.get(`/apply/case?id=${of.review}`), '/apply/decide');
  assert.ok(of.moves.length && of.leads.length, 'nothing to decide');
}

// Somebody helps two others: one has been told yes, one waits for the answer.
async function helping(client, of) {
  const link = async (page, start) => (await client.new.get(page)).links(start)[0];
  for (const who of ['ready', 'blank']) {
    const name = { ready: 'act', blank: 'accept' }[who];
    if (await link('/trust/', `/trust/${name}`)) continue;
    await client[who].post('/trust/ask', 'ask', { ...asked, address: people.new[0] });
    if (who === 'ready') await accept(client.new, param(await link('/trust/', '/trust/accept'), 'id'));
  }
  of.deed = param(await link('/trust/', '/trust/act'), 'id');
  of.question = param(await link('/trust/', '/trust/accept'), 'id');
}

// A guardian's questions, one that waits and one that was sent back; somebody who asks support to look.
async function trusting(client, of) {
  client.new.mail = people.new[0];
  of.call = (await sql("SELECT MAX(id) FROM delegation WHERE kind = 'support' AND state = 'asked' AND ends_at > UTC_TIMESTAMP()"))[0][0] ?? await callFor(client.new);
  const waiting = (name) => one(`SELECT MAX(c.id) FROM trust_child c JOIN account a ON a.id = c.owner WHERE a.mail = '${client.new.mail}' AND c.state = ${name}`).then(Number);
  of.child = await waiting(1) || await askForChild(client.new, { child: 'Noy' });
  of.proof = (await client.new.get(`/trust/child_case?id=${of.child}`)).links('/trust/proof')[0].split('?')[1];
  of.second = await one(`SELECT MAX(c.id) FROM trust_child c JOIN delegation d ON d.subject = c.account JOIN account a ON a.id = d.agent WHERE
    a.mail = '${client.new.mail}' AND d.state = 'active' AND c.state = 7`) ?? await secondFor(client.new, client.ready, client.li);
  of.childback = await waiting(2);
  if (of.childback) return;
  of.childback = await askForChild(client.new, { child: 'Nang' });
  await decideChild(client.li, of.childback, 'return', { text: 'Please.' });
}

// Registrations, roles that wait, an invitation and a department that was closed.
async function organisations(client, of) {
  of.orgcase = first(await client.bounmy.get('/org/'), '/org/case', 'id');
  of.licence = (await client.bounmy.get(`/org/case?id=${of.orgcase}`)).links('/org/licence')[0].split('?')[1];
  of.sentback = (await sql(`SELECT MAX(c.id) FROM org_case c JOIN account a ON a.id = c.owner WHERE a.mail = '${people.new[0]}' AND c.state = ${orgState.returned}`))[0][0];
  if (!of.sentback) {
    of.sentback = await register(client.new);
    await decide(client.tang, of.sentback, 'return', { text: '请重新上传证照。' });
  }
  of.orgschool = await orgOf('勐腊县职业高级中学');
  of.education = await orgOf('勐腊县教育体育局');
  of.finance = await orgOf('勐腊县金融办公室');
  of.member = `org=${of.orgschool}&person=${await idOf('yu@example.test')}`;
  await client.yan.post(`/org/give?${of.member}&role=school_lead`, 'give');
  of.pending = `org=${of.orgschool}&grant=${(await sql('SELECT MAX(id) FROM org_grant WHERE given_at IS NULL'))[0][0]}`;
  of.join = (await invite(client.yan, of.orgschool, 'school_staff', freshMail('guest'))).split('?')[1];
  await sql("INSERT INTO org (kind, name, closed_at, created_at) VALUES ('department', '已撤销的局', UTC_TIMESTAMP(), UTC_TIMESTAMP())");
  of.closed = await orgOf('已撤销的局');
  await sql('UPDATE session SET signed_at = signed_at + INTERVAL 2 HOUR'); // sensitive pages want a sign-in of just now
}

// Cookies of a client for a browser.
function stateOf(client) {
  const cookies = [...client.jar].filter(([name]) => name !== 'lang').map(([name, value]) => ({ name, value, path: '/',
    domain: new URL(url).hostname, expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' }));
  return { cookies, origins: [] };
}

// An applicant and an officer an administrator may look at; a reset of a second factor that waits.
async function administered(of) {
  const idOf = async mail => (await sql(`SELECT id FROM account WHERE mail = '${mail}'`))[0][0];
  of.person = await idOf('applicant1@example.test');
  of.officer = await idOf('li@example.test');
  of.asked = await idOf('applicant2@example.test');
  await sql(`INSERT INTO person_hold (account, why, ends_on, set_by, set_at) VALUES (${of.officer}, 'court', CURDATE() + INTERVAL 90 DAY, 1, UTC_TIMESTAMP())`);
  of.hold = (await sql('SELECT MAX(id) FROM person_hold'))[0][0];
  await sql(`UPDATE account SET reset_by = ${await idOf('zheng@example.test')}, reset_at = UTC_TIMESTAMP() WHERE id = ${of.asked}`);
  await sql(`INSERT INTO outbox (account, lang, name, subject, state, tries, problem, next_at, created_at) VALUES (${of.person}, 'lo', 'sent',
    'ໃບສະໝັກ', 'failed', 12, 'the relay answered 550', UTC_TIMESTAMP(), UTC_TIMESTAMP())`);
  await sql(`REPLACE INTO calendar_draft (year, days, source, made_by, created_at) VALUES (${nextYear}, '${nextYear}-01-01 off\n${nextYear}-10-08 off\n',
    '国办发明电〔${nextYear - 1}〕7号', 1, UTC_TIMESTAMP())`);
  of.notice = (await sql('SELECT MAX(id) FROM calendar_draft'))[0][0];
  of.lost = (await sql("SELECT MAX(id) FROM outbox WHERE state = 'failed'"))[0][0];
}

// Signs everybody in; returns their states by name, and what the rows above want to know.
export async function prepare() {
  const client = { anyone: new Client() }, of = {};
  for (const name of Object.keys(people)) client[name] = await enter(name);
  for (const name of ['draft', 'blank', 'sent', 'returned', 'ready', 'offered', 'admitted', 'rejected']) {
    const [href] = (await client[name].get('/apply/mine')).links('/apply/').filter(h => h.includes('?id='));
    of[name] = param(href, 'id');
  }
  if (!(await client.consenting.get('/privacy/consents')).links('/privacy/withdraw?purpose=apply_passport').length)
    await client.consenting.post('/privacy/agree?purpose=apply_passport', 'agree', { agree: '1' });
  if (!(await client.consenting.get('/privacy/requests')).links('/privacy/request?').length)
    await client.consenting.post('/privacy/ask', 'request', { kind: 'correct', detail: 'My name is written with an o.' });
  of.wish = first(await client.consenting.get('/privacy/requests'), '/privacy/request?', 'id');
  await fillDraft(client.draft, of);
  await client.ready.post(`/apply/contact?id=${of.ready}`, 'contact', { mark: 'done' });
  of.letter = first(await client.admitted.get(`/apply/status?id=${of.admitted}`), '/apply/letter', 'letter');
  of.intake = first(await client.anyone.get('/apply/'), '/apply/start', 'id');
  await decisions(client, of);
  await helping(client, of);
  await administered(of);
  // What asks for a fresh sign-in must not ask again while these tests take their time.
  await sql(`UPDATE session SET signed_at = UTC_TIMESTAMP() + INTERVAL 2 HOUR WHERE second OR account IN
    (SELECT id FROM account WHERE mail = 'somsak@example.test')`);
  if (!(await client.new.get('/login/reach')).links('/login/reach_drop').length) await addReach(client.new, freshPhone());
  await organisations(client, of);
  await trusting(client, of);
  of.pupil = (await openPupil(client.yan, { number: String(Date.now()) })).account;
  // /login/codes is for who set the second step up just now; these tests take their time.
  await sql("UPDATE account SET totp_at = UTC_TIMESTAMP() + INTERVAL 1 HOUR, codes_kept = FALSE WHERE mail = 'li@example.test'");
  return renew({ client, of });
}

// What a page shows or a sign-in waits for ten minutes only, anew: for tests that take longer.
export async function renew({ client, of }) {
  client.half = await enter('li', false);
  client.taker = await takerOf(await sheetOf(client.yan, of.pupil));
  await lookUp(client.chen, of);
  return { client, of, state: Object.fromEntries(Object.entries(client).map(([name, c]) => [name, stateOf(c)])) };
}

// Whether a page is written in a language: its program's catalogue names it there. `make check` sees to it that what an
// applicant meets is written in all of them.
export function written(path, lang) {
  const [, program, page] = /^\/(?:(\w+)\/)?(\w*)$/.exec(path), file = `${root}/templates/${program ?? 'login'}/lang/${lang}.hdf`;
  const key = [program, page].filter(Boolean).join('_') || 'home';
  return existsSync(file) && new RegExp(`^ *(T\\.page\\.|page\\.)?${key}\\.title = `, 'm').test(readFileSync(file, 'utf8'));
}

// Every address: { path, route, who, at, staff (for officers alone), file (no page) }.
export async function addresses(of) {
  const all = await routes();
  const missing = all.filter(r => !rows.some(([path]) => path === r.path)).map(r => r.path);
  assert.deepEqual(missing, [], 'routes nobody opens: add them to tests/lib/pages.mjs');
  return rows.flatMap(([path, who, query]) => {
    const route = all.find(r => r.path === path);
    const file = ['/apply/paper', '/org/licence', '/trust/proof', '/privacy/copy', '/privacy/file'].includes(path);
    assert.ok(route, `no route ${path}`);
    assert.ok(file || written(path, 'en'), `${path} has no title`);
    return [query ? query(of) : ''].flat().map(q => {
      assert.doesNotMatch(q, /undefined|null/, path);
      return { path, route, who, at: q ? `${path}?${q}` : path, staff: ['half', 'li', 'chen', 'zhou', 'wu', 'ma', 'zheng', 'tang', 'yan', 'peng'].includes(who),
        file };
    });
  });
}
