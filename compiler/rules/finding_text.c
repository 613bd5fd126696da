/* finding_text.c: the words of findings, and what identifies and ranks them. */
#include "compiler/rules/run.h"

void marks_add(Marks *marks, Value value) {
  marks->sensitive |= value.sensitive || (value.kind == VALUE_OBJECT && value.as.object->sensitive);
  marks->reserved |= value.reserved;
  for (uint32_t i = 0; value.kind == VALUE_LIST && i < value.as.list->count; i++) marks_add(marks, value.as.list->items[i]);
}

static const Argument *argument_named(const Finding *finding, Str name) {
  for (uint32_t i = 0; i < finding->arguments.count; i++)
    if (str_equal(finding->arguments.items[i].name, name)) return &finding->arguments.items[i];
  return NULL;
}

/* The variables of the rule as they were when it was found. Those of a rule stand in the same order; the arguments of a
 * language finding are sought by name. */
static Value *frame_of(Evaluation *evaluation, const Finding *finding) {
  const Rule *rule = finding->rule;
  Value *frame = evaluation_frame(evaluation, rule->frame_size);
  for (uint32_t i = 0; i < rule->variables.count; i++) {
    const RuleVariable *variable = &rule->variables.items[i];
    const Argument *argument = i < finding->arguments.count ? &finding->arguments.items[i] : NULL;
    if (rule->is_language) argument = argument_named(finding, variable->name);
    if (argument) frame[variable->slot] = argument->value;
  }
  return frame;
}

/* What the finding is about becomes the root, unless it is so already. */
static void look_at(Evaluation *evaluation, const Finding *finding) {
  const Object *root = finding->partnership;
  if (finding->rule && finding->rule->about && finding->subjects.count &&
      finding->subjects.items[0]->concept == finding->rule->about)
    root = finding->subjects.items[0];
  if (evaluation_root(evaluation) != root) evaluation_begin(evaluation, root);
}

static const Template *text_of_kind(const Template *message, const Template *why, const Template *question,
                                    const Template *advice, FindingText which) {
  const Template *texts[] = {message, why, question, advice};
  return texts[which];
}

static const Template *rule_text(const Finding *finding, FindingText which) {
  const Rule *rule = finding->rule;
  const Argument *of_case = rule->cases.count ? argument_named(finding, STR("case")) : NULL;
  for (uint32_t i = 0; of_case && i < rule->cases.count; i++) {
    const RuleCase *one = &rule->cases.items[i];
    if (of_case->value.kind != VALUE_TEXT || !str_equal(one->key, of_case->value.as.text)) continue;
    const Template *text = text_of_kind(&one->message, &one->why, &one->question, &one->advice, which);
    if (!template_is_empty(text)) return text;
  }
  return text_of_kind(&rule->message, &rule->why, &rule->question, &rule->advice, which);
}

Str finding_write(Evaluation *evaluation, const Finding *finding, FindingText which, Language language, Arena *arena) {
  if (!finding->rule) return which == FINDING_MESSAGE ? finding->code : STR("");
  look_at(evaluation, finding);
  EvaluationMark mark = evaluation_mark(evaluation);
  Value *frame = frame_of(evaluation, finding);
  Str text = template_write(evaluation, rule_text(finding, which), frame, language, arena, NULL, NULL);
  evaluation_release(evaluation, mark);
  return text;
}

Str related_write(Evaluation *evaluation, const Finding *finding, const Related *related, Language language, Arena *arena) {
  if (!finding->rule || related->text >= finding->rule->related.count) return STR("");
  look_at(evaluation, finding);
  EvaluationMark mark = evaluation_mark(evaluation);
  Value *frame = frame_of(evaluation, finding);
  if (related->argument_count) frame[finding->rule->it_slot] = related->arguments[0].value;
  Str text = template_write(evaluation, &finding->rule->related.items[related->text].text, frame, language, arena, NULL, NULL);
  evaluation_release(evaluation, mark);
  return text;
}

/* ---- identity and rank ---- */

/* The names from the outermost block inwards; the keyword's key where there is no name. */
static void add_path(Text *text, const Object *object) {
  if (object->parent) {
    add_path(text, object->parent);
    text_add_char(text, '.');
  }
  if (!str_is_empty(object->name)) text_add(text, object->name);
  else text_add(text, object->as ? object->as->key : object->concept->key);
}

static void add_subject(Text *text, const Value *value) {
  text_add_char(text, '/');
  Value simple = value_simple(*value);
  if (value->kind == VALUE_OBJECT) add_path(text, value->as.object);
  else if (simple.kind == VALUE_CHOICE) text_add(text, simple.as.choice->key);
  else if (simple.kind == VALUE_TEXT || simple.kind == VALUE_TOPIC) text_add(text, simple.as.text);
}

Str finding_subjects_path(Arena *arena, const Finding *finding) {
  Text text = text_new(arena);
  text_add(&text, finding->code);
  bool has_subject = false;
  if (finding->rule && !finding->rule->is_language)
    for (uint32_t i = 0; i < finding->rule->variables.count && i < finding->arguments.count; i++) {
      if (!finding->rule->variables.items[i].is_subject) continue;
      add_subject(&text, &finding->arguments.items[i].value);
      has_subject = true;
    }
  if (!has_subject && finding->partnership) {
    Value root = value_of_object(finding->partnership);
    add_subject(&text, &root);
  }
  return text_str(&text);
}

Str finding_identity(Arena *arena, const Finding *finding) {
  Str path = finding_subjects_path(arena, finding);
  return str_format(arena, "%.*s#%u", STR_ARGS(path), (unsigned)finding->ordinal);
}

int finding_compare_by_rank(const void *a, const void *b) {
  const Finding *one = *(Finding *const *)a, *other = *(Finding *const *)b;
  if (one->next_severity != other->next_severity) return one->next_severity > other->next_severity ? -1 : 1;
  FindingClass left = one->rule ? one->rule->class : CLASS_CONTRADICTION;
  FindingClass right = other->rule ? other->rule->class : CLASS_CONTRADICTION;
  if (left != right) return left < right ? -1 : 1;
  if (one->silences != other->silences) return one->silences > other->silences ? -1 : 1;
  return finding_compare_by_place(a, b);
}
