#!/usr/bin/env node
// The one file that runs before anything is installed or built, hence plain JavaScript.
// It installs what is missing (the lock file is newer than what stands in node_modules), builds what
// is stale (a source is newer than the last build), and hands over to the command line.
// `node src/bin.mjs --prepare` stops there: `npm test` begins with it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (/** @type {string[]} */ ...parts) => join(root, ...parts);
const modified = (/** @type {string} */ path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`recount needs Node 20.19 or newer; this is ${process.version}`);
  process.exit(2);
}

/** Runs a step with its output on stderr, so that `--json` on stdout stays clean. */
function step(/** @type {string} */ what, /** @type {string} */ command, /** @type {string[]} */ args) {
  console.error(`recount: ${what}`);
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error ?? status !== 0) {
    console.error(`recount: "${command} ${args.join(' ')}" failed${error ? `: ${error.message}` : ''}`);
    process.exit(2);
  }
}

const isCheckout = existsSync(at('tsconfig.json')); // an installed package comes compiled
const isInstalled = () => modified(at('package-lock.json')) <= modified(at('node_modules', '.package-lock.json'));
if (isCheckout && !isInstalled()) {
  const unlock = await lock(at('.recount', 'installing'));
  if (!isInstalled()) install();
  unlock();
}

function install() {
  step('installing dependencies (once, about a minute)', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Waits until no other process installs here: two at once would leave half of either. */
async function lock(/** @type {string} */ folder) {
  mkdirSync(dirname(folder), { recursive: true });
  for (let waited = 0; ; waited += 1) {
    try {
      mkdirSync(folder);
      return () => rmdirSync(folder);
    } catch {
      if (waited === 0) console.error('recount: waiting for another install to end');
      if (modified(folder) < Date.now() - 10 * 60_000) rmdirSync(folder); // left behind by one that was killed
      await new Promise((again) => setTimeout(again, 500));
    }
  }
}

const sources = readdirSync(at('src'), { recursive: true, encoding: 'utf8' }).map((name) => at('src', name));
const newest = Math.max(...[...sources, at('tsconfig.json')].map(modified));
if (isCheckout && newest > modified(at('dist', '.tsbuildinfo'))) {
  buildScan();
  // tsc goes by what it noted even where its own settings have changed since
  if (modified(at('tsconfig.json')) > modified(at('dist', '.tsbuildinfo')))
    rmSync(at('dist', '.tsbuildinfo'), { force: true });
  const projects = [root, at('src', 'site', 'client')]; // the second is what runs in a browser
  step('building', process.execPath, [at('node_modules', 'typescript', 'bin', 'tsc'), '-b', ...projects]);
  utimesSync(at('dist', '.tsbuildinfo'), new Date(), new Date()); // tsc leaves it alone when only times changed
}

/** Compiles the scan (AssemblyScript) to WebAssembly. */
function buildScan() {
  const parts = readdirSync(at('src', 'tag', 'wasm')).map((name) => at('src', 'tag', 'wasm', name));
  const scan = at('dist', 'tag', 'scan.wasm');
  if (Math.max(...parts.map(modified)) <= modified(scan)) return;
  const options = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];
  step('building the scan', process.execPath, [
    at('node_modules', 'assemblyscript', 'bin', 'asc.js'),
    at('src', 'tag', 'wasm', 'scan.ts'),
    '-o',
    scan,
    ...options,
  ]);
}

if (process.argv[2] !== '--prepare') {
  const { main } = await import(pathToFileURL(at('dist', 'cli.js')).href);
  process.exitCode = await main(process.argv.slice(2));
}
