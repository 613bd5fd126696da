# A report of one page, declared here, as HTML and as Markdown: all that a reader of the files sees, but for the style sheet and the
# outlines of drawings.
mkdir house
cat > house/tiny.kompas <<'KOMPAS'
kompas 1 en

report tiny "Tiny" | "Klein" {
  file         "tiny"
  subject      "Tiny: {title(partnership)}" | "Klein: {title(partnership)}"
  running-head "{title(partnership)}"
  running-note "Tiny, {today}" | "Klein, {today}"

  cover {
    title "{title(partnership)}"
    fact "Parties" | "Partijen" "{partnership.party}"
  }

  section where "Where it stands" | "Waar het staat" {
    message "Now in {partnership.phase}." | "Nu in {partnership.phase}."
    figure track {
      alternative "Now in {partnership.phase}. The rest is to come." | "Nu in {partnership.phase}. De rest komt nog."
      for stop (choices(phase)) {
        if (stop = partnership.phase) {
          item stop label "{stop}" note "now" | "nu" present (true)
        }
        if (stop > partnership.phase) {
          item stop label "{stop}"
        }
      }
    }
    paragraph "More on page {{page}" | "Meer op pagina {{page}" link "who"
  }

  section who "Who" | "Wie" {
    table {
      summary "The parties and their interests." | "De partijen en hun belangen."
      column "Party" | "Partij" header
      column "Interest" | "Belang"
      for p (partnership.party) {
        row anchor "party-{p.name}" {
          cell "{p}"
          cell "{p.interest}"
        }
      }
    }
    bullets {
      paragraph "settled" | "geregeld" state (choice(report-state, settled))
      paragraph "Back to the phase" | "Terug naar de fase" link "where"
    }
  }
}
KOMPAS
cat > kompas.project <<'KOMPAS'
kompas 1 en
project {
  library "house"
}
KOMPAS
cat > small.kompas <<'KOMPAS'
kompas 1 nl

samenwerking klein "Klein & <fijn> met יוני (2)" {
  peildatum 2026-11-01
  fase verkennen sinds 2026-10-01
  partij een "Eén" {
    belang organisatie "Groeien | *bloeien*"
  }
  partij twee "Twee" {
    belang organisatie "Blijven" gevoelig
  }
}
KOMPAS
"$KOMPAS" brief small.kompas --report tiny --lang en --format html -o - 2>errors |
  sed -e '/^<style>/,/^<\/style>/d' -e 's/<path[^>]*>//g'
grep '^error' errors
echo "--------"
"$KOMPAS" brief small.kompas --report tiny --lang nl --format md -o - 2>/dev/null
