import { formatMeasure } from '../claims/format.js';
import { columns, wrap } from '../terminal/layout.js';
import { paint } from '../terminal/paint.js';
import { plainValue } from '../trace/plain-words.js';
import type { Rerun, RerunClaim } from '../trace/rerun.js';
import type { TracedArticle } from '../trace/trace.js';

/** A table of the claims, and what of it is more than chance. */
export function rerunText(rerun: Rerun, { traces }: TracedArticle, given: Readonly<Record<string, string>>): string {
  const { claims, article, on, title } = rerun;
  const byId = new Map(traces.map((trace) => [trace.id, trace]));
  const cells = claims.map((each) => {
    const trace = byId.get(each.claim);
    const said = (value: RerunClaim['own'] | null): string =>
      value === null || !trace ? '–' : plainValue(value, trace);
    const { shares } = each;
    const interval = shares
      ? `${formatMeasure(shares.other.low, 'share')} to ${formatMeasure(shares.other.high, 'share')}`
      : '';
    const name = each.claim.replace(`${article}/`, '');
    return [name, each.printed, said(each.own), said(each.other), interval, changeOf(each)];
  });
  const [head = '', ...rows] = columns([['claim', 'printed', 'own data', `on ${on}`, '95%', 'change'], ...cells], {
    texts: [0, 1, 2, 3, 4, 5],
    cut: { 0: 14, 1: 8, 2: 8, 3: 8 },
  });
  const set = Object.entries(given).map(([name, value]) => `${name}=${value}`);
  const summary = [
    `${claims.length} claims of ${article}, asked of ${title} (${on})`,
    ...summaryOf(claims),
    ...(set.length > 0 ? [`both with ${set.join(', ')}`] : []),
  ];
  return [paint('dim', head), ...rows, '', ...summary.map((line) => wrap(line, '  ').slice(2))].join('\n');
}

function changeOf({ other, fits, change }: RerunClaim): string {
  if (other === null) return 'not asked';
  if (change) return change.isMoreThanChance ? 'more than chance' : 'chance';
  return fits ? '' : 'moved';
}

function summaryOf(claims: readonly RerunClaim[]): string[] {
  const unasked = claims.filter(({ other }) => other === null);
  const shares = claims.filter(({ change }) => change !== null);
  const moved = shares.filter(({ change }) => change?.isMoreThanChance);
  const reasons = new Map<string, number>();
  for (const { reason } of unasked) reasons.set(reason ?? '', (reasons.get(reason ?? '') ?? 0) + 1);
  return [
    `${claims.length - unasked.length} could be asked; ` +
      `${claims.filter(({ fits }) => fits).length} print the same there`,
    shares.length === 0
      ? 'no change can be told from chance: that takes counts by employer, which are not there for both'
      : `${shares.length} shares are compared: ${moved.length} changed by more than chance ` +
        '(employers drawn as clusters, Holm for all of them)',
    ...[...reasons].sort(([, a], [, b]) => b - a).map(([reason, n]) => `not asked, ${n}: ${reason}`),
  ];
}
