// Every page of the suite, from the programs' own tables, and who opens it where. A route without a row here is a
// failure of whichever test asks. Needs the demo data; what it adds to them stays, and a second run finds it there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { dir, fillDate, phone, send, signedIn, url } from './browser.mjs';
import { png } from './picture.mjs';

const root = new URL('../../', import.meta.url).pathname;
const applicant = n => [`applicant${n}@example.test`, 'demo-applicant'];

// Demo people by what they are good for; applicant N has story N - 1 of cgi/demo/cases.c.
const people = {
  new: ['somsak@example.test', 'demo-somsak'],
  draft: applicant(1),
  blank: applicant(23),
  sent: applicant(2),
  returned: applicant(4),
  ready: applicant(26),
  offered: applicant(7),
  admitted: applicant(9),
  rejected: applicant(10),
  li: ['li@example.test', 'demo-li'],
  chen: ['chen@example.test', 'demo-chen'],
};

// path, reader, its query: none, a text, or several. "of" holds what prepare() found.
const rows = [
  ['/', 'anyone'], ['/help', 'anyone'], ['/privacy', 'anyone'], ['/access', 'anyone'], ['/languages', 'anyone'],
  ['/login/', 'anyone', () => ['', 'said=confirmed']],
  ['/login/out', 'new'], ['/login/new', 'anyone'], ['/login/sent', 'anyone'],
  ['/login/confirm', 'anyone', () => 'code=abc'], ['/login/forgot', 'anyone'],
  ['/login/reset', 'anyone', () => 'code=abc'], ['/login/second', 'half'], ['/login/setup', 'new'],
  ['/login/codes', 'li'], ['/login/me', 'new'], ['/login/me', 'chen'],
  ['/apply/', 'anyone'], ['/apply/start', 'new', of => `id=${of.intake}`],
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
const hrefs = (page, what) => page.$$eval(what, all => all.map(a => a.getAttribute('href')));

async function own(browser, as) {
  const page = await phone(browser, { as, lang: 'en' });
  await page.goto(`${url}/apply/mine`);
  const [href] = await hrefs(page, 'main h2 a');
  assert.ok(href, 'a demo applicant without application');
  return [page, param(href, 'id')];
}

// A draft has a school and a paper, so that both can be looked at and taken back.
async function fillDraft(page, id, of) {
  await page.goto(`${url}/apply/education?id=${id}`);
  if (!await page.locator('main a[href*="school_drop"]').count()) {
    await page.goto(`${url}/apply/school?id=${id}`);
    await page.check('input[name=level][value=senior]');
    await page.fill('#education-school', 'Vientiane High School');
    await page.selectOption('#education-country', 'LAO');
    await fillDate(page, 'education-began', 1, 9, 2018);
    await page.check('input[name=graduated][value=no]');
    await send(page, 'education');
  }
  of.school = param((await hrefs(page, 'main a[href*="school_drop"]'))[0], 'entry');
  await page.goto(`${url}/apply/papers?id=${id}`);
  if (!await page.locator('main a[href*="paper_drop"]').count()) {
    await page.selectOption('#paper-kind', 'photo');
    await page.setInputFiles('#paper-file', png(`${dir}/face.png`));
    await send(page, 'paper');
  }
  of.paper = param((await hrefs(page, 'main a[href*="paper_drop"]'))[0], 'entry');
}

// What was returned is corrected, so that it could be sent again.
async function correct(page, id) {
  await page.goto(`${url}/apply/contact?id=${id}`);
  await page.check('input[name=mark][value=done]');
  await send(page, 'contact');
}

// A ticket of the public look-up, for the case in review: number and birth date as its officer reads them.
async function lookUp(browser, state, of) {
  const lead = await phone(browser, { as: state.chen, lang: 'zh' }), anyone = await phone(browser);
  await lead.goto(`${url}/apply/case?id=${of.review}`);
  const number = await lead.textContent('h1 .ref');
  const [, y, m, d] = (await lead.textContent('main dl.summary >> nth=0')).match(/(\d{4})年(\d+)月(\d+)日/);
  await anyone.goto(`${url}/apply/track`);
  await anyone.fill('#track-number', number);
  await fillDate(anyone, 'track-birth', d, m, y);
  await send(anyone, 'track');
  of.ticket = param(anyone.url(), 'ticket');
  assert.ok(of.ticket, 'the public look-up found nothing');
  await Promise.all([lead.context().close(), anyone.context().close()]);
}

// Cases of the queue an officer and the head of the centre decide on, and every move they may make.
async function decisions(browser, state, of) {
  const officer = await phone(browser, { as: state.li, lang: 'en' });
  await officer.goto(`${url}/apply/queue`);
  of.case = param((await hrefs(officer, 'tbody a'))[0], 'id');
  await officer.goto(`${url}/apply/case?id=${of.case}`);
  of.moves = (await hrefs(officer, '.moves a')).map(href => href.split('?')[1]);
  await officer.context().close();
  const lead = await phone(browser, { as: state.chen, lang: 'en' });
  await lead.goto(`${url}/apply/queue?state=in_review`);
  of.review = param((await hrefs(lead, 'tbody a'))[0], 'id');
  await lead.goto(`${url}/apply/case?id=${of.review}`);
  of.leads = (await hrefs(lead, '.moves a')).map(href => href.split('?')[1]);
  assert.ok(of.moves.length && of.leads.length, 'nothing to decide');
  await lead.context().close();
}

async function visit(browser, name, state, of) {
  const [page, id] = await own(browser, state[name]);
  of[name] = id;
  if (name === 'draft') await fillDraft(page, id, of);
  if (name === 'ready') await correct(page, id);
  if (name === 'admitted') {
    await page.goto(`${url}/apply/status?id=${id}`);
    of.letter = param((await hrefs(page, 'main a[href*="/apply/letter"]'))[0], 'letter');
  }
  await page.context().close();
}

// Signs everybody in; returns their states by name, and what the rows above want to know.
export async function prepare(browser) {
  const state = { anyone: undefined }, of = {};
  await Promise.all(Object.entries(people).map(async ([name, [mail, password]]) => {
    state[name] = await signedIn(browser, mail, password);
  }));
  state.half = await signedIn(browser, ...people.li, true);
  await Promise.all(['draft', 'blank', 'sent', 'returned', 'ready', 'offered', 'admitted', 'rejected'].map(
    name => visit(browser, name, state, of)));
  const anyone = await phone(browser);
  await anyone.goto(`${url}/apply/`);
  of.intake = param((await hrefs(anyone, 'main a[href*="/apply/start"]'))[0], 'id');
  await anyone.context().close();
  await decisions(browser, state, of);
  await lookUp(browser, state, of);
  return { state, of };
}

export function routes() {
  return ['login', 'apply'].flatMap(p => JSON.parse(execFileSync(`${root}build/bin/qiao-${p}`, ['--tables'])).routes);
}

// Every address: { path, route, who, at, staff (for officers alone), file (no page) }.
export function addresses(of) {
  const all = routes();
  const missing = all.filter(r => !rows.some(([path]) => path === r.path)).map(r => r.path);
  assert.deepEqual(missing, [], 'routes nobody opens: add them to tests/lib/pages.mjs');
  return rows.flatMap(([path, who, query]) => {
    const route = all.find(r => r.path === path);
    assert.ok(route, `no route ${path}`);
    return [query ? query(of) : ''].flat().map(q => {
      assert.doesNotMatch(q, /undefined|null/, path);
      return { path, route, who, at: q ? `${path}?${q}` : path, staff: ['half', 'li', 'chen'].includes(who),
        file: path === '/apply/paper' };
    });
  });
}
