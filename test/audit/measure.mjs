// Audits a folder of texts and holds its errors against the judgements: node test/audit/measure.mjs FOLDER
// The texts are not part of this project: those of the paper measure are tests/testthat/psychsci/full of
// scienceverse/metacheck, of which every fourth by file name is kept aside, neither read nor run.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { load } from 'js-yaml';
import { audit } from '../../dist/audit/audit.js';
import { asProven } from '../../dist/audit/proven.js';
import { digestOf } from '../../dist/load/digest.js';
import { readArticleText } from '../../dist/text/read.js';

const [folder] = process.argv.slice(2);
const judged = new Map(
  load(readFileSync(new URL('judgements.yaml', import.meta.url), 'utf8')).map((one) => [
    `${one.text} ${one.at} ${one.kind}`,
    one,
  ]),
);
const seen = new Set();
const before = process.cpuUsage();
let texts = 0;
for (const name of readdirSync(folder).sort()) {
  if (!['.xml', '.md', '.txt', '.html'].includes(extname(name))) continue;
  const path = join(folder, name);
  const digest = digestOf(readFileSync(path)).slice(7, 23);
  const { diagnostics } = audit(await readArticleText(path));
  texts += 1;
  for (const { severity, kind, start, arithmetic } of diagnostics.map(asProven)) {
    if (severity !== 'error') continue;
    const key = `${digest} ${start} ${kind}`;
    seen.add(key);
    if (!judged.has(key)) console.log(`not judged: ${key}: ${arithmetic}`);
  }
}
for (const key of judged.keys()) if (!seen.has(key)) console.log(`no longer reported: ${key}`);
const { user, system } = process.cpuUsage(before);
const seconds = (user + system) / 1e6;
console.log(`${texts} texts, ${seconds.toFixed(1)} s of computing, ${(texts / seconds).toFixed(1)} texts a second`);
