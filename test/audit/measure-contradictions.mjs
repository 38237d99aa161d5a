// Changes one number of a text at a time and asks whether the audit notices: node test/audit/measure-contradictions.mjs FOLDER
// The texts are public ones and not part of this project; contradictions.yaml names each by the start of its digest.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { load } from 'js-yaml';
import { audit } from '../../dist/audit/audit.js';
import { reportingKinds } from '../../dist/audit/diagnostic.js';
import { digestOf } from '../../dist/load/digest.js';
import { readSource } from '../../dist/text/read.js';

const [folder] = process.argv.slice(2);
const texts = new Map(
  readdirSync(folder).map((name) => {
    const bytes = readFileSync(join(folder, name));
    return [digestOf(bytes).slice(7, 23), { name, source: bytes.toString('utf8') }];
  }),
);
const found = async ({ name, source }) =>
  audit(await readSource(source, extname(name))).diagnostics.filter(({ kind }) => !reportingKinds.includes(kind));
const untouched = new Map();
for (const [digest, text] of texts) untouched.set(digest, await found(text));

const score = { changed: [0, 0], printed: [0, 0] };
for (const { text, at, printed, changed, and, now, why } of load(
  readFileSync(process.argv[3] ?? new URL('contradictions.yaml', import.meta.url), 'utf8'),
)) {
  const own = texts.get(text);
  if (!own) {
    console.log(`no such text: ${text}`);
    continue;
  }
  const { name, source } = own;
  if (and && !(and.at > at && source.slice(and.at, and.at + and.printed.length) === and.printed))
    throw new Error(`${name}: ${why}`);
  if (source.slice(at, at + printed.length) !== printed) throw new Error(`${name} does not print ${printed} at ${at}`);
  const before = untouched.get(text);
  const line = source.slice(0, at).split('\n').length;
  const replaced = (own, one) => own.slice(0, one.at) + one.changed + own.slice(one.at + one.printed.length);
  // the second of two that change places stands behind the first
  const after = changed
    ? await found({ name, source: replaced(and ? replaced(source, and) : source, { at, printed, changed }) })
    : before;
  const news = changed
    ? after.filter((one) => !before.some(({ kind, arithmetic }) => kind === one.kind && arithmetic === one.arithmetic))
    : after.filter((one) => Math.abs(one.line - line) <= 1);
  const [caught, all] = score[changed ? 'changed' : 'printed'];
  score[changed ? 'changed' : 'printed'] = [caught + (news.length > 0 ? 1 : 0), all + 1];
  const how = news.map(({ severity, kind, arithmetic }) => `${severity} ${kind}: ${arithmetic}`).join(' | ');
  if (now !== undefined && now !== news.length > 0) console.log('otherwise than noted in contradictions.yaml:');
  console.log(`${news.length > 0 ? 'found ' : 'missed'} ${name}:${line} ${printed} → ${changed ?? ''} (${why}) ${how}`);
}
for (const [what, [caught, all]] of Object.entries(score)) console.log(`${what}: ${caught} of ${all}`);
for (const [digest, diagnostics] of untouched)
  for (const { severity, kind, line, arithmetic } of diagnostics)
    console.log(`untouched ${texts.get(digest).name}:${line} ${severity} ${kind}: ${arithmetic}`);
