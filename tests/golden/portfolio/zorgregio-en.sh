# The portfolio report as text: what is computed, told in words.
cp "$CASE"/../../../examples/zorgregio/*.kompas .
"$KOMPAS" portfolio ijsselhof.kompas --format md --lang en --audience own -o - 2> findings.txt
