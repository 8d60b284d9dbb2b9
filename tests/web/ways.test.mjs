// Nobody gets stuck: every page with a form leads back without sending it, and the menu leads to every program.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { addresses, prepare } from '../lib/pages.mjs';

// Pages that are a step of signing in or out, and those whose reader came by a letter or from outside.
const steps = ['/login/out', '/login/second', '/login/setup', '/login/again', '/login/confirm', '/login/undo', '/login/reset',
  '/login/forgot', '/login/new', '/login/take', '/trust/take', '/trust/end_acting', '/login/me', '/apply/track', '/org/join'];
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
