'use strict';
// Values that could not be computed: what the code of a cell is made of in a rerun on other postings (rerun.cjs).
//
// Such a value can be handed on, taken apart and called, which gives such values again; whoever would decide or reckon
// with it gets an error with its reason, so that no number, order or condition ever comes from it.

const reasonKey = Symbol.for('recount.not-there');

/** A value that is not there, for a reason. */
function notThere(reason) {
  const held = Object.assign(() => {}, { [reasonKey]: reason });
  const refuse = () => refused(reason);
  const value = new Proxy(held, {
    get: (_, name) => {
      if (name === reasonKey) return reason;
      if (name === 'then') return undefined; // so that it can be awaited
      return name === Symbol.toPrimitive || name === Symbol.iterator ? refuse : value;
    },
    apply: () => value,
    ownKeys: refuse,
    has: refuse,
    construct: refuse,
    set: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
  });
  return value;
}

function refused(reason) {
  throw Object.assign(new Error(reason), { [reasonKey]: reason });
}

const reasonOf = (value) => (typeof value === 'function' ? value[reasonKey] : undefined);

function reasonOfError(error) {
  if (error?.[reasonKey] !== undefined) return error[reasonKey];
  const [message = ''] = String(error?.message ?? error).split('\n');
  if (error instanceof TypeError) return `what it reads is not there: ${message}`;
  return / is (?:0|\[\]), but must be /.test(message) ? 'a group is empty there' : message;
}

/** A value that is not there, as many times as a pattern `[a, b]` takes it apart. */
const asPattern = (value, names) =>
  names !== undefined && reasonOf(value) !== undefined ? Array.from({ length: names }, () => value) : value;

exports.runtime = {
  /** What work gives, or a value that is not there for the reason for which it fails. */
  guard(work, names) {
    const failed = (error) => asPattern(notThere(reasonOfError(error)), names);
    try {
      const value = work();
      return value instanceof Promise ? value.then((each) => asPattern(each, names), failed) : asPattern(value, names);
    } catch (error) {
      return failed(error);
    }
  },
  /** What can be spread among checked values: of a value that is not there, its reason alone. */
  spread(value) {
    const reason = reasonOf(value);
    return reason === undefined ? value : { [reasonKey]: reason };
  },
  /** a / b; 0 of 0 is no number that could be compared. */
  over(a, b) {
    if (reasonOf(a) !== undefined) return a;
    if (reasonOf(b) !== undefined) return b;
    const value = a / b;
    return Number.isNaN(value) && Number(b) === 0 ? notThere('a group that it divides by is empty there') : value;
  },
  /** Math.max or Math.min; of nothing there is none. */
  extreme: (of, ...values) => (values.length === 0 ? notThere('there is nothing there to choose from') : of(...values)),
  /** A value on which something depends. */
  known(value) {
    const reason = reasonOf(value);
    return reason === undefined ? value : refused(reason);
  },
  /** A function whose results decide. */
  deciding: (test) => (typeof test === 'function' && reasonOf(test) === undefined ? decide(test) : test),
};
const decide = (test) =>
  function (...values) {
    return exports.runtime.known(test.apply(this, values));
  };
