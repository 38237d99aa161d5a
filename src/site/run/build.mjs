// Bundles what runs in the reader's browser: the library itself with stand-ins for Node's modules, and the page's part.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '..', '..', '..', 'dist', 'site', 'run');

/** Node's modules, by their stand-ins in `node/`. */
const standIns = {
  fs: 'fs',
  crypto: 'crypto',
  path: 'path',
  module: 'module',
  url: 'url',
  os: 'os',
  'timers/promises': 'timers-promises',
  worker_threads: 'worker-threads',
};
/** Parts of the library that a page does not have; a call says so. */
const refused = [/\/count\/walk\./, /\/count\/opensearch\/open\./, /\/load\/formats\/records\./];

const nodeInPage = {
  name: 'node-in-page',
  resolveId(/** @type {string} */ id) {
    if (!id.startsWith('node:')) return null;
    const name = standIns[/** @type {keyof typeof standIns} */ (id.slice('node:'.length))];
    return join(here, 'node', `${name ?? 'refused'}.ts`);
  },
};
const withoutMachine = {
  name: 'without-machine',
  async resolveId(/** @type {string} */ id, /** @type {string} */ importer) {
    if (id === 'tar') return join(here, 'node', 'refused.ts');
    if (!id.startsWith('.') || importer === undefined) return null;
    const path = join(dirname(importer), id);
    if (/\/notebook\/picture\./.test(path)) return join(here, 'node', 'picture.ts');
    return refused.some((part) => part.test(path)) ? join(here, 'node', 'refused.ts') : null;
  },
};

async function bundle(/** @type {string} */ name) {
  const build = await rolldown({
    input: join(here, `${name}.ts`),
    platform: 'browser',
    shimMissingExports: true, // of Node's modules, for what no notebook reaches
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    transform: {
      define: { 'import.meta.url': '"file:///recount/dist/load/project.js"', 'process.env.NODE_ENV': '"production"' },
    },
    plugins: [nodeInPage, withoutMachine],
    logLevel: 'warn',
  });
  const { output } = await build.generate({ format: 'iife', name: 'recountRun', codeSplitting: false, minify: true });
  await build.close();
  return output[0].code;
}

mkdirSync(out, { recursive: true });
// the worker's code is handed to the page as a text: one that is opened from a file may load no other file by itself
writeFileSync(join(out, 'run-worker.js'), `recountWorker = ${JSON.stringify(await bundle('worker'))};\n`);
writeFileSync(join(out, 'run-page.js'), await bundle('page'));
writeFileSync(join(out, 'run.js'), await bundle('start'));
