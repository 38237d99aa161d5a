'use strict';
// What the cells have left running: a timer, a request, another program. Node ends when nothing is left; a kernel that
// is to end waits for that, and says what does not end.
const { createHook } = require('node:async_hooks');
const { runningCell } = require('./cells.cjs');

const { setInterval, clearInterval } = globalThis; // a cell may replace them

/** What Node calls the things that can keep a process from ending, and what people call them. */
const kinds = {
  Timeout: 'a timer',
  PROCESSWRAP: 'another program',
  TCPSERVERWRAP: 'a server',
  PIPESERVERWRAP: 'a server',
  TCPWRAP: 'a connection',
  TLSWRAP: 'a connection',
  PIPEWRAP: 'a pipe',
  UDPWRAP: 'a socket',
  FSREQCALLBACK: 'work on a file',
  FSREQPROMISE: 'work on a file',
  FSEVENTWRAP: 'a watched file',
  STATWATCHER: 'a watched file',
  GETADDRINFOREQWRAP: 'a look-up of a host',
  WORKER: 'a worker thread',
  MESSAGEPORT: 'a message port',
};
/** These end by themselves; the others once somebody ends them. */
const finite = new Set(['Timeout', 'PROCESSWRAP', 'FSREQCALLBACK', 'FSREQPROMISE', 'GETADDRINFOREQWRAP']);

const left = new Map(); // by the number that Node gives them: { cell, type, resource }

createHook({
  init(id, type, _trigger, resource) {
    if (!(type in kinds)) return;
    const cell = runningCell();
    if (cell !== undefined) left.set(id, { cell, type, resource: new WeakRef(resource) });
  },
  destroy: (id) => left.delete(id),
}).enable();

/** What of the cells keeps the kernel from ending now, as { cell, what, isEndless }, in the order in which it began. */
const pending = () =>
  [...left.values()].flatMap(({ cell, type, resource: reference }) => {
    const resource = reference.deref();
    if (!resource || resource._destroyed || resource.hasRef?.() === false) return [];
    const isInterval = type === 'Timeout' && resource._repeat !== null;
    return [{ cell, what: isInterval ? 'an interval' : kinds[type], isEndless: isInterval || !finite.has(type) }];
  });

/**
 * Waits until nothing is left to do, and then calls `drained` with an empty list. If after `graceMs` only such things
 * are left as do not end by themselves, or anything after `limitMs`, it is called with these.
 */
exports.whenDrained = ({ graceMs, limitMs }, drained) => {
  const began = Date.now();
  const end = (rest) => {
    clearInterval(watch);
    process.off('beforeExit', ended);
    drained(rest);
  };
  const ended = () => end([]);
  const watch = setInterval(() => {
    const waited = Date.now() - began;
    const rest = pending();
    if (waited > limitMs || (waited > graceMs && rest.every(({ isEndless }) => isEndless))) end(rest);
  }, 100).unref();
  process.once('beforeExit', ended);
};
