#!/usr/bin/env bash
# PSPP's exact tests: McNemar's p is above one, and Fisher's leaves out the table that is just as unlikely.
#
# Expected: where 6 people changed one way and 6 the other, McNemar's exact p is 1; of 7 of 10 postings against 2 of 10,
# Fisher's exact p, two-sided, is 0.070, as SciPy and R have it: the table with 2 and 7 changed over counts, too.
# Seen: PSPP 1.6.2, as Debian 12 has it, prints 1.226 for McNemar, since it doubles one side with its middle; and .038 for
# Fisher, which is the one side, 0.0349, and the far tail without the table that mirrors this one. With groups of 11 and
# 10, where no table is a mirror, it prints .030, which is right.
# Why it matters: halves of a sample, or the same people asked twice, are just where equal totals occur; 0.038 is then
# printed as significant where it is 0.070, and nobody doubts a table.
# Output on 2026-11-30:
#   McNemar: before & after,62.00,1.226,.613,.23
#   Fisher, 7 of 10 and 2 of 10: .038,.035
#   Fisher, 8 of 11 and 2 of 10: .030,.023
#   from the counts: 1.000; 0.070 and 0.035; 0.030 and 0.023
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
# counts ROW COLUMN A B C D: four counts as PSPP reads them, and the test
counts() {
  printf 'DATA LIST LIST /%s %s n.\nBEGIN DATA\n1 1 %s\n1 2 %s\n2 1 %s\n2 2 %s\nEND DATA.\nWEIGHT BY n.\n' "$@"
}
{ counts before after 20 6 6 30; echo 'NPAR TESTS /MCNEMAR = before WITH after.'; } > mcnemar.sps
{ counts g y 7 3 2 8; echo 'CROSSTABS /TABLES=g BY y /STATISTICS=CHISQ.'; } > mirrored.sps
{ counts g y 8 3 2 8; echo 'CROSSTABS /TABLES=g BY y /STATISTICS=CHISQ.'; } > other.sps
run() { debian/usr/bin/pspp -O format=csv "$1.sps"; }
seen="McNemar: $(run mcnemar | grep '^before & after,62')
Fisher, 7 of 10 and 2 of 10: $(run mirrored | sed -n "s/^Fisher's Exact Test,*//p")
Fisher, 8 of 11 and 2 of 10: $(run other | sed -n "s/^Fisher's Exact Test,*//p")"
echo "$seen"
python3 - <<'PY'
from math import comb


def fisher(a, b, c, d):
    rows, column, all_ = (a + b, c + d), a + c, a + b + c + d
    weight = {k: comb(rows[0], k) * comb(rows[1], column - k) for k in range(column + 1)}
    total = comb(all_, column)
    return sum(w for w in weight.values() if w <= weight[a]) / total, sum(weight[k] for k in weight if k >= a) / total


print("from the counts: 1.000; " + "; ".join("%.3f and %.3f" % fisher(*t) for t in [(7, 3, 2, 8), (8, 3, 2, 8)]))
PY
[ "$seen" = 'McNemar: before & after,62.00,1.226,.613,.23
Fisher, 7 of 10 and 2 of 10: .038,.035
Fisher, 8 of 11 and 2 of 10: .030,.023' ]
