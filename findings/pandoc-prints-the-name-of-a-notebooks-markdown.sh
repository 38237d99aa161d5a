#!/usr/bin/env bash
# pandoc shows a notebook's table in Markdown as "<IPython.core.display.Markdown object>", or as nothing at all.
#
# Expected: pandoc, whose own language is Markdown, reads the `text/markdown` of an output as it reads a Markdown cell,
# and makes a table of it in Word, HTML and JATS; its manual says that it picks "the richest data type" that fits the
# format.
# Seen: pandoc 3.9 (pypandoc-binary 1.17) keeps such an output for formats of Markdown alone. What IPython 9.5.0 writes
# for `Markdown(table.to_markdown())`, Markdown beside the plain text "<IPython.core.display.Markdown object>", is that
# text in Word, HTML, JATS, and even in gfm. An output that has no plain text vanishes from all but gfm and markdown,
# and one in HTML from Word and JATS, which have tables. It warns of neither, and ends with 0. nbconvert 7.17.2 shows
# the table. A change of 2021 (#7561) lets the reader know the type; we found no issue that says that it is not read.
# Why it matters: pandoc is how notebooks get into Word and into the JATS of archives. The prose "as the table shows" is
# there, and the numbers are not.
# Output on 2026-11-30:
#   html: Markdown as IPython writes it: object; Markdown alone: nothing; HTML alone: table
#   docx: Markdown as IPython writes it: object; Markdown alone: nothing; HTML alone: nothing
#   jats: Markdown as IPython writes it: object; Markdown alone: nothing; HTML alone: nothing
#   gfm: Markdown as IPython writes it: object; Markdown alone: table; HTML alone: table
#   nbconvert, html: Markdown as IPython writes it: table; Markdown alone: table; HTML alone: table
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  pypandoc-binary==1.17 nbconvert==7.17.2 nbformat==5.10.4 ipython==9.5.0
cat > convert.py <<'PY'
import nbformat
import pypandoc
from IPython.core.formatters import DisplayFormatter
from IPython.display import Markdown
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output

table = "| role | share |\n|---|---|\n| AI Engineer | 26.2 |"
shown, _ = DisplayFormatter().format(Markdown(table))
html = "<table><tr><th>role</th><th>share</th></tr><tr><td>AI Engineer</td><td>26.2</td></tr></table>"
outputs = {
    "Markdown as IPython writes it": shown,
    "Markdown alone": {"text/markdown": table},
    "HTML alone": {"text/html": html},
}


def notebook(data):
    made = new_notebook(cells=[new_code_cell("show()", outputs=[new_output("display_data", data=data)])])
    nbformat.validate(made)
    return made


def by_pandoc(data, to):
    nbformat.write(notebook(data), "notebook.ipynb")
    if to != "docx":
        return pypandoc.convert_file("notebook.ipynb", to)
    pypandoc.convert_file("notebook.ipynb", to, outputfile="notebook.docx")
    return pypandoc.convert_file("notebook.docx", "plain")


def word(text):
    if "26.2" in text:
        return "table"
    return "object" if "IPython.core.display.Markdown object" in text else "nothing"


def line(name, convert):
    print(f"{name}: " + "; ".join(f"{kind}: {word(convert(data))}" for kind, data in outputs.items()))


for to in ("html", "docx", "jats", "gfm"):
    line(to, lambda data: by_pandoc(data, to))
line("nbconvert, html", lambda data: HTMLExporter().from_notebook_node(notebook(data))[0])
PY
seen=$(venv/bin/python convert.py 2> log) || { cat log; exit 2; }
echo "$seen"
[ "$seen" = 'html: Markdown as IPython writes it: object; Markdown alone: nothing; HTML alone: table
docx: Markdown as IPython writes it: object; Markdown alone: nothing; HTML alone: nothing
jats: Markdown as IPython writes it: object; Markdown alone: nothing; HTML alone: nothing
gfm: Markdown as IPython writes it: object; Markdown alone: table; HTML alone: table
nbconvert, html: Markdown as IPython writes it: table; Markdown alone: table; HTML alone: table' ]
