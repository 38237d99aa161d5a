/**
 * `npm run mutate [-- --counts 60 --seed 1]`: changes what is printed, what claims ask for and what recordings hold, one digit
 * or count at a time, and reports how many changes turn a verdict, a value or a shown output. A change that nothing
 * notices is a number that nothing checks. It needs the built package, and runs the notebooks' code without a kernel.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { parseDocument } from 'yaml';
import { agrees } from '../../dist/claims/check.js';
import { directionOf } from '../../dist/claims/direction.js';
import { parseMeans, parsePrinted } from '../../dist/claims/expectation.js';
import { numbersLeftOut } from '../../dist/claims/print-in-means.js';
import { readTraces } from '../../dist/trace/trace.js';

const { values: options } = parseArgs({
  options: { counts: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
});
const random = xoroshiro128plus(Number(options.seed));
const below = (n) => (random.next() >>> 0) % n;

/** A text with one of its digits changed to another, or undefined where it has none. */
function otherDigit(text) {
  const places = [...text.matchAll(/\d/g)].map(({ index }) => index);
  if (places.length === 0) return undefined;
  const at = places[below(places.length)];
  const digit = String((Number(text[at]) + 1 + below(9)) % 10);
  return text.slice(0, at) + digit + text.slice(at + 1);
}

/** The claims as their files write them, by full id. */
function writtenClaims() {
  const folder = 'data/articles';
  return new Map(
    readdirSync(folder).flatMap((name) => {
      const article = parseDocument(readFileSync(join(folder, name), 'utf8')).toJS();
      return (article.claims ?? []).map((claim) => [`${article.id}/${claim.id}`, claim]);
    }),
  );
}

/** Whether a claim with a changed print, or a changed `means`, is refused or has another verdict. */
function turns(trace, claim, { printed = claim.printed, means = claim.means }) {
  try {
    const expectation = means === undefined ? parsePrinted(printed) : parseMeans(means);
    if (means !== undefined && claim.because === undefined && numbersLeftOut(printed, expectation).length > 0)
      return true;
    const [row] = trace.replications;
    if (row) return JSON.stringify(directionOf(expectation)) !== JSON.stringify(row.direction); // the notebook must run again
    const id = trace.id;
    return (
      agrees({ id, expectation }, trace.computed) !== agrees({ id, expectation: trace.expectation }, trace.computed)
    );
  } catch {
    return true; // refused, with its line
  }
}

/** Of claims that hold or are open: one that fails already cannot be turned by another digit. */
function mutatedClaims() {
  const written = writtenClaims();
  const traces = readTraces()
    .flatMap(({ traces }) => traces)
    .filter(({ verdict }) => !['untested', 'differs', 'contradicted'].includes(verdict));
  const report = { printed: { changed: 0, turned: 0, left: [] }, means: { changed: 0, turned: 0, left: [] } };
  const count = (what, trace, change, changed) => {
    if (changed === undefined) return;
    report[what].changed += 1;
    if (change) report[what].turned += 1;
    else report[what].left.push(`${trace.id}: ${changed}`);
  };
  for (const trace of traces) {
    const claim = written.get(trace.id);
    const means = claim.means;
    if (means === undefined) {
      const printed = otherDigit(claim.printed);
      count('printed', trace, printed !== undefined && turns(trace, claim, { printed }), printed);
    } else if (/\d/.test(claim.printed) && claim.because === undefined) {
      const printed = otherDigit(claim.printed);
      count('means', trace, turns(trace, claim, { printed }), printed);
      const other = otherDigit(means);
      count('means', trace, other !== undefined && turns(trace, claim, { means: other }), other);
    }
  }
  return report;
}

const ts = createRequire(import.meta.url)('@tslab/typescript-for-tslab');
const work = resolve('.recount/mutate');

/** The code of a notebook as a module that runs without a kernel and prints what its cells show. */
function moduleOf(notebook) {
  const { cells } = JSON.parse(readFileSync(join('notebooks', notebook), 'utf8'));
  const source = cells
    .filter(({ cell_type }) => cell_type === 'code')
    .map(({ source }) => source.join(''))
    .join('\n');
  const imports = [...source.matchAll(/^import [^;]*;/gm)].map(([line]) => line);
  const body = source.replaceAll(/^import [^;]*;/gm, '');
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  const whole = `${imports.join('\n')}\nawait (async () => {\n${body}\n})();`;
  const file = join(work, notebook.replace('.ipynb', '.mjs'));
  writeFileSync(
    file,
    ts.transpileModule(whole, { compilerOptions: { ...options, verbatimModuleSyntax: false } }).outputText,
  );
  return file;
}

async function outputOf(file, environment = {}) {
  const env = { ...process.env, ...environment };
  try {
    return (await promisify(execFile)(process.execPath, [file], { env, maxBuffer: 1e8 })).stdout;
  } catch (error) {
    return `failed: ${String(error.stderr ?? error)
      .split('\n')
      .find((line) => line.includes('Error'))}`;
  }
}

const verdictsIn = (output) =>
  output
    .split('\n')
    .filter((line) => /^[✓✗] |; [✓✗?] /.test(line))
    .map((line) => line.slice(0, 12))
    .join();

async function mutatedCounts(times) {
  mkdirSync(work, { recursive: true });
  const notebooks = [];
  for (const name of readdirSync('notebooks').filter((name) => name.endsWith('.ipynb'))) {
    const file = moduleOf(name);
    const reads = join(work, `${name}.reads`);
    rmSync(reads, { force: true });
    const output = await outputOf(file, { RECOUNT_READS: reads });
    const asked = readFileSync(reads, 'utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith('{') && JSON.parse(line).asked ? [JSON.parse(line).asked] : []));
    notebooks.push({ name, file, output, asked: new Set(asked.map(({ corpus, query }) => `${corpus} ${query}`)) });
  }
  const { queryKey } = await import('../../dist/count/query.js');
  const places = ['field-guide', 'skillenai'].flatMap((corpus) => {
    const recording = JSON.parse(readFileSync(`data/recordings/${corpus}.json`, 'utf8'));
    return recording.answers.flatMap(({ query, rows }, answer) =>
      rows.flatMap((row, at) =>
        Object.entries(row).flatMap(([column, value]) =>
          typeof value === 'number' ? [{ corpus, answer, at, column, key: `${corpus} ${queryKey(query)}` }] : [],
        ),
      ),
    );
  });
  const report = { places: places.length, changed: 0, turnedVerdict: 0, shown: 0, nothing: [] };
  for (let i = 0; i < times; i++) {
    const place = places[below(places.length)];
    const live = mkdtempSync(join(work, 'live-'));
    const recording = JSON.parse(readFileSync(`data/recordings/${place.corpus}.json`, 'utf8'));
    const row = recording.answers[place.answer].rows[place.at];
    row[place.column] += row[place.column] > 1 && below(2) === 0 ? -1 : 1;
    writeFileSync(join(live, `${place.corpus}.json`), JSON.stringify(recording));
    const asking = notebooks.filter(({ asked }) => asked.has(place.key));
    const outputs = await Promise.all(asking.map(({ file }) => outputOf(file, { RECOUNT_LIVE: live })));
    rmSync(live, { recursive: true });
    report.changed += 1;
    const differs = asking.filter(({ output }, n) => output !== outputs[n]);
    if (differs.length === 0) report.nothing.push(`${place.key.slice(0, 150)} row ${place.at} ${place.column}`);
    else report.shown += 1;
    if (asking.some(({ output }, n) => verdictsIn(output) !== verdictsIn(outputs[n] ?? ''))) report.turnedVerdict += 1;
  }
  return report;
}

const { printed, means } = mutatedClaims();
const of = ({ turned, changed }) => `${turned} of ${changed} (${((100 * turned) / Math.max(1, changed)).toFixed(1)}%)`;
console.log(`printed digits that turn a verdict or are refused: ${of(printed)}`);
for (const left of printed.left) console.log(`  left: ${left}`);
console.log(`digits of a print with means, or of its means: ${of(means)}`);
for (const left of means.left) console.log(`  left: ${left}`);
const counts = await mutatedCounts(Number(options.counts));
const percent = (n) => `${((100 * n) / Math.max(1, counts.changed)).toFixed(1)}%`;
console.log(
  `recorded counts: ${counts.changed} of ${counts.places} changed by one; ${percent(counts.turnedVerdict)} turn a verdict, ${percent(counts.nothing.length)} change nothing that is shown`,
);
for (const left of counts.nothing) console.log(`  nothing: ${left}`);
