# The project says after how long a fact is old.
cp "$CASE/sound-shape.kompas" spec.kompas
printf 'project {\n  stale 1 month\n}\n' > kompas.project
"$KOMPAS" check spec.kompas --lang en
printf 'project {\n  stale 2 weeks\n}\n' > kompas.project
"$KOMPAS" check spec.kompas --lang nl | grep K2012
