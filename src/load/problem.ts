import { UserError } from '../error.js';

/** Something in the data that could not be read: where, why, and what is lost because of it. */
export interface Problem {
  /** The file, as people know it: a path, or the name inside a tarball. */
  readonly file: string;
  /** From 1; in Parquet, which has no lines, the row. */
  readonly line?: number;
  readonly reason: string;
  /** The field of the posting that is lost, where it is one. */
  readonly field?: string;
  /**
   * `posting`: a posting could not be read, and is not counted. `fields`: a posting is counted without some of its
   * fields. `repeat`: a posting is left out since it repeats one that is counted.
   */
  readonly lost: 'posting' | 'fields' | 'repeat';
  /** How many postings may be lost here, where it may be more than one: Infinity where it is not known. */
  readonly atMost?: number;
}

/** Where a record or problem is in the data. */
export type SourceLocation = Pick<Problem, 'file' | 'line'>;

/** A problem in one line, as compilers print them: `jobs.jsonl:3: not valid JSON: …`. */
export const describeProblem = (problem: Problem): string => `${describePlace(problem)}: ${problem.reason}`;

/** A place as compilers print it: `jobs.jsonl:3`. */
export const describePlace = ({ file, line }: SourceLocation): string =>
  line === undefined ? file : `${file}:${line}`;

/** What is wrong with a file of which nothing can be read. */
export const unreadable = (file: string, cause: unknown): UserError =>
  new UserError(`cannot read ${file === '' ? '""' : file}: ${reason(cause)}`, { cause });

function reason(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder; name a file, or a pattern such as folder/*.jsonl';
  if (code === 'EACCES') return 'you are not allowed to';
  return cause instanceof Error ? cause.message : String(cause);
}
