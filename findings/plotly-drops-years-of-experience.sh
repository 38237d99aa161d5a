#!/usr/bin/env bash
# plotly.js draws the bands of experience "2-5", "6-9", "10-12" on an axis of time, with one bar, in December 2010.
#
# Expected: an axis of three categories, as for "0-2", "3-5", "6-8", "9-11".
# Seen: plotly.js 3.7.0, left to find the axis's type: a year may have two digits, so "10-12" is a month, and a text that
# is neither a date nor a number counts for nothing. One such band makes the whole axis one of time: the first three
# bands lose two of their bars, without a word. Bands with leading zeros lose none where all could be months, but stand
# at months, so that "06-08" is the middle of 2006. The reference says that dates are looked for first, and names ISO
# dates; the issues on numbers as texts (#135, #1485, #7147) do not name this form.
# Why it matters: bands of years, of hours a week or of people in a team are what postings are counted by, and the chart
# shows the wrong bars with correct heights. `xaxis.type: 'category'` keeps them.
# Output on 2026-11-30:
#   0-2 3-5 6-8 9-11: category, at 0 1 2 3
#   2-5 6-9 10-12: date, at - - 2010-12
#   01-05 06-10 11-20: date, at 2001-05 2006-10 -
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts plotly.js@3.7.0 jsdom@26.1.0
cat > draw.cjs <<'JS'
const { JSDOM } = require('jsdom');

const { window } = new JSDOM('<body></body>');
window.URL.createObjectURL = () => '';
const { document, DOMParser, Element, HTMLElement } = window;
Object.assign(globalThis, { window, document, DOMParser, Element, HTMLElement, self: globalThis });
const Plotly = require('plotly.js/dist/plotly-basic.js');

(async () => {
  for (const x of [['0-2', '3-5', '6-8', '9-11'], ['2-5', '6-9', '10-12'], ['01-05', '06-10', '11-20']]) {
    const figure = document.body.appendChild(document.createElement('div'));
    await Plotly.newPlot(figure, [{ type: 'bar', x, y: x.map((_, at) => at + 1) }], { width: 400, height: 300 });
    const { type } = figure._fullLayout.xaxis;
    const at = figure.calcdata[0].map(({ p }) =>
      p === undefined ? '-' : type === 'date' ? new Date(p).toISOString().slice(0, 7) : p,
    );
    console.log(`${x.join(' ')}: ${type}, at ${at.join(' ')}`);
  }
})();
JS
seen=$(node draw.cjs)
echo "$seen"
[ "$seen" = '0-2 3-5 6-8 9-11: category, at 0 1 2 3
2-5 6-9 10-12: date, at - - 2010-12
01-05 06-10 11-20: date, at 2001-05 2006-10 -' ]
