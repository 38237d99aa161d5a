#!/usr/bin/env bash
# Arquero takes the mean of salaries in quotes as numbers, and their median as words.
#
# Expected: salaries that a JSON file holds as text ("90000"), as many job boards send them, are either no numbers, and
# then every summary says so, or numbers for all of them.
# Seen: arquero 8.0.3 adds the texts up as numbers, so mean and sum are right, but orders them as texts: of 9500, 10000
# and 100000 the smallest is "10000", the largest "9500", and the median 100000. The median is returned as a number, so
# that nothing shows where it came from. fromJSON finds types for dates only.
# Why it matters: the median is what is printed of salaries. As long as all have the same number of digits it is right,
# so a try on a few rows does not show it.
# Output on 2026-11-30:
#   in quotes: mean 39833.33333333333, median 100000, from "10000" to "9500"
#   as numbers: mean 39833.33333333333, median 10000, from 9500 to 100000
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund arquero@8.0.3 @uwdata/flechette@2.6.0
cat > median.mjs <<'JS'
import { fromJSON, op } from 'arquero';

const summary = (postings) => {
  const { mean, median, least, most } = fromJSON(JSON.stringify(postings))
    .rollup({ mean: op.mean('salary'), median: op.median('salary'), least: op.min('salary'), most: op.max('salary') })
    .object();
  return `mean ${mean}, median ${JSON.stringify(median)}, from ${JSON.stringify(least)} to ${JSON.stringify(most)}`;
};
const salaries = ['9500', '10000', '100000'];
console.log(`in quotes: ${summary(salaries.map((salary) => ({ salary })))}`);
console.log(`as numbers: ${summary(salaries.map((salary) => ({ salary: Number(salary) })))}`);
JS
seen=$(node median.mjs)
echo "$seen"
[ "$seen" = 'in quotes: mean 39833.33333333333, median 100000, from "10000" to "9500"
as numbers: mean 39833.33333333333, median 10000, from 9500 to 100000' ]
