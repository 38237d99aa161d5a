import { writeValue } from '../../claims/write-value.js';
import { newcombeDifference } from '../../stats/newcombe.js';
import type { NamedValue } from '../../claims/named-value.js';
import type { Bound, Finding } from './bound.js';
import { positionIn, type Block } from './prose.js';

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

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Holds sentences that say "more", "fewer", "rose", "similar" or "significant" about two bound values against
 * these values. What cannot be checked (one value, three, a negation, two such words) is said, as a note.
 */
export function checkSentences(block: Block, source: string): Finding[] {
  return [...segmenter.segment(block.text)].flatMap(({ segment, index }) => {
    const inside = block.runs.filter(({ start, bound }) => bound && start >= index && start < index + segment.length);
    const bound = inside.flatMap((run) => (run.bound ? [run.bound] : []));
    const values = bound.filter(({ source: directive }) => directive.startsWith(':value'));
    if (values.length === 0) return [];
    const own = blank(segment, inside.map(({ start, text }) => [start - index, text.length]));
    const said = words.flatMap(([says, pattern]) => [...own.matchAll(pattern)].map((match) => ({ says, word: match[0], at: match.index })));
    const first = said[0];
    if (!first) return [];
    const at = positionIn(block, index + first.at, source);
    const finding = (severity: Finding['severity'], message: string): Finding[] => [{ ...at, kind: 'sentence', severity, text: first.word, message }];
    const unchecked = (why: string) => finding('note', `"${first.word}" is not checked: ${why}`);

    const meanings = new Set(said.map(({ says }) => says));
    // "significantly more": the direction and the significance are two statements of one pair
    const directions = [...meanings].filter((says) => says !== 'significant');
    if (directions.length > 1) return unchecked(`the sentence says ${[...new Set(said.map(({ word }) => `"${word}"`))].join(' and ')}`);
    if (values.length !== 2) return unchecked(values.length === 1 ? 'one bound value stands beside it, and a comparison needs two' : `${values.length} bound values stand beside it, and it does not say which two it compares`);
    if (negation.test(own)) return unchecked('the sentence has a negation');
    const [a, b] = turned.test(segment.trim()) ? [...values].reverse() : values;
    const [x, y] = [valueOf(a), valueOf(b)];
    if (!x || !y) throw new Error('a bound value has a target');
    if (x.unit !== y.unit) return unchecked(`"${x.name}" is a ${x.unit} and "${y.name}" a ${y.unit}`);
    return [...meanings].flatMap((says) => {
      const outcome = judge(says, x, y, own);
      if (outcome === true) return [];
      return typeof outcome === 'string' ? finding('error', outcome) : unchecked(outcome.why);
    });
  });
}

/** True where it holds, what is wrong where it does not, or why it cannot be said. */
function judge(says: Says, x: NamedValue, y: NamedValue, sentence: string): true | string | { readonly why: string } {
  const [first, second] = [`${x.name} is ${writeValue(x)}`, `${y.name} is ${writeValue(y)}`];
  const both = `${first}, and ${second}`;
  switch (says) {
    case 'first is more':
      return x.estimate > y.estimate || `the sentence puts the first above the second, but ${both}`;
    case 'first is less':
      return x.estimate < y.estimate || `the sentence puts the first below the second, but ${both}`;
    case 'it rose':
    case 'it fell': {
      if (!/\bfrom\b[^]*\bto\b/i.test(sentence)) return { why: 'a change is checked where the sentence says from what and to what' };
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

const valueOf = (bound: Bound | undefined): NamedValue | undefined => {
  const target = bound?.targets[0];
  return target?.kind === 'value' ? target.entry.value : undefined;
};

/** The text with some spans blanked out, so that words within a written value say nothing. */
function blank(text: string, spans: readonly (readonly [number, number])[]): string {
  return spans.reduce((rest, [start, length]) => rest.slice(0, start) + ' '.repeat(length) + rest.slice(start + length), text);
}
