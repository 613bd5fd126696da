# A code, names in both languages, a keyword without its diacritics, a form, a phase.
"$KOMPAS" explain K4006
"$KOMPAS" explain ontbrekend-mandaat | head -4
"$KOMPAS" explain mandate
"$KOMPAS" explain hierarchie
"$KOMPAS" explain entrepreneurial --lang nl
"$KOMPAS" explain shape
"$KOMPAS" explain k4006 | head -1
