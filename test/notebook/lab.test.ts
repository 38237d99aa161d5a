import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { inProject } from '../../src/load/project.js';
import { formatNotebook } from '../../src/notebook/format-notebook.js';
import { type Cell, tslabMetadata } from '../../src/notebook/ipynb.js';
import { findJupyterLab, findPython } from '../../src/notebook/jupyter.js';
import { copyProject } from '../project-copy.js';
import { madeLab } from './jupyter-lab.js';
import { countLarge, writeLargeCorpus } from './large-corpus.js';
import { code, isAlive, notebook } from './scratch.js';

const chromiumPath = '/usr/bin/chromium';
const missing = [
  ...(existsSync(chromiumPath) ? [] : [`${chromiumPath} (apt install chromium)`]),
  ...(findJupyterLab() || findPython()?.makesVenvs ? [] : ['JupyterLab, or Python with its venv module to make one']),
];
// on a developer's machine a missing browser is said and passed over; in CI it is an error
if (missing.length > 0 && process.env['CI']) throw new Error(`the tests in JupyterLab need ${missing.join(' and ')}`);
if (missing.length > 0) console.warn(`skipped, since the tests in JupyterLab need ${missing.join(' and ')}`);

interface Lab {
  readonly process: ChildProcess;
  readonly url: string;
}

/** `recount lab` in a project, as a user starts it; resolves when it says that it is open. */
async function openLab(root: string, ...args: string[]): Promise<Lab> {
  const lab = spawn(process.execPath, [join(root, 'src/bin.mjs'), 'lab', '--no-browser', ...args], { cwd: root });
  let said = '';
  for await (const text of lab.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += text as string;
    const url = /^ {2}(http:\S+)$/m.exec(said)?.[1];
    if (url !== undefined) return { process: lab, url };
  }
  throw new Error(`recount lab ended without an address: ${said}`);
}

async function close(lab: Lab): Promise<number | null> {
  lab.process.kill('SIGINT');
  const [status] = (await once(lab.process, 'exit')) as [number | null];
  return status;
}

/** A notebook that names its kernel, or JupyterLab would ask for one. */
const tslabNotebook = (...cells: (string | Cell)[]): string =>
  formatNotebook({ ...notebook(...cells), metadata: tslabMetadata });

const screenshots = inProject('.recount', 'screenshots');
const screenshot = (page: Page, name: string) =>
  page.screenshot({ path: join(screenshots, `lab-${name}.png`), clip: { x: 0, y: 0, width: 1280, height: 2400 } });

interface Session {
  readonly path: string;
  readonly kernel: { readonly execution_state: string; readonly connections: number };
}

/**
 * Waits until a notebook has a kernel that listens. The light alone is lit before there is a kernel. The server counts
 * connections wrongly once a page has been closed while its kernel started, so a test runs a notebook that no other opens.
 */
async function kernelIdle(page: Page, notebook: string): Promise<void> {
  const { origin } = new URL(page.url());
  const listening = async (): Promise<boolean> => {
    const sessions = (await (await page.request.get(`${origin}/api/sessions`)).json()) as Session[];
    return sessions.some(
      ({ path, kernel }) => path.endsWith(notebook) && kernel.execution_state === 'idle' && kernel.connections > 0,
    );
  };
  await expect.poll(listening, { timeout: 180_000 }).toBe(true);
  await page.waitForSelector('.jp-Notebook-ExecutionIndicator[data-status="idle"]');
}

async function menu(page: Page, ...items: string[]): Promise<void> {
  for (const item of items)
    await page
      .locator('.lm-MenuBar-item, .lm-Menu-item')
      .filter({ hasText: new RegExp(`^${item}`) })
      .first()
      .click();
}

/** Runs a notebook from its first cell to its last, in the kernel that it was opened with. */
async function runAll(page: Page, notebook: string): Promise<void> {
  await kernelIdle(page, notebook);
  const prompts = () => page.locator('.jp-CodeCell .jp-InputPrompt').allTextContents();
  await menu(page, 'Edit', 'Clear Outputs of All Cells');
  await expect.poll(async () => (await prompts()).every((prompt) => prompt === '[ ]:')).toBe(true);
  await menu(page, 'Run', 'Run All Cells');
  await expect
    .poll(async () => (await prompts()).every((prompt) => /^\[\d+\]:$/.test(prompt)), { timeout: 300_000 })
    .toBe(true);
}

/** The rows of a table of checks, as a reader sees them. */
const checkRows = (page: Page) => page.locator('.recount-checks tbody tr');

describe.skipIf(missing.length > 0)('JupyterLab', { timeout: 600_000 }, () => {
  // a copy, so that no setting, kernel or notebook of the person who runs the tests is touched
  const { root, remove } = copyProject();
  let browser: Browser;
  let context: BrowserContext; // one for all, so that JupyterLab's scripts are fetched and compiled once
  let lab: Lab;

  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    const { own } = await madeLab();
    if (own) {
      mkdirSync(join(root, '.recount/lab'), { recursive: true });
      symlinkSync(inProject('.recount/lab/venv'), join(root, '.recount/lab/venv'));
    }
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    context = await browser.newContext({ viewport: { width: 1280, height: 4000 } });
    lab = await openLab(root, '--port', '18888');
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    if (lab) await close(lab);
    remove();
  }, 60_000);

  /** A notebook in a page of its own, tall enough that every cell is on it. */
  async function open(address: string): Promise<Page> {
    const page = await context.newPage();
    onTestFinished(() => page.close());
    page.setDefaultTimeout(120_000);
    await page.goto(`${address}&reset`); // none of the tabs that the test before left open
    await page.waitForSelector('.jp-Notebook .jp-Cell');
    return page;
  }
  const addressOf = (notebook: string, { url } = lab): string =>
    url.replace(/\/lab\/tree\/[^?]*/, `/lab/tree/${notebook}`);
  const write = (notebook: string, text: string): string => {
    writeFileSync(join(root, notebook), text);
    return addressOf(notebook);
  };

  test('shows figures that answer the mouse, and checks with the way to their claims, before the notebook is trusted', async () => {
    const page = await open(addressOf('notebooks/fine-tuning-4-power.ipynb'));
    const figure = page.locator('.js-plotly-plot').first();
    await figure.waitFor();
    expect(await figure.locator('.gtitle').textContent()).toContain(
      'Which steady change weeks of these sizes would show',
    );
    await figure.locator('.point').first().hover({ force: true });
    await figure.locator('.hoverlayer .hovertext').waitFor();

    const check = checkRows(page).first();
    expect(await check.textContent()).toContain('✗ differs');
    await screenshot(page, 'notebook');
    await check.locator('a').click();
    await page.waitForSelector('.jp-FileEditor');
    const lines = readFileSync(join(root, 'data/articles/fine-tuning-by-role.yaml'), 'utf8').split('\n');
    await page.getByText(`Ln ${lines.indexOf('  - id: not-enough-for-trend') + 1}, Col 1`).waitFor();
    await screenshot(page, 'claim');
  });

  test('leads from a check to the page of its claim, once the site is built', async () => {
    const site = (name: string, text: string) => {
      mkdirSync(dirname(join(root, '.recount/site', name)), { recursive: true });
      writeFileSync(join(root, '.recount/site', name), text);
    };
    onTestFinished(() => rmSync(join(root, '.recount/site'), { recursive: true }));
    site('site.css', 'li { color: rgb(1, 2, 3) }');
    site('index.html', '<title>Board</title>');
    site(
      'articles/fine-tuning-by-role.html',
      '<link rel="stylesheet" href="../site.css"><a href="../index.html">Board</a><li id="not-enough-for-trend">A claim',
    );

    const page = await open(addressOf('notebooks/fine-tuning-4-power.ipynb'));
    const [claim] = await Promise.all([
      page.context().waitForEvent('page'),
      checkRows(page).first().locator('a').click(),
    ]);
    expect(await claim.locator(':target').textContent()).toBe('A claim');
    expect(await claim.evaluate("getComputedStyle(document.querySelector(':target')).color")).toBe('rgb(1, 2, 3)');
    await claim.getByText('Board').click();
    await expect.poll(() => claim.title()).toBe('Board');
  });

  test('gives the bytes of the committed notebook when its cells are run and saved', async () => {
    const path = 'notebooks/fine-tuning-5-multiplicity.ipynb';
    const page = await open(addressOf(path));
    await runAll(page, path);
    const saved = page.waitForResponse(
      (response) => response.request().method() === 'PUT' && response.url().includes(path),
    );
    await menu(page, 'File', 'Save Notebook');
    await saved;
    expect(readFileSync(join(root, path), 'utf8')).toBe(readFileSync(inProject(path), 'utf8'));
  });

  test('shows another verdict once a cell computes another value, in the dark as well', async () => {
    const source = (ds: string) => `check({ 'ds-postings': ${ds} }, roles);`;
    const page = await open(
      write(
        'notebooks/edit.ipynb',
        tslabNotebook(
          code(
            "import { article, corpus } from 'recount';\nconst { check } = article('fine-tuning-by-role');\nconst roles = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' });",
            'open',
          ),
          code(source("roles.at({ role: 'Data Scientist' }).postings"), 'check'),
        ),
      ),
    );
    await runAll(page, 'edit.ipynb');
    const verdicts = () => checkRows(page).locator('b').allTextContents();
    await expect.poll(verdicts).toEqual(['✓ reproduced', '✓ reproduced']);

    const cell = page.locator('.jp-CodeCell').last();
    await cell.locator('.cm-content').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(source("roles.at({ role: 'ML Engineer' }).postings"));
    await page.keyboard.press('Control+Enter');
    await expect.poll(verdicts, { timeout: 180_000 }).toEqual(['✗ differs', '✗ differs']);
    expect(await checkRows(page).first().textContent()).toContain('2,7952,893');

    await menu(page, 'Settings', 'Theme', 'JupyterLab Dark');
    await page.waitForSelector('body[data-jp-theme-light="false"]', { state: 'attached' });
    await screenshot(page, 'edited-dark');
    await menu(page, 'Settings', 'Theme', 'JupyterLab Light');
    await page.waitForSelector('body[data-jp-theme-light="true"]', { state: 'attached' });
  });

  test('counts a corpus that does not stay in memory', async () => {
    writeLargeCorpus(
      (name) => join(root, 'notebooks', name),
      (name, text) => writeFileSync(join(root, 'notebooks', name), text),
    );
    const page = await open(write('notebooks/large.ipynb', tslabNotebook(countLarge.cell)));
    await runAll(page, 'large.ipynb');
    await expect
      .poll(() => page.locator('.jp-OutputArea-output').allTextContents(), { timeout: 180_000 })
      .toEqual([countLarge.prints]);
  });

  test('shows an error of a cell in it, and what a timer prints in its own', async () => {
    const cells = [
      'void setTimeout(() => console.log("later"), 300)',
      'await new Promise((done) => setTimeout(done, 1000))\nthrow new RangeError("too big")',
    ];
    const page = await open(write('notebooks/fails.ipynb', tslabNotebook(...cells)));
    await runAll(page, 'fails.ipynb');
    const outputs = (at: number) =>
      page.locator('.jp-CodeCell').nth(at).locator('.jp-OutputArea-output').allTextContents();
    await expect.poll(() => outputs(1), { timeout: 180_000 }).toEqual([expect.stringMatching(/^RangeError: too big/)]);
    expect(await outputs(0)).toEqual(['later\n']);
  });

  test('completes the names of the library, and shows what they are for', async () => {
    const page = await open(
      write('notebooks/help.ipynb', tslabNotebook("import { corpus, wilson } from 'recount';", '// here')),
    );
    await runAll(page, 'help.ipynb');
    const cell = page.locator('.jp-CodeCell').last().locator('.cm-content');
    await cell.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText("corpus('skillenai').");
    await page.keyboard.press('Tab');
    await expect
      .poll(() => page.locator('.jp-Completer-item').allTextContents(), { timeout: 180_000 })
      .toEqual(['count', 'manifest']);
    await page.keyboard.press('Escape');
    await cell.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('wilson');
    await page.keyboard.press('Shift+Tab');
    await expect
      .poll(() => page.locator('.jp-Tooltip').textContent(), { timeout: 180_000 })
      .toContain('How large could the true share be');
    await screenshot(page, 'help');
  });

  test('opens a folder anywhere, beside another one; Ctrl-C ends the server and its kernels', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'recount-elsewhere-'));
    onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }));
    writeFileSync(
      join(elsewhere, 'mine.ipynb'),
      tslabNotebook(
        "import { wilson } from 'recount';\nconsole.log('pid', process.pid, wilson({ k: 1, n: 2 }).estimate);",
      ),
    );
    const second = await openLab(root, '--port', '18888', elsewhere);
    expect(new URL(second.url).port).not.toBe(new URL(lab.url).port);
    const page = await open(addressOf('mine.ipynb', second));
    await runAll(page, 'mine.ipynb');
    const output = page.locator('.jp-OutputArea-output');
    await expect
      .poll(() => output.allTextContents(), { timeout: 180_000 })
      .toEqual([expect.stringMatching(/^pid \d+ 0\.5\s*$/)]);
    const pid = Number(/\d+/.exec((await output.textContent()) ?? '')?.[0]);
    expect(isAlive(pid)).toBe(true);
    expect(await close(second)).toBe(0);
    expect(isAlive(pid)).toBe(false);
    await expect(fetch(new URL('/api', second.url))).rejects.toThrow();
  });

  test('without the project’s extension, a notebook that nobody trusts shows pictures of its figures, and its checks as tables', async () => {
    const plain = findJupyterLab();
    if (!plain) throw new Error('recount lab has installed no JupyterLab');
    const private_ = mkdtempSync(join(tmpdir(), 'recount-plain-'));
    onTestFinished(() => rmSync(private_, { recursive: true, force: true }));
    const variables = [
      'JUPYTER_CONFIG_DIR',
      'JUPYTER_DATA_DIR',
      'JUPYTER_RUNTIME_DIR',
      'JUPYTERLAB_SETTINGS_DIR',
      'JUPYTERLAB_WORKSPACES_DIR',
    ];
    const server = spawn(
      plain.command,
      [
        ...plain.args,
        '--no-browser',
        '--ServerApp.port=18988',
        '--ServerApp.token=plain',
        '--allow-root',
        `--ServerApp.root_dir=${private_}`,
      ],
      {
        stdio: 'ignore',
        env: { ...process.env, ...Object.fromEntries(variables.map((name) => [name, join(private_, '.jupyter')])) },
      },
    );
    const ended = once(server, 'exit');
    onTestFinished(async () => {
      server.kill('SIGTERM');
      await ended;
    });
    cpSync(inProject('notebooks/fine-tuning-4-power.ipynb'), join(private_, 'bare.ipynb'));
    await expect
      .poll(
        () =>
          fetch('http://localhost:18988/api').then(
            ({ ok }) => ok,
            () => false,
          ),
        { timeout: 180_000, interval: 200 },
      )
      .toBe(true);

    const page = await open('http://localhost:18988/lab/tree/bare.ipynb?token=plain');
    await page
      .locator('.jp-Dialog')
      .getByRole('button', { name: /No Kernel/ })
      .click(); // it has no kernel for TypeScript
    const picture = page.locator('.jp-OutputArea-output img').first();
    await picture.waitFor();
    await expect
      .poll(() => page.evaluate("document.querySelector('.jp-OutputArea-output img').naturalWidth"), {
        timeout: 30_000,
      })
      .toBeGreaterThan(400);
    expect(await picture.getAttribute('alt')).toContain('Which steady change weeks of these sizes would show');
    const check = page.locator('.jp-OutputArea-output tr').filter({ hasText: 'Weeks of these sizes' });
    expect(await check.textContent()).toMatch(/not enough to see a trend.*✗ differs/);
    expect(await page.locator('.js-plotly-plot').count()).toBe(0);
    await screenshot(page, 'elsewhere');
  });
});

describe('recount lab --check', { timeout: 120_000 }, () => {
  const { root, remove } = copyProject();
  afterAll(remove);
  const bin = join(root, 'bin'); // a path on which there is Node and nothing else
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, 'node'));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'src/bin.mjs'), 'lab', ...args], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: bin },
    });

  test('says what is missing, makes nothing, and exits with 2', () => {
    const { status, stdout } = run('--check');
    expect(stdout).toMatch(/✗ JupyterLab +missing: no JupyterLab 4 or newer on the path; npm run lab makes one/);
    expect(stdout).toMatch(/✗ Python +missing: install Python 3\.10 or newer/);
    expect(stdout).toContain(`JUPYTER_PATH=${join(root, 'src/notebook/lab')}`);
    expect(status).toBe(2);
    expect(readdirSync(join(root, '.recount'))).toEqual(['pictures']); // as the copy came
  });

  test('is all that is said where JupyterLab can neither be found nor made', () => {
    const { status, stderr } = run('--no-browser');
    expect(stderr).toMatch(
      /\nrecount: there is neither JupyterLab nor Python on the path; install Python 3\.10 or newer, or JupyterLab 4 or newer\n$/,
    );
    expect(status).toBe(2);
  });
});
