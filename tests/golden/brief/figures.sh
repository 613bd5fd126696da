# What the figures of a brief say to who cannot see them.
for language in en nl; do
  "$KOMPAS" brief "$CASE/../../../examples/telecom-mixed.kompas" --lang $language --audience own -o brief.pdf --force 2> findings.txt
  qpdf --json brief.pdf | sed -n 's/^ *"\/Alt": "u:\(.*\)",*$/\1/p'
done
