'use strict';
// tslab compiles each cell that declares something twice: first to see the names that it declares, then with an
// `export` of these names. The names stand in the cell itself, so here the first time only the cell is read.
const { override } = require('./override.cjs');

let converting = false; // whether a cell is compiled; a front end also asks for completions and help, of whole programs

override('@tslab/typescript-for-tslab', (ts) => ({
  createWatchProgram(host) {
    const { createProgram } = host;
    let withExport; // the text that tslab comes with next, where it was given the names
    host.createProgram = (roots, options, files, last, ...rest) => {
      const whole = () => createProgram.call(host, roots, options, files, last, ...rest);
      const cell = converting && last && roots.find((name) => /\/__tslab__\.[jt]s$/.test(name));
      const before = cell && last.getSourceFile(cell);
      const file = before && files.getSourceFile(cell, options.target);
      if (!file || file.text === withExport) return whole();
      ts.bindSourceFile(file, options);
      withExport = `${file.text}\nexport {${[...file.locals.keys()].join(', ')}}`;
      // one text twice in a row would be taken for compiled
      if (file.locals.size === 0 || before.text === withExport) return whole();
      return { ...last, getSourceFile: (name) => (name === cell ? file : last.getSourceFile(name)) };
    };
    return ts.createWatchProgram(host);
  },
}));

/** Compiles a cell, by the converter of tslab. */
exports.ofCell = (convert) => {
  converting = true;
  try {
    return convert();
  } finally {
    converting = false;
  }
};
