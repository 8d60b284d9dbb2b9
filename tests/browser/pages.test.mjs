// Every page of every program, opened by somebody who may see it: in each language it is written in, with and without
// script. Axe looks at each page in English at three widths, with and without script; in other languages, where only the
// words differ, at every third page at one width, both changing from language to language. The rest is looked at always.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { phone, start, url, violations } from '../lib/browser.mjs';
import { addresses, prepare, renew, written } from '../lib/pages.mjs';

const WIDTHS = [360, 320, 1280];
const tags = { zh: 'zh-Hans', en: 'en', lo: 'lo', my: 'my', km: 'km', th: 'th', vi: 'vi', id: 'id', ms: 'ms', fil: 'fil' };
const letters = { zh: /\p{Script=Han}/u, lo: /\p{Script=Lao}/u, my: /\p{Script=Myanmar}/u, km: /\p{Script=Khmer}/u,
  th: /\p{Script=Thai}/u };
const official = lang => ['zh', 'en', 'lo'].includes(lang); // officers' pages are read in these
let browser, world;

before(async () => { browser = await start(); });
after(() => browser?.close());

// What can be seen at once. It runs inside the page, also where scripts are switched off.
function glance() {
  const main = document.querySelector('main'), titles = 'h1,h2,h3,p,li,dt,dd,a,button,summary,label,legend,caption,th,option';
  const words = document.createTreeWalker(main, NodeFilter.SHOW_TEXT), english = [];
  for (let n = words.nextNode(); n; n = words.nextNode())
    if (!n.parentElement.closest('main [lang], bdi, code, .ref, .letter, dd, td, textarea, option') &&
      /[A-Za-z]+( [a-z']+){3,}/.test(n.data)) english.push(n.data.trim().slice(0, 60));
  return {
    lang: document.documentElement.lang, title: document.title, h1: document.querySelectorAll('h1').length,
    main: [...main.querySelectorAll('.button')].filter(b => !/button-(2|bad)/.test(b.className)).length,
    bare: [...main.querySelectorAll('[data-l]')].filter(e => !e.textContent.trim() && e.getClientRects().length &&
      getComputedStyle(e).display === 'block').map(e => e.dataset.l), // a row as a card: a heading without anything
    hollow: [...document.querySelectorAll(titles)].filter(e => !e.textContent.trim() &&
      !e.querySelector('input,img,svg')).map(e => e.outerHTML.slice(0, 120)),
    keys: document.documentElement.outerHTML.replace(/ data-(left|sending)="[^"]*"/g, '').match(/\bT\.[a-z_]+\.[a-z_.]*|\{[a-z_]+\}/g) ?? [], english,
    faults: [...document.querySelectorAll('.faults a')].map(a => a.getAttribute('href')).filter(
      h => !document.getElementById(h.slice(1))),
    focus: document.activeElement?.className ?? '', above: !!document.querySelector('form > .faults:first-child'),
  };
}

// Readers sign in once; what they may see for ten minutes only is asked for anew after five.
function readers() {
  if (!world || Date.now() - world.since > 300000) {
    const last = world?.ready;
    world = { since: Date.now(), ready: (last ? last.then(renew) : prepare()).then(async w => ({ ...w, all: await addresses(w.of) })) };
  }
  return world.ready;
}

// One reader's window in one language; `complain` gathers everything that is wrong, so that one run names it all.
async function window_(lang, script) {
  const { state, of, all } = await readers();
  const page = await phone(browser, { lang, script, judged: true }), wrong = [];
  const context = page.context(), chosen = await context.cookies();
  let nth = Object.keys(tags).indexOf(lang);
  const turn = (width, n) => width === WIDTHS[Math.floor(n / 3) % WIDTHS.length];
  const axeAt = (width, n) => lang === 'en' || (script && n % 3 === 0 && turn(width, n));
  const axeOfFaults = (width, n) => (lang === 'en' || (script && official(lang) && n % 3 === 0)) && turn(width, n);

  async function become(who) {
    await context.clearCookies();
    await context.addCookies([...chosen.filter(c => c.name === 'lang'), ...(state[who]?.cookies ?? [])]);
  }

  async function look(where, { widths = WIDTHS, own = true, axe = axeAt } = {}) {
    const complain = (...what) => wrong.push(`${where}: ${what.join(' ')}`);
    const seen = await page.evaluate(glance), n = nth++;
    if (seen.lang !== (own ? tags[lang] : 'zh-Hans')) complain('lang is', seen.lang);
    if (seen.h1 !== 1) complain(seen.h1, 'main headings');
    if (seen.main > 1) complain(seen.main, 'primary buttons');
    if (!/^\S.* - \S/.test(seen.title)) complain('title', seen.title);
    if (own && letters[lang] && !letters[lang].test(seen.title)) complain('title in English:', seen.title);
    if (own && letters[lang] && seen.english.length) complain('English:', seen.english.join(' | '));
    if (seen.bare.length) complain('headings of nothing', seen.bare.join(' '));
    if (seen.hollow.length) complain('empty', seen.hollow.join(' '));
    if (seen.keys.length) complain('keys or holes', seen.keys.join(' '));
    if (seen.faults.length) complain('faults lead nowhere', seen.faults.join(' '));
    for (const width of widths) {
      await page.setViewportSize({ width, height: 740 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over > 0) complain(`scrolls sideways by ${over} px at`, width);
      if (axe(width, n)) for (const v of await violations(page)) complain('axe at', width, v);
    }
    if (page.faults.length) complain('console', page.faults.splice(0).join(' '));
    return seen;
  }

  async function open(at, status = 200, options = {}) {
    await page.setViewportSize({ width: 360, height: 740 });
    const answer = await page.goto(url + at);
    const where = `${options.who ?? ''} ${at}`;
    if (answer.status() !== status) wrong.push(`${where}: status ${answer.status()}, not ${status}`);
    else if (new URL(page.url()).pathname !== at.split('?')[0]) wrong.push(`${where}: led to ${page.url()}`);
    else await look(where, options);
  }

  // The form of an open page, sent without a single answer.
  async function sendEmpty(where, name) {
    await page.setViewportSize({ width: 360, height: 740 });
    if (!await page.locator(`#${name}-form`).count()) return wrong.push(`${where}: no form ${name}`);
    await page.evaluate(form => {
      for (const e of document.getElementById(`${form}-form`).querySelectorAll('input:not([type=hidden]), select, textarea')) {
        e.checked = false;
        if (!/radio|checkbox/.test(e.type)) e.value = '';
      }
    }, name);
    const [answer] = await Promise.all([page.waitForResponse(r => r.request().isNavigationRequest()),
      page.waitForNavigation(), page.click(`#${name}-form p.acts button`)]);
    if (answer.status() !== 422) return wrong.push(`${where}: empty form gives ${answer.status()}`);
    const seen = await look(`${where} with faults`, { axe: axeOfFaults });
    if (!seen.above) wrong.push(`${where}: the list of faults is not first in its form`);
    if (script && !/\bfaults\b/.test(seen.focus)) wrong.push(`${where}: focus is on "${seen.focus}", not on the faults`);
  }

  const close = () => {
    assert.deepEqual(wrong, []);
    return context.close();
  };
  return { page, of, all, become, open, sendEmpty, close };
}

const mustAnswer = ({ form }) => form?.fields.some(f => f.must && f.kind !== 'hidden' && f.kind !== 'shown');

for (const script of [true, false]) {
  const how = script ? 'with script' : 'without script';
  describe(`pages ${how}`, { concurrency: 3 }, () => {
    for (const lang of Object.keys(tags)) {
      if (!script && !official(lang)) continue;
      test(`${lang} ${how}`, async () => {
        const w = await window_(lang, script);
        let before;
        for (const { path, who, at, staff, file, route } of w.all) {
          if (file || (staff && !official(lang)) || !written(path, lang)) continue;
          if (who !== before) await w.become(before = who);
          await w.open(at, 200, { who });
          if (path === '/apply/check' && who === 'draft') continue; // shows what is missing instead of its form
          // A code that is over, or who has to sign in first; a department whose successor is still to be chosen.
          if (path === '/org/join' || /^\/org\/close\?org=\d+$/.test(at)) continue;
          if (mustAnswer(route)) await w.sendEmpty(`${who} ${at}`, route.form.name);
          else if (/event=(return|reject)$/.test(at)) await w.sendEmpty(`${who} ${at}`, route.form.name);
        }
        await w.close();
      });
    }
  });
}

// POST as no page of ours sends it.
async function force(page, at, body) {
  await page.route(url + at, route => route.continue({ method: 'POST', postData: body,
    headers: { ...route.request().headers(), 'content-type': 'application/x-www-form-urlencoded' } }), { times: 1 });
}

describe('errors', { concurrency: 3 }, () => {
  for (const script of [true, false]) {
    for (const lang of Object.keys(tags)) {
      if (!script && !official(lang)) continue;
      test(`${lang}, ${script ? 'with' : 'without'} script`, async () => {
        const w = await window_(lang, script);
        await w.open('/nowhere', 404);
        await force(w.page, '/help', 'a=1');
        await w.open('/help', 405);
        await w.become('returned');
        await w.open('/apply/queue', 403);
        await w.open('/apply/tasks?id=99999999', 404);
        await w.open(`/apply/person?id=${w.of.returned}`, 409);
        await w.close();
      });
    }
    test(`static pages in all languages at once, ${script ? 'with' : 'without'} script`, async () => {
      const w = await window_('zh', script), own = false;
      await w.open('/static/503.html', 200, { own });
      await force(w.page, '/login/', `mail=${'a'.repeat(70000)}`);
      await w.open('/login/', 413, { own });
      await w.close();
    });
  }

  test('a flood is answered in words', async () => {
    const headers = { 'X-Forwarded-For': '203.0.113.77' };
    const hits = await Promise.all(Array.from({ length: 80 }, () => fetch(`${url}/help`, { headers })));
    assert.ok(hits.some(h => h.status === 429), 'nobody is refused');
    const page = await phone(browser, { headers });
    let answer;
    for (let n = 0; n < 20 && answer?.status() !== 429; n++) {
      await Promise.all(Array.from({ length: 60 }, () => fetch(`${url}/help`, { headers })));
      answer = await page.goto(`${url}/help`);
    }
    assert.equal(answer.status(), 429);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 740 });
      assert.deepEqual(await violations(page), [], `axe on 429 at ${width}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `429 scrolls at ${width}`);
    }
    await page.context().close();
  });
});

test('a paper is handed out as a file, not as a page', async () => {
  const { all, client } = await readers(), file = all.find(a => a.file);
  const answer = await fetch(url + file.at, { headers: { cookie: client[file.who].cookies } });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^image\/png/);
  assert.match(answer.headers.get('content-disposition'), /^(inline|attachment)/);
});
