import type { NamedValue } from '../claims/named-value.js';
import { writeValue } from '../claims/write-value.js';
import { newcombeDifference } from '../stats/newcombe.js';
import type { Binding, Diagnostic } from './binding.js';
import { type Block, positionIn } from './prose.js';

/** What a word says of two values in the order in which a sentence names them. */
type Says = 'first is more' | 'first is less' | 'it rose' | 'it fell' | 'similar' | 'significant';

const words: readonly (readonly [Says, RegExp])[] = [
  ['it rose', /\b(rose|rises|risen|grew|grows|grown|increase[ds]?|climbed)\b/gi],
  ['it fell', /\b(fell|falls|fallen|dropped|drops|declined|declines|decrease[ds]?|shrank)\b/gi],
  ['first is more', /\b(more|higher|greater|larger|bigger|above|exceed(?:s|ed)?|outnumbers?|ahead of)\b/gi],
  ['first is less', /\b(fewer|less|lower|smaller|below|behind|rarer)\b/gi],
  ['similar', /\b(similar(?:ly)?|the same|equal(?:ly)?|indistinguishable|no different)\b/gi],
  ['significant', /\b(significant(?:ly)?)\b/gi],
];
const negation = /\b(not|no|never|nor|neither|hardly|without|insignificant(?:ly)?)\b|n['’]t\b/i;
/** "Compared with the second, the first …": the order is turned around. */
const turned = /^(?:compared (?:with|to)|unlike|against|beside|than)\b/i;
/** What stands between two values that it compares, of which the first is more or less. */
const between =
  /\b(?:(?<!\b(?:rather|other) )than|compared (?:with|to)|above|below|behind|exceed(?:s|ed)?|outnumbers?|ahead of)\b/i;
/** Of "more than 18%": a bound of one value, and no comparison of two. */
const bounding =
  /\b(?:more|fewer|less|greater|higher|lower|larger|smaller|bigger) than\s*(?:about |roughly |nearly )?$/i;
/** "similar" and "significant" said of sizes, and not of tools or roles. */
const ofSizes: Readonly<Record<'similar' | 'significant', RegExp>> = {
  similar:
    /\b(?:is|are|was|were|be|been|remain(?:s|ed)?|stay(?:s|ed)?|about|roughly|nearly|almost) (?:similar|the same|equal|indistinguishable|no different)(?=\s*(?:$|[.,;:(]| (?:to|in|for|before|between|at|and|across|with|as|from)\b))|\b(?:similar|the same|equal) (?:shares?|rates?|proportions?|percentages?|sizes?|levels?|frequenc(?:y|ies))\b|\b(?:similarly|equally) (?:often|common|frequent(?:ly)?|likely|large|small|high|low|rare(?:ly)?)\b/i,
  significant:
    /\bsignificantly\b|\bstatistically significant\b|\b(?:is|are|was|were|be) significant\b|\bsignificant (?:difference|gap|change|rise|fall|drop|increase|decrease|lead)s?\b/i,
};

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Holds sentences that say "more", "fewer", "rose", "similar" or "significant" about two bound values against
 * these values. What cannot be checked (one value, three, a negation, two such words) is said, as a note.
 */
export function checkSentences(block: Block, source: string): Diagnostic[] {
  return [...segmenter.segment(block.text)].flatMap(({ segment, index }) => {
    const inside = block.runs.filter(({ start, bound }) => bound && start >= index && start < index + segment.length);
    const values = inside.flatMap((run) => {
      const value = comparable(run.bound);
      return value ? [{ value, start: run.start - index, end: run.start + run.text.length - index }] : [];
    });
    const others = inside.filter(({ bound }) =>
      bound?.targets.some(({ kind }) => kind === 'claim' || kind === 'sensitivity'),
    );
    if (values.length + others.length === 0) return [];
    const own = blank(
      segment,
      inside.map(({ start, text }) => [start - index, text.length]),
    );
    const said = words.flatMap(([says, pattern]) =>
      [...own.matchAll(pattern)].map((match) => ({ says, word: match[0], at: match.index })),
    );
    const first = said[0];
    if (!first) return [];
    const at = positionIn(block, index + first.at, source);
    const finding = (severity: Diagnostic['severity'], message: string): Diagnostic[] => [
      { ...at, kind: 'sentence', severity, text: first.word, message },
    ];
    const unchecked = (why: string) => finding('note', `"${first.word}" is not checked: ${why}`);

    const meanings = new Set(said.map(({ says }) => says));
    // "significantly more": the direction and the significance are two statements of one pair
    const directions = [...meanings].filter((says) => says !== 'significant');
    if (directions.length > 1)
      return unchecked(`the sentence says ${[...new Set(said.map(({ word }) => `"${word}"`))].join(' and ')}`);
    if (values.length === 0) return unchecked('what stands beside it are claims, which their own checks decide');
    const [a, b] = values;
    if (!a || !b || values.length > 2)
      return unchecked(
        !b
          ? 'one bound value stands beside it, and a comparison needs two'
          : `${values.length} bound values stand beside it, and it does not say which two it compares`,
      );
    if (negation.test(own)) return unchecked('the sentence has a negation');
    const isTurned = turned.test(segment.trim());
    const [x, y] = isTurned ? [b.value, a.value] : [a.value, b.value];
    if (x.unit !== y.unit) return unchecked(`"${x.name}" is a ${x.unit} and "${y.name}" a ${y.unit}`);
    const around = { before: own.slice(0, a.start), between: own.slice(a.end, b.start), own, isTurned };
    return [...meanings].flatMap((says) => {
      const outcome = reading(says, around) ?? judge(says, x, y);
      if (outcome === true) return [];
      return typeof outcome === 'string' ? finding('error', outcome) : unchecked(outcome.why);
    });
  });
}

/** The words of a sentence around its two values. */
interface Around {
  readonly before: string;
  readonly between: string;
  readonly own: string;
  readonly isTurned: boolean;
}

/** Why the word does not surely compare the two values in the order in which they stand; undefined where it does. */
function reading(says: Says, { before, between: middle, own, isTurned }: Around): { readonly why: string } | undefined {
  switch (says) {
    case 'first is more':
    case 'first is less':
      if (bounding.test(before)) return { why: 'it bounds the first value, and compares it with no other' };
      return isTurned || between.test(middle)
        ? undefined
        : { why: 'between the two values stands no "than" that would set one against the other' };
    case 'it rose':
    case 'it fell':
      return /\bfrom\b[^,;:]*$/i.test(before) && /\bto\b/i.test(middle)
        ? undefined
        : { why: 'a change is checked where the sentence says from what and to what' };
    case 'similar':
    case 'significant':
      return ofSizes[says].test(own) ? undefined : { why: 'it may be said of something other than the two values' };
  }
}

/** True where it holds, what is wrong where it does not, or why it cannot be said. */
function judge(says: Says, x: Comparable, y: Comparable): true | string | { readonly why: string } {
  const [first, second] = [`${x.name} is ${x.written}`, `${y.name} is ${y.written}`];
  const both = `${first}, and ${second}`;
  switch (says) {
    case 'first is more':
      return x.estimate > y.estimate || `the sentence puts the first above the second, but ${both}`;
    case 'first is less':
      return x.estimate < y.estimate || `the sentence puts the first below the second, but ${both}`;
    case 'it rose':
    case 'it fell': {
      const holds = says === 'it rose' ? y.estimate > x.estimate : y.estimate < x.estimate;
      return holds || `the sentence says that ${says}, but ${both}`;
    }
    case 'similar':
    case 'significant': {
      if (x.k === undefined || x.n === undefined || y.k === undefined || y.n === undefined) {
        return { why: `it takes k and n of both values, and ${x.k === undefined ? x.name : y.name} has none` };
      }
      const { low, high } = newcombeDifference({ k: x.k, n: x.n }, { k: y.k, n: y.n });
      const apart = low > 0 || high < 0;
      const interval = `the 95% interval of the difference runs from ${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)} points`;
      if (says === 'significant') return apart || `the difference is not significant: ${interval}`;
      return !apart || `they are not similar: ${interval}`;
    }
  }
}

/** What a comparison needs to know of a bound number. */
type Comparable = Pick<NamedValue, 'name' | 'estimate' | 'k' | 'n'> & {
  readonly unit: string;
  readonly written: string;
};

/** The one number that a directive put there; undefined for words that are none, such as a verdict or a method line. */
function comparable(bound: Binding | undefined): Comparable | undefined {
  const [target, ...more] = bound?.targets ?? [];
  if (!bound || !target || more.length > 0) return undefined;
  switch (target.kind) {
    case 'value':
      return bound.number && { ...target.entry.value, written: writeValue(target.entry.value) };
    case 'claims':
      return bound.number && { name: target.says, unit: 'count', estimate: bound.number.estimate, written: bound.text };
    default:
      return undefined;
  }
}

/** The text with some spans blanked out, so that words within a written value say nothing. */
function blank(text: string, spans: readonly (readonly [number, number])[]): string {
  return spans.reduce(
    (rest, [start, length]) => rest.slice(0, start) + ' '.repeat(length) + rest.slice(start + length),
    text,
  );
}
