// Bundles the command line with the scripts of its threads, and the library as notebooks import it, into a few files:
// a process that loads hundreds of modules one by one takes longer to begin than to count a hundred megabytes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * Bundles modules of `dist` into a folder of it.
 *
 * @param always dependencies that nearly every process loads; others are found in node_modules when one needs them
 * @returns what was written
 */
async function bundle(
  /** @type {string} */ folder,
  /** @type {string[]} */ modules,
  /** @type {string[]} */ always,
  /** @type {import('rolldown').OutputOptions} */ options,
  /** @type {import('rolldown').InputOptions} */ input = {},
) {
  const others = Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => !always.includes(name));
  const build = await rolldown({
    input: Object.fromEntries(modules.map((name) => [nameOf(name), join(dist, `${name}.js`)])),
    platform: 'node',
    external: (id) => others.some((name) => id === name || id.startsWith(`${name}/`)),
    logLevel: 'warn',
    ...input,
  });
  rmSync(join(dist, folder), { recursive: true, force: true });
  // all in one folder, so that what a module finds from its own place, it finds from any
  const { output } = await build.write({ dir: join(dist, folder), ...options });
  await build.close();
  return output.filter((file) => file.type === 'chunk');
}

function nameOf(/** @type {string} */ module) {
  return module.replace(/.*\//, '');
}

// ---- the library ----------------------------------------------------------------------------

const ofLibrary = ['arquero', 'js-yaml', 'jstat', 'zod', '@uwdata/flechette'];
await bundle('library', ['index'], ofLibrary, { format: 'esm', chunkFileNames: '[name].js' });

// ---- the command line -----------------------------------------------------------------------

const commands = ['cli', 'count/count-worker', 'count/line-worker', 'tag/tag-worker', 'site/picture-worker'];
/** The files that are run with what was compiled of them before, each loaded before the next: what they hold. */
const kept = {
  scanning: ['count/line-worker', 'tag/tag-worker'],
  counting: ['cli', 'command/count-answer', 'command/tag-report'],
};
/** What each module imports as it is loaded. @type {Map<string, readonly string[]>} */
const imported = new Map();

const chunks = await bundle(
  'bundle',
  commands,
  ['commander', 'js-yaml', 'zod'],
  {
    format: 'cjs',
    entryFileNames: '[name]-[hash].js',
    chunkFileNames: '[name]-[hash].js',
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: Object.entries(kept).map(([name, roots], i) => ({
        name,
        priority: Object.keys(kept).length - i,
        test: among(() => loadedBy(...roots)),
      })),
    },
  },
  {
    preserveEntrySignatures: 'allow-extension',
    plugins: [
      {
        name: 'imports',
        buildEnd() {
          for (const id of this.getModuleIds()) imported.set(id, this.getModuleInfo(id)?.importedIds ?? []);
        },
      },
    ],
  },
);
refuseImports();
writeFileSync(join(dist, 'bundle', 'package.json'), JSON.stringify({ type: 'commonjs' }));
for (const name of commands.map(nameOf)) writeFileSync(join(dist, 'bundle', `${name}.js`), starting(name));
countOnce();

/** The modules that load with some entries. */
function loadedBy(/** @type {string[]} */ ...names) {
  /** @type {Set<string>} */
  const loaded = new Set();
  const waiting = names.map((name) => join(dist, `${name}.js`));
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (loaded.has(id)) continue;
    loaded.add(id);
    waiting.push(...(imported.get(id) ?? []));
  }
  return loaded;
}

/** Whether a module is among some that are known once all are read; entries stay files of their own. */
function among(/** @type {() => ReadonlySet<string>} */ some) {
  /** @type {ReadonlySet<string> | undefined} */
  let known;
  return (/** @type {string} */ id) =>
    (known ??= some()).has(id) && !commands.some((name) => id === join(dist, `${name}.js`));
}

/** @throws where a kept file imports as it runs what is no part of the bundle: see `src/kept-code.cjs` */
function refuseImports() {
  for (const chunk of chunks)
    if (chunk.name in kept && /^(?!\s*(?:\*|\/\/)).*[^.\w]import\(/m.test(chunk.code))
      throw new Error(`${chunk.fileName} holds an import(), which belongs into a module that is imported when needed`);
}

/** A script that loads an entry, and before it those of the kept files that it needs. */
function starting(/** @type {string} */ name) {
  const entry = chunks.find((chunk) => chunk.isEntry && chunk.name === name);
  const needed = Object.keys(kept).flatMap((each) => chunks.filter((chunk) => chunk.name === each));
  const before = needed.filter(({ fileName }) => entry?.imports.includes(fileName));
  const load = (/** @type {string | undefined} */ file) => `load(join(__dirname, '${file}'))`;
  return `const { join } = require('node:path');
const { load } = require('../../src/kept-code.cjs');
${before.map(({ fileName }) => `${load(fileName)};\n`).join('')}${
  name === 'cli' ? `exports.main = ${load(entry?.fileName)}.main` : load(entry?.fileName)
};
`;
}

/** Counts and tags some made postings, so that a user's first command finds what V8 compiled for that. */
function countOnce() {
  const folder = mkdtempSync(join(tmpdir(), 'recount-'));
  const of = (/** @type {string} */ name) => join(folder, name);
  const posting = { id: '', location: 'Berlin', description: 'We build agents with Python. '.repeat(200) };
  const lines = Array.from({ length: 6000 }, (_, id) => `${JSON.stringify({ ...posting, id })}\n`);
  const fields = { location: { kind: 'name', from: 'location' }, description: { kind: 'text', from: 'description' } };
  const files = { format: 'jsonl', path: 'postings.jsonl', id: 'id' };
  writeFileSync(of('postings.jsonl'), lines.join(''));
  writeFileSync(
    of('lexicon.yaml'),
    JSON.stringify({ mode: 'phrase', concepts: { Python: { phrases: [{ phrase: 'Python' }] } } }),
  );
  writeFileSync(of('made.yaml'), JSON.stringify({ id: 'made', title: 'Made', files, lexicon: 'lexicon.yaml', fields }));
  const count = ['count', of('made.yaml'), '--by', 'location', '--concept', 'Python'];
  const tag = ['tag', of('postings.jsonl'), '--lexicon', of('lexicon.yaml')];
  const run = `const { main } = require(${JSON.stringify(join(dist, 'bundle', 'cli.js'))});
    main(${JSON.stringify(count)}).then((code) => code || main(${JSON.stringify(tag)})).then(process.exit);`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', run], { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true, force: true });
  if (status !== 0) throw new Error(`the bundle does not count: ${stderr}`);
}
