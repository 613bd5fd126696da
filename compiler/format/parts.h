/* parts.h: which items of a statement are what, for the formatter: judged by form alone, as the binder does it. */
#ifndef KOMPAS_FORMAT_PARTS_H
#define KOMPAS_FORMAT_PARTS_H

#include "compiler/syntax/tree.h"
#include "compiler/vocabulary/vocabulary.h"

/* A positional part, a label with its value, a flag, or items that mean nothing here. */
typedef struct Part {
  const Property *property; /* NULL: means nothing here */
  const Node *word;         /* of a label or flag */
  const Node *value;        /* its first item, or NULL */
  uint32_t count;           /* of items */
} Part;

typedef struct Parts {
  LIST(Part) list;
  bool sound; /* every item has its place and no part stands twice: they may be put in order */
} Parts;

/* What the formatter knows about words, beside the concepts. */
typedef struct Lexicon {
  const Vocabulary *vocabulary;
  Language language; /* of the file */
  const ChoiceSet *units, *everyone;
  const Concept *design;
} Lexicon;

const Choice *lexicon_choice(const Lexicon *lexicon, const Type *type, Str word);
const Choice *lexicon_unit(const Lexicon *lexicon, const Node *item);

/* The parts of a statement of `concept`, its keyword left out. */
Parts parts_of(Arena *arena, const Lexicon *lexicon, const Concept *concept, const Node *statement);
/* The one part of a line in a block of `concept` that holds a label or flag of it. */
Parts parts_of_label_line(Arena *arena, const Lexicon *lexicon, const Concept *concept, const Property *label,
                          const Node *line);

#endif
