#!/usr/bin/env bash
# JobSpy takes the pay period of a salary from its size: "$250 - $300 per day" is an hourly wage, of half a million a year.
#
# Expected: a scraper of job postings reads the word behind the amounts: per day, per week, a year.
# Seen: python-jobspy 1.4.1 does not look at it. For a LinkedIn posting without a salary field it takes the first
# "$a - $b" of the description, and calls it hourly below 350, monthly below 30,000 and yearly above. So a day's pay
# becomes an hour's (520,000 a year instead of 65,000), a week's a month's (18,000 instead of 78,000), and "$20k - $25k a
# year" a month's (240,000). "$25,000 - $35,000 per year" lies on both sides of the limit, and is no salary at all; of a
# posting that names a signing bonus first, the bonus is the pay.
# Why it matters: its rows say `interval: hourly` as if the posting did (`salary_source: description` is the only hint),
# and `enforce_annual_salary` multiplies. Low yearly salaries drop out or grow twelvefold, so a mean rises from below.
# The function is called here as the scraper calls it, without LinkedIn. Output on 2026-11-29: as compared below
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-jobspy==1.4.1 \
  pandas==3.1.1 numpy==2.4.6 pydantic==2.14.4 beautifulsoup4==4.15.0 markdownify==1.2.3 requests==2.34.2 curl_cffi==0.17.0
cat > read.py <<'PY'
from jobspy.linkedin import LinkedIn
from jobspy.model import JobPost

texts = ["$60 - $75 per hour", "$250 - $300 per day", "$1,500 - $2,000 per week", "$20k - $25k a year"]
texts += ["$25,000 - $35,000 per year", "$5,000 - $8,000 signing bonus, $150,000 - $180,000 per year"]
for text in texts:
    pay = LinkedIn._guess_salary(text)
    year = JobPost(title="Analyst", job_url="https://example.org", **pay.model_dump()).annualised()
    period = pay.interval and pay.interval.value
    print(f"{text} -> {period}, a year {year.min_amount and f'{year.min_amount:,.0f} to {year.max_amount:,.0f}'}")
PY
seen=$(venv/bin/python read.py)
echo "$seen"
[ "$seen" = '$60 - $75 per hour -> hourly, a year 124,800 to 156,000
$250 - $300 per day -> hourly, a year 520,000 to 624,000
$1,500 - $2,000 per week -> monthly, a year 18,000 to 24,000
$20k - $25k a year -> monthly, a year 240,000 to 300,000
$25,000 - $35,000 per year -> None, a year None
$5,000 - $8,000 signing bonus, $150,000 - $180,000 per year -> monthly, a year 60,000 to 96,000' ]
