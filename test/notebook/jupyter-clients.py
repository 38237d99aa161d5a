"""Executes a notebook as nbclient does, and prints its cells as JSON: `jupyter-clients.py NOTEBOOK [allow-errors]`."""
import json
import os
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

path, allow = sys.argv[1], 'allow-errors' in sys.argv
notebook = nbformat.read(path, as_version=4)
client = NotebookClient(
    notebook, timeout=120, allow_errors=allow, resources={'metadata': {'path': os.path.dirname(os.path.abspath(path))}}
)
raised = None
try:
    client.execute()
except CellExecutionError as error:
    raised = {'ename': error.ename, 'evalue': error.evalue}
nbformat.validate(notebook)
cells = [cell for cell in notebook.cells if cell.cell_type == 'code']
print(json.dumps({'raised': raised, 'cells': [{'count': c.execution_count, 'outputs': c.outputs} for c in cells]}))
