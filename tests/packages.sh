#!/bin/sh
# packages.sh build [test [long]]: installs the Debian packages that building (testing, the long tests) needs and that are missing.
set -eu
build="flex bison pkg-config libhpdf-dev libharfbuzz-dev libunibreak-dev libpng-dev libexpat1-dev zlib1g-dev libutf8proc-dev fonts-lato icc-profiles-free
  fonts-dejavu-core   hyphen-nl hyphen-en-us gcc libc6-dev"
test="fonts-open-sans fonts-urw-base35 check libsubunit-dev libjansson-dev clang libclang-rt-14-dev qpdf poppler-utils mupdf-tools python3-jsonschema libxml2-utils"
missing=
long="chromium chromium-driver"
for group in "$@"; do
  case $group in
    build) wanted=$build ;;
    test) wanted=$test ;;
    long) wanted=$long ;;
    *) echo "packages.sh: there is no group $group" >&2; exit 2 ;;
  esac
  for package in $wanted; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $package"
  done
done
[ -n "$missing" ] || exit 0
echo "Installing:$missing"
if [ "$(id -u)" = 0 ]; then
  run=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  run=sudo
elif command -v sudo >/dev/null && [ -t 0 ]; then
  run=sudo
else
  echo "No rights to install packages here. Run this once, then try again:" >&2
  echo "  apt-get install --no-install-recommends$missing" >&2
  exit 1
fi
$run apt-get update -qq
DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends $missing >/dev/null
