#!/bin/sh
# run.sh KOMPAS: everything around the program goes wrong on purpose. What must hold each time: the exit status that the help names, a message,
# and every file on disk whole, old or new.
set -u
kompas=$1
spec=$(realpath examples/koala.kompas)
work=$(mktemp -d)
trap 'chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 1
passed=0 failed=0

ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAIL $1"; }
# status WHAT WANTED COMMAND…: runs it, output to `out`, errors to `err`.
status() {
  what=$1 wanted=$2
  shift 2
  timeout 20 "$@" > out 2> err < /dev/null
  got=$?
  if [ $got -eq "$wanted" ]; then ok; else bad "$what: exit status $got, not $wanted: $(tail -1 err)"; fi
}
says() { if grep -q "$2" err; then ok; else bad "$1: says nothing of “$2”: $(tail -1 err)"; fi; }
same() { if cmp -s "$2" "$3"; then ok; else bad "$1: $2 is not $3"; fi; }
nothing_left() { if [ -z "$(find . -name '.kompas-*')" ]; then ok; else bad "$1: a temporary file is left"; fi; }

# --- writing ---
"$kompas" brief "$spec" -o whole.pdf 2> err || bad "a brief can be written at all"
cp whole.pdf old.pdf
status "a brief again" 0 "$kompas" brief "$spec" -o old.pdf
same "a brief again" old.pdf whole.pdf

echo "not ours" > foreign.pdf; cp foreign.pdf foreign.kept
status "a file of somebody else" 3 "$kompas" brief "$spec" -o foreign.pdf
same "a file of somebody else" foreign.pdf foreign.kept
says "a file of somebody else" "force"
status "the same with --force" 0 "$kompas" brief "$spec" -o foreign.pdf --force
same "the same with --force" foreign.pdf whole.pdf

mkdir folder
status "a folder as target" 3 "$kompas" brief "$spec" -o folder --force
says "a folder as target" "folder"
status "no such folder" 3 "$kompas" brief "$spec" -o nowhere/brief.pdf
status "a device as target" 0 "$kompas" brief "$spec" -o /dev/null
status "a full device as target" 3 "$kompas" brief "$spec" -o /dev/full
says "a full device as target" "room"

ln -s linked.pdf link.pdf; cp whole.pdf linked.pdf
status "a symbolic link" 0 "$kompas" brief "$spec" -o link.pdf --lang nl
if [ -L link.pdf ] && ! cmp -s linked.pdf whole.pdf; then ok; else bad "a symbolic link: what it leads to was not replaced"; fi
ln -s later.pdf to-later.pdf
status "a link to nothing yet" 0 "$kompas" brief "$spec" -o to-later.pdf
same "a link to nothing yet" later.pdf whole.pdf
ln -s circle-a circle-b; ln -s circle-b circle-a
status "links in a circle" 3 "$kompas" brief "$spec" -o circle-a

mkfifo pipe
cat pipe > from-pipe & reader=$!
status "a FIFO" 0 "$kompas" brief "$spec" -o pipe
wait $reader
same "a FIFO" from-pipe whole.pdf

# a limit on the size of files stands for a full disk: the write fails in the middle
cp whole.pdf old.pdf
for blocks in 0 1 8 32; do
  status "no room after $blocks blocks" 3 sh -c "ulimit -f $blocks; exec '$kompas' brief '$spec' --lang nl -o old.pdf"
  same "no room after $blocks blocks" old.pdf whole.pdf
  nothing_left "no room after $blocks blocks"
done
cp "$spec" untidy.kompas; sed -i 's/^  phase/     phase/' untidy.kompas; cp untidy.kompas untidy.kept
status "fmt without room" 3 sh -c "ulimit -f 0; exec '$kompas' fmt untidy.kompas"
same "fmt without room" untidy.kompas untidy.kept

if [ "$(id -u)" != 0 ]; then
  mkdir readonly; cp whole.pdf readonly/old.pdf; chmod a-w readonly
  status "a read-only folder" 3 "$kompas" brief "$spec" --lang nl -o readonly/old.pdf
  same "a read-only folder" readonly/old.pdf whole.pdf
fi
if mount -t tmpfs -o size=64k none folder 2> /dev/null; then
  head -c 40000 /dev/zero > folder/filler; head -c 20000 /dev/zero > folder/old.pdf; cp folder/old.pdf old.kept
  status "a full disk" 3 "$kompas" brief "$spec" --force -o folder/old.pdf
  same "a full disk" folder/old.pdf old.kept
  umount folder
fi

"$kompas" new made > out 2> err; cp made.kompas made.kept
status "new over a file" 3 "$kompas" new made
same "new over a file" made.kompas made.kept

# killed at any moment, the file is the old one or the new one
"$kompas" brief "$spec" --lang nl -o dutch.pdf 2> err
cp whole.pdf old.pdf
for delay in 0 0.002 0.005 0.01 0.02 0.04; do
  "$kompas" brief "$spec" --lang nl -o old.pdf > out 2> err & victim=$!
  sleep $delay
  kill -9 $victim 2> /dev/null
  wait $victim 2> /dev/null
  if cmp -s old.pdf whole.pdf || cmp -s old.pdf dutch.pdf; then ok; else bad "killed after $delay s: the file is neither old nor new"; fi
done
rm -f .kompas-*
cp whole.pdf old.pdf
"$kompas" brief "$spec" --lang nl -o old.pdf > out 2> err & one=$!
"$kompas" brief "$spec" --lang nl -o old.pdf > out2 2> err2 & two=$!
wait $one; a=$?; wait $two; b=$?
if [ $a -eq 0 ] && [ $b -eq 0 ]; then ok; else bad "two runs at once: exit status $a and $b"; fi
same "two runs at once" old.pdf dutch.pdf
nothing_left "two runs at once"

# --- standard output and input ---
status "standard output closed" 3 sh -c "exec '$kompas' check '$spec' >&-"
status "standard output full" 3 sh -c "exec '$kompas' check '$spec' > /dev/full"
says "standard output full" "room"
status "standard input closed" 3 sh -c "exec '$kompas' check - <&-"
status "standard error closed" 0 sh -c "exec '$kompas' check '$spec' 2>&-"
status "everything closed" 3 sh -c "exec '$kompas' check '$spec' <&- >&- 2>&-"
"$kompas" check --format json "$spec" 2> err | head -c 10 > /dev/null
if [ -s err ]; then bad "a reader that stops early is told about: $(cat err)"; else ok; fi

# --- reading ---
status "no such file" 3 "$kompas" check nothing.kompas
status "a folder in place of a spec" 3 "$kompas" brief folder
[ "$(id -u)" = 0 ] || { cp "$spec" secret.kompas; chmod 000 secret.kompas; status "a file without permission" 3 "$kompas" check secret.kompas; }
printf 'kompas 1 en\npartnership a "\377\376" {\n' > bytes.kompas
status "bytes that are no UTF-8" 1 "$kompas" check bytes.kompas
: > empty.kompas
status "an empty file" 1 "$kompas" check empty.kompas
head -c 100000 /dev/urandom > noise.kompas
status "noise" 1 "$kompas" check noise.kompas
cp "$kompas" program.kompas
status "a program as a spec" 1 "$kompas" check program.kompas

# --- too much of everything: two seconds of the processor, and 256 MiB, each ---
bounded() {
  what=$1 wanted=$2 file=$3
  (ulimit -v 300000; timeout 20 "$kompas" check --format json "$file" > out 2> err < /dev/null; echo $? > status; times > spent)
  got=$(cat status)
  # the second line of `times` tells what children took: 0m1.23s 0m0.05s
  milliseconds=$(sed -n '2{s/[ms]/ /g;p;}' spent | awk '{ printf "%d", ($1 * 60 + $2 + $3 * 60 + $4) * 1000 }')
  if [ "$got" -eq "$wanted" ]; then ok; else bad "$what: exit status $got, not $wanted: $(tail -1 err)"; fi
  if [ "$milliseconds" -le ${FAULT_MILLISECONDS:-2000} ]; then ok; else bad "$what: $milliseconds ms"; fi
}
repeat() { awk -v n="$1" -v s="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", s }'; }
{ echo "kompas 1 en"; repeat 200000 "a {
"; } > deep.kompas
bounded "deep nesting" 1 deep.kompas
{ echo "kompas 1 en"; printf 'partnership p "P" { parties '; repeat 200000 "["; } > lists.kompas
bounded "deep lists" 1 lists.kompas
{ echo "kompas 1 en"; printf 'partnership p "P" { mandate ['; repeat 300000 "a, "; echo "] }"; } > long-list.kompas
bounded "a long list" 1 long-list.kompas
{ echo "kompas 1 en"; printf 'partnership p "'; repeat 4000000 "x"; echo '" {'; } > long-line.kompas
bounded "a line of four million" 1 long-line.kompas
{ echo "kompas 1 en"; repeat 200000 "partnershp p {} 
"; } > mistakes.kompas
bounded "two hundred thousand mistakes" 1 mistakes.kompas
{ echo "kompas 1 en"; repeat 500000 "] } ) "; } > closers.kompas
bounded "closers alone" 1 closers.kompas
repeat 4300000 "x" > too-large.kompas
bounded "more than four MiB" 1 too-large.kompas
{ echo "kompas 1 en"; echo 'partnership p "P" {'; awk 'BEGIN { for (i = 0; i < 10000; i++) printf "  party p%d \"Party %d\" { interest organisational \"x\" }\n", i, i }'; echo "}"; } > parties.kompas
bounded "ten thousand parties" 1 parties.kompas
{ echo "kompas 1 en"; echo 'partnership p "P" {'; awk 'BEGIN { for (i = 0; i < 100000; i++) printf "  party p%d \"Party %d\"\n", i, i }'; echo "}"; } > crowd.kompas
bounded "a hundred thousand parties" 3 crowd.kompas
if "$kompas" check - < crowd.kompas 2>&1 >/dev/null | grep -q "256 MiB"; then ok; else bad "a hundred thousand parties on standard input"; fi
: > crowd.pdf
if "$kompas" brief crowd.kompas -o crowd.pdf --force 2>&1 >/dev/null | grep -q "256 MiB"; then ok; else bad "a brief of them over a file"; fi
{ echo "kompas 1 en"; echo 'partnership p "P" {'; awk 'BEGIN { for (i = 0; i < 40000; i++) printf "  party a \"A\"\n" }'; echo "}"; } > same.kompas
bounded "one name forty thousand times" 1 same.kompas
{ echo "kompas 1 en"; awk 'BEGIN { for (i = 0; i < 3000; i++) printf "use \"u%d.kompas\"\n", i }'; } > uses.kompas
bounded "three thousand missing files" 1 uses.kompas
printf 'kompas 1 en\nuse "ring-b.kompas"\n' > ring-a.kompas; printf 'kompas 1 en\nuse "ring-a.kompas"\n' > ring-b.kompas
bounded "files in a ring" 0 ring-a.kompas

# --- memory ---
for kilobytes in 18000 20000 22000 24000 28000 34000; do
  # what cannot even tell its version fails in the loader, before the program begins
  { (ulimit -v $kilobytes; exec "$kompas" --version) > out 2> err < /dev/null; } 2> /dev/null || continue
  (ulimit -v $kilobytes; exec timeout 20 "$kompas" check parties.kompas) > out 2> err < /dev/null
  got=$?
  case $got in
    0 | 1) ok ;;
    4) says "memory of $kilobytes KiB" "memory" ;;
    *) bad "memory of $kilobytes KiB: exit status $got" ;;
  esac
done

# --- surroundings ---
"$kompas" check "$spec" > plain 2> err
for setting in "LC_ALL=tr_TR.UTF-8" "LC_ALL=de_DE.UTF-8" "TZ=Pacific/Kiritimati" "COLUMNS=20" "HOME=/nowhere" "TERM=dumb"; do
  env "$setting" "$kompas" check "$spec" > out 2> err
  same "$setting" out plain
done
(cd / && "$kompas" brief "$spec" -o "$work/elsewhere.pdf" 2> "$work/err")
same "from another folder" elsewhere.pdf whole.pdf

echo "fault: $passed passed, $failed failed"
[ $failed -eq 0 ]
