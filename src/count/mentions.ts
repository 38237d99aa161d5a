import type { CorpusWithRows, Manifest } from '../load/manifest.js';
import type { Posting } from '../load/posting.js';
import { readLexicon } from '../tag/lexicon.js';
import { compileLexicon } from '../tag/tag.js';
import { fieldOf, type Mentions } from './matches.js';
import type { MatchMode } from './query.js';

/** The test of whether a posting mentions a concept, for a corpus and a way to look; and the lexicon's digest. */
export interface Looking {
  readonly mentions: Mentions;
  readonly lexicon: string | undefined;
}

/**
 * Looks for the concepts of a lexicon, the corpus's own unless another is named, in its text fields. All concepts of a field are found in one
 * pass over its text, and remembered as long as the posting is.
 */
export function mentionsOf(manifest: Manifest, match: MatchMode | undefined, lexicon: string | undefined = manifest.lexicon): Looking {
  if (!manifest.files || lexicon === undefined || match === undefined) return { mentions: () => false, lexicon: undefined };
  const stated = readLexicon(lexicon);
  const { tag } = compileLexicon({ ...stated, concepts: stated.concepts.map((concept) => ({ ...concept, mode: match })) });
  const found = new WeakMap<Posting, Map<string, ReadonlySet<string>>>();

  const conceptsIn = (posting: Posting, field: string): ReadonlySet<string> => {
    const byField = found.get(posting) ?? new Map<string, ReadonlySet<string>>();
    found.set(posting, byField);
    const known = byField.get(field);
    if (known) return known;
    const texts = [fieldOf(posting, field) ?? []].flat().map(String);
    const concepts = new Set(texts.flatMap((text) => tag(text).map((mention) => mention.concept)));
    byField.set(field, concepts);
    return concepts;
  };
  const fields = manifest.text ?? textFields(manifest);
  const mentions: Mentions = (posting, concept, field) => (field === undefined ? fields : [field]).some((each) => conceptsIn(posting, each).has(concept));
  return { mentions, lexicon: stated.digest };
}

/** Where a manifest does not say: every field of free text. */
const textFields = ({ fields }: CorpusWithRows): string[] => Object.keys(fields).filter((name) => fields[name]?.kind === 'text');
