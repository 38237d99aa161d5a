#!/usr/bin/env bash
# The Python port of statcheck calls right p-values errors when their statistic is negative.
#
# Expected: a two-sided test does not know the sign of its statistic, so z = 1.31 and z = -1.31 with p = .190 are both
# right: p is 0.190196.
# Seen: statcheck 0.0.7 (PyPI) with pandas 2.2.3, numpy 1.26.4 and scipy 1.13.1 computes 0.190196 for both, calls the
# first right and the second an error.
# Why it matters: whoever counts errors in printed statistics with it counts them by the sign of the statistic. With
# pandas 3 it reads no test with degrees of freedom at all, so the versions are pinned.
# Output on 2026-11-29: z = 1.31: error False, p 0.190196; z = -1.31: error True, p 0.190196
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv own
own/bin/pip -q install statcheck==0.0.7 pandas==2.2.3 numpy==1.26.4 scipy==1.13.1
cat > compare.py <<'PY'
import sys
from statcheck.st import statcheck

def checked(text):
    result = statcheck([text], messages=False, names=["text"])
    rows = result[0] if isinstance(result, tuple) else result
    return bool(rows["Error"].iloc[0]), round(float(rows["Computed_P_Value"].iloc[0]), 6)

plus, minus = checked("The groups did not differ, z = 1.31, p = .190."), checked("The groups did not differ, z = -1.31, p = .190.")
print(f"z = 1.31: error {plus[0]}, p {plus[1]}; z = -1.31: error {minus[0]}, p {minus[1]}")
sys.exit(0 if plus == (False, 0.190196) and minus == (True, 0.190196) else 1)
PY
own/bin/python compare.py 2> /dev/null
