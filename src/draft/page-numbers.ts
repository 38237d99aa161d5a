import type { PlaceInText } from '../text/place.js';
import type { Binding } from './binding.js';

/** A number as a finished page prints it. */
export interface PageNumber extends PlaceInText {
  /** The directive that put it there, and which of several like it this is, from 1. */
  readonly source: string;
  readonly occurrence: number;
  readonly text: string;
  readonly number?: Binding['number'];
}

/** The numbers of a page, as data that a later build compares its own with. */
export function pageNumbers(bound: readonly Binding[]): PageNumber[] {
  const seen = new Map<string, number>();
  return bound
    .filter(({ free }) => free === undefined)
    .map(({ source, text, line, column, number }) => {
      const occurrence = (seen.get(source) ?? 0) + 1;
      seen.set(source, occurrence);
      return { line, column, source, occurrence, text, ...(number ? { number } : {}) };
    });
}

/** A printed number that reads otherwise now. */
export interface Change extends PlaceInText {
  readonly source: string;
  readonly before: string;
  readonly after: string;
  /** Whether the new value lies within the interval that the old one had; undefined where it had none. */
  readonly withinInterval?: boolean;
}

/**
 * Which of a page's numbers would print differently now. Directives that are new, or gone, are edits and not changes.
 */
export function changesSince(before: readonly PageNumber[], bound: readonly Binding[]): Change[] {
  const keyOf = ({ source, occurrence }: PageNumber): string => `${occurrence} ${source}`;
  const old = new Map(before.map((number) => [keyOf(number), number]));
  return pageNumbers(bound).flatMap((now) => {
    const then = old.get(keyOf(now));
    if (!then || then.text === now.text) return [];
    const { low, high } = then.number ?? {};
    const within =
      now.number && low !== undefined && high !== undefined
        ? now.number.estimate >= low && now.number.estimate <= high
        : undefined;
    return [
      {
        line: now.line,
        column: now.column,
        source: now.source,
        before: then.text,
        after: now.text,
        ...(within === undefined ? {} : { withinInterval: within }),
      },
    ];
  });
}

/** The numbers that a finished page carries; undefined where the text is no such page. */
export function readPageNumbers(page: string): PageNumber[] | undefined {
  const held = /<script type="application\/json" id="recount-numbers">([^]*?)<\/script>/.exec(page)?.[1];
  return held === undefined ? undefined : (JSON.parse(held) as PageNumber[]);
}
