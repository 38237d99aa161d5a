import type { NumberInText } from '../../text/number-in-text.js';
import type { TextTable } from '../../text/tables.js';
import { allowed, type Bounds, difference, overlap, quotient, single, withUnit } from '../arithmetic.js';
import { agrees, error, note, type Outcome } from '../diagnostic.js';
import { type Column, columnsOf } from './columns.js';

/** How a column may follow from two others. */
interface Relation {
  readonly kinds: readonly NumberInText['kind'][];
  readonly from: readonly NumberInText['kind'][];
  /** Headers that say so. */
  readonly says: RegExp;
  readonly of: (a: Bounds, b: Bounds) => Bounds | undefined;
  readonly text: (a: string, b: string) => string;
}

const percent = (bounds: Bounds | undefined): Bounds | undefined =>
  bounds && { low: 100 * bounds.low, high: 100 * bounds.high };

/** The relations that tables of this field print, each with the headers that name it. */
export const relations: Readonly<Record<'share' | 'difference' | 'ratio', Relation>> = {
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
};

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
  const columns = columnsOf(table);
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
    const sure = fitting >= 2 ? missing <= fitting : fitting === 1 && missing === 1 && says;
    if (!sure) continue;
    for (const fit of best) yield fit.fits ? agrees : contradiction(relation, fit, fitting);
  }
}

function fitsOf({ of, kinds }: Relation, target: Column, a: Column, b: Column): Fit[] {
  return target.numbers.flatMap((number, row): Fit[] => {
    const [x, y] = [a.numbers[row], b.numbers[row]];
    const [value, first, second] = [single(number), single(x), single(y)];
    if (!number || !x || !y || !value || !first || !second || !kinds.includes(number.kind)) return [];
    const bounds = of(allowed(x, first), allowed(y, second));
    if (!bounds) return [];
    const own = allowed(number, value);
    // cut off instead of rounded is near enough
    const wide = { low: own.low, high: Math.max(own.high, value.value + value.step) };
    return [{ row, fits: overlap(bounds, wide), bounds, target: number, a: x, b: y }];
  });
}

function contradiction({ text }: Relation, { target, a, b, bounds }: Fit, fitting: number): Outcome {
  const [value, x, y] = [single(target), single(a), single(b)];
  const decimals = Math.min(6, (value?.decimals ?? 0) + 1);
  const [low, high] = [bounds.low.toFixed(decimals), bounds.high.toFixed(decimals)];
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
