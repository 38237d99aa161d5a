/** What every page does in the browser beyond what HTML does by itself: the theme, addresses, filters, search. */
{
  const root = document.documentElement;

  // ---- theme: as the system has it, until a reader chooses; set before anything is drawn ----

  type Theme = 'light' | 'dark';
  const stored = (): Theme | undefined => {
    try {
      const theme = localStorage.getItem('recount-theme');
      return theme === 'light' || theme === 'dark' ? theme : undefined;
    } catch {
      return undefined; // a browser may keep nothing for files
    }
  };
  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  const theme = (): Theme => stored() ?? (systemDark.matches ? 'dark' : 'light');
  const showTheme = (): void => {
    root.dataset['theme'] = theme();
    document.dispatchEvent(new Event('recount-theme'));
  };
  showTheme();
  systemDark.addEventListener('change', showTheme);

  const themeButton = (): void => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'theme';
    const name = (): void => {
      const other = theme() === 'dark' ? 'light' : 'dark';
      button.textContent = other === 'dark' ? '☾' : '☀';
      button.setAttribute('aria-label', `Switch to ${other} colours`);
      button.title = `Switch to ${other} colours`;
    };
    button.addEventListener('click', () => {
      try {
        localStorage.setItem('recount-theme', theme() === 'dark' ? 'light' : 'dark');
      } catch {
        return;
      }
      showTheme();
    });
    document.addEventListener('recount-theme', name);
    name();
    document.querySelector('header.site')?.append(button);
  };

  // ---- addresses: what a link names is opened and shown, whatever is filtered ----

  const showNamed = (): void => {
    const id = decodeURIComponent(location.hash.slice(1));
    for (const each of document.querySelectorAll('.is-named')) each.classList.remove('is-named');
    if (id === '') return;
    const named = document.getElementById(id);
    if (!named) {
      const told = document.querySelector<HTMLElement>('form.filters .shown');
      if (told) told.textContent = `There is no claim ${id} here`;
      return;
    }
    if (named instanceof HTMLDetailsElement) named.open = true;
    for (let at = named.parentElement; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
    if (named.closest<HTMLElement>('.claim')?.hidden) document.querySelector<HTMLElement>('[data-clear]')?.click();
    named.classList.add('is-named');
    named.scrollIntoView({ block: named.matches('.claim') ? 'center' : 'start' });
  };

  // ---- search: words as one writes them, numbers as one types them ----

  /** In lower case without hyphens and spaces: "fine tuning", "fine-tuning" and "finetuning" are one. */
  const compact = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[−–]/g, '-')
      .replace(/(?<=\d)\s?[×x](?![a-z\d])/g, '')
      .replace(/[\s_]+|(?<!^)-(?=[a-z])/g, '');

  /** A number that is asked for, as the values that it may mean, and how near a value has to be. */
  interface AskedNumber {
    readonly values: readonly number[];
    readonly within: number;
  }

  /** "26,2%", "26.2 %" and "0.262" ask for the same number; undefined for words. */
  const asNumber = (word: string): AskedNumber | undefined => {
    const parts = /^([-−–+]?)(\d[\d.,]*)\s?(%|[×x]?)$/.exec(word);
    if (!parts?.[2]) return undefined;
    const sign = /[-−–]/.test(parts[1] ?? '') ? -1 : 1;
    // a comma with three digits behind it groups, any other one is the decimal mark
    const digits = parts[2].replace(/[.,]$/, '').replace(/,(?=\d{3}(?:\D|$))/g, '');
    const written = digits.replace(',', '.');
    const value = sign * Number(written);
    if (Number.isNaN(value)) return undefined;
    const step = 10 ** -(written.split('.')[1]?.length ?? 0) / 2;
    if (parts[3] === '%') return { values: [value / 100], within: step / 100 };
    const asShare = written.includes('.') && Math.abs(value) > 1 ? [value / 100] : [];
    return { values: [value, ...asShare], within: asShare.length > 0 ? step / 100 : step };
  };

  const numbersIn = (text: string): number[] =>
    [...text.matchAll(/[-−]?\d[\d,.]*\s?%?/g)].flatMap(([number]) => asNumber(number.trim())?.values ?? []);

  /** A text to be searched, and the numbers in it. */
  interface Searched {
    readonly words: string;
    readonly numbers: readonly number[];
  }

  /** Whether a text has all that is asked for; a number is also looked for as it is written. */
  const matcher = (asked: string): ((text: Searched) => boolean) => {
    const parts = asked
      .trim()
      .replace(/(\d)\s+%/g, '$1%')
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => ({ word: compact(word), number: asNumber(word) }));
    return ({ words, numbers }) =>
      parts.every(
        ({ word, number }) =>
          words.includes(word) ||
          (number?.values.some((value) => numbers.some((each) => Math.abs(each - value) <= number.within * 1.0001)) ??
            false),
      );
  };

  // ---- the claims of an article: search and filters, kept in the address ----

  const filterClaims = (form: HTMLFormElement): void => {
    const claims = [...document.querySelectorAll<HTMLElement>('.claim')].map((item) => {
      const text = item.textContent ?? '';
      const { verdict, evidence } = item.dataset;
      return {
        item,
        verdict,
        evidence,
        searched: { words: compact(`${item.id} line${text}`), numbers: numbersIn(text) },
      };
    });
    const sections = [...document.querySelectorAll<HTMLElement>('section.claims')].map((section) => ({
      section,
      own: claims.filter(({ item }) => section.contains(item)),
    }));
    const nothing = document.querySelector<HTMLElement>('.nothing');
    const shown = form.querySelector<HTMLElement>('.shown');
    const search = form.elements.namedItem('q') as HTMLInputElement;
    const boxes = [...form.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
    const chosen = (name: string): string[] =>
      boxes.filter((box) => box.name === name && box.checked).map(({ value }) => value);

    const apply = (): void => {
      const fits = matcher(search.value);
      const [verdicts, evidences] = [chosen('verdict'), chosen('evidence')];
      let left = 0;
      for (const { section, own } of sections) {
        let any = false;
        for (const { item, verdict = '', evidence = '', searched } of own) {
          const isShown =
            (verdicts.length === 0 || verdicts.includes(verdict)) &&
            (evidences.length === 0 || evidences.includes(evidence)) &&
            fits(searched);
          if (item.hidden === isShown) item.hidden = !isShown;
          if (isShown) left += 1;
          any ||= isShown;
        }
        if (section.hidden === any) section.hidden = !any;
      }
      const isFiltered = search.value.trim() !== '' || verdicts.length + evidences.length > 0;
      if (shown) shown.textContent = isFiltered ? `${left} of ${claims.length} claims` : '';
      if (nothing) nothing.hidden = left > 0;
    };
    const keep = (): void => {
      const query = new URLSearchParams(boxes.filter((box) => box.checked).map(({ name, value }) => [name, value]));
      if (search.value.trim() !== '') query.set('q', search.value.trim());
      const asked = query.toString();
      history.replaceState(null, '', `${location.pathname}${asked === '' ? '' : `?${asked}`}${location.hash}`);
    };
    const read = (): void => {
      const query = new URLSearchParams(location.search);
      search.value = query.get('q') ?? '';
      for (const box of boxes) box.checked = query.getAll(box.name).includes(box.value);
    };
    const changed = (): void => {
      apply();
      keep();
    };
    // while somebody filters, what is off the screen is not laid out
    form.addEventListener('focusin', () => root.classList.add('is-filtering'));
    form.addEventListener('input', changed);
    form.addEventListener('submit', (event) => event.preventDefault());
    for (const button of document.querySelectorAll('[data-clear]')) {
      button.addEventListener('click', () => {
        search.value = '';
        for (const box of boxes) box.checked = false;
        changed();
        search.focus();
      });
    }
    form.hidden = false;
    read();
    apply();
  };

  // ---- the board: find a printed number among all claims ----

  type Entry = readonly [string, string, string, string, string, string, readonly number[]];
  interface Claim extends Searched {
    readonly printed: string;
    readonly entry: Entry;
  }

  /** The claims come with the first search: a script calls back with them. */
  let claims: Promise<readonly Claim[]> | undefined;
  const loadClaims = (): Promise<readonly Claim[]> =>
    (claims ??= new Promise((resolve) => {
      Object.assign(window, {
        recountClaims: (entries: readonly Entry[]) =>
          resolve(
            entries.map((entry) => {
              const [address, printed, headline, recounted, verdict, place, numbers] = entry;
              const words = compact([address, printed, headline, recounted, verdict, place].join(' '));
              return { entry, printed: compact(printed), words, numbers };
            }),
          ),
      });
      const script = document.createElement('script');
      script.src = 'search.js';
      document.head.append(script);
    }));

  const resultItem = ([address, printed, headline, recounted, verdict, place]: Entry): HTMLElement => {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = address;
    const parts: readonly (readonly [string, string])[] = [
      ['printed', printed],
      ['statement', headline],
      ['recounted', recounted],
      ['muted', place],
      [`verdict ${verdict}`, verdict.replace('-', ' ')],
    ];
    for (const [className, text] of parts) {
      const span = document.createElement('span');
      span.className = className;
      span.textContent = text;
      link.append(span);
    }
    item.append(link);
    return item;
  };

  const findClaims = (form: HTMLFormElement): void => {
    const input = form.querySelector('input');
    const list = form.querySelector('ol');
    const told = form.querySelector<HTMLElement>('.shown');
    if (!input || !list) return;
    const atOnce = 40;
    let asking = 0;
    const find = async (): Promise<void> => {
      asking += 1;
      const own = asking;
      const asked = input.value.trim();
      if (asked === '') {
        list.replaceChildren();
        if (told) told.textContent = '';
        return;
      }
      const all = await loadClaims();
      if (own !== asking) return;
      const fits = matcher(asked);
      const wanted = compact(asked);
      // what prints exactly this comes first
      const rank = (printed: string): number =>
        printed === wanted ? 0 : printed.replace(/%$/, '') === wanted ? 1 : printed.includes(wanted) ? 2 : 3;
      const found = all.filter(fits).sort((a, b) => rank(a.printed) - rank(b.printed));
      list.replaceChildren(...found.slice(0, atOnce).map(({ entry }) => resultItem(entry)));
      // the others follow when the first are drawn
      const rest = (from: number): void => {
        if (own !== asking || from >= found.length) return;
        list.append(...found.slice(from, from + atOnce).map(({ entry }) => resultItem(entry)));
        requestAnimationFrame(() => rest(from + atOnce));
      };
      requestAnimationFrame(() => rest(atOnce));
      if (told)
        told.textContent =
          found.length === 0
            ? 'No claim prints this or speaks of it'
            : found.length === 1
              ? '1 claim'
              : `${found.length} claims`;
    };
    input.addEventListener('focus', () => void loadClaims(), { once: true });
    input.addEventListener('input', () => void find());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      list.querySelector<HTMLAnchorElement>('a')?.click();
    });
    form.hidden = false;
    void find();
  };

  // ---- to cite and to embed: the markup of a frame has the address of the site; a click copies ----

  const prepareCopies = (): void => {
    for (const code of document.querySelectorAll<HTMLElement>('[data-embed]')) {
      const root = new URL(document.querySelector<HTMLAnchorElement>('header.site a.name')?.href ?? '', location.href);
      const frame = code.dataset['embed'] ?? '';
      code.textContent = (code.textContent ?? '').replace(`src="${frame}"`, `src="${new URL(frame, root).href}"`);
    }
    for (const element of document.querySelectorAll<HTMLElement>('[data-copy], [data-embed]')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'plain copy';
      button.textContent = 'Copy';
      button.addEventListener('click', () => {
        void navigator.clipboard?.writeText(element.textContent ?? '').then(() => {
          button.textContent = 'Copied';
          setTimeout(() => (button.textContent = 'Copy'), 2000);
        });
      });
      element.after(' ', button);
    }
  };

  // ---- keyboard: what scrolls sideways can be reached; "/" goes to the search ----

  const reachScrolling = (): void => {
    for (const box of document.querySelectorAll<HTMLElement>('.scroll, pre')) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    }
  };
  const slash = (event: KeyboardEvent): void => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement) return;
    const search = document.querySelector<HTMLInputElement>('form[role=search] input[type=search]');
    if (!search) return;
    event.preventDefault();
    search.focus();
  };

  document.addEventListener('DOMContentLoaded', () => {
    themeButton();
    const filters = document.querySelector<HTMLFormElement>('form.filters');
    if (filters) filterClaims(filters);
    const find = document.querySelector<HTMLFormElement>('form.find');
    if (find) findClaims(find);
    prepareCopies();
    showNamed();
    reachScrolling();
  });
  addEventListener('hashchange', showNamed);
  addEventListener('resize', reachScrolling);
  addEventListener('keydown', slash);
  document.addEventListener('toggle', reachScrolling, true);
}
