import { spawnSync } from 'node:child_process';
import { parseHTML } from 'linkedom/worker';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/error.js';
import { renderPicture } from '../../src/notebook/picture.js';
import { type Figure, plainFigure } from '../../src/notebook/plain-figure.js';
import { type Box, pageBox, type SvgElement, textWidth, wrapText } from '../../src/notebook/text-width.js';
import { figure, hollowStyle, intervals, roleStyle } from '../../src/notebook/theme.js';

const rows = [
  { role: 'Data Scientist', share: 0.049, low: 0.0416, high: 0.0577 },
  { role: 'ML Engineer', share: 0.1818, low: 0.1682, high: 0.1963 },
  { role: 'AI Engineer', share: 0.2621, low: 0.2371, high: 0.2888 },
];

/** A picture for each kind of figure in the notebooks. */
const figures: Readonly<Record<string, Figure>> = {
  'horizontal bars with intervals': figure({
    title: 'A title that is certainly much too long for one line of the picture, and so has to be broken into several',
    subtitle: 'Share of postings, with 95% intervals',
    data: [
      {
        type: 'bar',
        orientation: 'h',
        y: rows.map(({ role }) => `${role}<br>of many`),
        x: rows.map(({ share }) => share),
        error_x: intervals(rows),
      },
    ],
    layout: { height: 300, xaxis: { tickformat: '.0%' } },
  }),
  'grouped points with long labels': figure({
    title: 'Points',
    subtitle: 'A subtitle that is also too long for a line: '.repeat(5),
    data: rows.map(({ role }, at) => ({
      mode: 'markers',
      orientation: 'h',
      name: role,
      marker: roleStyle(role),
      y: ['A skill with a really long name', 'Other'],
      x: [at, at + 1],
    })),
    layout: { scattermode: 'group' },
  }),
  'lines over dates': figure({
    title: 'Weeks',
    data: rows.map(({ role, share }) => ({
      mode: 'lines+markers',
      name: role,
      marker: hollowStyle(role),
      x: ['2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30', '2026-04-06'],
      y: [share, 0.1, share, 0.2, share],
    })),
    layout: { yaxis: { tickformat: '.0%', title: { text: 'share of postings' } } },
  }),
  'many slanted labels': figure({
    title: 'Slanted',
    data: [
      {
        type: 'bar',
        x: Array.from({ length: 30 }, (_, at) => `Employer number ${at}`),
        y: Array.from({ length: 30 }, (_, at) => at),
      },
    ],
  }),
};

const simple = (title: string): Figure => ({
  data: [{ type: 'bar', x: ['a', 'b'], y: [1, 2] }],
  layout: { title: { text: title } },
});

/** The texts of a picture with their boxes on the page. */
function textsOf(svg: string): { readonly text: string; readonly box: Box; readonly slanted: boolean }[] {
  const { document } = parseHTML(`<html><body>${svg}</body></html>`) as unknown as {
    document: { querySelectorAll(selector: string): Iterable<SvgElement> };
  };
  return [...document.querySelectorAll('text')].map((element) => ({
    text: element.textContent ?? '',
    box: pageBox(element) as Box,
    slanted: /rotate\((?!0[,)])/.test(element.getAttribute('transform') ?? ''),
  }));
}

const overlap = (one: Box, other: Box) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

describe('a picture', () => {
  it('has the same bytes each time, whatever was drawn before', async () => {
    const [first] = await Promise.all([renderPicture(simple('one')), renderPicture(simple('two'))]);
    expect(await renderPicture(simple('one'))).toBe(first);
  });

  it('has the same bytes in another process', async () => {
    // the other process compiles the sources as this one does
    const script = `
      import { createViteServer } from 'vitest/node';
      const server = await createViteServer({ configFile: false, optimizeDeps: { noDiscovery: true }, server: { middlewareMode: true, ws: false, watch: null } });
      const { renderPicture } = await server.ssrLoadModule('/src/notebook/picture.ts');
      process.stdout.write(await renderPicture(${JSON.stringify(simple('one'))}));
      await server.close();`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
    });
    expect(stdout, stderr).toBe(await renderPicture(simple('one')));
  }, 30_000);

  it('has ids that differ from those of another picture', async () => {
    const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const [one, two] = [ids(await renderPicture(simple('one'))), ids(await renderPicture(simple('two')))];
    expect(one.length).toBeGreaterThan(0);
    expect(one.filter((id) => two.includes(id))).toEqual([]);
  });

  it('leaves the figure and the random numbers of the process alone', async () => {
    const [random, given] = [Math.random, simple('one')];
    const before = JSON.stringify(given);
    await renderPicture(given);
    expect(JSON.stringify(given)).toBe(before);
    expect(Math.random).toBe(random);
    expect(globalThis).not.toHaveProperty('Plotly');
  });

  it('is well-formed XML on its own, with the title and the labels in it', async () => {
    const svg = await renderPicture(simple('Share & “rank” by rôle — 日本 🚀'));
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('Share &amp; “rank” by rôle — 日本 🚀');
    expect(textsOf(svg).map(({ text }) => text)).toEqual(expect.arrayContaining(['a', 'b']));
    expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#\d+;)/);
  });

  it.each([
    ['bands of experience', ['2-5', '6-9', '10-12'], ['2-5', '6-9', '10-12']],
    ['bands that could all be months', ['06-08', '03-05', '00-02'], ['06-08', '03-05', '00-02']],
    ['versions', ['3.9', '3.10', '3.11'], ['3.9', '3.10', '3.11']],
    ['months', ['2026-03', '2026-04'], []],
  ])('shows %s as they are written, in their order', async (_what, x, expected) => {
    const svg = await renderPicture(
      figure({ title: 'Bands', data: [{ type: 'bar', x, y: x.map((_, at) => at + 1) }] }),
    );
    const labels = textsOf(svg).map(({ text }) => text);
    expect(labels.filter((text) => x.includes(text))).toEqual(expected);
  });

  it('keeps markup in labels as text', async () => {
    const label = '<script>alert("1")</script>';
    const svg = await renderPicture({
      data: [{ type: 'bar', x: [label, '\u0000'], y: [1, 2], name: label }],
      layout: { title: { text: label }, showlegend: true },
    });
    expect(svg).not.toMatch(/<script|onclick|\u0000/);
    expect(textsOf(svg).filter(({ text }) => text === label)).toHaveLength(3);
  });

  it('takes typed arrays, big integers and dates', async () => {
    const plain = await renderPicture({
      data: [{ x: ['2026-03-09T00:00:00.000Z', '2026-03-16T00:00:00.000Z'], y: [1, 2] }],
    });
    expect(
      await renderPicture({
        data: [{ x: [new Date('2026-03-09'), new Date('2026-03-16')], y: new Float64Array([1, 2]) }],
      }),
    ).toBe(plain);
    expect(await renderPicture({ data: [{ x: [new Date('2026-03-09'), new Date('2026-03-16')], y: [1n, 2n] }] })).toBe(
      plain,
    );
  });

  it.each(Object.entries(figures))('of %s has no overlapping texts, and all inside', async (_, given) => {
    const texts = textsOf(await renderPicture(given));
    const { width, height } = plainFigure(given).layout as { width: number; height: number };
    expect(texts.length).toBeGreaterThan(5);
    for (const { text, box } of texts) {
      expect(Math.min(box.left, box.top, width - box.right, height - box.bottom), text).toBeGreaterThanOrEqual(0);
    }
    const level = texts.filter(({ slanted }) => !slanted); // the upright boxes of slanted texts overlap, the texts do not
    const clashes = level.flatMap((one, at) =>
      level
        .slice(at + 1)
        .filter((other) => overlap(one.box, other.box))
        .map((other) => [one.text, other.text]),
    );
    expect(clashes).toEqual([]);
  });
});

describe('a mistake in a figure', () => {
  it.each([
    [
      'a trace type that cannot be drawn',
      { data: [{ x: [1] }, { type: 'sankey' }] },
      'trace 1 of the figure is of type "sankey"',
    ],
    ['data that is no list', { data: 'rows' as unknown as object[] }, `the figure's data is "rows"`],
    ['an attribute that Plotly lacks', { data: [{ markr: 1, y: [1] }] }, 'trace 0 of the figure has "markr": 1'],
    [
      'a value that Plotly cannot take',
      { data: [], layout: { xaxis: { type: 'dates' } } },
      'the layout of the figure has "xaxis.type": "dates"',
    ],
  ])('such as %s is named', async (_, given: Figure, message) => {
    const error = await renderPicture(given).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).message).toContain(message);
  });

  it('does not spoil the next picture', async () => {
    const [bad, good] = await Promise.allSettled([
      renderPicture({ data: [{ markr: 1 }] }),
      renderPicture(simple('one')),
    ]);
    expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('such as a role without a colour is named', () => {
    expect(() => roleStyle('Data Engineer')).toThrow('role "Data Engineer" has no colour');
  });
});

describe('the width of a text', () => {
  it('is that of Arial', () => {
    // from the font's own table: M 833, L 556, space 278, E 667, n 556, g 556, i 222, n 556, e 556, e 556, r 333
    expect(textWidth('ML Engineer', { size: 100 })).toBeCloseTo(566.9, -1);
    expect(textWidth('ML Engineer', { size: 12 })).toBeCloseTo(textWidth('ML Engineer', { size: 100 }) * 0.12);
    expect(textWidth('ML Engineer', { size: 12, bold: true })).toBeGreaterThan(textWidth('ML Engineer', { size: 12 }));
  });

  it('counts accents as nothing and wide characters as wide', () => {
    expect(textWidth('rôle', { size: 12 })).toBe(textWidth('role', { size: 12 }));
    expect(textWidth('日本', { size: 12 })).toBe(24);
  });

  it('breaks a text where a line is full', () => {
    const lines = wrapText('one two three four five six', 60, { size: 12 });
    expect(lines.join(' ')).toBe('one two three four five six');
    expect(Math.max(...lines.map((line) => textWidth(line, { size: 12 })))).toBeLessThanOrEqual(60);
  });
});
