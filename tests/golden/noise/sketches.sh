# First sketches in phase explore: at most five findings are shown, the most useful first; then what `--all` shows, by place.
codes() { sed -n 's/^[a-z]*\[\(K[0-9]*\)\].*/\1/p' | tr '\n' ' '; }
for sketch in "$CASE"/parts/sketches/*.kompas; do
  shown=$("$KOMPAS" check "$sketch" | codes)
  echo "$(basename "$sketch" .kompas): $shown"
  echo "  all: $("$KOMPAS" check --all "$sketch" | codes)"
  [ $(echo $shown | wc -w) -le 5 ] || exit 1
done
