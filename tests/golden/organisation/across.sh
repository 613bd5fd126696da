# What shows only across partnerships is judged when a folder is checked, and not for one file.
partnership() {
  cat > "$1.kompas" <<END
kompas 1 en

use "parties.kompas"

partnership $1 "$2" {
  as-of 2026-11-01
  phase run since 2026-01-01
  party us "Us" {
    representative jansen "M. Jansen" {
      mandate budget until $4
    }
  }
  party them "Them" {
    representative bos "A. Bos"
  }
  party $3 "$3" {
    representative visser "L. Visser"
  }
}
END
}
printf 'kompas 1 en\n\nparty us "Us"\nparty them "Them"\n' > parties.kompas
partnership one One Third 2026-12-31
partnership two Two Third 2027-01-15
partnership three Three Fourth 2028-01-01
partnership four Four Fifth 2028-01-01
partnership five Five Sixth 2028-01-01
cat > home.kompas <<'END'
kompas 1 en

use "one.kompas"
use "two.kompas"
use "three.kompas"
use "four.kompas"
use "five.kompas"

organisation home "Home" is one.us {
  as-of 2026-11-01
  mandating "The board"
  portfolio {
    membership one
    membership two
    membership three
    membership four
    membership five
  }
}
END
: > kompas.project
told() { grep -A1 '\[K75' | grep -v '^--$'; }
echo "# one file"; "$KOMPAS" check two.kompas --lang en | told
echo "# the organisation and what it uses"; "$KOMPAS" check home.kompas --lang en | told
echo "# the folder"; "$KOMPAS" check . --lang en | told
"$KOMPAS" check . --lang nl | told
