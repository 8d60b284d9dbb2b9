// Every field of every form, from the programs' own tables: left empty, too long, with a script in it, with bytes that
// are no text; and fields that are not in the table. Refused in words, kept as typed, shown escaped, stored never.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { textOf } from '../lib/client.mjs';
import { say } from '../lib/applicant.mjs';
import { rightForm, scenes, tokenOf, withForm } from '../lib/scenes.mjs';
import { unchanged } from '../lib/world.mjs';

// A search has nothing that must be asked, and nothing comes of it: its own test is admin_audit. Where there is one box
// that may be ticked, there is nothing to type.
const forms = withForm.filter((r) => !r.form.fields.every((f) => f.kind === 'tick' && !f.must) && r.path !== '/admin/audit');
const script = `"><script>alert(1)</script><img src=x onerror=alert(1)>'&amp;<!--{name}`;
const raw = ['<script>alert', '<img src=x', "onerror=alert(1)>'", '&amp;<!--'];
let world;

before(async () => { world = await scenes(); });

const parameters = (f) => (f.kind === 'date' ? ['d', 'm', 'y'].map((p) => `${f.name}-${p}`) : [f.name]);
// Fields of a decision that sending back for correction does not ask for.
const isElsewhere = (route, f) => route.form.name === 'decide' && !['sections', 'text', 'note'].includes(f.name);
const shownAgain = (f) => !['secret', 'file'].includes(f.kind);
const isText = (f) => ['text', 'lines', 'name', 'mail', 'phone', 'reach', 'digits', 'code', 'mrz', 'int', 'money'].includes(f.kind);

// Sends the form of a route with these fields changed; a must field other than `but` is left out, so that nothing
// can come of it.
async function refused(route, changed, but) {
    const { who, at } = world.of(route), all = { ...rightForm(route.form), ...changed };
    const out = route.form.fields.find((f) => f.must && f.kind !== 'file' && f.name !== but);
    if (out) for (const p of parameters(out)) if (!(p in changed)) all[p] = '';
    if (route.form.name === 'decide' && !('sections' in changed)) all.sections = undefined;
    if (route.form.name === 'desk' && !('reason' in changed)) all.reason = undefined; // to refuse needs one
    delete all.file;
    route.token ??= await tokenOf(who, at, route.form.name); // good as long as nothing came of it
    const page = await who.send(at, { ...all, token: route.token }, { as: route.form.name === 'paper'
        ? 'multipart' : undefined });
    if (page.status === 303) route.token = undefined;
    return { page, all, alone: !out && !['decide', 'desk'].includes(route.form.name) };
}

test('an empty form: each thing that is needed is asked for, beside its field and on top', async (t) => {
    for (const route of forms.filter((r) => r.form.name !== 'shown')) // there nothing ticked is an answer
        await t.test(route.path, async () => {
            const { who, at } = world.of(route), { name, fields, mark } = route.form;
            const empty = Object.fromEntries(fields.flatMap(parameters).map((p) => [p, '']));
            const token = await tokenOf(who, at, name);
            for (const sent of [{ ...empty, token }, { token }]) {
                const page = await unchanged(() => who.send(at, sent, { as: fields.some((f) => f.kind === 'file')
                    ? 'multipart' : undefined }), route.path);
                page.is(422);
                for (const f of fields.filter((f) => f.must)) {
                    assert.ok(page.error(name, f.name), `${f.name} is asked for`);
                    assert.match(page.html, new RegExp(`href="#${name}-${f.name}${f.kind === 'date' ? '-d' : ''}"`),
                        'the list leads there');
                }
                const must = fields.filter((f) => f.must).length + (mark ? 1 : 0);
                assert.ok(page.faults.length >= Math.max(must, 1), `${page.faults.length} faults for ${must}`);
                assert.match(page.html, /data-faulty="1"|class="faults"/);
            }
        });
});

test('with one thing missing, everything else that was typed is there again', async (t) => {
    for (const route of forms.filter((r) => r.form.fields.length > 1))
        await t.test(route.path, async () => {
            const { page, all } = await unchanged(() => refused(route, {}), route.path);
            page.is(422);
            for (const f of route.form.fields.filter(shownAgain).filter((f) => f.kind !== 'agree' || page.form(route.form.name).types[f.name]))
                for (const p of parameters(f)) {
                    if (isElsewhere(route, f)) continue;
                    if (route.form.name === 'desk' && f.name === 'override') continue; // nor this
                    assert.deepEqual(page.form(route.form.name).values[p]?.filter((v) => v !== '') ?? [],
                        [all[p] ?? ''].flat().filter((v) => v !== ''), p);
                }
            for (const f of route.form.fields.filter((f) =>
                f.kind === 'secret' && all[f.name])) assert.ok(!page.html.includes(all[f.name]), 'no password');
        });
});

const tooLong = (f) => ({
    text: ['ກ'.repeat(f.max + 1)], lines: ['ກ'.repeat(f.max + 1)], name: ['ກ'.repeat(f.max + 1)],
        secret: ['ກ'.repeat(f.max + 1)],
    code: ['A'.repeat(f.max + 1), 'A'.repeat(Math.max(f.min - 1, 0)), 'A_1234567'].filter(Boolean),
        mrz: ['P'.repeat(45), 'P'.repeat(43)], country: ['LAOS', 'XXX', 'lao '.repeat(9)],
    mail: [`${'a'.repeat(60)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.example`,
        `${'a'.repeat(65)}@example.test`, 'a@b', 'a b@c.d', 'a@b.c\r\nBcc: x@y.z', '@', 'a@@b.c'],
    digits: ['12345', '1234567', '12345a', '12.345'], reach: ['somsak', 'a@b', 'a@@b.c', '0205551234', '+85620x551234', `+${'1'.repeat(16)}`, '+86 691 812 2345',
        'a@b.c\r\nBcc: x@y.z'],
    phone: [`+${'1'.repeat(16)}`, '+856', '0205551234', '+0856205551234', '+85620x551234'],
        choice: ['x'.repeat(41), 'nothing'],
    choices: ['nothing'], yesno: ['maybe', '1'], int: [String(f.max + 1), '-1', '1e3', '1.5', '99999999999999999999'],
        money: ['1,000', '1.234', '-1'],
}[f.kind] ?? []);

test('each field too long, or otherwise none of its kind', async (t) => {
    for (const route of forms)
        for (const f of route.form.fields.filter((f) => !isElsewhere(route, f)))
            for (const [n, value] of tooLong(f).entries())
                await t.test(`${route.path} ${f.name} ${n}`, async () => {
                    const { page } = await refused(route, { [f.name]: value }, f.name);
                    page.is(422);
                    assert.ok(page.error(route.form.name, f.name), `${f.name} has its error: ${page.faults}`);
                    assert.match(page.html, new RegExp(`aria-describedby="[^"]*${route.form.name}-${f.name}-error`));
                    if (isText(f)) assert.equal(page.value(route.form.name, f.name), value.replace(/\r\n/g, '\n'));
                });
});

test('as long as allowed is not too long, in characters of four bytes too', async (t) => {
    for (const route of forms)
        for (const f of route.form.fields.filter((f) => ['text', 'lines', 'name'].includes(f.kind) && !isElsewhere(route, f)))
            await t.test(`${route.path} ${f.name}`, async () => {
                const longest = `𠀀${'😀'.repeat(f.max - 1)}`, { page, alone } = await refused(route,
                    { [f.name]: longest }, f.name);
                if (alone && page.status === 303) return; // the only thing asked for, and taken
                if (alone && route.form.fields.some((x) => x.name === 'code'))
                    return assert.equal(page.is(422).error(route.form.name, 'code'), say('en', 'error.code_over'));
                if (alone) return assert.notEqual(page.is(422).error(route.form.name, f.name),
                    say('en', 'error.long', { max: f.max }));
                page.is(422);
                assert.equal(page.error(route.form.name, f.name), '');
                assert.equal(page.value(route.form.name, f.name), longest);
            });
});

test('dates that are none', async (t) => {
    const wrong = [['29', '2', '2025'], ['31', '4', '2000'], ['0', '1', '2000'], ['1', '13', '2000'],
        ['1', '1', '99999'], ['1', '1', '2548'],
        ['1', '', '2000'], ['x', 'y', 'z'], ['-1', '1', '2000'], ['1', '1', '0'], ['1e0', '1', '2000'],
        ['1', '1', '1800'], ['1', '1', '2399']];
    for (const route of forms)
        for (const f of route.form.fields.filter((f) => f.kind === 'date' && !isElsewhere(route, f)))
            await t.test(`${route.path} ${f.name}`, async () => {
                for (const date of wrong) {
                    const sent = Object.fromEntries(parameters(f).map((p, i) => [p, date[i]]));
                    const { page } = await refused(route, sent, f.name);
                    assert.ok(page.is(422).error(route.form.name, f.name), `${date} of ${f.name}`);
                    for (const p of parameters(f)) assert.equal(page.value(route.form.name, p), sent[p]);
                }
            });
});

test('a script in any field comes back as text', async (t) => {
    for (const route of forms)
        for (const f of route.form.fields.filter((f) => f.kind !== 'file' &&
            (f.kind !== 'tick' || route.form.fields.length > 1)))
            for (const p of parameters(f)) // whatever stands in a box is a tick
                await t.test(`${route.path} ${p}`, async () => {
                    const { who } = world.of(route), { page, alone } = await refused(route, { [p]: script }, f.name);
                    let shown = page;
                    if (page.status === 303) {
                        assert.ok(alone, 'nothing can come of it');
                        shown = await who.get(page.location);
                    } else page.is(422);
                    for (const piece of raw) assert.ok(!shown.html.includes(piece), `raw: ${piece}`);
                    const asked = !isElsewhere(route, f);
                    if (isText(f) || f.kind === 'date') assert.ok(!asked ||
                        shown.value(route.form.name, p) === script || shown !== page, 'kept');
                    assert.doesNotMatch(shown.html, /<script(?! src="\/static\/app\.js\?v=)/);
                });
});

const utf8 = { 'lone ff': [0xff, 0xfe], 'overlong slash': [0xc0, 0xaf], 'overlong of three': [0xe0, 0x80, 0xaf],
    surrogate: [0xed, 0xa0, 0x80],
    'beyond the end': [0xf4, 0x90, 0x80, 0x80], 'cut off': [0x41, 0xc3], continuation: [0x41, 0x80, 0x41],
    'gbk 勐腊': [0xc3, 0xcd, 0xc0, 0xb0] };
const controls = { 'start of heading': [0x41, 1], escape: [0x1b, 0x5b, 0x33, 0x31, 0x6d, 0x41], delete: [0x41, 0x7f],
    'next line': [0x41, 0xc2, 0x85], bell: [0x41, 7, 0x41] };

test('bytes that are no text: each field says so', async (t) => {
    for (const route of forms)
        await t.test(route.path, async () => {
            const { who, at } = world.of(route), { name, fields } = route.form, as = name === 'paper'
                ? 'multipart' : undefined;
            const there = (await who.get(at)).form(name).types; // a box that was ticked once is there no more
            const asked = fields.filter((f) => !['file', 'tick'].includes(f.kind) && (f.kind !== 'agree' || there[f.name]) &&
                !isElsewhere(route, f)); // any value is a tick
            const token = await tokenOf(who, at, name);
            // Control signs may be in a password: where only passwords are asked for they count as wrong ones (login_places).
            const texts = { ...utf8, ...(asked.every((f) => f.kind === 'secret') ? {} : controls) };
            await unchanged(async () => {
                for (const [what, bytes] of Object.entries(texts)) {
                    const sent = Object.fromEntries(asked.map((f) => [parameters(f).at(-1), Buffer.from(bytes)]));
                    const page = (await who.send(at, { ...sent, token }, { as })).is(422, what);
                    for (const f of asked)
                        if (!(what in controls && f.kind === 'secret')) assert.notEqual(page.error(name, f.name), '',
                            `${what} in ${f.name}`);
                }
                for (const f of asked.slice(-2))
                    (await who.send(at, { ...rightForm(route.form), file: undefined,
                        [parameters(f).at(-1)]: Buffer.from('A\0B'), token }, { as })).is(400, `NUL in ${f.name}`);
            }, route.path);
        });
});

test('what is not in the table is refused whole', async (t) => {
    for (const route of withForm)
        await t.test(route.path, async () => {
            const { who, at } = world.of(route), token = await tokenOf(who, at, route.form.name),
                right = rightForm(route.form);
            const names = ['state', 'owner', 'id', 'TOKEN', 'Query.debug', 'birth-x', 'person_done',
                ...(route.form.mark ? [] : ['mark']), '', '__proto__',
                `name${'x'.repeat(50)}`].filter((n) => !route.form.fields.some((f) => f.name === n));
            await unchanged(async () => {
                for (const name of names) (await who.send(at, { ...right, file: undefined, token,
                    [name]: '1' })).is(400, name);
                (await who.send(at, [['token', token], ['n'.repeat(65), '1']])).is(413);
                (await who.send(at, [['token', token], [route.form.fields.find((f) => f.kind !== 'file')?.name ?? 'x',
                    'v'.repeat(16385)]])).is(413);
                (await who.send(at, [['token', token], ...Array.from({ length: 128 },
                    (_, n) => [`a${n}`, ''])])).is(413, '129 fields');
                (await who.send(at, Array.from({ length: 10000 }, () => ['a', '']))).is(413, '10 000 fields');
            }, route.path);
        });
});

test('what comes in an address or a header comes back as text or not at all', async () => {
    const { maker } = world.people, bad = encodeURIComponent(script);
    const places = [`/?said=${bad}`, `/?lang=${bad}`, `/?view=${bad}`, `/${bad}`, `/apply/?${bad}=1`,
        `/apply/track?ticket=${bad}`,
        `/login/confirm?code=${bad.slice(0, 90)}`, `/apply/mine?said=saved&x=${bad}`,
            `/apply/tasks?id=${maker.draft}&x=${bad}`, `/help?lang=en&a=${bad}`];
    for (const place of places) {
        const page = await maker.get(place);
        for (const piece of raw) assert.ok(!page.html.includes(piece), `${place}: ${piece}`);
        assert.equal(page.banner === '' || place.includes('said=saved'), true, page.banner);
    }
    const page = await maker.request('GET', '/login/',
        { headers: { 'user-agent': script, 'accept-language': script, referer: script,
        cookie: `lang=${bad}; view=${script}; sid=${bad}` } });
    page.is(200);
    for (const piece of raw) assert.ok(!page.html.includes(piece), piece);
    assert.ok(textOf(page.html).length > 100);
});
