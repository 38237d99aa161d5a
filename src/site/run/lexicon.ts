import { type Document, isMap, isSeq, parseDocument, stringify, type YAMLMap } from 'yaml';
import { matchedTexts } from '../../count/matched-texts.js';
import { UserError } from '../../error.js';
import { type CorpusWithRows, readManifest } from '../../load/manifest.js';
import { inProject, shown } from '../../load/project.js';
import { kwic } from '../../tag/kwic.js';
import { readLexicon } from '../../tag/lexicon.js';
import type { TaggedClaim } from '../run-files.js';
import { bring, readFileSync } from './machine/files.js';

/*
 * A lexicon with other phrases than the committed one, in a page: what a claim rests on, changed by its reader.
 */

/** The phrases to look for instead, by concept. */
export type Phrases = Readonly<Record<string, readonly string[]>>;

/** A mention in its context, and the posting that has it. */
export interface Found {
  readonly posting: string;
  readonly left: string;
  readonly match: string;
  readonly right: string;
}

/** The mentions of what is looked for now: all of them counted, the first of them shown. */
export interface Mentioned {
  readonly mentions: number;
  readonly postings: number;
  readonly first: readonly Found[];
}

/** The lexicons as they came, by id. */
const originals = new Map<string, string>();

/**
 * Changes the phrases of concepts. Sentences that try a phrase stay with it.
 *
 * @returns the changed concepts, as YAML for the lexicon's file
 * @throws UserError for a phrase that could never match, or that a sentence of the lexicon contradicts
 */
export function changePhrases(id: string, phrases: Phrases): string {
  const path = inProject('data', 'lexicons', `${id}.yaml`);
  const original = originals.get(id) ?? readFileSync(path).toString();
  originals.set(id, original);
  const document = parseDocument(original);
  for (const [concept, wanted] of Object.entries(phrases)) setPhrases(document, concept, wanted);
  bring({ [shown(path)]: String(document) });
  readLexicon(id);
  const { mode, concepts } = document.toJS() as { mode?: string; concepts: Readonly<Record<string, object>> };
  const changed = Object.keys(phrases).map((name) => [name, concepts[name]]);
  return stringify({ ...(mode === undefined ? {} : { mode }), concepts: Object.fromEntries(changed) });
}

function setPhrases(document: Document, concept: string, wanted: readonly string[]): void {
  const list = document.getIn(['concepts', concept, 'phrases']);
  if (!isSeq(list)) throw new UserError(`the lexicon has no concept "${concept}"`);
  const phraseOf = (item: unknown): unknown => (isMap(item) ? (item as YAMLMap).get('phrase') : undefined);
  const kept = list.items.filter((item) => wanted.includes(String(phraseOf(item))));
  const known = kept.map(phraseOf);
  const added = wanted.filter((phrase) => !known.includes(phrase));
  list.items = [...kept, ...added.map((phrase) => document.createNode({ phrase }))];
}

const mostShown = 40;

/** Finds what a claim's cell looks for, in the postings at hand. */
export async function contextsOf({ corpus, match, lexicon, concepts, fields }: TaggedClaim): Promise<Mentioned> {
  const manifest = readManifest(corpus) as CorpusWithRows;
  const { tagger, texts } = await matchedTexts(manifest, { concepts, match, lexicon, fields });
  const found = texts.flatMap(({ posting, text }) =>
    kwic(text, tagger.tag(text)).map(({ left, match, right }) => ({ posting, left, match, right })),
  );
  const postings = new Set(found.map(({ posting }) => posting)).size;
  return { mentions: found.length, postings, first: found.slice(0, mostShown) };
}
