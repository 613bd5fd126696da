/* run.c: judging a whole model.
 *
 * rules_run reads as a story: judge every partnership and organisation, silence, judge acceptances, set severities, cut off,
 * order. For one root and one rule, range() goes through the `for` and `let` lines in their order, one inside the other;
 * where all have a value, judge() looks whether `when` holds and make_finding() notes what is found. */
#include <stdlib.h>

#include "compiler/rules/run.h"

/* Steps that evaluation may take: some for any model, some for each statement of it, and, up to a number, for each partnership: a
 * small one takes about 40,000. */
static const uint64_t rule_steps = 6000000, rule_steps_each = 60, all_steps = 12000000, all_steps_each = 80, all_steps_root = 80000;
enum { ROOTS_AT_MOST = 4000 };
enum { FINDINGS_PER_FILE = 1000 };

/* ---- one finding ---- */

static bool place_of_value(Value value, PlaceKind kind, Span *place, Marks *marks) {
  if (value.kind == VALUE_LIST) return value.as.list->count && place_of_value(value.as.list->items[0], kind, place, marks);
  if (!value_is_stated(value)) return false;
  marks_add(marks, value);
  if (value.kind == VALUE_OBJECT) {
    const Object *object = value.as.object;
    *place = kind == PLACE_NAME ? object->name_span : kind == PLACE_WHOLE ? object->full : object->keyword;
    marks->reserved |= object->as && object->as->not_for_partners;
    return true;
  }
  *place = value.span;
  return !span_is_none(value.span);
}

static Span primary_place(Judgement *judgement, const Rule *rule, Value *frame, Marks *marks) {
  Span place = judgement->root->name_span;
  for (uint32_t i = 0; i < rule->at.count; i++) {
    Value value = evaluate(judgement->evaluation, rule->at.items[i].expression, frame);
    if (place_of_value(value, rule->at.items[i].kind, &place, marks)) return place;
  }
  return judgement->root->name_span;
}

static void add_argument(Arena *arena, Finding *finding, Str name, Value value) {
  Argument *argument = LIST_ADD(arena, &finding->arguments);
  argument->name = name;
  argument->value = value_keep(arena, value);
}

static void add_variables(Judgement *judgement, const Rule *rule, const Value *frame, Finding *finding) {
  bool has_subject = false;
  for (uint32_t i = 0; i < rule->variables.count; i++) {
    const RuleVariable *variable = &rule->variables.items[i];
    Value value = frame[variable->slot];
    add_argument(judgement->arena, finding, variable->name, value);
    has_subject |= variable->is_subject;
    if (variable->is_subject && value.kind == VALUE_OBJECT)
      LIST_PUSH(judgement->arena, &finding->subjects, value.as.object);
  }
  if (!has_subject) LIST_PUSH(judgement->arena, &finding->subjects, judgement->root);
}

static void add_related(Judgement *judgement, const Rule *rule, uint32_t number, Value *frame, Finding *finding,
                        Marks *marks) {
  const RelatedRule *related = &rule->related.items[number];
  if (!related->expression) return;
  const ValueList *list = evaluate_list(judgement->evaluation, related->expression, frame);
  for (uint32_t i = 0; i < list->count; i++) {
    Span span;
    Marks own = {0};
    if (!place_of_value(list->items[i], related->kind, &span, &own)) continue;
    Related *added = LIST_ADD(judgement->arena, &finding->related);
    *added = (Related){.span = span, .text = number, .sensitive = own.sensitive, .argument_count = 1};
    added->arguments = ARENA_NEW(judgement->arena, Argument);
    *added->arguments = (Argument){STR("it"), value_keep(judgement->arena, list->items[i])};
    marks->sensitive |= own.sensitive;
    marks->reserved |= own.reserved;
  }
}

/* What is written in a text, in any language. */
static void add_written(Judgement *judgement, const Template *text, Value *frame, Marks *marks) {
  for (int language = 0; language < LANGUAGE_COUNT; language++)
    for (uint32_t i = 0; i < text->in[language].count; i++) {
      const Expression *expression = text->in[language].items[i].expression;
      if (expression) marks_add(marks, evaluate(judgement->evaluation, expression, frame));
    }
}

static void make_finding(Judgement *judgement, const Rule *rule, Value *frame, bool sensitive) {
  Marks marks = {.sensitive = sensitive, .reserved = rule->reveals};
  Span place = primary_place(judgement, rule, frame, &marks);
  Finding *finding = finding_add(judgement->run->sink, "", place);
  finding->code = rule->code;
  finding->rule = rule;
  finding->partnership = judgement->partnership ? judgement->partnership : judgement->root;
  finding->severity = severity_at(judgement, rule, judgement->phase);
  finding->next_severity = severity_at(judgement, rule, judgement->phase + 1);
  add_variables(judgement, rule, frame, finding);
  for (uint32_t i = 0; i < rule->related.count; i++) add_related(judgement, rule, i, frame, finding, &marks);
  const Template *texts[] = {&rule->message, &rule->why, &rule->question, &rule->advice};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) add_written(judgement, texts[i], frame, &marks);
  finding->sensitive = marks.sensitive;
  finding->reserved = marks.reserved;
  fixes_make(judgement, rule, frame, finding);
  LIST_PUSH(judgement->arena, &judgement->found[rule->number], finding);
}

/* ---- one rule ---- */

/* Only a thousand of a file are shown: a file of which everything is wrong need not fill the memory. */
static uint32_t findings_at_most(const Judgement *judgement) {
  enum { ONE = 30000, MORE = 2000 };
  return ONE + MORE * judgement->run->store->sources.count;
}

static void judge(Judgement *judgement, const Rule *rule, Value *frame, bool sensitive) {
  if (!rule->when) return;
  Value holds = value_simple(evaluate(judgement->evaluation, rule->when, frame));
  if (value_truth(&holds) != TRUTH_TRUE) return;
  if (judgement->run->sink->findings.count >= findings_at_most(judgement)) evaluation_set_budget(judgement->evaluation, 0);
  make_finding(judgement, rule, frame, sensitive || holds.sensitive);
}

/* What has a language error is not judged. */
static bool can_be_judged(const Value *value) {
  if (!value_is_stated(*value)) return false;
  return value->kind != VALUE_OBJECT || !value->as.object->has_error;
}

static void range(Judgement *judgement, const Rule *rule, uint32_t at, Value *frame, bool sensitive) {
  if (at == rule->variables.count) {
    judge(judgement, rule, frame, sensitive);
    return;
  }
  const RuleVariable *variable = &rule->variables.items[at];
  EvaluationMark mark = evaluation_mark(judgement->evaluation);
  if (!variable->is_subject) {
    frame[variable->slot] = evaluate(judgement->evaluation, variable->expression, frame);
    range(judgement, rule, at + 1, frame, sensitive);
  } else {
    const ValueList *list = evaluate_list(judgement->evaluation, variable->expression, frame);
    for (uint32_t i = 0; i < list->count && !evaluation_exceeded(judgement->evaluation); i++) {
      frame[variable->slot] = list->items[i];
      if (!can_be_judged(&list->items[i])) continue;
      Marks marks = {.sensitive = sensitive};
      marks_add(&marks, list->items[i]);
      range(judgement, rule, at + 1, frame, marks.sensitive);
    }
  }
  evaluation_release(judgement->evaluation, mark);
}

/* A rule took too long, or all of them together (NULL). */
static void report_cost(Judgement *judgement, const Rule *rule, uint64_t steps) {
  Finding *finding = finding_add(judgement->run->sink, "K0004", judgement->root->name_span);
  finding_text(judgement->run->sink, finding, "case", rule ? STR("cost") : STR("cost-of-all"));
  if (rule) finding_text(judgement->run->sink, finding, "rule", rule->code);
  finding_number(judgement->run->sink, finding, "limit", (int64_t)steps);
}

static void judge_rule(Judgement *judgement, const Rule *rule) {
  uint64_t most = rule_steps + rule_steps_each * judgement->run->model->objects.count;
  if (most > judgement->steps) most = judgement->steps;
  evaluation_set_budget(judgement->evaluation, most);
  evaluation_forget(judgement->evaluation);
  EvaluationMark mark = evaluation_mark(judgement->evaluation);
  Value *frame = evaluation_frame(judgement->evaluation, rule->frame_size);
  range(judgement, rule, 0, frame, false);
  evaluation_release(judgement->evaluation, mark);
  judgement->steps -= most - evaluation_budget_left(judgement->evaluation);
  if (evaluation_exceeded(judgement->evaluation) && judgement->steps) report_cost(judgement, rule, most);
}

/* ---- one root ---- */

static Value plain_slot(const Judgement *judgement, const Object *object, const char *key) {
  return value_simple(*object_slot(object, judgement->run->library->vocabulary, str_of(key)));
}

static void begin(Judgement *judgement, const Object *root) {
  const Object *partnership = object_around(root, STR("partnership"));
  judgement->root = root;
  judgement->partnership = partnership;
  judgement->phase = -1;
  judgement->task_network = false;
  evaluation_begin(judgement->evaluation, root);
  if (!partnership) return;
  Value phase = plain_slot(judgement, partnership, "phase"), setting = plain_slot(judgement, partnership, "setting");
  if (phase.kind == VALUE_CHOICE) judgement->phase = (int)phase.as.choice->order;
  judgement->task_network = setting.kind == VALUE_CHOICE && str_equal(setting.as.choice->key, STR("task-network"));
}

/* An acceptance may be about a finding that has no severity in this phase: then it is looked for all the same. */
static bool is_wanted(const Judgement *judgement, const Rule *rule) {
  if (rule->is_language || rule->about != judgement->root->concept) return false;
  if (rule->across && !judgement->run->whole_project) return false;
  return !judgement->present_only || severity_at(judgement, rule, judgement->phase) != SEVERITY_NONE;
}

static void judge_root(Judgement *judgement, const Object *root) {
  const Library *library = judgement->run->library;
  begin(judgement, root);
  for (uint32_t i = 0; i < library->rules.count; i++) judgement->found[i].count = 0;
  for (uint32_t i = 0; i < library->rules.count && judgement->steps; i++) {
    const Rule *rule = library->rules.items[i];
    if (is_wanted(judgement, rule)) judge_rule(judgement, rule);
  }
  if (judgement->steps == 0) report_cost(judgement, NULL, judgement->all_steps);
  silence(judgement);
}

static void judge_all(Judgement *judgement) {
  const Model *model = judgement->run->model;
  for (uint32_t i = 0; i < model->partnerships.count && judgement->steps; i++)
    judge_root(judgement, model->partnerships.items[i]);
  for (uint32_t i = 0; i < model->organisations.count && judgement->steps; i++)
    judge_root(judgement, model->organisations.items[i]);
}

/* ---- acceptances ---- */

/* The findings that could be accepted, by rule and then by what was judged. */
static int compare_for_acceptance(const void *a, const void *b) {
  const Finding *one = *(Finding *const *)a, *other = *(Finding *const *)b;
  if (one->rule != other->rule) return one->rule->number < other->rule->number ? -1 : 1;
  if (one->partnership != other->partnership) return one->partnership->number < other->partnership->number ? -1 : 1;
  return finding_compare_by_place(a, b);
}

static FindingList findings_to_accept(const Judgement *judgement) {
  FindingList list = {0};
  const FindingSink *sink = judgement->run->sink;
  for (uint32_t i = 0; i < sink->findings.count; i++)
    if (sink->findings.items[i]->rule && sink->findings.items[i]->partnership)
      LIST_PUSH(judgement->arena, &list, sink->findings.items[i]);
  if (list.count) qsort(list.items, list.count, sizeof *list.items, compare_for_acceptance);
  return list;
}

/* The first finding of this rule about this partnership or a later one; NULL: about any. */
static uint32_t first_to_accept(const FindingList *list, const Rule *rule, const Object *partnership) {
  uint32_t low = 0, high = list->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    const Finding *finding = list->items[middle];
    bool before = finding->rule->number < rule->number ||
                  (finding->rule == rule && partnership && finding->partnership->number < partnership->number);
    if (before) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* Notes whether an acceptance matches something, and which findings it covers. */
static void apply_acceptance(Judgement *judgement, const Object *accept, const FindingList *list, uint8_t *matched) {
  const Library *library = judgement->run->library;
  const Rule *rule = accept_rule(library, accept);
  if (!rule || !rule_can_be_accepted(library, rule)) return;
  begin(judgement, accept);
  bool has_effect = accept_has_effect(library, accept, judgement->evaluation->today);
  const Object *partnership = judgement->partnership;
  for (uint32_t i = first_to_accept(list, rule, partnership); i < list->count && list->items[i]->rule == rule; i++) {
    Finding *finding = list->items[i];
    if (partnership && finding->partnership != partnership) break;
    if (!accept_matches_finding(library, accept, finding)) continue;
    *matched = MATCH_FOUND;
    if (has_effect && !finding->accepted_by) finding->accepted_by = accept;
  }
}

static bool is_judged_acceptance(const Object *object, const Concept *accept) {
  return object->concept == accept && !object->has_error && !object->placeholder;
}

/* Is this a mistake in the language, which keeps something from being read? */
static bool is_language_error(const Judgement *judgement, const Finding *finding) {
  const Rule *rule = finding->rule ? finding->rule : library_rule(judgement->run->library, finding->code);
  return rule && rule->is_language && rule->severity[0] == SEVERITY_ERROR;
}

/* Which statements at the top of a file hold something that could not be read, in that file or in a party that they take
 * in; by number. */
static bool *find_unsound(Judgement *judgement) {
  const FindingSink *sink = judgement->run->sink;
  const Model *model = judgement->run->model;
  bool *files = ARENA_ARRAY(judgement->arena, bool, judgement->run->store->sources.count);
  bool *roots = ARENA_ARRAY(judgement->arena, bool, model->objects.count);
  for (uint32_t i = 0; i < sink->findings.count; i++) {
    const Finding *finding = sink->findings.items[i];
    if (!span_is_none(finding->place) && is_language_error(judgement, finding)) files[finding->place.file] = true;
  }
  for (uint32_t i = 0; i < model->objects.count; i++)
    if (files[model->objects.items[i]->keyword.file]) roots[object_root(model->objects.items[i])->number] = true;
  return roots;
}

/* One line of text can be several acceptances: a shared party stands in every partnership that takes it in. */
static int compare_line(const void *a, const void *b) {
  const Object *one = *(Object *const *)a, *other = *(Object *const *)b;
  if (one->keyword.file != other->keyword.file) return one->keyword.file < other->keyword.file ? -1 : 1;
  if (one->keyword.start != other->keyword.start) return one->keyword.start < other->keyword.start ? -1 : 1;
  return one->number < other->number ? -1 : one->number > other->number;
}

static bool same_line(const Object *one, const Object *other) {
  return one->keyword.file == other->keyword.file && one->keyword.start == other->keyword.start;
}

/* A party at the top of a file takes part in nothing: what it accepts counts in the partnerships that take it in. */
static bool is_shared(const Object *accept) {
  const Concept *root = object_root(accept)->concept;
  return !str_equal(root->key, STR("partnership")) && !str_equal(root->key, STR("organisation"));
}

/* An acceptance that matches in one partnership has its use. What may not have been found for a mistake alone is undecided. */
static void match_line(Object *const *line, uint32_t count, const bool *unsound, uint8_t *matched) {
  uint8_t match = MATCH_NONE;
  for (uint32_t i = 0; i < count && match != MATCH_FOUND; i++) {
    if (matched[line[i]->number] == MATCH_FOUND) match = MATCH_FOUND;
    else if (unsound[object_root(line[i])->number] || (is_shared(line[i]) && count == 1)) match = MATCH_UNKNOWN;
  }
  for (uint32_t i = 0; i < count; i++) matched[line[i]->number] = match;
}

/* Judges the acceptances of one line; what is found of it in several partnerships is reported once. */
static void judge_line(Judgement *judgement, Object *const *line, uint32_t count) {
  const FindingSink *sink = judgement->run->sink;
  uint32_t first = sink->findings.count;
  for (uint32_t i = 0; i < count && judgement->steps; i++)
    if (count == 1 || !is_shared(line[i])) judge_root(judgement, line[i]);
  for (uint32_t i = first + 1; i < sink->findings.count; i++)
    for (uint32_t j = first; j < i; j++) {
      Finding *again = sink->findings.items[i];
      if (again->rule != sink->findings.items[j]->rule || sink->findings.items[j]->silenced) continue;
      again->silenced = again->silenced_for_board = again->silenced_for_partners = true;
      break;
    }
}

static bool has_acceptances(const Judgement *judgement) {
  const Model *model = judgement->run->model;
  const Concept *accept = vocabulary_concept(judgement->run->library->vocabulary, STR("accept"));
  for (uint32_t i = 0; i < model->objects.count; i++)
    if (model->objects.items[i]->concept == accept) return true;
  return false;
}

static void judge_acceptances(Judgement *judgement) {
  const Model *model = judgement->run->model;
  const Concept *accept = vocabulary_concept(judgement->run->library->vocabulary, STR("accept"));
  LIST(Object *) lines = {0};
  for (uint32_t i = 0; i < model->objects.count; i++)
    if (is_judged_acceptance(model->objects.items[i], accept))
      LIST_PUSH(judgement->arena, &lines, model->objects.items[i]);
  if (!lines.count) return;
  uint8_t *matched = ARENA_ARRAY(judgement->arena, uint8_t, model->objects.count);
  FindingList list = findings_to_accept(judgement);
  for (uint32_t i = 0; i < lines.count; i++)
    if (!is_shared(lines.items[i]))
      apply_acceptance(judgement, lines.items[i], &list, &matched[lines.items[i]->number]);
  const bool *unsound = find_unsound(judgement);
  evaluation_set_matches(judgement->evaluation, matched);
  qsort(lines.items, lines.count, sizeof *lines.items, compare_line);
  for (uint32_t i = 0, count; i < lines.count && judgement->steps; i += count) {
    for (count = 1; i + count < lines.count && same_line(lines.items[i], lines.items[i + count]);) count++;
    match_line(lines.items + i, count, unsound, matched);
    judge_line(judgement, lines.items + i, count);
  }
}

/* ---- the end ---- */

bool finding_is_reported(const Finding *finding) { return !finding->silenced && finding->severity != SEVERITY_NONE; }

bool finding_is_reported_to(const Finding *finding, Audience audience) {
  if (finding->severity == SEVERITY_NONE) return false;
  if (audience == AUDIENCE_OWN) return !finding->silenced;
  return audience == AUDIENCE_BOARD ? !finding->silenced_for_board : !finding->silenced_for_partners;
}

/* Findings of scanner, parser and binder get their declaration and severity. */
static void complete_language_findings(Judgement *judgement) {
  const FindingSink *sink = judgement->run->sink;
  for (uint32_t i = 0; i < sink->findings.count; i++) {
    Finding *finding = sink->findings.items[i];
    if (finding->rule) continue;
    finding->rule = library_rule(judgement->run->library, finding->code);
    finding->severity = finding->next_severity = finding->rule ? severity_at(judgement, finding->rule, 0) : SEVERITY_ERROR;
  }
}

/* Keeps the first thousand that are reported of every file; the next one becomes a note that there are more. */
static void cut_off(Judgement *judgement) {
  FindingSink *sink = judgement->run->sink;
  uint32_t kept = 0, reported = 0, file = UINT32_MAX, count = sink->findings.count;
  const Rule *limit_rule = library_rule(judgement->run->library, STR("K0004"));
  for (uint32_t i = 0; i < count; i++) {
    Finding *finding = sink->findings.items[i];
    if (finding->place.file != file) reported = 0;
    file = finding->place.file;
    if (finding_is_reported(finding) && ++reported > FINDINGS_PER_FILE) {
      if (reported > FINDINGS_PER_FILE + 1) continue;
      Finding *cut = ARENA_NEW(judgement->arena, Finding);
      *cut = (Finding){.code = STR("K0004"), .rule = limit_rule, .place = finding->place,
                       .severity = SEVERITY_ERROR, .next_severity = SEVERITY_ERROR};
      finding_text(sink, cut, "case", STR("findings"));
      finding_number(sink, cut, "limit", FINDINGS_PER_FILE);
      finding = cut;
    }
    sink->findings.items[kept++] = finding;
  }
  sink->findings.count = kept;
}

static void number_equals(Judgement *judgement) {
  const FindingSink *sink = judgement->run->sink;
  Map counts = {0};
  for (uint32_t i = 0; i < sink->findings.count; i++) {
    Finding *finding = sink->findings.items[i];
    if (!finding_is_reported(finding)) continue;
    Str identity = finding_subjects_path(judgement->arena, finding);
    uint32_t before = 0;
    map_get(&counts, identity, &before);
    finding->ordinal = before;
    map_put(judgement->arena, &counts, identity, before + 1);
  }
}

void rules_run(const RuleRun *run) {
  Arena *arena = run->sink->arena;
  Judgement judgement = {.run = run, .arena = arena, .phase = -1};
  judgement.found = ARENA_ARRAY(arena, FindingList, run->library->rules.count);
  uint32_t roots = run->model->partnerships.count + run->model->organisations.count;
  if (roots > ROOTS_AT_MOST) roots = ROOTS_AT_MOST;
  judgement.all_steps = judgement.steps = all_steps + all_steps_each * run->model->objects.count + all_steps_root * roots;
  judgement.evaluation = evaluation_new(arena, run->library, run->model, AUDIENCE_OWN);
  judgement.overrides = severity_overrides(&judgement);
  judgement.present_only = run->present_only && !has_acceptances(&judgement);
  judge_all(&judgement);
  judge_acceptances(&judgement);
  complete_language_findings(&judgement);
  if (run->sink->findings.count)
    qsort(run->sink->findings.items, run->sink->findings.count, sizeof *run->sink->findings.items, finding_compare_by_place);
  cut_off(&judgement);
  number_equals(&judgement);
}
