# Complete, sound specs in every phase give no error and no warning; which hints they give stands in the expectation, so that a
# new one is looked at. Lines of parts/*.txt that start with `2-4:` stand in phases 2 (share) to 4 (shape) only.
cp "$CASE/parts/partijen.kompas" .
for spec in "$CASE"/parts/*.txt; do
  for phase in 1 2 3 4 5; do
    awk -v phase=$phase '{
      if (match($0, /^[1-5](-[1-5])?:/)) {
        range = substr($0, 1, RLENGTH - 1)
        if (phase < substr(range, 1, 1) || phase > substr(range, length(range))) next
        $0 = substr($0, RLENGTH + 1)
      }
      print
    }' "$spec" > sound.kompas
    "$KOMPAS" check --all --lang en sound.kompas > found
    echo $(basename "$spec" .txt), phase $phase: $(sed -n 's/^hint\[\(K[0-9]*\)\].*/\1/p' found | sort | uniq -c | sed 's/ *\([0-9]*\) \(.*\)/\2 \1×/; s/ 1×//')
    grep -E -A1 '^(error|warning)' found && unsound=1
  done
done
[ -z "$unsound" ]
