#!/usr/bin/env bash
# In Arquero a posting that names no salary is paid less than 50,000; in DuckDB it is not.
#
# Expected: a filter leaves out what has no value, as SQL does and as Arquero's own mean and count of valid values do.
# Seen: arquero 8.0.3 turns the filter `(d) => d.salary < 50000` into plain JavaScript, where null is 0. Of four
# postings, 45,000, 60,000, 80,000 and one without a salary, two are below 50,000 and two are not, so the share
# of badly paid ones doubles. DuckDB 1.5.5 finds one.
# Why it matters: most postings name no salary. Where three of four name none, "below" counts them all, "above" none,
# and both filters look alike.
# Output on 2026-11-30:
#   arquero: 2 below 50000, 2 from 50000, of 3 with a salary
#   DuckDB: 1 below 50000, 2 from 50000, of 3 with a salary
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund arquero@8.0.3 @uwdata/flechette@2.6.0
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==1.5.5
cat > below.mjs <<'JS'
import { op, table } from 'arquero';

const postings = table({ salary: [45000, 60000, 80000, null] });
const below = postings.filter((d) => d.salary < 50000).numRows();
const from = postings.filter((d) => d.salary >= 50000).numRows();
const { valid } = postings.rollup({ valid: op.valid('salary') }).object();
console.log(`arquero: ${below} below 50000, ${from} from 50000, of ${valid} with a salary`);
JS
cat > below.py <<'PY'
import duckdb

below, above, valid = duckdb.sql(
    "select count(*) filter (salary < 50000), count(*) filter (salary >= 50000), count(salary) "
    "from (values (45000), (60000), (80000), (null)) postings(salary)"
).fetchone()
print(f"DuckDB: {below} below 50000, {above} from 50000, of {valid} with a salary")
PY
seen="$(node below.mjs)
$(venv/bin/python below.py)"
echo "$seen"
[ "$seen" = 'arquero: 2 below 50000, 2 from 50000, of 3 with a salary
DuckDB: 1 below 50000, 2 from 50000, of 3 with a salary' ]
