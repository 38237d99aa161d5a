import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CommentRangeEnd,
  CommentRangeStart,
  DeletedTextRun,
  Document,
  FootnoteReferenceRun,
  InsertedTextRun,
  NoBreakHyphen,
  Packer,
  Paragraph,
  type ParagraphChild,
  SimpleField,
  Tab,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
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

  test('JATS: a formula given twice, as MathML and as TeX, stands once in its sentence', async () => {
    const math =
      '<mml:math><mml:semantics><mml:mn>2.20</mml:mn><mml:annotation>2.20</mml:annotation></mml:semantics></mml:math>';
    const formula = `<inline-formula><alternatives>${math}<tex-math>$2.20$</tex-math></alternatives></inline-formula>`;
    const source = `<?xml version="1.0"?><article><body><p>We saw t(28) = ${formula}, p = .16.</p></body></article>`;
    expect(await errors('c.xml', source)).toEqual(['1 p-value']);
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

  const change = { id: 1, author: 'A', date: '2026-01-01T00:00:00Z' };
  test.each<[string, ParagraphChild[], string[]]>([
    ['what was deleted is gone, what was inserted is there', [new TextRun('Of 425, 155 ('), new DeletedTextRun({ text: '36.5', ...change }), new InsertedTextRun({ text: '46', ...change }), new TextRun('%).')], ['1 share']],
    ['a comment on a part of a sentence does not end it', [new TextRun('Of 425, '), new CommentRangeStart(0), new TextRun('155'), new CommentRangeEnd(0), new TextRun(' (46%).')], ['1 share']],
    ['the result of a field is text', [new TextRun('Of 425, '), new SimpleField('REF n', '155'), new TextRun(' (46%).')], ['1 share']],
    ['hidden words are not read', [new TextRun('Of 425, 155 (36.5%'), new TextRun({ text: ', not 46%', vanish: true }), new TextRun(').')], []],
    ['a tab is a space, a hyphen that does not break a minus', [new TextRun({ children: ['We saw t(28) =', new Tab(), new NoBreakHyphen(), '2.20, p = .16.'] })], ['1 p-value']],
    ['footnotes stand at the end', [new TextRun('Of 425, 155 (36.5%).'), new FootnoteReferenceRun(1)], ['3 p-value']],
  ])('Word: %s', async (_what, children, expected) => {
    const comments = { children: [{ id: 0, author: 'A', date: new Date(0), children: [new Paragraph('Really?')] }] };
    const footnotes = { 1: { children: [new Paragraph('We saw t(28) = 2.20, p = .16.')] } };
    const noted = children.some((child) => child instanceof FootnoteReferenceRun) ? { footnotes } : {};
    const document = new Document({ comments, ...noted, sections: [{ children: [new Paragraph({ children })] }] });
    expect(await errors('c.docx', await Packer.toBuffer(document))).toEqual(expected);
  }); // biome-ignore format: a case a line

  test.each([
    ['a page', 'a.html', '<p>Of 425 adverts, 155 (<del>36.5</del><ins>46</ins>%), and 155 of <s>337</s> 425 (36.5%).</p>'],
    ['Markdown', 'b.md', 'Of 425 adverts, 155 (~~36.5~~ 46%), and 155 of <del>337</del> 425 (36.5%).\n'],
  ])('%s: what was struck out is not read', async (_what, name, text) => {
    expect(await errors(name, text)).toEqual(['1 share']);
  }); // biome-ignore format: a case a line
});
