import { groupedBy } from '../../load/grouped-by.js';
import type { NumberInText } from '../../text/number-in-text.js';
import { latin } from '../../text/rule.js';
import { single } from '../arithmetic.js';
import { note, type Outcome, type Range } from '../diagnostic.js';
import type { Reading } from '../reading.js';
import { stemsOf } from './statements.js';

/** A number, and what stands around it. */
interface Occurrence {
  readonly number: NumberInText;
  /** Its digits alone, as printed: `10945` of 10,945. */
  readonly digits: string;
  /** Of what sort it is: numbers of two sorts are never mistyped for each other. */
  readonly sort: string;
  /** The sentence, or the table, in which it stands: others of the same are other things. */
  readonly place: number;
  readonly inTable: boolean;
  /** Whether its row has a percentage beside it, which tells whether it is mistyped. */
  readonly hasShare: boolean;
  /** The words that say of what it is. */
  readonly around: () => string;
  /** The word behind it. */
  readonly unit: string;
}

/** Before a word that more numbers stand before, two with the same digits are no wonder. */
const FEW_OF_UNIT = 4;
/** A text with more numbers is data. */
const MOST = 3000;

/** In how large a part of texts two numbers may be so near by chance, where no word says that they are the same. */
const BY_CHANCE = 0.05;

/**
 * `10,945 unique postings` in one place and `10,495 postings` in another: two neighbouring digits exchanged, or one of
 * many another, which is how numbers are mistyped. One of the two stands alone in the text. That both are of the same
 * thing must be said by words that they share, or follow from a text with so few numbers that none would be so near to
 * another by chance.
 *
 * @param found where a number stands that was found already: it is not told again
 */
export function* mistyped(reading: Reading, found: ReadonlySet<number>): Generator<Outcome> {
  const all = occurrencesOf(reading);
  if (all.length > MOST) return;
  const byDigits = groupedBy(all, ({ sort, digits }) => `${sort} ${digits}`);
  const ofLength = groupedBy(
    [...byDigits.values()].flatMap(([one]) => one ?? []),
    ({ sort, digits }) => `${sort} ${digits.length}`,
  );
  const byUnit = groupedBy(all, ({ unit }) => unit);
  const told = new Set<Occurrence>();
  for (const [odd, ...more] of byDigits.values()) {
    if (!odd || more.length > 0) continue;
    const { digits, sort } = odd;
    const sameLength = ofLength.get(`${sort} ${digits.length}`) ?? [];
    const isRare = (exchanged: boolean): boolean => byChance(sameLength.length, digits.length, exchanged) < BY_CHANCE;
    const [other] = nearlySame(digits, sameLength).flatMap(({ near, exchanged }) => {
      const others = byDigits.get(`${sort} ${near}`) ?? [];
      const ofUnit = byUnit.get(odd.unit) ?? [];
      const sameUnit = others.find(({ unit, place }) => unit !== '' && unit === odd.unit && place !== odd.place);
      // of a word that few numbers stand before, two with the same digits are the same
      if (exchanged && others.length > 1 && sameUnit && new Set(ofUnit.map((one) => one.digits)).size <= FEW_OF_UNIT)
        return [sameUnit];
      const words = needed(odd, exchanged, isRare(exchanged), others.length);
      return words === undefined ? [] : others.filter((one) => !told.has(one) && isSameThing(odd, one, words));
    });
    if (!other || found.has(odd.number.start) || found.has(other.number.start)) continue;
    told.add(odd);
    const times = byDigits.get(`${sort} ${other.digits}`)?.length ?? 1;
    yield note(
      odd.number,
      `line ${reading.lineOf(other.number.start)} prints ${other.number.printed}` +
        `${times > 1 ? `, one of ${times} times` : ''}; here it is ${odd.number.printed}, nearly the same digits: ` +
        'one is mistyped if both are of the same',
    );
  }
}

/** In how large a part of texts with as many different numbers of a length two would be so near by chance. */
const byChance = (numbers: number, length: number, exchanged: boolean): number =>
  (numbers ** 2 * (exchanged ? length - 1 : 9 * (length - 1))) / (9 * 10 ** (length - 1));

/** How many telling words two numbers must share; undefined where their digits say too little. */
function needed(
  { digits, number }: Occurrence,
  exchanged: boolean,
  isRare: boolean,
  times: number,
): number | undefined {
  const significant = significantDigits(digits);
  if (number.kind === 'share' || number.kind === 'measure')
    return exchanged && times > 1 && (number.kind === 'share' || significant >= 4) ? 2 : undefined;
  if (isRare && significant >= 4) return times > 1 ? 0 : 1;
  if (exchanged) return significant >= 4 || times > 1 ? 2 : 3;
  return significant >= 5 ? 2 : undefined;
}

function isSameThing(a: Occurrence, b: Occurrence, words: number): boolean {
  if (a.place === b.place) return false;
  // tables of measures are full of numbers that are near to others
  if (a.number.kind === 'measure' && a.inTable && b.inTable) return false;
  if (a.hasShare && b.hasShare) return false;
  const sameUnit = a.unit !== '' && a.unit === b.unit ? 1 : 0;
  const [ofA, ofB] = [stemsOf(a.around()), stemsOf(b.around())];
  const shared = [...ofA].filter((word) => ofB.has(word)).length;
  return shared + sameUnit >= words && (words < 2 || shared * 2 >= Math.min(ofA.size, ofB.size));
}

/** The digits of another number, that differ by a slip. */
interface Near {
  readonly near: string;
  readonly at: number;
  /** Two neighbouring digits are exchanged; or else one that is not the last is another. */
  readonly exchanged: boolean;
}

/** The numbers of one length that differ by a slip: first those with digits exchanged, from left to right. */
function nearlySame(digits: string, others: readonly Occurrence[]): Near[] {
  const found: Near[] = [];
  for (const other of others) {
    const near = slipBetween(digits, other.digits);
    if (near) found.push(near);
  }
  return found.sort((a, b) => Number(b.exchanged) - Number(a.exchanged) || a.at - b.at || (a.near < b.near ? -1 : 1));
}

function slipBetween(digits: string, near: string): Near | undefined {
  const last = digits.length - 1;
  let at = 0;
  while (at < last && digits.charCodeAt(at) === near.charCodeAt(at)) at += 1;
  if (at === last) return undefined;
  const exchanged = digits[at] === near[at + 1] && digits[at + 1] === near[at];
  for (let i = at + (exchanged ? 2 : 1); i <= last; i += 1) if (digits[i] !== near[i]) return undefined;
  return { near, at, exchanged };
}

const unit = latin(/^(?:[\s-]|\*\*\s)(\p{L}{4,30})/u);

function occurrencesOf(reading: Reading): Occurrence[] {
  const inProse = reading.quantified.flatMap((sentence) =>
    reading
      .within(sentence.start, sentence.end)
      .flatMap((number) =>
        occurrenceOf(reading, number, { start: sentence.start, inTable: false, hasShare: false }, () =>
          clauseOf(reading, number, sentence),
        ),
      ),
  );
  const inTables = reading.tables.flatMap(({ start, header, rows }) =>
    rows.flatMap((row) => {
      const place = { start, inTable: true, hasShare: row.some(({ numbers }) => numbers.some(isShare)) };
      return row.flatMap((cell, column) =>
        cell.numbers.flatMap((number) =>
          occurrenceOf(reading, number, place, () => `${row[0]?.text ?? ''} ${header[column]?.text ?? ''}`),
        ),
      );
    }),
  );
  return [...inProse, ...inTables];
}

const isShare = ({ kind }: NumberInText): boolean => kind === 'share';

function occurrenceOf(
  reading: Reading,
  number: NumberInText,
  { start: place, ...where }: { readonly start: number; readonly inTable: boolean; readonly hasShare: boolean },
  around: () => string,
): Occurrence[] {
  const value = single(number);
  if (!value || number.form !== 'digits' || !['count', 'share', 'money', 'measure'].includes(number.kind)) return [];
  const digits = value.value.toFixed(value.decimals).replace(/^[-0.]+|\D/g, '');
  if (significantDigits(digits) < 3) return [];
  const behind = unit.exec(reading.text.slice(number.end, number.end + 40))?.[1] ?? '';
  const sort = `${number.kind} ${value.decimals}`;
  return [{ number, digits, sort, place, ...where, around, unit: behind.toLowerCase().replace(/s$/, '') }];
}

/** How many digits there are without the zeros at the end. */
function significantDigits(digits: string): number {
  let count = digits.length;
  while (digits[count - 1] === '0') count -= 1;
  return count;
}

/** The words of a sentence around a number, up to the next number on either side. */
function clauseOf({ text, within }: Reading, number: NumberInText, { start, end }: Range): string {
  const others = within(start, end);
  const at = others.indexOf(number);
  const from = others[at - 1]?.end ?? start;
  const to = others[at + 1]?.start ?? end;
  const [before, behind] = [Math.max(from, number.start - 120), Math.min(to, number.end + 120)];
  return `${text.slice(before, number.start)} ${text.slice(number.end, behind)}`;
}
