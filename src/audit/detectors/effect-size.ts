import { chiSquareTail } from '../../stats/chi-square-tail.js';
import { type PrintedNumber, readNumber, roundedFrom } from '../../text/printed-number.js';
import type { TextTable } from '../../text/tables.js';
import type { Detected, Detector } from '../finding.js';
import {
  numeralSource,
  type PrintedP,
  type PrintedStatistic,
  pValuesIn,
  statisticsIn,
  statisticText,
} from '../statistics.js';
import { grouped, pText } from '../words.js';

/** An effect size as printed. */
interface PrintedEffect {
  readonly name: 'V' | 'φ' | 'partial η²' | 'r';
  readonly value: PrintedNumber;
  readonly start: number;
  readonly end: number;
}

/**
 * Cramér's V and φ recomputed from χ² and n, partial η² from F; without χ², the p-value that V, n and df imply, which can
 * prove an n impossible. None of them, and no correlation, can leave its range.
 *
 * Source: H. Cramér, Mathematical Methods of Statistics (1946), 21.9: V² = χ² / (n · min(rows − 1, columns − 1)).
 */
export const effectSize: Detector = {
  checks: 'effect sizes beside their statistic',
  detect({ sentences, style, text, tables }) {
    const findings: Detected[] = [];
    let checked = 0;
    const number = numeralSource(style);
    const patterns: readonly (readonly [PrintedEffect['name'], RegExp])[] = [
      [
        'V',
        new RegExp(
          `(?:\\b[Cc]ram[ée]r(?:[’']?s)?[’']?\\s(?:V|v)|(?<=[,;(]\\s?)V|ϕc|φc)\\s{0,2}(?:=|of|was|is|at)\\s{0,2}(?<value>${number})`,
          'g',
        ),
      ],
      ['φ', new RegExp(`(?:[φϕ]|\\b[Pp]hi)\\s{0,2}(?:=|of|was|is)\\s{0,2}(?<value>${number})`, 'g')],
      [
        'partial η²',
        new RegExp(
          `(?:\\bpartial\\s(?:η|eta)\\s?-?(?:²|\\^?2|squared)|ηp²|η²p|ηp2|η²ₚ|ηₚ²)\\s{0,2}=\\s{0,2}(?<value>${number})`,
          'g',
        ),
      ],
      [
        'r',
        new RegExp(`(?<![\\p{L}\\d])r(?:\\s?\\(\\s?[\\d.,]{1,9}\\s?\\))?\\s{0,2}=\\s{0,2}(?<value>${number})`, 'gu'),
      ],
    ];
    for (const sentence of sentences) {
      const effects = patterns.flatMap(([name, pattern]) =>
        [...sentence.text.matchAll(pattern)].map(
          (match): PrintedEffect => ({
            name,
            value: readNumber(match.groups?.['value'] ?? '', style),
            start: sentence.start + match.index,
            end: sentence.start + match.index + match[0].length,
          }),
        ),
      );
      if (effects.length === 0) continue;
      const statistics = statisticsIn(sentence, style);
      const ps = pValuesIn(sentence, style);
      for (const effect of effects) {
        // a bare V is Wilcoxon's too, φ may be the golden ratio, and r a radius
        if (effect.name === 'V' && effect.value.value > 1 && !/^cram/i.test(text.slice(effect.start, effect.end)))
          continue;
        if (effect.name === 'φ' && statistics.length === 0) continue;
        if (
          effect.name === 'r' &&
          !/^r\s?\(/.test(text.slice(effect.start, effect.end)) &&
          !/correlat/i.test(sentence.text)
        )
          continue;
        const outcome = judge(effect, statistics, ps, nIn(sentence.text), dfIn(sentence.text));
        if (outcome === undefined) {
          const ofTable = effect.name === 'V' ? compareWithTable(effect, tables) : undefined;
          if (ofTable === undefined) continue;
          checked += 1;
          if (ofTable !== 'agrees')
            findings.push({ start: effect.start, end: effect.end, severity: 'note', arithmetic: ofTable });
          continue;
        }
        checked += 1;
        if (outcome !== 'agrees')
          findings.push({ start: effect.start, end: effect.end, severity: 'error', arithmetic: outcome });
      }
    }
    return { findings, checked };
  },
};

function judge(
  effect: PrintedEffect,
  statistics: readonly PrintedStatistic[],
  ps: readonly PrintedP[],
  n: number | undefined,
  df: number | undefined,
): 'agrees' | string | undefined {
  const size = effect.value.value;
  const printed = size.toFixed(effect.value.decimals);
  if (Math.abs(size) > 1)
    return `${effect.name} lies between ${effect.name === 'r' ? '−1' : '0'} and 1; printed is ${printed}`;
  if (effect.name === 'r') return undefined;
  const near = statistics.filter(({ end, start }) => end <= effect.start || start >= effect.end);
  if (effect.name === 'partial η²') {
    const f = near.filter(({ name, end }) => name === 'F' && end <= effect.start).at(-1);
    const [df1, df2] = f?.df ?? [];
    if (!f || df1 === undefined || df2 === undefined) return undefined;
    const eta = (value: number): number => (df1 * value) / (df1 * value + df2);
    const { low, high } = roundedFrom(f.statistic);
    return overlaps(effect.value, eta(Math.max(0, low)), eta(high))
      ? 'agrees'
      : `${statisticText(f)} gives df1·F / (df1·F + df2) = ${eta(f.statistic.value).toFixed(3)}; printed is ${printed}`;
  }
  const chi = near.filter(({ name }) => name === 'χ²').at(-1);
  const total = chi?.n ?? n;
  if (chi && total !== undefined) {
    const { low, high } = roundedFrom(chi.statistic);
    const options = effect.name === 'φ' ? [1] : smallerSides(chi.df[0] ?? 1);
    const v = (value: number, side: number): number => Math.sqrt(Math.max(0, value) / (total * side));
    if (options.some((side) => overlaps(effect.value, v(low, side), v(high, side)))) return 'agrees';
    const needed = chi.statistic.value / (size * size);
    return `√(${chi.statistic.value.toFixed(chi.statistic.decimals)} / ${grouped(total)}) = ${v(chi.statistic.value, 1).toFixed(3)}; printed is ${printed}, which would need n = ${grouped(needed)}`;
  }
  const p = ps.at(-1);
  const freedom = chi?.df[0] ?? df ?? (effect.name === 'φ' ? 1 : undefined);
  if (!chi && p && total !== undefined && freedom !== undefined && !p.adjusted) {
    const { low, high } = roundedFrom(effect.value);
    const options = effect.name === 'φ' ? [1] : smallerSides(freedom);
    const tail = (value: number, side: number) => chiSquareTail(Math.max(0, value) ** 2 * total * side, freedom);
    const fits = options.some((side) => {
      const [least, most] = [tail(high, side).log10P, tail(low, side).log10P];
      const bounds = roundedFrom(p.p);
      if (p.sign === '<') return p.p.value === 0 || least < Math.log10(p.p.value);
      if (p.sign === '>') return most > Math.log10(p.p.value);
      return least <= Math.log10(bounds.high) && (bounds.low <= 0 || most >= Math.log10(bounds.low));
    });
    if (fits) return 'agrees';
    const statistic = size * size * total;
    return `${effect.name} = ${printed} with n = ${grouped(total)} is χ² = ${statistic.toFixed(2)}, which with ${freedom} df gives p = ${pText(chiSquareTail(statistic, freedom))}; printed is p ${p.sign} ${p.p.value}, so this n, ${effect.name} and p exclude each other`;
  }
  return undefined;
}

/** How far behind a table a V may stand to be read as its V, in characters. */
const REACH = 800;

/** V of the counts and shares in the table before it: groups by having a property or not. */
function compareWithTable(effect: PrintedEffect, tables: readonly TextTable[]): 'agrees' | string | undefined {
  const table = tables.findLast(({ end }) => end <= effect.start && effect.start - end < REACH);
  const groups = (table?.rows ?? []).flatMap((row) => {
    const numbers = row
      .slice(1)
      .flatMap((cell) => cell.numbers)
      .filter(({ values }) => values.length === 1);
    const counts = numbers.filter(({ kind }) => kind === 'count').flatMap(({ values }) => values);
    const [share] = numbers.filter(({ kind }) => kind === 'share').flatMap(({ values }) => values);
    const [n] = counts;
    return counts.length === 1 && n && share ? [{ n: n.value, ...roundedFrom(share), middle: share.value }] : [];
  });
  // 2ᵏ corners of what rounding leaves open
  if (
    groups.length < 2 ||
    groups.length > 8 ||
    groups.length !== table?.rows.length ||
    groups.some(({ low, high }) => low < 0 || high > 100)
  )
    return undefined;
  const total = groups.reduce((sum, { n }) => sum + n, 0);
  const v = (shares: readonly number[]): number => {
    const pooled = groups.reduce((sum, { n }, i) => sum + n * (shares[i] ?? 0), 0) / total;
    return Math.sqrt(
      groups.reduce((sum, { n }, i) => sum + n * ((shares[i] ?? 0) - pooled) ** 2, 0) /
        (pooled * (100 - pooled)) /
        total,
    );
  };
  const corners = Array.from({ length: 2 ** groups.length }, (_, corner) =>
    v(groups.map(({ low, high }, i) => ((corner >> i) & 1 ? high : low))),
  );
  const own = v(groups.map(({ middle }) => middle));
  if (overlaps(effect.value, Math.min(own, ...corners), Math.max(own, ...corners))) return 'agrees';
  return `the ${groups.length} groups of the table before it, ${grouped(total)} in all, have V = ${own.toFixed(effect.value.decimals + 1)}; printed is ${effect.value.value.toFixed(effect.value.decimals)}`;
}

/** What min(rows − 1, columns − 1) can be when (rows − 1)(columns − 1) is df. */
const smallerSides = (df: number): number[] =>
  Array.from({ length: Math.floor(Math.sqrt(df)) }, (_, i) => i + 1).filter((side) => df % side === 0);

function overlaps(printed: PrintedNumber, low: number, high: number): boolean {
  const bounds = roundedFrom({ ...printed, value: Math.abs(printed.value) });
  return low <= bounds.high + 1e-9 && high >= bounds.low - 1e-9;
}

const nIn = (text: string): number | undefined => whole([...text.matchAll(/\b[nN]\s?=\s?(\d[\d,]{0,12}\d|\d)/g)]);
const dfIn = (text: string): number | undefined => whole([...text.matchAll(/\bdf\s?=\s?(\d{1,5})\b/g)]);
const whole = (matches: readonly RegExpExecArray[]): number | undefined =>
  matches.length === 1 ? Number(matches[0]?.[1]?.replaceAll(',', '')) : undefined;
