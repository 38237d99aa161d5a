import type { NumberInText } from './number-in-text.js';
import type { PrintedNumber } from './printed-number.js';
import type { TextTable } from './tables.js';

/** A label with a count, a share, or both: `- Python - 738 jobs (82.5%)`, `### AI-First: 621 jobs (69.4%)`. */
export interface LabelledItem {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly count: PrintedNumber | undefined;
  /** In percent. */
  readonly share: PrintedNumber | undefined;
  /** The word behind the count: `jobs`. */
  readonly unit: string;
}

/** Items of one shape under one line that introduces them. */
export interface LabelledList {
  /** The last line before the list that is neither empty nor an item. */
  readonly intro: { readonly text: string; readonly start: number };
  /** `#` to `######` for items that are headings, each with text of its own below; otherwise empty. */
  readonly heading: string;
  readonly items: readonly LabelledItem[];
}

/** A longer list is data and no list of an article; its beginning is enough. */
const LONGEST = 300;

const bullet = String.raw`(#{1,6})[ \t]+|[-*•–][ \t]+|\d{1,3}[.)][ \t]+`;
const beforeNumber = String.raw`[ \t]*[-–—:][ \t]+|[ \t]*\(|[ \t]+`;
const item = new RegExp(String.raw`^[ \t]{0,12}(?:${bullet})?([\p{L}"“][^\n:(]{0,70}?)(?:${beforeNumber})$`, 'u');

/** The lists of labels and numbers in a text, in order; in a table nothing is a list. */
export function listsIn(text: string, numbers: readonly NumberInText[], tables: readonly TextTable[]): LabelledList[] {
  const lists: { intro: { text: string; start: number }; heading: string; shape: string; items: LabelledItem[] }[] = [];
  /** By level: lists of headings to which the next heading of the level belongs. */
  const openHeadings = new Map<number, (typeof lists)[number]>();
  let intro = { text: '', start: 0 };
  let open: (typeof lists)[number] | undefined;
  let gap = 0;
  let at = 0;
  let next = 0;
  let table = 0;
  while (at <= text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, end);
    const inLine: NumberInText[] = [];
    for (let number = numbers[next]; number && number.start < end; number = numbers[++next])
      if (number.start >= at) inLine.push(number);
    while ((tables[table]?.end ?? Infinity) <= at) table += 1;
    const inTable = (tables[table]?.start ?? Infinity) <= at;

    const one = inTable || line.length > 240 ? undefined : itemOf(line, at, inLine);
    if (one && !one.heading) {
      const shape =
        `${one.item.count ? 'count' : ''} ${one.item.share ? 'share' : ''} ${one.item.unit.replace(/s$/, '')}` +
        ` ${/^\s*[-*•–]\s/.test(line)}`;
      if (!open || open.shape !== shape || gap > 1) lists.push((open = { intro, heading: '', shape, items: [] }));
      open.items.push(one.item);
      gap = 0;
    } else if (one) {
      const same = openHeadings.get(one.heading.length);
      if (same) same.items.push(one.item);
      else {
        const list = { intro, heading: one.heading, shape: 'heading', items: [one.item] };
        openHeadings.set(one.heading.length, list);
        lists.push(list);
      }
      open = undefined;
    } else if (line.trim() !== '') {
      // one line of explanation under an item does not end the list
      gap += 1;
      if (gap > 1 || /:\s*$/.test(line) || /^#/.test(line)) open = undefined;
      // a new heading of a higher level begins another matter
      if (/^#{1,6}\s/.test(line))
        for (const level of openHeadings.keys()) if (level > line.indexOf(' ')) openHeadings.delete(level);
      intro = { text: line.trim(), start: at };
    }
    at = end + 1;
    if (newline === -1) break;
  }
  return lists
    .filter(({ items }) => items.length >= 2)
    .map(({ intro, heading, items }) => ({ intro, heading, items: items.slice(0, LONGEST) }));
}

/** A line that is a label, then a count with its unit, a share, or a count and its share in brackets. */
function itemOf(
  line: string,
  start: number,
  numbers: readonly NumberInText[],
): { item: LabelledItem; heading: string } | undefined {
  const [first, second] = numbers.filter(({ kind, form }) => kind !== 'name' && form === 'digits');
  if (first?.bound !== 'exactly' || first.values.length !== 1) return undefined;
  const match = item.exec(line.slice(0, first.start - start));
  if (!match) return undefined;
  const [, heading = '', label = ''] = match;
  if (/[.!?,;]\s/.test(label) || label.trim().split(/\s+/).length > 8) return undefined;
  const unit = /^[ \t]+(\p{L}[\p{L}-]{0,30})/u.exec(line.slice(first.end - start))?.[1] ?? '';
  const bracketed =
    second !== undefined &&
    /^[ \t]*(?:\p{L}[\p{L}-]*)?[ \t]*\($/u.test(line.slice(first.end - start, second.start - start));
  const share =
    first.kind === 'share'
      ? first.values[0]
      : bracketed && second.kind === 'share' && second.values.length === 1
        ? second.values[0]
        : undefined;
  const count = first.kind === 'count' ? first.values[0] : undefined;
  if (!count && !share) return undefined;
  const closed = (end: number): number => (line[end - start] === ')' ? end + 1 : end);
  const end = closed(share && count && second ? second.end : first.end);
  return { heading, item: { label: label.trim(), start: start + line.indexOf(label), end, count, share, unit } };
}
