import { z } from 'zod';
import { addressFault, isAddress, printable } from './address.js';

/**
 * The files that hold a corpus's rows: their format, and where they are.
 *
 * `address` is for published data: `recount data pull` downloads it, and it counts only with the manifest's
 * digest. `path` is for data of your own, beside the manifest: a file, a folder, a pattern such as
 * `2026-*.jsonl`, or several of these. What stands elsewhere in a manifest of your own, at an address or in a
 * PostgreSQL database, is here a path too: of the file to which `recount data pull` brings it.
 */
export type Files = Format & Where & Tolerance;

/** The share of postings that may be unreadable before a count is an error: 0.01 by default. */
export interface Tolerance {
  readonly max_lost?: number;
}

export type Format = YamlTarball | Rows;

/** A tarball of YAML files, packed or unpacked, of which several make a posting. */
export interface YamlTarball {
  readonly format: 'yaml-tarball';
  /**
   * The parts of a posting, each by the pattern of its files. Files of the same name make one posting, with that
   * name as its id; a field says from which part it is taken: `structured.position.title`. A posting needs
   * its first part; where another is missing or broken, that is a problem and the fields from it are missing.
   */
  readonly parts: Readonly<Record<string, string>>;
  /**
   * The digest of what is in the files, whatever else the tarball holds and however it was packed:
   * what `sha256sum` prints of them in the order of their names, itself hashed. A host may pack anew any
   * day, and then the tarball has another digest, though the files are the same.
   */
  readonly contents?: string;
}

/** A posting a row, or an item of a list. Text may be compressed (gzip, zstd, xz), and several files stand in a zip. */
export type Rows = (Jsonl | Json | Csv | Parquet | Xlsx | HtmlPage | Database) & {
  /** The path in the record to the posting's id; by default, the number of the row is the id. */
  readonly id?: string;
};

/** A JSON object a line. */
export interface Jsonl {
  readonly format: 'jsonl';
  readonly encoding?: string;
}

/** A list of JSON objects: the outermost, or the one at the path `rows`: `jobs`, `pages[].jobs`, `postings.*`. */
export interface Json {
  readonly format: 'json';
  readonly rows?: string;
  readonly encoding?: string;
}

/** A table of text with a header. By default its delimiter is found out, and its encoding is UTF-8 or UTF-16. */
export interface Csv {
  readonly format: 'csv' | 'tsv';
  readonly delimiter?: string;
  readonly encoding?: string;
}

export interface Parquet {
  readonly format: 'parquet';
}

/** A sheet of an Excel file, by default the first. */
export interface Xlsx {
  readonly format: 'xlsx';
  readonly sheet?: string;
}

/** Web pages that describe job postings (schema.org JobPosting), in JSON-LD or microdata. */
export interface HtmlPage {
  readonly format: 'html';
  readonly encoding?: string;
}

/** A table or a query of a database file. */
export interface Database {
  readonly format: 'sqlite' | 'duckdb';
  readonly table?: string;
  readonly query?: string;
}

/**
 * The rows of a table or a query of a PostgreSQL database. `recount data pull` brings them here, and the password comes
 * from PGPASSWORD.
 */
export interface Postgres {
  readonly format: 'postgres';
  /** `postgres://user@host:5432/database` */
  readonly address: string;
  readonly table?: string;
  readonly query?: string;
  readonly id?: string;
}

/** Rows of one's own, as a manifest names them: files here or at addresses, or a database. */
export type OwnFiles = ((Format & { readonly path: string | readonly string[] }) | Postgres) & Tolerance;

export type Where = { readonly address: string } | { readonly path: string | readonly string[] };

const text = z.string().min(1);
/** @internal */
export const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 hexadecimal digits');

const tarball = {
  format: z.literal('yaml-tarball'),
  parts: z
    .record(z.string().regex(/^[^.]+$/, 'expected a name without a dot'), text)
    .refine((parts) => Object.keys(parts).length > 0, 'expected at least one part'),
  contents: digest.exactOptional(),
};
const encoding = { encoding: text.exactOptional() };
const rowFormats = [
  { format: z.literal('jsonl'), ...encoding },
  { format: z.literal('json'), rows: text.exactOptional(), ...encoding },
  { format: z.enum(['csv', 'tsv']), delimiter: text.exactOptional(), ...encoding },
  { format: z.literal('parquet') },
  { format: z.literal('xlsx'), sheet: text.exactOptional() },
  { format: z.literal('html'), ...encoding },
  { format: z.enum(['sqlite', 'duckdb']), table: text.exactOptional(), query: text.exactOptional() },
] as const;

/** The formats that a manifest can name. */
export const formats = [
  'jsonl',
  'json',
  'csv',
  'tsv',
  'parquet',
  'xlsx',
  'html',
  'sqlite',
  'duckdb',
  'postgres',
  'yaml-tarball',
] as const satisfies readonly (Format | Postgres)['format'][];

const id = { id: text.exactOptional() };
const tolerance = { max_lost: z.number().min(0).max(1).exactOptional() };

/** Published files, at an address. @internal */
export const publishedFiles = choice({
  address: z.url({ protocol: /^https?$/, error: 'expected an address, http or https' }),
});

/** A database of one's own. */
const postgres = z.strictObject({
  format: z.literal('postgres'),
  address: z
    .url({ protocol: /^postgres(?:ql)?$/, error: 'expected an address, postgres://user@host:5432/database' })
    .refine(holdsNoPassword, 'a password would be published with the manifest: take it out, and set PGPASSWORD'),
  table: text.exactOptional(),
  query: text.exactOptional(),
  ...id,
  ...tolerance,
});

function holdsNoPassword(address: string): boolean {
  const { password, searchParams } = new URL(address);
  return password === '' && !searchParams.has('password');
}

/** A path, or an address that something can be downloaded from. */
const place = text.superRefine((stated, context) => {
  const fault = isAddress(stated) ? addressFault(stated) : undefined;
  if (fault !== undefined)
    context.addIssue({ code: 'custom', message: `${printable(stated)} ${fault}`, input: stated });
});

/** Rows of one's own: files at a path from the manifest or at an address, or a database. @internal */
export const ownFiles: z.ZodType<OwnFiles> = choice({ path: z.union([place, z.array(place).min(1)]) }, postgres);

function choice<Key extends string, Shape extends z.ZodType, Other = never>(
  where: Readonly<Record<Key, Shape>>,
  ...more: readonly z.ZodObject[]
) {
  const [first, ...others] = rowFormats.map((format) => z.strictObject({ ...format, ...id, ...tolerance, ...where }));
  return z.discriminatedUnion(
    'format',
    [z.strictObject({ ...tarball, ...tolerance, ...where }), first as NonNullable<typeof first>, ...others, ...more],
    { error: ({ code }) => (code === 'invalid_union' ? `expected a format: ${formats.join(', ')}` : undefined) },
  ) as unknown as z.ZodType<(Format & Tolerance & { readonly [Name in Key]: z.output<Shape> }) | Other>;
}
