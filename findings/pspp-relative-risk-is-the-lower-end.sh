#!/usr/bin/env bash
# PSPP prints the lower end of a relative risk's interval as the risk, and an odds ratio as both ends of its own.
#
# Expected: of 7 of 10 postings in one group and 2 of 10 in the other, CROSSTABS with /STATISTICS=RISK gives the odds
# ratio 9.33 (1.19 to 72.99) and the relative risk 3.50 (0.95 to 12.90), as statsmodels does.
# Seen: PSPP 1.6.2, as Debian 12 has it, gives 9.33 (9.33 to 9.33) and 0.95 (0.95 to 0.95). In each row the same number
# stands three times; for the odds ratio it is the estimate, for the two relative risks the lower end. Of 30 of 40 and
# 20 of 60 it gives 1.51 where the relative risk is 2.25 (1.51 to 3.36). Nothing is said.
# Why it matters: "remote postings are 3.5 times as likely to name Python" becomes "about as likely", in a report of a
# survey that was made with the free program for SPSS's language.
# Output on 2026-11-30:
#   Odds Ratio for g (    1.00 /     2.00),9.33,9.33,9.33
#   For cohort y =     1.00,.95,.95,.95
#   For cohort y =     2.00,1.02,1.02,1.02
#   from the counts: 9.33 (1.19 to 72.99), 3.50 (0.95 to 12.90), 0.37 (0.14 to 1.02)
#
# Ends with 0 while that is so, with 1 once it has changed. Needs Debian 12, whose libraries PSPP uses; nothing is
# installed outside the temporary folder.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# the libraries that PSPP links to and that a small Debian lacks; apt may warn that it does not drop its rights here
apt-get download pspp=1.6.2-2 libgsl27 libgslcblas0 libpango-1.0-0 libpangocairo-1.0-0 libpangoft2-1.0-0 libcairo2 \
  libharfbuzz0b libfribidi0 libthai0 libdatrie1 libgraphite2-3 libpixman-1-0 libxcb-shm0 libxcb-render0 libxcb1 \
  libxrender1 libx11-6 libxext6 libxau6 libxdmcp6 libbsd0 libmd0 libfontconfig1 libfreetype6 libpng16-16 libbrotli1 \
  libglib2.0-0 libxml2 libicu72 libreadline8 libexpat1 libffi8 > download.log 2>&1
for package in *.deb; do dpkg-deb -x "$package" debian; done
triplet=$(dpkg-architecture -qDEB_HOST_MULTIARCH 2> /dev/null || echo "$(uname -m)-linux-gnu")
export LD_LIBRARY_PATH="$folder/debian/usr/lib/$triplet:$folder/debian/usr/lib/$triplet/pspp:$folder/debian/lib/$triplet"
cat > risk.sps <<'SPS'
DATA LIST LIST /g y n.
BEGIN DATA
1 1 7
1 2 3
2 1 2
2 2 8
END DATA.
WEIGHT BY n.
CROSSTABS /TABLES=g BY y /STATISTICS=RISK.
SPS
seen=$(debian/usr/bin/pspp -O format=csv risk.sps | grep -E 'Odds Ratio|cohort')
echo "$seen"
python3 - <<'PY'
from math import exp, log, sqrt

z = 1.959963984540054
a, b, c, d = 7, 3, 2, 8


def interval(estimate, error):
    return f"{estimate:.2f} ({exp(log(estimate) - z * error):.2f} to {exp(log(estimate) + z * error):.2f})"


odds = interval(a * d / (b * c), sqrt(1 / a + 1 / b + 1 / c + 1 / d))
first = interval((a / (a + b)) / (c / (c + d)), sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)))
second = interval((b / (a + b)) / (d / (c + d)), sqrt(1 / b - 1 / (a + b) + 1 / d - 1 / (c + d)))
print("from the counts:", ", ".join([odds, first, second]))
PY
[ "$seen" = 'Odds Ratio for g (    1.00 /     2.00),9.33,9.33,9.33
For cohort y =     1.00,.95,.95,.95
For cohort y =     2.00,1.02,1.02,1.02' ]
