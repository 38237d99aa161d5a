import { existsSync, mkdirSync, readFileSync, watch } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Diagnostic } from '../draft/binding.js';
import { type BuiltDraft, buildDraft } from '../draft/build.js';
import { isSound, outputsOf } from '../draft/outputs.js';
import { type Change, changesSince, readPageNumbers } from '../draft/page-numbers.js';
import { readDraft, readRegistry } from '../draft/read.js';
import { UserError } from '../error.js';
import { inProject, shown } from '../load/project.js';
import { writeAtomically } from '../load/write.js';
import { paint } from '../terminal/paint.js';
import { outputClosed, print, printMessage } from '../terminal/print.js';
import { json as asJson } from '../terminal/visible.js';
import type { Reply } from './reply.js';

export interface DraftOptions {
  /** The folder for the finished files; `.recount/drafts` by default. */
  readonly out?: string;
  readonly docx?: true;
  readonly pdf?: true;
  readonly fragment?: true;
  /** Where the site is published. */
  readonly site?: string;
  /** Write the files although the draft has errors. */
  readonly allowErrors?: true;
  readonly watch?: true;
  readonly diff?: true;
  readonly json?: true;
}

/**
 * Turns a draft into a page and into filled Markdown, and reports what no cell stands behind. An error among the
 * findings is unexpected, and with `--diff` a changed number is.
 */
export async function draft(file: string, options: DraftOptions): Promise<Reply> {
  if (options.diff) return report(await diffDraft(file, options), options);
  const reply = report(await writeDraft(file, options), options);
  return options.watch ? watchDraft(file, options, reply) : reply;
}

interface Written {
  readonly draft: BuiltDraft;
  readonly files: readonly string[];
  readonly changes?: readonly Change[];
}

async function writeDraft(file: string, { out, allowErrors, ...formats }: DraftOptions): Promise<Written> {
  const draft = await build(file);
  const { folder, name } = outputs(file, out);
  if (!isSound(draft) && !allowErrors) return { draft, files: [] };
  const files = await outputsOf(draft, name, formats);
  const paths: string[] = [];
  for (const { path, content } of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    await writeAtomically(target, content);
    if (dirname(path) === '.') paths.push(target);
  }
  return { draft, files: paths };
}

/** Compares what the draft would print now with the page that was built before, which stays as it is. */
async function diffDraft(file: string, { out }: DraftOptions): Promise<Written> {
  const { page } = outputs(file, out);
  const before = existsSync(page) ? readPageNumbers(readFileSync(page, 'utf8')) : undefined;
  if (!before)
    throw new UserError(
      `there is no page of ${file} to compare with at ${shown(page)}; build it first: npx recount draft ${file}`,
    );
  const draft = await build(file);
  return { draft, files: [], changes: changesSince(before, draft.bound) };
}

async function build(file: string): Promise<BuiltDraft> {
  const text = readDraft(file);
  return buildDraft(text, file, await readRegistry({ text, file }));
}

function outputs(
  file: string,
  out: string | undefined,
): { folder: string; name: string; page: string; filled: string } {
  const folder = out === undefined ? inProject('.recount', 'drafts') : resolve(out);
  const name = basename(file, extname(file));
  const filled = join(folder, `${name}.md`);
  if (filled === resolve(file))
    throw new UserError(
      `--out is the folder of ${file} itself, which the filled Markdown would overwrite; name another`,
    );
  return { folder, name, page: join(folder, `${name}.html`), filled };
}

/**
 * Builds again whenever the draft or a notebook changes, until Ctrl-C. A mistake is printed, and the page stays as it
 * was.
 */
async function watchDraft(file: string, options: DraftOptions, first: Reply): Promise<Reply> {
  if (first.text !== undefined) print(first.text);
  let pending: NodeJS.Timeout | undefined;
  const again = (): void => {
    clearTimeout(pending);
    pending = setTimeout(() => {
      void writeDraft(file, options).then(
        (written) => print(report(written, options).text),
        (error: unknown) => {
          if (!(error instanceof UserError)) throw error;
          printMessage(error.message);
        },
      );
    }, 150);
  };
  const folder = resolve(file, '..');
  const watchers = [
    watch(folder, (_, name) => name === basename(file) && again()),
    watch(inProject('notebooks'), (_, name) => name?.endsWith('.ipynb') && !name.startsWith('.') && again()),
  ];
  printMessage(`watching ${file} and the notebooks; Ctrl-C ends`);
  const stopped = new Promise<void>((done) => process.once('SIGINT', done).once('SIGTERM', done));
  await Promise.race([stopped, outputClosed()]);
  watchers.forEach((watcher) => watcher.close());
  clearTimeout(pending);
  return {};
}

function report({ draft, files, changes }: Written, { json }: DraftOptions): Reply & { readonly text: string } {
  const errors = draft.diagnostics.filter(({ severity }) => severity === 'error');
  const marked = draft.bound.filter((bound) => bound.free !== undefined);
  const ending = errors.length === 0 && (changes ?? []).length === 0 ? 'asExpected' : 'unexpected';
  if (json) {
    const text = asJson({
      files: files.map(shown),
      findings: draft.diagnostics,
      ...(changes ? { changes } : {}),
      free: draft.free.map(({ text, reason }) => ({ text, why: reason })),
    });
    return { text, ending };
  }
  const shownFindings = changes
    ? draft.diagnostics.filter(({ kind }) => kind === 'comparison' || kind === 'sentence')
    : draft.diagnostics;
  const bound = draft.bound.length - marked.length;
  const notes = draft.diagnostics.length - errors.length;
  const summary = changes
    ? changes.length === 0
      ? 'no printed number changes'
      : `${changes.length} of ${bound} printed numbers change`
    : [`${bound} bound`, `${draft.free.length} free`, `${errors.length} to mend`, `${notes} notes`].join(', ');
  const lines = [
    ...(changes ?? []).map((change) => changeText(draft.file, change)),
    ...shownFindings.map((finding) => findingText(draft.file, finding)),
    summary,
    ...(changes || errors.length === 0 || files.length > 0
      ? []
      : ['nothing is written while there is something to mend; --allow-errors writes it with its errors marked']),
    ...files.map((each) => paint('dim', shown(each))),
  ];
  return { text: lines.join('\n'), ending };
}

function changeText(file: string, { line, column, before, after, source, withinInterval }: Change): string {
  const explained =
    withinInterval === undefined
      ? ''
      : withinInterval
        ? '  within the interval it had'
        : paint('red', '  beyond the interval it had');
  return `${file}:${line}:${column}: ${before} → ${paint('bold', after)}${explained}  ${paint('dim', source)}`;
}

const findingText = (file: string, { line, column, severity, text, message }: Diagnostic): string => {
  const level = severity === 'error' ? paint('red', 'error') : paint('dim', 'note');
  return `${file}:${line}:${column}: ${level}  ${paint('bold', text.replaceAll(/\s+/g, ' '))}  ${message}`;
};
