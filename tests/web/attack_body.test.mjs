// Bodies and heads that no browser sends: cut off, with wrong lengths, doubled, too large, not what they say; and files
// that are not what they claim. Nothing half is ever stored, and the next person is served.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Client, answerOf, multipart, urlencoded } from '../lib/client.mjs';
import { answers, begin, handIn, intakeOf, like, picture, say } from '../lib/applicant.mjs';
import { one, png, resident, sql, unchanged } from '../lib/world.mjs';

let maker, draft;
const at = (page) => `/apply/${page}?id=${draft}`;
const urlencodedType = { 'Content-Type': 'application/x-www-form-urlencoded' };
const photo = () => `${at('paper_new')}&kind=photo`;
const papers = () => one(`SELECT COUNT(*) FROM document WHERE case_id = ${draft}`).then(Number);

before(async () => {
    maker = await resident('Maker', { roams: true });
    draft = await begin(maker, await intakeOf('CHN-1'));
});

async function right() {
    const { token } = (await maker.get(at('school'))).form('education');
    return urlencoded({ ...answers.education, token });
}

test('a body cut off in the middle is not acted on', async () => {
    const body = await right();
    await unchanged(async () => {
        for (const part of [0, 1, 10, Math.floor(body.length / 2), body.length - 1]) {
            const head = maker.head('POST', at('school'), { ...urlencodedType, 'Content-Length': body.length });
            const raw = await maker.raw(head + body.slice(0, part), { half: true });
            assert.ok(raw === '' || / 40[08] /.test(raw.split('\r\n')[0]), raw.slice(0, 100));
        }
    });
    const whole = await maker.raw(maker.head('POST', at('school'), { ...urlencodedType,
        'Content-Length': body.length }) + body);
    assert.equal(answerOf(whole).status, 303, 'the same in full is');
    assert.equal(await one(`SELECT COUNT(*) FROM apply_education WHERE application = ${draft}`), '1');
});

test('a file cut off in the middle is not stored', async () => {
    const { token } = (await maker.get(photo())).form('paper'), before = await papers();
    const { type, body } = multipart({ token, file: picture() });
    for (const [length, sent] of [[body.length, body.length - 40], [body.length, 200],
        [body.length - 40, body.length - 40], [body.length - 2, body.length - 2]]) {
        const head = maker.head('POST', photo(), { 'Content-Type': type, 'Content-Length': length });
        const raw = await maker.raw(Buffer.concat([Buffer.from(head), body.subarray(0, sent)]),
            { half: length !== sent });
        if (length === body.length - 2) continue; // only the last line end is missing: whole enough
        assert.ok(raw === '' || / 400 /.test(raw.split('\r\n')[0]), raw.slice(0, 100));
    }
    assert.equal(await papers() - before, 1);
});

test('a length that is none, or not the one of the body', async () => {
    const body = await right();
    await unchanged(async () => {
        for (const [length, status] of [['+5', 400], ['-1', 400], ['5, 5', 400], ['0x10', 400],
            ['99999999999999999999', 400], ['1e3', 400], ['', 400], ['9223372036854775807', 413], ['70000', 413]]) {
            const raw = await maker.raw(maker.head('POST', at('school'),
                { ...urlencodedType, 'Content-Length': length }) + body, { half: true, ms: 1000 });
            assert.match(raw.split('\r\n')[0], new RegExp(` ${status} `), length);
        }
        // Shorter than what follows: the rest is no request, and the form is not whole (its token stands last).
        const raw = await maker.raw(maker.head('POST', at('school'), { ...urlencodedType,
            'Content-Length': body.length - 20, Connection: 'keep-alive' }) + body, { ms: 800 });
        assert.match(raw, /^HTTP\/1\.1 403 /);
        const none = await maker.raw(maker.head('POST', at('school'), urlencodedType) + '', { ms: 1500 });
        assert.match(none, /^HTTP\/1\.1 (400|411) /);
    });
});

test('two lengths, or a length and chunks, are refused', async () => {
    const body = await right(), n = String(body.length);
    await unchanged(async () => {
        for (const headers of [{ 'Content-Length': [n, n] }, { 'Content-Length': [n, '5'] },
            { 'Content-Length': n, 'Transfer-Encoding': 'chunked' },
            { 'Transfer-Encoding': ['chunked', 'chunked'] }, { 'Transfer-Encoding': 'gzip, chunked' },
            { 'Transfer-Encoding': 'xchunked' }]) {
            const raw = await maker.raw(maker.head('POST', at('school'), { ...urlencodedType, ...headers }) + body,
                { half: true, ms: 1500 });
            assert.match(raw.split('\r\n')[0], / (400|501) /, JSON.stringify(headers));
        }
    });
    const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    const good = await maker.raw(maker.head('POST', at('school'), { ...urlencodedType,
        'Transfer-Encoding': 'chunked' }) + chunked);
    assert.ok([303, 400].includes(answerOf(good).status), 'chunks alone are understood or refused whole');
});

test('a second request hidden in the first is nobody\'s', async () => {
    const inner = maker.head('GET', '/login/me', { Connection: 'close' });
    const outer = maker.head('POST', at('school'), { ...urlencodedType, 'Content-Length': 0,
        'Transfer-Encoding': 'chunked', Connection: 'keep-alive' });
    const raw = await maker.raw(`${outer}0\r\n\r\n${inner}`, { ms: 1500 });
    assert.equal(raw.match(/HTTP\/1\.1 \d/g).length, 1);
    assert.match(raw, /^HTTP\/1\.1 400/);
});

test('heads that are none', async () => {
    const line = `GET ${at('tasks')} HTTP/1.1\r\n`, host = 'Host: x\r\n';
    const cases = [
        [`${line}${host}A\0B: 1\r\n\r\n`, 400], [`GET ${at('tasks')}\0 HTTP/1.1\r\n${host}\r\n`, 400],
        [`${line}\r\n`, 400],
        [`${line}Host: a\r\nHost: b\r\n\r\n`, 400], [`${line}${host}Cookie: ${'a'.repeat(9000)}\r\n\r\n`, 400],
        [`GET /${'a'.repeat(9000)} HTTP/1.1\r\n${host}\r\n`, 414], [`GET ${at('tasks')} HTTP/9.9\r\n${host}\r\n`, 505],
        ['\x16\x03\x01\x02\x00', 400],
        [`GET http://evil.example/login/ HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, 200],
        [`${line}${host}Cookie: a=${'b'.repeat(5000)}\r\nConnection: close\r\n\r\n`, 400],
        [`${line}${host}Cookie: a=1\r\nCookie: sid=2\r\nConnection: close\r\n\r\n`, [400, 303]],
        [`GET /login/?x=\xff\xfe HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, 200],
    ];
    for (const [bytes, wanted] of cases) {
        const raw = await maker.raw(Buffer.from(bytes, 'latin1'), { ms: 1500 });
        assert.ok([wanted].flat().includes(Number(raw.split(' ')[1])),
            `${JSON.stringify(bytes.slice(0, 80))}: ${raw.slice(0, 60)}`);
        if (/^HTTP\/1.1 200/.test(raw)) answerOf(raw);
        assert.doesNotMatch(raw, /evil\.example/);
    }
});

test('larger than a form may be: 413 with a page of its own, in every language', async () => {
    for (const [path, n] of [[at('school'), 66000], ['/login/', 1 << 20], ['/login/new', 1 << 20]]) {
        const body = `password=${'x'.repeat(n)}`;
        const raw = await unchanged(() => maker.raw(maker.head('POST', path,
            { ...urlencodedType, 'Content-Length': body.length }) + body));
        const page = answerOf(raw, path);
        assert.equal(page.status, 413);
        for (const lang of ['zh', 'en', 'lo', 'th']) assert.match(page.html, new RegExp(`lang="${lang}`));
    }
    // Up to 32 MiB the field says so; beyond, nginx.
    const big = Buffer.alloc((32 << 20) - 2000, 7), { token } = (await maker.get(photo())).form('paper');
    await unchanged(async () => {
        const { type } = multipart({});
        for (const n of [(8 << 20) + 1, 14 << 20, big.length]) {
            const { type: its, body } = multipart({ token, file: { name: 'big.png', type: 'image/png',
                bytes: big.subarray(0, n) } });
            const page = await maker.request('POST', photo(), { headers: { 'content-type': its }, body });
            assert.match(page.is(422).error('paper', 'file'), like('en', 'error.file_size'));
            assert.match(page.error('paper', 'file'), /8 MB/);
        }
        const more = await maker.raw(maker.head('POST', photo(), { 'Content-Type': type,
            'Content-Length': (32 << 20) + 1 }), { half: true });
        assert.equal(answerOf(more).status, 413);
    });
});

test('a body that is no form', async () => {
    const { token } = (await maker.get(at('school'))).form('education');
    const body = urlencoded({ ...answers.education, token });
    await unchanged(async () => {
        for (const type of ['application/json', 'text/plain', '', 'application/xml', 'multipart/form-data',
            'multipart/form-data; boundary=', `multipart/form-data; boundary=${'b'.repeat(71)}`,
            'multipart/form-data; boundary=a; boundary=b', 'multipart/mixed; boundary=a',
            'application/x-www-form-urlencodedx'])
            (await maker.request('POST', at('school'), { headers: type ? { 'content-type': type } : {},
                body: Buffer.from(body) })).is(400, type);
        for (const bad of [`${body}&a=%`, `${body}&a=%4`, `${body}&a=%zz`, `${body}&%00=1`])
            (await maker.request('POST', at('school'), { headers: urlencodedType, body: bad })).is(400, bad.slice(-8));
    });
});

test('parts that are not as they should be', async () => {
    const { token } = (await maker.get(photo())).form('paper'), b = 'qb';
    const type = `multipart/form-data; boundary=${b}`, part = (head, text) => `--${b}\r\n${head}\r\n\r\n${text}\r\n`;
    const good = part('Content-Disposition: form-data; name="token"', token);
    const file = part('Content-Disposition: form-data; name="file"; filename="a.png"', png().toString('latin1'));
    const end = `--${b}--\r\n`;
    const cases = [
        ['no end', good + file, 400], ['no parts', end, 403], ['nothing', '', 400], ['only noise', 'abc', 400],
        ['no name', good + part('Content-Disposition: form-data', 'x') + end, 400],
        ['name twice', good + part('Content-Disposition: form-data; name="a"; name="b"', 'x') + end, 400],
        ['no disposition', good + part('Content-Type: text/plain', 'x') + end, 400],
        ['folded line', good + part('Content-Disposition: form-data;\r\n name="file"', 'x') + end, 400],
        ['NUL in a text', good + part('Content-Disposition: form-data; name="dated-d"', 'a\0b') + end, 400],
        ['long name', good + part(`Content-Disposition: form-data; name="${'n'.repeat(65)}"`, 'x') + end, 413],
        ['long head', good + part(`X: ${'h'.repeat(2000)}`, 'x') + end, 413],
        ['many heads', good + part(Array.from({ length: 12 }, (_, n) => `X-${n}: 1`).join('\r\n'), 'x') + end, 413],
        ['many parts', part('Content-Disposition: form-data; name="dated-d"', '1').repeat(30) + end, 413],
        ['long text', good + part('Content-Disposition: form-data; name="dated-d"', 'x'.repeat(20000)) + end, 413],
        ['unknown part', good + file + part('Content-Disposition: form-data; name="owner"', '1') + end, 400],
        ['text for a file', good + part('Content-Disposition: form-data; name="file"', 'text') + end, 422],
        ['no file chosen', good + part('Content-Disposition: form-data; name="file"; filename=""', '') + end, 422],
        ['no file at all', good + end, 422],
        ['a kind beside that of the address', good + part('Content-Disposition: form-data; name="kind"', 'photo') + file + end, 400],
    ];
    await unchanged(async () => {
        for (const [what, body, status] of cases)
            (await maker.request('POST', photo(), { headers: { 'content-type': type },
                body: Buffer.from(body, 'latin1') })).is(status, what);
    });
});

test('files that are not what they claim', async () => {
    const big = (w, h) => { const b = Buffer.from(png()); b.writeUInt32BE(w, 16); b.writeUInt32BE(h, 20); return b; };
    const cases = [
        ['empty', Buffer.alloc(0), 'file_empty'], ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'),
            'file_type'], ['svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
            'file_type'],
        ['gif', Buffer.from('GIF89a..............'), 'file_type'], ['zip', Buffer.from('PK\x03\x04aaaaaaaaaaaaaaaaa'),
            'file_type'], ['program', Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), 'file_type'],
        ['page that says PDF', Buffer.from('%PDF-1.4\n<html><script>alert(1)</script>'), null],
        ['late PDF', Buffer.from(`${' '.repeat(40)}%PDF-1.4\n%%EOF`), 'file_type'],
        ['half a PNG', png().subarray(0, 40), null], ['PNG magic and a script',
            Buffer.concat([png().subarray(0, 8), Buffer.from('<script>alert(1)</script>')]), null],
        ['bomb', big(30000, 30000), null], ['wide', big(0x7fffffff, 0x7fffffff), null],
        ['nothing wide', big(0, 0), null], ['JPEG and no more', Buffer.from('ffd8ff', 'hex'), null],
        ['text', Buffer.from('hello'), 'file_type'],
    ];
    await unchanged(async () => {
        for (const [what, bytes, fault] of cases) {
            const page = (await handIn(maker, draft, 'photo', { name: `${what}.png`, type: 'image/png',
                bytes })).is(422, what);
            assert.match(page.error('paper', 'file'), fault ? like('en', `error.${fault}`) : /./, what);
            assert.equal(page.faults.length, 1);
        }
    });
});

test('file names are for reading only', async () => {
    const names = { '../../etc/passwd': 'passwd', 'C:\\Users\\x\\scan.png': 'scan.png', '\u202egnp.exe': 'gnp.exe',
        'a<script>b</script>.png': 'script>.png', 'a\u0001b.png': 'ab.png', '..': '', '': null,
        [`${'ກ'.repeat(300)}.png`]: 'ກ'.repeat(50), 'scan.php': 'scan.php',
        "'; DROP TABLE document; --.png": "'; DROP TABLE document; --.png", 'x\r\nSet-Cookie: a=b': null,
            'ສຳເນົາ.png': 'ສຳເນົາ.png' };
    const doc = async () => one(`SELECT MAX(id) FROM document WHERE case_id = ${draft}`);
    for (const [name, shown] of Object.entries(names)) {
        await sql(`DELETE FROM document WHERE case_id = ${draft}`);
        const page = await handIn(maker, draft, 'other', { name, type: 'text/html', bytes: png() });
        if (shown === null) {
            assert.ok([400, 422, 200].includes(page.status), `${name} ${page.status}`);
            if (page.status !== 200) continue;
        }
        page.see(say('en', 'said.paper_kept'), shown ?? '');
        assert.ok(!page.html.includes('<script>b'));
        const file = await maker.get(`/apply/paper?id=${draft}&entry=${await doc()}`);
        assert.equal(file.type, 'image/png', 'by what it is, not by what it says');
        assert.match(file.headers.get('content-disposition'),
            /^attachment; filename="document-\d+\.png"; filename\*=UTF-8''[\w.~%-]+$/);
        assert.match(file.headers.get('content-disposition'), /\.png$/, 'the ending tells what it is');
        assert.match(file.headers.get('content-security-policy'), /^sandbox; default-src 'none', /);
        assert.match(file.headers.get('x-content-type-options'), /^nosniff/);
        assert.deepEqual(file.body, png());
        assert.equal(file.headers.get('set-cookie'), null);
    }
});

test('no more than twelve papers to an application', async () => {
    await sql(`DELETE FROM document WHERE case_id = ${draft}`);
    for (let n = 0; n < 12; n++) assert.match((await handIn(maker, draft, 'other')).path, /said=paper_kept/);
    const page = (await handIn(maker, draft, 'photo')).is(422);
    assert.match(page.error('paper', 'file'), like('en', 'error.file_many'));
    assert.equal(await papers(), 12);
});

test('who floods is slowed, and others are not', async () => {
    const flood = new Client({ address: '203.0.113.77' }),
        many = await Promise.all(Array.from({ length: 140 }, () => flood.get('/help')));
    const slowed = many.filter((p) => p.status === 429);
    assert.ok(slowed.length > 0 && slowed.length <= 100, `${slowed.length} of 140`);
    for (const p of slowed) assert.match(p.html, /lang="lo/);
    (await new Client({ address: '203.0.113.78' }).get('/help')).is(200);
    const guess = new Client({ address: '203.0.113.79' }), page = await guess.get('/login/');
    const tries = await Promise.all(Array.from({ length: 25 }, () => guess.send('/login/',
        { token: page.form('signin').token })));
    assert.ok(tries.some((p) => p.status === 429) && tries.some((p) => p.status === 422));
    assert.equal((await guess.get('/login/')).status, 200, 'looking is not sending');
});
