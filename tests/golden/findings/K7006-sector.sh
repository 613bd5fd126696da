# What looks across partnerships is judged when a folder is checked.
cp "$CASE/parts/K7006-sector.kompas" spec.kompas
"$KOMPAS" check . --lang en
