# A link that leaves the project is outside; one that stays inside is fine.
mkdir project elsewhere
printf 'project {\n}\n' | sed '1i kompas 1 en\n' > project/kompas.project
printf 'kompas 1 en\n\nparty vilans "Vilans"\n' > elsewhere/vilans.kompas
printf 'kompas 1 en\n\nparty heemzorg "Heemzorg"\n' > project/heemzorg.kompas
ln -s ../elsewhere/vilans.kompas project/out.kompas
ln -s heemzorg.kompas project/in.kompas
printf 'kompas 1 en\n\nuse "out.kompas"\nuse "in.kompas"\n' > project/spec.kompas
"$KOMPAS" check project/spec.kompas --format json | tr ',' '\n' | grep -o '"code": *"K[0-9]*"\|"line": *[0-9]*'
