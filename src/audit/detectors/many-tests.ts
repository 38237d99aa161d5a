import type { NumberInText } from '../../text/number-in-text.js';
import type { Detected, Detector } from '../finding.js';
import { pValuesIn } from '../statistics.js';
import { short } from '../words.js';

const LEVEL = 0.05;
/** As many p-values in one text, and chance alone is likelier than not … with 14 of them. */
const MANY = 14;

const corrected =
  /\b(?:bonferroni|holm|benjamini|hochberg|FDR|false[-\s]discovery|family-?\s?wise|multiple[-\s](?:testing|comparisons?|tests)|tukey|scheff[ée]|dunnett|[sš]id[aá]k|adjusted p|p_adj|corrected for)/i;
const testsRun =
  /^\s(?:\p{L}+\s){0,3}?(?:tests|t-tests|comparisons|hypotheses|correlations|contrasts|significance tests)\b/u;
const significant = /\bsignifican(?:t|ce)(?:ly)?\b|\bp\s?[<=]\s?0?\.0\d/i;

/** How many of a number of tests come out significant by chance alone, where the text mentions no correction for it. */
export const manyTests: Detector = {
  checks: 'statements of how many tests were run',
  detect(text) {
    const findings: Detected[] = [];
    let checked = 0;
    if (corrected.test(text.text)) return { findings, checked };
    const report = (tests: number, start: number, end: number): void => {
      checked += 1;
      findings.push({
        start,
        end,
        severity: 'note',
        arithmetic: `${tests} tests at ${LEVEL} give ${short(tests * LEVEL, 1)} false positives on average where nothing differs, and at least one with probability ${(1 - (1 - LEVEL) ** tests).toFixed(2)}; no correction is mentioned`,
      });
    };
    text.sentences.forEach((sentence, i) => {
      const next = text.sentences[i + 1];
      if (!significant.test(sentence.text) && !(next?.paragraph === sentence.paragraph && significant.test(next.text)))
        return;
      const tested = text.within(sentence.start, sentence.end).find((number) => isTestCount(number, text.text));
      if (tested) report(tested.values[0]?.value ?? 0, tested.start, tested.end);
    });
    if (findings.length === 0) {
      const ps = text.sentences.flatMap((sentence) => pValuesIn(sentence, text.style));
      const [first] = ps.filter(({ p, sign }) => sign !== '>' && p.value <= LEVEL);
      if (ps.length >= MANY && first) report(ps.length, first.start, first.end);
    }
    return { findings, checked };
  },
};

/** Whether a count is one of tests: "40 tests", "we tested 20 foods". */
function isTestCount({ kind, values, start, end, bound }: NumberInText, text: string): boolean {
  const [count] = values;
  if (kind !== 'count' || values.length !== 1 || !count || count.value < 5 || count.value > 1e6 || bound === 'below')
    return false;
  const before = text.slice(Math.max(0, start - 48), start);
  const after = text.slice(end, end + 48);
  if (testsRun.test(after) && !/\b(?:COVID|blood|driving|unit|A\/B|software|antigen|lab|PCR)\b/.test(after))
    return /\b(?:ran|run|performed|conducted|made|did|carried out|computed|of|across|in|over|did|all|these)\s(?:a\stotal\sof\s|all\s|the\s|these\s|over\s|more\sthan\s|about\s)?$/i.test(
      before,
    );
  return (
    /\b(?:tested|compared|correlated|screened|examined)\s(?:all\s|the\s|these\s)?$/i.test(before) &&
    /^\s\p{L}+/u.test(after) &&
    !/^\s(?:people|participants|patients|students|adults|children|men|women|subjects|respondents|volunteers|users|employees|teachers|adverts|postings|groups of)/.test(
      after,
    )
  );
}
