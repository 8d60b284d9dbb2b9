// Without a mouse, and what the script adds or must not be missed: focus, error lists, the language menu, large
// letters, sending twice, unsaved text, pictures made smaller.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { phone, send, signIn, start, url } from '../lib/browser.mjs';
import { answers } from '../lib/applicant.mjs';
import { prepare } from '../lib/pages.mjs';

let browser, world;

before(async () => { [browser, world] = await Promise.all([start(), prepare()]); });
after(() => browser?.close());

async function open(who, path, options = {}) {
  const page = await phone(browser, { lang: 'en', as: world.state[who], ...options });
  await page.goto(url + path);
  return page;
}
const close = page => page.context().close();
const section = (name, who = 'draft') => `/apply/${name}?id=${world.of[who]}`;
const focused = page => page.evaluate(() => {
  const e = document.activeElement, style = getComputedStyle(e);
  return { id: e.id, class: e.className, tag: e.tagName, ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
});

// Tab until the focus is there; each stop on the way can be seen.
async function tabTo(page, what) {
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press('Tab');
    const here = await focused(page);
    assert.ok(here.ring, `no ring of focus on ${here.tag} ${here.id} ${here.class}`);
    if (await page.evaluate(s => document.activeElement.matches(s), what)) return;
  }
  assert.fail(`Tab does not reach ${what}`);
}

async function press(page, key) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
}

test('sign in and fill a section with the keyboard alone', async () => {
  const page = await open('anyone', '/login/');
  await tabTo(page, '#signin-mail');
  await page.keyboard.type('applicant23@example.test');
  await page.keyboard.press('Tab');
  assert.equal((await focused(page)).id, 'signin-password', 'the next stop is the password');
  await page.keyboard.type('demo-applicant');
  await press(page, 'Enter');
  assert.match(page.url(), /\/apply\/mine/);
  await tabTo(page, 'main h2 a');
  await press(page, 'Enter');
  await tabTo(page, 'a[href*="/apply/language"]');
  await press(page, 'Enter');
  await tabTo(page, '#language-mother_tongue');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Tiếng Việt');
  await tabTo(page, 'input[name=chinese]');
  if (await page.locator('input[name=chinese]:checked').count() === 0) await page.keyboard.press('Space');
  for (let n = 0; n < 9 && !await page.isChecked('input[name=chinese][value=some]'); n++) await page.keyboard.press('ArrowDown');
  await tabTo(page, 'input[name=mark]');
  await page.keyboard.press('Space');
  for (let n = 0; n < 3 && !await page.isChecked('input[name=mark][value=done]'); n++) await page.keyboard.press('ArrowUp');
  await tabTo(page, '#language-form button[type=submit]');
  await press(page, 'Enter');
  assert.match(page.url(), /\/apply\/tasks\?id=\d+&said=saved/);
  await page.goto(url + section('language', 'blank'));
  assert.equal(await page.inputValue('#language-mother_tongue'), 'Tiếng Việt');
  assert.ok(await page.isChecked('input[name=chinese][value=some]'));
  await close(page);
});

test('the first stop leads past the head to the content', async () => {
  const page = await open('draft', section('contact'));
  await page.keyboard.press('Tab');
  assert.equal((await focused(page)).class, 'skip');
  const box = await page.locator('.skip').boundingBox();
  assert.ok(box.width > 60 && box.height >= 24, 'it can be seen while it has the focus');
  await page.keyboard.press('Enter');
  assert.equal((await focused(page)).id, 'main');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => !!document.activeElement.closest('main')), 'the next stop is inside');
  await close(page);
});

for (const script of [true, false]) {
  test(`faults ${script ? 'take the focus and lead' : 'come first and lead'} to their fields`, async () => {
    const page = await open('draft', section('person'), { script });
    await page.fill('#person-birthplace', '');
    await page.fill('#person-birth-y', '2548');
    await page.check('input[name=mark][value=done]');
    await send(page, 'person');
    assert.equal(await page.inputValue('#person-birth-y'), '2548', 'what was typed is kept');
    assert.match(await page.title(), /^Error: /);
    const order = await page.evaluate(() => [...document.querySelectorAll('#person-form .faults, #person-form .field')][0].className);
    assert.equal(order, 'faults', 'the list stands before the first field');
    assert.equal((await focused(page)).class, script ? 'faults' : '');
    const links = await page.$$eval('.faults a', all => all.map(a => a.getAttribute('href')));
    assert.equal(links.length, 2);
    for (const link of links) {
      await page.locator(`.faults a[href="${link}"]`).focus();
      await page.keyboard.press('Enter');
      const here = await focused(page);
      assert.equal(here.tag, 'INPUT', `${link} leads to a field`);
      assert.equal(`#${here.id}`, link);
      assert.ok(await page.evaluate(() => !!document.activeElement.closest('.field-bad')));
      assert.ok(await page.evaluate(() => document.activeElement.getBoundingClientRect().top >= 0));
    }
    await close(page);
  });
}

test('the menu of languages keeps the page', async () => {
  const page = await open('draft', section('person'));
  await tabTo(page, '.menu-langs summary');
  await page.keyboard.press('Enter');
  await tabTo(page, '.menu-langs a[lang=lo]');
  await press(page, 'Enter');
  const now = new URL(page.url());
  assert.equal(now.pathname, '/apply/person');
  assert.equal(now.searchParams.get('id'), world.of.draft);
  assert.equal(await page.getAttribute('html', 'lang'), 'lo');
  await page.goto(`${url}/help`);
  assert.equal(await page.getAttribute('html', 'lang'), 'lo', 'it is remembered');
  await close(page);
});

test('who reads none of our languages sees the menu open, and the page as it is', async () => {
  const context = await browser.newContext({ locale: 'ja', viewport: { width: 320, height: 740 } });
  const page = await context.newPage();
  await page.goto(url);
  assert.ok(await page.locator('.menu-langs[open] a[lang=km]').isVisible());
  await page.locator('.menu-langs summary').focus();
  await page.keyboard.press('Enter');
  assert.ok(await page.locator('.menu-langs a[lang=km]').isHidden());
  await context.close();
});

for (const script of [true, false]) {
  test(`large letters are remembered ${script ? 'with' : 'without'} script`, async () => {
    const page = await open('draft', section('tasks'), { script, width: 320 });
    const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
    const small = await size();
    await Promise.all([page.waitForNavigation(), page.click('.foot a[href*="view=large"]')]);
    assert.ok(await size() >= small * 1.5, 'half as large again');
    assert.equal(new URL(page.url()).searchParams.get('id'), world.of.draft, 'on the same page');
    for (const path of ['/', '/apply/', section('person'), section('papers')]) {
      await page.goto(url + path);
      assert.ok(await size() >= small * 1.5, `${path} too`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${path} scrolls sideways`);
    }
    await Promise.all([page.waitForNavigation(), page.click('.foot a[href*="view=normal"]')]);
    assert.equal(await size(), small);
    await close(page);
  });
}

const schools = async () => (await world.client.draft.get(section('education'))).links('/apply/school_drop');

for (const script of [true, false]) {
  test(`a double click on the button sends once ${script ? 'with' : 'without'} script`, async () => {
    const page = await open('draft', section('school'), { script }), before = await schools();
    let posts = 0;
    page.on('request', r => { posts += r.method() === 'POST' ? 1 : 0; });
    for (const [name, value] of Object.entries(answers.education)) {
      const field = page.locator(`#education-form [name="${name}"]`);
      const kind = await field.first().evaluate(e => e.type);
      if (kind === 'radio') await page.check(`#education-form [name="${name}"][value="${value}"]`);
      else if (kind === 'select-one') await field.selectOption(value);
      else await field.fill(value);
    }
    const after = page.waitForURL(/\/apply\/education/);
    await page.locator('#education-form p.acts button').dblclick({ noWaitAfter: true });
    await after;
    await page.waitForLoadState('networkidle');
    if (script) assert.equal(posts, 1, 'the second click is held back');
    const added = (await schools()).filter(s => !before.includes(s));
    assert.equal(added.length, 1, 'one school more');
    assert.match((await world.client.draft.post(added[0], 'drop')).path, /^\/apply\/education/);
    await close(page);
  });
}

test('text that was not saved is not lost without a question', async () => {
  const page = await open('draft', section('contact')), asked = [];
  page.on('dialog', d => { asked.push(d.type()); d.dismiss(); });
  await page.locator('#contact-address').pressSequentially('Ban Phonesavanh');
  await page.click('.mark', { noWaitAfter: true });
  await page.waitForTimeout(500);
  assert.deepEqual(asked, ['beforeunload']);
  assert.match(page.url(), /\/apply\/contact/, 'who says stay, stays');
  assert.match(await page.inputValue('#contact-address'), /Ban Phonesavanh/);
  await page.check('input[name=mark][value=later]');
  await send(page, 'contact');
  assert.equal(asked.length, 1, 'sending asks nothing');
  await Promise.all([page.waitForNavigation(), page.click('.mark')]);
  assert.equal(asked.length, 1, 'nor does a page without changes');
  await close(page);
});

test('letters that are left are counted, and a password can be looked at', async () => {
  const page = await open('draft', section('contact'));
  const left = async () => Number((await page.textContent('#contact-address + .left')).match(/\d+/)[0]);
  await page.fill('#contact-address', '');
  await page.waitForTimeout(900);
  const most = await left();
  await page.fill('#contact-address', 'ບ້ານ ໂພນ');
  await page.waitForTimeout(900);
  assert.equal(await left(), most - 'ບ້ານ ໂພນ'.length);
  await close(page);
  const door = await open('anyone', '/login/');
  await door.fill('#signin-password', 'wrong but long enough');
  await door.click('.secret button');
  assert.equal(await door.getAttribute('#signin-password', 'type'), 'text');
  const shown = await door.textContent('.secret button');
  await door.click('.secret button');
  assert.equal(await door.getAttribute('#signin-password', 'type'), 'password');
  assert.notEqual(await door.textContent('.secret button'), shown, 'the button says what it will do');
  await close(door);
});

// A photograph of a passport as a phone makes it: much detail, so that it is several megabytes.
async function photograph(page, type, width, height) {
  const data = await page.evaluate(async ([kind, w, h]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h }), pen = canvas.getContext('2d');
    const noise = pen.createImageData(w, h);
    for (let i = 0; i < noise.data.length; i++) noise.data[i] = i % 4 === 3 ? 255 : Math.random() * 256;
    pen.putImageData(noise, 0, 0);
    const blob = await new Promise(done => canvas.toBlob(done, kind, .9));
    return new Promise(done => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result.split(',')[1]);
      reader.readAsDataURL(blob);
    });
  }, [type, width, height]);
  return Buffer.from(data, 'base64');
}

const handing = kind => `${section('paper_new')}&kind=${kind}`;
const papers = async () => (await world.client.draft.get(section('papers'))).links('/apply/paper?');

// Sends a file and gives what was kept; afterwards all is as before.
async function handIn(page, file) {
  const before = await papers();
  await page.goto(url + handing('other'));
  await page.setInputFiles('#paper-file', file);
  await Promise.all([page.waitForURL(/said=paper_kept/), page.click('#paper-form p.acts button', { noWaitAfter: true })]);
  const [added] = (await papers()).filter(p => !before.includes(p));
  const kept = await world.client.draft.get(added);
  assert.equal(kept.status, 200);
  await world.client.draft.post(added.replace('/apply/paper?', '/apply/paper_drop?'), 'drop');
  return kept;
}

const sizeOf = (page, bytes) => page.evaluate(async base64 => {
  const picture = await createImageBitmap(await (await fetch(`data:;base64,${base64}`)).blob());
  return [picture.width, picture.height];
}, bytes.toString('base64'));

test('a large picture is made smaller before it travels, a small one stays as it is', async () => {
  const page = await open('draft', handing('other')), workshop = await browser.newPage();
  for (const type of ['image/jpeg', 'image/png']) {
    const large = await photograph(workshop, type, 2000, 1500);
    assert.ok(large.length > 2000000, `${type} of ${large.length} bytes is no test`);
    const kept = await handIn(page, { name: `scan.${type.slice(6)}`, mimeType: type, buffer: large });
    assert.match(kept.type, /^image\/jpeg/);
    assert.ok(kept.body.length < large.length / 2, `${kept.body.length} of ${large.length} bytes`);
    assert.deepEqual(await sizeOf(workshop, kept.body), [1600, 1200]);
  }
  const small = await photograph(workshop, 'image/png', 200, 150);
  const kept = await handIn(page, { name: 'small.png', mimeType: 'image/png', buffer: small });
  assert.deepEqual(kept.body, small);
  assert.deepEqual(page.faults, []);
  await Promise.all([close(page), workshop.close()]);
});

test('while a file travels the page says so; a fault comes back with the focus on it', async () => {
  const page = await open('draft', handing('health'));
  await page.route('**/apply/paper_new?*', async route => {
    if (route.request().method() === 'POST') await new Promise(done => setTimeout(done, 800));
    await route.continue();
  });
  await page.setInputFiles('#paper-file', { name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
  await page.click('#paper-form p.acts button', { noWaitAfter: true });
  await page.waitForSelector('#paper-form progress');
  assert.match(await page.textContent('#paper-form [role=status]'), /\d+ %/);
  await page.waitForSelector('.faults a[href="#paper-dated-d"]');
  await page.waitForFunction(() => document.activeElement.className === 'faults');
  await close(page);
});

test('a file that is too large is told at its field before it travels; another one takes the words away', async () => {
  const page = await open('draft', handing('other')), pdf = n => ({ name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(n, 37) });
  const words = page.locator('#paper-file-error'), posts = [];
  page.on('request', r => { if (r.method() === 'POST') posts.push(r.url()); });
  for (let n = 0; n < 2; n++) {
    await page.setInputFiles('#paper-file', pdf((8 << 20) + 1));
    await words.waitFor();
    assert.match(await words.textContent(), /must be smaller than 8 MB/);
    assert.equal(await page.getAttribute('#paper-file', 'aria-invalid'), 'true');
    assert.match(await page.getAttribute('#paper-file', 'aria-describedby'), /^paper-file-hint paper-file-error$/);
    await page.click('#paper-form p.acts button', { noWaitAfter: true });
    await page.waitForFunction(() => document.activeElement.id === 'paper-file');
    assert.equal(await page.getAttribute('#paper-form p.acts button', 'aria-disabled'), null, 'it can be sent again');
    assert.deepEqual(posts, []);
    await page.setInputFiles('#paper-file', pdf(8 << 20));
    await words.waitFor({ state: 'detached' });
    assert.equal(await page.getAttribute('#paper-file', 'aria-describedby'), 'paper-file-hint');
    assert.equal(await page.locator('.field-bad').count(), 0);
  }
  await page.click('#paper-form p.acts button', { noWaitAfter: true });
  await page.waitForSelector('.faults a[href="#paper-file"]');
  assert.equal(posts.length, 1);
  await close(page);
});

test('without script the answer says what was too large, and keeps the rest', async () => {
  const page = await open('draft', handing('health'), { script: false });
  await page.setInputFiles('#paper-file', { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(14 << 20, 7) });
  await page.fill('#paper-dated-d', '7');
  await send(page, 'paper');
  assert.match(await page.textContent('#paper-file-error'), /must be smaller than 8 MB/);
  assert.equal(await page.inputValue('#paper-dated-d'), '7');
  await close(page);
});

test('a file can be handed in without script', async () => {
  const page = await open('draft', handing('other'), { script: false }), workshop = await browser.newPage();
  const picture = await photograph(workshop, 'image/jpeg', 900, 700);
  const kept = await handIn(page, { name: 'scan.jpg', mimeType: 'image/jpeg', buffer: picture });
  assert.deepEqual(kept.body, picture, 'as it was');
  await Promise.all([close(page), workshop.close()]);
});

test('an officer signs in with two steps, then out, by keyboard', async () => {
  const page = await phone(browser, { lang: 'zh', width: 1280 });
  await signIn(page, 'li@example.test', 'demo-li');
  await tabTo(page, '.menu-who summary');
  await page.keyboard.press('Enter');
  await tabTo(page, '.menu-who button');
  await press(page, 'Enter');
  await page.goto(`${url}/apply/queue`);
  assert.match(page.url(), /\/login\//, 'signed out');
  await close(page);
});
