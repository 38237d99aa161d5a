/** Characters that a reader takes for another, or does not see: only a text with one of them is looked at closely. */
const special =
  /[\u00a0\u00ad\u0300-\u036f\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\u3099\u309a\ufb00-\ufb06\ufeff\uff01-\uff9f]/;

/**
 * A text as a reader sees it, so that a phrase is found however its characters are coded:
 *
 * - letters with marks are one character each (NFC): `u` + `¨` is `ü`;
 * - soft hyphens and other invisible joiners are left out; a zero-width space is a space;
 * - full-width letters and digits, half-width kana and ligatures (`ﬁ`) are the ordinary ones;
 * - every space is a space.
 *
 * The phrases of a lexicon are read in the same way. Nothing else changes: case, hyphens, dashes and punctuation stay.
 *
 * @example
 * readable('Kün\u00adstliche\u00a0Intelligenz') // => 'Künstliche Intelligenz'
 * readable('Ｐｙｔｈｏｎ, ﬁne tuning') // => 'Python, fine tuning'
 */
export function readable(text: string): string {
  if (!special.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/[\u00ad\u2060\ufeff]/g, '')
    .replace(/[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g, ' ')
    .replace(/[\ufb00-\ufb06\uff01-\uff9f]+/g, (run) => run.normalize('NFKC'));
}
