# An organisation with one partnership that is no more than a sketch: its own findings do not make the report lose sight of the organisation.
cat > sketch.kompas <<'SPEC'
kompas 1 nl

samenwerking meldkamer "Meldkamer" {
  peildatum 2026-11-01
  fase verkennen sinds 2026-01-01
  partij ik "Regio" {
    vertegenwoordiger vermeer "P. Vermeer" {
      mandaat begroting tot EUR 100_000
    }
  }
  partij ander "Gemeente"
}

organisatie regio "De Regio" is meldkamer.ik {
  peildatum 2026-11-01
  strategie {
    doel hulp "Bereikbare hulp"
  }
  portfolio {
    deelname meldkamer dient hulp mensen 1 kosten EUR 10_000 toestand goed oordeel doorgaan beoordeeld 2026-09-01
  }
}
SPEC
"$KOMPAS" portfolio sketch.kompas --format md --lang nl -o - 2> findings.txt
