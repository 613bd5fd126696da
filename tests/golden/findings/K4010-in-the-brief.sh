# Without shares the mandates count together: the matrix of the brief says the same as the finding.
"$KOMPAS" brief "$CASE/K4010-together.kompas" --format md --audience board -o - 2>/dev/null | sed -n '/Which mandate carries/,/^| \*\*/p'
