"""DuckDB as a contender in counting: python count_duckdb.py [--digest] FILE LEXICON.json THREADS CONCEPT...

Prints how many postings there are in each location, and how many of them mention each concept in the description.
With --digest a thread of its own takes the file's SHA-256 meanwhile, as recount does.
"""

import hashlib
import json
import sys
import threading

takes_digest = sys.argv[1] == "--digest"
path, lexicon_path, threads, *concepts = sys.argv[2:] if takes_digest else sys.argv[1:]


def digest():
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


digesting = threading.Thread(target=digest)
if takes_digest:
    digesting.start()

import duckdb

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
if takes_digest:
    digesting.join()
print(json.dumps({f"{row[0]}: {name}": int(n) for row in rows for name, n in zip(names, row[1:])}))
