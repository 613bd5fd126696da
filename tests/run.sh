#!/bin/sh
# run.sh: all tests of `make test`, one part after the other; with TEST_ALL=1 the long ones too. The last line counts.
set -u
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
jobs=$(nproc 2>/dev/null || echo 2)

# part NAME COMMAND…: runs it; its last line "NAME: N passed, N failed" is added up. Without such a line it counts as one.
part() {
  name=$1
  shift
  echo "== $name"
  if "$@" > "$log" 2>&1; then status=0; else status=$?; fi
  counts=$(sed -n 's/^[a-z-]*: \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$log" | tail -1)
  if [ -z "$counts" ]; then
    [ $status -eq 0 ] && counts="1 0" || counts="0 1"
    [ $status -eq 0 ] || tail -40 "$log"
  else
    grep -v '^make\|^gcc\|^cc\|^clang\|^ar\|^rm' "$log" | tail -60
    [ $status -ne 0 ] && [ "${counts#* }" = 0 ] && counts="${counts% *} 1"
  fi
  passed=$((passed + ${counts% *}))
  failed=$((failed + ${counts#* }))
}

sanitized() {
  make --no-print-directory -j"$jobs" BUILD=build/san SAN="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer" \
    OPT="-O1 -g" "$@"
}

seconds=10
[ -n "${TEST_ALL:-}" ] && seconds=60
part build make --no-print-directory -j"$jobs" all
part build-sanitized sanitized all
part pdf-check make --no-print-directory build/pdf_check
part lint make --no-print-directory lint
part unit sanitized unit
part golden sanitized golden
part property sanitized property
part fault make --no-print-directory fault
part schema sh tests/schema/run.sh build/kompas
part html python3 tests/html/run.py build/kompas
part house sh tests/house/run.sh build/kompas
part style sh tests/style/run.sh build/kompas build/pdf_check
part documents sh tests/documents/run.sh build/kompas build/pdf_check
part extract sh tests/extract/run.sh build/kompas
part secrets python3 tests/secrets/run.py build/kompas
part fuzz make --no-print-directory fuzz FUZZ_SECONDS=$seconds
if [ -n "${TEST_ALL:-}" ]; then
  part valgrind sh tests/fault/valgrind.sh build/kompas
  part html-browser sh tests/html/browser.sh build/kompas
fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
