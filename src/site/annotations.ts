import { numbersIn } from '../text/numbers.js';
import { plainRecounted } from '../trace/plain-words.js';
import type { Trace, TracedArticle } from '../trace/trace.js';
import { claimAddress } from './address.js';

/**
 * An article's numbers as W3C Web Annotations: for each the line on which it stands, the number as it is printed, its
 * verdict, and the page of the claim. No other word of the article is in them.
 *
 * @param address where the site is published, with a slash at its end; the empty text where that is not known
 */
export function annotationsOf({ article, traces }: TracedArticle, address: string): object {
  const isAddress = article.address !== undefined && URL.canParse(article.address);
  const source = isAddress ? article.address : `urn:recount:article:${article.id}`;
  const items = traces.flatMap((trace) => {
    const [number] = numbersIn(trace.printed);
    return number ? [annotation(trace, number.printed, source, address)] : [];
  });
  return {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: `${address}annotations/${article.id}.json`,
    type: 'AnnotationCollection',
    label: `Numbers of “${article.title}”, recounted`,
    total: items.length,
    first: { id: `${address}annotations/${article.id}.json#page`, type: 'AnnotationPage', startIndex: 0, items },
  };
}

function annotation(trace: Trace, number: string, source: string, address: string): object {
  const page = `${address}${claimAddress(trace.id)}`;
  const body = (value: string, purpose: string): object => ({
    type: 'TextualBody',
    value,
    purpose,
    format: 'text/plain',
    language: 'en',
  });
  return {
    id: `${page}#annotation`,
    type: 'Annotation',
    motivation: 'assessing',
    creator: { type: 'Software', name: 'Recount' },
    body: [
      body(trace.verdict, 'classifying'),
      body(`recounted ${plainRecounted(trace)}`, 'commenting'),
      { id: page, type: 'Text', format: 'text/html', purpose: 'linking' },
    ],
    target: {
      source,
      selector: {
        type: 'FragmentSelector',
        conformsTo: 'http://tools.ietf.org/rfc/rfc5147',
        value: `line=${trace.line - 1},${trace.line}`,
        refinedBy: { type: 'TextQuoteSelector', exact: number },
      },
    },
  };
}
