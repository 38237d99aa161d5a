import { loadedModules } from '../load/machine.js';

/** The MIME type under which an executed notebook carries its checks; nbformat keeps any `+json` type as JSON. */
export const checksType = 'application/vnd.recount.checks+json';

/** The MIME type under which an executed notebook carries the values that writers may use by name. */
export const valuesType = 'application/vnd.recount.values+json';

/** One output in several forms; a front end shows the richest that it knows. There is always plain text. */
export interface MimeBundle {
  readonly 'text/plain': string;
  readonly 'text/html'?: string;
  readonly [type: `application/${string}`]: object;
}

/** The part of tslab's module `dist/jupyter` that takes a whole bundle; its own `display` sends one type a call. */
interface KernelModule {
  readonly lastWriteDisplayData?: (
    message: { data: MimeBundle; metadata: object; transient: object },
    update: boolean,
  ) => void;
}

/**
 * Puts an output into the running cell. Outside a tslab kernel it prints the plain text, so that a cell's
 * code can also be run as a script.
 */
export function display(bundle: MimeBundle): void {
  const kernel = Object.entries(loadedModules).find(([file]) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file));
  const write = (kernel?.[1]?.exports as KernelModule | undefined)?.lastWriteDisplayData;
  if (write) write({ data: bundle, metadata: {}, transient: {} }, false);
  else process.stdout.write(`${bundle['text/plain']}\n`);
}

/** Text as HTML shows it: claims and postings are data, never markup. */
export const escapeHtml = (text: string): string =>
  /[&<>"]/.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    : text;
