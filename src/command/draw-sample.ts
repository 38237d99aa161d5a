import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Draw, phrasesDigest, placesDigest, readTally, sampleName, tallyPath } from '../claims/tally.js';
import { matcher, textsOf } from '../count/matches.js';
import { mentionsOf } from '../count/mentions.js';
import { UserError } from '../error.js';
import { loadCorpus } from '../load/load.js';
import { type CorpusWithRows, readManifest } from '../load/manifest.js';
import { didYouMean } from '../load/nearest.js';
import type { Posting } from '../load/posting.js';
import { inProject, shown } from '../load/project.js';
import { writeAtomically } from '../load/write.js';
import { readLexicon } from '../tag/lexicon.js';
import type { MatchMode } from '../tag/match-mode.js';
import { type DrawnMatch, type DrawnPosting, drawMatches, drawWithout, type SampledText } from '../tag/sample.js';
import { compileLexicon, type Tagger } from '../tag/tag.js';
import { formatSample } from './sample-file.js';
import { parseWhere } from './where.js';

export interface SampleOptions {
  readonly n: number;
  readonly seed: number;
  readonly match?: MatchMode;
  readonly lexicon?: string;
  readonly in?: readonly string[];
  readonly where?: readonly string[];
  readonly out?: string;
  readonly marked?: true;
  /** Of postings without a match. */
  readonly without?: true;
}

/**
 * Draws a sample of a concept's matches from the rows of a corpus, and writes it as a file in which a person marks
 * each match. The file holds text of postings, so by default it goes where git does not look.
 *
 * @throws UserError when the rows are not here, or there is no such concept, field or match
 */
export async function drawSample(named: string, concept: string, options: SampleOptions): Promise<string> {
  const manifest = readManifest(named);
  if (!manifest.files)
    throw new UserError(`corpus "${manifest.id}" is known by its recorded counts alone; there is no text to sample`);
  const { draw, sample } = await drawn(manifest, concept, options);
  if (sample.length === 0) throw new UserError(nothingDrawn(draw));

  const name = sampleName(manifest.id, concept, options.without);
  const path = options.out === undefined ? inProject('.recount', 'samples', `${name}.txt`) : resolve(options.out);
  if (existsSync(path)) {
    throw new UserError(
      `${shown(path)} is there already, and may be marked; move it away, or write elsewhere with --out`,
    );
  }
  mkdirSync(dirname(path), { recursive: true });
  await writeAtomically(path, formatSample(draw, sample, options.marked ? marksOf(name, draw) : undefined));
  const few = sample.length < options.n ? `, all that there are` : '';
  const count = (n: number) => n.toLocaleString('en');
  const what =
    draw.unmatched === undefined
      ? `${sample.length} matches${few}, one a posting, of ${count(draw.matches)} in ${count(draw.postings)} postings`
      : `${sample.length} postings without a match${few}, of ${count(draw.unmatched)}; ${count(draw.postings)} match`;
  return [
    `${shown(path)}: ${what}`,
    `Put y (right${options.without ? ', so missed' : ''}) or n (wrong) in place of each ?, ` +
      `then: npx recount precision ${shown(path)}`,
  ].join('\n');
}

function nothingDrawn({ unmatched, fields, corpus, concept, match }: Draw): string {
  const what = `${fields.join(', ')} of ${corpus}`;
  return unmatched === undefined
    ? `nothing in ${what} matches "${concept}" (${match})`
    : `every posting matches "${concept}" (${match}) in ${what}, so none can be missed`;
}

async function drawn(
  manifest: CorpusWithRows,
  concept: string,
  options: SampleOptions,
): Promise<{ draw: Draw; sample: readonly (DrawnMatch | DrawnPosting)[] }> {
  const lexiconName = options.lexicon ?? manifest.lexicon;
  if (lexiconName === undefined)
    throw new UserError(`the manifest of "${manifest.id}" names no lexicon; name one with --lexicon`);
  const lexicon = readLexicon(lexiconName);
  const stated = lexicon.concepts.find(({ name }) => name === concept);
  if (!stated) {
    const names = lexicon.concepts.map(({ name }) => name);
    throw new UserError(
      `lexicon "${lexiconName}" has no concept "${concept}".${didYouMean(concept, names)} It has: ${names.join(', ')}`,
    );
  }
  const match = options.match ?? stated.mode;
  const fields =
    options.in ??
    manifest.text ??
    Object.keys(manifest.fields).filter((name) => manifest.fields[name]?.kind === 'text');
  for (const field of fields) {
    if (field in manifest.fields) continue;
    throw new UserError(
      `corpus "${manifest.id}" has no field "${field}".${didYouMean(field, Object.keys(manifest.fields))}`,
    );
  }
  const where = options.where ?? [];
  const { mentions } = mentionsOf(manifest, undefined);
  const test = matcher({ all: where.map((text) => parseWhere(text, manifest)) }, mentions);
  const tagger = compileLexicon({ ...lexicon, concepts: [{ ...stated, mode: match }] });
  const isSampled = (posting: Posting) => test(posting) && textsOf(posting, fields).length > 0;
  const { postings, digest } = await loadCorpus(manifest, {
    keep: (posting) =>
      isSampled(posting) &&
      (options.without === true || textsOf(posting, fields).some(({ text }) => tagger.tag(text).length > 0)),
  });
  const texts = postings.flatMap((posting) => textsOf(posting, fields));
  const { sample, ...numbers } = sampled(tagger, texts, concept, options);
  const draw: Draw = {
    corpus: manifest.id,
    digest,
    lexicon: lexiconName,
    concept,
    phrases: phrasesDigest(stated, match),
    match,
    fields: [...fields],
    where: [...where],
    ...numbers,
    seed: options.seed,
    drawn: sample.length,
    sample: placesDigest(sample.map((each) => ({ start: 0, ...each }))),
  };
  return { draw, sample };
}

function sampled(
  tagger: Tagger,
  texts: readonly SampledText[],
  concept: string,
  { n, seed, without }: SampleOptions,
): Pick<Draw, 'matches' | 'postings' | 'unmatched'> & { readonly sample: readonly (DrawnMatch | DrawnPosting)[] } {
  const { drawn, matches, postings } = drawMatches(tagger, texts, { concept, n: without ? 0 : n, seed });
  if (!without) return { matches, postings, sample: drawn };
  const { drawn: sample, unmatched } = drawWithout(tagger, texts, { n, seed });
  return { matches, postings, unmatched, sample };
}

/** The marks of the tally of this very sample. @throws UserError when it is of another */
function marksOf(name: string, draw: Draw): string {
  const tally = readTally(name);
  if (tally.sample === draw.sample) return tally.marks;
  throw new UserError(
    `${shown(tallyPath(name))} marks another sample (seed ${tally.seed}, ${tally.drawn} matches, ${tally.match}, ` +
      `in ${tally.fields.join(', ')}` +
      `${tally.where.length > 0 ? `, where ${tally.where.join(' and ')}` : ''}, ` +
      `lexicon ${tally.lexicon}); draw that one`,
  );
}
