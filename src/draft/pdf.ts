import { createRequire } from 'node:module';
import type { Table as MdTable, Nodes } from 'mdast';
import { narrowTitle } from './bind-directive.js';
import { type BuiltDraft, errorsOf } from './build.js';
import { fontFiles } from './figures.js';
import { errorSign } from './filled.js';
import { bannerText, referenceId, withoutDeadLinks } from './page.js';
import { type Piece, tracesOf } from './traces.js';

/** A piece of a document as pdfmake takes it; its own types are many, and these are the ones used. */
type Part = string | Part[] | { readonly [name: string]: unknown };

/**
 * The draft as a PDF: each number a link to its source at the end, figures as pictures, errors marked. No browser and
 * no other program is needed.
 *
 * @param pngs the pictures as PNG, by the address that holds them
 */
export async function pdfOf(draft: BuiltDraft, pngs: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const pdfmake = createRequire(import.meta.url)('pdfmake') as PdfMake;
  const fonts = fontFiles();
  pdfmake.setFonts({ Roboto: fonts });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => Object.values(fonts).includes(path));
  const writer = new PdfWriter(pngs);
  const errors = errorsOf(draft).length;
  const tree = withoutDeadLinks(structuredClone(draft.tree));
  writer.note(tree.children as Nodes[]);
  const document = {
    info: { title: draft.title, creator: 'Recount' },
    pageMargins: [64, 64, 64, 64],
    // the same bytes for the same draft
    compress: true,
    defaultStyle: { font: 'Roboto', fontSize: 10.5, lineHeight: 1.3 },
    styles,
    content: [
      ...(errors > 0 ? [{ text: `(!) ${bannerText(errors)}`, style: 'banner' }] : []),
      ...writer.blocks(tree.children as Nodes[]),
      ...writer.notes(),
      ...writer.references(draft),
      ...writer.sources(draft),
    ],
    footer: (page: number, pages: number) => ({
      text: `${page} / ${pages}`,
      alignment: 'center',
      fontSize: 8,
      color: grey,
    }),
  };
  return pdfmake.createPdf(document).getBuffer();
}

interface PdfMake {
  setFonts(fonts: object): void;
  setUrlAccessPolicy(allowed: (url: string) => boolean): void;
  setLocalAccessPolicy(allowed: (path: string) => boolean): void;
  createPdf(document: object): { getBuffer(): Promise<Buffer> };
}

const grey = '#555555';
const red = '#b3261e';
const styles = {
  h1: { fontSize: 20, bold: true, margin: [0, 0, 0, 10], lineHeight: 1.15 },
  h2: { fontSize: 14, bold: true, margin: [0, 14, 0, 6] },
  h3: { fontSize: 11.5, bold: true, margin: [0, 10, 0, 4] },
  paragraph: { margin: [0, 0, 0, 7] },
  quote: { italics: true, color: grey },
  code: { fontSize: 9, color: '#333333' },
  small: { fontSize: 8.5, color: grey },
  banner: { bold: true, color: red, margin: [0, 0, 0, 12] },
};
const widthOfPage = 467;

/** Writes the nodes of a draft as parts of a PDF. */
class PdfWriter {
  readonly #notes = new Map<string, { readonly number: number; readonly blocks: Nodes[] }>();

  constructor(private readonly pngs: ReadonlyMap<string, Buffer>) {}

  /** Numbers the footnotes, which stand at the end of the text. */
  note(nodes: readonly Nodes[]): void {
    for (const node of nodes)
      if (node.type === 'footnoteDefinition')
        this.#notes.set(node.identifier, { number: this.#notes.size + 1, blocks: node.children as Nodes[] });
  }

  notes(): Part[] {
    return [...this.#notes.values()].map(({ number, blocks }) => ({
      columns: [{ width: 14, text: `${number}` }, this.blocks(blocks)],
      style: 'small',
    }));
  }

  blocks(nodes: readonly Nodes[]): Part[] {
    return nodes.flatMap((node) => this.#block(node));
  }

  references({ citations }: BuiltDraft): Part[] {
    if (citations.length === 0) return [];
    return [
      { text: 'References', style: 'h2' },
      ...citations.map(({ key, entry, address }) => ({
        text: entry,
        style: 'paragraph',
        id: referenceId(key),
        ...(address !== undefined && /^https?:/.test(address) ? { link: address } : {}),
      })),
    ];
  }

  sources({ bound }: BuiltDraft): Part[] {
    const entries = tracesOf(bound);
    if (entries.length === 0) return [];
    const words = (piece: Piece): string =>
      typeof piece === 'string' ? piece : 'code' in piece ? piece.code : words(piece.words);
    return [
      { text: 'Where the numbers come from', style: 'h2', pageBreak: 'before' },
      ...entries.map(({ id, name, value, rows }) => ({
        unbreakable: true,
        margin: [0, 0, 0, 6],
        stack: [
          { text: [{ text: words(name), bold: true }, `  ${value}`], id, style: 'small', color: '#111111' },
          ...rows.map(([term, ...pieces]) => ({ text: `${term}: ${pieces.map(words).join('')}`, style: 'small' })),
        ],
      })),
    ];
  }

  #block(node: Nodes): Part[] {
    switch (node.type as string) {
      case 'heading':
        return [
          { text: this.#inline(childrenOf(node), {}), style: `h${Math.min((node as { depth: number }).depth, 3)}` },
        ];
      case 'paragraph':
        return this.#paragraph(node);
      case 'blockquote':
        return [{ stack: this.blocks(childrenOf(node)), style: 'quote', margin: [14, 0, 0, 4] }];
      case 'list':
        return [this.#list(node as Extract<Nodes, { type: 'list' }>)];
      case 'code':
        return [
          { text: (node as { value: string }).value, style: 'code', preserveLeadingSpaces: true, margin: [0, 0, 0, 8] },
        ];
      case 'table':
        return [this.#table(node as MdTable)];
      case 'thematicBreak':
        return [{ canvas: [{ type: 'line', x1: 0, y1: 4, x2: widthOfPage, y2: 4, lineColor: '#cccccc' }] }];
      case 'figure':
        return [{ stack: this.blocks(childrenOf(node)), unbreakable: true, margin: [0, 6, 0, 8] }];
      case 'figcaption':
        return [{ text: this.#inline(childrenOf(node), {}), style: 'small' }];
      case 'image':
        return this.#image(node as Extract<Nodes, { type: 'image' }>);
      default:
        return [];
    }
  }

  /** Pictures of a paragraph stand below its words. */
  #paragraph(node: Nodes): Part[] {
    const children = childrenOf(node);
    const words = children.filter(({ type }) => type !== 'image');
    const images = children.filter((child): child is Extract<Nodes, { type: 'image' }> => child.type === 'image');
    return [
      ...(words.length > 0 ? [{ text: this.#inline(words, {}), style: 'paragraph' }] : []),
      ...images.flatMap((image) => this.#image(image)),
    ];
  }

  #list({ ordered, start, children }: Extract<Nodes, { type: 'list' }>): Part {
    const items = children.map((item) => ({ stack: this.blocks(item.children as Nodes[]) }));
    const margin = [0, 0, 0, 4];
    return ordered ? { ol: items, start: start ?? 1, margin } : { ul: items, margin };
  }

  #table({ children, align }: MdTable): Part {
    const body = children.map(({ children: cells }, i) =>
      cells.map((cell, j) => ({
        text: this.#inline(cell.children as Nodes[], { bold: i === 0 }),
        alignment: align?.[j] === 'right' ? 'right' : 'left',
        fontSize: 9,
      })),
    );
    return { table: { headerRows: 1, body }, layout: 'lightHorizontalLines', margin: [0, 4, 0, 10] };
  }

  #image({ url, alt }: Extract<Nodes, { type: 'image' }>): Part[] {
    const held = /^data:image\/(?:png|jpeg);base64,/.test(url) ? url : undefined;
    const png = this.pngs.get(url);
    const image = png ? `data:image/png;base64,${png.toString('base64')}` : held;
    return image === undefined
      ? [{ text: alt ?? '', style: 'quote' }]
      : [{ image, width: widthOfPage, margin: [0, 2, 0, 2] }];
  }

  #inline(nodes: readonly Nodes[], style: object): Part[] {
    return nodes.flatMap((node) => this.#part(node, style));
  }

  #part(node: Nodes, style: object): Part[] {
    switch (node.type) {
      case 'text':
        return [{ text: node.value.replaceAll(errorSign, '(!)'), ...style }];
      case 'inlineCode':
        return [{ text: node.value, ...style, color: '#333333', background: '#f2f2f2' }];
      case 'strong':
        return this.#inline(childrenOf(node), { ...style, bold: true });
      case 'emphasis':
        if (node.data?.hName === 'mark') return this.#wrong(childrenOf(node), style);
        if (node.data?.hProperties?.['className']?.toString() === narrowTitle) return [];
        if (node.data?.hName === 'sup') return this.#inline(childrenOf(node), { ...style, sup: true });
        return this.#inline(childrenOf(node), node.data?.hName === undefined ? { ...style, italics: true } : style);
      case 'delete':
        return this.#inline(childrenOf(node), { ...style, decoration: 'lineThrough' });
      case 'break':
        return ['\n'];
      case 'link': {
        const isWrong = String(node.data?.hProperties?.['className'] ?? '').includes('wrong');
        const to = node.url.startsWith('#') ? { linkToDestination: node.url.slice(1) } : { link: node.url };
        const look = node.url.startsWith('#')
          ? { decoration: 'underline', decorationStyle: 'dotted' }
          : { color: '#0a5c9e' };
        const linked = { ...style, ...look, ...to };
        return isWrong ? this.#wrong(childrenOf(node), linked) : this.#inline(childrenOf(node), linked);
      }
      case 'footnoteReference': {
        const note = this.#notes.get(node.identifier);
        return note === undefined ? [] : [{ text: `${note.number}`, sup: true }];
      }
      default:
        return 'children' in node ? this.#inline(childrenOf(node), style) : [];
    }
  }

  #wrong(nodes: readonly Nodes[], style: object): Part[] {
    const marked = { ...style, bold: true, color: red, background: '#ffe3a3' };
    return [{ text: '(!) ', ...marked }, ...this.#inline(nodes, marked)];
  }
}

const childrenOf = (node: Nodes): Nodes[] => ('children' in node ? (node.children as Nodes[]) : []);
