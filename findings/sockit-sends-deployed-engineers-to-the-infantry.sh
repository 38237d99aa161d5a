#!/usr/bin/env bash
# sockit makes soldiers of Forward Deployed Engineers, archaeologists of Applied Scientists, and a miner of a CMO.
#
# Expected: a title gets the code of its occupation (SOC), or, where the title is not known, several with low shares.
# Seen: sockit 0.3.1 looks for known titles from the last word backwards. It knows neither forward deployed nor applied
# scientists, but titles that end alike, of which it is then sure: 55-3016, Infantry Member, with probability 1, and
# 19-3091, Anthropologists and Archeologists, with 0.58. An acronym decides alone, before all other words: "CMO" is
# 47-5041, those who run continuous mining machines, and so is everybody who works for one. A Data Scientist, who has a
# code of his own in SOC 2018 (15-2051), is a Database Architect before anything else.
# Why it matters: titles are turned into occupations by this before postings are counted by occupation, and a
# probability of 1 looks like a match.
# Output on 2026-11-30:
#   Registered Nurse: 291141 1.00 Registered Nurse
#   Forward Deployed Engineer: 553016 1.00 Infantry Member
#   Applied Scientist: 193091 0.58 Anthropologists/Archeologist
#   CMO: 475041 1.00 Continuous Mining Machine Operator
#   Data Scientist: 151243 0.22 Database Architect
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sockit==0.3.1
cat > occupations.py <<'PY'
from sockit.title import clean, search, sort

for title in ("Registered Nurse", "Forward Deployed Engineer", "Applied Scientist", "CMO", "Data Scientist"):
    first = sort(search(clean(title)))[0]
    print(f"{title}: {first['soc']} {first['prob']:.2f} {first['title']}")
PY
seen=$(venv/bin/python occupations.py)
echo "$seen"
[ "$seen" = 'Registered Nurse: 291141 1.00 Registered Nurse
Forward Deployed Engineer: 553016 1.00 Infantry Member
Applied Scientist: 193091 0.58 Anthropologists/Archeologist
CMO: 475041 1.00 Continuous Mining Machine Operator
Data Scientist: 151243 0.22 Database Architect' ]
