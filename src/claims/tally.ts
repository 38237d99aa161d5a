import { z } from 'zod';
import { UserError } from '../error.js';
import { digestOf } from '../load/digest.js';
import { existsSync } from '../load/machine.js';
import { didYouMean } from '../load/nearest.js';
import { inProject, namesIn, shown } from '../load/project.js';
import { readText } from '../load/read.js';
import { versioned } from '../load/version.js';
import { type Concept, lexiconOf } from '../tag/lexicon.js';
import { type MatchMode, matchModes } from '../tag/match-mode.js';

const text = z.string().min(1);
const count = z.int().nonnegative();
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 digits');
const share = z.strictObject({ right: count, wrong: count, unmarked: count });

/** What a sample was drawn from, and how: with the rows, the same matches are drawn again. */
export const drawSchema = z.strictObject({
  corpus: text,
  /** Of the corpus's data. */
  digest,
  lexicon: text,
  concept: text,
  /** Of the concept's phrases, and of how they were looked for. */
  phrases: digest,
  match: z.enum(matchModes),
  /** The fields that were looked through, and the conditions on postings as the command line writes them. */
  fields: z.array(text).min(1),
  where: z.array(text),
  /** Matches, and the postings that have one. */
  matches: count,
  postings: count,
  /** Where the sample is of postings without a match: how many there are. */
  unmatched: count.exactOptional(),
  seed: z.int(),
  drawn: count,
  /** Of the places that were drawn. */
  sample: digest,
});
export type Draw = z.infer<typeof drawSchema>;

const tallySchema = z
  .strictObject({
    ...drawSchema.shape,
    /** Who marked, and what a match had to mean to be right. */
    reader: text,
    means: text,
    ...share.shape,
    /** The same, by the phrase of the lexicon that matched. */
    by_phrase: z.record(text, share),
    /** A letter a match, in the order in which they were drawn: y right, n wrong, ? unmarked. */
    marks: z.string().regex(/^[yn?]*$/, 'expected the letters y, n and ?'),
  })
  .superRefine((tally, context) => {
    const times = (mark: string) => [...tally.marks].filter((each) => each === mark).length;
    const off =
      tally.marks.length !== tally.drawn ||
      times('y') !== tally.right ||
      times('n') !== tally.wrong ||
      times('?') !== tally.unmarked;
    if (off)
      context.addIssue({
        code: 'custom',
        path: ['marks'],
        message: `they are ${times('y')} y, ${times('n')} n, ${times('?')} ?, which the counts do not say`,
      });
  });

const versionedTally = versioned('sample', 1, tallySchema);

/** What came of marking a sample: counts and digests, none of the postings' text. */
export type Tally = z.infer<typeof tallySchema>;

/** The file of a tally: `field-guide.fine-tuning` for corpus and concept. */
export const tallyPath = (name: string): string => inProject('data', 'samples', `${name}.json`);

/** What a sample of a concept is called: of its matches, or of the postings without one. */
export const sampleName = (corpus: string, concept: string, without = false): string =>
  `${corpus}.${concept.toLowerCase().replace(/[^a-z0-9]+/g, '-')}${without ? '.without' : ''}`;

/** The names of the tallies that the project holds. */
export const tallyNames = (): string[] => namesIn('data', 'samples').map((name) => name.replace(/\.json$/, ''));

/**
 * Reads a tally of the project, by its name.
 *
 * @throws UserError when there is none of this name, or its file breaks a rule
 */
export function readTally(name: string): Tally {
  const path = tallyPath(name);
  if (!existsSync(path)) {
    const names = tallyNames();
    throw new UserError(
      `there is no tally "${name}" in data/samples.${didYouMean(name, names)} There are: ` +
        `${names.join(', ') || 'none'}; ` +
        'draw a sample with npx recount sample, mark it, and save its tally with npx recount precision --save',
    );
  }
  return parseTally(readText(path), shown(path));
}

/** @throws UserError that names the file and the rule it breaks */
export function parseTally(json: string, file: string): Tally {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new UserError(`${file} is not valid JSON: ${(cause as Error).message}`, { cause });
  }
  const parsed = versionedTally.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(`${file} is no tally: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
}

/** The digest of a concept as it was sampled: name, mode and phrases in their order. */
export const phrasesDigest = (concept: Concept, match: MatchMode): string =>
  lexiconOf('sampled', [{ ...concept, mode: match }]).digest;

/** The digest of the places that were drawn: posting, field and offset of each, in order. */
export const placesDigest = (
  drawn: readonly { readonly posting: string; readonly field: string; readonly start: number }[],
): string => digestOf(drawn.map(({ posting, field, start }) => `${posting}\t${field}\t${start}\n`).join(''));
