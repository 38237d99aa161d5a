// Bundles what runs in the reader's browser: the library itself, on what a page has of a machine, and the page's part.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { danfoWithoutFiles, withoutMachine } from './in-page.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, '..', '..', '..', 'dist');
const out = join(dist, 'site', 'run');
async function bundle(/** @type {string} */ name, plugins = [withoutMachine]) {
  const build = await rolldown({
    input: join(here, `${name}.ts`),
    platform: 'browser',
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    transform: {
      define: {
        'process.env.NODE_ENV': '"production"',
        scanWasm: JSON.stringify(readFileSync(join(dist, 'tag', 'scan.wasm'), 'base64')),
      },
    },
    plugins,
    logLevel: 'warn',
  });
  const { output } = await build.generate({ format: 'iife', name: 'recountRun', codeSplitting: false, minify: true });
  await build.close();
  return output[0].code;
}

mkdirSync(out, { recursive: true });
// the worker's code is handed to the page as a text: one that is opened from a file may load no other file by itself
writeFileSync(join(out, 'run-worker.js'), `recountWorker = ${JSON.stringify(await bundle('worker'))};\n`);
writeFileSync(
  join(out, 'run-danfo.js'),
  `recountDanfo = ${JSON.stringify(await bundle('danfo', [danfoWithoutFiles, withoutMachine]))};\n`,
);
writeFileSync(join(out, 'run-page.js'), await bundle('page'));
writeFileSync(join(out, 'run.js'), await bundle('start'));
