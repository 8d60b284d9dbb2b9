// The pages nginx gives out by itself: the reader's language if a cookie tells it, else all ten; each with a way on.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { say } from '../lib/applicant.mjs';
import { Client } from '../lib/client.mjs';
import { root } from '../lib/world.mjs';

const tags = { zh: 'zh-Hans', en: 'en', lo: 'lo', th: 'th', vi: 'vi', my: 'my', km: 'km', id: 'id', ms: 'ms', fil: 'fil' };
const large = (client) => client.send('/login/', { mail: 'a'.repeat(70000) });
const shown = (page) => /<main id="main" class='wide only-(\w+)'>/.exec(page.html)?.[1];

test('a request too large is answered in the language of the reader, all ten where it is not known', async () => {
    for (const lang of Object.keys(tags)) {
        const client = new Client({ roams: true });
        await client.get(`/languages?lang=${lang}`);
        assert.equal(shown((await large(client)).is(413)), lang);
    }
    for (const cookie of [undefined, 'xx', 'lo"><script>', 'english']) {
        const client = new Client({ roams: true });
        if (cookie) client.jar.set('lang', cookie);
        assert.equal(shown((await large(client)).is(413)), 'all', cookie);
    }
    const css = fs.readFileSync(`${root}/templates/static/qiao.css`, 'utf8');
    for (const lang of Object.keys(tags)) {
        assert.match(css, new RegExp(`:is\\([^)]*\\.only-${lang}\\b[^)]*\\) > \\[lang\\] \\{ display: none`), lang);
        if (lang !== 'zh') assert.ok(css.includes(`.only-${lang} > [lang="${lang}"]`), lang);
    }
});

test('each of them has its words and a way on in every language', () => {
    for (const file of ['conf/nginx/error/403.html', 'conf/nginx/error/413.html', 'conf/nginx/error/429.html', 'templates/static/503.html']) {
        const html = fs.readFileSync(`${root}/${file}`, 'utf8'), code = /(\d+)\.html/.exec(file)[1];
        for (const [lang, tag] of Object.entries(tags)) {
            const part = new RegExp(lang === 'zh' ? '<section>([\\s\\S]*?)</section>' : `<section lang="${tag}">([\\s\\S]*?)</section>`).exec(html)[1];
            assert.ok(part.includes(`<a href="/">${say(lang, 'common.home')}</a>`), `${file} ${lang}: no way on`);
            for (const text of ['title', 'text']) assert.ok(part.includes(say(lang, `error_page.${code}.${text}`)), `${file} ${lang}: other words than the page of the programs`);
        }
    }
});
