import { changes } from './change.js';
import type { Facts } from './facts.js';
import { type Reading, type Rule, type Stretch, unclear, type ValueHere, wrong } from './reading.js';
import { words } from './words.js';

const monthNames: readonly string[] = [
  ...['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
];
const german: Readonly<Record<string, number>> = { mär: 3, mai: 5, okt: 10, dez: 12 };
const month =
  '(Jan(?:uary|uar)?|Feb(?:ruary|ruar)?|Mar(?:ch)?|März|Apr(?:il)?|May|Mai|June?|Juni|July?|Juli|Aug(?:ust)?|' +
  'Sept?(?:ember)?|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?)';
const year = String.raw`((?:19|20)\d{2})`;
const part =
  '(?:(?:the|dem|den|early|late|mid|Anfang|Ende|Mitte|year|Jahr|' +
  'spring|summer|autumn|fall|winter|Frühjahr|Frühling|Sommer|Herbst|Winter|(?:first|second) half|' +
  String.raw`(?:ersten|zweiten) Halbjahr)(?:\sof)?[\s-])?`;
const dated = new RegExp(
  String.raw`\b(in|during|throughout|since|from|until|before|after|back in|im|seit|ab|bis|vor|nach|während)\s` +
    String.raw`${part}(?:${month}\.?(?:,?\s${year})?|${year})\b`,
  'giu',
);

const between = new RegExp(
  String.raw`\b(?:between|from|zwischen|von)\s(?:${month}\.?\s?)?${year}?\s?(?:and|to|und|bis)\s` +
    String.raw`(?:${month}\.?\s)?${year}\b`,
  'giu',
);

/** "In 2024", "since March": held against the period of the postings behind the values. */
export const period: Rule = ({ masked, text, values }) => [
  ...[...masked.matchAll(dated)].flatMap(
    ({ index, 0: said, 1: preposition = '', 2: name, 3: ofYear, 4: year }): Reading[] => {
      const value = values.find(
        (each) => each.facts.period !== undefined && isTimeOf(each, index, index + said.length, masked),
      );
      if (!value?.facts.period) return [];
      const { from, to } = value.facts.period;
      const stretch = { start: index, end: index + said.length };
      const span = spanOf(preposition.toLowerCase(), name, ofYear ?? year, to);
      if (!span || (span.from <= to && span.to >= from)) return [];
      const phrase = text.slice(stretch.start, stretch.end);
      return [
        {
          ...stretch,
          outcome: wrong(`"${phrase}" is not the time of ${value.facts.name}, which is of ${from} to ${to}`),
        },
      ];
    },
  ),
  ...[...masked.matchAll(between)].flatMap(
    ({ index, 0: words, 1: first, 2: firstYear, 3: last, 4: year }): Reading[] => {
      const value = values.find(({ facts }) => facts.period !== undefined);
      const from = spanOf('in', first, firstYear ?? year, '')?.from;
      const to = spanOf('in', last, year, '')?.to;
      const { facts } = value ?? {};
      if (!facts?.period || from === undefined || to === undefined) return [];
      if (from <= facts.period.to && to >= facts.period.from) return [];
      return [otherTime({ start: index, end: index + words.length }, text, facts)];
    },
  ),
  ...changeOfOne(masked, text, values),
];

/** Whether a date and a value stand in one clause, and the date is not that of a paper, or of another time. */
function isTimeOf(value: ValueHere, start: number, end: number, masked: string): boolean {
  const between = value.start >= end ? masked.slice(end, value.start) : masked.slice(value.end, start);
  const isApart = /[;!?]|,\s(?:and|but|so|yet|which|when|und|aber|doch|als)\s|\s(?:but|aber)\s/i.test(between);
  return !isApart && masked.slice(0, start).trimEnd().search(otherwise) === -1;
}
const otherwise = words(
  '(?:unlike|than|compared (?:with|to)|published|founded|released|introduced|launched|paper|study|book|invented|born|' +
    'als|anders als|veröffentlicht|gegründet|erschienen|eingeführt)(?:[ ,][^.;]{0,30})?$',
);

const otherTime = (stretch: Stretch, text: string, { name, period }: Facts): Reading => ({
  ...stretch,
  outcome: wrong(
    `"${text.slice(stretch.start, stretch.end)}" is not the time of ${name}, which is of ${period?.from} to ${
      period?.to
    }`,
  ),
});

/** The days that words speak of. A month without a year is the last one before the period's end, and one year on. */
function spanOf(
  preposition: string,
  name: string | undefined,
  given: string | undefined,
  end: string,
): { readonly from: string; readonly to: string } | undefined {
  if (name !== undefined && given === undefined) return undefined;
  const number = name === undefined ? undefined : monthOf(name);
  const first = `${given}-${String(number ?? 1).padStart(2, '0')}-01`;
  const last = `${given}-${String(number ?? 12).padStart(2, '0')}-31`;
  if (['since', 'from', 'seit', 'ab', 'after', 'nach'].includes(preposition)) return { from: first, to: '9999' };
  if (['until', 'bis'].includes(preposition)) return { from: '0000', to: last };
  if (['before', 'vor'].includes(preposition)) return { from: '0000', to: first };
  return given === undefined && end === '' ? undefined : { from: first, to: last };
}

const monthOf = (name: string): number => {
  const start = name.toLowerCase().slice(0, 3);
  return german[start] ?? monthNames.indexOf(start) + 1;
};

const time = new RegExp(
  String.raw`\b(?:still|no longer|any ?more|nowadays|meanwhile|exploded|is dying|are dying|explodiert|` +
    String.raw`inzwischen|nicht mehr|immer noch|stirbt)\b`,
  'gi',
);

/** A change in time takes two values: said of one, it is nothing that the value shows. */
function changeOfOne(masked: string, text: string, values: readonly ValueHere[]): Reading[] {
  if (values.length !== 1) return [];
  const patterns = [time, ...changes.map(([, pattern]) => pattern)];
  const [first] = patterns.flatMap((pattern) => [...masked.matchAll(pattern)]).sort((a, b) => a.index - b.index);
  if (!first) return [];
  const [start, end] = [first.index, first.index + first[0].length];
  const message = `"${text.slice(start, end)}" speaks of a change, which takes two values, and one stands beside it`;
  return [{ start, end, outcome: unclear(message) }];
}
