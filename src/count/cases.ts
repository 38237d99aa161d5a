import { lexiconOf } from '../tag/concepts.js';
import { type Form, forms } from '../tag/forms.js';
import { compileLexicon } from '../tag/tag.js';

/** The group of postings, or items, for which none of the named cases holds. */
export const otherwise = '(other)';

/** The case of an item: the first of which the item has a part, in any case of letters. */
export function caseOf(first: Readonly<Record<string, readonly string[]>>): (item: string) => string {
  const cases = Object.entries(first);
  return (item) => {
    const text = item.toLowerCase();
    return cases.find(([, parts]) => parts.some((part) => text.includes(part)))?.[0] ?? otherwise;
  };
}

/** The words of texts in which some phrases are found, with how often. */
export function formsOf({
  as,
  of,
}: {
  readonly as: string;
  readonly of: readonly string[];
}): (texts: readonly string[]) => Form[] {
  const phrases = of.map((phrase) => ({ phrase, match: [], not: [] }));
  const tagger = compileLexicon(lexiconOf('forms', [{ name: as, mode: 'substring', phrases }]));
  return (texts) => forms(tagger, texts);
}
