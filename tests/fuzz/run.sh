#!/bin/sh
# run.sh SECONDS: builds every fuzz target with clang (ASan, UBSan, libFuzzer) and runs each for so long. What it finds interesting is
# kept in build/fuzz/NAME; seeds are the specs of examples/ and tests/golden/, or what seeds.py makes for the target.
# (pointer-overflow is left out: it forbids NULL + 0, which empty lists do; the language allows it since C2y)
set -u
seconds=$1
passed=0 failed=0
ASAN_OPTIONS=detect_leaks=0 make --no-print-directory -j"$(nproc)" CC=clang BUILD=build/fuzz SAN="-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize=pointer-overflow -fno-sanitize-recover=all" \
  OPT="-O1 -g" build/fuzz/libkompas.a > build/fuzz.log 2>&1 || { tail -20 build/fuzz.log; echo "fuzz: 0 passed, 1 failed"; exit 1; }
python3 tests/fuzz/seeds.py build/fuzz/seeds-of
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
for source in tests/fuzz/fuzz_*.c; do
  name=$(basename "$source" .c)
  corpus=build/fuzz/corpus/$name
  seeds=build/fuzz/seeds
  [ -d "build/fuzz/seeds-of/$name" ] && seeds=build/fuzz/seeds-of/$name
  mkdir -p "$corpus" build/fuzz/seeds build/fuzz/found
  find examples tests/golden stdlib -name '*.kompas' -size -40k -exec cp {} build/fuzz/seeds/ \;
  if clang -std=c17 -D_XOPEN_SOURCE=700 -O1 -g -fsanitize=address,undefined,fuzzer -fno-sanitize=pointer-overflow -fno-sanitize-recover=all -I. -Ibuild/fuzz/gen \
      -o "build/fuzz/$name" "$source" build/fuzz/libkompas.a -lutf8proc -lpng -lexpat -lz -lm &&
    "build/fuzz/$name" -max_total_time="$seconds" -timeout=2 -rss_limit_mb=512 -max_len=65536 -artifact_prefix=build/fuzz/found/ \
      "$corpus" "$seeds" > "build/fuzz/$name.log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAIL $source"
    tail -30 "build/fuzz/$name.log" 2>/dev/null
  fi
done
echo "fuzz: $passed passed, $failed failed"
[ $failed -eq 0 ]
