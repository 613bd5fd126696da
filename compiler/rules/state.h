/* state.h: an Evaluation from the inside; only compiler/rules reads this. */
#ifndef KOMPAS_RULES_STATE_H
#define KOMPAS_RULES_STATE_H

#include "compiler/rules/code.h"
#include "compiler/rules/evaluate.h"
#include "compiler/rules/scratch.h"

/* A definition with more parameters is not remembered; nor is anything beyond so many values. */
enum { REMEMBERED_ARGUMENTS = 4, REMEMBERED_MOST = 250000 };

/* A value of a definition that was computed for the present root. */
typedef struct Remembered {
  uint32_t generation; /* of the root it was made for; another: the place is free */
  uint32_t hash;
  const Definition *definition;
  const Value *arguments;
  Value value;
} Remembered;

/* The value of a path that starts at `partnership`. */
typedef struct RememberedPath {
  uint32_t generation; /* as Remembered.generation */
  Value value;
} RememberedPath;

struct Evaluation {
  Arena *arena;
  const Library *library;
  const Model *model;
  Audience audience;
  const Object *root;
  Value partnership, today, project, partnerships;
  Scratch scratch;  /* values */
  Scratch memory;   /* values of definitions, until the next root */
  Remembered *remembered;
  RememberedPath *paths; /* by number of the path - 1 */
  uint32_t remembered_count, remembered_capacity, generation;
  uint64_t steps;   /* left */
  bool exceeded;
  struct Namesakes *namesakes; /* namesakes.c; NULL: not sought yet */
  const uint8_t *matches; /* Match, by number of the acceptance; NULL: not known */
};

/* Three-valued truth. Of what is not known it is remembered why: an error in the text (TRUTH_UNKNOWN), or merely something that
 * is not stated (TRUTH_UNSTATED). An element of which a condition is unstated is left out of a list; one of which it is
 * unknown makes the list incomplete. A VALUE_UNKNOWN that is merely unstated has as.boolean set. */
typedef enum Truth { TRUTH_FALSE, TRUTH_UNSTATED, TRUTH_UNKNOWN, TRUTH_TRUE } Truth;

static inline Truth value_truth(const Value *value) {
  switch (value->kind) {
    case VALUE_BOOLEAN: return value->as.boolean ? TRUTH_TRUE : TRUTH_FALSE;
    case VALUE_UNKNOWN: return value->as.boolean ? TRUTH_UNSTATED : TRUTH_UNKNOWN;
    case VALUE_MISSING: return TRUTH_UNSTATED;
    default: return TRUTH_UNKNOWN;
  }
}

static inline bool truth_is_open(Truth truth) { return truth == TRUTH_UNKNOWN || truth == TRUTH_UNSTATED; }
static inline Truth truth_not(Truth truth) {
  return truth == TRUTH_TRUE ? TRUTH_FALSE : truth == TRUTH_FALSE ? TRUTH_TRUE : truth;
}

Value value_of_truth(Truth truth, bool sensitive);

/* A truth value on its way: what most of a rule computes, so it travels in registers. */
typedef struct Verdict {
  Truth truth;
  bool sensitive;
} Verdict;

/* The truth of an expression. Memory that it needed is given back. */
Verdict evaluate_verdict(Evaluation *evaluation, const Expression *x, Value *frame);

/* The value, of which nothing may be concluded. */
static inline Value value_doubted(Value value) {
  value.kind = VALUE_UNKNOWN;
  value.as.boolean = false;
  return value;
}
/* A value without place and marks. */
static inline Value value_new(ValueKind kind) { return (Value){.kind = (uint8_t)kind, .span = NO_SPAN}; }

/* A list in scratch memory with room for `room` elements; count 0. */
ValueList *list_new(Evaluation *evaluation, uint32_t room);
/* Adds an element; grows when it must. `*room` is the room that the list has. */
void list_put(Evaluation *evaluation, ValueList *list, uint32_t *room, Value value);
/* Adds all elements of a value that is a list, with its marks. */
void list_put_all(Evaluation *evaluation, ValueList *list, uint32_t *room, const Value *value);
/* A list of which nothing is known. */
extern const ValueList hidden_list;
const ValueList *value_as_list(Evaluation *evaluation, Value value);
/* Work that is done outside evaluate() counts too: takes so many steps off the budget. */
void evaluation_spend(Evaluation *evaluation, uint32_t steps);
/* The slot of an object by key, or the attribute of a choice; through every element of a list. */
Value value_property(Evaluation *evaluation, Value base, uint32_t key_id);
/* Forgets values of definitions when there are many. Only between evaluations: lists among them vanish. */
void evaluation_forget(Evaluation *evaluation);
/* evaluate_loops.c */
Value evaluate_set(Evaluation *evaluation, const Expression *x, Value *frame);
Value evaluate_list_of(Evaluation *evaluation, const Expression *x, Value *frame);
Value evaluate_each(Evaluation *evaluation, const Expression *x, Value *frame);
Value evaluate_first(Evaluation *evaluation, const Expression *x, Value *frame);
Value evaluate_if(Evaluation *evaluation, const Expression *x, Value *frame);
/* remember.c: a path that starts at `partnership`, and a definition. */
Value evaluate_path(Evaluation *evaluation, const Expression *x, Value *frame);
Value evaluate_definition(Evaluation *evaluation, const Expression *x, Value *frame);
Value evaluate_function(Evaluation *evaluation, const Expression *expression, Value *frame);
Value evaluate_arithmetic(Evaluation *evaluation, Operation operation, Value a, Value b);
/* The element becomes the variable, with the marks of its list. */
static inline void set_element(const Expression *x, Value *frame, const ValueList *list, uint32_t i) {
  Value *element = &frame[x->number];
  *element = list->items[i];
  if (element->kind == VALUE_OBJECT) element->sensitive |= element->as.object->sensitive;
}

/* The statement at the top of the file around this one; itself when it stands there. */
static inline const Object *object_root(const Object *object) {
  while (object->parent) object = object->parent;
  return object;
}

/* value_plain, and what is sensitive in between is kept. */
Value value_simple_of_object(Value value);
static inline Value value_simple(Value value) {
  return value.kind == VALUE_OBJECT && value.as.object->concept->value_slot >= 0 ? value_simple_of_object(value) : value;
}
/* As value_simple, without what this reader may not know of. */
Value value_seen(Evaluation *evaluation, Value value);
/* True when this reader may not know of it. */
bool value_is_hidden(const Evaluation *evaluation, const Value *value);

/* Equal for values that are the same. */
uint32_t value_hash(const Value *value);

/* Values seen as a set: alike values are one. Linear in the number of values. */
typedef struct ValueSet {
  const Value **values;
  uint32_t capacity;
} ValueSet;

/* A set with room for `most` values. */
ValueSet set_new(Evaluation *evaluation, uint32_t most);
/* False when it was there already. */
bool set_add(ValueSet *set, const Value *value);
bool set_has(const ValueSet *set, const Value *value);

/* namesakes.c: the statements of the same concept and title in all partnerships, itself among them, in order of the text. */
Value namesakes_of(Evaluation *evaluation, const Value *value);

/* accept.c: acceptances. */
/* Of a finding of the rule that the acceptance names: does it lie where the acceptance holds? */
bool accept_matches_finding(const Library *library, const Object *accept, const Finding *finding);
const Rule *accept_rule(const Library *library, const Object *accept);
bool rule_can_be_accepted(const Library *library, const Rule *rule);
/* It has a reason and did not end before today. */
bool accept_has_effect(const Library *library, const Object *accept, Value today);

#endif
