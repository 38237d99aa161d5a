// @ts-check
// npm run bench: this project beside others that do the same work, in one run on the same files. Ratios are the result.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { auditPapers } from './audit.mjs';
import { writeCorpus } from './corpus.mjs';
import { countPostings } from './count.mjs';
import { measure } from './measure.mjs';

/** @typedef {import('./measure.mjs').Measurement} Measurement */

const here = (/** @type {string[]} */ ...parts) => join(dirname(fileURLToPath(import.meta.url)), ...parts);
const project = (/** @type {string[]} */ ...parts) => join(here('..', '..'), ...parts);
const kept = (/** @type {string[]} */ ...parts) => project('.recount', 'bench', ...parts);
const bin = project('src', 'bin.mjs');
const python = kept('venv', 'bin', 'python');
const rust = kept('rust', 'release', 'tag');
const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);

const ours = 'recount';
/** How a contender's own semantics may make its counts differ. */
const semantics = /** @type {Record<string, string>} */ ({
  duckdb: 'RE2 has no look-around, so that LLM’s counts as LLM and x.Python as Python; in tokens they are one word',
  ripgrep: 'lines with any phrase at all, anywhere in the line, whole words by its own rule; no concepts, no texts',
});

/**
 * @param {{ only?: string[], size: number, install?: boolean, json?: string }} options
 * @returns {Promise<boolean>} whether all who count the same agree
 */
export async function bench({ only, size, install, json }) {
  mkdirSync(kept(), { recursive: true });
  if (install) installContenders();
  const wanted = (/** @type {string} */ task) => !only || only.some((each) => each.split(':')[0] === task);
  const named = only?.filter((each) => each.startsWith('tag:')).map((each) => each.slice(4)) ?? [];
  say(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} threads, Node ${process.version}`);

  /** @type {Measurement[]} */
  const all = [];
  let agree = true;
  const tasks = /** @type {Record<string, () => { rows: Measurement[], agree?: boolean }>} */ ({
    tag: () => tag(size, named),
    count: () => count(size),
    memory: () => memory(),
    run: () => notebooks(),
    bootstrap: () => bootstrap(),
    audit: () => audit(),
  });
  for (const [name, task] of Object.entries(tasks)) {
    if (!wanted(name)) continue;
    const result = task();
    all.push(...result.rows);
    agree &&= result.agree ?? true;
  }
  if (json) writeFileSync(json, all.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return agree;
}

function installContenders() {
  const run = (/** @type {string} */ what, /** @type {string[]} */ command, env = {}) => {
    say(`installing ${what}`);
    const { status } = spawnSync(command[0] ?? '', command.slice(1), {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, ...env },
    });
    if (status !== 0) say(`  ${what}: not installed`);
  };
  if (!existsSync(python)) run('a Python of its own', ['python3', '-m', 'venv', kept('venv')]);
  run('pandas, pyahocorasick, DuckDB, SciPy, nbconvert, papermill', [
    python,
    '-m',
    'pip',
    'install',
    '--quiet',
    'pandas',
    'pyahocorasick',
    'duckdb',
    'scipy',
    'nbconvert',
    'papermill',
    'ipykernel',
  ]);
  run('the Rust program', ['cargo', 'build', '--release', '--quiet', '--manifest-path', here('rust', 'Cargo.toml')], {
    CARGO_TARGET_DIR: kept('rust'),
  });
  say('ripgrep: from your system, such as Debian’s package ripgrep');
}

const has = (/** @type {string} */ program, /** @type {string[]} */ ...args) =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;
const hasPython = (/** @type {string} */ module) => existsSync(python) && has(python, '-c', `import ${module}`);

/** The tokens of each phrase, in lower case: what the contenders look for. @returns {[string, string[][]][]} */
function phrases() {
  const { concepts } = parse(readFileSync(here('lexicon.yaml'), 'utf8'));
  return Object.entries(concepts).map(([name, concept]) => [
    name,
    concept.phrases.map((/** @type {{ phrase: string }} */ { phrase }) => phrase.toLowerCase().split(/[^a-z0-9]+/)),
  ]);
}

/** Tagging a file of postings. @returns {{ rows: Measurement[], agree: boolean }} */
function tag(/** @type {number} */ megabytes, /** @type {string[]} */ named) {
  const path = kept(`postings-${megabytes}.jsonl`);
  say(`\ntag: 16 concepts, 43 phrases, in the titles and descriptions of generated postings, ${megabytes} MB`);
  writeCorpus(path, { megabytes });
  const lexicon = kept('lexicon.json');
  writeFileSync(lexicon, JSON.stringify(phrases()));
  const patterns = kept('phrases.txt');
  writeFileSync(
    patterns,
    `${phrases()
      .flatMap(([, words]) => words.map((each) => each.join('[^0-9A-Za-z_]+')))
      .join('\n')}\n`,
  );

  const recount = (/** @type {number} */ threads) => ({
    command: [
      process.execPath,
      bin,
      'tag',
      path,
      '--lexicon',
      here('lexicon.yaml'),
      '--text',
      'title',
      'description',
      '--threads',
      String(threads),
      '--json',
    ],
    own: (/** @type {string} */ out) => JSON.parse(out),
    counts: (/** @type {string} */ out) =>
      Object.fromEntries(
        JSON.parse(out).concepts.map((/** @type {{ concept: string, postings: number }} */ { concept, postings }) => [
          concept,
          postings,
        ]),
      ),
  });
  const other = (/** @type {string[]} */ ...command) => ({ command: [...command], counts: JSON.parse });
  const inPython = (/** @type {string} */ name, threads = 1) =>
    other(python, here('contenders.py'), name, path, lexicon, String(threads));
  const contenders =
    /** @type {{ contender: string, threads: number, there: () => boolean, program: import('./measure.mjs').Program, times?: number }[]} */ ([
      ...[1, 2].map((threads) => ({
        contender: ours,
        threads,
        there: () => true,
        program: recount(threads),
        times: 5,
      })),
      ...[1, 2].map((threads) => ({
        contender: 'rust',
        threads,
        there: () => existsSync(rust),
        program: other(rust, path, lexicon, String(threads)),
        times: 5,
      })),
      {
        contender: 'ripgrep',
        threads: 1,
        there: () => has('rg', '--version'),
        times: 5,
        program: {
          command: ['rg', '--count', '--ignore-case', '--word-regexp', '--file', patterns, path],
          counts: (/** @type {string} */ out) => ({ lines: Number(out) }),
        },
      },
      {
        contender: 'v8',
        threads: 1,
        there: () => true,
        program: other(process.execPath, here('v8.mjs'), path, lexicon),
        times: 2,
      },
      {
        contender: 'pyahocorasick',
        threads: 1,
        there: () => hasPython('ahocorasick'),
        program: inPython('pyahocorasick'),
        times: 2,
      },
      ...[1, 2].map((threads) => ({
        contender: 'duckdb',
        threads,
        there: () => hasPython('duckdb'),
        program: inPython('duckdb', threads),
        times: 2,
      })),
      { contender: 'pandas', threads: 1, there: () => hasPython('pandas'), program: inPython('pandas'), times: 1 },
    ]);

  /** @type {Measurement[]} */
  const rows = [];
  const notes = new Set();
  let agree = true;
  for (const { contender, threads, there, program, times } of contenders) {
    if (named.length > 0 && contender !== ours && !named.includes(contender)) continue;
    if (!there()) {
      notes.add(`${contender}: skipped, not installed (--install, or see above)`);
      continue;
    }
    say(`  ${contender}, ${threads === 1 ? '1 thread' : `${threads} threads`} …`);
    const row = measure({ task: 'tag', contender, threads }, program, times);
    if ('failed' in row) {
      notes.add(`${contender}: failed: ${row.failed}`);
      agree = false;
      continue;
    }
    const { own, ...whole } = row;
    rows.push(whole);
    // node, its modules and the lexicon are read once, however large the file
    if (own) rows.push({ ...whole, contender: `${ours}, started`, seconds: own.seconds, cpuSeconds: own.cpuSeconds });
    const truth = rows[0]?.counts ?? {};
    const differences =
      contender === 'ripgrep'
        ? []
        : Object.keys(truth).flatMap((concept) =>
            row.counts?.[concept] === truth[concept]
              ? []
              : [
                  `${concept} ${(row.counts?.[concept] ?? 0) - (truth[concept] ?? 0) > 0 ? '+' : ''}${(row.counts?.[concept] ?? 0) - (truth[concept] ?? 0)}`,
                ],
          );
    if (contender === 'ripgrep') notes.add(`ripgrep: ${row.counts?.['lines']} lines; ${semantics['ripgrep']}`);
    else if (differences.length > 0) {
      notes.add(
        `${contender}: counts differ: ${differences.join(', ')}${semantics[contender] ? `. ${semantics[contender]}` : ''}`,
      );
      agree &&= semantics[contender] !== undefined;
    }
  }
  const bytes = megabytes * 1e6;
  const first = rows.filter(({ contender }) => contender === `${ours}, started`);
  print(
    rows,
    (row) => {
      const same = first.find(({ threads }) => threads === row.threads) ?? first[0];
      return [
        `${(bytes / 1e6 / row.seconds).toFixed(0)}`,
        row.contender.startsWith(ours) || !same ? '' : `${(row.seconds / same.seconds).toFixed(2)}`,
        row.contender === ours || !same || row.cpuSeconds === null
          ? ''
          : `${(row.cpuSeconds / (same.cpuSeconds ?? NaN)).toFixed(2)}`,
      ];
    },
    ['MB/s', 'time against recount, started', 'CPU against it'],
  );
  for (const note of notes) say(`  ${note}`);
  if (agree) say('  all others count the same postings for each of the 16 concepts');
  return { rows, agree };
}

/** Counting the same file by location, with concepts and without. */
function count(/** @type {number} */ megabytes) {
  const path = kept(`postings-${megabytes}.jsonl`);
  say(`\ncount: the same postings by location, ${megabytes} MB`);
  writeCorpus(path, { megabytes });
  const lexicon = kept('lexicon.json');
  writeFileSync(lexicon, JSON.stringify(phrases()));
  const { rows, notes, agree } = countPostings(path, lexicon, { kept, project, here, say, python });
  const first = (/** @type {Measurement} */ { contender }) =>
    rows.find((row) => row.contender.endsWith(contender.slice(contender.indexOf(':'))));
  print(rows, (row) => [(row.seconds / (first(row)?.seconds ?? NaN)).toFixed(2)], ['time against recount']);
  for (const note of notes) say(`  ${note}`);
  if (agree) say('  all count the same postings');
  return { rows, agree };
}

/** One million postings and two, made by repetition: memory must not grow with them. */
function memory() {
  say('\nmemory: the same postings again and again');
  const seed = kept('postings-20.jsonl');
  writeCorpus(seed, { megabytes: 20 });
  const lines = readFileSync(seed).filter((byte) => byte === 0x0a).length;
  /** @type {Measurement[]} */
  const rows = [];
  for (const million of [1, 2]) {
    const path = kept('million.jsonl');
    repeat(seed, path, Math.ceil((million * 1e6) / lines));
    const manifest = kept('million.yaml');
    const fields = {
      title: { kind: 'name', from: 'title' },
      remote: { kind: 'flag', from: 'remote' },
      description: { kind: 'text', from: 'description' },
    };
    writeFileSync(
      manifest,
      JSON.stringify({
        id: 'million',
        title: 'Generated',
        files: { format: 'jsonl', path: 'million.jsonl' },
        lexicon: here('lexicon.yaml'),
        fields,
      }),
    );
    const bytes = statSync(path).size;
    /** @type {[string, import('./measure.mjs').Program][]} */
    const programs = [
      [
        'tag',
        {
          command: [
            process.execPath,
            bin,
            'tag',
            path,
            '--lexicon',
            here('lexicon.yaml'),
            '--text',
            'title',
            'description',
            '--threads',
            '2',
            '--json',
          ],
          counts: (out) => ({ postings: JSON.parse(out).postings, bytes }),
        },
      ],
      [
        'count',
        {
          command: [process.execPath, bin, 'count', manifest, '--by', 'remote', '--concept', 'LLM', 'RAG', '--json'],
          counts: (out) => ({
            postings: JSON.parse(out).rows.reduce(
              (/** @type {number} */ sum, /** @type {{ postings: number }} */ row) => sum + row.postings,
              0,
            ),
            bytes,
          }),
        },
      ],
    ];
    for (const [name, program] of programs) {
      say(`  recount ${name}, ${million} million …`);
      const row = measure(
        { task: 'memory', contender: `${ours} ${name}, ${million} million postings`, threads: 2 },
        program,
        1,
      );
      if ('failed' in row) say(`  failed: ${row.failed}`);
      else rows.push(row);
    }
    rmSync(path);
  }
  print(
    rows,
    (row) => [`${((row.counts?.['bytes'] ?? 0) / 1e6 / row.seconds).toFixed(0)}`, `${row.counts?.['postings']}`],
    ['MB/s', 'postings'],
  );
  return { rows };
}

function repeat(/** @type {string} */ from, /** @type {string} */ to, /** @type {number} */ times) {
  const bytes = Buffer.alloc(1 << 24);
  const source = openSync(from, 'r');
  const target = openSync(to, 'w');
  for (let i = 0; i < times; i += 1) {
    for (
      let at = 0, length = readSync(source, bytes, 0, bytes.length, 0);
      length > 0;
      at += length, length = readSync(source, bytes, 0, bytes.length, at)
    )
      writeSync(target, bytes, 0, length);
  }
  closeSync(source);
  closeSync(target);
}

/** All notebooks, by this project and by others, with the same kernel. */
function notebooks() {
  const files = readdirSync(project('notebooks'))
    .filter((name) => name.endsWith('.ipynb'))
    .sort();
  say(`\nrun: all ${files.length} notebooks`);
  const out = kept('executed');
  mkdirSync(out, { recursive: true });
  const env = { JUPYTER_PATH: project('src', 'notebook', 'lab') };
  const each = (/** @type {(file: string) => string} */ command) => [
    'sh',
    '-ec',
    files.map((file) => command(project('notebooks', file))).join('\n'),
  ];
  const counts = () => ({ notebooks: files.length });
  const programs = /** @type {[string, boolean, import('./measure.mjs').Program][]} */ ([
    ['recount run --force', true, { command: [process.execPath, bin, 'run', '--force'], counts }],
    ['recount run, unchanged', true, { command: [process.execPath, bin, 'run'], counts }],
    [
      'jupyter nbconvert --execute',
      hasPython('nbconvert'),
      {
        env,
        counts,
        command: each(
          (file) =>
            `"${python}" -m nbconvert --to notebook --execute --log-level=ERROR --output-dir "${out}" "${file}"`,
        ),
      },
    ],
    [
      'papermill',
      hasPython('papermill'),
      {
        env,
        counts,
        command: each(
          (file) =>
            `"${python}" -m papermill --no-progress-bar --log-level ERROR --cwd "${project('notebooks')}" "${file}" "${out}/papermill.ipynb"`,
        ),
      },
    ],
  ]);
  /** @type {Measurement[]} */
  const rows = [];
  for (const [contender, there, program] of programs) {
    if (!there) {
      say(`  ${contender}: skipped, not installed (--install)`);
      continue;
    }
    say(`  ${contender} …`);
    const row = measure({ task: 'run', contender }, program, 1);
    if ('failed' in row) say(`  ${contender}: failed: ${row.failed}`);
    else rows.push(row);
  }
  rmSync(out, { recursive: true, force: true });
  print(rows, (row) => [`${(row.seconds / (rows[0]?.seconds ?? NaN)).toFixed(2)}`], ['time against recount']);
  return { rows };
}

/** 10,000 resamples of 600 clusters. */
function bootstrap() {
  say('\nbootstrap: 10,000 resamples of 600 employers');
  const counts = JSON.parse;
  const rows = /** @type {Measurement[]} */ ([]);
  for (const [contender, there, command] of /** @type {[string, boolean, string[]][]} */ ([
    [ours, true, [process.execPath, here('bootstrap.mjs')]],
    ['SciPy', hasPython('scipy'), [python, here('bootstrap.py')]],
  ])) {
    if (!there) {
      say(`  ${contender}: skipped, not installed (--install)`);
      continue;
    }
    const row = measure({ task: 'bootstrap', contender }, { command, counts }, 3);
    if ('failed' in row) say(`  ${contender}: failed: ${row.failed}`);
    else rows.push(row);
  }
  print(
    rows,
    (row) => [
      (row.counts?.['seconds'] ?? NaN).toFixed(3),
      `${(row.counts?.['low'] ?? NaN).toFixed(4)} to ${(row.counts?.['high'] ?? NaN).toFixed(4)}`,
    ],
    ['seconds without start', 'interval'],
  );
  return { rows };
}

/** Papers audited, beside statcheck. */
function audit() {
  say('\naudit: open papers');
  const rows = auditPapers({ kept, here, say });
  const perSecond = (/** @type {Measurement} */ { counts, cpuSeconds }) =>
    (counts?.['texts'] ?? NaN) / (cpuSeconds ?? NaN);
  if (rows.length > 0)
    print(rows, (row) => [`${row.counts?.['texts']}`, perSecond(row).toFixed(1)], ['texts', 'texts per CPU second']);
  return { rows };
}

/** A table of measurements on stdout. */
function print(
  /** @type {Measurement[]} */ rows,
  /** @type {(row: Measurement) => string[]} */ more,
  /** @type {string[]} */ heads,
) {
  const unknown = (/** @type {number | null} */ value, /** @type {number} */ digits) =>
    value === null ? '?' : value.toFixed(digits);
  const table = [
    ['', 'threads', 'seconds', 'CPU seconds', 'MB of memory', ...heads],
    ...rows.map((row) => [
      row.contender,
      String(row.threads),
      row.seconds.toFixed(2),
      unknown(row.cpuSeconds, 2),
      unknown(row.maxRssMb, 0),
      ...more(row),
    ]),
  ];
  const widths = (table[0] ?? []).map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0)));
  for (const row of table)
    process.stdout.write(
      `${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')}\n`,
    );
}
