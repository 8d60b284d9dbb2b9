// What the law asks for (SECURITY 1e): each row, and the tests that show it. What no other test shows is here.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { root, sql } from '../lib/world.mjs';

// row | file under tests/ | title, or how it begins
const table = `
PIPL 17, 14, 15: notice in versions   | web/privacy_notice.test.mjs  | every notice is there in every language, part by part
                                      | web/privacy_notice.test.mjs  | a new version is asked for anew, and nobody agrees to words that were not on the page
PIPL 14: consent as a row             | web/privacy_notice.test.mjs  | a registration names the version it agreed to
PIPL 15: taken back                   | web/privacy_consent.test.mjs | taken back as easily as given
PIPL 28, 29: sensitive data apart     | web/privacy_consent.test.mjs | each sensitive kind has its own box on its own page
                                      | web/privacy_consent.test.mjs | who does not want to upload a passport says so
PIPL 31: under 14                     | web/trust_young.test.mjs     | the birth date is the first question
                                      | web/trust_young.test.mjs     | a day before the 14th birthday nothing is kept
                                      | web/trust_young.test.mjs     | from the 14th birthday on one may; under 18 with a word about parents
                                      | web/trust_child.test.mjs     | a guardian asks: a number, a promise, a letter; the names sealed
                                      | web/privacy_consent.test.mjs | a guardian agrees for the child, another helper does not
PIPL 38-40: nothing goes abroad       | web/law.test.mjs             | programs that hold data reach no network
                                      | browser/bytes.test.mjs       | nothing comes from elsewhere, and no font by default
PIPL 44, 45: copy                     | web/privacy_copy.test.mjs    | an applicant finds in the copy what was typed, handed in and told, opened
                                      | web/privacy_copy.test.mjs    | a sign-in of long ago is not enough
                                      | store/test_privacy_copy.c    | static void every_column_that_points_at_a_person_has_its_place
PIPL 46: correction                   | web/privacy_request.test.mjs | a correction is asked for, promised in working days, done
PIPL 47, 50: deletion                 | web/privacy_request.test.mjs | two officers delete; nothing of the person is left
                                      | web/privacy_request.test.mjs | what the law keeps is told beforehand and holds the deletion
                                      | web/privacy_erased.test.mjs  | clocks of what was deleted end
                                      | store/test_privacy_copy.c    | static void every_column_that_points_at_a_person_has_its_place
PIPL 51, 57: who saw whom             | web/admin_audit.test.mjs     | found by act, account, thing, day and refusal
                                      | web/privacy_seen.test.mjs    | what an officer opens is told to the person it is about
MLPS 8.1.4.1: identity                | web/login_guess.test.mjs     | after five wrong tries an account is closed to strangers
                                      | web/login_clock.test.mjs     | idle for too long: staff after 15 minutes, others after 30
                                      | web/login_clock.test.mjs     | over https the cookies are __Host- and Secure
                                      | web/login_second.test.mjs    | nothing opens without the second step
MLPS 8.1.4.2: no default account      | web/asvs.test.mjs            | no account comes with the tables
MLPS 8.1.4.2: least privilege         | web/law.test.mjs             | each program reads and writes what it is for
                                      | web/matrix.test.mjs          | POST: with a right token and right fields, whoever may not changes nothing
MLPS 8.1.5: three administrators      | web/org_apart.test.mjs       | the three administrators are three people
                                      | web/admin_people.test.mjs    | the other administrators see nobody
MLPS 8.1.4.3: audit                   | web/admin_audit.test.mjs     | no program can change or take out a record
                                      | web/admin_audit.test.mjs     | a record that was changed, taken out or cut off is named
MLPS 8.1.4.4: validity of input       | web/attack_value.test.mjs    | each field too long, or otherwise none of its kind
MLPS 8.1.4.7, 8: sealed               | web/dump.test.mjs            | the dump holds everything, and none of what was planted
                                      | fault/keys.test.mjs          | every column with sealed values in it says so
MLPS 8.1.4.9: backup                  | web/dump.test.mjs            | restored, with the files of keys everything opens and the audit is whole
MLPS 8.1.4.10: what is left behind    | web/login_session.test.mjs   | signing out ends it for good, and tells the browser to forget
MLPS 8.1.4.11: no more than needed    | web/privacy_consent.test.mjs | a paper that is not sensitive asks for nothing`;

test('each row has its test, by its name', () => {
    for (const [row, file, title] of table.trim().split('\n').map((line) => line.split('|').map((s) => s.trim()))) {
        const text = fs.readFileSync(`${root}/tests/${file}`, 'utf8').replaceAll("\\'", "'");
        assert.ok(text.includes(file.endsWith('.c') ? title : `\ntest('${title}`), `${row}: ${title} in ${file}`);
    }
});

// Who holds a right on a table, on all of it or on this column of it: names without "qiao_".
const holders = async (right, name, column = '') => (await sql(`SELECT DISTINCT REPLACE(SUBSTRING_INDEX(SUBSTRING(grantee, 2), '''', 1), 'qiao_', '')
    FROM (SELECT grantee FROM information_schema.table_privileges WHERE table_schema = DATABASE() AND table_name = '${name}' AND privilege_type = '${right}'
    UNION SELECT grantee FROM information_schema.column_privileges WHERE table_schema = DATABASE() AND table_name = '${name}' AND privilege_type = '${right}'
    AND ('${column}' = '' OR column_name = '${column}')) x WHERE grantee LIKE '''qiao\\_%' ORDER BY 1`)).flat();

test('each program reads and writes what it is for, and the database knows no other way', async () => {
    for (const secret of ['password', 'totp']) assert.deepEqual(await holders('SELECT', 'account', secret), ['login'], `who reads ${secret}`);
    assert.deepEqual(await holders('UPDATE', 'account', 'password'), ['login', 'privacy'], 'privacy takes it away');
    assert.deepEqual(await holders('SELECT', 'account_code', 'hash'), ['login'], 'recovery codes');
    assert.deepEqual(await holders('INSERT', 'account_role'), ['org'], 'who gives a role');
    assert.deepEqual(await holders('SELECT', 'apply_application'), ['apply', 'privacy'], 'who reads applications');
    assert.deepEqual(await holders('SELECT', 'document_body'), ['apply', 'org', 'privacy', 'trust'], 'who reads papers');
    assert.deepEqual(await holders('INSERT', 'delegation'), ['trust'], 'who lets somebody act for somebody');
    assert.deepEqual(await holders('INSERT', 'notice'), []);
    for (const right of ['UPDATE', 'DELETE']) assert.deepEqual(await holders(right, 'audit'), [], `audit ${right}`);
    assert.deepEqual((await sql("SELECT grantee FROM information_schema.user_privileges WHERE grantee LIKE '''qiao\\_%' AND privilege_type <> 'USAGE'")), []);
    assert.deepEqual((await sql("SELECT grantee FROM information_schema.schema_privileges WHERE grantee LIKE '''qiao\\_%'")), []);
});

test('programs that hold data reach no network: letters alone leave the house', () => {
    const unit = (name) => fs.readFileSync(`${root}/conf/systemd/${name}.service`, 'utf8');
    for (const name of ['qiao@', 'qiao-sweep@', 'qiao-heads']) {
        assert.match(unit(name), /^PrivateNetwork=yes$/m, name);
        assert.match(unit(name), /^RestrictAddressFamilies=AF_UNIX$/m, name);
    }
    assert.match(unit('qiao-post'), /^RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6$/m);
});
