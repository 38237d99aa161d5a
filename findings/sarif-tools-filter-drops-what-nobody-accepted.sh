#!/usr/bin/env bash
# sarif-tools, asked to leave out suppressed results, leaves out those that nobody suppressed, too.
#
# Expected: sarif-tools counts suppressed results (SARIF 2.1.0 has them for what was accepted with a reason) like all
# others. A filter "exclude: - suppression:" leaves them out, where no value means that the property need only be there.
# Of two results, one accepted, one open, the open one is left.
# Seen: sarif-tools 3.0.5: nothing is left. "default-include" is true unless said otherwise, and holds for exclusions as
# well: a result without the property counts as one that has it, and is left out. So does one whose list of suppressions
# is empty, which the standard asks for as soon as any result has one. The README's long example turns the setting off,
# and says of it only that a result without the property is included; turned off, the open result is left.
# Why it matters: who accepts one finding of an audit with a reason reads that there are no others.
# Output on 2026-11-30:
#   no filter: accepted, open
#   exclude suppression:
#   exclude suppression, default-include false: open
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sarif-tools==3.0.5
cat > log.py <<'PY'
import json


def result(line, text, suppressions):
    place = {"artifactLocation": {"uri": "report.md"}, "region": {"startLine": line}}
    return {
        "ruleId": "share",
        "level": "error",
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
        "suppressions": suppressions,
    }


accepted = {"kind": "external", "status": "accepted", "justification": "the authors were told"}
driver = {"name": "audit", "rules": [{"id": "share"}]}
run = {"tool": {"driver": driver}, "results": [result(3, "accepted", [accepted]), result(5, "open", [])]}
print(json.dumps({"version": "2.1.0", "runs": [run]}))
PY
venv/bin/python log.py > log.sarif
left() {
  venv/bin/sarif csv "$@" log.sarif --output left.csv > /dev/null
  venv/bin/python -c 'import csv; print(", ".join(row["Description"] for row in csv.DictReader(open("left.csv"))))'
}
printf 'description: accepted\nexclude:\n  - suppression:\n' > filter.yaml
printf 'description: accepted\nconfiguration:\n  default-include: false\nexclude:\n  - suppression:\n' > off.yaml
seen="no filter: $(left)
exclude suppression: $(left --filter filter.yaml)
exclude suppression, default-include false: $(left --filter off.yaml)"
echo "$seen"
[ "$seen" = 'no filter: accepted, open
exclude suppression: 
exclude suppression, default-include false: open' ]
