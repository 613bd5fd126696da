# A file that holds several partnerships: the command wants a name.
cat "$CASE/parts/small.kompas" > two.kompas
sed 1d "$CASE/parts/small.kompas" | sed 's/partnership small/partnership other/' >> two.kompas
run() { "$KOMPAS" "$@" > out 2> errors; echo "[$?]"; grep '^kompas' errors; }
run brief two.kompas -o - --format md
run brief two.kompas -o - --format md --partnership nobody
run brief two.kompas -o - --format md --partnership other
"$KOMPAS" show two.kompas --partnership small
