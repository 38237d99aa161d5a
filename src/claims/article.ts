import { z } from 'zod';
import { UserError } from '../error.js';
import { basename, existsSync, extname } from '../load/machine.js';
import { didYouMean } from '../load/nearest.js';
import { inProject, namesIn, shown } from '../load/project.js';
import { versioned } from '../load/version.js';
import { readYaml } from '../load/yaml.js';
import { type Expectation, parseMeans, parsePrinted } from './expectation.js';
import { numbersLeftOut, numbersNotOfWords } from './print-in-means.js';
import { holding, replicationVerdicts, type Verdict, verdicts } from './verdict.js';

/** What sort of thing a claim prints. */
export const claimKinds = [
  'count',
  'share',
  'bound',
  'ratio',
  'p-value',
  'effect',
  'range',
  'period',
  'comparison',
] as const;
export type ClaimKind = (typeof claimKinds)[number];

/** One number or comparison that an article prints. */
export interface Claim {
  /** `fine-tuning-by-role/mle-share`: the article's id, and the claim's own. */
  readonly id: string;
  /** The text's line, from 1, and the words on it that print the claim. */
  readonly line: number;
  readonly printed: string;
  readonly section: string;
  readonly kind: ClaimKind;
  /** What it says, in our own words. */
  readonly statement: string;
  readonly expectation: Expectation;
  /** The verdict that the file's author expects a cell to compute. */
  readonly expected: Verdict;
  readonly explanation: string | undefined;
  /** What a reviewer should know of it, in plain words, with `{}` in place of values. */
  readonly finding: string | undefined;
  /** The claim whose check serves this one too: its own id, or that of the claim it prints again. */
  readonly checkedAs: string;
  /** The corpora, none of them the article's own, on which the statement is measured; none for any other claim. */
  readonly testedOn: readonly string[];
}

/** A published piece, and what it prints. */
export interface Article {
  readonly id: string;
  /** The file name of its text, without `.txt`. */
  readonly text: string;
  readonly title: string;
  readonly publisher: string;
  readonly date: string | undefined;
  readonly address: string | undefined;
  /** The corpora that are the article's own data; undefined where its file leaves that open, and any corpus counts. */
  readonly corpora: readonly string[] | undefined;
  /** How many tests its statements get on other postings: one for each statement and corpus. */
  readonly tests: number;
  /** In the order in which they are printed. */
  readonly claims: readonly Claim[];
  /** Printed numbers that claim nothing, with the reason. */
  readonly notClaims: readonly { readonly line: number; readonly printed: string; readonly reason: string }[];
}

const text = z.string().min(1);
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens');
/** Words by which a finding compares two values. */
const comparing = /\b(?:more|less|fewer|higher|lower|larger|smaller|rarer|likelier|twice)\b/i;
const place = { line: z.int().positive(), printed: text };
const judged = {
  ...place,
  id: slug,
  section: text,
  expected: z.enum(verdicts),
  explanation: text.optional(),
  finding: text
    .refine((sentence) => !/\d/.test(sentence.replaceAll(/\{[^}]*\}/g, '')), {
      error:
        'its numbers come from values: {} the recounted one, {name} a named one or that of another claim, {printed}',
    })
    .refine((sentence) => !comparing.test(sentence) || (sentence.match(/\{(?!printed\})[^}]*\}/g) ?? []).length > 1, {
      error: 'a comparison names both of its values: {} the recounted one, {name} that of another claim',
    })
    .optional(),
  /** Why a printed number does not stand in `means`. */
  because: text.optional(),
};

const claimSchema = z
  .union([
    z.strictObject({
      ...judged,
      kind: z.enum(claimKinds),
      statement: text,
      means: text.optional(),
      tested_on: z.array(slug).min(1).optional(),
    }),
    // the same quantity, printed again: what it does not say for itself is as in the first
    z.strictObject({
      ...judged,
      repeats: slug,
      kind: z.enum(claimKinds).optional(),
      statement: text.optional(),
      means: text.optional(),
    }),
  ])
  .refine(
    (claim) =>
      claim.explanation !== undefined ||
      'repeats' in claim ||
      claim.tested_on !== undefined || // the measurement explains itself
      holding.includes(claim.expected),
    { error: 'a claim that does not hold, or is untested, needs an explanation', path: ['explanation'] },
  );

const fileSchema = z.strictObject({
  id: slug,
  text,
  title: text,
  publisher: text,
  date: text.optional(),
  address: text.optional(),
  /** The article's own data: `[]` where it publishes none. */
  corpora: z.array(slug).optional(),
  claims: z.array(claimSchema).default([]),
  not_claims: z.array(z.strictObject({ ...place, reason: text })).default([]),
});

type ClaimEntry = z.infer<typeof claimSchema>;

const schema = versioned('claims file', 1, fileSchema.transform(toArticle));

/** The ids of the articles in `data/articles`, in alphabetical order. */
export const articleIds = (): string[] =>
  namesIn('data', 'articles')
    .filter((name) => extname(name) === '.yaml')
    .map((name) => name.slice(0, -'.yaml'.length));

/**
 * Reads an article of the project and its claims, from `data/articles/<id>.yaml`.
 *
 * @throws UserError when there is no such article, or its file breaks a rule.
 */
export function readArticle(id: string): Article {
  const path = inProject('data', 'articles', `${id}.yaml`);
  if (existsSync(path)) return readArticleFile(path);
  const ids = articleIds();
  throw new UserError(
    `there is no article "${id}" in data/articles.${didYouMean(id, ids)} There are: ${ids.join(', ')}`,
  );
}

/**
 * The claim of a full id: `fine-tuning-by-role/mle-share`.
 *
 * @throws UserError when there is no such article, or it has no such claim
 */
export function claimNamed(id: string): Claim {
  const [article = ''] = id.split('/');
  const { claims } = readArticle(article);
  const claim = claims.find((each) => each.id === id);
  if (claim) return claim;
  throw new UserError(
    `claim "${id}" is not in data/articles/${article}.yaml.${didYouMean(
      id,
      claims.map((each) => each.id),
    )}`,
  );
}

/**
 * Reads an article and its claims from a file.
 *
 * @throws UserError when the file breaks a rule; it names the file, the line, the claim and the rule.
 */
export function readArticleFile(path: string): Article {
  const article = readYaml(path, schema);
  if (article.id !== basename(path, '.yaml'))
    throw new UserError(`${shown(path)}: id is "${article.id}"; it must be the file's name`);
  return article;
}

/** Reports that a field of a claim breaks a rule. */
type Refuse = (field: string, message: string) => void;

/**
 * The article that a file states; what breaks a rule is an issue at its place, so that it is reported with its line.
 */
function toArticle(file: z.infer<typeof fileSchema>, context: z.RefinementCtx): Article {
  const { id, not_claims: notClaims, text, title, publisher, date, address, corpora } = file;
  const entries = new Map<string, ClaimEntry>();
  const refuseAt =
    (position: number): Refuse =>
    (field, message) =>
      context.addIssue({ code: 'custom', path: ['claims', position, field], message });

  const claims = file.claims.flatMap((entry, position): Claim[] => {
    const refuse = refuseAt(position);
    if (entries.has(entry.id)) refuse('id', `two claims have the id "${entry.id}"; give each its own`);
    else entries.set(entry.id, entry);
    return toClaim(entry, refuse);
  });
  const tests = file.claims.reduce((sum, entry) => sum + ('repeats' in entry ? 0 : (entry.tested_on ?? []).length), 0);
  return { id, text, title, publisher, date, address, corpora, tests, notClaims, claims };

  function toClaim(entry: ClaimEntry, refuse: Refuse): Claim[] {
    const original = 'repeats' in entry ? file.claims.find((each) => each.id === entry.repeats) : entry;
    if (!original || 'repeats' in original) {
      const repeats = 'repeats' in entry ? entry.repeats : '';
      const what = original ? 'a repetition itself' : 'no claim of the file';
      refuse(
        'repeats',
        `claim "${entry.id}" repeats "${repeats}", which is ${what}.${didYouMean(
          repeats,
          file.claims.map((each) => each.id),
        )}`,
      );
      return [];
    }
    const expectation = expectationOf(entry, refuse);
    if (expectation === undefined) return [];
    refuseLooseMeans(entry, expectation, refuse);
    const testedOn = original.tested_on ?? [];
    refuseUntestable(entry, testedOn, corpora, refuse);
    const isAsFirst = entry.expected === original.expected;
    const needsReason = testedOn.length === 0 && !isAsFirst && !holding.includes(entry.expected);
    if (entry.explanation === undefined && needsReason)
      refuse('explanation', `claim "${entry.id}" has another verdict than what it repeats; it needs an explanation`);
    return [
      {
        id: `${id}/${entry.id}`,
        line: entry.line,
        printed: entry.printed,
        section: entry.section,
        kind: entry.kind ?? original.kind,
        statement: entry.statement ?? original.statement,
        expectation,
        expected: entry.expected,
        explanation: entry.explanation ?? (isAsFirst ? original.explanation : undefined),
        finding: entry.finding ?? (isAsFirst ? original.finding : undefined),
        checkedAs: `${id}/${original.id}`,
        testedOn,
      },
    ];
  }
}

/** What is printed is what is asked for: a digit that is changed in the one must not leave the other as it was. */
function refuseLooseMeans(entry: ClaimEntry, expectation: Expectation, refuse: Refuse): void {
  if (entry.means === undefined || entry.because !== undefined || entry.expected === 'untested') return;
  const left = numbersLeftOut(entry.printed, expectation);
  if (left.length > 0)
    refuse(
      'means',
      `claim "${entry.id}" prints ${left.join(' and ')}, which means "${entry.means}" does not ask for; ` +
        'put the printed number there (a bound, the ends of a range or its middle), or say why it is not: because: …',
    );
  const other = numbersNotOfWords(entry.printed, expectation);
  if (other.length > 0)
    refuse(
      'means',
      `claim "${entry.id}" prints "${entry.printed}", of which no word is read as the ${other.join(' and ')} of ` +
        `means "${entry.means}" (docs/vague-words.md); ask for what the word means, or say why not: because: …`,
    );
}

/** A statement is tested on other postings than the article's own, and such a test has verdicts of its own. */
function refuseUntestable(
  { id, expected }: ClaimEntry,
  testedOn: readonly string[],
  corpora: readonly string[] | undefined,
  refuse: Refuse,
): void {
  const own = testedOn.find((corpus) => corpora?.includes(corpus));
  if (own !== undefined)
    refuse('tested_on', `claim "${id}": "${own}" is the article's own data; a cell checks the claim there`);
  const isReplication = replicationVerdicts.some((verdict) => verdict === expected);
  if (isReplication && testedOn.length === 0)
    refuse('expected', `claim "${id}" expects "${expected}"; name the corpora: tested_on: [...]`);
  if (!isReplication && testedOn.length > 0)
    refuse('expected', `claim "${id}" is tested on other postings; expect ${replicationVerdicts.join(', ')}`);
}

function expectationOf(entry: ClaimEntry, refuse: Refuse): Expectation | undefined {
  try {
    return entry.means === undefined ? parsePrinted(entry.printed) : parseMeans(entry.means);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    refuse(entry.means === undefined ? 'printed' : 'means', `claim "${entry.id}": ${error.message}`);
    return undefined;
  }
}
