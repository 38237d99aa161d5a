import { grim } from '../../stats/grim.js';
import type { AuditedText } from '../../text/audited-text.js';
import type { NumberInText } from '../../text/number-in-text.js';
import type { Sentence } from '../../text/sentences.js';
import type { Detected, Detector } from '../finding.js';
import { grouped } from '../words.js';

/**
 * The GRIM test: percentages that no whole number of the stated n rounds to. It is asked only where the text says
 * what the percentage is of, and says nothing once n reaches the number of percentages that can be printed.
 */
export const impossiblePercentage: Detector = {
  checks: 'percentages of a small enough n',
  detect(text) {
    const findings: Detected[] = [];
    let checked = 0;
    const weighted = /\bweight(?:ed|ing|s)\b/i.test(text.text);
    for (const { share, n } of [
      ...text.sentences.flatMap((sentence) => sharesOf(text, sentence)),
      ...sharesInTables(text),
    ]) {
      const [printed] = share.values;
      if (!printed || printed.value < 0 || printed.value > 100 || printed.decimals > 6 || n > 1e7) continue;
      const test = grim({ percent: printed.value, decimals: printed.decimals, n });
      if (!test.informative) continue;
      checked += 1;
      if (test.possible) continue;
      const k = (printed.value / 100) * n;
      const print = (count: number): string =>
        `${count} of ${grouped(n)} is ${((100 * count) / n).toFixed(printed.decimals + 2)}%`;
      findings.push({
        start: share.start,
        end: share.end,
        severity: weighted ? 'note' : 'error',
        arithmetic:
          `${print(Math.floor(k))}, ${print(Math.floor(k) + 1)}; neither prints as ${printed.value.toFixed(printed.decimals)}%. ` +
          `With n = ${grouped(n)} only ${(100 * test.reachable).toFixed(0)} in 100 percentages of this precision are possible` +
          (weighted ? '; weights, which the text mentions, may explain it' : ''),
      });
    }
    return { findings, checked };
  },
};

interface ShareOf {
  readonly share: NumberInText;
  readonly n: number;
}

const exactShare = ({ kind, bound, values, form }: NumberInText): boolean =>
  kind === 'share' && bound === 'exactly' && values.length === 1 && form === 'digits';
const wholeCount = (number: NumberInText): boolean =>
  number.kind === 'count' &&
  number.bound === 'exactly' &&
  number.values.length === 1 &&
  (number.values[0]?.value ?? 0) >= 2 &&
  Number.isInteger(number.values[0]?.value);

/** Words that make a percentage something else than a share of the people or things named. */
const noShare =
  /\b(?:grew|grown|growth|rose|risen|fell|fallen|increase[ds]?|decrease[ds]?|drop(?:ped)?|declined?|return(?:ed|s)?|interest|inflation|discount|yield|confidence|average|mean|median|margin|CI|accuracy|score[ds]?|efficacy|power|by|than|of (?:their|its|his|her|the (?:time|budget|cost|money|revenue|value|total|work|variance)))\b/i;
const base =
  /\b(?:of|among|out of|from|in a (?:sample|group|survey|poll|study|panel) of|(?:sample|total|survey|poll|panel|group) of|(?:asked|surveyed|interviewed|polled|tested|examined|read|reviewed|studied|observed|enrolled|recruited))\s(?:the|our|all|these|those|a total of)?\s?$/i;

/** Shares with their n in one sentence: `18% of 57 firms`, `Of the 28 people, 35% …`, `(n = 57)`. */
function sharesOf(text: AuditedText, sentence: Sentence): ShareOf[] {
  const numbers = text.within(sentence.start, sentence.end);
  const shares = numbers.filter(exactShare);
  if (shares.length === 0) return [];
  const between = (from: number, to: number): string => text.text.slice(from, to);
  const found: ShareOf[] = [];

  const named = numbers.filter(
    (number) =>
      wholeCount(number) && /\b[nN]\s?=\s?$/.test(between(Math.max(sentence.start, number.start - 6), number.start)),
  );
  const bases = numbers.filter(
    (number) =>
      wholeCount(number) &&
      number.kind === 'count' &&
      base.test(between(Math.max(sentence.start, number.start - 40), number.start)) &&
      !/^\s?(?:years|days|months|weeks|hours|minutes|percent|million|of\b|%|-)/.test(
        between(number.end, number.end + 12),
      ),
  );
  for (const share of shares) {
    // directly: 12.8% of the 40 schools
    const direct = bases.find(
      (number) =>
        number.start > share.end &&
        /^\s(?:\([^)]{0,40}\)\s)?of\s(?:the|our|all|these|those|a total of|all of the)?\s?$/.test(
          between(share.end, number.start),
        ),
    );
    if (direct) {
      found.push({ share, n: direct.values[0]?.value ?? 0 });
      continue;
    }
    const context =
      between(Math.max(sentence.start, share.start - 40), share.start) +
      between(share.end, Math.min(sentence.end, share.end + 24));
    if (
      noShare.test(context) ||
      /^\s(?:of|in)\s(?!(?:them|these|those|whom|respondents|participants)\b)/.test(between(share.end, share.end + 20))
    )
      continue;
    // once for all: Of the 28 participants, 35% …; Among the respondents (n = 57), 33.9% …
    const before = [...bases, ...named].filter((number) => number.end <= share.start);
    const counts = numbers.filter((number) => number.kind === 'count' && number.start < share.start);
    const [only] = before;
    const attached =
      only !== undefined &&
      /%\s?\($/.test(between(Math.max(0, only.start - 8), only.start).replace(/[nN]\s?=\s?$/, ''));
    const values = new Set([...before, ...counts].map(({ values }) => values[0]?.value));
    if (values.size === 1 && only && !attached && !insideInterval(between(sentence.start, share.start)))
      found.push({ share, n: only.values[0]?.value ?? 0 });
  }
  return found;
}

const insideInterval = (before: string): boolean => /\b(?:CI|interval)\b[^.;]{0,30}$/.test(before);

/** Columns of shares whose header says `(n = 137)`. */
function sharesInTables({ tables }: AuditedText): ShareOf[] {
  return tables.flatMap(({ header, rows }) =>
    header.flatMap((cell, column) => {
      const n = columnN(cell.text);
      return n === undefined
        ? []
        : rows.flatMap((row) =>
            (row[column]?.numbers ?? [])
              .filter(exactShare)
              .slice(0, 1)
              .map((share) => ({ share, n })),
          );
    }),
  );
}

/** The n that a column's header states: `DS (n=137)`. */
export function columnN(header: string): number | undefined {
  const [, digits] = /\b[nN]\s?=\s?(\d[\d,.]{0,12})/.exec(header) ?? [];
  const n = digits === undefined ? NaN : Number(digits.replace(/[.,](?=\d{3})/g, '').replace(/[.,]$/, ''));
  return Number.isSafeInteger(n) && n > 0 ? n : undefined;
}
