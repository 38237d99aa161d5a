import type { Provenance } from '../count/answer.js';
import { unfilled } from '../count/pattern.js';
import { UserError } from '../error.js';
import { clusteredShare } from '../stats/clustered-intervals.js';
import { type LabelsAudit, withRepetitions } from './tagging.js';

type NamedRow = Readonly<Record<string, string | number>> & { readonly postings: number };
interface GroupedAnswer {
  readonly provenance: Provenance;
  readonly rows: readonly NamedRow[];
}

/**
 * Does the same text get the same label twice?
 *
 * Postings with word for word the same text are a free test of labels that a person or a model gave: where two of them
 * differ, at least one label is wrong. The share that agrees is of the labels given to one posting of a text and looked
 * for in another of it (positive specific agreement); for a label of which each posting has one, it is the share of
 * pairs with the same. The interval is Wilson's at 95%, in which postings of one text count as alike.
 *
 * Source: R. L. Spitzer & J. L. Fleiss, British Journal of Psychiatry 125 (1974) 341–347: specific agreement.
 *
 * @param answer asked with `by: ['same_text', label]`, `same_text` being a field that is filled by `alike`
 * @param options.text the field with the group of postings of one text
 * @param options.label the field with the label, one or a list
 * @param options.size the answer asked with `by: ['same_text']` alone
 * @param options.concept what the label says, in words
 * @param options.claims the full ids of the claims that rest on the label
 * @returns how many agree, of how many, and the share with its interval; for {@link audit}
 * @throws UserError when fewer than two texts have several postings, or for an unknown claim
 * @example
 * const where = { not: { field: 'same_text', is: null } }
 * const guide = corpus('field-guide')
 * const size = await guide.count({ where, by: ['same_text'] })
 * const types = await guide.count({ where, by: ['same_text', 'type'] })
 * const found = labelAudit(types, { text: 'same_text', label: 'type', size, concept: 'AI type' })
 * found // => { right: 9, of: 15 }
 * found.share // => { estimate: 0.6, low: 0.357, high: 0.802 }
 */
export function labelAudit(
  answer: GroupedAnswer,
  {
    text,
    label,
    size,
    concept,
    claims = [],
  }: {
    readonly text: string;
    readonly label: string;
    readonly size: GroupedAnswer;
    readonly concept: string;
    readonly claims?: readonly string[];
  },
): LabelsAudit {
  const postings = new Map(
    size.rows.flatMap((row) => (row[text] === unfilled ? [] : [[row[text], row.postings] as const])),
  );
  const given = new Map([...postings.keys()].map((name) => [name, [] as number[]]));
  for (const row of answer.rows) if (row[label] !== unfilled) given.get(row[text])?.push(row.postings);
  const texts = [...given].map(([name, times]) => ({ times, of: postings.get(name) ?? 0 }));
  // each label of one posting, looked for in each other posting of its text
  const clusters = texts.map(({ times, of }) => ({
    k: times.reduce((sum, n) => sum + n * (n - 1), 0),
    n: times.reduce((sum, n) => sum + n * (of - 1), 0),
  }));
  if (clusters.filter(({ n }) => n > 0).length < 2)
    throw new UserError(
      `the labels "${label}": fewer than two texts stand in several postings, so nothing can be said`,
    );
  const isOneEach = texts.every(({ times, of }) => times.reduce((sum, n) => sum + n, 0) === of);
  const total = (part: 'k' | 'n') => clusters.reduce((sum, each) => sum + each[part], 0) / (isOneEach ? 2 : 1);
  const { estimate, low, high } = clusteredShare(clusters);
  return {
    kind: 'labels',
    lexicon: 'the label itself',
    concept,
    corpus: answer.provenance.corpus,
    fields: [label],
    claims: withRepetitions(claims),
    share: { estimate, low, high },
    right: total('k'),
    of: total('n'),
    texts: texts.length,
    unit: isOneEach ? 'pairs' : 'labels',
    sources: [answer.provenance, size.provenance],
  };
}
