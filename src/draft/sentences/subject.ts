import type { Entity } from './entities.js';
import type { Facts } from './facts.js';
import { type EntityHere, type Reading, type ReadSentence, type Rule, V, type ValueHere, wrong } from './reading.js';

/** "26.2% of Data Scientist postings": held against what the value is of. */
export const subject: Rule = (sentence) =>
  sentence.values.flatMap((value): Reading[] => {
    const tight = attached(value, sentence).find((each) => isOther(each.entity, value.facts, sentence));
    const found = tight ?? strayed(value, sentence);
    if (!found) return [];
    const { start, end } = found;
    const name = sentence.text.slice(start, end);
    return [{ start, end, outcome: wrong(`${value.facts.name} is not of "${name}" but of: ${value.facts.says}`) }];
  });

const article = '(?:the|all|these|those|our|any|den|der|die|das|allen|unseren)\\s';
const noun = '(?:postings?|jobs?|roles?|ads?|Stellen|Anzeigen|Stellenanzeigen|Rollen)';

/** What stands between a count and its subject: "6,802 AI Engineer postings", "6,802 postings for AI engineers". */
export const toSubject = new RegExp(`^\\s(?:${noun}\\s(?:of|for|from|für|von)\\s(?:${article})?)?`, 'i');

/**
 * Entities that stand so close that the value can be of nothing else: "26.2% of ML engineers", "ML engineers (26.2%)".
 */
function attached(value: ValueHere, { masked, entities }: ReadSentence): EntityHere[] {
  const after = masked.slice(value.end);
  const before = masked.slice(0, value.start);
  const of = new RegExp(
    `^\\s(?:of|among|von|der|des|unter|bei)\\s(?:${article})?(?:${noun}\\s(?:of|for|from|in|für|von|der)\\s(?:${
      article
    })?)?`,
    'i',
  ).exec(after);
  const next = of && entities.find(({ start }) => start === value.end + of[0].length);
  const isCount = value.facts.unit === 'count';
  const link = toSubject.exec(after);
  const counted = isCount && link ? entities.find(({ start }) => start === value.end + link[0].length) : undefined;
  const previous = entities.findLast(({ end }) => end <= value.start);
  const gap = previous ? before.slice(previous.end) : '';
  const tight = new RegExp(
    `^(?:[\\s-]${noun})?(?:\\s\\((?:at\\s|mit\\s|bei\\s)?|:\\s|,?\\s(?:at|with|mit|bei)\\s)$`,
    'i',
  );
  // a bracket with several values does not say which is whose
  const isShared = before.lastIndexOf('(') > before.lastIndexOf(')') && new RegExp(`^[^)]*${V}`).test(after);
  const alone =
    !isShared && !new RegExp(`^\\s?(?:to|and|or|versus|vs\\.?|against|/|–|,|und|zu|gegen)\\s?${V}`, 'i').test(after);
  const framed = new RegExp(`(?:^|[;,]\\s)(?:of|among|in|for|with|bei|unter|von)\\s(?:${article})?$`, 'i');
  const frames = (entity: EntityHere): boolean =>
    framed.test(masked.slice(0, entity.start)) && new RegExp(`^(?:[\\s-]${noun})?,?\\s$`, 'i').test(gap);
  const isList = (entity: EntityHere): boolean =>
    /(?:,|\band|\bor|\bund|\boder|\/|&)\s?$/i.test(masked.slice(0, entity.start)) &&
    !new RegExp(`${V}\\)?(?:,| and| or| und| oder)*\\s?(?:\\p{L}+\\s){0,3}$`, 'iu').test(masked.slice(0, entity.start));
  const goesOn = (entity: EntityHere): boolean =>
    new RegExp(`^(?:[\\s-]${noun})?(?:,|\\s?(?:and|or|und|oder|/|&))\\s`, 'i').test(masked.slice(entity.end)) &&
    entities.some(({ start }) => start > entity.end && start - entity.end < 20);
  return [
    ...(next && !goesOn(next) ? [next] : []),
    ...(counted && !goesOn(counted) ? [counted] : []),
    ...(previous && alone && (tight.test(gap) || frames(previous)) && !isList(previous) ? [previous] : []),
  ];
}

/** What sets an entity beside the value's own: "unlike data scientists". */
const besides = new RegExp(
  String.raw`\b(?:than|unlike|like|versus|vs\.?|against|over|compared (?:with|to)|besides|beyond|not|` +
    'als|wie|anders als|gegenüber|verglichen mit|im Vergleich zu|statt|' +
    String.raw`nicht)\s(?:\p{L}+\s){0,2}$`,
  'iu',
);

/**
 * An entity in the clause of the value, where the sentence names none of the value's own of that role: "data
 * scientists are asked for it in 26.2% of postings".
 */
function strayed(value: ValueHere, sentence: ReadSentence): EntityHere | undefined {
  const { masked, entities, values } = sentence;
  const own = (role: Entity['role']): boolean =>
    value.facts.entities.some((each) => each.role === role && entities.some(({ entity }) => entity.key === each.key));
  const from = Math.max(0, ...values.filter(({ end }) => end <= value.start).map(({ end }) => end));
  const to = Math.min(masked.length, ...values.filter(({ start }) => start >= value.end).map(({ start }) => start));
  const others = (role: Entity['role']): EntityHere[] =>
    entities.filter(
      ({ start, end, entity }) =>
        entity.role === role &&
        start >= from &&
        end <= to &&
        !besides.test(masked.slice(0, start)) &&
        !/[;:!?]|,\s(?:but|and|while|whereas|yet|so|aber|und|doch|während)\s/i.test(
          end <= value.start ? masked.slice(end, value.start) : masked.slice(value.end, start),
        ) &&
        isOther(entity, value.facts, sentence),
    );
  for (const role of ['subject', 'property'] as const) {
    const here = others(role);
    if (own(role) || !value.facts.entities.some((each) => each.role === role)) continue;
    // with several, it is open which one the value is of
    if (values.length === 1 && here.length === 1) return here[0];
  }
  return undefined;
}

/** Whether an entity is not the value's own, and is that of some other value of its kind. */
function isOther(entity: Entity, facts: Facts, { catalog }: ReadSentence): boolean {
  if (!facts.entities.some(({ role }) => role === entity.role)) return false;
  if (facts.entities.some(({ key }) => key === entity.key)) return false;
  // a corpus may go by its subject in its title: "postings for AI engineers"
  if (entity.pattern.test(facts.titles) || entity.pattern.test(facts.says)) return resetLast(entity.pattern, false);
  return [...catalog.values()].some(({ entities }) => entities.some(({ key }) => key === entity.key));
}

/** A pattern with the flag `g` remembers where it ended. */
function resetLast<Result>(pattern: RegExp, result: Result): Result {
  pattern.lastIndex = 0;
  return result;
}
