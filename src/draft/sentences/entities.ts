import type { GivenValue } from '../../claims/named-value.js';

/**
 * Something that values are about: `AI Engineer`, whose postings were counted; `fine-tuning`, which was counted in
 * them.
 */
export interface Entity {
  /** In lower case, without plural. */
  readonly key: string;
  readonly role: 'subject' | 'property';
  /** Finds its name in a sentence, in English and German, in the singular and the plural. */
  readonly pattern: RegExp;
}

/** A value says what it is: `AI Engineer postings that mention fine-tuning`. */
const relative = /\s(?:that|which|whose|where|with|die|deren|mit)\s/i;
/** Words that name no subject: each value is of postings. */
const generic = new RegExp(
  String.raw`\b(?:postings?|jobs?|ads?|adverts?|vacanc(?:y|ies)|openings?|the|a|an|all|of|in|for|` +
    String.raw`Stellen(?:anzeigen)?|Anzeigen|der|die|das|den)\b`,
  'gi',
);
const verb = new RegExp(
  '^(?:mentions?|names?|are|is|have|has|asks? for|lists?|requires?|contains?|wants?|' +
    String.raw`nenn(?:en|t)|sind|haben|verlangen)\s+`,
  'i',
);

/** The entities that a value's own words name. What names several at once, "AI and ML Engineers", names none here. */
export function entitiesOf({ says, subject, property }: GivenValue): Entity[] {
  const at = says.search(relative);
  const whole = subject ?? (at === -1 ? says : says.slice(0, at));
  const rest = property ?? (at === -1 ? '' : says.slice(at).replace(relative, ''));
  const subjects = whole.split(/\s(?:of|von|in)\s/).map((part) => part.replace(generic, ' '));
  const quoted = [...rest.matchAll(/["“]([^"”]+)["”]/g)].map(([, words = '']) => words);
  const properties = quoted.length > 0 ? quoted : [rest.replace(verb, '').replace(/^(?:a|an|the)\s/i, '')];
  return [
    ...subjects.map((name) => entity(name, 'subject')),
    ...properties.map((name) => entity(name, 'property')),
  ].filter((each) => each !== undefined);
}

const longest = 3;

function entity(name: string, role: Entity['role']): Entity | undefined {
  const words = name
    .trim()
    .split(/[\s]+/)
    .filter((word) => word !== '');
  if (words.length === 0 || words.length > longest || /\b(?:and|or|und|oder)\b|,/.test(name)) return undefined;
  const parts = words.flatMap((word) => word.split('-'));
  const initials = words.map((word) => (/^[A-Z]{2,}$/.test(word) ? word : (word[0] ?? ''))).join('');
  const spelled = parts.map(wordPattern).join('[\\s-]*');
  const acronym = words.length > 1 && /^[A-Z]{2,4}$/.test(initials) ? `|\\b${initials}s?\\b` : '';
  return {
    key: parts.map((part) => part.toLowerCase().replace(/s$/, '')).join(' '),
    role,
    pattern: new RegExp(`(?<![\\p{L}\\d])${spelled}(?![\\p{L}\\d])${acronym}`, 'giu'),
  };
}

/** Other words for a word, in both languages. */
const synonyms: Readonly<Record<string, string>> = {
  ai: 'ai|ki|artificial[\\s-]intelligence',
  ml: 'ml|machine[\\s-]learning',
  engineer: 'engineer(?:s|ing)?|ingenieur(?:e|en|in|innen)?|entwickler(?:n|in|innen)?',
  scientist: 'scientists?|science|wissenschaftler(?:n|in|innen)?|scientisten',
  data: 'data|daten',
  developer: 'developers?|entwickler(?:n|in|innen)?',
};

function wordPattern(word: string): string {
  const lower = word.toLowerCase().replace(/[^\p{L}\d+#.]/gu, '');
  const singular = lower.length > 3 ? lower.replace(/s$/, '') : lower;
  const known = synonyms[singular];
  if (known !== undefined) return `(?:${known})`;
  const escaped = singular.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (/.{3,}ing$/.test(singular)) return `(?:${escaped.slice(0, -3)}(?:e|es|ed|ing|ings)?)`;
  return `(?:${escaped}(?:s|es|['’]s)?)`;
}
