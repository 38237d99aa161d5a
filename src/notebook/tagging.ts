import { type TaggingAudit, taggingType } from '../claims/tagging.js';
import { display, escapeHtml } from './display.js';

const kinds: Readonly<Record<TaggingAudit['kind'], string>> = {
  sample: 'marked sample',
  forms: 'words matched',
  support: 'stands in the text',
  labels: 'same text, same label',
};

/**
 * How far can each definition be trusted? Shows audits of tagging as a table; the findings page reads them from the
 * output.
 *
 * @param audits of {@link sampleAudit}, {@link formsAudit}, {@link supportAudit} and {@link labelAudit}
 * @example
 * audit(sampleAudit('field-guide.rag')) // shows RAG (marked sample): 60 of 60, 100.0%
 */
export function audit(...audits: readonly TaggingAudit[]): void {
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
  const rows = audits.map((each) => ({
    concept: each.concept,
    audit: kinds[each.kind],
    right: `${each.right.toLocaleString('en')} of ${each.of.toLocaleString('en')}`,
    share: percent(each.share.estimate),
    interval:
      each.share.low === null || each.share.high === null
        ? 'all were looked at'
        : `${percent(each.share.low)} to ${percent(each.share.high)}`,
    otherwise: noteOf(each),
  }));
  const names = ['concept', 'audit', 'right', 'share', 'interval', 'otherwise'] as const;
  const head = names.map((name) => `<th style="text-align:left">${name === 'otherwise' ? '' : name}</th>`).join('');
  const body = rows
    .map(
      (row) => `<tr>${names.map((name) => `<td style="text-align:left">${escapeHtml(row[name])}</td>`).join('')}</tr>`,
    )
    .join('');
  display({
    'text/plain': rows
      .map(
        (row) =>
          `${row.concept} (${row.audit}): ${row.right}, ` +
          `${row.share} (${row.interval})${row.otherwise && `; ${row.otherwise}`}`,
      )
      .join('\n'),
    'text/html': `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`,
    [taggingType]: { audits },
  });
}

function noteOf(each: TaggingAudit): string {
  if (each.kind === 'sample') return each.unmarked > 0 ? `${each.unmarked} could not be judged` : '';
  if (each.kind === 'forms') return each.strangers.map(({ form, mentions }) => `${form} ${mentions}`).join(', ');
  if (each.kind === 'labels') return `${each.texts} texts in several postings`;
  return each.words === 'together' ? 'word for word' : 'each word somewhere';
}
