// Requirements of ASVS 5.0 that hold for the whole suite and belong to no page (tests/asvs.tsv): headers and cookies, what a
// browser may do with a password, what is not there at all, and that the README says the limits the programs keep.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { all, scenes } from '../lib/scenes.mjs';
import { newcomer, one, password, programs, root, signIn, sql } from '../lib/world.mjs';

const text = (file) => fs.readFileSync(`${root}/${file}`, 'utf8');
const filesIn = (folder, end) => fs.readdirSync(`${root}/${folder}`, { recursive: true }).map((f) => path.join(folder, f)).filter((f) => f.endsWith(end));
let scene;
before(async () => { scene = await scenes(); });

test('no answer lets another origin read it, whatever Origin it names', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1']) {
        for (const { at, who } of [{ at: '/', who: new Client() }, ...['/apply/mine', '/login/me', '/apply/queue'].map((p) => scene.of(all.find((r) => r.path === p)))]) {
            const page = await who.request('GET', at, { headers: { origin } });
            for (const name of ['access-control-allow-origin', 'access-control-allow-credentials'])
                assert.equal(page.headers.get(name), null, `${at} for ${origin}`);
        }
    }
});

test('cookies are small, and the session stands in no page and no address', async () => {
    const client = await newcomer('Cookie');
    const page = await client.get('/login/me'), sid = client.jar.get('sid');
    for (const [name, value] of client.jar) assert.ok(name.length + value.length < 200, name);
    assert.ok(!page.html.includes(sid));
    for (const link of page.links('/')) assert.ok(!link.includes(sid), link);
    assert.match((await client.get(`/login/me?sid=${sid}`, { headers: { cookie: '' } })).path, /^\/login\//, 'nor is it taken from an address');
});

test('whatever asks for a password masks it, and lets managers and pasting do their work', async () => {
    const masks = [];
    for (const route of all.filter((r) => r.form?.fields.some((f) => f.kind === 'secret'))) {
        const { at, who } = scene.of(route), page = await who.get(at, { follow: false });
        for (const [field] of page.html.matchAll(/<input[^>]*>/g)) {
            const name = /name="([^"]*)"/.exec(field)?.[1];
            if (route.form.fields.find((f) => f.name === name)?.kind !== 'secret') continue;
            masks.push(route.path);
            assert.match(field, /type="password"/, `${name} of ${route.path}`);
            assert.doesNotMatch(field, /autocomplete="off"|readonly|onpaste/, `${name} of ${route.path}`);
        }
    }
    assert.ok(masks.includes('/login/'), masks.join());
    assert.doesNotMatch(text('templates/static/app.js'), /paste/);
});

test('a password of five years ago is as good as one of today', async () => {
    const client = await newcomer('Old');
    await sql(`UPDATE account SET password_at = UTC_TIMESTAMP() - INTERVAL 5 YEAR WHERE id = ${client.id}`);
    const again = new Client();
    const page = await signIn(again, client.mail, password);
    page.is(200);
    assert.match(page.path, /^\/apply\/mine/, 'nothing is asked for on the way');
});

test('no account comes with the tables, and nothing asks for a secret that others know', () => {
    for (const file of filesIn('schema', '.sql')) assert.doesNotMatch(text(file), /INSERT[^;]*INTO `?account\b|INSERT[^;]*INTO `?account_role\b/i, file);
    for (const route of all) for (const { name } of route.form?.fields ?? []) assert.doesNotMatch(name, /hint|question|maiden/, route.path);
});

test('the browser is given no old plug-in, no script of a page, no data in a script, no message of others', () => {
    const scripts = filesIn('templates', '.js');
    assert.deepEqual(scripts, ['templates/static/app.js'], 'one script, the same for everybody');
    for (const file of [...filesIn('templates', '.cs'), ...scripts]) {
        const at = text(file);
        assert.doesNotMatch(at, /<(object|embed|applet|iframe|frame)\b|<script(?![^>]*src=)|\son[a-z]+=|javascript:/i, file);
        assert.doesNotMatch(at, /addEventListener\('message'|postMessage|callback=|innerHTML|insertAdjacentHTML|eval\(/, file);
        for (const [, there] of at.matchAll(/(?:src|href|action)="(?:https?:)?\/\/([^/"]*)/g)) assert.fail(`${file} names ${there}`);
    }
    assert.match(text('templates/static/app.js'), /'use strict';\n\(\(\) => \{/, 'nothing of it is global');
});

test('every page that needs a sign-in offers the way out', async () => {
    const bare = [];
    for (const route of all.filter((r) => !r.public && r.path !== '/login/out')) {
        const { at, who } = scene.of(route), page = await who.get(at, { follow: false });
        if (page.status === 200 && /html/.test(page.type) && !/action="\/login\/out"|href="\/login\/out"/.test(page.html)) bare.push(route.path);
    }
    assert.deepEqual(bare, []);
});

test('looking at a page opens no session', async () => {
    const before = await one('SELECT COUNT(*) FROM session');
    for (const at of ['/', '/login/', '/login/new', '/login/forgot', '/apply/', '/login/?mail=li@example.test&password=demo-li']) {
        const client = new Client();
        await client.get(at);
        assert.ok(!client.jar.has('sid'), at);
    }
    assert.equal(await one('SELECT COUNT(*) FROM session'), before);
});

// Each number of the README where it is kept.
test('the README says the limits that are kept', () => {
    const readme = text('README.md'), throttle = text('cgi/common/auth/throttle.c'), env = text('conf/env/common.env');
    const rule = (name) => { const [, free, window] = new RegExp(`"${name}", (\\d+), ([\\d *]+),`).exec(throttle); return `${free} in ${window.split('*').map(Number).reduce((a, b) => a * b)} s`; };
    const said = [['account', '5 in 900 s', '5, then 2^n s up to 15 minutes'], ['device', '10 in 900 s', '10 in 15 minutes'], ['address', '30 in 600 s', '30 in 10 minutes'],
        ['second', '5 in 900 s', '5 in 15 minutes'], ['mail', '3 in 3600 s', '3 an hour'], ['mail_address', '10 in 3600 s', '10 an hour']];
    for (const [name, kept, words] of said) {
        assert.equal(rule(name), kept, name);
        assert.ok(readme.includes(words), words);
    }
    assert.match(throttle, /HARD = 100/);
    for (const [name, seconds, words] of [['SESSION_IDLE_S', 1800, '30 minutes idle'], ['SESSION_LIFE_S', 43200, '12 hours'], ['STAFF_IDLE_S', 900, 'staff 15 minutes'],
        ['STAFF_LIFE_S', 28800, '8 hours'], ['FRESH_S', 600, 'within 10 minutes']]) {
        assert.ok(env.includes(`#QIAO_${name}=${seconds}\n`), name);
        assert.ok(readme.includes(words), words);
    }
    assert.match(text('cgi/common/auth/session_open.c'), /LIMIT 100 OFFSET 4"/); // the new one and four others
    assert.match(text('cgi/login/login.h'), /CODE_S = 10 \* 60, CONFIRM_S = 30 \* 60/);
    for (const file of ['cgi/common/auth/grant.c', 'schema/grants.sql']) assert.ok(fs.existsSync(`${root}/${file}`) && readme.includes(file), file);
    for (const program of programs) assert.ok(fs.existsSync(`${root}/cgi/${program}/forms.c`), program);
});
