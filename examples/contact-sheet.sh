#!/bin/sh
# contact-sheet.sh KOMPAS OUT: the brief and the checklist of every example in both languages; every page as a picture, all on one
# page to look at (OUT/index.html), with links to the PDF and the HTML twin.
set -eu
kompas=$1 out=$2
command -v pdftoppm >/dev/null || { echo "contact-sheet needs pdftoppm: apt-get install poppler-utils" >&2; exit 1; }
rm -rf "$out"
mkdir -p "$out"
{
  cat <<'HTML'
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kompas: all pages of all examples</title>
<style>
body { font: 14px/1.4 Lato, sans-serif; margin: 1.5rem; background: #e4e4e2; color: #17191c; }
h2 { font-size: 1rem; margin: 2rem 0 .5rem; }
div { display: flex; flex-wrap: wrap; gap: .75rem; }
img { width: 17rem; height: auto; background: #fff; box-shadow: 0 1px 4px #0004; }
img:hover { outline: 3px solid #1f4a63; }
</style>
<h1>All pages of all examples</h1>
HTML
  for spec in examples/*.kompas; do
    name=$(basename "$spec" .kompas)
    for language in en nl; do
      for document in brief checklist; do
        file=$name-$document-$language
        "$kompas" $document "$spec" --lang $language --audience board -o "$out/$file.pdf" 2>/dev/null
        "$kompas" $document "$spec" --lang $language --audience board -o "$out/$file.html" 2>/dev/null
        pdftoppm -r 72 -png "$out/$file.pdf" "$out/$file"
        echo "<h2>$name, $document, $language: <a href=\"$file.pdf\">PDF</a>, <a href=\"$file.html\">HTML</a></h2>"
        echo "<div>"
        for page in "$out/$file"-*.png; do
          picture=$(basename "$page")
          echo "<a href=\"$picture\"><img src=\"$picture\" alt=\"${picture%.png}\" loading=\"lazy\"></a>"
        done
        echo "</div>"
      done
    done
  done
  echo "</html>"
} > "$out/index.html"
echo "All pages: $out/index.html ($(find "$out" -name '*.png' | wc -l) pages)"
