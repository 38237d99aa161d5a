import type { Unit } from '../claims/named-value.js';
import { writeValue } from '../claims/write-value.js';
import type { NumberInText, NumberKind } from '../text/number-in-text.js';
import { numbersIn } from '../text/numbers.js';
import type { Catalog } from '../trace/catalog.js';
import type { BlockDiagnostic } from './binding.js';
import { conventionAt } from './conventions.js';
import type { Registry } from './directives.js';
import { type Block, positionIn } from './prose.js';

/**
 * Reports every number of a block that no directive put there: digits, number words, ranges, "half", "most".
 * Dates are told apart, as notes. Values of the catalog that are written alike are offered as suggestions
 * only: nothing is ever bound by its value.
 */
export function unboundNumbers(
  block: Block,
  source: string,
  { catalog, conventions = {} }: Pick<Registry, 'catalog' | 'conventions'>,
): BlockDiagnostic[] {
  const unbound = numbersIn(block.text).flatMap((number): BlockDiagnostic[] => {
    // at the head of a paragraph "895) postings" looks like the marker of a list, and is a number all the same
    const isMarker = number.start === 0 && /^\d+[.)]?$/.test(number.printed);
    if ((number.kind === 'name' && !isMarker) || isBound(number, block) || isConventional(number, block.text))
      return [];
    if (conventionAt(block.text, number, conventions) !== undefined) return [];
    const printed = number.printed.replaceAll(/\s+/g, ' ');
    const place = { ...positionIn(block, number.start, source), text: printed, start: number.start, end: number.end };
    if (number.kind === 'date')
      return [{ ...place, kind: 'date', severity: 'note', message: 'a date; no cell stands behind it' }];
    if (number.kind === 'share' && levelAfter.test(block.text.slice(number.end)))
      return [
        { ...place, kind: 'unbound', severity: 'note', message: 'a level of confidence; no cell stands behind it' },
      ];
    if (number.kind === 'ordinal')
      return [{ ...place, kind: 'unbound', severity: 'note', message: 'an order; no cell stands behind it' }];
    return [
      {
        ...place,
        kind: 'unbound',
        severity: 'error',
        message: `no cell stands behind it${suggestion({ ...number, printed }, catalog)}`,
      },
    ];
  });
  return [
    ...unbound,
    ...alteredNumbers(block).filter(({ start, end }) => !unbound.some((each) => each.start < end && each.end > start)),
  ];
}

/** What counts the things of this project, of which each number has a cell. */
const countedThings = new RegExp(
  String.raw`^\s(?:[\p{L}-]+\s){0,2}(?:postings?|jobs?(?!\s(?:titles?|families|types?|levels?|boards?|profiles?))|` +
    'ads?|adverts?|vacancies|openings?|employers?|' +
    String.raw`compan(?:y|ies)|mentions|claims?|respondents?|percent|per\scent|points?|times|` +
    String.raw`Stellen(?:anzeigen)?|Anzeigen|Arbeitgeber|Firmen|Unternehmen|Prozent|Punkte?)\b`,
  'iu',
);

/** Numbers that no reader takes for a result: "three roles", "top 10", "10x engineers", "50/50". */
function isConventional({ start, end, printed, form, kind, values: [value] }: NumberInText, text: string): boolean {
  const [before, after] = [text.slice(Math.max(0, start - 12), start), text.slice(end)];
  if (/\b(?:top|first|last|next|past|other)[\s-]$/i.test(before) && kind === 'count' && (value?.value ?? 0) <= 100)
    return !countedThings.test(after) || /\btop[\s-]$/i.test(before);
  if (/^10x$/i.test(printed) && /^\s(?:engineers?|developers?|programmers?|Entwickler)/i.test(after)) return true;
  if (/^50$/.test(printed) && (/^\/50\b/.test(after) || /\b50\/$/.test(before))) return true;
  if (/^50\s?\/\s?50$/.test(printed)) return true;
  // "the rarest of the three, with 13%"
  const refers =
    /\b(?:the|these|those|all|diese[nr]?|die|der|den|alle[nr]?)\s$/i.test(before) && /^[,.;:)]|^$/.test(after);
  if (refers && form === 'words' && kind === 'count') return true;
  const few = form === 'words' && kind === 'count' && !/dozen/i.test(printed) && (value?.value ?? Infinity) <= 12;
  return few && /^\s\p{L}/u.test(after) && !countedThings.test(after) && !/^\s(?:of|in|out|von)\s/.test(after);
}

const levelAfter = /^\s(?:(?:confidence|credible|prediction|compatibility)\s)?(?:intervals?|levels?|confidence|CIs?)\b/;

/** What makes another number of the one that it stands beside: a sign, a percent sign, a scale. */
const altering = {
  before: /(?:^|[\s(])([-−–])$/,
  after: /^(?:\s?(?:%|percent\b|per\scent\b|million\b|billion\b|thousand\b|hundred\b|dozen\b)|[kKMB]\b|-?fold\b)/,
};

/** Bound values that the writer's own signs make another number of, as `%` after a count does. */
function alteredNumbers({ runs, text }: Block): BlockDiagnostic[] {
  return runs.flatMap(({ start: from, text: words, bound }): BlockDiagnostic[] => {
    if (!bound || bound.free !== undefined || !/^\D{0,4}\d/.test(words) || !/[\d%]$|times$/.test(words)) return [];
    const sign = altering.before.exec(text.slice(0, from))?.[1] ?? '';
    const unit = altering.after.exec(text.slice(from + words.length))?.[0] ?? '';
    if (sign + unit === '') return [];
    const [start, end] = [from - sign.length, from + words.length + unit.length];
    const place = { line: bound.line, column: bound.column, text: text.slice(start, end), start, end };
    return [
      {
        ...place,
        kind: 'unbound',
        severity: 'error',
        message: `the directive gives ${words}, and "${(
          sign || unit
        ).trim()}" beside it makes another number of it; take it out, or name a value in that unit`,
      },
    ];
  });
}

/**
 * Whether directives put the number there: what stands outside of them is at most its unit, as in `:value[ratio]
 * times`.
 */
function isBound({ start, end }: NumberInText, { runs, text }: Block): boolean {
  const over = runs.filter((run) => run.bound && run.start < end && run.start + run.text.length > start);
  if (over.length === 0) return false;
  const outside = over.reduce(
    (rest, run) => rest.fill(' ', Math.max(0, run.start - start), run.start + run.text.length - start),
    [...text.slice(start, end)],
  );
  return numbersIn(outside.join('')).length === 0;
}

/** The units of values that a number of this kind may stand for. */
const unitsOf: Partial<Record<NumberKind, readonly Unit[]>> = {
  share: ['share'],
  fraction: [],
  points: [],
  ratio: ['ratio'],
  'p-value': ['p'],
  count: ['count', 'number'],
  measure: ['number', 'ratio'],
  money: [],
};

/** Values that are written alike, at most three. */
function suggestion({ printed, kind, values: [first] }: NumberInText, catalog: Catalog): string {
  const scale = kind === 'share' ? 100 : 1;
  const near = [...catalog.values.values()]
    .map(({ value }) => ({
      name: value.name,
      unit: value.unit,
      written: writeValue(value),
      number: value.estimate * scale,
    }))
    .filter(
      ({ unit, written, number }) =>
        written === printed ||
        (first !== undefined &&
          unitsOf[kind]?.includes(unit) &&
          Math.abs(number - first.value) <= first.step / 2 &&
          number !== 0),
    )
    .slice(0, 3);
  const bind =
    near.length === 0
      ? 'bind it with :value[name]'
      : `perhaps ${near.map(({ name, written }) => `:value[${name}] (${written})`).join(' or ')}`;
  return `; ${bind}, or mark it with :free[${printed}]{why="…"}`;
}
