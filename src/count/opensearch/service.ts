import type { Dsl } from './dsl.js';

/** What answers searches: a cluster, or a service in front of one. */
export interface Service {
  /** As messages call it. */
  readonly name: string;
  /** Sends the body of a search and returns the answer as it came. @throws TooManyGroups */
  search(body: Dsl): Promise<unknown>;
}

/** The server stopped because the groups are more than it holds at once. They are then asked for in pages. */
export class TooManyGroups extends Error {}
