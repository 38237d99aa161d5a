import { UserError } from '../error.js';
import type { FieldKind } from '../load/posting.js';
import type { Counted, Evidence } from './answer.js';
import type { Query } from './query.js';

/** What can answer a query: the stored answers, the postings themselves, or an OpenSearch index of them. */
export const engineNames = ['recording', 'rows', 'opensearch'] as const;
export type EngineName = (typeof engineNames)[number];

/** The engine that a name stands for; undefined for no name. @throws UserError for a name that is not an engine's */
export function engineNamed(name: string | undefined): EngineName | undefined {
  const engine = engineNames.find((each) => each === name);
  if (name && !engine) throw new UserError(`there is no engine "${name}"; the engines are ${engineNames.join(', ')}`);
  return engine;
}

/** Is told how many bytes of the rows are read, of how many. */
export type OnProgress = (bytes: number, of: number) => void;

/** Answers the count queries of one corpus. All engines give the rows that the postings themselves would give. */
export interface Engine {
  readonly name: EngineName;
  /** What a number rests on that comes from here. */
  readonly evidence: Evidence;
  /** The fields that a query may name, with their kinds; a corpus of published counts states no kinds. */
  readonly fields: Readonly<Record<string, FieldKind | undefined>>;
  /** The concepts that a query may look for, in the lexicon that it names, if it names one. */
  concepts(lexicon: string | undefined): readonly string[];
  /** @throws UserError when the engine cannot answer the query; the message says what would */
  count(query: Query, onProgress?: OnProgress): Promise<Counted>;
  /**
   * A text that changes whenever the answer to a query may change, known without counting: the digest of the stored
   * answer, or of the data. Undefined where only asking again can tell.
   */
  version(query: Query): string | undefined;
}
