import type { NamedValue } from '../../claims/named-value.js';
import { writeValue } from '../../claims/write-value.js';
import { corpusIds, readManifest } from '../../load/manifest.js';
import type { Catalog, CatalogValue } from '../../trace/catalog.js';
import type { Binding } from '../binding.js';
import { type Entity, entitiesOf } from './entities.js';

/** What is known of a bound value, against which the sentence around it is held. */
export interface Facts extends Pick<NamedValue, 'name' | 'says' | 'estimate' | 'low' | 'high' | 'k' | 'n'> {
  readonly unit: NamedValue['unit'];
  /** As the draft prints it by default: `26.2%`. */
  readonly written: string;
  /** The corpora that answered, by id. */
  readonly corpora: readonly string[];
  /** The titles of these corpora, which may name a subject in other words. */
  readonly titles: string;
  /** The first and the last day of the postings behind it; undefined where a corpus does not say. */
  readonly period: { readonly from: string; readonly to: string } | undefined;
  /** Of what it is a share or a count, and what was counted there. */
  readonly entities: readonly Entity[];
}

/** The facts of a value of the catalog. */
export function factsOf({ value, sources }: CatalogValue): Facts {
  const corpora = [...new Set(sources.map(({ corpus }) => corpus))];
  const known = corpusIds();
  const manifests = corpora.filter((id) => known.includes(id)).map(readManifest);
  const periods = manifests.flatMap(({ period }) => period ?? []);
  return {
    ...value,
    written: writeValue(value),
    corpora,
    titles: manifests.map(({ title }) => title).join(' '),
    period:
      value.period ??
      (periods.length === 0 || periods.length < corpora.length
        ? undefined
        : {
            from: periods.map(({ from }) => from).sort()[0] ?? '',
            to:
              periods
                .map(({ to }) => to)
                .sort()
                .at(-1) ?? '',
          }),
    entities: entitiesOf(value),
  };
}

/** The facts of all values of a catalog, by name. */
export const allFacts = (catalog: Catalog): Map<string, Facts> =>
  new Map([...catalog.values].map(([name, entry]) => [name, factsOf(entry)]));

/**
 * The facts of the one number that a directive put there; undefined for words that are not a number, such as a
 * verdict, and for numbers that two values made.
 */
export function factsOfBinding(binding: Binding, facts: ReadonlyMap<string, Facts>): Facts | undefined {
  const [target, ...more] = binding.targets;
  if (!target || more.length > 0 || !binding.number) return undefined;
  const { estimate } = binding.number;
  const bare = { titles: '', period: undefined };
  switch (target.kind) {
    case 'value':
      return facts.get(target.id);
    case 'claims': {
      const about = { name: target.says, says: target.says, unit: 'count' as const };
      return { ...bare, ...about, estimate, written: binding.plain ?? binding.text, corpora: [], entities: [] };
    }
    case 'claim': {
      const { id, statement: says, sources, expectation } = target.trace;
      const unit = expectation.kind === 'rounds' && expectation.percent ? 'share' : 'number';
      const corpora = [...new Set(sources.map(({ corpus }) => corpus))];
      const written = binding.plain ?? binding.text;
      return { ...bare, name: id, says, unit, estimate, written, corpora, entities: subjectIn(says, facts) };
    }
    case 'cell': {
      const { id, says, unit } = target;
      const written = binding.plain ?? binding.text;
      return { ...bare, name: id, says, unit, estimate, written, corpora: [], entities: subjectIn(says, facts) };
    }
    default:
      return undefined;
  }
}

/** The subject that words of a claim or of a table name, if it is one of those that values are of, and the only one. */
function subjectIn(says: string, facts: ReadonlyMap<string, Facts>): readonly Entity[] {
  const subjects = new Map(
    [...facts.values()].flatMap(({ entities }) =>
      entities.filter(({ role }) => role === 'subject').map((each) => [each.key, each] as const),
    ),
  );
  const named = [...subjects.values()].filter(({ pattern }) => says.search(pattern) !== -1);
  return named.length === 1 ? named : [];
}
