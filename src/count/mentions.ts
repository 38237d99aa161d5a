import { UserError } from '../error.js';
import type { CorpusWithRows, Manifest } from '../load/manifest.js';
import type { Posting } from '../load/posting.js';
import { type Lexicon, readLexicon } from '../tag/lexicon.js';
import { failedCases } from '../tag/lexicon-cases.js';
import type { MatchMode } from '../tag/match-mode.js';
import { compileLexicon, type Tagger } from '../tag/tag.js';
import { fieldOf, type Mentions } from './matches.js';

/** The test of whether a posting mentions a concept, for a corpus and a way to look; and the lexicon's digest. */
export interface Looking {
  readonly mentions: Mentions;
  readonly lexicon: string | undefined;
}

/**
 * Looks for the concepts of a lexicon, the corpus's own unless another is named, in its text fields. All
 * concepts of a field are found in one pass over its text, and remembered until another posting is asked about.
 */
export function mentionsOf(
  manifest: Manifest,
  match: MatchMode | undefined,
  named: string | undefined = manifest.lexicon,
): Looking {
  if (!manifest.files || named === undefined || match === undefined)
    return { mentions: () => false, lexicon: undefined };
  const { tag, lexicon } = taggerOf(named, match);
  let last: Posting | undefined;
  let found = new Map<string, ReadonlySet<string>>(); // in the fields of that posting

  const conceptsIn = (posting: Posting, field: string): ReadonlySet<string> => {
    if (posting !== last) {
      last = posting;
      found = new Map();
    }
    const known = found.get(field);
    if (known) return known;
    const texts = [fieldOf(posting, field) ?? []].flat().map(String);
    const concepts = new Set(texts.flatMap((text) => tag(text).map((mention) => mention.concept)));
    found.set(field, concepts);
    return concepts;
  };
  const mentions: Mentions = (posting, concept, field) =>
    (field === undefined ? textFields(manifest) : [field]).some((each) => conceptsIn(posting, each).has(concept));
  return { mentions, lexicon: lexicon.digest };
}

/**
 * A lexicon of a corpus made ready for one way to look, all its concepts or those named.
 *
 * @throws UserError when there is no such lexicon, or its own sentences contradict it.
 */
export function taggerOf(named: string, match: MatchMode, concepts?: readonly string[]): Tagger {
  const stated = readLexicon(named);
  checkCases(named, stated);
  const wanted = stated.concepts.filter(({ name }) => concepts?.includes(name) ?? true);
  return compileLexicon({ ...stated, concepts: wanted.map((concept) => ({ ...concept, mode: match })) });
}

/** Lexicons whose sentences were found to hold, as they were then. */
const held = new Set<string>();

/**
 * What is counted with a lexicon that its own sentences contradict is not what it says.
 *
 * @throws UserError for the first sentence that is not found, or found, against what the lexicon says.
 */
function checkCases(named: string, lexicon: Lexicon): void {
  const key = JSON.stringify(lexicon.concepts);
  if (held.has(key)) return;
  const [failed, ...others] = failedCases(lexicon);
  if (!failed) return void held.add(key);
  const { concept, phrase, sentence, expected } = failed;
  const rest = others.length > 0 ? ` (and ${others.length} more)` : '';
  const what =
    expected === 'match'
      ? `phrase "${phrase}" is not found in "${sentence}", where it must be`
      : `it is found in "${sentence}", where it must not be`;
  throw new UserError(
    `lexicon ${named}: concept "${concept}": ${what}${rest}; correct the phrase, its mode or the sentence`,
  );
}

/**
 * The fields that concepts are looked for in: those that the manifest names, else every field of free text.
 *
 * @throws UserError when there is none: nothing would be found, and nothing said.
 */
export function textFields({ id, fields, text }: CorpusWithRows): readonly string[] {
  const names = text ?? Object.keys(fields).filter((name) => fields[name]?.kind === 'text');
  if (names.length > 0) return names;
  throw new UserError(
    `corpus "${id}" has no field of kind text to look for concepts in; its manifest can name others: text: [${Object.keys(fields).join(', ')}]`,
  );
}
