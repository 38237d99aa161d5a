import { type ProseRule, prose } from './template.js';

const as = '(?:as|more|higher|greater|larger|faster|likelier|the)\\b';
const against = '(?:against|versus|vs\\.?|compared (?:with|to)|gegen|contre|contra)';

const to = '(?: ?→ ?| ?-> ?| to )';

/** Two values and a multiple of them. */
export const ratioRules: readonly ProseRule<'a' | 'b' | 'r'>[] = [
  prose(`{r:R}<gap> ?\\({a:SCEMR}${to}{b:SCEMR}\\)`, 'It doubled (9:1 → 18:1).', 'It doubled (7:1 → 18:1).'),
  prose(
    `{r:R},?<gap> from <w2> ?{a:SCEM}<w4>${to}<w3> ?{b:SCEM}`,
    'It doubled from 13% to 26%.',
    'It doubled from 13% to 36%.',
  ),
  prose(
    '\\({a:S}\\)[^⟦⟧;]{0,200}?{r:R} \\(to {b:S}\\)',
    'A part (6%) has one, though this doubles (to 12%) in firms.',
    'A part (6%) has one, though this doubles (to 22%) in firms.',
  ),
  prose(
    `from <w2> ?{a:S}(?<noun><w2>) and ⟦S\\d+⟧<w3> to <w3> ?{b:S}\\k<noun> and ⟦S\\d+⟧<w3>,<gap>{r:R} of\\k<noun>`,
    'It grew from 4.4% full-time and 16.6% part-time to 8.9% full-time and 21.2% part-time, a doubling of full-time.',
    'It grew from 4.4% full-time and 16.6% part-time to 6.9% full-time and 21.2% part-time, a doubling of full-time.',
  ),
  prose(
    `\\({a:SCEM}\\)<gap> {r:R} ${as}<gap>\\({b:SCEM}\\)`,
    'A (12.2%) is twice as common as B (6.1%).',
    'A (12.2%) is three times as common as B (6.1%).',
  ),
  prose(
    '\\({a:CSE}\\)<gap>\\({b:CSE}\\)<gap> {r:R}',
    'A (1,926) beats B (609) by 3.2 : 1.',
    'A (1,926) beats B (609) by 2.2 : 1.',
  ),
  prose(
    `{r:R} ${as}<gap>\\({a:SCEM}\\)<gap>\\({b:SCEM}\\)`,
    'It is twice as common in A (12%) as in B (6%).',
    'It is three times as common in A (12%) as in B (6%).',
  ),
  prose(
    `{r:R} ${as}<gap>\\({a:SCEM} (?:${against}|to|and) {b:SCEM}\\)`,
    'It is 2 times as common (12% against 6%).',
    'It is 3 times as common (12% against 6%).',
  ),
  prose(
    `{a:SCEM} ${against} {b:SCEM},<gap> {r:R}`,
    'At 12% against 6%, it is 2 times as common.',
    'At 12% against 6%, it is 3 times as common.',
  ),
  prose(
    `from {a:CSEM} to {b:CSEM},<gap> {r:R}`,
    'It rose from 20 to 50, two and a half times as many.',
    'It rose from 20 to 50, four times as many.',
  ),
];

const fewer = '(?:more|fewer|less|higher|lower|above|below|apart|ahead|behind|mehr|weniger|höher|niedriger)\\b';

/** Two values and how far apart they are. */
export const differenceRules: readonly ProseRule<'a' | 'b' | 'd'>[] = [
  prose(
    `{d:E} (?:more|less|higher|lower)<gap>\\({a:E} (?:vs\\.?|${against}) {b:E}\\)`,
    'A pays $55K less than B ($129K vs $184K).',
    'A pays $65K less than B ($129K vs $184K).',
  ),
  prose(
    '{d:CM} \\({a:S}[^⟦⟧().;]{0,24}? ?(?:-|–|−|minus|less) ?{b:S}',
    'The score is 61 (68% promoters - 7% detractors).',
    'The score is 51 (68% promoters - 7% detractors).',
  ),
  prose(
    `{d:P} (?:increase|decrease|rise|fall|drop|gain|jump|decline)<gap>[–—:(-] ?{a:S}(?: in ⟦D\\d+⟧)? ` +
      `(?:and|vs\\.?|${against}) {b:S}`,
    'We saw a 3pp increase in answers – 80% in 2023 and 77% in 2022.',
    'We saw a 3pp increase in answers – 70% in 2023 and 77% in 2022.',
  ),
  prose(
    `{a:S}<gap> {b:S}<gap>,? {d:PCM}(?: points)? ${fewer}`,
    'A has 91.6% and B 72.1%, 19.5 points fewer.',
    'A has 91.6% and B 72.1%, 14 points fewer.',
  ),
  prose(
    `{a:S}<gap> {b:S}<gap> (?:gap|difference|lead|margin) of {d:PCM}(?: points)?`,
    'A has 91.6% and B 72.1%, a gap of 19.5 points.',
    'A has 91.6% and B 72.1%, a gap of 14 points.',
  ),
  prose(
    `(?:gap|difference|lead|margin) of {d:PCM}(?: points)?<gap>[([:]{a:S} (?:${against}|minus|and|to) {b:S}`,
    'a gap of 19.5 points (91.6% against 72.1%)',
    'a gap of 14 points (91.6% against 72.1%)',
  ),
  prose(
    `{a:C}<gap> (?:and|against|but)<gap> {b:C},? {d:C} ${fewer}`,
    'A has 120 and B 80, 40 fewer.',
    'A has 120 and B 80, 30 fewer.',
  ),
];

const rise = '(?:increase|rise|growth|gain|jump|drop|fall|decline|decrease|loss|change|Anstieg|Rückgang)';

/** A value before, one after, and the change. */
export const changeRules: readonly ProseRule<'a' | 'b' | 'c'>[] = [
  prose(
    `${rise} of (?:about |over |more than |nearly |almost |around )?{c:S}<gap>\\({a:SCEMR}${to}{b:SCEMR}\\)`,
    'It had an increase of over 150% in the ratio (7:1 → 18:1).',
    'It had an increase of over 250% in the ratio (7:1 → 18:1).',
  ),
  prose(
    `from <w2> ?{a:CSEM}<w4>(?: in ⟦D\\d+⟧)? (?:down |up )?to {b:CSEM}<w3>,? ?[(–—-]? ?` +
      `(?:an? |or )?(?:[\\p{L}-]+ )?(?:${rise} of|up|down|by|plus|minus) ` +
      '(?:about |over |more than |nearly |almost |around )?{c:SPC}',
    'It rose from 20 to 50, an increase of 150%.',
    'It rose from 20 to 50, an increase of 60%.',
  ),
  prose(
    `from <w2> ?{a:CSEM}<w4>(?: in ⟦D\\d+⟧)? (?:down |up )?to {b:CSEM} ?[(,] ?` +
      `(?:an? |or )?[+–−-]?{c:SP}(?: ${rise})?[),.]`,
    'It rose from 20 to 50 (150%).',
    'It rose from 20 to 50 (60%).',
  ),
  prose(
    `(?:rose|grew|fell|dropped|declined|increased|decreased|jumped|climbed|${rise}|up|down)` +
      `(?: of| by)? {c:SP},? from {a:CSEM}<w4>(?: in ⟦D\\d+⟧)? to {b:CSEM}`,
    'It rose by 150% from 20 to 50.',
    'It rose by 60% from 20 to 50.',
  ),
];

const moved = '(?:up|down|(?:an? )?(?:increase|rise|decrease|fall|drop))';

/** A value that went up or down from another, or leads another. */
export const directionRules: readonly ProseRule<'a' | 'b'>[] = [
  prose(
    `{a:S}[^⟦⟧.;:]{0,120}?(?: in ⟦D\\d+⟧)?,? ?(?:[–—-] )?\\(?${moved} from ` +
      "(?:⟦D\\d+⟧[’']s |the [^⟦⟧.;]{0,40}\\()?{b:S}",
    '42% have one in 2022, up from 30% in 2014.',
    '24% have one in 2022, up from 30% in 2014.',
  ),
  prose(
    'highest<gap>\\({a:S}\\), followed by<gap>\\({b:S}\\)',
    'The north had the highest share (32%), followed by the south (25%).',
    'The north had the highest share (22%), followed by the south (25%).',
  ),
];

const then = '(?:last year|the year before|the previous year|previously|a year (?:ago|before|earlier)|in ⟦D\\d+⟧)';

/** A value now and one then, of which the words before them say that it went up. */
export const moreNowRules: readonly ProseRule<'a' | 'b'>[] = [
  prose(
    `\\b(?:more|increased?|rise|rose|grew|growth|higher|upward)\\b[^.;()]{0,110}?[:–—(-] ?{a:S} ` +
      `(?:this year|now|today|in ⟦D\\d+⟧)? ?(?:vs\\.?|versus|compared (?:to|with)|against) {b:S} ${then}`,
    'More users stay for two years: 38% this year vs 30% last year.',
    'More users stay for two years: 30% this year vs 38% last year.',
  ),
];

/** Two values of which the first is so much more than the second. */
export const moreThanRules: readonly ProseRule<'a' | 'b' | 'c'>[] = [
  prose(
    '{a:CE}<w4>,? {c:S} (?:more|fewer|less|higher|lower) than (?:the |in |last |our )?<w2> ?{b:CE}',
    'We had 6,173 answers, 70% more than the 3,595 of the year before.',
    'We had 5,173 answers, 70% more than the 3,595 of the year before.',
  ),
];

const period = '(?:second|minute|hour|day|week|month|quarter|year|Tag|Woche|Monat|Jahr)';

/** A total, a number of periods, and what a period has. */
export const rateRules: readonly ProseRule<'n' | 'k' | 'r'>[] = [
  prose(
    '{n:CE}<w3> (?:of|in|over|during|across|within|from) <the>{k:C} ' +
      `${period}(?:s|n|en|e)?<gap>(?:is|are|make[s]?|means?|comes? to|or|,|–|—)` +
      `(?: about| roughly| an average of)? {r:CEM} (?:\\p{L}+ )?(?:a|an|per|each|every|pro) ${period}`,
    'The 1,920 postings of eight weeks are about 240 a week.',
    'The 1,114 postings of eight weeks are about 240 a week.',
  ),
];
