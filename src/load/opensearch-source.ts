import { z } from 'zod';
import { type FieldKind, kinds } from './posting.js';

/**
 * An index of an OpenSearch cluster, or of a service that takes OpenSearch requests, as a manifest names it.
 *
 * Without `fields` it is an index that `recount index` loads from the corpus's own postings. With `fields` it is
 * somebody else's index, and they say how a posting's fields are found in it:
 *
 *     opensearch:
 *       address: https://search.example.org:9200
 *       index: jobs
 *       credentials: { username: JOBS_USER, password: JOBS_PASSWORD }   # names of environment variables
 *       lexicon: fine-tuning
 *       text: [description]
 *       fields:
 *         role: { kind: name, from: parsedRole, same: { ML Engineer: [ML Engineer, Machine Learning Engineer] } }
 *         week: { kind: day, from: ingestedAt, round: week }
 *         description: { kind: text, from: extractedText }
 *       only: { field: role, oneOf: [ML Engineer] }
 */
export type OpenSearchSource = LoadedIndex | MappedIndex;

interface Connected {
  /** One node, or several of the same cluster: when one does not answer, the next is asked. */
  readonly address: readonly string[];
  readonly index: string;
  /** `cluster` speaks OpenSearch itself; `skillenai` wraps each request in an envelope, with a key and a rate. */
  readonly through: 'cluster' | 'skillenai';
  readonly credentials?: Credentials;
  /** A file with the certificate that the server's is signed by; a path from the manifest. */
  readonly ca?: string;
  /** Only with `false` is the server's certificate not checked. */
  readonly verify?: boolean;
}

/** Names of environment variables; what they hold is read when a request is sent, and is written nowhere. */
export type Credentials = { readonly username: string; readonly password: string } | { readonly key: string };

export interface LoadedIndex extends Connected {
  readonly fields?: never;
}

export interface MappedIndex extends Connected {
  readonly fields: Readonly<Record<string, MappedField>>;
  /** The fields in which concepts are looked for. */
  readonly text: readonly string[];
  readonly lexicon?: string;
  /** A keyword field that is another for each posting; patterns of many conditions are read posting by posting. */
  readonly id?: string;
  /** Only these postings of the index belong to the corpus. */
  readonly only?: { readonly field: string; readonly oneOf: readonly string[] };
}

/** Where a field stands in somebody's index: `name` and `names` as keyword, `text` as analyzed text, `day` as date. */
export interface MappedField {
  readonly kind: FieldKind;
  readonly from: string;
  /** Values that count as one, under the name before them. */
  readonly same?: Readonly<Record<string, readonly string[]>>;
  /** A day counts as the first of its week (Monday), month, quarter or year. */
  readonly round?: 'week' | 'month' | 'quarter' | 'year';
  /** For names: how many characters the longest has. An index leaves longer ones than it keeps out in silence. */
  readonly longest?: number;
}

const text = z.string().min(1);
const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'expected the name of an environment variable, not a value');
const mapped: z.ZodType<MappedField> = z
  .strictObject({
    kind: z.enum(kinds),
    from: text,
    same: z.record(text, z.array(text).min(1)).exactOptional(),
    round: z.enum(['week', 'month', 'quarter', 'year']).exactOptional(),
    longest: z.int().positive().exactOptional(),
  })
  .refine(({ kind, same }) => same === undefined || kind === 'name', {
    path: ['same'],
    error: 'only a field of kind name has values that count as one',
  })
  .refine(({ same = {} }) => new Set(Object.values(same).flat()).size === Object.values(same).flat().length, {
    path: ['same'],
    error: 'a value counts as one name; one of them stands under two, or twice under one',
  })
  .refine(({ kind, longest }) => longest === undefined || kind === 'names' || kind === 'name', {
    path: ['longest'],
    error: 'only names (kind: name or names) have a longest one',
  })
  .refine(({ kind, round }) => round === undefined || kind === 'day', {
    path: ['round'],
    error: 'only a day is rounded',
  });

const url = z.url({ protocol: /^https?$/, error: 'expected an address, http or https' });
const connected = {
  address: z.union([url, z.array(url).min(1)]).transform((one) => [one].flat()),
  index: z
    .string()
    .regex(/^[^\s,*"\\<>|?/A-Z_+-][^\s,*"\\<>|?/A-Z]*$/, 'expected the name of one index: lower case, no pattern'),
  through: z.enum(['cluster', 'skillenai']).default('cluster'),
  credentials: z
    .union([z.strictObject({ username: variable, password: variable }), z.strictObject({ key: variable })])
    .exactOptional(),
  ca: text.exactOptional(),
  verify: z.boolean().exactOptional(),
};
const fields = z.record(text, mapped).refine((all) => Object.keys(all).length > 0, 'expected at least one field');

/** What a manifest says under `opensearch:`. @internal */
export const openSearchSource = z
  .strictObject({
    ...connected,
    fields: fields.exactOptional(),
    text: z.array(text).min(1).exactOptional(),
    lexicon: text.exactOptional(),
    id: text.exactOptional(),
    only: z.strictObject({ field: text, oneOf: z.array(text).min(1) }).exactOptional(),
  })
  .superRefine((source, context) => {
    const refuse = (path: string[], message: string, input: unknown): void =>
      context.addIssue({ code: 'custom', path, message, input });
    const { address, credentials, fields: own, only } = source;
    // another check reports what is not an address
    for (const { protocol, hostname, username, password } of [address]
      .flat()
      .filter((each) => URL.canParse(each))
      .map((each) => new URL(each))) {
      if (username !== '' || password !== '')
        refuse(['address'], 'an address holds no credentials; name environment variables under credentials', '');
      const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
      if (protocol === 'http:' && credentials && !local)
        refuse(['address'], 'credentials would go over the net unencrypted; use https', address);
    }
    if (source.through === 'skillenai' && address.length > 1)
      refuse(['address'], 'the Skillenai API has one address', address);
    if (source.through === 'skillenai' && !own)
      refuse(['fields'], 'the Skillenai API has an index of its own; say where the fields stand in it', own);
    if (source.through === 'skillenai' && !(credentials && 'key' in credentials))
      refuse(['credentials'], 'the Skillenai API wants a key: credentials: { key: NAME_OF_VARIABLE }', credentials);
    for (const key of ['text', 'lexicon', 'id', 'only'] as const) {
      if (!own && source[key] !== undefined)
        refuse([key], 'it belongs to an index whose fields are named here; name them under fields', source[key]);
    }
    const known = Object.keys(own ?? {});
    for (const name of [...(source.text ?? []), ...(only ? [only.field] : [])]) {
      if (own && !known.includes(name))
        refuse(
          ['fields'],
          `there is no field "${name}" in it, which text or only names; there are: ${known.join(', ')}`,
          own,
        );
    }
  })
  .transform((source): OpenSearchSource => {
    const { fields: own, text: stated, lexicon, id, only, ...rest } = source;
    if (!own) return rest;
    const looked = stated ?? Object.keys(own).filter((name) => own[name]?.kind === 'text');
    return {
      ...rest,
      fields: own,
      text: looked,
      ...(lexicon === undefined ? {} : { lexicon }),
      ...(id === undefined ? {} : { id }),
      ...(only === undefined ? {} : { only }),
    };
  });
