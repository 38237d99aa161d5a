import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '../claims/verdict.js';
import { readRecording } from '../count/recording.js';
import { writeRecording } from '../count/write-recording.js';
import { UserError } from '../error.js';
import { type Manifest, readManifest } from '../load/manifest.js';
import { temporaryFolder } from '../notebook/temporary.js';
import { columns } from '../terminal/layout.js';
import { paint } from '../terminal/paint.js';
import { printAside } from '../terminal/print.js';
import { json as asJson } from '../terminal/visible.js';
import { cachedTraces } from '../trace/cached-traces.js';
import { readTraces, type Trace, type TracedArticle } from '../trace/trace.js';
import { chosenArticles } from './claims-table.js';
import type { Timeouts } from './options.js';
import type { Reply } from './reply.js';
import { runWithProgress } from './run-notebooks.js';

interface LiveNumber {
  readonly claim: string;
  readonly printed: string;
  readonly published: string;
  readonly live: string;
  readonly verdict: Verdict | null;
}

/**
 * Reruns an article on the index behind its published counts, as it is today: asks all its queries at once, runs its
 * notebooks beside the committed ones on the answers, and prints each number three times: printed, from the published
 * counts, live. Nothing of the project changes.
 *
 * @throws UserError when no corpus of the article has such an index, or when the index cannot be asked.
 */
export async function rerunLive(
  article: string,
  { json, ...timeouts }: { readonly json?: true } & Timeouts,
): Promise<Reply> {
  const claimsOf = (articles: readonly TracedArticle[]) =>
    chosenArticles(articles, article).flatMap(({ traces }) => traces);
  const published = claimsOf(await cachedTraces());
  const manifests = liveManifests(article, published);
  const folder = temporaryFolder('recount-live-');
  try {
    for (const manifest of manifests) await recordLive(manifest, folder);
    process.env['RECOUNT_LIVE'] = folder;
    const into = join(folder, 'notebooks');
    const notebooks = [...new Set(published.flatMap(({ notebook }) => notebook ?? []))];
    const results = await runWithProgress(notebooks, { ...timeouts, into });
    const failed = results.flatMap((result) => (result.kind === 'failed' ? [result.notebook] : []));
    const ids = new Set(manifests.map(({ id }) => id));
    const counted = published.filter(
      ({ computed, sources }) => computed !== null && sources.some(({ corpus }) => ids.has(corpus)),
    );
    const claims = compare(counted, claimsOf(readTraces(into)), failed);
    return {
      text: json ? asJson({ article, failed, claims }) : liveText(article, claims, failed),
      ending: failed.length > 0 ? 'notebookFailed' : 'asExpected',
    };
  } finally {
    delete process.env['RECOUNT_LIVE'];
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The manifests behind claims that name an index with fields of its own. @throws UserError when there is none */
function liveManifests(article: string, published: readonly Trace[]): Manifest[] {
  const ids = [...new Set(published.flatMap(({ sources }) => sources.map(({ corpus }) => corpus)))];
  const manifests = ids.map((id) => readManifest(id)).filter(({ opensearch }) => opensearch?.fields);
  if (manifests.length > 0) return manifests;
  const why = ids.length > 0 ? `a manifest names one under opensearch: ${ids.join(', ')}` : 'it rests on no corpus';
  throw new UserError(`no corpus behind article "${article}" has an index to ask live; ${why}`);
}

/** Asks the index all that the recording of a corpus holds, and stores the answers in a folder. */
async function recordLive(manifest: Manifest, folder: string): Promise<void> {
  const queries = readRecording(manifest).answers.map(({ query }) => query);
  printAside(`  asking ${manifest.opensearch?.address[0]}: ${queries.length} queries of ${manifest.id}`);
  const recording = join(folder, `${manifest.id}.json`);
  await writeRecording({ ...manifest, recording }, manifest.id, queries, 'opensearch');
}

/** Each number three times; live is empty where the notebook failed or checks the claim no more. */
function compare(published: readonly Trace[], live: readonly Trace[], failed: readonly string[]): LiveNumber[] {
  const byId = new Map(live.map((trace) => [trace.id, trace]));
  return published.map((trace) => {
    const isMissing = trace.notebook !== null && failed.includes(trace.notebook);
    const now = isMissing ? undefined : byId.get(trace.id);
    return {
      claim: trace.id,
      printed: trace.printed,
      published: trace.recounted ?? '',
      live: now?.recounted ?? '',
      verdict: now === undefined || now.computed === null ? null : now.verdict,
    };
  });
}

function liveText(article: string, claims: readonly LiveNumber[], failed: readonly string[]): string {
  const cells = claims.map(({ claim, printed, published, live }) => [
    claim.replace(`${article}/`, ''),
    printed,
    published,
    live || '–',
  ]);
  const [head = '', ...rows] = columns([['claim', 'printed', 'published', 'live'], ...cells], {
    cut: { 0: 30, 1: 12, 2: 10, 3: 10 },
  });
  const answered = claims.filter(({ live }) => live !== '').length;
  return [
    '',
    paint('dim', head),
    ...rows,
    `${claims.length} numbers: as printed, from the published counts, and from the index as it is today ` +
      `(${answered} of them); --json has them whole`,
    ...failed.map((notebook) =>
      paint('red', `${notebook} failed on the live counts, so its numbers are missing here; see above`),
    ),
  ].join('\n');
}
