import type { FieldValue, Posting } from './posting.js';

/**
 * Postings as the rows of a table: id and fields side by side, for whichever library a reader thinks in.
 *
 * Arquero takes lists as they are. A danfo.js frame has one type a column and takes none.
 *
 * @param postings of {@link loadCorpus}
 * @param options.lists what to put between the items of a list to make it one text; by default lists stay lists
 * @returns a row a posting
 * @example
 * const postings = [{ id: '1', fields: { title: 'AI Engineer', skills: ['RAG', 'agents'] } }]
 * toRows(postings) // => [{ id: '1', title: 'AI Engineer', skills: ['RAG', 'agents'] }]
 * toRows(postings, { lists: '; ' }) // => [{ id: '1', title: 'AI Engineer', skills: 'RAG; agents' }]
 */
export function toRows(
  postings: readonly Posting[],
  { lists }: { readonly lists?: string } = {},
): Record<string, FieldValue>[] {
  const cell = (value: FieldValue): FieldValue =>
    lists !== undefined && Array.isArray(value) ? value.join(lists) : value;
  return postings.map(({ id, fields }) => ({
    id,
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, cell(value)])),
  }));
}
