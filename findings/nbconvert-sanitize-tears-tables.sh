#!/usr/bin/env bash
# nbconvert's sanitized HTML tears tables apart and prints pictures as markup.
#
# Whoever publishes notebooks of others turns on `sanitize_html`. We expected what other sanitizers do: scripts go, and
# tables and pictures stay. nbconvert 7.17.2 (bleach 6.4.0) lets `table`, `tr` and `td` through, but not `thead`,
# `tbody`, `th` and `img`. So of the table that pandas, polars and Arquero write, the column heads stand as literal
# markup above it, and their row is empty; a chart as `<img>` with a data URI becomes a page of base64. The command
# ends with 0 and says nothing. A reader of shares and intervals sees columns without heads.
#
# Seen on 2026-11-29:
#   &lt;thead&gt;&lt;th&gt;role&lt;/th&gt;&lt;th&gt;share&lt;/th&gt;&lt;/thead&gt;&lt;tbody&gt;&lt;/tbody&gt;<table>&lt;tbody&gt;<tr></tr>...
#   &lt;img alt="A chart" src="data:image/svg+xml;base64,...
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check nbconvert==7.17.2 nbformat==5.10.4 bleach==6.4.0

cat > notebook.py <<'END'
import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

table = (
    "<table><thead><tr><th>role</th><th>share</th></tr></thead>"
    "<tbody><tr><td>AI Engineer</td><td>26.2%</td></tr></tbody></table>"
)
picture = '<img alt="A chart" src="data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=">'
outputs = [
    new_output("display_data", data={"text/plain": "shown", "text/html": markup}) for markup in (table, picture)
]
notebook = new_notebook(cells=[new_code_cell("show()", outputs=outputs)])
nbformat.validate(notebook)
nbformat.write(notebook, "notebook.ipynb")
END
venv/bin/python notebook.py
venv/bin/jupyter-nbconvert --to html --output plain notebook.ipynb 2> log || { cat log; exit 2; }
venv/bin/jupyter-nbconvert --to html --HTMLExporter.sanitize_html=True --output clean notebook.ipynb 2> log || { cat log; exit 2; }

grep -q '<th>share</th>' plain.html && grep -q '<img alt="A chart"' plain.html || {
  echo "unexpected: already the plain page lacks table or picture"
  exit 2
}
grep -n '&lt;thead&gt;\|&lt;img' clean.html || true
if grep -q '&lt;th&gt;share&lt;/th&gt;' clean.html && grep -q '&lt;img alt="A chart"' clean.html; then
  echo "as described: heads of columns and the picture are printed as markup"
else
  echo "changed: the sanitized page has its table or picture again"
  exit 1
fi
