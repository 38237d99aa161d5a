#!/usr/bin/env bash
# Three of four readers of microdata find no Python in a job posting that asks for it, and one loses the year of its day.
#
# Expected: of a posting whose description is <ul><li>Python</li><li>SQL</li></ul>, in schema.org's microdata, a reader
# gives a text in which Python and SQL are words, as a browser shows it, and of <time datetime="2026-03-02"> the day.
# Seen: microdata 0.8.0 (Python), @cucumber/microdata 2.2.0 and web-auto-extractor 1.0.17 (npm) give "PythonSQL": the
# text of the nodes one after another, as the standard's textContent says, which knows no blocks. extruct 0.18.0 gives
# words on lines of their own. web-auto-extractor reads "2 March" and not the datetime, so that the year is lost, while
# the other three read 2026-03-02.
# Why it matters: pages made for search engines list skills just so. A count of phrases then depends on the reader, and
# the words that go missing are those at the ends of items: mostly skills. JSON-LD of the same page has the mark-up.
# Output on 2026-11-30:
#   extruct: 2026-03-02, words: Python | SQL
#   microdata: 2026-03-02, words: PythonSQL
#   @cucumber/microdata: 2026-03-02, words: PythonSQL
#   web-auto-extractor: 2 March, words: PythonSQL
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --no-audit --no-fund --loglevel=error \
  @cucumber/microdata@2.2.0 web-auto-extractor@1.0.17 linkedom@0.18.12 > /dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check extruct==0.18.0 microdata==0.8.0
cat > posting.html <<'HTML'
<!doctype html><html><body><div itemscope itemtype="https://schema.org/JobPosting"><h1 itemprop="title">Engineer</h1>
<div itemprop="description"><ul><li>Python</li><li>SQL</li></ul></div>
<time itemprop="datePosted" datetime="2026-03-02">2 March</time></div></body></html>
HTML
cat > read.py <<'PY'
from pathlib import Path

import extruct
import microdata

html = Path("posting.html").read_text()
(item,) = extruct.extract(html, syntaxes=["microdata"])["microdata"]
say = lambda name, day, text: print(f"{name}: {day}, words: {' | '.join(text.split())}")
say("extruct", item["properties"]["datePosted"], item["properties"]["description"])
(item,) = microdata.get_items(html)
say("microdata", item.datePosted, item.description)
PY
cat > read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { microdata } from '@cucumber/microdata';
import { parseHTML } from 'linkedom';
import WebAutoExtractor from 'web-auto-extractor';

const html = readFileSync('posting.html', 'utf8');
const say = (name, { datePosted, description }) =>
  console.log(`${name}: ${datePosted}, words: ${description.trim().split(/\s+/).join(' | ')}`);
say('@cucumber/microdata', microdata('https://schema.org/JobPosting', parseHTML(html).document.documentElement));
say('web-auto-extractor', new WebAutoExtractor.default().parse(html).microdata.JobPosting[0]);
JS
seen=$(venv/bin/python read.py && node read.mjs)
echo "$seen"
[ "$seen" = 'extruct: 2026-03-02, words: Python | SQL
microdata: 2026-03-02, words: PythonSQL
@cucumber/microdata: 2026-03-02, words: PythonSQL
web-auto-extractor: 2 March, words: PythonSQL' ]
