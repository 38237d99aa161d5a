import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { capability, Dealer, Subscriber } from 'zeromq';
import { UserError } from '../error.js';
import type { DisplayOutput, JsonObject, MimeBundle, Output } from './ipynb.js';

/**
 * One tslab kernel, spoken to over the Jupyter wire protocol.
 *
 * The five sockets are Unix-domain sockets in a private directory, so no port is taken, none can be
 * lost to a kernel started at the same moment, and nobody else on the machine can connect. `hook.cjs`
 * is loaded into the kernel and makes it say its errors as data; `reuse.cjs`, where it is to run several
 * notebooks, makes it start again in place.
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
};

export type Reply =
  | { status: 'ok' }
  | { status: 'error'; error: CellError | undefined }
  | { status: 'timeout' }
  | { status: 'died'; reason: string };

export type Execution = {
  reply: Reply;
  /** Grows while a later cell runs, when work that this one began prints or shows something. */
  outputs: Output[];
};

export type KernelOptions = {
  /** The kernel's folder, where its imports resolve from: the notebook's. */
  cwd: string;
  /** Variables beside those of this process. */
  env?: Record<string, string>;
  /** Whether it may be asked to start again in place ({@link Kernel.restart}). */
  reusable?: boolean;
  /** Kills the kernel when it aborts. */
  signal?: AbortSignal;
};

const inKernel = (name: string): string => fileURLToPath(new URL(`../../src/notebook/${name}`, import.meta.url));
const tslab = createRequire(import.meta.url).resolve('tslab/package.json');
const errorType = 'application/vnd.recount.error+json';
const drainedType = 'application/vnd.recount.drained+json';
const startLimitsMs = [30_000, 60_000]; // of the first start, and of a second one

type Header = { msg_id: string; msg_type: string };
type Message = { header: Header; parent: Partial<Header>; content: JsonObject };
type Request = {
  outputs: Output[];
  error: CellError | undefined;
  reply: JsonObject | undefined;
  idle: boolean;
  done: () => void;
};

const killGroup = (child: ChildProcess): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL'); // its own group: whatever a cell has started goes with it
  } catch {
    child.kill('SIGKILL');
  }
};

const live = new Set<Kernel>();
process.on('exit', () => live.forEach((kernel) => kernel.kill()));

export class Kernel {
  /** Errors that came after their cell had replied "ok": a rejection nobody awaits, a throw in a timer. */
  readonly lateErrors: CellError[] = [];
  /** Resolves to why the kernel ended. */
  readonly ended: Promise<string>;

  readonly #child: ChildProcess;
  readonly #directory: string;
  readonly #key = randomBytes(32).toString('hex');
  readonly #session = randomUUID();
  readonly #shell = new Dealer({ linger: 0, reconnectInterval: 10 });
  readonly #control = new Dealer({ linger: 0, reconnectInterval: 10 });
  readonly #iopub = new Subscriber({ linger: 0, reconnectInterval: 10, receiveHighWaterMark: 0 });
  readonly #requests = new Map<string, Request>();
  readonly #displays = new Map<string, DisplayOutput[]>();
  readonly #drained: Promise<void>;
  #onDrained: () => void = () => {};

  /** Its folder, as given. */
  readonly cwd: string;

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get hasEnded(): boolean {
    return !live.has(this);
  }

  /**
   * Starts a kernel in the folder `cwd` and waits until it answers and its outputs reach us.
   * Now and then one stands still before its first answer; it is ended, and another one started.
   */
  static async start(options: KernelOptions): Promise<Kernel> {
    for (const limitMs of startLimitsMs) {
      const kernel = new Kernel(options);
      const outcome = await kernel.#ready(limitMs);
      if (outcome === 'done') return kernel;
      kernel.kill();
      if (outcome === 'died') throw new Error(`the kernel did not start (${await kernel.ended})`);
    }
    throw new Error(
      `the kernel did not start within ${startLimitsMs.map((ms) => ms / 1000).join(' s, nor another within ')} s`,
    );
  }

  private constructor({ cwd, env, reusable = false, signal }: KernelOptions) {
    signal?.throwIfAborted();
    this.cwd = cwd;
    this.#drained = new Promise((resolve) => (this.#onDrained = resolve));
    if (!capability.ipc)
      throw new UserError('kernels need Unix-domain sockets, which this system does not offer to ZeroMQ');
    const directory = join(tmpdir(), 'recount-kernel-');
    if (Buffer.byteLength(directory) > 90)
      throw new UserError(`${tmpdir()} is too long a path for sockets; set TMPDIR to a shorter one`);
    this.#directory = mkdtempSync(directory); // made with mode 0700
    const connection = {
      transport: 'ipc',
      ip: join(this.#directory, 's'),
      shell_port: 1,
      iopub_port: 2,
      stdin_port: 3,
      control_port: 4,
      hb_port: 5,
      key: this.#key,
      signature_scheme: 'hmac-sha256',
      kernel_name: 'tslab',
    };
    const file = join(this.#directory, 'connection.json');
    writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });
    const address = (port: number): string => `ipc://${connection.ip}:${port}`;

    const loaded = inKernel(reusable ? 'reuse.cjs' : 'hook.cjs');
    this.#child = spawn(
      process.execPath,
      ['--require', loaded, join(tslab, '../bin/tslab'), 'kernel', '--config-path', file],
      {
        cwd,
        env: { ...process.env, ...env },
        detached: true,
        stdio: ['pipe', 'ignore', 'pipe'],
      },
    );
    live.add(this);
    const abort = (): void => this.kill();
    signal?.addEventListener('abort', abort);
    let stderr = '';
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-4000)));
    this.#child.stdin?.on('error', () => {});
    this.ended = new Promise((resolve) => {
      this.#child.on('error', (error) => resolve(error.message));
      this.#child.on('close', (code, signal) => {
        const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
        const why = /FATAL ERROR: .*/.exec(stderr)?.[0] ?? stderr.trim().split('\n').slice(-5).join('\n');
        resolve(why === '' ? how : `${how}, ${why}`);
      });
    });
    void this.ended.then(() => {
      killGroup(this.#child);
      live.delete(this);
      signal?.removeEventListener('abort', abort);
    });

    this.#shell.connect(address(connection.shell_port));
    this.#control.connect(address(connection.control_port));
    this.#iopub.connect(address(connection.iopub_port));
    this.#iopub.subscribe();
    for (const socket of [this.#shell, this.#control]) void this.#listen(socket, (message) => this.#onReply(message));
    void this.#listen(this.#iopub, (message) => this.#onPublished(message));
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
    const { request, answered } = this.#request(this.#shell, 'execute_request', content);
    const { outputs } = request;
    const outcome = await this.#within(timeoutMs, answered);
    if (outcome === 'timeout') {
      this.kill();
      return { reply: { status: 'timeout' }, outputs };
    }
    if (outcome === 'died') {
      await setTimeout(50); // what it sent last is still on its way
      return { reply: { status: 'died', reason: await this.ended }, outputs };
    }
    return {
      reply: request.reply?.['status'] === 'ok' ? { status: 'ok' } : { status: 'error', error: request.error },
      outputs,
    };
  }

  /**
   * Closes the kernel to requests and waits until the work that the cells left behind (a timer, a
   * promise nobody awaits) is done, for `graceMs` at most; what it prints or throws still arrives.
   * With no such work this takes no time.
   */
  async settle({ graceMs }: { graceMs: number }): Promise<Reply> {
    this.#request(this.#control, 'shutdown_request', { restart: false });
    const outcome = await this.#within(graceMs, this.#drained);
    return outcome === 'died' ? { status: 'died', reason: await this.ended } : { status: 'ok' };
  }

  /**
   * Asks the kernel to start again in place, so that the next cell finds it as the first one did.
   * It refuses (`false`) when it cannot; it is then closed to requests and can only settle.
   */
  async restart({ timeoutMs }: { timeoutMs: number }): Promise<boolean> {
    const { request, answered } = this.#request(this.#control, 'shutdown_request', { restart: true });
    const outcome = await this.#within(timeoutMs, answered);
    const restarted = outcome === 'done' && request.reply?.['restart'] === true && this.lateErrors.length === 0;
    if (restarted) {
      this.#requests.clear();
      this.#displays.clear();
    }
    return restarted;
  }

  /** Ends the kernel and all that it started, at once. */
  kill(): void {
    killGroup(this.#child);
    for (const socket of [this.#shell, this.#control, this.#iopub]) socket.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** A subscription takes hold some time after its socket connects, so ask until an output arrives. */
  async #ready(limitMs: number): Promise<'done' | 'timeout' | 'died'> {
    let hear = (): void => {};
    const heard = new Promise<void>((resolve) => (hear = resolve));
    for (const deadline = Date.now() + limitMs; Date.now() < deadline; ) {
      void this.#request(this.#shell, 'kernel_info_request', {}).answered.then(hear);
      const outcome = await this.#within(100, heard);
      if (outcome !== 'timeout') return outcome;
    }
    return 'timeout';
  }

  async #within(ms: number, done: Promise<void>): Promise<'done' | 'timeout' | 'died'> {
    const timer = new AbortController();
    const timeout = setTimeout(ms, 'timeout' as const, { signal: timer.signal });
    try {
      return await Promise.race([done.then(() => 'done' as const), timeout, this.ended.then(() => 'died' as const)]);
    } finally {
      timeout.catch(() => {});
      timer.abort();
    }
  }

  // ---- the wire ------------------------------------------------------------------------------

  #request(socket: Dealer, type: string, content: JsonObject): { request: Request; answered: Promise<void> } {
    const header = {
      msg_id: randomUUID(),
      session: this.#session,
      username: 'recount',
      date: new Date().toISOString(),
      msg_type: type,
      version: '5.3',
    };
    const request: Request = { outputs: [], error: undefined, reply: undefined, idle: false, done: () => {} };
    const answered = new Promise<void>((resolve) => (request.done = resolve));
    this.#requests.set(header.msg_id, request);
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    if (!socket.closed) void socket.send(['<IDS|MSG>', this.#sign(parts), ...parts]); // closed: `ended` tells
    return { request, answered };
  }

  #sign(parts: (string | Buffer)[]): string {
    const hmac = createHmac('sha256', this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  }

  async #listen(socket: Dealer | Subscriber, take: (message: Message) => void): Promise<void> {
    try {
      for await (const frames of socket) {
        const at = frames.findIndex((frame) => frame.equals(Buffer.from('<IDS|MSG>')));
        const [signature, ...parts] = frames.slice(at + 1);
        const [header, parent, , content] = parts;
        if (at < 0 || !signature || !header || !parent || !content || signature.toString() !== this.#sign(parts))
          continue;
        take({
          header: JSON.parse(header.toString()) as Header,
          parent: JSON.parse(parent.toString()) as Partial<Header>,
          content: JSON.parse(content.toString()) as JsonObject,
        });
      }
    } catch (error) {
      if (!socket.closed) throw error;
    }
  }

  #onReply({ parent, content }: Message): void {
    const request = this.#requests.get(parent.msg_id ?? '');
    if (!request) return;
    request.reply = content;
    if (request.idle) request.done();
  }

  #onPublished({ header, parent, content }: Message): void {
    const request = this.#requests.get(parent.msg_id ?? '');
    if (!request) return;
    switch (header.msg_type) {
      case 'status':
        if (content['execution_state'] !== 'idle') return;
        request.idle = true;
        if (request.reply) request.done();
        return;
      case 'stream': {
        const name = content['name'] === 'stderr' ? 'stderr' : 'stdout';
        const last = request.outputs.at(-1);
        if (last?.output_type === 'stream' && last.name === name) last.text += String(content['text']);
        else request.outputs.push({ output_type: 'stream', name, text: String(content['text']) });
        return;
      }
      case 'display_data':
      case 'update_display_data':
        this.#onDisplay(request, content as DisplayContent, header.msg_type === 'update_display_data');
    }
  }

  #onDisplay(request: Request, { data, metadata = {}, transient }: DisplayContent, update: boolean): void {
    if (drainedType in data) {
      this.#onDrained();
      return;
    }
    if (errorType in data) {
      const { late, ...error } = data[errorType] as CellError & { late: boolean };
      if (late) this.lateErrors.push(error);
      else request.error = error;
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
