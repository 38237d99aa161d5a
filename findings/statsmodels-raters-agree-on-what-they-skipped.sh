#!/usr/bin/env bash
# Raters who throw coins agree with a Fleiss' kappa of 0.70 in statsmodels, as soon as they skip the same postings.
#
# Expected: a missing label is no label. Three raters whose labels hold each of the eight patterns equally often have a
# kappa of 0, and postings that none of them labelled tell nothing, or are refused.
# Seen: `aggregate_raters` of statsmodels 0.15.0 takes NaN for one more category, since numpy's `unique` (2.4.6) counts
# all NaN as one value. 24 postings labelled by coin have the kappa 0.00; with 76 more that all three left empty it is
# 0.70, "substantial". And where raters skip different ones, each gap is a disagreement: labels that all agree, with one
# of the three empty in each row, have a kappa of 0.00. krippendorff 0.9.0 leaves NaN out, and says 0.01 and 1. The
# documentation of both functions does not mention missing labels; an issue asks for unequal numbers of raters (#7781),
# none names this. `fleiss_kappa` alone would refuse rows that do not have the same number of labels: this function
# hides it.
# Why it matters: people who label postings skip the same ones, such as those in a language that none of them reads. The
# kappa that is printed to show that labels can be trusted then rises with what was not labelled.
# Output on 2026-11-30:
#   coins, 24 postings: statsmodels 0.00, krippendorff 0.01
#   coins, and 76 skipped by all: statsmodels 0.70, krippendorff 0.01
#   agreed, one label of three missing: statsmodels 0.00, krippendorff 1.00
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  statsmodels==0.15.0 krippendorff==0.9.0 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1
cat > agree.py <<'PY'
from itertools import product

import krippendorff
import numpy as np
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa


def line(name, labels):
    counts, _ = aggregate_raters(labels)
    alpha = krippendorff.alpha(reliability_data=labels.T, level_of_measurement="nominal")
    print(f"{name}: statsmodels {fleiss_kappa(counts):.2f}, krippendorff {alpha:.2f}")


coins = np.array(list(product((0.0, 1.0), repeat=3)) * 3)
line("coins, 24 postings", coins)
line("coins, and 76 skipped by all", np.vstack([coins, np.full((76, 3), np.nan)]))
agreed = np.array([[label] * 3 for label in (0.0, 1.0) for _ in range(12)])
for row in range(24):
    agreed[row, row % 3] = np.nan
line("agreed, one label of three missing", agreed)
PY
seen=$(venv/bin/python agree.py 2> log) || { cat log; exit 2; }
echo "$seen"
[ "$seen" = 'coins, 24 postings: statsmodels 0.00, krippendorff 0.01
coins, and 76 skipped by all: statsmodels 0.70, krippendorff 0.01
agreed, one label of three missing: statsmodels 0.00, krippendorff 1.00' ]
