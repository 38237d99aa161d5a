#!/usr/bin/env bash
# quantulum3 reads "80k USD" as eighty kibibyte dollars, and as eighty kelvin dollars where "salary" stands before it.
#
# Expected: a reader of quantities knows that k before a currency is a thousand: "80k USD" is 80,000 dollars, like "$80k".
# Seen: quantulum3 0.10.0 reads "$80k" and "80k USD per year" as 80,000 dollars, but "80k USD" as 80 "kibibyte united
# states dollar", and "salary 80k USD" as 80 "kelvin united states dollar". Letters that are skills become units: "3 R
# packages" are 3 South African rand, "5 C developers" 5 coulomb, "two F# engineers" 2 farad.
# Why it matters: job boards write the currency behind the number as often as before it. A median over the values has
# salaries of 80 among those of 80,000, and whoever keeps only what is in a currency loses just those.
# Output on 2026-11-29:
#   $80k -> 80000 dollar
#   80k USD per year -> 80000 united states dollar per year
#   80k USD -> 80 kibibyte united states dollar
#   salary 80k USD -> 80 kelvin united states dollar
#   3 R packages -> 3 south african rand
#   5 C developers -> 5 coulomb
#   two F# engineers -> 2 farad
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check quantulum3==0.10.0 inflect==7.6.0 num2words==0.5.14
cat > read.py <<'PY'
from quantulum3 import parser

texts = ["$80k", "80k USD per year", "80k USD", "salary 80k USD", "3 R packages", "5 C developers", "two F# engineers"]
for text in texts:
    print(f"{text} -> " + ", ".join(f"{found.value:g} {found.unit.name}" for found in parser.parse(text)))
PY
seen=$(venv/bin/python read.py 2> log) || { cat log; exit 2; }
echo "$seen"
[ "$seen" = '$80k -> 80000 dollar
80k USD per year -> 80000 united states dollar per year
80k USD -> 80 kibibyte united states dollar
salary 80k USD -> 80 kelvin united states dollar
3 R packages -> 3 south african rand
5 C developers -> 5 coulomb
two F# engineers -> 2 farad' ]
