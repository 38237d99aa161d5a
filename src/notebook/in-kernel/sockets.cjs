'use strict';
// The kernel's sockets. What goes wrong in them is never an error of a cell.
const { renameSync, writeFileSync } = require('node:fs');
const { override } = require('./override.cjs');

const binding = []; // the sockets in the order in which tslab binds them, each with its promise

// tslab begins to receive while its sockets are still being bound, which ZeroMQ does on another thread: a request that
// comes meanwhile is lost ("socket is blocked") or, now and then, the news of it, and then the kernel stands still.
const bound = (Socket) =>
  class extends Socket {
    bind(address) {
      const done = super.bind(address);
      binding.push({ socket: this, done });
      return done;
    }
  };

const receivingOnceBound = (Socket) =>
  class extends bound(Socket) {
    async *[Symbol.asyncIterator]() {
      await null; // tslab binds after it begins to receive
      await Promise.all(binding.map(({ done }) => done));
      for await (const parts of { [Symbol.asyncIterator]: () => super[Symbol.asyncIterator]() }) yield parts;
    }
  };

// A socket drops messages once 1000 wait for a slow reader, and refuses a message while another is being sent, or more
// than 512 in one turn of the event loop (a loop that prints). No output and no reply may be lost.
const sendingAll = (Socket) =>
  class extends Socket {
    constructor(options) {
      super({ ...options, sendHighWaterMark: 0, sendTimeout: 0 });
    }
    send(message) {
      return super.send(message).catch(() => {}); // the socket is closed, or its reader is gone: nobody is left to tell
    }
  };

override('zeromq', (zmq) => ({
  Publisher: bound(sendingAll(zmq.Publisher)),
  Router: receivingOnceBound(sendingAll(zmq.Router)),
  Reply: receivingOnceBound(zmq.Reply),
}));

const names = ['iopub_port', 'shell_port', 'control_port', 'stdin_port', 'hb_port'];

/** Writes to a file which ports the system chose for the sockets that were bound to port 0. */
exports.writePorts = async (file) => {
  await Promise.all(binding.map(({ done }) => done));
  const ports = binding.map(({ socket }, i) => [names[i], Number(/\d+$/.exec(socket.lastEndpoint)?.[0])]);
  writeFileSync(`${file}.tmp`, JSON.stringify(Object.fromEntries(ports)));
  renameSync(`${file}.tmp`, file); // there is either nothing to read, or all of it
};
