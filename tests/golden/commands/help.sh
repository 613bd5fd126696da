# What the program says of itself; only commands and options that exist.
"$KOMPAS" --version
"$KOMPAS" --help
for command in check show brief checklist fmt explain new export vocabulary; do
  echo
  "$KOMPAS" $command --help
done
