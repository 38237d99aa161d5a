import { createInterface } from 'node:readline';
import { Interrupted } from '../error.js';
import { printable } from './print.js';

/** Asks the person at the terminal; gives their line, or nothing where they end the input (Ctrl-D). */
export type Ask = (question: string) => Promise<string | undefined>;

/**
 * Does work that asks questions at the terminal.
 *
 * @param left what the message says is left when Ctrl-C ends it
 */
export async function asking<T>(work: (ask: Ask) => Promise<T>, left: string): Promise<T> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const typed = lines[Symbol.asyncIterator](); // keeps what is typed ahead
  let interrupted = false;
  lines.on('SIGINT', () => {
    interrupted = true;
    lines.close();
  });
  const ask: Ask = async (question) => {
    lines.setPrompt(printable(question, process.stdout));
    lines.prompt();
    const { value, done } = await typed.next();
    if (interrupted) throw new Interrupted('SIGINT', left);
    return done ? undefined : (value as string);
  };
  try {
    return await work(ask);
  } finally {
    lines.close();
  }
}
