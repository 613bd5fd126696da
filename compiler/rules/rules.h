/* rules.h: the library (vocabulary, rules, definitions, checklists, reports), compiled expressions, and their evaluation.
 *
 * Rules are data: loaded from stdlib/ (frozen into the executable) and from house libraries. An expression is typed against
 * the vocabulary when the library loads; a mistake is a finding in the rule, with its place. */
#ifndef KOMPAS_RULES_RULES_H
#define KOMPAS_RULES_RULES_H

#include "compiler/diagnostics/finding.h"

typedef struct Expression Expression; /* rules/expression.h: compiled, immutable, typed */

/* Literal pieces and expressions in turn, for one language. */
typedef struct TemplatePiece {
  Str literal;
  const Expression *expression; /* NULL: the literal */
} TemplatePiece;

typedef struct Template {
  LIST(TemplatePiece) in[LANGUAGE_COUNT];
} Template;

typedef enum Condition {
  CONDITION_LANGUAGE, CONDITION_AMBITION, CONDITION_INTERESTS, CONDITION_RELATION, CONDITION_ORGANISING, CONDITION_PROCESS,
  CONDITION_COUNT
} Condition;

enum { PHASE_COUNT = 5 };

/* How a place is pointed at. */
typedef enum PlaceKind { PLACE_KEYWORD, PLACE_NAME, PLACE_WHOLE } PlaceKind;

typedef struct PlaceRule {
  const Expression *expression; /* an object or a value; missing: the next alternative */
  PlaceKind kind;
} PlaceRule;

typedef struct RelatedRule {
  const Expression *expression; /* one place, or a list of places (one related place each) */
  PlaceKind kind;
  Template text;                /* may use the variable `it`: the thing pointed at */
} RelatedRule;

typedef struct RuleVariable {
  Str name;
  bool is_subject;              /* `for`: ranged over; else `let` */
  const Expression *expression;
  uint32_t slot;                /* in the frame */
} RuleVariable;

struct Rule {
  Str code;
  Words name;
  FindingClass class;
  Condition condition;
  Severity severity[PHASE_COUNT];
  bool milder_in_task_network;
  bool is_language;             /* found by the compiler itself; variables are its arguments */
  const Concept *about;         /* the root it is evaluated for: partnership, organisation, accept */
  LIST(RuleVariable) variables; /* in order */
  const Expression *when;       /* TRUE: a finding. Missing or unknown: none */
  LIST(PlaceRule) at;           /* alternatives: the first that is there */
  LIST(RelatedRule) related;
  Template message, why, question, advice;
  LIST(Str) facts;
  LIST(const Rule *) silenced_by;
  Str good, bad;                /* examples, run as tests */
  uint32_t frame_size;
  const Object *declaration;
};

typedef struct Library Library; /* rules/library.h: vocabulary + definitions + rules + everything declared */

/* Text of a template, for a reader's language. `audience_open` false: sensitive values are an internal fault here, since
 * such findings were dropped before. Memory: the arena's. Total: never fails; a value that is missing writes "…". */
typedef struct Evaluation Evaluation; /* rules/evaluate.h */
Str template_render(Evaluation *evaluation, const Template *text, Language language, Arena *arena);

#endif
