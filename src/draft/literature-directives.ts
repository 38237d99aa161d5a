import { UserError } from '../error.js';
import { didYouMean } from '../load/nearest.js';
import { numbersIn } from '../text/numbers.js';
import type { Registry, TextDirectiveRule } from './directives.js';
import type { Citation } from './references.js';

/** `:cite[key]`: a reference in brackets, with its entry in the list at the end. */
export const citeDirective: TextDirectiveRule = {
  attributes: ['page'],
  resolve: ({ label, attributes }, known) => {
    const citation = citationOf(label, known);
    const { page } = attributes;
    const text = `(${citation.short}${page === undefined ? '' : `, p. ${page}`})`;
    return { text, targets: [{ kind: 'reference', id: label, citation }] };
  },
};

/** `:quoted[44%]{from=key page=12}`: a number of the literature, which its reference stands behind. */
export const quotedDirective: TextDirectiveRule = {
  attributes: ['from', 'page'],
  resolve: ({ label, attributes }, known) => {
    const { from, page } = attributes;
    if (from === undefined)
      throw new UserError(`"${label}" is quoted from nowhere; write :quoted[${label}]{from=key page=12}`);
    const citation = citationOf(from, known);
    const [number] = numbersIn(label);
    const value = number?.values[0]?.value;
    const target = { kind: 'reference', id: from, citation, ...(page === undefined ? {} : { page }) } as const;
    return {
      text: label,
      targets: [target],
      ...(value === undefined ? {} : { number: { estimate: number?.kind === 'share' ? value / 100 : value } }),
    };
  },
};

function citationOf(key: string, { citations = [] }: Registry): Citation {
  const citation = citations.find((each) => each.key === key);
  if (citation) return citation;
  const keys = citations.map((each) => each.key);
  const where =
    keys.length === 0
      ? ' Name the file of references in the front matter: references: literature.bib'
      : didYouMean(key, keys) || ` There are: ${keys.slice(0, 12).join(', ')}`;
  throw new UserError(`there is no reference "${key}".${where}`);
}
