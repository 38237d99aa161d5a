import { escapeHtml } from '../notebook/display.js';

/** A piece of a page that is markup. Text becomes one only through {@link html}, which escapes it. */
export class Html {
  constructor(readonly markup: string) {}
}

/** What may stand in a page: text is escaped, lists are joined, nothing is nothing. */
export type Content = Html | string | number | false | null | undefined | readonly Content[];

/**
 * Markup with contents filled in: `` html`<td title="${note}">${text}</td>` ``. Whatever is not itself made
 * here is text and is escaped, so that a claim, a posting or a file's name can never be markup.
 */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  let markup = parts[0] ?? '';
  for (let i = 0; i < contents.length; i += 1) markup += write(contents[i]) + (parts[i + 1] ?? '');
  return new Html(markup);
}

function write(content: Content): string {
  if (content === false || content === null || content === undefined) return '';
  if (content instanceof Html) return content.markup;
  if (typeof content === 'object') return content.map(write).join('');
  return escapeHtml(String(content));
}

/** Data for a script to read: JSON in which no `<` can end the element around it. */
export const jsonData = (className: string, data: unknown, type = 'application/json'): Html => {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return new Html(`<script type="${escapeHtml(type)}" class="${escapeHtml(className)}">${json}</script>`);
};
