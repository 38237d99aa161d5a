import type { Posting } from '../load/posting.js';
import type { Tagger } from '../tag/tag.js';
import { type Mentions, textsIn } from './matches.js';

/**
 * Looks for the concepts of a tagger in the texts of postings. One pass over a field's text finds all its concepts,
 * which are kept until another posting is asked about.
 *
 * @param text the fields to look through where none is named
 */
export function searchTexts({ tag }: Tagger, text: () => readonly string[]): Mentions {
  let last: Posting | undefined;
  let found = new Map<string, ReadonlySet<string>>(); // in `last`, by field

  const conceptsIn = (posting: Posting, field: string): ReadonlySet<string> => {
    if (posting !== last) {
      last = posting;
      found = new Map();
    }
    const known = found.get(field);
    if (known) return known;
    const concepts = new Set(textsIn(posting, field).flatMap((each) => tag(each).map(({ concept }) => concept)));
    found.set(field, concepts);
    return concepts;
  };
  return (posting, concept, field) =>
    (field === undefined ? text() : [field]).some((each) => conceptsIn(posting, each).has(concept));
}
