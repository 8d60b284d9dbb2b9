// All closing days on one page: by the last day to apply, named in the language they are written in, open to anyone.
// And wherever a programme is named in another language than the page's, the page says in which (WCAG 3.1.2).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { say } from '../lib/applicant.mjs';
import { addresses, prepare } from '../lib/pages.mjs';
import { sql } from '../lib/world.mjs';

test('every programme of the next half year stands there by its closing day, with its language and the way to apply', async () => {
    const rows = await sql(`SELECT i.id, COALESCE(t.name, u.name), t.name IS NULL FROM apply_intake i JOIN apply_programme p ON p.id = i.programme
        JOIN apply_programme_text u ON u.programme = p.id AND u.lang = 'en'
        LEFT JOIN apply_programme_text t ON t.programme = p.id AND t.lang = 'lo'
        WHERE p.active AND i.closes >= DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR) AND i.opens <= CURDATE() + INTERVAL 180 DAY ORDER BY i.closes, i.id`);
    const page = (await new Client({ lang: 'lo' }).get('/apply/dates')).is(200).see(say('lo', 'apply.dates_caption'));
    assert.deepEqual(page.links('/apply/start').map((href) => href.split('id=')[1]).sort(), rows.map(([id]) => id).sort());
    let at = 0;
    for (const [, name, english] of rows) {
        const found = page.html.indexOf(`<span lang="${english === '1' ? 'en' : 'lo'}">${name}</span>`, at);
        assert.ok(found > 0, `${name} is not where its closing day puts it`);
        at = found;
    }
    (await new Client({ lang: 'lo' }).get('/apply/')).see(say('lo', 'page.apply_dates.title'));
});

test('a programme that has no Burmese name is marked as English on every page that names it', async () => {
    const names = (await sql("SELECT name FROM apply_programme_text WHERE lang = 'en'")).map(([name]) => name);
    assert.deepEqual(await sql("SELECT name FROM apply_programme_text WHERE lang = 'my'"), []);
    const { client, of } = await prepare(), seen = new Set();
    for (const { path, who, at, file } of await addresses(of)) {
        if (file) continue;
        const { html } = (await client[who].get(`${at}${at.includes('?') ? '&' : '?'}lang=my`)).is(200);
        for (const name of names)
            for (const [, tag] of html.matchAll(new RegExp(`(<[^<>]*>)${name}</`, 'g'))) {
                assert.match(tag, / lang="en"/, `${who} ${at}: ${tag}${name}`);
                seen.add(path);
            }
    }
    for (const page of ['', 'dates', 'start', 'mine', 'tasks', 'person', 'education', 'papers', 'check', 'status', 'offer', 'queue', 'case',
        'decide', 'track']) assert.ok(seen.has(`/apply/${page}`), `/apply/${page} names no programme`);
});
