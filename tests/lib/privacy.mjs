// Requests about one's own data, for the web tests: asked for, decided on, carried out by two officers.
import assert from 'node:assert/strict';
import { officer, one, sql } from './world.mjs';

export const stateOf = (id) => one(`SELECT state FROM privacy_case WHERE id = ${id}`).then(Number);

// The number of the request; more: "_part?part=...", the page about a part.
export async function ask(who, fields, more = '') {
    await sql(`UPDATE session SET signed_at = UTC_TIMESTAMP() WHERE account = (SELECT id FROM account WHERE mail = '${who.mail}')`);
    const page = await who.post(`/privacy/ask${more}`, 'request', fields);
    assert.match(page.path, /^\/privacy\/request\?id=\d+&said=request_sent/, `${page.status} ${page.faults} ${page.main.slice(0, 300)}`);
    return /id=(\d+)/.exec(page.path)[1];
}

export async function decide(client, id, event, fields = {}) {
    await sql('UPDATE session SET signed_at = UTC_TIMESTAMP() WHERE second');
    return client.post(`/privacy/decide?id=${id}&event=${event}`, 'desk', fields);
}

// Agreed to by one security administrator, carried out by the other.
export async function erase(id) {
    const [wu, zheng] = [await officer('wu', { roams: true }), await officer('zheng', { roams: true })];
    for (const [client, event] of [[wu, 'agree'], [zheng, 'erase']])
        assert.match((await decide(client, id, event)).path, /said=request_decided/, event);
    assert.equal(await stateOf(id), 4);
}
