import { UserError } from '../error.js';
import type { Manifest } from '../load/manifest.js';
import { didYouMean } from '../load/nearest.js';
import { readLexicon } from '../tag/lexicon.js';
import { refuseLostSigns } from '../tag/signs.js';
import type { Engine } from './engine.js';
import { noList } from './matches.js';
import { columnsOf, conceptsIn, fieldsIn, groupNames, listsIn, type Query } from './query.js';

/**
 * Refuses a query that names what the corpus lacks: an engine would count zero and say nothing.
 *
 * @throws UserError for the first field or concept that is missing, a list that is none, two columns of one name, or
 *   concepts without a way to look for them
 */
export function checkQuery(manifest: Manifest, engine: Pick<Engine, 'fields' | 'concepts'>, query: Query): void {
  const fields = Object.keys(engine.fields);
  for (const name of fieldsIn(query)) if (!fields.includes(name)) throw missing(manifest, 'field', name, fields);
  const concepts = engine.concepts(query.lexicon);
  for (const name of conceptsIn(query)) {
    if (concepts.includes(name)) continue;
    const hasLexicon = !manifest.files || (query.lexicon ?? manifest.lexicon) !== undefined;
    throw missing(manifest, 'concept', name, concepts, hasLexicon ? undefined : noLexicon);
  }
  checkSigns(manifest, query);
  checkLists(engine, query);
  checkDays(engine, query);
  checkColumns(query);
  if (query.match === undefined && conceptsIn(query).length > 0) {
    throw new UserError('a query that looks for concepts says how: match: "phrase", "word" or "substring"');
  }
}

/** In phrase mode a concept such as C++ would be another: its signs are lost. */
function checkSigns({ files, lexicon: own }: Manifest, query: Query): void {
  const { match, lexicon = own } = query;
  if (files && match === 'phrase' && lexicon !== undefined) refuseLostSigns(readLexicon(lexicon), conceptsIn(query));
}

const noLexicon = 'Its manifest names no lexicon; name one, by id or path: lexicon: …';

function missing(
  { id }: Manifest,
  what: 'field' | 'concept',
  name: string,
  known: readonly string[],
  next = `It has: ${known.join(', ') || 'none'}`,
): UserError {
  return new UserError(`corpus "${id}" has no ${what} "${name}".${didYouMean(name, known)} ${next}`);
}

function checkLists({ fields }: Pick<Engine, 'fields'>, query: Query): void {
  const single = listsIn(query).find((name) => (fields[name] ?? 'names') !== 'names');
  if (single !== undefined) throw new UserError(noList(single));
}

/** Only days lie in weeks and months. */
function checkDays({ fields }: Pick<Engine, 'fields'>, { by }: Query): void {
  for (const grouping of by) {
    if (typeof grouping === 'string' || !('day' in grouping)) continue;
    const kind = fields[grouping.day] ?? 'day';
    if (kind !== 'day')
      throw new UserError(`field "${grouping.day}" is a ${kind}, and only a day lies in a ${grouping.per}`);
  }
}

function checkColumns(query: Query): void {
  const columns = [
    ...groupNames(query),
    'postings',
    ...(query.mentions ? ['mentions'] : []),
    ...columnsOf(query).map(([name]) => name),
    ...(query.distinct === undefined ? [] : ['distinct']),
  ];
  const twice = columns.find((name, position) => columns.indexOf(name) !== position);
  if (twice === undefined) return;
  throw new UserError(
    `the answer would have two columns called "${twice}"; group by each field once, ` +
      'and name cases and columns otherwise than fields, concepts, and postings, mentions, distinct',
  );
}
