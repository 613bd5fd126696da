/* loader.h: what the parts of the loader share; nobody else needs it. */
#ifndef KOMPAS_VOCABULARY_LOADER_H
#define KOMPAS_VOCABULARY_LOADER_H

#include "compiler/binding/model.h"
#include "compiler/diagnostics/finding.h"
#include "compiler/vocabulary/words.h"

/* A property as declared, with what can be resolved only when its concept is whole. */
typedef struct PropertyDraft {
  Property property;
  Str unless; /* `required unless FLAG` */
  Span unless_span;
} PropertyDraft;

typedef LIST(PropertyDraft) DraftList;

/* A line that names properties of its own concept: `period [from, until]`, `same-kind [a, c.d]`. */
typedef struct ConceptDraft {
  Concept *concept;
  DraftList own;        /* what the concept's own statements declare */
  DraftList all;        /* with inherited and common ones, in their final order */
  const Node *extends;  /* the name after `extends`, or NULL */
  const Node *period;   /* the list after `period`, or NULL */
  const Node *same_kind;
  const Concept *simple_of; /* the concept whose line it was made for, or NULL */
  uint8_t composed;     /* 0 not yet, 1 being composed, 2 done */
} ConceptDraft;

typedef struct ChoiceDraft {
  Choice choice;
  const Node *statement;
} ChoiceDraft;

typedef struct SetDraft {
  ChoiceSet *set;
  LIST(Property) attributes;
  LIST(ChoiceDraft) choices;
} SetDraft;

typedef struct Loader {
  Arena *arena;
  Vocabulary *vocabulary;
  FindingSink *sink;
  LIST(ConceptDraft *) concepts; /* beside vocabulary->concepts */
  LIST(SetDraft *) sets;         /* beside vocabulary->choice_sets */
  const Concept *common;
} Loader;

/* items.c: reading the items of a declaration */

/* The first item after the keyword. */
const Node *loader_first_argument(const Node *statement);
/* The keyword as a fixed word. */
FixedWord loader_statement_word(const Node *statement);
/* Texts of a string or of a pair; false after a finding. */
bool loader_words(Loader *loader, const Node *statement, const Node *item, Words *words);
bool loader_text(Loader *loader, const Node *statement, const Node *item, Str *text);
/* Spellings of a name or of a pair of names or lists; false after a finding. */
bool loader_spellings(Loader *loader, const Node *statement, const Node *item, SpellingList *spellings);
/* A type, from `*item` on; `*item` becomes the first item after it. */
bool loader_type(Loader *loader, const Node *statement, const Node **item, Type *type);
/* A spelling with hyphens as spaces, in each language. */
Words loader_title(Loader *loader, const SpellingList *spellings);
/* Findings about declarations: a word not known here; a name not declared; something missing; a value of the wrong kind. */
void loader_unknown_word(Loader *loader, const Node *item, const Node *statement);
/* A line whose first word is not known in its block; what could not be read was reported already. */
void loader_unknown_line(Loader *loader, const Node *line);
void loader_unknown_name(Loader *loader, const Node *item, FixedWord kind);
void loader_missing(Loader *loader, const Node *statement, Str part);
void loader_wrong_kind(Loader *loader, const Node *item, const char *expected);
void loader_twice(Loader *loader, Span later, Span first, Str name);

/* properties.c */
void loader_read_concept(Loader *loader, ConceptDraft *draft, const Node *statement);
/* choices.c: sets and their attributes first, then the values of the attributes */
void loader_read_choices(Loader *loader, SetDraft *draft, const Node *statement);
void loader_finish_choices(Loader *loader, SetDraft *draft);
/* compose.c: inheritance, order, look-up tables */
void loader_compose(Loader *loader, ConceptDraft *draft);
void loader_index(Loader *loader, ConceptDraft *draft);
void loader_index_vocabulary(Loader *loader);
/* Puts every spelling of one thing; returns true on a clash between languages. */
bool loader_index_spellings(Arena *arena, Map *words, const SpellingList *spellings, uint32_t index);

/* The number of a key in Vocabulary.keys, made when it is new. */
uint32_t loader_key(Loader *loader, Str key);
/* A concept of one value, for a line of a simple type. */
const Concept *loader_simple_concept(Loader *loader, const Concept *owner, const Property *line, PropertyDraft value);

#endif
