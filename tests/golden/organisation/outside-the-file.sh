# A membership names a partnership of another file: taken in with `use` it is known, without it is not.
cat > one.kompas <<'END'
kompas 1 en

partnership one "One" {
  as-of 2026-11-01
  phase explore since 2026-09-15
  issue "Beds are full."
  party us "Us"
  party them "Them"
}
END
cat > home.kompas <<'END'
kompas 1 en

use "one.kompas"

organisation home "Home" is one.us {
  as-of 2026-11-01
  portfolio {
    membership one health good
    coordination them "The director speaks with Them"
  }
}
END
sed '/^use/d' home.kompas > lost.kompas
: > kompas.project
places() { grep -o '"code":"[^"]*"\|"file":"[^"]*"\|"line":[0-9]*' | paste -sd' ' | sed 's/ "code"/\n"code"/g'; echo; }
"$KOMPAS" check home.kompas --format json | places | grep 'home.kompas'
"$KOMPAS" check lost.kompas --format json | places | grep 'lost.kompas'
"$KOMPAS" check . --format json | places | grep 'lost.kompas'
