/** A printed number: its words, how it stands, what to say of it, and its claim's page. */
type OverlayMark = readonly [printed: string, standing: string, says: string, page: string];

/** The text of a page, one space for any run of spaces and one sign for any dash, with the place of each letter. */
interface OverlayText {
  readonly text: string;
  readonly places: readonly { readonly node: Text; readonly offset: number }[];
}

const overlayColours: Readonly<Record<string, string>> = { holds: '#17744a', fails: '#b3261e', open: '#646b73' };

/**
 * Colours the numbers of a published article by verdict, in the page that a reader has open.
 *
 * @param marks what the article prints, in its order
 * @returns how many claims were found on the page
 */
// biome-ignore lint/correctness/noUnusedVariables: the line that is added to the script calls it
function recountOverlay(marks: readonly OverlayMark[]): number {
  for (const old of document.querySelectorAll('.recount-mark')) old.replaceWith(...old.childNodes);
  document.getElementById('recount-badge')?.remove();
  document.body.normalize();
  const page = overlayText();
  const chosen = overlayPlaces(
    page.text,
    marks.map(([printed]) => overlayWords(printed)),
  );
  const counts: Record<string, number> = {};
  for (const mark of chosen.keys()) {
    const standing = marks[mark]?.[1] ?? '';
    if (standing in overlayColours) counts[standing] = (counts[standing] ?? 0) + 1;
  }
  overlayDraw(page, chosen, marks);
  const found = Object.values(counts).reduce((sum, each) => sum + each, 0);
  const missing = marks.filter(([, standing]) => standing in overlayColours).length - found;
  const said = `Recount: ${counts['holds'] ?? 0} hold, ${counts['fails'] ?? 0} do not, ${counts['open'] ?? 0} open`;
  overlayBadge(missing > 0 ? `${said}; ${missing} not found on this page` : said);
  return found;
}

function overlayPlain(text: string): string {
  return text
    .replace(/[\s\u00A0\u202F]/g, ' ')
    .replace(/[–—−‑]/g, '-')
    .replace(/[’‘]/g, "'")
    .replace(/[“”]/g, '"');
}

function overlayWords(printed: string): string {
  return overlayPlain(printed).replace(/ +/g, ' ').trim();
}

function overlayText(): OverlayText {
  const letters: string[] = [];
  const places: { node: Text; offset: number }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (node.parentElement?.closest('script, style, noscript, textarea, select, template')) continue;
    const own = overlayPlain(node.data);
    for (let offset = 0; offset < own.length; offset += 1) {
      const letter = own[offset] ?? '';
      if (letter === ' ' && letters.at(-1) === ' ') continue;
      letters.push(letter);
      places.push({ node, offset });
    }
  }
  return { text: letters.join(''), places };
}

/** Where some words stand in a text, but not inside of a longer number. */
function overlayOccurrences(text: string, wanted: string): number[] {
  const found: number[] = [];
  if (wanted === '') return found;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const [before = '', after = ''] = [text[at - 1], text[at + wanted.length]];
    const cuts = (/\d/.test(before) && /^\d/.test(wanted)) || (/\d/.test(after) && /\d$/.test(wanted));
    const decimal = /^[.,]\d/.test(text.slice(at + wanted.length)) && /\d$/.test(wanted);
    if (!cuts && !decimal) found.push(at);
  }
  return found;
}

/** A place for each mark: the longest way through the text that keeps the order of the marks. */
function overlayPlaces(text: string, marks: readonly string[]): Map<number, number> {
  interface Step {
    readonly mark: number;
    readonly at: number;
    readonly before: Step | undefined;
  }
  const ends: Step[] = [];
  const all = marks.map((wanted) => overlayOccurrences(text, wanted));
  all.forEach((found, mark) => {
    for (const at of [...found].reverse()) {
      let [low, high] = [0, ends.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((ends[middle]?.at ?? Infinity) < at) low = middle + 1;
        else high = middle;
      }
      ends[low] = { mark, at, before: ends[low - 1] };
    }
  });
  const chosen = new Map<number, number>();
  for (let step = ends.at(-1); step; step = step.before) chosen.set(step.mark, step.at);
  // a claim inside of another's words has no place of its own in the order: it stands where it occurs once
  all.forEach((found, mark) => {
    const [only, ...more] = found;
    if (!chosen.has(mark) && only !== undefined && more.length === 0) chosen.set(mark, only);
  });
  return chosen;
}

/** Colours the marks from the end of the page, so that places stay right; of marks that overlap the first is shown. */
function overlayDraw(
  { places }: OverlayText,
  chosen: ReadonlyMap<number, number>,
  marks: readonly OverlayMark[],
): void {
  const drawn = [...chosen]
    .map(([mark, at]) => ({ mark, at, end: at + overlayWords(marks[mark]?.[0] ?? '').length }))
    .sort((a, b) => b.at - a.at || a.mark - b.mark);
  let last = Infinity;
  for (const { mark, at, end } of drawn) {
    const [, standing = '', says = '', page = ''] = marks[mark] ?? [];
    if (!(standing in overlayColours) || end > last) continue;
    last = at;
    for (let to = end; to > at; ) {
      const stop = places[to - 1];
      let from = to - 1;
      while (from > at && places[from - 1]?.node === stop?.node) from -= 1;
      const start = places[from];
      if (start && stop) overlayWrap(start.node, [start.offset, stop.offset + 1], [standing, says, page]);
      to = from;
    }
  }
}

function overlayWrap(
  node: Text,
  [from, to]: readonly [number, number],
  [standing, says, page]: readonly [string, string, string],
): void {
  const colour = overlayColours[standing] ?? '';
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  const element = document.createElement(page === '' ? 'span' : 'a');
  element.className = 'recount-mark';
  element.title = `Recount: ${says}`;
  element.dataset['standing'] = standing;
  if (page !== '') element.setAttribute('href', page);
  element.style.cssText =
    `color:inherit;text-decoration:none;border-bottom:3px solid ${colour};` +
    `background:color-mix(in srgb, ${colour} 18%, transparent)`;
  range.surroundContents(element);
}

function overlayBadge(words: string): void {
  const badge = document.createElement('div');
  badge.id = 'recount-badge';
  badge.style.cssText =
    'position:fixed;right:12px;bottom:12px;z-index:2147483647;background:#fff;color:#22262b;padding:8px 12px;' +
    'font:14px/1.4 sans-serif;border:1px solid #ccc;border-radius:6px';
  badge.textContent = words;
  document.body.append(badge);
}
