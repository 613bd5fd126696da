/* rules.h: the rules of the library and how they are run.
 *
 * Rules are data: loaded from stdlib/ (frozen into the executable) and from house libraries. An expression is typed against
 * the vocabulary when the library loads; a mistake is a finding in the rule, with its place. rules_run judges a whole model;
 * its findings hold values, not words: finding_write fills in the texts when somebody reads them. */
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
  const Expression *expression; /* NULL for the arguments of a language finding */
  uint32_t slot;                /* in the frame */
} RuleVariable;

/* What an edit of a fix does with the place of its expression. */
typedef enum EditKind { EDIT_REPLACE, EDIT_INSERT_IN, EDIT_INSERT_AFTER, EDIT_INSERT_BEFORE, EDIT_REMOVE } EditKind;

typedef struct EditRule {
  EditKind kind;
  PlaceKind place;
  const Expression *expression;
  Template text; /* in the language of the file that is mended */
} EditRule;

typedef struct FixRule {
  Template title;
  LIST(EditRule) edits;
} FixRule;

/* The texts of one case of a language finding (its argument `case`); what is left out is taken from the finding. */
typedef struct RuleCase {
  Str key;
  Template message, why, question, advice;
} RuleCase;

struct Rule {
  Str code;
  Words name;
  FindingClass class;
  Condition condition;          /* CONDITION_LANGUAGE also for groups that are no condition: see `group` */
  const Choice *group;          /* the choice that `condition` names: a condition, or another group; NULL: not said */
  Severity severity[PHASE_COUNT];
  bool milder_in_task_network;
  bool is_language;             /* found by the compiler itself; variables are its arguments */
  bool reveals;                 /* that it is found tells what audience `partners` may not see (low trust, high power) */
  bool across;                  /* looks at other partnerships: only when a whole project is judged */
  const Concept *about;         /* the root it is evaluated for: partnership, organisation, accept */
  LIST(RuleVariable) variables; /* in order */
  const Expression *when;       /* TRUE: a finding. Missing or unknown: none */
  LIST(PlaceRule) at;           /* alternatives: the first that is there */
  LIST(RelatedRule) related;
  LIST(FixRule) fixes;
  LIST(RuleCase) cases;         /* language findings */
  Template doc;                 /* what it finds, in general words; empty: the message says it */
  Template message, why, question, advice;
  LIST(Str) facts;
  LIST(const Rule *) silenced_by;
  Str good, bad;                /* examples, run as tests */
  uint32_t frame_size;
  uint32_t it_slot;             /* slot of `it` in the texts of related places */
  uint32_t number;              /* in Library.rules */
  const Object *declaration;
};

typedef struct Library Library; /* rules/library.h: vocabulary + definitions + rules + everything declared */
typedef struct Evaluation Evaluation; /* rules/evaluate.h */

/* One judgement of a model. */
typedef struct RuleRun {
  const Library *library;
  const Model *model;
  SourceStore *store;
  FindingSink *sink;  /* holds the findings of parser and binder already; the rules' are added */
  bool whole_project; /* also run rules that look across partnerships */
  bool present_only;  /* leave out findings that have no severity in the present phase */
} RuleRun;

/* Judges every partnership and organisation, silences, judges acceptances, sets severities (those of language findings and
 * the project's settings too), cuts off after the first 1,000 of a file, and puts the findings in order of place. What is
 * silenced, or has no severity in this phase (unless `present_only`), stays in the sink, for verdicts on the next phase: see finding_is_reported. */
void rules_run(const RuleRun *run);

/* Neither silenced nor without severity. Accepted findings are reported too (finding->accepted_by). */
bool finding_is_reported(const Finding *finding);
/* A condition or class by its key in the vocabulary. */
bool condition_of(Str key, Condition *condition);
Str condition_key(Condition condition);
Str class_key(FindingClass class);
Str severity_key(Severity severity);

/* Order of importance, for qsort over Finding *: severity in the next phase, contradiction before omission before advice,
 * how many findings it silences, place. */
int finding_compare_by_rank(const void *a, const void *b);
/* What stays the same when lines move: code, names of the subjects, number among equals. */
Str finding_identity(Arena *arena, const Finding *finding);

typedef enum FindingText { FINDING_MESSAGE, FINDING_WHY, FINDING_QUESTION, FINDING_ADVICE } FindingText;

/* A text of a finding in a reader's language; empty when its rule has none. The evaluation must be of the model that was
 * judged; it may be used for something else in between. Memory: the arena's. */
Str finding_write(Evaluation *evaluation, const Finding *finding, FindingText which, Language language, Arena *arena);
/* The text of a related place. */
Str related_write(Evaluation *evaluation, const Finding *finding, const Related *related, Language language, Arena *arena);

#endif
