// The second step on a phone (SECURITY 27): set up from the text key, a wrong code, the right one, recovery codes that are
// shown until they are written down, and signing in with one of them. And a password forgotten, in Lao, by a letter. axe on
// every page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { judge, letter, phone, send, shot, signIn, start, url } from '../lib/browser.mjs';
import { newcomer, one, password, totp } from '../lib/world.mjs';

let browser, person, page, key, codes;

before(async () => {
  [browser, person] = await Promise.all([start(), newcomer('Khamla', { roams: true })]);
});
after(() => browser?.close());

const shown = () => page.locator('ol.codes code').allInnerTexts();
const path = () => new URL(page.url()).pathname;
const follow = (where, at = page) => Promise.all([at.waitForNavigation(), at.click(where)]);

test('the square and the key are offered; a wrong code is refused and the key stays', async () => {
  page = await phone(browser, { lang: 'en' });
  await signIn(page, person.mail, password);
  await page.goto(`${url}/login/me`);
  await follow('a[href="/login/setup"]');
  await judge(page, 'set-up');
  await shot(page, 'en-second-1-setup');
  const square = await page.locator('svg.qr').boundingBox();
  assert.ok(square.width >= 200 && square.x >= 0 && square.x + square.width <= 360, `the square is ${square.width} px wide`);
  assert.ok((await page.getAttribute('svg.qr path:last-child', 'd')).length > 1000, 'and holds something');
  key = (await page.innerText('main code')).trim();
  assert.match(key, /^[A-Z2-7]{32}$/);
  const link = page.locator('main a[href^="otpauth:"]');
  assert.match(await link.getAttribute('href'), new RegExp(`^otpauth://totp/qiao:[^?]+\\?secret=${key}&`), 'for the phone that shows it');
  await link.click();
  await page.waitForTimeout(300);
  assert.equal(path(), '/login/setup', 'no app is there: the page stays');
  assert.deepEqual(page.faults.splice(0).filter(f => !/Failed to launch 'otpauth:/.test(f)), [], 'nothing forbids it');
  const right = totp(key);
  await page.fill('#setup-code', String((Number(right) + 500000) % 1000000).padStart(6, '0'));
  await send(page, 'setup');
  assert.equal(path(), '/login/setup');
  assert.equal(await page.locator('#setup-code-error').count(), 1);
  assert.equal((await page.innerText('main code')).trim(), key, 'the same key: the app need not be set up again');
  await judge(page, 'a wrong code');
  assert.equal(await one(`SELECT totp IS NULL FROM account WHERE id = ${person.id}`), '1');
});

test('the right code: ten recovery codes, which can be seen again until they are written down', async () => {
  await page.fill('#setup-code', totp(key));
  await send(page, 'setup');
  assert.equal(path(), '/login/codes');
  codes = await shown();
  assert.equal(new Set(codes).size, 10);
  await judge(page, 'recovery codes');
  await shot(page, 'en-second-2-codes');
  await page.reload();
  assert.deepEqual(await shown(), codes, 'a page lost on its way comes again');
  await send(page, 'codes');
  assert.equal(path(), '/apply/mine');
  assert.match(await letter(person.mail, /second step/i), /second step/i);
  await page.goto(`${url}/login/codes`);
  assert.equal(path(), '/login/codes_new', 'not later again');
  assert.equal(await page.locator('ol.codes').count(), 0);
});

// Password and no more, in a browser that knows nobody.
async function half() {
  page = await phone(browser, { lang: 'en' });
  await page.goto(`${url}/login/`);
  await page.fill('#signin-mail', person.mail);
  await page.fill('#signin-password', password);
  await send(page, 'signin');
  assert.equal(path(), '/login/second');
}

test('the phone is lost: a recovery code lets in once, and how many are left is said', async () => {
  await half();
  await judge(page, 'the second step');
  await page.fill('#second-code', codes[3].toLowerCase());
  await send(page, 'second');
  assert.equal(path(), '/login/codes_new');
  assert.match(await page.innerText('main'), /\b9\b/);
  await judge(page, 'nine are left');
  await shot(page, 'en-second-3-left');
  await half();
  await page.fill('#second-code', codes[3]);
  await send(page, 'second');
  assert.equal(await page.locator('#second-code-error').count(), 1, 'not twice');
  await judge(page, 'a code used up');
  await page.fill('#second-code', codes[4]);
  await send(page, 'second');
  await send(page, 'codes_new');
  const fresh = await shown();
  assert.equal(fresh.filter(c => codes.includes(c)).length, 0, 'ten others');
  await judge(page, 'recovery codes anew');
});

test('a forgotten password: from the sign-in page by letter to a new one, in Lao', async () => {
  const forgetful = await newcomer('ຄຳຫຼ້າ', { lang: 'lo', roams: true });
  const words = 'ນ້ຳຂອງ ໄຫຼຜ່ານ ເມືອງເກົ່າ';
  page = await phone(browser, { lang: 'lo' });
  await page.goto(`${url}/login/`);
  await follow('a[href="/login/forgot"]');
  assert.equal(await page.getAttribute('html', 'lang'), 'lo');
  await judge(page, 'forgotten');
  await page.fill('#forgot-mail', forgetful.mail);
  await send(page, 'forgot');
  await judge(page, 'a letter is on its way');
  await shot(page, 'lo-forgot-1-sent');
  const text = await letter(forgetful.mail, /login\/reset\?code/);
  assert.match(text, /[\u0e80-\u0eff]{10}/, 'the letter is in Lao');
  await page.goto(text.match(/http\S+login\/reset\?code=\S+/)[0]);
  await page.fill('#reset-password', 'ສັ້ນ');
  await send(page, 'reset');
  assert.equal(await page.locator('#reset-password-error').count(), 1);
  await judge(page, 'too short');
  await shot(page, 'lo-forgot-2-short');
  await page.fill('#reset-password', words);
  await send(page, 'reset');
  assert.equal(path(), '/login/');
  await judge(page, 'a new one is kept');
  await signIn(page, forgetful.mail, words);
  assert.equal(path(), '/apply/mine');
});
