import { formatSpan } from '../claims/format.js';
import type { TaggingAudit } from '../claims/tagging.js';
import type { FromCell } from './audits.js';
import { byArticle, findingOf, shortId, type Traces, type UnrankedFinding } from './finding.js';
import { limitsOfSearch } from './limits.js';
import { weighDefinition } from './severity.js';
import type { Trace } from './trace.js';

/** Definitions of which a tenth or more of the matches are something else. */
export function wrongTags({ value: audit, ...place }: FromCell<TaggingAudit>, traces: Traces): UnrankedFinding[] {
  const weight = weighDefinition(audit);
  if (!weight) return [];
  const printed = (claims: readonly Trace[]) =>
    `Rests on it: ${claims.map((claim) => `${shortId(claim.id)} (printed ${claim.printed})`).join(', ')}.`;
  return byArticle(audit.claims, traces).flatMap((claims) =>
    findingOf({
      ...weight,
      evidence: 'data',
      kind: audit.kind === 'labels' ? 'labels' : 'definition',
      claims,
      title: definitionTitle(audit),
      finding: audited(audit),
      why: `${reason(audit)} ${printed(claims)}`,
      place,
      sources: audit.kind === 'sample' ? [] : audit.sources,
      ...(audit.kind === 'sample' && { limits: limitsOfSearch([audit.corpus], [audit]) }),
    }),
  );
}

function definitionTitle(audit: TaggingAudit): string {
  const { concept } = audit;
  const wrong = `${((1 - audit.share.estimate) * 100).toFixed(0)}%`;
  switch (audit.kind) {
    case 'labels':
      return audit.unit === 'pairs'
        ? `${wrong} of the texts that were labelled twice got another ${concept}`
        : `${wrong} of the ${concept} of a text are not those of its twin`;
    case 'support':
      return `${wrong} of the postings that list ${concept} do not name it in their text`;
    default: {
      // "fine-tuning for style: format" counts a concept by letters that stand in other words as well
      const [what = concept, letters] = concept.split(/:\s+/);
      return letters === undefined
        ? `${wrong} of what was counted as ${what} means something else`
        : `${wrong} of what was counted as ${what} only has the letters of ${letters.replaceAll(', ', ' or ')}`;
    }
  }
}

function audited(audit: TaggingAudit): string {
  const share = formatSpan(audit.share, 'share');
  const where = `in ${audit.fields.join(' and ')} of ${audit.corpus}`;
  switch (audit.kind) {
    case 'sample':
      return (
        `Of ${audit.of} matches of ${audit.concept} (${audit.match}, ${where}) that a person read, ` +
        `${audit.right} mean it: ${share}.`
      );
    case 'forms':
      return `Of ${audit.of} matches counted as ${audit.concept} (${where}), ${audit.right} are the words meant: ${
        share
      }.`;
    case 'support':
      return (
        `Of ${audit.of} postings of ${audit.corpus} that list ${audit.concept}, ${audit.right} have its words in ` +
        `their own text: ${share}.`
      );
    case 'labels':
      return audit.unit === 'pairs'
        ? `Of ${audit.of} pairs of postings with word for word the same text, ${audit.right} have the same ` +
            `${audit.concept}: ${share}.`
        : `Of ${audit.of} ${audit.concept} given to one of two postings with word for word the same text, ` +
            `${audit.right} are given to the other: ${share}.`;
  }
}

function reason(audit: TaggingAudit): string {
  switch (audit.kind) {
    case 'sample': {
      const wrong = Object.entries(audit.byPhrase).filter(([, { wrong }]) => wrong > 0);
      const drawn =
        `Drawn from ${audit.postings} postings with a match, marked by ${audit.reader}; ` +
        `right means ${audit.means}.`;
      const byPhrase = wrong.map(([phrase, { right, wrong }]) => `${phrase} ${wrong} of ${right + wrong}`);
      return `${drawn} Wrong, by phrase: ${byPhrase.join(', ')}.`;
    }
    case 'forms':
      return `The others stand inside ${audit.strangers
        .map(({ form, mentions }) => `${form} (${mentions})`)
        .join(', ')}.`;
    case 'support':
      return (
        `The list was made by a language model; ${audit.of - audit.right} of its entries go beyond what the posting ` +
        'says in these words, so the count is an upper bound.'
      );
    case 'labels':
      return (
        `The same text was labelled twice for ${audit.texts} texts of ${audit.corpus}; where two labels differ, ` +
        'at least one is wrong.'
      );
  }
}
