import { checkQuery } from '../count/check-query.js';
import { type MatchedTexts, matchedTexts } from '../count/matched-texts.js';
import { openEngine } from '../count/open.js';
import { describeFilter, type Filter } from '../count/query.js';
import { UserError } from '../error.js';
import { type CorpusWithRows, readManifest } from '../load/manifest.js';
import { forms } from '../tag/forms.js';
import { type Context, kwic } from '../tag/kwic.js';
import type { MatchMode } from '../tag/match-mode.js';
import { columns } from '../terminal/layout.js';
import { paint, wantsColour } from '../terminal/paint.js';
import { json as asJson, visible } from '../terminal/visible.js';
import { statedMode } from './stated-mode.js';
import { parseWheres } from './where.js';

/** What of a corpus's text is shown, as the command line takes it. */
export interface TextOptions {
  /** How concepts are looked for; by default, as their lexicon says. */
  readonly match?: MatchMode;
  readonly where?: readonly string[];
  /** The fields to look in; by default those that concepts are counted in. */
  readonly in?: readonly string[];
  readonly limit: number;
  readonly json?: true;
}

/** Postings with their texts, one for each of the fields, list items one by one. */
interface Looked extends MatchedTexts {
  readonly manifest: CorpusWithRows;
  readonly match: MatchMode;
  readonly where: Filter | undefined;
}

/**
 * Shows the mentions of concepts in their context, from the rows. They are words of the postings: they go to whoever
 * asks, and into no file of the project.
 *
 * @throws UserError when the rows are not here, or when the corpus lacks a field or a concept that is named
 */
export async function kwicText(
  named: string,
  concepts: readonly string[],
  options: TextOptions & { readonly width: number },
): Promise<string> {
  const looked = await look(named, concepts, options);
  const found = looked.texts.flatMap(({ posting, field, text }) =>
    kwic(text, looked.tagger.tag(text), { width: options.width }).map((context) => ({ posting, field, ...context })),
  );
  const postings = new Set(found.map(({ posting }) => posting)).size;
  const contexts = found.slice(0, options.limit);
  if (options.json) return asJson({ ...provenance(looked), postings, mentions: found.length, contexts });

  const which = contexts.length < found.length ? `, the first ${contexts.length.toLocaleString('en')} (--limit)` : '';
  const head =
    `${heading(looked, concepts)}: ` +
    `${found.length.toLocaleString('en')} mentions in ${postings.toLocaleString('en')} postings${which}`;
  return [...head.split('\n'), ...(contexts.length > 0 ? [''] : []), ...lines(contexts, options.width)].join('\n');
}

/**
 * Lists the words in which concepts are found, from the rows, with how often.
 *
 * @throws UserError as {@link kwicText} does
 */
export async function formsText(named: string, concepts: readonly string[], options: TextOptions): Promise<string> {
  const looked = await look(named, concepts, options);
  const found = forms(
    looked.tagger,
    looked.texts.map(({ text }) => text),
  );
  const listed = found.slice(0, options.limit);
  if (options.json) return asJson({ ...provenance(looked), different: found.length, forms: listed });

  const which = listed.length < found.length ? `, the first ${listed.length.toLocaleString('en')} (--limit)` : '';
  const head = `${heading(looked, concepts)}: ${found.length.toLocaleString('en')} different words${which}`;
  const table = columns(
    [
      ['concept', 'form', 'mentions'],
      ...listed.map(({ concept, form, count }) => [concept, form, count.toLocaleString('en')]),
    ],
    { texts: [0, 1], cut: { 0: 20, 1: 20 } },
  );
  return [head, ...(listed.length > 0 ? ['', ...table] : [])].join('\n');
}

async function look(named: string, concepts: readonly string[], options: TextOptions): Promise<Looked> {
  const manifest = readManifest(named);
  if (!manifest.files)
    throw new UserError(`corpus "${manifest.id}" is known by its recorded counts alone; there is no text to show`);
  const { where } = { where: undefined, ...parseWheres(options.where ?? [], manifest) };
  const match = options.match ?? statedMode(concepts, manifest.lexicon);
  const query = { by: options.in ?? [], concepts, match, ...(where === undefined ? {} : { where }) };
  checkQuery(manifest, openEngine(manifest, { required: 'rows' }), query);
  if (manifest.lexicon === undefined)
    throw new UserError(
      `the manifest of corpus "${manifest.id}" names no lexicon, so there are no concepts to look for`,
    );
  const looking = { concepts, match, lexicon: manifest.lexicon, fields: options.in, where };
  return { manifest, match, where, ...(await matchedTexts(manifest, looking)) };
}

const provenance = ({ manifest, match, fields, where, tagger }: Looked) => ({
  corpus: manifest.id,
  digest: manifest.digest,
  lexicon: tagger.lexicon.digest,
  match,
  in: fields,
  ...(where === undefined ? {} : { where }),
});

const heading = ({ manifest, match, fields, where }: Looked, concepts: readonly string[]): string =>
  visible(
    `${concepts.join(', ')} (${match} match) in ${fields.join(', ')} ` +
      `of ${manifest.id}${where === undefined ? '' : ` where ${describeFilter(where)}`}`,
  );

/** The matches below each other, each with its posting. */
function lines(contexts: readonly (Context & { readonly posting: string })[], width: number): string[] {
  const room = Math.max(0, ...contexts.map(({ left }) => visible(left).length));
  return contexts.map(({ posting, left, match, right }) => {
    const before = visible(left).padStart(Math.min(room, width));
    const id = visible(posting)
      .slice(0, 16)
      .padEnd(Math.min(16, Math.max(...contexts.map((each) => each.posting.length))));
    return `${paint('dim', id)}  ${before}${paint('bold', bracketed(visible(match)))}${visible(right)}`.trimEnd();
  });
}

/** Without colour, the match has to be seen all the same. */
const bracketed = (match: string): string => (wantsColour() ? match : `[${match}]`);
