# Items of the conditions: what the spec shows, what is ticked under another code of the same item, what explain tells by that code.
cat > p.kompas <<'SPEC'
kompas 1 en
partnership p "P" {
  as-of 2026-11-01
  phase PHASE since 2026-09-01
  setting table
  alternative wait "Wait for the law" rejected "It may take years."
  issue "Streets are dug up three times."
  party a "A" {
    interest collective calm "Streets that stay closed" drive conviction
    interest organisational name "A good name" drive feeling
    gives-up "Its own calendar"
    seeks expertise "Knowledge of pipes"
    home-base "The council hears of it every quarter"
  }
  party b "B" {
    joined 2026-09-15
    interest organisational cost "Digging once" drive usefulness
    concern autonomy "The dates are set by others"
    representative bos "A. Bos" {
      joined 2026-10-01
    }
  }
  agreement "Dates are set together" serves [a.calm, b.cost]
  process {
    dialogue "What do we fear?" on 2026-10-05 with all
    ticked BL-03 "Said at the table by all"
    ticked CL-36 "Two afternoons with those who left"
  }
}
SPEC
for phase in explore share agree shape run; do
  echo "== $phase"
  sed "s/PHASE/$phase/" p.kompas > $phase.kompas
  "$KOMPAS" checklist $phase.kompas --audience own --format md -o - 2>/dev/null | grep -E \
    '^- \[.\] (It is written down|One sentence on|It is known whether you meet|Beside what|Those who rep|It has been discussed|All parties have joined|Every party stands|Of every|What each|What people|It is arranged|The ambition can|The interests of those|There is a rule|The next look|Those who came|The effect)' |
    cut -c1-70
done
"$KOMPAS" explain CL-11 | head -2
"$KOMPAS" explain CC-44
