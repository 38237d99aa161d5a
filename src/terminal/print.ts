import { UserError } from '../error.js';
import { resolvePaint, wantsColour } from './paint.js';
import { visibleLines } from './visible.js';

/*
 * The only place of the command line that writes to stdout and stderr. Whatever it writes, it makes control characters
 * visible first, so that no text of a posting, an article or a file name reaches the terminal as a command to it. In
 * JSON they become the escapes that JSON has for them.
 */

/** Writes a line, or several, to stdout. */
export const print = (text: string): void => {
  process.stdout.write(`${printable(text, process.stdout)}\n`);
};

/** Writes a line, or several, to stderr: progress, and what is no answer. */
export const printAside = (text: string): void => {
  process.stderr.write(`${printable(text, process.stderr)}\n`);
};

/** Writes a message to stderr under the one prefix that all messages have. */
export const printMessage = (text: string): void => printAside(`recount: ${text}`);

/** What is written for a text: control characters visible, colour where the stream wants it. */
export const printable = (text: string, stream: NodeJS.WriteStream): string =>
  resolvePaint(visibleLines(text), wantsColour(stream));

/** A text as a pipe or a file gets it: without colour. */
export const piped = (text: string): string => resolvePaint(visibleLines(text), false);

let failure: NodeJS.ErrnoException | undefined;
const closed = new Promise<void>((close) => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    failure ??= error;
    close();
  });
  process.stderr.on('error', () => {}); // where messages cannot be written, none is missed that could be read
});

/** Resolves when nothing more can be written to stdout; never, as long as all is well. */
export const outputClosed = (): Promise<void> => closed;

/**
 * Waits until all that was printed has been written.
 *
 * @throws UserError when it could not be, as on a full disk. A reader that has seen enough, such as `head`, is
 *   no error.
 */
export async function flushed(): Promise<void> {
  await new Promise<void>((written) => process.stdout.write('', () => written()));
  const { code } = failure ?? {};
  if (code === undefined || code === 'EPIPE') return;
  throw new UserError(`cannot write to stdout: ${code === 'ENOSPC' ? 'the disk is full' : failure?.message} (${code})`);
}
