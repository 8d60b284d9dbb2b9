// On a phone: a pupil asks a teacher for help, the teacher says yes by the link of the letter, acts in the pupil's
// application under a banner, and stops; axe finds nothing on the way.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { judge, letter, phone, send, shot, signIn, start, url } from '../lib/browser.mjs';

let browser, pupil, teacher;

before(async () => { browser = await start(); });
after(() => browser?.close());

test('the pupil asks by address', async () => {
  pupil = await phone(browser, { lang: 'lo' });
  await signIn(pupil, 'somsak@example.test', 'demo-somsak');
  await pupil.goto(`${url}/trust/ask`);
  await judge(pupil, 'asking');
  await pupil.fill('#ask-address', 'applicant30@example.test');
  await pupil.fill('#ask-days', '60');
  await pupil.check('#ask-sure');
  await send(pupil, 'ask');
  assert.match(pupil.url(), /\/trust\/\?said=asked/);
  await judge(pupil, 'asked');
  await shot(pupil, 'lo-delegation-1-asked');
});

test('the teacher opens the letter and says yes', async () => {
  teacher = await phone(browser, { lang: 'zh' });
  await signIn(teacher, 'applicant30@example.test', 'demo-applicant');
  await teacher.goto((await letter('applicant30@example.test', /trust\/accept/)).match(/http\S+trust\/accept\S+/)[0]);
  await judge(teacher, 'the question');
  await teacher.check('#reply-answer');
  await send(teacher, 'reply');
  assert.match(teacher.url(), /said=accepted/);
  await judge(teacher, 'accepted');
});

test('acting: a banner with the name and the end on each page, also where one is oneself', async () => {
  await teacher.click('a[href^="/trust/act"]');
  await judge(teacher, 'before acting');
  await send(teacher, 'act');
  assert.match(teacher.url(), /\/apply\/mine/);
  for (const page of ['/apply/mine', '/apply/', '/login/me', '/trust/']) {
    await teacher.goto(url + page);
    const banner = await teacher.innerText('.acting');
    assert.match(banner, /ສົມສັກ/, page);
    assert.match(banner, /UTC\+8/, page);
    await judge(teacher, `${page} while acting`);
  }
  await teacher.goto(`${url}/apply/mine`);
  await shot(teacher, 'zh-delegation-2-acting');
  await Promise.all([teacher.waitForNavigation(), teacher.click('.acting button')]);
  assert.match(teacher.url(), /said=stopped/);
  assert.equal(await teacher.locator('.acting').count(), 0);
});

test('the pupil ends it', async () => {
  await pupil.goto(`${url}/trust/`);
  const id = /id=(\d+)/.exec(await pupil.getAttribute('a[href^="/trust/end"]', 'href'))[1];
  await pupil.click('a[href^="/trust/end"]');
  await judge(pupil, 'ending');
  await send(pupil, 'end');
  assert.match(pupil.url(), /said=ended/);
  await teacher.goto(`${url}/trust/`);
  assert.equal(await teacher.locator(`a[href="/trust/act?id=${id}"]`).count(), 0);
});
