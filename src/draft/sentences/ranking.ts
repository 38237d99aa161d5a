import type { Facts } from './facts.js';
import { holds, named, type Reading, type ReadSentence, type Rule, type ValueHere, wrong } from './reading.js';
import { words } from './words.js';

/** "The biggest share", and not "the biggest surprise". */
const ofShares =
  '(?= (?:of|share|shares|rate|rates|group|groups|number|demand|percentage|proportion|value|figure|level|part|' +
  'category|segment|' +
  'bin|postings|jobs|ads|mentions)(?!\\p{L})|\\s?[(,.:\\uE000-\\uE0FF]|\\s(?:at|with)\\s)';
const highest = words(
  'most (?:often|frequently|common(?:ly)?|popular|frequent|widespread|likely)',
  `the (?:most|highest|largest|biggest|greatest|top|commonest)${ofShares}`,
  '(?:comes?|came|ranks?|ranked|is|are|stands?)(?: in)? (?:first|top)|(?:front.?runner|leader of the pack)',
  'more (?:often )?than (?:any|all|every)(?:one|thing)? (?:other|else)',
  'am (?:häufigsten|meisten|öftesten|höchsten|stärksten)',
  '(?:die|der|das) (?:höchste|größte|häufigste|meiste)\\p{L}*|an (?:erster|der) (?:Stelle|Spitze)',
  '(?:tops?|leads?|heads?) the (?:list|table|ranking|field|pack)|führ(?:t|en) die (?:Liste|Tabelle|Rangliste)',
  'überwieg(?:t|en)|predominat\\p{Ll}+|prevails?|vorn(?:e)? (?:liegen|liegt)|Spitzenreiter\\p{L}*',
  '(?:häufiger|öfter|mehr|stärker) als (?:alle|jede\\p{L}*|sämtliche) anderen?',
);
const lowest = words(
  'least (?:often|frequently|common(?:ly)?|frequent|likely|popular)',
  `the (?:least|lowest|smallest|rarest|fewest)${ofShares}`,
  String.raw`least(?=\s?[(\uE000-\uE0FF,.])|(?:comes?|came|ranks?|is|are|stands?)(?: in)? last`,
  'less (?:often )?than (?:any|all|every)(?:one|thing)? (?:other|else)',
  'am (?:seltensten|wenigsten|niedrigsten|geringsten)',
  '(?:die|der|das) (?:niedrigste|kleinste|seltenste|geringste)\\p{L}*|an letzter Stelle',
  '(?:weit )?abgeschlagen|Schlusslicht',
  '(?:seltener|weniger) als (?:alle|jede\\p{L}*|sämtliche) anderen?',
);
const among = /\b(?:one of|among|second|third|zweit|dritt|eine[rs]? der)\S*\s?$/i;

/** "Most often", "the lowest": held against the sentence's other values, and against what is named of the same kind. */
export const ranking: Rule = (sentence) => [
  ...extremes(highest, 'above', sentence),
  ...extremes(lowest, 'below', sentence),
  ...exclusive(sentence),
];

function extremes(pattern: RegExp, side: 'above' | 'below', sentence: ReadSentence): Reading[] {
  return [...sentence.masked.matchAll(pattern)].flatMap(({ index, 0: { length } }): Reading[] => {
    if (among.test(sentence.masked.slice(0, index))) return [];
    const stretch = { start: index, end: index + length };
    const value = nearest(stretch.end, index, sentence);
    if (!value) return [];
    const rivals = rivalsOf(value, sentence).map((group) =>
      group.find(({ estimate }) =>
        side === 'above' ? estimate > value.facts.estimate : estimate < value.facts.estimate,
      ),
    );
    const [rival] = rivals.includes(undefined) ? [] : rivals;
    if (!rival) return [{ ...stretch, outcome: holds }];
    const said = sentence.text.slice(stretch.start, stretch.end);
    return [
      { ...stretch, outcome: wrong(`"${said}" does not fit: ${named(value)}, and ${rival.name} is ${rival.written}`) },
    ];
  });
}

/** The next value, with no other comparison between; else the one before. */
function nearest(end: number, start: number, { values, masked }: ReadSentence): ValueHere | undefined {
  const next = values.find((value) => value.start >= end);
  if (next && !/;|,\s(?!(?:at|with|mit|bei)\s)\p{L}/u.test(masked.slice(end, next.start))) return next;
  return values.findLast((value) => value.end <= start);
}

/**
 * The other values of the sentence. Of a value that stands alone: those that are named of the same property, and those
 * of the same subject. It is open which of the two the sentence means, so each group has to have a rival.
 */
function rivalsOf({ facts, start }: ValueHere, { values, catalog }: ReadSentence): Facts[][] {
  const beside = values.filter((other) => other.start !== start && other.facts.unit === facts.unit);
  if (beside.length > 0) return [beside.map((other) => other.facts)];
  return [kin(facts, catalog, 'property'), kin(facts, catalog, 'subject')].filter(({ length }) => length > 0);
}

/** Values of the same corpus with one of the two entities in common: of other subjects, or of other properties. */
export function kin(facts: Facts, catalog: ReadonlyMap<string, Facts>, common: 'subject' | 'property'): Facts[] {
  const keys = (each: Facts, role: 'subject' | 'property'): string =>
    each.entities.flatMap((entity) => (entity.role === role ? entity.key : [])).join();
  return [...catalog.values()].filter(
    (other) =>
      other.name !== facts.name &&
      other.unit === facts.unit &&
      other.corpora.join() === facts.corpora.join() &&
      keys(other, common) !== '' &&
      keys(other, common) === keys(facts, common),
  );
}

/** "Only AI engineers (26.2%) mention it": others are named that do. */
function exclusive({ masked, values, entities, catalog, text }: ReadSentence): Reading[] {
  const [value, ...more] = values;
  if (!value || more.length > 0) return [];
  return [...masked.matchAll(/\b(?:only|nur|allein|einzig|ausschließlich)\s(?:the\s|die\s)?/gi)].flatMap(
    ({ index, 0: words }): Reading[] => {
      const here = entities.find(({ start }) => start === index + words.length);
      if (here?.entity.role !== 'subject' || /\b(?:more|less|fewer|most|least|than|mehr|weniger|als)\b/i.test(masked))
        return [];
      if (!value.facts.entities.some(({ key }) => key === here.entity.key)) return [];
      const others = kin(value.facts, catalog, 'property').filter(({ estimate }) => estimate > 0);
      const [other] = others;
      const stretch = { start: index, end: here.end };
      if (!other) return [{ ...stretch, outcome: holds }];
      const said = text.slice(stretch.start, stretch.end);
      return [{ ...stretch, outcome: wrong(`"${said}" does not fit: ${other.name} is ${other.written}`) }];
    },
  );
}
