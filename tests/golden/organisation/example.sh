# The example of an organisation whose partnerships stand in other files: checked alone, as a folder, and in the other language and back.
cp -r "$CASE/../../../examples/zorgregio" work && cd work && : > kompas.project
"$KOMPAS" check ijsselhof.kompas --format json --lang en | grep -o '"code":"[^"]*"'
"$KOMPAS" check . --summary --lang en; echo "[$?]"
cp ijsselhof.kompas ../before.kompas
"$KOMPAS" fmt --keywords en .
grep -c membership ijsselhof.kompas
"$KOMPAS" check . --summary --lang en
"$KOMPAS" fmt --keywords nl .
cmp ijsselhof.kompas ../before.kompas && echo "as before"
"$KOMPAS" show ijsselhof.kompas --audience own
