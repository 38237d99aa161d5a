import { UserError } from '../../../error.js';

/** Readers that Recount loads where they are installed: a page has none of them. */
export function optional(_name: string, what: string): Promise<never> {
  return Promise.reject(new UserError(`${what} not read by a page; save the table as CSV, JSON lines or Parquet`));
}
