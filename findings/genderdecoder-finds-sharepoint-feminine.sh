#!/usr/bin/env bash
# genderdecoder3 calls a posting feminine for SharePoint and masculine for Active Directory.
#
# Expected: "share" and "kind" are words of the published list of feminine-coded words, "active" and "logic" of the
# masculine one, and a program's name that begins with them is no such word.
# Seen: genderdecoder3 0.5 asks whether a word begins with an entry of the list. "SharePoint", "Kindle" and "dependencies"
# are feminine-coded, "ActiveMQ", "Active Directory" and "Logic Apps" masculine-coded, and a posting that is otherwise
# without such words is "strongly" so, since one word more than the other list is enough where there are few.
# Why it matters: the share of postings in feminine or masculine words is a published measure of the job market, and by
# this it says which software a company runs. A lexicon of words and phrases, each matched whole, does not do that.
# Output on 2026-11-30:
#   We use Python and SQL.: neutral
#   You look after SharePoint.: strongly feminine-coded, SharePoint
#   You manage dependencies.: strongly feminine-coded, dependencies
#   You know Active Directory.: strongly masculine-coded, Active
#   You run ActiveMQ and Logic Apps.: strongly masculine-coded, ActiveMQ Logic
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check genderdecoder3==0.5
cat > decode.py <<'PY'
from genderdecoder3 import assess

for text in (
    "We use Python and SQL.",
    "You look after SharePoint.",
    "You manage dependencies.",
    "You know Active Directory.",
    "You run ActiveMQ and Logic Apps.",
):
    found = assess(text)
    words = " ".join(found["masculine_coded_words"] + found["feminine_coded_words"])
    print(f"{text}: {found['result']}" + (f", {words}" if words else ""))
PY
seen=$(venv/bin/python decode.py)
echo "$seen"
[ "$seen" = 'We use Python and SQL.: neutral
You look after SharePoint.: strongly feminine-coded, SharePoint
You manage dependencies.: strongly feminine-coded, dependencies
You know Active Directory.: strongly masculine-coded, Active
You run ActiveMQ and Logic Apps.: strongly masculine-coded, ActiveMQ Logic' ]
