/* The order of binding: every file is read statement by statement; shared parties are taken in; names are resolved;
 * values are held against each other; marks are spread. */
#include "compiler/binding/bind.h"

#include "compiler/binding/binder.h"
#include "compiler/vocabulary/load.h"

Language tree_language(const Tree *tree) {
  Language language = LANGUAGE_EN;
  language_of(tree->language, &language);
  return language;
}

static bool finding_is_limit(const Finding *finding) {
  if (!str_equal(finding->code, STR("K0004"))) return false;
  LIST_EACH(const Argument, argument, finding->arguments)
    if (str_equal(argument->name, STR("case"))) return !str_equal(argument->value.as.text, STR("findings"));
  return true;
}

static uint32_t find_attribute(const ChoiceSet *set, const char *key) {
  for (uint32_t i = 0; set && i < set->attribute_count; i++)
    if (str_equal(set->attributes[i].key, str_of(key))) return i;
  return UINT32_MAX;
}

static void find_heirs(Binder *binder) {
  const Vocabulary *vocabulary = binder->vocabulary;
  binder->heirs = ARENA_ARRAY(binder->arena, ConceptList, vocabulary->concepts.count);
  LIST_EACH(Concept *const, concept, vocabulary->concepts)
    for (const Concept *base = *concept; base; base = base->extends)
      LIST_PUSH(binder->arena, &binder->heirs[base->number], (const Concept *)*concept);
}

static void know_words(Binder *binder) {
  const Vocabulary *vocabulary = binder->vocabulary;
  binder->units = vocabulary_choices(vocabulary, STR("unit"));
  binder->currencies = vocabulary_choices(vocabulary, STR("currency"));
  binder->everyone_words = vocabulary_choices(vocabulary, STR("everyone"));
  binder->kinds = vocabulary_choices(vocabulary, STR("value-kind"));
  binder->party = vocabulary_concept(vocabulary, STR("party"));
  binder->partnership = vocabulary_concept(vocabulary, STR("partnership"));
  binder->design = vocabulary_concept(vocabulary, STR("design"));
  binder->mandate = vocabulary_concept(vocabulary, STR("mandate"));
  binder->decision = vocabulary_concept(vocabulary, STR("decision"));
  binder->unit_months = find_attribute(binder->units, "months");
  binder->unit_days = find_attribute(binder->units, "days");
  binder->currency_decimals = find_attribute(binder->currencies, "decimals");
  find_heirs(binder);
}

static void know_files(Binder *binder) {
  for (uint32_t i = 0; i < binder->file_count; i++) {
    uint32_t source = binder->files[i].tree->source->file;
    if (source >= binder->source_count) binder->source_count = source + 1;
  }
  binder->file_of_source = ARENA_ARRAY(binder->arena, uint32_t, binder->source_count);
  binder->states = ARENA_ARRAY(binder->arena, FileState, binder->file_count);
  for (uint32_t i = 0; i < binder->file_count; i++) {
    const Tree *tree = binder->files[i].tree;
    Language language;
    binder->file_of_source[tree->source->file] = i + 1;
    binder->states[i].language = tree_language(tree);
    binder->states[i].has_language = language_of(tree->language, &language);
  }
  LIST_EACH(Finding *const, finding, binder->sink->findings)
    if (finding_is_limit(*finding) && (*finding)->place.file < binder->source_count)
      binder->states[binder_file_of(binder, (*finding)->place)].broken = true;
}

static void list_object(Binder *binder, Object *object) {
  Model *model = binder->model;
  Str key = object->concept->key;
  if (object->concept->is_library) LIST_PUSH(binder->arena, &model->library, object);
  else if (concept_is(object->concept, binder->partnership)) LIST_PUSH(binder->arena, &model->partnerships, object);
  else if (concept_is(object->concept, binder->party)) LIST_PUSH(binder->arena, &model->shared_parties, object);
  else if (str_equal(key, STR("organisation"))) LIST_PUSH(binder->arena, &model->organisations, object);
  else if (str_equal(key, STR("project"))) LIST_PUSH(binder->arena, &model->projects, object);
}

static void bind_top(Binder *binder, const Node *statement) {
  const Node *word = statement->first_child;
  if (statement->kind != NODE_STATEMENT || !word || word->kind != NODE_NAME) {
    poison_names(binder, statement->full_span);
    return;
  }
  if (vocabulary_declares(statement) || binder->states[binder->file].slots > SLOTS_PER_FILE) return;
  Language language = binder->language;
  const Concept *concept = vocabulary_top_concept(binder->vocabulary, word->text, binder->language, &language);
  if (!concept) {
    if (!statement->has_error) report_unknown_keyword(binder, NULL, word);
    poison_names(binder, statement->full_span);
    return;
  }
  report_language(binder, word->span, word->text, &concept->spellings, language);
  Object *object = bind_statement(binder, concept, statement, NULL, NULL);
  if (!object->placeholder) list_object(binder, object);
}

static bool is_header(const Tree *tree, const Node *statement) {
  return statement == tree->root->first_child && str_equal(node_keyword(statement), STR("kompas"));
}

static void bind_file(Binder *binder, uint32_t file) {
  const Tree *tree = binder->files[file].tree;
  if (binder->states[file].broken) return;
  binder->file = file;
  binder->language = binder->states[file].language;
  NODE_EACH_CHILD(statement, tree->root)
    if (!is_header(tree, statement)) bind_top(binder, statement);
}

Model *model_bind(Arena *arena, const Vocabulary *vocabulary, const BindingFile *files, uint32_t count,
                  FindingSink *sink) {
  Binder binder = {.arena = arena, .vocabulary = vocabulary, .files = files, .file_count = count, .sink = sink};
  binder.model = ARENA_NEW(arena, Model);
  binder.model->arena = arena;
  binder.model->vocabulary = vocabulary;
  binder.scratch = ARENA_NEW(arena, Finding);
  know_words(&binder);
  know_files(&binder);
  binder.first_copy = UINT32_MAX;
  for (uint32_t file = 0; file < count; file++) bind_file(&binder, file);
  binder.first_copy = binder.model->objects.count;
  share_parties(&binder);
  binder_recount(&binder);
  names_resolve(&binder);
  binder_recount(&binder);
  check_values(&binder);
  share_compare(&binder);
  finish_values(&binder);
  return binder.model;
}
