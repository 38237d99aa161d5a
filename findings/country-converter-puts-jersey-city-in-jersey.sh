#!/usr/bin/env bash
# country_converter knows that New Mexico is not Mexico, and puts Jersey City, NJ, into Jersey.
#
# Expected: it finds the country in "Santiago de Chile" and "Hyderabad, India", and nothing in "New Jersey, USA" or "New
# Mexico", since its patterns leave out namesakes. So a town with its state behind it is no country either: either
# nothing is found, or the United States.
# Seen: country_converter 1.3.2 with pandas 2.3.3. The namesakes that it leaves out are states; towns are not: Jersey
# City, NJ, Lebanon, PA, Cuba, MO, Norway, ME, Peru, IL, and Panama City, FL, are the countries, and Atlanta, Georgia,
# is in the Caucasus, while "Georgia, USA" is found nowhere. "Northern Ireland" is no country, "Belfast, Northern
# Ireland, UK" neither. The documentation promises names of countries in many spellings; that a longer text is searched
# follows from its examples.
# Why it matters: a column of places in postings is made into countries by such a call, with no error where it is wrong:
# what is not found can be counted, what is found falsely cannot.
# Output on 2026-11-30:
#   Santiago de Chile: CL; Hyderabad, India: IN; New Mexico: -; New Jersey, USA: -
#   Jersey City, NJ: JE; Lebanon, PA: LB; Cuba, MO: CU; Norway, ME: NO; Peru, IL: PE; Panama City, FL: PA
#   Atlanta, Georgia: GE; Georgia, USA: -; Northern Ireland: -; Belfast, Northern Ireland, UK: -
#
# Ends with 0 while that is so, with 1 once it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check country_converter==1.3.2 pandas==2.3.3
cat > convert.py <<'PY'
import logging

import country_converter

logging.disable(logging.WARNING)
for line in (
    ["Santiago de Chile", "Hyderabad, India", "New Mexico", "New Jersey, USA"],
    ["Jersey City, NJ", "Lebanon, PA", "Cuba, MO", "Norway, ME", "Peru, IL", "Panama City, FL"],
    ["Atlanta, Georgia", "Georgia, USA", "Northern Ireland", "Belfast, Northern Ireland, UK"],
):
    found = country_converter.convert(line, to="ISO2", not_found="-")
    print("; ".join(f"{place}: {code}" for place, code in zip(line, found)))
PY
seen=$(venv/bin/python convert.py)
echo "$seen"
[ "$seen" = 'Santiago de Chile: CL; Hyderabad, India: IN; New Mexico: -; New Jersey, USA: -
Jersey City, NJ: JE; Lebanon, PA: LB; Cuba, MO: CU; Norway, ME: NO; Peru, IL: PE; Panama City, FL: PA
Atlanta, Georgia: GE; Georgia, USA: -; Northern Ireland: -; Belfast, Northern Ireland, UK: -' ]
