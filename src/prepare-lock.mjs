// A lock between processes that outlives none of them: it names who holds it, so that others say whom they wait for,
// and notice at once when that process is gone.
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';

/**
 * @typedef {{ token: string, host: string, pids: { pid: number, began: string }[], what: string }} Holder
 * @typedef {(what: string, child: number | undefined) => void} Working Notes what it does, and in which child
 */

/**
 * Does work while no other process does work under the same lock.
 *
 * @template T
 * @param {string} path the lock's file
 * @param {(working: Working) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function locked(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  const token = randomBytes(8).toString('hex');
  const self = { pid: process.pid, began: beganOf(process.pid) };
  /** @type {Holder} */
  const holder = { token, host: hostname(), pids: [self], what: 'preparing' };
  await acquire(path, holder);
  // a process on another machine, or in another container, sees by this that the holder lives
  const beat = setInterval(() => touch(path), 5000);
  beat.unref();
  try {
    const pids = [self];
    return await work((what, child) => {
      if (child !== undefined) pids.push({ pid: child, began: beganOf(child) });
      replace(path, { ...holder, pids, what });
    });
  } finally {
    clearInterval(beat);
    if (read(path)?.token === token) rmSync(path, { force: true });
  }
}

async function acquire(/** @type {string} */ path, /** @type {Holder} */ holder) {
  let told = '';
  for (;;) {
    if (take(path, holder)) return;
    const other = read(path);
    if (other === undefined) continue; // it was released this very moment
    if (!isAlive(path, other)) {
      discard(path, other);
      continue;
    }
    const message = `recount: waiting for process ${other.pids[0]?.pid}: ${other.what}`;
    if (message !== told) console.error(message);
    told = message;
    await new Promise((again) => setTimeout(again, 100));
  }
}

/** Makes the lock's file with its content in one step; false where there is one. */
function take(/** @type {string} */ path, /** @type {Holder} */ holder) {
  const own = `${path}.${holder.token}`;
  writeFileSync(own, JSON.stringify(holder));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function replace(/** @type {string} */ path, /** @type {Holder} */ holder) {
  const own = `${path}.${holder.token}`;
  writeFileSync(own, JSON.stringify(holder));
  renameSync(own, path);
}

/** Removes the lock of a process that is gone; that of another, which took it meanwhile, is put back. */
function discard(/** @type {string} */ path, /** @type {Holder} */ dead) {
  const aside = `${path}.${dead.token}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (read(aside)?.token !== dead.token) linkSync(aside, path);
  } catch {
    // another process was faster
  }
  rmSync(aside, { force: true });
}

/** Who holds the lock; undefined where nobody does. @returns {Holder | undefined} */
function read(/** @type {string} */ path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(/** @type {string} */ path, /** @type {Holder} */ { host, pids }) {
  if (host !== hostname()) return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 20_000;
  // a child that goes on after the holder was killed counts too
  return pids.some(({ pid, began }) => isRunning(pid) && beganOf(pid) === began);
}

function isRunning(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0); // sends nothing
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** When a process began, where the system says so: its number alone may be another's by now. */
function beganOf(/** @type {number} */ pid) {
  try {
    const facts = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return facts[0] === 'Z' ? 'ended' : (facts[19] ?? '');
  } catch {
    return '';
  }
}

function touch(/** @type {string} */ path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // it is gone with its folder
  }
}
