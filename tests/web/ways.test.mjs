// Nobody gets stuck: every page with a form leads back without sending it, and the menu leads to every program.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { picture } from '../lib/applicant.mjs';
import { Client } from '../lib/client.mjs';
import { bit, orgOf } from '../lib/org.mjs';
import { addresses, prepare } from '../lib/pages.mjs';
import { resident, signIn, sql } from '../lib/world.mjs';

// Pages that are a step of signing in or out, and those whose reader came by a letter or from outside.
const steps = ['/login/out', '/login/second', '/login/setup', '/login/again', '/login/confirm', '/login/undo', '/login/reset',
  '/login/forgot', '/login/new', '/login/take', '/trust/take', '/trust/end_acting', '/login/me', '/login/codes', '/apply/track', '/org/join'];
let world, all;

before(async () => {
  world = await prepare();
  all = await addresses(world.of);
});

test('every page with a form has a link beside it', async () => {
  const stuck = [];
  for (const { at, path, who, file, route } of all) {
    if (file || !route.form || steps.includes(path)) continue;
    const page = await world.client[who].get(`${at}${at.includes('?') ? '&' : '?'}lang=en`);
    const [main] = /<main[\s\S]*<\/main>/.exec(page.html);
    if (![...main.matchAll(/href="(\/[^"?]*)/g)].some(([, to]) => to !== path)) stuck.push(at);
  }
  assert.deepEqual(stuck, []);
});

test('the menu leads to what is one\'s own, the front page to everything', async () => {
  const mine = await world.client.new.get('/apply/mine'), front = await world.client.anyone.get('/');
  for (const door of ['/login/me', '/trust/', '/org/', '/apply/mine']) assert.ok(mine.html.includes(`href="${door}"`), door);
  for (const door of ['/apply/', '/apply/track', '/apply/mine', '/org/ask', '/help']) assert.ok(front.links(door).length, door);
});

// Who wears the hat of an enterprise is no applicant there: the list of applications is not his.
test('whoever signs in arrives where work is, whatever the role', async () => {
  const works = { li: '/apply/queue', tang: '/org/desk', peng: '/org/desk', yan: '/trust/pupils', zhou: '/admin/', wu: '/admin/', ma: '/admin/' };
  for (const [name, path] of Object.entries(works)) {
    const page = (await signIn(new Client(), `${name}@example.test`, `demo-${name}`)).is(200);
    assert.equal(page.path.split('?')[0], path, name);
  }
  const boss = await resident('岩罕', { lang: 'en' }), name = `勐腊县工厂${process.pid}`;
  await sql(`INSERT INTO org (kind, name, created_at) VALUES ('enterprise', '${name}', UTC_TIMESTAMP())`);
  const org = await orgOf(name);
  await sql(`INSERT INTO account_role (account, org, role, created_at) VALUES (${boss.id}, ${org}, ${bit('enterprise_admin')}, UTC_TIMESTAMP())`);
  const { location } = await boss.send(`/login/hat?org=${org}`, { token: (await boss.get('/login/hat')).form('hat').token });
  const page = (await boss.get(location)).is(200);
  assert.equal(page.path, '/org/');
  assert.ok(page.html.split('<main')[0].includes('<li><a href="/org/"'), 'and the menu shows it');
});

test('an officer is not sent to the applicant\'s own forms, and the applicant is', async () => {
  const { client, of } = world;
  const sent = await client.li.get(`/apply/case?id=${of.returned}`);
  assert.deepEqual(sent.links('/apply/contact'), []);
  assert.ok((await client.returned.get(`/apply/check?id=${of.returned}`)).links('/apply/contact').length);
});

test('an officer reads of the applicant, not what the form says to its owner', async () => {
  const { client, of } = world, owners = { zh: /您/, en: /\b(I|you|your)\b/i };
  for (const [lang, word] of Object.entries(owners)) {
    const { html } = await client.li.get(`/apply/case?id=${of.returned}&lang=${lang}`);
    const labels = [...html.matchAll(/<(?:dt|h2)>([^<]*)</g)].map(([, text]) => text);
    assert.ok(labels.length > 25, `${labels.length} labels`);
    assert.deepEqual(labels.filter(text => word.test(text)), []);
  }
  await client.li.get('/apply/queue?lang=zh');
});

test('an application that has ended shows the way to the programmes that are open', async () => {
  const { client, of } = world, button = /<main[\s\S]*<a class="button[^"]*" href="\/apply\/">/;
  assert.match((await client.rejected.get(`/apply/status?id=${of.rejected}`)).html, button);
  assert.doesNotMatch((await client.sent.get(`/apply/status?id=${of.sent}`)).html, button);
});

test('a file that was chosen beside a mistake has to be chosen again, and the page says so', async () => {
  const path = `/apply/paper_new?id=${world.of.draft}&kind=health`, said = /choose the file once more/;
  assert.doesNotMatch((await world.client.draft.get(`${path}&lang=en`)).main, said);
  assert.match((await world.client.draft.post(`${path}&lang=en`, 'paper', { file: picture('health.png') })).main, said);
});
