import { type ApiEntry, readApi } from './api.js';
import { type Content, type Html, html } from './html.js';
import type { Page } from './layout.js';
import { markdownHtml } from './markdown.js';
import { sourceCode } from './source-code.js';
import { table } from './table.js';
import { counted } from './verdict.js';

/** The parts of the reference, in the order in which a cell uses them: its rooms, its title and what it is for. */
const parts = [
  {
    id: 'postings',
    rooms: ['count', 'load'],
    title: 'Postings',
    lead: 'Open a corpus, ask it for counts, load its postings.',
  },
  {
    id: 'cells',
    rooms: ['notebook'],
    title: 'Cells',
    lead: 'Show tables and figures, check what an article prints, name values for writers.',
  },
  {
    id: 'claims',
    rooms: ['claims'],
    title: 'Claims',
    lead: 'Printed numbers, headlines under other choices, audits of tagging.',
  },
  {
    id: 'stats',
    rooms: ['stats'],
    title: 'Statistics',
    lead: 'Intervals, tests, effect sizes, trends, power and corrections, each with its formula and source.',
  },
  { id: 'tag', rooms: ['tag'], title: 'Tagging', lead: 'Find the concepts of a lexicon in texts.' },
] as const;

const partOf = ({ room }: ApiEntry) => parts.find(({ rooms }) => rooms.some((each) => each === room));
const addressOf = (entry: ApiEntry): string => `api/${partOf(entry)?.id ?? ''}.html#${entry.name}`;

/** The reference of all that a notebook imports: a page with every name, and one for each part. */
export function apiPages(): Page[] {
  const entries = readApi();
  const stray = entries.find((entry) => partOf(entry) === undefined);
  if (stray) throw new Error(`${stray.name} belongs to ${stray.room}, which no part of the API reference names`);
  const inPart = (id: string) => entries.filter((entry) => partOf(entry)?.id === id);
  return [
    {
      path: 'api.html',
      title: 'API reference',
      lead: html`What a notebook imports from <code>recount</code>. Every example is run by a test.`,
      body: parts.map(({ id, title, lead }) =>
        overview(
          id,
          title,
          lead,
          inPart(id).filter(({ isFunction }) => isFunction),
        ),
      ),
    },
    ...parts.map(({ id, title, lead }) => ({
      path: `api/${id}.html`,
      title,
      lead,
      above: html`<a href="../api.html">API reference</a>`,
      body: partBody(inPart(id), entries),
    })),
  ];
}

const overview = (id: string, title: string, lead: string, functions: readonly ApiEntry[]): Html => html`<section>
<h2><a href="api/${id}.html">${title}</a></h2>
<p class="muted">${lead}</p>
${table(
  ['Function', 'What it answers'],
  functions.map((entry) => [
    html`<a href="${addressOf(entry)}"><code>${entry.name}</code></a>`,
    prose(firstSentence(entry), []),
  ]),
)}
</section>`;

/** The first sentence of what a function answers. */
const firstSentence = ({ comment }: ApiEntry): string => /^[^]*?[.?](?=\s|$)/.exec(comment.text)?.[0] ?? comment.text;

function partBody(own: readonly ApiEntry[], all: readonly ApiEntry[]): Content {
  const functions = own.filter(({ isFunction }) => isFunction);
  const types = own.filter(({ isFunction }) => !isFunction);
  return [
    functions.map((entry) => functionSection(entry, all)),
    types.length > 0 &&
      html`<section class="api"><h2>${counted(types.length, 'type')}</h2>${types.map(
        (entry) =>
          html`<section
id="${entry.name}"><h3><code>${entry.name}</code></h3>${prose(entry.comment.text, all)}${sourceCode(
            entry.signature,
          )}</section>`,
      )}</section>`,
  ];
}

function functionSection(entry: ApiEntry, all: readonly ApiEntry[]): Html {
  const { params, returns, throws, example, text } = entry.comment;
  const rows: Content[][] = [
    ...params.map((param) => [html`<code>${param.name}</code>`, prose(param.text, all)]),
    ...(returns === undefined ? [] : [['returns', prose(returns, all)]]),
    ...(throws === undefined ? [] : [['throws', prose(throws, all)]]),
  ];
  return html`<section class="api" id="${entry.name}">
<h2><code>${entry.name}</code></h2>
${prose(text, all)}
${sourceCode(entry.signature)}
${rows.length > 0 && table(['Parameter', 'What it is'], rows)}
${example !== undefined && html`<h3>Example</h3>${sourceCode(example)}`}
</section>`;
}

/** Prose of a doc comment; `{@link name}` leads to the name, where it is part of the reference. */
const prose = (text: string, all: readonly ApiEntry[]): Html =>
  markdownHtml(
    text.replace(/\{@link ([\w.]+)\}/g, (_, name: string) => {
      const entry = all.find((each) => each.name === name.split('.')[0]);
      return entry === undefined ? `\`${name}\`` : `[\`${name}\`](../${addressOf(entry)})`;
    }),
  );
