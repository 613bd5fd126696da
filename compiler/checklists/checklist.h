/* checklist.h: what must be settled before a phase is left, and how far that is. Items are declared in stdlib/checklists. */
#ifndef KOMPAS_CHECKLISTS_CHECKLIST_H
#define KOMPAS_CHECKLISTS_CHECKLIST_H

#include "compiler/rules/evaluate.h"
#include "compiler/rules/library.h"

typedef enum EntryState {
  ENTRY_SETTLED, /* the spec shows it */
  ENTRY_BY_HAND, /* ticked, with a reason */
  ENTRY_AT_RISK, /* settled, but a finding touches it */
  ENTRY_OPEN
} EntryState;

typedef struct ChecklistEntry {
  const Item *item;
  EntryState state;
  const ValueList *evidence; /* objects and values with their places; never NULL */
  Value owner;               /* missing when nobody */
  const Object *ticked;      /* the statement that ticks it, or NULL */
  const Finding *touched_by; /* the finding that puts it at risk, or NULL */
} ChecklistEntry;

typedef LIST(ChecklistEntry) Checklist;

/* The items as they stand, in order of the library: of a partnership those of `phase`, of an organisation (where `phase` is NULL)
 * all of its own. Items that do not apply are left out. What the audience of the evaluation may not know counts as not there. The
 * evaluation is left judging `about`. Memory: the arena's. */
Checklist checklist_make(Arena *arena, Evaluation *evaluation, const Library *library, const FindingSink *findings,
                         const Object *about, const Choice *phase);
/* Whether this audience may know of a finding at all. */
bool finding_may_be_shown(const Finding *finding, Audience audience);

#endif
