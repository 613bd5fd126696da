#!/bin/sh
# run.sh KOMPAS PDF_CHECK: every example, for every audience, in both languages: each PDF passes the checker of PDF/UA and PDF/A and is the same to the
# byte in another folder, time zone, locale and home, run twice; and so are the other formats.
set -u
kompas=$(realpath "$1")
judge=$(realpath "$2")
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
passed=0 failed=0

# check WHAT COMMAND…: the command succeeds.
check() {
  what=$1
  shift
  if "$@" > out.log 2>&1; then
    passed=$((passed + 1))
  else
    echo "FAIL $what"
    head -5 out.log
    failed=$((failed + 1))
  fi
}

locales=$(locale -a 2>/dev/null | grep -iE '^(nl_NL|tr_TR|de_DE).utf-?8$' | head -2)

mkdir -p first other/deep/er other/home
touch first/kompas.project other/deep/er/kompas.project
cp "$here"/examples/*.kompas first
cp "$here"/examples/*.kompas other/deep/er

# same COMMAND SPEC OPTIONS…: as in one.out, under other circumstances.
same() {
  command=$1 spec=$2
  shift 2
  (cd other/deep/er && TZ=Pacific/Auckland HOME="$work/other/home" LC_ALL=C LANG=tr_TR.UTF-8 "$kompas" "$command" "$spec.kompas" "$@" -o - 2> /dev/null) > two.out
  cmp one.out two.out || return 1
  # for own, places in Markdown and JSON are told as seen from the present folder
  case "$*" in *"own"*"pdf"* | *board* | *partners*) ;; *) return 0 ;; esac
  (cd / && TZ=America/Caracas LC_ALL=C.UTF-8 LC_NUMERIC=nl_NL.UTF-8 SOURCE_DATE_EPOCH=1 "$kompas" "$command" "$work/other/deep/er/$spec.kompas" "$@" -o - 2> /dev/null) > two.out
  cmp one.out two.out || return 1
  for locale in $locales; do
    LC_ALL=$locale "$kompas" "$command" "$work/first/$spec.kompas" "$@" -o - > two.out 2> /dev/null
    cmp one.out two.out || return 1
  done
}

formats() { "$kompas" "$1" --help | sed -n 's/.*--format .*: \([a-z|]*\)$/\1/p' | tr '|' ' '; }

for path in "$here"/examples/*.kompas; do
  spec=$(basename "$path" .kompas)
  for command in brief checklist portfolio; do
    for audience in own board partners; do
      for language in en nl; do
        for format in $(formats $command); do
          if ! (cd first && exec "$kompas" $command "$spec.kompas" --audience $audience --lang $language --format "$format" -o -) > one.out 2> one.err; then
            grep -qE "there is no|no command" one.err && continue # a spec without an organisation has no portfolio
            check "$command $spec $audience $language $format: $(tail -1 one.err)" false
            continue
          fi
          [ "$format" = pdf ] && cp one.out one.pdf && check "$command $spec $audience $language is sound" "$judge" one.pdf
          # every format once for every audience, in one language; PDF/A-3a with its attachments among them
          [ $language = en ] && check "$command $spec $audience $format is the same elsewhere" same $command "$spec" --audience $audience --lang en --format "$format"
        done
      done
    done
  done
done

echo "documents: $passed passed, $failed failed"
[ $failed -eq 0 ]
