#!/bin/sh
# browser.sh KOMPAS: HTML documents in a real browser. axe-core and the Nu Html Checker come from npm and judge too where npm (and
# java) can be had; without them the rest is judged all the same, and this says so.
set -u
kompas=$1
tools=build/html-tools
mkdir -p "$tools"

# package NAME FILE: fetches a package from npm once; true when FILE is there.
package() {
  [ -f "$tools/$1/$2" ] && return 0
  command -v npm >/dev/null || return 1
  (cd "$tools" && mkdir -p "$1" && archive=$(npm pack --silent "$1" 2>/dev/null) && tar xzf "$archive" -C "$1" --strip-components=1 &&
    rm -f "$archive") && [ -f "$tools/$1/$2" ]
}

passed=0 failed=0
if command -v java >/dev/null && package vnu-jar build/dist/vnu.jar; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  for spec in examples/*.kompas; do
    for language in en nl; do
      "$kompas" brief "$spec" --lang $language --audience own -o "$work/$(basename "$spec")-$language.html" 2>/dev/null
      "$kompas" checklist "$spec" --lang $language -o "$work/$(basename "$spec")-list-$language.html" 2>/dev/null
    done
  done
  if java -jar "$tools/vnu-jar/build/dist/vnu.jar" "$work"/*.html; then passed=1; else failed=1; fi
else
  echo "without the Nu Html Checker: it needs java and npm"
fi
axe=
if package axe-core axe.min.js; then axe=$tools/axe-core/axe.min.js; else echo "without axe-core: it needs npm"; fi
counts=$(python3 tests/html/browser.py "$kompas" $axe | tee /dev/stderr | sed -n 's/^html-browser: \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p')
passed=$((passed + ${counts% *})) failed=$((failed + ${counts#* }))
echo "html-browser: $passed passed, $failed failed"
[ $failed -eq 0 ]
