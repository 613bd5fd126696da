# A file of more than 4 MiB.
{ printf 'kompas 1 en\n\nparty vilans "Vilans"\n'; head -c 4194304 /dev/zero | tr '\0' '#'; echo; } > big.kompas
"$KOMPAS" check big.kompas --format json | tr ',' '\n' | grep -o '"code": *"K[0-9]*"' | tr -d ' ' | sort | uniq -c | sed 's/^ *//'
