import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { renderPicture } from '../notebook/picture.js';
import type { PlotlyFigure } from '../trace/chart-table.js';

/** Twice the size of the figure on the page, for screens and print. */
const scale = 2;

/**
 * A picture as PNG, from SVG, without a browser. Text is set in Roboto, which pdfmake brings: it is as wide as the
 * Arial by which figures are laid out, and the same on every machine.
 */
export async function pngOf(svg: string): Promise<Buffer> {
  const { Resvg } = await rasterizer();
  const picture = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: scale },
    font: { fontBuffers: [...fonts()], defaultFontFamily: 'Roboto', sansSerifFamily: 'Roboto' },
  });
  const image = picture.render();
  const png = Buffer.from(image.asPng());
  image.free();
  picture.free();
  return png;
}

type Rasterizer = typeof import('@resvg/resvg-wasm');
let loading: Promise<Rasterizer> | undefined;

const rasterizer = (): Promise<Rasterizer> =>
  (loading ??= (async () => {
    const resvg = await import('@resvg/resvg-wasm');
    const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
    await resvg.initWasm(readFileSync(wasm));
    return resvg;
  })());

let loaded: readonly Buffer[] | undefined;
const fonts = (): readonly Buffer[] => (loaded ??= Object.values(fontFiles()).map((path) => readFileSync(path)));

/** The fonts that pictures and PDF files are set in. */
export function fontFiles(): Readonly<Record<'normal' | 'bold' | 'italics' | 'bolditalics', string>> {
  const { resolve } = createRequire(import.meta.url);
  const file = (style: string): string => resolve(`pdfmake/build/fonts/Roboto/Roboto-${style}.ttf`);
  return { normal: file('Regular'), bold: file('Medium'), italics: file('Italic'), bolditalics: file('MediumItalic') };
}

/** The width to which a figure is drawn for a phone. */
const narrow = 390;

/** A figure drawn anew for a narrow screen, where the wide picture would be too small to read. */
export async function narrowPicture({ data, layout }: PlotlyFigure): Promise<string> {
  const { margin, title: _, ...rest } = layout as NarrowedLayout;
  const top = rest.showlegend === false ? 12 : 60;
  const svg = await renderPicture({
    data: data as readonly object[],
    layout: {
      ...rest,
      width: narrow,
      font: { size: 11 },
      // the title stands as text beside the picture
      margin: { ...margin, t: top, l: 8, r: 20 },
      height: Math.max(240, (rest.height ?? 420) - (margin?.['t'] ?? 80) + top),
      ...axesOf(layout),
    },
  });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

interface NarrowedLayout {
  readonly margin?: Readonly<Record<string, number>>;
  readonly title?: unknown;
  readonly height?: number;
  readonly showlegend?: boolean;
}

/** The axes with their titles in lines that fit a narrow picture. */
function axesOf(layout: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const axes = Object.entries(layout).filter(([name]) => /^xaxis\d*$/.test(name));
  return Object.fromEntries(
    axes.map(([name, axis]) => {
      const { title } = axis as { title?: { text?: string } };
      const text = title?.text?.replaceAll(/(.{18,34})\s/g, '$1<br>');
      return [name, text === undefined ? axis : { ...(axis as object), title: { ...title, text } }];
    }),
  );
}

/** The SVG in an address that holds it; undefined for a picture of another type. */
export function svgIn(address: string): string | undefined {
  const [, data] = /^data:image\/svg\+xml;base64,(.*)$/s.exec(address) ?? [];
  return data === undefined ? undefined : Buffer.from(data, 'base64').toString('utf8');
}

/** Whether a draft's tree shows a figure of a notebook, or another SVG. */
export function pictureAddresses(tree: Root): string[] {
  const found: string[] = [];
  visit(tree, 'image', ({ url }) => void found.push(url));
  return [...new Set(found)];
}

/** The pictures of a draft as PNG, by their address; those that are PNG or JPEG already are left out. */
export async function pngsOf(tree: Root): Promise<Map<string, Buffer>> {
  const pngs = new Map<string, Buffer>();
  for (const address of pictureAddresses(tree)) {
    const svg = svgIn(address);
    if (svg !== undefined) pngs.set(address, await pngOf(svg));
  }
  return pngs;
}
