#!/usr/bin/env bash
# In tslab, a variable that a later cell sets to 0 is 6 again as soon as a function of the earlier cell adds 1.
#
# Expected: the cells of a notebook share their variables, as in every other kernel: after `total = 0; add(1)`, total is 1.
# Seen: tslab 1.0.22, the TypeScript kernel for Jupyter, makes each cell a module. An assignment in a later cell changes
# what later cells see, but not the variable that the functions of the earlier cell use; and once such a function assigns
# to its own variable, that value is what all cells see: the assignment is undone, without a word. A threshold that a
# cell sets anew stays the old one for `above`. ipykernel 7.1.0 runs the same cells, in Python, as anybody would expect.
# Why it matters: counters that are set back and thresholds that are varied are what notebooks of counts consist of, and
# the cell that shows the variable itself shows the new value, while the shares are computed with the old one.
# Output on 2026-11-29:
#   tslab:     total = 0; add(1); total -> 6;  least = 0.9; above(0.7), least -> true, 0.9
#   ipykernel: total = 0; add(1); total -> 1;  least = 0.9; above(0.7), least -> False, 0.9
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --no-audit --no-fund --loglevel=error tslab@1.0.22 > /dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check nbclient==0.10.2 nbformat==5.10.4 ipykernel==7.1.0
cat > run.py <<'PY'
import json
from pathlib import Path

from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

folder = Path("jupyter/kernels/tslab")
folder.mkdir(parents=True)
argv = ["node", "node_modules/tslab/bin/tslab", "kernel", "--config-path", "{connection_file}"]
(folder / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "TypeScript", "language": "typescript"}))


def values(kernel, cells):
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, kernel_name=kernel, timeout=60).execute()
    shown = []
    for cell in notebook.cells:
        for output in cell.outputs:
            shown.append((output.get("text") or output["data"]["text/plain"]).strip().strip("()"))
    return f"total = 0; add(1); total -> {shown[0]};  least = 0.9; above(0.7), least -> {shown[1]}"


typescript = [
    "let total = 0; let least = 0.5;\nfunction add(n: number) { total += n }\nconst above = (x: number) => x > least;\nadd(5)",
    "total = 0; add(1); console.log(total)",
    "least = 0.9; console.log(`${above(0.7)}, ${least}`)",
]
python = [
    "total = 0; least = 0.5\ndef add(n):\n    global total\n    total += n\ndef above(x): return x > least\nadd(5)",
    "total = 0; add(1); print(total)",
    "least = 0.9; print(f'{above(0.7)}, {least}')",
]
print(f"tslab:     {values('tslab', typescript)}")
print(f"ipykernel: {values('python3', python)}")
PY
seen=$(JUPYTER_PATH="$folder/jupyter" venv/bin/python run.py 2> log) || { cat log; exit 2; }
echo "$seen"
[ "$seen" = 'tslab:     total = 0; add(1); total -> 6;  least = 0.9; above(0.7), least -> true, 0.9
ipykernel: total = 0; add(1); total -> 1;  least = 0.9; above(0.7), least -> False, 0.9' ]
