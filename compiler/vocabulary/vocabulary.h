/* vocabulary.h: the words of the language, as read from stdlib/.
 *
 * Concepts, their properties and the fixed choices are data. Everything here is made once when the library loads and is
 * never changed afterwards; it holds no function pointers and no pointers outside its arena, so that it can be frozen into
 * the executable. How the declarations look is told in stdlib/README.md. */
#ifndef KOMPAS_VOCABULARY_VOCABULARY_H
#define KOMPAS_VOCABULARY_VOCABULARY_H

#include "compiler/base/language.h"
#include "compiler/base/map.h"
#include "compiler/source/source.h"

typedef struct Concept Concept;
typedef struct ChoiceSet ChoiceSet;
typedef struct Choice Choice;

/* One way to write a word. The first of a language is the one the formatter writes. */
typedef struct Spelling {
  Str word;
  Str folded; /* without diacritics; accepted as well */
  Language language;
} Spelling;

typedef LIST(Spelling) SpellingList;

/* The kinds of value a slot takes; a slot may take several. */
typedef enum TypeKind {
  TYPE_NAME = 1 << 0,       /* a bare word that names the object itself */
  TYPE_STRING = 1 << 1,     /* a string or text block meant to be short */
  TYPE_TEXT = 1 << 2,       /* a string or text block of prose */
  TYPE_NUMBER = 1 << 3,
  TYPE_PERCENTAGE = 1 << 4,
  TYPE_MONEY = 1 << 5,
  TYPE_DATE = 1 << 6,
  TYPE_DURATION = 1 << 7,
  TYPE_SCORE = 1 << 8,      /* a whole number from 1 to 5, or - for no answer */
  TYPE_CHOICE = 1 << 9,     /* one of the choices of `choices` */
  TYPE_REFERENCE = 1 << 10, /* the name or path of an object of one of `concepts` */
  TYPE_TOPIC = 1 << 11,     /* a bare word that needs no declaration */
  TYPE_WORD = 1 << 12,      /* a bare word or code that somebody else understands (finding codes) */
  TYPE_TARGET = 1 << 13,    /* a declared name of any kind, a path, or an aspect */
  TYPE_OBJECT = 1 << 14,    /* a statement of its own: `object` says of which concept */
  /* library statements only */
  TYPE_WORDS = 1 << 15,     /* a text, or a pair of texts: "…" | "…" */
  TYPE_TEMPLATE = 1 << 16,  /* as TYPE_WORDS, with expressions in braces */
  TYPE_EXPRESSION = 1 << 17, /* (…) */
  TYPE_TYPE = 1 << 18,      /* a type, as in `takes day date` */
  TYPE_BOOLEAN = 1 << 19    /* flags, and results of expressions */
} TypeKind;

typedef struct Type {
  uint32_t kinds; /* TypeKind bits */
  LIST(const ChoiceSet *) choices;
  LIST(const Concept *) concepts; /* what a reference may refer to; empty with TYPE_REFERENCE: anything */
  const Concept *object;          /* with TYPE_OBJECT */
} Type;

typedef enum PropertyPlace { PLACE_POSITIONAL, PLACE_LABEL, PLACE_FLAG, PLACE_LINE } PropertyPlace;

typedef struct Property {
  Str key;               /* its first English spelling */
  uint32_t key_id;       /* the key's number in Vocabulary.keys: the same for one key in all concepts */
  uint32_t index;        /* slot in the objects of its concept */
  SpellingList spellings; /* positional parts too: for documentation and messages */
  PropertyPlace place;
  Type type;
  bool required;            /* marked * in the language page */
  const struct Property *required_unless; /* required only where this flag is not there; NULL: always */
  bool many;                /* positional, label: a list may stand there; line: may be repeated */
  bool whole_list;          /* all words up to the end of the line belong to it, without brackets (the four scores) */
  uint32_t at_least;        /* a line that must stand so often (two parties); 0: no such rule */
  bool not_after_as_of;     /* a date that may not lie after the partnership's as-of (K0108) */
  bool not_for_partners;    /* audience `partners` may not see the value; what is concluded from it, they may */
  bool is_share;            /* a percentage from 0% to 100% (K0108) */
  uint32_t exactly;         /* whole_list: so many values; 0: no such rule */
  bool through_parent;      /* the name of something with exactly one of the wanted things in its block stands for that one */
  bool required_unless_used; /* a party's title: required only where no used file declares the party */
  bool all_parties_default; /* left out, it stands for every party */
  Words doc;
  Words title;              /* how a report calls it ("decides by"); from the spelling when not given */
  Words says;               /* how `show` reads it out, a template; empty: "title: value" */
  Str example;              /* one line with English keywords */
  const Concept *owner;     /* the concept that declares it */
  Span span;                /* its declaration */
} Property;

struct Concept {
  Str key;
  uint32_t number;   /* in Vocabulary.concepts */
  SpellingList spellings;
  const Concept *extends; /* the concept whose properties it has too, or NULL */
  Property *properties; /* positional ones, then labels and flags, then lines; own, inherited, common; as declared */
  uint32_t property_count, positional_count;
  int16_t *slot_of_key; /* by key_id: slot or -1 */
  Map words;            /* spelling, in NFC and also folded (no diacritics) → index of a label, flag or line; not positional parts */
  int value_slot;       /* slot of the property with key `value`: the object stands for it as an operand; else -1 */
  int name_slot;        /* slot of its TYPE_NAME part, or -1 */
  int title_slot;       /* slot with key `title`, else of the first text part, or -1 */
  bool at_top;          /* may stand at the top of a file */
  bool is_library;      /* a statement of the library (section 7) */
  bool is_simple;       /* made for a line of one value; has no spelling of its own */
  /* pairs of properties of which the second may not lie before the first (K0108): indexes, -1 ends */
  int16_t period[2];
  LIST(uint16_t) same_kind; /* properties whose values must be of one kind (K0104) */
  LIST(int16_t) same_kind_inner; /* beside same_kind: the key_id inside the objects there (c.d), or -1 */
  bool words_clash;     /* some word means different things in two languages: `words` also holds "nl:word" */
  bool has_lists;       /* a list may stand on its line */
  bool has_checks;      /* its values are checked once all is read (not_after_as_of, all_parties_default, period, same_kind) */
  uint8_t *part_checks; /* by slot: true when something must be looked at even where nothing is stated (required, a placeholder) */
  Words doc, title, says;
  Str example; /* whole statement with English keywords */
  Span span;
};

struct Choice {
  Str key;
  const ChoiceSet *set;
  uint32_t order; /* from 0 */
  SpellingList spellings;
  Words doc, title; /* title: how a report writes it ("joint development") */
  bool needs_text;  /* `open` and `other`: the note is required */
  struct Value *attributes; /* by index of ChoiceSet.attributes */
};

struct ChoiceSet {
  Str key;
  uint32_t number; /* in Vocabulary.choice_sets */
  SpellingList spellings;
  Choice *choices;
  uint32_t choice_count;
  Map words; /* spelling (NFC and folded) → index; on a clash of languages also "nl:word" */
  bool words_clash;
  Property *attributes;
  uint32_t attribute_count;
  Words doc, title;
  Span span;
};

typedef struct Vocabulary {
  LIST(Concept *) concepts;
  LIST(ChoiceSet *) choice_sets;
  LIST(Str) keys;          /* key_id → key */
  Map key_ids;
  Map concept_by_key, choice_set_by_key; /* → numbers */
  Map top_words;           /* spellings of concepts that may stand at the top of a file → concept number */
  bool top_words_clash;
  Map statement_words;     /* every spelling of every line and top concept → how many concepts know it (for recovery and hints) */
} Vocabulary;

const Concept *vocabulary_concept(const Vocabulary *vocabulary, Str key);
const ChoiceSet *vocabulary_choices(const Vocabulary *vocabulary, Str key);
/* The choice with this key in a set, or NULL. */
const Choice *choice_by_key(const ChoiceSet *set, Str key);
/* The label, flag or line that a word means in a statement of `concept` (diacritics may be missing), or NULL. `*language`
 * (may be NULL) becomes the language of that spelling. */
const Property *concept_property_by_word(const Concept *concept, Str word, Language *language);
const Property *concept_property(const Concept *concept, Str key);
/* As concept_property_by_word, where a word that means two things is taken in the language `preferred`. */
const Property *concept_property_in(const Concept *concept, Str word, Language preferred, Language *language);
/* The choice that a word means, as concept_property_in; NULL when there is none. */
const Choice *choice_in(const ChoiceSet *set, Str word, Language preferred, Language *language);
/* The concept that a word opens at the top of a file, or NULL. */
const Concept *vocabulary_top_concept(const Vocabulary *vocabulary, Str word, Language preferred, Language *language);
/* True when `concept` is `base` or extends it, at any distance. */
bool concept_is(const Concept *concept, const Concept *base);
/* The first spelling in every language. */
Words spelling_words(const SpellingList *spellings);
/* True and the language (`preferred` when it serves both) when `word` is one of the spellings, diacritics left out or not. */
bool spelling_find(const SpellingList *spellings, Str word, Language preferred, Language *language);
/* The spelling that the formatter writes. */
Str spelling_in(const SpellingList *spellings, Language language);

#endif
