import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, extname, relative, resolve, sep } from 'node:path';
import { UserError } from '../error.js';
import { isAddress } from '../load/address.js';
import { bringFirst } from '../load/bring.js';
import type { Files, Rows } from '../load/files.js';
import { expand } from '../load/glob.js';
import { type Inferred, type Outline, outline } from '../load/infer.js';
import { ownDigest } from '../load/locate.js';
import { inProject, shown } from '../load/project.js';
import { writeAtomically } from '../load/write.js';
import { formatNotebook } from '../notebook/format-notebook.js';
import { type Cell, tslabMetadata } from '../notebook/ipynb.js';
import { lostSigns } from '../tag/signs.js';
import { pullProgress } from '../terminal/progress-line.js';
import type { FoundClaims } from './claims-from-text.js';
import { plural } from './plural.js';
import { noteMade } from './remove-article.js';

export interface NewOptions {
  readonly title?: string;
  /** A file of postings, or its address. */
  readonly corpus?: string;
  /** What to look for in their text. */
  readonly concept?: readonly string[];
  /** The encoding of the file of postings, where its bytes do not tell. */
  readonly encoding?: string;
  /** The table of a database. */
  readonly table?: string;
  /** The article itself: its numbers go into the claims file. */
  readonly from?: string;
}

/** A file that is written, and what it holds, for the person who reads the list. */
interface Made {
  readonly path: string;
  readonly text: string;
  readonly holds: string;
}

/**
 * Scaffolds an article: its claims file, with a corpus and a lexicon where postings are named, and a first notebook
 * that runs as it is. Writes all of it or nothing.
 *
 * @throws UserError for an invalid id, a file that exists already, or postings without text to search
 */
export async function newArticle(
  id: string,
  { title = id, corpus, concept = [], encoding, table, from }: NewOptions,
): Promise<string> {
  if (corpus === undefined && concept.length > 0)
    throw new UserError('--concept says what to look for in postings; name a file of them: --corpus jobs.jsonl');
  if (concept.some((name) => name.trim() === ''))
    throw new UserError('--concept is empty; name what to look for: --concept Python "machine learning"');

  if (corpus === '') throw new UserError('--corpus is empty; name a file of postings: --corpus jobs.jsonl');

  const place = corpus === undefined ? undefined : await placeOf(id, corpus);
  const postings = place && { ...place, ...(await outline(place.paths, { encoding, table })), concepts: concept };
  const printed = from === undefined ? undefined : { file: from, ...(await printedIn(from)) };
  const files = [
    claimsFile(id, title, printed),
    ...(postings ? [manifestFile(id, title, postings)] : []),
    ...(concept.length > 0 ? [lexiconFile(id, concept)] : []),
    notebookFile(id, title, postings),
  ];
  const there = files.filter(({ path }) => existsSync(inProject(path))).map(({ path }) => path);
  if (there.length > 0)
    throw new UserError(
      `${there.join(', ')} ${there.length === 1 ? 'exists' : 'exist'} already, and nothing is overwritten; ` +
        `take another id, or remove ${there.length === 1 ? 'it' : 'them'}`,
    );
  for (const { path, text } of files) {
    mkdirSync(dirname(inProject(path)), { recursive: true });
    await writeAtomically(inProject(path), text);
  }
  await noteMade(id, files);

  const notebook = files.at(-1)?.path ?? '';
  const unread =
    postings && postings.problems > 0
      ? [`${plural(postings.problems, 'place')} of the file cannot be read: npx recount data verify ${id} lists them`]
      : [];
  const width = Math.max(...files.map(({ path }) => path.length));
  return [
    ...files.map(({ path, holds }) => `${path.padEnd(width)}  ${holds}`),
    ...(postings ? saidOf(postings) : []),
    ...unread,
    '',
    `Next: npx recount lab ${notebook}, or without JupyterLab: npx recount run ${basename(notebook, '.ipynb')}`,
  ].join('\n');
}

/** @throws UserError for what is no id of an article, and so no part of a file's name */
export function refuseId(id: string): void {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) return;
  throw new UserError(
    `"${id}" is no id for an article: expected lower-case words joined by hyphens, such as remote-work-2026`,
  );
}

/** What was found out of a file of postings, for a person to agree or to correct. */
function saidOf({ shape, texts, left, orders, concepts }: Postings): string[] {
  const searched = concepts.length > 0 ? texts.map((name) => `"${name}"`).join(', ') : undefined;
  return [
    ...(shape === undefined ? [] : [`known by its keys: an export of ${shape}`]),
    ...(searched === undefined ? [] : [`concepts are looked for in ${searched}; text: in the manifest names others`]),
    ...orders,
    ...(left.length > 0 ? [`not proposed as fields: ${left.join(', ')}`] : []),
  ];
}

async function printedIn(path: string): Promise<FoundClaims> {
  const { claimsFromText } = await import('./claims-from-text.js');
  return claimsFromText(path);
}

/** Where postings are: a file, or the address that one was brought from. */
async function placeOf(id: string, corpus: string): Promise<Place> {
  const stated = resolve(corpus);
  if (!isAddress(corpus)) {
    const [first, ...others] = expand(stated);
    if (first === undefined) throw new UserError(`there is no file ${shown(stated)}`);
    return { stated, paths: [first, ...others] };
  }
  const progress = pullProgress(corpus);
  const file = await bringFirst(id, corpus, { onBytes: progress.show }).finally(progress.clear);
  return { stated: file, paths: [file], address: corpus };
}

interface Place {
  /** The path or the pattern. */
  readonly stated: string;
  /** The files that it stands for. */
  readonly paths: readonly [string, ...string[]];
  readonly address?: string;
}
type Postings = Outline & Place & { readonly concepts: readonly string[] };

const claimsFile = (id: string, title: string, found?: FoundClaims & { readonly file: string }): Made => ({
  path: `data/articles/${id}.yaml`,
  holds: found
    ? `what the article prints: ${found.claims} numbers to be read one by one, ` +
      `${found.others} that seem to claim nothing`
    : 'what the article prints: no claims yet, and how to write one',
  text: `# What the article prints, claim by claim: the printed string, where it stands, what it says in our own words.
# The verdicts come from the notebooks; \`expected\` is what they should find.
version: 1
id: ${id}
text: ${found ? scalar(basename(found.file, extname(found.file))) : `${id}   # the file name of its text, without .txt`}
title: ${scalar(title)}
publisher: unknown
# date: 2026-03-31
# address: https://…

${found?.yaml ?? example}`,
});

const example = `# In printed order; remove the first # of each line, and go on.
#claims:
#  - id: first-share              # a cell checks the claim by this name
#    line: 3                      # in the text, from 1
#    printed: "58%"               # word for word: the digits are the precision
#    section: introduction
#    kind: share                  # count, share, bound, ratio, p-value, effect, range, period or comparison
#    statement: Share of the postings that …
#    expected: reproduced         # reproduced, differs, consistent, contradicted or untested
#  - id: first-comparison
#    line: 5
#    printed: "far more often"
#    section: introduction
#    kind: comparison
#    statement: … is more often … than …; read as at least twice as often
#    means: ">= 2"                # what words ask of the value: "> 5", "in 2..4", "all < 0.05", "A > B > C"
#    expected: differs
#    explanation: Why it does not hold; needed unless it is reproduced or consistent
#
# Printed numbers that claim nothing:
#not_claims:
#  - { line: 1, printed: "2026", reason: year of publication }
`;

function manifestFile(id: string, title: string, postings: Postings): Made {
  const { stated, paths, address, files, fields: inferred, records, concepts, shape, texts } = postings;
  if (concepts.length > 0 && texts.length === 0) {
    throw new UserError(
      `${shown(stated)} has no text to look for ${concepts.join(', ')} in; its fields are ${named(inferred) || 'none'}`,
    );
  }
  const fields = inferred.map((field) =>
    texts.includes(field.name) && concepts.length > 0 ? { ...field, kind: 'text' as const } : field,
  );
  const fromFolder = relative(inProject('data', 'corpora'), stated).split(sep).join('/');
  const path = address ?? (relative(inProject(), stated).startsWith('..') ? stated : fromFolder);
  const { format, id: idPath, ...reading } = files as Rows & Readonly<Record<string, string>>;
  const entry = { format, path, ...reading, ...(idPath === undefined ? {} : { id: idPath }) };
  const lines = [
    `# The postings behind ${id}, and how the fields of each are filled from its record.`,
    ...(shape === undefined ? [] : [`# Known by its keys: an export of ${shape}.`]),
    'version: 1',
    `id: ${id}`,
    `title: ${scalar(`Postings behind ${title}`)}`,
    `postings: ${records}`,
    '# period: { from: 2026-03-01, to: 2026-03-31 }   # the first and the last day',
    '# licence: whose the postings are, and what may be done with them',
    `files: { ${pairs(entry)} }`,
    `digest: ${ownDigest(entry as Files, paths)}   # of these postings: others are refused`,
    `# made by npx recount record ${id}; with it the notebook runs where the postings are not`,
    `recording: ../recordings/${id}.json`,
    ...(concepts.length > 0
      ? [
          `lexicon: ${id}`,
          `text: [${texts.map(scalar).join(', ')}]   # where the concepts of the lexicon are looked for`,
        ]
      : []),
    '# kinds: text to look through, name to group by, names (a list of them), flag, number, day',
    'fields:',
    ...fields.map(({ name, kind, from, options }) => `  ${scalar(name)}: { ${pairs({ kind, from, ...options })} }`),
  ];
  return {
    path: `data/corpora/${id}.yaml`,
    text: `${lines.join('\n')}\n`,
    holds: `${plural(records, 'posting')}, with ${named(fields)}`,
  };
}

/** Keys and values as YAML has them on one line. */
const pairs = (entry: Readonly<Record<string, unknown>>): string =>
  Object.entries(entry)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? scalar(value) : JSON.stringify(value)}`)
    .join(', ');

const lexiconFile = (id: string, concepts: readonly string[]): Made => ({
  path: `data/lexicons/${id}.yaml`,
  holds: `what is looked for: ${concepts.join(', ')}`,
  text: `# What is looked for in the postings behind ${id}: each concept with its phrases, and beside a phrase
# sentences of your own that it must match, and others that its concept must not match. A test checks the sentences.
version: 1
mode: ${modeOf(concepts)}

concepts:
${concepts.map(conceptEntry).join('')}`,
});

/** Where a concept's name has signs, such as C++, all are looked for by their characters: tokens have none. */
const modeOf = (concepts: readonly string[]): string =>
  concepts.some(lostSigns)
    ? 'word   # its characters, where no letter or digit follows or precedes; phrase would lose signs as of C++'
    : 'phrase   # token sequences, in any case; or word, or substring';

const conceptEntry = (concept: string): string =>
  `  ${scalar(concept)}:\n    phrases:\n      - phrase: ${scalar(concept)}\n        match: []\n        not: []\n`;

/** The first notebook: the counts by a field with few values, if postings are named, and where the checks go. */
function notebookFile(id: string, title: string, postings: Postings | undefined): Made {
  const by = postings?.fields.find(
    ({ kind, values }) => ['name', 'flag'].includes(kind) && values > 1 && values <= 20,
  )?.name;
  const query = [
    `by: [${by === undefined ? '' : literal(by)}]`,
    ...(postings?.concepts.length
      ? [
          `concepts: [${postings.concepts.map(literal).join(', ')}], ` +
            `match: '${postings.concepts.some(lostSigns) ? 'word' : 'phrase'}'`,
        ]
      : []),
  ];
  const code = (name: string, source: string): Cell => ({
    cell_type: 'code',
    id: name,
    metadata: {},
    source,
    execution_count: null,
    outputs: [],
  });
  const prose = (name: string, source: string): Cell => ({ cell_type: 'markdown', id: name, metadata: {}, source });
  const cells = [
    prose(
      'title',
      `# ${title}\n\nWhat the article prints, recounted. Here goes what holds and what does not, once it is known.`,
    ),
    ...(postings
      ? [
          code(
            'open',
            "import { article, corpus, show } from 'recount';\n\n" +
              `const postings = corpus('${id}');\nconst { check } = article('${id}');`,
          ),
          prose('counts', '## The counts'),
          code('count', `const counts = await postings.count({ ${query.join(', ')} });\nshow(counts.rows);`),
        ]
      : [code('open', `import { article } from 'recount';\n\nconst { check, printed } = article('${id}');`)]),
    prose(
      'checks',
      `## The checks\n\nOnce \`data/articles/${id}.yaml\` holds a claim, a cell compares a value with it, ` +
        `by the claim’s id: \`check({ 'first-share': 0.58 }, ${postings ? 'counts' : "'print'"})\`.`,
    ),
  ];
  const what = [
    by === undefined ? '' : ` by ${by}`,
    postings?.concepts.length ? `, and those with ${postings.concepts.join(', ')}` : '',
  ].join('');
  return {
    path: `notebooks/${id}-1.ipynb`,
    text: formatNotebook({ cells, metadata: tslabMetadata, nbformat: 4, nbformat_minor: 5 }),
    holds: `runs as it is: ${postings ? `counts the postings${what}` : 'opens the article'}`,
  };
}

const named = (fields: readonly Inferred[]): string => fields.map(({ name, kind }) => `${name} (${kind})`).join(', ');

/** A text as YAML reads it: bare where that is plain, else in quotes. */
const scalar = (text: string): string =>
  /^(?:[A-Za-z_]|\.\.\/)[\w ./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text.trim())
    ? text
    : JSON.stringify(text);

const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
