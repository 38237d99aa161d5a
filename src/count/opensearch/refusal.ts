import { UserError } from '../../error.js';

/** What an index cannot answer, why, and the nearest that it can. */
export class Refusal extends UserError {
  override name = 'UserError';
  constructor(what: string, why: string, instead: string) {
    super(`OpenSearch cannot answer this exactly: ${what}: ${why}. Nearest: ${instead}`);
  }
}
