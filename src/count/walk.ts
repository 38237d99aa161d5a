import { setImmediate } from 'node:timers/promises';
import { UserError } from '../error.js';
import { readPostings, rowsBytes, verifyRows } from '../load/load.js';
import { noLosses, refuseLosses, withProblem } from '../load/losses.js';
import type { CorpusWithRows } from '../load/manifest.js';
import type { Posting } from '../load/posting.js';
import { describeProblem } from '../load/problem.js';
import type { Counted, Skipped } from './answer.js';
import { Counters } from './counters.js';
import type { OnProgress } from './engine.js';
import { textFields } from './mentions.js';
import { conceptsIn, fieldsIn, type Query } from './query.js';
import { Threads } from './threads.js';

/** So many characters of postings stay in memory between questions; the postings of a larger corpus are read anew. */
const mostKept = 32_000_000;

interface Question {
  readonly query: Query;
  readonly onProgress: OnProgress | undefined;
  readonly resolve: (answer: Counted) => void;
  readonly reject: (error: unknown) => void;
}

interface Kept {
  readonly postings: readonly Posting[];
  readonly skipped: Skipped;
}

/**
 * The rows of a corpus, which answer questions. A small corpus is read once. One that would not fit into memory is
 * walked through, posting by posting, for all questions that wait at that time; so ask at once what is to be counted
 * together.
 */
export class Rows {
  private kept: Kept | undefined;
  private waiting: Question[] = [];
  private isWalking = false;

  constructor(private readonly manifest: CorpusWithRows) {}

  /** @throws UserError when the rows are not here, are other data than the manifest pins, or none can be read */
  ask(query: Query, onProgress?: OnProgress): Promise<Counted> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ query, onProgress, resolve, reject });
      if (!this.isWalking) void this.answerAll();
    });
  }

  private async answerAll(): Promise<void> {
    this.isWalking = true;
    while (this.waiting.length > 0) {
      await setImmediate(); // what is asked at once comes together
      const asked = this.waiting;
      this.waiting = [];
      try {
        const answers = await this.answer(asked);
        for (const [i, { resolve }] of asked.entries()) resolve(answers[i] as Counted);
      } catch (error) {
        for (const { reject } of asked) reject(error); // what is missing may be there the next time
      }
    }
    this.isWalking = false;
  }

  private async answer(asked: readonly Question[]): Promise<Counted[]> {
    const queries = asked.map(({ query }) => query);
    const counters = new Counters(this.manifest, queries);
    const skipped =
      this.kept?.skipped ??
      (await this.walk(queries, counters, asked.find(({ onProgress }) => onProgress)?.onProgress));
    this.kept?.postings.forEach((posting) => counters.add(posting));
    return counters.answers().map((answer) => ({ ...answer, skipped }));
  }

  /** Reads every posting once. Few are kept, to be counted now and later; of many, each is counted as it comes. */
  private async walk(
    queries: readonly Query[],
    counters: Counters,
    onProgress: OnProgress | undefined,
  ): Promise<Skipped> {
    const { manifest } = this;
    await verifyRows(manifest);
    const of = rowsBytes(manifest);
    let bytes = 0;
    const few: Posting[] = [];
    let threads: Threads | undefined;
    let characters = 0;
    let read = 0;
    let losses = noLosses;
    const strip = needed(manifest, queries);
    try {
      for await (const each of readPostings(manifest, (more) => onProgress?.((bytes += more), of))) {
        if ('problem' in each) {
          losses = withProblem(losses, each.problem);
          continue;
        }
        read += 1;
        if (threads) {
          await threads.add(strip(each.posting));
        } else {
          few.push(each.posting);
          characters += sizeOf(each.posting);
          if (characters <= mostKept) continue;
          threads = new Threads({ manifest, queries }, counters);
          for (const posting of few.splice(0)) await threads.add(strip(posting));
        }
      }
      await threads?.end();
    } finally {
      await threads?.stop();
    }
    const { first, atLeast, fields, repeats } = losses;
    const skipped = { postings: atLeast, fields, ...(repeats > 0 && { repeats }) };
    if (read === 0 && first) {
      const others = atLeast + fields - 1;
      const rest = others > 0 ? `; and ${others} more: npx recount data verify ${manifest.named}` : '';
      throw new UserError(
        `none of the postings of corpus "${manifest.id}" can be read: ${describeProblem(first)}${rest}`,
      );
    }
    refuseLosses(manifest, { ...losses, read });
    if (!threads) this.kept = { postings: few, skipped };
    return skipped;
  }
}

/** Leaves of a posting what some queries ask about: the rest need not go to another thread. */
function needed(manifest: CorpusWithRows, queries: readonly Query[]): (posting: Posting) => Posting {
  const isLooking = queries.some((query) => conceptsIn(query).length > 0);
  const names = [...new Set([...queries.flatMap(fieldsIn), ...(isLooking ? textFields(manifest) : [])])];
  return ({ id, fields }) => ({ id, fields: Object.fromEntries(names.map((name) => [name, fields[name] ?? null])) });
}

/** Characters of a posting's texts and names, and some for what is around them. */
const sizeOf = ({ fields }: Posting): number =>
  Object.values(fields).reduce<number>(
    (sum, value) =>
      sum + 50 + (typeof value === 'string' ? value.length : Array.isArray(value) ? value.join().length : 0),
    100,
  );
