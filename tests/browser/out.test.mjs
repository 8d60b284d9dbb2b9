// Signing out tells the browser to forget everything (SECURITY 28), but not the language, the large letters, and that
// this browser is known (SECURITY 25): Chromium forgets cookies of the very answer too, which no other client shows.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { phone, signIn, start, url } from '../lib/browser.mjs';

let browser;

before(async () => { browser = await start(); });
after(() => browser?.close());

test('signed out: the session is forgotten, the choices are not', async () => {
    const page = await phone(browser, { lang: 'lo' }), context = page.context();
    const cookie = async (name) => (await context.cookies()).find((c) => c.name === name)?.value;
    await page.goto(`${url}/?view=large`);
    await signIn(page, 'somsak@example.test', 'demo-somsak');
    await page.evaluate(() => localStorage.setItem('draft', 'words'));
    await context.addCookies([{ name: 'strange', value: '1', url }]);
    const dev = await cookie('dev');
    assert.ok(dev && await cookie('sid'));
    await page.click('.menu-who summary');
    await Promise.all([page.waitForNavigation(), page.click('.menu-who button')]);
    assert.equal(await page.evaluate(() => localStorage.getItem('draft')), null);
    for (const name of ['sid', 'strange', 'kept']) assert.equal(await cookie(name), undefined, name);
    assert.equal(await cookie('lang'), 'lo');
    assert.equal(await cookie('view'), 'large');
    assert.notEqual(await cookie('dev') ?? dev, dev, 'known anew');
    await page.goto(url);
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'lo');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.view), 'large');
    await context.close();
});
