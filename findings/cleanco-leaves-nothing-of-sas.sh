#!/usr/bin/env bash
# cleanco leaves nothing of SAS, Co-op, PT and SPA: a name that is also a legal form becomes the empty name.
#
# Expected: "Bosch GmbH & Co. KG" is Bosch, and a name of one word stays, since there is nothing else to call it by.
# Seen: cleanco 2.3 takes the forms of all countries off, one after the other, until none is left. "SAS" is the French
# société par actions simplifiée, "PT" the Indonesian perseroan terbatas, "OK" and "Co-op" are forms, too, so of each the
# name is "". "SAS Institute Inc." and "Coop Danmark A/S" come out as one would think.
# Why it matters: employers are made alike by this before postings are counted by employer, and before intervals take
# employers for clusters. A software house, a retailer and all others whose name is a form are then one employer, without
# a name, and a row without an employer cannot be told from them.
# Output on 2026-11-30:
#   Bosch GmbH & Co. KG: 'Bosch'; SAS Institute Inc.: 'SAS Institute'; Meta Platforms, Inc.: 'Meta Platforms'
#   SAS: ''; Co-op: ''; PT: ''; SPA: ''; OK: ''
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check cleanco==2.3
cat > names.py <<'PY'
from cleanco import basename

for line in (
    ["Bosch GmbH & Co. KG", "SAS Institute Inc.", "Meta Platforms, Inc."],
    ["SAS", "Co-op", "PT", "SPA", "OK"],
):
    print("; ".join(f"{name}: {basename(name)!r}" for name in line))
PY
seen=$(venv/bin/python names.py)
echo "$seen"
[ "$seen" = "Bosch GmbH & Co. KG: 'Bosch'; SAS Institute Inc.: 'SAS Institute'; Meta Platforms, Inc.: 'Meta Platforms'
SAS: ''; Co-op: ''; PT: ''; SPA: ''; OK: ''" ]
