import type { Article } from '../claims/article.js';
import { type Answers, type Basis, type Check, type Checked, checkClaims } from '../claims/check.js';
import type { Computed } from '../claims/expectation.js';
import { UserError } from '../error.js';
import type { MimeBundle } from './display.js';

/** The MIME type under which a rerun's notebook says which claims cannot be asked there, and why. */
export const unaskedType = 'application/vnd.recount.unasked+json';

/** Claims by their ids within the article, and why none has a value; `others` is of claims that nobody named. */
export interface Unasked {
  readonly article: string;
  readonly reasons: Readonly<Record<string, string>>;
  readonly others?: string;
}

/** What a rerun's cell shows of claims that cannot be asked there. */
export const unaskedOutput = (unasked: Unasked): MimeBundle => ({
  'text/plain': [
    ...Object.entries(unasked.reasons).map(([id, reason]) => `– cannot be asked  ${unasked.article}/${id}: ${reason}`),
    ...(unasked.others === undefined ? [] : [`– cannot be asked: ${unasked.others}`]),
  ].join('\n'),
  [unaskedType]: unasked,
});

/** Under this, a value that could not be computed in a rerun holds the reason (`in-kernel/rerun.cjs`). */
const reasonKey = Symbol.for('recount.not-there');

/** Why a value is not there; undefined for every other value. */
const reasonOf = (value: unknown): string | undefined =>
  typeof value === 'function' || (typeof value === 'object' && value !== null)
    ? (value as { readonly [reasonKey]?: string })[reasonKey]
    : undefined;

type Values = Readonly<Record<string, Computed>>;

/**
 * Checks values in a rerun on other postings, where a group may be empty or a field missing: each claim by itself, so
 * that one which has no value there costs no other.
 */
export function checkThere(
  article: Article,
  values: Values,
  basis: Basis,
): { readonly checked: Checked; readonly unasked: Unasked | undefined } {
  const answers: readonly unknown[] = [basis].flat();
  const present = answers.filter((each) => reasonOf(each) === undefined);
  const lost = present.length === 0 ? answers.map(reasonOf)[0] : undefined;
  const checks: Check[] = [];
  const reasons: Record<string, string> = {};
  let sources: Checked['sources'] = [];
  const others = reasonOf(values);
  for (const [id, value] of typeof values === 'function' ? [] : Object.entries(values)) {
    const reason = lost ?? reasonWithout(value);
    if (reason !== undefined) reasons[id] = reason;
    else {
      try {
        const checked = checkClaims(article, { [id]: value }, basis === 'print' ? basis : (present as Answers));
        checks.push(...checked.checks);
        ({ sources } = checked);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        reasons[id] = error.message;
      }
    }
  }
  const isUnasked = others !== undefined || Object.keys(reasons).length > 0;
  const unasked = { article: article.id, reasons, ...(others === undefined ? {} : { others }) };
  return { checked: { checks, sources }, unasked: isUnasked ? unasked : undefined };
}

/** Why a claim's value cannot be compared: it, or one of those under names, is not there or no number. */
function reasonWithout(value: Computed): string | undefined {
  const reason = reasonOf(value);
  if (reason !== undefined) return reason;
  const parts = typeof value === 'number' ? [value] : Object.values(value);
  const [lacking] = parts.flatMap((each) => reasonOf(each) ?? []);
  if (lacking !== undefined) return lacking;
  if (parts.length === 0) return 'none of what it compares is there';
  return parts.every(Number.isFinite) ? undefined : 'its value there is no finite number';
}
