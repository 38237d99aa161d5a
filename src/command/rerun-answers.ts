import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AskThere, answerThere, askerOf, type OtherCorpus } from '../count/ask-there.js';
import { conceptsIn, type Query, queryKey, queryOfKey } from '../count/query.js';
import { readRecording } from '../count/recording.js';
import { UserError } from '../error.js';
import type { Manifest } from '../load/manifest.js';
import type { Asked } from '../notebook/key.js';
import { readLexicon } from '../tag/lexicon.js';
import { printAside } from '../terminal/print.js';

/**
 * Answers the recorded queries of a corpus, and those that were asked beside them, from another corpus, all at once, as
 * a recording of the first in a folder. What cannot be asked stands in it with the reason, one line. What a notebook
 * asks besides is asked as it runs.
 *
 * @returns how many were answered, why the first that was not, and how the other is asked further: what it has answered
 *   is not asked again
 */
export async function recordThere(
  own: Manifest,
  other: OtherCorpus,
  folder: string,
  asked: readonly Asked[],
): Promise<{ readonly answered: number; readonly refusal: string | undefined; readonly ask: AskThere }> {
  const recorded = existsSync(own.recording) ? readRecording(own).answers : [];
  const keys = new Set(recorded.map(({ query }) => queryKey(query)));
  const added = asked.filter(({ corpus, query }) => corpus === own.id && !keys.has(query));
  const queries: readonly { query: Query; lexicon?: string | undefined }[] = [
    ...recorded,
    ...added.map(({ query }) => withLexicon(queryOfKey(query), own)),
  ];
  if (queries.length > 0) printAside(`  asking ${other.named}: ${queries.length} queries of ${own.id}`);
  const ask = askerOf(own, other);
  const refused: Record<string, string> = {};
  const stored = await Promise.all(
    queries.map(async ({ query, lexicon }) => {
      try {
        return [{ query, ...(await answerThere(query, ask)), ...(lexicon === undefined ? {} : { lexicon }) }];
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        refused[queryKey(query)] = error.message.split('\n')[0] ?? '';
        return [];
      }
    }),
  );
  const recording = { corpus: own.id, digest: own.digest, answers: stored.flat(), refused, there: other };
  writeFileSync(join(folder, `${own.id}.json`), JSON.stringify(recording));
  const known = new Map(
    recording.answers.flatMap(({ query: { top: _, ...whole }, rows, beyond }) =>
      beyond === 'unknown' ? [] : [[queryKey(whole), [...rows, ...beyond]]],
    ),
  );
  return {
    answered: recording.answers.length,
    refusal: Object.values(refused)[0],
    ask: async (query) => known.get(queryKey(query)) ?? ask(query),
  };
}

/** A query with the digest of the lexicon that it is answered with, as a recording has it. */
function withLexicon(query: Query, { lexicon }: Manifest): { query: Query; lexicon?: string } {
  const named = query.lexicon ?? lexicon;
  const digest = named === undefined || conceptsIn(query).length === 0 ? undefined : readLexicon(named).digest;
  return { query, ...(digest === undefined ? {} : { lexicon: digest }) };
}
