import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest time in milliseconds that a file of tests allows one of its tests; 0 where none needs more than others. */
const longestAllowed = ({ moduleId }: TestSpecification): number =>
  Math.max(
    0,
    ...[...readFileSync(moduleId, 'utf8').matchAll(/\b\d+_000\b/g)].map(([ms]) => Number(ms.replace('_', ''))),
  );

const isAlone = ({ project }: TestSpecification): number => (project.config.isolate ? 1 : 0);

/**
 * What may take long begins first, so that no worker is left with it at the end; files that share a process come last,
 * since one is kept only for the very next file.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => isAlone(b) - isAlone(a) || longestAllowed(b) - longestAllowed(a));
  }
}

/**
 * Tests of functions. They run one file after another in the same process: half of the computing was to load the
 * sources again for each.
 */
const ofFunctions = [
  ...['stats', 'text', 'tag', 'audit', 'claims', 'count', 'trace', 'draft', 'terminal'].map(
    (room) => `test/${room}/*.test.ts`,
  ),
  'test/load/!(elsewhere|kept-digests|postgres|pull).test.ts', // these start servers, or load the library elsewhere
  'test/@(architecture|dependencies|drafts|examples|notebooks).test.ts',
];

export default defineConfig({
  test: {
    // as many files at a time as there are cores: by default vitest keeps one for itself, which it hardly uses; one more
    // than there are takes longer
    maxWorkers: '100%',
    testTimeout: 20_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'functions', include: ofFunctions, isolate: false, unstubEnvs: true } },
      {
        extends: true,
        test: { name: 'program', include: ['test/**/*.test.ts'], exclude: ofFunctions },
      },
    ],
  },
});
