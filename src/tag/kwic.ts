import type { Mention } from './tag.js';

/** A mention in its context. */
export interface Context {
  readonly concept: string;
  readonly left: string;
  readonly match: string;
  readonly right: string;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const fold = (text: string): string => text.replace(/\s+/g, ' ');

/**
 * Key word in context: what stands to the left and right of each mention, so that a reader can judge
 * whether it means what it is counted for.
 *
 * Runs of white space become one space. Width counts characters as a reader does (grapheme clusters): an accented
 * letter or an emoji is one, and none is cut in half.
 *
 * @param text the text in which the mentions were found
 * @param mentions of a {@link Tagger}
 * @param options.width characters to either side, a whole number; 40 by default
 * @returns a context a mention, in the order of the mentions
 * @example
 * const { tag } = compileLexicon(readLexicon('fine-tuning'))
 * const text = 'You will own the\n  fine-tuning of our models.'
 * kwic(text, tag(text), { width: 12 }) // => [{ left: 'ill own the ', match: 'fine-tuning', right: ' of our mode' }]
 */
export function kwic(text: string, mentions: readonly Mention[], { width = 40 }: { width?: number } = {}): Context[] {
  // Far enough for white space and many-part characters; a bound, so that a long line costs no more than a short.
  const reach = 200 + 20 * width;
  return mentions.map(({ concept, start, end }) => {
    const from = Math.max(0, start - reach);
    const left = charactersOf(text.slice(from, start));
    if (from > 0) left.shift(); // it may have been cut
    const to = Math.min(text.length, end + reach);
    const right = charactersOf(text.slice(end, to));
    if (to < text.length) right.pop();
    return {
      concept,
      left: left.slice(Math.max(0, left.length - width)).join(''),
      match: fold(text.slice(start, end)),
      right: right.slice(0, width).join(''),
    };
  });
}

const charactersOf = (text: string): string[] => Array.from(graphemes.segment(fold(text)), ({ segment }) => segment);
