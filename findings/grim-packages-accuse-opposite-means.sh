#!/usr/bin/env bash
# Two GRIM tests from PyPI call true means impossible, and each accuses the means that the other clears.
#
# Expected: a GRIM test says "impossible" only where no whole numbers give the printed mean. 17 / 8 = 2.125 lies half way:
# a spreadsheet prints 2.13, and `round` of Python and R gives 2.12. Both are possible.
# Seen: `pysprite` 1.2.1 rounds with numpy, half to even, and calls 2.13 impossible; `grim` 0.1.10 rounds half up, and
# calls 2.12 impossible. Of the 241 means that 40 people can give on a scale from 1 to 7, printed half up, pysprite
# rejects 59; printed half to even, grim rejects 60, and pysprite still 9, since a double lies beside the half.
# Why it matters: GRIM is used to accuse. A quarter of all true means of 40 ratings fails one of the two packages,
# whatever their author did. A test has to let both roundings pass.
# Output on 2026-11-29:
#   2.13: pysprite impossible, grim possible; 2.12: pysprite possible, grim impossible
#   n = 40, half up: pysprite rejects 59 of 241, grim 0 of 241
#   n = 40, half to even: pysprite rejects 9 of 241, grim 60 of 241
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  pysprite==1.2.1 grim==0.1.10 numpy==2.4.6 pandas==2.3.3 matplotlib==3.10.7 seaborn==0.13.2
cat > compare.py <<'PY'
import warnings
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from grim.mean_tester import consistency_check
from pysprite import grim

warnings.simplefilter("ignore")


def pysprite(mean, n):
    return bool(grim(n, float(mean), 2))


def word(possible):
    return "possible" if possible else "impossible"


def rejected(test, rounding):
    means = [(Decimal(total) / 40).quantize(Decimal("0.01"), rounding) for total in range(40, 281)]
    return f"{sum(not test(str(mean), 40) for mean in means)} of {len(means)}"


print(
    "; ".join(
        f"{mean}: pysprite {word(pysprite(mean, 8))}, grim {word(consistency_check(mean, '8'))}" for mean in ("2.13", "2.12")
    )
)
for name, rounding in (("half up", ROUND_HALF_UP), ("half to even", ROUND_HALF_EVEN)):
    print(f"n = 40, {name}: pysprite rejects {rejected(pysprite, rounding)}, grim {rejected(lambda m, n: consistency_check(m, str(n)), rounding)}")
PY
seen=$(venv/bin/python compare.py)
echo "$seen"
[ "$seen" = '2.13: pysprite impossible, grim possible; 2.12: pysprite possible, grim impossible
n = 40, half up: pysprite rejects 59 of 241, grim 0 of 241
n = 40, half to even: pysprite rejects 9 of 241, grim 60 of 241' ]
