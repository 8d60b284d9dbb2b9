// One student in Vientiane, on a phone, in Lao: register, fill in, send, correct, accept, read the letter.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { dir, fillDate, judge, letter, phone, send, shot, signIn, start, url } from '../lib/browser.mjs';

const mail = `khamla${Date.now()}@example.test`;
const password = 'ແມ່ນ້ຳຂອງ-ໄຫຼຜ່ານ-ຫຼວງພະບາງ';
let browser, student, officer, lead, id;

before(async () => { browser = await start(); });
after(() => browser?.close());

function png(path) {
  const crc = b => { let c = ~0; for (const x of b) { c ^= x; for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1; } return ~c >>> 0; };
  const chunk = (type, data) => { const t = Buffer.concat([Buffer.from(type), data]), n = Buffer.alloc(4), s = Buffer.alloc(4); n.writeUInt32BE(data.length); s.writeUInt32BE(crc(t)); return Buffer.concat([n, t, s]); };
  const head = Buffer.from([0, 0, 0, 64, 0, 0, 0, 64, 8, 0, 0, 0, 0]);
  writeFileSync(path, Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(64 * 65, 128))), chunk('IEND', Buffer.alloc(0))]));
  return path;
}

test('registers with a letter', async () => {
  student = await phone(browser, { lang: 'lo' });
  await student.goto(`${url}/login/new`);
  assert.equal(await student.getAttribute('html', 'lang'), 'lo');
  await fillDate(student, 'new-birth', 27, 9, 2005);
  await student.fill('#new-name', 'ຄຳຫຼ້າ');
  await student.fill('#new-mail', mail);
  await student.fill('#new-password', password);
  await student.check('#new-agree');
  await shot(student, 'lo-01-register');
  await send(student, 'new');
  const link = (await letter(mail)).match(/http\S+confirm\S+/)[0];
  await student.goto(link);
  await student.fill('#confirm-password', password);
  await send(student, 'confirm');
  assert.match(student.url(), /\/apply\/mine/);
});

test('begins an application after two questions', async () => {
  await student.goto(`${url}/apply/`);
  await judge(student, 'programmes');
  await shot(student, 'lo-02-programmes');
  await Promise.all([student.waitForNavigation(), student.click('main section.card a.button')]);
  await student.selectOption('#start-nationality', 'CHN');
  await fillDate(student, 'start-birth', 27, 9, 2005);
  await send(student, 'start');
  assert.equal(await student.locator('#start-nationality-error').count(), 1, 'a Chinese national is told at once');
  assert.equal(await student.inputValue('#start-birth-y'), '2005', 'what was typed is kept');
  await student.selectOption('#start-nationality', 'LAO');
  await send(student, 'start');
  id = new URL(student.url()).searchParams.get('id');
  await shot(student, 'lo-03-tasks');
});

const open = page => student.goto(`${url}/apply/${page}?id=${id}`);

async function contact(address) {
  await open('contact');
  await student.fill('#contact-phone', '+856 20 5555 1234');
  await student.selectOption('#contact-address_country', 'LAO');
  await student.fill('#contact-address_region', 'ນະຄອນຫຼວງວຽງຈັນ');
  await student.fill('#contact-address', address);
  await student.fill('#contact-emergency_name', 'ແມ່ ບົວ');
  await student.check('input[name=emergency_relation][value=mother]');
  await student.fill('#contact-emergency_phone', '+856 20 5555 4321');
  await student.check('input[name=mark][value=done]');
  await send(student, 'contact');
}

test('fills in every part, with one name only', async () => {
  const year = new Date().getFullYear();
  await open('person');
  await student.fill('#person-name_native', 'ຄຳຫຼ້າ');
  await student.fill('#person-name_primary', 'KHAMLA');
  await student.check('input[name=sex][value=f]');
  await fillDate(student, 'person-birth', 27, 9, 2005);
  await student.fill('#person-birthplace', 'ວຽງຈັນ');
  await student.selectOption('#person-nationality', 'LAO');
  await student.check('input[name=paper_kind][value=passport]');
  await student.fill('#person-passport_no', 'p 123 4567');
  await student.selectOption('#person-passport_state', 'LAO');
  await fillDate(student, 'person-passport_issued', 1, 2, year - 2);
  await fillDate(student, 'person-passport_expires', 1, 2, year + 6);
  await student.check('input[name=mark][value=done]');
  await judge(student, 'person');
  await shot(student, 'lo-04-person');
  await send(student, 'person');
  assert.match(student.url(), /\/apply\/tasks/);
  await contact('ບ້ານ ໂພນສະຫວັນ');
  await student.goto(`${url}/apply/school?id=${id}`);
  await student.check('input[name=level][value=senior]');
  await student.fill('#education-school', 'ໂຮງຮຽນມັດທະຍົມ ວຽງຈັນ');
  await student.selectOption('#education-country', 'LAO');
  await fillDate(student, 'education-began', 1, 9, 2018);
  await fillDate(student, 'education-ended', 30, 6, 2024);
  await student.check('input[name=graduated][value=yes]');
  await send(student, 'education');
  await judge(student, 'education');
  await send(student, 'done');
  await open('language');
  await student.fill('#language-mother_tongue', 'ລາວ');
  await student.check('input[name=chinese][value=some]');
  await student.check('input[name=mark][value=done]');
  await send(student, 'language');
  await open('money');
  await student.check('input[name=funding][value=self]');
  await student.check('input[name=mark][value=done]');
  await send(student, 'money');
});

test('is told everything that is missing, hands in papers, and sends', async () => {
  await open('check');
  assert.ok(await student.locator('.panel li').count() >= 3, 'papers are missing');
  assert.equal(await student.locator('#check-form').count(), 0, 'nothing can be sent yet');
  await judge(student, 'check with findings');
  const file = png(`${dir}/paper.png`);
  for (const kind of ['passport', 'photo', 'diploma']) {
    await open('papers');
    await Promise.all([student.waitForNavigation(), student.click(`main a[href$="kind=${kind}"]`)]);
    if (kind === 'passport') await judge(student, 'paper');
    await student.setInputFiles('#paper-file', file);
    if (kind === 'passport') await student.check('#paper-agree_passport');
    await send(student, 'paper');
  }
  await open('papers');
  await judge(student, 'papers');
  await shot(student, 'lo-05-papers');
  await send(student, 'done');
  await open('check');
  await shot(student, 'lo-06-check');
  await student.check('#check-agree');
  await send(student, 'check');
  assert.match(student.url(), /\/apply\/sent/);
  await judge(student, 'sent');
  await shot(student, 'lo-07-sent');
});

async function decide(page, event, fill = async () => {}) {
  await page.goto(`${url}/apply/decide?id=${id}&event=${event}`);
  await fill();
  await judge(page, `decide ${event}`);
  await shot(page, `zh-${event}`);
  await send(page, 'decide');
}

test('an officer sends it back, the student corrects it', async () => {
  officer = await phone(browser, { lang: 'zh', width: 1280 });
  await signIn(officer, 'li@example.test', 'demo-li');
  assert.match(officer.url(), /\/apply\/queue/);
  await judge(officer, 'queue');
  await shot(officer, 'zh-queue');
  await officer.goto(`${url}/apply/case?id=${id}`);
  await judge(officer, 'case');
  await shot(officer, 'zh-case');
  await decide(officer, 'return', async () => {
    await officer.check('input[name=sections][value=contact]');
    await officer.fill('#decide-text', 'ກະລຸນາຂຽນທີ່ຢູ່ພ້ອມເມືອງ.');
  });
  await open('tasks');
  await judge(student, 'tasks after return');
  await shot(student, 'lo-08-returned');
  assert.equal((await student.goto(`${url}/apply/person?id=${id}`)).status(), 409, 'other parts are closed');
  await contact('ບ້ານ ໂພນສະຫວັນ, ເມືອງ ຈັນທະບູລີ');
  await open('check');
  await student.check('#check-agree');
  await send(student, 'check');
  assert.match(await letter(mail, /ໂພນ|AP20/), /AP20/);
});

test('the centre offers, the student accepts, the letter is there', async () => {
  await decide(officer, 'accept_for_review');
  assert.equal((await officer.goto(`${url}/apply/decide?id=${id}&event=offer`)).status(), 403, 'not her role');
  lead = await phone(browser, { lang: 'zh', width: 1280 });
  await signIn(lead, 'chen@example.test', 'demo-chen');
  await decide(lead, 'offer');
  await open('offer');
  await judge(student, 'offer');
  await shot(student, 'lo-09-offer');
  await student.check('input[name=answer][value=accept]');
  await send(student, 'answer');
  await judge(student, 'status');
  await shot(student, 'lo-10-status');
  await Promise.all([student.waitForNavigation(), student.click('ul.papers a')]);
  await judge(student, 'letter');
  await shot(student, 'lo-11-letter');
  const number = (await student.textContent('main')).match(/AP\d+/)[0];
  assert.match(await letter(mail, new RegExp(number)), new RegExp(number));
  const public_ = await phone(browser, { lang: 'en' });
  await public_.goto(`${url}/apply/track`);
  await public_.fill('#track-number', number.toLowerCase());
  await fillDate(public_, 'track-birth', 27, 9, 2005);
  await send(public_, 'track');
  assert.match(await public_.textContent('main'), /Admitted/);
  await judge(public_, 'track');
});
