import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Draw, phrasesDigest, placesDigest, readTally, sampleName, tallyPath } from '../claims/tally.js';
import { matcher, textsOf } from '../count/matches.js';
import { mentionsOf } from '../count/mentions.js';
import { UserError } from '../error.js';
import { loadCorpus } from '../load/load.js';
import { type CorpusWithRows, readManifest } from '../load/manifest.js';
import { didYouMean } from '../load/nearest.js';
import { inProject, shown } from '../load/project.js';
import { writeAtomically } from '../load/write.js';
import { readLexicon } from '../tag/lexicon.js';
import type { MatchMode } from '../tag/match-mode.js';
import { drawMatches, type Sample } from '../tag/sample.js';
import { compileLexicon } from '../tag/tag.js';
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
  if (sample.drawn.length === 0)
    throw new UserError(`nothing in ${draw.fields.join(', ')} of ${manifest.id} matches "${concept}" (${draw.match})`);

  const name = sampleName(manifest.id, concept);
  const path = options.out === undefined ? inProject('.recount', 'samples', `${name}.txt`) : resolve(options.out);
  if (existsSync(path)) {
    throw new UserError(
      `${shown(path)} is there already, and may be marked; move it away, or write elsewhere with --out`,
    );
  }
  mkdirSync(dirname(path), { recursive: true });
  await writeAtomically(path, formatSample(draw, sample, options.marked ? marksOf(name, draw) : undefined));
  const few = sample.drawn.length < options.n ? `, all that there are` : '';
  return [
    `${shown(path)}: ${sample.drawn.length} matches${few}, one a posting, ` +
      `of ${sample.matches.toLocaleString('en')} in ${sample.postings.toLocaleString('en')} postings`,
    `Put y (right) or n (wrong) in place of each ?, then: npx recount precision ${shown(path)}`,
  ].join('\n');
}

async function drawn(
  manifest: CorpusWithRows,
  concept: string,
  options: SampleOptions,
): Promise<{ draw: Draw; sample: Sample }> {
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
  const { postings, digest } = await loadCorpus(manifest, {
    keep: (posting) => test(posting) && textsOf(posting, fields).some(({ text }) => tagger.tag(text).length > 0),
  });
  const sample = drawMatches(
    tagger,
    postings.flatMap((posting) => textsOf(posting, fields)),
    { concept, n: options.n, seed: options.seed },
  );
  const draw: Draw = {
    corpus: manifest.id,
    digest,
    lexicon: lexiconName,
    concept,
    phrases: phrasesDigest(stated, match),
    match,
    fields: [...fields],
    where: [...where],
    matches: sample.matches,
    postings: sample.postings,
    seed: options.seed,
    drawn: sample.drawn.length,
    sample: placesDigest(sample.drawn),
  };
  return { draw, sample };
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
