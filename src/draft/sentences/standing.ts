import {
  holds,
  named,
  type Reading,
  type ReadSentence,
  type Rule,
  V,
  type ValueHere,
  valueAt,
  wrong,
} from './reading.js';
import { words } from './words.js';

/** Words that place one thing before or behind all others, and name none of them. */
const places: readonly (readonly ['above' | 'below', RegExp])[] = [
  [
    'above',
    words(
      '(?:leads?|led|ahead|above|higher|in front|in the lead|on top|out in front)(?! of| to| the| than| by)',
      'vorn(?:e)?|voran|darüber|davor|höher(?! als)|den Rang ab(?:ge|zu)?l(?:au|ie)f\\p{Ll}*|die Nase vorn|' +
        '(?:führ(?:t|en))(?! zu)',
    ),
  ],
  [
    'below',
    words(
      '(?:trails?|trailed|follows?|behind|below|lower|bringing up the rear)(?! the| than| by)',
      'folg(?:t|en)|hinten|hinterher|darunter|dahinter|niedriger(?! als)|abgeschlagen|das Nachsehen|am Ende der Liste',
    ),
  ],
];
const own = new RegExp(`^\\s?(?:\\(|(?:at|with|on|bei|mit|auf)\\s)\\(?(${V})`, 'i');

/** Whether a comparing word is followed by the value of its own subject, "far behind at 13%", and by nothing else. */
export const standsAlone = (after: string): boolean =>
  new RegExp(`^\\s(?:at|with|on|bei|mit|auf)\\s${V}`, 'i').test(after);

/** "Hybrid far behind at 13%", "PyTorch has pulled ahead: 27% …, against 15%": held against the sentence's others. */
export const standing: Rule = (sentence) =>
  places.flatMap(([side, pattern]) =>
    [...sentence.masked.matchAll(pattern)].flatMap(({ index, 0: word }): Reading[] => {
      const stretch = { start: index, end: index + word.length };
      const value = ownValue(stretch.end, sentence) ?? valueOfSubject(index, sentence);
      if (
        !value ||
        /\b(?:not|no|never|nicht|nie|kein\p{Ll}*)\s(?:\p{L}+\s){0,3}$|n['’]t\s(?:\p{L}+\s){0,3}$/iu.test(
          sentence.masked.slice(0, index),
        )
      )
        return [];
      const rival = rivalsOf(value, index, sentence).find(({ facts: { estimate } }) =>
        side === 'above' ? estimate >= value.facts.estimate : estimate <= value.facts.estimate,
      );
      const said = sentence.text.slice(stretch.start, stretch.end);
      const outcome = rival ? wrong(`"${said}" does not fit: ${named(value)}, and ${named(rival)}`) : holds;
      return rivalsOf(value, index, sentence).length > 0 ? [{ ...stretch, outcome }] : [];
    }),
  );

/** "Behind at 13%" */
function ownValue(end: number, sentence: ReadSentence): ValueHere | undefined {
  const found = own.exec(sentence.masked.slice(end));
  const mark = found?.[1];
  if (!found || mark === undefined || found[0].startsWith('(') || found[0].startsWith(' (')) return undefined;
  return valueAt(sentence, end + found[0].length - mark.length);
}

/** "TensorFlow has pulled ahead: 15% list it": the value of what is named right before. */
function valueOfSubject(at: number, { entities, values, masked }: ReadSentence): ValueHere | undefined {
  const before = entities.filter(({ end }) => end <= at);
  // "A hat B den Rang abgelaufen": the first is the subject
  const subject = masked.slice(at).startsWith('den Rang') ? before[0] : before.at(-1);
  if (
    !subject ||
    /[,;:.]/.test(masked.slice(subject.end, at)) ||
    !/^[^(,:.]{1,24}?(?:\s?[:,.(]|\s(?:with|at|by|mit|bei|the (?:field|pack|list))\s)/i.test(masked.slice(at))
  )
    return undefined;
  const theirs = values.filter(({ facts }) => facts.entities.some(({ key }) => key === subject.entity.key));
  const [value, ...more] = theirs;
  return value && more.length === 0 ? value : undefined;
}

/** The last value before it, which it may be right behind; where there is none, those that follow. */
function rivalsOf(value: ValueHere, at: number, { values }: ReadSentence): ValueHere[] {
  const others = values.filter((each) => each !== value && each.facts.unit === value.facts.unit);
  const before = others.filter(({ end }) => end <= at);
  return before.length > 0 ? before.slice(-1) : others;
}
