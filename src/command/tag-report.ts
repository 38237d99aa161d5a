import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { UserError } from '../error.js';
import { objectOf } from '../load/formats/jsonl.js';
import { noLosses, refuseFileLosses } from '../load/losses.js';
import { didYouMean } from '../load/nearest.js';
import { describeProblem } from '../load/problem.js';
import { shown } from '../load/project.js';
import { AtomicFile } from '../load/write.js';
import { maxFields } from '../tag/fast-scanner.js';
import { readLexicon } from '../tag/lexicon.js';
import { type FileCounts, tagFile } from '../tag/tag-file.js';
import { interruptible } from '../terminal/interruptible.js';
import { columns } from '../terminal/layout.js';
import { bytesProgress, megabytes } from '../terminal/progress-line.js';
import { json as asJson, visible } from '../terminal/visible.js';

/** What of a file is tagged and how, as the command line takes it. */
export interface TagOptions {
  readonly lexicon: string;
  readonly text?: readonly string[];
  readonly threads?: number;
  readonly out?: string;
  /** The share of lines that may hold no posting: 0.01 by default. */
  readonly maxLost?: number;
  readonly json?: true;
}

const mostThreads = 64;
const shownProblems = 5;

/**
 * Tags a JSONL file and says how many postings mention each concept, with how much was read and how fast.
 *
 * @throws UserError when the file or lexicon cannot be read, or no posting has a field that is named
 * @throws Interrupted by Ctrl-C; what `--out` names is then as it was
 */
export const tagText = (path: string, options: TagOptions): Promise<string> =>
  interruptible((signal) => tagged(path, options, signal), 'nothing was written');

async function tagged(path: string, options: TagOptions, signal: AbortSignal): Promise<string> {
  const lexicon = readLexicon(options.lexicon);
  const fields = options.text && [...new Set(options.text)];
  if (fields && fields.length > maxFields)
    throw new UserError(`--text names ${fields.length} fields; at most ${maxFields} can be told apart`);
  const threads = Math.min(options.threads ?? availableParallelism(), mostThreads);
  const file = options.out === undefined ? undefined : setFile(options.out, path);
  const sets = file && new SetLines(file);
  const progress = bytesProgress();
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  try {
    const counts = await tagFile(path, lexicon, {
      fields,
      threads,
      signal,
      onProgress: progress.show,
      ...(sets && { onSet: (line, concepts) => sets.add(line, concepts) }),
    });
    const seconds = (performance.now() - began) / 1000;
    const cpu = process.cpuUsage(cpuBefore);
    checkFields(path, fields, counts);
    checkLosses(path, counts, options.maxLost);
    sets?.keep();
    progress.clear();
    const told = {
      file: shown(path),
      lexicon: lexicon.id,
      digest: lexicon.digest,
      threads,
      seconds,
      cpuSeconds: (cpu.user + cpu.system) / 1e6,
    };
    return options.json ? asText(counts, fields, told) : table(counts, fields, told, file?.path);
  } finally {
    progress.clear();
    file?.drop();
  }
}

interface Told {
  readonly file: string;
  readonly lexicon: string;
  readonly digest: string;
  readonly threads: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** A field that is misspelt would say that no posting mentions anything. */
function checkFields(path: string, fields: readonly string[] | undefined, { postings, withField }: FileCounts): void {
  const missing = fields?.filter((_, i) => withField[i] === 0) ?? [];
  if (missing.length === 0 || postings === 0) return;
  const keys = keysOf(path);
  const [first = ''] = missing;
  const nearest = keys.includes(first) ? ' There it holds no text.' : didYouMean(first, keys);
  throw new UserError(
    `no posting of ${shown(path)} has text in ${missing.map((name) => `"${name}"`).join(' or ')}.${nearest}` +
      (keys.length > 0 ? ` The first posting has: ${keys.slice(0, 20).join(', ')}` : ''),
  );
}

/** The keys of the first line, as far as it is short. */
function keysOf(path: string): string[] {
  const bytes = Buffer.alloc(1 << 20);
  const file = openSync(path, 'r');
  const text = bytes.toString('utf8', 0, readSync(file, bytes));
  closeSync(file);
  const read = objectOf(text.split('\n', 1)[0] ?? '');
  return 'values' in read ? Object.keys(read.values) : [];
}

/** Counts of few lines of many would be far too low. */
function checkLosses(path: string, { postings, skipped, problems }: FileCounts, maxLost: number | undefined): void {
  const lost = problems.find((problem) => problem.lost === 'posting');
  const first = lost && { file: shown(path), ...lost };
  const losses = { ...noLosses, read: postings, atLeast: skipped, atMost: skipped, first };
  refuseFileLosses(shown(path), losses, maxLost);
}

const listed = (file: string, { problems }: FileCounts) => problems.map((problem) => ({ file, ...problem }));

function asText(
  counts: FileCounts,
  fields: readonly string[] | undefined,
  { file, lexicon, digest, threads, seconds, cpuSeconds }: Told,
): string {
  const { concepts, postings, skipped, lines, exactLines, withField, problemCount, bytes } = counts;
  return asJson({
    file,
    lexicon: { id: lexicon, digest },
    text: fields ?? null,
    postings,
    skipped,
    lines,
    exactLines,
    bytes,
    seconds,
    cpuSeconds,
    threads,
    ...(fields && { withField: Object.fromEntries(fields.map((field, i) => [field, withField[i] ?? 0])) }),
    concepts,
    problemCount,
    problems: listed(file, counts),
  });
}

function table(
  counts: FileCounts,
  fields: readonly string[] | undefined,
  { file, lexicon, threads, seconds }: Told,
  out: string | undefined,
): string {
  const { concepts, postings, skipped, withField, problemCount, bytes } = counts;
  const n = (value: number): string => value.toLocaleString('en');
  const share = (value: number): string => (postings === 0 ? '' : `${((100 * value) / postings).toFixed(1)}%`);
  const partly =
    fields?.flatMap((field, i) =>
      withField[i] === postings ? [] : [`${visible(field)} in ${n(withField[i] ?? 0)}`],
    ) ?? [];
  const problems = listed(file, counts)
    .slice(0, shownProblems)
    .map((problem) => `  ${visible(describeProblem(problem))}`);
  return [
    `${lexicon} in ${fields ? fields.map(visible).join(', ') : 'all texts'} of ${file}: ${n(postings)} postings` +
      `${partly.length > 0 ? ` (${partly.join(', ')})` : ''}, ${n(skipped)} lines skipped`,
    '',
    ...columns([
      ['concept', 'postings', '', 'mentions'],
      ...concepts.map(({ concept, postings, mentions }) => [concept, n(postings), share(postings), n(mentions)]),
    ]),
    '',
    ...(problemCount > 0
      ? [
          problemCount > problems.length
            ? `${n(problemCount)} problems, the first ${problems.length} (--json lists more):`
            : `${n(problemCount)} problems:`,
          ...problems,
          '',
        ]
      : []),
    `${megabytes(bytes)} in ${seconds.toFixed(2)} s, ${megabytes(bytes / seconds)}/s, ` +
      `${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    ...(out === undefined ? [] : [out]),
  ].join('\n');
}

/** @throws UserError for a place that cannot be written to, or is where the postings are */
function setFile(path: string, postings: string): AtomicFile {
  const there = statSync(path, { throwIfNoEntry: false });
  const read = statSync(postings, { throwIfNoEntry: false });
  if (there && read && there.dev === read.dev && there.ino === read.ino)
    throw new UserError(`cannot write ${path}: the postings are read from it; name another file`);
  return new AtomicFile(path);
}

/** The concepts of each posting, as JSON lines; what is not yet written is collected, so that few writes do. */
class SetLines {
  #lines = '';

  constructor(private readonly file: AtomicFile) {}

  add(line: number, concepts: readonly string[]): void {
    this.#lines += `${JSON.stringify({ line, concepts })}\n`;
    if (this.#lines.length > 1 << 20) this.#flush();
  }

  keep(): void {
    this.#flush();
    this.file.keep();
  }

  #flush(): void {
    this.file.write(this.#lines);
    this.#lines = '';
  }
}
