import stringPixelWidth from 'string-pixel-width';

/** What decides how wide a text is; the family is always Arial (see {@link fontFamily}). */
export interface Font {
  /** In pixels. */
  readonly size: number;
  readonly bold?: boolean;
}

/**
 * The family of every figure's text. Arial, Helvetica and Liberation Sans have the same widths, and one
 * of them stands on nearly every Windows, macOS and Linux machine: what is measured here is what a reader sees.
 */
export const fontFamily = 'Arial, Helvetica, Liberation Sans, sans-serif';

/** How far text of size 1 reaches above and below its baseline in that family. */
export const ascent = 0.905;
export const descent = 0.212;

/** Characters that the table of widths lacks, in hundredths of the font size. */
const widthsBeyondTable: readonly (readonly [RegExp, number])[] = [
  [/[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u, 0],
  [/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\u{20000}-\u{3FFFF}]/u, 100],
  [/[—…←-⇿‰™\p{Emoji_Presentation}]/u, 100],
  [/[\p{Lu}∑∞≈×÷+−±≤≥≠]/u, 67],
  [/[·’‘‚ ]/u, 33],
];

/**
 * The width of one line of text in pixels, without a browser: the sum of its characters' widths.
 * A character outside the table counts by its kind, on the wide side; kerning is left out.
 */
export function textWidth(text: string, { size, bold = false }: Font): number {
  let known = '';
  let beyond = 0;
  for (const character of text.normalize('NFD')) {
    if (character >= ' ' && character <= '~') known += character;
    else beyond += widthsBeyondTable.find(([kind]) => kind.test(character))?.[1] ?? 60;
  }
  return stringPixelWidth(known, { font: 'arial', size, bold }) + (beyond * size) / 100;
}

/** Breaks a text into lines no wider than `width` pixels, at its spaces. */
export function wrapText(text: string, width: number, font: Font): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, font) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The part of a DOM element that measuring reads. */
export interface SvgElement {
  readonly nodeType: number;
  readonly localName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<SvgElement>;
  readonly parentNode: SvgElement | null;
  getAttribute(name: string): string | null;
}

/** A rectangle in pixels; y grows downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const elementNode = 1;
const textNode = 3;

/**
 * The box of an element in its own coordinates, as a browser's `getBBox` gives it, if it holds anything that measures.
 */
export function innerBox(element: SvgElement): Box | undefined {
  if (element.localName === 'text') return textBox(element);
  if (element.localName === 'rect') {
    const [left, top] = [numberOf(element, 'x'), numberOf(element, 'y')];
    return { left, top, right: left + numberOf(element, 'width'), bottom: top + numberOf(element, 'height') };
  }
  // outlines of paths are not needed: Plotly asks for the boxes of texts and of groups of texts
  const children = [...element.childNodes].filter((child) => child.nodeType === elementNode && drawn(child));
  return union(children.map((child) => moved(innerBox(child), child)));
}

/**
 * The box of an element on the page, as a browser's `getBoundingClientRect` gives it: every ancestor's transform
 * applies.
 */
export function pageBox(element: SvgElement): Box | undefined {
  let box = innerBox(element);
  for (let at: SvgElement | null = element; at?.nodeType === elementNode; at = at.parentNode) box = moved(box, at);
  return box;
}

const drawn = (element: SvgElement) =>
  !['defs', 'clipPath', 'title'].includes(element.localName) && styleOf(element, 'display') !== 'none';

/** A text's box: its lines are laid out as SVG does, each from its own `x`, `y` and `dy`, around its anchor. */
function textBox(text: SvgElement): Box | undefined {
  const share = { start: 0, middle: 0.5, end: 1 }[styleOf(text, 'text-anchor') ?? 'start'] ?? 0;
  const lines: Box[] = [];
  let [x, y, width] = [0, 0, 0];
  let extent: Box | undefined; // of the line so far: only top and bottom count
  const endLine = () => {
    if (extent) lines.push({ ...extent, left: x - width * share, right: x + width * (1 - share) });
    [extent, width] = [undefined, 0];
  };
  const walk = (node: SvgElement) => {
    const font = fontOf(node);
    if (node.getAttribute('x') !== null) {
      endLine();
      x = numberOf(node, 'x');
    }
    if (node.getAttribute('y') !== null) y = numberOf(node, 'y');
    const dy = node.getAttribute('dy') ?? '0';
    y += parseFloat(dy) * (dy.endsWith('em') ? font.size : 1);
    for (const child of node.childNodes) {
      if (child.nodeType === elementNode) walk(child);
      else if (child.nodeType === textNode && child.textContent) {
        width += textWidth(child.textContent, font);
        extent = union([extent, { left: 0, right: 0, top: y - ascent * font.size, bottom: y + descent * font.size }]);
      }
    }
  };
  walk(text);
  endLine();
  return union(lines);
}

/** The font that applies to an element: its own style, or else its ancestors'. */
function fontOf(element: SvgElement | null): Required<Font> {
  if (element?.nodeType !== elementNode) return { size: 12, bold: false };
  const size = styleOf(element, 'font-size') ?? '100%';
  const weight = styleOf(element, 'font-weight');
  const inherited = () => fontOf(element.parentNode);
  const unit = size.endsWith('%') ? inherited().size / 100 : size.endsWith('em') ? inherited().size : 1;
  return {
    size: parseFloat(size) * unit,
    bold: weight === undefined ? inherited().bold : weight === 'bold' || Number(weight) >= 600,
  };
}

const numberOf = (element: SvgElement, name: string) => parseFloat(element.getAttribute(name) ?? '') || 0;

/** A property of an element's own: from `style`, or else the attribute of that name. */
function styleOf(element: SvgElement, name: string): string | undefined {
  const declared = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`).exec(element.getAttribute('style') ?? '');
  return declared?.[1]?.trim() ?? element.getAttribute(name) ?? undefined;
}

/** The smallest box around all. */
function union(boxes: readonly (Box | undefined)[]): Box | undefined {
  const all = boxes.filter((box): box is Box => box !== undefined);
  if (all.length === 0) return undefined;
  return {
    left: Math.min(...all.map(({ left }) => left)),
    top: Math.min(...all.map(({ top }) => top)),
    right: Math.max(...all.map(({ right }) => right)),
    bottom: Math.max(...all.map(({ bottom }) => bottom)),
  };
}

/** A box after an element's `transform` attribute: the functions apply from the last to the first. */
function moved(box: Box | undefined, element: SvgElement): Box | undefined {
  const steps = [...(element.getAttribute('transform') ?? '').matchAll(/(\w+)\(([^)]*)\)/g)].reverse();
  if (!box || steps.length === 0) return box;
  const corners = [box.left, box.right].flatMap((x) => [box.top, box.bottom].map((y) => ({ x, y })));
  const points = corners.map((corner) =>
    steps.reduce(({ x, y }, [, name, list = '']) => {
      const [a = 0, b, c] = list
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(Number);
      if (name === 'translate') return { x: x + a, y: y + (b ?? 0) };
      if (name === 'scale') return { x: x * a, y: y * (b ?? a) };
      if (name !== 'rotate') return { x, y };
      const [sin, cos] = [Math.sin((a * Math.PI) / 180), Math.cos((a * Math.PI) / 180)];
      const [dx, dy] = [x - (b ?? 0), y - (c ?? 0)];
      return { x: (b ?? 0) + dx * cos - dy * sin, y: (c ?? 0) + dx * sin + dy * cos };
    }, corner),
  );
  return union(points.map(({ x, y }) => ({ left: x, right: x, top: y, bottom: y })));
}
