import { type LeftOut, leftOutType, parseLeftOut } from '../claims/leave-one-out.js';
import { type Multiplicity, multiplicityType, parseMultiplicity } from '../claims/multiplicity.js';
import { parseReplications, type Replication, replicationType } from '../claims/replication.js';
import { parseSensitivity, type Sensitivity, sensitivityType } from '../claims/sensitivity.js';
import { parseAudits, type TaggingAudit, taggingType } from '../claims/tagging.js';
import type { Json } from '../notebook/ipynb.js';
import { type CellRef, cellOutputs } from './outputs.js';

/** Something that a cell left in its output, and which cell. */
export interface FromCell<Value> extends CellRef {
  readonly value: Value;
}

/** All that the executed notebooks say of how claims were made, beside their verdicts. */
export interface Audits {
  readonly tagging: readonly FromCell<TaggingAudit>[];
  readonly families: readonly FromCell<Multiplicity>[];
  readonly sensitivities: readonly FromCell<Sensitivity>[];
  readonly replications: readonly FromCell<Replication>[];
  readonly leftOut: readonly FromCell<LeftOut>[];
}

/**
 * Reads the audits in the project's executed notebooks.
 *
 * @throws UserError for an output of one of their types that is not one; it names notebook and cell
 */
export function readAudits(): Audits {
  const outputs = cellOutputs();
  const all = <Value>(type: string, parse: (held: Json, where: string) => readonly Value[]): FromCell<Value>[] =>
    outputs.flatMap(({ data, notebook, cell }) => {
      const held = data[type];
      return held === undefined
        ? []
        : parse(held, `${notebook} (cell ${cell})`).map((value) => ({ value, notebook, cell }));
    });
  return {
    tagging: all(taggingType, parseAudits),
    families: all(multiplicityType, (held, where) => [parseMultiplicity(held, where)]),
    sensitivities: all(sensitivityType, (held, where) => [parseSensitivity(held, where)]),
    replications: all(replicationType, parseReplications),
    leftOut: all(leftOutType, parseLeftOut),
  };
}
