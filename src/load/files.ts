import { z } from 'zod';

/**
 * The files that hold a corpus's rows: their format, and where they are.
 *
 * `address` is for published data: `recount data pull` downloads it, and it counts only with the manifest's
 * digest. `path` is for data of your own, beside the manifest: a file, a folder, a pattern such as
 * `2026-*.jsonl`, or several of these.
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

/** One record a row: JSONL and CSV, also gzipped (ending `.gz`), and Parquet. */
export interface Rows {
  readonly format: 'jsonl' | 'csv' | 'parquet';
  /** The path in the record to the posting's id; without it, the number of the row is the id. */
  readonly id?: string;
}

export type Where = { readonly address: string } | { readonly path: string | readonly string[] };

const text = z.string().min(1);
export const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 hexadecimal digits');

const tarball = {
  format: z.literal('yaml-tarball'),
  parts: z
    .record(z.string().regex(/^[^.]+$/, 'expected a name without a dot'), text)
    .refine((parts) => Object.keys(parts).length > 0, 'expected at least one part'),
  contents: digest.exactOptional(),
};
const rows = { format: z.enum(['jsonl', 'csv', 'parquet']), id: text.exactOptional() };
const tolerance = { max_lost: z.number().min(0).max(1).exactOptional() };

const formats = ['yaml-tarball', 'jsonl', 'csv', 'parquet'];

/** Published files, at an address. */
export const publishedFiles = choice({
  address: z.url({ protocol: /^https?$/, error: 'expected an address, http or https' }),
});

/** Files of one's own, at a path from the manifest. */
export const ownFiles = choice({ path: z.union([text, z.array(text).min(1)]) });

function choice<Key extends string, Shape extends z.ZodType>(where: Readonly<Record<Key, Shape>>) {
  return z.discriminatedUnion(
    'format',
    [z.strictObject({ ...tarball, ...tolerance, ...where }), z.strictObject({ ...rows, ...tolerance, ...where })],
    {
      error: ({ code }) => (code === 'invalid_union' ? `expected a format: ${formats.join(', ')}` : undefined),
    },
  );
}
