// What JupyterLab lacks for these notebooks: Plotly figures that answer the mouse, and checks with the way to their
// claims. JupyterLab finds this "prebuilt" extension under JUPYTER_PATH, loads this file as it is, and asks it for
// `./extension`. Written by hand: a bundler would make megabytes of it.
const types = { figure: 'application/vnd.plotly.v1+json', checks: 'application/vnd.recount.checks+json' };

let scope; // the modules that JupyterLab shares with extensions: name → version → where it is
const shared = async (name) => (await Object.values(scope[name])[0].get())();

/** Plotly, which `recount lab` serves out of node_modules; undefined on a server that does not. */
let plotly;
const loadPlotly = (baseUrl) =>
  (plotly ??= new Promise((done) => {
    const script = Object.assign(document.createElement('script'), { src: `${baseUrl}static/plotly-basic.min.js` });
    script.onload = () => done(window.Plotly);
    script.onerror = () => done(undefined);
    document.head.append(script);
  }));

/** The greys of a figure, which are meant for paper, and what stands for each on a dark page. */
const onDark = {
  FFFFFF: '#111111',
  333333: '#d4d4d4',
  444444: '#bdbdbd',
  666666: '#a8a8a8',
  999999: '#7d7d7d',
  E6E6E6: '#333333',
};
const isDark = () => document.body.dataset.jpThemeLight === 'false';
const asThemed = (figure) =>
  JSON.parse(
    isDark()
      ? JSON.stringify(figure).replace(/#([0-9A-F]{6})(?=")/g, (color, digits) => onDark[digits] ?? color)
      : JSON.stringify(figure),
  );

async function activate(app, rendermime) {
  const { Panel } = await shared('@lumino/widgets');
  const { contents, serverSettings } = app.serviceManager;

  /** Shows the output's HTML, which any front end would: for figures the picture, for checks the table. */
  class Output extends Panel {
    async showHtml(model) {
      const html = rendermime.createRenderer('text/html');
      this.addWidget(html);
      await html.renderModel(model);
    }
  }

  const themed = new Set();
  new MutationObserver(() => themed.forEach((figure) => figure.draw())).observe(document.body, {
    attributeFilter: ['data-jp-theme-light'],
  });

  class Figure extends Output {
    async renderModel(model) {
      this.figure = model.data[types.figure];
      this.Plotly = await loadPlotly(serverSettings.baseUrl);
      if (!this.Plotly) return this.showHtml(model);
      this.node.setAttribute('role', 'img');
      this.node.setAttribute('aria-label', model.data['text/plain'] ?? '');
      themed.add(this);
      await this.draw();
    }
    onAfterAttach() {
      void this.draw();
    }
    /** Plotly measures its texts, so it draws what is on the page and nothing before. */
    async draw() {
      if (!this.Plotly || !this.node.isConnected) return;
      const { data, layout } = asThemed(this.figure);
      await this.Plotly.react(this.node, data, layout, { responsive: true, displaylogo: false });
    }
    onResize() {
      if (this.Plotly && this.isVisible) this.Plotly.Plots.resize(this.node);
    }
    dispose() {
      themed.delete(this);
      this.Plotly?.purge(this.node);
      super.dispose();
    }
  }

  /** The page of an article in the site, where one is built; else undefined. */
  const site = '.recount/site/articles';
  let pages;
  const sitePage = async (article) => {
    pages ??= contents.get(site).then(
      ({ content }) => content.map(({ name }) => name),
      () => [],
    );
    return (await pages).includes(`${article}.html`)
      ? `${serverSettings.baseUrl}files/${site}/${article}.html`
      : undefined;
  };

  /** Opens the claims file at a claim. */
  async function openClaim(article, claim) {
    const { context, content } = await app.commands.execute('docmanager:open', {
      path: `data/articles/${article}.yaml`,
      factory: 'Editor',
    });
    await context.ready;
    const line = context.model.sharedModel
      .getSource()
      .split('\n')
      .findIndex((each) => each.trim() === `- id: ${claim}`);
    for (const at of [line + 12, line]) content.editor.setCursorPosition({ line: Math.max(at, 0), column: 0 }); // all of it in view
  }

  class Checks extends Output {
    async renderModel(model) {
      this.addClass('recount-checks');
      await this.showHtml(model);
      const rows = this.node.querySelectorAll('tbody tr');
      const { checks } = model.data[types.checks];
      for (const [i, { claim: id, verdict }] of checks.entries()) {
        const [article, claim] = id.split('/');
        const page = await sitePage(article);
        const link = Object.assign(document.createElement('a'), {
          className: 'recount-claim',
          textContent: id,
          href: page ? `${page}#${claim}` : '#',
          target: '_blank',
        });
        if (!page) link.onclick = (click) => (click.preventDefault(), openClaim(article, claim));
        rows[i]?.classList.add(`recount-${verdict}`);
        rows[i]?.cells[0].append(link);
      }
    }
  }

  document.head.append(
    Object.assign(document.createElement('style'), {
      // a table of checks reads as prose does: text to the left, and verdicts in colours that both themes carry
      textContent: `
        .recount-claim { display: block; font-size: 0.85em; color: var(--jp-content-link-color) !important; }
        .recount-checks table { margin-left: 0 !important; }
        .recount-checks td { vertical-align: top; }
        [data-jp-theme-light="false"] .recount-checks :is(.recount-reproduced, .recount-consistent) b { color: #6fcf97 !important; }
        [data-jp-theme-light="false"] .recount-checks :is(.recount-differs, .recount-contradicted) b { color: #ff8a80 !important; }`,
    }),
  );
  // safe: nothing of an output is run, so that notebooks are shown whole before they are trusted
  for (const [type, Renderer] of [
    [types.figure, Figure],
    [types.checks, Checks],
  ]) {
    rendermime.addFactory({ safe: true, mimeTypes: [type], createRenderer: () => new Renderer() }, 0);
  }
}

(window._JUPYTERLAB ??= {}).recount = {
  init(given) {
    scope = given;
  },
  async get() {
    const { IRenderMimeRegistry } = await shared('@jupyterlab/rendermime');
    return () => ({
      __esModule: true,
      default: { id: 'recount:outputs', autoStart: true, requires: [IRenderMimeRegistry], activate },
    });
  },
};
