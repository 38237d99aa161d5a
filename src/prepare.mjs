// Runs before anything is installed or built, hence plain JavaScript that needs Node alone.
// What is installed and built is compared with what should be by contents, never by the times of modification: a source
// that is put back with its old time is built again, and a lock file that was only touched installs nothing. Nothing is
// read again while no file was written: their states tell that, as they tell git.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { locked } from './prepare-lock.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (/** @type {string[]} */ ...parts) => join(root, ...parts);

/** Whether this is a checkout, with sources to build, and not a package that came built. */
export const isCheckout = existsSync(at('tsconfig.json'));

/** Installs and builds what is missing or stale, one command at a time. Returns whether all went well. */
export async function prepare() {
  if (isReady()) return true;
  const states = statesOf(lookedAt());
  if (isInstalled() && isBuilt()) {
    if (states !== undefined) keepStates(states);
    return true;
  }
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
  const { spawn } = await import('node:child_process'); // seldom needed, and slow to load
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

// ---- states of files ------------------------------------------------------------------------

/** The states of all that was looked at, as they were when all was found installed and built. */
const readyStates = at('dist', '.ready');

/** A file system's clock ticks: a file that was written twice within a tick has the same state after both. */
const tickMs = 100;

/** Whether nothing was written since all was found installed and built: a new file changes the state of its folder. */
function isReady() {
  const kept = textOf(readyStates);
  return kept !== undefined && kept === statesOf(kept.split('\n').map((line) => line.split('\t')[0] ?? ''));
}

/** The files that an install and a build are made of, the folders that they may stand in, and what the two noted. */
function lookedAt() {
  const folders = readdirSync(at('src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  const noted = [installedStamp, builtStamp].map((path) => relative(root, path));
  return ['src', ...folders, ...inputFiles(), ...compilers.map(manifestOf), 'package-lock.json', ...noted];
}

/**
 * The states of some files and folders: device, inode, size, and the nanoseconds of the last writing and of the last
 * change of any kind, which no program sets. Undefined where one is missing, or was written this very moment, so that
 * it could be written again and have the same state.
 */
function statesOf(/** @type {string[]} */ paths) {
  const lines = [];
  const settled = Date.now() - tickMs;
  for (const path of paths) {
    const state = statSync(at(path), { bigint: true, throwIfNoEntry: false });
    if (state === undefined || Number(state.ctimeMs) > settled) return undefined;
    lines.push(`${path}\t${[state.dev, state.ino, state.size, state.mtimeNs, state.ctimeNs].join(' ')}`);
  }
  return lines.join('\n');
}

function keepStates(/** @type {string} */ states) {
  try {
    writeFileSync(readyStates, states);
  } catch {
    // a place that cannot be written to: the files are read again each time
  }
}

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
  const npm = (/** @type {string} */ what, /** @type {string[]} */ ...args) =>
    step(working, what, 'npm', ['ci', '--no-audit', '--no-fund', ...args]);
  // The lock file has every version with its digest: what npm keeps is as good as what it would ask for. Only where the
  // list of versions that it keeps is older than the lock file it must ask.
  const isDone =
    (await npm('installing dependencies (once, about a minute)', '--prefer-offline', '--loglevel=silent')) ||
    (await npm('installing dependencies, asking for newer lists of versions', '--loglevel=error'));
  if (!isDone) return false;
  writeFileSync(installedStamp, digestOf(textOf(at('package-lock.json')) ?? ''));
  return true;
}

// ---- build ----------------------------------------------------------------------------------

/** What the last build was made of, by file, and whether it came to its end. */
const builtStamp = at('dist', '.build.json');
const stampOf = (/** @type {Record<string, string>} */ inputs, /** @type {boolean} */ isWhole) =>
  JSON.stringify({ isWhole, inputs });
const scan = 'src/tag/wasm/';

const compilers = ['typescript', 'assemblyscript', 'rolldown'];
const manifestOf = (/** @type {string} */ name) => `node_modules/${name}/package.json`;

/** The files that a build is made of, in their order. */
function inputFiles() {
  const files = readdirSync(at('src'), { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.(?:ts|json)$|^src\/(?:bundle|site\/run\/.*)\.mjs$/.test(name));
  return ['tsconfig.json', ...files].sort();
}

/** The digest of each file that a build is made of, and the versions of the compilers. */
function inputs() {
  const digests = inputFiles().map((name) => [name, digestOf(textOf(at(name)) ?? '')]);
  const versions = compilers.map((name) => [name, jsonOf(at(manifestOf(name)))?.version ?? 'missing']);
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
