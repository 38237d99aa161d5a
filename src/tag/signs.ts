import { UserError } from '../error.js';
import { tokens } from './analyzer.js';
import type { Concept, Lexicon } from './concepts.js';
import { lowerCase } from './lower-case.js';

/** Signs that belong to a name: after it (`C++`, `C#`), before it (`.NET`), or inside it without spaces (`R&D`). */
const signs = /[\p{L}\p{N}][+#*]+(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])[.#@][\p{L}\p{N}]|[\p{L}\p{N}][&@+#][\p{L}\p{N}]/u;

/**
 * Why a phrase cannot be looked for by its tokens, if so: the analyzer drops the signs of its name, so that `C++` would
 * be found wherever a `C` stands.
 */
export function lostSigns(phrase: string): string | undefined {
  if (!signs.test(phrase)) return undefined;
  const left = tokens(phrase).map(({ text }) => text);
  return (
    `"${phrase}" loses its signs in phrase mode, which would find every "${left.join(' ')}"; ` +
    'state mode: word for its concept, which finds it as it is written'
  );
}

/** Concepts that cannot be told apart in phrase mode, though their phrases differ; by name. */
export function indistinct(concepts: readonly Concept[]): readonly [string, string] | undefined {
  const seen = new Map<string, Concept>();
  for (const concept of concepts) {
    const key = JSON.stringify(
      concept.phrases
        .map(({ phrase }) =>
          tokens(phrase)
            .map(({ text }) => text)
            .join(' '),
        )
        .sort(),
    );
    const other = seen.get(key);
    if (other && written(other) !== written(concept)) return [other.name, concept.name];
    seen.set(key, concept);
  }
  return undefined;
}

const written = ({ phrases }: Concept): string => JSON.stringify(phrases.map(({ phrase }) => lowerCase(phrase)).sort());

/**
 * Refuses concepts that phrase mode does not find as they are written.
 *
 * @param names the concepts that are looked for
 * @throws UserError with the mode that finds them
 */
export function refuseLostSigns({ id, concepts }: Lexicon, names: readonly string[]): void {
  const asked = concepts.filter(({ name }) => names.includes(name));
  for (const { name, phrases } of asked)
    for (const { phrase } of phrases) {
      const lost = lostSigns(phrase);
      if (lost) throw new UserError(`lexicon ${id}: concept "${name}": ${lost}; --match word, or match: 'word'`);
    }
  const [one, other] = indistinct(asked) ?? [];
  if (one !== undefined)
    throw new UserError(
      `lexicon ${id}: phrase mode cannot tell "${one}" and "${other}" apart: their tokens are the same; ` +
        "look for them with --match word, or match: 'word'",
    );
}
