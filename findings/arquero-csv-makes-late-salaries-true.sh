#!/usr/bin/env bash
# Arquero reads a CSV column that begins with a thousand empty cells as booleans: every salary after them is `true`.
#
# Expected: types are inferred from the first 1,000 rows (`autoMax`), as its docs say. A column that is empty there tells
# nothing, so it stays text, or the reader looks further on. In a column of `true` and `false`, another word that turns
# up later stays that word, or becomes null or an error.
# Seen: arquero 8.0.3 (with @uwdata/flechette 2.6.0) holds a column without any value for booleans, since the test for
# them comes first and nothing fails it, and then turns whatever is not "false" into `true`: 85000, and also "hybrid" in
# a column that was true or false for a thousand rows. It prints no warning, and `mean` takes true for 1.
# Why it matters: postings are often sorted by date, and salaries appear only from the day that a law asks for them;
# a column "remote" gets its third value late. 2 postings with a salary of 85,000 and 92,000 have a mean salary of 1,
# and a hybrid posting is counted as remote. `autoMax: 2000` reads the same file right.
# Output on 2026-11-29:
#   by default:     85000 -> true, 92000 -> true, mean 1; hybrid -> true
#   autoMax 2000:   85000 -> 85000, 92000 -> 92000, mean 88500; hybrid -> hybrid
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --no-audit --no-fund --loglevel=error arquero@8.0.3 @uwdata/flechette@2.6.0 > /dev/null
cat > read.mjs <<'JS'
import { fromCSV, op } from 'arquero';

const early = Array.from({ length: 1000 }, (_, i) => `${i},,${i % 2 === 0}`);
const csv = ['id,salary,remote', ...early, '1000,85000,hybrid', '1001,92000,false'].join('\n');
const read = (options) => {
  const table = fromCSV(csv, options);
  const { mean } = table.rollup({ mean: (d) => op.mean(d.salary) }).object();
  const at = (column, row) => String(table.get(column, row));
  return `85000 -> ${at('salary', 1000)}, 92000 -> ${at('salary', 1001)}, mean ${mean}; hybrid -> ${at('remote', 1000)}`;
};
console.log(`by default:     ${read()}`);
console.log(`autoMax 2000:   ${read({ autoMax: 2000 })}`);
JS
seen=$(node read.mjs)
echo "$seen"
[ "$seen" = 'by default:     85000 -> true, 92000 -> true, mean 1; hybrid -> true
autoMax 2000:   85000 -> 85000, 92000 -> 92000, mean 88500; hybrid -> hybrid' ]
