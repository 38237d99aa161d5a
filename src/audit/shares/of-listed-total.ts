import type { NumberInText } from '../../text/number-in-text.js';
import { latin } from '../../text/rule.js';
import { allowed, isCount, overlap, quotient, single, unrounded, withUnit } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { itemsOf, type ListItem } from '../items.js';
import type { Reading } from '../reading.js';

const total = latin(/\b(?:total|overall|all|surveyed|analy[sz]ed)\b/iu);
const rate = latin(/\b(?:rate|share|percentage|proportion)\b[^\d]{0,12}$/iu);
const ofTotal = latin(/^\s?of\s(?:the\s)?(?:total|all|overall)\b/iu);

/** A count and what percentage of the whole it is said to be. */
interface Part {
  readonly count: NumberInText;
  readonly share: NumberInText;
}

/**
 * `- Total employees: 1,470`, `- Employees who left: 237`, `- Rate: 16.1%`, or `- Closed: 116 (5.8% of total)`: the
 * share of an item is that of a count in the total of the same list, where it has one.
 */
export function* ofListedTotal(reading: Reading): Generator<Outcome> {
  for (const items of itemsOf(reading)) {
    const labelOf = ({ start }: ListItem, number: NumberInText): string => reading.text.slice(start, number.start);
    const only = items.flatMap((item) => {
      const [number, ...more] = item.numbers;
      return number && more.length === 0 && single(number) ? [{ number, label: labelOf(item, number) }] : [];
    });
    const counts = only.filter(({ number }) => isCount(number));
    const [whole, ...wholes] = counts.filter(({ label }) => total.test(label));
    if (!whole || wholes.length > 0) continue;
    const parts = [
      ...items.flatMap(({ numbers }) => partIn(reading, numbers)),
      ...partOf(
        counts.filter((one) => one !== whole).map(({ number }) => number),
        only.filter(({ number, label }) => number.kind === 'share' && rate.test(label)).map(({ number }) => number),
      ),
    ];
    for (const part of parts) yield* check(part, whole.number);
  }
}

/** `116 (5.8% of total)`. */
const partIn = ({ text }: Reading, numbers: readonly NumberInText[]): Part[] =>
  numbers.flatMap((count, i) => {
    const share = numbers[i + 1];
    return share?.kind === 'share' && isCount(count) && ofTotal.test(text.slice(share.end, share.end + 20))
      ? [{ count, share }]
      : [];
  });

/** The only count and the only rate beside the total. */
const partOf = ([count, ...counts]: readonly NumberInText[], [share, ...shares]: readonly NumberInText[]): Part[] =>
  count && share && counts.length === 0 && shares.length === 0 ? [{ count, share }] : [];

function* check({ count, share }: Part, whole: NumberInText): Generator<Outcome> {
  const [k, n, printed] = [single(count), single(whole), single(share)];
  if (!k || !n || !printed || n.value < k.value) return;
  const own = quotient(unrounded(k, 'count'), unrounded(n, 'count'));
  if (!own) return;
  const bounds = allowed(share, printed);
  const wide = { low: bounds.low - printed.step / 2, high: bounds.high + printed.step / 2 };
  if (overlap({ low: 100 * own.low, high: 100 * own.high }, wide)) yield agrees;
  else
    yield note(
      share,
      `${withUnit(k, 'count')} of the ${withUnit(n, 'count')} that the list prints as all of them is ` +
        `${((100 * k.value) / n.value).toFixed(printed.decimals + 1)}%; printed is ${share.printed}`,
    );
}
