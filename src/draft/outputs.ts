import { type BuiltDraft, errorsOf } from './build.js';
import { narrowPicture, pngsOf } from './figures.js';
import { fillMarkdown } from './filled.js';
import { pageHtml } from './page.js';

/** The forms in which a draft is handed on, besides the page and the Markdown that are always made. */
export interface OutputFormats {
  readonly docx?: boolean;
  readonly pdf?: boolean;
  /** One piece of HTML to be pasted into an editor. */
  readonly fragment?: boolean;
  /** Where the project's site is published; the fragment's numbers link to it. */
  readonly site?: string | undefined;
}

/** A file of a finished draft: its path below the folder of all of them, and its contents. */
export interface OutputFile {
  readonly path: string;
  readonly content: string | Buffer;
}

/**
 * The files of a finished draft: `name.html`, `name.md` with its figures as SVG and PNG, and what else is asked for.
 *
 * @param name what the files are called, without an ending
 */
export async function outputsOf(draft: BuiltDraft, name: string, formats: OutputFormats): Promise<OutputFile[]> {
  const pngs = await pngsOf(draft.tree);
  const { markdown, pictures } = fillMarkdown(draft, `${name}-figures`, pngs);
  const files: OutputFile[] = [
    { path: `${name}.html`, content: pageHtml(draft, await narrowPicturesOf(draft)) },
    { path: `${name}.md`, content: markdown },
  ];
  if (formats.docx) {
    const { wordOf } = await import('./word.js');
    files.push({ path: `${name}.docx`, content: await wordOf(draft, pngs) });
  }
  if (formats.pdf) {
    const { pdfOf } = await import('./pdf.js');
    files.push({ path: `${name}.pdf`, content: await pdfOf(draft, pngs) });
  }
  if (formats.fragment) {
    const { fragmentOf } = await import('./fragment.js');
    const site = formats.site?.replace(/\/*$/, '/');
    files.push({ path: `${name}.fragment.html`, content: fragmentOf(draft, pngs, site) });
  }
  return [...files, ...[...pictures].map(([path, content]) => ({ path, content }))];
}

/** Figures of notebooks as a phone shows them, by the address of the wide picture. */
export async function narrowPicturesOf({ bound }: Pick<BuiltDraft, 'bound'>): Promise<Map<string, string>> {
  const narrow = new Map<string, string>();
  for (const target of bound.flatMap(({ targets }) => targets)) {
    if (target.kind !== 'figure' || !target.entry.plotted) continue;
    narrow.set(target.entry.picture, await narrowPicture(target.entry.plotted));
  }
  return narrow;
}

/** Whether a draft may be handed on as it is. */
export const isSound = (draft: BuiltDraft): boolean => errorsOf(draft).length === 0;
