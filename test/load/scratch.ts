import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll } from 'vitest';
import { pulledFolder } from '../../src/load/locate.js';
import { type Manifest, readManifest } from '../../src/load/manifest.js';

/** A folder for a test file's corpora, removed with everything that was pulled for them. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'recount-load-'));
  const id = basename(folder).toLowerCase();
  let manifests = 0;
  const ids: string[] = [];
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    for (const each of ids) rmSync(pulledFolder(each), { recursive: true, force: true });
  });

  /** Writes a file and returns its path. */
  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  /** Writes a manifest, with an id of its own, and returns its path. */
  const manifestPath = (said: object): string => {
    manifests += 1;
    const each = `${id}-${manifests}`;
    ids.push(each);
    // JSON is YAML
    return write(`${each}.yaml`, JSON.stringify({ id: each, title: 'A corpus of the tests', ...said }, null, 2));
  };
  const manifest = (said: object): Manifest => readManifest(manifestPath(said));
  return { folder, write, manifest, manifestPath };
}

/** What a manifest of published data has to say, besides digest and files. */
export const published = {
  period: { from: '2026-01-01', to: '2026-01-31' },
  postings: 2,
  source: { repository: 'someone/postings', commit: 'abc1234', path: 'jobs' },
  licence: 'CC0',
};
