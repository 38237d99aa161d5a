import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cachedTraces } from '../../src/trace/cached-traces.js';
import { copyProject } from '../project-copy.js';
import { keepPicture, launch, noBrowser, seriousFindings, sharedPage, type View, watch } from './browser.js';
import { builtSite } from './built-site.js';

const articles = await cachedTraces();
const traces = articles.flatMap((article) => article.traces);

describe.skipIf(noBrowser)('the site in a browser', { timeout: 60_000 }, () => {
  let site: string;
  let browser: Browser;

  beforeAll(async () => {
    site = await builtSite();
    browser = await launch();
  }, 120_000);
  afterAll(() => browser?.close(), 60_000);
  const look = sharedPage(
    () => browser,
    () => site,
  );

  test('leads from the board to a number, to the cell that recounts it, and back', async () => {
    const { page, open, complaints, strayed } = await look();
    await open('index.html');
    await page.getByRole('searchbox', { name: 'Find a printed number' }).fill('18.2%');
    await page.locator('.found a').first().click();
    await page.waitForURL('**/claims/fine-tuning-by-role/mle-share.html');

    const trace = await page.locator('main').innerText();
    for (const part of [
      'skillenai-fine-tuning-by-role.txt, line 15',
      'a value that rounds to 18.2%',
      'postings by role, and how many of them mention fine-tuning (phrase match)',
      'sha256:653f361f9fa2ee5cf0a7a9317d079a87eedcbd5717a1c70ee6a982270515b316',
      'npx recount run --force notebooks/fine-tuning-1-headline.ipynb',
    ]) {
      expect(trace).toContain(part);
    }

    await page.locator('a.cell-link').click();
    await page.waitForURL('**/notebooks/fine-tuning-1-headline.html#shares');
    expect(await page.locator('#shares.is-named pre').first().innerText()).toContain('wilson(mle)');
    await page.locator('#shares .checks tr', { hasText: '18.2%' }).getByRole('link').first().click();
    await page.waitForURL('**/claims/fine-tuning-by-role/mle-share.html');

    await page.getByRole('link', { name: '3 rows' }).click();
    expect(await page.locator('main').innerText()).toMatch(/ML Engineer\s+2,893\s+526/);
    expect({ complaints, strayed }).toEqual({ complaints: [], strayed: [] });
  });

  test.each([
    ['1.4x', '1.4×'],
    ['18,2%', '18.2%'],
    ['0.182', '18.2%'],
    ['finetuning ml engineer 18.2', '18.2%'],
  ])('finds %s as one types it', async (asked, printed) => {
    const { page, open } = await look();
    await open('index.html');
    await page.getByRole('searchbox').fill(asked);
    await expect.poll(() => page.locator('.found .printed').allInnerTexts()).toContain(printed);
    const [said] = /\d+/.exec(await page.getByRole('status').innerText()) ?? [];
    await expect.poll(() => page.locator('.found li').count()).toBe(Number(said)); // all of them
  });

  test('says so when nothing is found, or an address names no claim', async () => {
    const { page, open } = await look();
    await open('index.html');
    await page.getByRole('searchbox').fill('no such words');
    await expect.poll(() => page.getByRole('status').innerText()).toBe('No claim prints this or speaks of it');
    await open('articles/fine-tuning-by-role.html#no-such-claim');
    expect(await page.getByRole('status').innerText()).toBe('There is no claim no-such-claim here');
  });

  test('shows where one is: the claim in its article, and the cell in its notebook', async () => {
    const { page, open } = await look();
    await open('articles/fine-tuning-by-role.html#ds-share-low');
    expect(await page.locator('#ds-share-low.is-named').isVisible()).toBe(true);
    await open('notebooks/fine-tuning-1-headline.html#check-postings');
    expect(await page.locator('section.is-named').innerText()).toContain('check(');
  });

  test('has no page of more than 300 kB, and each claim and figure has one to cite and one for a frame', () => {
    const pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
    expect(pages.filter((name) => statSync(join(site, name)).size > 300_000)).toEqual([]);
    const claim = readFileSync(join(site, 'claims/fine-tuning-by-role/mle-share.html'), 'utf8');
    expect(claim).toContain(
      '<meta property="og:title" content="Share of ML Engineer postings that mention fine-tuning">',
    );
    expect(claim).toContain('"@type":"ClaimReview"');
    for (const { id } of traces) expect(pages).toContain(`embed/claims/${id}.html`);
    const figure = readFileSync(join(site, 'figures/fine-tuning-1-headline-chart.html'), 'utf8');
    expect(figure).toContain('<meta property="og:image" content="../figures/fine-tuning-1-headline-chart.png">');
    const oembed = JSON.parse(
      readFileSync(join(site, 'oembed/figures/fine-tuning-1-headline-chart.json'), 'utf8'),
    ) as object;
    expect(oembed).toMatchObject({
      version: '1.0',
      type: 'rich',
      html: expect.stringContaining('<iframe src="embed/'),
    });
  });

  test('has every claim of every article, in printed order, and an address for each cell that decides one', () => {
    for (const { article, traces } of articles) {
      const page = readFileSync(join(site, 'articles', `${article.id}.html`), 'utf8');
      const ids = [...page.matchAll(/<li class="claim" id="([^"]+)"/g)].map(([, id]) => `${article.id}/${id}`);
      const printed = traces.toSorted((a, b) => a.line - b.line);
      const sections = [...new Set(printed.map(({ section }) => section))];
      expect(ids).toEqual(
        sections.flatMap((section) => printed.filter((trace) => trace.section === section).map(({ id }) => id)),
      );
    }
    for (const { notebook, cell } of traces) {
      if (notebook === null) continue;
      const page = readFileSync(join(site, notebook.replace(/ipynb$/, 'html')), 'utf8');
      expect(page).toContain(`id="${cell}"`);
    }
  });

  test('has no link into the site that leads nowhere', () => {
    const pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
    const ids = new Map(
      pages.map((name) => [
        name,
        new Set([...readFileSync(join(site, name), 'utf8').matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id)),
      ]),
    );
    const dead = pages.flatMap((name) =>
      [...readFileSync(join(site, name), 'utf8').matchAll(/\bhref="([^"]+)"/g)]
        .map(([, to = '']) => to)
        .filter((to) => !/^(?:https?|mailto|data):/.test(to))
        .filter((to) => {
          const [path = '', hash] = to.replace(/\?[^#]*/, '').split('#');
          const target = path === '' ? name : join(name, '..', path);
          if (/\.(?:css|svg|png|csv|json|js)$/.test(target)) return !existsSync(join(site, target));
          return !ids.has(target) || (hash !== undefined && !ids.get(target)?.has(hash));
        })
        .map((to) => `${name}: ${to}`),
    );
    expect([...new Set(dead)]).toEqual([]);
  });

  test('filters claims by verdict, evidence and words, tells how many are left, and keeps the choice in the address', async () => {
    const { page, open } = await look();
    const ofArticle = traces.filter(({ id }) => id.startsWith('fine-tuning-by-role/'));
    const differing = ofArticle.filter(({ verdict }) => verdict === 'differs').length;
    await open('index.html');
    await page.locator('.articles > li a[href^="articles/fine-tuning-by-role.html"]', { hasText: 'differs' }).click();
    await page.waitForURL('**/fine-tuning-by-role.html?verdict=differs');
    expect(await page.locator('.claim:visible').count()).toBe(differing);
    expect(await page.getByRole('status').innerText()).toBe(`${differing} of ${ofArticle.length} claims`);

    await page.keyboard.press('/');
    await page.keyboard.type('4.1%');
    expect(await page.locator('.claim:visible').evaluateAll((claims) => claims.map(({ id }) => id))).toEqual([
      'ds-share-low',
    ]);
    await expect.poll(() => page.url()).toMatch(/\?verdict=differs&q=4\.1%25$/);
    await page.reload();
    expect(await page.locator('.claim:visible').count()).toBe(1);

    await page.getByRole('searchbox').fill('no such words');
    await page.getByRole('button', { name: 'Show all claims' }).click();
    expect(await page.locator('.claim:visible').count()).toBe(ofArticle.length);
  });

  test('colours every number of a reader’s own copy by its verdict and links it to its claim', async () => {
    const { page, open, complaints } = await look();
    await open('articles/fine-tuning-by-role-text.html');
    const low = page.getByRole('link', { name: '4.1%', exact: true });
    expect(await low.getAttribute('class')).toContain('differs');
    expect(await low.getAttribute('title')).toContain('recounted 4.161%');
    expect(await page.locator('.mark.none', { hasText: '77' }).count()).toBe(1);
    await keepPicture(page, 'article-text');
    await low.click();
    await page.waitForURL('**/claims/fine-tuning-by-role/ds-share-low.html');
    await page.getByRole('link', { name: /line 14, / }).click();
    await page.waitForURL('**/fine-tuning-by-role-text.html#line-14');
    expect(await page.title()).not.toBe('run');
    expect(complaints).toEqual([]);
  });

  test('makes charts interactive as a reader comes near, offers the same as CSV, SVG and PNG, and keeps the picture for print', async () => {
    const { page, open, complaints, strayed } = await look();
    await open('notebooks/fine-tuning-1-headline.html');
    expect(await page.locator('.main-svg').count()).toBe(0); // nothing of Plotly before a chart is near
    const chart = page.locator('figure.chart');
    await chart.scrollIntoViewIfNeeded();
    await chart.locator('.live .main-svg').first().waitFor();
    expect(await chart.locator('.live').getAttribute('aria-label')).toContain('AI Engineer 26.2% (23.7% to 28.9%)');
    await chart.locator('.bars .point path').last().hover({ force: true }); // Plotly listens on a layer above
    await chart.locator('.hoverlayer text').first().waitFor();

    // a page that is opened from a file may not save others: the link leads to the file, which lies beside it
    const saved = async (name: string): Promise<Buffer> => {
      const link = chart.locator('.downloads').getByText(name, { exact: true });
      expect(await link.getAttribute('download')).toBe(`fine-tuning-1-headline-chart.${name.toLowerCase()}`);
      return readFileSync(join(site, 'notebooks', (await link.getAttribute('href')) ?? ''));
    };
    const csv = (await saved('CSV')).toString().split('\r\n');
    expect(csv[0]).toBe('y,share of postings,"share of postings, low","share of postings, high"');
    expect(csv[1]).toMatch(/^"Data Scientist, 137 of 2,795",0\.0490161\d*,0\.0416125\d*,0\.0576576\d*$/);
    expect((await saved('SVG')).toString()).toMatch(/^<svg [^]*<\/svg>\s*$/);
    expect((await saved('PNG')).subarray(1, 4).toString()).toBe('PNG');

    await page.emulateMedia({ media: 'print' });
    expect(await chart.locator('img.picture').isVisible()).toBe(true);
    expect(await chart.locator('.live').isVisible()).toBe(false);
    expect({ complaints, strayed }).toEqual({ complaints: [], strayed: [] });
  });

  test('is worked by keyboard alone: past the menu, into a filter, and into a trace', async () => {
    const { page, open } = await look();
    await open('articles/fine-tuning-by-role.html');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('To the content');
    await page.keyboard.press('Enter');
    await page.waitForFunction('document.activeElement.tagName === "MAIN"');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.name')).toBe('q');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect.poll(() => page.url()).toMatch(/\?verdict=differs(?:#|$)/); // the address follows the filter after a moment
    await page.locator('#ds-share-low a').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/claims/fine-tuning-by-role/ds-share-low.html');
  });

  test('shows the same without scripts: traces, pictures and all claims', async () => {
    const { page, open } = await watch(browser, site, 'light', { javaScriptEnabled: false });
    await open('articles/fine-tuning-by-role.html');
    await page.locator('#mle-share a').click();
    expect(await page.locator('dl.trace').first().isVisible()).toBe(true);
    await open('notebooks/fine-tuning-1-headline.html');
    expect(await page.locator('img.picture').isVisible()).toBe(true);
  });

  test('keeps the colours that a reader chooses, on every page', async () => {
    const { page, open } = await watch(browser, site, 'dark');
    await open('index.html');
    const paper = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const dark = await paper();
    await page.getByRole('button', { name: 'Switch to light colours' }).click();
    const light = await paper();
    expect(light).not.toBe(dark);
    await open('corpora.html');
    expect(await paper()).toBe(light);
  });

  const pages = [
    'index.html',
    'articles/fine-tuning-by-role.html#ds-share-low',
    'claims/fine-tuning-by-role/ds-share-low.html',
    'figures/fine-tuning-1-headline-chart.html',
    'embed/claims/fine-tuning-by-role/ds-share-low.html',
    'articles/fine-tuning-by-role-text.html',
    'notebooks/fine-tuning-2-meaning.html',
    'findings.html',
    'sensitivity.html',
    'replication.html',
    'lexicon.html',
    'corpora.html',
    'answers/skillenai.html',
    'drafts/what-holds.html',
    'api.html',
    'api/stats.html',
  ];
  test.each(
    (['light', 'dark', 'narrow'] as const).flatMap((view) => pages.map((address): [View, string] => [view, address])),
  )(
    'in %s view, %s has nothing that axe finds serious, no error, no request that leaves the folder, and nothing wider than the page',
    async (view, address) => {
      const { page, open, complaints, strayed } = await look(view);
      await open(address);
      const chart = page.locator('figure.chart').first();
      if ((await chart.count()) > 0) {
        await chart.scrollIntoViewIfNeeded();
        await chart.locator('.live .main-svg').first().waitFor();
      }
      expect(await seriousFindings(page, view)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
        0,
      );
      expect({ complaints, strayed }).toEqual({ complaints: [], strayed: [] });
      await keepPicture(page, `${address.replace(/\.html.*/, '').replaceAll('/', '-')}-${view}`);
    },
  );
});

describe.skipIf(noBrowser)('claims and postings that hold markup', { timeout: 120_000 }, () => {
  const { root, remove } = copyProject(['fine-tuning-by-role']);
  let browser: Browser;
  const attack = `<script>document.title = 'run'</script><img src=x onerror="document.title = 'run'">`;
  const edit = (path: string, from: string | RegExp, to: string): void => {
    const before = readFileSync(join(root, path), 'utf8');
    const after = before.replace(from, () => to);
    expect(after, path).not.toBe(before);
    writeFileSync(join(root, path), after);
  };

  beforeAll(async () => {
    // what a claim says; a value of a posting in an answer; a word in which a search matched; a text cell, an output, a chart's name for a point
    edit(
      'data/articles/fine-tuning-by-role.yaml',
      'statement: Postings of the three roles together',
      `statement: >-\n      ${attack}`,
    );
    edit('data/corpora/field-guide.yaml', /^answers: .*\n/m, ''); // a recording that was changed is told otherwise
    edit('data/recordings/field-guide.json', /"form": ?"exploration"/, `"form": ${JSON.stringify(attack)}`);
    const notebook = 'notebooks/fine-tuning-1-headline.ipynb';
    edit(notebook, '"# Who mentions fine-tuning?\\n"', JSON.stringify(`# Who mentions ${attack}?\n`));
    edit(
      notebook,
      /<td style=\\"text-align: left;\\">AI Engineer<\/td>/,
      JSON.stringify(`<td style="text-align: left;">AI ${attack} Engineer</td>`).slice(1, -1),
    );
    edit(notebook, '"Data Scientist<br>137 of 2,795"', JSON.stringify(`DS</script>${attack}`));
    const built = spawnSync(process.execPath, [join(root, 'src/bin.mjs'), 'site', '--out', join(root, 'site')], {
      encoding: 'utf8',
      cwd: root,
    });
    expect({ status: built.status, stderr: built.stderr.replace('recount: building\n', '') }).toEqual({
      status: 0,
      stderr: '',
    });
    browser = await launch();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    remove();
  }, 60_000);

  /** Of the pages of a corpus's answers, one a query, the first that shows the markup. */
  const pageWithMarkup = (folder: string): string => {
    const names = readdirSync(join(root, 'site', folder));
    const name = names.find((each) =>
      readFileSync(join(root, 'site', folder, each), 'utf8').includes('&lt;script&gt;'),
    );
    return `${folder}/${name}`;
  };

  test.each([
    ['index.html', 0],
    ['articles/fine-tuning-by-role.html', 1],
    ['notebooks/fine-tuning-1-headline.html', 1],
    ['lexicon.html', 1],
    ['answers/field-guide', 1],
  ] as const)('show it as text on %s, and nothing of it runs', async (address, least) => {
    const { page, open, complaints, strayed } = await watch(browser, join(root, 'site'));
    await open(address === 'answers/field-guide' ? pageWithMarkup(address) : address);
    if (address === 'index.html') await page.getByRole('searchbox').fill('script');
    const chart = page.locator('figure.chart').first();
    if ((await chart.count()) > 0) {
      await chart.scrollIntoViewIfNeeded();
      await chart.locator('.live .main-svg').first().waitFor();
    }
    await page.waitForTimeout(200);
    expect(await page.title()).not.toBe('run');
    expect(await page.locator('img:not(.picture):not([src^="data:"])').count()).toBe(0);
    expect((await page.locator('main').innerHTML()).split('&lt;script&gt;').length - 1).toBeGreaterThanOrEqual(least);
    expect({ complaints, strayed }).toEqual({ complaints: [], strayed: [] });
    if (address.startsWith('articles')) await keepPicture(page, 'markup-is-text');
  });
});
