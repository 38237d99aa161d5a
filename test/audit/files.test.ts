import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.js';
import { UserError } from '../../src/error.js';
import { inProject } from '../../src/load/project.js';
import { readArticleText, readSource } from '../../src/text/read.js';

const folder = mkdtempSync(join(tmpdir(), 'recount-audit-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Kind and place of each finding. */
const found = async (path: string): Promise<string[]> =>
  audit(await readArticleText(path)).diagnostics.map(({ kind, line, column }) => `${kind} ${line}:${column}`);

/** A PDF of one page with these lines of text, as small as the format allows. */
function pdf(lines: readonly string[]): Buffer {
  const stream = `BT /F1 12 Tf 72 720 Td 14 TL ${lines.map((line) => `(${line.replace(/[()\\]/g, '\\$&')}) Tj T*`).join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = text.length;
  return Buffer.from(
    `${text}xref\n0 6\n0000000000 65535 f \n${table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    'latin1',
  );
}

describe('a finding has the line and column of the file, whatever the file is', () => {
  const sentence = 'We saw t(28) = 2.20, p = .016.';

  test('plain text', async () => {
    expect(await found(file('a.txt', `Title\n\n${sentence}\n`))).toEqual(['p-value 3:8']);
  });

  test('plain text with Windows line ends and a mark of the byte order', async () => {
    expect(await found(file('w.txt', `\uFEFFTitle\r\n\r\n${sentence}\r\n`))).toEqual(['p-value 3:8']);
  });

  test('Markdown: emphasis and links are no text, and programs are not read', async () => {
    const source =
      'Some **text** in [a link](https://a.example/p=0)\n\n```\np = 0.000\n```\n\nWe *saw* **t**(28) = 2.20, `p` = .016.\n';
    expect(await found(file('a.md', source))).toEqual(['p-value 7:12']);
  });

  test('a saved page: scripts and styles are not read, entities are, tables are tables', async () => {
    const source = [
      '<!doctype html><html><head><title>p = 0.000</title><style>p{p:0}</style></head><body>',
      '<script>var p = "p = 0.000";</script>',
      '<p>We &amp; others saw <i>t</i>(28)&nbsp;= 2.20,',
      '<em>p</em> = .016.</p>',
      '<table><tr><th>Region</th><th>Orders</th></tr><tr><td>North</td><td>120</td></tr><tr><td>South</td><td>80</td></tr>',
      '<tr><td>Total</td><td>220</td></tr></table>',
      '</body></html>',
    ].join('\n');
    expect(await found(file('a.html', source))).toEqual(['p-value 3:27', 'sum 6:23']);
  });

  test('a PDF, by the lines of its text', async () => {
    expect(await found(file('a.pdf', pdf(['Title', sentence, 'Seven of the 20 patients (30%) relapsed.'])))).toEqual([
      'p-value 2:8',
      'share 3:1',
    ]);
  });

  test('a sentence over wrapped lines is one sentence', async () => {
    expect(
      await found(
        file(
          'b.txt',
          'In the second of both experiments the groups differed, t(28)\n= 2.20, p = .016, as they had before.\n',
        ),
      ),
    ).toEqual(['p-value 1:56']);
  });
});

describe('what is no article is refused in one clear line', () => {
  test.each([
    ['invalid UTF-8', Buffer.from([0x61, 0xff, 0xfe, 0x62]), /x\.txt: it is not valid UTF-8$/],
    ['a binary file', Buffer.from('PK\u0003\u0004\0\0\0'), /x\.txt: it is no text \(it holds NUL bytes\)$/],
    ['an empty file', Buffer.from(' \n'), /x\.txt holds no text$/],
    ['a broken PDF', Buffer.from('%PDF-1.4 and no more'), /x\.txt as PDF: /],
    ['a PDF without text', pdf([]), /x\.txt is a PDF without text/],
  ])('%s', async (_, bytes, message) => {
    const refusal = await readArticleText(file('x.txt', bytes)).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(UserError);
    expect((refusal as UserError).message).toMatch(message);
    expect((refusal as UserError).message).not.toContain('\n');
  });

  test('50 MB, at once', async () => {
    const path = file('large.txt', Buffer.alloc(50 * 2 ** 20, 'p = .000 and 12% of 25 people. '));
    await expect(readArticleText(path)).rejects.toThrow(/has 50 MB; an audit reads files up to 32 MB/);
  });

  test('a page of 20 MB is read when its weight is pictures, and refused when it is text', async () => {
    const picture = file(
      'page.html',
      `<html><body><img src="data:image/png;base64,${'A'.repeat(20 * 2 ** 20)}"><p>We saw t(28) = 2.20, p = .016.</p></body></html>`,
    );
    expect((await found(picture)).length).toBe(1);
    const text = file('text.txt', 'word '.repeat(4 * 2 ** 20));
    await expect(readArticleText(text)).rejects.toThrow(/million characters of text/);
  });
});

/** Texts that make careless patterns take minutes: long runs of what a pattern may begin with. */
const hostile: readonly string[] = [
  '1',
  '1.',
  '1,',
  '1,111',
  '12 ',
  '12% ',
  '12% of 25 ',
  '1 + ',
  'p = .0',
  't(28) = 2.20, ',
  '(',
  '[',
  '*',
  '_a',
  '`',
  '$a',
  ' ',
  'a\t',
  '| 1 ',
  'a 1 2\n',
  '- a - 12 jobs (3%)\n',
  '# a: 1 jobs (5%)\n',
  'two hundred and ',
  'statistically significant 5. ',
  '5% (95% CI 4 to 6), ',
  'less than 5% of x. ',
  'The rate was 5%. ',
  "Cramér's V ",
  'http://a1',
  '$1M-$',
  '<!--',
  '```\n',
  'from 1 to 2, up 3%, ',
];
test.each(hostile)(
  '60,000 characters of %j are audited in seconds of computing',
  { timeout: 120_000 },
  async (piece) => {
    const text = piece.repeat(60_000 / piece.length);
    const before = process.cpuUsage();
    for (const extension of ['.txt', '.md']) audit(await readSource(text, extension));
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(10);
  },
);

describe('recount audit', () => {
  const recount = (...args: string[]) =>
    spawnSync(process.execPath, [inProject('src', 'bin.mjs'), 'audit', ...args], {
      encoding: 'utf8',
      cwd: inProject(),
    });

  test('prints place, arithmetic and what was checked, and exits with 1 for an error', { timeout: 60_000 }, () => {
    const { stdout, status } = recount(file('c.txt', 'We saw t(28) = 2.20, p = .016.\n'));
    expect(stdout).toMatch(/c\.txt:1:8 {2}note {2}p-value|c\.txt:1:8 {2}error {2}p-value/);
    expect(stdout).toContain('t(28) = 2.20 gives p = 0.0362, two-sided');
    expect(stdout).toContain('1 p-values beside their statistic');
    expect(stdout).not.toContain('\x1b[');
    expect(status).toBe(1);
  });

  test('--json is an array of findings, and notes alone exit with 0', { timeout: 60_000 }, () => {
    const { stdout, status } = recount(file('d.txt', 'The fit improved (p = .000).\n'), '--json');
    expect(JSON.parse(stdout)).toEqual([
      {
        line: 1,
        column: 19,
        kind: 'p-zero',
        severity: 'note',
        text: 'p = .000',
        arithmetic: 'no p-value is 0, which prints as 0 below 0.0005; write p < 0.001',
      },
    ]);
    expect(status).toBe(0);
  });

  test('a text without numbers says that nothing was checked', { timeout: 60_000 }, () => {
    const { stdout, status } = recount(file('e.txt', 'Nothing is counted here.\n'));
    expect(stdout).toContain('The text prints nothing that could be checked.');
    expect(status).toBe(0);
  });

  test('a missing file is one line and exit 2', { timeout: 60_000 }, () => {
    const { stderr, status } = recount(join(folder, 'nowhere.txt'));
    expect(stderr).toMatch(/^recount: cannot read .*nowhere\.txt: there is no such file\n$/);
    expect(status).toBe(2);
  });
});
