import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { annotationsOf } from '../../src/site/annotations.js';
import { claimReview } from '../../src/site/claim-review.js';
import { claimsJson, claimsSchema, claimsSchemaJson } from '../../src/site/claims-json.js';
import { readContent, type SiteContent } from '../../src/site/content.js';
import { crateFiles } from '../../src/site/crate.js';
import { bookmarklet, overlayPage, overlayScript } from '../../src/site/overlay.js';
import { standingOf } from '../../src/site/verdict.js';
import type { TracedArticle } from '../../src/trace/trace.js';
import { launch, noBrowser } from './browser.js';

let content: SiteContent;
let article: TracedArticle;
beforeAll(async () => {
  content = await readContent(new Map());
  const found = content.articles.find(({ article }) => article.id === 'fine-tuning-by-role');
  if (!found) throw new Error('no such article');
  article = found;
}, 60_000);

test('claims.json has every claim with its verdict, and is as its schema says', () => {
  const file = claimsJson(content, 'https://site.example/');
  expect(file.claims.length).toBe(content.articles.flatMap(({ traces }) => traces).length);
  expect(claimsSchema.safeParse(JSON.parse(JSON.stringify(file))).success).toBe(true);
  expect(claimsSchemaJson()).toMatchObject({ $schema: expect.stringContaining('json-schema.org'), type: 'object' });
  expect(file.claims.find(({ id }) => id === 'fine-tuning-by-role/mle-share')).toMatchObject({
    printed: '18.2%',
    verdict: 'reproduced',
    standing: 'holds',
    page: 'https://site.example/claims/fine-tuning-by-role/mle-share.html',
  });
});

test('annotations have the line and the number of each claim that prints one, and no other word of the article', () => {
  const { first } = annotationsOf(article, '') as {
    first: {
      items: { body: { value?: string }[]; target: { selector: { value: string; refinedBy: { exact: string } } } }[];
    };
  };
  expect(first.items.length).toBeGreaterThan(50);
  for (const { target } of first.items)
    expect(target.selector.refinedBy.exact).toMatch(/^\D{0,12}\d|^\p{L}+(?: \p{L}+)?$/u);
  expect(first.items.find(({ target }) => target.selector.refinedBy.exact === '18.2%')).toMatchObject({
    body: [{ value: 'reproduced' }, { value: 'recounted 18.182%' }, {}],
    target: { selector: { value: 'line=14,15' } },
  });
});

test('a ClaimReview says what was claimed, where, and how it stands', () => {
  const trace = article.traces.find(({ id }) => id === 'fine-tuning-by-role/ds-share-low');
  expect(trace && claimReview(trace, article.article)).toMatchObject({
    '@type': 'ClaimReview',
    itemReviewed: { '@type': 'Claim', name: '4.1%' },
    reviewRating: { ratingValue: 1, alternateName: 'differs' },
  });
});

test('a crate names each of its files with its digest, and every reference in it leads to an entity', () => {
  const files = crateFiles(article, content, '');
  const [metadata] = files;
  const { '@graph': graph, '@context': terms } = JSON.parse(metadata && 'text' in metadata ? metadata.text : '') as {
    '@context': unknown;
    '@graph': { '@id': string; '@type': string; sha256?: string }[];
  };
  // roc-validator 0.13 accepts it so; without the term it refuses each file's digest
  expect(terms).toEqual(['https://w3id.org/ro/crate/1.1/context', { sha256: 'http://schema.org/sha256' }]);
  const ids = graph.map((entity) => entity['@id']);
  const references = [...JSON.stringify(graph).matchAll(/\{"@id":"([^"]+)"\}/g)].map(([, id = '']) => id);
  expect(references.filter((id) => !ids.includes(id) && !id.startsWith('https://w3id.org/'))).toEqual([]);
  const listed = graph.filter((entity) => entity['@type'] === 'File');
  expect(listed.map((entity) => `crates/fine-tuning-by-role/${entity['@id']}`)).toEqual(
    files.slice(1).map(({ path }) => path),
  );
  for (const { sha256 } of listed) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
});

describe.skipIf(noBrowser)('the overlay in a browser', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'recount-overlay-'));
  let browser: Browser;
  beforeAll(async () => {
    // a page as a publisher has it: words between the numbers, a number cut by markup, a script, numbers of the page's own
    const lines = [...article.traces]
      .sort((a, b) => a.line - b.line)
      .map(({ printed }) => `<p>Of these, ${printed.replace('%', '<b>%</b>')} said so.</p>`);
    writeFileSync(
      join(folder, 'published.html'),
      `<!doctype html><title>An article</title><nav>Page 1 of 3, 18.2% off</nav><script>const x = '18.2%';</script><article>${lines.join('\n')}</article>`,
    );
    writeFileSync(join(folder, 'overlay.js'), overlayScript(article, 'https://site.example/'));
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('colours every number of the page by its verdict, leaves its words as they were, and asks nobody', async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(join(folder, 'published.html')).href);
    const before = await page.evaluate('document.querySelector("article").textContent');
    await page.evaluate(readFileSync(join(folder, 'overlay.js'), 'utf8'));
    expect(await page.evaluate('document.querySelector("article").textContent')).toBe(before);
    const failing = article.traces.filter(({ verdict }) => standingOf(verdict) === 'fails').length;
    const badge = await page.locator('#recount-badge').innerText();
    expect(badge).toContain(`${failing} do not`);
    expect(badge).not.toContain('not found');
    const low = page.locator('.recount-mark[data-standing="fails"]', { hasText: '4.1' }).first();
    expect(await low.getAttribute('title')).toBe('Recount: differs: recounted 4.161%');
    expect(await low.getAttribute('href')).toBe('https://site.example/claims/fine-tuning-by-role/ds-share-low.html');
    expect(await page.locator('nav .recount-mark').count()).toBe(0);
    expect(asked.length).toBe(1);
    await page.evaluate(readFileSync(join(folder, 'overlay.js'), 'utf8')); // again: the marks are made anew
    expect(await page.locator('#recount-badge').count()).toBe(1);
    await page.close();
  });

  test('comes as a bookmark that does the same', async () => {
    const script = readFileSync(join(folder, 'overlay.js'), 'utf8');
    writeFileSync(join(folder, 'bookmark.html'), overlayPage(article.article, bookmarklet(script)));
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(folder, 'bookmark.html')).href);
    const bookmark = (await page.locator('a.bookmark').getAttribute('href')) ?? '';
    await page.goto(pathToFileURL(join(folder, 'published.html')).href);
    await page.evaluate(decodeURIComponent(bookmark.replace('javascript:', '')));
    expect(await page.locator('.recount-mark').count()).toBeGreaterThan(50);
    await page.close();
  });
});
