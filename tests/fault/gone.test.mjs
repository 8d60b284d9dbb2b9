// No program is there: nginx alone answers, in every language, and at once; what is not known stays unknown.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { Steady, startPrograms, stopProgram } from '../lib/load.mjs';
import { grown, root } from '../lib/world.mjs';

const languages = ['zh-Hans', 'en', 'lo', 'th', 'vi', 'my', 'km', 'id', 'ms', 'fil'];
const start = () => startPrograms('login', 'apply');
let client, page, big;

before(async () => {
    client = new Steady({ lang: 'lo' });
    page = await client.get('/login/new');
    big = { mail: 'x'.repeat(70000) };
    await stopProgram('apply', 'KILL');
});
after(start);

// The page of nginx holds all ten languages, because nobody can choose one.
function isStatic(answer, status) {
    answer.is(status);
    assert.match(answer.type, /^text\/html; charset=utf-8$/i);
    const shown = [...answer.html.matchAll(/ lang="([\w-]+)"/g)].map(([, lang]) => lang);
    for (const lang of languages) assert.ok(shown.includes(lang), `${lang} on the page of ${status}`);
    assert.doesNotMatch(answer.text, /\{\w+\}|nginx/);
}

test('one program is gone: its pages say when to come again, those of the other are there', async () => {
    for (const path of ['/apply/', '/apply/mine', '/apply/queue?state=submitted', '/apply/nothing']) {
        const answer = await client.get(path, { follow: false });
        isStatic(answer, 503);
        assert.equal(answer.headers.get('retry-after'), '30');
    }
    isStatic(await client.send('/apply/track', { number: 'x' }), 503);
    isStatic(await client.send('/apply/paper_new?id=1&kind=photo', { file: { name: 'a.png', bytes: Buffer.alloc(200000) } }, { as: 'multipart' }), 503);
    for (const path of ['/', '/help', '/login/', '/login/new', '/languages']) (await client.get(path)).is(200);
    (await client.get('/static/qiao.css')).is(200);
});

test('an unknown prefix is "not found" in the language of the reader, with or without its program', async () => {
    for (const path of ['/insure/', '/nothing', '/login/nothing', '/favicon.png', '/static/nothing.css', '/cgi-bin/test.sh', '/.git/config']) {
        for (const lang of ['lo', 'en', 'zh']) {
            const answer = await new Steady({ lang }).get(path);
            answer.is(404);
            assert.equal(answer.lang, { zh: 'zh-Hans' }[lang] ?? lang, path);
        }
    }
});

test('all programs are gone: every address is answered by nginx within a second', async () => {
    await stopProgram('login', 'KILL');
    for (const path of ['/', '/help', '/login/', '/apply/', '/access', '/languages?lang=th']) {
        const began = Date.now();
        isStatic(await client.get(path), 503);
        assert.ok(Date.now() - began < 1000, path);
    }
    isStatic(await client.submit(page, 'new', { ...grown, name: 'Nobody There', mail: 'nobody.there@example.test', password: 'four quiet stones', agree: '1' }), 503);
    isStatic(await client.submit(page, 'new', big), 413);
    (await client.get('/static/qiao.css')).is(200);
    for (const path of ['/nothing', '/insure/']) isStatic(await client.get(path), 503); // who would know what there is
    for (const path of ['/error/503.html', '/error/413.html']) assert.ok((await client.get(path)).status >= 400, `${path} is for nginx alone`);
});

test('the pages of nginx name the languages the programs have', () => {
    for (const file of ['templates/static/503.html', 'conf/nginx/error/413.html', 'conf/nginx/error/429.html']) {
        const html = fs.readFileSync(`${root}/${file}`, 'utf8');
        const sentences = [...html.matchAll(/<p[^>]*>([^<]+)<\/p>/g)].map(([, text]) => text);
        assert.equal(new Set(sentences).size, 10, `${file} says it ten times`);
    }
    const catalogues = fs.readdirSync(`${root}/templates/common/lang`).map((f) => f.replace('.hdf', ''));
    assert.deepEqual(catalogues.sort(), languages.map((l) => l.replace('-Hans', '')).sort());
});

test('the programs come back and all is as before', async () => {
    await start();
    (await client.get('/apply/')).is(200);
    const answer = await client.submit(page, 'new', { ...grown, name: 'Nobody There', mail: 'nobody.there@example.test', password: 'four quiet stones', agree: '1' });
    answer.goes('/login/sent'); // the form from before
});
