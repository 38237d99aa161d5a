import type { NumberInText } from '../../text/number-in-text.js';
import type { PrintedNumber } from '../../text/printed-number.js';
import { anyLetters, latin } from '../../text/rule.js';
import { allowed, type Bounds, overlap, single, withUnit } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { isDuration } from '../duration.js';
import type { Reading, ReadSentence } from '../reading.js';
import { grouped } from '../words.js';

/** What a number is said to be of two others. */
type Role = 'difference' | 'change';

/** A number, and what it is said to be. */
interface Stated {
  readonly number: NumberInText;
  readonly value: PrintedNumber;
  readonly role: Role;
  /** Of percent, whatever follows the number. */
  readonly inPoints: boolean;
}

const loosely = String.raw`(?:\s(?:only|just|about|around|roughly|nearly|almost|over|some))?`;
const fallOrRise = 'drop|fall|rise|decline|increase|decrease';
const differenceBefore = latin(
  new RegExp(
    String.raw`\b(?:differences?|gap|spread|margin|premium|penalty|advantage|${fallOrRise})` +
      String.raw`(?:\s(?:of|is|was|by)|:)${loosely}\s?[*_]{0,2}$`,
    'iu',
  ),
);
const changeBefore = latin(
  new RegExp(
    String.raw`(?:[(,–—]\s?[+−–-]|\b(?:growth|gain|jump|reduction|surge|${fallOrRise})(?:\sof|:)` +
      String.raw`|\b(?:rose|grew|fell|dropped|declined|increased|decreased|jumped|climbed|up|down|surged|` +
      'rising|growing|' +
      String.raw`falling)(?:\sby)?)${loosely}\s?[*_]{0,2}$`,
    'iu',
  ),
);
const moreBehind = latin(/^[*_]{0,2}\s(?:points?\s)?(?:more|less|fewer|higher|lower|above|below)\s(?:than|the)\b/iu);
const changeBehind = latin(
  new RegExp(
    String.raw`^[*_]{0,2}\s(?:[\p{L}-]+\s)?(?:growth|gain|jump|reduction|surge|higher|lower|${fallOrRise})\b`,
    'iu',
  ),
);
/** A sentence that has none of these states neither. */
const saying = anyLetters(`
  gap | differ | spread | margin | premium | penalt | advantage | drop | fall | fell | rise | rose | declin | creas |
  grow | grew | gain | jump | reduc | surg | climb | higher | lower | more | less | fewer | above | below | rising`);
const sayingShortly = /\b(?:up|down)\b|[(,–—]\s?[+−–-]/iu;
/** What says that two numbers are held against each other. */
const link = latin(
  new RegExp(
    String.raw`(?:→|->|\b(?:to|vs\.?|versus|against|compared|than|then|higher|lower|above|below|more|less|while|` +
      String.raw`whereas|but|from|up|down|surged|rose|fell)\b)`,
    'iu',
  ),
);
/** What says that they are not, or not these. */
const noPair = latin(/\b(?:respectively|each|per|both|average[ds]?|between)\b|(?:\bof|\/)\s?(?:the\s|all\s)?$/iu);
/** A growth of each year is not that from the first to the last. */
const yearly = latin(/\b(?:annual(?:ly)?|yearly|CAGR|(?:a|per|each|every)\s(?:year|month|quarter))\b/iu);
const operandKinds: readonly NumberInText['kind'][] = ['share', 'count', 'money', 'measure'];
/** Of more values of a sentence any two may be meant. */
const MOST = 4;
const LONGEST = 500;
/** A sentence that begins so near to the end of another goes on. */
const NEAR = 8;
const bracketBefore = latin(/\d(?:\s[\p{L}\d]+){0,3}\s?\((?:[+−–-]|about\s|an?\s)?$/u);

/**
 * `Male 7.0% vs female 21.4%, a difference of 14.4%`, `from 7,615 to 18,528 in 2022 (143% more)`: a difference or a
 * change that is said in a sentence, and that no two values of it give, or of the one before where it has none.
 *
 * @param previous the sentence before, where one is near
 */
export function statedRelations(
  reading: Reading,
  sentence: ReadSentence,
  previous: ReadSentence | undefined,
): Outcome[] {
  const { text } = sentence;
  if (text.length > LONGEST || !(saying.test(text) || sayingShortly.test(text))) return [];
  const { stated, operands } = readOf(reading, sentence);
  if (stated.length === 0) return [];
  const before = previous && sentence.start - previous.end < NEAR ? readOf(reading, previous).operands : [];
  return stated.flatMap((one) => outcomeOf(reading, one, operands, before) ?? []);
}

/** What a sentence says of others, and the values of which it may be. */
function readOf(reading: Reading, sentence: ReadSentence): { stated: Stated[]; operands: NumberInText[] } {
  const numbers = reading.within(sentence.start, sentence.end);
  const stated = numbers.flatMap((number, i) => statedBy(reading, sentence, number, numbers[i - 1]));
  const operands = numbers.filter(
    (number) =>
      operandKinds.includes(number.kind) &&
      number.form === 'digits' &&
      single(number) !== undefined &&
      !isEnd(number) &&
      !stated.some((one) => one.number === number) &&
      !isDuration(reading.text, number),
  );
  return { stated, operands };
}

function statedBy(
  { text }: Reading,
  { start, end }: ReadSentence,
  number: NumberInText,
  previous: NumberInText | undefined,
): Stated[] {
  const value = single(number);
  if (
    !value ||
    /\p{L}$/u.test(number.printed.replace(/(?:percent(?:age)?|points?|pp|[kKmMbB]|[mb]illion|thousand)$/, ''))
  )
    return [];
  if (number.form !== 'digits' || number.bound === 'at least' || number.bound === 'at most') return [];
  const before = text.slice(Math.max(start, previous?.end ?? start, number.start - 60), number.start);
  const behind = text.slice(number.end, Math.min(end, number.end + 40));
  if (yearly.test(before) || yearly.test(behind)) return [];
  // "rose by 0.8 points to 64.7%", from what is not said
  if (/^\s(?:(?:percentage\s)?points?\s)?to\s/.test(behind)) return [];
  const inPoints = number.kind === 'points' || (isPlain(number) && /^\s(?:percentage\s)?points?\b/.test(behind));
  const said = (role: Role): Stated[] => [{ number, value, role, inPoints }];
  if (differenceBefore.test(before) && number.kind !== 'ratio') return said('difference');
  const isMore = moreBehind.test(behind);
  if (isMore && isPlain(number)) return said('difference');
  if (number.kind !== 'share' && !inPoints) return [];
  const isSigned = /^[+−–]/.test(number.printed);
  return isSigned || isMore || changeBefore.test(before) || changeBehind.test(behind) ? said('change') : [];
}

/** From nothing to all: the ends of a scale. */
const isEnd = (number: NumberInText): boolean =>
  number.kind === 'share' && [0, 100].includes(single(number)?.value ?? 0);

const isPlain = ({ kind }: NumberInText): boolean => kind !== 'share' && operandKinds.includes(kind);

function outcomeOf(
  reading: Reading,
  stated: Stated,
  all: readonly NumberInText[],
  before: readonly NumberInText[],
): Outcome | undefined {
  const ofKind = (some: readonly NumberInText[]): NumberInText[] => {
    const kind = fitting(stated, some)?.kind;
    return some.filter((one) => one.kind === kind);
  };
  const own = ofKind(all);
  const isFar = own.length === 0 && all.length === 0 && stated.role === 'difference';
  const operands = isFar ? ofKind(before) : own;
  const last = isBracketed(reading, stated.number) ? own.findLast(({ end }) => end <= stated.number.start) : undefined;
  const bases =
    last && [...ofKind(before), ...own].filter(({ start, kind }) => start < last.start && kind === last.kind);
  const pairs = bases
    ? bases.map((a) => ({ a, b: last }))
    : operands.flatMap((a, i) => operands.slice(i + 1).map((b) => ({ a, b })));
  const [pair, ...more] = pairs;
  if (!pair || pairs.length > MOST) return undefined;
  if (pairs.some(({ a, b }) => isGivenBy(reading, stated, a, b))) return agrees;
  const { a, b } = pair;
  if (!bases && (more.length > 0 || !isPair(reading.text.slice(a.end, b.start)))) return undefined;
  const within = stated.number.start > a.end && stated.number.end < b.start;
  if (
    !bases &&
    within &&
    !/^[^.;]*\b(?:from|than|over|above|below|compared|against)\b[^.;]*$/.test(
      reading.text.slice(stated.number.end, b.start),
    )
  )
    return undefined;
  if (bases && !link.test(reading.text.slice(a.end, b.start))) return undefined;
  const [x, y] = [single(a), single(b)];
  if (!x || !y) return undefined;
  const isFrom = !bases && /\b(?:from|than)\b/i.test(reading.text.slice(a.end, b.start));
  return note(stated.number, arithmeticOf(stated, a.kind, isFrom ? [y, x] : [x, y]));
}

/** `18,528 (143%`, behind the value that it is said of. */
const isBracketed = ({ text }: Reading, { start }: NumberInText): boolean =>
  bracketBefore.test(text.slice(start - 40, start));

const isPair = (between: string): boolean => link.test(between) && !noPair.test(between);

/** The kind of which the values are that a number may be said of. */
function fitting(
  { number, role, inPoints }: Stated,
  operands: readonly NumberInText[],
): { kind: NumberInText['kind'] } | undefined {
  const kinds = [...new Set(operands.map(({ kind }) => kind))];
  if (inPoints) return { kind: 'share' };
  if (role === 'difference' && number.kind !== 'share') return { kind: number.kind };
  return kinds.length === 1 && kinds[0] ? { kind: kinds[0] } : undefined;
}

/** All that a value may be: rounded as it is printed, or a little beyond where it is said to be more or less. */
function boundsOf(number: NumberInText, value: PrintedNumber): Bounds {
  const { low, high } = allowed({ ...number, bound: 'exactly' }, value);
  // "over 14%" is 14-point-something, "over 40%" may be 43%
  const slack = Math.abs(value.value) % (10 * value.step) === 0 ? Math.abs(value.value) / 10 : value.step / 2;
  if (number.bound === 'exactly') return { low, high };
  const up = number.bound === 'above' || number.bound === 'at least';
  const down = number.bound === 'below' || number.bound === 'at most';
  return { low: up ? low : low - slack, high: down ? high : high + slack };
}

function isGivenBy({ text }: Reading, { number, value }: Stated, a: NumberInText, b: NumberInText): boolean {
  const [x, y] = [single(a), single(b)];
  if (!x || !y) return true;
  const size = Math.abs(value.value);
  // whole tens of percent are rounded
  const isRound = number.kind === 'share' && value.step === 1 && size % 10 === 0;
  const step = isRound ? (size >= 100 ? 10 : 5) : value.step;
  const printed = boundsOf(number, { ...value, value: size, step });
  const wide = { low: printed.low - step / 2, high: printed.high + step / 2 };
  const [p, q] = [boundsOf(a, x), boundsOf(b, y)];
  const gap = apart(p, q);
  if (overlap(gap, wide) && (number.kind !== 'share' || a.kind === 'share')) return true;
  if (number.kind !== 'share') return false;
  const isFromTo =
    /\bfrom\s\S{0,12}$/.test(text.slice(a.start - 20, a.start)) && /\bto\b|→/.test(text.slice(a.end, b.start));
  if (p.low > 0 && overlap(sizes(p, q), wide)) return true;
  return !isFromTo && q.low > 0 && overlap(sizes(q, p), wide);
}

function apart(p: Bounds, q: Bounds): Bounds {
  const [one, other] = [p.low - q.high, p.high - q.low];
  if (one <= 0 && other >= 0) return { low: 0, high: Math.max(-one, other) };
  return { low: Math.min(Math.abs(one), Math.abs(other)), high: Math.max(Math.abs(one), Math.abs(other)) };
}

/** By how many percent one is more or less than another, or of how many it is that. */
function sizes(from: Bounds, to: Bounds): Bounds {
  const gap = apart(from, to);
  return { low: (100 * gap.low) / from.high, high: (100 * gap.high) / from.low };
}

function arithmeticOf(
  { number, role, inPoints }: Stated,
  kind: NumberInText['kind'],
  [x, y]: readonly [PrintedNumber, PrintedNumber],
): string {
  const gap = Math.abs(x.value - y.value);
  const far = `${grouped(gap, Math.max(x.decimals, y.decimals))}${kind === 'share' ? ' points' : ''} apart`;
  const relative = `, a change of ${((100 * gap) / Math.abs(x.value)).toFixed(1)}%`;
  const isGap = inPoints || (role === 'difference' && number.kind !== 'share');
  const both = `${withUnit(x, kind)} and ${withUnit(y, kind)} are ${far}`;
  return `${both}${isGap ? '' : relative}; printed is ${number.printed}`;
}
