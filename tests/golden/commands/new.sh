# A new spec has no language errors, is in canonical layout already, and never replaces a file.
for phase in explore share agree shape run; do
  for words in en nl; do
    "$KOMPAS" new "$phase-$words" --phase "$phase" --keywords "$words"
    "$KOMPAS" check --format json "$phase-$words.kompas" | grep -o '"code":"K0[0-9]*"'
    "$KOMPAS" fmt --check "$phase-$words.kompas"
  done
done
"$KOMPAS" new
"$KOMPAS" new --keywords nl
"$KOMPAS" new
echo "[$?]"
"$KOMPAS" new mijn-samenwerking --phase verkennen --lang nl
head -3 mijn-samenwerking.kompas
