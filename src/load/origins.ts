import { isAddress } from './address.js';
import { canonical, digestOf } from './digest.js';
import type { OwnFiles } from './files.js';
import { pulledFolder } from './locate.js';
import { basename, existsSync, join } from './machine.js';

/** Rows of one's own that do not stand in a file here: at an address, or in a PostgreSQL database. */
export type Origin =
  | { readonly address: string; readonly path: string }
  | { readonly database: string; readonly table?: string; readonly query?: string; readonly path: string };

/** What is brought here for a corpus. */
export interface Origins {
  readonly id: string;
  readonly format: OwnFiles['format'];
  /** The digest that the manifest pins, if it does. */
  readonly digest: string | undefined;
  readonly origins: readonly Origin[];
}

interface Own {
  readonly id: string;
  readonly files: OwnFiles;
}

/** The origins that a manifest names; `path` of each is the file in which its rows are kept. */
export function originsIn({ id, files }: Own): Origin[] {
  if (files.format !== 'postgres')
    return [files.path]
      .flat()
      .filter(isAddress)
      .map((address) => ({ address, path: pulledFrom(id, address) }));
  const { address: database, table, query } = files;
  const asked = { ...(table !== undefined && { table }), ...(query !== undefined && { query }) };
  return [{ database, ...asked, path: keptIn(id, { database, ...asked }, 'rows.jsonl') }];
}

/** Where the file at an address is kept: under its own name, in a folder that no other address has. */
export function pulledFrom(id: string, address: string): string {
  const name = basename(new URL(address).pathname).replace(/[^\w.-]/g, '-');
  return keptIn(id, address, /\w/.test(name) ? name : 'file');
}

const keptIn = (id: string, origin: unknown, name: string): string =>
  join(pulledFolder(id), digestOf(canonical(origin)).slice('sha256:'.length, 'sha256:'.length + 8), name);

/** The origins whose rows are not here yet. */
export const missing = (origins: readonly Origin[]): Origin[] => origins.filter(({ path }) => !existsSync(path));

/** An origin as people know it. */
export const describeOrigin = (origin: Origin): string =>
  'address' in origin
    ? origin.address
    : `${origin.query === undefined ? `the table ${origin.table ?? ''}`.trim() : 'a query'} of ${origin.database}`;
