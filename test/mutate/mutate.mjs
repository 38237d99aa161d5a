/**
 * `npm run mutate [-- --counts 300 --seed 1 --corpus field-guide --claims-only --counts-only]`: changes what is printed,
 * what claims ask for, and what recordings hold, one digit or one count at a time, and reports how many changes turn a
 * verdict, a value or a shown output. A change that nothing notices is a number that nothing checks. `--counts` is how
 * many counts are changed, over all corpora or those named, each by its size. It needs the built package, and evaluates
 * the notebooks' code without a kernel.
 */
import { parseArgs } from 'node:util';
import { mutatedClaims } from './claims.mjs';
import { mutatedCounts, weighted } from './counts.mjs';
import { drawing } from './random.mjs';

const { values: options } = parseArgs({
  options: {
    counts: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    corpus: { type: 'string', multiple: true, default: [] },
    'claims-only': { type: 'boolean', default: false },
    'counts-only': { type: 'boolean', default: false },
  },
});
const below = drawing(Number(options.seed));
const of = (k, n) => `${k} of ${n} (${((100 * k) / Math.max(1, n)).toFixed(1)}%)`;
const percent = ({ low, high }) => `${(100 * low).toFixed(1)}% to ${(100 * high).toFixed(1)}%`;
const list = (what, lines) => {
  for (const line of lines) console.log(`  ${what}: ${line}`);
};

if (!options['counts-only']) {
  const { printed, means } = await mutatedClaims(below);
  console.log(`printed digits that turn a verdict or are refused: ${of(printed.turned, printed.changed)}`);
  list('left', printed.left);
  console.log(`digits of a print with means, or of its means: ${of(means.turned, means.changed)}`);
  list('left', means.left);
}

if (!options['claims-only']) {
  const { counts, corpus: corpora } = options;
  const reports = await mutatedCounts({ most: Number(counts), below, corpora, tell: (task) => console.error(task) });
  for (const report of reports) {
    const { corpus, places, changed, seen, failing, unnoticed, interval, unasked } = report;
    console.log(
      `${corpus}: ${changed} of ${places} recorded counts changed by one: ${seen} turn a verdict, a value or what is ` +
        `shown, ${failing.length} end a cell and turn nothing else; ${of(unnoticed.length, changed)} change nothing ` +
        `(95%: ${percent(interval)})`,
    );
    list('ends a cell', failing);
    list('nothing', unnoticed);
    list('nobody asks', unasked);
  }
  const { estimate, ...interval } = weighted(reports);
  const changed = reports.reduce((sum, each) => sum + each.changed, 0);
  console.log(
    `all: of ${changed} recorded counts changed, weighed by the size of their corpora, ` +
      `${(100 * estimate).toFixed(2)}% change nothing (95%: ${percent(interval)})`,
  );
}
