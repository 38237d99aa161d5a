import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Verdict } from './claims/verdict.js';
import { verdicts } from './claims/verdict.js';
import { Interrupted, UserError } from './error.js';
import type { Outcome } from './report/run.js';

/** What a command tells the shell. */
const exit = { asExpected: 0, unexpected: 1, badInput: 2, notebookFailed: 3, interrupted: 130 } as const satisfies Record<
  Outcome | 'badInput' | 'interrupted',
  number
>;
type ExitCode = (typeof exit)[keyof typeof exit];

const exitCodes =
  'Exit codes: 0 all verdicts as expected; 1 a verdict is not the expected one, or a committed output is stale; ' +
  '2 bad usage or bad input; 3 a notebook failed.';

/**
 * Runs the command line and returns its exit code. A user's mistake is one line on stderr; a bug keeps its
 * stack trace. What a command needs is imported when it runs, so that `trace` answers at once.
 */
export async function main(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exit.asExpected;
  const program = new Command('recount')
    .description('Every headline number, recounted from a cell.')
    .addHelpText('after', `\n${exitCodes}`)
    .exitOverride();
  const timeout = () =>
    new Option('--timeout <seconds>', 'time limit of each cell').default(300).argParser((text) => {
      const seconds = Number(text);
      if (text.trim() !== '' && seconds > 0 && seconds <= 86_400) return seconds;
      throw new InvalidArgumentError('Give seconds, more than 0 and at most 86400.');
    });
  const json = () => new Option('--json', 'print JSON, for machines');

  program
    .command('run')
    .description('run the notebooks that changed, and print the board')
    .argument('[notebooks...]', 'only these; all of notebooks/ when none is named')
    .option('--force', 'run unchanged notebooks too')
    .addOption(timeout())
    .addOption(json())
    .action(async (named: string[], options: { force?: true; timeout: number; json?: true }) => {
      const { runAndReport } = await import('./report/run.js');
      code = exit[await runAndReport(named, options)];
    });

  program
    .command('verify')
    .description('run the notebooks afresh beside the committed ones, and compare every output and verdict')
    .argument('[notebooks...]', 'only these; all of notebooks/ when none is named')
    .addOption(timeout())
    .addOption(json())
    .action(async (named: string[], options: { timeout: number; json?: true }) => {
      const { verifyAndReport } = await import('./report/verify.js');
      code = exit[await verifyAndReport(named, options)];
    });

  program
    .command('claims')
    .description('list claims: what was printed, what was recounted, and the verdict')
    .option('--article <article>', "only this article's, by its id or its text's file name")
    .addOption(new Option('--verdict <verdict>', 'only those with this verdict').choices(verdicts))
    .addOption(json())
    .action(async (options: { article?: string; verdict?: Verdict; json?: true }) => {
      const [{ readTraces }, list] = await Promise.all([import('./report/trace.js'), import('./report/claims-list.js')]);
      const traces = list.selectClaims(readTraces(), options);
      print(options.json ? list.claimsJson(traces) : list.claimsText(traces));
    });

  program
    .command('trace')
    .description('show what stands behind a claim: cell, query, answer and data set')
    .argument('<claim>', 'a claim id (fine-tuning-by-role/mle-share, or mle-share), or a number as printed (18.2%)')
    .addOption(json())
    .action(async (wanted: string, options: { json?: true }) => {
      const [{ readTraces }, { findTraces, traceText }, { claimsJson }] = await Promise.all([
        import('./report/trace.js'),
        import('./report/trace-text.js'),
        import('./report/claims-list.js'),
      ]);
      const traces = findTraces(readTraces().flatMap((article) => article.traces), wanted);
      print(options.json ? claimsJson(traces) : traces.map(traceText).join('\n\n'));
    });

  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // commander has printed its own message; its help and version requests are no mistakes
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.asExpected : exit.badInput;
    if (!(error instanceof UserError || error instanceof Interrupted)) throw error;
    console.error(`recount: ${error.message}`);
    return error instanceof UserError ? exit.badInput : exit.interrupted;
  }
}

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
