'use strict';
// `node --require` with this: a kernel in a folder whose path ends with SLOW_IN needs SLOW more seconds to start.
const { SLOW, SLOW_IN = '' } = process.env;
if (process.argv.includes('--config-path') && process.cwd().endsWith(SLOW_IN))
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000 * Number(SLOW));
