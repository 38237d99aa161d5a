// Bundles the command line with the scripts of its threads, and the library as notebooks import it, into a few files:
// a process that loads hundreds of modules one by one takes longer to begin than to count a hundred megabytes.
import { readFileSync, rmSync } from 'node:fs';
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
 */
async function bundle(
  /** @type {string} */ folder,
  /** @type {string[]} */ modules,
  /** @type {string[]} */ always,
  chunkFileNames = '[name].js',
) {
  const others = Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => !always.includes(name));
  const build = await rolldown({
    input: Object.fromEntries(modules.map((name) => [name.replace(/.*\//, ''), join(dist, `${name}.js`)])),
    platform: 'node',
    external: (id) => others.some((name) => id === name || id.startsWith(`${name}/`)),
    logLevel: 'warn',
  });
  rmSync(join(dist, folder), { recursive: true, force: true });
  // all in one folder, so that what a module finds from its own place, it finds from any
  await build.write({ dir: join(dist, folder), format: 'esm', chunkFileNames });
  await build.close();
}

const commands = ['cli', 'count/count-worker', 'count/line-worker', 'tag/tag-worker'];
await bundle('bundle', commands, ['commander', 'js-yaml', 'zod'], '[name]-[hash].js');
await bundle('library', ['index'], ['arquero', 'js-yaml', 'jstat', 'zod', '@uwdata/flechette']);
