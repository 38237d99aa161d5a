#!/usr/bin/env bash
# pingouin gives one perfect table the Cramér's V 0.80, and five lines below 1.33.
#
# Expected: Cramér's V is 1 when one variable fixes the other, 0 when they are independent, and nothing outside.
# Seen: pingouin 0.7.0, as set by default, computes V from each of six statistics, after Yates' correction, which moves
# the counts of a 2 by 2 table towards independence for the sake of the p-value. Five remote and five other postings,
# whose role is the same thing, have 0.80 with Pearson's χ², and 1.33 with Neyman's, which becomes 15.79 for 1,000
# postings. scipy 1.17.1 says 1.0 to all. `correction=False` gives 1.0 for Pearson's, and the others 1.03 to infinity,
# or NaN. The documentation calls the correction one of the test, and V "the Cramer's V effect size"; that V is
# corrected too, or exceeds 1, is not said there, and we found no issue. (rstatix, in R, had the first of the two until
# 2026.)
# Why it matters: effect sizes are there to be compared across studies of different size. Here the same association is
# the weaker, the fewer postings there are, and a table of six lines offers every value that one may want.
# Output on 2026-11-30:
#   10 postings: pingouin pearson 0.800, neyman 1.333; scipy 1.000
#   20 postings: pingouin pearson 0.900, neyman 2.065; scipy 1.000
#   1000 postings: pingouin pearson 0.998, neyman 15.788; scipy 1.000
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pingouin==0.7.0 scipy==1.17.1 numpy==2.4.6 pandas==3.1.1
cat > effect.py <<'PY'
import pandas as pd
import pingouin
from scipy.stats.contingency import association

for half in (5, 10, 500):
    frame = pd.DataFrame({"role": [0] * half + [1] * half, "remote": [0] * half + [1] * half})
    _, _, stats = pingouin.chi2_independence(frame, "role", "remote")
    v = stats.set_index("test")["cramer"]
    other = association([[half, 0], [0, half]], method="cramer")
    print(f"{2 * half} postings: pingouin pearson {v['pearson']:.3f}, neyman {v['neyman']:.3f}; scipy {other:.3f}")
PY
seen=$(venv/bin/python effect.py 2> log) || { cat log; exit 2; }
echo "$seen"
[ "$seen" = "10 postings: pingouin pearson 0.800, neyman 1.333; scipy 1.000
20 postings: pingouin pearson 0.900, neyman 2.065; scipy 1.000
1000 postings: pingouin pearson 0.998, neyman 15.788; scipy 1.000" ]
