// A small browser for the web tests: cookies, forms found by their id, 303 followed, and raw sockets for what no
// browser sends. Every answer it gets is held against the rules that hold for all of them (judge), so that no test
// has to remember them. It must not know a program: pages and forms only.
import assert from 'node:assert/strict';
import net from 'node:net';

export const url = process.env.TEST_URL ?? 'http://127.0.0.1:8080';
const place = new URL(url);

const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
export function decode(html) {
    return html.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, digits, name) =>
        hex ? String.fromCodePoint(parseInt(hex, 16)) : digits
            ? String.fromCodePoint(Number(digits)) : named[name] ?? whole);
}

// What a person reads: no tags, entities decoded, blanks as one.
export function textOf(html) {
    return decode(html.replace(/<(script|style|title)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' '))
        .replace(/\s+/g, ' ').trim();
}

function attributes(tag) {
    const found = {};
    for (const [, name, value] of tag.matchAll(/([a-z][a-z-]*)(?:="([^"]*)")?/gi)) found[name] = decode(value ?? '');
    return found;
}

// Controls of one form as a browser would send them: { name: [values] }, and what can be chosen.
function controls(html) {
    const values = {}, options = {}, types = {};
    const add = (name, value) => (values[name] ??= []).push(value);

    for (const [, tag] of html.matchAll(/<input((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>/gi)) {
        const a = attributes(tag), type = a.type ?? 'text';
        if (!a.name) continue;
        types[a.name] = type;
        if (type === 'radio' || type === 'checkbox') {
            (options[a.name] ??= []).push(a.value);
            if ('checked' in a) add(a.name, a.value);
        } else {
            add(a.name, type === 'file' ? '' : a.value ?? '');
        }
    }
    for (const [, tag, text] of html.matchAll(/<textarea((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>([\s\S]*?)<\/textarea>/gi)) {
        const a = attributes(tag);
        types[a.name] = 'textarea';
        add(a.name, decode(text.replace(/^\n/, '')));
    }
    for (const [, tag, list] of html.matchAll(/<select((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>([\s\S]*?)<\/select>/gi)) {
        const a = attributes(tag);
        types[a.name] = 'select';
        options[a.name] = [...list.matchAll(/<option([^>]*)>/g)].map(([, o]) => attributes(o));
        const chosen = options[a.name].find((o) => 'selected' in o);
        options[a.name] = options[a.name].map((o) => o.value);
        add(a.name, chosen ? chosen.value : '');
    }
    return { values, options, types };
}

export class Page {
    constructor(path, status, headers, body) {
        Object.assign(this, { path, status, headers, body });
        this.type = headers.get('content-type') ?? '';
        this.html = /^text\//.test(this.type) ? new TextDecoder('utf-8', { fatal: true }).decode(body) : '';
        this.location = headers.get('location');
    }

    get text() { return this.shown ??= textOf(this.html); }
    get title() { return decode(/<title>([\s\S]*?)<\/title>/.exec(this.html)?.[1] ?? ''); }
    get lang() { return /<html lang="([^"]*)"/.exec(this.html)?.[1]; }
    get banner() { return textOf(/<div class="banner[\s\S]*?<\/div>/.exec(this.html)?.[0] ?? ''); }
    get main() { return textOf(/<main[\s\S]*<\/main>/.exec(this.html)?.[0] ?? ''); }

    // The form <form id="NAME-form">: { action, values, options, types, token }; undefined if the page has none.
    form(name) {
        const found = new RegExp(`<form\\b([^>]*\\bid="${name}-form"[^>]*)>([\\s\\S]*?)</form>`).exec(this.html);
        if (!found) return undefined;
        const a = attributes(found[1]), inside = controls(found[2]);
        return { action: a.action, method: a.method, enctype: a.enctype, ...inside, token: inside.values.token?.[0] };
    }

    // What stands in a field now; '' if it is empty.
    value(form, field) { return this.form(form)?.values[field]?.at(-1) ?? ''; }
    // The sentence beside a field, and the sentences of the list on top.
    error(form, field) {
        return textOf(new RegExp(`<p class="error" id="${form}-${field}-error">([\\s\\S]*?)</p>`).exec(this.html)?.[1] ?? '');
    }
    get faults() {
        const list = /<div class="faults"[\s\S]*?<ul>([\s\S]*?)<\/ul>/.exec(this.html)?.[1] ?? '';
        return [...list.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, li]) => textOf(li));
    }
    links(start) {
        return [...this.html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map(([, h]) => decode(h)).filter((h) =>
            h.startsWith(start));
    }

    is(status, why = '') {
        assert.equal(this.status, status, `${this.path} ${why} ${this.main.slice(0, 300)}`);
        return this;
    }
    goes(to) {
        this.is(303);
        if (to instanceof RegExp) assert.match(this.location, to, this.path);
        else assert.equal(this.location, to, this.path);
        return this;
    }
    see(...texts) {
        for (const t of texts)
            assert.ok(t instanceof RegExp ? t.test(this.text) : this.text.includes(t.replace(/\s+/g, ' ').trim()),
                `${this.path} does not show ${t}: ${this.main.slice(0, 600)}`);
        return this;
    }
    notSee(...texts) {
        for (const t of texts)
            assert.ok(!(t instanceof RegExp ? t.test(this.text) : this.text.includes(t)),
                `${this.path} shows ${t}: ${this.main.slice(0, 600)}`);
        return this;
    }
}

const always = {
    'content-security-policy': /^(sandbox; default-src 'none', )?default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    'strict-transport-security': /^max-age=31536000; includeSubDomains$/,
    'x-content-type-options': /^nosniff(, nosniff)?$/,
    'referrer-policy': /^same-origin$/,
    'cross-origin-opener-policy': /^same-origin$/,
    'cross-origin-resource-policy': /^same-origin$/,
    'permissions-policy': /geolocation=\(\)/,
    'x-frame-options': /^DENY$/,
    'x-request-id': /^[0-9a-f]{32}$/,
    server: /^nginx$/,
};

// Holds for every answer, errors too (SECURITY 14, 28, 30).
export function judge(page, path) {
    for (const [name, wanted] of Object.entries(always))
        assert.match(page.headers.get(name) ?? 'none', wanted, `${name} of ${path} (${page.status})`);
    const short = page.html.includes('<hr><center>nginx</center>'); // its own words: ASCII, and always the same
    if (!path.startsWith('/static/') && page.status !== 204 && !short)
        assert.match(page.headers.get('cache-control') ?? '', /no-store/, `cache-control of ${path} (${page.status})`);
    for (const cookie of page.headers.getSetCookie?.() ?? [])
        assert.match(cookie, /^(__Host-)?[a-z]+=[^;]*; Path=\/; HttpOnly; SameSite=Lax(; Secure)?(; Max-Age=\d+)?$/,
            `cookie of ${path}`);
    if (page.location) assert.match(page.location, /^\/(?![/\\])[\x21-\x7e]*$/,
        `a redirect out of the house from ${path}`);
    if (!short)
        assert.doesNotMatch(page.headers.get('content-type') ?? '', /^text\/(?!.*charset=utf-8)/i,
            `charset of ${path}`);
    return page;
}

// Somewhere in 127/8, which the shipped limits take for a campus; another network for each client.
let networks = (process.pid * 7919) % 60000;
function nextAddress() {
    networks = (networks + 1) % 60000;
    return `127.${1 + (networks >> 8)}.${networks & 255}.7`;
}

// A body as the client means it: fields as [name, value] or { name: value or [values] }; bytes stay bytes.
export function pairs(fields) {
    const list = Array.isArray(fields) ? fields : Object.entries(fields);
    return list.flatMap(([n, v]) => (Array.isArray(v) ? v.map((x) => [n, x]) : [[n, v]])).filter(([, v]) =>
        v !== undefined);
}
const percent = (s) => (Buffer.isBuffer(s) ? [...s].map((b) => `%${b.toString(16).padStart(2, '0')}`).join('')
    : encodeURIComponent(s).replace(/%20/g, '+'));
export const urlencoded = (fields) => pairs(fields).map(([n, v]) =>
    `${percent(n)}=${percent(String(v) === v || Buffer.isBuffer(v) ? v : String(v))}`).join('&');

// Parts: [name, text] or [name, { name: file name, type, bytes }].
export function multipart(fields, boundary = 'qiao-test-4f1d9c') {
    const parts = pairs(fields).map(([name, v]) => {
        const file = typeof v === 'object' && !Buffer.isBuffer(v);
        const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file ? `; filename="${v.name.replace(/"/g, '%22')}"` : ''}\r\n${
            file ? `Content-Type: ${v.type ?? 'application/octet-stream'}\r\n` : ''}\r\n`;
        return Buffer.concat([Buffer.from(head), file ? v.bytes : Buffer.from(v), Buffer.from('\r\n')]);
    });
    return { type: `multipart/form-data; boundary=${boundary}`,
        body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]) };
}

// roams: each request comes from another network, so that the limits of one address are not met.
export class Client {
    constructor({ lang = 'en', address = nextAddress(), agent = 'qiao-web-test', roams = false } = {}) {
        Object.assign(this, { lang, address, agent, roams, jar: new Map() });
    }

    get cookies() { return [...this.jar].map(([n, v]) => `${n}=${v}`).join('; '); }

    // A second browser with the same cookies.
    twin() {
        const copy = new Client(this);
        copy.jar = new Map(this.jar);
        return copy;
    }

    keep(headers) {
        for (const cookie of headers.getSetCookie()) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
            if (/Max-Age=0/.test(cookie)) this.jar.delete(name);
            else this.jar.set(name, value);
        }
    }

    async request(method, path, { headers = {}, body } = {}) {
        if (this.roams) this.address = nextAddress();
        const sent = { 'accept-language': this.lang, 'x-forwarded-for': this.address, 'user-agent': this.agent,
            ...headers };
        if (this.jar.size && !('cookie' in sent)) sent.cookie = this.cookies;
        const answer = await fetch(url + path, { method, headers: sent, body, redirect: 'manual' });
        const page = new Page(path, answer.status, answer.headers, Buffer.from(await answer.arrayBuffer()));
        this.keep(answer.headers);
        return judge(page, path);
    }

    // Follows redirects as a browser does.
    async get(path, options = {}) {
        let page = await this.request('GET', path, options);
        for (let n = 0; page.status === 303 && options.follow !== false && n < 5; n++)
            page = await this.request('GET', page.location, options);
        return page;
    }

    // Bytes to an address, with nothing added: for tests that bring token and all.
    send(path, fields, { headers = {}, as } = {}) {
        if (as === 'multipart') {
            const { type, body } = multipart(fields);
            return this.request('POST', path, { headers: { origin: url, 'content-type': type, ...headers }, body });
        }
        return this.request('POST', path,
            { headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded', ...headers },
            body: urlencoded(fields) });
    }

    // Sends the form NAME of a page with these fields changed; undefined takes one out. Gives the answer, 303 too.
    submit(page, name, fields = {}, options = {}) {
        const form = page.form(name);
        assert.ok(form, `${page.path} (${page.status}) has no form ${name}: ${page.main.slice(0, 300)}`);
        const all = { ...form.values, ...fields };
        return this.send(form.action, all, { as: form.enctype ? 'multipart' : undefined, ...options });
    }

    // The whole of it: look at the page, fill its form, send, and go where it leads.
    async post(path, name, fields = {}, options = {}) {
        let answer = await this.submit(await this.get(path, options), name, fields, options);
        if (answer.status === 303 && options.follow !== false) answer = await this.get(answer.location);
        return answer;
    }

    // Sends these bytes and gives what comes back until the other side closes, as latin1; half: ends our side first.
    raw(bytes, { half = false, ms = 4000 } = {}) {
        return new Promise((done, bad) => {
            const socket = net.connect(Number(place.port), place.hostname), got = [];
            const end = () => (clearTimeout(timer), socket.destroy(), done(Buffer.concat(got).toString('latin1')));
            const timer = setTimeout(end, ms);
            socket.on('data', (b) => got.push(b));
            socket.on('close', end);
            socket.on('error', (e) => (e.code === 'ECONNRESET' || e.code === 'EPIPE' ? end() : bad(e)));
            if (half) socket.end(bytes);
            else socket.write(bytes);
        });
    }

    // The head of a raw request of this client; lengths and whatever is to be wrong come from the caller.
    head(method, path, headers = {}) {
        const all = { Host: place.host, 'X-Forwarded-For': this.address, 'Accept-Language': this.lang,
            Connection: 'close',
            ...(this.jar.size ? { Cookie: this.cookies } : {}), ...headers };
        const lines = Object.entries(all).flatMap(([n, v]) => (Array.isArray(v)
            ? v.map((x) => `${n}: ${x}`) : [`${n}: ${v}`]));
        return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
    }
}

// A raw answer: { status, headers, body, page }; judged like any other.
export function answerOf(raw, path = 'raw') {
    const cut = raw.indexOf('\r\n\r\n');
    assert.ok(cut > 0, `no answer to ${path}: ${JSON.stringify(raw.slice(0, 200))}`);
    const headers = new Headers();
    for (const line of raw.slice(0, cut).split('\r\n').slice(1))
        headers.append(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim());
    const page = new Page(path, Number(raw.split(' ')[1]), headers, Buffer.from(raw.slice(cut + 4), 'latin1'));
    return judge(page, path);
}
