/**
 * Colours the numbers of a published article by verdict, in the page that a reader has open.
 *
 * @param marks what the article prints, in its order: words, standing, what to say of it, the claim's page
 */
// biome-ignore lint/correctness/noUnusedVariables: the line that is added to the script calls it
function recountOverlay(marks: readonly (readonly [printed: string, standing: string, says: string, page: string])[]): {
  readonly found: number;
  readonly missing: number;
} {
  const colours: Readonly<Record<string, string>> = { holds: '#17744a', fails: '#b3261e', open: '#646b73' };
  const own = 'recount-mark';
  for (const old of document.querySelectorAll(`.${own}`)) old.replaceWith(...old.childNodes);
  document.getElementById('recount-badge')?.remove();
  document.body.normalize();

  // ---- the text of the page, one space for any run of spaces, one sign for any dash, with the place of each letter ----

  interface Place {
    readonly node: Text;
    readonly offset: number;
  }
  const letters: string[] = [];
  const places: Place[] = [];
  const add = (letter: string, node: Text, offset: number): void => {
    if (letter === ' ' && letters.at(-1) === ' ') return;
    letters.push(letter);
    places.push({ node, offset });
  };
  const plain = (text: string): string =>
    text
      .replace(/[\s\u00A0\u202F]/g, ' ')
      .replace(/[–—−‑]/g, '-')
      .replace(/[’‘]/g, "'")
      .replace(/[“”]/g, '"');
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (node.parentElement?.closest('script, style, noscript, textarea, select, template')) continue;
    [...plain(node.data)].forEach((letter, i) => add(letter, node as Text, i));
  }
  const text = letters.join('');

  // ---- where each mark may stand, and the longest way through the page that keeps their order ----

  const occurrences = (printed: string): number[] => {
    const wanted = plain(printed).replace(/ +/g, ' ').trim();
    const found: number[] = [];
    if (wanted === '') return found;
    for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
      const [before = '', after = ''] = [text[at - 1], text[at + wanted.length]];
      const cuts = (/\d/.test(before) && /^\d/.test(wanted)) || (/\d/.test(after) && /\d$/.test(wanted));
      const decimal = /^[.,]\d/.test(text.slice(at + wanted.length)) && /\d$/.test(wanted);
      if (!cuts && !decimal) found.push(at);
    }
    return found;
  };
  interface Step {
    readonly mark: number;
    readonly at: number;
    readonly before: Step | undefined;
  }
  const ends: Step[] = [];
  const all = marks.map(([printed]) => occurrences(printed));
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

  // ---- colours, from the end of the page so that places stay right; of marks that overlap the first is shown ----

  const counts: Record<string, number> = {};
  const drawn = [...chosen]
    .map(([mark, at]) => ({
      mark,
      at,
      end:
        at +
        plain(marks[mark]?.[0] ?? '')
          .replace(/ +/g, ' ')
          .trim().length,
    }))
    .sort((a, b) => b.at - a.at || a.mark - b.mark);
  let last = Infinity;
  for (const { mark, at, end } of drawn) {
    const [, standing = '', says = '', page = ''] = marks[mark] ?? [];
    const colour = colours[standing];
    if (colour === undefined) continue;
    counts[standing] = (counts[standing] ?? 0) + 1;
    if (end > last) continue;
    last = at;
    for (let to = end; to > at; ) {
      const { node, offset } = places[to - 1] as Place;
      let from = to - 1;
      while (from > at && places[from - 1]?.node === node) from -= 1;
      const range = document.createRange();
      range.setStart(node, (places[from] as Place).offset);
      range.setEnd(node, offset + 1);
      const element = document.createElement(page === '' ? 'span' : 'a');
      element.className = own;
      element.title = `Recount: ${says}`;
      element.dataset['standing'] = standing;
      if (page !== '') element.setAttribute('href', page);
      element.style.cssText =
        `color:inherit;text-decoration:none;border-bottom:3px solid ${colour};` +
        `background:color-mix(in srgb, ${colour} 18%, transparent)`;
      range.surroundContents(element);
      to = from;
    }
  }

  const claims = marks.filter(([, standing]) => standing in colours).length;
  const found = Object.values(counts).reduce((sum, each) => sum + each, 0);
  const badge = document.createElement('div');
  badge.id = 'recount-badge';
  badge.style.cssText =
    'position:fixed;right:12px;bottom:12px;z-index:2147483647;background:#fff;color:#22262b;padding:8px 12px;' +
    'font:14px/1.4 sans-serif;border:1px solid #ccc;border-radius:6px';
  badge.textContent =
    `Recount: ${counts['holds'] ?? 0} hold, ${counts['fails'] ?? 0} do not, ${counts['open'] ?? 0} open` +
    (found < claims ? `; ${claims - found} not found on this page` : '');
  document.body.append(badge);
  return { found, missing: claims - found };
}
