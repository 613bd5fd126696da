/* run.h: what the parts of the rule runner share; only compiler/rules reads this. */
#ifndef KOMPAS_RULES_RUN_H
#define KOMPAS_RULES_RUN_H

#include "compiler/rules/state.h"

typedef LIST(Finding *) FindingList;

/* A severity that the project gives a rule. */
typedef struct SeverityOverride {
  bool given;
  Severity severity;
} SeverityOverride;

/* One run, and the root that is being judged. */
typedef struct Judgement {
  const RuleRun *run;
  Arena *arena;
  Evaluation *evaluation;
  SeverityOverride *overrides; /* by number of rule */
  FindingList *found;          /* of the present root, by number of rule */
  uint64_t steps, all_steps;   /* left for all, and at the start */
  const Object *root, *partnership;
  int phase;                   /* from 0; -1: not known */
  bool task_network;
  bool present_only;           /* asked for, and nothing is accepted */
} Judgement;

/* severity.c */
SeverityOverride *severity_overrides(const Judgement *judgement);
/* In a phase; past the last it is the last. Where the phase is not known, the mildest of all. */
Severity severity_at(const Judgement *judgement, const Rule *rule, int phase);

/* silence.c: marks the findings of the present root that another one stands for. */
void silence(Judgement *judgement);

/* fix.c: fills in the edits that a rule proposes. */
void fixes_make(Judgement *judgement, const Rule *rule, Value *frame, Finding *finding);

/* finding_text.c: code and names of the subjects. */
Str finding_subjects_path(Arena *arena, const Finding *finding);

/* What a value may not be shown for; also what is in it. */
typedef struct Marks {
  bool sensitive, reserved;
} Marks;

void marks_add(Marks *marks, Value value);

/* declare_rule.c: true and the severity when `key` is one. */
bool severity_by_key(Str key, Severity *severity);

#endif
