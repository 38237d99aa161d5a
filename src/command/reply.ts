import type { Command } from 'commander';

/** How a command ended, and the exit code that says so to the shell. */
export const exitCodes = {
  asExpected: 0,
  unexpected: 1,
  badInput: 2,
  notebookFailed: 3,
  bug: 70,
  interrupted: 130,
} as const;
export type Ending = keyof typeof exitCodes;
export type ExitCode = (typeof exitCodes)[Ending];

export const exitCodeHelp =
  'Exit codes: 0 all verdicts as expected; 1 a verdict is not the expected one, a committed output is stale, ' +
  'or an audit found an error; ' +
  '2 bad usage or bad input; 3 a notebook failed; 70 a bug in Recount; 130 stopped by Ctrl-C.';

/** What a command has to say on stdout, if it has not said it already, and how it ended. */
export interface Reply {
  readonly text?: string;
  readonly ending?: Ending;
}

/**
 * Makes an action for commander of work that gives a reply; the reply is printed, and its ending becomes the exit
 * code.
 */
export type Replying = <Args extends unknown[]>(
  work: (...args: Args) => Reply | Promise<Reply>,
) => (...args: Args) => Promise<void>;

/** Adds a command, with its options and help, to the program. What it needs is imported when it runs. */
export type AddCommand = (program: Command, replying: Replying) => void;
