#!/bin/sh
# run.sh KOMPAS: the README's chapter on house rules, followed to the letter: a word, a rule, a checklist item, a section of the brief, a text; and
# a whole report. Then what goes wrong in a house library.
set -u
kompas=$(realpath "$1")
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# block NAME: the README's block of that name.
block() { awk -v name="\`\`\`kompas $1" '$0 == name { inside = 1; next } /^```$/ { inside = 0 } inside' "$here/README.md"; }

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

cd "$work" || exit 2
mkdir house
block house-project > kompas.project
block house > house/ours.kompas
sed 's#    sector care#    sector care\n    website "https://sensire.example"#' "$here/examples/koala.kompas" > koala.kompas
expect "a property is exported" '"website"' "$kompas" export koala.kompas
expect "a property is in the manual" "website" "$kompas" vocabulary --format md
expect "a property is explained" "Where to read more." "$kompas" explain website
expect "a property is read out" "https://sensire.example" "$kompas" show koala.kompas
expect "a rule finds what it should" "hint[K9001]: Menzis has no website" "$kompas" check --all koala.kompas
expect "a rule is explained in Dutch" "Waar kunnen de anderen over u lezen?" "$kompas" explain geen-website --lang nl
expect "a text in one language serves both" "A party without a website." "$kompas" explain K9001 --lang nl
expect "an item is on the checklist" "Every party can be found." "$kompas" checklist koala.kompas --format md -o -
expect "a section is in the brief" "1 of 3 parties have a website." "$kompas" brief koala.kompas --format md -o -
expect "a section in Dutch" "Waar meer te lezen is" "$kompas" brief koala.kompas --lang nl --format md -o -
"$kompas" brief koala.kompas --format md -o - 2> /dev/null | grep '^## ' > heads.txt
expect "it stands where it was put" "## Where to read more" grep -A1 "## Findings" heads.txt

# A report on one page, and one of the standard library replaced.
cat >> house/ours.kompas <<'KOMPAS'

report parties "The parties" | "De partijen" {
  section parties "Parties and their websites" | "Partijen en hun websites" {
    message "{count(partnership.party)} parties." | "{count(partnership.party)} partijen."
    table {
      column "Party" | "Partij" header
      column "Website"
      for p (partnership.party) {
        row {
          cell "{title(p)}"
          cell "{p.website}"
        }
      }
    }
  }
}

report checklist "Our checklist" | "Onze checklist" {
  section points "To do" | "Te doen" {
    for e (entries) {
      paragraph "{e.content}"
    }
  }
}
KOMPAS
expect "a report of one's own" "| Sensire | https://sensire.example |" "$kompas" brief koala.kompas --report parties --format md -o -
expect "a report in Dutch" "Partijen en hun websites" "$kompas" brief koala.kompas --report parties --lang nl --format md -o -
expect "a report on one page" "Pages:           1" sh -c "'$kompas' brief koala.kompas --report parties -o p.pdf 2> /dev/null && pdfinfo p.pdf"
expect "a report of the standard library replaced" "# To do" "$kompas" checklist koala.kompas --format md -o -

# What goes wrong is told where it stands.
cp house/ours.kompas ours.sound
# broken WHAT TEXT SED: with this change of the library the text is told.
broken() {
  sed "$3" ours.sound > house/ours.kompas
  expect "$1" "$2" "$kompas" check koala.kompas
}
expect "the library is sound" "0 errors" "$kompas" check koala.kompas
line=$(grep -n 'party.website is missing' ours.sound | cut -d: -f1)
broken "a misspelt part in a rule" "house/ours.kompas:$line:20" 's/party.website is missing/party.websit is missing/'
broken "a section in a report that is not there" "“breif”" 's/ in brief after/ in breif after/'
broken "a section after one that is not there" "“findigns”" 's/after findings/after findigns/'
broken "a code twice" "K4006" 's/rule K9001 no-website/rule K4006 no-website/'
broken "a text twice in one library" "see-page" '$a text see-page "again" | "weer"'
broken "an item without a text" "text" '/text      "Every party/d'
cp ours.sound house/ours.kompas
sed -i 's/website "https/websit "https/' koala.kompas
expect "a property is suggested" "Did you mean “website”?" "$kompas" check koala.kompas
echo "house: $passed passed, $failed failed"
[ $failed -eq 0 ]
