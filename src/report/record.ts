import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queryOfKey } from '../count/query.js';
import { writeRecording } from '../count/record.js';
import { UserError } from '../error.js';
import { readManifest } from '../load/manifest.js';
import { shown } from '../load/project.js';
import { runWithProgress } from './run.js';
import { print } from './terminal.js';

/**
 * Refreshes the recording of a corpus from its rows: runs the notebooks on the rows, beside the committed ones,
 * to learn what they ask, and stores the answers to exactly those queries.
 *
 * @throws UserError when the corpus has no rows, when they are not here, or when a notebook fails
 */
export async function recordAndReport(idOrPath: string, options: { readonly timeout: number }): Promise<void> {
  const manifest = readManifest(idOrPath);
  if (!manifest.files) throw new UserError(`corpus "${manifest.id}" is known by its recorded counts alone; there are no rows to record`);

  const into = mkdtempSync(join(tmpdir(), 'recount-record-'));
  process.env['RECOUNT_ENGINE'] = 'rows';
  try {
    const results = await runWithProgress([], { into, timeout: options.timeout });
    const failed = results.find((result) => result.kind === 'failed');
    if (failed) throw new UserError(`${failed.notebook} failed on the rows, so what it asks is not known; nothing was recorded`);
    const asked = results.flatMap((result) => (result.kind === 'executed' ? result.asked : []));
    const queries = asked.filter(({ corpus }) => corpus === idOrPath).map(({ query }) => queryOfKey(query));
    await writeRecording(manifest, idOrPath, queries);
    print(`${shown(manifest.recording)}: the answers to ${new Set(asked.filter(({ corpus }) => corpus === idOrPath).map(({ query }) => query)).size} queries`);
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
}
