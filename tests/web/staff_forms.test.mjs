// Every form an officer fills in, sent with answers that are wrong: the answer is 422, each sentence stands beside its field
// and in the list on top, whose links lead to fields that are there and name their sentence; what was typed is kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { say } from '../lib/applicant.mjs';
import { addresses, prepare } from '../lib/pages.mjs';

// Something wrong for a field, or undefined where a browser could send nothing that is.
function wrong(form, name, field) {
    const type = form.types[name];
    if (type === 'textarea' || type === 'text' || type === 'email' || type === 'tel' || type === 'search') return '错 <b>&" '.repeat(700).slice(0, (field?.max ?? 200) + 5);
    return undefined;
}

test('what is wrong in a staff form is said beside its field and above, in Chinese and English; nothing typed is lost', async () => {
    const { client, of } = await prepare(), seen = new Set();
    for (const { path, at, who, route, staff, file } of await addresses(of)) {
        if (!staff || file || !route.form || seen.has(path) || who === 'half') continue;
        for (const lang of ['zh', 'en']) {
            const join = at.includes('?') ? '&' : '?', page = (await client[who].get(`${at}${join}lang=${lang}`)).is(200), name = route.form.name, form = page.form(name);
            if (!form) continue;
            const typed = {};
            for (const [field] of Object.entries(form.values)) {
                const row = route.form.fields.find((f) => f.name === field);
                const value = row && wrong(form, field, row);
                if (value !== undefined) typed[field] = value;
            }
            if (!Object.keys(typed).length) continue;
            seen.add(path);
            const answer = (await client[who].submit(page, name, typed)).is(422, `${who} ${lang}`), where = `${at} ${lang}`;
            const list = /<div class="faults"[\s\S]*?<\/div>/.exec(answer.html)?.[0] ?? assert.fail(`${where}: no list on top`);
            const links = [...list.matchAll(/href="#([^"]+)"/g)].map((m) => m[1]);
            assert.ok(links.length && links.length === answer.faults.length, `${where}: ${links.length} links, ${answer.faults.length} sentences`);
            for (const id of links) assert.ok(answer.html.includes(` id="${id}"`), `${where}: #${id} is nowhere`);
            for (const [field, value] of Object.entries(typed)) {
                assert.equal(answer.value(name, field).trim(), value.trim(), `${where}: ${field} was not kept`);
                const sentence = answer.error(name, field);
                assert.ok(sentence, `${where}: nothing beside ${field}`);
                assert.ok(answer.faults.some((f) => f.includes(sentence) || sentence.includes(f)), `${where}: ${field} is not in the list: ${answer.faults}`);
                assert.match(answer.html, new RegExp(`<(input|textarea|select)\\b[^>]*id="${name}-${field}"[^>]*aria-describedby="[^"]*${name}-${field}-error`), `${where}: ${field} does not name its sentence`);
                if (lang === 'zh') assert.match(sentence, /\p{Script=Han}/u, where);
            }
            assert.ok(answer.title.startsWith(say(lang, 'common.error_prefix')), `${where}: title ${answer.title}`);
        }
    }
    assert.ok(seen.size >= 12, [...seen].join(' '));
});
