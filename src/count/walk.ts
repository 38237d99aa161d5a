import { setImmediate } from 'node:timers/promises';
import { UserError } from '../error.js';
import { readPostings, rowsBytes, verifyRows } from '../load/load.js';
import type { Manifest } from '../load/manifest.js';
import type { Posting } from '../load/posting.js';
import { describeProblem, type Problem } from '../load/problem.js';
import type { Counted, Skipped } from './answer.js';
import type { Mentions } from './matches.js';
import { mentionsOf } from './mentions.js';
import type { Query } from './query.js';
import { countRows, rowCounter } from './rows.js';

/** Is told how many bytes of the rows are read, of how many. */
export type OnProgress = (bytes: number, of: number) => void;

/** So many characters of postings stay in memory between questions; the postings of a larger corpus are read anew. */
const mostKept = 64_000_000;

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
 * The rows of a corpus, which answer questions. A small corpus is read once. One that would not fit into memory is walked
 * through, posting by posting, for all questions that wait at that time; so ask at once what is to be counted together.
 */
export class Rows {
  private kept: Kept | undefined;
  private waiting: Question[] = [];
  private isWalking = false;

  constructor(private readonly manifest: Manifest) {}

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
    const { manifest, kept } = this;
    // texts are tagged once for all questions that look in the same way
    const shared = new Map<string, Mentions>();
    const counting = asked.map(({ query }) => {
      const { mentions: own, lexicon } = mentionsOf(manifest, query.match, query.lexicon);
      const way = `${query.match} ${lexicon}`;
      const mentions = shared.get(way) ?? own;
      shared.set(way, mentions);
      return { query, mentions, lexicon: lexicon === undefined ? {} : { lexicon } };
    });
    if (kept) return counting.map(({ query, mentions, lexicon }) => ({ rows: countRows(query, kept.postings, mentions), ...lexicon, skipped: kept.skipped }));

    const counters = counting.map(({ query, mentions }) => rowCounter(query, mentions));
    const skipped = await this.walk((posting) => counters.forEach((counter) => counter.add(posting)), asked.find(({ onProgress }) => onProgress)?.onProgress);
    return counters.map((counter, i) => ({ rows: counter.rows(), ...counting[i]?.lexicon, skipped }));
  }

  /** Reads every posting once, and keeps them all where they are few enough. */
  private async walk(take: (posting: Posting) => void, onProgress: OnProgress | undefined): Promise<Skipped> {
    const { manifest } = this;
    await verifyRows(manifest);
    const of = rowsBytes(manifest);
    let bytes = 0;
    let postings: Posting[] | undefined = [];
    let characters = 0;
    let read = 0;
    const skipped = { postings: 0, fields: 0 };
    let first: Problem | undefined;
    for await (const each of readPostings(manifest, (more) => onProgress?.((bytes += more), of))) {
      if ('problem' in each) {
        first ??= each.problem;
        skipped[each.problem.lost === 'posting' ? 'postings' : 'fields'] += 1;
        continue;
      }
      read += 1;
      take(each.posting);
      if (!postings) continue;
      characters += sizeOf(each.posting);
      if (characters > mostKept) postings = undefined;
      else postings.push(each.posting);
    }
    if (read === 0 && first) {
      const others = skipped.postings + skipped.fields - 1;
      const rest = others > 0 ? `; and ${others} more: npx recount data verify <corpus>` : '';
      throw new UserError(`none of the postings of corpus "${manifest.id}" can be read: ${describeProblem(first)}${rest}`);
    }
    if (postings) this.kept = { postings, skipped };
    return skipped;
  }
}

/** Characters of a posting's texts and names, and some for what is around them. */
const sizeOf = ({ fields }: Posting): number =>
  Object.values(fields).reduce<number>((sum, value) => sum + 50 + (typeof value === 'string' ? value.length : Array.isArray(value) ? value.join().length : 0), 100);
