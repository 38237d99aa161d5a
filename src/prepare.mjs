// Runs before anything is installed or built, hence plain JavaScript that needs Node alone.
// What is installed and built is compared with what should be by contents, never by the times of files: a source that
// is put back with its old time is built again, and a lock file that was only touched installs nothing.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { locked } from './prepare-lock.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (/** @type {string[]} */ ...parts) => join(root, ...parts);

/** Whether this is a checkout, with sources to build, and not a package that came built. */
export const isCheckout = existsSync(at('tsconfig.json'));

/** Installs and builds what is missing or stale, one command at a time. Returns whether all went well. */
export async function prepare() {
  if (isInstalled() && isBuilt()) return true;
  return locked(at('.recount', 'preparing.lock'), async (working) => {
    // another command may have done it while this one waited
    if (!isInstalled() && !(await install(working))) return false;
    return isBuilt() || build(working);
  });
}

/** Runs a step with its output on stderr, so that `--json` on stdout stays clean. Returns whether it went well. */
async function step(
  /** @type {import('./prepare-lock.mjs').Working} */ working,
  /** @type {string} */ what,
  /** @type {string} */ command,
  /** @type {string[]} */ args,
  /** @type {NodeJS.ProcessEnv} */ env = {},
) {
  console.error(`recount: ${what}`);
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  working(what, child.pid);
  const failure = await new Promise((ended) => {
    child.once('error', (error) => ended(error.message));
    child.once('exit', (code, signal) => ended(code === 0 ? undefined : `it ended with ${code ?? signal}`));
  });
  if (failure !== undefined) console.error(`recount: "${command} ${args.join(' ')}" failed: ${failure}`);
  return failure === undefined;
}

const digestOf = (/** @type {string | Buffer} */ content) => createHash('sha256').update(content).digest('hex');

/** The text of a file; nothing where it is missing. */
function textOf(/** @type {string} */ path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const jsonOf = (/** @type {string} */ path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

// ---- install --------------------------------------------------------------------------------

const installedStamp = at('node_modules', '.recount-installed');

/** Whether what the lock file lists is there: as was installed by this program, or by `npm ci` or `npm install`. */
function isInstalled() {
  const lock = digestOf(textOf(at('package-lock.json')) ?? '');
  if (textOf(installedStamp) === lock) return true;
  // npm writes its own list last, so that without it an install was interrupted
  if (!existsSync(at('node_modules', '.package-lock.json'))) return false;
  const { packages } = jsonOf(at('package-lock.json'));
  if (!Object.entries(packages).every(([place, entry]) => isThere(place, entry))) return false;
  writeFileSync(installedStamp, lock);
  return true;
}

function isThere(
  /** @type {string} */ place,
  /** @type {Record<string, unknown>} */ { name, version, link, optional },
) {
  if (place === '') return true;
  if (link === true || !place.includes('node_modules/')) return existsSync(at(place));
  const installed = jsonOf(at(place, 'package.json'));
  if (installed === undefined) return optional === true; // for another system than this
  return installed.version === version && installed.name === (name ?? place.split('node_modules/').at(-1));
}

async function install(/** @type {import('./prepare-lock.mjs').Working} */ working) {
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  if (!(await step(working, 'installing dependencies (once, about a minute)', 'npm', args))) return false;
  writeFileSync(installedStamp, digestOf(textOf(at('package-lock.json')) ?? ''));
  return true;
}

// ---- build ----------------------------------------------------------------------------------

/** What the last build was made of, by file, and whether it came to its end. */
const builtStamp = at('dist', '.build.json');
const stampOf = (/** @type {Record<string, string>} */ inputs, /** @type {boolean} */ isWhole) =>
  JSON.stringify({ isWhole, inputs });
const scan = 'src/tag/wasm/';

/** The digest of each file that a build is made of, and the versions of the compilers. */
function inputs() {
  const files = readdirSync(at('src'), { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.(?:ts|json)$|^src\/(?:bundle|site\/run\/.*)\.mjs$/.test(name));
  const digests = ['tsconfig.json', ...files].sort().map((name) => [name, digestOf(textOf(at(name)) ?? '')]);
  const versions = ['typescript', 'assemblyscript', 'rolldown'].map((name) => [
    name,
    jsonOf(at('node_modules', name, 'package.json'))?.version ?? 'missing',
  ]);
  return Object.fromEntries([...digests, ...versions]);
}

const isBuilt = () => textOf(builtStamp) === stampOf(inputs(), true);

async function build(/** @type {import('./prepare-lock.mjs').Working} */ working) {
  const now = inputs();
  const last = jsonOf(builtStamp)?.inputs;
  if (last === undefined) rmSync(at('dist'), { recursive: true, force: true });
  mkdirSync(at('dist', 'tag'), { recursive: true });
  writeFileSync(builtStamp, stampOf({ ...now, ...last }, false)); // until all is built, what was stale stays so
  if (!(await compile(working, now, last ?? {}))) return false;
  writeFileSync(builtStamp, stampOf(now, true));
  return true;
}

/** Builds what differs between the inputs of the last build and those of now. Returns whether all went well. */
async function compile(
  /** @type {import('./prepare-lock.mjs').Working} */ working,
  /** @type {Record<string, string>} */ now,
  /** @type {Record<string, string>} */ last,
) {
  removeOutputs(Object.keys(last).filter((name) => !(name in now)));
  const isScanStale = [...Object.keys(now), ...Object.keys(last)].some(
    (name) => (name.startsWith(scan) || name === 'assemblyscript') && now[name] !== last[name],
  );
  // what tsc noted of its last run holds for the same settings and version only
  if (['tsconfig.json', 'typescript'].some((name) => now[name] !== last[name]))
    for (const notes of ['.tsbuildinfo', 'site/client/.tsbuildinfo']) rmSync(at('dist', notes), { force: true });
  const run = (/** @type {string} */ what, /** @type {string[]} */ args, env = {}) =>
    step(working, what, process.execPath, args, env);
  const tsc = at('node_modules', 'typescript', 'bin', 'tsc');
  // it ends before collecting garbage pays, and with threads it does twice the work
  const once = { GOGC: 'off', GOMEMLIMIT: '2GiB' };
  const compiled = await Promise.all([
    isScanStale || !existsSync(at('dist', 'tag', 'scan.wasm')) ? run('building the scan', scanBuild()) : true,
    run('building', [tsc, '-p', root, '--singleThreaded'], once),
    // what runs in a browser; `-b` would go by the times of files
    run('building the scripts of the site', [tsc, '-p', at('src', 'site', 'client')]),
  ]);
  if (compiled.includes(false)) return false;
  const bundled = await Promise.all([
    run('bundling the library for pages', [at('src', 'site', 'run', 'build.mjs')]),
    run('bundling the command line', [at('src', 'bundle.mjs')]),
  ]);
  return !bundled.includes(false);
}

/** Removes what was made of sources that are no longer there. */
function removeOutputs(/** @type {string[]} */ gone) {
  for (const name of gone) {
    const base = name.replace(/^src/, 'dist').replace(/\.ts$/, '');
    for (const ending of ['.js', '.d.ts']) rmSync(at(`${base}${ending}`), { force: true });
  }
}

/** What compiles the scan (AssemblyScript) to WebAssembly. */
function scanBuild() {
  const asc = at('node_modules', 'assemblyscript', 'bin', 'asc.js');
  const options = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];
  // the compiler is WebAssembly itself, and to optimize that takes longer than to compile the scan with it
  return ['--liftoff-only', asc, at(`${scan}scan.ts`), '-o', at('dist', 'tag', 'scan.wasm'), ...options];
}
