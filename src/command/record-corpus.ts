import { existsSync, rmSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { queryThere } from '../count/ask-there.js';
import { pinAnswers } from '../count/pinned-answers.js';
import { publishedAnswers } from '../count/published-counts.js';
import { queryKey, queryOfKey } from '../count/query.js';
import { writeAnswers, writeRecording } from '../count/write-recording.js';
import { UserError } from '../error.js';
import { digestOf, fileDigest } from '../load/digest.js';
import { verifyRows } from '../load/load.js';
import { type RecordedCorpus, readManifest } from '../load/manifest.js';
import { inProject, shown } from '../load/project.js';
import type { RunResult } from '../notebook/run.js';
import { temporaryFolder } from '../notebook/temporary.js';
import { readReruns } from '../site/rerun-page.js';
import { cachedTraces } from '../trace/cached-traces.js';
import type { Rerun } from '../trace/rerun.js';
import type { TracedArticle } from '../trace/trace.js';
import type { Timeouts } from './options.js';
import { runWithProgress } from './run-notebooks.js';

/**
 * Refreshes the recording of a corpus from its rows: runs the notebooks on the rows, beside the committed ones,
 * to learn what they ask, and stores the answers to exactly those queries.
 *
 * @throws UserError when the corpus has no rows, when they are not here, when a notebook fails, or when none asks it
 */
export async function recordCorpus(
  idOrPath: string,
  options: Timeouts & { readonly from?: readonly string[] },
): Promise<string> {
  const manifest = readManifest(idOrPath);
  if (!manifest.files && manifest.counts) return recordPublished(manifest, options.from ?? []);
  if (!manifest.files)
    throw new UserError(`corpus "${manifest.id}" is known by its recorded counts alone; there are no rows to record`);

  await verifyRows(manifest); // what is missing, or other data, is found out before the notebooks run

  const into = temporaryFolder('recount-record-');
  process.env['RECOUNT_ENGINE'] = 'rows';
  try {
    const results = await runWithProgress([], { ...options, into });
    const failed = results.find((result) => result.kind === 'failed');
    if (failed)
      throw new UserError(`${failed.notebook} failed on the rows, so what it asks is not known; nothing was recorded`);
    const keys = await askedOf(idOrPath, results);
    if (keys.size === 0)
      throw new UserError(
        `no notebook asks corpus "${manifest.id}" anything, so there is nothing to record; recount count asks its rows`,
      );
    await writeRecording(manifest, idOrPath, [...keys].map(queryOfKey));
    await pinAnswers(manifest);
    return `${shown(manifest.recording)}: the answers to ${keys.size} queries, pinned in the manifest`;
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
}

/** The keys of all queries that notebooks ask of a corpus, themselves or in a rerun of an article that is kept. */
async function askedOf(idOrPath: string, results: readonly RunResult[]): Promise<Set<string>> {
  const articles = await cachedTraces();
  const reruns = readReruns().filter(({ on }) => on === idOrPath);
  const keys = results.flatMap((result) =>
    result.kind !== 'executed'
      ? []
      : result.asked.flatMap(({ corpus, query }) =>
          isSame(corpus, idOrPath)
            ? [query]
            : reruns.flatMap((rerun) =>
                isBehind(rerun, result, corpus, articles) ? keyThere(rerun, corpus, query) : [],
              ),
        ),
  );
  return new Set(keys);
}

/** Whether an article that is rerun has claims behind which a notebook's questions to a corpus stand. */
const isBehind = (
  { article: id }: Rerun,
  { notebook }: RunResult,
  corpus: string,
  articles: readonly TracedArticle[],
): boolean =>
  articles.some(
    ({ article, traces }) =>
      article.id === id &&
      traces.some((trace) => trace.notebook === notebook && trace.sources.some((source) => source.corpus === corpus)),
  );

/** The key of a query as a rerun asks it; none where it cannot be asked. */
function keyThere({ on, mapping = {} }: Rerun, corpus: string, key: string): string[] {
  try {
    return [queryKey(queryThere(readManifest(corpus), { named: on, mapping })(queryOfKey(key)))];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** Stores published tables of counts as answers, if the files are those that the manifest pins. */
async function recordPublished(manifest: RecordedCorpus, files: readonly string[]): Promise<string> {
  const tables = manifest.counts?.tables ?? [];
  const names = [...new Set(tables.map(({ file }) => file))];
  if (files.length === 0)
    throw new UserError(
      `corpus "${manifest.id}" is made of published counts; name the files with --from: ${names.join(', ')} ` +
        `of ${manifest.source.repository} at ${manifest.source.commit}`,
    );
  const missing = files.find((path) => !existsSync(path));
  if (missing !== undefined) throw new UserError(`there is no file ${missing}`);
  const digests = files.map((path) => fileDigest(path));
  const digest = digests.length === 1 ? digests[0] : digestOf(digests.join('\n'));
  if (digest !== manifest.digest)
    throw new UserError(
      `these files are not those that the manifest of "${manifest.id}" pins: their digest is ${digest}, ` +
        `and it says ${manifest.digest}`,
    );
  const answers = publishedAnswers(tables, files);
  await writeAnswers(manifest, answers);
  await pinAnswers(manifest);
  return `${shown(manifest.recording)}: the answers to ${answers.length} queries, from ${names.join(', ')}`;
}

/**
 * A notebook names a corpus of one's own by its path from the notebooks' folder, and the shell by that from where it
 * is.
 */
const isSame = (inNotebook: string, idOrPath: string): boolean =>
  inNotebook === idOrPath ||
  (extname(inNotebook) === '.yaml' && resolve(inProject('notebooks'), inNotebook) === resolve(idOrPath));
