/* Loading the vocabulary, in passes, so that the order of declarations does not matter: first every concept and set of
 * choices gets its key; then their lines are read; then inheritance is worked out; last, the look-up tables. */
#include "compiler/vocabulary/load.h"

#include "compiler/vocabulary/loader.h"

bool vocabulary_declares(const Node *statement) {
  FixedWord word = loader_statement_word(statement);
  return word == WORD_CONCEPT || word == WORD_CHOICES;
}

uint32_t loader_key(Loader *loader, Str key) {
  Vocabulary *vocabulary = loader->vocabulary;
  uint32_t id;
  if (map_get(&vocabulary->key_ids, key, &id)) return id;
  Str copy = str_copy(loader->arena, key);
  id = vocabulary->keys.count;
  LIST_PUSH(loader->arena, &vocabulary->keys, copy);
  map_put(loader->arena, &vocabulary->key_ids, copy, id);
  return id;
}

static ConceptDraft *add_concept(Loader *loader, Str key) {
  Concept *concept = ARENA_NEW(loader->arena, Concept);
  ConceptDraft *draft = ARENA_NEW(loader->arena, ConceptDraft);
  draft->concept = concept;
  concept->key = key;
  concept->number = loader->vocabulary->concepts.count;
  LIST_PUSH(loader->arena, &loader->vocabulary->concepts, concept);
  LIST_PUSH(loader->arena, &loader->concepts, draft);
  map_put(loader->arena, &loader->vocabulary->concept_by_key, key, concept->number);
  return draft;
}

static void declare_concept(Loader *loader, const Node *statement) {
  SpellingList spellings = {0};
  const Node *item = loader_first_argument(statement);
  if (!loader_spellings(loader, statement, item, &spellings)) return;
  Str key = spellings.items[0].word;
  if (item->next) loader_unknown_word(loader, item->next, statement);
  if (map_get(&loader->vocabulary->concept_by_key, key, NULL)) return;
  Concept *concept = add_concept(loader, key)->concept;
  concept->spellings = spellings;
  concept->span = item->span;
}

static void declare_choices(Loader *loader, const Node *statement) {
  SpellingList spellings = {0};
  const Node *item = loader_first_argument(statement);
  if (!loader_spellings(loader, statement, item, &spellings)) return;
  Str key = spellings.items[0].word;
  if (item->next) loader_unknown_word(loader, item->next, statement);
  if (map_get(&loader->vocabulary->choice_set_by_key, key, NULL)) return;
  ChoiceSet *set = ARENA_NEW(loader->arena, ChoiceSet);
  SetDraft *draft = ARENA_NEW(loader->arena, SetDraft);
  draft->set = set;
  set->key = key;
  set->number = loader->vocabulary->choice_sets.count;
  set->spellings = spellings;
  set->span = item->span;
  LIST_PUSH(loader->arena, &loader->vocabulary->choice_sets, set);
  LIST_PUSH(loader->arena, &loader->sets, draft);
  map_put(loader->arena, &loader->vocabulary->choice_set_by_key, key, set->number);
}

const Concept *loader_simple_concept(Loader *loader, const Concept *owner, const Property *line, PropertyDraft value) {
  Text key = text_new(loader->arena);
  text_add(&key, owner->key);
  text_add_char(&key, '.');
  text_add(&key, line->key);
  ConceptDraft *draft = add_concept(loader, text_str(&key));
  Concept *concept = draft->concept;
  concept->is_simple = true;
  concept->spellings = line->spellings;
  concept->doc = line->doc;
  concept->title = line->title;
  concept->says = line->says;
  concept->example = line->example;
  concept->span = line->span;
  draft->simple_of = owner;
  value.property.key = str_copy(loader->arena, STR("value"));
  value.property.key_id = loader_key(loader, value.property.key);
  value.property.place = PLACE_POSITIONAL;
  value.property.required = true;
  value.property.required_unless = NULL;
  value.property.required_unless_used = false;
  value.property.many = false;
  value.property.at_least = 0;
  value.property.owner = concept;
  value.unless = STR("");
  LIST_PUSH(loader->arena, &draft->own, value);
  return concept;
}

/* Declaring comes first, then choices (types name them), then concepts. */
typedef enum Pass { PASS_DECLARE, PASS_CHOICES, PASS_CONCEPTS } Pass;

static const Node *declared_name(const Node *statement) {
  const Node *item = loader_first_argument(statement);
  if (item && item->kind == NODE_PAIR) item = item->first_child;
  if (item && item->kind == NODE_LIST) item = item->first_child;
  return item && item->kind == NODE_NAME ? item : NULL;
}

static void read_declaration(Loader *loader, const Node *statement, Pass pass) {
  bool is_concept = loader_statement_word(statement) == WORD_CONCEPT;
  if (pass == PASS_DECLARE) {
    if (is_concept) declare_concept(loader, statement);
    else declare_choices(loader, statement);
    return;
  }
  const Node *name = declared_name(statement);
  uint32_t number;
  if (!name) return;
  if (pass == PASS_CONCEPTS && is_concept && map_get(&loader->vocabulary->concept_by_key, name->text, &number))
    loader_read_concept(loader, loader->concepts.items[number], statement);
  if (pass == PASS_CHOICES && !is_concept && map_get(&loader->vocabulary->choice_set_by_key, name->text, &number))
    loader_read_choices(loader, loader->sets.items[number], statement);
}

static void read_trees(Loader *loader, Tree *const *trees, uint32_t count, Pass pass) {
  for (uint32_t i = 0; i < count; i++)
    NODE_EACH_CHILD(statement, trees[i]->root)
      if (statement->kind == NODE_STATEMENT && vocabulary_declares(statement)) read_declaration(loader, statement, pass);
}

static void index_choices(Loader *loader, SetDraft *draft) {
  ChoiceSet *set = draft->set;
  set->attributes = draft->attributes.items;
  set->attribute_count = draft->attributes.count;
  set->choice_count = draft->choices.count;
  set->choices = ARENA_ARRAY(loader->arena, Choice, set->choice_count);
  if (str_is_empty(set->title.in[LANGUAGE_EN])) set->title = loader_title(loader, &set->spellings);
  for (uint32_t i = 0; i < set->choice_count; i++) {
    set->choices[i] = draft->choices.items[i].choice;
    set->words_clash |= loader_index_spellings(loader->arena, &set->words, &set->choices[i].spellings, i);
  }
}

static void set_titles(Loader *loader, Concept *concept) {
  if (str_is_empty(concept->title.in[LANGUAGE_EN])) concept->title = loader_title(loader, &concept->spellings);
}

Vocabulary *vocabulary_load(Arena *arena, Tree *const *trees, uint32_t count, FindingSink *sink) {
  Loader loader = {.arena = arena, .sink = sink, .vocabulary = ARENA_NEW(arena, Vocabulary)};
  loader_key(&loader, STR("value"));
  read_trees(&loader, trees, count, PASS_DECLARE);
  read_trees(&loader, trees, count, PASS_CHOICES);
  LIST_EACH(SetDraft *, set, loader.sets) index_choices(&loader, *set);
  LIST_EACH(SetDraft *, set, loader.sets) loader_finish_choices(&loader, *set);
  read_trees(&loader, trees, count, PASS_CONCEPTS);
  LIST_EACH(ConceptDraft *, draft, loader.concepts) loader_compose(&loader, *draft);
  LIST_EACH(ConceptDraft *, draft, loader.concepts) set_titles(&loader, (*draft)->concept);
  LIST_EACH(ConceptDraft *, draft, loader.concepts) loader_index(&loader, *draft);
  loader_index_vocabulary(&loader);
  return loader.vocabulary;
}
