import { UserError } from '../error.js';
import { readLexicon } from '../tag/lexicon.js';
import type { MatchMode } from '../tag/match-mode.js';

/** How the lexicon says that concepts are looked for. @throws UserError when it says it of each in another way */
export function statedMode(concepts: readonly string[], lexicon: string | undefined): MatchMode {
  if (lexicon === undefined) return 'phrase';
  const asked = readLexicon(lexicon).concepts.filter(({ name }) => concepts.includes(name));
  const [mode = 'phrase', ...others] = [...new Set(asked.map((concept) => concept.mode))];
  if (others.length === 0) return mode;
  const modes = asked.map((concept) => `${concept.name}: ${concept.mode}`).join(', ');
  throw new UserError(`the lexicon looks for these concepts in different ways (${modes}); choose one with --match`);
}
