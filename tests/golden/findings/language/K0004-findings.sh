# The first 1,000 findings of a file by place, then K0004 at the next.
{ printf 'kompas 1 en\n\nparty vilans "Vilans" {\n'; awk 'BEGIN { for (i = 1; i <= 1500; i++) print "  joined 2026-02-30x" }' | sed 's/joined .*/bogus 1/'; echo '}'; } > big.kompas
"$KOMPAS" check big.kompas --format json | tr ',' '\n' | grep -o '"code": *"K[0-9]*"' | tr -d ' ' | sort | uniq -c | sed 's/^ *//'
