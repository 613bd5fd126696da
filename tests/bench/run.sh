#!/bin/sh
# run.sh BUILD: measures, each thing beside its reference in the same run; prints a table and writes BUILD/bench.json. Never fails on a time.
set -eu
build=$1
kompas=$(realpath "$build/kompas")
work=$build/bench
here=tests/bench
mkdir -p "$work"
cc=${CC:-cc}
harfbuzz=$(pkg-config --cflags harfbuzz)
$cc -O2 -o "$work/measure" $here/measure.c
$cc -O2 -o "$work/readonly" $here/readonly.c
$cc -O2 -o "$work/haru" $here/haru.c -lhpdf -lm
# shellcheck disable=SC2086
$cc -std=c17 -D_XOPEN_SOURCE=700 -O2 -no-pie -I. $harfbuzz -o "$work/library" $here/library.c "$build/libkompas.a" -l:libutf8proc.a -lm
awk -v lines=250 -f $here/generate.awk > "$work/spec.kompas"
awk -v lines=250 -v form=xml -f $here/generate.awk > "$work/spec.xml"
awk -v lines=10000 -f $here/generate.awk > "$work/tenth.kompas"
awk -v lines=100000 -f $here/generate.awk > "$work/large.kompas"
awk -v lines=100000 -v form=xml -f $here/generate.awk > "$work/large.xml"

measure() { "$work/measure" "$@" || echo "0 0 0"; }
# of a line "median least memory": what else runs on the machine only adds, so the least of many runs is compared
least() { echo "$1" | cut -d' ' -f2; }
memory() { echo "${1##* }"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else printf "0" }'; }
lines_of() { wc -l < "$1" | tr -d ' '; }
json=$build/bench.json
first=1
printf '[' > "$json"
printf '%-44s %12s %12s %8s  %s\n' "what" "kompas" "reference" "ratio" "bar"
# row NAME VALUE UNIT REFERENCE BAR
row() {
  factor=$(ratio "$2" "$4")
  printf '%-44s %9s %-2s %9s %-2s %7s×  %s\n' "$1" "$2" "$3" "$4" "$3" "$factor" "$5"
  [ $first = 1 ] || printf ',' >> "$json"
  first=0
  printf '\n  {"what": "%s", "unit": "%s", "value": %s, "reference": %s, "ratio": %s, "bar": "%s"}' "$1" "$3" "$2" "$4" "$factor" "$5" >> "$json"
}

read=$(measure 300 "$work/readonly" "$work/spec.kompas")
check=$(measure 300 "$kompas" check "$work/spec.kompas")
schematron=$(measure 300 xmllint --noout --schematron $here/rules.sch "$work/spec.xml")
row "check, $(lines_of "$work/spec.kompas") lines, beside reading the file" "$(least "$check")" ms "$(least "$read")" "≤ 4×"
row "the same beside Schematron, 15 rules" "$(least "$check")" ms "$(least "$schematron")" "≤ 1×"
row "its memory beside 8 MiB" "$(memory "$check")" KB 8192 "≤ 1×"

tenth=$(measure 5 "$kompas" check --summary "$work/tenth.kompas")
large=$(measure 3 "$kompas" check --summary "$work/large.kompas")
large_schematron=$(measure 3 xmllint --noout --schematron $here/rules.sch "$work/large.xml")
count=$(lines_of "$work/large.kompas")
speed=$(awk -v n="$count" -v t="$(least "$large")" 'BEGIN { printf "%d", n / t * 1000 }')
row "check, $count lines: lines a second" "$speed" "/s" 500000 "≥ 1×"
row "ten times the lines: the time" "$(least "$large")" ms "$(least "$tenth")" "≤ 11×"
row "the same beside Schematron" "$(least "$large")" ms "$(least "$large_schematron")" "≤ 3×"

"$kompas" brief examples/koala.kompas -o "$work/brief.pdf" --force 2> /dev/null
pdftotext -layout "$work/brief.pdf" "$work/brief.txt"
pages=$(pdfinfo "$work/brief.pdf" | sed -n 's/^Pages: *//p')
brief=$(measure 20 "$kompas" brief examples/koala.kompas -o - )
haru=$(measure 20 "$work/haru" "$work/brief.txt" "$work/haru.pdf")
row "brief of $pages pages beside libharu alone" "$(least "$brief")" ms "$(least "$haru")" "≤ 3×"

# shellcheck disable=SC2086
$cc -std=c17 -D_XOPEN_SOURCE=700 -O2 -I. -I"$build/gen" $harfbuzz -o "$work/pdf_writing" $here/pdf_writing.c "$build/libkompas.a" \
  -lhpdf -lharfbuzz-subset -lharfbuzz -lunibreak -lpng -lexpat -lz -lutf8proc -lm
writing() { measure "$3" "$work/pdf_writing" "$1" "$2" "$work/$1.pdf"; }
ours=$(writing ours 12 20)
native=$(writing native 12 20)
row "12 pages written, beside libharu alone" "$(least "$ours")" ms "$(least "$native")" "≤ 3×"
ours=$(writing ours 500 5)
list=$(writing list 500 5)
native=$(writing native 500 5)
row "500 pages written, beside libharu alone" "$(least "$ours")" ms "$(least "$native")" "(reported)"
row "their memory over the display list" "$(($(memory "$ours") - $(memory "$list")))" KB 65536 "≤ 1×"
fifty=$(writing report 50 5)
whole=$(writing report 500 3)
laid=$(writing laid 500 3)
row "report, 500 sections, laid out and written, beside 50" "$(least "$whole")" ms "$(least "$fifty")" "≤ 11×"
row "its memory over the display list" "$(($(memory "$whole") - $(memory "$laid")))" KB 65536 "≤ 1×"

opened=$("$work/library" "$work/spec.kompas")
frozen=${opened%% *}
rest=${opened#* }
process=$(awk -v t="$(least "$read")" 'BEGIN { printf "%.1f", t * 1000 }')
row "standard library, frozen, beside reading" "$frozen" us "$process" "≤ 0.3×"
row "standard library from source, the same" "${rest%% *}" us "$process" "(reported)"
printf '\n]\n' >> "$json"
echo "(the least of several runs; the same in $json)"
