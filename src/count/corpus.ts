import { UserError } from '../error.js';
import { readManifest, type Manifest } from '../load/manifest.js';
import { didYouMean } from '../load/nearest.js';
import { note } from '../load/read.js';
import type { Answer } from './answer.js';
import { queryKey, type Query } from './query.js';
import { answerDigest, answerFrom, readRecording } from './recording.js';

/** A set of postings, known by its manifest, that answers count queries. */
export interface Corpus {
  readonly manifest: Manifest;
  /**
   * Asks a count query.
   *
   * @throws UserError when the query names a field or concept that the corpus lacks, or when nothing
   * at hand can answer it; the message says what would.
   */
  count<const Field extends string, const Concept extends string>(
    query: Query<Field, Concept>,
  ): Promise<Answer<Field, Concept>>;
}

/**
 * Opens a corpus: by id for those in `data/corpora`, by the path of a manifest for one of your own.
 *
 * @example
 * const answer = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' })
 * answer.at({ role: 'ML Engineer' })['fine-tuning'] // => 526
 *
 * @throws UserError when there is no such corpus, or its manifest cannot be read.
 */
export function corpus(idOrPath: string): Corpus {
  const manifest = readManifest(idOrPath);
  return {
    manifest,
    async count(query) {
      checkNames(manifest, query);
      const answer = answerFrom(readRecording(manifest), manifest, query);
      note({ asked: { corpus: idOrPath, query: queryKey(query), answer: answerDigest(answer.rows) } });
      return answer;
    },
  };
}

/**
 * The digest of the answer that a corpus gives today to a query, given by its key; undefined when it gives none.
 * The runner asks this to see, without a kernel, whether a notebook would still get the same answers.
 */
export function currentAnswerDigest(idOrPath: string, key: string): string | undefined {
  try {
    const manifest = readManifest(idOrPath);
    return answerDigest(answerFrom(readRecording(manifest), manifest, JSON.parse(key) as Query).rows);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** A misspelled name must be an error: an engine would count zero and say nothing. */
function checkNames(manifest: Manifest, { within, by, concepts }: Query): void {
  const known = { field: Object.keys(manifest.fields), concept: Object.keys(manifest.concepts) };
  const named = [
    ...by.map((name) => ({ kind: 'field', name }) as const),
    ...[...concepts, ...(within === undefined ? [] : [within])].map((name) => ({ kind: 'concept', name }) as const),
  ];
  for (const { kind, name } of named) {
    if (known[kind].includes(name)) continue;
    throw new UserError(
      `corpus "${manifest.id}" has no ${kind} "${name}".${didYouMean(name, known[kind])} ` +
        `It has: ${known[kind].join(', ')}`,
    );
  }
}
