// What README.md tells a newcomer is so: accounts and passwords, commands, files and settings it names.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { Client } from '../lib/client.mjs';
import { dir, root, routes, signIn } from '../lib/world.mjs';

const run = promisify(execFile), text = fs.readFileSync(`${root}/README.md`, 'utf8');
const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, words]) => words);

test('everybody of its table signs in with the password beside the name', async () => {
    const rows = [...text.matchAll(/^\|[^|]*\| ([^|]*@example\.test[^|]*)\| (demo-\w+) \|$/gm)];
    assert.ok(rows.length >= 4, `${rows.length} rows`);
    for (const [, names, password] of rows)
        for (const [mail] of names.matchAll(/[\w.]+@example\.test/g))
            (await signIn(new Client(), mail, password)).is(200).see(/./).notSee(/password is not right/i);
});

test('the digits of the second step are printed from wherever make is', async () => {
    const here = path.relative(root, dir);
    const { stdout } = await run('bash', ['-c', '. tests/lib/suite.sh; suite_code "$0" li@example.test', here], { cwd: root });
    assert.match(stdout, /^\d{6}\n$/);
});

test('its make targets and commands of qiao-admin exist', async () => {
    const makefile = fs.readFileSync(`${root}/Makefile`, 'utf8');
    for (const target of new Set([...text.matchAll(/\bmake ([a-z]+)\b/g)].map(([, t]) => t)))
        assert.match(makefile, new RegExp(`^${target}:`, 'm'), `make ${target}`);
    const main = fs.readFileSync(`${root}/cgi/admin/main.c`, 'utf8');
    for (const [, command] of text.matchAll(/qiao-admin ([a-z-]+)/g))
        if (command !== 'by') assert.ok(main.includes(`{ "${command}", `), `qiao-admin ${command}`);
});

test('its files, addresses and settings exist', async () => {
    const all = (await routes()).map((r) => r.path), settings = fs.readFileSync(`${root}/cgi/common/base/setting.c`, 'utf8');
    for (const word of quoted) {
        if (/^(cgi|templates|tests|schema|conf)\/[\w./-]+$/.test(word) && !word.includes('NNNN')) assert.ok(fs.existsSync(`${root}/${word}`), word);
        if (/^\/(apply|login)\/\w+$/.test(word)) assert.ok(all.includes(word), word);
        if (/^QIAO_\w+$/.test(word)) assert.ok(settings.includes(`"${word.slice(5)}"`), word);
        if (/^\w+\.(service|socket|timer)$/.test(word)) assert.ok(fs.existsSync(`${root}/conf/systemd/${word}`), word);
    }
    for (const [unit] of text.matchAll(/qiao(-\w+)?@\w+\.(socket|timer)/g))
        assert.ok(fs.existsSync(`${root}/conf/systemd/${unit.replace(/@\w+/, '@')}`), unit);
});
