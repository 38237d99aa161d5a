#!/usr/bin/env bash
# Frictionless takes shares with a decimal comma for places on the map, and writes 18,02 % back as 18,2.
#
# Expected: a column of "18,02" and "26,4" in a CSV with semicolons is text, or a number with a decimal comma.
# Seen: frictionless 5.21.0 tries the type `geopoint` before number and string, and "18,02" has its form: a longitude of
# 18 and a latitude of 2. `validate` finds nothing wrong. Reading the file and writing it again turns 18,02 into 18,2. A
# latitude ends at 90: with one 9,95 among the three cells, the column is text, and stays as it is. So the same report
# is read one way in one month and another way in the next. A pay band such as "60,80" is a place as well. The type
# belongs to the Table Schema standard; we found neither documentation nor an issue that says that it wins.
# Why it matters: most of Europe writes decimals with a comma, and the tool is there to describe, to check and to
# convert such files. What it wrote is another number, of the same look, and valid.
# Output on 2026-11-30:
#   18,02 26,4 9,75 -> anteil: geopoint, valid True, written again: 18,2 26,4 9,75
#   18,02 26,4 9,95 -> anteil: string, valid True, written again: 18,02 26,4 9,95
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check frictionless==5.21.0
cat > read.py <<'PY'
import csv

from frictionless import Resource, describe, validate

for shares in (["18,02", "26,4", "9,75"], ["18,02", "26,4", "9,95"]):
    with open("shares.csv", "w") as file:
        file.write("rolle;anteil\n" + "".join(f"R{i};{share}\n" for i, share in enumerate(shares)))
    field = describe("shares.csv").schema.get_field("anteil")
    valid = validate("shares.csv").valid
    Resource("shares.csv").write(path="again.csv")
    with open("again.csv") as file:
        again = [row["anteil"] for row in csv.DictReader(file)]
    print(f"{' '.join(shares)} -> anteil: {field.type}, valid {valid}, written again: {' '.join(again)}")
PY
seen=$(venv/bin/python read.py)
echo "$seen"
[ "$seen" = '18,02 26,4 9,75 -> anteil: geopoint, valid True, written again: 18,2 26,4 9,75
18,02 26,4 9,95 -> anteil: string, valid True, written again: 18,02 26,4 9,95' ]
