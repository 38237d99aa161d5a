import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { agrees } from '../../dist/claims/check.js';
import { directionOf } from '../../dist/claims/direction.js';
import { parseMeans, parsePrinted } from '../../dist/claims/expectation.js';
import { numbersLeftOut, numbersNotOfWords } from '../../dist/claims/print-in-means.js';
import { boundsOfWords } from '../../dist/claims/vague-words.js';
import { numbersIn } from '../../dist/text/numbers.js';
import { readTraces } from '../../dist/trace/trace.js';
import { Evaluation } from './evaluation.mjs';
import { moduleOf } from './tasks.mjs';

/** A text with one of its digits changed to another, or undefined where it has none. */
function otherDigit(text, below) {
  const places = [...text.matchAll(/\d/g)].map(({ index }) => index);
  if (places.length === 0) return undefined;
  const at = places[below(places.length)];
  const digit = String((Number(text[at]) + 1 + below(9)) % 10);
  return text.slice(0, at) + digit + text.slice(at + 1);
}

/** The articles as their files write them, and where each claim stands: by full id. */
function writtenClaims() {
  return new Map(
    readdirSync('data/articles').flatMap((file) => {
      const article = parseDocument(readFileSync(join('data/articles', file), 'utf8')).toJS();
      return (article.claims ?? []).map((claim, at) => [`${article.id}/${claim.id}`, { claim, file, at }]);
    }),
  );
}

const asksForItsPrint = (printed, expectation) =>
  numbersLeftOut(printed, expectation).length === 0 && numbersNotOfWords(printed, expectation).length === 0;

/** Whether the numbers of a `means` are those of the print, or of its vague words. */
const followsFromPrint = ({ printed }) =>
  boundsOfWords(printed).length > 0 || numbersIn(printed).some(({ values }) => values.length > 0);

/** Whether a claim with another print, or other `means`, is refused or has another verdict on the same value. */
function turns(trace, claim, { printed = claim.printed, means = claim.means }) {
  try {
    const expectation = means === undefined ? parsePrinted(printed) : parseMeans(means);
    if (means !== undefined && claim.because === undefined && !asksForItsPrint(printed, expectation)) return true;
    const [row] = trace.replications;
    if (row) return JSON.stringify(directionOf(expectation)) !== JSON.stringify(row.direction); // its verdict follows
    const verdict = (asked) => agrees({ id: trace.id, expectation: asked }, trace.computed);
    return verdict(expectation) !== verdict(trace.expectation);
  } catch {
    return true; // refused, with its line
  }
}

/** Whether the notebook that checks a claim shows another verdict where its cells read another print. */
async function turnsItsNotebook({ notebook }, { file, at }, changed) {
  const work = resolve('.recount/mutate');
  const workspace = join(work, 'workspace');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(workspace, { recursive: true });
  writeFileSync(join(workspace, 'package.json'), '{ "recount": {} }');
  mkdirSync(join(workspace, 'data'));
  for (const name of readdirSync('data')) {
    if (name === 'articles') cpSync('data/articles', join(workspace, 'data/articles'), { recursive: true });
    else symlinkSync(resolve('data', name), join(workspace, 'data', name));
  }
  const path = join(workspace, 'data/articles', file);
  const document = parseDocument(readFileSync(path, 'utf8'));
  document.setIn(['claims', at, 'printed'], changed);
  const module = moduleOf(notebook.replace('notebooks/', ''), work);
  const evaluation = await Evaluation.start(notebook, module, { cwd: workspace });
  try {
    return ['refused', 'verdict'].includes(await evaluation.turned(path, document.toString({ lineWidth: 0 })));
  } finally {
    evaluation.end();
  }
}

/**
 * Changes a digit of what each claim prints, and of what its `means` asks for: of claims that hold or are open, since
 * one that fails already cannot be turned by another digit, and of those whose `means` follows from the print.
 */
export async function mutatedClaims(below) {
  const written = writtenClaims();
  const traces = readTraces()
    .flatMap(({ traces }) => traces)
    .filter(({ verdict }) => !['untested', 'differs', 'contradicted'].includes(verdict));
  const report = Object.fromEntries(['printed', 'means'].map((what) => [what, { changed: 0, turned: 0, left: [] }]));
  const count = async (what, trace, changed, change) => {
    if (changed === undefined) return;
    const place = written.get(trace.id);
    report[what].changed += 1;
    const isSeen =
      turns(trace, place.claim, change) || (change.printed && (await turnsItsNotebook(trace, place, change.printed)));
    if (isSeen) report[what].turned += 1;
    else report[what].left.push(`${trace.id}: ${changed}`);
  };
  for (const trace of traces) {
    const { claim } = written.get(trace.id);
    const printed = otherDigit(claim.printed, below);
    if (claim.means === undefined) await count('printed', trace, printed, { printed });
    else if (claim.because === undefined) {
      await count('means', trace, printed, { printed });
      const means = followsFromPrint(claim) ? otherDigit(claim.means, below) : undefined;
      await count('means', trace, means, { means });
    }
  }
  return report;
}
