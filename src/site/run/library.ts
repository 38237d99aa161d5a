import { type Cell, codeOfPackages } from './packages.js';
import type { Ask, Tell } from './worker.js';

/*
 * The library in a worker of the page. It begins anew with each question, unless the reader's own postings are in it:
 * those are read once.
 */
export class Library {
  readonly #code: string;
  readonly #files: Readonly<Record<string, string>>;
  readonly #root: string;
  /** The reader's own postings, by corpus. */
  readonly #postings = new Map<string, File>();
  #worker: Worker | undefined;
  #stopped: (() => void) | undefined;

  /**
   * @param code of the worker: a page that is opened from a file may start none but from what it holds
   * @param files of the workspace, by path
   * @param root of the site, from where packages are loaded that few cells import
   */
  constructor(code: string, files: Readonly<Record<string, string>>, root: string) {
    this.#code = code;
    this.#files = files;
    this.#root = root;
  }

  /** The corpora whose postings the reader brought. */
  get corpora(): readonly string[] {
    return [...this.#postings.keys()];
  }

  /** Takes a file as the postings of a corpus. @throws Error for one that is not such postings */
  async bring(corpus: string, file: File, onTell: (told: Tell) => void): Promise<void> {
    this.#postings.delete(corpus);
    await this.#with(async (worker) => {
      await this.#told(worker, { kind: 'postings', corpus, file }, onTell);
      this.#postings.set(corpus, file);
    });
  }

  /** Runs cells in order. @throws Error when that is refused, or stopped */
  async run(cells: readonly Cell[], onTell: (told: Tell) => void): Promise<void> {
    const packages = await codeOfPackages(cells, this.#root);
    return this.#with((worker) => this.#told(worker, { kind: 'run', cells, packages }, onTell));
  }

  /** Asks, and hands on what is told until that has come to its end. @throws Error when it is refused, or stopped */
  ask(ask: Exclude<Ask, { kind: 'files' | 'postings' | 'run' }>, onTell: (told: Tell) => void): Promise<void> {
    return this.#with((worker) => this.#told(worker, ask, onTell));
  }

  /** Ends what is running, whatever it does. */
  stop(): void {
    if (this.#worker) this.#end(this.#worker);
    this.#stopped?.();
  }

  #end(worker: Worker): void {
    worker.terminate();
    if (this.#worker === worker) this.#worker = undefined;
  }

  async #with(use: (worker: Worker) => Promise<void>): Promise<void> {
    if (this.#stopped) this.stop();
    const isNew = this.#worker === undefined;
    const worker = (this.#worker ??= this.#start());
    try {
      if (isNew) await this.#fill(worker);
      await use(worker);
    } catch (error) {
      this.#end(worker);
      throw error;
    }
    if (this.#postings.size === 0) this.#end(worker);
  }

  #start(): Worker {
    const address = URL.createObjectURL(new Blob([this.#code], { type: 'text/javascript' }));
    const worker = new Worker(address);
    worker.addEventListener('message', () => URL.revokeObjectURL(address), { once: true });
    return worker;
  }

  async #fill(worker: Worker): Promise<void> {
    await this.#told(worker, { kind: 'files', files: this.#files }, () => undefined);
    for (const [corpus, file] of this.#postings)
      await this.#told(worker, { kind: 'postings', corpus, file }, () => undefined);
  }

  #told(worker: Worker, ask: Ask, onTell: (told: Tell) => void): Promise<void> {
    let stopped: (() => void) | undefined;
    return new Promise<void>((done, failed) => {
      this.#stopped = stopped = () => failed(new Error('Stopped.'));
      worker.onerror = ({ message }) => failed(new Error(`The worker failed: ${message}`));
      worker.onmessage = ({ data }: MessageEvent<Tell>) => {
        if (data.kind === 'ready' || data.kind === 'ended') done();
        else if (data.kind === 'refused') failed(new Error(data.message));
        else onTell(data);
      };
      worker.postMessage(ask);
    }).finally(() => {
      if (this.#stopped === stopped) this.#stopped = undefined;
    });
  }
}
