/* format.h: the canonical layout of a file.
 *
 * Two spaces a level, one between parts, labels and flags in the order of the vocabulary, every word in one language
 * with its diacritics, every comment where it belongs. What could not be read stays as it was written. Formatting twice
 * is formatting once, and changes no meaning. */
#ifndef KOMPAS_FORMAT_FORMAT_H
#define KOMPAS_FORMAT_FORMAT_H

#include "compiler/syntax/tree.h"
#include "compiler/vocabulary/vocabulary.h"

typedef struct FormatOptions {
  bool translate; /* write all keywords and choices in `keywords`; else in the file's own language */
  Language keywords;
  /* The name of a kind of finding in a language, from its code or from its name in either; the empty text when the word
   * is none. NULL: such words stay as they are. */
  Str (*finding_name)(const void *context, Str word, Language language);
  const void *context;
} FormatOptions;

/* The text in canonical layout, in the arena. A file of library statements keeps its words. A tree that was refused
 * (K0004) or whose braces do not match gives its text unchanged. */
Str format_tree(Arena *arena, const Tree *tree, const Vocabulary *vocabulary, const FormatOptions *options);

#endif
