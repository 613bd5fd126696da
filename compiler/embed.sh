#!/bin/sh
# embed.sh FILE…: writes C that holds the files: `stdlib_texts[]` of path, content and length, ended by NULLs. od and awk only.
set -eu
echo '#include <stddef.h>'
n=0
for file in "$@"; do
  echo "static const unsigned char text_$n[] = {"
  od -An -v -tu1 "$file" | awk '{ for (i = 1; i <= NF; i++) printf "%s,", $i; print "" }'
  echo "0};"
  n=$((n + 1))
done
echo 'const struct StdlibText { const char *path; const unsigned char *text; size_t length; } stdlib_texts[] = {'
n=0
for file in "$@"; do
  echo "  {\"$file\", text_$n, sizeof text_$n - 1},"
  n=$((n + 1))
done
echo '  {NULL, NULL, 0}};'
