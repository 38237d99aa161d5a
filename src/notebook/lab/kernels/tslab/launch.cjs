// Starts tslab for a notebook that is open in JupyterLab or VS Code; `kernel.json` beside this file names it.
// Plain CommonJS, since Jupyter starts it before anything is built.
'use strict';
const { spawnSync } = require('node:child_process');
const { resolve } = require('node:path');

const project = resolve(__dirname, '../../../../..');
const [configPath] = process.argv.slice(2);

// A restarted kernel has the library as its sources are now.
const { status, stderr } = spawnSync(process.execPath, [resolve(project, 'src/bin.mjs'), '--prepare'], {
  encoding: 'utf8',
});
if (status !== 0) process.stderr.write(stderr); // the kernel starts all the same, with the last build

// A cell's imports are looked for from the kernel's folder upwards, which is the notebook's. A notebook that lies
// outside the project finds nothing there, so its kernel works in the project's folder.
try {
  require.resolve('recount/package.json', { paths: [process.cwd()] });
} catch {
  process.chdir(project);
}

// Jupyter ends its kernels in order; where it was killed itself, nobody is left to ask.
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(), 1000).unref();

require('../../../in-kernel/start.cjs').start({ configPath });
