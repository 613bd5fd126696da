/* bind.h: from trees to the model.
 *
 * The binder knows no word of its own: what may stand where, and of which kind, comes from the vocabulary. It reads every
 * statement once, declares its name, then resolves references (names may be used before they are declared). */
#ifndef KOMPAS_BINDING_BIND_H
#define KOMPAS_BINDING_BIND_H

#include "compiler/binding/model.h"
#include "compiler/diagnostics/finding.h"

/* A parsed file and the files it takes in: their numbers in the array given to model_bind. */
typedef struct BindingFile {
  Tree *tree;
  uint32_t *uses;
  uint32_t use_count;
  bool use_failed; /* one of its `use` lines led nowhere (K0109): a name that is not found may stand there */
} BindingFile;

/* Binds all files together. Findings (K0101 to K0108, K0110, K0111) go to `sink`, in no particular order. Always gives a
 * model; what has an error is VALUE_UNKNOWN there. Takes time linear in the text. All memory is the arena's; the model
 * points into the trees and the vocabulary, which must outlive it. */
Model *model_bind(Arena *arena, const Vocabulary *vocabulary, const BindingFile *files, uint32_t count,
                  FindingSink *sink);

/* The language of a file's keywords; English when its first line does not tell. */
Language tree_language(const Tree *tree);

#endif
