// An enterprise on a phone: asks to be registered with its licence, two persons of the department look at it because the
// check sign of its code is wrong, the enterprise sees that it is here and invites somebody, who joins. axe on every page.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { dir, judge, letter, phone, send, shot, start, url } from '../lib/browser.mjs';
import { bit, code, doubtful, joinOf, orgOf, roles, wearing, worn } from '../lib/org.mjs';
import { png, resident, sql } from '../lib/world.mjs';

let browser, boss, clerk, asker, first, second, id, org;
const name = `勐腊县橡胶加工${process.pid}厂`, uscc = doubtful(code('91'));
const follow = (page, where) => Promise.all([page.waitForNavigation(), page.click(where)]);
const look = async (page, where) => {
  await judge(page, where);
  await shot(page, `org-${where.replaceAll(' ', '-')}`);
};

// In the browser as this client of the web tests is.
const as = client => ({ cookies: [...client.jar].map(([name, value]) => ({ name, value, domain: '127.0.0.1', path: '/', expires: -1,
  httpOnly: true, secure: false, sameSite: 'Lax' })), origins: [] });

before(async () => {
  [browser, boss, clerk] = await Promise.all([start(), resident('岩罕', { lang: 'zh', roams: true }), resident('ນາງ ບົວ', { lang: 'lo', roams: true })]);
  const other = await resident('何敏', { lang: 'zh', roams: true }), reform = await orgOf('勐腊县发展和改革局');
  await sql(`INSERT INTO account_role (account, org, role, created_at) VALUES (${other.id}, ${reform}, ${bit('dept_officer')}, UTC_TIMESTAMP())`);
  [first, second] = await Promise.all([wearing(other.mail, reform, { lang: 'zh' }), worn('peng', { lang: 'zh' })]
    .map(async client => phone(browser, { width: 1280, as: as(await client) })));
  asker = await phone(browser, { as: as(boss) });
});
after(async () => {
  await browser?.close();
  await sql(`DELETE FROM account_role WHERE role = ${bit('dept_officer')} AND account IN (SELECT id FROM account WHERE name = '何敏')`);
});

test('the enterprise asks, and what was typed is kept while something is missing', async () => {
  await asker.goto(`${url}/org/`);
  await look(asker, 'nothing yet');
  await follow(asker, 'a[href="/org/ask"]');
  await asker.check('input[name=kind][value=enterprise]');
  await asker.fill('#ask-name', name);
  await asker.fill('#ask-uscc', uscc);
  await asker.fill('#ask-contact', '岩罕');
  await asker.fill('#ask-phone', '+86 138 0000 0000');
  await asker.fill('#ask-why', '接收职业学校学生实习。我是厂长。');
  await send(asker, 'ask');
  assert.equal(await asker.locator('#ask-licence-error').count(), 1);
  assert.equal(await asker.inputValue('#ask-uscc'), uscc);
  await look(asker, 'without a licence');
  writeFileSync(`${dir}/licence.png`, png());
  await asker.setInputFiles('#ask-licence', `${dir}/licence.png`);
  await send(asker, 'ask');
  id = new URL(asker.url()).searchParams.get('id');
  assert.match(asker.url(), /\/org\/case\?id=\d+&said=org_asked/);
  await look(asker, 'asked');
});

test('one of the department checks it, warned of the code; another one verifies it', async () => {
  await first.goto(`${url}/org/desk`);
  await judge(first, 'the desk');
  await first.goto(`${url}/org/review?id=${id}`);
  assert.ok((await first.innerText('main')).includes(uscc));
  assert.equal(await first.locator('a[href*="event=verify"]').count(), 0, 'not by one person');
  assert.equal((await first.request.get(url + await first.getAttribute('a[href^="/org/licence"]', 'href'))).headers()['content-type'], 'image/png');
  await look(first, 'review');
  await follow(first, 'a[href*="event=check"]');
  await judge(first, 'checking');
  await send(first, 'desk');
  await second.goto(`${url}/org/review?id=${id}`);
  await follow(second, 'a[href*="event=verify"]');
  await look(second, 'verifying');
  await send(second, 'desk');
  assert.equal(await second.locator('#desk-override-error').count(), 1, 'the wrong sign is looked at on purpose');
  await judge(second, 'without a look at the sign');
  await second.check('#desk-override');
  await send(second, 'desk');
  assert.match(second.url(), /said=org_decided/);
  await judge(second, 'verified');
});

test('the enterprise sees it, puts its hat on and invites somebody', async () => {
  org = await orgOf(name);
  assert.match(await letter(boss.mail, new RegExp(name)), new RegExp(name));
  await asker.goto(`${url}/org/case?id=${id}`);
  await look(asker, 'it is here');
  await follow(asker, 'main a.button');
  await look(asker, 'its hat');
  await Promise.all([asker.waitForNavigation(), asker.click(`form[action*="org=${org}"] button, button[formaction*="org=${org}"]`)]);
  await asker.goto(`${url}/org/people`);
  await look(asker, 'its people');
  await follow(asker, 'a[href*="/org/invite"][href*="enterprise_staff"]');
  await asker.fill('#invite-mail', clerk.mail);
  if (await asker.locator('select#invite-lang').count()) await asker.selectOption('#invite-lang', 'lo');
  else await asker.check('input[name=lang][value=lo]');
  await look(asker, 'inviting');
  await send(asker, 'invite');
  assert.match(asker.url(), /said=invited/);
  await judge(asker, 'invited');
});

test('who was invited joins by the link of the letter, in Lao', async () => {
  const text = await letter(clerk.mail, /org\/join/), guest = await phone(browser, { as: as(clerk) });
  await guest.goto(url + joinOf({ text }));
  assert.equal(await guest.getAttribute('html', 'lang'), 'lo');
  await look(guest, 'invitation');
  await guest.check('input[name=answer][value=yes]');
  await send(guest, 'join');
  assert.match(guest.url(), /\/org\/\?said=joined/);
  await look(guest, 'joined');
  assert.deepEqual(await roles(clerk.mail, org), ['enterprise_staff']);
});
