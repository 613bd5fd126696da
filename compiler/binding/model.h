/* model.h: what a spec says, typed: objects with slots, as declared by the vocabulary.
 *
 * Every statement becomes an Object; a line of one value (as-of 2026-11-01) too: its concept has a `value` slot and the
 * object stands for that value wherever a value is wanted. A slot that nothing was written for is VALUE_MISSING. A slot
 * whose text has a language error is VALUE_UNKNOWN: nothing may be concluded from it. */
#ifndef KOMPAS_BINDING_MODEL_H
#define KOMPAS_BINDING_MODEL_H

#include "compiler/base/language.h"
#include "compiler/syntax/tree.h"
#include "compiler/vocabulary/vocabulary.h"

typedef struct Object Object;
typedef struct Value Value;

typedef enum ValueKind {
  VALUE_MISSING, /* not stated */
  VALUE_UNKNOWN, /* stated, but with an error, or the outcome of a comparison with something missing */
  VALUE_BOOLEAN,
  VALUE_NUMBER,     /* rational */
  VALUE_PERCENTAGE, /* rational: 40% is 2/5 */
  VALUE_MONEY,      /* rational, with currency */
  VALUE_DATE,       /* days since 1970-01-01 (proleptic Gregorian) */
  VALUE_DURATION,   /* months and days */
  VALUE_TEXT,       /* strings, text blocks */
  VALUE_WORDS,      /* a text in both languages (library) */
  VALUE_CHOICE,
  VALUE_OBJECT,     /* an object that stands here, or is referred to */
  VALUE_TOPIC,      /* a topic or another bare word */
  VALUE_LIST,
  VALUE_FINDING,    /* only while acceptances are judged */
  VALUE_NODE        /* library: an expression, a template or a type, left as it was written */
} ValueKind;

/* A fraction in lowest terms, denominator > 0. */
typedef struct Rational {
  int64_t numerator, denominator;
} Rational;

typedef struct ValueList {
  uint32_t count;
  bool incomplete; /* something that belongs here had an error: it may hold more than we know */
  Value *items;
} ValueList;

struct Value {
  uint8_t kind;      /* ValueKind */
  bool sensitive;    /* it, or what it was computed from, is marked sensitive */
  bool reserved;     /* it is, or was computed from, what audience `partners` may not see (Property.not_for_partners); a
                      * comparison or a condition does not pass it on: the outcome may be shown, the value not */
  char currency[4];  /* VALUE_MONEY: ISO 4217 */
  Span span;         /* where it stands; NO_SPAN when computed */
  union {
    bool boolean;
    Rational number; /* also percentages and money */
    int32_t date;
    struct { int32_t months, days; } duration;
    Str text;        /* also topics */
    const Words *words;
    const Choice *choice;
    const Object *object;
    const ValueList *list;
    const struct Finding *finding;
    const Node *node; /* NODE_EXPRESSION; a text or a pair; the first item of a type, which goes on with ->next */
  } as;
};

struct Object {
  const Concept *concept;
  Object *parent;      /* the statement whose block it stands in, or NULL at the top */
  const Property *as;  /* the property of the parent that it fills; NULL at the top */
  Str name;            /* empty when it has none */
  Value *slots;        /* concept->property_count of them */
  Span keyword;        /* its first word */
  Span name_span;      /* its name; the keyword when it has none */
  Span line;           /* the statement without its block */
  Span full;           /* with its block */
  const Node *node;
  const Object *shared; /* the party at the top of a file that it takes in, or NULL */
  uint32_t number;     /* in Model.objects: order of the text */
  bool sensitive;      /* marked, or in the block of one that is */
  bool has_error;      /* a part of its line has a language error: it is not judged */
  bool incomplete;     /* a line of its block could not be read: what is missing there is unknown */
  bool placeholder;    /* its required text is empty or dots and it declares no name: it counts as not stated, so it
                        * stands in Model.objects but in no slot */
};

typedef struct Model {
  Arena *arena;
  const Vocabulary *vocabulary;
  LIST(Object *) objects;      /* all, in order of the text, file by file */
  LIST(Object *) partnerships, organisations, shared_parties, library, projects;
} Model;

/* The slot of a property by key; a VALUE_MISSING when the concept has no such property. */
const Value *object_slot(const Object *object, const Vocabulary *vocabulary, Str key);
/* The title a reader knows the object by: its title slot, else its name, else the empty text. */
Str object_title(const Object *object);
/* The nearest object around it (itself included) of the concept with this key, or NULL. */
const Object *object_around(const Object *object, Str concept_key);
/* An object with a `value` slot becomes that value, again and again; other values stay. */
Value value_plain(Value value);
bool value_is_stated(Value value); /* neither missing nor unknown */

/* A value of nothing but its kind, computed rather than written. */
Value value_of_kind(ValueKind kind);
/* Alike in kind and content; objects are alike when they are the same one. Missing and unknown are like nothing. */
bool value_equal(Value a, Value b);

/* Exact arithmetic. Each returns false when the outcome (or a step to it) does not fit; `*result` is then untouched. */
bool rational_make(int64_t numerator, int64_t denominator, Rational *result); /* denominator may be negative, not 0 */
bool rational_of_decimal(Decimal decimal, Rational *result);
bool rational_add(Rational a, Rational b, Rational *result);
bool rational_subtract(Rational a, Rational b, Rational *result);
bool rational_multiply(Rational a, Rational b, Rational *result);
bool rational_divide(Rational a, Rational b, Rational *result); /* false for b = 0 */
/* <0, 0, >0; exact for all values. */
int rational_compare(Rational a, Rational b);
/* As a decimal when it is one ("0.25", "-3"), else as "1/3"; never depends on the locale. */
Str rational_text(Arena *arena, Rational number);

/* Calendar: year 1 to 9999. Returns false for a day that does not exist. */
bool date_from_civil(int year, int month, int day, int32_t *date);
void date_to_civil(int32_t date, int *year, int *month, int *day);
/* A month later is the same day, or that month's last. What leaves the calendar stops at its first or last day. */
int32_t date_add(int32_t date, int32_t months, int32_t days);
/* As 2026-11-01. */
Str date_text(Arena *arena, int32_t date);
/* Reads 2026-11-01; false for another form or for a day that does not exist. */
bool date_of_text(Str text, int32_t *date);

#endif
