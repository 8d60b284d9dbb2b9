// Who is under 14 opens no account: the birth date is asked first, and stops everything else (PIPL 31).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date, say } from '../lib/applicant.mjs';
import { Client } from '../lib/client.mjs';
import { freshMail, lettersTo, one, password, quote, unchanged } from '../lib/world.mjs';

// Birth date of somebody who will be, or was, so many years old in some days; the day is that of China.
function born(years, days = 0) {
    const d = new Date(Date.now() + 8 * 3600000 + days * 86400000);
    const year = d.getUTCFullYear() - years, leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
    if (d.getUTCMonth() === 1 && d.getUTCDate() === 29 && !leap)
        return days > 0 ? date('birth', 1, 3, year) : date('birth', 28, 2, year);
    return date('birth', d.getUTCDate(), d.getUTCMonth() + 1, year);
}
const typed = (birth, mail = freshMail('young')) => ({ ...birth, name: 'Bounmy Whole', mail, password, agree: '1' });
const languages = ['zh', 'en', 'lo', 'th', 'vi', 'my', 'km', 'id', 'ms', 'fil'];

test('the birth date is the first question', async () => {
    const names = Object.keys((await new Client().get('/login/new')).form('new').values);
    assert.deepEqual(names.slice(0, 5), ['token', 'birth-d', 'birth-m', 'birth-y', 'name']);
});

test('a day before the 14th birthday nothing is kept, and the guardian\'s way is shown in each language', async () => {
    for (const lang of languages) {
        const page = await unchanged(() => new Client({ lang }).post('/login/new', 'new', typed(born(14, 1))));
        page.is(422).see(say(lang, 'login.young_text'), say(lang, 'login.young_kept')).notSee('Bounmy');
        assert.ok(!page.html.includes('Bounmy') && !page.html.includes('@example.test'), 'what was typed is gone');
        assert.equal(page.form('new'), undefined);
        assert.ok(page.links('/help').length > 0 && page.links('/trust/child').length > 0, 'the guardian\'s way');
    }
});

test('too young and much else wrong: only the way is shown', async () => {
    const page = await unchanged(() => new Client().post('/login/new', 'new', { ...born(5), name: 'Kham Loud', mail: 'x' }));
    page.is(422).see(say('en', 'login.young'));
    assert.ok(!page.html.includes('Kham'));
});

test('from the 14th birthday on one may; under 18 with a word about parents', async () => {
    for (const [birth, to] of [[born(14), '/login/sent?said=minor'], [born(18, 1), '/login/sent?said=minor'],
        [born(18), '/login/sent'], [born(60), '/login/sent']]) {
        const client = new Client(), mail = freshMail('age');
        (await client.submit(await client.get('/login/new'), 'new', typed(birth, mail))).goes(to);
        const page = await client.get(to);
        if (to.endsWith('minor')) page.see(say('en', 'said.minor'));
        assert.deepEqual(await lettersTo(mail), ['confirm']);
        const day = `${birth['birth-y']}-${birth['birth-m'].padStart(2, '0')}-${birth['birth-d'].padStart(2, '0')}`;
        const columns = await one(`SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND
            table_name LIKE 'account%' AND column_name LIKE '%birth%'`);
        assert.equal(columns, '0', 'the date is kept nowhere');
        assert.equal(await one(`SELECT COUNT(*) FROM account WHERE mail = ${quote(mail)} AND name LIKE ${quote(`%${day}%`)}`), '0');
    }
});

test('no date, a day that is none, and one to come are refused like anywhere', async () => {
    for (const [birth, fault] of [[{}, 'must'], [date('birth', 31, 2, 2000), 'date'], [born(-1), 'date_late']]) {
        const page = await unchanged(() => new Client().post('/login/new', 'new', typed(birth)));
        assert.ok(page.is(422).error('new', 'birth'), fault);
        assert.equal(page.value('new', 'name'), 'Bounmy Whole', 'the rest is there again');
    }
});
