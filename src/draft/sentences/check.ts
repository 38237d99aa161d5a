import { numbersIn } from '../../text/numbers.js';
import { proseOf } from '../../text/sentences.js';
import type { Catalog } from '../../trace/catalog.js';
import type { BlockDiagnostic } from '../binding.js';
import { type Block, positionIn } from '../prose.js';
import { allFacts, type Facts, factsOfBinding } from './facts.js';
import { order } from './order.js';
import { period } from './period.js';
import { ranking } from './ranking.js';
import { type EntityHere, type Reading, type ReadSentence, type Rule, type ValueHere, valueMark } from './reading.js';
import { shareWords } from './share-words.js';
import { significance } from './significance.js';
import { size } from './size.js';
import { subject } from './subject.js';
import { sum } from './sum.js';
import { whole } from './whole.js';

const rules: readonly Rule[] = [subject, whole, shareWords, order, size, ranking, significance, sum, period];

/** What the sentences of a block say of the values in them. */
export interface CheckedBlock {
  readonly diagnostics: readonly BlockDiagnostic[];
  /** Stretches of the block whose quantities were held against values, so that no cell has to stand behind them. */
  readonly decided: readonly { readonly start: number; readonly end: number }[];
}

/** Holds the sentences of drafts against the values that stand in them. */
export class SentenceCheck {
  readonly #facts: ReadonlyMap<string, Facts>;

  constructor(catalog: Catalog) {
    this.#facts = allFacts(catalog);
  }

  /**
   * Reads the sentences of a block. What contradicts its values is an error; what cannot be decided is a note.
   *
   * @param source the draft's text, for places
   */
  check(block: Block, source: string): CheckedBlock {
    const diagnostics: BlockDiagnostic[] = [];
    const decided: { start: number; end: number }[] = [];
    let before: readonly ValueHere[] = [];
    for (const { start: offset, text } of proseOf(block.text, [])) {
      const values = valuesIn(block, offset, text, this.#facts);
      const elliptic = values.length === 0 ? sayingOf(text, before) : [];
      if (values.length + elliptic.length > 0) {
        const sentence = readSentence(text, values, before, this.#facts);
        for (const reading of values.length > 0 ? readingsOf(sentence) : elliptic) {
          const place = { start: offset + reading.start, end: offset + reading.end };
          decided.push(place);
          const said = text.slice(reading.start, reading.end).trim();
          if (reading.outcome.kind === 'holds') continue;
          const gap = text.slice(reading.start).length - text.slice(reading.start).trimStart().length;
          diagnostics.push({
            ...positionIn(block, place.start + gap, source),
            kind: 'sentence',
            severity: reading.outcome.kind === 'wrong' ? 'error' : 'note',
            text: said,
            message: reading.outcome.message,
            start: place.start + gap,
            end: place.end,
          });
        }
      }
      before = values.length > 0 ? values : before;
    }
    return { diagnostics, decided };
  }
}

/** "Half do." says something of the share in the sentence before it. */
function sayingOf(text: string, before: readonly ValueHere[]): Reading[] {
  const last = before.filter(({ facts }) => facts.unit === 'share');
  const [value] = last;
  const short = /^\s*(\S.{1,30}?)\s(?:of them\s|davon\s)?(?:do|does|did|tun es|tut es)[.!]?\s*$/i.exec(text);
  if (!value || last.length > 1 || !short?.[1]) return [];
  const said = short[1];
  const end = text.length;
  const masked = `${said} ${valueMark(0).repeat(5)}`;
  const here = { ...value, start: said.length + 1, end: masked.length };
  const sentence = { text: masked, masked, values: [here], before: [], catalog: new Map(), entities: [] };
  return shareWords({ ...sentence, numbers: numbersIn(masked) }).map((reading) => ({
    ...reading,
    end: Math.min(reading.end, end),
  }));
}

/** The readings of all rules; of several that say the same words are wrong, the first. */
function readingsOf(sentence: ReadSentence): Reading[] {
  const all = rules.flatMap((rule) => rule(sentence));
  return all.filter(
    ({ start, end, outcome }, i) =>
      outcome.kind === 'holds' ||
      !all.some((other, j) => other.outcome.kind === outcome.kind && j < i && other.start < end && start < other.end),
  );
}

function valuesIn(block: Block, offset: number, text: string, facts: ReadonlyMap<string, Facts>): ValueHere[] {
  return block.runs.flatMap(({ start, text: { length }, bound }): ValueHere[] => {
    const own = bound && start >= offset && start < offset + text.length ? factsOfBinding(bound, facts) : undefined;
    return own ? [{ start: start - offset, end: start - offset + length, facts: own }] : [];
  });
}

function readSentence(
  text: string,
  values: readonly ValueHere[],
  before: readonly ValueHere[],
  catalog: ReadonlyMap<string, Facts>,
): ReadSentence {
  const masked = values.reduce(
    (rest, { start, end }, i) => rest.slice(0, start) + valueMark(i).repeat(end - start) + rest.slice(end),
    text,
  );
  return { text, masked, values, before, catalog, entities: entitiesIn(masked, catalog), numbers: numbersIn(masked) };
}

/** The names of what values are about, the longer before what they hold. */
function entitiesIn(masked: string, catalog: ReadonlyMap<string, Facts>): EntityHere[] {
  const known = new Map(
    [...catalog.values()].flatMap(({ entities }) => entities.map((each) => [`${each.role} ${each.key}`, each])),
  );
  const found: EntityHere[] = [];
  for (const entity of [...known.values()].sort((a, b) => b.key.length - a.key.length)) {
    for (const { index, 0: name } of masked.matchAll(entity.pattern)) {
      const [start, end] = [index, index + name.length];
      if (!found.some((other) => other.start < end && start < other.end && other.entity.role === entity.role))
        found.push({ start, end, entity });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
