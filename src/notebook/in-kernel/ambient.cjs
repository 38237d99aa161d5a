'use strict';
// Types that are there without an import: those of Node, and all others below `@types`. The compiler would read them at
// every start, more than all else together, and few cells name any but `console`. So the runner's kernels begin with
// that one, and bring the others as soon as a cell does not compile without them, or imports types that speak of Node.
const { existsSync } = require('node:fs');
const { isBuiltin } = require('node:module');
const { join, resolve, sep } = require('node:path');
const { override } = require('./override.cjs');

/** The part of Node's types that nearly every notebook names. */
const first = 'console';

const ownTypes = resolve(__dirname, '..', '..', '..', 'dist').split(sep).join('/');

/** Of the compiler that was made last: whether it has all types, and the files that it has read. */
let latest;

override('@tslab/typescript-for-tslab', (ts) => ({
  createWatchCompilerHost(files, given, ...rest) {
    const host = ts.createWatchCompilerHost(files, { ...given, types: [] }, ...rest);
    const { typeRoots } = host.options;
    const firsts = typeRoots.map((root) => join(root, 'node', `${first}.d.ts`)).filter(existsSync);
    const types = { areWhole: firsts.length === 0, files: () => [] };
    latest = types;

    const lines = (references) => references.map((each) => `/// <reference ${each} />\n`).join('');
    const few = lines(firsts.slice(0, 1).map((path) => `path="${path}"`));
    const all = lines(ts.getAutomaticTypeDirectiveNames({ typeRoots }, host).map((name) => `types="${name}"`));
    // the declarations of earlier cells, a file that no message speaks of, lead to the types
    const declarations = files.find((file) => file.endsWith('.d.ts'));
    const { readFile, createProgram } = host;
    host.readFile = (path, encoding) => {
      const text = readFile.call(host, path, encoding);
      return path === declarations ? (types.areWhole ? all : few) + text : text;
    };
    host.createProgram = (...input) => {
      const program = createProgram.call(host, ...input);
      types.files = () => program.getSourceFiles();
      return program;
    };
    return host;
  },
}));

const converter = require('tslab/dist/converter.js');
const { createConverter } = converter;
converter.createConverter = (options) => {
  const made = createConverter(options);
  const types = latest;
  const known = new Set(types.files());
  const added = () => types.files().filter((file) => !known.has(file) && known.add(file));
  const { convert } = made;
  const convertWithAll = (...input) => {
    types.areWhole = true;
    return convert(...input);
  };
  made.convert = (...input) => {
    const result = convert(...input);
    const isDone = types.areWhole || (result.diagnostics.length === 0 && !added().some(speaksOfNode));
    return isDone ? result : convertWithAll(...input);
  };
  return made;
};

/** Whether the types of a package name some of Node's, which would otherwise be taken for `any`. */
const speaksOfNode = ({ fileName, isDeclarationFile, text }) =>
  isDeclarationFile &&
  !fileName.startsWith(ownTypes) &&
  (/\bBuffer\b|\bNodeJS\b/.test(text) ||
    [...text.matchAll(/\b(?:from|import\(|require\()\s*['"]([^'"]+)['"]/g)].some(([, name]) => isBuiltin(name)));
