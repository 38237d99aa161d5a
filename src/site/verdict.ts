import { type Verdict, verdicts } from '../claims/verdict.js';
import type { Evidence } from '../count/answer.js';
import type { Trace } from '../trace/trace.js';
import { type Html, html } from './html.js';

export { verdicts };

/** The signs say the same as the colours, for readers who see none. */
const signs: Readonly<Record<Verdict, string>> = {
  reproduced: '✓',
  differs: '✗',
  consistent: '✓',
  contradicted: '✗',
  replicated: '✓',
  'not replicated': '✗',
  undecided: '?',
  untested: '–',
};

/** The sign of a verdict. */
export const verdictSign = (verdict: Verdict): string => signs[verdict];

/** A verdict's name in a class. */
export const verdictClass = (verdict: Verdict): string => verdict.replaceAll(' ', '-');

export const verdictMark = (verdict: Verdict): Html =>
  html`<span class="verdict ${verdictClass(verdict)}"><span
aria-hidden="true">${signs[verdict]}</span> ${verdict}</span>`;

/** How a claim stands: its verdict says that it holds, that it does not, or leaves it open. */
export type Standing = 'holds' | 'fails' | 'open';

/** The standing that a verdict amounts to. */
export function standingOf(verdict: Verdict): Standing {
  switch (signs[verdict]) {
    case '✓':
      return 'holds';
    case '✗':
      return 'fails';
    default:
      return 'open';
  }
}

/** What a verdict rests on, in words. */
export const evidenceWords: Readonly<Record<Evidence, string>> = {
  rows: 'postings counted here',
  counts: 'recorded or published counts',
  print: 'the article’s own figures',
};

export const count = (n: number): string => n.toLocaleString('en');

/** `1 claim`, `513 claims`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

/** How many of some claims have each verdict, without the verdicts that none has. */
export const byVerdict = (traces: readonly Trace[]): { readonly verdict: Verdict; readonly n: number }[] =>
  verdicts
    .map((verdict) => ({ verdict, n: traces.filter((trace) => trace.verdict === verdict).length }))
    .filter(({ n }) => n > 0);

/** How many of some claims rest on each evidence. */
export const byEvidence = (traces: readonly Trace[]): { readonly evidence: Evidence; readonly n: number }[] =>
  (['rows', 'counts', 'print'] as const)
    .map((evidence) => ({ evidence, n: traces.filter((trace) => trace.evidence === evidence).length }))
    .filter(({ n }) => n > 0);

/**
 * The verdicts as one bar: each as long as its part of the claims. The numbers stand beside it, so it is silent for
 * screen readers.
 */
export function verdictBar(traces: readonly Trace[]): Html {
  const parts = byVerdict(traces).map(
    ({ verdict, n }) => html`<span class="${verdictClass(verdict)}" style="flex-grow:${n}"></span>`,
  );
  return html`<span class="bar" aria-hidden="true">${parts}</span>`;
}
