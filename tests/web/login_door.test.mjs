// The door of locations that are not qiao's own (conf/nginx/qiao_door.conf), through nginx: who gets in, what the
// application behind it is told, and that nobody tells it anything else. It answers what it was told.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { before, test } from 'node:test';
import { Client, url } from '../lib/client.mjs';
import { startPrograms, stopProgram } from '../lib/load.mjs';
import { dir, newcomer, officer, one, password, signIn, signedIn, sql, wait } from '../lib/world.mjs';

let person;

// Not judged by the rules of qiao's own answers: it is another application.
async function ask(client, path, { method = 'GET', headers = {}, body } = {}) {
    const answer = await fetch(url + path, { method, body, redirect: 'manual',
        headers: { cookie: client.cookies, 'x-forwarded-for': client.address, ...headers } });
    const [account, name, org, roles, seen, at] = (await answer.clone().text()).split('|');
    return { status: answer.status, headers: answer.headers, location: answer.headers.get('location'),
        text: await answer.text(), account, name, org, roles, seen, at };
}
const idOf = (mail) => one(`SELECT id FROM account WHERE mail = '${mail}'`);
const sendsTo = (answer, place) => {
    assert.equal(answer.status, 303, answer.text.slice(0, 200));
    assert.equal(answer.location, place);
    assert.match(answer.headers.get('cache-control'), /no-store/);
};

before(async () => { person = await newcomer('ສົມ 王 "x"'); });

test('nobody signed in: to the sign-in page, and back to the very address', async () => {
    const client = new Client();
    for (const at of ['/behind/', '/behind/page?a=b&c=d%20e', '/behind/%E5%8B%90%E8%85%8A?q=%2Fx', '/behind/%22%3Cb%3E'])
        sendsTo(await ask(client, at), `/login/?next=${encodeURIComponent(at)}`);
    const at = '/behind/%E5%8B%90?a=b&c=d', sent = await ask(client, at), form = await client.get(sent.location);
    const page = await client.submit(form, 'signin', { mail: person.mail, password });
    assert.equal(page.is(303).location, at);
    const inside = await ask(client, at);
    assert.equal(`${inside.status} ${inside.at}`, `200 ${at}`);
});

test('the application is told number, name, organisation and roles', async () => {
    const seen = await ask(person, '/behind/');
    assert.deepEqual([seen.account, decodeURIComponent(seen.name), seen.org, seen.roles],
        [String(person.id), 'ສົມ 王 "x"', '0', 'applicant']);
    assert.match(seen.name, /^[\x21-\x7e]+$/, 'a header holds ASCII');
    const li = await officer('li'), of = await ask(li, '/behind/');
    const org = await one(`SELECT org FROM account_role WHERE account = ${await idOf('li@example.test')}`);
    assert.deepEqual([of.org, of.roles], [org, 'centre_admissions']);
});

test('what a client says about itself reaches nobody', async () => {
    const lies = { 'x-qiao-account': '1', 'x-qiao-name': 'admin', 'x-qiao-org': '1', 'x-qiao-roles': 'centre_lead',
        'x-qiao-sign-in': '//evil.example', 'x-original-uri': '/', 'x-qiao-held': 'centre_lead' };
    const seen = await ask(person, '/behind/', { headers: lies });
    assert.deepEqual([seen.account, seen.org, seen.roles], [String(person.id), '0', 'applicant']);
    assert.equal((await ask(person, '/behind/lead/', { headers: lies })).status, 403);
    assert.equal((await ask(person, '/behind/lead/?role=applicant&qiao_roles=applicant')).status, 403);
    sendsTo(await ask(new Client(), '/behind/', { headers: lies }), '/login/?next=%2Fbehind%2F');
});

test('the second step is asked for where the account needs it', async () => {
    const half = new Client();
    await signIn(half, 'chen@example.test', 'demo-chen', { second: false });
    sendsTo(await ask(half, '/behind/lead/x?y=z'), '/login/second?next=%2Fbehind%2Flead%2Fx%3Fy%3Dz');
});

test('a location for roles: who holds none of them gets 403, in ten languages', async () => {
    const chen = await officer('chen'), li = await officer('li');
    assert.equal((await ask(chen, '/behind/lead/')).roles, 'centre_lead');
    for (const client of [li, person]) {
        const no = await ask(client, '/behind/lead/');
        assert.equal(no.status, 403);
        assert.equal(no.text.match(/<section lang=/g).length, 9);
        assert.ok(!no.text.includes(String(client.id ?? '|')));
    }
    await chen.send('/login/hat', { token: (await chen.get('/login/hat')).form('hat').token });
    assert.equal((await ask(chen, '/behind/lead/')).status, 403, 'the hat is off');
    assert.equal((await ask(chen, '/behind/')).roles, 'applicant');
});

test('whatever the method, and with a body', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
        const seen = await ask(person, '/behind/form', { method, body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
        assert.equal(`${seen.status} ${seen.seen}`, `200 ${method}`);
        sendsTo(await ask(new Client(), '/behind/form', { method, body: 'a=b' }), '/login/?next=%2Fbehind%2Fform');
    }
    assert.equal((await ask(person, '/behind/', { method: 'HEAD' })).status, 200);
});

test('out is out: a session that ended, an account suspended or closed, a cookie made up', async () => {
    const client = await signedIn(person.mail), id = client.id;
    for (const state of ['suspended', 'closed', 'locked']) {
        await sql(`UPDATE account SET state = '${state}' WHERE id = ${id}`);
        sendsTo(await ask(client, '/behind/'), '/login/?next=%2Fbehind%2F');
        await sql(`UPDATE account SET state = 'active' WHERE id = ${id}`);
    }
    assert.equal((await ask(client, '/behind/')).status, 200);
    await sql(`DELETE FROM session WHERE account = ${id}`);
    sendsTo(await ask(client, '/behind/'), '/login/?next=%2Fbehind%2F');
    const forged = new Client();
    forged.jar.set('sid', 'A'.repeat(43));
    sendsTo(await ask(forged, '/behind/'), '/login/?next=%2Fbehind%2F');
    person = await signedIn(person.mail);
});

test('an idle session ends at the door as it does on pages, and standing there keeps one open', async () => {
    const client = await signedIn(person.mail);
    const seen = (minutes) => sql(`UPDATE session SET seen_at = UTC_TIMESTAMP() - INTERVAL ${minutes} MINUTE WHERE account = ${client.id}`);
    await seen(29);
    assert.equal((await ask(client, '/behind/')).status, 200);
    assert.ok(await one(`SELECT MAX(seen_at) > UTC_TIMESTAMP() - INTERVAL 1 MINUTE FROM session WHERE account = ${client.id}`) === '1');
    await seen(31);
    sendsTo(await ask(client, '/behind/'), '/login/?next=%2Fbehind%2F');
    person = await signedIn(person.mail);
});

test('it costs one statement, and none for who brings no session', async () => {
    const cost = async (client) => {
        const log = `${dir}/log/login.log`, from = fs.statSync(log).size;
        await ask(client, '/behind/');
        const line = () => / route=\/login\/door .* sql=(\d+)/.exec(fs.readFileSync(log).subarray(from).toString());
        for (let n = 0; n < 100 && !line(); n++) await wait(20); // it is written after the answer
        return line()[1];
    };
    await ask(person, '/behind/');
    assert.equal(await cost(person), '1');
    assert.equal(await cost(new Client()), '0');
});

test('nobody asks the door itself', async () => {
    for (const path of ['/login/door', '/login/door?role=applicant', '/login/door/', '/login//door', '/login/./door'])
        for (const client of [new Client(), person]) {
            const page = await client.get(path, { follow: false });
            assert.equal(page.status, 404, path);
            for (const name of ['x-qiao-account', 'x-qiao-name', 'x-qiao-sign-in']) assert.equal(page.headers.get(name), null);
        }
});

test('addresses that would lead out of the house lead nowhere after signing in', async () => {
    for (const at of ['/behind/%0d%0aX:%20y', '/behind/%5cevil', `/behind/${'a'.repeat(1100)}`, `/behind/${'a%22'.repeat(1900)}`]) {
        const client = new Client(), sent = await ask(client, at);
        assert.equal(sent.status, 303, at.slice(0, 40));
        assert.match(sent.location, /^\/login\/(\?next=[\w%.~-]*)?$/);
        const page = await client.submit(await client.get(sent.location), 'signin', { mail: person.mail, password });
        assert.equal(page.is(303).location, '/apply/mine', at.slice(0, 40));
    }
});

test('nobody gets in while the door is not answered', async () => {
    await stopProgram('login', 'KILL');
    try {
        for (const client of [person, new Client()]) {
            const no = await ask(client, '/behind/');
            assert.ok(no.status >= 500, `${no.status}`);
            assert.ok(!no.text.includes('|'));
        }
    } finally {
        await startPrograms('login');
    }
    assert.equal((await ask(person, '/behind/')).status, 200);
});
