import { display, escapeHtml } from './display.js';

/**
 * Writes sentences with computed numbers into the cell's output, where typed ones would stay when the data change.
 *
 * @param text paragraphs of plain text, an empty line between them; numbers from values: `${percent(share)}`
 * @example
 * say(`Of ${2 + 3} weeks ${3} rise.`) // shows Of 5 weeks 3 rise.
 */
export function say(text: string): void {
  const paragraphs = text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replace(/\s+/g, ' '))
    .filter((paragraph) => paragraph !== '');
  display({
    'text/plain': paragraphs.join('\n\n'),
    'text/html': paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join(''),
  });
}
