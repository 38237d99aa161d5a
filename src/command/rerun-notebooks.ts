import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inProject, projectRoot } from '../load/project.js';
import { executeNotebook, type Spare } from '../notebook/execute.js';
import { formatNotebook } from '../notebook/format-notebook.js';
import { isCode, type Notebook } from '../notebook/ipynb.js';
import { type Unasked, unaskedType } from '../notebook/not-there.js';
import { printAside } from '../terminal/print.js';
import { notebookWith } from './run-settings.js';

/** Why claims have no value on the other postings: by the claim's full id, or by its notebook and cell. */
export type Reasons = ReadonlyMap<string, string>;

/** How a cell's reason is found. */
export const cellKey = (notebook: string | null, cell: string | null | undefined): string => `${notebook} ${cell}`;

/**
 * Runs notebooks on the answers in a folder, beside the committed ones; what is executed lies below it, in
 * `notebooks`. A cell that fails ends no other, and neither does a value that is not there.
 */
export async function runThere(
  notebooks: readonly string[],
  folder: string,
  { timeout, given }: { readonly timeout: number; readonly given: Readonly<Record<string, string>> },
): Promise<Reasons> {
  const reasons = new Map<string, string>();
  const spare: Spare = {}; // one kernel runs them all, put back to its start in between
  try {
    for (const [i, notebook] of notebooks.entries()) {
      printAside(`  ${i + 1} of ${notebooks.length}  ${notebook}`);
      const failed: Failed[] = [];
      const committed = notebookWith(notebook, given);
      const executed = await executeNotebook(committed, {
        cwd: dirname(inProject(notebook)),
        env: { RECOUNT_RERUN: folder, RECOUNT_ENGINE: '' },
        spare,
        timeoutMs: timeout * 1000,
        root: projectRoot,
        onFailure: ({ cell, error }) => failed.push({ cell: cell?.id, message: error.message.split('\n')[0] ?? '' }),
      });
      const sources = new Map(committed.cells.map(({ id, source }) => [id, source]));
      for (const [at, { cell }] of failed.entries())
        reasons.set(cellKey(notebook, cell), firstCause(failed, at, sources));
      for (const [key, reason] of reasonsIn(executed.notebook, notebook)) reasons.set(key, reason);
      const written = join(folder, 'notebooks', notebook);
      mkdirSync(dirname(written), { recursive: true });
      writeFileSync(written, formatNotebook(executed.notebook));
    }
  } finally {
    spare.kernel?.kill();
  }
  return reasons;
}

interface Failed {
  readonly cell: string | undefined;
  readonly message: string;
}

/** Why a cell failed: where it lacks a name that an earlier cell, which failed, would have given, why that one did. */
function firstCause(failed: readonly Failed[], at: number, sources: ReadonlyMap<string, string>): string {
  const { message = '' } = failed[at] ?? {};
  const name = /^Cannot find name '(\w+)'/.exec(message)?.[1];
  if (name === undefined) return message;
  const names = new RegExp(`\\b${name}\\b`);
  const before = failed.slice(0, at).findIndex(({ cell }) => names.test(sources.get(cell ?? '') ?? ''));
  return before === -1 ? message : firstCause(failed, before, sources);
}

/** What the checks of a notebook say of claims that have no value. */
const reasonsIn = ({ cells }: Notebook, notebook: string): [string, string][] =>
  cells.filter(isCode).flatMap(({ id, outputs }) =>
    outputs.flatMap((output): [string, string][] => {
      // only `check` writes this type of output, so its content is trusted
      const unasked = ('data' in output ? output.data[unaskedType] : undefined) as Unasked | undefined;
      if (!unasked) return [];
      const { article, reasons, others } = unasked;
      return [
        ...Object.entries(reasons).map(([claim, reason]): [string, string] => [`${article}/${claim}`, reason]),
        ...(others === undefined ? [] : [[cellKey(notebook, id), others] as [string, string]]),
      ];
    }),
  );
