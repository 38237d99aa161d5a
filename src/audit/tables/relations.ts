import type { NumberInText } from '../../text/number-in-text.js';
import { type PrintedNumber, roundedFrom } from '../../text/printed-number.js';
import type { TextTable } from '../../text/tables.js';
import { allowed, type Bounds, difference, overlap, quotient, single, withUnit } from '../arithmetic.js';
import { agrees, error, note, type Outcome } from '../diagnostic.js';
import { grouped } from '../words.js';
import { allColumnsOf, type Column } from './columns.js';

/** How a column may follow from two others. */
interface Relation {
  readonly kinds: readonly NumberInText['kind'][];
  readonly from: readonly NumberInText['kind'][];
  /** Headers that say so. */
  readonly says: RegExp;
  readonly of: (a: Bounds, b: Bounds) => Bounds | undefined;
  readonly text: (a: string, b: string) => string;
  /** Whether an arrow or a word may stand for the sign. */
  readonly unsigned?: boolean;
}

const percent = (bounds: Bounds | undefined): Bounds | undefined =>
  bounds && { low: 100 * bounds.low, high: 100 * bounds.high };

/** The relations that tables of this field print, each with the headers that name it. */
export const relations: Readonly<Record<'share' | 'difference' | 'ratio' | 'change', Relation>> = {
  share: {
    kinds: ['share'],
    from: ['count'],
    says: /share|%|percent|penetration|rate|proportion|anteil|part\b|porcentaje|prevalence/i,
    of: (a, b) => (a.low <= b.high ? percent(quotient(a, b)) : undefined),
    text: (a, b) => `${a} of ${b}`,
  },
  difference: {
    kinds: ['points', 'share', 'count', 'measure', 'money'],
    from: ['share', 'count', 'measure', 'money'],
    says: /gap|diff|Δ|∆|delta|change|\bpp\b|points|lead|Abstand|écart/i,
    of: (a, b) => difference(a, b),
    text: (a, b) => `${a} minus ${b}`,
  },
  ratio: {
    kinds: ['ratio', 'measure'],
    from: ['share', 'count', 'measure', 'money'],
    says: /ratio|×|\blift\b|multiple|times|fold|\bx\b/i,
    of: (a, b) => quotient(a, b),
    text: (a, b) => `${a} / ${b}`,
  },
  change: {
    kinds: ['share', 'measure'],
    from: ['count', 'money', 'measure'],
    says: /change|growth|growing|Δ|∆|\byoy\b|\bmom\b|increase|decrease|trend|Veränderung|évolution|variaci[oó]n/i,
    of: (a, b) => changeOf(a, b),
    text: (a, b) => `the change from ${a} to ${b}`,
    unsigned: true,
  },
};

/** The change from one value to another in percent. */
export const changeOf = (from: Bounds, to: Bounds): Bounds | undefined => {
  const ratio = quotient(to, from);
  return ratio && { low: 100 * (ratio.low - 1), high: 100 * (ratio.high - 1) };
};

/** The columns of numbers; the first too, where a table has no labels. */
function columnsWithFirst(table: TextTable): Column[] {
  const [first, ...columns] = allColumnsOf(table);
  const isValues =
    first?.kind === 'count' &&
    first.numbers.every((number) => number?.kind === 'count') &&
    !/^(?:rank|rang|#|no\.?|id|year|place|position)$/i.test(first.header.trim()) &&
    !first.numbers.every((number, i) => single(number)?.value === i + 1);
  return first && isValues ? [first, ...columns] : columns;
}

interface Fit {
  readonly row: number;
  readonly fits: boolean;
  readonly bounds: Bounds;
  readonly target: NumberInText;
  readonly a: NumberInText;
  readonly b: NumberInText;
}

/** Columns that are the share, the difference or the ratio of two others in most rows: the rows that they are not. */
export function* relationsOf(table: TextTable, name: keyof typeof relations): Generator<Outcome> {
  const relation = relations[name];
  const columns = columnsWithFirst(table);
  for (const target of columns) {
    const says = relation.says.test(target.header);
    if (!target.kind || !relation.kinds.includes(target.kind) || (name !== 'share' && !says)) continue;
    const pairs = columns.flatMap((a) =>
      columns.flatMap((b) => {
        const sameKind = a.kind !== undefined && a.kind === b.kind && relation.from.includes(a.kind);
        return a !== b && a !== target && b !== target && sameKind ? [fitsOf(relation, target, a, b)] : [];
      }),
    );
    const good = (fits: readonly Fit[]): number => fits.filter((fit) => fit.fits).length;
    const best = pairs.reduce<readonly Fit[]>((a, b) => (good(b) > good(a) ? b : a), []);
    const [fitting, missing] = [good(best), best.length - good(best)];
    // two rows that fit to the last digit are no accident, and one is none where the header says what the column is
    const sure = fitting >= 2 ? missing <= fitting : fitting === 1 && missing <= 1 && says;
    if (!sure) {
      if (name === 'share' && says && fitting === 0) yield* exchanged(relation, pairs);
      continue;
    }
    for (const fit of best) yield fit.fits ? agrees : contradiction(relation, fit, fitting);
  }
}

/** The place to which all numbers of some columns are rounded: 1,000 for 89,000 and 21,000; at least 1. */
function commonStep(columns: readonly Column[]): number {
  const values = columns.flatMap(({ numbers }) => numbers.flatMap((number) => single(number)?.value || []));
  const least = Math.min(...values.map(Math.abs));
  let step = 1;
  while (values.length > 0 && step * 10 <= least && values.every((value) => value % (step * 10) === 0)) step *= 10;
  return step;
}

function fitsOf({ of, kinds, unsigned }: Relation, target: Column, a: Column, b: Column): Fit[] {
  const step = commonStep(a.kind === target.kind ? [target, a, b] : [a, b]);
  const coarse = (number: NumberInText, value: PrintedNumber): Bounds =>
    allowed(number, number.kind === a.kind && step > value.step ? { ...value, step } : value);
  return target.numbers.flatMap((number, row): Fit[] => {
    const [x, y] = [a.numbers[row], b.numbers[row]];
    const [value, first, second] = [single(number), single(x), single(y)];
    if (!number || !x || !y || !value || !first || !second || !kinds.includes(number.kind)) return [];
    const bounds = of(coarse(x, first), coarse(y, second));
    if (!bounds) return [];
    const own = coarse(number, value);
    // cut off instead of rounded is near enough
    const wide = { low: own.low, high: Math.max(own.high, value.value + value.step) };
    const down = unsigned === true && value.value > 0 && bounds.high < 0;
    const size = down ? { low: -bounds.high, high: -bounds.low } : bounds;
    return [{ row, fits: overlap(size, wide), bounds: size, target: number, a: x, b: y }];
  });
}

/** Two rows of shares, neither of which fits its own counts, while each fits those of the other. */
function* exchanged({ text }: Relation, pairs: readonly (readonly Fit[])[]): Generator<Outcome> {
  for (const [one, other, ...more] of pairs) {
    if (!one || !other || more.length > 0) continue;
    const [x, y] = [single(one.target), single(other.target)];
    const isExchanged = x && y && overlap(one.bounds, roundedFrom(y)) && overlap(other.bounds, roundedFrom(x));
    if (!isExchanged) continue;
    for (const [fit, value] of [[one, y] as const, [other, x] as const])
      yield error(
        fit.target,
        `${text(fit.a.printed, fit.b.printed)} is ${value.value.toFixed(value.decimals)}%, ` +
          `which the other row prints; printed is ${fit.target.printed}`,
      );
    return;
  }
}

function contradiction({ text }: Relation, { target, a, b, bounds }: Fit, fitting: number): Outcome {
  const [value, x, y] = [single(target), single(a), single(b)];
  const decimals = Math.min(6, (value?.decimals ?? 0) + 1);
  const shown = (bound: number): string => grouped(bound, Number.isInteger(bound) && value?.step === 1 ? 0 : decimals);
  const [low, high] = [shown(bounds.low), shown(bounds.high)];
  const print = (number: NumberInText, own: typeof x): string => (own ? withUnit(own, number.kind) : number.printed);
  const rows = fitting === 1 ? 'in the other row' : `in ${fitting} other rows`;
  return error(
    target,
    `${text(print(a, x), print(b, y))} is ${low === high ? low : `${low} to ${high}`}, as this column is ${rows}; ` +
      `printed is ${target.printed}`,
  );
}

const baseHeader = /^(?:docs|documents|total|all|n|postings|jobs|base|sample|respondents|cases|rows|gesamt)$/i;

/** Cells with a count and its percentage, `33,580 (31%)`: all of one column of the row. */
export function* bracketedShares({ header, rows }: TextTable): Generator<Outcome> {
  const cells = rows.flatMap((row, r) =>
    row.slice(1).flatMap((cell, i) => {
      const [k, s, ...more] = cell.numbers;
      const [count, share] = [single(k), single(s)];
      const isPair =
        k?.kind === 'count' &&
        s?.kind === 'share' &&
        more.length === 0 &&
        /^\s?[([]/.test(cell.text.slice(k.printed.length));
      return isPair && count && share ? [{ r, column: i + 1, k, s, count, share }] : [];
    }),
  );
  if (cells.length === 0) return;
  const bases = Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, i) => i).slice(1);
  const tries = bases.map((base) => {
    const judged = cells.flatMap((cell) => {
      const n = rows[cell.r]?.[base]?.numbers[0];
      const of = single(n);
      if (!n || !of || n.kind !== 'count' || base === cell.column || of.value < cell.count.value) return [];
      const exact = (100 * cell.count.value) / of.value;
      return [{ ...cell, of, exact, fits: Math.abs(exact - cell.share.value) <= cell.share.step * 1.0001 }];
    });
    return { base, judged, fitting: judged.filter(({ fits }) => fits).length };
  });
  const best = tries.reduce((a, b) => (b.fitting > a.fitting ? b : a));
  const named = tries.find(({ base, judged }) => judged.length > 0 && baseHeader.test(header[base]?.text ?? ''));
  const chosen = best.fitting > 0 ? best : named;
  if (!chosen) return;
  for (const { s, k, count, of, exact, share, fits } of chosen.judged) {
    if (fits) yield agrees;
    else if (chosen.fitting >= 2 || chosen === named) {
      const arithmetic =
        `${withUnit(count, 'count')} of ${withUnit(of, 'count')} is ${exact.toFixed(share.decimals + 1)}%; ` +
        `printed is ${s.printed}`;
      yield (chosen.fitting >= 2 ? error : note)({ start: k.start, end: s.end }, arithmetic);
    }
  }
}
