/* load.h: from library files to the vocabulary.
 *
 * Only the words inside `concept` and `choices` are fixed in C (words.c); every other word of the language is read here. */
#ifndef KOMPAS_VOCABULARY_LOAD_H
#define KOMPAS_VOCABULARY_LOAD_H

#include "compiler/diagnostics/finding.h"
#include "compiler/syntax/tree.h"
#include "compiler/vocabulary/vocabulary.h"

/* Reads every `concept` and `choices` statement of `trees`; neither the order of files nor of statements matters, save
 * that what is declared first is listed first. A concept or set declared again (in a house library) gains the properties
 * or choices of the later statement. Mistakes go to `sink` with their place; what is sound is loaded all the same.
 * All memory is the arena's, texts included: nothing in it points into the trees. */
Vocabulary *vocabulary_load(Arena *arena, Tree *const *trees, uint32_t count, FindingSink *sink);

/* True for a statement that declares words (`concept`, `choices`), which the binder passes over. */
bool vocabulary_declares(const Node *statement);

#endif
