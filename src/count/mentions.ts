import { UserError } from '../error.js';
import type { CorpusWithRows, Manifest } from '../load/manifest.js';
import { type Lexicon, readLexicon } from '../tag/lexicon.js';
import { failedCases } from '../tag/lexicon-cases.js';
import type { MatchMode } from '../tag/match-mode.js';
import { compileLexicon, type Tagger } from '../tag/tag.js';
import type { Mentions } from './matches.js';
import type { Query } from './query.js';
import { searchTexts } from './search-texts.js';

/** The test of whether a posting mentions a concept, and the digest of the lexicon that has the concept's phrases. */
export interface ConceptTest {
  readonly mentions: Mentions;
  readonly lexicon: string | undefined;
}

/** Looks for the concepts of a lexicon, by default the corpus's own, in its text fields. */
export function mentionsOf(
  manifest: Manifest,
  match: MatchMode | undefined,
  named: string | undefined = manifest.lexicon,
): ConceptTest {
  if (!manifest.files || named === undefined || match === undefined)
    return { mentions: () => false, lexicon: undefined };
  const tagger = taggerOf(named, match);
  return { mentions: searchTexts(tagger, () => textFields(manifest)), lexicon: tagger.lexicon.digest };
}

/** The tests of concepts for several queries: queries that look in the same way share one, and so what it found. */
export function conceptTests(manifest: Manifest, queries: readonly Query[]): ConceptTest[] {
  const shared = new Map<string, ConceptTest>();
  return queries.map(({ match, lexicon }) => {
    const way = JSON.stringify([match, lexicon]);
    const test = shared.get(way) ?? mentionsOf(manifest, match, lexicon);
    shared.set(way, test);
    return test;
  });
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

/** The concepts of lexicons, as JSON, whose example sentences have been checked. */
const checked = new Set<string>();

/**
 * Checks a lexicon's example sentences: counts with one that its own sentences contradict are not what it says.
 *
 * @throws UserError for the first sentence that contradicts the lexicon.
 */
function checkCases(named: string, lexicon: Lexicon): void {
  const key = JSON.stringify(lexicon.concepts);
  if (checked.has(key)) return;
  const [failed, ...others] = failedCases(lexicon);
  if (!failed) return void checked.add(key);
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
    `corpus "${id}" has no field of kind text to look for concepts in; ` +
      `its manifest can name others: text: [${Object.keys(fields).join(', ')}]`,
  );
}
