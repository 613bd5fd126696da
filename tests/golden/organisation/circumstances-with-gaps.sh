# A circumstance that is not scored moves none of the others.
cat > home.kompas <<'END'
kompas 1 en

organisation home "Home" {
  as-of 2026-11-01
  circumstances {
    size 4
    fuss 2
    dependence 5
  }
}
END
"$KOMPAS" portfolio home.kompas --format json -o - --audience own 2> /dev/null | tr -d ' \n' | grep -o '"circumstance":"[a-z-]*"\(,"score":[0-9]\)\?'
