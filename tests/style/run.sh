#!/bin/sh
# run.sh KOMPAS PDF_CHECK: the README's chapter on house styles, followed to the letter; the styles that ship; and what goes wrong with styles, logos
# and fonts, each with a message that helps.
set -u
kompas=$(realpath "$1")
judge=$(realpath "$2")
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/examples/koala.kompas" "$here/examples/veiligheidsketen.kompas" "$work"
cp -r "$here/tests/style/house" "$work/acme"
cd "$work" || exit 2
passed=0 failed=0

# says WHAT STATUS TEXT COMMAND…: the command ends with the status, and its output holds the text.
says() {
  what=$1 wanted=$2 text=$3
  shift 3
  "$@" > out.log 2>&1
  status=$?
  if [ $status -eq "$wanted" ] && { [ -z "$text" ] || grep -qF -- "$text" out.log; }; then
    passed=$((passed + 1))
  else
    echo "FAIL $what: status $status, not $wanted; or not said: $text"
    head -5 out.log
    failed=$((failed + 1))
  fi
}

# block NAME: the README's block of that name.
block() { awk -v name="\`\`\`kompas $1" '$0 == name { inside = 1; next } /^```$/ { inside = 0 } inside' "$here/README.md"; }

# The chapter.
mkdir house
block style > house/style.kompas
block project > kompas.project
cp acme/logo.svg house/logo.svg
sed -i 's/^  phase shape/  classification confidential\n  phase shape/' koala.kompas
says "the chapter's style has nothing wrong" 0 "0 errors" "$kompas" check --fail-on error koala.kompas
says "a brief in it" 0 "Geschreven" "$kompas" brief koala.kompas --lang nl -o own.pdf
says "which is fit for archives and screen readers" 0 "" "$judge" own.pdf
pdffonts own.pdf > fonts.txt
says "its font" 0 "DejaVuSerif" cat fonts.txt
pdftotext own.pdf own.txt
says "its disclaimer, in Dutch" 0 "geen rechten worden ontleend" cat own.txt
says "its words for a classification" 0 "Strikt vertrouwelijk" cat own.txt
pdfinfo -struct-text own.pdf > own.tree
says "its logo is a figure" 0 "Figure" cat own.tree
qpdf --qdf own.pdf own.qdf
says "that says what it is" 0 "$(printf 'Harbour Consult' | iconv -t UTF-16BE | od -An -v -tx1 | tr -d ' \n')" cat own.qdf
sed -i 's/grey          "#5B5B57"/grey          "#9A9A96"/' house/style.kompas
says "a colour that cannot be read is an error at its place" 1 "house/style.kompas:9:17" "$kompas" check koala.kompas
says "with the contrast that was measured" 1 "contrast 2.8 : 1, where 4.5 : 1 is needed" "$kompas" check koala.kompas
says "and a colour that can be read" 1 "is the nearest colour that can be read" "$kompas" check koala.kompas
says "in Dutch" 1 "is niet goed te lezen op wit" "$kompas" check koala.kompas --lang nl
better=$("$kompas" check koala.kompas --format json | python3 -c 'import json,sys; print([f["fixes"][0]["edits"][0]["text"] for f in json.load(sys.stdin)["findings"] if f["code"] == "K0113"][0])')
says "nothing is written then" 1 "Nothing written" "$kompas" brief koala.kompas -o never.pdf
sed -i "s/grey          \"#9A9A96\"/grey          $better/" house/style.kompas
says "the mend mends" 0 "0 errors" "$kompas" check --fail-on error koala.kompas
rm kompas.project

# The styles that ship, and one of a house, on two specs: every document passes the checker.
for style in kompas raad acme/style.kompas; do
  for spec in koala veiligheidsketen; do
    says "$spec in style $style" 0 "Written" "$kompas" brief $spec.kompas --style $style --lang en --audience own -o one.pdf --force
    says "$spec in style $style is sound" 0 "" "$judge" one.pdf
    says "checklist of $spec in style $style" 0 "Written" "$kompas" checklist $spec.kompas --style $style --lang en -o one.pdf --force
    says "checklist of $spec in style $style is sound" 0 "" "$judge" one.pdf
  done
done
"$kompas" brief koala.kompas --style raad -o raad.pdf 2> /dev/null
pdffonts raad.pdf > fonts.txt
says "raad is set in Open Sans" 0 "OpenSans" cat fonts.txt
printf 'kompas 1 en\n\nproject {\n  style "raad"\n}\n' > kompas.project
"$kompas" brief koala.kompas -o again.pdf 2> /dev/null
says "a project can name a style" 0 "" cmp raad.pdf again.pdf
rm kompas.project
printf 'kompas 1 en\n\nstyle otf "OTF" {\n  font "P052"\n  paper letter\n}\n' > otf.kompas
says "an OpenType font with CFF outlines" 0 "Written" "$kompas" brief koala.kompas --style ./otf.kompas -o otf.pdf
says "is embedded soundly" 0 "" "$judge" otf.pdf
pdftotext otf.pdf otf.txt
says "and its text can be read back" 0 "Release the second tranche" cat otf.txt
pdfinfo otf.pdf > otf.info
says "on Letter" 0 "612 x 792" cat otf.info

# What goes wrong with a style.
says "an unknown name" 2 "There is no style “raadd”; there are: kompas, raad." "$kompas" brief koala.kompas --style raadd -o never.pdf
says "no file" 3 "nowhere.kompas cannot be read: there is no such file" "$kompas" brief koala.kompas --style nowhere.kompas -o never.pdf
says "a file without a style" 3 "koala.kompas declares no style" "$kompas" brief veiligheidsketen.kompas --style ./koala.kompas --lang en -o never.pdf
# style LINES…: a style with these lines, in bad.kompas.
style() { { printf 'kompas 1 en\n\nstyle bad "Bad" {\n'; printf '  %s\n' "$@"; printf '}\n'; } > bad.kompas; }
try() { "$kompas" brief koala.kompas --style ./bad.kompas -o never.pdf; }
style 'bleu "#14532D"'
says "an unknown word" 1 "Did you mean “blue”" try
style 'blue "14532D"'
says "what is no colour" 1 '“14532D” is no colour' try
style 'margin-top 90'
says "a margin out of range" 1 "margin-top 90 lies outside 24 to 36 millimetres" try
style 'tint3 "#303030"'
says "a ground that is too dark" 1 "“ink” cannot be read well on tint3" try
style 'font "No Such Sans"'
says "a font that is not there" 3 "package fonts-no-such-sans" try

# What goes wrong with a logo.
style 'logo "logo.svg"'
says "no logo" 3 "bad.kompas:4:8: the logo logo.svg cannot be used: there is no such file" try
says "in Dutch" 3 "het logo logo.svg is niet te gebruiken" "$kompas" brief koala.kompas --style ./bad.kompas --lang nl -o never.pdf
# refused WHAT TEXT CONTENT: a logo of this content.
refused() { printf "$3" > logo.svg; says "$1" 3 "$2" try; }
svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
refused "neither PNG nor SVG" "neither a PNG nor an SVG" 'GIF89a'
refused "damaged SVG" "damaged in line 2" "$svg\n<g>"
refused "text in it" "“text” cannot be drawn" "$svg<text>a</text></svg>"
refused "a gradient" "is no plain colour" "$svg<path fill=\"url(#a)\" d=\"M0 0h9v9z\"/></svg>"
refused "a style sheet" "“style” cannot be drawn" "$svg<style>.a{fill:red}</style></svg>"
refused "a picture in it" "“image” cannot be drawn" "$svg<image href=\"/etc/passwd\"/></svg>"
refused "a script" "“script” cannot be drawn" "$svg<script/></svg>"
refused "transparency" "“opacity” cannot be drawn" "$svg<path opacity=\".5\" d=\"M0 0h9v9z\"/></svg>"
refused "entities" "“DOCTYPE” cannot be drawn" "<!DOCTYPE svg [<!ENTITY a \"aaaa\">]>$svg</svg>"
refused "a broken path" "cannot be read" "$svg<path d=\"M0 0 L1\"/></svg>"
refused "nothing in it" "nothing is drawn" "$svg</svg>"
refused "too long" "twelve times as long" "$svg<rect width=\"900\" height=\"9\"/></svg>"
refused "damaged PNG" "the PNG is damaged" '\211PNG\r\n\032\nxxxx'
python3 - <<'PYTHON'
import struct, zlib
def chunk(kind, data): return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
def png(width, height, rows): return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
                                      + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
rows = b"".join(b"\0" + b"".join(bytes([20, 83, 45, min(255, 4 * x)]) for x in range(90)) for _ in range(30))
open("fine.png", "wb").write(png(90, 30, rows))
open("cut.png", "wb").write(png(90, 30, rows)[:-40])
open("huge.png", "wb").write(png(60000, 60000, b""))
open("many.svg", "w").write('<svg><path d="M0 0' + "l1 1" * 30000 + '"/></svg>')
open("deep.svg", "w").write("<svg>" + "<g>" * 100 + "</g>" * 100 + "</svg>")
open("big.svg", "w").write("<svg>" + " " * 3000000 + "</svg>")
PYTHON
for case in "cut.png:the PNG is damaged" "huge.png:too large" "many.svg:too large" "deep.svg:too large" "big.svg:too large"; do
  style "logo \"${case%%:*}\""
  says "${case%%:*}" 3 "${case#*:}" try
done
style 'logo "fine.png"'
says "a PNG" 0 "Written" "$kompas" brief koala.kompas --style ./bad.kompas -o png.pdf
says "is drawn soundly" 0 "" "$judge" png.pdf
pdfimages -list png.pdf > images.txt
says "and once in the file" 0 "1" sh -c "pdfimages -list png.pdf | awk 'NR > 2 { print \$11 }' | sort -u | wc -l"
mkdir -p inside outside && cp fine.png outside && cp koala.kompas inside && touch inside/kompas.project
ln -s ../outside/fine.png inside/link.png
for path in ../outside/fine.png link.png /etc/hostname; do
  style "logo \"$path\""
  mv bad.kompas inside
  says "a logo outside the project: $path" 3 "it lies outside the project" sh -c "cd inside && '$kompas' brief koala.kompas --style ./bad.kompas -o never.pdf"
done

# What goes wrong with letters.
sed 's/party kpn "KPN"/party kpn "בית חולים הדסה"/; s/party menzis "Menzis"/party menzis "中文"/' koala.kompas > letters.kompas
says "a letter that no font has is told" 0 "U+4E2D, U+6587" "$kompas" brief letters.kompas -o letters.pdf
pdftotext letters.pdf letters.txt
says "and can be found" 0 "中文" cat letters.txt
says "Hebrew is read from right to left" 0 "בית חולים הדסה" mutool draw -q -F txt letters.pdf
says "soundly" 0 "" "$judge" letters.pdf
long=$(printf 'samenwerkingsovereenkomst%.0s' 1 2 3)
sed "s/party kpn \"KPN\"/party kpn \"${long}sverband\"/" koala.kompas > long.kompas
says "a word of eighty letters" 0 "Written" "$kompas" brief long.kompas -o long.pdf
says "stays on the page" 0 "" "$judge" long.pdf
says "no document was written in error" 1 "" test -e never.pdf

echo "style: $passed passed, $failed failed"
[ $failed -eq 0 ]
