import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDraft } from '../../src/draft/build.js';
import { pageHtml } from '../../src/draft/page.js';
import { readDraft, readRegistry } from '../../src/draft/read.js';
import { inProject } from '../../src/load/project.js';
import { keepPicture, launch, noBrowser, seriousFindings, type View, views, watch } from '../site/browser.js';

/** What writers write: each sort of block, with a number in it. */
const everything = `# A piece with :value[fine-tuning-postings] postings

Text[^1] with **:value[fine-tuning-aie]{as=with-interval}**, [a link on :value[fine-tuning-ds]](https://a.example/) and an unbound 44%.

> A quote, in :free[2026]{why="the year"}, and \`a-very-long-piece-of-code-that-does-not-break-anywhere-at-all\`.

- [x] :compare[fine-tuning-aie fine-tuning-mle]{as=points-more} than ML Engineers

| role | AI Engineer | ML Engineer | Data Scientist | of all the postings there are |
| :--- | ---: | ---: | ---: | ---: |
| share | :value[fine-tuning-aie] | :value[fine-tuning-mle] | :value[fine-tuning-ds] | :value[fine-tuning-postings] |

\`\`\`
a line of code that is longer than a narrow screen is wide, and has to scroll inside of its own box
\`\`\`

::figure[fine-tuning-1-headline/chart]

::table[ai-engineer-1-print/grim-table]

[^1]: :method[fine-tuning-aie]
`;

describe.skipIf(noBrowser)('the page of a draft in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recount-page-'));
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
    const registry = await readRegistry();
    writeFileSync(join(folder, 'everything.html'), pageHtml(buildDraft(everything, 'everything.md', registry)));
    writeFileSync(
      join(folder, 'what-holds.html'),
      pageHtml(buildDraft(readDraft(inProject('data', 'drafts', 'what-holds.md')), 'what-holds.md', registry)),
    );
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(Object.keys(views) as View[])(
    'reads well, %s: nothing serious for axe, nothing wider than the screen, nothing loaded',
    { timeout: 60_000 },
    async (view) => {
      for (const name of ['everything', 'what-holds']) {
        const { page, open, complaints, strayed } = await watch(browser, folder, view);
        await open(`${name}.html`);
        expect(await seriousFindings(page, view)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
        expect([...complaints, ...strayed]).toEqual([]);
        await keepPicture(page, `draft-${name}-${view}`);
        await page.context().close();
      }
    },
  );

  test('every number leads to a trace that stands on the page', { timeout: 60_000 }, async () => {
    const { page, open } = await watch(browser, folder);
    await open('everything.html');
    const dangling = await page.evaluate(
      `[...document.querySelectorAll('a[href^="#"]')].map((link) => link.hash).filter((id) => document.getElementById(id.slice(1)) === null)`,
    );
    expect(dangling).toEqual([]);
    await page.getByRole('link', { name: '8.0 points more' }).click();
    expect(await page.locator('section:target').textContent()).toContain(
      'AI Engineer postings that mention fine-tuning',
    );
    await page.context().close();
  });
});
