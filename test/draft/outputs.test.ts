import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BuiltDraft, buildDraft } from '../../src/draft/build.js';
import { type OutputFile, outputsOf } from '../../src/draft/outputs.js';
import { imageSize } from '../../src/draft/picture-size.js';
import { readRegistry } from '../../src/draft/read.js';
import { readPdf } from '../../src/text/pdf.js';

const text = `---
references: lit.bib
free:
  five: the articles that have a file
---

# Who asks?

Five of them ask, :value[fine-tuning-aie] of AI Engineer postings. Elsewhere it is :quoted[44%]{from=smith2024}.

:value[guide-postings]) postings were read.

The table has :cell[fine-tuning-1-headline/counts]{row="AI Engineer" column="share"}, the chart
:cell[fine-tuning-1-headline/chart]{row="AI Engineer, 292 of 1,114" column="share of postings" as=percent}.

::figure[fine-tuning-1-headline/chart]

[here](javascript:alert(1))
`;
const literature =
  '@article{smith2024, author={Smith, Jane and Doe, John}, title={Who asks}, journal={Journal}, year={2024}}';

describe('a draft in the forms in which it is handed on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recount-outputs-'));
  const file = join(folder, 'piece.md');
  let draft: BuiltDraft;
  let files: ReadonlyMap<string, OutputFile['content']>;
  const textOf = (name: string): string => String(files.get(name));
  beforeAll(async () => {
    writeFileSync(join(folder, 'lit.bib'), literature);
    draft = buildDraft(text, file, await readRegistry({ text, file }));
    const formats = { docx: true, pdf: true, fragment: true, site: 'https://site.example' };
    files = new Map((await outputsOf(draft, 'piece', formats)).map(({ path, content }) => [path, content]));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('binds numbers of tables, of charts and of the literature', () => {
    expect(draft.bound.map(({ text }) => text)).toEqual(expect.arrayContaining(['26.2%', '44%', '895']));
    expect(draft.diagnostics.filter(({ kind }) => kind !== 'markup')).toEqual([]);
    expect(draft.free).toEqual([{ text: 'five', reason: 'the articles that have a file' }]);
  });

  test('the page loads and runs nothing, and a link that would is words', () => {
    expect(textOf('piece.html')).toContain("default-src 'none'");
    expect(textOf('piece.html')).not.toMatch(/javascript:|<script(?! type="application)/);
    expect(draft.diagnostics).toMatchObject([{ kind: 'markup', severity: 'error' }]);
    expect(textOf('piece.html')).toContain('Smith, J., &amp; Doe, J. (2024). Who asks. Journal.');
    expect(textOf('piece.html')).toContain('class="banner"');
  });

  test('Markdown keeps a number that would be the marker of a list, and shows figures as PNG', () => {
    expect(textOf('piece.md')).toContain('895\\) postings were read.');
    expect(textOf('piece.md')).toContain('(piece-figures/figure-1.png)');
    const png = files.get('piece-figures/figure-1.png') as Buffer;
    expect(imageSize(png).width).toBe(1520);
    expect(textOf('piece-figures/figure-1.svg')).toMatch(/^<svg /);
  });

  test('Word has the figure as SVG and as PNG, and a link from each number to its source', () => {
    writeFileSync(join(folder, 'piece.docx'), files.get('piece.docx') ?? '');
    const unzip = (path: string): string =>
      execFileSync('unzip', ['-p', 'piece.docx', path], { cwd: folder }).toString();
    const listing = execFileSync('unzip', ['-l', 'piece.docx'], { cwd: folder }).toString();
    expect(listing).toMatch(/\.svg[^]*\.png|\.png[^]*\.svg/);
    const document = unzip('word/document.xml');
    const anchors = [...document.matchAll(/w:hyperlink w:history="1" w:anchor="([^"]+)"/g)].map(([, name]) => name);
    const bookmarks = [...document.matchAll(/w:bookmarkStart w:name="([^"]+)"/g)].map(([, name]) => name);
    expect(anchors.length).toBeGreaterThan(5);
    expect(anchors.filter((name) => !bookmarks.includes(name))).toEqual([]);
    expect(document).toContain('895');
  });

  test('a PDF has the words and the sources', async () => {
    const { text: words } = await readPdf(new Uint8Array(files.get('piece.pdf') as Buffer), 'piece.pdf');
    expect(words).toContain('26.2%');
    expect(words).toContain('Where the numbers come from');
  });

  test('the fragment has no class, no script and no style sheet; its numbers lead to the published site', () => {
    const fragment = textOf('piece.fragment.html');
    expect(fragment).not.toMatch(/\sclass=|<script|<style|<html|javascript:/);
    expect(fragment).toContain('<p style=');
    expect(fragment).toContain('href="https://site.example/notebooks/fine-tuning-1-headline.html#values"');
    expect(fragment).toContain('src="data:image/png;base64,');
  });
});

test.each([
  ['---\nfree: [three, five]\n---\nx', 'front matter, free: numbers without a reason are not free'],
  ['---\nfree:\n  three: x\n---\nx', 'front matter, free.three: expected a reason'],
  ['---\na: [\n---\nx', 'front matter: '],
  [':cell[fine-tuning-1-headline/counts]{row="AI Enginer" column="share"}', 'Did you mean "AI Engineer"?'],
  [':cell[fine-tuning-1-headline/counts]{row="AI Engineer" column="shares"}', 'there is no column "shares"'],
  [':cell[no/table]{row=1}', 'there is no table or figure "no/table"'],
  [':quoted[44%]', 'write :quoted[44%]{from=key page=12}'],
  [':cite[smith]', 'Name the file of references in the front matter'],
])('%j is a mistake with its place', async (written, expected) => {
  const known = await readRegistry();
  expect(() => buildDraft(written, 'piece.md', known)).toThrow(expected);
});
