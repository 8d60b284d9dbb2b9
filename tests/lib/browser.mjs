// Chromium for the tests: one browser, phone-sized pages, axe, and whatever a page complains about.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { officersCode } from './world.mjs';

export const url = process.env.TEST_URL ?? 'http://127.0.0.1:8080';
export const dir = process.env.TEST_DIR ?? 'build/run';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = `${dir}/shots`;

// The shell is Chromium without its windows: the same engine, and half the work for each page.
export const start = () => chromium.launch({
  executablePath: ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(f => existsSync(f)),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

// A page whose console errors are faults; statuses that a test asks for are not. The security headers stay in force.
// as: cookies of somebody who has signed in (lib/pages.mjs); headers: more of them on each request; judged: axe comes
// with every page, which costs a fifth of bringing it to each one later.
export async function phone(browser, { width = 360, lang, script = true, as, headers, judged } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 740 }, javaScriptEnabled: script,
    storageState: as, extraHTTPHeaders: headers, reducedMotion: 'reduce' }); // nothing glides away from a click
  if (script && judged) await context.addInitScript(axe);
  const page = await context.newPage();
  page.faults = [];
  page.scripts = script;
  context.on('close', () => page.again?.context().close().catch(() => {})); // the whole browser may be closing
  page.on('console', m => {
    if (m.type() === 'error' && !/status of (4\d\d|503)/.test(m.text())) page.faults.push(m.text());
  });
  page.on('pageerror', e => page.faults.push(String(e)));
  if (lang) await page.goto(`${url}/languages?lang=${lang}`);
  return page;
}

export async function shot(page, name) {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// Axe waits for timers, which stand still where scripts are switched off: the page as it was drawn there is shown once
// more in a window where axe may run and nothing of ours does.
async function drawnAgain(page) {
  const html = await page.content();
  page.again ??= await (await page.context().browser().newContext({ reducedMotion: 'reduce' })).newPage();
  await page.again.setViewportSize(page.viewportSize());
  if (page.again.html === html) return page.again;
  page.again.html = html;
  await page.again.unrouteAll();
  await page.again.route('**/*.js*', route => route.abort());
  await page.again.route(page.url(), route => route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }), { times: 1 });
  await page.again.goto(page.url());
  return page.again;
}

// What axe finds, one line a rule; also where the page's own scripts are switched off.
export async function violations(shown) {
  const page = shown.scripts === false ? await drawnAgain(shown) : shown;
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
  const found = await page.evaluate(r => window.axe.run({ runOnly: r, reporter: 'no-passes', resultTypes: ['violations'],
    iframes: false }), rules);
  return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`);
}

// No axe finding, no sideways scrolling, no text left untranslated as a key.
export async function judge(page, where) {
  assert.deepEqual(await violations(page), [], `axe on ${where}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `${where} scrolls sideways by ${wide} px`);
  const text = await page.evaluate(() => document.body.innerText);
  assert.doesNotMatch(text, /\bT\.[a-z]+\.|\{[a-z]+\}/, `${where} shows a key or an empty hole`);
  assert.deepEqual(page.faults, [], `console on ${where}`);
}

export async function send(page, form) {
  await Promise.all([page.waitForNavigation(), page.click(`#${form}-form p.acts button`)]);
}

export async function fillDate(page, id, d, m, y) {
  await page.fill(`#${id}-d`, String(d));
  await page.fill(`#${id}-m`, String(m));
  await page.fill(`#${id}-y`, String(y));
}

export async function signIn(page, mail, password) {
  await page.goto(`${url}/login/`);
  await page.fill('#signin-mail', mail);
  await page.fill('#signin-password', password);
  await send(page, 'signin');
  if (!page.url().includes('/login/second')) return;
  await page.fill('#second-code', await officersCode(mail)); // a fresh one, without waiting for it
  await send(page, 'second');
}

// The newest letter to an address, waited for: post sends from its own process.
export async function letter(to, match = /./) {
  for (let i = 0; i < 100; i++) {
    for (const file of readdirSync(`${dir}/mail`).sort().reverse()) {
      const raw = readFileSync(`${dir}/mail/${file}`, 'utf8');
      if (raw.includes(to) && match.test(textOf(raw))) return textOf(raw);
    }
    await new Promise(done => setTimeout(done, 200));
  }
  throw new Error(`no letter to ${to}`);
}

// The plain part of a letter, decoded from base64 or quoted-printable.
export function textOf(raw) {
  const part = raw.split(/\r?\n--/).find(p => /content-type: text\/plain/i.test(p)) ?? raw;
  const body = part.slice(part.search(/\r?\n\r?\n/)).trim();
  if (/content-transfer-encoding: base64/i.test(part)) return Buffer.from(body.replace(/\s/g, ''), 'base64').toString();
  if (!/content-transfer-encoding: quoted-printable/i.test(part)) return body;
  const bytes = body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, h) => String.fromCharCode(parseInt(h, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
