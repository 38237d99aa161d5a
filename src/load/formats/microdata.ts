import { DomUtils, parseDocument } from 'htmlparser2';
import { textOfMarkup } from '../values/markup.js';

type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** An item as JSON-LD would hold it: its type, and under each name a value, an item, or several of them in a list. */
type Item = Readonly<Record<string, unknown>>;

/**
 * The items of one type that a page describes in microdata, each with the line on which it begins. What stands
 * elsewhere on the page and is named by `itemref` belongs to it. Values are read as HTML says (`content` of a meta
 * element, `datetime` of a time, the address of a link); the text of other elements as a reader sees it.
 *
 * Source: HTML Living Standard, 5.2 and 5.4, microdata and its conversion to JSON.
 *
 * @param ofType - the last part of an `itemtype`: `JobPosting` for https://schema.org/JobPosting
 *
 * @example
 * const html = '<p itemscope itemtype="https://schema.org/JobPosting"><b itemprop="title">Cook</b></p>'
 * microdataItems(html, 'JobPosting') // => [{ item: { '@type': 'JobPosting', title: 'Cook' }, line: 1 }]
 */
export function microdataItems(html: string, ofType: string): { readonly item: Item; readonly line: number }[] {
  if (!/itemscope/i.test(html)) return [];
  const document = parseDocument(html, { withStartIndices: true, withEndIndices: true });
  const page = { html, byId: (id: string) => DomUtils.getElementById(id, document.children) ?? undefined };
  return DomUtils.findAll((element) => typeOf(element) === ofType, document.children)
    .filter((element) => !isInside(element, ofType))
    .map((element) => ({
      item: itemOf(element, page, new Set()),
      line: html.slice(0, element.startIndex ?? 0).split('\n').length,
    }));
}

interface Page {
  readonly html: string;
  readonly byId: (id: string) => Element | undefined;
}

const typeOf = ({ attribs }: Element): string | undefined =>
  attribs['itemscope'] === undefined ? undefined : /([^/#\s]+)\s*$/.exec(attribs['itemtype'] ?? '')?.[1];

function isInside(element: Element, type: string): boolean {
  for (let above = element.parentNode; above !== null; above = above.parentNode)
    if (DomUtils.isTag(above) && typeOf(above) === type) return true;
  return false;
}

function itemOf(scope: Element, page: Page, above: ReadonlySet<Element>): Item {
  const item = new Map<string, unknown>();
  const within = new Set([...above, scope]);
  const walk = (elements: readonly Element[]): void => {
    for (const element of elements) {
      if (within.has(element)) continue; // an itemref that leads back
      const isItem = element.attribs['itemscope'] !== undefined;
      for (const name of words(element.attribs['itemprop'])) {
        const value = isItem ? itemOf(element, page, within) : valueOf(element, page.html);
        item.set(name, item.has(name) ? [item.get(name), value].flat() : value);
      }
      if (!isItem) walk(children(element));
    }
  };
  walk(children(scope));
  walk(words(scope.attribs['itemref']).flatMap((id) => page.byId(id) ?? []));
  return { '@type': typeOf(scope), ...Object.fromEntries(item) };
}

const words = (text = ''): string[] => text.split(/\s+/).filter((word) => word !== '');

const children = (element: Element): Element[] => element.children.filter((child) => DomUtils.isTag(child));

/** The attribute that holds the value of an element, where the standard names one. */
const attributes: Readonly<Record<string, string>> = {
  ...{ meta: 'content', time: 'datetime', data: 'value', meter: 'value', object: 'data' },
  ...{ a: 'href', area: 'href', link: 'href', img: 'src', audio: 'src', embed: 'src', iframe: 'src', source: 'src' },
};

function valueOf(element: Element, html: string): string {
  // `content` on other elements is RDFa's, and search engines read it as well
  const attribute = element.attribs[attributes[element.name] ?? ''] ?? element.attribs['content'];
  if (attribute !== undefined) return attribute.trim();
  if (children(element).length === 0) return DomUtils.textContent(element).replace(/\s+/g, ' ').trim();
  const first = element.firstChild?.startIndex ?? 0;
  return textOfMarkup(html.slice(first, (element.lastChild?.endIndex ?? first) + 1));
}
