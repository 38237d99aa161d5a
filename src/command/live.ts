import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatComputed } from '../claims/format.js';
import { writeRecording } from '../count/record.js';
import { readRecording } from '../count/recording.js';
import { UserError } from '../error.js';
import { readManifest } from '../load/manifest.js';
import { columns, paint, print } from '../terminal/terminal.js';
import { visible } from '../terminal/visible.js';
import { cachedTraces } from '../trace/cached-traces.js';
import { readTraces } from '../trace/trace.js';
import { selectClaims } from './claims.js';
import { runWithProgress } from './run.js';

/**
 * Reruns an article on the index behind its published counts, as it is today: asks all its queries at once, runs its
 * notebooks beside the committed ones on the answers, and prints each number three times: printed, from the published
 * counts, live. Nothing of the project changes.
 *
 * @throws UserError when no corpus of the article has such an index, or when the index cannot be asked.
 */
export async function liveAndReport(
  article: string,
  { timeout, json }: { readonly timeout: number; readonly json?: true },
): Promise<void> {
  const published = selectClaims(await cachedTraces(), { article });
  const ids = [...new Set(published.flatMap(({ sources }) => sources.map(({ corpus }) => corpus)))];
  const manifests = ids.map((id) => readManifest(id)).filter(({ opensearch }) => opensearch?.fields);
  if (manifests.length === 0)
    throw new UserError(
      `no corpus behind article "${article}" has an index to ask live; ${ids.length > 0 ? `a manifest names one under opensearch: ${ids.join(', ')}` : 'it rests on no corpus'}`,
    );

  const folder = mkdtempSync(join(tmpdir(), 'recount-live-'));
  try {
    for (const manifest of manifests) {
      const { answers } = readRecording(manifest);
      process.stderr.write(
        `  asking ${manifest.opensearch?.address[0]}: ${answers.length} queries of ${manifest.id}\n`,
      );
      await writeRecording(
        { ...manifest, recording: join(folder, `${manifest.id}.json`) },
        manifest.id,
        answers.map(({ query }) => query),
        'opensearch',
      );
    }
    process.env['RECOUNT_LIVE'] = folder;
    const into = join(folder, 'notebooks');
    const notebooks = [...new Set(published.flatMap(({ notebook }) => notebook ?? []))];
    const results = await runWithProgress(notebooks, { into, timeout });
    const failed = results.flatMap((result) => (result.kind === 'failed' ? [result.notebook] : []));
    const live = new Map(selectClaims(readTraces(into), { article }).map((trace) => [trace.id, trace]));

    const rows = published
      .filter(
        ({ computed, sources }) =>
          computed !== null && sources.some(({ corpus }) => manifests.some(({ id }) => id === corpus)),
      )
      .map((trace) => {
        const now =
          trace.notebook !== null && failed.includes(trace.notebook) ? null : (live.get(trace.id)?.computed ?? null);
        const shown = (value: typeof trace.computed) =>
          value === null ? '' : formatComputed(value, trace.expectation);
        return {
          claim: trace.id,
          printed: trace.printed,
          published: shown(trace.computed),
          live: shown(now),
          verdict: now === null ? null : (live.get(trace.id)?.verdict ?? null),
        };
      });
    if (json) return print(JSON.stringify({ article, failed, claims: rows }, null, 2));
    const cells = rows.map(({ claim, printed, published: then, live: now }) =>
      [claim.replace(`${article}/`, ''), printed, then, now || '–'].map(short),
    );
    const table = columns([['claim', 'printed', 'published', 'live'], ...cells]);
    print(
      [
        '',
        ...table.map((line, i) => (i === 0 ? paint('dim', line) : line)),
        `${rows.length} numbers: as printed, from the published counts, and from the index as it is today (${rows.filter(({ live: now }) => now !== '').length} of them); --json has them whole`,
      ].join('\n'),
    );
    for (const notebook of failed)
      print(paint('red', `${notebook} failed on the live counts, so its numbers are missing here; see above`));
  } finally {
    delete process.env['RECOUNT_LIVE'];
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Words that are claims, and lists of values, may be longer than a column is wide. */
const short = (text: string): string => {
  const plain = visible(text);
  return plain.length > 30 ? `${plain.slice(0, 29)}…` : plain;
};
