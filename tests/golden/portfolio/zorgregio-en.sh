# The portfolio report as text: what is computed, told in words.
"$KOMPAS" portfolio "$CASE/../../../examples/zorgregio/ijsselhof.kompas" --format md --lang en --audience own -o - 2> findings.txt
