#!/bin/sh
# run.sh KOMPAS: what travels in a brief comes back whole, also after other tools have rewritten it; hostile files come to nothing.
set -u
kompas=$(realpath "$1")
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
mkdir "$work/in" && cp -r "$here/tests/style/house" "$work/in/house"
printf 'kompas 1 en\nproject {\n  style "house/style.kompas"\n}\n' > "$work/in/kompas.project"
cp "$here/examples/koala.kompas" "$work/in"
cd "$work" || exit 2
passed=0 failed=0

# holds WHAT COMMAND…: the command succeeds.
holds() {
  what=$1
  shift
  if "$@" > out.log 2>&1; then
    passed=$((passed + 1))
  else
    echo "FAIL $what"
    tail -3 out.log
    failed=$((failed + 1))
  fi
}

# refused WHAT STATUS TEXT COMMAND…: the command ends with the status and says the text.
refused() {
  what=$1 wanted=$2 text=$3
  shift 3
  "$@" > out.log 2>&1
  status=$?
  if [ $status -eq "$wanted" ] && grep -qF -- "$text" out.log; then
    passed=$((passed + 1))
  else
    echo "FAIL $what: status $status, not $wanted; or not said: $text"
    tail -3 out.log
    failed=$((failed + 1))
  fi
}

"$kompas" brief in/koala.kompas --audience own -o brief.pdf 2> /dev/null
holds "a brief for own can be extracted" "$kompas" extract brief.pdf -o first
for file in koala.kompas kompas.project house/style.kompas house/logo.svg; do
  holds "$file comes back to the byte" cmp "in/$file" "first/$file"
done
holds "its findings are those of check" sh -c "cd first && '$kompas' check --format json koala.kompas | cmp - findings.json"
holds "the brief made from it is the same" sh -c "cd first && '$kompas' brief koala.kompas --audience own -o ../again.pdf; cmp ../brief.pdf ../again.pdf"
holds "again, onto the same files" "$kompas" extract brief.pdf -o first
holds "from standard input" sh -c "'$kompas' extract - -o second < brief.pdf && diff -r first second"

for change in --object-streams=generate "--linearize --object-streams=generate" --stream-data=uncompress --qdf "--recompress-flate --compression-level=9"; do
  # shellcheck disable=SC2086
  qpdf $change brief.pdf changed.pdf
  rm -rf changed
  holds "after qpdf $change" sh -c "'$kompas' extract changed.pdf -o changed && diff -r first changed"
done
mutool clean -gggg brief.pdf changed.pdf
rm -rf changed
holds "after mutool clean" sh -c "'$kompas' extract changed.pdf -o changed && diff -r first changed"

echo changed >> first/koala.kompas
cp first/koala.kompas kept
refused "a changed file is kept" 3 "first/koala.kompas is there already" "$kompas" extract brief.pdf -o first
holds "it is as it was" cmp kept first/koala.kompas
refused "said in Dutch" 3 "bestaat al" "$kompas" extract brief.pdf -o first --lang nl
holds "--force replaces it" sh -c "'$kompas' extract brief.pdf -o first --force && cmp in/koala.kompas first/koala.kompas"
rm -rf linked elsewhere && mkdir linked elsewhere && ln -s ../elsewhere linked/house
refused "no way out through a link" 3 "lies outside" "$kompas" extract brief.pdf -o linked
holds "nothing stands there" sh -c '[ -z "$(ls elsewhere)" ]'
rm -rf linked && mkdir linked && ln -s ../elsewhere/new linked/koala.kompas
refused "no writing through a link" 3 "koala.kompas" "$kompas" extract brief.pdf -o linked --force
holds "nothing stands there either" sh -c '[ -z "$(ls elsewhere)" ]'
touch folder
refused "the folder is a file" 3 "folder" "$kompas" extract brief.pdf -o folder
refused "-o - is wrong usage" 2 "-o takes a folder" "$kompas" extract brief.pdf -o -

for audience in board partners; do
  "$kompas" brief in/koala.kompas --audience $audience -o $audience.pdf 2> /dev/null
  refused "nothing travels for $audience" 3 "There is no spec in it" "$kompas" extract $audience.pdf -o $audience
  holds "no folder is made" test ! -e $audience
done
refused "no PDF" 3 "is no PDF" "$kompas" extract in/koala.kompas
refused "no file" 3 "there is no such file" "$kompas" extract nothing.pdf
head -c 60000 brief.pdf > cut.pdf
refused "cut off" 3 "is damaged" "$kompas" extract cut.pdf -o cut
qpdf --encrypt secret owner 256 -- brief.pdf locked.pdf
refused "encrypted" 3 "is encrypted" "$kompas" extract locked.pdf

# hostile NAME: a PDF that carries a file of that name.
hostile() {
  printf '%%PDF-1.7\n1 0 obj\n<</Type /Filespec /F (%s) /EF <</F 2 0 R>>>>\nendobj\n2 0 obj\n<</Length 4>>\nstream\nevil\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n' "$1" > hostile.pdf
}
for name in ../up.kompas /tmp/up.kompas a/../../up.kompas .hidden.kompas a/.git/config.json 'a\\\\b.kompas' 'a\nb.kompas' run.sh Makefile "" a//b.kompas \
  a/b/c/d/e/f/g/h/i.kompas; do
  hostile "$name"
  rm -rf never
  refused "the name “$name”" 3 "has a name that Kompas does not give" "$kompas" extract hostile.pdf -o never
  holds "nothing is written for it" test ! -e never
done
hostile fine.kompas
holds "a fair name" "$kompas" extract hostile.pdf -o fine

# Bombs and depths end at once, within 256 MiB.
bounded() { sh -c "ulimit -v 1000000; exec timeout 5 \"\$@\"" sh "$@"; }
python3 - <<'PYTHON'
import zlib
def pdf(body): return b"%PDF-1.7\n" + body + b"\ntrailer\n<</Root 1 0 R>>\n"
spec = b"1 0 obj\n<</F (a.kompas) /EF <</F 2 0 R>>>>\nendobj\n"
bomb = zlib.compress(b"\0" * 200000000, 9)
def stream(n, d, data): return b"%d 0 obj\n<<%s /Length %d>>\nstream\n" % (n, d, len(data)) + data + b"\nendstream\nendobj\n"
open("bomb.pdf", "wb").write(pdf(spec + stream(2, b"/Filter /FlateDecode", bomb)))
open("packed.pdf", "wb").write(pdf(spec + stream(3, b"/Type /ObjStm /N 1 /First 10 /Filter /FlateDecode", bomb)))
open("deep.pdf", "wb").write(pdf(spec + b"2 0 obj\n<</A " + b"[" * 1000000))
open("values.pdf", "wb").write(pdf(b"2 0 obj\n<</A [" + b"1 " * 10000000 + b"]>>"))
open("circle.pdf", "wb").write(pdf(b"1 0 obj\n<</F (a.kompas) /EF 1 0 R /Length 1 0 R>>\nendobj\n2 0 obj\n2 0 R\nendobj\n"))
open("follow.pdf", "wb").write(pdf(b"1 0 obj\n[" + b"1 " * 400000 + b"]\nendobj\n" + b"".join(b"%d 0 obj <</Length 1 0 R>> stream\nx\nendstream\n" % n for n in range(2, 20000))))
open("ends.pdf", "wb").write(pdf(b"".join(b"%d 0 obj<<>>stream\n" % n for n in range(1, 400000))))
open("bad.pdf", "wb").write(pdf(spec + stream(2, b"/Filter /FlateDecode", b"not zlib")))
open("filter.pdf", "wb").write(pdf(spec + stream(2, b"/Filter /LZWDecode", b"x")))
PYTHON
for file in bomb packed values follow; do refused "$file" 3 "too large" bounded "$kompas" extract $file.pdf -o never; done
for file in deep bad filter; do refused "$file" 3 "is damaged" bounded "$kompas" extract $file.pdf -o never; done
for file in circle ends; do refused "$file" 3 "" bounded "$kompas" extract $file.pdf -o never; done
holds "and nothing is written" test ! -e never

echo "extract: $passed passed, $failed failed"
[ $failed -eq 0 ]
