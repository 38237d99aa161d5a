import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inProject } from '../src/load/project.js';
import { code, notebookText, scratchProject } from './notebook/scratch.js';
import { copyProject } from './project-copy.js';

/** Runs the command line as a user does, in a process of its own. */
function recount(args: string[], root = inProject()) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${root}/src/bin.mjs`, ...args], {
    encoding: 'utf8',
    cwd: root,
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

describe('recount claims', () => {
  test('lists every claim as JSON with what a machine needs', () => {
    const { status, stdout } = recount(['claims', '--json']);
    expect(status).toBe(0);
    const claims = JSON.parse(stdout) as Record<string, unknown>[];
    expect(claims.length).toBeGreaterThan(110);
    expect(claims.find((claim) => claim['id'] === 'fine-tuning-by-role/mle-share')).toMatchObject({
      article: 'skillenai-fine-tuning-by-role',
      printed: '18.2%',
      line: 15,
      section: 'headline',
      kind: 'share',
      verdict: 'reproduced',
      expected: 'reproduced',
      evidence: 'counts',
      computed: 526 / 2893,
      notebook: 'notebooks/fine-tuning-1-headline.ipynb',
      cell: 'shares',
      query: { by: ['role'], concepts: ['fine-tuning'], match: 'phrase' },
      digest: 'sha256:653f361f9fa2ee5cf0a7a9317d079a87eedcbd5717a1c70ee6a982270515b316',
    });
  });

  test('filters by article, under either name, and by verdict', () => {
    const differing = JSON.parse(
      recount(['claims', '--article', 'fine-tuning-by-role', '--verdict', 'differs', '--json']).stdout,
    ) as { verdict: string }[];
    const sameText = recount([
      'claims',
      '--article',
      'skillenai-fine-tuning-by-role',
      '--verdict',
      'differs',
      '--json',
    ]).stdout;
    expect(differing.length).toBeGreaterThan(0);
    expect(new Set(differing.map((claim) => claim.verdict))).toEqual(new Set(['differs']));
    expect(JSON.parse(sameText)).toEqual(differing);
  });
});

test.each([
  ['claims'],
  ['claims', '--why'],
  ['claims', '--unexpected'],
  ['findings'],
  ['review', 'field-guide'],
  ['count', 'field-guide', '--by', 'title'],
  ['data'],
  ['values', 'fine-tuning'],
])('recount %s %s fits 80 columns, but for what is copied whole', (...args) => {
  const { stdout } = recount(args);
  const isWhole = (line: string): boolean => /^\s*:\S+$|^\s*:cell\[|sha256:[0-9a-f]{64}$/.test(line);
  expect(stdout.split('\n').filter((line) => [...line].length > 80 && !isWhole(line))).toEqual([]);
});

describe('recount trace', () => {
  test.each([
    ['1e-7', 'gaps-p'],
    ['2-4', 'orchestration-ratios'],
    ['1.4x', 'aie-over-mle'],
    ['.23', 'cramers-v'],
    ['8', 'eight-weeks'],
    ['two', 'two-months'],
  ])('finds what prints %s', (wanted, id) => {
    expect(recount(['trace', wanted]).stdout).toContain(`fine-tuning-by-role/${id}  `);
  });

  test.each(['fine-tuning-by-role/ds-share-low', 'ds-share-low', '4.1%', '4.1'])(
    'finds a claim by %s and shows cell, query, corpus and data',
    (wanted) => {
      const { status, stdout } = recount(['trace', wanted]);
      expect(status).toBe(0);
      expect(stdout).toMatch(/ds-share-low {2}differs\n/);
      expect(stdout).toContain('notebooks/fine-tuning-1-headline.ipynb#shares');
      const unwrapped = stdout.replace(/\s+/g, ' ');
      expect(unwrapped).toContain('query postings by role, and how many of them mention fine-tuning (phrase match)');
      expect(unwrapped).toContain('corpus skillenai, sha256:653f361f');
      expect(stdout).not.toContain('\x1b['); // no colour in a pipe
    },
  );
});

describe('bad usage', () => {
  test.each([
    [
      ['trace', 'mle-shaer'],
      /^recount: no claim has the id "mle-shaer" or prints it\. Did you mean "mle-share"\?.*\n$/,
    ],
    [['claims', '--article', 'fine-tuning'], /^recount: there is no article "fine-tuning"\..*\n$/],
    [['claims', '--verdict', 'fine'], /Allowed choices are reproduced, differs, consistent, contradicted, .*untested/],
    [['run', 'headlines'], /^recount: there is no notebook "headlines"\..*\n$/],
    [['run', '--timeout', '0'], /Give seconds, more than 0/],
    [['run', 'package.json'], /^recount: package\.json.*\n$/],
    [['tarce'], /unknown command 'tarce'\n\(Did you mean trace\?\)/],
    [['trace'], /missing required argument 'claim'/],
  ])('%j is one clear line and exit 2', (args, message) => {
    const { status, stdout, stderr } = recount(args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  test('recount --version is that of the package', () => {
    expect(recount(['--version']).stdout).toBe(
      `${(JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { version: string }).version}\n`,
    );
  });

  test.each(['', 'run', 'verify', 'claims', 'trace', 'count', 'kwic', 'forms', 'record', 'data', 'data pull'])(
    'recount %s --help explains itself and exits with 0',
    (command) => {
      const { status, stdout } = recount([...command.split(' '), '--help'].filter((word) => word !== ''));
      expect(status).toBe(0);
      expect(stdout).toMatch(/^Usage: recount/);
    },
  );
});

describe('a notebook that fails', { timeout: 120_000 }, () => {
  const open = "import { article, corpus } from 'recount';\nconst skillenai = corpus('skillenai');";

  test.each([
    [
      'throws',
      'const x = 1;\nthrow new Error(`no ${x}`);',
      /cell \[2\] failing, line 2: throw new Error.*\n\s+Error: no 1\n/,
    ],
    [
      'checks a claim that is not there',
      "article('fine-tuning-by-role').check({ 'mle-shaer': 0.18 }, 'print');",
      /UserError: claim "fine-tuning-by-role\/mle-shaer" is not in data\/articles.* Did you mean "fine-tuning-by-role\/mle-share"\?/,
    ],
    [
      'asks what no recording answers',
      "await skillenai.count({ by: ['week'], concepts: [], match: 'phrase' });",
      /UserError: corpus "skillenai" has no recorded answer to "postings by week"[^]*The rows themselves would answer it/,
    ],
    ['hangs', 'while (true) {}', /TimeLimit: the cell went over its time limit of 3 s/],
  ])('because it %s is reported with its cell and kept, and exits with 3', (_, source, message) => {
    const { at } = scratchProject({ 'failing.ipynb': notebookText(code(open, 'open'), code(source, 'failing')) });
    const { status, stderr } = recount(['run', '--timeout', '3', at('failing.ipynb')]);
    expect(stderr).toMatch(message);
    expect(status).toBe(3);
    const kept = /the failed run is kept in (\S+)/.exec(stderr)?.[1] ?? '';
    expect(readFileSync(inProject(kept), 'utf8')).toContain('Failing cell');
  });
});

describe('the end of a run', { timeout: 240_000 }, () => {
  const { root, remove } = copyProject(['fine-tuning-by-role']);
  afterAll(remove);

  test('is the answer: the board with a row of totals, what ran, what failed, and how to see more', () => {
    const failing = notebookText(code("throw new Error('no luck');", 'failing'));
    writeFileSync(join(root, 'notebooks/fails.ipynb'), failing);
    const { status, stdout } = recount(['run', 'fails', 'fine-tuning-1-headline'], root);
    expect(status).toBe(3);
    expect(stdout).toMatch(
      /^\n.*\narticle .*\nfine-tuning-by-role .*\n(?:✓|\?).*\n(?:✓|\?).*\n\n2 notebooks: 1 ran, 1 failed\n {2}✗ notebooks\/fails\.ipynb, cell \[1\] failing, line 1; kept in \S+\n {4}Error: no luck\n126 claims, each with the verdict that its file expects; .*\nWhat does not hold.*\nWhat stands behind.*\n$/,
    );
    rmSync(join(root, 'notebooks/fails.ipynb'));
  });
});

describe('a copy of the project', { timeout: 120_000 }, () => {
  const { root, remove } = copyProject(['fine-tuning-by-role', 'field-guide']);
  afterAll(remove);

  test('with another printed number exits with 1 and says which claim surprises', () => {
    const file = join(root, 'data/articles/fine-tuning-by-role.yaml');
    const before = readFileSync(file, 'utf8');
    const after = before.replace('printed: "6,802"', 'printed: "6,803"');
    expect(after).not.toBe(before);
    writeFileSync(file, after);

    const { status, stdout } = recount(['run', 'fine-tuning-1-headline'], root);
    expect(stdout).toMatch(
      /126 claims, 1 with another verdict than expected:\n {2}fine-tuning-by-role\/postings {2}differs, expected reproduced\n/,
    );
    expect(stdout).not.toContain('field-guide'); // only the article of that notebook is spoken of
    expect(status).toBe(1);
    writeFileSync(file, before);
  });

  test('with an output that its cells do not give is stale: verify says which, changes nothing, and exits with 1', () => {
    const file = join(root, 'notebooks/fine-tuning-4-power.ipynb');
    const before = readFileSync(file, 'utf8');
    const after = before.replace('|5|0.027|', '|5|0.028|');
    expect(after).not.toBe(before);
    writeFileSync(file, after);

    const { status, stdout } = recount(['verify', 'fine-tuning-4-power'], root);
    expect(stdout).toContain('stale: notebooks/fine-tuning-4-power.ipynb does not hold what its cells give');
    expect(status).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe(after);
    writeFileSync(file, before);
  });

  test('with another count in its recording recounts other verdicts, and verify sees them before the notebooks are run', () => {
    const recording = join(root, 'data/recordings/skillenai.json');
    const before = readFileSync(recording, 'utf8');
    writeFileSync(
      recording,
      before.replace('"postings": 2893, "fine-tuning": 526', '"postings": 2893, "fine-tuning": 600'),
    );
    expect(readFileSync(recording, 'utf8')).not.toBe(before);
    const { status, stdout } = recount(['verify', 'fine-tuning-1-headline'], root);
    expect(stdout).toMatch(/fine-tuning-by-role\/mle-share {2}differs, expected reproduced/);
    expect(stdout.replace(/\s+/g, ' ')).toContain('printed 18.2%, recounted 20.740%');
    expect(status).toBe(1);
    writeFileSync(recording, before);
  });

  test('with a copied notebook names both, and leaves alone what JupyterLab keeps beside them', () => {
    const copy = join(root, 'notebooks/fine-tuning-1-headline-Copy1.ipynb');
    cpSync(join(root, 'notebooks/fine-tuning-1-headline.ipynb'), copy);
    const { status, stderr } = recount(['claims'], root);
    expect(stderr).toMatch(
      /recount: notebooks\/fine-tuning-1-headline-Copy1\.ipynb and notebooks\/fine-tuning-1-headline\.ipynb check the same claims \(\d+ of them, .*move it out of notebooks\/\n$/,
    );
    expect(status).toBe(2);
    mkdirSync(join(root, 'notebooks/.ipynb_checkpoints'));
    renameSync(copy, join(root, 'notebooks/.ipynb_checkpoints/fine-tuning-1-headline-checkpoint.ipynb'));
    // its exit code speaks of the run above, which had another printed number
    expect(recount(['claims'], root).stderr).not.toContain('check the same claims');
    rmSync(join(root, 'notebooks/.ipynb_checkpoints'), { recursive: true });
  });

  test('says why a notebook runs again, and runs none when nothing changed', () => {
    recount(['run', 'fine-tuning-4-power'], root);
    const again = recount(['run', 'fine-tuning-4-power'], root);
    expect(again.stdout).toMatch(/^1 notebook: 1 unchanged$/m);
    expect(again.stderr).toBe('');
    const recording = join(root, 'data/recordings/skillenai.json');
    writeFileSync(recording, `${readFileSync(recording, 'utf8')}\n`);
    expect(recount(['run', 'fine-tuning-4-power'], root).stderr).toMatch(
      /✓ fine-tuning-4-power {2}[\d.]+ s {2}6 cells {2}\(data: data\/recordings\/skillenai\.json\)/,
    );
  });

  test('is left whole by Ctrl-C, with no kernel behind it', async () => {
    const whole = () =>
      readdirSync(join(root, 'notebooks')).map((name) => readFileSync(join(root, 'notebooks', name), 'utf8'));
    const before = whole();
    const run = spawn(process.execPath, [join(root, 'src/bin.mjs'), 'run', '--force'], { cwd: root });
    let stderr = '';
    run.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (stderr === '') setTimeout(() => run.kill('SIGINT'), 3000);
      stderr += text;
    });
    const [code] = (await once(run, 'exit')) as [number | null];
    expect(stderr).toMatch(/recount: stopped by SIGINT; no kernel is left running/);
    expect(code).toBe(130);
    const { stdout } = spawnSync('pgrep', ['-f', `${root}.*tslab`], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(whole()).toEqual(before);
  });
});
