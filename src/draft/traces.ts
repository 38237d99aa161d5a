import { writeValue } from '../claims/write-value.js';
import type { Provenance } from '../count/answer.js';
import { describeQuery } from '../count/query.js';
import { traceId } from './bind-directive.js';
import type { Binding, Target } from './binding.js';
import { describeCorpus } from './method-line.js';

/** A piece of a trace: words, code, or words that lead to a page of the project's site. */
export type Piece = string | { readonly code: string } | { readonly page: string; readonly words: Piece };

/** Where one number, figure or table comes from: for the end of a page, of a Word file or of a PDF. */
export interface TraceEntry {
  /** The place to which its numbers link. */
  readonly id: string;
  readonly name: Piece;
  readonly value: string;
  readonly rows: readonly (readonly [term: string, ...pieces: Piece[]])[];
}

/** The traces of all that a draft refers to, each once, in the order of its first use. */
export function tracesOf(bound: readonly Binding[]): TraceEntry[] {
  const targets = bound
    .flatMap(({ targets }) => targets)
    .filter(({ kind }) => kind !== 'reference')
    .map((target): [string, Target] => [traceId({ targets: [target] }), target]);
  return [...new Map(targets)].map(([id, target]) => {
    const entry = entryOf(target);
    return { id, ...entry, rows: entry.rows.filter(([, ...pieces]) => pieces.some((piece) => piece !== '')) };
  });
}

type Entry = Omit<TraceEntry, 'id'>;
type Kind<Of extends Target['kind']> = Extract<Target, { kind: Of }>;

function entryOf(target: Target): Entry {
  switch (target.kind) {
    case 'value':
      return valueEntry(target);
    case 'claim':
      return claimEntry(target);
    case 'claims':
      return claimsEntry(target);
    case 'sensitivity':
      return sensitivityEntry(target);
    case 'cell':
      return {
        name: target.says,
        value: '',
        rows: [['Stands in', { code: target.table }], cellRow(target.entry), again(target.entry.notebook)],
      };
    case 'figure':
    case 'table':
      return { name: target.id, value: '', rows: [cellRow(target.entry), again(target.entry.notebook)] };
    case 'reference':
      return { name: target.citation.short, value: '', rows: [['Source', target.citation.entry]] };
  }
}

function valueEntry({ entry: { value, sources, ...place } }: Kind<'value'>): Entry {
  return {
    name: value.name,
    value: writeValue(value, value.low === undefined ? 'value' : 'with-interval'),
    rows: [
      ['What it is', value.says],
      ['Count', value.k === undefined ? '' : writeValue(value, 'k-of-n')],
      ['Method', value.method ?? ''],
      cellRow(place),
      ...sources.flatMap(sourceRows),
      again(place.notebook),
    ],
  };
}

function claimEntry({ trace }: Kind<'claim'>): Entry {
  const { id, printed, article, line, statement, verdict, evidence, explanation } = trace;
  const { notebook, cell, sources } = trace;
  const recounted = trace.recounted === null ? '' : `${trace.recounted}, from ${evidence ?? ''}`;
  return {
    name: { page: claimPage(id), words: id },
    value: verdict,
    rows: [
      ['Printed', `${printed} (${article}, line ${line})`],
      ['What it says', statement],
      ['Recounted', recounted],
      ['Why', explanation ?? ''],
      ...(notebook === null || cell === null ? [] : [cellRow({ notebook, cell })]),
      ...sources.flatMap(sourceRows),
      ...(notebook === null ? [] : [again(notebook)]),
    ],
  };
}

function claimsEntry({ says, of }: Kind<'claims'>): Entry {
  const article: Piece[] = of === 'all' ? [] : [' (', { page: `articles/${of}.html`, words: of }, ')'];
  return {
    name: says,
    value: '',
    rows: [
      ['Counted', 'from the verdicts, which the notebooks’ checks decide', ...article],
      ['Again', { code: `npx recount claims${of === 'all' ? '' : ` --article ${of}`}` }],
    ],
  };
}

function sensitivityEntry({ entry: { value, ...place } }: Kind<'sensitivity'>): Entry {
  const { claim, question, total, sameDirection, survives, mostInfluential, sources } = value;
  const made = `in ${total} reasonable ways: the direction holds in ${sameDirection}, and beyond chance in ${survives}`;
  return {
    name: claim,
    value: '',
    rows: [
      ['Asked', question],
      ['Made', made],
      ['Moved by', mostInfluential.choice],
      cellRow(place),
      ...sources.flatMap(sourceRows),
      again(place.notebook),
    ],
  };
}

/** A claim's own page on the site. */
const claimPage = (id: string): string => `claims/${id}.html`;

const cellRow = ({
  notebook,
  cell,
}: {
  readonly notebook: string;
  readonly cell: string;
}): TraceEntry['rows'][number] => [
  'Cell',
  { page: `${notebook.replace(/\.ipynb$/, '.html')}#${cell}`, words: `${notebook}, cell ` },
  { code: cell },
];

const again = (notebook: string): TraceEntry['rows'][number] => ['Again', { code: `npx recount run ${notebook}` }];

const sourceRows = ({ corpus, digest, query }: Provenance): TraceEntry['rows'][number][] => [
  ['Query', { code: describeQuery(query) }],
  ['Data', `${describeCorpus(corpus)}, `, { code: `${digest.slice(0, 19)}…` }],
];
