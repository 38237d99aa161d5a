import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildDraft } from '../src/draft/build.js';
import { readDraft, readRegistry } from '../src/draft/read.js';
import { inProject } from '../src/load/project.js';

const drafts = readdirSync(inProject('data', 'drafts'));

test.each(drafts)(
  '%s has no number that no cell stands behind, and no sentence that its values do not bear out',
  { timeout: 30_000 },
  async (name) => {
    const { bound, diagnostics } = buildDraft(readDraft(inProject('data', 'drafts', name)), name, await readRegistry());
    expect(bound.length).toBeGreaterThan(20);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  },
);
