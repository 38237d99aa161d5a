import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { recallOf } from '../claims/recall.js';
import { sampleName, type Tally, tallyPath } from '../claims/tally.js';
import { UserError } from '../error.js';
import { shown } from '../load/project.js';
import { readText } from '../load/read.js';
import { writeAtomically } from '../load/write.js';
import type { Estimate } from '../stats/types.js';
import { wilson } from '../stats/wilson.js';
import { columns } from '../terminal/layout.js';
import { json as asJson } from '../terminal/visible.js';
import { type MarkedMatch, parseSample } from './sample-file.js';

export interface PrecisionOptions {
  /** Store the tally, in this file or under `data/samples`. */
  readonly save?: true | string;
  readonly reader: string;
  /** What a match had to mean to be right. */
  readonly means: string;
  readonly json?: true;
}

/**
 * Reads the marks of a sample: precision with its 95% Wilson interval, in all and by phrase. With `save`, writes the
 * tally, which holds counts and digests and none of the postings' text.
 *
 * @throws UserError for a bad mark, with its line, or when nothing is marked
 */
export async function readPrecision(file: string, { save, reader, means, json }: PrecisionOptions): Promise<string> {
  const { draw, matches } = parseSample(readText(resolve(file)), shown(resolve(file)));
  const phrases = [...new Set(matches.map(({ phrase }) => phrase))].sort();
  const tally: Tally = {
    ...draw,
    reader,
    means,
    ...counts(matches),
    by_phrase: Object.fromEntries(
      phrases.map((phrase) => [phrase, counts(matches.filter((match) => match.phrase === phrase))]),
    ),
    marks: matches.map(({ mark }) => mark).join(''),
  };
  const marked = tally.right + tally.wrong;
  if (marked === 0)
    throw new UserError(
      `${shown(resolve(file))}: none of the ${tally.drawn} matches is marked; put y or n in place of a ?`,
    );
  const share = wilson({ k: tally.right, n: marked });
  const path =
    typeof save === 'string'
      ? resolve(save)
      : tallyPath(sampleName(draw.corpus, draw.concept, draw.unmatched !== undefined));
  if (save) {
    mkdirSync(dirname(path), { recursive: true });
    await writeAtomically(path, `${JSON.stringify({ version: 1, ...tally }, null, 2)}\n`);
  }
  const found = draw.unmatched === undefined ? undefined : recallOf(tally);
  if (json) return asJson({ ...tally, ...(found ? { missed: share, recall: found.share } : { precision: share }) });

  const rows = Object.entries(tally.by_phrase).map(([phrase, { right, wrong, unmarked }]) =>
    [phrase, right, wrong, unmarked].map(String),
  );
  const marks = `${tally.right} right, ${tally.wrong} wrong, ${tally.unmarked} unmarked of ${tally.drawn}`;
  const lines = found
    ? [
        `recall ${interval(found.share)}: the phrases find ${draw.postings} postings and miss ` +
          `${interval(share)} of the other ${draw.unmatched} (${marks})`,
      ]
    : [
        `precision ${interval(share)}: ${marks}, drawn from ${draw.postings} postings`,
        '',
        ...columns([['phrase', 'right', 'wrong', 'unmarked'], ...rows]),
      ];
  return [
    `${draw.corpus}, ${draw.concept} (${draw.match}, in ${draw.fields.join(', ')}), seed ${draw.seed}`,
    ...lines,
    ...(save ? ['', `saved: ${shown(path)}`] : []),
  ].join('\n');
}

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
const interval = ({ estimate, low, high }: Estimate): string =>
  `${percent(estimate)}, 95% interval ${percent(low)} to ${percent(high)}`;

const counts = (matches: readonly MarkedMatch[]) => {
  const times = (wanted: MarkedMatch['mark']) => matches.filter(({ mark }) => mark === wanted).length;
  return { right: times('y'), wrong: times('n'), unmarked: times('?') };
};
