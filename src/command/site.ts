import { join } from 'node:path';
import { UserError } from '../error.js';
import { shown } from '../load/project.js';
import type { BuiltSite } from '../site/site.js';
import { print } from '../terminal/terminal.js';

/** Builds the site where it is asked for, and says where to open it. */
export async function siteAndReport({
  out,
  articleText = [],
  json,
}: {
  readonly out?: string;
  readonly articleText?: readonly string[];
  readonly json?: true;
}): Promise<void> {
  const { buildSite } = await import('../site/site.js');
  const site = await buildSite({ ...(out === undefined ? {} : { out }), articleTexts: articleText });
  print(json ? JSON.stringify({ ...site, folder: shown(site.folder) }, null, 2) : siteText(site));
}

/** The site of the project after a run of all notebooks. What keeps it from being built is said, and is no failure of the run. */
export async function siteAfterRun(): Promise<void> {
  const { buildSite } = await import('../site/site.js');
  try {
    console.error(`\n${siteText(await buildSite())}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(`\nThe site was not built: ${error.message}`);
  }
}

const siteText = ({ folder, kind, pages }: BuiltSite): string =>
  kind === 'built'
    ? `${pages} pages. Open ${shown(join(folder, 'index.html'))}`
    : `The site is as it was. Open ${shown(join(folder, 'index.html'))}`;
