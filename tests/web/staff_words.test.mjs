// What officers read is said to officers: which rule in their own language, whose data, in which zone a time is, and an
// act against somebody does not look like the others.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { apply, intakeOf, say } from '../lib/applicant.mjs';
import { ask as register } from '../lib/org.mjs';
import { ask } from '../lib/privacy.mjs';
import { askForChild } from '../lib/trust.mjs';
import { officer, one, resident, sql } from '../lib/world.mjs';

let wu;
before(async () => {
    wu = await officer('wu', { roams: true });
    await sql("UPDATE session SET signed_at = UTC_TIMESTAMP() + INTERVAL 2 HOUR WHERE second");
});

// Acts of a page by the class of their button.
const acts = (page, start) => [...page.html.matchAll(/<a class="button button-(2|bad)" href="([^"]*)"/g)].filter((m) => m[2].startsWith(start))
    .map((m) => [/(?:event|act)=(\w+)/.exec(m[2])[1], m[1] === 'bad']);

test('the rule that keeps data is named in the language of the officer, in words for him', async () => {
    const who = await resident('Rule Reader', { roams: true });
    await apply(who, await intakeOf('CHN-1'));
    const id = await ask(who, { kind: 'delete', detail: '' });
    await sql(`INSERT INTO person_hold (account, why, ends_on, set_by, set_at, shown) VALUES (${who.id}, 'court', CURDATE() + INTERVAL 90 DAY, 1, UTC_TIMESTAMP(), 1)`);
    const hold = await one('SELECT MAX(id) FROM person_hold');
    (await wu.get(`/privacy/review?id=${id}&lang=zh`)).is(200).see('《个人信息保护法》第四十七条', say('zh', 'desk.kept.apply_under_way'), say('zh', 'desk.hold_number', { n: hold }))
        .notSee('PIPL', 'hold ', say('zh', 'choice.hold.apply_under_way'));
    (await wu.get(`/privacy/review?id=${id}&lang=en`)).is(200).see('PIPL, article 47', say('en', 'desk.kept.apply_under_way'), say('en', 'desk.hold_number', { n: hold }))
        .notSee('第四十七条', say('en', 'choice.hold.apply_under_way'));
    assert.equal(await one("SELECT COUNT(*) FROM legal_hold WHERE source_zh = ''"), '0', 'each rule has its source in Chinese');
    for (const lang of ['zh', 'en'])
        for (const code of (await sql('SELECT code FROM legal_hold')).flat()) assert.ok(say(lang, `desk.kept.${code}`));
});

test('who lifts a hold reads which one, of whom, until when', async () => {
    const who = await resident('Hold Owner', { roams: true });
    await sql(`INSERT INTO person_hold (account, why, ends_on, set_by, set_at) VALUES (${who.id}, 'dispute', '2099-03-04', 1, '2026-11-20 02:00:00')`);
    const hold = await one('SELECT MAX(id) FROM person_hold');
    for (const [lang, until] of [['en', '4 March 2099'], ['zh', '2099年3月4日']]) {
        const page = (await wu.get(`/privacy/hold_end?id=${hold}&lang=${lang}`)).is(200);
        page.see(say(lang, 'choice.hold_why.dispute'), String(who.id), until, say(lang, 'page.privacy_hold_end.lead'));
        assert.ok(page.links('/privacy/holds').length, 'a way back');
    }
});

test('refusing, rejecting, locking look other than going on; officers are not spoken to as whoever asked', async () => {
    const who = await resident('Asker', { roams: true });
    const child = await askForChild(who, { child: 'Button' }), org = await register(who), request = await ask(who, { kind: 'correct', detail: 'x' });
    const seen = [];
    for (const [name, at, start] of [['li', `/trust/child_review?id=${child}`, '/trust/'], ['tang', `/org/review?id=${org}`, '/org/'],
        ['wu', `/privacy/review?id=${request}`, '/privacy/decide'], ['wu', `/admin/person?id=${who.id}`, '/admin/act']]) {
        const page = (await (name === 'wu' ? wu : await officer(name, { roams: true })).get(`${at}&lang=en`)).is(200);
        seen.push(...acts(page, start));
        page.notSee('What you told us', 'back to you');
    }
    for (const lang of ['en', 'zh'])
        for (const [name, at] of [['li', `/trust/child_review?id=${child}`], ['tang', `/org/review?id=${org}`], ['wu', `/privacy/review?id=${request}`]]) {
            const page = (await (name === 'wu' ? wu : await officer(name, { roams: true })).get(`${at}&lang=${lang}`)).is(200);
            const labels = [...page.html.matchAll(/<dt[^>]*>([\s\S]*?)<\/dt>/g)].map((m) => m[1]);
            assert.ok(labels.length, at);
            assert.deepEqual(labels.filter((l) => /您|\byour?\b|\bI\b/i.test(l)), [], at);
        }
    for (const [act, bad] of seen) assert.equal(bad, ['refuse', 'lock', 'suspend'].includes(act), act);
    assert.deepEqual(seen.filter(([, bad]) => bad).map(([act]) => act), ['refuse', 'refuse', 'refuse', 'lock', 'suspend']);
    for (const [name, at] of [['li', '/trust/children'], ['tang', '/org/desk']])
        for (const lang of ['en', 'zh']) (await (await officer(name, { roams: true })).get(`${at}?lang=${lang}`)).is(200).notSee('back to you', '退回给您');
});

test('each time an administrator reads has its zone', async () => {
    const who = await resident('Zone', { roams: true }), zhou = await officer('zhou', { roams: true }), ma = await officer('ma', { roams: true });
    await sql(`INSERT INTO outbox (account, lang, name, subject, state, next_at, created_at) VALUES (${who.id}, 'en', 'reset', 'x', 'failed', UTC_TIMESTAMP(), UTC_TIMESTAMP())`);
    const letter = await one('SELECT MAX(id) FROM outbox');
    for (const [lang, zone] of [['en', 'Beijing time'], ['zh', '北京时间']]) {
        for (const [client, at] of [[wu, `/admin/person?id=${who.id}`], [zhou, `/admin/letter?id=${letter}`], [zhou, '/admin/mail?state=failed'], [zhou, '/admin/jobs?'],
            [ma, '/admin/audit?'], [ma, '/admin/chains?']])
            (await client.get(`${at}&lang=${lang}`.replace('?&', '?'))).is(200).see(zone);
    }
    await sql(`DELETE FROM outbox WHERE id = ${letter}`);
});

test('the menu leads departments back to their desk, and marks the part of the suite somebody is in', async () => {
    const tang = await officer('tang', { roams: true }), marked = (page) => /<nav class="nav"[\s\S]*?<\/nav>/.exec(page.html)[0].match(/href="[^"]*" aria-current="\w+"/g) ?? [];
    assert.ok((await tang.get('/help')).links('/org/desk').length);
    assert.equal((await wu.get('/help')).links('/org/desk').length, 0, 'only to whom it opens');
    assert.deepEqual(marked(await tang.get('/org/desk')), ['href="/org/desk" aria-current="page"']);
    assert.deepEqual(marked(await wu.get('/admin/')), ['href="/admin/" aria-current="page"']);
    assert.deepEqual(marked(await wu.get('/admin/people')), ['href="/admin/" aria-current="true"']);
});

test('whoever answers requests about personal data finds them from the front page of the administration', async () => {
    assert.ok((await wu.get('/admin/')).links('/privacy/desk').length);
});
