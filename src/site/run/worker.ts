import './globals.js';
import * as arquero from 'arquero';
import jstat from 'jstat';
import { inspect } from 'node-inspect-extracted';
import * as recount from '../../index.js';
import { didYouMean } from '../../load/nearest.js';
import type { TaggedClaim } from '../run-files.js';
import { compileCell, runCell, sharedScope } from './cells.js';
import { changePhrases, contextsOf, type Mentioned, type Phrases } from './lexicon.js';
import { bring } from './machine/files.js';
import type { Cell } from './packages.js';
import { type Brought, bringPostings, type Compared, compareRecorded, type Progress } from './postings.js';

/** What a page asks of its worker. */
export type Ask =
  | { readonly kind: 'files'; readonly files: Readonly<Record<string, string>> }
  | { readonly kind: 'postings'; readonly corpus: string; readonly file: File }
  | { readonly kind: 'compare'; readonly corpus: string }
  | { readonly kind: 'phrases'; readonly lexicon: string; readonly phrases: Phrases }
  | { readonly kind: 'contexts'; readonly claim: TaggedClaim }
  | {
      readonly kind: 'run';
      readonly cells: readonly Cell[];
      /** The code of packages that only some cells import, by name. */
      readonly packages: Readonly<Record<string, string>>;
    };

/** What the worker tells its page. */
export type Tell =
  | { readonly kind: 'ready' }
  | { readonly kind: 'output'; readonly cell: string; readonly data: object }
  | { readonly kind: 'text'; readonly cell: string; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | { readonly kind: 'failed'; readonly cell: string; readonly name: string; readonly message: string }
  | { readonly kind: 'done'; readonly cell: string }
  | ({ readonly kind: 'progress' } & Progress)
  | ({ readonly kind: 'brought' } & Brought)
  | ({ readonly kind: 'compared' } & Compared)
  | { readonly kind: 'changed'; readonly yaml: string }
  | ({ readonly kind: 'mentioned' } & Mentioned)
  /** What was asked has come to its end, or could not be done. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'refused'; readonly message: string };

const tell = (message: Tell): void =>
  (globalThis as unknown as { postMessage(message: Tell): void }).postMessage(message);

/** A package whose missing names are an error where they are imported, as the compiler of the kernel has it. */
const strict = (packageName: string, content: object): unknown =>
  new Proxy(content as Record<string, unknown>, {
    get: (known, name) => {
      if (typeof name === 'symbol' || name === 'default' || name in known) return known[name as string];
      const near = didYouMean(name, Object.keys(known));
      throw new SyntaxError(`${packageName} has no "${name}".${near} A type is imported so: { type ${name} }`);
    },
  });

const importable: Record<string, object> = { recount, arquero, jstat };

/** What a cell may import. */
const modules: Record<string, unknown> = new Proxy<Record<string, unknown>>(importable as Record<string, object>, {
  get: (known, name: string) => {
    if (Object.hasOwn(known, name)) return strict(name, importable[name] ?? {});
    throw new Error(`${name} is not among what a page can import; on a machine: npx recount run`);
  },
});

let running = '';
Object.assign(globalThis, { recountDisplay: (data: object) => tell({ kind: 'output', cell: running, data }) });
for (const [name, stream] of [
  ['log', 'stdout'],
  ['info', 'stdout'],
  ['warn', 'stderr'],
  ['error', 'stderr'],
] as const) {
  console[name] = (...given: unknown[]) =>
    tell({ kind: 'text', cell: running, stream, text: `${given.map(asText).join(' ')}\n` });
}

/** A value as Node prints it. */
const asText = (value: unknown): string =>
  typeof value === 'string' ? value : value instanceof Error ? String(value) : inspect(value);

/** What a package holds, from its code: `build.mjs` gives each bundle the name `recountRun`. */
const contentOf = (code: string): object =>
  (new Function(`${code}\nreturn recountRun;`) as () => { content: object })().content;

/** Runs cells in order, in a scope that they share, until one fails. */
async function run({ cells, packages }: Extract<Ask, { kind: 'run' }>): Promise<void> {
  for (const [name, code] of Object.entries(packages)) importable[name] ??= contentOf(code);
  const scope = sharedScope(modules);
  for (const { id, source } of cells) {
    running = id;
    try {
      const last = await runCell(compileCell(source), scope);
      if (last !== undefined) tell({ kind: 'text', cell: id, stream: 'stdout', text: `${asText(last)}\n` });
      tell({ kind: 'done', cell: id });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
      tell({ kind: 'failed', cell: id, name, message });
      return;
    }
  }
}

async function answer(ask: Exclude<Ask, { kind: 'files' }>): Promise<void> {
  switch (ask.kind) {
    case 'run':
      return run(ask);
    case 'postings': {
      const onProgress = (progress: Progress): void => tell({ kind: 'progress', ...progress });
      return tell({ kind: 'brought', ...(await bringPostings(ask.corpus, ask.file, onProgress)) });
    }
    case 'compare':
      return tell({ kind: 'compared', ...(await compareRecorded(ask.corpus)) });
    case 'phrases':
      return tell({ kind: 'changed', yaml: changePhrases(ask.lexicon, ask.phrases) });
    case 'contexts':
      return tell({ kind: 'mentioned', ...(await contextsOf(ask.claim)) });
  }
}

bring({ 'dist/tag/scan.wasm': Uint8Array.from(atob(scanWasm), (character) => character.charCodeAt(0)) });
globalThis.addEventListener('message', async ({ data }: MessageEvent<Ask>) => {
  if (data.kind === 'files') {
    bring(data.files);
    return tell({ kind: 'ready' });
  }
  try {
    await answer(data);
    tell({ kind: 'ended' });
  } catch (error) {
    tell({ kind: 'refused', message: error instanceof Error ? error.message : String(error) });
  }
});
