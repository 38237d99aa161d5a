'use strict';
// How the kernel compiles cells. tslab checks them less strictly than a project's own sources, knows no place in a cell
// for a runtime error, and miscompiles `{ name }` and `{ name: other }` where the name belongs to an earlier cell. Here
// the same compiler checks strictly, keeps source maps, and compiles these as TypeScript means them.
const { hasAwait } = require('./awaits.cjs');
const { typeRootsFromPackage, typesFromPackage } = require('./elsewhere.cjs');
require('./names.cjs');
const { override } = require('./override.cjs');
const { computedApart } = require('./rerun.cjs');
const variables = require('./variables.cjs');

/** What the sources of this project are checked with (tsconfig.json). */
const strictness = {
  strict: true,
  alwaysStrict: false, // excludes the option by which tslab itself leaves "use strict" out; `convert` puts it in
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
};

// The source maps of the latest compilation: cell → JavaScript with `import`, → JavaScript with `require`.
let maps = [];
let awaits = false; // whether the cell that was compiled last awaits something
let emitting = false; // a file that a cell imports is then compiled from within

override('@tslab/typescript-for-tslab', (ts) => ({
  createWatchCompilerHost(files, given, ...rest) {
    const typeRoots = typeRootsFromPackage(given.typeRoots);
    const options = { ...given, ...strictness, typeRoots, inlineSourceMap: true };
    return typesFromPackage(ts, ts.createWatchCompilerHost(files, options, ...rest));
  },

  createWatchProgram(host) {
    const { afterProgramCreate } = host;
    host.afterProgramCreate = (builder) => {
      const { emit } = builder;
      builder.emit = (file, write, cancel, declarationsOnly, transformers) => {
        const before = [namesOfEarlierCells(ts, builder.getProgram().getTypeChecker())];
        if (process.env.RECOUNT_RERUN) before.push(computedApart(ts));
        emitting = true;
        try {
          return emit(file, write, cancel, declarationsOnly, { ...transformers, before });
        } finally {
          emitting = false;
        }
      };
      afterProgramCreate(builder);
    };
    return ts.createWatchProgram(host);
  },

  getPreEmitDiagnosticsOfFiles(program, files) {
    awaits = hasAwait(ts, files[0]);
    return [
      ...ts.getPreEmitDiagnosticsOfFiles(program, files).filter((diagnostic) => !isUntyped(diagnostic)),
      ...variables.staleUses(ts, program, files[0]),
    ];
  },

  transpileModule(input, options) {
    if (options.fileName !== 'custom.js' || emitting) return ts.transpileModule(input, options);
    const inline = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(input);
    const compiled = ts.transpileModule(inline ? input.slice(0, inline.index) : input, {
      ...options,
      compilerOptions: { ...options.compilerOptions, sourceMap: true },
      transformers: variables.sharing(ts),
    });
    maps = [inline && Buffer.from(inline[1], 'base64').toString(), compiled.sourceMapText];
    return { ...compiled, outputText: compiled.outputText.replace(/\n?\/\/# sourceMappingURL=\S*\s*$/, '\n') };
  },
}));

const ts = require('@tslab/typescript-for-tslab');

/** A complaint about types where nobody wrote any: in a file of JavaScript, or of a package that has none (7016). */
const isUntyped = ({ file, code }) =>
  code === 7016 || (/\.[cm]?jsx?$/.test(file?.fileName ?? '') && code >= 7000 && code < 8000);

/**
 * Prepares names for tslab, which writes `exports.name` for a name of an earlier cell. In `{ name }` it leaves the name
 * as it is, which then stands for nothing, and in a pattern `{ name: other }` it replaces the property by the variable.
 */
const namesOfEarlierCells = (ts, checker) => (context) => (file) => {
  const { factory } = context;
  const isOfEarlierCell = (symbol) => symbol?.declarations?.some((each) => each.getSourceFile() === file.parent);
  const visit = (node) => {
    if (ts.isBindingElement(node) && node.propertyName && ts.isIdentifier(node.propertyName)) {
      const property = factory.createIdentifier(node.propertyName.text);
      const [name, initializer] = [ts.visitNode(node.name, visit), ts.visitNode(node.initializer, visit)];
      return factory.updateBindingElement(node, node.dotDotDotToken, property, name, initializer);
    }
    if (ts.isShorthandPropertyAssignment(node) && isOfEarlierCell(checker.getShorthandAssignmentValueSymbol(node))) {
      const variable = factory.createPropertyAccessExpression(factory.createIdentifier('exports'), node.name.text);
      const byDefault = ts.visitNode(node.objectAssignmentInitializer, visit);
      const value = byDefault ? factory.createAssignment(variable, byDefault) : variable;
      return factory.createPropertyAssignment(node.name.text, value);
    }
    return ts.visitEachChild(node, visit, context);
  };
  return ts.visitNode(file, visit);
};

// A compiler that watches the disk throws from a watcher ("Unexpected pending rebuildTimer") or stands still when a
// file beside the notebook is written while it runs. A kernel takes the files as they are at its start.
ts.sys.watchFile = ts.sys.watchDirectory = () => ({ close() {} });

/** Leaves doc comments out of type declarations: a third of what is parsed at the start, which only an editor shows. */
exports.withoutDocComments = () => {
  const { readFile } = ts.sys;
  ts.sys.readFile = (path, encoding) => {
    const text = readFile(path, encoding);
    return path.endsWith('.d.ts') ? text?.replace(/^[ \t]*\/\*\*(?!\/)[^]*?\*\//gm, '') : text;
  };
};

/**
 * A cell without its `export`s: later cells see all that it declares, and tslab, which exports that, takes a name that
 * is exported already for declared twice. Every character stays in its place.
 */
exports.withoutExports = (code) => {
  if (!/\bexport\b/.test(code)) return code;
  const { statements } = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.Latest);
  const modifiers = statements.flatMap(({ modifiers = [] }) =>
    modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ? [] : modifiers,
  );
  let text = code;
  for (const { kind, end } of modifiers)
    if (kind === ts.SyntaxKind.ExportKeyword) text = text.slice(0, end - 6) + ' '.repeat(6) + text.slice(end);
  return text;
};

/** The source maps of the code that was compiled last, and whether it awaits something. */
exports.latest = () => ({ maps, awaits });

/** The line of a cell (from 1) for a position in its compiled code, by its source maps. */
exports.sourceLine = (mapsOfCell, line, column) => {
  let at = { line: line - 1, column: column - 1 };
  for (const map of [...mapsOfCell].reverse()) {
    if (!map) return undefined;
    let best;
    for (const to of ts.decodeMappings(JSON.parse(map).mappings)) {
      if (to.generatedLine !== at.line || to.sourceLine === undefined) continue;
      if (!best || to.generatedCharacter <= at.column) best = to;
    }
    if (!best) return undefined;
    at = { line: best.sourceLine, column: best.sourceCharacter };
  }
  return at.line; // tslab puts one line of its own above the cell, so this counts from 1
};
