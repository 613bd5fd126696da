# A complete, sound spec in every phase: no error and no warning. Lines of parts/sound.*.txt that start with `2-4:` stand in
# phases 2 (share) to 4 (shape) only.
for language in en nl; do
  [ -f "$CASE/parts/sound.$language.txt" ] || continue
  for phase in 1 2 3 4 5; do
    awk -v phase=$phase '{
      if (match($0, /^[1-5](-[1-5])?:/)) {
        range = substr($0, 1, RLENGTH - 1)
        if (phase < substr(range, 1, 1) || phase > substr(range, length(range))) next
        $0 = substr($0, RLENGTH + 1)
      }
      print
    }' "$CASE/parts/sound.$language.txt" > sound.kompas
    echo "== $language, phase $phase"
    "$KOMPAS" check --all sound.kompas | grep -E '^(error|warning|hint|No findings|[0-9]+ error)'
  done
done
