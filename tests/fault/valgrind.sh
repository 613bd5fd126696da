#!/bin/sh
# valgrind.sh KOMPAS: no command reads what it did not write, or keeps what it took.
set -u
kompas=$1
passed=0 failed=0
clean() {
  if valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite "$kompas" "$@" > /dev/null 2> build/valgrind.log; then
    status=0
  else
    status=$?
  fi
  if [ $status -ne 99 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAIL $*"
    grep '^==' build/valgrind.log | head -20
  fi
}
for spec in examples/*.kompas; do
  clean check "$spec"
  clean show "$spec"
  clean export "$spec"
  clean fmt --check "$spec"
  clean brief "$spec" --format md -o -
done
clean brief examples/koala.kompas -o /dev/null
clean explain mandate
clean vocabulary
echo "valgrind: $passed passed, $failed failed"
[ $failed -eq 0 ]
