import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import { UserError } from '../error.js';
import { type Figure, plainFigure } from './plain-figure.js';
import { type Box, innerBox, pageBox, type SvgElement } from './text-width.js';

/**
 * Draws a figure as a static SVG, without a browser: Plotly runs on a small DOM, and text is measured
 * by a table of widths. The same figure gives the same bytes, in every process.
 *
 * Show the result as image data (`<img src="data:image/svg+xml;base64,…">`): a picture in the page itself
 * would share its ids with other pictures.
 *
 * @throws UserError for a trace type that cannot be drawn, and for an attribute that Plotly does not know
 */
export async function renderPicture(figure: Figure): Promise<string> {
  const json = JSON.stringify(plainFigure(figure));
  const drawing = previous.then(async () => {
    plotly ??= loadPlotly();
    return draw(await plotly, json);
  });
  previous = drawing.catch(() => undefined); // one at a time: they share a window and its random numbers
  return drawing;
}

async function draw({ Plotly, JSON, Math }: Window, json: string): Promise<string> {
  const { data, layout } = JSON.parse(json) as { data: object[]; layout: object };
  const mistake = Plotly.validate(data, layout)?.find(({ code }) => code === 'schema' || code === 'value');
  if (mistake) {
    const { container, trace, path, astr } = mistake;
    const [where, from] = container === 'layout' ? ['the layout', layout] : [`trace ${trace}`, data[trace]];
    const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], from);
    throw new UserError(`${where} of the figure has "${astr}": ${JSON.stringify(value)}, which Plotly does not know`);
  }
  Math.random = randomFrom(hash(json));
  return Plotly.toImage({ data, layout }, { format: 'svg', imageDataOnly: true }).catch((error: Error) => {
    // not passed on as it is: it would print the line of Plotly's source, which is a megabyte long
    throw new Error(`Plotly fails on this figure: ${error.message}\n${error.stack?.replace(/^(?! {4}at ).*\n/gm, '')}`);
  });
}

/** What is used of Plotly's window. */
interface Window {
  readonly Plotly: {
    toImage(figure: object, options: object): Promise<string>;
    validate(data: object[], layout: object): readonly Mistake[] | undefined;
  };
  readonly JSON: typeof JSON;
  readonly Math: { random: () => number };
}

/**
 * What Plotly's own check says of an attribute: one that it does not have (`schema`), or a `value` that it cannot take.
 */
interface Mistake {
  readonly code: string;
  readonly container: 'data' | 'layout';
  readonly trace: number;
  readonly path: readonly (string | number)[];
  readonly astr: string;
}

let plotly: Promise<Window> | undefined;
let previous: Promise<unknown> = Promise.resolve();

/**
 * Plotly in a window of its own: an isolated global scope, so that nothing of it reaches the notebook.
 * The DOM is linkedom's single-file build, which loads in a tenth of jsdom's time.
 */
async function loadPlotly(): Promise<Window> {
  const { DOMParser, parseHTML } = (await import('linkedom/worker')) as unknown as Dom;
  const { document, Element, HTMLElement, SVGElement } = parseHTML(
    '<!doctype html><html><head></head><body></body></html>',
  );
  complete(SVGElement.prototype);
  const nothing = () => undefined;
  const window = createContext({
    document,
    Element,
    HTMLElement,
    DOMParser,
    XMLSerializer: class {
      readonly serializeToString = writeSvg;
    },
    getComputedStyle: ({ style }: { style: { getPropertyValue(name: string): string | undefined } }) => ({
      getPropertyValue: (name: string) => style.getPropertyValue(name) ?? (name.endsWith('transform') ? 'none' : ''),
    }),
    navigator: { userAgent: '' },
    console: { log: nothing, warn: nothing, error: nothing },
    addEventListener: nothing,
    removeEventListener: nothing,
    requestAnimationFrame: (callback: () => void) => setTimeout(callback, 0),
    setTimeout,
    clearTimeout,
  });
  Object.defineProperty(document, 'defaultView', { value: window });
  const file = createRequire(import.meta.url).resolve('plotly.js/plotly-basic.min.js');
  runInContext('var window = globalThis, self = globalThis', window);
  runInContext(readFileSync(file, 'utf8'), window, { filename: file });
  // the check would work out the schema anew for every figure
  runInContext('const schema = Plotly.PlotSchema.get(); Plotly.PlotSchema.get = () => schema', window);
  return runInContext('({ Plotly, JSON, Math })', window) as Window;
}

/** The part of linkedom used here; its own types need the DOM's. */
interface Dom {
  readonly DOMParser: unknown;
  parseHTML(html: string): {
    document: object;
    Element: unknown;
    HTMLElement: unknown;
    SVGElement: { prototype: object };
  };
}

/** Gives SVG elements what a browser's have and linkedom's lack: measures, and names in lower case. */
function complete(prototype: object): void {
  const rectangle = ({ left, top, right, bottom }: Box = { left: 0, top: 0, right: 0, bottom: 0 }) => ({
    x: left,
    y: top,
    left,
    top,
    right,
    bottom,
    width: right - left,
    height: bottom - top,
  });
  const name = {
    get(this: SvgElement) {
      return this.localName;
    },
  };
  Object.defineProperties(prototype, { nodeName: name, tagName: name });
  Object.assign(prototype, {
    getBBox(this: SvgElement) {
      return rectangle(innerBox(this));
    },
    getBoundingClientRect(this: SvgElement) {
      return rectangle(pageBox(this));
    },
    getComputedTextLength(this: SvgElement) {
      return rectangle(innerBox(this)).width;
    },
  });
}

/** An element as XML: without what only a live page needs, and with lengths to a hundredth of a pixel. */
function writeSvg(node: SvgElement & { readonly attributes?: Iterable<{ name: string; value: string }> }): string {
  if (node.nodeType === 3) return escapeXml(node.textContent ?? '');
  if (node.nodeType !== 1) return '';
  const content = Array.from(node.childNodes, writeSvg).join('');
  if (content === '' && node.localName === 'g') return '';
  const attributes = Array.from(node.attributes ?? [])
    .reverse() // linkedom lists the newest first
    .filter(({ name }) => !/^(on|data-|pointer-events$)/.test(name))
    .map(({ name, value }) => ({ name, value: name === 'style' ? withoutEmpty(value) : shortened(value) }))
    .filter(({ name, value }) => value !== '' || name !== 'style')
    .map(({ name, value }) => ` ${name}="${escapeXml(value)}"`)
    .join('');
  // Plotly's style sheet, which a picture lacks, says this of grid lines and axes
  const crisp = /\bcrisp\b/.test(node.getAttribute('class') ?? '') ? ' shape-rendering="crispEdges"' : '';
  return `<${node.localName}${attributes}${crisp}${content ? `>${content}</${node.localName}>` : '/>'}`;
}

const shortened = (lengths: string) =>
  lengths.replace(/\d+\.\d{3,}/g, (long) => String(Number(Number(long).toFixed(2))));

const withoutEmpty = (style: string) =>
  style
    .split(';')
    .filter((declaration) => !/^\s*$|:\s*$|^\s*cursor:/.test(declaration))
    .join(';');

/** Text for XML 1.0, which has no place for control characters. */
const escapeXml = (text: string) =>
  text
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu, '\uFFFD')
    .replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '&quot;');

/** FNV-1a: a number for a text, so that different figures have different ids. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** Mulberry32: a short generator of random numbers in [0, 1), good enough for ids. */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
