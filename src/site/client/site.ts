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
    if (id === '') return;
    const named = document.getElementById(id);
    if (!named) {
      const told = document.querySelector<HTMLElement>('form.filters .shown');
      if (told) told.textContent = `There is no claim ${id} here`;
      return;
    }
    const details =
      named instanceof HTMLDetailsElement ? named : named.matches('.claim') ? named.querySelector('details') : null;
    if (details) details.open = true;
    for (let at = named.parentElement; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
    const item = named.closest<HTMLElement>('.claim');
    if (item?.hidden) document.querySelector<HTMLElement>('[data-clear]')?.click();
    named.scrollIntoView();
  };

  /** Words as one types them: 2.6x finds 2.6× and 2.6, -0.4 finds −0.4. */
  const normalized = (text: string): string =>
    text
      .toLowerCase()
      .replace(/(?<=\d)\s?[×x](?![a-z\d])/g, '')
      .replace(/[−–]/g, '-');

  // ---- the claims of an article: search and filters, kept in the address ----

  const filterClaims = (form: HTMLFormElement): void => {
    const claims = [...document.querySelectorAll<HTMLElement>('.claim')];
    const words = new Map(
      claims.map((claim) => [claim, normalized(`${claim.id} ${claim.querySelector('summary')?.textContent ?? ''}`)]),
    );
    const sections = [...document.querySelectorAll<HTMLElement>('section.claims')];
    const nothing = document.querySelector<HTMLElement>('.nothing');
    const shown = form.querySelector<HTMLElement>('.shown');
    const search = form.elements.namedItem('q') as HTMLInputElement;
    const boxes = [...form.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
    const chosen = (name: string): string[] =>
      boxes.filter((box) => box.name === name && box.checked).map(({ value }) => value);

    const apply = (): void => {
      const wanted = normalized(search.value)
        .split(/\s+/)
        .filter((word) => word !== '');
      const [verdicts, evidence] = [chosen('verdict'), chosen('evidence')];
      const fits = (claim: HTMLElement): boolean =>
        (verdicts.length === 0 || verdicts.includes(claim.dataset['verdict'] ?? '')) &&
        (evidence.length === 0 || evidence.includes(claim.dataset['evidence'] ?? '')) &&
        wanted.every((word) => words.get(claim)?.includes(word));
      for (const claim of claims) claim.hidden = !fits(claim);
      for (const section of sections) section.hidden = !section.querySelector('.claim:not([hidden])');
      const left = claims.filter((claim) => !claim.hidden).length;
      const isFiltered = wanted.length + verdicts.length + evidence.length > 0;
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

  const findClaims = (form: HTMLFormElement): void => {
    const input = form.querySelector('input');
    const list = form.querySelector('ol');
    const told = form.querySelector<HTMLElement>('.shown');
    const template = document.querySelector<HTMLTemplateElement>('template');
    if (!input || !list || !template) return;
    const claims = [...template.content.querySelectorAll('li')].map((item) => ({
      item,
      printed: normalized(item.querySelector('.printed')?.textContent ?? ''),
      words: normalized(`${item.querySelector('a')?.getAttribute('href') ?? ''} ${item.textContent}`),
    }));
    const most = 20;
    const find = (): void => {
      const asked = normalized(input.value.trim());
      const wanted = asked.split(/\s+/);
      const found = asked === '' ? [] : claims.filter(({ words }) => wanted.every((word) => words.includes(word)));
      // what prints exactly this comes first
      const rank = (printed: string): number =>
        printed === asked ? 0 : printed.replace(/%$/, '') === asked ? 1 : printed.includes(asked) ? 2 : 3;
      found.sort((a, b) => rank(a.printed) - rank(b.printed));
      list.replaceChildren(...found.slice(0, most).map(({ item }) => item.cloneNode(true)));
      if (told)
        told.textContent =
          asked === ''
            ? ''
            : found.length > most
              ? `${found.length} claims, the first ${most} of them`
              : found.length === 0
                ? 'No claim prints this or speaks of it'
                : found.length === 1
                  ? '1 claim'
                  : `${found.length} claims`;
    };
    input.addEventListener('input', find);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      list.querySelector<HTMLAnchorElement>('a')?.click();
    });
    form.hidden = false;
    find();
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
    showNamed();
    reachScrolling();
  });
  addEventListener('hashchange', showNamed);
  addEventListener('resize', reachScrolling);
  addEventListener('keydown', slash);
  document.addEventListener('toggle', reachScrolling, true);
}
