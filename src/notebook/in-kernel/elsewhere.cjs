'use strict';
// A notebook runs wherever it lies. Where its folder leads to no package `recount`, its cells import the one that runs
// them, and the packages that this one has; what the folder itself leads to goes first.
const { existsSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, resolve } = require('node:path');

const packageRoot = resolve(__dirname, '..', '..', '..');
const beside = join(packageRoot, 'src.js');

const isBare = (name) => !/^(?:[./\\]|node:|[a-zA-Z]:)/.test(name);

/** Whether the folder of the notebook leads to no `recount`. */
const isElsewhere = (() => {
  try {
    Module.createRequire(join(process.cwd(), 'src.js')).resolve('recount');
    return false;
  } catch {
    return true;
  }
})();

/** Lets `require` in the cells find the packages. */
exports.requireFromPackage = () => {
  if (!isElsewhere) return;
  const cell = join(process.cwd(), 'src.js'); // what tslab calls the module of the cells
  const ofPackage = Module.createRequire(beside);
  const { _resolveFilename } = Module;
  Module._resolveFilename = function (name, parent, ...rest) {
    try {
      return _resolveFilename.call(this, name, parent, ...rest);
    } catch (error) {
      if (parent?.filename !== cell || !isBare(name) || error.code !== 'MODULE_NOT_FOUND') throw error;
      return ofPackage.resolve(name);
    }
  };
};

/** The folders with the types of Node: an installed package has them beside itself, where tslab does not look. */
exports.typeRootsFromPackage = (roots = []) => {
  const hasNode = (root) => existsSync(join(root, 'node'));
  if (!isElsewhere || roots.some(hasNode)) return roots;
  const above = Module._nodeModulePaths(packageRoot).map((folder) => join(folder, '@types'));
  return [...roots, ...above.filter(hasNode).slice(0, 1)];
};

/** Lets the compiler find their types: the host that resolves names so, or as it was. */
exports.typesFromPackage = (ts, host) => {
  if (!isElsewhere) return host;
  const cache = ts.createModuleResolutionCache(process.cwd(), (name) => name);
  host.resolveModuleNames = (names, file, _, __, options) =>
    names.map((name) => {
      const from = (containing) => ts.resolveModuleName(name, containing, options, host, cache).resolvedModule;
      const isOfCells = dirname(file) === process.cwd();
      return from(file) ?? (isOfCells && isBare(name) ? from(beside) : undefined);
    });
  return host;
};
