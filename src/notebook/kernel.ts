import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Connection, type Transport } from './connection.js';
import type { DisplayOutput, JsonObject, MimeBundle, Output } from './ipynb.js';
import { killTree, markVariable } from './process-tree.js';
import { type Message, Wire } from './wire.js';

/**
 * One tslab kernel, spoken to over the Jupyter wire protocol. `in-kernel/start.cjs` is what is started: tslab, with
 * what Recount adds to it in every kernel and, with `--runner`, for this runner alone.
 */

/** An error in a cell, as the kernel knows it. */
export type CellError = {
  name: string;
  message: string;
  /** Where it happened, in plain text: stack frames in cells, or compiler messages. */
  frames: string[];
  /** The number of the cell whose work failed, counting executed cells from 1. */
  cell: number;
  /** The line in that cell, from 1, where it is known. */
  line?: number;
  /** Whether it came after its cell had ended, or beside it: a rejection nobody awaits, a throw in a timer. */
  late?: boolean;
};

export type Reply =
  | { status: 'ok' }
  | { status: 'error'; error: CellError | undefined }
  | { status: 'timeout' }
  | { status: 'died'; reason: string }
  /** The connection failed, which is no fault of a cell. */
  | { status: 'lost'; reason: string };

export type Execution = {
  reply: Reply;
  /** Grows while a later cell runs, when work that this one began prints or shows something. */
  outputs: Output[];
};

/** Something that a cell began and that still runs when it should have ended. */
export type StillRunning = { cell: number; what: string };

export type KernelOptions = {
  /** The kernel's folder, where its imports resolve from: the notebook's. */
  cwd: string;
  /** Variables beside those of this process. */
  env?: Record<string, string> | undefined;
  /** Whether it may be asked to start again in place ({@link Kernel.restart}). */
  reusable?: boolean | undefined;
  /** Kills the kernel when it aborts. */
  signal?: AbortSignal | undefined;
  /** How long it may take until it answers; 120 s when omitted. */
  startLimitMs?: number | undefined;
  /** How its sockets are reached; chosen by what the system offers when omitted. */
  transport?: Transport | undefined;
};

/** A kernel that did not start, and why: no fault of a cell. */
export class KernelNotStarted extends Error {
  override name = 'KernelNotStarted';
}

/** Time zone and language of every kernel, so that a notebook prints the same anywhere. */
export const fixedEnvironment = { TZ: 'UTC', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' };

const startScript = fileURLToPath(new URL('../../src/notebook/in-kernel/start.cjs', import.meta.url));
const drainedType = 'application/vnd.recount.drained+json';
const defaultStartLimitMs = 120_000;

type Request = {
  outputs: Output[];
  error: CellError | undefined;
  reply: JsonObject | undefined;
  idle: boolean;
  /** Resolves with the reply, and with the reply and the last output. */
  replied: Promise<void>;
  answered: Promise<void>;
  onReply: () => void;
  onAnswer: () => void;
};
type Outcome = 'done' | 'timeout' | 'died';

const live = new Set<Kernel>();
process.on('exit', () => live.forEach((kernel) => kernel.kill()));

export class Kernel {
  /** Errors that came after their cell had ended, or beside it. */
  readonly lateErrors: CellError[] = [];
  /** Resolves to why the kernel ended. */
  readonly ended: Promise<string>;
  /** Its folder, as given. */
  readonly cwd: string;

  readonly #connection: Connection;
  readonly #child: ChildProcess;
  readonly #wire: Wire;
  readonly #requests = new Map<string, Request>();
  readonly #displays = new Map<string, DisplayOutput[]>();
  readonly #drained: Promise<void>;
  #onDrained: () => void = () => {};
  #stillRunning: StillRunning[] = [];
  /** What the connection failed by. */
  #lost: string | undefined;

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get hasEnded(): boolean {
    return !live.has(this);
  }

  /**
   * Starts a kernel in the folder `cwd` and waits until it answers and its outputs reach us.
   *
   * @throws KernelNotStarted when it ends before that, or takes longer than `startLimitMs`
   */
  static async start(options: KernelOptions): Promise<Kernel> {
    options.signal?.throwIfAborted();
    const kernel = new Kernel(options);
    const limitMs = options.startLimitMs ?? defaultStartLimitMs;
    const outcome = await kernel.#ready(limitMs);
    if (outcome === 'done') return kernel;
    kernel.kill();
    options.signal?.throwIfAborted();
    throw new KernelNotStarted(
      outcome === 'died'
        ? `the kernel did not start (${kernel.#lost ?? (await kernel.ended)})`
        : `the kernel did not answer within ${limitMs / 1000} s; on a machine that is slow or busy, allow it more time`,
    );
  }

  private constructor({ cwd, env, reusable = false, signal, transport }: KernelOptions) {
    this.cwd = cwd;
    this.#connection = new Connection(transport);
    this.#drained = new Promise((resolve) => (this.#onDrained = resolve));
    this.#child = spawn(
      process.execPath,
      [startScript, 'kernel', '--config-path', this.#connection.file, '--runner', ...(reusable ? ['--reusable'] : [])],
      {
        cwd,
        env: { ...process.env, ...env, ...fixedEnvironment, [markVariable]: this.#connection.name },
        detached: true, // a group of its own: whatever a cell starts ends with it
        stdio: ['pipe', 'ignore', 'pipe'],
        windowsHide: true,
      },
    );
    live.add(this);
    const abort = (): void => this.kill();
    signal?.addEventListener('abort', abort);
    this.ended = whenEnded(this.#child);
    void this.ended.then(() => {
      this.kill();
      live.delete(this);
      signal?.removeEventListener('abort', abort);
    });
    this.#wire = new Wire(this.#connection.key, {
      reply: (message) => this.#onReply(message),
      published: (message) => this.#onPublished(message),
      lost: (error) => {
        this.#lost ??= String(error);
        this.kill();
      },
    });
  }

  /** Executes one cell; resolves when its reply and its last output are here. */
  async execute(code: string, { timeoutMs }: { timeoutMs: number }): Promise<Execution> {
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    };
    const request = this.#request('shell', 'execute_request', content);
    const { outputs } = request;
    const outcome = await this.#within(timeoutMs, request.answered);
    if (outcome === 'timeout') {
      this.kill();
      return { reply: { status: 'timeout' }, outputs };
    }
    if (outcome === 'died') return { reply: await this.#death(), outputs };
    const isOk = request.reply?.['status'] === 'ok';
    return { reply: isOk ? { status: 'ok' } : { status: 'error', error: request.error }, outputs };
  }

  /**
   * Closes the kernel to requests and waits until the work that the cells left behind (a timer, a promise nobody
   * awaits) is done; what it prints or throws still arrives. With no such work this takes no time.
   *
   * @returns what still runs: after `graceMs` if it does not end by itself (an interval, a server), or after `limitMs`
   */
  async settle(limits: { graceMs: number; limitMs: number }): Promise<{ reply: Reply; stillRunning: StillRunning[] }> {
    this.#request('control', 'shutdown_request', { restart: false, recount: limits });
    const outcome = await this.#within(limits.limitMs + 2 * limits.graceMs, this.#drained);
    const reply: Reply =
      outcome === 'died' ? await this.#death() : { status: outcome === 'timeout' ? 'timeout' : 'ok' };
    return { reply, stillRunning: this.#stillRunning };
  }

  /**
   * Asks the kernel to start again in place, so that the next cell finds it as the first one did.
   * It refuses (`false`) when it cannot; it is then closed to requests and can only settle, with the limits given here.
   */
  async restart(limits: { graceMs: number; limitMs: number }): Promise<boolean> {
    const request = this.#request('control', 'shutdown_request', { restart: true, recount: limits });
    // it answers at once, or as soon as a busy machine lets it; a request to settle after this one would be lost
    const outcome = await this.#within(limits.limitMs + 2 * limits.graceMs, request.answered);
    const restarted = outcome === 'done' && request.reply?.['restart'] === true && this.lateErrors.length === 0;
    if (restarted) {
      this.#requests.clear();
      this.#displays.clear();
    }
    return restarted;
  }

  /** Ends the kernel and all that it started, at once. */
  kill(): void {
    if (live.delete(this)) killTree(this.#child, this.#connection.name);
    this.#wire.close();
    this.#connection.remove();
  }

  /** Why it has ended while it was asked something. What it sent last is still on its way. */
  async #death(): Promise<Reply> {
    const reason = await this.ended;
    await setTimeout(50);
    return this.#lost === undefined ? { status: 'died', reason } : { status: 'lost', reason: this.#lost };
  }

  /**
   * Asks until the kernel answers and an output of that arrives: a subscription takes hold some time after its socket
   * connects. Never more than one request waits, however long the kernel takes.
   */
  async #ready(limitMs: number): Promise<Outcome> {
    const deadline = Date.now() + limitMs;
    while (this.#connection.address('iopub') === undefined) {
      if (Date.now() > deadline) return 'timeout';
      if ((await this.#within(20, new Promise(() => {}))) === 'died') return 'died';
    }
    this.#wire.connect(this.#connection);
    for (;;) {
      const request = this.#request('shell', 'kernel_info_request', {});
      const reply = await this.#within(deadline - Date.now(), request.replied);
      if (reply !== 'done') return reply;
      const outcome = await this.#within(Math.min(100, deadline - Date.now()), request.answered);
      if (outcome !== 'timeout' || Date.now() >= deadline) return outcome;
    }
  }

  async #within(ms: number, done: Promise<void>): Promise<Outcome> {
    const timer = new AbortController();
    const timeout = setTimeout(Math.max(0, ms), 'timeout' as const, { signal: timer.signal });
    try {
      return await Promise.race([done.then(() => 'done' as const), timeout, this.ended.then(() => 'died' as const)]);
    } finally {
      timeout.catch(() => {});
      timer.abort();
    }
  }

  // ---- messages ------------------------------------------------------------------------------

  #request(channel: 'shell' | 'control', type: string, content: JsonObject): Request {
    let [onReply, onAnswer] = [(): void => {}, (): void => {}];
    const replied = new Promise<void>((resolve) => (onReply = resolve));
    const answered = new Promise<void>((resolve) => (onAnswer = resolve));
    const state = { outputs: [], error: undefined, reply: undefined, idle: false };
    const request: Request = { ...state, replied, answered, onReply, onAnswer };
    this.#requests.set(this.#wire.send(channel, type, content), request);
    return request;
  }

  #onReply({ parent, content }: Message): void {
    const request = this.#requests.get(parent.msg_id ?? '');
    if (!request) return;
    request.reply = content;
    request.onReply();
    if (request.idle) request.onAnswer();
  }

  #onPublished({ header, parent, metadata, content }: Message): void {
    const request = this.#requests.get(parent.msg_id ?? '');
    if (!request) return;
    switch (header.msg_type) {
      case 'status':
        if (content['execution_state'] !== 'idle') return;
        request.idle = true;
        if (request.reply) request.onAnswer();
        return;
      case 'stream': {
        const name = content['name'] === 'stderr' ? 'stderr' : 'stdout';
        const last = request.outputs.at(-1);
        if (last?.output_type === 'stream' && last.name === name) last.text += String(content['text']);
        else request.outputs.push({ output_type: 'stream', name, text: String(content['text']) });
        return;
      }
      case 'error': {
        const error = metadata['recount'] as unknown as CellError; // more than the content has
        request.error ??= error;
        if (error.late) this.lateErrors.push(error);
        return;
      }
      case 'display_data':
      case 'update_display_data':
        this.#onDisplay(request, content as DisplayContent, header.msg_type === 'update_display_data');
    }
  }

  #onDisplay(request: Request, { data, metadata = {}, transient }: DisplayContent, update: boolean): void {
    if (drainedType in data) {
      this.#stillRunning = (data[drainedType] as unknown as { left: StillRunning[] }).left;
      this.#onDrained();
      return;
    }
    const shown = this.#displays.get(transient?.display_id ?? '') ?? [];
    if (update) {
      for (const output of shown) Object.assign(output, { data, metadata });
      return;
    }
    const output: DisplayOutput = { output_type: 'display_data', data, metadata };
    request.outputs.push(output);
    if (transient?.display_id !== undefined) this.#displays.set(transient.display_id, [...shown, output]);
  }
}

type DisplayContent = { data: MimeBundle; metadata?: JsonObject; transient?: { display_id?: string } };

/** Resolves to why a process ended: how, and what it said last on stderr. */
function whenEnded(child: ChildProcess): Promise<string> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-20_000)));
  child.stdin?.on('error', () => {});
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    const silent = new Promise((closed) => child.stderr?.on('close', closed));
    child.on('exit', async (code, signal) => {
      await Promise.race([silent, setTimeout(500)]); // a process that the kernel started may hold its stderr open
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      const error = /^(?:FATAL ERROR|\w*Error(?: \[\w+\])?): .*/m.exec(said)?.[0];
      const why = error ?? said.trim().split('\n').slice(-5).join('\n');
      resolve(why === '' ? how : `${how}, ${why}`);
    });
  });
}
