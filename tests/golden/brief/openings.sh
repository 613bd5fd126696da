# Every part of every example's brief with the sentence that it opens with.
for example in koala geo-information telecom-mixed telecom-strands veiligheidsketen gedeeld-ict-centrum; do
  for language in en nl; do
    echo "== $example $language"
    "$KOMPAS" brief "$CASE/../../../examples/$example.kompas" --format md --lang $language --audience own -o - 2> /dev/null |
      awk '/^## / { part = $0; getline; getline; print part ": " $0 }'
  done
done
