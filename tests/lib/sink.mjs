// A mail server for tests: takes every letter on 127.0.0.1, keeps it in memory and, if a folder is given, as one
// JSON file each. In tests: startSink({ port, folder, refuse }). As a command: node sink.mjs --port N --folder DIR
import net from 'node:net';
import fs from 'node:fs';
import path from 'node:path';
import tls from 'node:tls';
import { pathToFileURL } from 'node:url';

function bytesOf(text, encoding) {
    if (/^base64$/i.test(encoding)) return Buffer.from(text, 'base64');
    if (!/^quoted-printable$/i.test(encoding)) return Buffer.from(text, 'latin1');
    const plain = text.replace(/[ \t]+$/gm, '').replace(/=\r?\n/g, '');
    return Buffer.from(plain.replace(/=([0-9A-Fa-f]{2})/g, (_, h) => String.fromCharCode(parseInt(h, 16))), 'latin1');
}

function textOf(bytes, charset) {
    return new TextDecoder(charset || 'utf-8', { fatal: true }).decode(bytes);
}

// RFC 2047: encoded words; blanks between two of them are not part of the text.
export function decodeWords(s) {
    const joined = s.replace(/(\?=)[ \t]+(=\?)/g, '$1$2');
    return joined.replace(/=\?([^?]+)\?([BbQq])\?([^?]*)\?=/g, (_, charset, kind, text) =>
        textOf(bytesOf(/b/i.test(kind) ? text : text.replace(/_/g, ' '), /b/i.test(kind) ? 'base64' : 'quoted-printable'),
            charset));
}

function headersOf(head) {
    const headers = {};
    for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
        const at = line.indexOf(':');
        if (at > 0) headers[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim();
    }
    return headers;
}

// Each leaf of a MIME message: { type, text }.
function leavesOf(raw) {
    const cut = raw.search(/\r?\n\r?\n/);
    const headers = headersOf(cut < 0 ? raw : raw.slice(0, cut));
    const body = cut < 0 ? '' : raw.slice(cut).replace(/^\r?\n\r?\n/, '');
    const type = headers['content-type'] || 'text/plain; charset=us-ascii';
    const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
    if (!boundary) {
        const bytes = bytesOf(body, headers['content-transfer-encoding'] || '7bit');
        return [{ type: type.split(';')[0].trim().toLowerCase(), text: textOf(bytes, /charset="?([^";]+)/i.exec(type)?.[1]) }];
    }
    const parts = ('\r\n' + body).split('\r\n--' + boundary);
    return parts.slice(1, -1).flatMap((p) => leavesOf(p.replace(/^\r?\n/, '')));
}

// raw: the bytes of a message as a latin1 string.
export function parseMail(raw) {
    const headers = headersOf(raw.split(/\r?\n\r?\n/)[0]);
    const leaves = leavesOf(raw);
    const leaf = (type) => leaves.find((l) => l.type === type)?.text.replace(/\r\n/g, '\n') ?? '';
    return { headers, subject: decodeWords(headers.subject ?? ''), text: leaf('text/plain'), html: leaf('text/html'), raw };
}

// From here on the connection is ciphered, and begins anew with EHLO (RFC 3207). A client may break off: no error.
function cipher(socket, sink) {
    socket.removeAllListeners('data');
    serve(new tls.TLSSocket(socket, { isServer: true, ...sink.tls }), sink, true);
}

// One connection: lines until DATA, then the message up to the lone dot.
function serve(socket, sink, ciphered = false) {
    let left = '', data = null, from = '', to = [];
    const say = (line) => socket.write(line + '\r\n');

    function command(line) {
        const verb = line.slice(0, 4).toUpperCase();
        const refused = sink.refuse?.(line);
        sink.lines.push(line);
        if (refused) return say(refused);
        if (verb === 'EHLO')
            return socket.write(`250-sink\r\n250-8BITMIME\r\n${sink.tls && !ciphered ? '250-STARTTLS\r\n' : ''}250 SMTPUTF8\r\n`);
        if (verb === 'STAR' && sink.tls && !ciphered) return say('220 go on'), cipher(socket, sink);
        if (verb === 'MAIL') [from, to] = [/<([^>]*)>/.exec(line)?.[1] ?? '', []];
        if (verb === 'RCPT') to.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
        if (verb === 'RSET') [from, to] = ['', []];
        if (verb === 'DATA') {
            if (to.length === 0) return say('503 no receiver');
            data = '';
            return say('354 go on');
        }
        if (verb === 'QUIT') return say('221 bye'), socket.end();
        return say(['HELO', 'MAIL', 'RCPT', 'RSET', 'NOOP'].includes(verb) ? '250 ok' : '502 unknown');
    }

    async function line(text) {
        if (data === null) return command(text);
        if (text !== '.') return void (data += text.replace(/^\./, '') + '\r\n');
        const letter = { from, to, ...parseMail(data) };
        data = null;
        sink.keep(letter);
        await sink.hold?.(letter);
        return sink.deaf ? socket.destroy() : say('250 kept');
    }

    if (!ciphered) say('220 sink');
    socket.setEncoding('latin1');
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
        left += chunk;
        for (let at; (at = left.indexOf('\r\n')) >= 0; ) {
            const text = left.slice(0, at);
            left = left.slice(at + 2);
            line(text);
        }
    });
}

// port 0: any free one. refuse(line): an SMTP answer that refuses this command, or undefined. deaf: takes letters, but
// breaks off instead of saying so. hold(letter): a promise; the answer waits for it. tls: { key, cert } offers STARTTLS.
// Gives { port, letters, lines (commands heard), wait(test, ms), forget(), stop() }; refuse, deaf, hold and tls may be
// changed while it runs.
export async function startSink({ port = 0, folder = null, refuse = null, deaf = false, hold = null, tls: offer = null } = {}) {
    const open = new Set(), letters = [], waiting = new Set();
    const keep = (letter) => {
        letters.push(letter);
        if (folder) {
            const file = path.join(folder, String(letters.length).padStart(6, '0') + '.json');
            fs.writeFileSync(file + '.part', JSON.stringify(letter, null, 1));
            fs.renameSync(file + '.part', file);
        }
        for (const look of [...waiting]) look();
    };
    const sink = { letters, lines: [], keep, refuse, deaf, hold, tls: offer, forget: () => void (letters.length = 0) };
    const server = net.createServer((socket) => {
        open.add(socket);
        socket.on('close', () => open.delete(socket));
        serve(socket, sink);
    });

    if (folder) fs.mkdirSync(folder, { recursive: true });
    await new Promise((done, bad) => server.once('error', bad).listen(port, '127.0.0.1', done));
    sink.port = server.address().port;
    // The first letter that passes the test, now or within so many milliseconds.
    sink.wait = (test = () => true, ms = 10000) => new Promise((done, bad) => {
        const end = (act, value) => (clearTimeout(timer), waiting.delete(look), act(value));
        const timer = setTimeout(() => end(bad, new Error(`no such letter within ${ms} ms`)), ms);
        const look = () => {
            const found = letters.find(test);
            if (found) end(done, found);
        };
        waiting.add(look);
        look();
    });
    sink.stop = () => new Promise((done) => {
        server.close(done);
        for (const socket of open) socket.destroy();
    });
    return sink;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
    const value = (name) => process.argv[process.argv.indexOf(name) + 1];
    if (!process.argv.includes('--port') || !process.argv.includes('--folder')) {
        console.error('usage: node sink.mjs --port N --folder DIR');
        process.exit(2);
    }
    const sink = await startSink({ port: Number(value('--port')), folder: value('--folder') });
    console.log(`sink: 127.0.0.1:${sink.port}`);
    for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => sink.stop().then(() => process.exit(0)));
}
