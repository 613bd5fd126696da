/* finding.h: findings as data. Nothing is worded here: texts stand in stdlib/ and are filled in when somebody reads them. */
#ifndef KOMPAS_DIAGNOSTICS_FINDING_H
#define KOMPAS_DIAGNOSTICS_FINDING_H

#include "compiler/base/language.h"
#include "compiler/base/list.h"
#include "compiler/binding/model.h"

typedef enum Severity { SEVERITY_NONE, SEVERITY_HINT, SEVERITY_WARNING, SEVERITY_ERROR } Severity;
typedef enum FindingClass { CLASS_CONTRADICTION, CLASS_OMISSION, CLASS_ADVICE } FindingClass;

typedef struct Rule Rule; /* compiler/rules/rules.h: code, names, texts of one kind of finding; language findings too */

/* A change of text that mends something: bytes of `span` become `text`. */
typedef struct Edit {
  Span span;
  Str text;
} Edit;

typedef struct Fix {
  Words title;
  LIST(Edit) edits;
} Fix;

/* A named argument of a language finding: {name} in its texts. */
typedef struct Argument {
  Str name;
  Value value;
} Argument;

/* A place that explains the primary one. `text` is a template of the rule (index into Rule.related). */
typedef struct Related {
  Span span;
  uint32_t text;
  bool sensitive;
  Argument *arguments; /* extra ones, or NULL */
  uint32_t argument_count;
} Related;

typedef struct Finding {
  Str code;                /* K0102; always there */
  const Rule *rule;        /* NULL until the library is known to the one who reports */
  Severity severity;       /* in the present phase, project settings applied */
  Severity next_severity;  /* in the next phase: for ranking */
  Span place;
  LIST(Related) related;
  LIST(Argument) arguments; /* language findings: their parameters; rules: the rule's variables, by name */
  LIST(Fix) fixes;
  LIST(const Object *) subjects; /* what the rule ranges over */
  const Object *partnership;     /* or organisation; NULL for language findings */
  const Object *accepted_by;     /* the accept statement that covers it, or NULL */
  bool silenced;                 /* another finding stands for it: not reported */
  bool silenced_for_board, silenced_for_partners; /* … also one that this audience may see */
  bool sensitive;                /* rests on something sensitive: only for audience own */
  bool reserved;                 /* a place or a value in its texts is not for audience partners */
  uint32_t silences;             /* how many findings it silences */
  uint32_t ordinal;              /* among equals, for the fingerprint */
} Finding;

/* Where findings go. */
typedef struct FindingSink {
  Arena *arena;
  LIST(Finding *) findings;
} FindingSink;

void finding_sink_init(FindingSink *sink, Arena *arena);

/* Adds a finding with this code and place, and returns it so that arguments, related places and fixes can be added. */
Finding *finding_add(FindingSink *sink, const char *code, Span place);
/* Adds a text argument. The text must outlive the sink. */
void finding_text(FindingSink *sink, Finding *finding, const char *name, Str text);
void finding_number(FindingSink *sink, Finding *finding, const char *name, int64_t number);
/* Adds an argument of any kind: a choice or property word is then written in the reader's language. */
void finding_value(FindingSink *sink, Finding *finding, const char *name, Value value);
/* Adds a related place; `text` counts the `related` lines of the finding's declaration, from 0. */
void finding_related(FindingSink *sink, Finding *finding, Span span, uint32_t text);
/* Adds a mend of one edit; for more edits, push onto the returned fix. */
Fix *finding_fix(FindingSink *sink, Finding *finding, Words title, Span span, Str text);

/* Order of place: file, start, then code. For qsort over Finding *. */
int finding_compare_by_place(const void *a, const void *b);

/* Puts the findings in order of place and keeps the first `limit` of each file; at the next one stands a K0004. */
void finding_sink_limit(FindingSink *sink, uint32_t limit);

/* The nearest word to `word` among `candidates` by edit distance on folded text (Damerau-Levenshtein, restricted), or the
 * empty text when none is near: at most one edit for four letters, two for eight, three beyond. */
Str suggest_nearest(Arena *arena, Str word, const Str *candidates, uint32_t count);

#endif
