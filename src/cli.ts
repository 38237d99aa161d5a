import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addAccept } from './command/accept.js';
import { addAudit } from './command/audit.js';
import { addBench } from './command/bench.js';
import { addClaims } from './command/claims.js';
import { addCompletion } from './command/completion.js';
import { addCount } from './command/count.js';
import { addData } from './command/data.js';
import { addDoctor } from './command/doctor.js';
import { addDraft } from './command/draft.js';
import { addFindings } from './command/findings.js';
import { addForms } from './command/forms.js';
import { addIndex } from './command/index-corpus.js';
import { addInit } from './command/init.js';
import { addKwic } from './command/kwic.js';
import { addLab } from './command/lab.js';
import { addLive } from './command/live.js';
import { addNew } from './command/new.js';
import { addOverlay } from './command/overlay.js';
import { addPrecision } from './command/precision.js';
import { addRecord } from './command/record.js';
import {
  type AddCommand,
  type Ending,
  type ExitCode,
  exitCodeHelp,
  exitCodes,
  type Replying,
} from './command/reply.js';
import { addRerun } from './command/rerun.js';
import { addReview } from './command/review.js';
import { addRun } from './command/run.js';
import { addSample } from './command/sample.js';
import { addSite } from './command/site.js';
import { addTag } from './command/tag.js';
import { addTrace } from './command/trace.js';
import { addValues } from './command/values.js';
import { addVerify } from './command/verify.js';
import { Interrupted, UserError } from './error.js';
import { inPackage } from './load/project.js';
import { remarks } from './load/remarks.js';
import { flushed, print, printAside, printMessage } from './terminal/print.js';

const { version } = JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as { version: string };

/** The commands, in the order in which `--help` lists them. */
const commands: readonly AddCommand[] = [
  addRun,
  addVerify,
  addClaims,
  addAccept,
  addTrace,
  addSite,
  addOverlay,
  addFindings,
  addReview,
  addCount,
  addKwic,
  addForms,
  addTag,
  addBench,
  addValues,
  addDraft,
  addSample,
  addPrecision,
  addRecord,
  addIndex,
  addLive,
  addRerun,
  addAudit,
  addData,
  addInit,
  addNew,
  addLab,
  addDoctor,
  addCompletion,
];

/** Runs the command line and returns its exit code. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  let ending: Ending = 'asExpected';
  const replying: Replying =
    (work) =>
    async (...given) => {
      const reply = await work(...given);
      if (reply.text !== undefined) print(reply.text);
      for (const remark of remarks()) printMessage(remark);
      ending = reply.ending ?? 'asExpected';
    };
  try {
    await programOf(replying).parseAsync(args, { from: 'user' });
    await flushed();
    return exitCodes[ending];
  } catch (error) {
    return exitCodes[endingOf(error)];
  }
}

/** The program with all its commands; their help and error messages go through the terminal room too. */
export function programOf(replying: Replying): Command {
  const program = new Command('recount')
    .description('Every headline number, recounted from a cell.')
    .version(version, '--version', 'print the version')
    .addHelpText('after', `\n${exitCodeHelp}`)
    .configureOutput({
      writeOut: (text) => print(text.replace(/\n$/, '')),
      writeErr: (text) => printAside(text.replace(/\n$/, '')),
      outputError: (text) => printMessage(text.replace(/^error: /, '').trimEnd()),
    })
    .exitOverride();
  for (const add of commands) add(program, replying);
  return program;
}

/** Says what went wrong: a user's mistake in a line, a bug with its stack trace. Commander has said its own already. */
function endingOf(error: unknown): Ending {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 'asExpected' : 'badInput';
  if (error instanceof UserError || error instanceof Interrupted) {
    printMessage(error.message);
    return error instanceof UserError ? 'badInput' : 'interrupted';
  }
  printMessage(`a bug, not a mistake of yours:\n${error instanceof Error ? error.stack : String(error)}`);
  return 'bug';
}
