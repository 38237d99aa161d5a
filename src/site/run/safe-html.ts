/*
 * Outputs of a cell are data, and a changed cell may come from anybody: of their markup, tables and plain formatting
 * remain.
 */
const allowed = new Set(
  (
    'A B BR CAPTION CODE COL COLGROUP DIV EM H3 H4 I LI OL P PRE SMALL SPAN STRONG SUB SUP ' +
    'TABLE TBODY TD TFOOT TH THEAD TR UL'
  ).split(' '),
);

export function safeHtml(markup: string): DocumentFragment {
  const safe = document.createDocumentFragment();
  for (const node of new DOMParser().parseFromString(markup, 'text/html').body.childNodes) append(safe, node);
  return safe;
}

function append(into: Node, node: Node): void {
  if (node.nodeType === Node.TEXT_NODE) {
    into.appendChild(document.createTextNode(node.nodeValue ?? ''));
    return;
  }
  if (!(node instanceof HTMLElement)) return;
  const name = node.tagName;
  if (['SCRIPT', 'STYLE', 'TEMPLATE', 'IFRAME'].includes(name)) return;
  const copy = allowed.has(name) ? document.createElement(name) : document.createDocumentFragment();
  if (copy instanceof HTMLElement) {
    const align = node.style.textAlign;
    if (align) copy.style.textAlign = align;
    for (const attribute of ['title', 'colspan', 'rowspan', 'scope']) {
      const value = node.getAttribute(attribute);
      if (value !== null) copy.setAttribute(attribute, value);
    }
  }
  for (const child of node.childNodes) append(copy, child);
  into.appendChild(copy);
}
