import { join } from 'node:path';
import { UserError } from '../error.js';
import { shown } from '../load/project.js';
import { type BuiltSite, buildSite } from '../site/site.js';
import { json as asJson } from '../terminal/visible.js';
import { cachedTraces } from '../trace/cached-traces.js';
import { endingWithCaveats } from './caveats.js';
import type { Reply } from './reply.js';

export interface SiteOptions {
  readonly out?: string;
  readonly articleText?: readonly string[];
  readonly address?: string;
  readonly json?: true;
}

/** Builds the site where it is asked for, and says where to open it. */
export async function siteReply({ out, articleText = [], address, json }: SiteOptions): Promise<Reply> {
  const site = await buildSite({
    ...(out === undefined ? {} : { out }),
    ...(address === undefined ? {} : { address }),
    articleTexts: articleText,
  });
  const traces = (await cachedTraces()).flatMap((article) => article.traces);
  return {
    text: json ? asJson({ ...site, folder: shown(site.folder) }) : siteText(site),
    ending: await endingWithCaveats(traces),
  };
}

/**
 * Builds the site after a run of all notebooks. What keeps it from being built is said, and is no failure of the run.
 */
export async function siteAfterRun(): Promise<string> {
  try {
    return siteText(await buildSite());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `The site was not built: ${error.message}`;
  }
}

const siteText = ({ folder, kind, pages }: BuiltSite): string =>
  kind === 'built'
    ? `${pages} pages. Open ${shown(join(folder, 'index.html'))}`
    : `The site is as it was. Open ${shown(join(folder, 'index.html'))}`;
