#!/bin/sh
# run.sh KOMPAS: the README's five-minute exercises, each done in a house library: a property, a rule, a checklist item and a report.
set -u
kompas=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$here/kompas.project" "$here/house" "$work"
sed 's#    sector care#    sector care\n    website "https://sensire.example"#' "$here/../../examples/koala.kompas" > "$work/koala.kompas"
cd "$work" || exit 2
passed=0 failed=0

# expect WHAT TEXT COMMAND…: the output of the command holds the text.
expect() {
  what=$1 text=$2
  shift 2
  if "$@" 2>&1 | grep -qF -- "$text"; then
    passed=$((passed + 1))
  else
    echo "FAIL $what: not found: $text"
    failed=$((failed + 1))
  fi
}

expect "a property is exported" '"website"' "$kompas" export koala.kompas
expect "a property is in the manual" "website" "$kompas" vocabulary --format md
expect "a property is explained" "Where to read more." "$kompas" explain website
expect "a rule finds what it should" "hint[K9001]: Menzis has no website" "$kompas" check --all koala.kompas
expect "a rule is explained in Dutch" "Waar kunnen de anderen over u lezen?" "$kompas" explain geen-website --lang nl
expect "an item is on the checklist" "Every party can be found." "$kompas" checklist koala.kompas --format md -o -
expect "a report of one's own" "| Sensire | https://sensire.example |" "$kompas" brief koala.kompas --report parties --format md -o -
expect "a report in Dutch" "Partijen en hun websites" "$kompas" brief koala.kompas --report parties --lang nl --format md -o -
sed -i 's/website "https/websit "https/' koala.kompas
expect "a property is suggested" "Did you mean “website”?" "$kompas" check koala.kompas
sed -i 's/party.website is missing/party.websit is missing/' house/ours.kompas
expect "a mistake in a rule is shown in the rule" "house/ours.kompas:16:22" "$kompas" check koala.kompas
echo "house: $passed passed, $failed failed"
[ $failed -eq 0 ]
