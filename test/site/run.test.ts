import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inProject } from '../../src/load/project.js';
import { type Cell, isCode, type Output } from '../../src/notebook/ipynb.js';
import { parseNotebook } from '../../src/notebook/parse-notebook.js';
import { notebookPaths } from '../../src/trace/outputs.js';
import { launch, noBrowser, seriousFindings, sharedPage, watch } from './browser.js';
import { builtSite } from './built-site.js';

/** What the worker told of a cell that ran. */
interface Told {
  readonly kind: string;
  readonly cell: string;
  readonly data?: Record<string, unknown>;
  readonly text?: string;
  readonly message?: string;
}

const figureType = 'application/vnd.plotly.v1+json';

describe.skipIf(noBrowser)('cells run on the page', { timeout: 120_000 }, () => {
  let browser: Browser;
  let site: string;
  beforeAll(async () => {
    site = await builtSite();
    browser = await launch();
  }, 120_000);
  afterAll(() => browser?.close(), 60_000);
  const look = sharedPage(
    () => browser,
    () => site,
  );

  const pageOf = (notebook: string) => notebook.replace(/\.ipynb$/, '.html');

  test.each(notebookPaths())(
    '%s shows there, byte for byte, the checks, tables and figures that are committed',
    async (notebook) => {
      const { page, open, strayed } = await look();
      await open(pageOf(notebook));
      const { cells } = parseNotebook(readFileSync(inProject(notebook), 'utf8'), notebook);
      const told = await runAll(page, pageOf(notebook), cells);
      for (const { id, outputs } of cells.filter(isCode)) {
        const here = told.filter(({ cell, kind }) => cell === id && kind !== 'done');
        expect(here.map(comparable), id).toEqual(outputs.map(committed));
      }
      expect(strayed).toEqual([]);
    },
  );

  test('cells that import what a page does not have say so, and do not start', async () => {
    const { page, open } = await look();
    await open('notebooks/fine-tuning-1-headline.html');
    await editCell(page, 'open', () => "import { readFileSync } from 'node:fs';");
    await page.keyboard.press('Control+Enter');
    expect(await statusOf(page)).toContain('Not in a browser: these cells import node:fs');
  });

  test('danfo.js is loaded where a cell imports it, and says by name that a page has no files', async () => {
    const { page, open, strayed } = await look();
    await open('notebooks/fine-tuning-1-headline.html');
    await editCell(page, 'open', () =>
      [
        "import { DataFrame, toCSV, readCSV } from 'danfojs-node';",
        "const frame = new DataFrame([{ role: 'a', n: 1 }, { role: 'b', n: 2 }, { role: 'a', n: 3 }]);",
        "console.log(toCSV(frame.groupby(['role']).col(['n']).sum()));",
        "await readCSV('jobs.csv');",
      ].join('\n'),
    );
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('#open .run-output .stderr');
    const shown = await page.locator('#open .run-output').innerText();
    expect(shown).toMatch(/role,n_sum\s+a,4\s+b,2/);
    expect(shown).toContain('a page cannot do this');
    expect(strayed).toEqual([]);
  });

  test('a reader changes the method of an interval, sees the verdict turn, and the address shows it to a colleague', async () => {
    const { page, open, strayed } = await look();
    await open('notebooks/fine-tuning-1-headline.html#shares');
    await editCell(page, 'shares', (source) => source.replace('wilson(ds)', 'clopperPearson(ds)'));
    await page.keyboard.press('Control+Enter');
    expect(await statusOf(page)).toContain('in this browser');
    const low = page.locator('#shares .run-output tr', { hasText: 'Lower end of the 95% Wilson interval of the Data' });
    expect(await low.innerText()).toMatch(/4\.131%.*reproduced.*was differs/s);

    const { page: colleague, complaints } = await watch(browser, site);
    await colleague.goto(page.url());
    await colleague.waitForSelector('#shares .cm-content');
    expect(await colleague.locator('#shares .cm-content').innerText()).toContain('clopperPearson(ds)');
    expect(await statusOf(colleague)).toContain('Read it, then press Run');
    expect(await colleague.locator('.run-output').count()).toBe(0);
    await colleague.click('#shares .run-bar .run');
    await colleague.waitForSelector('#shares .run-output tr.turned');
    expect(complaints).toEqual([]);
    expect(strayed).toEqual([]);
    await colleague.context().close();
  });

  test('nothing is loaded until Run is pressed', async () => {
    const { page, open } = await look();
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url().split('/').at(-1) ?? ''));
    await open('notebooks/fine-tuning-4-power.html');
    await page.waitForSelector('.run-bar');
    expect(loaded.filter((name) => /^run-/.test(name))).toEqual([]);
  });

  test('a cell that asks what is not recorded says what would answer it', async () => {
    const { page, open } = await look();
    await open('notebooks/fine-tuning-1-headline.html');
    await editCell(
      page,
      'counts',
      () => "await skillenai.count({ by: ['role', 'week'], concepts: ['PEFT'], match: 'word' });",
    );
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('#counts .run-output .stderr');
    expect(await page.locator('#counts .run-output .stderr').innerText()).toContain('no recorded answer');
  });

  test('a cell that imports a name that is not there says so, and which is like it', async () => {
    const { page, open } = await look();
    await open('notebooks/fine-tuning-1-headline.html');
    await editCell(page, 'open', () => "import { clopperPearsn } from 'recount';");
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('#open .run-output .stderr');
    expect(await page.locator('#open .run-output .stderr').innerText()).toMatch(
      /recount has no "clopperPearsn"\. Did you mean "?clopperPearson/,
    );
  });

  test('a cell that does not end is stopped', async () => {
    const { page, open } = await look();
    await open('notebooks/fine-tuning-1-headline.html');
    await editCell(page, 'open', () => 'for (;;) {}');
    await page.keyboard.press('Control+Enter');
    await page.click('#open .stop');
    expect(await statusOf(page)).toBe('Stopped.');
  });

  test('what a changed cell puts out is data: no script of it runs, and nothing leaves', async () => {
    const { page, open, complaints, strayed } = await look();
    await open('notebooks/fine-tuning-1-headline.html');
    const markup = '<b>bold</b><img src=x onerror="document.title = 1"><script>document.title = 2</' + 'script>';
    await editCell(page, 'counts', () => `show([{ text: ${JSON.stringify(markup)} }]);`);
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('#counts .run-output table');
    expect(await page.locator('#counts .run-output img, #counts .run-output script').count()).toBe(0);
    await editCell(page, 'open', () => "await fetch('https://example.com/')");
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('#open .run-output .stderr');
    expect(strayed).toEqual([]);
    expect(complaints.filter((each) => !/Content Security Policy|Refused to connect/.test(each))).toEqual([]);
  });

  test('a reader drops postings of their own, and the same cells count those', async () => {
    const { page, open, strayed, complaints } = await look();
    await open('notebooks/field-guide-1-jobs.html');
    await drop(page);
    expect(await page.locator('.own-postings').innerText()).toMatch(/4 postings, other data than the manifest pins/);
    await editCell(
      page,
      'open',
      () =>
        "import { corpus } from 'recount';\nconst jobs = corpus('field-guide');\n(await jobs.count({ by: ['level'] })).rows",
    );
    await page.keyboard.press('Control+Enter');
    expect(await statusOf(page)).toContain('on your postings of field-guide');
    expect(await page.locator('#open .run-output').innerText()).toMatch(/level: 'Senior', postings: 4/);
    expect([strayed, complaints]).toEqual([[], []]);
  });

  test('a reader changes the phrases that a claim rests on, and a link carries them', async () => {
    const { page, open, strayed, complaints } = await look();
    await open('claims/field-guide/ft-none-share.html');
    const editor = page.locator('.lexicon-editor');
    await editor.locator('summary').click();
    await editor.getByRole('button', { name: 'Count again' }).click();
    await editor.getByText('Drop the postings of field-guide above').waitFor();
    await drop(page);
    const row = editor.locator('.checks tbody tr');
    const counted = async () => {
      await editor.getByRole('button', { name: 'Count again' }).click();
      await editor.getByText('from your postings').waitFor();
      return row.innerText();
    };
    expect(await counted()).toMatch(/50\.000%.*rows/s);
    await editor.getByLabel('Another phrase of fine-tuning-narrow').fill('adapter');
    await page.keyboard.press('Enter');
    expect(await counted()).toMatch(/25\.000%.*rows/s);
    expect(await editor.locator('.contexts-found').innerText()).toMatch(/…\s*adapter\s*s/);
    await editor.getByRole('button', { name: 'Copy the YAML' }).click();
    await editor
      .locator('pre')
      .getByText(/fine-tuning-narrow:[^]*- phrase: adapter\n/)
      .waitFor();

    const { page: colleague } = await watch(browser, site);
    await colleague.goto(page.url());
    expect(await colleague.getByLabel('adapter', { exact: true }).isChecked()).toBe(true);
    expect([strayed, complaints]).toEqual([[], []]);
    await colleague.context().close();
  });

  test('has nothing that axe finds serious, in the light, in the dark and on a phone', async () => {
    const { page, open, turn } = await look();
    const found = async () => {
      const all: string[] = [];
      for (const view of ['light', 'dark', 'narrow'] as const) {
        await turn(view);
        all.push(...(await seriousFindings(page, view)).map((each) => `${view}: ${each}`));
      }
      await turn('light');
      return all;
    };
    await open('notebooks/fine-tuning-1-headline.html');
    await editCell(page, 'shares', (source) => source);
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('#shares .run-output table');
    expect(await found()).toEqual([]);
    await open('claims/field-guide/ft-none-share.html');
    await drop(page);
    await page.locator('.lexicon-editor summary').click();
    await page.getByRole('button', { name: 'Count again' }).click();
    await page.waitForSelector('.contexts-found');
    expect(await found()).toEqual([]);
  });

  test('runs the same over HTTP, with no request to anywhere else', async () => {
    const { server, address } = await serve(site);
    const page = await (await browser.newContext()).newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${address}/notebooks/fine-tuning-1-headline.html`);
    await page.click('#shares .run-bar .run');
    await page.waitForSelector('#shares .run-output table');
    expect(await page.locator('#shares .run-output tr.turned').count()).toBe(0);
    expect(asked.filter((url) => !url.startsWith(address) && !/^(?:blob|data):/.test(url))).toEqual([]);
    await page.context().close();
    server.close();
  });
});

/** Postings that no one has written, with every field of the field guide: one is about adapters. */
const madeJobs = ['Fine-tune engineer', 'Fine-tuning', 'Adapters', 'Python']
  .map((title) => {
    const list = [title];
    const categories = ['genai', 'ml', 'web', 'databases', 'data', 'cloud', 'ops', 'languages', 'domains', 'other'];
    const structured = {
      company: { name: title, stage: 'seed', focus: 'tests' },
      position: {
        title: title === 'Fine-tuning' ? 'Engineer' : title,
        ai_type: { type: 'ai-first' },
        is_customer_facing: false,
        is_management: false,
        responsibilities: list,
        use_cases: ['Tests'],
        skills: Object.fromEntries(categories.map((name) => [name, ['SQL']])),
      },
    };
    const page = { location: 'Remote', level: 'Senior', work_type: 'Remote', company_size: '10' };
    const extracted = { description: title, skills: ['SQL'], ...page, posted_date: '2026-01-12' };
    return JSON.stringify({ structured, extracted });
  })
  .join('\n');

/** Runs all cells of a page in a worker made as the page makes it, and collects what it tells. */
async function runAll(page: Page, path: string, cells: readonly Cell[]): Promise<Told[]> {
  await page.locator('.run-bar .edit').first().click(); // loads the library
  await page.waitForSelector('.cm-content');
  if (cells.some(({ source }) => source.includes("'danfojs-node'")))
    await page.addScriptTag({ url: '../run-danfo.js' });
  return page.evaluate(
    (path) =>
      new Promise<Told[]>((done) => {
        const { Worker, recountWorker, recountDanfo, recountFiles } = globalThis as unknown as {
          Worker: new (url: string) => { onmessage: (event: { data: Told }) => void; postMessage(ask: object): void };
          recountWorker: string;
          recountDanfo: string | undefined;
          recountFiles: { files: object; notebooks: Record<string, object[]> };
        };
        const worker = new Worker(URL.createObjectURL(new Blob([recountWorker], { type: 'text/javascript' })));
        const told: Told[] = [];
        worker.onmessage = ({ data }) => {
          const packages = recountDanfo === undefined ? {} : { 'danfojs-node': recountDanfo };
          if (data.kind === 'ready') worker.postMessage({ kind: 'run', cells: recountFiles.notebooks[path], packages });
          else if (data.kind === 'ended') done(told);
          else told.push(data);
        };
        worker.postMessage({ kind: 'files', files: recountFiles.files });
      }),
    path,
  );
}

/** The forms of an output that both have; of a figure not its picture, which a page draws by itself. */
const forms = (data: Record<string, unknown>) => {
  const { 'text/html': markup, ...rest } = data;
  return figureType in data ? rest : { 'text/html': markup, ...rest };
};
const comparable = (told: Told) =>
  told.kind === 'output' ? forms(told.data ?? {}) : { text: told.text ?? told.message ?? told.kind };
const committed = (output: Output) =>
  'data' in output ? forms(output.data as Record<string, unknown>) : { text: 'text' in output ? output.text : '' };

/** Changes the source of a cell in its editor. */
async function editCell(page: Page, cell: string, change: (source: string) => string): Promise<void> {
  await page.click(`#${cell} .run-bar .edit`);
  await page.waitForSelector(`#${cell} .cm-content`);
  const source = await page.evaluate((cell) => {
    const { location, recountFiles } = globalThis as unknown as {
      location: { pathname: string };
      recountFiles: { notebooks: Record<string, { id: string; source: string }[]> };
    };
    const path = Object.keys(recountFiles.notebooks).find((each) => location.pathname.endsWith(each)) ?? '';
    return recountFiles.notebooks[path]?.find(({ id }) => id === cell)?.source ?? '';
  }, cell);
  await page.click(`#${cell} .cm-content`);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(change(source));
}

/** Gives the page the made postings. */
async function drop(page: Page): Promise<void> {
  const place = page.locator('.own-postings[data-corpus=field-guide]');
  await place.locator('summary').click();
  const file = { name: 'made.jsonl', mimeType: '', buffer: Buffer.from(madeJobs) };
  await place.locator('input').setInputFiles(file);
  await place.getByText('now count these postings').waitFor();
}

/** What the page says of the last run, once it has come to its end. */
async function statusOf(page: Page): Promise<string> {
  const status = page.locator('.run-bar [role=status]').filter({ hasText: /\.$|run$/ });
  await status.first().waitFor();
  return status.first().innerText();
}

function serve(folder: string): Promise<{ server: Server; address: string }> {
  const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    try {
      const body = readFileSync(join(folder, path));
      response.writeHead(200, { 'content-type': types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((done) =>
    server.listen(0, '127.0.0.1', () =>
      done({ server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
    ),
  );
}
