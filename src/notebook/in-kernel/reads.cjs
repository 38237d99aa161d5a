'use strict';
// Notes what cells read, in the file that RECOUNT_READS names, so that the runner knows what makes a notebook run
// again: files, folders, environment variables. What cannot be seen from here (the network, another program) is noted
// as well: such a notebook cannot be taken as unchanged. The library adds its count queries (src/load/note.ts).
const childProcess = require('node:child_process');
const dgram = require('node:dgram');
const fs = require('node:fs');
const Module = require('node:module');
const net = require('node:net');
const { resolve } = require('node:path');
const { fileURLToPath } = require('node:url');
const workerThreads = require('node:worker_threads');
const { runningCell } = require('./cells.cjs');

const log = process.env.RECOUNT_READS;
const { appendFileSync } = fs;
const noted = new Set();

function note(line) {
  const text = JSON.stringify(line);
  if (noted.has(text)) return;
  noted.add(text);
  appendFileSync(log, `${text}\n`);
}

/** Begins a notebook: what it reads is noted anew. */
exports.begin = () => noted.clear();

// ---- files and folders --------------------------------------------------------------------------

let loading = new Set(); // modules whose source is being read; they are no data

function noteFile(path) {
  if (runningCell() === undefined || typeof path === 'number') return;
  const file = path instanceof URL ? fileURLToPath(path) : resolve(String(path));
  if (!loading.has(file) && file !== log) note({ read: file });
}

const isWriting = (flags) =>
  typeof flags === 'number' ? (flags & 3) === fs.constants.O_WRONLY : /^[wa]x?s?$/.test(String(flags ?? 'r'));

/** Replaces functions of a module by ones that look at their arguments first. */
function watch(module, names, look) {
  for (const name of names) {
    const original = module[name];
    const watching = function (...input) {
      look(...input);
      return new.target ? Reflect.construct(original, input, new.target) : Reflect.apply(original, this, input);
    };
    module[name] = Object.assign(watching, original); // functions with properties keep them
  }
}

const opening = (path, flags) => void (isWriting(flags) || noteFile(path));
const reading = (path) => noteFile(path);
const inAllForms = (names) => names.flatMap((name) => [name, `${name}Sync`]);

function watchFiles() {
  const looking = ['stat', 'lstat', 'access', 'readdir', 'opendir', 'readFile', 'copyFile', 'readlink'];
  watch(fs, [...inAllForms(looking), 'exists', 'existsSync'], reading);
  watch(fs, inAllForms(['open']), opening);
  watch(fs.promises, looking, reading);
  watch(fs.promises, ['open'], opening);

  const { load } = Module.prototype;
  Module.prototype.load = function (file) {
    const before = loading;
    if (!file.endsWith('.json')) loading = new Set([...before, file]);
    try {
      return load.call(this, file);
    } finally {
      loading = before;
    }
  };
}

// ---- environment variables ----------------------------------------------------------------------

/** What the runner sets itself, always alike. */
const isFixed = (name) =>
  /^(RECOUNT_READS|RECOUNT_KERNEL|RECOUNT_ROOT|RECOUNT_RERUN|TZ|LANG|LANGUAGE|LC_\w+)$/.test(name);

function noteVariable(name) {
  if (runningCell() !== undefined && typeof name === 'string' && !isFixed(name)) note({ variable: name });
}

function watchVariables() {
  process.env = new Proxy(process.env, {
    get(target, name) {
      noteVariable(name);
      return target[name];
    },
    set(target, name, value) {
      target[name] = value;
      return true;
    },
    has(target, name) {
      noteVariable(name);
      return name in target;
    },
    getOwnPropertyDescriptor(target, name) {
      noteVariable(name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
    ownKeys(target) {
      noteVariable('*');
      return Reflect.ownKeys(target);
    },
  });
}

// ---- what cannot be seen ------------------------------------------------------------------------

function noteUnseen(what) {
  const cell = runningCell();
  if (cell !== undefined) note({ unseen: { cell, what } });
}

/** The library's own threads are given all that they count. */
const ownThreads = resolve(__dirname, '../../../dist/bundle');

function watchOthers() {
  const program = (command) => noteUnseen(`runs another program (${String(command)})`);
  watch(childProcess.ChildProcess.prototype, ['spawn'], ({ file }) => program(file));
  watch(childProcess, ['spawnSync', 'execSync', 'execFileSync'], program);
  watch(net.Socket.prototype, ['connect'], () => noteUnseen('asks the network'));
  watch(dgram.Socket.prototype, ['send', 'bind'], () => noteUnseen('asks the network'));
  watch(process, ['dlopen'], () => noteUnseen('runs compiled code'));
  const { Worker } = workerThreads;
  workerThreads.Worker = class extends Worker {
    constructor(file, options) {
      if (!String(file).startsWith(ownThreads)) noteUnseen('runs a thread of its own');
      super(file, options);
    }
  };
}

if (log) {
  watchFiles();
  watchVariables();
  watchOthers();
  Module.syncBuiltinESMExports();
}
