import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Manifest } from '../load/manifest.js';
import { writeAtomically } from '../load/write.js';
import type { Answer, PlainRow } from './answer.js';
import { corpus } from './corpus.js';
import { type Query, queryKey } from './query.js';

/**
 * Answers queries from the rows of a corpus, or from its index, and writes them as its recording: in the order of their
 * keys, one row a line, so that a change of one count is a change of one line.
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
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, query]) => query);
  const asked = corpus(idOrPath, { engine });
  // asked at once: rows are read once for all, and a service that takes few requests a minute gets few
  const answers = await Promise.all(sorted.map((query) => asked.count(query)));
  mkdirSync(dirname(manifest.recording), { recursive: true });
  await writeAtomically(manifest.recording, recordingText(manifest, answers));
}

/** Writes answers that were published as the recording of a corpus; one query has one answer, the first. */
export async function writeAnswers(
  manifest: Manifest,
  answers: readonly { readonly query: Query; readonly rows: readonly PlainRow[] }[],
): Promise<void> {
  const byKey = new Map(
    answers.map((answer) => [queryKey(answer.query), answer]).reverse() as [string, StoredAnswer][],
  );
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, answer]) => answer);
  mkdirSync(dirname(manifest.recording), { recursive: true });
  await writeAtomically(manifest.recording, fileText(manifest, undefined, sorted));
}

interface StoredAnswer {
  readonly query: Query;
  readonly lexicon?: string | undefined;
  readonly rows: readonly object[];
}

const recordingText = (manifest: Manifest, answers: readonly Answer[]): string =>
  fileText(
    manifest,
    answers.at(-1)?.provenance.skipped ?? { postings: 0, fields: 0 },
    answers.map(({ rows, provenance: { query, lexicon } }) => ({ query, lexicon, rows })),
  );

function fileText({ id, digest }: Manifest, skipped: object | undefined, answers: readonly StoredAnswer[]): string {
  const head = [
    '  "version": 1,',
    `  "corpus": ${JSON.stringify(id)},`,
    `  "digest": ${JSON.stringify(digest)},`,
    ...(skipped === undefined ? [] : [`  "skipped": ${JSON.stringify(skipped)},`]),
  ];
  return `{\n${head.join('\n')}\n  "answers": [\n${answers.map(answerText).join(',\n')}\n  ]\n}\n`;
}

function answerText({ rows, query, lexicon }: StoredAnswer): string {
  const fields = [
    `      "query": ${JSON.stringify(query)}`,
    ...(lexicon === undefined ? [] : [`      "lexicon": ${JSON.stringify(lexicon)}`]),
    `      "rows": [\n${rows.map((row) => `        ${JSON.stringify(row)}`).join(',\n')}\n      ]`,
  ];
  return `    {\n${fields.join(',\n')}\n    }`;
}
