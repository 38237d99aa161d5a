import { escapeHtml, type MimeBundle } from './display.js';

/** A table of texts as an output, in plain text and in HTML; the columns `left` are words, and the others numbers. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  left: readonly number[],
): MimeBundle {
  const row = (texts: readonly string[], tag: 'td' | 'th'): string => {
    const cells = texts.map((text, i) => {
      const side = left.includes(i) ? 'left' : 'right';
      return `<${tag} style="text-align:${side}">${escapeHtml(text)}</${tag}>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  };
  return {
    'text/plain': [head, ...rows].map((texts) => `|${texts.join('|')}|`).join('\n'),
    'text/html':
      `<table><thead>${row(head, 'th')}</thead>` +
      `<tbody>${rows.map((texts) => row(texts, 'td')).join('')}</tbody></table>`,
  };
}
