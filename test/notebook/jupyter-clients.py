"""Executes notebooks as nbclient does, and prints the cells of each as JSON: `jupyter-clients.py CASES`, where CASES is
a file with a list of {"path", "allow_errors"}."""
import json
import os
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def execute(path, allow_errors):
    notebook = nbformat.read(path, as_version=4)
    folder = os.path.dirname(os.path.abspath(path))
    client = NotebookClient(notebook, timeout=120, allow_errors=allow_errors, resources={'metadata': {'path': folder}})
    raised = None
    try:
        client.execute()
    except CellExecutionError as error:
        raised = {'ename': error.ename, 'evalue': error.evalue}
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == 'code']
    return {'raised': raised, 'cells': [{'count': c.execution_count, 'outputs': c.outputs} for c in cells]}


with open(sys.argv[1]) as cases:
    print(json.dumps([execute(each['path'], each['allow_errors']) for each in json.load(cases)]))
