/* silence.c: a finding is not reported where another one stands for it.
 *
 * A silencing finding of the same root counts where all subject variables that both rules have by name are the same things. A
 * silencing rule without such variables must have no subjects at all: then it stands for the whole root. A finding that has no severity
 * in this phase silences nothing; one that is silenced itself does, so the order of rules makes no difference. */
#include "compiler/rules/run.h"

enum { MOST_SHARED = 16 };

/* The subject variables that two rules share: their numbers in the one and in the other. */
typedef struct Shared {
  uint32_t count, mine[MOST_SHARED], theirs[MOST_SHARED];
  bool stands_for_root;
} Shared;

static Shared shared_subjects(const Rule *mine, const Rule *theirs) {
  Shared shared = {.stands_for_root = true};
  for (uint32_t i = 0; i < theirs->variables.count; i++) {
    if (!theirs->variables.items[i].is_subject) continue;
    shared.stands_for_root = false;
    for (uint32_t j = 0; j < mine->variables.count && shared.count < MOST_SHARED; j++) {
      if (!mine->variables.items[j].is_subject) continue;
      if (!str_equal(mine->variables.items[j].name, theirs->variables.items[i].name)) continue;
      shared.mine[shared.count] = j;
      shared.theirs[shared.count++] = i;
    }
  }
  return shared;
}

static uint32_t shared_hash(const Finding *finding, const uint32_t *which, uint32_t count) {
  uint32_t hash = 2166136261u;
  for (uint32_t i = 0; i < count; i++) hash = (hash ^ value_hash(&finding->arguments.items[which[i]].value)) * 16777619u;
  return hash;
}

static bool same_things(const Shared *shared, const Finding *mine, const Finding *theirs) {
  for (uint32_t i = 0; i < shared->count; i++)
    if (!value_same(mine->arguments.items[shared->mine[i]].value, theirs->arguments.items[shared->theirs[i]].value))
      return false;
  return true;
}

/* The findings of a rule in a table by the hash of what they share with another rule. */
typedef struct Table {
  Finding **places;
  uint32_t capacity;
} Table;

static Table table_of(Judgement *judgement, const FindingList *findings, const Shared *shared) {
  Table table = {.capacity = 8};
  while (table.capacity < findings->count * 2) table.capacity *= 2;
  table.places = scratch_alloc(&judgement->evaluation->scratch, table.capacity * sizeof *table.places);
  for (uint32_t i = 0; i < table.capacity; i++) table.places[i] = NULL;
  for (uint32_t i = 0; i < findings->count; i++) {
    uint32_t at = shared_hash(findings->items[i], shared->theirs, shared->count) & (table.capacity - 1);
    while (table.places[at]) at = (at + 1) & (table.capacity - 1);
    table.places[at] = findings->items[i];
  }
  return table;
}

/* Looks for findings that stand for this one, until there is one that every reader may see. */
static void silence_one(const Table *table, const Shared *shared, Finding *mine) {
  uint32_t at = shared_hash(mine, shared->mine, shared->count) & (table->capacity - 1);
  for (; table->places[at] && !mine->silenced_for_partners; at = (at + 1) & (table->capacity - 1)) {
    Finding *silencer = table->places[at];
    if (silencer->severity == SEVERITY_NONE || !same_things(shared, mine, silencer)) continue;
    /* What not every reader may see does not count: a ranking must not tell of it. */
    bool counts = !mine->silenced && mine->severity != SEVERITY_NONE && !mine->sensitive && !mine->reserved;
    silencer->silences += counts;
    mine->silenced = true;
    mine->silenced_for_board |= !silencer->sensitive;
    mine->silenced_for_partners |= !silencer->sensitive && !silencer->reserved;
  }
}

static void silence_by(Judgement *judgement, const Rule *rule, const Rule *other) {
  const FindingList *mine = &judgement->found[rule->number], *theirs = &judgement->found[other->number];
  if (mine->count == 0 || theirs->count == 0 || rule == other) return;
  Shared shared = shared_subjects(rule, other);
  if (shared.count == 0 && !shared.stands_for_root) return;
  EvaluationMark mark = evaluation_mark(judgement->evaluation);
  Table table = table_of(judgement, theirs, &shared);
  for (uint32_t i = 0; i < mine->count; i++) silence_one(&table, &shared, mine->items[i]);
  evaluation_release(judgement->evaluation, mark);
}

void silence(Judgement *judgement) {
  const Library *library = judgement->run->library;
  for (uint32_t i = 0; i < library->rules.count; i++) {
    const Rule *rule = library->rules.items[i];
    if (judgement->found[i].count == 0) continue;
    for (uint32_t j = 0; j < rule->silenced_by.count; j++) silence_by(judgement, rule, rule->silenced_by.items[j]);
  }
}
