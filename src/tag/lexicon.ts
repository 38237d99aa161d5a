import { z } from 'zod';
import { UserError } from '../error.js';
import { basename, existsSync, extname, resolve } from '../load/machine.js';
import { didYouMean } from '../load/nearest.js';
import { inProject, namesIn } from '../load/project.js';
import { readable } from '../load/values/unicode.js';
import { versioned } from '../load/version.js';
import { readYaml } from '../load/yaml.js';
import { tokens } from './analyzer.js';
import { type Concept, type Lexicon, lexiconOf, type Phrase } from './concepts.js';
import { lowerCase } from './lower-case.js';
import { type MatchMode, matchModes } from './match-mode.js';
import { indistinct, lostSigns } from './signs.js';

export { type Concept, type Lexicon, lexiconOf, type Phrase } from './concepts.js';

const text = z
  .string('expected a text; put it in quotes if it looks like a number or a date')
  .min(1, 'expected a text, found none');
const mode = z.enum(matchModes);
/** Texts are read as those of postings are, so that a phrase is found however its characters are coded. */
const seen = text.transform(readable);
const phrase = z.strictObject({ phrase: seen, match: z.array(seen).default([]), not: z.array(seen).default([]) });
const phrases = z.array(phrase).min(1, 'expected at least one phrase');

const schema = z
  .strictObject({
    mode: mode.optional(),
    concepts: z.record(text, z.strictObject({ mode: mode.optional(), phrases })),
  })
  .transform((file) =>
    Object.entries(file.concepts).map(([name, concept]) => ({
      name,
      mode: concept.mode ?? file.mode,
      phrases: concept.phrases,
    })),
  )
  .superRefine((concepts, context) => {
    const refuse = (path: readonly (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path: ['concepts', ...path], message });
    if (concepts.length === 0) refuse([], 'expected at least one concept');
    for (const { name, mode, phrases } of concepts) {
      if (mode === undefined)
        refuse([name], `expected a mode (${matchModes.join(', ')}), here or for the whole lexicon`);
      phrases.forEach(({ phrase }, i) => {
        const mistake = mistakeIn(phrase, mode) ?? repetition(phrase, phrases.slice(0, i));
        if (mistake) refuse([name, 'phrases', i, 'phrase'], mistake);
      });
    }
    const byPhrase = concepts.flatMap(({ mode, ...concept }) => (mode === 'phrase' ? [{ mode, ...concept }] : []));
    const [one = '', other] = indistinct(byPhrase) ?? [];
    if (other !== undefined)
      refuse([other], `in phrase mode its tokens are those of "${one}", and the two become one; state mode: word`);
  })
  .transform((concepts): Concept[] => concepts.map(({ mode = 'phrase', ...concept }) => ({ ...concept, mode })));

const lexiconSchema = versioned('lexicon', 1, schema);

/** Why a phrase could never be found, if so. */
function mistakeIn(phrase: string, mode: MatchMode | undefined): string | undefined {
  if (phrase.trim() === '') return `"${phrase}" is empty; write the words to look for`;
  if (mode === 'phrase' && tokens(phrase).length === 0) {
    return `"${phrase}" has no token, so that no text could match it in phrase mode; use mode substring for it`;
  }
  const lost = mode === 'phrase' ? lostSigns(phrase) : undefined;
  if (lost) return lost;
  if (mode === 'word' && phrase !== phrase.trim()) {
    return `"${phrase}" begins or ends with a space; in word mode write it without`;
  }
  return undefined;
}

function repetition(phrase: string, before: readonly Phrase[]): string | undefined {
  const same = before.find((other) => lowerCase(other.phrase) === lowerCase(phrase));
  return same && `"${phrase}" stands in this concept already, as "${same.phrase}"; leave one of them out`;
}

/** The ids of the lexicons that come with the project. */
export const lexiconIds = (): string[] =>
  namesIn('data', 'lexicons')
    .filter((name) => extname(name) === '.yaml')
    .map((name) => basename(name, '.yaml'));

/**
 * Reads a lexicon: of the project, by its id, or any, by the path of its file.
 *
 * A lexicon is a file of concepts, each with its phrases. What a phrase is for is said beside it by sentences that it
 * must match and others that its concept must not. Phrases and texts are read as a reader sees them: composed letters,
 * ordinary spaces, no soft hyphens, no full-width letters.
 *
 *     mode: phrase
 *     concepts:
 *       RAG:
 *         phrases:
 *           - phrase: RAG
 *             match: ["Build RAG systems."]
 *             not: ["Storage for files."]
 *
 * @param idOrPath an id such as `fine-tuning`, or a path that ends in `.yaml`
 * @returns the concepts, and the digest of what decides a tag
 * @throws UserError when there is no such lexicon, or a phrase in it could never match or stands there twice
 * @example
 * const lexicon = readLexicon('fine-tuning')
 * lexicon.concepts[0].name // => 'fine-tuning'
 * lexicon.concepts[0].phrases.length // => 5
 */
export function readLexicon(idOrPath: string): Lexicon {
  const isPath = ['.yaml', '.yml'].includes(extname(idOrPath));
  const path = isPath ? resolve(idOrPath) : inProject('data', 'lexicons', `${idOrPath}.yaml`);
  if (!isPath && !existsSync(path)) {
    const ids = lexiconIds();
    throw new UserError(
      `there is no lexicon "${idOrPath}" in data/lexicons.${didYouMean(idOrPath, ids)} There are: ${ids.join(', ')}; ` +
        'a lexicon of your own is named by the path of its file, ending in .yaml',
    );
  }
  return lexiconOf(basename(path, extname(path)), readYaml(path, lexiconSchema));
}
