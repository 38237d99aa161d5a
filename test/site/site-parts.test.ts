import { describe, expect, test } from 'vitest';
import { asksFor } from '../../src/site/claim.js';
import { html, jsonData } from '../../src/site/html.js';
import { firstHeading, markdownHtml } from '../../src/site/markdown.js';
import { sourceCode } from '../../src/site/source-code.js';
import { specificationTable } from '../../src/site/specifications.js';
import { untrustedHtml } from '../../src/site/untrusted-html.js';
import { chartTable, csv } from '../../src/trace/chart-table.js';

describe('text in a page', () => {
  test('is escaped, in elements and in attributes, also inside lists', () => {
    const claim = '<script>alert("1")</script>';
    expect(html`<p title="${claim}">${[claim, [claim]]}</p>`.markup).toBe(
      `<p title="${'&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;'}">${'&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;'.repeat(2)}</p>`,
    );
  });

  test('is nothing where there is nothing, and 0 where there is a 0', () => {
    expect(html`<p>${null}${undefined}${false}${0}${''}</p>`.markup).toBe('<p>0</p>');
  });

  test('that scripts read as data cannot end its element', () => {
    const { markup } = jsonData('figure', { text: '</script><script>alert(1)</script>' });
    expect(markup.match(/<\/?script/g)).toEqual(['<script', '</script']);
    expect(JSON.parse(markup.replace(/^<[^>]*>|<\/script>$/g, ''))).toEqual({
      text: '</script><script>alert(1)</script>',
    });
  });

  test('in Markdown cannot be markup, run something or load a picture', () => {
    const { markup } = markdownHtml(
      '**Bold** <script>alert(1)</script> [run](javascript:alert(1)) ![a picture](https://example.org/x.png) [next](fine-tuning-1-headline.ipynb#shares)',
    );
    expect(markup).toContain('<strong>Bold</strong> &#x3C;script>');
    expect(markup).not.toMatch(/<script|<img|href="javascript/);
    expect(markup).toContain('a picture');
    expect(markup).toContain('href="fine-tuning-1-headline.html#shares"');
    expect(firstHeading('Words\n\n# The `first` heading\n')).toBe('The first heading');
  });

  test('in source code is text, and words are told apart', () => {
    expect(sourceCode("const a = '<script>'; // why").markup).toBe(
      `<pre class="code"><code><span class="keyword">const</span> a = <span class="string">&#39;</span><span class="string">&lt;script&gt;</span><span class="string">&#39;</span>; <span class="comment">// why</span></code></pre>`.replaceAll(
        '&#39;',
        "'",
      ),
    );
  });
});

describe('the HTML of a cell’s output', () => {
  test.each([
    ['a script', '<table><tr><td>1<script>alert(1)</script></td></tr></table>'],
    ['a handler', '<img src="data:image/png;base64,AAAA" onerror="alert(1)"><p onclick="alert(1)">a</p>'],
    ['a link that runs', '<a href="javascript:alert(1)">a</a><a href=" &#106;avascript:alert(1)">b</a>'],
    ['SVG in the page', '<svg onload="alert(1)"><script>alert(1)</script></svg>'],
    ['a frame', '<iframe srcdoc="<script>alert(1)</script>"></iframe><object data="x"></object><embed src="x">'],
    ['a form', '<form action="https://example.org"><input name="q"><button>a</button></form>'],
    [
      'a style',
      '<style>body{display:none}</style><p style="position:fixed;background:url(https://example.org/x)">a</p>',
    ],
    [
      'a base, or a redirection',
      '<base href="https://example.org"><meta http-equiv="refresh" content="0;url=https://example.org"><link rel="stylesheet" href="https://example.org/x.css">',
    ],
    ['markup that hides in a title', '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>'],
  ])('loses %s', (_, source) => {
    expect(untrustedHtml(source).markup).not.toMatch(
      /<(?:script|svg|iframe|object|embed|form|input|button|style|base|meta|link|noscript)|\son\w+=|javascript:|example\.org|position/i,
    );
  });

  test('loses a picture that would be loaded, and keeps one that is there', () => {
    expect(
      untrustedHtml('<img src="https://example.org/x.png"><img src="file:///etc/passwd"><img src="x.png">').markup,
    ).toBe('');
    expect(untrustedHtml('<img src="data:image/svg+xml;base64,PHN2Zz4=" alt="a">').markup).toBe(
      '<img src="data:image/svg+xml;base64,PHN2Zz4=" alt="a">',
    );
  });

  test('keeps a table with the side on which its columns stand', () => {
    expect(
      untrustedHtml(
        '<table><tbody><tr><td style="text-align: right;">1,114</td><td style="text-align:left;white-space:nowrap">a &lt; b</td></tr></tbody></table>',
      ).markup,
    ).toBe('<table><tbody><tr><td class="right">1,114</td><td class="left">a &#x3C; b</td></tr></tbody></table>');
  });
});

describe('the numbers of a chart', () => {
  test('are its points with their intervals, named as the axes; labels beside points are none', () => {
    const figure = {
      data: [
        {
          type: 'bar',
          orientation: 'h',
          y: ['AI Engineer<br>292 of 1,114'],
          x: [0.26],
          error_x: { array: [0.03], arrayminus: [0.02] },
        },
        { type: 'scatter', mode: 'text', y: ['AI Engineer'], x: [0.26], text: ['26%'] },
      ],
      layout: { xaxis: { title: { text: 'share of postings' } } },
    };
    expect(chartTable(figure)).toEqual({
      columns: ['y', 'share of postings', 'share of postings, low', 'share of postings, high'],
      rows: [['AI Engineer, 292 of 1,114', 0.26, 0.24, 0.29]],
    });
  });

  test('have the series where there are several, and the name of a tick for a place beside it', () => {
    const figure = {
      data: [
        { type: 'scatter', name: 'AI-First', x: [0.5], y: [-0.1] },
        { type: 'scatter', name: 'AI-Support', x: [0.2], y: [1.1] },
      ],
      layout: { yaxis: { tickvals: [0, 1], ticktext: ['RAG', '<b>agents</b>'] } },
    };
    expect(chartTable(figure).rows).toEqual([
      ['AI-First', 'RAG', 0.5],
      ['AI-Support', 'agents', 0.2],
    ]);
  });

  test('of a specification curve are all combinations with their choices, by estimate', () => {
    const specification = { low: 1, high: 2, p: 0.01, sameDirection: true, significant: true };
    const influence = { choice: 'test', spread: 0.1, flips: 0 };
    const table = specificationTable({
      claim: 'a/b',
      question: 'How much more?',
      measure: 'ratio',
      direction: { above: 1 },
      choices: { test: ['z', 'Fisher'] },
      specifications: [
        { choices: { test: 'z' }, estimate: 1.4, ...specification },
        { choices: { test: 'Fisher' }, estimate: 1.3, ...specification, p: null },
      ],
      sameDirection: 2,
      significant: 2,
      survives: 2,
      total: 2,
      influences: [influence],
      mostInfluential: influence,
      parts: [],
      sources: [],
    });
    expect(table.columns).toEqual(['test', 'estimate', 'low', 'high', 'p', 'same direction', 'significant']);
    expect(table.rows).toEqual([
      ['Fisher', 1.3, 1, 2, null, 'yes', 'yes'],
      ['z', 1.4, 1, 2, 0.01, 'yes', 'yes'],
    ]);
  });

  test('are written as CSV that a spreadsheet reads: quotes doubled, nothing for nothing', () => {
    expect(
      csv({
        columns: ['a, b', 'c'],
        rows: [
          ['say "x"', null],
          ['é', 0.1],
        ],
      }),
    ).toBe('"a, b",c\r\n"say ""x""",\r\né,0.1\r\n');
  });
});

test.each([
  [{ kind: 'rounds', to: 0.1, decimals: 2, percent: false }, 'a value that rounds to 0.10'],
  [{ kind: 'rounds', to: 26.2, decimals: 1, percent: true }, 'a value that rounds to 26.2%'],
  [{ kind: 'compares', all: true, operator: '<', bound: 1e-7 }, 'every value below 1e-7'],
  [{ kind: 'within', all: false, low: 2, high: 4 }, 'a value from 2 to 4'],
  [{ kind: 'ordered', names: ['A', 'B'] }, 'this order, the largest first: A, B'],
] as const)('what %j asks for is said in words', (expectation, words) => {
  expect(asksFor(expectation)).toBe(words);
});
