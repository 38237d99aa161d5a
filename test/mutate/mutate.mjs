/**
 * `npm run mutate [-- --counts 60 --seed 1 --corpus field-guide --claims-only]`: changes what is printed, what claims ask for, and what
 * recordings hold, one digit or one count at a time, and reports how many changes turn a verdict, a value or a shown
 * output. A change that nothing notices is a number that nothing checks. `--counts` is how many counts of each corpus
 * are changed, of all or of those named. It needs the built package, and evaluates the notebooks' code without a kernel.
 */
import { parseArgs } from 'node:util';
import { mutatedClaims } from './claims.mjs';
import { mutatedCounts } from './counts.mjs';
import { drawing } from './random.mjs';

const { values: options } = parseArgs({
  options: {
    counts: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    corpus: { type: 'string', multiple: true, default: [] },
    'claims-only': { type: 'boolean', default: false },
  },
});
const below = drawing(Number(options.seed));
const of = (k, n) => `${k} of ${n} (${((100 * k) / Math.max(1, n)).toFixed(1)}%)`;
const list = (what, lines) => {
  for (const line of lines) console.log(`  ${what}: ${line}`);
};

const { printed, means } = await mutatedClaims(below);
console.log(`printed digits that turn a verdict or are refused: ${of(printed.turned, printed.changed)}`);
list('left', printed.left);
console.log(`digits of a print with means, or of its means: ${of(means.turned, means.changed)}`);
list('left', means.left);

if (!options['claims-only']) {
  const { counts, corpus: corpora } = options;
  const reports = await mutatedCounts({ most: Number(counts), below, corpora, tell: (task) => console.error(task) });
  for (const {
    corpus,
    places,
    changed,
    refused,
    verdict,
    value,
    shown,
    nothing,
    interval,
    unnoticed,
    unasked,
  } of reports) {
    const percent = (share) => `${(100 * share).toFixed(1)}%`;
    console.log(
      `${corpus}: ${changed} of ${places} recorded counts changed by one: ${verdict} turn a verdict, ${value} a value, ` +
        `${shown} what is shown, ${refused} are refused; ${of(nothing, changed)} change nothing ` +
        `(95%: ${percent(interval.low)} to ${percent(interval.high)})`,
    );
    list('nothing', unnoticed);
    list('nobody asks', unasked);
  }
  const places = reports.reduce((sum, each) => sum + each.places, 0);
  const unnoticed = reports.reduce((sum, each) => sum + (each.places * each.nothing) / each.changed, 0);
  console.log(`all ${places} recorded counts: ${((100 * unnoticed) / places).toFixed(2)}% estimated to change nothing`);
}
