// Bundles the command line and the scripts of its threads into a few files under dist/bundle: a process that loads
// hundreds of modules one by one takes longer to begin than to count a hundred megabytes of postings.
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const entries = ['cli', 'count/count-worker', 'count/line-worker', 'tag/tag-worker'];

/** Those that nearly every command loads; other dependencies are found in node_modules when one needs them. */
const always = ['commander', 'js-yaml', 'zod'];
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const others = Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => !always.includes(name));

const build = await rolldown({
  input: Object.fromEntries(entries.map((name) => [name.replace(/.*\//, ''), join(dist, `${name}.js`)])),
  platform: 'node',
  external: (id) => others.some((name) => id === name || id.startsWith(`${name}/`)),
  logLevel: 'warn',
});
rmSync(join(dist, 'bundle'), { recursive: true, force: true });
// all in one folder, so that what a module finds from its own place, it finds from any
await build.write({ dir: join(dist, 'bundle'), format: 'esm', chunkFileNames: '[name]-[hash].js' });
await build.close();
