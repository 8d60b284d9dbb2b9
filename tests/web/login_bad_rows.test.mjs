// Bad input of login: every row of DOMAIN 6.5, and the test that shows it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { say } from '../lib/applicant.mjs';
import { freshMail, newcomer, one, password, restart, root, signIn, sql } from '../lib/world.mjs';

// row | file (tests/web/login_*.test.mjs) | title, or how it begins
const table = `
name with homoglyphs                | bad_word | 6.5: name with homoglyphs
1 MB password                       | bad_word | 6.5: 1 MB password
password with NUL                   | bad_word | 6.5: password with NUL
UTF-8 overlong                      | bad_word | 6.5: UTF-8 overlong
parallel guesses across workers     | bad_rows | 6.5: parallel guesses of a password across workers are all counted
                                    | phone    | 6.5: parallel guesses across workers are all counted
                                    | guess    | guesses at the same moment are all counted
unlock by wrong clock               | bad_rows | 6.5: unlock by wrong clock
TOTP reuse within 30 s              | second   | a code is taken with blanks and in digits of any script, but once only
                                    | second   | the same code twice at the same moment: one comes in
                                    | clock    | a code of the second step is not good again when the clock jumps back
recovery code twice                 | second   | a recovery code works once, and no made-up one does
reset link twice                    | bad_link | 6.5: reset link used twice
reset link after a change           | bad_link | 6.5: reset link after a change of the password, and after a change of the address
reset link for another user         | bad_link | 6.5: reset link for another user
session fixation                    | session  | an id brought along is not taken over, neither made up nor from before signing in
cookie of suspended user            | session  | a suspended or closed account is out at once, and stays out
role removed mid-session            | session  | a role taken away is gone with the next click
Host header poisoning               | bad_link | 6.5: Host header poisoning in letters and messages
X-Forwarded-For spoof               | bad_rows | 6.5: X-Forwarded-For spoof
                                    | guess    | one network that sprays many accounts is closed for all of them
open redirect in next               | session  | after signing in one goes where one wanted, but never out of the house
                                    | places   | something sensitive asks for the password once more, and leads back
login CSRF                          | guess    | nobody is signed in to somebody else\'s account from outside
enumeration by timing               | bad_time | 6.5: enumeration by timing: signing in
                                    | bad_time | 6.5: enumeration by timing: registering
                                    | bad_time | 6.5: enumeration by timing: recovery
lock-out as denial of service       | guess    | after five wrong tries an account is closed to strangers, but not to its owner\'s browser
                                    | phone    | three messages an hour to one number, and the answer does not tell`;

const freely = () => sql('DELETE FROM throttle');
const tried = async (mail, secret, options) => {
    const client = new Client(options);
    return client.submit(await client.get('/login/'), 'signin', { mail, password: secret });
};
after(() => restart('login'));

test('each row has its test, by its name', () => {
    for (const [row, file, title] of table.trim().split('\n').map((line) => line.split('|').map((s) => s.trim()))) {
        const text = fs.readFileSync(`${root}/tests/web/login_${file}.test.mjs`, 'utf8').replaceAll("\\'", "'");
        assert.ok(text.includes(`\ntest('${title.replaceAll("\\'", "'")}`), `${row}: ${title} in ${file}`);
    }
});

test('6.5: parallel guesses of a password across workers are all counted', async () => {
    const target = await newcomer('Guessed'), wrong = (n) => `wrong ${n} ${Math.random()}`;
    for (let round = 0, all = 0; all < 12; round++) {
        assert.ok(round < 12, 'too busy for any');
        await freely();
        const answers = await Promise.all([0, 1, 2, 3].map(async (n) => { // fewer than close the door
            const client = new Client({ roams: true });
            return client.submit(await client.get('/login/'), 'signin', { mail: target.mail, password: wrong(n) });
        }));
        const told = answers.filter((p) => p.status === 422).length; // the others found all places for hashes taken
        assert.equal(Number(await one('SELECT COALESCE(MAX(fails), 0) FROM throttle')), told, 'none was lost');
        all += told;
    }
});

test('6.5: unlock by wrong clock: a closed door stays closed when the clock jumps back, and no count begins anew', async () => {
    const clock = (shift) => restart('login', `QIAO_CLOCK_SHIFT_S=${shift}`), target = await newcomer('Clock');
    const counted = () => one('SELECT GROUP_CONCAT(fails ORDER BY fails) FROM throttle');
    const address = '127.77.3.9'; // one network: its counter has a window, that of the account doubles
    await freely();
    for (let n = 0; n < 4; n++) (await tried(target.mail, `wrong ${n} wrong`, { address })).is(422);
    assert.equal(await counted(), '4,4');
    for (const shift of [-3600, -86400 * 400]) {
        await clock(shift);
        const before = await counted();
        (await tried(target.mail, 'wrong at another time', { address })).is(422);
        assert.equal(await counted(), before.split(',').map((n) => Number(n) + 1).join(), `${shift} s`);
        await sql('UPDATE throttle SET until = NULL');
    }
    await clock(0);
    await sql('UPDATE throttle SET until = UTC_TIMESTAMP() + INTERVAL 10 MINUTE');
    for (const shift of [-3600, -86400 * 400, 0]) {
        await clock(shift);
        (await tried(target.mail, password)).is(422).see(say('en', 'error.signin'));
    }
    await freely();
    assert.equal((await signIn(new Client(), target.mail, password)).path, '/apply/mine');
});

test('6.5: X-Forwarded-For spoof: what a client says of its address makes no other one of it', async () => {
    await freely();
    const own = '127.78.4.1', said = ['10.0.0.1', '127.0.0.1', '::1', '8.8.8.8, 9.9.9.9', 'unknown', `${own}0`, '"<b>"'];
    for (const before of said) (await tried(freshMail('spoof'), 'wrong wrong wrong', { address: `${before}, ${own}` })).is(422);
    assert.equal(await one('SELECT MAX(fails) FROM throttle'), String(said.length), 'one network, whatever it says');
    for (const name of ['X-Real-IP', 'Forwarded', 'CF-Connecting-IP', 'True-Client-IP', 'X-Client-IP']) {
        const client = new Client({ address: own }), page = await client.get('/login/');
        const value = name === 'Forwarded' ? 'for=10.1.1.1' : '10.1.1.1';
        (await client.submit(page, 'signin', { mail: freshMail('spoof'), password: 'wrong wrong wrong' },
            { headers: { [name]: value } })).is(422);
    }
    assert.equal(await one('SELECT MAX(fails) FROM throttle'), String(said.length + 5));
    await freely();
});
