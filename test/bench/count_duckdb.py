"""DuckDB as a contender in counting: python count_duckdb.py FILE LEXICON.json THREADS CONCEPT...

Prints how many postings there are in each location, and how many of them mention each concept in the description.
"""

import json
import sys

import duckdb

path, lexicon_path, threads, *concepts = sys.argv[1:]
with open(lexicon_path, encoding="utf-8") as file:
    lexicon = dict(json.load(file))


def condition(phrases):
    # RE2 has no look-around: a boundary is any character that is no part of a word
    words = "|".join("[^0-9A-Za-z_]+".join(phrase) for phrase in phrases)
    return f"regexp_matches(description, '(?:^|[^0-9A-Za-z_])(?:{words})(?:$|[^0-9A-Za-z_])', 'i')"


sums = "".join(f", sum(({condition(lexicon[concept])})::int)" for concept in concepts)
columns = "{location: 'VARCHAR', description: 'VARCHAR'}" if concepts else "{location: 'VARCHAR'}"
source = f"read_json(?, format = 'newline_delimited', columns = {columns})"
database = duckdb.connect(config={"threads": int(threads)})
rows = database.execute(f"select location, count(*){sums} from {source} group by 1", [path]).fetchall()
names = ["postings", *concepts]
print(json.dumps({f"{row[0]}: {name}": int(n) for row in rows for name, n in zip(names, row[1:])}))
