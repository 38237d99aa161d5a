import type { Clause, Comparison } from './order.js';
import { type ReadSentence, V, valueAt } from './reading.js';
import { words } from './words.js';

/** What rose is more than before. */
export const changes: readonly (readonly ['more' | 'less', RegExp])[] = [
  [
    'more',
    words(
      'rose|rises?|risen|rising|grew|grows?|grown|growing|increas(?:e|es|ed|ing)|climb(?:s|ed|ing)?|jump(?:s|ed)?|' +
        'soar(?:s|ed)?|surge[ds]?|went up|goes up|up(?= from)|doubl(?:es?|ed|ing)|tripl(?:es?|ed|ing)|' +
        'quadrupl(?:es?|ed|ing)|gain(?:s|ed)',
      'stieg(?:en)?|steig(?:t|en)|gestiegen|wuchs(?:en)?|wächst|wachsen|gewachsen|kletter(?:t|te|n)|' +
        'nahm(?:en)? zu|nimmt zu|zugenommen|(?:ver(?:doppel|dreifach|vierfach|fünffach|zehnfach))(?:t|te|n|' +
        'ten)|legt(?:e|en)? zu',
    ),
  ],
  [
    'less',
    words(
      'fell|falls?|fallen|falling|drop(?:s|ped)?|declin(?:es?|ed|ing)|decreas(?:e|es|ed|ing)|shrank|shrinks?|' +
        'sank|sinks?|slip(?:s|ped)?|plummet(?:s|ed)?|plunge[ds]?|halv(?:es?|ed|ing)|went down|goes down|' +
        'down(?= from)',
      'sank(?:en)?|sink(?:t|en)|gesunken|fiel(?:en)?|fällt|gefallen|schrumpf(?:t|te|en)|nahm(?:en)? ab|' +
        'nimmt ab|abgenommen|halbier(?:t|te|ten|en)',
    ),
  ],
];

/** "Fell from 26.2% to 18.2%", "von 18,2 % auf 26,2 % gestiegen". */
export function changesIn({ text, start }: Pick<Clause, 'text' | 'start'>, sentence: ReadSentence): Comparison[] {
  const word = changes.flatMap(([relation, pattern]) =>
    [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({
      relation,
      start: start + index,
      end: start + index + length,
    })),
  )[0];
  if (!word) return [];
  const filler = '(?:[^.;\\uE000-\\uE0FF]{0,60}?)';
  const forth = new RegExp(`\\b(?:from|von)\\s${filler}(${V})${filler}\\b(?:to|auf|zu)\\s${filler}(${V})`, 'iu').exec(
    text,
  );
  const back = new RegExp(`\\b(?:to|auf)\\s${filler}(${V})${filler}\\b(?:from|von)\\s${filler}(${V})`, 'iu').exec(text);
  // "26.2%, up from 18.2%"
  const later = new RegExp(`(${V})\\)?,?\\s(?:up|down)\\s(?:from|von)\\s${filler}(${V})`, 'iu').exec(text);
  const found = later ?? forth ?? back;
  if (!found?.[1] || !found[2]) return [];
  const first = valueAt(sentence, sentence.masked.indexOf(found[1]));
  const second = valueAt(sentence, sentence.masked.indexOf(found[2]));
  if (!first || !second) return [];
  const [before, after] = found === forth ? [first, second] : [second, first];
  const negated = /\b(?:not|never|nicht)\b|n['’]t\b/i.test(text.slice(0, word.start - start));
  return [{ ...word, negated, told: true, left: [after], right: [before] }];
}
