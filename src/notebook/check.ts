import { type Article, readArticle } from '../claims/article.js';
import { type Basis, type Check, checkClaims, claimOf } from '../claims/check.js';
import type { Computed } from '../claims/expectation.js';
import { formatComputed } from '../claims/format.js';
import type { Verdict } from '../claims/verdict.js';
import { inRerun } from '../load/elsewhere.js';
import { checksType, display, escapeHtml } from './display.js';
import { checkThere, unaskedOutput } from './not-there.js';

/** An article as a cell holds it: what it prints can be checked. */
export interface ArticleInCell {
  /**
   * Compares computed values with the article's claims and puts printed, recounted, verdict and evidence
   * into the cell's output, where the trace of each claim begins.
   *
   * @param values claim id → computed value (shares as fractions of 1); several values under their names
   * where a claim compares several, as in `{ 'role-order': { 'AI Engineer': 0.26, 'ML Engineer': 0.18 } }`
   * @param basis the answer, or answers, that the values were computed from
   * @throws UserError for an unknown claim id, or a value of another kind than the claim compares
   */
  check(values: Readonly<Record<string, Computed>>, basis: Basis): void;
  /**
   * What a claim prints, word for word: for checks of the print against itself.
   *
   * @throws UserError for an unknown claim id
   */
  printed(id: string): string;
}

/**
 * Opens an article of `data/articles`, to check its claims in a cell.
 *
 * The verdict on each claim follows from its printed words and the computed value; a cell never states it.
 *
 * @param id the file's name without `.yaml`: `fine-tuning-by-role`
 * @returns `check`, which compares values with claims and shows the verdicts, and `printed`, which gives a claim's
 * words
 * @throws UserError when there is no such article, or its file breaks a rule
 * @example
 * const { check, printed } = article('fine-tuning-by-role')
 * printed('mle-share') // => '18.2%'
 * const roles = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' })
 * const { postings, 'fine-tuning': mentions } = roles.at({ role: 'ML Engineer' })
 * check({ 'mle-share': mentions / postings }, roles) // shows ✓ reproduced (counts)  line 15: printed 18.2%
 */
export function article(id: string): ArticleInCell {
  const content = readArticle(id);
  return {
    printed: (id) => claimOf(content, id).printed,
    check(values, basis) {
      const { checked, unasked } = inRerun()
        ? checkThere(content, values, basis)
        : { checked: checkClaims(content, values, basis), unasked: undefined };
      if (unasked) display(unaskedOutput(unasked));
      if (checked.checks.length === 0 && unasked) return;
      display({
        'text/plain': asText(content, checked.checks),
        'text/html': asHtml(content, checked.checks),
        [checksType]: checked,
      });
    },
  };
}

const marks: Readonly<Record<Verdict, { sign: string; colour: string }>> = {
  reproduced: { sign: '✓', colour: '#1a7f4b' },
  differs: { sign: '✗', colour: '#b3261e' },
  consistent: { sign: '✓', colour: '#1a7f4b' },
  contradicted: { sign: '✗', colour: '#b3261e' },
  replicated: { sign: '✓', colour: '#1a7f4b' },
  'not replicated': { sign: '✗', colour: '#b3261e' },
  undecided: { sign: '?', colour: '#8a5a00' },
  untested: { sign: '·', colour: '#666666' },
};

/** A check with the claim that it decides, and how its value is written beside the printed one. */
const withClaim = (article: Article, checks: readonly Check[]) =>
  checks.flatMap((check) => {
    const claim = article.claims.find((each) => each.id === check.claim);
    return claim ? [{ check, claim, recounted: formatComputed(check.computed, claim.expectation, claim.kind) }] : [];
  });

const asText = (article: Article, checks: readonly Check[]): string =>
  withClaim(article, checks)
    .map(({ check, claim, recounted }) => {
      const { sign } = marks[check.verdict];
      const verdict = `${sign} ${check.verdict} (${check.evidence})`;
      return `${verdict}  line ${claim.line}: printed ${check.printed}, recounted ${recounted}  ${check.claim}`;
    })
    .join('\n');

function asHtml(article: Article, checks: readonly Check[]): string {
  const left = 'style="text-align:left"';
  const rows = withClaim(article, checks).map(({ check, claim, recounted }) => {
    const { sign, colour } = marks[check.verdict];
    return (
      `<tr><td ${left} title="${escapeHtml(check.claim)}">${escapeHtml(check.statement)}</td><td>${claim.line}</td>` +
      `<td>${escapeHtml(check.printed)}</td><td>${escapeHtml(recounted)}</td>` +
      `<td style="text-align:left;white-space:nowrap"><b style="color:${colour}">${sign} ${check.verdict}</b></td>` +
      `<td ${left}>${check.evidence}</td></tr>`
    );
  });
  const head =
    `<tr><th ${left}>Claim</th><th>Line</th><th>Printed</th><th>Recounted</th>` +
    `<th ${left}>Verdict</th><th ${left}>Evidence</th></tr>`;
  return `<table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>`;
}
