import { chiSquareTail } from '../../stats/chi-square-tail.js';
import { roundedFrom } from '../../text/printed-number.js';
import type { ReadSentence } from '../reading.js';
import type { Reported } from '../reported/reported.js';
import { digits, grouped, pText } from '../words.js';
import { type Check, printsBetween } from './check.js';

/**
 * Cramér's V and φ from χ² and n; without χ², the p-value that V, n and df imply.
 *
 * Source: H. Cramér, Mathematical Methods of Statistics (1946), 21.9: V² = χ² / (n · min(rows − 1, columns − 1)).
 */
export function crossTabulated({ text, reported }: ReadSentence, effect: Reported): Check | undefined {
  if (effect.name !== 'V' && effect.name !== 'φ') return undefined;
  const chi = reported.findLast(({ name, relation, end }) => name === 'χ²' && relation === '=' && end <= effect.start);
  const n = chi?.n ?? only(reported, ['n', 'N']);
  if (n === undefined || n <= 0) return undefined;
  const sidesOf = (df: number): number[] => (effect.name === 'φ' ? [1] : smallerSides(df));
  if (chi) return fromChiSquare(effect, chi, n, sidesOf(chi.df[0] ?? 1));
  const p = reported.findLast(({ name }) => name === 'p');
  const df = only(reported, ['df']) ?? (effect.name === 'φ' ? 1 : undefined);
  if (!p || df === undefined || !Number.isInteger(df) || df < 1 || /adjusted|corrected|bonferroni|holm/i.test(text))
    return undefined;
  return fromP(effect, p, n, df, sidesOf(df));
}

function fromChiSquare(effect: Reported, { value }: Reported, n: number, sides: readonly number[]): Check {
  const { low, high } = roundedFrom(value);
  const v = (chi: number, side: number): number => Math.sqrt(Math.max(0, chi) / (n * side));
  if (sides.some((side) => printsBetween(effect.value, v(low, side), v(high, side)))) return { agrees: true };
  const needed = value.value / effect.value.value ** 2;
  return {
    agrees: false,
    arithmetic:
      `√(${digits(value)} / ${grouped(n)}) = ${v(value.value, 1).toFixed(3)}; ` +
      `printed is ${digits(effect.value)}, which would need n = ${grouped(needed)}`,
  };
}

function fromP(effect: Reported, p: Reported, n: number, df: number, sides: readonly number[]): Check {
  const { low, high } = roundedFrom(effect.value);
  const bounds = roundedFrom(p.value);
  const log10 = (v: number, side: number): number => chiSquareTail(Math.max(0, v) ** 2 * n * side, df).log10P;
  const fits = sides.some((side) => {
    const [least, most] = [log10(high, side), log10(low, side)];
    if (p.relation === '<') return p.value.value === 0 || least < Math.log10(p.value.value);
    if (p.relation === '>') return most > Math.log10(p.value.value);
    return least <= Math.log10(bounds.high) && (bounds.low <= 0 || most >= Math.log10(bounds.low));
  });
  if (fits) return { agrees: true };
  const statistic = effect.value.value ** 2 * n;
  return {
    agrees: false,
    arithmetic:
      `${effect.name} = ${digits(effect.value)} with n = ${grouped(n)} is χ² = ${statistic.toFixed(2)}, ` +
      `which with ${df} df ` +
      `gives p = ${pText(chiSquareTail(statistic, df))}; printed is p ${p.relation} ${digits(p.value)}, ` +
      `so this n, ${effect.name} and p exclude each other`,
  };
}

/** What min(rows − 1, columns − 1) can be when (rows − 1)(columns − 1) is df. */
const smallerSides = (df: number): number[] =>
  Array.from({ length: Math.floor(Math.sqrt(df)) }, (_, i) => i + 1).filter((side) => df % side === 0);

/** The only value that a sentence reports under one of these names. */
function only(reported: readonly Reported[], names: readonly Reported['name'][]): number | undefined {
  const [one, ...more] = reported.filter(({ name }) => names.includes(name));
  return more.length === 0 ? one?.value.value : undefined;
}
