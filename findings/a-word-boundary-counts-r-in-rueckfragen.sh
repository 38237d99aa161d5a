#!/usr/bin/env bash
# One pattern, one Parquet file, one pandas: with dtype_backend="pyarrow" it finds R in "Rückfragen", and no "Ärztin".
#
# Expected: `\bR\b` finds the skill R, and how the strings are held in memory does not change what a pattern means.
# Seen: `\b` of Python and of polars 2.1.0 knows the letter ü, that of DuckDB 1.5.5, of pyarrow 24.0.0 and of JavaScript
# only ASCII: there "R" ends before ü, and "Ä" begins no word. So of seven German postings, two of which ask for R,
# polars and pandas 3.1.1 count two, and DuckDB and Node four, since "Rückfragen" and "Räume" count; "Ärztin" is in two,
# and found in none. pandas gives both answers: `str`, its own type, is held by pyarrow but matched by Python, and the
# same column read with `dtype_backend="pyarrow"` is matched by pyarrow. JavaScript's flags `u` and `v` change nothing.
# RE2, the library under DuckDB and pyarrow, documents that its \b is ASCII, and Arrow has an issue about it (#38150);
# pandas does not say that its types differ in this.
# Why it matters: skills of one letter and titles with umlauts are counted with just this pattern. "Rückfragen"
# introduces whom to ask at the end of a posting, so R seems sought after by employers who never heard of it; and
# Ärztinnen by none.
# Output on 2026-11-30:
#   R in 2, Ärztin in 2: pandas str
#   R in 4, Ärztin in 0: pandas string[pyarrow]
#   R in 2, Ärztin in 2: polars
#   R in 4, Ärztin in 0: DuckDB
#   R in 4, Ärztin in 0: JavaScript
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  polars==2.1.0 duckdb==1.5.5 pandas==3.1.1 numpy==2.4.6 pyarrow==24.0.0
cat > texts.json <<'JSON'
["Statistik mit R und SQL", "R-Pakete", "Rückfragen an das Sekretariat", "Räume in Köln", "Ärztin in Teilzeit", "Arzt oder Ärztin", "SQL"]
JSON
cat > count.py <<'PY'
import json

import duckdb
import pandas as pd
import polars as pl

texts = pl.DataFrame({"text": json.load(open("texts.json"))})
texts.write_parquet("texts.parquet")


def line(name, count):
    skill, doctor = count(r"\bR\b"), count(r"\bÄrztin\b")
    print(f"R in {skill}, Ärztin in {doctor}: {name}")


plain = pd.read_parquet("texts.parquet")["text"]
arrow = pd.read_parquet("texts.parquet", dtype_backend="pyarrow")["text"]
line("pandas str", lambda pattern: plain.str.contains(pattern).sum())
line("pandas string[pyarrow]", lambda pattern: arrow.str.contains(pattern).sum())
line("polars", lambda pattern: texts["text"].str.contains(pattern).sum())
sql = "select count(*) from 'texts.parquet' where regexp_matches(text, ?)"
line("DuckDB", lambda pattern: duckdb.execute(sql, [pattern]).fetchone()[0])
PY
cat > count.mjs <<'JS'
import { readFileSync } from 'node:fs';

const texts = JSON.parse(readFileSync('texts.json', 'utf8'));
const count = (pattern) => texts.filter((text) => pattern.test(text)).length;
console.log(`R in ${count(/\bR\b/v)}, Ärztin in ${count(/\bÄrztin\b/v)}: JavaScript`);
JS
seen=$(venv/bin/python count.py && node count.mjs)
echo "$seen"
[ "$seen" = 'R in 2, Ärztin in 2: pandas str
R in 4, Ärztin in 0: pandas string[pyarrow]
R in 2, Ärztin in 2: polars
R in 4, Ärztin in 0: DuckDB
R in 4, Ärztin in 0: JavaScript' ]
