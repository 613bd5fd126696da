# What a house library works out is exported beside what the standard library does, and the schema knows its columns.
mkdir house
cat > house/data.kompas <<'END'
kompas 1 nl
gegevens acties {
  uitleg "The open actions with a date." | "De open acties met een datum."
  voor     actie (open-actions(partnership))
  wanneer  (actie.due is set)
  kolom    wat "What is to be done." | "Wat er moet gebeuren." (actie.text)
  kolom    dagen "Days left." | "Resterende dagen." (actie.due - today)
}
END
spec="$CASE/../text/mixed-forms.kompas"
"$KOMPAS" export --library house "$spec" 2> out | sed -n '/"acties"/,$p'
cat >> house/data.kompas <<'END'
gegevens acties {
  uitleg "The same name again." | "Nog eens dezelfde naam."
}
END
"$KOMPAS" check --library house "$spec" | head -8
