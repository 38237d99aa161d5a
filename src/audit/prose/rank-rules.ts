import { type ProseRule, prose } from './template.js';

const against = '(?:while|whereas|compared (?:with|to)|ahead of|(?:closely )?followed by)';
const top = '(?:highest|largest|biggest|greatest|strongest|most common|most popular|leads?|leading|led|tops|topped)';
const bottom = '(?:lowest|smallest|fewest|least common|least popular|weakest)';

/** Two values of one kind in one sentence, of which the words say that `a` is at least as large as `b`. */
export const rankRules: readonly ProseRule<'a' | 'b'>[] = [
  prose(
    `${top}<gap>{a:SE}[^⟦⟧.;]{0,50}?\\b${against}\\b<gap>{b:SE}`,
    'The north had the highest share (41%), while the south had 33%.',
    'The north had the highest share (31%), while the south had 33%.',
  ),
  prose(
    `{a:SE}[^⟦⟧.;]{0,50}?\\b(?:leads?|tops|followed by|followed closely by|ahead of)\\b<gap>{b:SE}`,
    'Python (48%) leads, followed by SQL (45%).',
    'Python (45%) leads, followed by SQL (48%).',
  ),
  prose(
    `${top}<gap>{a:SE}[^.;]{0,80}?\\b${bottom}<gap>{b:SE}`,
    'It was highest in the north (33%) and lowest in the south (31%).',
    'It was highest in the north (31%) and lowest in the south (33%).',
  ),
  prose(
    `{a:SE}[^⟦⟧.;]{0,60}?\\b(?:more|higher|larger|greater)\\b(?: \\p{L}+)? than<gap>\\({b:SE}\\)`,
    'Today 75% use it, more than Python (70%).',
    'Today 70% use it, more than Python (75%).',
  ),
];

/** The same, of which the words say that `a` is at most as large as `b`. */
export const lowRankRules: readonly ProseRule<'a' | 'b'>[] = [
  prose(
    `${bottom}<gap>{a:SE}[^⟦⟧.;]{0,50}?\\b${against}\\b<gap>{b:SE}`,
    'The south had the lowest share (31%), while the north had 33%.',
    'The south had the lowest share (41%), while the north had 33%.',
  ),
  prose(
    `${bottom}<gap>{a:SE}[^.;]{0,80}?\\b${top}<gap>{b:SE}`,
    'It was lowest in the south (31%) and highest in the north (33%).',
    'It was lowest in the south (33%) and highest in the north (31%).',
  ),
  prose(
    `{a:SE}[^⟦⟧.;]{0,60}?\\b(?:fewer|less|lower|smaller)\\b(?: \\p{L}+)? than<gap>\\({b:SE}\\)`,
    'Today 70% use it, fewer than Python (75%).',
    'Today 75% use it, fewer than Python (70%).',
  ),
];
