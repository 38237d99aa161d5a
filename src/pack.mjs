// What `npm pack` runs before and after it packs: the compiled package brings its small libraries with it.
// The libraries of statistics and Markdown are hundreds of packages of a few lines each; here they become a few files
// under dist/vendor, with the licence of each. What stands among the dependencies in package.json stays a dependency.
// `--undo` puts the ordinary build back.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
/** What a build bundles already. */
const bundles = ['bundle', 'library', join('site', 'client'), join('site', 'run')];
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

if (process.argv.includes('--undo')) rmSync(dist, { recursive: true, force: true });
else await bundle();

async function bundle() {
  rmSync(join(dist, '.build.json'), { force: true }); // what stands here is no longer what a build leaves
  const modules = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js') && !bundles.some((folder) => name.startsWith(join(folder, sep))))
    .map((name) => name.split(sep).join('/'));
  const isOurs = (/** @type {string} */ id) => id.startsWith(dist);
  const build = await rolldown({
    input: Object.fromEntries(modules.map((name) => [name.replace(/\.js$/, ''), join(dist, name)])),
    platform: 'node',
    external: (id, importer) =>
      Object.keys(dependencies).some((name) => id === name || id.startsWith(`${name}/`)) ||
      (importer !== undefined && isOurs(importer) && /package\.json$/.test(id)),
    logLevel: 'warn',
  });
  const { output } = await build.generate({
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'vendor/[name]-[hash].js',
    minify: false,
  });
  await build.close();
  const bundled = new Set();
  for (const file of output) {
    if (file.type !== 'chunk') continue;
    mkdirSync(dirname(join(dist, file.fileName)), { recursive: true });
    writeFileSync(join(dist, file.fileName), file.code);
    for (const id of Object.keys(file.modules)) if (!isOurs(id) && existsSync(id)) bundled.add(packageOf(id));
  }
  writeFileSync(join(dist, 'vendor', 'LICENSES.txt'), licences([...bundled].sort()));
}

/** The folder of the package that a module belongs to. */
function packageOf(/** @type {string} */ module) {
  const parts = module.split(sep);
  const at = parts.lastIndexOf('node_modules');
  return parts.slice(0, at + (parts[at + 1]?.startsWith('@') ? 3 : 2)).join(sep);
}

/** Name, version and licence text of each bundled package. */
function licences(/** @type {string[]} */ folders) {
  return folders
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
      const text = file === undefined ? '' : `\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
      return `${name} ${version} (${license})${text}`;
    })
    .join(`\n\n${'-'.repeat(80)}\n\n`);
}
