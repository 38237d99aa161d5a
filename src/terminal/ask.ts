import { createInterface } from 'node:readline';
import { Interrupted } from '../error.js';
import { print, printable } from './print.js';

/** Whether a person can be asked. */
export const isAtTerminal = (): boolean => process.stdin.isTTY && process.stdout.isTTY;

/** A talk with the person at the terminal. */
export interface Talk {
  say(text: string): void;
  /** Gives the line that they type; nothing where they end the input (Ctrl-D). */
  ask(question: string): Promise<string | undefined>;
}

/**
 * Does work that asks questions at the terminal.
 *
 * @param left what the message says is left when Ctrl-C ends it
 */
export async function asking<T>(work: (talk: Talk) => Promise<T>, left: string): Promise<T> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const typed = lines[Symbol.asyncIterator](); // keeps what is typed ahead
  let interrupted = false;
  lines.on('SIGINT', () => {
    interrupted = true;
    lines.close();
  });
  const ask: Talk['ask'] = async (question) => {
    lines.setPrompt(printable(question, process.stdout));
    lines.prompt();
    const { value, done } = await typed.next();
    if (interrupted) throw new Interrupted('SIGINT', left);
    return done ? undefined : (value as string);
  };
  try {
    return await work({ say: print, ask });
  } finally {
    lines.close();
  }
}
