# The specs of `kompas new` have no language findings, in any phase and either language.
for phase in explore share agree shape run; do
  for words in en nl; do
    "$KOMPAS" new $phase-$words --phase $phase --keywords $words > report.txt 2>&1 || cat report.txt
    "$KOMPAS" check --all $phase-$words.kompas --format json | tr ',' '\n' | grep -o '"code": *"K0[0-9]*"' | sed "s/^/$phase-$words /"
    "$KOMPAS" fmt --check $phase-$words.kompas || echo "$phase-$words is not in canonical layout"
  done
done
ls *.kompas
