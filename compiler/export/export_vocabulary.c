/* The vocabulary as JSON. */
#include "compiler/base/json.h"
#include "compiler/export/export.h"
#include "compiler/vocabulary/words.h"

static void write_words(Json *json, const char *key, Words words) {
  if (!words.in[LANGUAGE_EN].length && !words.in[LANGUAGE_NL].length) return;
  json_key(json, key);
  json_open_object(json);
  for (int i = 0; i < LANGUAGE_COUNT; i++) {
    json_key_str(json, language_code((Language)i));
    json_string(json, words_in(words, (Language)i));
  }
  json_close_object(json);
}

static void write_spellings(Json *json, const SpellingList *spellings) {
  json_key(json, "words");
  json_open_object(json);
  for (int i = 0; i < LANGUAGE_COUNT; i++) {
    json_key_str(json, language_code((Language)i));
    json_open_list(json);
    LIST_EACH(const Spelling, spelling, *spellings)
      if (spelling->language == (Language)i) json_string(json, spelling->word);
    json_close_list(json);
  }
  json_close_object(json);
}

static void write_type(Json *json, const Type *type) {
  json_key(json, "type");
  json_open_object(json);
  json_key(json, "kinds");
  json_open_list(json);
  for (uint32_t bit = 0; bit < TYPE_KIND_COUNT; bit++)
    if (type->kinds & 1u << bit) json_string(json, type_kind_text(1u << bit));
  json_close_list(json);
  if (type->choices.count) {
    json_key(json, "choices");
    json_open_list(json);
    for (uint32_t i = 0; i < type->choices.count; i++) json_string(json, type->choices.items[i]->key);
    json_close_list(json);
  }
  if (type->concepts.count) {
    json_key(json, "refersTo");
    json_open_list(json);
    for (uint32_t i = 0; i < type->concepts.count; i++) json_string(json, type->concepts.items[i]->key);
    json_close_list(json);
  }
  if (type->object) json_pair(json, "object", type->object->key);
  json_close_object(json);
}

static void write_true(Json *json, const char *key, bool value) {
  if (!value) return;
  json_key(json, key);
  json_boolean(json, true);
}

static void write_property(Json *json, const Property *property) {
  static const char *const places[] = {"positional", "label", "flag", "line"};
  json_open_object(json);
  json_pair(json, "key", property->key);
  json_pair(json, "place", str_of(places[property->place]));
  write_spellings(json, &property->spellings);
  write_type(json, &property->type);
  write_true(json, "required", property->required);
  if (property->required_unless) json_pair(json, "requiredUnless", property->required_unless->key);
  write_true(json, "requiredUnlessUsed", property->required_unless_used);
  write_true(json, "many", property->many);
  write_true(json, "wholeList", property->whole_list);
  if (property->at_least) json_pair_number(json, "atLeast", property->at_least);
  if (property->exactly) json_pair_number(json, "exactly", property->exactly);
  write_true(json, "notAfterAsOf", property->not_after_as_of);
  write_true(json, "share", property->is_share);
  write_true(json, "throughParent", property->through_parent);
  write_true(json, "allParties", property->all_parties_default);
  write_true(json, "notForPartners", property->not_for_partners);
  write_words(json, "title", property->title);
  write_words(json, "doc", property->doc);
  if (property->example.length) json_pair(json, "example", property->example);
  json_close_object(json);
}

static void write_concept(Json *json, const Concept *concept) {
  json_open_object(json);
  json_pair(json, "key", concept->key);
  write_spellings(json, &concept->spellings);
  if (concept->extends) json_pair(json, "extends", concept->extends->key);
  write_true(json, "atTop", concept->at_top);
  write_true(json, "library", concept->is_library);
  write_true(json, "simple", concept->is_simple);
  write_words(json, "title", concept->title);
  write_words(json, "doc", concept->doc);
  if (concept->example.length) json_pair(json, "example", concept->example);
  json_key(json, "properties");
  json_open_list(json);
  for (uint32_t i = 0; i < concept->property_count; i++) write_property(json, &concept->properties[i]);
  json_close_list(json);
  json_close_object(json);
}

static void write_attribute(Json *json, Arena *arena, const Value *value) {
  switch ((ValueKind)value->kind) {
    case VALUE_NUMBER: json_raw(json, rational_text(arena, value->as.number)); break;
    case VALUE_CHOICE: json_string(json, value->as.choice->key); break;
    case VALUE_WORDS:
      json_open_object(json);
      for (int i = 0; i < LANGUAGE_COUNT; i++) {
        json_key_str(json, language_code((Language)i));
        json_string(json, words_in(*value->as.words, (Language)i));
      }
      json_close_object(json);
      break;
    case VALUE_LIST:
      json_open_list(json);
      for (uint32_t i = 0; i < value->as.list->count; i++) write_attribute(json, arena, &value->as.list->items[i]);
      json_close_list(json);
      break;
    default: json_null(json); break;
  }
}

static void write_choice(Json *json, Arena *arena, const ChoiceSet *set, const Choice *choice) {
  json_open_object(json);
  json_pair(json, "key", choice->key);
  write_spellings(json, &choice->spellings);
  write_words(json, "title", choice->title);
  write_words(json, "doc", choice->doc);
  write_true(json, "needsText", choice->needs_text);
  for (uint32_t i = 0; i < set->attribute_count; i++) {
    if (choice->attributes[i].kind == VALUE_MISSING) continue;
    json_key_str(json, set->attributes[i].key);
    write_attribute(json, arena, &choice->attributes[i]);
  }
  json_close_object(json);
}

static void write_set(Json *json, Arena *arena, const ChoiceSet *set) {
  json_open_object(json);
  json_pair(json, "key", set->key);
  write_spellings(json, &set->spellings);
  write_words(json, "doc", set->doc);
  json_key(json, "choices");
  json_open_list(json);
  for (uint32_t i = 0; i < set->choice_count; i++) write_choice(json, arena, set, &set->choices[i]);
  json_close_list(json);
  json_close_object(json);
}

Str export_vocabulary(Arena *arena, const Vocabulary *vocabulary) {
  Text text = text_new(arena);
  Json json = json_new(&text, 2);
  json_open_object(&json);
  json_pair_number(&json, "kompas", 1);
  json_key(&json, "concepts");
  json_open_list(&json);
  LIST_EACH(Concept *const, concept, vocabulary->concepts) write_concept(&json, *concept);
  json_close_list(&json);
  json_key(&json, "choices");
  json_open_list(&json);
  LIST_EACH(ChoiceSet *const, set, vocabulary->choice_sets) write_set(&json, arena, *set);
  json_close_list(&json);
  json_close_object(&json);
  text_add_char(&text, '\n');
  return text_str(&text);
}
