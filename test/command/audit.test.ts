import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { auditReply } from '../../src/command/audit-reply.js';
import { inProject } from '../../src/load/project.js';

const folder = mkdtempSync(join(tmpdir(), 'recount-audits-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'texts'));
const put = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
put('texts/right.md', 'We saw t(28) = 2.20, p = .036, d = 0.8.\n');
put('texts/wrong.md', 'Of 425 adverts, 155 (46%) say so, <b>and</b> t(28) = 2.20, p = .16, d = 0.8.\n');
put('texts/broken.pdf', '%PDF-1.4 and no more');
const texts = join(folder, 'texts');
const plain = { cache: false } as const;

describe('an audit of a folder', () => {
  test('has a line for each text, and names what cannot be read without stopping there', async () => {
    const { text, ending } = await auditReply([texts], plain);
    expect(text).toMatch(/text +checked +errors +notes/);
    expect(text).toMatch(/right\.md +\d+ +0 +0/);
    expect(text).toMatch(/wrong\.md +\d+ +2 +0/);
    expect(text).toMatch(/broken\.pdf +not read/);
    expect(text).toContain('2 errors, 0 notes.');
    expect(ending).toBe('badInput');
  });

  test('is remembered by its contents, also where no audit was kept before', async () => {
    const kept = inProject('.recount', 'audits');
    rmSync(kept, { recursive: true, force: true });
    const first = await auditReply([texts], { cache: true });
    expect(readdirSync(kept).length).toBe(2);
    expect(await auditReply([texts], { cache: true })).toEqual(first);
  });

  test('a page says what was not read and what was not checked', async () => {
    const odd = put('texts/odd.txt', 'The effect was clear, t(28) = 2.20.\n');
    const html = join(folder, 'b.html');
    await auditReply([odd, join(texts, 'broken.pdf')], { ...plain, html });
    rmSync(odd);
    const page = readFileSync(html, 'utf8');
    expect(page).toContain('broken.pdf was not read: ');
    expect(page).toContain('<summary>1 not checked</summary>');
    expect(page).toContain('no p-value stands beside it');
  });

  test('gives JSON and CSV, a line for each finding', async () => {
    const files = JSON.parse((await auditReply([texts], { ...plain, json: true })).text ?? '');
    expect(files.map(({ findings }: { findings?: unknown[] }) => findings?.length)).toEqual([undefined, 0, 2]);
    const csv = (await auditReply([texts], { ...plain, csv: true })).text?.split('\n') ?? [];
    expect(csv[0]).toBe('file,line,column,kind,severity,text,arithmetic,accepted');
    expect(csv.length).toBe(3);
  });

  test('writes SARIF and a page with each finding marked in its text, whose words stay words', async () => {
    const [sarif, html] = [join(folder, 'a.sarif'), join(folder, 'a.html')];
    await auditReply([join(texts, 'wrong.md'), join(texts, 'right.md')], { ...plain, sarif, html });
    const log = JSON.parse(readFileSync(sarif, 'utf8'));
    expect(log.version).toBe('2.1.0');
    // what GitHub's rules of Microsoft's sarif-multitool 5.7.0 ask for (GH2012)
    const [rule] = log.runs[0].tool.driver.rules;
    expect(
      [rule.shortDescription.text, rule.fullDescription.text, rule.help.text].every((text) => text.length > 20),
    ).toBe(true);
    expect(
      log.runs[0].results.map(({ ruleId, level }: { ruleId: string; level: string }) => `${ruleId} ${level}`),
    ).toEqual(['share error', 'p-value error']);
    const page = readFileSync(html, 'utf8');
    expect(page).toContain('<mark id="mark-0-0" class="error">425 adverts, 155 (46%</mark>');
    expect(page).not.toContain('<b>and');
  });

  test('a baseline accepts findings with a reason, refuses one without, and complains of those that are gone', async () => {
    const baseline = join(folder, 'baseline.yaml');
    const wrong = join(texts, 'wrong.md');
    await auditReply([wrong], { ...plain, newBaseline: baseline });
    await expect(auditReply([wrong], { ...plain, baseline })).rejects.toThrow(/say why it is accepted/);
    writeFileSync(baseline, readFileSync(baseline, 'utf8').replaceAll('to be said', 'the authors were told'));
    const [other, sarif] = [put('texts/C# #2?.md', 'Of 425 adverts, 155 (46%) say so.\n'), join(folder, 'c.sarif')];
    await auditReply([wrong, other], { ...plain, baseline, sarif });
    rmSync(other);
    const { results } = JSON.parse(readFileSync(sarif, 'utf8')).runs[0];
    expect(results.map(({ suppressions }: { suppressions: unknown[] }) => suppressions.length)).toEqual([1, 1, 0]);
    const { uri } = results[2].locations[0].physicalLocation.artifactLocation;
    expect(decodeURIComponent(new URL(uri, 'https://example.org/').pathname)).toMatch(/\/C# #2\?\.md$/);
    const accepted = await auditReply([wrong], { ...plain, baseline });
    expect(accepted.text).toContain('0 errors, 0 notes, 2 accepted.');
    expect(accepted.ending).toBe('asExpected');
    writeFileSync(wrong, 'Of 425 adverts, 155 (46%) say so.\n');
    const stale = await auditReply([wrong], { ...plain, baseline });
    expect(stale.text).toContain('no longer occurs');
    expect(stale.ending).toBe('unexpected');
  });
});
