import { roundedFrom } from '../../text/printed-number.js';
import type { ReadSentence } from '../reading.js';
import type { Reported } from '../reported/reported.js';
import { digits, reportedText } from '../words.js';
import { type Check, printsBetween } from './check.js';

/**
 * Partial η² and R² from the F that they belong to: partial η² = df1·F / (df1·F + df2), and so is the R² of a model
 * from its F. Plain η² is at most that.
 *
 * Source: J. Cohen, Statistical Power Analysis for the Behavioral Sciences (2nd ed., 1988), 8.2 and 9.2.
 */
export function ofVariance(sentence: ReadSentence, effect: Reported): Check | undefined {
  if (effect.name !== 'partial η²' && effect.name !== 'η²' && effect.name !== 'R²') return undefined;
  const f = effect.name === 'R²' ? besideR2(sentence, effect) : before(sentence, effect);
  const [df1, df2] = f?.df ?? [];
  if (!f || df1 === undefined || df2 === undefined || f.relation !== '=' || effect.relation !== '=') return undefined;
  const explained = (value: number): number => (df1 * value) / (df1 * value + df2);
  const { low, high } = roundedFrom(f.value);
  const least = effect.name === 'η²' ? 0 : explained(Math.max(0, low));
  const size = effect.percent
    ? { ...effect.value, value: effect.value.value / 100, step: effect.value.step / 100 }
    : effect.value;
  if (printsBetween(size, least, explained(high))) return { agrees: true };
  const off = Math.min(Math.abs(size.value - least), Math.abs(size.value - explained(f.value.value)));
  const most = effect.name === 'η²' ? ', and plain η² is no more' : '';
  return {
    agrees: false,
    // one unit of the last digit more or less is a slip in rounding, or digits cut off
    slight: off <= 1.5 * size.step,
    arithmetic:
      `${reportedText(f)} gives df1·F / (df1·F + df2) = ${explained(f.value.value).toFixed(3)}${most}; ` +
      `printed is ${effect.name} = ${digits(effect.value)}${effect.percent ? '%' : ''}`,
  };
}

/** The F before an effect size, with no other test between. */
function before({ reported }: ReadSentence, effect: Reported): Reported | undefined {
  const test = reported.findLast(({ name, end }) => ['F', 't', 'χ²', 'z'].includes(name) && end <= effect.start);
  const passed = reported.filter(
    ({ name, start, end }) => name === effect.name && test && start >= test.end && end <= effect.start,
  );
  return test?.name === 'F' && passed.length === 0 && effect.start - test.end < 90 ? test : undefined;
}

/** The F right beside R², before or after it. */
function besideR2({ reported, text: sentenceText, start }: ReadSentence, effect: Reported): Reported | undefined {
  const at = reported.indexOf(effect);
  const next = reported[at + 1];
  const text = (a: Reported, b: Reported): string => sentenceText.slice(a.end - start, b.start - start);
  if (next?.name === 'F' && next.start - effect.end < 12 && /[,;(]/.test(text(effect, next))) return next;
  const previous = reported.slice(0, at).findLast(({ name }) => name !== 'p');
  const isBeside = previous?.name === 'F' && effect.start - previous.end < 30;
  return isBeside && /^[,;(]|^\s?[,;(]/.test(text(previous, effect)) ? previous : undefined;
}
