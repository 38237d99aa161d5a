import { asSaid } from '../claims/as-said.js';
import { type Expectation, meets } from '../claims/expectation.js';
import { headlineOfClaim } from './headlines.js';
import { plainRecounted } from './plain-words.js';
import type { Trace } from './trace.js';

/**
 * The title of a finding on a claim that does not hold: what it says, and behind the colon what is so instead.
 * `…: 47.4%, not 47.3%` of one value, `…: not LoRA` of several, `…: not from mid to senior` of an order.
 */
export function titleOfFailing(trace: Trace): string {
  const { computed, expectation } = trace;
  const headline = headlineOfClaim(trace);
  if (trace.verdict === 'not replicated') return `${headline}: not on other postings${measured(trace)}`;
  if (typeof computed === 'number') return `${headline}: ${instead(trace, computed)}`;
  const values = computed ?? {};
  if (expectation.kind === 'ordered') return `${headline}: not ${brokenSteps(expectation.names, values)}`;
  const failing = Object.keys(values).filter((name) => !meets(values[name] ?? NaN, single(expectation)));
  const write = (value: number): string => plainRecounted({ ...trace, computed: value, replications: [] });
  const beside = (name: string): string =>
    expectation.kind === 'within' ? `${name} (${write(values[name] ?? NaN)})` : name;
  return `${headline}: not ${inWords(failing.map(beside))}`;
}

const measured = ({ computed, kind, expectation, statement }: Trace): string =>
  typeof computed === 'number' ? `, where it is ${plainRecounted({ computed, kind, expectation, statement })}` : '';

/** One value, and what it should have been. */
function instead(trace: Trace, computed: number): string {
  const { expectation, printed } = trace;
  const write = (value: number): string => plainRecounted({ ...trace, computed: value, replications: [] });
  switch (expectation.kind) {
    case 'rounds':
      return `${asSaid(computed, expectation, printed)}, not ${printed}`;
    case 'within':
      return `${write(computed)}, not ${write(expectation.low)} to ${write(expectation.high)}`;
    case 'compares': {
      const { operator, bound } = expectation;
      if (bound === 0 && operator !== '=') return `it misses by ${write(Math.abs(computed)).replace(/^\+/, '')}`;
      const whole = write(bound).endsWith('%') ? wholes[`${operator} ${bound}`] : undefined;
      return `${write(computed)}, not ${whole ?? asked[operator] + write(bound)}`;
    }
    case 'ordered':
      return write(computed);
  }
}

/** Bounds of shares that people do not say in percent. */
const wholes: Readonly<Record<string, string>> = { '> 0.5': 'over half', '= 1': 'all', '= 0': 'none' };
const asked = { '>': 'above ', '>=': 'at least ', '<': 'below ', '<=': 'at most ', '=': '' } as const;

/** The steps of an order, from its least, that go the other way. */
function brokenSteps(names: readonly string[], values: Readonly<Record<string, number>>): string {
  const upwards = [...names].reverse();
  const steps = upwards.slice(1).flatMap((upper, i) => {
    const lower = upwards[i] ?? '';
    return (values[upper] ?? NaN) > (values[lower] ?? NaN) ? [] : [`from ${lower} to ${upper}`];
  });
  return inWords(steps);
}

/** The same question of one of several values. */
const single = (expectation: Expectation): Expectation =>
  'all' in expectation ? { ...expectation, all: false } : expectation;

const inWords = (names: readonly string[]): string => names.join(', ').replace(/, ([^,]*)$/, ' and $1');
