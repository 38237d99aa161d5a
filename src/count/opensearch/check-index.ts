import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { UserError } from '../../error.js';
import { didYouMean } from '../../load/nearest.js';
import type { MappedField, MappedIndex } from '../../load/opensearch-source.js';
import { tokens } from '../../tag/analyzer.js';
import { readLexicon } from '../../tag/lexicon.js';
import { whole } from './complete.js';
import { allOf, anyOf, type Dsl, everything, term } from './dsl.js';
import { searchOf } from './pass.js';
import type { Service } from './service.js';

/**
 * Whether somebody's own index is what a manifest says: a misspelled field counts zero and says nothing, and so does a
 * value that the index was told to leave out.
 *
 * @param corpus what tells which of its postings belong to the corpus
 * @throws UserError for the first thing that is not so
 */
export async function checkFields(
  { fields, id, index, only }: MappedIndex,
  corpus: readonly Dsl[],
  service: Service,
): Promise<void> {
  const paths = [
    ...Object.entries(fields).map(([name, { from }]) => [name, from] as const),
    ...(id === undefined ? [] : [['id', id] as const]),
  ];
  const each = (condition: (path: string) => Dsl): Dsl => ({
    filters: { filters: paths.map(([, from]) => condition(from)) },
  });
  const aggs = {
    fields: each((field) => ({ exists: { field } })),
    ignored: each(isLeftOut),
    corpus: { filter: allOf(corpus) },
  };
  const { total, aggregations } = whole(
    await service.search(searchOf(everything, aggs)),
    service.name,
    Object.keys(aggs),
  );
  const counted = z.looseObject({ doc_count: z.int() });
  const counts = (name: string): number[] =>
    z
      .looseObject({ buckets: z.array(counted) })
      .parse(aggregations[name])
      .buckets.map((bucket) => bucket.doc_count);

  if (total === 0) throw new UserError(`${service.name} has no posting; correct the index in the manifest`);
  const filled = counts('fields');
  const absent = paths.find((_, i) => filled[i] === 0);
  if (absent) {
    const found = paths.filter((_, i) => filled[i] !== 0).map(([, from]) => from);
    throw new UserError(
      `no posting of index "${index}" has a field "${absent[1]}", ` +
        `from which "${absent[0]}" is filled.${didYouMean(absent[1], found)} Its fields may be listed by the ` +
        'server: a misspelled one would count as zero',
    );
  }
  const ignored = counts('ignored');
  const cut = paths.findIndex((_, i) => (ignored[i] ?? 0) > 0);
  if (cut !== -1)
    throw new UserError(
      `${service.name} leaves out the values of "${paths[cut]?.[1]}" in ${ignored[cut]?.toLocaleString('en')} ` +
        'postings, which are too long or malformed for its mapping: counts of it would be wrong; ' +
        'map another field, or only postings without them',
    );
  if (only && counted.parse(aggregations['corpus']).doc_count === 0)
    throw new UserError(
      `no posting of ${service.name} has ${only.oneOf.map((value) => `"${value}"`).join(' or ')} ` +
        `as its ${only.field}; correct only in the manifest`,
    );
}

/** Malformed values are noted by the server; a text too long for its `.keyword` is in the text alone. */
function isLeftOut(path: string): Dsl {
  const malformed = term('_ignored', path);
  if (!path.endsWith('.keyword')) return malformed;
  const exists = (field: string): Dsl => ({ exists: { field } });
  return anyOf([
    malformed,
    { bool: { filter: [exists(path.slice(0, -'.keyword'.length))], must_not: [exists(path)] } },
  ]);
}

/**
 * Whether somebody's own index keeps every value of its names. A keyword with `ignore_above` leaves longer ones out,
 * and OpenSearch 3.8 does not note it, so that nothing tells of it but, for a text's own `.keyword`, the text: any
 * other is refused, unless the manifest says how long its longest value is.
 *
 * @throws UserError for the first field whose values may have been left out
 */
export async function checkLongValues(source: MappedIndex, client: Client): Promise<void> {
  for (const [name, { kind, from, longest }] of Object.entries(source.fields)) {
    if (kind !== 'names' && (kind !== 'name' || from.endsWith('.keyword'))) continue;
    const { body } = await client.indices.getFieldMapping({ index: source.index, fields: [from] });
    for (const { mappings } of Object.values(fieldMappings.parse(body))) {
      const keeps = Object.values(mappings[from]?.mapping ?? {}).find((each) => each.ignore_above !== undefined);
      const limit = keeps?.ignore_above ?? Number.POSITIVE_INFINITY;
      if (limit === Number.POSITIVE_INFINITY || (longest !== undefined && longest <= limit)) continue;
      throw new UserError(
        `the mapping of "${from}" leaves out values of more than ${limit} characters without a note, so that counts ` +
          `of "${name}" may be too low. If none is longer, say how long the longest is (longest: ${limit}); ` +
          'else map a keyword without ignore_above',
      );
    }
  }
}

const fieldMappings = z.record(
  z.string(),
  z.looseObject({
    mappings: z.record(
      z.string(),
      z.looseObject({ mapping: z.record(z.string(), z.looseObject({ ignore_above: z.int().optional() })) }),
    ),
  }),
);

/**
 * A text whose words tell the standard analyzer from others: stemming, stop words, letters without accents, joined
 * words, and what stands on both sides of a sign.
 */
const probe = 'The directors of engineering ran café’s Fine-Tuning jobs in node.js, 3.14 C++ WiFi_x e-mails';

/**
 * Whether the text fields of somebody's own index are split into words as `match_phrase` on the standard analyzer does
 * it, as they are loaded and as they are asked: with another one a phrase finds what the rows do not have, or misses
 * it.
 *
 * @throws UserError for the first field of which that is not so
 */
export async function checkAnalyzers(source: MappedIndex, client: Client): Promise<void> {
  const phrases =
    source.lexicon === undefined ? [] : readLexicon(source.lexicon).concepts.flatMap((each) => each.phrases);
  // an index with synonyms for a phrase has other words in its place
  const text = [probe, ...phrases.map(({ phrase }) => phrase)].join(' ; ');
  const expected = tokens(text).map(({ text }, position) => ({ token: text, position }));
  for (const [name, { kind, from }] of Object.entries(source.fields)) {
    if (kind !== 'text') continue;
    const { body } = await client.indices.analyze({ index: source.index, body: { field: from, text: [text] } });
    const found = analyzed.parse(body).tokens.map(({ token, position }) => ({ token, position }));
    const i = Math.max(expected.length, found.length);
    const at = Array.from({ length: i }, (_, k) => k).find(
      (k) => expected[k]?.token !== found[k]?.token || expected[k]?.position !== found[k]?.position,
    );
    if (at === undefined) continue;
    const [own, theirs] = [expected[at]?.token ?? 'nothing', found[at]?.token ?? 'nothing'];
    throw new UserError(
      `field "${name}" is not split into words as Recount counts them: index "${source.index}" has ` +
        `"${theirs}" where the standard analyzer has "${own}", ` +
        `so that phrases in "${from}" would count other postings. ` +
        `Nearest: map a sub-field with the standard analyzer (from: ${from}.standard), or load the postings: ` +
        'npx recount index',
    );
  }
}

const analyzed = z.looseObject({ tokens: z.array(z.looseObject({ token: z.string(), position: z.int() })) });

/** The types of a mapping in which a field of each kind can be counted exactly. */
const types: Readonly<Record<MappedField['kind'], readonly string[]>> = {
  text: ['text', 'match_only_text'],
  name: ['keyword', 'constant_keyword', 'wildcard', 'ip', 'version'],
  names: ['keyword', 'wildcard', 'ip', 'version'],
  flag: ['boolean'],
  number: ['long', 'integer', 'short', 'byte', 'unsigned_long', 'double', 'scaled_float'],
  day: ['date', 'date_nanos'],
};

const mappings = z.record(
  z.string(),
  z.looseObject({
    mappings: z.record(
      z.string(),
      z.looseObject({ mapping: z.record(z.string(), z.looseObject({ type: z.string().optional() })) }),
    ),
  }),
);

/**
 * Whether the fields of somebody's own index are of the kinds that a manifest says.
 *
 * @throws UserError for the first that is not
 */
export async function checkKinds(source: MappedIndex, client: Client): Promise<void> {
  const { fields, index } = source;
  const { body } = await client.indices.getFieldMapping({
    index,
    fields: Object.values(fields).flatMap(({ from }) => [from, `${from}.*`]),
  });
  const typeOf = new Map(
    Object.values(mappings.parse(body)).flatMap((each) =>
      Object.entries(each.mappings).flatMap(([path, { mapping }]) =>
        Object.values(mapping).map(({ type }) => [path, type ?? 'object'] as const),
      ),
    ),
  );
  for (const [name, { kind, from }] of Object.entries(fields)) {
    const type = typeOf.get(from);
    if (type === undefined || types[kind].includes(type)) continue; // one that is not there is told by checkFields
    const within = [...typeOf].find(([path, other]) => path.startsWith(`${from}.`) && types[kind].includes(other))?.[0];
    const nearest = within === undefined ? '' : `; "${within}" is one`;
    throw new UserError(
      `field "${name}" is of kind ${kind}, but "${from}" is mapped as ${type} in index "${index}", ` +
        `and a ${kind} is counted from ${types[kind].join(', ')}${nearest}`,
    );
  }
}
