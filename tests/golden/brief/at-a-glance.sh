# The text of the one-page summary, as a reader of the PDF takes it out.
for language in en nl; do
  "$KOMPAS" brief "$CASE/../../../examples/koala.kompas" --report summary --lang $language --audience board -o brief.pdf --force 2> findings.txt
  pdftotext -raw -f 2 -l 2 brief.pdf - | grep -v '^$' | tr -d '\f'
done
