# What one party scored, fears or would be alone is for the board; the partners learn what all scored together.
spec() {
  cat << END
kompas 1 en
partnership p "P" {
  as-of 2026-11-01
  phase agree since 2026-09-01
  party a "Alpha" {
    outcome worse "It pays for both"
    concern status "Our name goes" 
    alone better "It has a laundry of its own"
  }
  party b "Beta"
  scan 2026-05-01 {
    by a {
      process $1
    }
    by b {
      process $2
    }
  }
  scan 2026-10-01 {
    by a {
      interests 5 5 5 5
      relation 4 4 4 4
      process 3 3 3 3
    }
    by b {
      interests 5 5 5 5
      relation 4 4 4 4
      process 4 4 4 4
    }
  }
}
END
}
spec "5 5 5 5" "4 4 4 4" > one-fell.kompas
spec "4 4 4 3" "4 4 5 5" > both-a-little.kompas
for name in one-fell both-a-little; do
  for audience in partners board; do
    echo "-- $name, $audience"
    "$KOMPAS" brief "$name.kompas" --audience $audience --format md --lang en -o - 2> /dev/null |
      grep -oE "(The score for “|Trust is scored high, yet|Alpha[^*|]*(scores say|would be better off alone|fears))[^*|…]*" | sed "s, *$,," | LC_ALL=C sort -u
  done
done
cat > evidence.kompas <<'END'
kompas 1 en
partnership p "P" {
  as-of 2026-11-01
  phase agree since 2026-09-01
  party a "Alpha" {
    power medium
    concern status "Our name goes" measure "Both names on the door"
  }
  party b "Beta" {
    power low
  }
}
END
for audience in partners board; do
  echo "-- evidence, $audience"
  "$KOMPAS" checklist evidence.kompas --audience $audience --format md --lang en -o - 2> /dev/null | grep -A1 -E 'Power diff|What people fear'
done
