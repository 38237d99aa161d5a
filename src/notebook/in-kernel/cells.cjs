'use strict';
// Runs cells as Jupyter's protocol has it: one after the other, each with its count, its outputs and its error. What a
// cell prints or throws is the cell's own, also where it comes later, from a timer or a promise.
const { AsyncLocalStorage } = require('node:async_hooks');
const { StringDecoder } = require('node:string_decoder');
const { isPromise } = require('node:util').types;
const compiler = require('./compiler.cjs');
const errors = require('./errors.cjs');
const names = require('./names.cjs');
const variables = require('./variables.cjs');
const converter = require('tslab/dist/converter.js');
const executor = require('tslab/dist/executor.js');
const jupyter = require('tslab/dist/jupyter.js');

const { setTimeout, setImmediate } = globalThis; // a cell may replace them

const running = new AsyncLocalStorage(); // the cell that a piece of work belongs to
const cells = new Map(); // by number
let current; // the cell whose turn it is, or the last one
const waiting = new Set(); // requests to execute that have not had their turn
let lastTurn = Promise.resolve();
let failsNext; // an error of an earlier cell that no reply has told yet

/** What is done once, before the first cell. */
const beginnings = [];
exports.beforeCells = (work) => beginnings.push(work);
const begin = () => beginnings.splice(0).forEach((work) => work());
setImmediate(begin); // requests that are here already as tslab starts come before this, hence also `takeTurn`

/** The number of the cell that the present piece of work belongs to; undefined outside cells. */
exports.runningCell = () => running.getStore()?.number;
/** Does something that is no work of a cell, though a cell caused it. */
exports.outsideCells = (work) => running.exit(work);

// ---- messages -----------------------------------------------------------------------------------

function publish({ server, message }, type, content, metadata = {}) {
  const published = message.createReply();
  Object.assign(published, { content, metadata });
  published.header.msg_type = type;
  published.signAndSend(server.connInfo.key, server.iopub);
}

/** Publishes something that is of no cell, for the runner. */
exports.publishToRunner = (type, content) => {
  if (current) publish(current, 'display_data', { data: { [type]: content }, metadata: {}, transient: {} });
};

function publishError(cell, error) {
  publish(cell, 'error', errors.asContent(error), { recount: error });
}

// ---- outputs ------------------------------------------------------------------------------------

const ownerOfOutput = () => running.getStore() ?? current;

/** Writes to a stream of the cell that the writing belongs to. Characters that were cut in two are put together. */
jupyter.JupyterHandlerImpl.prototype.createWriteToIopub = (name) => (chunk, encoding, callback) => {
  const cell = ownerOfOutput();
  const stream = (cell.streams[name] ??= { decoder: new StringDecoder(), rest: '' });
  const text =
    stream.rest + (typeof chunk === 'string' ? decoded(chunk, encoding) : stream.decoder.write(Buffer.from(chunk)));
  const isCut = /[\ud800-\udbff]$/.test(text);
  stream.rest = isCut ? text.slice(-1) : '';
  publishText(cell, name, isCut ? text.slice(0, -1) : text);
  const done = typeof encoding === 'function' ? encoding : callback;
  if (done) process.nextTick(done);
  return true;
};

function flush(cell, name) {
  const { decoder, rest } = cell.streams[name];
  delete cell.streams[name];
  publishText(cell, name, rest + decoder.end());
}

/** Half a character is no text, and JSON with it is refused by others. */
function publishText(cell, name, text) {
  if (text !== '') publish(cell, 'stream', { name, text: text.replace(loneSurrogate, '\ufffd') });
}

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const decoded = (text, encoding) =>
  typeof encoding !== 'string' || /^utf-?8$/i.test(encoding) ? text : Buffer.from(text, encoding).toString();

const showOutput = (data, isUpdate) =>
  publish(ownerOfOutput(), isUpdate ? 'update_display_data' : 'display_data', data);
Object.defineProperty(jupyter, 'lastWriteDisplayData', {
  get: () => (ownerOfOutput() ? showOutput : null), // tslab's `display`, and ours, look for it here
  set() {},
});

// ---- one cell after the other -------------------------------------------------------------------

const { ZmqServer, JupyterHandlerImpl } = jupyter;
const { handleShellMessage, publishStatus } = ZmqServer.prototype;

/** Takes every message. One that is not signed, or garbled, is not for this kernel. */
ZmqServer.prototype.handleShellMessage = function (...frames) {
  return handleShellMessage.call(this, ...frames).catch(() => {});
};

/** A request to execute says that it is busy and idle when its turn comes, not as it arrives. */
ZmqServer.prototype.publishStatus = function (status, message) {
  if (message.header.msg_type !== 'execute_request') publishStatus.call(this, status, message);
};

ZmqServer.prototype.handleExecute = function (socket, message) {
  const request = { server: this, socket, message, isAborted: false };
  waiting.add(request);
  lastTurn = lastTurn.catch(() => {}).then(() => takeTurn(request));
  return lastTurn;
};

async function takeTurn(request) {
  const { server, socket, message } = request;
  waiting.delete(request);
  begin();
  publishStatus.call(server, 'busy', message);
  const reply = message.createReply();
  reply.header.msg_type = 'execute_reply';
  reply.content = request.isAborted ? { status: 'aborted' } : await execute(request);
  reply.signAndSend(server.connInfo.key, socket);
  publishStatus.call(server, 'idle', message);
}

async function execute({ server, message }) {
  const { handler } = server;
  const { code, silent = false, store_history: isCounted = true, stop_on_error: stops = true } = message.content;
  const number = handler.execCount + 1;
  const cell = { number, server, message, isRunning: true, maps: [], streams: {} };
  current = cell;
  cells.set(number, cell);
  if (!silent) publish(cell, 'execute_input', { code, execution_count: number });
  await running.run(cell, () => handler.handleExecuteImpl(message.content).catch((thrown) => ended(cell, thrown)));
  await new Promise((resolve) => setImmediate(resolve)); // Node tells of a promise that nobody awaits only now
  cell.isRunning = false;
  if (silent || !isCounted) handler.execCount -= 1;
  for (const name of Object.keys(cell.streams)) flush(cell, name);

  const error = cell.error ?? failsNext;
  failsNext = undefined;
  if (!error) return { status: 'ok', execution_count: number, payload: [], user_expressions: {} };
  if (!cell.isErrorTold) publishError(cell, error);
  if (stops) await abortWaiting();
  return { status: 'error', execution_count: number, ...errors.asContent(error) };
}

/** tslab rejects with a count for a cell that failed; anything else is a mistake of the kernel's. */
function ended(cell, thrown) {
  cell.error ??= errors.ofThrown(thrown, cell.number, mapsOf);
}

/** Aborts the requests that came before the error is told; those that come after it are meant. */
async function abortWaiting() {
  await new Promise((resolve) => setTimeout(resolve, 20)); // what is in the sockets arrives meanwhile
  for (const request of waiting) request.isAborted = true;
}

const mapsOf = (number) => cells.get(number)?.maps ?? [];

const { createConverter } = converter;
converter.createConverter = (options) => {
  const made = createConverter(options);
  const { convert } = made;
  made.convert = (earlier, code) => {
    const result = running.exit(() => names.ofCell(() => convert(earlier, compiler.withoutExports(code))));
    if (result.output && current) {
      const { maps, awaits } = compiler.latest();
      current.maps = maps;
      result.hasToplevelAwait ||= awaits;
      // as in the sources of a module; what follows the code names it in stack traces
      result.output = `'use strict'; ${result.output}\n//# sourceURL=cell[${current.number}]`;
    }
    return result;
  };
  return made;
};

const { createExecutor } = executor;
executor.createExecutor = (rootDir, converters, console) => {
  let said = []; // what tslab says of the running cell: [thrown], or what the compiler says
  let last = []; // the value that it ends in, if any
  const [error, log] = [(...each) => said.push(each), (value) => last.push(value)];
  const made = createExecutor(rootDir, converters, { ...console, error, log });
  cells.clear();
  current = undefined;
  variables.begin(globalThis.__tslab__);

  const { execute: executeCode, interrupt } = made;
  let stop = () => {};
  made.interrupt = () => {
    interrupt();
    stop(new Error('Interrupted asynchronously')); // as tslab says it where a cell awaits
  };
  /** Shows the value that a cell ends in; of a promise, what it comes to, as its insides tell a reader nothing. */
  const show = async (value) => {
    const shown = isPromise(value) ? await Promise.race([value, new Promise((_, reject) => (stop = reject))]) : value;
    if (shown !== undefined && shown !== null) console.log(shown);
  };
  made.execute = async (code) => {
    const cell = current;
    said = [];
    last = [];
    const hasRun = await executeCode(code);
    for (const value of last) await show(value).catch((thrown) => said.push([thrown]));
    const isOk = hasRun && said.length === 0; // a cell that is a module fails by what is said alone
    variables.endCell(cell.number, isOk);
    if (!isOk)
      cell.error =
        said[0]?.length === 1 ? errors.ofThrown(said[0][0], cell.number, mapsOf) : errors.ofCompiler(said, cell.number);
    return isOk;
  };
  return made;
};

// ---- errors that come late ----------------------------------------------------------------------

/**
 * Tells errors that come after their cell has ended, or beside it. The runner hears of them by themselves; a front end
 * shows them at their cell, and hears of them in the reply of the cell that runs meanwhile, or comes next.
 */
exports.tellLateErrors = ({ inReplies }) => {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.removeAllListeners(event); // tslab's own, which print
    process.on(event, (thrown) => {
      const cell = ownerOfOutput();
      if (!cell) return; // nothing has been executed
      const error = { ...errors.ofThrown(thrown, cell.number, mapsOf), late: true };
      publishError(cell, error);
      if (cell.isRunning) {
        cell.error ??= error;
        cell.isErrorTold = true;
      } else if (inReplies) failsNext ??= error;
    });
  }
};

// ---- what tslab answers otherwise than the protocol has it --------------------------------------

const { handleKernel } = JupyterHandlerImpl.prototype;
JupyterHandlerImpl.prototype.handleKernel = function () {
  return { status: 'ok', ...handleKernel.call(this) };
};
JupyterHandlerImpl.prototype.handleShutdown = ({ restart = false }) => ({ status: 'ok', restart });

ZmqServer.prototype.handleCommInfoRequest = function (socket, message) {
  const reply = message.createReply();
  reply.header.msg_type = 'comm_info_reply';
  reply.content = { status: 'ok', comms: {} };
  reply.signAndSend(this.connInfo.key, socket);
};
