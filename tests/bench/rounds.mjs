// Alternated rounds: every variant once per round, so that what changes on the machine meets all of them. A sample during
// which others used more than a fifth of the CPU does not count; it is taken again, twice at most, and not before it is
// calmer, as long as the run has time to wait: all of it stays below ten minutes (BIG fills for longer than that).
import { measured, sleep, wrk } from './system.mjs';
import { median } from './report.mjs';

export const FOREIGN_MAX = Number(process.env.FOREIGN ?? 20) / 100;
const TRIES = 3;
let patience_s = Number(process.env.PATIENCE ?? 120);
const began = Date.now();
const older = (s) => !process.env.BIG && Date.now() - began > s * 1000;
export const samples = [];

// Until others are quiet for half a second, ten seconds at most.
export async function calm() {
    for (let i = 0; i < 20 && patience_s > 0; i++) {
        const s = await measured(() => sleep(500));
        if (s.foreign <= FOREIGN_MAX) return;
        patience_s -= 0.5;
    }
}

async function sample(v, round) {
    const s = await measured(v.act);
    const each = (name) => (s.used[name] ?? 0) * 1e6 / s.requests;
    s.us = { nginx: each('front'), app: v.app ? each(v.app) : 0, db: each('mariadbd') };
    Object.assign(s, { variant: v.name, round, counts: s.foreign <= FOREIGN_MAX && s.wrong <= (v.mayFail ?? 0) * s.requests });
    samples.push(s);
    return s;
}

// variants: { name, app (whose CPU counts beside nginx and mariadbd), before (made ready, not measured), act }
export async function rounds(variants, count, say) {
    for (let round = 1; round <= count; round++) {
        for (const v of variants) {
            if (older(480)) return say('no time is left for more');
            for (let i = 0; i < (older(300) ? 1 : TRIES); i++) {
                if (v.before) await v.before();
                await calm();
                const s = await sample(v, round);
                say(`round ${round}: ${v.name}: ${Math.round(s.requests / s.seconds)}/s, nginx ${s.us.nginx.toFixed(0)} + program ${
                    s.us.app.toFixed(0)} + database ${s.us.db.toFixed(0)} us, others ${(s.foreign * 100).toFixed(0)} %${
                    s.wrong ? `, ${s.wrong} wrong answers` : ''}${s.counts ? '' : ': does not count'}`);
                if (s.counts) break;
            }
        }
    }
}

export const load = (name, app, port, where, options = {}) => ({ name, app, ...options, act: () => wrk(port, where, options) });

const good = (name) => samples.filter((s) => s.variant === name && s.counts);
export const cost = { all: (s) => s.us.nginx + s.us.app + s.us.db, server: (s) => s.us.nginx + s.us.app, db: (s) => s.us.db,
    rate: (s) => s.requests / s.seconds };

// Ratio of two variants: of their medians, and per round (only rounds in which both count).
export function ratio(a, b, of) {
    const x = good(a), y = good(b);
    const pairs = x.flatMap((s) => { const t = y.find((u) => u.round === s.round); return t ? [of(s) / of(t)] : []; });
    if (!pairs.length) return { values: [] };
    return { values: pairs, value: median(x.map(of)) / median(y.map(of)) };
}
export const middle = (name, of) => (good(name).length ? median(good(name).map(of)) : NaN);
export const refused = (names) => {
    const shares = samples.filter((s) => names.includes(s.variant) && !s.counts).map((s) => s.foreign);
    return shares.length ? `others used up to ${(Math.max(...shares) * 100).toFixed(0)} %` : '';
};
