"""The Python contenders: python contenders.py pandas|pyahocorasick|duckdb FILE LEXICON.json THREADS

Each prints how many postings mention each concept in title or description. LEXICON.json: [[concept, [[word, ...], ...]], ...]
"""

import json
import re
import sys

contender, path, lexicon_path, threads = sys.argv[1:]
with open(lexicon_path, encoding="utf-8") as file:
    lexicon = json.load(file)

# a token does not end where a point, colon or apostrophe joins it to the next letter
MARKS = ".:'\u2019"
BEGINS = rf"(?<!\w)(?<!\w[{MARKS}])"
ENDS = rf"(?!\w)(?![{MARKS}]\w)"


def pattern(words):
    return rf"{ENDS}\W+".join(re.escape(word) for word in words)


def with_pandas():
    import pandas

    postings = pandas.read_json(path, lines=True)
    counts = {}
    for concept, phrases in lexicon:
        regex = re.compile(f"{BEGINS}(?:{'|'.join(map(pattern, phrases))}){ENDS}", re.I)
        counts[concept] = int((postings.title.str.contains(regex) | postings.description.str.contains(regex)).sum())
    return counts


def with_pyahocorasick():
    import ahocorasick

    firsts = {}
    for i, (_, phrases) in enumerate(lexicon):
        for words in phrases:
            firsts.setdefault(words[0], []).append((i, re.compile(f"{BEGINS}{pattern(words)}{ENDS}")))
    automaton = ahocorasick.Automaton()
    for word, phrases in firsts.items():
        automaton.add_word(word, (len(word), phrases))
    automaton.make_automaton()
    counts = [0] * len(lexicon)
    with open(path, encoding="utf-8") as file:
        for line in file:
            posting = json.loads(line)
            found = set()
            for text in (posting["title"].lower(), posting["description"].lower()):
                for end, (length, phrases) in automaton.iter(text):
                    start = end - length + 1
                    if start and text[start - 1].isalnum():
                        continue
                    for i, regex in phrases:
                        if i not in found and regex.match(text, start):
                            found.add(i)
            for i in found:
                counts[i] += 1
    return {concept: counts[i] for i, (concept, _) in enumerate(lexicon)}


def with_duckdb():
    import duckdb

    database = duckdb.connect(config={"threads": int(threads)})
    # RE2 has no look-around: a boundary is any character that is no part of a word
    def condition(phrases):
        regex = f"(?:^|[^0-9A-Za-z_])(?:{'|'.join('[^0-9A-Za-z_]+'.join(words) for words in phrases)})(?:$|[^0-9A-Za-z_])"
        return " or ".join(f"regexp_matches({field}, '{regex}', 'i')" for field in ("title", "description"))

    sums = ", ".join(f"sum(({condition(phrases)})::int)" for _, phrases in lexicon)
    columns = "{title: 'VARCHAR', description: 'VARCHAR'}"
    row = database.execute(f"select {sums} from read_json(?, format = 'newline_delimited', columns = {columns})", [path]).fetchone()
    return {concept: int(row[i]) for i, (concept, _) in enumerate(lexicon)}


print(json.dumps({"pandas": with_pandas, "pyahocorasick": with_pyahocorasick, "duckdb": with_duckdb}[contender]()))
