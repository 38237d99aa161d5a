// Bundles what runs in the reader's browser: the library itself with stand-ins for Node's modules, and the page's part.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, '..', '..', '..', 'dist');
const out = join(dist, 'site', 'run');
const standIn = (/** @type {string} */ name) => join(here, 'node', `${name}.ts`);

/** Node's modules, by their stand-ins in `node/`. */
const standIns = [
  ...['buffer', 'crypto', 'events', 'fs', 'module', 'os', 'path', 'stream', 'timers/promises', 'url', 'util'],
  ...['worker_threads', 'zlib'],
];
/** Those that packages ask for by their bare names; `buffer` and `events` are packages of these names. */
const bare = ['fs', 'path', 'stream', 'util', 'zlib'];

/** What a page does not have of the library, and of the packages that it uses. */
const missing = /** @type {const} */ ([
  [/\/count\/opensearch\/open\./, 'refused'],
  [/\/notebook\/picture\./, 'picture'],
  [/\/load\/optional\./, 'optional'],
  [/^(?:yauzl|xz-decompress)$/, 'unread'],
]);

const nodeInPage = {
  name: 'node-in-page',
  resolveId(/** @type {string} */ id) {
    const name = id.replace(/^node:/, '');
    if (name === 'string_decoder') return createRequire(import.meta.resolve('readable-stream')).resolve(`${name}/`);
    if (!id.startsWith('node:') && !bare.includes(id) && id !== 'assert') return null;
    return standIn(standIns.includes(name) ? name.replace(/\W|_/, '-') : 'refused');
  },
};
const withoutMachine = {
  name: 'without-machine',
  resolveId(/** @type {string} */ id, /** @type {string | undefined} */ importer) {
    const path = id.startsWith('.') && importer !== undefined ? join(dirname(importer), id) : id;
    const found = missing.find(([part]) => part.test(path));
    return found ? standIn(found[1]) : null;
  },
};

async function bundle(/** @type {string} */ name) {
  const build = await rolldown({
    input: join(here, `${name}.ts`),
    platform: 'browser',
    shimMissingExports: true, // of Node's modules, for what no notebook reaches
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    transform: {
      define: {
        'import.meta.url': '"file:///recount/dist/load/project.js"',
        'process.env.NODE_ENV': '"production"',
        scanWasm: JSON.stringify(readFileSync(join(dist, 'tag', 'scan.wasm'), 'base64')),
      },
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
