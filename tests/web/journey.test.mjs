// A student from Laos and the centre, from registration to the letter of admission, over http and in Lao: at each
// step what the person sees. Texts are named by their keys in the catalogues.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Client, url } from '../lib/client.mjs';
import { answer, answers, date, decide, handIn, idOf, intakeOf, like, picture, say, state,
    stateOf } from '../lib/applicant.mjs';
import { codeIn, freshMail, grown, letter, lettersTo, officer, one, signIn, sql, wait } from '../lib/world.mjs';

const lo = (key, holes) => say('lo', key, holes);
const zh = (key, holes) => say('zh', key, holes);
const password = 'ແມ່ນ້ຳຂອງ-ໄຫຼຜ່ານ-ຫຼວງພະບາງ';
const mail = freshMail('khamla');
let student, li, chen, intake, id, number;
const at = (page, more = '') => `/apply/${page}?id=${id}${more}`;

before(async () => {
    student = new Client({ lang: 'lo' });
    [li, chen] = [await officer('li', { lang: 'zh' }), await officer('chen', { lang: 'zh' })];
    intake = await intakeOf('LOG-3');
});

test('registers in Lao and gets a letter', async () => {
    const page = await student.get('/login/new');
    assert.equal(page.lang, 'lo');
    page.see(lo('page.login_new.title'), lo('form.new.mail.label'));
    const sent = await student.post('/login/new', 'new', { ...grown, name: 'ຄຳຫຼ້າ', mail: ` ${mail.toUpperCase()} `, password,
        agree: '1' });
    assert.equal(sent.path, '/login/sent');
    sent.see(lo('login.sent_text'));
    const { subject, text, html, headers } = await letter(mail, 'confirm');
    assert.equal(subject, lo('letter.confirm.subject', { site: '' }).trim());
    assert.match(text, /ຄຳຫຼ້າ/);
    assert.ok(text.includes(`${url}/login/confirm?code=`) && html.includes('lang="lo"'), text);
    assert.match(headers.to, new RegExp(mail));
});

test('may not sign in before confirming; a new letter comes, and one of them confirms, with the password', async () => {
    const first = codeIn((await letter(mail, 'confirm')).text, '/login/confirm');
    assert.equal((await signIn(student, mail, password)).path, '/login/sent');
    assert.ok(!student.jar.has('sid'));
    const second = codeIn((await letter(mail, 'confirm')).text, '/login/confirm');
    assert.notEqual(second, first);
    const refused = await student.post(`/login/confirm?code=${second}`, 'confirm', { password: `${password}!` });
    assert.equal(refused.is(422).error('confirm', 'password'), lo('error.confirm_password'));
    const done = await student.post(`/login/confirm?code=${second}`, 'confirm', { password });
    assert.equal(done.path, '/apply/mine', 'signed in where the registration was typed');
    for (const code of [first, second])
        (await student.post(`/login/confirm?code=${code}`, 'confirm', { password })).is(422).see(lo('error.code_over'));
});

test('signs in anew and comes to an empty list', async () => {
    const page = await signIn(student, mail, password);
    assert.equal(page.path, '/apply/mine');
    page.see(lo('apply.mine_none'), 'ຄຳຫຼ້າ');
});

test('sees programmes in Lao and is asked two questions first', async () => {
    const list = await student.get('/apply/');
    list.see('ການຂົນສົ່ງ ສາມປີ', lo('apply.seats'), lo('apply.early'));
    assert.ok(list.links('/apply/start').includes(`/apply/start?id=${intake}`));
    (await student.get(`/apply/start?id=${intake}`)).see(lo('choice.paper.passport'), lo('apply.cost'));
});

test('who may not study there is told at once, with everything typed kept', async () => {
    const start = `/apply/start?id=${intake}`;
    const cases = [
        [{ nationality: 'CHN' }, 'nationality', 'chinese_national'],
        [{ nationality: 'FRA' }, 'nationality', 'not_asean'],
        [date('birth', 1, 1, new Date().getFullYear() - 10), 'birth', 'too_young'],
        [date('birth', 27, 9, 2548), 'birth', 'date_be'],
        [date('birth', 29, 2, 2007), 'birth', 'date'],
        [{ nationality: 'XXX' }, 'nationality', 'choice'],
        [{ nationality: '' }, 'nationality', 'must'],
    ];
    for (const [typed, field, fault] of cases) {
        const page = (await student.post(start, 'start', { ...answers.start, ...typed })).is(422, fault);
        assert.match(page.error('start', field), like('lo', `error.${fault}`), fault);
        assert.equal(page.value('start', 'birth-y'), ({ ...answers.start, ...typed })['birth-y']);
        assert.match(page.title, new RegExp(lo('common.error_prefix')));
    }
    const page = (await student.post(start, 'start', answers.start)).is(200);
    assert.match(page.path, /^\/apply\/tasks\?id=\d+$/);
    id = idOf(page);
    page.see(lo('page.apply_tasks.title'), lo('task.todo')).notSee(lo('section.guardian'));
    (await student.post(start, 'start', answers.start)).is(422).see(lo('error.same_intake'));
    number = await one(`SELECT number FROM apply_application WHERE id = ${id}`);
    page.see(number);
});

test('the check page tells everything that is missing at once', async () => {
    const page = await student.get(at('check'));
    for (const part of ['person', 'contact', 'education', 'language', 'money', 'papers', 'passport', 'photo',
        'diploma'])
        page.see(lo(`finding.${part}`));
    page.notSee(lo('finding.guardian'));
    assert.equal(page.form('check'), undefined, 'nothing can be sent yet');
    assert.ok(page.links('/apply/papers').length > 0, 'each finding leads to its part');
});

test('saves half a part for later, then all parts', async () => {
    let page = await student.post(at('person'), 'person', { name_native: 'ຄຳຫຼ້າ', mark: 'later' });
    assert.equal(page.banner, lo('said.saved'));
    page.see(lo('task.todo')).notSee(lo('task.done'));
    assert.equal((await student.get(at('person'))).value('person', 'name_native'), 'ຄຳຫຼ້າ');
    page = (await student.post(at('person'), 'person', { ...answers.person, sex: undefined, mark: 'done' })).is(422);
    assert.match(page.error('person', 'sex'), like('lo', 'error.must'));
    assert.equal(page.faults.length, 1);
    for (const part of ['person', 'contact', 'language', 'money']) {
        page = await student.post(at(part), part, { ...answers[part],
            ...(part === 'person' ? { passport_no: 'p 123-4567' } : {}) });
        assert.match(page.path, /^\/apply\/tasks/, `${part} ${page.faults}`);
    }
    assert.equal(page.text.split(lo('task.done')).length, 5, 'four parts are done');
    assert.equal((await student.get(at('person'))).value('person', 'passport_no'), 'P1234567');
});

test('adds two schools and removes one', async () => {
    assert.equal((await student.post(at('education'), 'done')).is(422).faults[0], lo('error.no_school'));
    await student.post(at('school'), 'education', { ...answers.education, school: 'ໂຮງຮຽນ ທີໜຶ່ງ' });
    let page = await student.post(at('school'), 'education', { ...answers.education, school: 'ໂຮງຮຽນ ທີສອງ' });
    page.see('ໂຮງຮຽນ ທີໜຶ່ງ', 'ໂຮງຮຽນ ທີສອງ');
    const [drop] = page.links('/apply/school_drop');
    (await student.get(drop)).see(lo('page.apply_school_drop.title'));
    page = await student.post(drop, 'drop');
    page.see('ໂຮງຮຽນ ທີສອງ').notSee('ໂຮງຮຽນ ທີໜຶ່ງ');
    (await student.get(drop)).is(200);
    const gone = await student.post(drop, 'drop');
    gone.is(404);
    const [change] = page.links('/apply/school?').filter((h) => h.includes('entry='));
    page = await student.post(change, 'education', { school: 'ໂຮງຮຽນ ວຽງຈັນ' });
    page.see('ໂຮງຮຽນ ວຽງຈັນ').notSee('ໂຮງຮຽນ ທີສອງ');
    assert.match((await student.post(at('education'), 'done')).path, /^\/apply\/tasks/);
});

test('hands in papers, takes one back, and cannot call them complete too early', async () => {
    let page = await handIn(student, id, 'passport');
    assert.equal(page.banner, lo('said.paper_kept'));
    assert.equal((await student.post(at('papers'), 'done')).is(422).faults[0], lo('error.papers_missing'));
    page = await handIn(student, id, 'other', picture('ຮູບ "1" <b>.png'));
    page.see('ຮູບ %221%22 <b>.png');
    const [drop] = page.links('/apply/paper_drop').slice(-1);
    page = await student.post(drop, 'drop');
    assert.equal(page.links('/apply/paper_drop').length, 1);
    for (const kind of ['photo', 'diploma']) page = await handIn(student, id, kind);
    const [file] = page.links('/apply/paper?');
    const got = (await student.get(file)).is(200);
    assert.equal(got.type, 'image/png');
    assert.match(got.headers.get('content-disposition'),
        /^attachment; filename="document-\d+\.png"; filename\*=UTF-8''passport\.png$/);
    assert.equal(got.body.subarray(1, 4).toString(), 'PNG');
    assert.match((await student.post(at('papers'), 'done')).path, /^\/apply\/tasks/);
});

test('reads everything once more and sends it; a second tab that sends again sees the same', async () => {
    const page = await student.get(at('check')), tab = await student.get(at('check'));
    page.see(lo('apply.findings_none'), 'ຄຳຫຼ້າ', 'P1234567', 'ໂຮງຮຽນ ວຽງຈັນ', lo('choice.relation.mother'));
    assert.equal((await student.submit(page, 'check', { agree: undefined })).is(422).error('check', 'agree'),
        lo('form.check.agree.error.tick'));
    const sent = (await student.submit(page, 'check', { agree: '1' })).goes(at('sent'));
    (await student.get(sent.location)).see(lo('page.apply_sent.title'), number, mail, lo('apply.next.submitted'));
    (await student.submit(page, 'check', { agree: '1' })).goes(at('sent'));
    (await student.submit(tab, 'check', { agree: '1' })).goes(at('status'));
    assert.equal((await student.get(at('check'))).path, at('status'));
    assert.deepEqual((await lettersTo(mail)).filter((n) => n === 'apply_received'), ['apply_received']);
    const { subject, text } = await letter(mail, 'apply_received');
    assert.equal(subject, lo('letter.apply_received.subject', { number }));
    assert.ok(text.includes(`${url}${at('status')}`), text);
    (await student.get(at('person'))).is(409);
});

test('the officer finds it in the queue, and sends it back with a list', async () => {
    await wait(1000); // times are kept in seconds, and corrected is what was saved since
    const queue = await li.get('/apply/queue?state=submitted');
    queue.see(zh('state.submitted'));
    const page = await li.get(at('case'));
    page.see('KHAMLA', number, 'ໂຮງຮຽນ ວຽງຈັນ', 'P1234567', zh('event.return'),
        zh('event.accept_for_review')).notSee(zh('event.offer'));
    const form = await li.get(at('decide', '&event=return'));
    form.see(zh('choice.section.contact'), lo('letter.apply_returned.subject', { number }));
    const empty = (await li.submit(form, 'decide', {})).is(422);
    assert.ok(empty.error('decide', 'sections') && empty.error('decide', 'text'), 'both are asked for');
    const done = await decide(li, id, 'return', { sections: ['contact', 'papers'],
        text: 'ກະລຸນາຂຽນທີ່ຢູ່ພ້ອມເມືອງ {name} <b>.', note: 'ring back' });
    assert.equal(done.path, at('case', '&said=decided'));
    assert.equal(done.banner, zh('said.decided'));
    done.see(zh('state.returned'), 'ring back', '李敏');
    assert.ok((await letter(mail, 'apply_returned')).text.includes('ກະລຸນາຂຽນທີ່ຢູ່ພ້ອມເມືອງ {name} <b>.'));
});

test('only what is listed is open; corrected and sent again', async () => {
    const page = await student.get(at('tasks'));
    page.see(lo('apply.fix_text'), 'ກະລຸນາຂຽນທີ່ຢູ່ພ້ອມເມືອງ {name} <b>.', lo('task.fix')).notSee('ring back', '李敏');
    for (const closed of ['person', 'education', 'school', 'language', 'money', 'guardian'])
        (await student.get(at(closed))).is(409, closed);
    (await student.get(at('contact'))).is(200);
    (await student.get(at('papers'))).is(200);
    let early = await student.post(at('check'), 'check', { agree: '1' });
    assert.deepEqual(early.is(422).faults, [lo('error.not_corrected')]);
    const fixed = await student.post(at('contact'), 'contact', { address: 'ບ້ານ ໂພນສະຫວັນ, ເມືອງ ຈັນທະບູລີ',
        mark: 'done' });
    assert.equal(fixed.path, at('tasks', '&said=saved'), fixed.faults.join());
    (await student.get(at('tasks'))).see(lo('task.corrected'), lo('task.fix'));
    early = await student.post(at('check'), 'check', { agree: '1' });
    early.is(422);
    await student.post(at('papers'), 'done');
    const again = await student.post(at('check'), 'check', { agree: '1' });
    assert.match(again.path, /^\/apply\/sent/, again.main.slice(0, 300));
    assert.equal(await stateOf(id), state.submitted);
    (await student.get(at('contact'))).is(409);
    assert.equal((await lettersTo(mail)).filter((n) => n === 'apply_received').length, 2);
});

test('the officer takes it for review, but may not offer', async () => {
    (await decide(li, id, 'accept_for_review')).see(zh('state.in_review'));
    const page = await li.get(at('case'));
    page.notSee(zh('event.offer'), zh('event.reject'));
    (await li.get(at('decide', '&event=offer'))).is(403);
    const token = (await li.get(at('decide', '&event=return'))).form('decide').token;
    (await li.send(at('decide', '&event=offer'), { token })).is(403);
    (await student.get(at('status'))).see(lo('state.in_review'), lo('apply.next.in_review'));
    assert.equal(await stateOf(id), state.in_review);
});

test('the head offers: a seat is kept, and the student reads it in Lao', async () => {
    const seats = async () => (await sql(`SELECT reserved, taken, capacity FROM apply_intake WHERE id = ${intake}`))[0].map(Number);
    const [reserved, taken, capacity] = await seats();
    (await decide(chen, id, 'offer')).see(zh('state.offered'), '陈刚');
    assert.deepEqual(await seats(), [reserved + 1, taken, capacity]);
    const card = (await student.get('/apply/')).html.split('<section').find((s) =>
        s.includes(`/apply/start?id=${intake}`));
    assert.match(card, new RegExp(`>${capacity - reserved - taken - 1}<`), 'one free seat less is shown');
    (await student.get(at('status'))).see(lo('apply.answer_offer'), lo('state.offered'));
    (await student.get(at('offer'))).see(lo('apply.conditions_none'), lo('apply.answer_until'));
    assert.equal((await letter(mail, 'apply_offer')).subject, lo('letter.apply_offer.subject',
        { programme: 'ການຂົນສົ່ງ ສາມປີ' }));
    const empty = await answer(student, id, { answer: '' });
    assert.match(empty.is(422).error('answer', 'answer'), like('lo', 'error.must'));
    assert.match((await answer(student, id, { answer: 'decline' })).is(422).error('answer', 'reason'),
        like('lo', 'error.must'));
    const page = await answer(student, id, { answer: 'accept' });
    assert.equal(page.banner, lo('said.accepted'));
    page.see(lo('state.admitted'));
    assert.deepEqual(await seats(), [reserved, taken + 1, capacity]);
    assert.equal((await student.get(at('offer'))).path, at('status'));
});

test('the letter of admission is there exactly once, as page and as mail, in Lao', async () => {
    const status = await student.get(at('status'));
    const subject = lo('letter.apply_admitted.subject', { programme: 'ການຂົນສົ່ງ ສາມປີ' });
    status.see(subject);
    assert.deepEqual((await lettersTo(mail)).filter((n) => n.startsWith('apply_')),
        ['apply_received', 'apply_returned', 'apply_received', 'apply_in_review', 'apply_offer', 'apply_admitted']);
    const mailed = await letter(mail, 'apply_admitted');
    assert.equal(mailed.subject, subject);
    const page = await student.get(at('letter', `&letter=${mailed.id}`));
    page.see(subject, number);
    assert.match(page.html, /<article class="card" lang="lo">/);
    assert.equal(page.status, 200);
    const words = (s) => s.replace(/\s+/g, ' ');
    assert.ok(words(mailed.text).includes(words(lo('letter.apply_admitted.body')).split('{')[0].trim()), mailed.text);
    (await li.get(at('letter', `&letter=${mailed.id}`))).see(subject);
});

test('the timeline tells what was done, without names and notes of the centre', async () => {
    const page = await student.get(at('status'));
    for (const event of ['create', 'submit', 'return', 'resubmit', 'accept_for_review', 'offer',
        'accept']) page.see(lo(`event.${event}`));
    page.notSee('ring back', '李敏', '陈刚');
    assert.equal([...page.html.matchAll(/step-done|step-now/g)].length, 5);
    assert.match(page.html, /step-now" aria-current="step"/);
});

test('anybody with number and birth date sees stage and dates, and no name', async () => {
    const stranger = new Client();
    const page = await stranger.post('/apply/track', 'track', { number: number.toLowerCase().replace('AP', 'ap '),
        ...date('birth', 27, 9, 2005) });
    assert.match(page.path, /^\/apply\/track\?ticket=/);
    page.see(number, say('en', 'state.admitted')).notSee('KHAMLA', 'ຄຳຫຼ້າ', 'P1234567', mail);
    const wrong = { ...date('birth', 28, 9, 2005), number };
    const other = (await stranger.post('/apply/track', 'track', wrong)).is(422);
    other.see(say('en', 'error.unknown_application')).notSee(say('en', 'state.admitted'));
    assert.equal(other.value('track', 'number'), number);
    const forged = await stranger.get(`${page.path.slice(0, -3)}AAA`);
    forged.is(200).notSee(number, say('en', 'state.admitted'));
});
