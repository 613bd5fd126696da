/* severity.c: how bad a finding is, in a phase. */
#include "compiler/rules/run.h"

static Value plain_slot(const Judgement *judgement, const Object *object, const char *key) {
  return value_simple(*object_slot(object, judgement->run->library->vocabulary, str_of(key)));
}

static void note_override(const Judgement *judgement, const Object *setting, SeverityOverride *overrides) {
  Value word = plain_slot(judgement, setting, "finding"), level = plain_slot(judgement, setting, "level");
  bool is_word = word.kind == VALUE_TEXT || word.kind == VALUE_TOPIC;
  if (!is_word || level.kind != VALUE_CHOICE || setting->has_error) return;
  const Rule *rule = library_rule(judgement->run->library, word.as.text);
  SeverityOverride override = {.given = true};
  /* What makes a file unreadable cannot be turned off. */
  bool fixed = !rule || (rule->is_language && rule->severity[0] == SEVERITY_ERROR);
  if (!fixed && severity_by_key(level.as.choice->key, &override.severity)) overrides[rule->number] = override;
}

SeverityOverride *severity_overrides(const Judgement *judgement) {
  const Model *model = judgement->run->model;
  SeverityOverride *overrides = ARENA_ARRAY(judgement->arena, SeverityOverride, judgement->run->library->rules.count);
  for (uint32_t i = 0; i < model->projects.count; i++) {
    const Value *settings = object_slot(model->projects.items[i], judgement->run->library->vocabulary, STR("severity"));
    if (settings->kind == VALUE_OBJECT) note_override(judgement, settings->as.object, overrides);
    if (settings->kind != VALUE_LIST) continue;
    for (uint32_t j = 0; j < settings->as.list->count; j++)
      if (settings->as.list->items[j].kind == VALUE_OBJECT)
        note_override(judgement, settings->as.list->items[j].as.object, overrides);
  }
  return overrides;
}

Severity severity_at(const Judgement *judgement, const Rule *rule, int phase) {
  Severity severity = rule->severity[0];
  bool is_known = judgement->phase >= 0 || rule->is_language;
  if (phase >= PHASE_COUNT) phase = PHASE_COUNT - 1;
  if (is_known) severity = rule->severity[phase];
  for (int i = 1; !is_known && i < PHASE_COUNT; i++)
    if (rule->severity[i] < severity) severity = rule->severity[i];
  if (rule->milder_in_task_network && judgement->task_network && severity > SEVERITY_HINT)
    severity = (Severity)(severity - 1);
  const SeverityOverride *override = &judgement->overrides[rule->number];
  return override->given && severity != SEVERITY_NONE ? override->severity : severity;
}
