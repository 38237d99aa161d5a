/** How much a finding weighs, the heaviest first. */
export const severities = ['overturned', 'fragile', 'undecided', 'inexact'] as const;
export type Severity = (typeof severities)[number];

/** What each severity means, and the rule behind it. */
export const severityMeans: Readonly<Record<Severity, string>> = {
  overturned:
    'the evidence says otherwise: a comparison fails, a number is more than a tenth off, ' +
    'or most of what was counted is something else',
  fragile:
    'holds only as it was made: not after correction, not under other reasonable choices, not without one week, ' +
    'employer or text, not on other postings, or a tenth or more of what was counted is something else',
  undecided: 'other postings cannot tell: the interval holds the value at which a statement would turn',
  inexact: 'a printed number differs, by a tenth of itself at most',
};

/** How the findings are ordered, in words. */
export const orderingRule =
  'Findings are ordered by severity. Within one, those come first that bear on more than one printed claim, ' +
  'or on one whose choices a specification curve varies; ' +
  'then those that rest on data, before those on the print alone; then by size from 0 to 1: ' +
  'how far a number is off, relative to the print; ' +
  'which share of the compared values fails, of the matches is wrong, of the analyses, ' +
  'tests or measurements is lost. ' +
  'Equals stand by kind: contradicted, differs, definition, labels, choices, parts, correction, replication, caveat. ' +
  'A claim stands in the first finding that names it, and what else was found of it is told there.';
