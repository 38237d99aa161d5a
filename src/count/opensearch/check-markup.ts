import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { UserError } from '../../error.js';
import type { MappedIndex } from '../../load/opensearch-source.js';
import { holdsMarkup, textOfMarkup } from '../../load/values/markup.js';
import { at } from '../../load/values/path.js';
import { readable } from '../../load/values/unicode.js';
import { tokens } from '../../tag/analyzer.js';

/** Words that mark-up leaves in an index that takes it for text: names of elements, attributes and entities. */
const leftovers = 'nbsp amp li ul br div span href strong rsquo quot h2 h3';
/** So many postings that hold such words are looked at, and so many of their texts are split into words again. */
const looked = 20;
const split = 3;

/**
 * Whether somebody's own index has the words of texts with mark-up that the rows have, which take it out: else class
 * names and addresses count there as mentions, and what stands on both sides of an element as neighbours, or not.
 *
 * @throws UserError for the first text field of which that is not so
 */
export async function checkMarkup({ fields, index }: MappedIndex, client: Client): Promise<void> {
  for (const [name, { kind, from }] of Object.entries(fields)) {
    if (kind !== 'text') continue;
    // a sub-field is made of the text of the field that it belongs to
    const paths = [from, from.slice(0, Math.max(0, from.lastIndexOf('.')))].filter((path) => path !== '');
    const query = { match: { [from]: { query: leftovers } } };
    const { body } = await client.search({ index, body: { size: looked, _source: paths, query } });
    const { hits } = answered.parse(body).hits;
    const texts = hits.flatMap(({ _source = {} }) => paths.flatMap((path) => at(_source, path)));
    const marked = texts.filter((text): text is string => typeof text === 'string' && holdsMarkup(text));
    for (const text of marked.slice(0, split)) {
      const { body: theirs } = await client.indices.analyze({ index, body: { field: from, text: [text] } });
      const own = tokens(readable(textOfMarkup(text))).map((each) => each.text);
      const found = analyzed.parse(theirs).tokens.map(({ token }) => token);
      const i = Array.from({ length: Math.max(own.length, found.length) }, (_, k) => k).find(
        (k) => own[k] !== found[k],
      );
      if (i !== undefined) throw otherWords(name, from, index, own[i], found[i]);
    }
  }
}

const otherWords = (name: string, from: string, index: string, own = 'nothing', theirs = 'nothing'): UserError =>
  new UserError(
    `texts of "${name}" hold mark-up, and index "${index}" has "${theirs}" where a reader sees "${own}": concepts ` +
      'would count other postings there. Nearest: map a sub-field whose analyzer takes mark-up out ' +
      `(char_filter: html_strip; from: ${from}.plain), or load the postings: npx recount index`,
  );

const answered = z.looseObject({
  hits: z.looseObject({ hits: z.array(z.looseObject({ _source: z.looseObject({}).optional() })) }),
});
const analyzed = z.looseObject({ tokens: z.array(z.looseObject({ token: z.string() })) });
