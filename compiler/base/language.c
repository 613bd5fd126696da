#include "compiler/base/language.h"

static const Str codes[LANGUAGE_COUNT] = {{"en", 2}, {"nl", 2}};

Str language_code(Language language) { return codes[language]; }

bool language_of(Str code, Language *language) {
  for (int i = 0; i < LANGUAGE_COUNT; i++)
    if (str_equal(code, codes[i])) return *language = (Language)i, true;
  return false;
}

Str words_in(Words words, Language language) {
  if (!str_is_empty(words.in[language])) return words.in[language];
  for (int i = 0; i < LANGUAGE_COUNT; i++)
    if (!str_is_empty(words.in[i])) return words.in[i];
  return STR("");
}
