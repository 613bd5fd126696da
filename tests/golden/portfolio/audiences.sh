# What a membership keeps back is in no output for others; nor what partners may not see.
cp "$CASE"/../../../examples/zorgregio/*.kompas .
sed -i 's/^\( *deelname linnen.*\){$/\1 gevoelig {/' ijsselhof.kompas
for audience in own board partners; do
  for format in md json html; do
    "$KOMPAS" portfolio ijsselhof.kompas --format $format --audience $audience -o out.$format --force 2> errors.txt || cat errors.txt
    echo "$audience $format: $(grep -ci 'linnen' out.$format | sed 's/[1-9][0-9]*/told/; s/^0$/not told/')"
  done
done
