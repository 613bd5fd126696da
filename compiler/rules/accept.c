/* accept.c: which findings of its rule an acceptance covers.
 *
 * An acceptance covers the findings of its code whose primary place lies in its block, keyword and name included; a target
 * narrows that to findings of which a subject, or the aspect, bears that name. */
#include "compiler/rules/state.h"

static Value slot(const Library *library, const Object *accept, const char *key) {
  return value_simple(*object_slot(accept, library->vocabulary, str_of(key)));
}

const Rule *accept_rule(const Library *library, const Object *accept) {
  Value word = slot(library, accept, "finding");
  if (word.kind != VALUE_TEXT && word.kind != VALUE_TOPIC) return NULL;
  return library_rule(library, word.as.text);
}

bool rule_can_be_accepted(const Library *library, const Rule *rule) {
  const Concept *accept = vocabulary_concept(library->vocabulary, STR("accept"));
  return !rule->is_language && rule->about != accept;
}

static bool lies_in(Span inner, Span outer) {
  return inner.file == outer.file && inner.start >= outer.start && inner.end <= outer.end;
}

static bool covers_place(const Object *accept, const Finding *finding) {
  const Object *whole = object_root(accept), *block = accept->parent;
  if (!block) return false;
  bool is_root = str_equal(whole->concept->key, STR("partnership")) || str_equal(whole->concept->key, STR("organisation"));
  if (is_root && finding->partnership != whole) return false;
  if ((is_root && block == whole) || lies_in(finding->place, block->full)) return true;
  return block->shared && lies_in(finding->place, block->shared->full);
}

static bool is_spelled(const SpellingList *spellings, Str word) { return spelling_find(spellings, word, LANGUAGE_EN, NULL); }

static bool bears_name(const Value *subject, const Value *target) {
  bool is_word = target->kind == VALUE_TEXT || target->kind == VALUE_TOPIC;
  if (subject->kind == VALUE_OBJECT) {
    const Object *object = subject->as.object;
    if (target->kind == VALUE_OBJECT)
      return object == target->as.object ||
             (!str_is_empty(object->name) && str_equal(object->name, target->as.object->name));
    if (!is_word) return false;
    if (!str_is_empty(object->name) && str_equal(object->name, target->as.text)) return true;
    return is_spelled(object->as ? &object->as->spellings : &object->concept->spellings, target->as.text) ||
           is_spelled(&object->concept->spellings, target->as.text);
  }
  if (subject->kind == VALUE_CHOICE && target->kind == VALUE_CHOICE) return subject->as.choice == target->as.choice;
  if (subject->kind == VALUE_CHOICE && is_word) return is_spelled(&subject->as.choice->spellings, target->as.text);
  return is_word && (subject->kind == VALUE_TEXT || subject->kind == VALUE_TOPIC) &&
         str_equal(subject->as.text, target->as.text);
}

static bool covers_target(const Value *target, const Finding *finding) {
  if (target->kind == VALUE_MISSING) return true;
  if (target->kind == VALUE_UNKNOWN) return false;
  for (uint32_t i = 0; i < finding->subjects.count; i++) {
    Value subject = value_of_object(finding->subjects.items[i]);
    if (bears_name(&subject, target)) return true;
  }
  for (uint32_t i = 0; i < finding->rule->variables.count && i < finding->arguments.count; i++)
    if (finding->rule->variables.items[i].is_subject && bears_name(&finding->arguments.items[i].value, target)) return true;
  return false;
}

bool accept_matches_finding(const Library *library, const Object *accept, const Finding *finding) {
  if (!covers_place(accept, finding)) return false;
  const Value *written = object_slot(accept, library->vocabulary, STR("target"));
  Value target = written->kind == VALUE_OBJECT ? *written : value_simple(*written);
  return covers_target(&target, finding);
}

bool accept_has_effect(const Library *library, const Object *accept, Value today) {
  Value reason = slot(library, accept, "reason"), until = slot(library, accept, "until");
  if (reason.kind != VALUE_TEXT || str_is_empty(str_trim(reason.as.text)) || until.kind == VALUE_UNKNOWN) return false;
  return until.kind != VALUE_DATE || today.kind != VALUE_DATE || until.as.date >= today.as.date;
}
