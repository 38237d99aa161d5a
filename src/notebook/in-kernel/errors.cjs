'use strict';
// What is known of an error, as plain data.
const util = require('node:util');
const { sourceLine } = require('./compiler.cjs');

/** Describes a thrown value; `mapsOf` gives the source maps of a cell by its number. */
exports.ofThrown = (thrown, cell, mapsOf) => {
  const isError = util.types.isNativeError(thrown);
  const frames = [];
  let line;
  for (const frame of isError ? String(thrown.stack).split('\n') : []) {
    const place = /\bcell\[(\d+)\]:(\d+):(\d+)/.exec(frame);
    if (!place || !/^\s+at /.test(frame)) continue; // a frame outside the cells: a machine path
    const [number, row, column] = place.slice(1).map(Number);
    const found = sourceLine(mapsOf(number), row, column);
    frames.push(frame.replace(place[0], `cell [${number}]${found === undefined ? '' : `, line ${found}`}`));
    if (number === cell) line ??= found;
  }
  return {
    name: isError ? String(thrown.name) : 'Thrown',
    message: isError ? String(thrown.message) : util.inspect(thrown),
    frames,
    cell,
    ...(line === undefined ? {} : { line }),
  };
};

/** Describes what tslab's compiler says of a cell: lists of [format, file, line, column, message]. */
exports.ofCompiler = (said, cell) => {
  const frames = said.map(([, file, line, column, message]) => `${file}${line}:${column} - ${message}`);
  const [, , line, , message] = said.find(([, file]) => file === '') ?? [];
  return {
    name: 'TypeScript',
    message: message ?? said[0]?.[4] ?? 'the cell does not compile',
    frames,
    cell,
    ...(line === undefined ? {} : { line }),
  };
};

/** The content of an `error` message, or of a reply, as Jupyter's protocol has it. */
exports.asContent = ({ name, message, frames }) => ({
  ename: name,
  evalue: message,
  traceback: [...`${name}: ${message}`.split('\n'), ...frames],
});
