import type { Manifest } from '../load/manifest.js';
import { writeAtomically } from '../load/write.js';
import type { Skipped } from './answer.js';
import { corpus } from './corpus.js';
import { type Query, queryKey } from './query.js';

/**
 * Answers queries from the rows of a corpus, or from its index, and writes them as its recording, in the order of their keys,
 * a line a row, so that a change of one count is a change of one line.
 *
 * @throws UserError when the rows are not here, or the index cannot answer
 */
export async function writeRecording(
  manifest: Manifest,
  idOrPath: string,
  queries: readonly Query[],
  engine: 'rows' | 'opensearch' = 'rows',
): Promise<void> {
  const byKey = new Map(queries.map((query) => [queryKey(query), query]));
  const asked = corpus(idOrPath, { engine });
  // asked at once, so that a service with few requests a minute gets them in few
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, query]) => query);
  const answered = await Promise.all(sorted.map((query) => asked.count(query)));
  const answers: string[] = [];
  let skipped: Skipped | undefined;
  for (const answer of answered) {
    const { query } = answer.provenance;
    const lines = answer.rows.map((row) => `        ${JSON.stringify(row)}`).join(',\n');
    ({ skipped } = answer.provenance);
    const { lexicon } = answer.provenance;
    const lexiconLine = lexicon === undefined ? '' : `      "lexicon": ${JSON.stringify(lexicon)},\n`;
    answers.push(
      `    {\n      "query": ${JSON.stringify(query)},\n${lexiconLine}      "rows": [\n${lines}\n      ]\n    }`,
    );
  }
  const head = `  "corpus": ${JSON.stringify(manifest.id)},\n  "digest": ${JSON.stringify(manifest.digest)},\n  "skipped": ${JSON.stringify(skipped ?? { postings: 0, fields: 0 })},`;
  const whole = `{\n${head}\n  "answers": [\n${answers.join(',\n')}\n  ]\n}\n`;
  await writeAtomically(manifest.recording, whole);
}
