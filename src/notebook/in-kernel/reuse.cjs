// Lets a kernel run one notebook after another.
//
// Starting a kernel takes longer than most notebooks do: declarations are parsed, the library is loaded,
// nothing is warm. So the runner asks a kernel whose notebook has ended well to start again in place: the
// protocol's own `shutdown_request` with `restart: true`. What the notebook left is taken away (variables,
// declarations, modules, globals, environment variables). Where it left something else, or something
// that cannot be seen from here, the kernel refuses, and shuts down as if only that had been asked.
'use strict';
const { beforeCells } = require('./cells.cjs');
const reads = require('./reads.cjs');
const { createHook } = require('node:async_hooks');
const { isBuiltin } = require('node:module');
const { isMap, isModuleNamespaceObject } = require('node:util').types;
const converter = require('tslab/dist/converter.js');
const executor = require('tslab/dist/executor.js');
const jupyter = require('tslab/dist/jupyter.js');

// The library is loaded before the first cell, so that what it loads and sets is there from the start.
const libraryFile = require.resolve('../../../dist/library/index.js');
const library = require(libraryFile);

const rssLimit = 1e9;

let start; // how things stood before the first cell
let imported = new Set(); // what the cells have imported, as they name it
let timers = []; // the timers that they have made
let compiledFiles = false; // whether tslab has compiled files for them; it does so once, for itself

beforeCells(() => {
  for (const key of Reflect.ownKeys(globalThis)) void globalThis[key]; // Node defines some when they are first read
  start = {
    folder: process.cwd(),
    environment: { ...process.env },
    globals: new Set(Reflect.ownKeys(globalThis)),
    modules: new Set(Object.keys(require.cache)),
    pending: pending(),
    listeners: listeners(),
    builtIns: builtIns(),
  };
  const init = (_id, type, _trigger, resource) => type === 'Timeout' && timers.push(new WeakRef(resource));
  createHook({ init }).enable();
});

/** How much keeps Node from ending, without the files that TypeScript watches and what is done at once anyway. */
const pending = () =>
  process.getActiveResourcesInfo().filter((type) => !['FSEventWrap', 'StatWatcher', 'Immediate'].includes(type)).length;

const listeners = () =>
  process
    .eventNames()
    .sort()
    .flatMap((event) => [event, ...process.rawListeners(event)]);

/** All that an object is of itself, in a flat list; of a map (`console` counts in one), also its size. */
function ownParts(object) {
  const own = Object.getOwnPropertyDescriptors(object);
  const ofKey = (key) => [key, ...Object.entries(own[key]).flat(), isMap(own[key].value) && own[key].value.size];
  return [Object.getPrototypeOf(object), ...Reflect.ownKeys(own).flatMap(ofKey)];
}

/** The parts of everything built in: what functions and prototypes lead to from the global object. */
function builtIns() {
  const found = new Map();
  const visit = (object) => {
    if (object === null || found.has(object)) return;
    const parts = ownParts(object);
    found.set(object, parts);
    visit(parts[0]);
    for (const part of parts) if (typeof part === 'function') visit(part);
    if (typeof object === 'function' && typeof object.prototype === 'object') visit(object.prototype);
  };
  const roots = [
    globalThis,
    process,
    console,
    Math,
    JSON,
    Reflect,
    Atomics,
    Intl,
    WebAssembly,
    [].values(),
    new Map().keys(),
  ];
  for (const root of [...roots, function* () {}, async () => {}, async function* () {}, ...Object.values(library)])
    visit(root);
  return found;
}

const equal = (one, other) => one.length === other.length && one.every((each, i) => Object.is(each, other[i]));

/** What keeps the kernel from starting again in place, in words. */
function obstacle() {
  if (process.memoryUsage.rss() > rssLimit) return 'it has grown large';
  if (pending() > start.pending || timers.some((timer) => timer.deref()?.hasRef() === false)) return 'work is pending';
  if (!equal(listeners(), start.listeners)) return 'process has other listeners';

  if (compiledFiles) return "files of the notebook's own are compiled";
  const here = require('node:module').createRequire(`${start.folder}/`);
  for (const name of imported) {
    if (name === 'tslab' || here.resolve(name) === libraryFile) continue;
    // Node's own modules cannot be loaded afresh, and those that were here before are the kernel's or the library's
    if (/^[./]/.test(name) || isBuiltin(name) || start.modules.has(here.resolve(name))) return `${name} is imported`;
  }
  for (const file of newModules()) {
    if (file.endsWith('.node') || isModuleNamespaceObject(require.cache[file].exports))
      return `${file} cannot be unloaded`;
  }

  for (const key of Reflect.ownKeys(globalThis)) if (!start.globals.has(key)) Reflect.deleteProperty(globalThis, key);
  for (const [object, parts] of start.builtIns)
    if (!equal(ownParts(object), parts)) return 'something built in is changed';
  return undefined;
}

const newModules = () => Object.keys(require.cache).filter((file) => !start.modules.has(file));

/** Takes away what the notebook left and is known to leave. */
function clear() {
  for (const file of newModules()) delete require.cache[file];
  for (const name of Object.keys(process.env)) if (!(name in start.environment)) delete process.env[name];
  Object.assign(process.env, start.environment);
  process.chdir(start.folder);
  process.exitCode = undefined;
  imported = new Set();
  timers = [];
  reads.begin();
}

const { createConverter } = converter;
converter.createConverter = (options) => {
  const made = createConverter(options);
  const { convert, addModule } = made;
  const noting =
    (does) =>
    (...input) => {
      const result = does(...input);
      compiledFiles ||= does === addModule || result.sideOutputs !== undefined;
      return result;
    };
  return Object.assign(made, { convert: noting(convert), addModule: noting(addModule) });
};

let createAgain;
let passed; // what tslab passes to cells in a global variable: its value is always this object
const { createExecutor } = executor;
executor.createExecutor = (...input) => {
  const made = createExecutor(...input);
  createAgain = () => executor.createExecutor(...input);
  passed = Object.assign(passed ?? {}, globalThis.__tslab__);
  passed.require = new Proxy(passed.require, {
    apply(target, self, [name, ...rest]) {
      imported.add(name);
      return Reflect.apply(target, self, [name, ...rest]);
    },
  });
  globalThis.__tslab__ = passed;
  return made;
};

const { handleShutdown } = jupyter.JupyterHandlerImpl.prototype;
jupyter.JupyterHandlerImpl.prototype.handleShutdown = function (request) {
  handleShutdown.call(this, request);
  this.restarted = request.restart && isAsFound();
  if (this.restarted) {
    clear();
    Object.assign(this.executor, createAgain());
    this.execCount = 0;
  }
  return { status: 'ok', restart: this.restarted };
};

function isAsFound() {
  try {
    return obstacle() === undefined;
  } catch {
    return false; // a cell has left something that even looking at it fails
  }
}

const { close } = jupyter.ZmqServer.prototype;
jupyter.ZmqServer.prototype.close = function () {
  if (!this.handler.restarted) close.call(this);
};
