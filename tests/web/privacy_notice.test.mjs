// Notices and the consent of a registration (PIPL 14, 17): every version readable in every language, and who agreed to
// one agreed to the words that were on the page.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { say } from '../lib/applicant.mjs';
import { Client } from '../lib/client.mjs';
import { codeIn, freshMail, grown, letter, one, password, quote, sql, unchanged } from '../lib/world.mjs';

const langs = ['zh', 'en', 'lo', 'th', 'vi', 'my', 'km', 'id', 'ms', 'fil'];
const purposes = ['account', 'apply', 'apply_passport', 'apply_health', 'apply_crime', 'guardian'];
const unnew = () => sql("DELETE FROM notice WHERE version = 2 AND source = 'test'");
after(unnew);

const consents = (mail) => sql(`SELECT c.purpose, c.version, c.lang, c.given_by = a.id, c.withdrawn_at, LENGTH(c.address_hash)
    FROM consent c JOIN account a ON a.id = c.account WHERE a.mail = ${quote(mail)} ORDER BY c.id`);
const filled = (mail) => ({ ...grown, name: 'Notice Reader', mail, password });
const confirm = async (mail, client, after_ = 0) => {
    const { text } = await letter(mail, 'confirm', { after: after_ });
    return client.post(`/login/confirm?code=${codeIn(text, '/login/confirm')}`, 'confirm', { password });
};

test('every notice is there in every language, part by part', async () => {
    const rows = await sql("SELECT purpose, lang, title, body FROM notice WHERE version = 1 AND source <> 'test'");
    assert.equal(rows.length, purposes.length * langs.length);
    for (const [purpose, lang, title, body] of rows) {
        const page = (await new Client({ lang }).get(`/privacy/notice?purpose=${purpose}&version=1`)).is(200);
        page.see(title, ...body.split('\n\n').flatMap((part) => part.split('\n')));
        assert.ok(body.split('\n\n').length >= 5 && body.split('\n\n').every((part) => part.split('\n').length === 2), `${purpose} ${lang}`);
        if (purpose === 'account') (await new Client({ lang }).get('/privacy/')).see(title);
        else (await new Client({ lang }).get('/privacy/')).see(title).notSee('apply_');
    }
});

test('a notice or version that does not exist is not found', async () => {
    for (const query of ['', '?purpose=nothing', '?purpose=account&version=99', '?purpose=account&version=x', "?purpose=account'--"])
        (await new Client().get(`/privacy/notice${query}`)).is(404);
});

test('no program may write a notice', async () => {
    const rights = await sql(`SELECT DISTINCT privilege_type FROM information_schema.table_privileges WHERE table_name = 'notice'`);
    assert.deepEqual(rights, [['SELECT']]);
    assert.deepEqual(await sql(`SELECT privilege_type FROM information_schema.column_privileges WHERE table_name = 'notice'`), []);
});

test('a registration names the version it agreed to; the account has it when its address is confirmed', async () => {
    const client = new Client({ lang: 'lo' }), mail = freshMail('notice');
    let page = await client.get('/login/new');
    assert.equal(page.form('new').types.agree, 'checkbox');
    assert.equal(page.value('new', 'agree'), '', 'nothing is ticked beforehand');
    assert.deepEqual(page.links('/privacy/notice'), ['/privacy/notice?purpose=account&version=1']);
    await unchanged(async () => {
        page = (await client.submit(page, 'new', { ...filled(mail), agree: undefined })).is(422);
        assert.equal(page.error('new', 'agree'), say('lo', 'form.new.agree.error.tick'));
        assert.equal(page.value('new', 'name'), 'Notice Reader');
    });
    (await client.submit(page, 'new', { ...filled(mail), agree: page.form('new').options.agree[0] })).goes('/login/sent');
    assert.deepEqual(await consents(mail), [], 'nobody has agreed before the letter came back');
    assert.equal((await confirm(mail, client)).path, '/apply/mine');
    assert.deepEqual(await consents(mail), [['account', '1', 'lo', '1', null, '16']]);
    const [[actions]] = await sql(`SELECT GROUP_CONCAT(CONCAT(action, ' ', detail) ORDER BY id) FROM audit WHERE subject =
        (SELECT id FROM account WHERE mail = ${quote(mail)}) AND action IN ('consent', 'confirm')`);
    assert.equal(actions, 'consent account 1,confirm ');
});

test('a letter asked for again by signing in keeps what was agreed to', async () => {
    const client = new Client(), mail = freshMail('notice');
    await client.post('/login/new', 'new', { ...filled(mail), agree: '1' });
    const first = (await letter(mail, 'confirm')).id;
    assert.equal((await client.post('/login/', 'signin', { mail, password })).path, '/login/sent');
    assert.equal((await confirm(mail, client, first)).path, '/apply/mine');
    assert.deepEqual((await consents(mail)).map(([p, v]) => [p, v]), [['account', '1']]);
});

test('a new version is asked for anew, and nobody agrees to words that were not on the page', async () => {
    const client = new Client(), mail = freshMail('notice'), before_ = await one("SELECT body FROM notice WHERE purpose = 'account' AND version = 1 AND lang = 'en'");
    const old = await client.get('/login/new');
    await sql("INSERT INTO notice VALUES ('account', 2, 'en', 'Second title', 'Head\nNew words', CURDATE() - INTERVAL 1 DAY, 'test')");
    try {
        const page = await unchanged(async () => (await client.submit(old, 'new', { ...filled(mail), agree: '1' })).is(422));
        assert.equal(page.error('new', 'agree'), say('en', 'error.notice_changed'));
        assert.equal(page.value('new', 'agree'), '', 'the tick belonged to the old words');
        assert.deepEqual([page.form('new').options.agree, page.links('/privacy/notice')],
            [['2'], ['/privacy/notice?purpose=account&version=2']]);
        (await client.submit(page, 'new', { ...filled(mail), agree: '2' })).goes('/login/sent');
        (await client.get('/privacy/')).see('Second title', 'New words');
        (await client.get('/privacy/notice?purpose=account&version=1')).see(before_.split('\n')[1]).notSee('New words');
        (await new Client({ lang: 'lo' }).get('/privacy/')).see('New words'); // not translated yet: English stands in
        await confirm(mail, client);
        assert.deepEqual((await consents(mail)).map(([p, v]) => [p, v]), [['account', '2']]);
    } finally {
        await unnew();
    }
});
