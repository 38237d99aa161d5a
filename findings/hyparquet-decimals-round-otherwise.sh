#!/usr/bin/env bash
# hyparquet reads decimals of a Parquet file as other numbers than the same digits in CSV or JSON, and they round otherwise.
#
# Expected: DECIMAL(5,2) holds 1.15 exactly, and a reader for JavaScript gives the number 1.15, the double next to it.
# Seen: hyparquet 1.31.5 multiplies the stored whole number with 10 ** -scale: 115 * 0.01 = 1.1500000000000001. Of all
# 10,000 decimals from 0.00 to 99.99, written by pyarrow 24.0.0, 1,327 are another number than their digits, so `===`
# and a Map do not find them; 183 round to another first decimal: 1.15 is 1.1 from CSV and 1.2 from Parquet.
# Division by 10 ** scale gives all 10,000 right.
# Why it matters: Parquet is chosen because it keeps types. Shares and salaries that are stored as decimals come out a
# digit apart from the printed ones that were made from CSV, and groups by such a value fall in two where files mix.
# Output on 2026-11-29: of 10,000 decimals 1327 are other numbers, 183 round otherwise to one decimal; 1.15 -> 1.1500000000000001
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --no-audit --no-fund --loglevel=error hyparquet@1.31.5 > /dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyarrow==24.0.0
cat > write.py <<'PY'
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

values = [Decimal(i).scaleb(-2) for i in range(10_000)]
table = pa.table({"share": pa.array(values, pa.decimal128(5, 2)), "digits": [str(value) for value in values]})
pq.write_table(table, "shares.parquet", compression="none")
PY
venv/bin/python write.py
cat > read.mjs <<'JS'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';

const rows = await parquetReadObjects({ file: await asyncBufferFromFile('shares.parquet') });
const others = rows.filter(({ share, digits }) => share !== Number(digits));
const rounded = others.filter(({ share, digits }) => share.toFixed(1) !== Number(digits).toFixed(1));
console.log(
  `of ${rows.length.toLocaleString('en')} decimals ${others.length} are other numbers, ${rounded.length} round otherwise ` +
    `to one decimal; 1.15 -> ${rows.find(({ digits }) => digits === '1.15').share}`,
);
JS
seen=$(node read.mjs)
echo "$seen"
[ "$seen" = 'of 10,000 decimals 1327 are other numbers, 183 round otherwise to one decimal; 1.15 -> 1.1500000000000001' ]
