/* evaluate.h: values of expressions over a model.
 *
 * An Evaluation belongs to one model and one reader. It judges one root at a time: a partnership, an organisation or an
 * acceptance. Values of definitions are remembered until the next root. Evaluation never fails: it is three-valued, and an
 * expression that costs too much ends as VALUE_UNKNOWN and says so. Lists among the values live until the next
 * evaluation_begin, or until evaluation_release of a mark taken before; use value_keep for what must live longer. */
#ifndef KOMPAS_RULES_EVALUATE_H
#define KOMPAS_RULES_EVALUATE_H

#include "compiler/rules/expression.h"

/* Who reads. Only AUDIENCE_OWN sees what is marked sensitive; for the others it is as if it were not there. */
typedef enum Audience { AUDIENCE_OWN, AUDIENCE_BOARD, AUDIENCE_PARTNERS } Audience;

/* As finding_is_reported, for this reader: what silences it must be something that the reader may see. Whether the finding
 * itself may be shown is told by its marks. */
bool finding_is_reported_to(const Finding *finding, Audience audience);

typedef struct EvaluationMark {
  void *chunk;
  char *next;
} EvaluationMark;

/* All memory is the arena's. */
Evaluation *evaluation_new(Arena *arena, const Library *library, const Model *model, Audience audience);
/* Starts judging `root`: partnership, today and what was remembered change. NULL: nothing is being judged. */
void evaluation_begin(Evaluation *evaluation, const Object *root);
const Object *evaluation_root(const Evaluation *evaluation);
Audience evaluation_audience(const Evaluation *evaluation);
/* Whether an acceptance matches a finding. MATCH_UNKNOWN: it matches none, but not everything could be read. */
typedef enum Match { MATCH_NONE, MATCH_FOUND, MATCH_UNKNOWN } Match;

/* Which acceptances match a finding, by their number; needed only while acceptances are judged. */
void evaluation_set_matches(Evaluation *evaluation, const uint8_t *matches);

/* Steps that may be spent from now on; what goes beyond is unknown. UINT64_MAX at first. */
void evaluation_set_budget(Evaluation *evaluation, uint64_t steps);
uint64_t evaluation_budget_left(const Evaluation *evaluation);
bool evaluation_exceeded(const Evaluation *evaluation);

/* The value, as it stands: an object with a `value` slot stays that object (see value_plain). `frame` holds at least the
 * frame_size of the scope that the expression was compiled in; NULL when it uses no names. NULL expression: missing. */
Value evaluate(Evaluation *evaluation, const Expression *expression, Value *frame);
/* True only when it is true: false, missing and unknown are false. */
bool evaluate_is_true(Evaluation *evaluation, const Expression *expression, Value *frame);
/* The value as a list: missing is an empty list, unknown an empty list that is incomplete, one value a list of one. */
const ValueList *evaluate_list(Evaluation *evaluation, const Expression *expression, Value *frame);

/* A frame of `size` missing values, living as long as other values. */
Value *evaluation_frame(Evaluation *evaluation, uint32_t size);
/* Gives back the memory of all values made since the mark. */
EvaluationMark evaluation_mark(Evaluation *evaluation);
void evaluation_release(Evaluation *evaluation, EvaluationMark mark);
/* A copy of the value and its lists in another arena. */
Value value_keep(Arena *arena, Value value);

/* Values for frames. */
Value value_of_object(const Object *object);
Value value_of_text(Str text);
Value value_of_number(int64_t number);
Value value_of_boolean(bool boolean);
Value value_of_choice(const Choice *choice);
/* The list must outlive the value. */
Value value_of_list(const ValueList *list);

/* <0, 0, >0; false when the two cannot be compared (missing, unknown, other kinds, other currencies). Texts by code points,
 * choices of one set by order, objects by order of the text. */
bool value_compare(Value a, Value b, int *order);
/* The same thing: identical objects and choices, equal numbers, texts, lists. Two that are missing are the same. */
bool value_same(Value a, Value b);

/* A value as readers see it, in their language: "a, b and c", `1 November 2026`, `EUR 250,000`. Missing and unknown write
 * "…". Words come from the library's texts. */
void value_write(Evaluation *evaluation, Value value, Language language, Text *out);
/* A template filled in. Also tells whether something sensitive or reserved went into it (each may be NULL). */
Str template_write(Evaluation *evaluation, const Template *text, Value *frame, Language language, Arena *arena,
                   bool *sensitive, bool *reserved);

#endif
