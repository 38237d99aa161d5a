import type { NumberInText } from '../../text/number-in-text.js';
import { latin, wholeWords } from '../../text/rule.js';
import { agrees, type Detector, note, type Outcome } from '../diagnostic.js';
import type { Reading, ReadSentence } from '../reading.js';
import { sentencesWith, significance } from '../sentences-with.js';

/** Anything that says a test or an interval stands behind the words, or that they speak of significance as such. */
const tested = new RegExp(
  `χ|${wholeWords(`
      p[-\\s]?values? | t[-\\s]?tests? | chi-?\\s?squared? | anova | mann[-\\s]whitney | mann[-\\s]kendall | wilcoxon |
      kruskal | fisher | regressions? | bootstrap | permutation | confidence\\sintervals? | \\d{2}\\s?%\\s?CI | CI |
      standard\\serrors? | margins?\\sof\\serror | binomial\\stest | z[-\\s]?test | log-?rank | hypothesis\\stest |
      signifikanz\\p{L}* | bayes\\sfactor | significance\\s(?:level|tests?) | intervalles?\\sde\\sconfiance |
      intervalos?\\sde\\sconfian[zç]a`)}`,
  'i',
);
const statistically = latin(
  new RegExp(
    '\\bstatistically\\s(?:\\p{L}+\\s)?significant(?:ly)?\\b|\\bstatistical significance\\b|' +
      '\\bstatistisch signifikant\\p{L}{0,2}(?!\\p{L})|\\bstatistiquement significati(?:f|ve)s?\\b|' +
      '\\bestad[ií]sticamente significativ[oa]s?\\b|\\bestatisticamente significativ[oa]s?\\b',
    'giu',
  ),
);
const comparing = latin(
  new RegExp(
    '\\bsignificant(?:ly)?\\s(?:\\p{L}+\\s)?(?:more|less|fewer|higher|lower|greater|larger|smaller|better|worse|' +
      'faster|slower|longer|shorter|older|younger|different|differ(?:s|ed|ences?)?|' +
      'correlat(?:ed|ion)|associat(?:ed|ion))\\b|' +
      '\\bsignifikant\\s(?:mehr|weniger|höher|niedriger|größer|kleiner|besser|schlechter)',
    'giu',
  ),
);
const denied = new RegExp(
  "\\b(?:not|no|never|nor|without|neither|isn[’']t|wasn[’']t|hardly|whether|if|any|un|once|until|call(?:ed)?|" +
    'reach(?:es|ed)?|needs?|must|should|would|could|may|might|nicht|kein\\w*)\\b[^.;]{0,40}$',
  'i',
);

/**
 * "Significant" where nothing was tested. "Statistically significant" wants a test in its paragraph; "significantly
 * more" wants one somewhere in the text, since without numbers it is everyday English.
 */
export const noTest: Detector = {
  checks: 'claims of significance',
  *detect(reading) {
    const { sentences } = reading;
    let inText: boolean | undefined;
    const paragraphs = new Map<number, boolean>();
    const inParagraph = (paragraph: number): boolean => {
      const known = paragraphs.get(paragraph);
      if (known !== undefined) return known;
      const near = sentences.filter((sentence) => Math.abs(sentence.paragraph - paragraph) <= 1);
      const found = near.some((sentence) => tested.test(sentence.text) || reportsTest(sentence));
      paragraphs.set(paragraph, found);
      return found;
    };
    for (const sentence of sentencesWith(reading, significance)) {
      const [strict] = sentence.text.matchAll(statistically);
      if (strict) yield* strictClaim(sentence, strict, sentences[sentences.indexOf(sentence) - 1], inParagraph);
      else {
        inText ??= reading.reporting.some(reportsTest) || tested.test(reading.text);
        yield* comparison(reading, sentence, inText);
      }
    }
  },
};

const reportsTest = ({ reported }: ReadSentence): boolean =>
  reported.some(({ name }) => ['t', 'F', 'χ²', 'z', 'Q', 'H', 'p', 'adjusted p'].includes(name));

function* strictClaim(
  { text, start, paragraph }: ReadSentence,
  match: RegExpExecArray,
  previous: ReadSentence | undefined,
  inParagraph: (paragraph: number) => boolean,
): Generator<Outcome> {
  if (denied.test(text.slice(0, match.index))) return;
  // what significance is can be explained without a number
  if (!/\d/.test(text) && !(previous?.paragraph === paragraph && /\d/.test(previous.text))) return;
  const range = { start: start + match.index, end: start + match.index + match[0].length };
  if (inParagraph(paragraph)) yield agrees;
  else yield note(range, 'no test, p-value or interval stands in this paragraph or beside it');
}

function* comparison({ within }: Reading, { text, start, end }: ReadSentence, inText: boolean): Generator<Outcome> {
  const [match] = text.matchAll(comparing);
  if (!match || denied.test(text.slice(0, match.index)) || !holdsQuantities(within(start, end))) return;
  const range = { start: start + match.index, end: start + match.index + match[0].length };
  if (inText) yield agrees;
  else yield note(range, 'the text prints no test, p-value or interval');
}

/** Whether a sentence prints what could be compared: a share, an amount, a measurement, or two counts. */
const holdsQuantities = (numbers: readonly NumberInText[]): boolean =>
  numbers.some(({ kind }) => ['share', 'points', 'money', 'measure'].includes(kind)) ||
  numbers.filter(({ kind, form }) => kind === 'count' && form === 'digits').length >= 2;
