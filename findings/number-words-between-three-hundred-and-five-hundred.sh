#!/usr/bin/env bash
# Of "between three hundred and five hundred", two readers make 305 and 100, one makes 800, and one 0.
#
# Expected: 300 and 500. All four read "three hundred and five" as 305 and "three hundred to five hundred" as a range.
# Seen: text2num 3.1.0 and number-parser 0.3.2 take the longest number from the left, "three hundred and five", and are
# left with a "hundred"; thousands and millions fare alike. words-to-numbers 1.5.1 adds the two up, and compromise
# 14.17.0 takes both for one number, which is 0. "Between twenty and thirty" all of them read right, and text2num the
# German "zwischen dreihundert und fünfhundert" too, since German writes each as one word. We found no issue that names
# it, for any of the four, and no documentation; number-parser has one about "thirty and six" (#97), and
# words-to-numbers about other sums.
# Why it matters: numbers of firms, of postings and of pay are given as ranges of hundreds and thousands, and "between …
# and" is how English says that. The numbers that come out look like any others, and two libraries that agree prove
# nothing.
# Output on 2026-11-30:
#   between three hundred and five hundred -> text2num: 305 100; number-parser: 305 100; words-to-numbers: 800; compromise: 0
#   between two thousand and three thousand -> text2num: 2003 1000; number-parser: 2003 1000; words-to-numbers: 5000; compromise: 0
#   three hundred to five hundred -> text2num: 300 500; number-parser: 300 500; words-to-numbers: 300 500; compromise: 300 500
#   three hundred and five -> text2num: 305; number-parser: 305; words-to-numbers: 305; compromise: 305
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --no-audit --no-fund --loglevel=error words-to-numbers@1.5.1 compromise@14.17.0 > /dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check text2num==3.1.0 number-parser==0.3.2
cat > texts.json <<'JSON'
["between three hundred and five hundred", "between two thousand and three thousand", "three hundred to five hundred",
 "three hundred and five"]
JSON
cat > read.py <<'PY'
import json

import number_parser
from text_to_num import alpha2digit

readers = {"text2num": lambda text: alpha2digit(text, "en"), "number-parser": number_parser.parse}
read = {name: [reader(text) for text in json.load(open("texts.json"))] for name, reader in readers.items()}
json.dump(read, open("read.json", "w"))
PY
cat > read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import nlp from 'compromise';
import { wordsToNumbers } from 'words-to-numbers';

const texts = JSON.parse(readFileSync('texts.json', 'utf8'));
const read = {
  ...JSON.parse(readFileSync('read.json', 'utf8')),
  'words-to-numbers': texts.map((text) => String(wordsToNumbers(text))),
  compromise: texts.map((text) => nlp(text).numbers().toNumber().all().text()),
};
for (const [i, text] of texts.entries()) {
  const numbers = Object.entries(read).map(([name, said]) => `${name}: ${said[i].match(/\d+/g).join(' ')}`);
  console.log(`${text} -> ${numbers.join('; ')}`);
}
JS
venv/bin/python read.py
seen=$(node read.mjs)
echo "$seen"
[ "$seen" = 'between three hundred and five hundred -> text2num: 305 100; number-parser: 305 100; words-to-numbers: 800; compromise: 0
between two thousand and three thousand -> text2num: 2003 1000; number-parser: 2003 1000; words-to-numbers: 5000; compromise: 0
three hundred to five hundred -> text2num: 300 500; number-parser: 300 500; words-to-numbers: 300 500; compromise: 300 500
three hundred and five -> text2num: 305; number-parser: 305; words-to-numbers: 305; compromise: 305' ]
