// Who saw my data (PIPL 44, MLPS 8.1.4.11): role and organisation of whoever looked, never a name; only the person's own list.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin, fill, intakeOf, say, send } from '../lib/applicant.mjs';
import { ask } from '../lib/privacy.mjs';
import { askForChild } from '../lib/trust.mjs';
import { officer, one, resident, sql } from '../lib/world.mjs';

test('what an officer opens is told to the person it is about, without a name', async () => {
    const who = await resident('Seen', { roams: true, lang: 'lo' }), id = await begin(who, await intakeOf('CHN-1'));
    await fill(who, id);
    await send(who, id);
    (await who.get('/privacy/seen')).see(say('lo', 'privacy.seen_none'));
    const li = await officer('li', { roams: true, lang: 'en' }), [[name]] = await sql("SELECT name FROM account WHERE mail = 'li@example.test'");
    const [paper] = (await li.get(`/apply/case?id=${id}`)).is(200).links('/apply/paper?');
    (await li.get(paper)).is(200);
    const number = await one(`SELECT number FROM apply_application WHERE id = ${id}`);
    const page = (await who.get('/privacy/seen')).is(200);
    page.see(`${say('lo', 'privacy.saw.view_case.application')} ${number}`, `${say('lo', 'privacy.saw.view_paper')} ${number}`, say('lo', 'role.centre_admissions'));
    page.notSee(name, 'li@example.test');
    assert.equal((page.main.match(new RegExp(number, 'g')) ?? []).length, 2, 'each view is one row');
    await who.get(`/apply/tasks?id=${id}`);
    assert.equal((await who.get('/privacy/seen')).main, page.main, 'what one looks at oneself is no row');
    assert.ok((await (await resident('Unseen', { roams: true })).get('/privacy/seen')).main.includes(say('en', 'privacy.seen_none')), 'nor what others had');
});

test('each case is named by its number, a draft too, a paper by that of its case; never one of others', async () => {
    const who = await resident('Seen Cases', { roams: true }), other = await resident('Seen Other', { roams: true });
    const child = await askForChild(who), wish = await ask(who, { kind: 'correct', detail: 'my name' }), draft = await begin(who, await intakeOf('CHN-1'));
    const li = await officer('li', { roams: true }), wu = await officer('wu', { roams: true });
    const [proof] = (await li.get(`/trust/child_review?id=${child}`)).is(200).links('/trust/proof');
    (await li.get(proof)).is(200);
    (await wu.get(`/privacy/review?id=${wish}`)).is(200);
    const numbers = await Promise.all([one(`SELECT number FROM trust_child WHERE id = ${child}`), one(`SELECT number FROM privacy_case WHERE id = ${wish}`),
        one(`SELECT number FROM apply_application WHERE id = ${draft}`)]);
    const saw = (kind) => say('en', `privacy.saw.${kind}`);
    (await who.get('/privacy/seen')).see(`${saw('view_case.trust_child')} ${numbers[0]}`, `${saw('view_paper')} ${numbers[0]}`,
        `${saw('view_case.privacy_case')} ${numbers[1]}`).notSee(`${saw('view_case')} `);
    const chain = `test@cases${who.id}`;
    for (const [n, [subject, object]] of [[who.id, `application:${draft}`], [other.id, `application:${draft}`], [other.id, `trust_child:${child}`]].entries())
        await sql(`INSERT INTO audit (chain, seq, at, action, refused, actor, org, subject, object, detail, address, request, hash)
            SELECT '${chain}', ${n + 1}, UTC_TIMESTAMP(), 'view_case', 0, id, 0, ${subject}, '${object}', '', '', '', REPEAT('x', 32) FROM account WHERE mail = 'li@example.test'`);
    (await who.get('/privacy/seen')).see(`${saw('view_case.application')} ${numbers[2]}`);
    (await other.get('/privacy/seen')).see(saw('view_case.application'), saw('view_case.trust_child')).notSee(numbers[0], numbers[2]);
    await sql(`DELETE FROM audit WHERE chain = '${chain}'`);
});

test('who acts for somebody is told as such, and an administrator by the organisation', async () => {
    const child = await resident('Seen Child', { roams: true }), helper = await resident('Seen Helper', { roams: true });
    await begin(child, await intakeOf('CHN-1'));
    await sql(`INSERT INTO delegation (subject, agent, kind, scope, state, begins_at, ends_at, created_at) VALUES
        (${child.id}, ${helper.id}, 'teacher', 'apply', 'active', UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 9 DAY, UTC_TIMESTAMP());
        UPDATE session SET acting = LAST_INSERT_ID() WHERE account = ${helper.id}`);
    (await helper.get('/apply/mine')).is(200);
    (await child.get('/privacy/seen')).see(say('en', 'privacy.seen_helper')).notSee('Seen Helper');
    const wu = await officer('wu', { roams: true });
    (await wu.get(`/admin/person?id=${child.id}`)).is(200);
    (await child.get('/privacy/seen')).see(say('en', 'role.security_admin'), say('en', 'privacy.saw.view_person'));
    const at = await one(`SELECT MAX(org) FROM audit WHERE subject = ${child.id} AND action = 'view_person'`);
    await sql(`UPDATE audit SET org = 999999 WHERE subject = ${child.id} AND action = 'view_person' AND org > 0`);
    (await child.get('/privacy/seen')).see(say('en', 'privacy.seen_other'));
    await sql(`UPDATE audit SET org = ${at} WHERE org = 999999`); // its chain is whole again
});

test('roles as they were at that time: what somebody has lost or got since changes nothing; of old rows those of today', async () => {
    const who = await resident('Seen Then', { roams: true }), looker = await resident('Looker', { roams: true });
    const org = await one("SELECT g.org FROM account_role g JOIN account a ON a.id = g.account WHERE a.mail = 'chen@example.test' LIMIT 1");
    const look = (n, roles) => sql(`INSERT INTO audit (chain, seq, at, action, refused, actor, org, roles, subject, object, detail, address, request, hash) VALUES
        ('test@then${who.id}', ${n}, UTC_TIMESTAMP(), 'view_person', 0, ${looker.id}, ${org}, ${roles}, ${who.id}, '', '', '', '', REPEAT('x', 32))`);
    await sql(`INSERT INTO account_role (account, org, role, created_at) VALUES (${looker.id}, ${org}, 32, UTC_TIMESTAMP())`);
    await look(1, 64 | 1);
    (await who.get('/privacy/seen')).see(say('en', 'role.centre_lead')).notSee(say('en', 'role.centre_admissions'), say('en', 'role.applicant'));
    await sql(`DELETE FROM account_role WHERE account = ${looker.id}`);
    (await who.get('/privacy/seen')).see(say('en', 'role.centre_lead')).notSee(say('en', 'privacy.seen_former'));
    await sql(`UPDATE audit SET roles = NULL WHERE chain = 'test@then${who.id}'`);
    (await who.get('/privacy/seen')).see(say('en', 'privacy.seen_former'));
    await sql(`DELETE FROM audit WHERE chain = 'test@then${who.id}'`);
});

test('many views come in pages, newest first, none twice', async () => {
    const who = await resident('Seen Often', { roams: true });
    const [[actor, org]] = await sql("SELECT g.account, g.org FROM account_role g JOIN account a ON a.id = g.account WHERE a.mail = 'chen@example.test' LIMIT 1");
    for (let n = 1; n <= 45; n++)
        await sql(`INSERT INTO audit (chain, seq, at, action, refused, actor, org, subject, object, detail, address, request, hash) VALUES
            ('test@seen${who.id}', ${n}, UTC_TIMESTAMP() - INTERVAL ${50 - n} DAY, 'view_person', 0, ${actor}, ${org}, ${who.id}, '', '', '', '', REPEAT('x', 32)),
            ('test@seen${who.id}r', ${n}, UTC_TIMESTAMP(), 'view_case', 1, ${actor}, ${org}, ${who.id}, '', '', '', '', REPEAT('x', 32))`);
    let page = await who.get('/privacy/seen');
    const days = [];
    for (let n = 0; n < 5; n++) {
        days.push(...[...page.html.matchAll(/<th scope="row"[^>]*>([^<]*)/g)].map(([, d]) => d.trim()));
        const [older] = page.links('/privacy/seen?before=').filter((h) => /=\d+$/.test(h)); // not those of the languages
        if (!older) break;
        page = (await who.get(older)).is(200);
    }
    assert.equal(days.length, 45, 'refused ones are no views');
    assert.equal(new Set(days).size, 45);
    assert.ok(page.links('/privacy/seen').includes('/privacy/seen'), 'back to the newest');
    await sql(`DELETE FROM audit WHERE chain LIKE 'test@seen%'`);
    (await who.get('/privacy/seen?before=x')).is(404);
});
