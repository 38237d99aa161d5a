'use strict';
// Runs a file of the bundle with what V8 compiled of it before: to compile it anew takes longer than most commands
// take to work. What was compiled is kept beside the file, whose name tells its contents, for one version of Node; V8
// refuses what other versions and other flags made, and then compiles the file as it would without. In such a file
// `import()` is no more than a rejected promise: Node has no way yet to allow it that is not an experiment.
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');
const { isMainThread } = require('node:worker_threads');

/** The scripts of which nothing was kept yet, by where it will be. @type {Map<string, Script>} */
const unkept = new Map();

const keptOf = (/** @type {string} */ file) => `${file}.${process.version}-${process.arch}`;

/** What is kept of a file; nothing where it is missing, or cannot be read. */
function readKept(/** @type {string} */ file) {
  try {
    return readFileSync(keptOf(file));
  } catch {
    return undefined;
  }
}

/** The exports of a CommonJS file, which later `require`s of it get too. */
function load(/** @type {string} */ file) {
  const before = require.cache[file];
  if (before) return before.exports;
  const cachedData = readKept(file);
  const script = new Script(Module.wrap(readFileSync(file, 'utf8')), {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  if (!cachedData && isMainThread) {
    if (unkept.size === 0) process.once('exit', keep);
    unkept.set(keptOf(file), script);
  }
  const module = new Module(file);
  module.filename = file;
  require.cache[file] = module;
  script.runInThisContext()(module.exports, Module.createRequire(file), module, file, dirname(file));
  module.loaded = true;
  return module.exports;
}

/** Keeps what was compiled, with the functions that were called so far, where it can be written. */
function keep() {
  for (const [file, script] of unkept) {
    const part = `${file}.${process.pid}`;
    try {
      writeFileSync(part, script.createCachedData());
      renameSync(part, file);
    } catch {
      return; // somebody else's folder: the file is compiled anew each time
    }
  }
}

module.exports = { load };
