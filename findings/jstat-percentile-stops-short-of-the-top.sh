#!/usr/bin/env bash
# jStat's 90th, 95th and 99th percentile of ten salaries are the same number, and the 50th of two is the lower one.
#
# Expected: `jStat.percentile(values, k)` takes k of the way through the sorted values and interpolates, as Excel's
# PERCENTILE.INC does; its third argument makes it PERCENTILE.EXC. So the 50th percentile is the median.
# Seen: jstat 1.9.6 interpolates in every gap but the last: everything between the second largest value and the largest
# is the second largest. Of ten salaries that is the top ninth; of two, all. Percentile 0.5 of 60 and 80 is 60, while
# `jStat.median` says 70, and `jStat.quartiles`, by yet another rule, 60. d3-array 3.2.4 interpolates to the end. We
# found it in no issue (#224 is about the two kinds), and in no documentation.
# Why it matters: the top of pay is what its high percentiles are asked for, and in groups of a few postings the largest
# value does not count at all: the 120 below could as well be 1,200. Groups differ less than they do, the more so the
# smaller.
# Output on 2026-11-30:
#   60, 80: percentile 0.5 = 60, median 70, middle quartile 60
#   0.8: jStat 86, d3 86; 0.9: jStat 90, d3 93; 0.95: jStat 90, d3 106.5; 0.99: jStat 90, d3 117.3
#   with 1200 at the top: 0.9: jStat 90, d3 201; 0.95: jStat 90, d3 700.5; 0.99: jStat 90, d3 1100.1
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --no-audit --no-fund --loglevel=error jstat@1.9.6 d3-array@3.2.4 > /dev/null
cat > compare.mjs <<'JS'
import { quantile } from 'd3-array';
import jStat from 'jstat';

const short = (x) => Number(x.toFixed(4));
const both = (values, k) => `${k}: jStat ${short(jStat.percentile(values, k))}, d3 ${short(quantile(values, k))}`;
const pay = [38, 42, 45, 51, 58, 60, 72, 85, 90];
const two = [60, 80];
console.log(
  `60, 80: percentile 0.5 = ${jStat.percentile(two, 0.5)}, median ${jStat.median(two)}, ` +
    `middle quartile ${jStat.quartiles(two)[1]}`,
);
console.log([0.8, 0.9, 0.95, 0.99].map((k) => both([...pay, 120], k)).join('; '));
console.log(`with 1200 at the top: ${[0.9, 0.95, 0.99].map((k) => both([...pay, 1200], k)).join('; ')}`);
JS
seen=$(node compare.mjs)
echo "$seen"
[ "$seen" = '60, 80: percentile 0.5 = 60, median 70, middle quartile 60
0.8: jStat 86, d3 86; 0.9: jStat 90, d3 93; 0.95: jStat 90, d3 106.5; 0.99: jStat 90, d3 117.3
with 1200 at the top: 0.9: jStat 90, d3 201; 0.95: jStat 90, d3 700.5; 0.99: jStat 90, d3 1100.1' ]
