#!/bin/sh
# run-checks.sh NAME PROGRAM…: runs test programs made with `check`, as many at a time as there are processors, shows what fails, ends in
# "NAME: N passed, N failed".
set -u
name=$1
shift
passed=0 failed=0
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
printf '%s\n' "$@" | xargs -P "$(nproc 2> /dev/null || echo 2)" -I PROGRAM sh -c \
  '"$1" > "$2/$(basename "$1").log" 2>&1; echo $? > "$2/$(basename "$1").status"' sh PROGRAM "$logs"
for program in "$@"; do
  log=$logs/$(basename "$program").log
  status=$(cat "$logs/$(basename "$program").status" 2> /dev/null || echo 1)
  # check ends in "100%: Checks: 12, Failures: 0, Errors: 0", once for each runner
  counts=$(sed -n 's/^[0-9]*%: Checks: \([0-9]*\), Failures: \([0-9]*\), Errors: \([0-9]*\)$/\1 \2 \3/p' "$log" |
    awk '{ all += $1; bad += $2 + $3 } END { if (NR) print all - bad, bad }')
  if [ -z "$counts" ]; then
    [ "$status" -eq 0 ] && counts="1 0" || counts="0 1"
  elif [ "$status" -ne 0 ] && [ "${counts#* }" = 0 ]; then
    counts="${counts% *} 1" # it ended badly after its tests: a sanitizer, a crash
  fi
  passed=$((passed + ${counts% *}))
  failed=$((failed + ${counts#* }))
  if [ "$status" -ne 0 ]; then
    echo "FAIL $program (exit status $status)"
    grep -v '^[0-9]*%: Checks' "$log" | tail -40
  fi
done
echo "$name: $passed passed, $failed failed"
[ $failed -eq 0 ]
