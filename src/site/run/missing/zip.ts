import { UserError } from '../../../error.js';

/** The reader of archives with members needs one that a page does not have. */
// biome-ignore lint/correctness/useYield: it yields no member
export async function* membersOf(): AsyncGenerator<never> {
  throw new UserError('a page does not read zip; unpack the file first, or pack it with gzip');
}
