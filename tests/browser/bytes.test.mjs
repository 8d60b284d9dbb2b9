// What travels to a phone, compressed as nginx sends it (UX 10, PERFORMANCE 10): every page in the language with the
// longest texts, Burmese, and in English; a whole first visit and a visit again as the browser makes them.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { phone, start, url } from '../lib/browser.mjs';
import { addresses, prepare } from '../lib/pages.mjs';

const KB = 1000;
const HTML = 14 * KB, CSS = 7 * KB, SCRIPT = 4 * KB, FIRST = 30 * KB, AGAIN = 8 * KB;
let browser, world;

before(async () => { [browser, world] = await Promise.all([start(), prepare()]); });
after(() => browser?.close());

// The body as it travels: { status, type, bytes, text }.
function fetchRaw(path, cookie = '') {
  return new Promise((done, bad) => {
    http.get(url + path, { headers: { cookie, 'accept-encoding': 'gzip' } }, answer => {
      const parts = [];
      answer.on('data', part => parts.push(part));
      answer.on('end', () => {
        const body = Buffer.concat(parts), zipped = answer.headers['content-encoding'] === 'gzip';
        done({ status: answer.statusCode, bytes: body.length, zipped, text: String(zipped ? gunzipSync(body) : body) });
      });
    }).on('error', bad);
  });
}

test('no page is larger than its budget', async () => {
  const large = [];
  for (const { who, at, file } of await addresses(world.of)) {
    for (const lang of file ? [] : ['my', 'en']) {
      const page = await fetchRaw(`${at}${at.includes('?') ? '&' : '?'}lang=${lang}`, world.client[who].cookies);
      assert.equal(page.status, 200, `${who} ${at}`);
      assert.ok(page.zipped, `${at} is not compressed`);
      if (page.bytes > HTML) large.push(`${who} ${at} in ${lang}: ${page.bytes} bytes`);
    }
  }
  assert.deepEqual(large, []);
});

test('stylesheet and script keep to theirs', async () => {
  const { text } = await fetchRaw('/');
  const css = await fetchRaw(/href="(\/static\/qiao\.css\?v=[^"]+)"/.exec(text)[1]);
  const script = await fetchRaw(/src="(\/static\/app\.js\?v=[^"]+)"/.exec(text)[1]);
  assert.ok(css.zipped && css.bytes <= CSS, `stylesheet: ${css.bytes} bytes`);
  assert.ok(script.zipped && script.bytes <= SCRIPT, `script: ${script.bytes} bytes`);
  assert.ok(css.text.length <= 25 * KB, `stylesheet unpacked: ${css.text.length}`);
});

// What one address makes the browser fetch: bytes of bodies, of all with their headers, and the addresses asked.
async function visit(page, path) {
  const session = await page.context().newCDPSession(page), kept = new Set(), asked = new Map();
  let heads = 0, all = 0;
  await session.send('Network.enable');
  session.on('Network.requestServedFromCache', e => kept.add(e.requestId));
  session.on('Network.responseReceived', e => {
    if (e.response.fromDiskCache || kept.has(e.requestId)) return;
    asked.set(e.requestId, e.response.url.replace(url, ''));
    heads += e.response.encodedDataLength; // so far
  });
  session.on('Network.loadingFinished', e => { all += e.encodedDataLength; });
  await page.goto(url + path, { waitUntil: 'networkidle' });
  await session.detach();
  return { bodies: all - heads, all, asked: [...asked.values()] };
}

for (const [path, who] of [['/', 'anyone'], ['/apply/', 'anyone'], ['/apply/tasks', 'draft'], ['/apply/person', 'draft']]) {
  test(`a first and a second visit of ${path}`, async () => {
    const page = await phone(browser, { as: world.state[who] });
    const at = `${path}?${path.includes('/apply/') && who === 'draft' ? `id=${world.of.draft}&` : ''}lang=my`;
    const first = await visit(page, at);
    for (const name of ['qiao.css', 'app.js', 'mark.svg', 'band.svg'])
      assert.ok(first.asked.some(u => u.includes(name)), `${name} is not in ${first.asked}`);
    assert.ok(first.bodies > 5 * KB && first.all <= FIRST, `first visit: ${first.all} bytes for ${first.asked.join(' ')}`);
    const again = await visit(page, at);
    assert.deepEqual(again.asked, [at], 'a visit again asks for the page alone');
    assert.ok(again.bodies > KB && again.bodies <= AGAIN, `visit again: ${again.bodies} bytes`);
    await page.context().close();
  });
}

test('nothing comes from elsewhere, and no font by default', async () => {
  const page = await phone(browser, { lang: 'lo' }), asked = [];
  page.on('request', r => asked.push(r.url()));
  await page.goto(`${url}/apply/`, { waitUntil: 'networkidle' });
  assert.deepEqual(asked.filter(u => !u.startsWith(url)), []);
  assert.deepEqual(asked.filter(u => /\.(woff2?|ttf|otf)/.test(u)), []);
  await page.context().close();
});
