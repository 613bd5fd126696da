/* words.h: the only words that are fixed in C: those that declare all others (stdlib/README.md, "Words"). */
#ifndef KOMPAS_VOCABULARY_WORDS_H
#define KOMPAS_VOCABULARY_WORDS_H

#include "compiler/vocabulary/vocabulary.h"

typedef enum FixedWord {
  WORD_NONE,
  /* statements */
  WORD_CONCEPT, WORD_CHOICES,
  /* lines of a concept */
  WORD_POSITIONAL, WORD_LABEL, WORD_FLAG, WORD_LINE, WORD_EXTENDS, WORD_AT_TOP, WORD_COMMON, WORD_LIBRARY, WORD_PERIOD,
  WORD_SAME_KIND,
  /* lines of several */
  WORD_DOC, WORD_EXAMPLE, WORD_TITLE, WORD_SAYS,
  /* lines of choices */
  WORD_ATTRIBUTE, WORD_CHOICE, WORD_NEEDS_TEXT,
  /* after a type */
  WORD_OR, WORD_REQUIRED, WORD_UNLESS, WORD_MANY, WORD_WHOLE_LIST, WORD_AT_LEAST, WORD_EXACTLY, WORD_SHARE,
  WORD_NOT_AFTER_AS_OF, WORD_ALL_PARTIES, WORD_THROUGH_PARENT, WORD_NOT_FOR_PARTNERS, WORD_USED,
  WORD_ANY,
  WORD_COUNT
} FixedWord;

/* The fixed word that is written so, or WORD_NONE. */
FixedWord fixed_word(Str text);
Str fixed_word_text(FixedWord word);

/* The kind of type with this name ("date"), or 0. */
uint32_t type_kind_of(Str text);
/* The name of one TypeKind bit. */
Str type_kind_text(uint32_t kind);

enum { TYPE_KIND_COUNT = 20 };

#endif
