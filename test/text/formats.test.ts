import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { afterAll, describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.js';
import { readArticleText } from '../../src/text/read.js';

const folder = mkdtempSync(join(tmpdir(), 'recount-formats-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Line and kind of each error, in a text of this name and content. */
async function errors(name: string, content: string | Uint8Array): Promise<string[]> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const { diagnostics } = audit(await readArticleText(path));
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ line, kind }) => `${line} ${kind}`);
}

describe('one result, t(28) = 2.20 with p = .01 and p < .05 one-sided nowhere, and a total that is wrong, in every format', () => {
  test('Markdown with lowered degrees of freedom', async () => {
    expect(await errors('a.md', 'We saw *t*~28~ = 2.20, *p* = .16, and *t*<sub>28</sub> = 2.20, *p* = .15.\n')).toEqual(
      ['1 p-value', '1 p-value'],
    );
  });

  test('LaTeX: sections, formulas, tables, and no comments', async () => {
    const source = [
      '\\documentclass{article}\\begin{document}',
      '\\section{Results} % p = .000',
      'We saw $t_{28} = 2.20$, \\emph{p} = .16 \\cite{someone2020}, in 12\\% of cases.',
      '\\begin{tabular}{lr}',
      'North & 120 \\\\ South & 80 \\\\ Total & 220 \\\\',
      '\\end{tabular}\\end{document}',
    ].join('\n');
    expect(await errors('a.tex', source)).toEqual(['3 p-value', '5 sum']);
  });

  test('JATS, in which journals publish', async () => {
    const source = [
      '<?xml version="1.0"?><article><front><article-meta><title-group><article-title>A</article-title></title-group></article-meta></front>',
      '<body><sec><title>Results</title><p>We saw <italic>t</italic><sub>28</sub> = 2.20, <italic>p</italic> = .16.</p></sec></body>',
      '<back><ref-list><ref>t(28) = 2.20, p = .99</ref></ref-list></back></article>',
    ].join('\n');
    expect(await errors('a.xml', source)).toEqual(['2 p-value']);
  });

  test('TEI, as GROBID writes it', async () => {
    const source = [
      '<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><p>p = .000</p></fileDesc></teiHeader>',
      '<text><body><div><head>Results</head><p>We saw t(28) = 2.20, p = .16.</p></div>',
      '<figure type="table"><table><row><cell>North</cell><cell>120</cell></row><row><cell>South</cell><cell>80</cell></row>',
      '<row><cell>Total</cell><cell>220</cell></row></table></figure></body></text></TEI>',
    ].join('\n');
    expect(await errors('b.xml', source)).toEqual(['2 p-value', '4 sum']);
  });

  test('a notebook: prose and what cells printed, by the line of the file', async () => {
    const cells = [
      { cell_type: 'markdown', metadata: {}, source: ['# Results\n', 'We saw t(28) = 2.20, p = .16.'] },
      { cell_type: 'code', metadata: {}, execution_count: 1, source: ['"t(28) = 2.20, p = .99"'], outputs: [{ output_type: 'stream', name: 'stdout', text: ['t = 2.2, df = 28, p-value = 0.09\n'] }] },
    ]; // biome-ignore format: cells
    const source = JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1);
    const lines = source.split('\n');
    const lineOf = (part: string): number => lines.findIndex((line) => line.includes(part)) + 1;
    expect(await errors('a.ipynb', source)).toEqual([`${lineOf('.16')} p-value`, `${lineOf('0.09')} p-value`]);
  });

  test('Quarto: front matter and programs are not read', async () => {
    expect(
      await errors('a.qmd', '---\ntitle: p = 1.5\n---\n\n```{r}\np = 1.5\n```\n\nWe saw t(28) = 2.20, p = .16.\n'),
    ).toEqual(['9 p-value']);
  });

  test('Word: paragraphs, lowered runs and tables', async () => {
    const row = (...cells: string[]) =>
      new TableRow({ children: cells.map((cell) => new TableCell({ children: [new Paragraph(cell)] })) });
    const document = new Document({
      sections: [
        {
          children: [
            new Paragraph({
              children: [
                new TextRun('We saw t'),
                new TextRun({ text: '28', subScript: true }),
                new TextRun(' = 2.20, p = .16.'),
              ],
            }),
            new Table({ rows: [row('North', '120'), row('South', '80'), row('Total', '220')] }),
          ],
        },
      ],
    });
    expect(await errors('a.docx', await Packer.toBuffer(document))).toEqual(['1 p-value', '5 sum']);
    await expect(errors('b.docx', 'no zip')).rejects.toThrow(/as a Word document/);
  });
});
