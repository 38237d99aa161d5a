import type * as Docx from 'docx';
import type { TableRow as MdRow, Table as MdTable, Nodes, Root } from 'mdast';
import { narrowTitle } from './bind-directive.js';
import { type BuiltDraft, errorsOf } from './build.js';
import { svgIn } from './figures.js';
import { errorSign } from './filled.js';
import { bannerText, withoutDeadLinks } from './page.js';
import { imageSize } from './picture-size.js';
import { type Piece, tracesOf } from './traces.js';

/**
 * The draft as a Word document: each number a link to its source at the end, figures as SVG with a PNG for readers
 * that show none, errors marked.
 *
 * @param pngs the pictures as PNG, by the address that holds them
 */
export async function wordOf(draft: BuiltDraft, pngs: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const docx = await import('docx');
  const writer = new WordWriter(docx, pngs);
  const errors = errorsOf(draft).length;
  const document = new docx.Document({
    title: draft.title,
    creator: 'Recount',
    styles: { default: { document: { run: { font: 'Calibri', size: 22 }, paragraph: { spacing: { after: 140 } } } } },
    numbering: { config: [{ reference: orderedList, levels: writer.levels() }] },
    footnotes: writer.footnotesOf(draft.tree),
    sections: [
      {
        children: [
          ...(errors > 0 ? [writer.banner(errors)] : []),
          ...writer.blocks(withoutDeadLinks(structuredClone(draft.tree)).children as Nodes[]),
          ...writer.references(draft),
          ...writer.sources(draft),
        ],
      },
    ],
  });
  return docx.Packer.toBuffer(document);
}

const orderedList = 'ordered';
const widest = 600;

/** How a run of words is set. */
interface Style {
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
  readonly wrong?: boolean;
  readonly sup?: boolean;
}

type Inline = Docx.ParagraphChild;
type Block = Docx.Paragraph | Docx.Table;

/** Writes the nodes of a draft as elements of a Word document. */
class WordWriter {
  readonly #notes = new Map<string, number>();
  #lists = 0;

  constructor(
    private readonly docx: typeof Docx,
    private readonly pngs: ReadonlyMap<string, Buffer>,
  ) {}

  levels(): Docx.ILevelsOptions[] {
    const { LevelFormat, AlignmentType } = this.docx;
    return [0, 1, 2, 3].map((level) => ({
      level,
      format: LevelFormat.DECIMAL,
      text: `%${level + 1}.`,
      alignment: AlignmentType.START,
      style: { paragraph: { indent: { left: 720 * (level + 1), hanging: 360 } } },
    }));
  }

  banner(errors: number): Docx.Paragraph {
    const { Paragraph } = this.docx;
    return new Paragraph({
      children: this.#text(`${errorSign} ${bannerText(errors)}`, { bold: true, wrong: true }),
    });
  }

  footnotesOf(tree: Root): Record<number, { children: Docx.Paragraph[] }> {
    const definitions = tree.children.filter((node) => node.type === 'footnoteDefinition');
    definitions.forEach(({ identifier }, i) => void this.#notes.set(identifier, i + 1));
    return Object.fromEntries(
      definitions.map(({ children }, i) => [
        i + 1,
        { children: this.blocks(children as Nodes[]).filter((block) => block instanceof this.docx.Paragraph) },
      ]),
    );
  }

  blocks(nodes: readonly Nodes[], level = 0): Block[] {
    return nodes.flatMap((node) => this.#block(node, level));
  }

  references({ citations }: BuiltDraft): Block[] {
    if (citations.length === 0) return [];
    const { Bookmark, Paragraph } = this.docx;
    return [
      this.#heading('References', 2),
      ...citations.map(
        ({ key, entry }) =>
          new Paragraph({
            children: [new Bookmark({ id: bookmark(`reference-${key}`), children: this.#text(entry, {}) })],
          }),
      ),
    ];
  }

  /** Where the numbers come from, small and at the end; each number above links here. */
  sources({ bound }: BuiltDraft): Block[] {
    const entries = tracesOf(bound);
    if (entries.length === 0) return [];
    const { Bookmark, Paragraph } = this.docx;
    const words = (piece: Piece): string =>
      typeof piece === 'string' ? piece : 'code' in piece ? piece.code : words(piece.words);
    return [
      this.#heading('Where the numbers come from', 2),
      ...entries.flatMap(({ id, name, value, rows }) => [
        new Paragraph({
          spacing: { before: 160, after: 0 },
          children: [
            new Bookmark({ id: bookmark(id), children: this.#text(`${words(name)}  ${value}`, { bold: true }) }),
          ],
        }),
        ...rows.map(
          ([term, ...pieces]) =>
            new Paragraph({
              spacing: { after: 0 },
              children: this.#small(`${term}: ${pieces.map(words).join('')}`),
            }),
        ),
      ]),
    ];
  }

  #heading(text: string, depth: number, children: Inline[] = this.#text(text, {})): Docx.Paragraph {
    const { HeadingLevel, Paragraph } = this.docx;
    const levels = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4];
    return new Paragraph({ heading: levels[depth - 1] ?? HeadingLevel.HEADING_5, children });
  }

  #block(node: Nodes, level: number): Block[] {
    const { Paragraph } = this.docx;
    switch (node.type as string) {
      case 'heading':
        return [this.#heading('', (node as { depth: number }).depth, this.#inline(childrenOf(node), {}))];
      case 'paragraph':
        return [new Paragraph({ children: this.#inline(childrenOf(node), {}) })];
      case 'blockquote':
        return this.blocks(childrenOf(node), level + 1);
      case 'list':
        return this.#list(node as Extract<Nodes, { type: 'list' }>, level);
      case 'code':
        return [new Paragraph({ children: this.#text((node as { value: string }).value, { code: true }) })];
      case 'table':
        return [this.#table(node as MdTable), new Paragraph({ children: [] })];
      case 'thematicBreak':
        return [new Paragraph({ thematicBreak: true, children: [] })];
      case 'figure':
        return this.blocks(childrenOf(node), level);
      case 'image':
      case 'figcaption':
        return [new Paragraph({ children: this.#inline([node], {}) })];
      default:
        return [];
    }
  }

  #list({ ordered, children }: Extract<Nodes, { type: 'list' }>, level: number): Block[] {
    const { Paragraph } = this.docx;
    this.#lists += 1;
    const instance = this.#lists;
    return children.flatMap(({ children: blocks }) =>
      blocks.flatMap((block, i) => {
        if (block.type !== 'paragraph') return this.#block(block, level + 1);
        const marker =
          i > 0
            ? { indent: { left: 720 * (level + 1) } }
            : ordered
              ? { numbering: { reference: orderedList, level, instance } }
              : { bullet: { level } };
        return [new Paragraph({ ...marker, children: this.#inline(block.children as Nodes[], {}) })];
      }),
    );
  }

  #table({ children, align }: MdTable): Docx.Table {
    const { AlignmentType, Paragraph, Table, TableCell, TableRow, WidthType } = this.docx;
    const row = ({ children: cells }: MdRow, i: number): Docx.TableRow =>
      new TableRow({
        tableHeader: i === 0,
        children: cells.map(
          (cell, j) =>
            new TableCell({
              margins: { left: 80, right: 80 },
              children: [
                new Paragraph({
                  spacing: { after: 0 },
                  alignment: align?.[j] === 'right' ? AlignmentType.END : AlignmentType.START,
                  children: this.#inline(cell.children as Nodes[], { bold: i === 0 }),
                }),
              ],
            }),
        ),
      });
    return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: children.map(row) });
  }

  #inline(nodes: readonly Nodes[], style: Style): Inline[] {
    return nodes.flatMap((node) => this.#part(node, style));
  }

  #part(node: Nodes, style: Style): Inline[] {
    switch (node.type) {
      case 'text':
        return this.#text(node.value, style);
      case 'inlineCode':
        return this.#text(node.value, { ...style, code: true });
      case 'strong':
        return this.#inline(childrenOf(node), { ...style, bold: true });
      case 'emphasis':
        if (node.data?.hName === 'mark')
          return [...this.#text(`${errorSign} `, { wrong: true }), ...this.#inline(childrenOf(node), { wrong: true })];
        if (node.data?.hProperties?.['className']?.toString() === narrowTitle) return [];
        if (node.data?.hName === 'sup') return this.#inline(childrenOf(node), { ...style, sup: true });
        return this.#inline(childrenOf(node), node.data?.hName === undefined ? { ...style, italics: true } : style);
      case 'delete':
        return this.#inline(childrenOf(node), { ...style, strike: true });
      case 'break':
        return [new this.docx.TextRun({ text: '', break: 1 })];
      case 'link':
        return [this.#link(node, style)];
      case 'image':
        return this.#image(node);
      case 'footnoteReference': {
        const note = this.#notes.get(node.identifier);
        return note === undefined ? [] : [new this.docx.FootnoteReferenceRun(note)];
      }
      default:
        return 'children' in node ? this.#inline(childrenOf(node), style) : [];
    }
  }

  #link(node: Extract<Nodes, { type: 'link' }>, style: Style): Inline {
    const { ExternalHyperlink, InternalHyperlink } = this.docx;
    const isWrong = String(node.data?.hProperties?.['className'] ?? '').includes('wrong');
    const own = { ...style, ...(isWrong ? { wrong: true } : {}) };
    const children = [...(isWrong ? this.#text(`${errorSign} `, own) : []), ...this.#inline(childrenOf(node), own)];
    return node.url.startsWith('#')
      ? new InternalHyperlink({ anchor: bookmark(node.url.slice(1)), children })
      : new ExternalHyperlink({ link: node.url, children: this.#inline(childrenOf(node), { ...own, italics: false }) });
  }

  #image({ url, alt }: Extract<Nodes, { type: 'image' }>): Inline[] {
    const { ImageRun } = this.docx;
    const svg = svgIn(url);
    const held = /^data:image\/(png|jpeg|gif);base64,(.*)$/s.exec(url);
    const data = this.pngs.get(url) ?? (held?.[2] === undefined ? undefined : Buffer.from(held[2], 'base64'));
    if (!data) return this.#text(alt ?? '', { italics: true });
    const { width, height } = imageSize(data);
    const factor = Math.min(1, widest / width);
    const transformation = { width: Math.round(width * factor), height: Math.round(height * factor) };
    const altText = { name: 'figure', title: 'figure', description: alt ?? '' };
    if (svg === undefined) {
      const type = held?.[1] === 'jpeg' ? 'jpg' : held?.[1] === 'gif' ? 'gif' : 'png';
      return [new ImageRun({ type, data, transformation, altText })];
    }
    const fallback = { type: 'png' as const, data };
    return [new ImageRun({ type: 'svg', data: Buffer.from(svg), fallback, transformation, altText })];
  }

  #text(text: string, { code, wrong, sup, ...style }: Style): Inline[] {
    const { TextRun } = this.docx;
    return [
      new TextRun({
        text,
        ...style,
        ...(sup ? { superScript: true } : {}),
        ...(code ? { font: 'Consolas' } : {}),
        ...(wrong ? { bold: true, highlight: 'yellow', color: 'B3261E' } : {}),
      }),
    ];
  }

  #small(text: string): Inline[] {
    return [new this.docx.TextRun({ text, size: 18, color: '555555' })];
  }
}

const childrenOf = (node: Nodes): Nodes[] => ('children' in node ? (node.children as Nodes[]) : []);

/** Word's bookmarks have at most forty letters, and begin with one. */
const bookmark = (id: string): string => {
  const plain = id.replaceAll(/\W+/g, '_');
  return plain.length <= 40 ? plain : `${plain.slice(0, 30)}_${hash(plain)}`;
};

const hash = (text: string): string =>
  [...text].reduce((value, letter) => (Math.imul(value, 31) + letter.charCodeAt(0)) >>> 0, 7).toString(36);
