/* types.c: what is known of a value before it is computed. */
#include "compiler/rules/types.h"

StaticType static_type_any(void) { return (StaticType){.any = true}; }

StaticType static_type_kind(uint32_t kinds) { return (StaticType){.of = {.kinds = kinds}}; }

StaticType static_type_object(Arena *arena, const Concept *concept) {
  StaticType type = static_type_kind(TYPE_REFERENCE);
  if (concept) LIST_PUSH(arena, &type.of.concepts, concept);
  return type;
}

StaticType static_type_choice(Arena *arena, const ChoiceSet *set) {
  StaticType type = static_type_kind(TYPE_CHOICE);
  LIST_PUSH(arena, &type.of.choices, set);
  return type;
}

StaticType static_type_element(StaticType type) {
  type.list = false;
  return type;
}

StaticType static_type_list(StaticType type) {
  type.list = true;
  return type;
}

static void add_set(Arena *arena, Type *type, const ChoiceSet *set) {
  for (uint32_t i = 0; i < type->choices.count; i++)
    if (type->choices.items[i] == set) return;
  LIST_PUSH(arena, &type->choices, set);
}

static void add_concept(Arena *arena, Type *type, const Concept *concept) {
  for (uint32_t i = 0; i < type->concepts.count; i++)
    if (type->concepts.items[i] == concept) return;
  LIST_PUSH(arena, &type->concepts, concept);
}

static bool is_any_object(const Type *type) { return (type->kinds & TYPE_REFERENCE) && type->concepts.count == 0; }

StaticType static_type_merge(Arena *arena, StaticType a, StaticType b) {
  if (a.any || b.any) return (StaticType){.any = true, .list = a.list && b.list};
  StaticType merged = {.list = a.list || b.list, .of = {.kinds = a.of.kinds | b.of.kinds}};
  for (uint32_t i = 0; i < a.of.choices.count; i++) add_set(arena, &merged.of, a.of.choices.items[i]);
  for (uint32_t i = 0; i < b.of.choices.count; i++) add_set(arena, &merged.of, b.of.choices.items[i]);
  if (is_any_object(&a.of) || is_any_object(&b.of)) return merged;
  for (uint32_t i = 0; i < a.of.concepts.count; i++) add_concept(arena, &merged.of, a.of.concepts.items[i]);
  for (uint32_t i = 0; i < b.of.concepts.count; i++) add_concept(arena, &merged.of, b.of.concepts.items[i]);
  return merged;
}

/* The many kinds that slots know, brought back to those that values have. */
static StaticType type_seen(Arena *arena, const Type *type) {
  const uint32_t texts = TYPE_NAME | TYPE_STRING | TYPE_TEXT | TYPE_TOPIC | TYPE_WORD | TYPE_WORDS | TYPE_TEMPLATE | TYPE_TARGET;
  const uint32_t same = TYPE_NUMBER | TYPE_PERCENTAGE | TYPE_MONEY | TYPE_DATE | TYPE_DURATION | TYPE_BOOLEAN | TYPE_CHOICE;
  StaticType seen = static_type_kind(type->kinds & same);
  if (type->kinds & (TYPE_EXPRESSION | TYPE_TYPE)) return static_type_any();
  if (type->kinds & texts) seen.of.kinds |= TYPE_STRING;
  if (type->kinds & TYPE_SCORE) seen.of.kinds |= TYPE_NUMBER;
  for (uint32_t i = 0; i < type->choices.count; i++) add_set(arena, &seen.of, type->choices.items[i]);
  if (!(type->kinds & (TYPE_REFERENCE | TYPE_OBJECT | TYPE_TARGET))) return seen;
  seen.of.kinds |= TYPE_REFERENCE;
  bool anything = (type->kinds & TYPE_TARGET) || ((type->kinds & TYPE_REFERENCE) && type->concepts.count == 0);
  if (anything) return seen;
  for (uint32_t i = 0; i < type->concepts.count; i++) add_concept(arena, &seen.of, type->concepts.items[i]);
  if (type->object) add_concept(arena, &seen.of, type->object);
  return seen;
}

StaticType static_type_property(Arena *arena, const Property *property) {
  if (property->place == PLACE_FLAG) return static_type_kind(TYPE_BOOLEAN);
  StaticType type = type_seen(arena, &property->type);
  type.list = property->many || property->whole_list;
  return type;
}

StaticType static_type_simple(Arena *arena, StaticType type) {
  enum { DEEPEST = 4 };
  for (int depth = 0; depth < DEEPEST; depth++) {
    StaticType simple = {.list = type.list, .any = type.any, .of = {.kinds = type.of.kinds & ~(uint32_t)TYPE_REFERENCE}};
    for (uint32_t i = 0; i < type.of.choices.count; i++) add_set(arena, &simple.of, type.of.choices.items[i]);
    bool changed = false;
    for (uint32_t i = 0; i < type.of.concepts.count; i++) {
      const Concept *concept = type.of.concepts.items[i];
      changed |= concept->value_slot >= 0;
      StaticType part = concept->value_slot >= 0
                            ? static_type_property(arena, &concept->properties[concept->value_slot])
                            : static_type_object(arena, concept);
      simple = static_type_merge(arena, simple, part);
    }
    if (!changed) return type;
    simple.list |= type.list;
    type = simple;
  }
  return type;
}

typedef struct Lookup {
  const Compiler *compiler;
  Str word;
  StaticType found;
  bool is_found;
  uint32_t key_id;
} Lookup;

static bool is_called(const Property *property, Str word) {
  if (str_equal(property->key, word)) return true;
  for (uint32_t i = 0; i < property->spellings.count; i++)
    if (str_equal(property->spellings.items[i].word, word)) return true;
  return false;
}

static void found_property(Lookup *lookup, const Property *property) {
  Arena *arena = lookup->compiler->arena;
  StaticType type = static_type_property(arena, property);
  lookup->found = lookup->is_found ? static_type_merge(arena, lookup->found, type) : type;
  lookup->is_found = true;
  lookup->key_id = property->key_id;
}

static void look_in(Lookup *lookup, const Property *properties, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if (is_called(&properties[i], lookup->word)) {
      found_property(lookup, &properties[i]);
      return;
    }
}

/* In a concept, in those that extend it, and in what it stands for. */
static void look_in_concept(Lookup *lookup, const Concept *concept) {
  const Vocabulary *vocabulary = lookup->compiler->library->vocabulary;
  look_in(lookup, concept->properties, concept->property_count);
  for (uint32_t i = 0; i < vocabulary->concepts.count; i++) {
    const Concept *heir = vocabulary->concepts.items[i];
    if (heir != concept && concept_is(heir, concept)) look_in(lookup, heir->properties, heir->property_count);
  }
}

static void look_in_choices(Lookup *lookup, const Type *type) {
  for (uint32_t i = 0; i < type->choices.count; i++)
    look_in(lookup, type->choices.items[i]->attributes, type->choices.items[i]->attribute_count);
}

static void look_everywhere(Lookup *lookup) {
  const Vocabulary *vocabulary = lookup->compiler->library->vocabulary;
  for (uint32_t i = 0; i < vocabulary->concepts.count; i++)
    look_in(lookup, vocabulary->concepts.items[i]->properties, vocabulary->concepts.items[i]->property_count);
  for (uint32_t i = 0; i < vocabulary->choice_sets.count; i++)
    look_in(lookup, vocabulary->choice_sets.items[i]->attributes, vocabulary->choice_sets.items[i]->attribute_count);
  lookup->found = static_type_any();
}

bool static_type_member(const Compiler *compiler, StaticType base, Str word, StaticType *type, uint32_t *key_id) {
  Lookup lookup = {.compiler = compiler, .word = word};
  if (base.any || is_any_object(&base.of)) {
    look_everywhere(&lookup);
  } else {
    for (uint32_t i = 0; i < base.of.concepts.count; i++) look_in_concept(&lookup, base.of.concepts.items[i]);
    look_in_choices(&lookup, &base.of);
    if (!lookup.is_found) {
      StaticType simple = static_type_simple(compiler->arena, base);
      for (uint32_t i = 0; i < simple.of.concepts.count; i++) look_in_concept(&lookup, simple.of.concepts.items[i]);
      look_in_choices(&lookup, &simple.of);
    }
  }
  *type = lookup.found;
  type->list |= base.list;
  *key_id = lookup.key_id;
  return lookup.is_found;
}

static void add_words(Arena *arena, WordList *words, const Property *properties, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) LIST_PUSH(arena, words, properties[i].key);
}

WordList static_type_members(const Compiler *compiler, StaticType base) {
  WordList words = {0};
  StaticType simple = static_type_simple(compiler->arena, base);
  for (uint32_t i = 0; i < base.of.concepts.count; i++)
    add_words(compiler->arena, &words, base.of.concepts.items[i]->properties, base.of.concepts.items[i]->property_count);
  for (uint32_t i = 0; i < simple.of.choices.count; i++)
    add_words(compiler->arena, &words, simple.of.choices.items[i]->attributes, simple.of.choices.items[i]->attribute_count);
  return words;
}

bool static_type_overlaps(StaticType a, StaticType b) {
  if (a.any || b.any || a.of.kinds == 0 || b.of.kinds == 0) return true;
  const uint32_t numbers = TYPE_NUMBER | TYPE_PERCENTAGE;
  uint32_t both = a.of.kinds & b.of.kinds;
  if ((a.of.kinds & numbers) && (b.of.kinds & numbers)) return true;
  if (both & ~(uint32_t)TYPE_CHOICE) return true;
  if (!(both & TYPE_CHOICE)) return false;
  for (uint32_t i = 0; i < a.of.choices.count; i++)
    for (uint32_t j = 0; j < b.of.choices.count; j++)
      if (a.of.choices.items[i] == b.of.choices.items[j]) return true;
  return a.of.choices.count == 0 || b.of.choices.count == 0;
}

/* ---- types as they are written ---- */

bool type_kind_called(Str word, uint32_t *kind) {
  static const struct { const char *word; uint32_t kind; } kinds[] = {
      {"string", TYPE_STRING},     {"text", TYPE_STRING},   {"topic", TYPE_STRING}, {"word", TYPE_STRING},
      {"name", TYPE_STRING},       {"words", TYPE_STRING},  {"number", TYPE_NUMBER}, {"score", TYPE_NUMBER},
      {"percentage", TYPE_PERCENTAGE}, {"money", TYPE_MONEY}, {"date", TYPE_DATE},  {"duration", TYPE_DURATION},
      {"boolean", TYPE_BOOLEAN},   {"flag", TYPE_BOOLEAN}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (str_equal(word, str_of(kinds[i].word))) return *kind = kinds[i].kind, true;
  return false;
}

static void unknown_word(Compiler *compiler, const Node *node) {
  if (!compiler->sink) return;
  Finding *finding = finding_add(compiler->sink, "K0102", node->span);
  finding_text(compiler->sink, finding, "case", STR("unknown"));
  finding_text(compiler->sink, finding, "name", node->text);
}

/* The word after choice, reference or object; moves on to it. */
static StaticType read_named(Compiler *compiler, const Node **node) {
  const Vocabulary *vocabulary = compiler->library->vocabulary;
  bool is_choice = str_equal((*node)->text, STR("choice"));
  const Node *named = (*node)->next;
  if (!named || named->kind != NODE_NAME) {
    unknown_word(compiler, *node);
    return static_type_any();
  }
  *node = named;
  const ChoiceSet *set = is_choice ? vocabulary_choices(vocabulary, named->text) : NULL;
  if (set) return static_type_choice(compiler->arena, set);
  if (!is_choice && str_equal(named->text, STR("any"))) return static_type_object(compiler->arena, NULL);
  const Concept *concept = is_choice ? NULL : vocabulary_concept(vocabulary, named->text);
  if (concept) return static_type_object(compiler->arena, concept);
  unknown_word(compiler, named);
  return static_type_any();
}

StaticType static_type_read(Compiler *compiler, const Node *first) {
  const Vocabulary *vocabulary = compiler->library->vocabulary;
  StaticType type = {0};
  bool list = false;
  for (const Node *node = first; node && node->kind == NODE_NAME; node = node->next) {
    uint32_t kind;
    StaticType part;
    if (str_equal(node->text, STR("or"))) continue;
    if (str_equal(node->text, STR("many"))) {
      list = true;
      continue;
    }
    if (str_equal(node->text, STR("any"))) part = static_type_any();
    else if (type_kind_called(node->text, &kind)) part = static_type_kind(kind);
    else if (str_equal(node->text, STR("choice")) || str_equal(node->text, STR("reference")) ||
             str_equal(node->text, STR("object"))) part = read_named(compiler, &node);
    else if (vocabulary_concept(vocabulary, node->text))
      part = static_type_object(compiler->arena, vocabulary_concept(vocabulary, node->text));
    else {
      unknown_word(compiler, node);
      part = static_type_any();
    }
    type = static_type_merge(compiler->arena, type, part);
  }
  type.list = list;
  return type;
}
