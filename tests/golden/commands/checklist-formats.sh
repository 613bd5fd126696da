# The checklist for other programs; the name after -o tells the format, and a file of our own is replaced.
"$KOMPAS" checklist "$CASE/parts/sensitive.kompas" -o list.csv 2>/dev/null
tr -d '\r' < list.csv | grep -E '^.(Code|KL-0[1-3])'
"$KOMPAS" checklist "$CASE/parts/sensitive.kompas" -o list.csv 2>/dev/null
"$KOMPAS" checklist "$CASE/parts/sensitive.kompas" --lang nl --format csv -o - 2>/dev/null | tr -d '\r' | grep -E '^.(Code|KL-0[1-3])'
echo other > other.csv
"$KOMPAS" checklist "$CASE/parts/sensitive.kompas" -o other.csv 2>/dev/null
echo "exit $?"
"$KOMPAS" checklist "$CASE/parts/sensitive.kompas" -o list.json 2>/dev/null
sed -n '1,9p' list.json
"$KOMPAS" brief "$CASE/parts/sensitive.kompas" -o brief.csv --format csv
echo "exit $?"
