import { phone, start, url, shot } from './lib/browser.mjs';
import { prepare, addresses } from './lib/pages.mjs';
const b = await start(); const w = await prepare();
const want = process.argv.slice(3), lang = process.argv[2];
for (const {who, at, file} of await addresses(w.of)) { if (file || !want.some(x => at.split('?')[0] === x)) continue;
  const p = await phone(b, { lang, as: w.state[who] }); await p.goto(url + at); await shot(p, `${lang}-${who}-${at.replace(/\W+/g,'_')}`); await p.context().close(); }
await b.close(); process.exit(0);
