// Loaded into every kernel that Recount starts (`node --require`), before tslab itself.
//
// tslab reports an error as text on stderr, says "ok" for errors that come late, and knows no place
// in the cell for a runtime error. This file makes the same kernel say these things properly: every
// error goes out as one display message of the type `application/vnd.recount.error+json`, in order
// with the other outputs. What a cell computes and prints is left as it is.
//
// Plain CommonJS, since `--require` takes nothing else and the kernel runs no build step.
'use strict';
const { AsyncLocalStorage } = require('node:async_hooks');
const util = require('node:util');
const v8 = require('node:v8');

// V8 compiles busy functions anew, optimized, on other threads. For a kernel that lives for seconds that
// is a fourth of all its computing and comes too late to pay, so here functions must be busier (default: 67584).
v8.setFlagsFromString('--interrupt-budget=600000');

const ERROR = 'application/vnd.recount.error+json';
const DRAINED = 'application/vnd.recount.drained+json';

/** Replaces exports of a module that is yet to be required by others. */
function override(name, make) {
  const original = require(name);
  require.cache[require.resolve(name)].exports = { ...original, ...make(original) };
}

// The maps of the latest compilation: cell → JavaScript with `import`, → JavaScript with `require`.
let maps = [];
override('@tslab/typescript-for-tslab', (ts) => ({
  createWatchCompilerHost: (files, options, ...rest) =>
    ts.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest),
  transpileModule(input, options) {
    if (options.fileName !== 'custom.js') return ts.transpileModule(input, options);
    const inline = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(input);
    const bare = inline ? input.slice(0, inline.index) : input;
    const compiled = ts.transpileModule(bare, {
      ...options,
      compilerOptions: { ...options.compilerOptions, sourceMap: true },
    });
    maps = [inline && Buffer.from(inline[1], 'base64').toString(), compiled.sourceMapText];
    return { ...compiled, outputText: compiled.outputText.replace(/\n?\/\/# sourceMappingURL=\S*\s*$/, '\n') };
  },
}));

// Half of a kernel's start goes into parsing type declarations, and a third of that into their doc
// comments, which only an editor shows.
const { sys } = require('@tslab/typescript-for-tslab');
const { readFile } = sys;
sys.readFile = (path, encoding) => {
  const text = readFile(path, encoding);
  return path.endsWith('.d.ts') ? text?.replace(/^[ \t]*\/\*\*(?!\/)[^]*?\*\//gm, '') : text;
};

// A compiler that watches the disk throws from a watcher ("Unexpected pending rebuildTimer") or stands still
// when a file beside the notebook is written while it runs. A run takes the files as they are at its start.
sys.watchFile = sys.watchDirectory = () => ({ close() {} });

// tslab begins to receive while its sockets are still being bound, which ZeroMQ does on another thread: a request that
// comes meanwhile is lost ("socket is blocked") or, now and then, the news of it, and then the kernel stands still.
const binding = [];
const bound = (Socket) =>
  class extends Socket {
    bind(address) {
      binding.push(super.bind(address));
      return binding.at(-1);
    }
  };
const receivingOnceBound = (Socket) =>
  class extends bound(Socket) {
    async *[Symbol.asyncIterator]() {
      await null; // tslab binds after it begins to receive
      await Promise.all(binding);
      for await (const parts of { [Symbol.asyncIterator]: () => super[Symbol.asyncIterator]() }) yield parts;
    }
  };

// A publisher drops messages once 1000 wait for a slow reader, and refuses more than 512 in one turn
// of the event loop (a loop of `console.log`); an output must never be lost.
override('zeromq', (zmq) => ({
  Publisher: class extends bound(zmq.Publisher) {
    constructor(options) {
      super({ ...options, sendHighWaterMark: 0, sendTimeout: 0 });
    }
  },
  Router: receivingOnceBound(zmq.Router),
  Reply: receivingOnceBound(zmq.Reply),
}));

const ts = require('@tslab/typescript-for-tslab');
const converter = require('tslab/dist/converter.js');
const jupyter = require('tslab/dist/jupyter.js');
const executor = require('tslab/dist/executor.js');

const running = new AsyncLocalStorage(); // the number of the cell that a piece of work belongs to
const compiled = new Map(); // the number of a cell → the maps of its code
let count = 0;

function send(type, content) {
  jupyter.lastWriteDisplayData?.({ data: { [type]: content }, metadata: {}, transient: {} }, false);
}

/** The source line (from 1) for a position in a cell's compiled code, by its two source maps. */
function sourceLine(cell, line, column) {
  let at = { line: line - 1, column: column - 1 };
  for (const map of [...(compiled.get(cell) ?? [])].reverse()) {
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
}

/** What is known of a thrown value, in plain data. */
function describe(thrown, cell) {
  const isError = util.types.isNativeError(thrown);
  const frames = [];
  let line;
  for (const frame of isError ? String(thrown.stack).split('\n') : []) {
    const place = /\bcell\[(\d+)\]:(\d+):(\d+)/.exec(frame);
    if (!place || !/^\s+at /.test(frame)) continue; // a frame outside the cells: a machine path
    const [number, row, column] = place.slice(1).map(Number);
    const found = sourceLine(number, row, column);
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
}

const { createConverter } = converter;
converter.createConverter = (options) => {
  const made = createConverter(options);
  const { convert } = made;
  made.convert = (...input) => {
    const result = convert(...input);
    if (result.output) {
      compiled.set(count, maps);
      result.output += `\n//# sourceURL=cell[${count}]`;
    }
    return result;
  };
  return made;
};

const { createExecutor } = executor;
executor.createExecutor = (rootDir, convs, console) => {
  let errors = []; // what tslab says of the running cell: [thrown] or [format, file, line, column, message]
  const made = createExecutor(rootDir, convs, { ...console, error: (...said) => errors.push(said) });
  compiled.clear();
  count = 0;

  const { execute } = made;
  made.execute = (code) => {
    begin();
    const cell = ++count;
    errors = [];
    return running.run(cell, async () => {
      const ok = await execute(code);
      if (ok) for (const said of errors) console.error(...said);
      else if (errors[0]?.length === 1) send(ERROR, { ...describe(errors[0][0], cell), late: false });
      else {
        const frames = errors.map(([, file, line, column, message]) => `${file}${line}:${column} - ${message}`);
        const [, , line, , message] = errors.find(([, file]) => file === '') ?? errors[0] ?? [];
        send(ERROR, {
          name: 'TypeScript',
          message: message ?? 'the cell does not compile',
          frames,
          cell,
          line,
          late: false,
        });
      }
      return ok;
    });
  };
  return made;
};

// What is done once, when tslab has started and before the first cell. Requests that are here already as it starts
// are answered before the event loop comes round, so the first cell sees to it where nothing else has.
let beginnings = [];
exports.beforeCells = (work) => beginnings.push(work);
function begin() {
  for (const work of beginnings) work();
  beginnings = [];
}
setImmediate(begin);

// tslab sets its own handlers, which print, as it starts; these come in their place.
exports.beforeCells(() => {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.removeAllListeners(event);
    process.on(event, (thrown) => send(ERROR, { ...describe(thrown, running.getStore() ?? count), late: true }));
  }
});

// Asked to shut down, tslab closes all sockets at once, and what a cell left running (a timer, a
// promise nobody awaits) is lost. Here only the ways in are closed: Node then ends by itself when
// nothing is left to do, and what happens until then still goes out.
jupyter.ZmqServer.prototype.close = function () {
  this.handler.close();
  for (const socket of [this.shell, this.control, this.stdin, this.hb]) socket.close();
  process.once('beforeExit', () => {
    send(DRAINED, {});
    setInterval(() => {}, 60_000); // stay until the runner has read it and ends us
  });
};

// The other end of stdin is the runner: when it is gone, however it went, so is the kernel.
process.stdin
  .on('end', () => process.kill(process.pid, 'SIGKILL'))
  .resume()
  .unref();
