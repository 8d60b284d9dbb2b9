// The calendar of working days: a year a page; the yearly notice is typed in, shown as what it changes, and confirmed by
// who proves once more to be there. Days that are over, of another year, named twice or worked anyway are refused.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { say } from '../lib/applicant.mjs';
import { officer, one, sql, unchanged } from '../lib/world.mjs';

const en = (key, holes) => say('en', key, holes);
const today = new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10), now = Number(today.slice(0, 4)), year = now + 1;
let zhou;

before(async () => {
    zhou = await officer('zhou');
    zhou.jar.set('lang', 'en');
    zhou.id = Number(await one("SELECT id FROM account WHERE mail = 'zhou@example.test'"));
    await sql("UPDATE session SET signed_at = UTC_TIMESTAMP() + INTERVAL 2 HOUR WHERE second; CREATE TABLE days_kept SELECT * FROM calendar_day");
});
beforeEach(() => sql('DELETE FROM calendar_day; INSERT INTO calendar_day SELECT * FROM days_kept; DELETE FROM calendar_draft'));
after(() => sql('DELETE FROM calendar_day; INSERT INTO calendar_day SELECT * FROM days_kept; DROP TABLE days_kept; DELETE FROM calendar_draft'));

// A first day of that weekday (0 Monday) in the month.
const weekday = (y, month, wanted) => {
    for (let d = 1; ; d++) {
        const day = new Date(Date.UTC(y, month - 1, d));
        if ((day.getUTCDay() + 6) % 7 === wanted) return day.toISOString().slice(0, 10);
    }
};
const source = '国办发明电〔2099〕7号 <b>';
const type = (days, fields = {}, y = year) => zhou.post(`/admin/days?year=${y}`, 'days', { days, source, ...fields });
const daysOf = (y) => sql(`SELECT day, kind, source FROM calendar_day WHERE YEAR(day) = ${y} ORDER BY day`);
const newest = () => one('SELECT COALESCE(MAX(id), 0) FROM audit');

test('a year is shown with its days, its working days, and whether it has its notice', async () => {
    const page = (await zhou.get('/admin/days?year=2026')).is(200);
    if (now === 2026) page.see(`${en('fact.working')} 248`, 'notice of 4 November 2025', en('day_kind.worked'), `${en('weekday.sun')} – ${en('weekday.mon')}`);
    if (now === 2026) {
        (await zhou.get('/admin/days?year=2026&lang=zh')).see('国务院办公厅2025年11月4日').notSee('State Council');
        zhou.jar.set('lang', 'en');
    }
    for (const provisional of [year, 2029].filter((y) => y > now && y < 2030))
        (await zhou.get(`/admin/days?year=${provisional}`)).see(en('admin.provisional'));
    (await zhou.get('/admin/days')).see(`${en('fact.year')} ${now}`);
    const last = Number(await one('SELECT MAX(YEAR(day)) FROM calendar_day'));
    const beyond = (await zhou.get(`/admin/days?year=${last + 1}`)).see(en('admin.no_days'), en('list.days.empty'));
    assert.ok(beyond.form('days'));
    assert.equal((await zhou.get(`/admin/days?year=${now - 1}`)).form('days'), undefined, 'what is over is only shown');
    for (const y of [last + 2, now - 2, 0, 99999999]) (await zhou.get(`/admin/days?year=${y}`)).is(404);
});

test('typed, looked at, confirmed: the year is what the notice says and nothing else; written down', async () => {
    const [before, from] = [await daysOf(year), await newest()];
    const saturday = weekday(year, 9, 5), text = `# notice\n${year}-10-01, ${year}-10-07, holiday\n\n${saturday}, workday\n${year}年1月1日 放假`;
    const page = await unchangedDays(async () => (await type(text)).is(200));
    assert.match(page.path, /^\/admin\/notice[?]id=\d+$/);
    page.see(`${en('fact.listed')} 9`, source, en('weekday.sat'), String(zhou.id));
    const shown = [...page.html.matchAll(/<tr role="row"><th scope="row"/g)].length;
    const wanted = new Map([[`${year}-01-01`, 'off'], [saturday, 'worked'], ...Array.from({ length: 7 }, (_, i) => [`${year}-10-0${i + 1}`, 'off'])]);
    const old = new Map(before.map(([day, kind]) => [day, kind]));
    assert.equal(shown, [...new Set([...wanted.keys(), ...old.keys()])].filter((d) => wanted.get(d) !== old.get(d)).length, 'each day that changes, and no other');
    (await zhou.get('/admin/days')).see(en('admin.draft', { year: String(year) }));
    const done = (await zhou.post(page.path, 'notice', { notice: 'apply' })).is(200).see(en('said.days_done'), source);
    assert.equal(done.path, `/admin/days?year=${year}&said=days_done`);
    assert.deepEqual(await daysOf(year), [...wanted].sort().map(([day, kind]) => [day, kind, source]));
    assert.deepEqual(await sql(`SELECT action, refused, actor, object, detail FROM audit WHERE id > ${from} AND action = 'calendar'`),
        [['calendar', '0', String(zhou.id), `calendar:${year}`, `days=9 changed=${shown}`]]);
    (await zhou.get(page.path)).is(404);
    assert.equal(await one(`SELECT COUNT(*) FROM calendar_day WHERE YEAR(day) <> ${year}`), String((await sql('SELECT day FROM days_kept')).length - before.length));
});

async function unchangedDays(act) {
    const text = async () => JSON.stringify(await sql('SELECT day, kind, source FROM calendar_day ORDER BY day'));
    const was = await text(), result = await act();
    assert.equal(await text(), was);
    return result;
}

test('what is wrong is told with its line, everything typed stays, nothing is kept', async () => {
    const good = `${year}-10-01 holiday`, saturday = weekday(year, 10, 5), monday = weekday(year, 10, 0);
    for (const [text, fault, line] of [
        [`${good}\nNational Day`, 'line', 2], [`${good}\n${year}-02-30 holiday`, 'none', 2], [`${year}-10-07, ${year}-10-01, holiday`, 'order', 1],
        [`${good}\n\n${year + 1}-01-01 holiday`, 'year', 3], [`${now}-12-31 holiday`, 'year', 1], [`${year - 1}-12-31, ${year}-01-02, holiday`, 'year', 1],
        [`${good}\n${good}`, 'twice', 2], [`${good}\n${year}-09-29, ${year}-10-03, holiday`, 'twice', 2], [`${saturday} holiday\n${saturday} workday`, 'twice', 2],
        [`${monday} workday`, 'weekday', 1], ['# nothing at all', 'empty', 1]]) {
        const page = await unchanged(async () => (await type(text)).is(422), text);
        assert.equal(page.error('days', 'days'), en(`error.days_${fault}`, { min: String(line) }), text);
        assert.equal(page.value('days', 'days'), text);
        assert.equal(page.value('days', 'source'), source);
    }
    for (const [fields, field] of [[{ source: '' }, 'source'], [{ source: 'provisional, for now' }, 'source'], [{ days: '' }, 'days'], [{ days: `${good}\n`.repeat(300) }, 'days']])
        assert.ok((await unchanged(async () => (await type(good, fields)).is(422))).error('days', field), JSON.stringify(fields));
});

test('days that are over are refused, and stay when the rest of the year is changed', async () => {
    const [past, next] = [new Date(Date.parse(today) - 86400000), new Date(Date.parse(today) + 86400000)].map((d) => d.toISOString().slice(0, 10));
    if (past.startsWith(String(now)))
        assert.equal((await type(`${past} holiday`, {}, now)).is(422).error('days', 'days'), en('error.days_past', { min: '1' }));
    if (!next.startsWith(String(now))) return; // the last day of a year
    const page = (await type(`${today}, ${next}, holiday`, {}, now)).is(200), over = (await daysOf(now)).filter(([day]) => day < today);
    (await zhou.post(page.path, 'notice', { notice: 'apply' })).is(200);
    assert.deepEqual(await daysOf(now), [...over, [today, 'off', source], [next, 'off', source]]);
});

test('a notice that lay too long is not confirmed any more', async () => {
    const page = (await type(`${year}-10-01 holiday`)).is(200);
    await sql(`UPDATE calendar_draft SET year = ${now}, days = '${now}-01-01 off\n'`);
    if (today !== `${now}-01-01`)
        (await unchanged(async () => (await zhou.post(page.path, 'notice', { notice: 'apply' })).is(422))).see(en('error.notice_old'));
    (await zhou.post(page.path, 'notice', { notice: 'drop' })).is(200).see(en('said.days_dropped'));
});

test('dropped: the calendar is as it was; typed again: the older page is gone', async () => {
    const first = (await type(`${year}-10-01 holiday`)).is(200), second = (await type(`${year}-10-02 holiday`)).is(200);
    assert.notEqual(first.path, second.path);
    (await zhou.get(first.path)).is(404);
    await unchangedDays(async () => (await zhou.submit(first, 'notice', { notice: 'apply' })).is(404));
    const from = await newest();
    await unchangedDays(async () => (await zhou.post(second.path, 'notice', { notice: 'drop' })).is(200).see(en('said.days_dropped')));
    assert.deepEqual(await sql(`SELECT detail FROM audit WHERE id > ${from} AND action = 'calendar'`), [['dropped']]);
    assert.equal(await one('SELECT COUNT(*) FROM calendar_draft'), '0');
});

test('two that confirm at once: it is done once', async () => {
    const page = (await type(`${year}-10-01 holiday`)).is(200), from = await newest();
    const other = await zhou.get(page.path);
    const answers = await Promise.all([page, other].map((p) => zhou.submit(p, 'notice', { notice: 'apply' })));
    assert.equal(answers.filter((a) => a.status === 303).length, 1, answers.map((a) => a.status).join());
    assert.equal(await one(`SELECT COUNT(*) FROM audit WHERE id > ${from} AND action = 'calendar'`), '1');
    assert.deepEqual((await daysOf(year)).map(([day]) => day), [`${year}-10-01`]);
});

test('who signed in long ago proves to be there before the calendar is changed', async () => {
    const page = (await type(`${year}-10-01 holiday`)).is(200);
    await sql(`UPDATE session SET signed_at = UTC_TIMESTAMP() - INTERVAL 1 HOUR WHERE account = ${zhou.id}`);
    (await unchangedDays(() => zhou.submit(page, 'notice', { notice: 'apply' }))).goes(/^\/login\/again\?next=/);
    await sql(`UPDATE session SET signed_at = UTC_TIMESTAMP() + INTERVAL 2 HOUR WHERE account = ${zhou.id}`);
});
