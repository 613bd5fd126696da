/* language.h: the natural languages of keywords, texts and reports. */
#ifndef KOMPAS_BASE_LANGUAGE_H
#define KOMPAS_BASE_LANGUAGE_H

#include "compiler/base/str.h"

typedef enum Language { LANGUAGE_EN, LANGUAGE_NL, LANGUAGE_COUNT } Language;

/* The same text in each language; a language that was not given is the empty text. */
typedef struct Words {
  Str in[LANGUAGE_COUNT];
} Words;

/* "en" and "nl". */
Str language_code(Language language);
/* True and the language when `code` is one. */
bool language_of(Str code, Language *language);
/* The text in `language`, else in the other one. */
Str words_in(Words words, Language language);

#endif
