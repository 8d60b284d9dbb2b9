// Rows of PERFORMANCE 10: what was measured against budget and moonshot, as a table and as CSV.
import fs from 'node:fs';
import { bench } from './system.mjs';

export function median(list) {
    const s = [...list].sort((a, b) => a - b);
    return s.length % 2 ? s[(s.length - 1) / 2] : (s[s.length / 2 - 1] + s[s.length / 2]) / 2;
}

const rows = [];
export const figure = (value) => Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);

// One figure from several rounds. `is` says which side of the budget is right: '<=' or '>='.
// A budget counts as missed only when it is missed in all rounds.
export function row(name, values, { budget, moonshot, is = '<=', unit = '', note = '', value } = {}) {
    const keeps = (v, limit) => is === '<=' ? v <= limit : v >= limit;
    const middle = value ?? (values.length ? median(values) : NaN);
    let verdict = '';
    if (!values.length) verdict = 'not measured';
    else if (budget === undefined) verdict = '';
    else if (keeps(middle, budget)) verdict = moonshot !== undefined && keeps(middle, moonshot) ? 'ok, moonshot' : 'ok';
    else verdict = values.some((v) => keeps(v, budget)) ? 'missed, not in all rounds' : 'MISSED';
    rows.push({ name, measured: values.length ? figure(middle) + unit : '-', budget: budget === undefined ? '' : `${is} ${budget}`,
        moonshot: moonshot === undefined ? '' : `${is} ${moonshot}`, verdict, note, rounds: values.map(figure).join(' ') });
}

export function absent(name, why, { budget, moonshot, is = '<=' } = {}) {
    rows.push({ name, measured: '-', budget: `${is} ${budget}`, moonshot: `${is} ${moonshot}`, verdict: 'not there', note: why, rounds: '' });
}

export function print() {
    const columns = ['name', 'measured', 'budget', 'moonshot', 'verdict', 'note'];
    const titles = { name: 'figure', measured: 'measured', budget: 'budget', moonshot: 'moonshot', verdict: '', note: '' };
    const all = [titles, ...rows];
    const wide = Object.fromEntries(columns.map((c) => [c, Math.max(...all.map((r) => r[c].length))]));
    for (const r of all) console.log('  ' + columns.map((c) => r[c].padEnd(c === 'note' ? 0 : wide[c])).join('  ').trimEnd());
    return rows.filter((r) => r.verdict === 'MISSED').length;
}

const csv = (list) => list.map((v) => /[",\n]/.test(String(v)) ? `"${String(v).replaceAll('"', '""')}"` : v).join(',') + '\n';

export function writeCsv(samples) {
    const keys = ['name', 'measured', 'budget', 'moonshot', 'verdict', 'rounds', 'note'];
    fs.writeFileSync(`${bench}/figures.csv`, csv(keys) + rows.map((r) => csv(keys.map((k) => r[k]))).join(''));
    const head = ['variant', 'round', 'counts', 'requests', 'wrong', 'seconds', 'foreign', 'nginx_us', 'app_us', 'mariadbd_us', 'p50_ms', 'p99_ms'];
    fs.writeFileSync(`${bench}/samples.csv`, csv(head) + samples.map((s) => csv([s.variant, s.round, s.counts ? 1 : 0, s.requests, s.wrong,
        s.seconds.toFixed(2), s.foreign.toFixed(3), ...['nginx', 'app', 'db'].map((k) => s.us[k].toFixed(1)), s.p50 ?? '', s.p99 ?? ''])).join(''));
}
