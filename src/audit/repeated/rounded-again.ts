import { grim } from '../../stats/grim.js';
import type { NumberInText } from '../../text/number-in-text.js';
import { EPSILON } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { sameLabel } from '../labels.js';
import type { Reading, ReadSentence } from '../reading.js';
import { columnN } from '../shares/column-n.js';

/** A share of a table whose column states its n. */
interface ShareOfN {
  readonly number: NumberInText;
  readonly n: number;
}

/** A row of a table with its shares. */
interface LabelledRow {
  readonly label: string;
  readonly cells: readonly ShareOfN[];
}

/**
 * `30% mention X`, where a table prints 29.5% for X and its n leaves one count, 86 of 292, which is 29.45% and rounds
 * to 29%: the table's figure was rounded once more.
 */
export function* roundedAgain(reading: Reading): Generator<Outcome> {
  const rows = rowsOf(reading);
  if (rows.length === 0) return;
  for (const sentence of reading.quantified)
    for (const number of reading.within(sentence.start, sentence.end)) {
      const outcome = ofNumber(reading, sentence, number, rows);
      if (outcome) yield outcome;
    }
}

const rowsOf = ({ tables }: Reading): LabelledRow[] =>
  tables
    .flatMap(({ header, rows }) =>
      rows.map(
        (row): LabelledRow => ({
          label: row[0]?.text ?? '',
          cells: row.flatMap((cell, column) => {
            const n = columnN(header[column]?.text ?? '');
            const [number, ...more] = cell.numbers;
            const isShare = number?.kind === 'share' && number.values.length === 1 && more.length === 0;
            return n !== undefined && isShare ? [{ number, n }] : [];
          }),
        }),
      ),
    )
    .filter(({ label, cells }) => label.length > 1 && cells.length > 0);

function ofNumber(
  reading: Reading,
  sentence: ReadSentence,
  number: NumberInText,
  rows: readonly LabelledRow[],
): Outcome | undefined {
  const [coarse] = number.values;
  if (number.kind !== 'share' || number.values.length !== 1 || !coarse || number.bound !== 'exactly') return undefined;
  const said = reading.text.slice(number.end, Math.min(sentence.end, number.end + 90)).replace(/[.;,].*$/s, '');
  const row = rows.find(({ label }) => sameLabel.within(said, label));
  const cell = row?.cells.find(({ number: { values } }) => {
    const [fine] = values;
    return fine && fine.step < coarse.step && Math.abs(fine.value - coarse.value) <= coarse.step / 2 + EPSILON;
  });
  const [fine] = cell?.number.values ?? [];
  if (!cell || !fine) return undefined;
  const [k, ...others] = grim({ percent: fine.value, decimals: fine.decimals, n: cell.n }).counts;
  if (k === undefined || others.length > 0) return undefined;
  const exact = (100 * k) / cell.n;
  if (Math.abs(exact - coarse.value) <= (coarse.step / 2) * (1 + EPSILON)) return agrees;
  return note(
    number,
    `line ${reading.lineOf(cell.number.start)} prints ${cell.number.printed} of ${cell.n}, ` +
      `which only ${k} of ${cell.n} ` +
      `gives: ${exact.toFixed(fine.decimals + 1)}%, so ${exact.toFixed(coarse.decimals)}%. ` +
      `Here the table's figure was ` +
      'rounded once more',
  );
}
