/** Makes the pictures of charts interactive as a reader comes near them, and saves them as files. */
{
  interface Figure {
    readonly data: readonly object[];
    readonly layout: Readonly<Record<string, unknown>>;
  }
  interface Plotly {
    react(place: HTMLElement, data: readonly object[], layout: object, config: object): Promise<unknown>;
  }
  const loaded = window as unknown as { readonly Plotly?: Plotly };
  const source = (document.currentScript as HTMLScriptElement).dataset['plotly'] ?? '';

  /** Plotly is a megabyte: it comes with the first chart that a reader sees. */
  let loading: Promise<Plotly> | undefined;
  const plotly = (): Promise<Plotly> =>
    (loading ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = source;
      script.onload = () => (loaded.Plotly ? resolve(loaded.Plotly) : reject(new Error('Plotly did not load')));
      script.onerror = () => reject(new Error(`${source} cannot be loaded`));
      document.head.append(script);
    }));

  // ---- colours: figures are drawn for paper; in the dark a grey turns over, and a colour has a lighter counterpart
  // ----

  const lighter: Readonly<Record<string, string>> = {
    '#0072B2': '#4FB0EA',
    '#D55E00': '#F0803C',
    '#009E73': '#2FC598',
    '#CC79A7': '#DE93BC',
  };
  const inTheDark = (colour: string): string => {
    const grey = /^#([0-9a-f]{2})\1\1$/i.exec(colour)?.[1] ?? /^#([0-9a-f])\1\1$/i.exec(colour)?.[1]?.repeat(2);
    if (grey === undefined) return lighter[colour.toUpperCase()] ?? colour;
    const light = Math.round(233 - (parseInt(grey, 16) * (233 - 24)) / 255);
    return `rgb(${light}, ${light}, ${light + 3})`;
  };
  const recolour = (value: unknown): unknown => {
    if (typeof value === 'string') return inTheDark(value);
    if (Array.isArray(value)) return value.map(recolour);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, recolour(each)]));
    return value;
  };

  /** The figure as this page shows it: its title stands above it as text, and its width is the page's. */
  const fitted = ({ data, layout }: Figure, width: number): Figure => {
    const { title: _, width: __, ...rest } = layout;
    const { margin, height, showlegend } = layout as { margin?: { t?: number }; height?: number; showlegend?: boolean };
    const top = showlegend ? 40 : 12;
    const saved = (margin?.t ?? 0) - top;
    const narrow = width < 560;
    const figure = {
      data,
      layout: {
        ...rest,
        width,
        height: Math.max(220, (height ?? 420) - saved),
        margin: { ...margin, t: narrow && showlegend ? 76 : top, ...(narrow ? { l: 8, r: 28 } : {}) },
        ...(narrow ? { font: { size: 11 } } : {}),
        paper_bgcolor: 'rgba(0,0,0,0)',
        plot_bgcolor: 'rgba(0,0,0,0)',
        dragmode: false,
      },
    };
    return document.documentElement.dataset['theme'] === 'dark' ? (recolour(figure) as Figure) : figure;
  };

  // ---- figures come as scripts, since a page that is opened from a file may fetch nothing ----

  const waiting = new Map<string, (figure: Figure) => void>();
  Object.assign(window, {
    recountFigure: (name: string, figure: Figure) => waiting.get(name)?.(figure),
  });
  const load = (name: string, address: string): Promise<Figure> =>
    new Promise((resolve, reject) => {
      waiting.set(name, resolve);
      const script = document.createElement('script');
      script.src = address;
      script.onerror = () => reject(new Error(`${address} cannot be loaded`));
      document.head.append(script);
    });

  const enliven = async (chart: HTMLElement): Promise<void> => {
    const live = chart.querySelector<HTMLElement>('.live');
    const { name, figure: address } = chart.dataset;
    if (!live || name === undefined || address === undefined) return;
    const figure = await load(name, address);
    let width = 0;
    const draw = async (): Promise<void> => {
      const { react } = await plotly();
      chart.classList.add('is-live');
      live.hidden = false;
      width = Math.floor(live.clientWidth);
      const { data, layout } = fitted(figure, width);
      await react(live, data, layout, {
        displayModeBar: false,
        scrollZoom: false,
        doubleClick: false,
        showAxisDragHandles: false,
      });
    };
    draw().catch((error: unknown) => {
      chart.classList.remove('is-live'); // the picture stays
      live.hidden = true;
      console.warn(error);
    });
    document.addEventListener('recount-theme', () => void draw());
    new ResizeObserver(() => {
      if (!live.hidden && width !== 0 && Math.abs(live.clientWidth - width) > 4) void draw();
    }).observe(chart);
  };

  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        enliven(target as HTMLElement).catch((error: unknown) => console.warn(error));
      }
    },
    { rootMargin: '400px' },
  );
  for (const chart of document.querySelectorAll<HTMLElement>('figure.chart')) near.observe(chart);
}
