import { criticalZ } from '../../stats/normal.js';
import { readNumber } from '../../text/printed-number.js';
import { agrees, error, type Outcome } from '../diagnostic.js';
import type { Reading, ReadSentence } from '../reading.js';
import { digits, grouped } from '../words.js';

const margin = new RegExp(
  '\\bmargins? of (?:sampling )?error\\b[^.;]{0,40}?(?:±|\\+\\/[-–−]|plus or minus|is|was|of)\\s{0,2}' +
    '(\\d{1,2}(?:\\.\\d{1,2})?)\\s?(?:percentage points?|points?|%|pp|percent)',
  'i',
);

/** A smaller n leaves a margin that no survey prints. */
const SMALLEST = 50;

/** `1,000 adults, margin of error ±1 point`: less than simple sampling of so many can reach. */
export function* marginOfError(reading: Reading, sentence: ReadSentence): Generator<Outcome> {
  const match = sentence.text.includes('argin') ? margin.exec(sentence.text) : undefined;
  if (!match?.[1]) return;
  const [count, ...others] = reading
    .within(sentence.start, sentence.end)
    .filter(
      ({ kind, values: [n, more], bound }) =>
        kind === 'count' && bound !== 'below' && n && !more && n.value >= SMALLEST,
    );
  const n = count?.values[0]?.value;
  if (n === undefined || others.length > 0) return;
  const printed = readNumber(match[1], 'point');
  const [, level = '95'] = /(\d{2})\s?(?:%|percent)\s(?:confidence|level)/i.exec(sentence.text) ?? [];
  const least = 100 * criticalZ(Number(level) / 100) * Math.sqrt(0.25 / n);
  const start = sentence.start + match.index;
  yield printed.value + printed.step / 2 >= least * 0.97
    ? agrees
    : error(
        { start, end: start + match[0].length },
        `simple sampling of ${grouped(n)} gives at most ±${least.toFixed(2)} points at ${level}%, ` +
          `and weights only widen it; printed is ±${digits(printed)}`,
      );
}
