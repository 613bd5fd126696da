/* The JSON Schema of the exported model, one definition for each concept. */
#include "compiler/base/json.h"
#include "compiler/export/export.h"

static void type_of(Json *json, const char *type) { json_pair(json, "type", str_of(type)); }

static void reference_to(Json *json, Str key) {
  char path[160];
  size_t prefix = sizeof "#/$defs/" - 1;
  memcpy(path, "#/$defs/", prefix);
  size_t length = key.length < sizeof path - prefix ? key.length : sizeof path - prefix;
  memcpy(path + prefix, key.data, length);
  json_pair(json, "$ref", (Str){path, prefix + length});
}

static void simple(Json *json, const char *type) {
  json_open_object(json);
  type_of(json, type);
  json_close_object(json);
}

static void defined(Json *json, const char *name) {
  json_open_object(json);
  reference_to(json, str_of(name));
  json_close_object(json);
}

static void choices(Json *json, const Type *type) {
  json_open_object(json);
  json_key(json, "enum");
  json_open_list(json);
  for (uint32_t i = 0; i < type->choices.count; i++)
    for (uint32_t c = 0; c < type->choices.items[i]->choice_count; c++)
      json_string(json, type->choices.items[i]->choices[c].key);
  json_close_list(json);
  json_close_object(json);
}

static void formatted(Json *json, const char *format) {
  json_open_object(json);
  type_of(json, "string");
  json_pair(json, "format", str_of(format));
  json_close_object(json);
}

static void score(Json *json) {
  json_open_object(json);
  json_key(json, "type");
  json_open_list(json);
  json_string(json, STR("integer"));
  json_string(json, STR("null"));
  json_close_list(json);
  json_pair_number(json, "minimum", 1);
  json_pair_number(json, "maximum", 5);
  json_close_object(json);
}

/* Every alternative of a type; something with an error is written as unknown. */
static void alternatives(Json *json, const Type *type) {
  uint32_t kinds = type->kinds;
  if (kinds & (TYPE_NAME | TYPE_STRING | TYPE_TEXT | TYPE_TOPIC | TYPE_WORD | TYPE_TARGET)) simple(json, "string");
  if (kinds & TYPE_NUMBER) simple(json, "number");
  if (kinds & TYPE_SCORE) score(json);
  if (kinds & TYPE_PERCENTAGE) defined(json, "$percentage");
  if (kinds & TYPE_MONEY) defined(json, "$money");
  if (kinds & TYPE_DATE) formatted(json, "date");
  if (kinds & TYPE_DURATION) formatted(json, "duration");
  if (kinds & TYPE_CHOICE) choices(json, type);
  if (kinds & (TYPE_REFERENCE | TYPE_TARGET)) defined(json, "$reference");
  if (kinds & (TYPE_WORDS | TYPE_TEMPLATE)) defined(json, "$words");
  if (kinds & TYPE_BOOLEAN) simple(json, "boolean");
  if (kinds & TYPE_OBJECT) {
    json_open_object(json);
    reference_to(json, type->object->key);
    json_close_object(json);
  }
  defined(json, "$unknown");
}

static void property_value(Json *json, const Property *property) {
  bool list = property->many || property->whole_list;
  json_open_object(json);
  if (property->doc.in[LANGUAGE_EN].length) json_pair(json, "description", property->doc.in[LANGUAGE_EN]);
  json_key(json, "anyOf");
  json_open_list(json);
  if (list || (property->type.kinds & TYPE_REFERENCE)) {
    json_open_object(json);
    type_of(json, "array");
    json_key(json, "items");
    json_open_object(json);
    json_key(json, "anyOf");
    json_open_list(json);
    alternatives(json, &property->type);
    json_close_list(json);
    json_close_object(json);
    json_close_object(json);
  }
  if (!list) alternatives(json, &property->type);
  else defined(json, "$unknown");
  json_close_list(json);
  json_close_object(json);
}

static void constant(Json *json, Str value) {
  json_open_object(json);
  json_pair(json, "const", value);
  json_close_object(json);
}

static void required(Json *json, const char *const *keys, uint32_t count) {
  json_key(json, "required");
  json_open_list(json);
  for (uint32_t i = 0; i < count; i++) json_string(json, str_of(keys[i]));
  json_close_list(json);
}

static void closed(Json *json) {
  json_key(json, "additionalProperties");
  json_boolean(json, false);
}

static void concept_schema(Json *json, const Concept *concept) {
  static const char *const always[] = {"$concept", "$place"};
  json_key_str(json, concept->key);
  json_open_object(json);
  if (concept->doc.in[LANGUAGE_EN].length) json_pair(json, "description", concept->doc.in[LANGUAGE_EN]);
  type_of(json, "object");
  json_key(json, "properties");
  json_open_object(json);
  json_key(json, "$concept");
  constant(json, concept->key);
  json_key(json, "$path");
  simple(json, "string");
  json_key(json, "$place");
  defined(json, "$place");
  json_key(json, "$sensitive");
  simple(json, "boolean");
  for (uint32_t i = 0; i < concept->property_count; i++) {
    json_key_str(json, concept->properties[i].key);
    property_value(json, &concept->properties[i]);
  }
  json_close_object(json);
  required(json, always, 2);
  closed(json);
  json_close_object(json);
}

static void record(Json *json, const char *name, const char *const *keys, const char *const *types, uint32_t count) {
  json_key(json, name);
  json_open_object(json);
  type_of(json, "object");
  json_key(json, "properties");
  json_open_object(json);
  for (uint32_t i = 0; i < count; i++) {
    json_key(json, keys[i]);
    simple(json, types[i]);
  }
  json_close_object(json);
  required(json, keys, count);
  closed(json);
  json_close_object(json);
}

static void shared_definitions(Json *json) {
  record(json, "$money", (const char *const[]){"currency", "amount"}, (const char *const[]){"string", "string"}, 2);
  record(json, "$percentage", (const char *const[]){"percent"}, (const char *const[]){"string"}, 1);
  record(json, "$reference", (const char *const[]){"reference"}, (const char *const[]){"string"}, 1);
  record(json, "$words", (const char *const[]){"en", "nl"}, (const char *const[]){"string", "string"}, 2);
  record(json, "$unknown", (const char *const[]){"unknown"}, (const char *const[]){"boolean"}, 1);
  record(json, "$place", (const char *const[]){"file", "line", "column"},
         (const char *const[]){"string", "integer", "integer"}, 3);
}

static void list_of(Json *json, const char *key, const char *concept) {
  json_key(json, key);
  json_open_object(json);
  type_of(json, "array");
  json_key(json, "items");
  defined(json, concept);
  json_close_object(json);
}

/* Concepts that a spec can hold: what only reports or rules are made of is left out. */
static bool is_exported(const Concept *concept) { return !concept->is_library; }

/* ---- datasets ---- */

static bool has_name(const Concept *concept) {
  for (uint32_t i = 0; i < concept->property_count; i++)
    if (concept->properties[i].place == PLACE_POSITIONAL && (concept->properties[i].type.kinds & TYPE_NAME)) return true;
  return false;
}

/* Things with a name are referred to; others are written in full. */
static void things(Json *json, const StaticType *type) {
  defined(json, "$reference");
  for (uint32_t i = 0; i < type->of.concepts.count; i++) {
    const Concept *concept = type->of.concepts.items[i];
    if (concept->value_slot >= 0) alternatives(json, &concept->properties[concept->value_slot].type); /* it stands for its value */
    if (has_name(concept) || concept->value_slot >= 0 || !is_exported(concept)) continue;
    json_open_object(json);
    reference_to(json, concept->key);
    json_close_object(json);
  }
}

static void column_kinds(Json *json, const StaticType *type) {
  json_key(json, "anyOf");
  json_open_list(json);
  Type simple_kinds = type->of;
  simple_kinds.kinds &= ~(uint32_t)(TYPE_REFERENCE | TYPE_OBJECT);
  /* what the library itself says, such as an attribute of a choice, is a text in both languages */
  if (simple_kinds.kinds & TYPE_STRING) simple_kinds.kinds |= TYPE_WORDS;
  alternatives(json, &simple_kinds);
  if (type->of.kinds & TYPE_REFERENCE) things(json, type);
  json_close_list(json);
}

static void column_schema(Json *json, const DatasetColumn *column) {
  StaticType type = expression_type(column->expression);
  json_key_str(json, column->key);
  json_open_object(json);
  json_pair(json, "description", column->doc.in[LANGUAGE_EN]);
  if (type.list) {
    type_of(json, "array");
    json_key(json, "items");
    json_open_object(json);
  }
  if (!type.any) column_kinds(json, &type);
  if (type.list) json_close_object(json);
  json_close_object(json);
}

static void dataset_schema(Json *json, const Dataset *dataset) {
  json_key_str(json, dataset->key);
  json_open_object(json);
  json_pair(json, "description", dataset->doc.in[LANGUAGE_EN]);
  type_of(json, "array");
  json_key(json, "items");
  json_open_object(json);
  type_of(json, "object");
  json_key(json, "properties");
  json_open_object(json);
  json_key_str(json, dataset->about->key);
  defined(json, "$reference");
  LIST_EACH(const DatasetColumn, column, dataset->columns) column_schema(json, column);
  json_close_object(json);
  json_key(json, "required");
  json_open_list(json);
  json_string(json, dataset->about->key);
  json_close_list(json);
  closed(json);
  json_close_object(json);
  json_close_object(json);
}

static void datasets_schema(Json *json, const Library *library) {
  json_key(json, "data");
  json_open_object(json);
  json_pair(json, "description", STR("What is worked out from the partnerships and the organisations."));
  type_of(json, "object");
  json_key(json, "properties");
  json_open_object(json);
  LIST_EACH(Dataset *const, dataset, library->datasets) dataset_schema(json, *dataset);
  json_close_object(json);
  json_key(json, "required");
  json_open_list(json);
  LIST_EACH(Dataset *const, dataset, library->datasets) json_string(json, (*dataset)->key);
  json_close_list(json);
  closed(json);
  json_close_object(json);
}

Str export_schema(Arena *arena, const Library *library) {
  static const char *const always[] = {"kompas", "partnerships", "organisations", "parties", "data"};
  const Vocabulary *vocabulary = library->vocabulary;
  Text text = text_new(arena);
  Json json = json_new(&text, 2);
  json_open_object(&json);
  json_pair(&json, "$schema", STR("https://json-schema.org/draft/2020-12/schema"));
  json_pair(&json, "title", STR("kompas export"));
  type_of(&json, "object");
  json_key(&json, "properties");
  json_open_object(&json);
  json_key(&json, "kompas");
  simple(&json, "integer");
  list_of(&json, "partnerships", "partnership");
  list_of(&json, "organisations", "organisation");
  list_of(&json, "parties", "party");
  datasets_schema(&json, library);
  json_close_object(&json);
  required(&json, always, 5);
  closed(&json);
  json_key(&json, "$defs");
  json_open_object(&json);
  shared_definitions(&json);
  LIST_EACH(Concept *const, concept, vocabulary->concepts)
    if (is_exported(*concept)) concept_schema(&json, *concept);
  json_close_object(&json);
  json_close_object(&json);
  text_add_char(&text, '\n');
  return text_str(&text);
}
