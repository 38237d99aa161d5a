'use strict';
// Starts tslab with what Recount adds to it: `node start.cjs kernel --config-path FILE [--runner] [--reusable]`, or,
// from JupyterLab's launcher, `start`. A script of its own, and not `--require`: what a cell starts (a worker thread,
// another Node) would inherit that.
//
// Plain CommonJS, since it is loaded before tslab and is not built.
const { readFileSync } = require('node:fs');
const v8 = require('node:v8');

/**
 * @param configPath the connection file
 * @param isRunner whether the runner of notebooks has started it, and not a front end
 * @param isReusable whether it is to run one notebook after another
 */
exports.start = ({ configPath, isRunner = false, isReusable = false }) => {
  // V8 compiles busy functions anew, optimized, on other threads. For a kernel that lives for seconds that is a fourth
  // of all its computing and comes too late to pay, so here functions must be busier (default: 67584).
  if (isRunner) v8.setFlagsFromString('--interrupt-budget=600000');

  void [process.stdin, process.stdout, process.stderr]; // Node opens them at their first use, which is no cell's

  const { writePorts } = require('./sockets.cjs');
  const compiler = require('./compiler.cjs');
  if (isRunner) require('./ambient.cjs'); // a front end completes names and shows their help
  const cells = require('./cells.cjs');
  if (isRunner) {
    compiler.withoutDocComments();
    require('./runner.cjs').endWithRunner(configPath);
  }
  cells.beforeCells(() => cells.tellLateErrors({ inReplies: !isRunner }));
  if (isRunner) require('./reads.cjs');
  require('./elsewhere.cjs').requireFromPackage();
  if (isReusable) require('./reuse.cjs');
  require('tslab/dist/main.js').startKernel({ configPath, enableFindLocal: false });
  if (JSON.parse(readFileSync(configPath, 'utf8')).shell_port === 0)
    setImmediate(() => writePorts(`${configPath}.ports`));
};

if (require.main === module) {
  const [, , , , configPath, ...flags] = process.argv;
  exports.start({ configPath, isRunner: flags.includes('--runner'), isReusable: flags.includes('--reusable') });
}
