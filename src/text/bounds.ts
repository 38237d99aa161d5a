import type { Bound } from './number-in-text.js';
import { joinedBefore, type Rule, rule, standsBefore } from './rule.js';

/** Signs and words before a number that bound it. The first rule that matches decides. */
export const boundRules: readonly Rule<Bound>[] = [
  rule(/(?:<=|≤|⩽)\s?$/, 'at most', 'a share of ≤ 5%', '≤ 5% share at most'),
  rule(/(?:>=|≥|⩾)\s?$/, 'at least', 'n >= 30', '>= 30 count at least'),
  rule(/<\s?$/, 'below', 'a share of <5%', '<5% share below'),
  rule(/>\s?$/, 'above', 'a share of >90%', '>90% share above'),
  rule(/[~≈]\s?$/, 'about', 'some ~3,000 adverts', '~3,000 count about'),
  rule(/\b(?:at most|up to|a maximum of)\s(?:the\s)?$/i, 'at most', 'up to 3 roles', '3 count at most'),
  rule(/\b(?:no|not) more than\s(?:the\s)?$/i, 'at most', 'no more than 3 roles', '3 count at most'),
  rule(/\b(?:höchstens|maximal)\s$/i, 'at most', 'höchstens 12 Stellen', '12 count at most'),
  rule(/\b(?:au plus|au maximum|como máximo|no máximo)\s$/i, 'at most', 'au plus 12 postes', '12 count at most'),
  rule(/\b(?:at least|a minimum of)\s(?:the\s)?$/i, 'at least', 'at least 30 firms', '30 count at least'),
  rule(/\b(?:no (?:less|fewer)|not less) than\s$/i, 'at least', 'no fewer than 30 firms', '30 count at least'),
  rule(/\b(?:mindestens|wenigstens)\s$/i, 'at least', 'mindestens 30 Firmen', '30 count at least'),
  rule(/\b(?:au moins|al menos|pelo menos)\s$/i, 'at least', 'au moins 30 postes', '30 count at least'),
  rule(/\b(?:less|fewer|lower|smaller) than\s(?:an?\s)?$/i, 'below', 'less than 5%', '5% share below'),
  rule(/\b(?:under|below)\s(?:an?\s)?$/i, 'below', 'under 40 firms', '40 count below'),
  rule(/\b(?:weniger als|unter)\s$/i, 'below', 'weniger als 5 Prozent', '5 Prozent share below'),
  rule(/\b(?:moins de|menos del?)\s$/i, 'below', 'moins de 5 % des postes', '5 % share below'),
  rule(/\b(?:more|greater|higher|larger|better) than\s(?:an?\s)?$/i, 'above', 'more than 5%', '5% share above'),
  rule(/\b(?<!(?:just|well) )(?:over|above)\s(?:an?\s)?$/i, 'above', 'over 40 firms', '40 count above'),
  rule(/(?:\b(?:never|not)|n['’]t)\sexceed(?:s|ed|ing)?\s$/i, 'at most', 'never exceeds 16%', '16% share at most'),
  rule(/\b(?:exceed(?:s|ed|ing)?|upwards? of)\s$/i, 'above', 'exceeding 40 firms', '40 count above'),
  rule(/(?:\bmehr als|(?<![a-zäöüß])über)\s$/i, 'above', 'über 40 Firmen gegenüber 30', '40 count above, 30 count'),
  rule(/\b(?:plus de|más del?|mais de)\s$/i, 'above', 'plus de 40 postes', '40 count above'),
  rule(
    /\b(?:about|around|roughly|approximately|approx\.?)\s(?:an?\s|the\s)?$/i,
    'about',
    'about 40%',
    '40% share about',
  ),
  rule(/\b(?:nearly|almost|close to|some|or so)\s(?:an?\s|the\s)?$/i, 'about', 'nearly 40%', '40% share about'),
  rule(/\b(?:circa|ca\.|c\.|(?:an )?estimated)\s$/i, 'about', 'an estimated 40 firms', '40 count about'),
  rule(/\b(?:just|well) (?:over|under)\s(?:an?\s|the\s)?$/i, 'about', 'just over 40%', '40% share about'),
  rule(/\b(?:etwa|rund|knapp|fast|ungefähr)\s$/i, 'about', 'rund 40 Prozent', '40 Prozent share about'),
  rule(/\b(?:environ|près de|quelque)\s$/i, 'about', 'environ 40 % des postes', '40 % share about'),
  rule(/\b(?:unos|unas|cerca de|aproximadamente|alrededor de)\s$/i, 'about', 'unos 40 puestos', '40 count about'),
];

/** How far before a number its bound may begin. */
const REACH = 40;
const any = joinedBefore(boundRules, 'i');
const mayBound = /[\s<>≤≥⩽⩾~≈=]/;

/** The words or the sign before a number that bound it; `sign` is the length of a sign, which belongs to the number. */
export function boundBefore(text: string, start: number): { readonly bound: Bound; readonly sign: number } {
  // most numbers have none: one look tells
  if (!mayBound.test(text[start - 1] ?? '') || !standsBefore(any, text, start)) return { bound: 'exactly', sign: 0 };
  const before = text.slice(Math.max(0, start - REACH), start);
  for (const { pattern, means } of boundRules) {
    const match = pattern.exec(before);
    if (match) return { bound: means, sign: /^[<>≤≥⩽⩾~≈]/.test(match[0]) ? match[0].length : 0 };
  }
  return { bound: 'exactly', sign: 0 };
}
