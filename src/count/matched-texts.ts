import { loadCorpus } from '../load/load.js';
import type { CorpusWithRows } from '../load/manifest.js';
import type { Posting } from '../load/posting.js';
import type { MatchMode } from '../tag/match-mode.js';
import type { Tagger } from '../tag/tag.js';
import { matcher, textsOf } from './matches.js';
import { mentionsOf, taggerOf, textFields } from './mentions.js';
import type { Filter } from './query.js';

/** Where mentions of concepts are looked for. */
export interface LookingIn {
  readonly concepts: readonly string[];
  readonly match: MatchMode;
  /** By id or path. */
  readonly lexicon: string;
  /** By default those that concepts are counted in. */
  readonly fields?: readonly string[] | undefined;
  readonly where?: Filter | undefined;
}

/** Texts of postings in which concepts are mentioned: one for each of the fields, list items one by one. */
export interface MatchedTexts {
  readonly tagger: Tagger;
  readonly fields: readonly string[];
  readonly texts: readonly { readonly posting: string; readonly field: string; readonly text: string }[];
}

/**
 * Reads the postings that mention concepts, with their texts.
 *
 * @throws UserError when the rows are not here, or when the lexicon's own sentences contradict it
 */
export async function matchedTexts(
  manifest: CorpusWithRows,
  { concepts, match, lexicon, fields = textFields(manifest), where }: LookingIn,
): Promise<MatchedTexts> {
  const tagger = taggerOf(lexicon, match, concepts);
  const wanted = where === undefined ? () => true : matcher(where, mentionsOf(manifest, match).mentions);
  const isMatch = (posting: Posting) =>
    wanted(posting) && textsOf(posting, fields).some(({ text }) => tagger.tag(text).length > 0);
  const { postings } = await loadCorpus(manifest, { keep: isMatch });
  return { tagger, fields, texts: postings.flatMap((posting) => textsOf(posting, fields)) };
}
