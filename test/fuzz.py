"""An independent reader: each line of stdin is a JSON list [format, text]; what Python reads in it goes to stdout."""
import csv
import io
import json
import sys


def notebook(text):
    """The text as Jupyter's own writer has it, or None where lines are split otherwise than Python splits them."""
    value = json.loads(text)
    for cell in value['cells']:
        if cell['source'] != ''.join(cell['source']).splitlines(keepends=True):
            return None
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + '\n'


def lines(text):
    """The objects in lines of JSON, each as JSON, and how many lines hold none."""
    read, bad = [], 0
    for line in text.split('\n'):
        if line.strip(' \t\r') == '':
            continue
        try:
            value = json.loads(line, parse_constant=lambda name: int(name))
            if not isinstance(value, dict):
                raise ValueError
            read.append(json.dumps(value, sort_keys=True))
        except (ValueError, RecursionError):
            bad += 1
    return [read, bad]


def table(text):
    return list(csv.reader(io.StringIO(text, newline=''), strict=True))


readers = {'notebook': notebook, 'lines': lines, 'table': table}
for request in sys.stdin:
    kind, text = json.loads(request)
    print(json.dumps(readers[kind](text)), flush=True)
