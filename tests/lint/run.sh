#!/bin/sh
# run.sh: rules of the house that a compiler cannot see. Each check prints what breaks it.
set -u
passed=0 failed=0
found=$(mktemp)
trap 'rm -f "$found"' EXIT

# none WHAT: what was found last must be nothing.
none() {
  if [ -s "$found" ]; then
    failed=$((failed + 1))
    echo "FAIL $1:"
    sed 's/^/  /' "$found"
  else
    passed=$((passed + 1))
  fi
}

sources() { find "$@" -name '*.[chly]' -type f | sort; }
code() { xargs grep -nE "$1" /dev/null; }

# Dependencies point one way.
sources runtime | code '#include "' | grep -v '#include "\(runtime\|compiler/base\)/' > "$found"
none "runtime/ includes only runtime/ and compiler/base/"
sources grammar | code '#include "' | grep -vE '#include "(grammar|compiler/(base|source|diagnostics|syntax))/|"(lexer|parser)\.h"' > "$found"
none "grammar/ knows no vocabulary"
sources compiler | grep -vE '^compiler/(cli|reports|checklists|session)/' | code '#include "runtime/' > "$found"
none "only reports, the session and the command line know the runtime"
sources compiler | grep -v '^compiler/cli/' | code '#include "compiler/cli/' > "$found"
none "nothing depends on the command line"
sources compiler | grep -vE '^compiler/(cli|session)/' | code '#include "compiler/session/' > "$found"
none "only the command line depends on the session"
sources compiler runtime grammar | grep -v '^runtime/pdf_' | code '#include <hpdf' > "$found"
none "only the PDF writer knows libharu"

# Rules are data: the codes of K1 to K8 occur in no C source.
sources compiler runtime grammar | code 'K[1-8][0-9]{3}' > "$found"
none "codes of rules in C"

# The library neither prints nor ends the process, and keeps no state.
sources compiler grammar runtime | grep -vE '^compiler/(cli|freeze)/' | code '^[^"*/]*\<(printf|puts|putchar|fprintf|exit|_exit)\(' > "$found"
none "printing, or ending the process, in the library"
sources compiler runtime grammar | grep '\.c$' | grep -v '^compiler/freeze/' | code '^(static )?[A-Za-z_]+[ *]+[a-z_]+(\[[^]]*\])*( = [^(]*)?;' | grep -vE ':(typedef|extern|.*const|.*return)' > "$found"
none "state outside functions"

# Form.
sources compiler runtime grammar | xargs awk 'length($0) > 170 { print FILENAME ":" FNR ": " length($0) }' > "$found"
none "lines that are too long"
sources compiler runtime grammar tests | code '\<(TODO|FIXME)\>|for now\>|not implemented' > "$found"
none "unfinished work"
git ls-files 2>/dev/null | grep -E '(^|/)(lexer|parser)\.[ch]$' > "$found"
none "generated sources in the repository"

echo "lint: $passed passed, $failed failed"
[ $failed -eq 0 ]
