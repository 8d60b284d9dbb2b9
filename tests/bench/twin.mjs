// Our templates and texts as PHP, so that the twin draws the same bytes the way PHP draws them: one file of functions per
// page, values escaped with htmlspecialchars, texts in an array that opcache keeps. It knows the part of the template
// language that the measured pages use, and throws at anything else.
import fs from 'node:fs';

const shown = /^\s*(var|call):/;
const macros = /^common\/(frame|form|list|steps|summary)\.cs$/; // view/ parses these once, for their macros alone
const names = { lang: 1, lang_code: 1, lang_name: 1, langs: 1, static: 1, T: 1 }; // what view/ keeps beside the texts

// ---- texts: the files of lang/ as one tree

export function readTexts(into, text) {
    const stack = [into];
    const lines = text.split('\n');
    for (let i = 0; i < lines.length; i++) {
        const line = lines[i].trim();
        if (!line || line.startsWith('#')) continue;
        let m;
        if (line === '}') stack.pop();
        else if ((m = line.match(/^([\w.]+)\s*\{$/))) stack.push(reach(stack.at(-1), m[1]));
        else if ((m = line.match(/^([\w.]+)\s*<<\s*(\w+)$/))) {
            const from = i + 1;
            while (lines[++i] !== m[2]) if (i >= lines.length) throw new Error(`${m[1]}: no ${m[2]}`);
            put(stack.at(-1), m[1], lines.slice(from, i).map((l) => l + '\n').join(''));
        } else if ((m = line.match(/^([\w.]+)\s*=\s*(.*)$/))) put(stack.at(-1), m[1], m[2]);
        else throw new Error(`not a text: ${line}`);
    }
    return into;
}

function reach(node, path) {
    for (const part of path.split('.')) {
        if (typeof node[part] !== 'object') node[part] = {};
        node = node[part];
    }
    return node;
}

function put(node, path, value) {
    const at = path.lastIndexOf('.');
    (at < 0 ? node : reach(node, path.slice(0, at)))[path.slice(at + 1)] = value;
}

const quoted = (s) => `'${String(s).replace(/[\\']/g, '\\$&')}'`;

export function phpValue(v) {
    if (typeof v !== 'object') return quoted(v);
    return `[${Object.entries(v).map(([k, x]) => `${quoted(k)}=>${phpValue(x)}`).join(',\n')}]`;
}

// ---- white space as view/inline.c leaves it

function pieces(source) {
    const out = [];
    const text = (s) => { if (s) out.push({ text: s }); };
    let rest = source;
    while (rest) {
        const open = rest.indexOf('<?cs');
        const plain = open < 0 ? rest : rest.slice(0, open);
        text(plain.replace(/\n[ \t]+/g, '\n'));
        if (open < 0) break;
        const end = rest.indexOf('?>', open);
        const body = rest.slice(open + 4, end);
        rest = rest.slice(end + 2);
        if (!shown.test(body) && rest.startsWith('\n')) rest = rest.slice(1).replace(/^[ \t]+/, '');
        out.push({ command: body.trim() });
    }
    return out;
}

// ---- expressions

function tokens(s) {
    const found = s.match(/"[^"]*"|\d+|[A-Za-z_]\w*|\|\||&&|[!=<>]=|[-+.[\](),!#?<>]/g) ?? [];
    if (found.join('').length !== s.replace(/\s+(?=([^"]*"[^"]*")*[^"]*$)/g, '').length) throw new Error(`cannot read: ${s}`);
    return found;
}

class Expression {
    constructor(text, locals) { this.list = tokens(text); this.locals = locals; this.text = text; }
    peek() { return this.list[0]; }
    take(wanted) {
        const t = this.list.shift();
        if (wanted && t !== wanted) throw new Error(`${wanted} expected in: ${this.text}`);
        return t;
    }
    whole() {
        const e = this.or();
        if (this.list.length) throw new Error(`cannot read the end of: ${this.text}`);
        return e;
    }
    chain(next, ops, make) {
        let left = next.call(this);
        while (ops.includes(this.peek())) left = make(left, this.take(), next.call(this));
        return left;
    }
    or() { return this.chain(this.and, ['||'], (a, op, b) => ({ bool: true, php: `(${a.php} || ${b.php})` })); }
    and() { return this.chain(this.compare, ['&&'], (a, op, b) => ({ bool: true, php: `(${a.php} && ${b.php})` })); }
    compare() {
        return this.chain(this.sum, ['==', '!=', '<', '>', '<=', '>='], (a, op, b) => {
            if (a.number || b.number) return { bool: true, php: `((int)${a.php} ${op} (int)${b.php})` };
            return { bool: true, php: `(${a.php} ${op === '==' || op === '!=' ? op + '=' : op} ${b.php})` };
        });
    }
    sum() { return this.chain(this.unary, ['+'], (a, op, b) => ({ php: `(${a.php} . ${b.php})` })); }
    unary() {
        if (this.peek() === '!') { this.take(); return { bool: true, php: `!(${this.unary().php})` }; }
        if (this.peek() === '#') { this.take(); return { number: true, php: this.unary().php }; }
        if (this.peek() === '?') { this.take(); return { bool: true, php: `isset(${this.atom().place})` }; }
        return this.atom();
    }
    atom() {
        const t = this.take();
        if (t === '(') { const e = this.or(); this.take(')'); return e; }
        if (t[0] === '"') return { php: quoted(t.slice(1, -1)) };
        if (/^\d+$/.test(t)) return { number: true, php: t };
        if (this.peek() === '(') return this.call(t);
        return this.path(t);
    }
    call(name) {
        this.take('(');
        const of = this.peek();
        const e = this.or();
        this.take(')');
        if (name === 'url_validate') return { escaped: true, php: `u(${e.php})` };
        if (name === 'name') return { php: `$k_${of}` };
        if (name === 'first') return { bool: true, php: `$f_${of}` };
        throw new Error(`function ${name} is not known`);
    }
    path(first) {
        let place = this.locals.has(first) ? `$v_${first}` : `$${names[first] ? 'g' : 'd'}['${first}']`;
        const bare = this.locals.has(first);
        let deep = !bare;
        for (;;) {
            if (this.peek() === '.') { this.take(); place += `['${this.take()}']`; } else if (this.peek() === '[') {
                this.take();
                place += `[${this.or().php}]`;
                this.take(']');
            } else break;
            deep = true;
        }
        return { place, php: deep ? `(${place} ?? '')` : place };
    }
}

// ---- commands

export class Page {
    constructor(folder, page) {
        this.folder = folder;
        this.functions = [];
        this.seen = new Set();
        this.main = { php: [], locals: new Set() };
        this.blocks = [];
        this.at = this.main;
        this.include(`${page}.cs`);
    }
    include(file) {
        if (this.seen.has(file)) return;
        this.seen.add(file);
        const kept = this.main.php.length;
        for (const piece of pieces(fs.readFileSync(`${this.folder}/${file}`, 'utf8'))) {
            if (piece.text) this.echo(quoted(piece.text), piece.text);
            else if (!piece.command.startsWith('#')) this.command(piece.command, file);
        }
        if (macros.test(file)) this.main.php.length = kept; // what stands between its macros is for the author
    }
    echo(php, text) {
        const last = this.at.php.at(-1);
        if (text !== undefined && last?.text !== undefined) {
            last.text += text;
            last.php = `echo ${quoted(last.text)};`;
        } else this.at.php.push({ php: `echo ${php};`, text });
    }
    add(php) { this.at.php.push({ php }); }
    eval(text) { return new Expression(text, this.at.locals).whole(); }
    open(kind, name, more) { this.blocks.push({ kind, name, had: name && this.at.locals.has(name), ...more }); }
    close(kind) {
        const b = this.blocks.pop();
        if (b?.kind !== kind) throw new Error(`/${kind} closes ${b?.kind}`);
        if (b.name && !b.had && kind !== 'def') this.at.locals.delete(b.name);
        return b;
    }
    command(text, file) {
        const m = text.match(/^(\/?\w+)\s*:?\s*([^]*)$/);
        const [, verb, rest] = m ?? [];
        const act = this[`do_${verb?.replace('/', 'end_')}`];
        if (!act) throw new Error(`${file}: ${text}: not known`);
        act.call(this, rest);
    }
    do_include(rest) { this.include(rest.replace(/"/g, '')); }
    do_var(rest) {
        const e = this.eval(rest);
        this.echo(e.escaped ? e.php : `h(${e.php})`);
    }
    do_if(rest) { this.add(`if (${this.eval(rest).php}) {`); this.open('if'); }
    do_elif(rest) { this.add(`} elseif (${this.eval(rest).php}) {`); }
    do_else() { this.add('} else {'); }
    do_end_if() { this.close('if'); this.add('}'); }
    do_each(rest) {
        const [, x, list] = rest.match(/^(\w+)\s*=\s*([^]*)$/);
        const of = this.eval(list).place;
        this.open('each', x);
        this.at.locals.add(x);
        this.add(`$f_${x} = true; foreach (${of} ?? [] as $k_${x} => $v_${x}) {`);
    }
    do_end_each() { const b = this.close('each'); this.add(`$f_${b.name} = false; }`); }
    do_with(rest) {
        const [, x, of] = rest.match(/^(\w+)\s*=\s*([^]*)$/);
        this.add(`$v_${x} = ${this.eval(of).php};`);
        this.open('with', x);
        this.at.locals.add(x);
    }
    do_end_with() { this.close('with'); }
    do_def(rest) {
        const [, name, list] = rest.match(/^(\w+)\(([^)]*)\)$/);
        const args = list.split(',').map((a) => a.trim()).filter(Boolean);
        this.open('def', null, { outer: this.at });
        this.at = { php: [], locals: new Set(args), name, args };
    }
    do_end_def() {
        const { outer } = this.close('def'), f = this.at;
        this.functions.push(`function m_${f.name}(${['$d', '$g', ...f.args.map((a) => `$v_${a}`)].join(', ')})\n{\n${body(f)}\n}`);
        this.at = outer;
    }
    do_call(rest) {
        const [, name, list] = rest.match(/^(\w+)\(([^]*)\)$/);
        const e = new Expression(`f(${list})`, this.at.locals);
        const args = [];
        e.take(); e.take('(');
        while (e.peek() !== ')') { args.push(e.or().php); if (e.peek() === ',') e.take(); }
        this.add(`m_${name}(${['$d', '$g', ...args].join(', ')});`);
    }
    php() { return `<?php\n// Made from the template by tests/bench/twin.mjs.\n${this.functions.join('\n')}\nfunction page($d, $g)\n{\n${body(this.main)}\n}\n`; }
}

const body = (f) => f.php.map((x) => x.php).join('\n');
