/* library.h: everything that is declared in stdlib/ and in house libraries, read and compiled.
 *
 * The standard library comes frozen in the executable (library_open_frozen) and costs nothing to open. When there are house
 * folders, everything is read again from text, so that they can add to it. A library never changes once it is there. */
#ifndef KOMPAS_RULES_LIBRARY_H
#define KOMPAS_RULES_LIBRARY_H

#include "compiler/binding/model.h"
#include "compiler/rules/expression.h"
#include "compiler/rules/rules.h"

/* `define`: a named value or predicate. */
typedef struct Definition {
  Str name;
  LIST(ScopeName) parameters; /* slots 0, 1, … of its frame */
  const Expression *gives;
  uint32_t frame_size;
  uint32_t number;            /* in Library.definitions */
  bool remembered;            /* worth remembering by its arguments */
  bool reveals;               /* compares what audience `partners` may not see: the outcome tells it */
  bool across;                /* looks at other partnerships than the one that is judged */
  uint8_t state;              /* while loading: not yet compiled, being compiled, compiled */
  Words doc;
  const Object *declaration;
} Definition;

/* `item`: what must be settled before a phase is left. Expressions are compiled in one scope without names of its own:
 * evaluate them with evaluation_frame(evaluation, item->frame_size). */
typedef struct Item {
  Str code;
  LIST(Str) also;             /* other codes under which it is known */
  const Choice *phase;        /* NULL: of no phase; only where it is about an organisation */
  bool about_organisation;    /* of an organisation's own checklist, not of each partnership's */
  Condition condition;
  Template text, question;
  const Expression *settled;  /* NULL: by hand */
  const Expression *evidence; /* NULL: none */
  const Expression *owner;
  const Expression *applies;  /* NULL: always */
  bool by_hand;
  LIST(const Rule *) touched_by;
  LIST(Str) facts;
  uint32_t frame_size;
  const Object *declaration;
} Item;

/* `dataset`: a table for other programs. Rows come in the order of the `for` variables, columns in that of the text. */
typedef struct DatasetColumn {
  Str key;
  Words doc;
  const Expression *expression;
} DatasetColumn;

typedef struct Dataset {
  Str key;
  Words doc;
  const Concept *about;         /* the root it is evaluated for: partnership or organisation */
  LIST(Str) facts;
  LIST(RuleVariable) variables; /* in order */
  const Expression *when;       /* NULL: every row */
  LIST(DatasetColumn) columns;
  uint32_t frame_size;
  const Object *declaration;
} Dataset;

/* `text`: a sentence of the program. The arguments it names stand in its frame in this order. */
typedef struct LibraryText {
  Str key;
  Template text;
  LIST(Str) arguments;
  uint32_t frame_size;
  bool is_standard; /* of the standard library: a house may replace it */
} LibraryText;

/* What a fact is about. */
typedef struct FactSubject {
  Str set; /* "phase", "form", "condition": a choice of that set; empty: any word of the vocabulary with this key */
  Str key;
} FactSubject;

/* `fact`: what a rule or an item rests on. It holds words only, no concept or choice, so that it serves every library that the
 * standard one is part of. */
typedef struct Fact {
  Str code;
  Words title, text;
  Str kind;                   /* key of a fact-kind */
  LIST(FactSubject) subjects; /* the main one first */
  LIST(Words) works;          /* where it comes from */
} Fact;

/* `left-out`: a consequence of the body of knowledge that is no rule, and why. */
typedef struct LeftOut {
  Str code;
  Words reason;
  LIST(Str) asked_by; /* codes of the checklist items that put the question instead */
} LeftOut;

/* Some property with a key is a flag, or may not be seen by audience `partners`. */
enum { TRAIT_FLAG = 1, TRAIT_RESERVED = 2 };

struct Library {
  Arena *arena;                 /* NULL when frozen */
  const Vocabulary *vocabulary;
  const uint8_t *key_traits;    /* TRAIT_ bits by key id, so that a property itself is looked at only where it matters */
  Model *model;                 /* all statements of the library as objects (model->library): reports, styles, …; without its facts */
  LIST(Source *) sources;       /* its files; their numbers come first in the store of the session */
  uint32_t standard_sources;    /* how many of them are the standard library's */
  LIST(Rule *) rules;           /* in order of code */
  LIST(Definition *) definitions;
  LIST(Item *) items;           /* in order of the text */
  LIST(Dataset *) datasets;     /* in order of the text */
  LIST(LibraryText) texts;
  LIST(Fact) facts;             /* in order of the text */
  LIST(LeftOut) left_outs;      /* in order of the text */
  uint32_t path_count;          /* different paths that start at `partnership`: their values are remembered while one is judged */
  LIST(const StaticType *) types; /* while loading: of all expressions, each once */
  Map type_by_identity;         /* while loading: what tells a type from others → its place in `types` */
  Map path_by_step;             /* while loading: "number of the base.key id" → number of the path, from 1 */
  Map rule_by_word;             /* code, and names of both languages, in NFC and folded */
  Map definition_by_name, text_by_key, item_by_code;
};

/* A file of a house library. */
typedef struct LibraryFile {
  Str path, text;
} LibraryFile;

/* The frozen standard library itself, without a session. */
const Library *library_frozen(void);
/* The frozen standard library. `store` must be empty: the library's files become its first sources. Takes no time. */
const Library *library_open_frozen(SourceStore *store);
/* Reads the standard library from the text in the executable, and then the files of house libraries (`house_count` of them,
 * in order). `store` must be empty. Mistakes go to `sink`, each in its file. Never NULL; all memory is the arena's. */
const Library *library_load(Arena *arena, SourceStore *store, FindingSink *sink, const LibraryFile *house,
                            uint32_t house_count);
/* As library_load, but the facts of the standard library are those of `standard` (which must live as long) and are not read:
 * they are half as much text as all the rest, and judging needs none of them. */
const Library *library_load_beside(const Library *standard, Arena *arena, SourceStore *store, FindingSink *sink,
                                   const LibraryFile *house, uint32_t house_count);

/* A rule by its code or by its name in either language, diacritics or not; NULL when there is none. */
const Rule *library_rule(const Library *library, Str code_or_name);
const Definition *library_definition(const Library *library, Str name);
/* An item by its code, or by one that it carries also. */
const Item *library_item(const Library *library, Str code);
const LibraryText *library_text(const Library *library, Str key);
const Fact *library_fact(const Library *library, Str code);
/* The declaration of a report: the last of that name, since a house may have its own brief. */
const Object *library_report(const Library *library, Str name);
const LeftOut *library_left_out(const Library *library, Str code);
/* A text without arguments in a language; the key itself when there is no such text. Lives as long as the library. */
Str library_words(const Library *library, Str key, Language language);
/* A text with arguments filled in by name. */
Str library_sentence(Evaluation *evaluation, const Library *library, Str key, const Argument *arguments,
                     uint32_t argument_count, Language language, Arena *arena);

#endif
