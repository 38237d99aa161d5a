import type { AuditedText } from '../../text/audited-text.js';
import type { LabelledItem } from '../../text/lists.js';
import type { NumberInText } from '../../text/number-in-text.js';
import { type PrintedNumber, roundedFrom } from '../../text/printed-number.js';
import type { Detected, Detector } from '../finding.js';
import { grouped } from '../words.js';

/**
 * A count, what it is of, and the percentage beside them: `14 of 52 clinics (26.9%)`. In a list or table of counts with
 * percentages one n must explain them all, whether it is printed or not.
 */
export const share: Detector = {
  checks: 'percentages beside their count',
  detect(text) {
    const findings: Detected[] = [];
    let checked = 0;
    for (const { k, n, share: printed, start, end } of printedShares(text)) {
      checked += 1;
      const exact = (100 * k) / n;
      // truncated percentages are let pass in neither direction; "about" gives one unit more
      const slack = printed.bound === 'about' ? printed.value.step * 1.5 : printed.value.step / 2;
      if (k <= n && Math.abs(exact - printed.value.value) <= slack * (1 + 1e-9)) continue;
      if (k > n) continue;
      findings.push({
        start,
        end,
        severity: 'error',
        arithmetic: `${grouped(k)} of ${grouped(n)} is ${exact.toFixed(printed.value.decimals + 2)}%, printed as ${printed.value.value.toFixed(printed.value.decimals)}%`,
      });
    }
    for (const items of [...text.lists.map((list) => list.items), ...tabledItems(text)]) {
      const { outliers, fitting, low, high } = commonBase(items);
      checked += fitting;
      for (const item of outliers) {
        if (!item.count || !item.share) continue;
        const from = (100 * item.count.value) / high;
        const to = (100 * item.count.value) / low;
        const n =
          Math.ceil(low - 1e-9) === Math.floor(high + 1e-9)
            ? grouped(Math.round((low + high) / 2))
            : `${grouped(Math.ceil(low - 1e-9))} to ${grouped(Math.floor(high + 1e-9))}`;
        findings.push({
          start: item.start,
          end: item.end,
          severity: 'error',
          arithmetic: `the other ${fitting} percentages of this list are of ${n}; ${grouped(item.count.value)} of that is ${[
            from,
            to,
          ]
            .map((share) => share.toFixed(item.share?.decimals))
            .filter((share, i, all) => all.indexOf(share) === i)
            .join(' to ')}%, printed as ${item.share.value.toFixed(item.share.decimals)}%`,
        });
      }
    }
    return { findings, checked };
  },
};

interface PrintedShare {
  readonly k: number;
  readonly n: number;
  readonly share: { readonly value: PrintedNumber; readonly bound: NumberInText['bound'] };
  readonly start: number;
  readonly end: number;
}

const single = (number: NumberInText | undefined, kind: NumberInText['kind']): PrintedNumber | undefined =>
  number?.kind === kind && number.values.length === 1 ? number.values[0] : undefined;

/** Every k of n with its percentage, wherever sentences print one. */
export function printedShares(text: AuditedText): PrintedShare[] {
  const found: PrintedShare[] = [];
  const gap = (a: NumberInText, b: NumberInText): string => text.text.slice(a.end, b.start);
  const ofGap = /^\s?\/\s?$|^\s(?:out\sof|of|von)\s(?:the\s|our\s|all\s|these\s|those\s|a\stotal\sof\s|den\s)?$/;
  for (const sentence of text.sentences) {
    const numbers = text.within(sentence.start, sentence.end);
    // what "Of 425 adverts," at the head of a sentence makes the base of the counts behind it
    const [head] = numbers;
    const headBase =
      head &&
      /^\s*(?:of|out of|among|von)\s(?:the\s|our\s|all\s|these\s|a\stotal\sof\s)?$/i.test(
        text.text.slice(sentence.start, head.start),
      )
        ? single(head, 'count')
        : undefined;
    numbers.forEach((number, i) => {
      const [first, second] = [numbers[i + 1], numbers[i + 2]];
      const k = single(number, 'count');
      const n = single(first, 'count');
      const behind = single(second, 'share');
      const put = (
        k: PrintedNumber,
        n: PrintedNumber,
        share: PrintedNumber,
        bound: NumberInText['bound'],
        start: number,
        end: number,
      ): void => {
        if (Number.isInteger(k.value) && Number.isInteger(n.value) && n.value > 0)
          found.push({ k: k.value, n: n.value, share: { value: share, bound }, start, end });
      };
      // 14 of 52 clinics (26.9%); 88 out of 120 households, or 73%
      if (
        k &&
        n &&
        first &&
        second &&
        behind &&
        ofGap.test(gap(number, first)) &&
        /^(?:\s[\p{L}’'/-]+){0,5}\s?(?:\(|,\sor\s|,\si\.e\.,?\s|\s[–—-]\s|\s=\s|\sor\s)\s?(?:i\.e\.,?\s|or\s|about\s|roughly\s|~)?$/u.test(
          gap(first, second),
        )
      ) {
        put(k, n, behind, second.bound, number.start, second.end);
      }
      // 61.3% (18,402 of 30,020 voters)
      const before = single(number, 'share');
      const k2 = single(first, 'count');
      const n2 = single(second, 'count');
      if (
        before &&
        k2 &&
        n2 &&
        first &&
        second &&
        /^\s?(?:\(|,\sor\s|\[)(?:[nk]\s=\s)?$/.test(gap(number, first)) &&
        ofGap.test(gap(first, second))
      ) {
        put(k2, n2, before, number.bound, number.start, second.end);
      }
      // Of 425 adverts, 155 (36%) …
      const inBrackets = single(first, 'share');
      if (
        headBase &&
        i > 0 &&
        k &&
        first &&
        inBrackets &&
        /^(?:\s[\p{L}’'-]+){0,2}\s?\($/u.test(gap(number, first)) &&
        !(second && ofGap.test(gap(number, first)))
      ) {
        const previous = numbers[i - 1];
        if (!(previous && single(previous, 'count') && ofGap.test(gap(previous, number))))
          put(k, headBase, inBrackets, first.bound, number.start, first.end);
      }
    });
  }
  return found;
}

/** Rows of a table with one column of counts and one of shares. */
function tabledItems({ tables }: AuditedText): LabelledItem[][] {
  return tables.map(({ rows }) =>
    rows.flatMap((row) => {
      const [counts, shares] = [
        row.slice(1).flatMap(({ numbers }) => numbers.filter((number) => single(number, 'count'))),
        row.slice(1).flatMap(({ numbers }) => numbers.filter((number) => single(number, 'share'))),
      ];
      const [count, share] = [counts[0], shares[0]];
      if (counts.length !== 1 || shares.length !== 1 || !count || !share) return [];
      return [
        {
          label: row[0]?.text ?? '',
          start: Math.min(count.start, share.start),
          end: Math.max(count.end, share.end),
          count: count.values[0],
          share: share.values[0],
          unit: '',
        },
      ];
    }),
  );
}

/**
 * The n that most of these counts and percentages have in common, and the items that it does not explain: those lists
 * only of which at least three items, and three in four, agree.
 */
export function commonBase(items: readonly LabelledItem[]): {
  outliers: LabelledItem[];
  fitting: number;
  low: number;
  high: number;
} {
  const ranges = items.flatMap((item) => {
    if (!item.count || !item.share || item.count.value === 0 || item.share.value <= 0) return [];
    const { low, high } = roundedFrom(item.share);
    return [{ item, low: (100 * item.count.value) / high, high: low > 0 ? (100 * item.count.value) / low : Infinity }];
  });
  const none = { outliers: [], fitting: 0, low: 0, high: 0 };
  if (ranges.length < 4) return none;
  let best = { fitting: 0, low: 0, high: 0 };
  for (const { low } of ranges) {
    const inside = ranges.filter((range) => range.low <= low + 1e-9 && low <= range.high + 1e-9);
    if (inside.length > best.fitting)
      best = { fitting: inside.length, low, high: Math.min(...inside.map(({ high }) => high)) };
  }
  const tight = best.high <= best.low * 1.1 && Math.floor(best.high + 1e-9) >= Math.ceil(best.low - 1e-9);
  if (best.fitting < 3 || best.fitting < 0.75 * ranges.length || !tight) return none;
  return {
    ...best,
    outliers: ranges.filter(({ low, high }) => low > best.low + 1e-9 || high < best.low - 1e-9).map(({ item }) => item),
  };
}
