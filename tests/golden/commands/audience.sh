# What is sensitive stays with the consultant; what partners may not see, with the board.
for audience in own board partners; do
  echo "== $audience"
  "$KOMPAS" show --audience $audience "$CASE/parts/sensitive.kompas"
done
"$KOMPAS" show "$CASE/parts/sensitive.kompas" | sed 1d | head -3
