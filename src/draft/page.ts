import type { Root } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { formatComputed } from '../claims/format.js';
import { writeValue } from '../claims/write-value.js';
import type { Provenance } from '../count/answer.js';
import { describeQuery } from '../count/query.js';
import { escapeHtml } from '../notebook/display.js';
import { traceId } from './bind-directive.js';
import type { Binding, Target } from './binding.js';
import type { BuiltDraft } from './build.js';
import { describeCorpus } from './method-line.js';
import { pageNumbers } from './page-numbers.js';
import { pageStyle } from './page-style.js';

/**
 * The finished page: HTML that stands alone, each number a link to its trace at the page's end. It carries
 * the numbers that it prints, so that a later build can say which of them changed.
 */
export function pageHtml(draft: BuiltDraft): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(draft.title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
${draftHtml(draft)}
</main>
<script type="application/json" id="recount-numbers">${JSON.stringify(pageNumbers(draft.bound)).replaceAll('<', '\\u003c')}</script>
</body>
</html>
`;
}

/**
 * A draft's text, and below it where its numbers come from.
 *
 * @param site where the project's site stands as seen from the page, with a slash at its end; the traces then link to it
 */
export function draftHtml({ tree, bound }: Pick<BuiltDraft, 'tree' | 'bound'>, site?: string): string {
  const traces = distinctTargets(bound).map(
    ([id, target]) => `<section id="${id}">${traceHtml(target, site)}</section>`,
  );
  const free = bound.filter((each) => each.free !== undefined);
  return `<article>
${html.stringify(reachable(html.runSync(structuredClone(tree))))}
</article>
<aside aria-label="Where the numbers come from">
<h2>Where the numbers come from</h2>
${traces.length === 0 ? '<p>No number of this page is bound to a cell.</p>' : traces.join('\n')}
${free.length === 0 ? '' : `<h3>Free numbers</h3>\n<ul>${free.map(({ text, free: why }) => `<li>${escapeHtml(text)}: ${escapeHtml(why ?? '')}</li>`).join('')}</ul>`}
</aside>`;
}

const html = unified()
  .use(remarkRehype, { handlers: { leafDirective: () => undefined } })
  .use(rehypeStringify)
  .freeze() as unknown as {
  runSync(tree: Root): HtmlNode;
  stringify(tree: HtmlNode): string;
};

/** As much of a node of HTML as is touched here. */
interface HtmlNode {
  readonly type: string;
  readonly tagName?: string;
  properties?: Record<string, unknown>;
  children?: HtmlNode[];
}

/** Lets the keyboard scroll what is wider than the screen, and names the boxes of task lists. */
function reachable(node: HtmlNode): HtmlNode {
  for (const child of node.children ?? []) reachable(child);
  const scrolls = { tabIndex: 0, role: 'region' };
  if (node.tagName === 'pre') node.properties = { ...node.properties, ...scrolls, ariaLabel: 'Code' };
  if (node.tagName === 'input')
    node.properties = { ...node.properties, ariaLabel: node.properties?.['checked'] === true ? 'done' : 'to do' };
  if (node.children)
    node.children = node.children.map((child) =>
      child.tagName === 'table' && node.tagName !== 'figure'
        ? {
            type: 'element',
            tagName: 'div',
            properties: { className: ['wide'], ...scrolls, ariaLabel: 'Table' },
            children: [child],
          }
        : child,
    );
  return node;
}

/** Each thing that the draft refers to once, in the order of its first use, with the id of its trace. */
function distinctTargets(bound: readonly Binding[]): [string, Target][] {
  const targets = bound.flatMap((each) =>
    each.targets.map((target): [string, Target] => [traceId({ targets: [target] }), target]),
  );
  return [...new Map(targets)];
}

function traceHtml(target: Target, site: string | undefined): string {
  const link = (address: string, text: string): string =>
    site === undefined ? text : `<a href="${escapeHtml(site + address)}">${text}</a>`;
  const cellOf = ({ notebook, cell }: { notebook: string; cell: string }): string =>
    link(
      `${notebook.replace(/\.ipynb$/, '.html')}#${cell}`,
      `${escapeHtml(notebook)}, cell <code>${escapeHtml(cell)}</code>`,
    );
  const again = (notebook: string): string => `<code>npx recount run ${escapeHtml(notebook)}</code>`;
  switch (target.kind) {
    case 'value': {
      const { value, sources } = target.entry;
      return entry(value.name, writeValue(value, value.low === undefined ? 'value' : 'with-interval'), [
        ['What it is', escapeHtml(value.says)],
        ['Count', value.k === undefined ? '' : writeValue(value, 'k-of-n')],
        ['Method', escapeHtml(value.method ?? '')],
        ['Cell', cellOf(target.entry)],
        ...sources.flatMap(sourceRows),
        ['Again', again(target.entry.notebook)],
      ]);
    }
    case 'claim': {
      const {
        id,
        printed,
        article,
        line,
        statement,
        verdict,
        evidence,
        explanation,
        computed,
        expectation,
        notebook,
        cell,
        sources,
      } = target.trace;
      const [short = '', claim = ''] = id.split('/');
      return entry(link(`articles/${short}.html#${claim}`, escapeHtml(id)), escapeHtml(verdict), [
        ['Printed', `${escapeHtml(printed)} (${escapeHtml(article)}, line ${line})`],
        ['What it says', escapeHtml(statement)],
        [
          'Recounted',
          computed === null ? '' : `${escapeHtml(formatComputed(computed, expectation))}, from ${evidence ?? ''}`,
        ],
        ['Why', escapeHtml(explanation ?? '')],
        ['Cell', notebook === null || cell === null ? '' : cellOf({ notebook, cell })],
        ...sources.flatMap(sourceRows),
        ['Again', notebook === null ? '' : again(notebook)],
      ]);
    }
    case 'claims':
      return entry(escapeHtml(target.says), '', [
        [
          'Counted',
          `from the verdicts, which the notebooks’ checks decide${target.of === 'all' ? '' : ` (${link(`articles/${target.of}.html`, escapeHtml(target.of))})`}`,
        ],
        ['Again', `<code>npx recount claims${target.of === 'all' ? '' : ` --article ${escapeHtml(target.of)}`}</code>`],
      ]);
    case 'sensitivity': {
      const { claim, question, total, sameDirection, survives, mostInfluential, sources } = target.entry.value;
      return entry(escapeHtml(claim), '', [
        ['Asked', escapeHtml(question)],
        [
          'Made',
          `in ${total} reasonable ways: the direction holds in ${sameDirection}, and beyond chance in ${survives}`,
        ],
        ['Moved by', escapeHtml(mostInfluential.choice)],
        ['Cell', cellOf(target.entry)],
        ...sources.flatMap(sourceRows),
        ['Again', again(target.entry.notebook)],
      ]);
    }
    case 'figure':
    case 'table':
      return entry(escapeHtml(target.id), '', [
        ['Cell', cellOf(target.entry)],
        ['Again', again(target.entry.notebook)],
      ]);
  }
}

const sourceRows = ({ corpus, digest, query }: Provenance): [string, string][] => [
  ['Query', `<code>${escapeHtml(describeQuery(query))}</code>`],
  ['Data', `${escapeHtml(describeCorpus(corpus))}, <code>${escapeHtml(digest.slice(0, 19))}…</code>`],
];

/** `name` and the values of rows are HTML already. */
const entry = (name: string, value: string, rows: readonly (readonly [string, string])[]): string =>
  `<h3>${name}${value === '' ? '' : ` <span>${value}</span>`}</h3><dl>${rows
    .filter(([, text]) => text !== '')
    .map(([term, text]) => `<div><dt>${term}</dt><dd>${text}</dd></div>`)
    .join('')}</dl>`;
