/* binder.h: what the parts of the binder share; nobody else needs it.
 *
 * Read bind.c first: it shows the order of the work. statement.c reads one statement, slot.c one value, names.c declares
 * and resolves names, share.c takes shared parties in, check.c looks at values that must fit each other, report.c makes
 * the findings. */
#ifndef KOMPAS_BINDING_BINDER_H
#define KOMPAS_BINDING_BINDER_H

#include "compiler/binding/bind.h"

/* Only the first 1,000 findings of a file by place are shown (K0004 follows them): what comes after is not worked out. */
enum { SLOTS_PER_FILE = 2000000, FINDINGS_PER_FILE = 1001, SUGGESTIONS_PER_FILE = 100, CANDIDATES_AT_MOST = 2000, PATHS_AT_MOST = 10 };

/* What is known about one part of a statement while it is read; bits. */
enum { PART_STATED = 1, PART_SUGGESTED = 2 };

/* A statement while it is being read. */
typedef struct Reading {
  Object *object;
  const Concept *concept;
  uint8_t *parts;      /* per property: PART_… bits */
  bool line_broken;    /* its positional parts did not fit: what follows from that is not reported again */
} Reading;

/* A name that is to be resolved once all are declared. */
typedef struct Reference {
  Object *owner;
  const Property *property;
  Value *value;        /* where the outcome goes */
  const Node *node;    /* NODE_NAME or NODE_PATH */
  bool muted;
} Reference;

/* The parties that `all` stands for in one partnership on one day. */
typedef struct Presence {
  const Object *partnership;
  int32_t day;
  bool dated;
  const ValueList *list;
} Presence;

/* `all`: every party that is in on the day of the statement. */
typedef struct Everyone {
  Object *owner;
  Value *value;
  const Property *property;
} Everyone;

/* The same once-line in a partnership's party and in the shared party: they must be equal (K0106). */
typedef struct Twin {
  Object *here, *shared;
  const Property *property;
} Twin;

typedef struct NameLink {
  Object *object;
  uint32_t next; /* in Names.links, plus one; 0 ends */
} NameLink;

typedef struct NameEntry {
  Str name;
  uint64_t scope;
  uint32_t hash;
  uint32_t first, last; /* in Names.links, plus one; 0: entry not used */
} NameEntry;

/* Names by scope: a block, a whole partnership, a file, everything. */
typedef struct Names {
  NameEntry *entries;
  uint32_t count, capacity;
  LIST(NameLink) links;
} Names;

typedef struct FileState {
  Language language;
  bool has_language;
  bool broken;          /* too large or too deep (K0004): nothing more is said about it */
  uint32_t slots;       /* made for its statements; beyond SLOTS_PER_FILE (K0004) the rest is passed over */
  uint32_t suggestions; /* sought so far */
  uint32_t findings;    /* made so far, in this part of the work, which goes through a file from top to bottom */
  uint32_t last_place;  /* the start of the last of them by place */
  uint8_t *visible;     /* bit per file: this one and what it takes in; made when first wanted */
} FileState;

/* A word that stands in the wrong block: what it says may lack elsewhere. */
typedef struct Misplaced {
  Object *block;
  Str word;
  Language language;
} Misplaced;

typedef LIST(const Concept *) ConceptList;

typedef struct Binder {
  Arena *arena;
  const Vocabulary *vocabulary;
  FindingSink *sink;
  Finding *scratch;     /* takes what is not to be reported */
  Model *model;
  const BindingFile *files;
  uint32_t file_count;
  FileState *states;    /* by number in `files` */
  uint32_t *file_of_source, source_count; /* number in `files` of a source, plus one */
  uint32_t file;        /* the one being read */
  Language language;    /* its language */
  bool muted;
  uint32_t first_copy;   /* objects from this number on are copies of what shared parties say */
  Names names;
  LIST(Reference) references;
  LIST(Everyone) everyone;
  LIST(Presence) presences; /* those worked out last, so that statements may share a list */
  uint64_t present;      /* parties in all those lists */
  LIST(Twin) twins;
  LIST(Reading) untitled; /* parties without a title: all is well when a used file declares them */
  LIST(Misplaced) misplaced;
  LIST(Value) children;  /* lines of the blocks being read: a stack */
  LIST(uint32_t) child_properties;
  Map poisoned;          /* names in text that could not be read: not reported where they are used */
  Map resolved_nodes;    /* references of shared parties that some partnership resolves */
  const ChoiceSet *units, *currencies, *everyone_words, *kinds;
  const Concept *party, *partnership, *design, *mandate, *decision;
  uint32_t unit_months, unit_days, currency_decimals; /* attribute indexes; UINT32_MAX: none */
  ConceptList *heirs; /* by concept number: the concepts that extend it, itself first */
} Binder;

/* statement.c */
Object *bind_statement(Binder *binder, const Concept *concept, const Node *node, Object *parent, const Property *as);
/* Reads one line of a block; `reading` is the statement around it. */
void bind_block_line(Binder *binder, Reading *reading, const Node *line);
/* Puts the lines read since `mark` into the object's slots. */
void attach_children(Binder *binder, Object *object, uint32_t mark);
/* Every word of a text that could not be read may be a name that others use. */
void poison_names(Binder *binder, Span span);

/* slot.c */
/* How many items from `item` on this type takes, judged by their form alone; 0: it does not fit. */
uint32_t slot_accepts(const Binder *binder, const Property *property, const Node *item);
/* Makes the value of `count` items for a property and puts it in `*value` (at once, or when names are resolved). */
void slot_read(Binder *binder, Object *owner, const Property *property, const Node *item, uint32_t count, Value *value);
/* True for a text that is empty or only dots. */
bool text_is_placeholder(Str text);
const Choice *find_choice(const Binder *binder, const Type *type, Str word, Language *language);

/* names.c */
void names_declare(Binder *binder, Object *object);
/* K0110 for a name or topic whose letters come from more than one alphabet. */
void names_check_scripts(Binder *binder, Str name, Span place);
void names_resolve(Binder *binder);
/* Where a property wants the people of parties (through_parent): the one that each party has, in place of the party. A party with
 * nobody is passed over; one with several is K0107, and the list is then incomplete. */
const ValueList *names_through_parents(Binder *binder, const Reference *reference, Span place, const ValueList *parties);
/* The top-level object with this name and concept that the file may see, or NULL. */
Object *names_visible(Binder *binder, uint32_t file, Str name, const Concept *concept);
uint32_t binder_file_of(const Binder *binder, Span span);

/* share.c */
void share_parties(Binder *binder);
void share_compare(Binder *binder);

/* check.c */
void check_values(Binder *binder);
void finish_values(Binder *binder);

/* report.c: one function for each case of language.kompas. NULL for what is not there. */
Finding *binder_report(Binder *binder, const char *code, const char *which, Span place);
/* False where a finding would not be reported: on what is read a second time, and beyond the limit of a file. */
bool binder_listens(Binder *binder, Span place);
/* Starts counting anew: another part of the work goes through the files. */
void binder_recount(Binder *binder);
Words *binder_words_copy(Binder *binder, Words words);
Value binder_words_value(Binder *binder, Words words);
void argument_words(Binder *binder, Finding *finding, const char *name, Words words);
void argument_list(Binder *binder, Finding *finding, const char *name, Value *items, uint32_t count);
/* The words by which readers know a concept: the keyword of its statement. */
Words concept_words(const Binder *binder, const Concept *concept);
/* False when no more suggestions are sought in that file: then candidates need not be gathered. */
bool binder_may_suggest(Binder *binder, Span place);
Str binder_suggest(Binder *binder, Span place, Str word, const Str *candidates, uint32_t count);
void report_unknown_keyword(Binder *binder, Reading *block, const Node *word);
void report_unknown_part(Binder *binder, Reading *reading, const Node *word);
void report_extra(Binder *binder, Reading *reading, const Node *item);
void report_missing_part(Binder *binder, const Object *object, const Property *property);
void report_twice_part(Binder *binder, const Property *property, Span later, Span first);
void report_kind(Binder *binder, const Property *property, const Node *item, uint32_t count);
void report_one(Binder *binder, const Property *property, const Node *item);
void report_choice(Binder *binder, const Property *property, const Node *item);
void report_language(Binder *binder, Span place, Str word, const SpellingList *spellings, Language found);
void report_value(Binder *binder, const char *which, Span place);

#endif
