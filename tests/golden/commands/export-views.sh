# The parties' views side by side, where they part, and what the decision asked lacks, for other programs.
cat > spec.kompas <<'SPEC'
kompas 1 nl
samenwerking wijk "Wijkteam Noord" {
  peildatum 2026-11-01
  fase delen sinds 2026-09-15
  vraagt "Instemmen met het convenant" uiterlijk 2026-12-10 {
    optie nu "Nu tekenen" aanbevolen
  }
  kans "Het nieuwe gebouw brengt alle loketten bijeen."
  partij gemeente "Gemeente A" {
    ziet vraagstuk "Niemand kent de weg." bevestigd 2026-10-01 bevestigd-door "M. Jansen"
    ziet kans "Eén adres."
  }
  partij jeugdzorg "Jeugdzorg B" {
    ziet vraagstuk "De zwaarste gevallen komen het laatst."
  }
}
SPEC
"$KOMPAS" export spec.kompas | sed -n -e '/^    "views": \[/,/^    \],/p' -e '/^    "views-compared": \[/,/^    \],/p' -e '/^    "decisions-asked": \[/,/^    \],/p'
