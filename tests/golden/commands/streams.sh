# Findings go to standard output for check, to standard error for every other command; - is standard input and output.
spec="$CASE/../text/mixed-forms.kompas"
"$KOMPAS" check - < "$spec" | head -2
"$KOMPAS" check --format json - < "$spec" | grep -o '"file":"[^"]*"' | sort -u
"$KOMPAS" check --summary "$spec"; echo "[$?]"
"$KOMPAS" check --summary --lang nl "$spec" > /dev/null; echo "[$?]"
"$KOMPAS" brief "$spec" -o - 2> findings | head -c 5; echo
tail -1 findings
"$KOMPAS" brief "$spec" --format md -o brief.md 2> /dev/null; echo "[$?]"
"$KOMPAS" brief "$spec" --fail-on error -o brief.md 2> /dev/null; echo "[$?]"
"$KOMPAS" brief "$CASE/parts/broken.kompas" -o broken.pdf > out 2> findings; echo "[$?]"
tail -1 findings; ls
"$KOMPAS" fmt - < "$CASE/parts/untidy.kompas"
"$KOMPAS" fmt --check "$CASE/parts/untidy.kompas" > out; echo "[$?]"
