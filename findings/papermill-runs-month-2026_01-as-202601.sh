#!/usr/bin/env bash
# papermill runs a notebook for the month 202601 when told `-p month 2026_01`, finds nothing, and ends with 0.
#
# Expected: what is no number for anybody but Python stays text. The notebook's own value is the text "2026_11".
# Seen: papermill 2.7.0 tries Python's `int` and `float` on each value, and these allow _ between digits. So "2026_01"
# is 202601, and the occupation "0110" of ISCO, 110. In the notebook, where month is a text, no row has the month
# 202601, and the count is 0. The type of the value that the notebook states does not matter. `-r` instead of `-p` keeps
# text. The help calls -p "parameters to pass", and -r those "to be read as raw string"; we found neither documentation
# nor an issue that says what becomes a number. "2026-01" stays text.
# Why it matters: one notebook, run for each month or each occupation, is what papermill is for. The reports of all
# months are then alike: nothing found, no error.
# Output on 2026-11-30:
#   -p month 2026_01: month = 202601; 0 postings
#   -p month 2026-01: month = '2026-01'; 0 postings
#   -r month 2026_01: month = '2026_01'; 1 postings
#   -p occupation 0110: occupation = 110; 0 postings
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check papermill==2.7.0 nbformat==5.11.1 ipykernel==7.4.0
cat > write.py <<'PY'
import nbformat
from nbformat.v4 import new_code_cell, new_notebook

parameters = new_code_cell('month = "2026_11"\noccupation = "2511"', metadata={"tags": ["parameters"]})
count = new_code_cell(
    'rows = [("2026_01", "2511"), ("2026_01", "0110"), ("2026_11", "2511"), ("2026_11", "0110")]\n'
    'print(sum(row == (month, occupation) for row in rows), "postings")'
)
kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
nbformat.write(new_notebook(cells=[parameters, count], metadata={"kernelspec": kernel}), "count.ipynb")
PY
venv/bin/python write.py
cat > show.py <<'PY'
import sys

import nbformat

_, injected, count = nbformat.read("out.ipynb", 4).cells
print(f"{' '.join(sys.argv[1:])}: {injected.source.splitlines()[-1].replace(chr(34), chr(39))}; {count.outputs[0].text.strip()}")
PY
run() {
  venv/bin/papermill --no-progress-bar "$@" count.ipynb out.ipynb > log 2>&1 || { cat log; exit 2; }
  venv/bin/python show.py "$@"
}
seen=$(for value in '-p month 2026_01' '-p month 2026-01' '-r month 2026_01' '-p occupation 0110'; do run $value; done)
echo "$seen"
[ "$seen" = "-p month 2026_01: month = 202601; 0 postings
-p month 2026-01: month = '2026-01'; 0 postings
-r month 2026_01: month = '2026_01'; 1 postings
-p occupation 0110: occupation = 110; 0 postings" ]
