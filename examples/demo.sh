#!/bin/sh
# demo.sh KOMPAS OUT: checks the example of the care alliance, and writes its board brief and its checklist to OUT.
set -eu
kompas=$1 out=$2
spec=examples/koala.kompas
mkdir -p "$out"

echo "== kompas check $spec"
"$kompas" check "$spec" || true

echo
echo "== kompas brief $spec --audience board"
"$kompas" brief "$spec" --audience board --force -o "$out/koala-brief.pdf" 2>/dev/null
"$kompas" checklist "$spec" --audience board --force -o "$out/koala-checklist.pdf" 2>/dev/null
echo "The board brief:  $out/koala-brief.pdf"
echo "The checklist:    $out/koala-checklist.pdf"
