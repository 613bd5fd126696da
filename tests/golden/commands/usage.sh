# Wrong usage: exit status 2, the nearest word, and where to read more.
run() { echo "\$ kompas $*"; "$KOMPAS" "$@" 2>&1; echo "[$?]"; }
run
run chekc
run check --fomat json
run check --format sarif
run check --fail-on fatal
run check --lang
run check --summary=yes
run brief
run brief a b
run brief --audience bord x.kompas
run explain mandte
run new "two words"
run new --phase shapes
run export
