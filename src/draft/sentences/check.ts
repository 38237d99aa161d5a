import { decimal } from '../../claims/write-value.js';
import { numbersIn } from '../../text/numbers.js';
import { numberStyle } from '../../text/printed-number.js';
import { proseOf } from '../../text/sentences.js';
import type { Catalog } from '../../trace/catalog.js';
import type { BlockDiagnostic } from '../binding.js';
import { type Block, positionIn } from '../prose.js';
import { allFacts, type Facts, factsOfBinding } from './facts.js';
import { order } from './order.js';
import { period } from './period.js';
import { ranking } from './ranking.js';
import {
  type EntityHere,
  type Reading,
  type ReadSentence,
  type Rule,
  type Stretch,
  unclear,
  type ValueHere,
  valueMark,
} from './reading.js';
import { shareWords } from './share-words.js';
import { significance } from './significance.js';
import { size } from './size.js';
import { standing } from './standing.js';
import { subject } from './subject.js';
import { sum } from './sum.js';
import { supposedIn } from './supposed.js';
import { turnedAround } from './turned-around.js';
import { whole } from './whole.js';

const rules: readonly Rule[] = [
  subject,
  whole,
  turnedAround,
  shareWords,
  order,
  standing,
  size,
  ranking,
  significance,
  sum,
  period,
];

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
      for (const reading of readingsOf(text, values, before, this.#facts)) {
        const gap = text.slice(reading.start).length - text.slice(reading.start).trimStart().length;
        const place = { start: offset + reading.start + gap, end: offset + reading.end };
        decided.push({ ...place, start: place.start - gap });
        if (reading.outcome.kind === 'holds') continue;
        diagnostics.push({
          ...positionIn(block, place.start, source),
          kind: 'sentence',
          severity: reading.outcome.kind === 'wrong' ? 'error' : 'note',
          text: text.slice(reading.start, reading.end).trim(),
          message: reading.outcome.message,
          ...place,
        });
      }
      before = values.length > 0 ? values : before;
    }
    return { diagnostics, decided };
  }
}

/** What a sentence says of its values, or of the value in the sentence before it. */
function readingsOf(
  text: string,
  values: readonly ValueHere[],
  before: readonly ValueHere[],
  catalog: ReadonlyMap<string, Facts>,
): Reading[] {
  const sentence = readSentence(text, values, before, catalog);
  const readings = values.length > 0 ? statementsOf(sentence) : sayingOf(text, before);
  const supposed = supposedIn(sentence.masked);
  const isSupposed = ({ start, end }: Reading): boolean =>
    supposed.some((each) => each.start <= start && end <= each.end);
  const softened = readings.map((reading) =>
    reading.outcome.kind === 'wrong' && isSupposed(reading) ? { ...reading, outcome: notSaid(text, reading) } : reading,
  );
  // "it would be wrong to say that half …": the half is no result, and no cell has to stand behind it
  const open = sentence.numbers
    .filter(({ form }) => form === 'words')
    .map(({ start, end }) => ({ start, end, outcome: notSaid(text, { start, end }) }))
    .filter((each) => isSupposed(each) && !readings.some(({ start, end }) => start < each.end && each.start < end));
  return [...softened, ...open];
}

const notSaid = (text: string, { start, end }: Stretch) =>
  unclear(`"${text.slice(start, end).trim()}" is supposed, asked or denied, and not said`);

const shortAnswer = new RegExp(
  String.raw`^\s*(?:(?:in|for|among|bei|in)\s)?(\S.{1,30}?)\s(?:of (?:them|cases)\s|davon\s|der Fälle\s)?` +
    String.raw`(?:they\s|it\s)?(?:do|does|did|tun(?: sie)? es|tut(?: sie)? es)(n['’]t|\s(?:not|nicht))?[.!]?\s*$`,
  'i',
);

/** "Half do.", "In one of five they do not." say something of the share in the sentence before it, or of its rest. */
function sayingOf(text: string, before: readonly ValueHere[]): Reading[] {
  const last = before.filter(({ facts }) => facts.unit === 'share');
  const [value] = last;
  const [, said, not] = shortAnswer.exec(text) ?? [];
  if (!value || last.length > 1 || said === undefined) return [];
  const facts = not === undefined ? value.facts : restOf(value.facts);
  const end = text.length;
  const from = text.indexOf(said);
  const masked = `${' '.repeat(from)}${said} ${valueMark(0).repeat(5)}`;
  const here = { facts, start: from + said.length + 1, end: masked.length };
  const sentence = { text: masked, masked, values: [here], before: [], catalog: new Map(), entities: [] };
  return shareWords({ ...sentence, numbers: numbersIn(masked) }).map((reading) => ({
    ...reading,
    end: Math.min(reading.end, end),
  }));
}

/** The share of those that a share does not count. */
const restOf = (facts: Facts): Facts => ({
  ...facts,
  name: `the rest of ${facts.name}`,
  estimate: 1 - facts.estimate,
  written: `${decimal((1 - facts.estimate) * 100, 1)}%`,
});

/** The readings of all rules; of several that say the same words are wrong, the first. */
function statementsOf(sentence: ReadSentence): Reading[] {
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
  // the values of a German draft may be all that shows how its decimals are written
  const style = [masked, text].some((each) => numberStyle(each) === 'comma') ? 'comma' : 'point';
  return {
    text,
    masked,
    values,
    before,
    catalog,
    entities: entitiesIn(masked, catalog),
    numbers: numbersIn(masked, undefined, style),
  };
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
