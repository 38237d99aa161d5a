/** A condition in OpenSearch's query language. */
export type Dsl = Readonly<Record<string, unknown>>;

export const everything: Dsl = { match_all: {} };
export const nothing: Dsl = { match_none: {} };

export const allOf = (conditions: readonly Dsl[]): Dsl => {
  const [only] = conditions;
  if (!only) return everything;
  return conditions.length === 1 ? only : { bool: { filter: conditions } };
};

export const anyOf = (conditions: readonly Dsl[]): Dsl => {
  const [only] = conditions;
  if (!only) return nothing;
  return conditions.length === 1 ? only : { bool: { should: conditions, minimum_should_match: 1 } };
};

export const noneOf = (conditions: readonly Dsl[]): Dsl =>
  conditions.length === 0 ? everything : { bool: { must_not: conditions } };

/** At least so many of the conditions hold; one that stands there twice counts twice. */
export const atLeast = (n: number, conditions: readonly Dsl[]): Dsl => {
  if (n <= 0) return everything;
  if (n > conditions.length) return nothing;
  return { bool: { should: conditions, minimum_should_match: n } };
};

export const term = (path: string, value: string | boolean | number): Dsl => ({ term: { [path]: { value } } });
export const oneOf = (path: string, values: readonly (string | number | boolean)[]): Dsl => ({
  terms: { [path]: values },
});

/** A pattern of pieces with anything before, between and after them; each piece stands for itself. */
export const pieces = (path: string, parts: readonly string[]): Dsl => ({
  wildcard: { [path]: { value: `*${parts.map((part) => part.replace(/[\\*?]/g, '\\$&')).join('*')}*` } },
});
