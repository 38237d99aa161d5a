#!/usr/bin/env bash
# danfo.js puts postings that ask for "1" year in a team of "3-5" into the group of "1-3" years in a team of "5".
#
# Expected: grouped by two columns, a group for each pair of values.
# Seen: danfojs-node 1.2.0 joins the values of a row with a hyphen to name its group, so the pairs ("1-3", "5") and
# ("1", "3-5") are one: the sum is that of both, under the first pair; the second is nowhere. By one column, and in a
# merge on both, they stay apart (a merge joined its values by an underscore until issue #168 was mended).
# Why it matters: bands of years, of pay or of people hold hyphens, and so do names such as AI-First: two columns of
# them are what a table of postings has.
# Output on 2026-11-30:
#   by years: 1 60, 1-3 10
#   by years and team: 1-3/5 70
#
# xlsx and tfjs-node are replaced, since one comes from no registry and the other is compiled; neither groups anything.
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > package.json <<'JSON'
{
  "private": true,
  "dependencies": { "danfojs-node": "1.2.0" },
  "overrides": { "xlsx": "npm:@e965/xlsx@0.20.3", "@tensorflow/tfjs-node": "npm:@tensorflow/tfjs@3.21.0" }
}
JSON
npm install --silent --no-audit --no-fund --ignore-scripts
cat > group.cjs <<'JS'
const { DataFrame, toJSON } = require('danfojs-node');

const postings = new DataFrame({ years: ['1-3', '1', '1'], team: ['5', '3-5', '3-5'], postings: [10, 20, 40] });
const show = (name, frame, columns) => {
  const rows = toJSON(frame.groupby(columns).col(['postings']).sum());
  console.log(`${name}: ${rows.map((row) => `${columns.map((column) => row[column]).join('/')} ${row.postings_sum}`).join(', ')}`);
};
show('by years', postings, ['years']);
show('by years and team', postings, ['years', 'team']);
JS
seen=$(node group.cjs 2> /dev/null)
echo "$seen"
[ "$seen" = 'by years: 1 60, 1-3 10
by years and team: 1-3/5 70' ]
