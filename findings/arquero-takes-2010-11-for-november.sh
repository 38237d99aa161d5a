#!/usr/bin/env bash
# Arquero and d3 read the years 2009-10, 2010-11 and 2011-12 as October, November and December.
#
# Expected: the years of British and Indian labour statistics, written "2010-11" for the year that ends in 2011, stay as
# they are written.
# Seen: arquero 8.0.3 (fromCSV, autoType) and d3-dsv 3.0.1 (autoType) take four digits, a hyphen and two digits for a
# month, as ISO 8601 has it. Three years of a table from 2009-10 on become three months of three years, a Date each. Where
# a fourth year follows, arquero keeps the whole column as text, since there is no month 13; d3, which judges each cell by
# itself, makes an invalid date of it, and what the cell said is gone.
# Why it matters: the same table, a year longer, has another type, and a chart of the first draws 2010-11 a year and a
# month after 2009-10.
# Output on 2026-11-30:
#   arquero: 2009-10-01, 2010-11-01, 2011-12-01
#   arquero, a year more: 2009-10, 2010-11, 2011-12, 2012-13
#   d3-dsv, a year more: 2009-10-01, 2010-11-01, 2011-12-01, an invalid date
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund arquero@8.0.3 @uwdata/flechette@2.6.0 d3-dsv@3.0.1
cat > years.mjs <<'JS'
import { fromCSV } from 'arquero';
import { autoType, csvParse } from 'd3-dsv';

const three = 'year,vacancies\n2009-10,467\n2010-11,470\n2011-12,463\n';
const four = `${three}2012-13,503\n`;
const shown = (rows) =>
  rows.map(({ year }) => (year instanceof Date ? (isNaN(year) ? 'an invalid date' : year.toISOString().slice(0, 10)) : year)).join(', ');
console.log(`arquero: ${shown(fromCSV(three).objects())}`);
console.log(`arquero, a year more: ${shown(fromCSV(four).objects())}`);
console.log(`d3-dsv, a year more: ${shown(csvParse(four, autoType))}`);
JS
seen=$(node years.mjs)
echo "$seen"
[ "$seen" = 'arquero: 2009-10-01, 2010-11-01, 2011-12-01
arquero, a year more: 2009-10, 2010-11, 2011-12, 2012-13
d3-dsv, a year more: 2009-10-01, 2010-11-01, 2011-12-01, an invalid date' ]
