/** What Recount writes beside numbers, in German. */
const german: Readonly<Record<string, string>> = {
  of: 'von',
  to: 'bis',
  points: 'Punkte',
  more: 'mehr',
  fewer: 'weniger',
  higher: 'höher',
  lower: 'niedriger',
};

/**
 * Numbers as Recount writes them, in the manner of a draft's language: `26.2% to 28.9%` becomes `26,2 % bis 28,9 %` in
 * German. What holds other words, such as a printed claim, stays as it is.
 *
 * @param lang as HTML names it; all but German have the English manner
 */
export function inLanguage(text: string, lang: string): string {
  if (!/^de\b/i.test(lang) || !/\d/.test(text)) return text;
  const rest = text.replace(/\b(?:p|x|times|interval|of|to|points|more|fewer|higher|lower)\b/g, '');
  if (/\p{L}/u.test(rest)) return text;
  return text
    .replace(/\d+(?:,\d{3})*(?:\.\d+)?/g, (number) => number.replace(/[,.]/g, (mark) => (mark === ',' ? '.' : ',')))
    .replace(/([\d,.]+)%\sinterval/g, '$1-%-Intervall')
    .replace(/\binterval\b/g, 'Intervall')
    .replace(/(\d)%/g, '$1\u00a0%')
    .replace(/(\d)\stimes\b/g, '$1-mal')
    .replace(/\b(?:of|to|points|more|fewer|higher|lower)\b/g, (word) => german[word] ?? word);
}
