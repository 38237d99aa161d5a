import { type Multiplicity, multiplicityType, parseMultiplicity } from '../claims/multiplicity.js';
import { parseReplications, type Replication, replicationType } from '../claims/replication.js';
import { parseSensitivity, type Sensitivity, sensitivityType } from '../claims/sensitivity.js';
import { parseAudits, type TaggingAudit, taggingType } from '../claims/tagging.js';
import type { Json } from '../notebook/ipynb.js';
import { cellOutputs, type Place } from './outputs.js';

/** Something that a cell left in its output, and which cell. */
export interface Placed<Of> extends Place {
  readonly of: Of;
}

/** All that the executed notebooks say of how claims were made, beside their verdicts. */
export interface Audits {
  readonly tagging: readonly Placed<TaggingAudit>[];
  readonly families: readonly Placed<Multiplicity>[];
  readonly sensitivities: readonly Placed<Sensitivity>[];
  readonly replications: readonly Placed<Replication>[];
}

/**
 * Reads the audits in the project's executed notebooks.
 *
 * @throws UserError for an output of one of their types that is not one; it names notebook and cell
 */
export function readAudits(): Audits {
  const outputs = cellOutputs();
  const all = <Of>(type: string, parse: (held: Json, where: string) => readonly Of[]): Placed<Of>[] =>
    outputs.flatMap(({ data, notebook, cell }) => {
      const held = data[type];
      return held === undefined ? [] : parse(held, `${notebook} (cell ${cell})`).map((of) => ({ of, notebook, cell }));
    });
  return {
    tagging: all(taggingType, parseAudits),
    families: all(multiplicityType, (held, where) => [parseMultiplicity(held, where)]),
    sensitivities: all(sensitivityType, (held, where) => [parseSensitivity(held, where)]),
    replications: all(replicationType, parseReplications),
  };
}
