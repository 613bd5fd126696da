# The items of the basic forms: open, settled and at risk, each phase its own; those that a partnership does not need are not asked.
list() {
  echo "-- $1"
  $KOMPAS checklist - --format md -o - --lang en 2> /dev/null < "$1.kompas" | sed -e ':a' -e N -e '$!ba' -e 's/\n  - / | /g' |
    grep -E "improve or renew|can and cannot do|laid side by side|strand of its own|Intent, nature|accepted the form|agreed in outline|type of contract|Each strand has|No detail|six steering|key roles, the style|work process, what|What your form|discontent|The form still|New activities"
}
spec() {
  cat << END
kompas 1 en
partnership p "P" {
  as-of 2026-11-01
  phase $1 since 2026-09-15
  $2
  party a "A" {
    sees form functional
  }
  party b "B"
}
END
}
spec explore "" > nothing-yet.kompas
spec share "form functional" > form-without-axes.kompas
spec share "form functional
  intent improve
  nature share" > form-with-axes.kompas
spec agree "form functional
  intent improve
  nature share
  design {
    finances payment-for-service
    ict one-to-one-integration
  }" > half-set-up.kompas
spec shape "strand s \"S\" {
    form functional
  }
  strand t \"T\" {
    form exploratory
  }
  activity supply \"Bread\"" > two-strands.kompas
spec run "form functional confirmed 2026-10-01
  process {
    phase run from 2026-09-15 {
      result evaluation-report on 2026-10-20 accepted-by all dissatisfied a
    }
  }" > discontent.kompas
for name in nothing-yet form-without-axes form-with-axes half-set-up two-strands discontent; do list $name; done
