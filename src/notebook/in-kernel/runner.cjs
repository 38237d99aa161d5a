'use strict';
// What only a kernel has that the runner of notebooks has started: it ends with the runner, and tells it what is left
// running at the end of a notebook.
const { rmSync } = require('node:fs');
const { dirname } = require('node:path');
const { publishToRunner } = require('./cells.cjs');
const { whenDrained } = require('./pending.cjs');
const jupyter = require('tslab/dist/jupyter.js');

const DRAINED = 'application/vnd.recount.drained+json';
const { setInterval } = globalThis;

let limits = { graceMs: 1000, limitMs: 1000 };
const { handleShutdown } = jupyter.JupyterHandlerImpl.prototype;
jupyter.JupyterHandlerImpl.prototype.handleShutdown = function (request) {
  limits = { ...limits, ...request.recount };
  return handleShutdown.call(this, request);
};

// Asked to shut down, tslab closes all sockets at once, and what a cell left running (a timer, a promise nobody awaits)
// is lost. Here only the ways in are closed: what happens until nothing is left to do still goes out.
jupyter.ZmqServer.prototype.close = function () {
  this.handler.close();
  for (const socket of [this.shell, this.control, this.stdin, this.hb]) socket.close();
  whenDrained(limits, (left) => {
    publishToRunner(DRAINED, { left });
    setInterval(() => {}, 60_000); // stay until the runner has read it and ends us
  });
};

/**
 * The other end of stdin is the runner. When it is gone, however it went, so are the kernel and its connection file.
 */
exports.endWithRunner = (configPath) => {
  process.stdin
    .on('end', () => {
      rmSync(dirname(configPath), { recursive: true, force: true });
      try {
        process.kill(-process.pid, 'SIGKILL'); // and what the cells have started
      } catch {
        process.kill(process.pid, 'SIGKILL'); // a system without groups of processes
      }
    })
    .resume()
    .unref();
};
