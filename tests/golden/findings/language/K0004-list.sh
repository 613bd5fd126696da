# A list of 10,000 is fine, one of 10,001 is not; then K0004 is the only finding of the file.
make_list() {
  printf 'kompas 1 en\n\nparty vilans "Vilans" {\n  powr high\n  representative devries "A. de Vries" {\n    mandate [\n'
  awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) print "      topic" i "," }'
  printf '    ]\n  }\n}\n'
}
make_list 10000 > fine.kompas
make_list 10001 > big.kompas
for file in fine big; do
  "$KOMPAS" check $file.kompas --format json | tr ',' '\n' | grep -o '"code": *"K[0-9]*"' | tr -d ' ' | sort | uniq -c | sed 's/^ *//'
done
