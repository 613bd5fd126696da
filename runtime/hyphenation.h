/* hyphenation.h: where a word may be broken, by Liang's patterns.
 *
 * The patterns come from the system's hyphen-nl and hyphen-en-us packages. Without them no word is broken. */
#ifndef KOMPAS_RUNTIME_HYPHENATION_H
#define KOMPAS_RUNTIME_HYPHENATION_H

#include "compiler/base/language.h"

/* Words shorter than this are not broken. */
#define HYPHENATION_LEAST_LETTERS 8

typedef struct Hyphenator Hyphenator;

/* The patterns of a language, read now; one without patterns when they are not installed. Memory is the arena's. */
Hyphenator *hyphenator_open(Arena *arena, Language language);
/* As hyphenator_open, from the text of a pattern file (first line its character set: UTF-8 or ISO8859-1). */
Hyphenator *hyphenator_of(Arena *arena, Language language, Str file);

typedef struct HyphenPoint {
  uint32_t at; /* byte of the word before which it may break */
} HyphenPoint;

/* The places of `word` (letters only, UTF-8) where it may break, in order, in the arena; `*count` their number. At
 * least 2 letters stay before and 3 after; Dutch "ij" counts as one letter and stays together; nothing breaks before a
 * letter with a trema, since the trema would have to go. */
const HyphenPoint *hyphenator_points(const Hyphenator *hyphenator, Arena *arena, Str word, uint32_t *count);

#endif
