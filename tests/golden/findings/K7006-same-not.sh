# What looks across partnerships is judged when a folder is checked.
cp "$CASE/parts/K7006-same-not.kompas" spec.kompas
"$KOMPAS" check . --lang en
