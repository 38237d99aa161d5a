import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inProject } from '../../src/load/project.js';

/** Debian's Chromium, or the one that CHROMIUM names. */
const executablePath = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

/** Whether tests that need a browser cannot run here. In CI they fail instead of being skipped. */
export const noBrowser = executablePath === undefined && process.env['CI'] !== 'true';
if (noBrowser)
  console.warn(
    'skipped: there is no chromium, so the site is not opened in a browser; apt-get install chromium, or name one in CHROMIUM',
  );

export async function launch(): Promise<Browser> {
  if (executablePath === undefined)
    throw new Error('no chromium: apt-get install --no-install-recommends chromium, or name one in CHROMIUM');
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** How pages are looked at. */
export const views = {
  light: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  narrow: { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
} as const satisfies Record<string, BrowserContextOptions>;
export type View = keyof typeof views;

/** A page that keeps what it said on its console, and which files and hosts it asked for. */
export interface Watched {
  readonly page: Page;
  /** Opens a page of the site, by its address from the site's root. */
  open(address: string): Promise<void>;
  readonly complaints: readonly string[];
  /** Requests that left the site's folder. */
  readonly strayed: readonly string[];
  /** Looks at the page as it stands in another view. */
  turn(view: View): Promise<void>;
  /** Leaves the page, and forgets what it complained of and asked for. */
  forget(): Promise<void>;
}

export async function watch(
  browser: Browser,
  site: string,
  view: View = 'light',
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ ...views[view], ...options });
  const page = await context.newPage();
  const root = `${pathToFileURL(site).href}/`;
  const complaints: string[] = [];
  const strayed: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(root) && !/^(?:data|blob):/.test(request.url())) strayed.push(request.url());
  });
  page.on('requestfailed', (request) => complaints.push(`cannot load ${request.url()}`));
  return {
    page,
    complaints,
    strayed,
    open: async (address) => {
      await page.goto(`${root}${address}`);
    },
    turn: async (view) => {
      await page.setViewportSize(views[view].viewport);
      await page.emulateMedia({ colorScheme: views[view].colorScheme, media: null });
    },
    forget: async () => {
      await page.goto('about:blank');
      complaints.length = 0;
      strayed.length = 0;
    },
  };
}

/**
 * A page that tests open one after another, each in its view: a page of its own costs a test more computing than most of
 * what it looks at. What was said before is forgotten.
 */
export function sharedPage(browser: () => Browser, site: () => string): (view?: View) => Promise<Watched> {
  let shared: Watched | undefined;
  return async (view = 'light') => {
    shared ??= await watch(browser(), site());
    await shared.forget();
    await shared.turn(view);
    return shared;
  };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The slowest rule by far, and the only one that the dark can change. */
const contrast = 'color-contrast';
const rules: Readonly<Record<View, object>> = {
  light: {},
  dark: { runOnly: [contrast] },
  narrow: { rules: { [contrast]: { enabled: false } } },
};

/** What axe finds serious or worse on the page as it stands: the rule and where. */
export async function seriousFindings(page: Page, view: View): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axeSource);
  const { violations } = (await page.evaluate(
    `axe.run(${JSON.stringify({ preload: false, resultTypes: ['violations'], ...rules[view] })})`,
  )) as {
    violations: { id: string; impact: string; help: string; nodes: { target: string[]; failureSummary: string }[] }[];
  };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 5).map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
}

/** Keeps a picture of the page for people to look at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(inProject('.recount', 'screenshots'), { recursive: true });
  await page.screenshot({ path: inProject('.recount', 'screenshots', `${name}.png`) });
}
