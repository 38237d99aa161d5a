import type { NumberInText } from '../../text/number-in-text.js';
import type { Detected, Detector } from '../finding.js';
import { pValuesIn, statisticsIn } from '../statistics.js';

/** Anything that says a test or an interval stands behind the words, or that they speak of significance as such. */
const tested =
  /\b(?:p[-\s]?values?|t[-\s]?test|chi-?\s?square|χ|anova|mann[-\s]whitney|mann[-\s]kendall|wilcoxon|kruskal|fisher|regression|bootstrap|permutation|confidence intervals?|\d{2}\s?%\s?CI|CI\b|standard errors?|margins? of error|binomial test|z[-\s]?test|log-?rank|hypothesis test|signifikanz|bayes factor|significance (?:level|test))/i;
const statistically =
  /\bstatistically\s(?:\p{L}+\s)?significant(?:ly)?\b|\bstatistical significance\b|\bstatistisch signifikant\w{0,2}\b/giu;
const comparing =
  /\bsignificant(?:ly)?\s(?:\p{L}+\s)?(?:more|less|fewer|higher|lower|greater|larger|smaller|better|worse|faster|slower|longer|shorter|older|younger|different|differ|differs|differed|difference|differences|correlated|associated|correlation|association)\b/giu;
const denied =
  /\b(?:not|no|never|nor|without|neither|isn[’']t|wasn[’']t|hardly|whether|if|any|un|once|until|call(?:ed)?|reach(?:es|ed)?|needs?|must|should|would|could|may|might)\b[^.;]{0,40}$/i;

/**
 * "Significant" where nothing was tested. "Statistically significant" wants a test in its paragraph; "significantly more"
 * wants one somewhere in the text, since without numbers it is everyday English.
 */
export const noTest: Detector = {
  checks: 'claims of significance',
  detect({ text, sentences, style, within }) {
    const findings: Detected[] = [];
    let checked = 0;
    const printsTest = (stretch: { text: string; start: number }): boolean =>
      tested.test(stretch.text) || statisticsIn(stretch, style).length > 0 || pValuesIn(stretch, style).length > 0;
    const anywhere = new Lazy(() => printsTest({ text, start: 0 }));
    const paragraphs = new Map<number, boolean>();
    const inParagraph = (paragraph: number): boolean => {
      const known = paragraphs.get(paragraph);
      if (known !== undefined) return known;
      const found = sentences.some((sentence) => Math.abs(sentence.paragraph - paragraph) <= 1 && printsTest(sentence));
      paragraphs.set(paragraph, found);
      return found;
    };
    for (const [i, sentence] of sentences.entries()) {
      if (!/significan|signifikan/i.test(sentence.text)) continue;
      const report = (match: RegExpExecArray, arithmetic: string): void => {
        findings.push({
          start: sentence.start + match.index,
          end: sentence.start + match.index + match[0].length,
          severity: 'note',
          arithmetic,
        });
      };
      const [strict] = sentence.text.matchAll(statistically);
      if (strict) {
        if (denied.test(sentence.text.slice(0, strict.index))) continue;
        // what significance is can be explained without a number
        const previous = sentences[i - 1];
        if (!/\d/.test(sentence.text) && !(previous?.paragraph === sentence.paragraph && /\d/.test(previous.text)))
          continue;
        checked += 1;
        if (!inParagraph(sentence.paragraph))
          report(strict, 'no test, p-value or interval stands in this paragraph or beside it');
        continue;
      }
      const [comparison] = sentence.text.matchAll(comparing);
      if (
        !comparison ||
        denied.test(sentence.text.slice(0, comparison.index)) ||
        !quantities(within(sentence.start, sentence.end))
      )
        continue;
      checked += 1;
      if (!anywhere.value) report(comparison, 'the text prints no test, p-value or interval');
    }
    return { findings, checked };
  },
};

/** Whether a sentence prints what could be compared: a share, an amount, a measurement, or two counts. */
const quantities = (numbers: readonly NumberInText[]): boolean =>
  numbers.some(({ kind }) => ['share', 'points', 'money', 'measure'].includes(kind)) ||
  numbers.filter(({ kind, form }) => kind === 'count' && form === 'digits').length >= 2;

/** Computed when first asked for. */
class Lazy<T> {
  #known: { value: T } | undefined;
  constructor(private readonly compute: () => T) {}
  get value(): T {
    this.#known ??= { value: this.compute() };
    return this.#known.value;
  }
}
