// Those who are slow, silent or break off, and disks that are full (SECURITY R6 to R9): nothing half is kept, nobody
// else waits, and who cannot be served is told so by a page.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { like, picture } from '../lib/applicant.mjs';
import { answerOf, multipart, url, urlencoded } from '../lib/client.mjs';
import { applicant, database, draft, isThere, master, restart, shell, stopProgram, until, workers } from '../lib/load.mjs';
import { dir, one, wait } from '../lib/world.mjs';

const place = new URL(url);
const spool = () => (fs.existsSync(`${dir}/spool`) ? fs.readdirSync(`${dir}/spool`) : []);
const documents = () => one("SELECT CONCAT(COUNT(*), ' ', COALESCE(SUM(size), 0), ' ', (SELECT COUNT(*) FROM document_body)) FROM document");
const again = (...settings) => restart('apply', ...settings);
let client, papers, id;

before(async () => {
    client = await applicant(27);
    id = await draft(client);
    papers = await client.get(`/apply/paper_new?id=${id}&kind=photo`);
});
after(() => again());

// An upload as bytes: { head, body }, its length said as it is.
function upload(size = 0) {
    const file = picture('scan.png');
    if (size) file.bytes = Buffer.concat([file.bytes, Buffer.alloc(size)]);
    const { type, body } = multipart({ ...papers.form('paper').values, file });
    return { head: client.head('POST', `/apply/paper_new?id=${id}&kind=photo`, { Origin: url, 'Content-Type': type, 'Content-Length': body.length }), body };
}

async function ordinary(why) {
    const began = Date.now();
    (await client.get('/')).is(200);
    (await client.get('/apply/mine')).is(200);
    (await client.get(`/apply/tasks?id=${id}`)).is(200);
    assert.ok(Date.now() - began < 1000, `three pages took ${Date.now() - began} ms ${why}`);
}

test('bodies that are cut off leave nothing behind', async () => {
    const kept = await documents(), { head, body } = upload(30000);
    const form = (await client.get(`/apply/school?id=${id}`)).form('education'), text = urlencoded({ ...form.values, school: 'Cut Off' });
    const short = client.head('POST', `/apply/school?id=${id}`, { Origin: url, 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': text.length });
    const cuts = [0, 1, 100, 500, body.length >> 1, body.length - 1];
    const answers = await Promise.all([...cuts.map((n) => client.raw(Buffer.concat([Buffer.from(head), body.subarray(0, n)]), { half: true })),
        ...[0, 10, text.length - 1].map((n) => client.raw(short + text.slice(0, n), { half: true }))]);
    for (const answer of answers) assert.doesNotMatch(answer, /^HTTP\/1\.1 (2|3)/);
    assert.equal(await documents(), kept);
    assert.equal(await one("SELECT COUNT(*) FROM apply_education WHERE school = 'Cut Off'"), '0');
    assert.deepEqual(spool(), []);
    const whole = await client.raw(Buffer.concat([Buffer.from(head), body]));
    assert.match(whole, /^HTTP\/1\.1 (303|422)/); // the same bytes to their end are a request
});

test('a body that is shorter or longer than it says, straight to the program, is refused', async () => {
    const kept = await documents(), { body } = upload();
    const pair = (name, value) => {
        const size = (s) => (s.length < 128 ? Buffer.from([s.length]) : Buffer.from([0x80 | (s.length >> 24), s.length >> 16, s.length >> 8, s.length]));
        const [n, v] = [Buffer.from(name), Buffer.from(value)];
        return Buffer.concat([size(n), size(v), n, v]);
    };
    const record = (type, content) => Buffer.concat([Buffer.from([1, type, 0, 1, content.length >> 8, content.length & 255, 0, 0]), content]);
    const { type } = multipart({});
    for (const [length, sent] of [[body.length, body.subarray(0, 200)], [body.length + 50, body], [body.length - 50, body], ['', body]]) {
        const params = { REQUEST_METHOD: 'POST', DOCUMENT_URI: '/apply/paper_new', QUERY_STRING: `id=${id}&kind=photo`, CONTENT_TYPE: type, REQUEST_ID: '0'.repeat(32),
            CONTENT_LENGTH: String(length), REMOTE_ADDR: '127.0.0.1', SERVER_NAME: place.hostname, HTTP_COOKIE: client.cookies, HTTP_ORIGIN: url };
        const bytes = Buffer.concat([record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])),
            record(4, Buffer.concat(Object.entries(params).map(([n, v]) => pair(n, v)))), record(4, Buffer.alloc(0)), record(5, sent), record(5, Buffer.alloc(0))]);
        const answer = await new Promise((done, bad) => {
            const socket = net.connect(`${dir}/apply.sock`), got = [];
            socket.on('data', (b) => got.push(b)).on('error', bad).on('close', () => done(Buffer.concat(got).toString('latin1')));
            socket.write(bytes);
        });
        assert.match(answer, /Status: 4\d\d/, `${sent.length} bytes for ${length}`);
    }
    assert.equal(await documents(), kept);
    assert.deepEqual(spool(), []);
});

test('twenty slow uploads and a hundred silent connections: an ordinary page comes at once', async () => {
    const { head, body } = upload(200000), before = workers('apply');
    const slow = Array.from({ length: 20 }, () => net.connect(Number(place.port), place.hostname));
    const silent = Array.from({ length: 100 }, () => net.connect(`${dir}/apply.sock`));
    for (const s of [...slow, ...silent]) s.on('error', () => {});
    let n = 0, closed = 0;
    for (const s of silent) s.on('close', () => closed++);
    for (const s of slow) s.write(head);
    for (const [i, s] of silent.entries()) if (i % 4) s.write(Buffer.from([1, 1, 0, 1, 0, 8, 0, 0, 0, 1].slice(0, i % 4 === 1 ? 3 : 10)));
    const drip = setInterval(() => {
        for (const s of slow) if (!s.destroyed) s.write(body.subarray(n, n + 50));
        n += 50;
    }, 100);
    try {
        for (let k = 0; k < 4; k++) {
            await wait(400);
            await ordinary('beside them');
        }
        assert.ok(slow.every((s) => !s.destroyed), 'nginx waits for slow phones');
        await until(() => closed === silent.length, 14000, 'who says nothing for 10 s is let go');
        await ordinary('after them');
    } finally {
        clearInterval(drip);
        for (const s of [...slow, ...silent]) s.destroy();
    }
    assert.deepEqual(workers('apply'), before);
    assert.ok(isThere(master('apply')));
    await until(() => spool().length === 0, 2000, 'an empty spool');
});

test('readers who do not take their answer hold nobody up', async () => {
    const deaf = Array.from({ length: 20 }, () => net.connect(Number(place.port), place.hostname));
    try {
        for (const s of deaf) {
            s.on('error', () => {}).pause();
            for (let k = 0; k < 10; k++) s.write(client.head('GET', '/apply/mine', { Connection: 'keep-alive' }));
        }
        await wait(300);
        await ordinary('beside them');
    } finally {
        for (const s of deaf) s.destroy();
    }
});

async function refused(why) {
    const kept = await documents(), page = await client.submit(papers, 'paper', { file: picture('full.png') });
    page.is(503, why).see(like('en', 'error_page.503.title'));
    assert.match(page.headers.get('retry-after'), /^\d+$/);
    assert.equal(await documents(), kept);
    assert.deepEqual(spool(), []);
    await ordinary(why);
    const school = await client.get(`/apply/contact?id=${id}`);
    assert.notEqual((await client.submit(school, 'contact', { phone: '+8562055551234' })).status, 503, 'small forms are kept');
}

test('below the free-space mark uploads are refused by a page, all else works; above it they are taken', async () => {
    await again('QIAO_SMALL_DISK_MB=1048576');
    await refused('below the mark');
    await again();
    (await client.submit(papers, 'paper', { file: picture('full.png') })).goes(/said=paper_kept/);
});

test('a spool that is full or gone refuses uploads by a page', async () => {
    fs.renameSync(`${dir}/spool`, `${dir}/spool.away`);
    try {
        await refused('without a spool');
    } finally {
        fs.renameSync(`${dir}/spool.away`, `${dir}/spool`);
    }
    await stopProgram('apply', 'KILL');
    // Files of at most one block, as on a disk that has no more: the write comes back with an error.
    await shell('suite_env "$0"; suite_proc_start "$0" apply "${with[@]}" QIAO_LISTEN="$0/apply.sock" QIAO_SMALL_DISK_MB=0 ' +
        'bash -c \'trap "" XFSZ; ulimit -f 1; exec "$0"\' "$suite_bin/qiao-apply" > /dev/null 2>&1; suite_wait "$0" "$(cat "$0/port")"');
    const kept = await documents(), big = picture('big.png');
    big.bytes = Buffer.concat([big.bytes, Buffer.alloc(100000)]);
    (await client.submit(await client.get(`/apply/paper_new?id=${id}&kind=photo`), 'paper', { file: big })).is(503);
    assert.equal(await documents(), kept);
    assert.deepEqual(spool(), []);
    await ordinary('with a full spool');
    await again();
});

test('nginx has no place for a body: a page says so, and the next request is served', async () => {
    const folder = `${dir}/nginx/tmp/body`, { head, body } = upload(300000);
    fs.renameSync(folder, `${folder}.away`);
    try {
        answerOf(await client.raw(Buffer.concat([Buffer.from(head), body])), '/apply/paper_new').is(503).see('The service is busy or being repaired');
        await ordinary('without a place for bodies');
    } finally {
        fs.renameSync(`${folder}.away`, folder);
    }
    assert.match(await client.raw(Buffer.concat([Buffer.from(head), body])), /^HTTP\/1\.1 (303|422)/);
});

test('the database is gone while a file is on its way: the same form keeps it afterwards, once', async () => {
    const page = await client.get(`/apply/paper_new?id=${id}&kind=photo`), file = picture('later.png'), kept = Number((await documents()).split(' ')[0]);
    await database.kill();
    (await client.submit(page, 'paper', { file })).is(503);
    assert.deepEqual(spool(), []);
    await database.start();
    for (let n = 0; n < 2; n++) (await client.submit(page, 'paper', { file })).goes(/said=paper_kept/);
    assert.equal(Number((await documents()).split(' ')[0]), kept + 1);
});
