import { UserError } from '../error.js';

/** What answers a query: the stored answers, the postings themselves, or an index of them. */
export const engines = ['recording', 'rows', 'opensearch'] as const;
export type Engine = (typeof engines)[number];

/** The engine that a name stands for. @throws UserError for another name than theirs. */
export function engineOf(name: string | undefined): Engine | undefined {
  const engine = engines.find((each) => each === name);
  if (name && !engine) throw new UserError(`there is no engine "${name}"; the engines are ${engines.join(', ')}`);
  return engine;
}
