// Strings that have broken other programs, in every field of free text there is. What may be kept is kept as it is
// (blanks and invisible signs as base/text.h says), and every page that shows it shows it as text. What may not be
// kept is refused and shown again.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { answers, apply, begin, date, decide, fill, intakeOf } from '../lib/applicant.mjs';
import { all } from '../lib/scenes.mjs';
import { kept, noneRaw, strings } from '../lib/naughty.mjs';
import { letter, officer, one, resident, wait } from '../lib/world.mjs';

let maker, li, chen, draft, sent;
before(async () => {
    [li, chen, maker] = [await officer('li', { roams: true }), await officer('chen', { roams: true }),
        await resident('Maker', { roams: true })];
    draft = await begin(maker, await intakeOf('CHN-1'));
    await fill(maker, draft);
    sent = await apply(maker, await intakeOf('LOG-3'));
});

const texts = (name) => all.find((r) => r.form?.name === name).form.fields.filter((f) => ['text', 'lines',
    'name'].includes(f.kind));

// The guardian first, who must not have the name the person gets afterwards.
for (const [path, name] of [['guardian', 'guardian'], ['person', 'person'], ['contact', 'contact'],
    ['language', 'language'], ['money', 'money'], ['school', 'education']])
    test(`/apply/${path}`, async () => {
        const entry = path === 'school'
            ? `&entry=${await one(`SELECT MIN(id) FROM apply_education WHERE application = ${draft}`)}` : '';
        const at = `/apply/${path}?id=${draft}${entry}`, fields = texts(name);
        assert.ok(fields.length > 0);
        let shown = await maker.get(at);
        for (const [n, s] of strings.entries()) {
            const page = await maker.submit(shown, name, { ...answers[name],
                ...Object.fromEntries(fields.map((f) => [f.name, s])) });
            if (s.includes('\0')) {
                page.is(400);
                continue;
            }
            const faulty = fields.filter((f) => {
                const k = kept(s, f.kind === 'lines');
                return k === null || (k === '' && (f.must || f.name === 'name_primary')) ||
                    (k !== '' && f.kind === 'name' && !/\p{L}/u.test(k));
            });
            page.is(faulty.length ? 422 : 303, JSON.stringify(s));
            shown = faulty.length ? page : await maker.get(at);
            noneRaw(shown);
            for (const f of fields) {
                const wanted = faulty.length ? s.replace(/\r\n/g, '\n') : kept(s, f.kind === 'lines');
                assert.equal(shown.value(name, f.name).replace(/\r\n/g, '\n'), wanted,
                    `${f.name} ${JSON.stringify(s)}`);
                assert.equal(shown.error(name, f.name) !== '', faulty.includes(f),
                    `${f.name} ${JSON.stringify(s)} ${shown.error(name, f.name)}`);
            }
            if (faulty.length || !(/[<>]/.test(s) || n % 16 === 0)) continue;
            const list = await maker.get(path === 'school'
                ? `/apply/education?id=${draft}` : `/apply/check?id=${draft}`);
            noneRaw(list);
            if (path !== 'guardian') list.see(kept(s, false)); // who is of age needs none
        }
    });

test('names of people, in the frame of every page', async () => {
    let page = await maker.get('/login/me');
    for (const s of strings.filter((s) => !s.includes('\0'))) {
        const k = kept(s, false), answer = await maker.submit(page, 'me', { name: s });
        page = answer.status === 303 ? await maker.get(answer.location) : answer;
        const good = k && /\p{L}/u.test(k);
        page.is(good ? 200 : 422, JSON.stringify(s));
        noneRaw(page);
        assert.equal(page.value('me', 'name'), good ? k : s.replace(/\r\n/g, '\n'), JSON.stringify(s));
        if (good) page.see(k);
    }
});

test('what officers write: letter, history and note as they wrote it', async () => {
    const good = strings.filter((s) => kept(s, true)), text = good.join('\n');
    const cleaned = kept(text, true);
    await wait(1000); // corrected is what was saved since, in seconds
    const done = await decide(li, sent, 'return', { sections: ['contact'], text, note: text });
    noneRaw(done);
    const plain = (s) => s.replace(/\s+/g, ' ').trim();
    assert.equal(done.text.split(plain(cleaned)).length, 3, 'text and note are in the history');
    const mail = await letter(maker.mail, 'apply_returned');
    const signs = (s) => s.normalize('NFC').split(/\r?\n/).map((l) => l.trim()).join('\n');
    assert.ok(signs(mail.text).includes(signs(cleaned)), mail.text);
    assert.doesNotMatch(mail.html, /<script|<svg|<b>/);
    const page = await maker.get(`/apply/letter?id=${sent}&letter=${mail.id}`);
    noneRaw(page);
    page.see(plain(cleaned));
    const tasks = await maker.get(`/apply/tasks?id=${sent}`);
    noneRaw(tasks);
    tasks.see(plain(cleaned));
    assert.equal(tasks.text.split(plain(cleaned)).length, 2, 'the note is not for the applicant');
});

test('what applicants write when they leave, and conditions of an offer', async () => {
    const text = strings.filter((s) => kept(s, true) && s.length < 20).join('\n').slice(0, 990),
        cleaned = kept(text, true).replace(/\s+/g, ' ');
    const page = await maker.post(`/apply/contact?id=${sent}`, 'contact', { ...answers.contact });
    assert.match(page.path, /tasks/, page.faults.join());
    await maker.post(`/apply/check?id=${sent}`, 'check', { agree: '1' });
    await decide(li, sent, 'accept_for_review');
    noneRaw(await decide(chen, sent, 'offer', { text }));
    const offer = await maker.get(`/apply/offer?id=${sent}`);
    noneRaw(offer);
    offer.see(cleaned);
    noneRaw(await maker.post(`/apply/withdraw?id=${sent}`, 'withdraw', { reason: 'other', text }));
    const seen = await chen.get(`/apply/case?id=${sent}`);
    noneRaw(seen);
    seen.see(cleaned);
});

test('looked up by number: nothing strange is found, nothing breaks', async () => {
    let page = await maker.get('/apply/track');
    for (const s of strings.filter((s) => !s.includes('\0'))) {
        page = await maker.submit(page, 'track', { number: s, ...date('birth', 1, 1, 2000) });
        noneRaw(page.is(422));
        assert.equal(page.value('track', 'number'), s.replace(/\r\n/g, '\n'));
    }
});
