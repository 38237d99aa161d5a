#!/usr/bin/env bash
# @stdlib/stats-padjust's Hommel leaves one test out for the smallest p-value: of two tests, it corrects for none.
#
# Expected: Hommel (1988) is the closed test with Simes' inequality: the adjusted value of a test is the largest of
# Simes' p-values over all sets of tests that hold it. Of 0.03 and 0.9 these are 0.06 and 0.9.
# Seen: @stdlib/stats-padjust 0.2.1 gives 0.03 and 0.9: the smallest p-value is multiplied by at most n - 1, where the set
# of all n tests has not been asked. All other values agree. statsmodels 0.15.0 (`hommel`) gives what the definition gives,
# which the script works out over all sets; so do stdlib's other methods agree with statsmodels (not shown). We found no
# issue that names it.
# Why it matters: the smallest p-value is the headline of a table of roles or skills, and Hommel is chosen to be a little
# kinder than Holm; here it is kinder than it may be: two tests at 0.03 and 0.9 come out as "significant, corrected".
# Output on 2026-11-30 (p-values: stdlib; the definition; statsmodels):
#   0.03 0.9: 0.03 0.9; 0.06 0.9; 0.06 0.9
#   0.01 0.02 0.03 0.04 0.05: 0.04 0.05 0.05 0.05 0.05; 0.05 0.05 0.05 0.05 0.05; 0.05 0.05 0.05 0.05 0.05
#   0.001 0.3 0.02 0.6: 0.003 0.6 0.06 0.6; 0.004 0.6 0.06 0.6; 0.004 0.6 0.06 0.6
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @stdlib/stats-padjust@0.2.1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check statsmodels==0.15.0
cat > adjust.cjs <<'JS'
const padjust = require('@stdlib/stats-padjust');

const tests = JSON.parse(process.argv[2]);
console.log(JSON.stringify(tests.map((pvalues) => padjust(pvalues, 'hommel'))));
JS
cat > adjust.py <<'PY'
import json
import subprocess
from itertools import combinations

from statsmodels.stats.multitest import multipletests

TESTS = [[0.03, 0.9], [0.01, 0.02, 0.03, 0.04, 0.05], [0.001, 0.3, 0.02, 0.6]]


def simes(pvalues):
    return min(len(pvalues) * p / rank for rank, p in enumerate(sorted(pvalues), 1))


def by_definition(pvalues):
    every = range(len(pvalues))
    sets = [chosen for size in every for chosen in combinations(every, size + 1)]
    return [max(simes([pvalues[at] for at in chosen]) for chosen in sets if test in chosen) for test in every]


stdlib = json.loads(subprocess.check_output(["node", "adjust.cjs", json.dumps(TESTS)]))
for pvalues, seen in zip(TESTS, stdlib):
    columns = [seen, by_definition(pvalues), multipletests(pvalues, method="hommel")[1]]
    print(" ".join(map(str, pvalues)) + ": " + "; ".join(" ".join(f"{p:.6g}" for p in column) for column in columns))
PY
seen=$(venv/bin/python adjust.py)
echo "$seen"
[ "$seen" = '0.03 0.9: 0.03 0.9; 0.06 0.9; 0.06 0.9
0.01 0.02 0.03 0.04 0.05: 0.04 0.05 0.05 0.05 0.05; 0.05 0.05 0.05 0.05 0.05; 0.05 0.05 0.05 0.05 0.05
0.001 0.3 0.02 0.6: 0.003 0.6 0.06 0.6; 0.004 0.6 0.06 0.6; 0.004 0.6 0.06 0.6' ]
