/* library.c: reading the library, and finding things in it.
 *
 * library_load goes in steps: parse all files, read the vocabulary, bind all statements with it, note what is declared, and
 * then compile, so that the order of files does not matter. Definitions are compiled when they are first used; one that is
 * met again while it is being compiled is a circle. */
#include "compiler/rules/library.h"

#include "compiler/base/utf8.h"
#include "compiler/binding/bind.h"
#include "compiler/rules/declare.h"
#include "compiler/rules/evaluate.h"
#include "compiler/syntax/parse.h"
#include "compiler/vocabulary/load.h"

/* build/gen/stdlib_text.c */
extern const struct StdlibText {
  const char *path;
  const unsigned char *text;
  size_t length;
} stdlib_texts[];

enum { DEFINITION_NEW, DEFINITION_UNDER_WAY, DEFINITION_DONE };

/* ---- reading statements ---- */

Compiler *loader_compiler(Loader *loader, const Object *object) {
  loader->compiler.source = source_get(loader->store, object->full.file);
  return &loader->compiler;
}

Str line_key(const Object *object, const Node *statement) {
  Str word = node_keyword(statement);
  const Property *property = str_is_empty(word) ? NULL : concept_property_by_word(object->concept, word, NULL);
  return property ? property->key : STR("");
}

const Node *node_item(const Node *statement, NodeKind kind) {
  if (!statement->first_child) return NULL;
  for (const Node *item = statement->first_child->next; item; item = item->next)
    if (item->kind == kind) return item;
  return NULL;
}

const Node *node_text(const Node *statement) {
  const Node *pair = node_item(statement, NODE_PAIR), *text = node_item(statement, NODE_STRING);
  if (pair && pair->first_child && pair->first_child->kind != NODE_NAME) return pair;
  return text ? text : node_item(statement, NODE_TEXT_BLOCK);
}


Value slot_of(const Loader *loader, const Object *object, const char *key) {
  return value_plain(*object_slot(object, loader->library->vocabulary, str_of(key)));
}

ValueList words_of(const Loader *loader, const Object *object, const char *key) {
  Value value = slot_of(loader, object, key);
  ValueList list = {0};
  if (value.kind == VALUE_LIST) return *value.as.list;
  if (!value_is_stated(value)) return list;
  list.count = 1;
  list.items = arena_copy(loader->arena, &value, sizeof value);
  return list;
}

Words words_of_node(const Node *node) {
  Words words = {0};
  if (!node) return words;
  const Node *first = node->kind == NODE_PAIR ? node->first_child : node;
  const Node *second = node->kind == NODE_PAIR && first ? first->next : first;
  if (first) words.in[LANGUAGE_EN] = first->text;
  if (second) words.in[LANGUAGE_NL] = second->text;
  return words;
}

void report_unknown(Loader *loader, Span place, Str name) {
  Finding *finding = finding_add(loader->sink, "K0102", place);
  finding_text(loader->sink, finding, "case", STR("unknown"));
  finding_text(loader->sink, finding, "name", name);
}

void report_twice(Loader *loader, const Object *object, Str name, Span first) {
  Finding *finding = finding_add(loader->sink, "K0103", object->keyword);
  finding_text(loader->sink, finding, "case", STR("twice"));
  finding_text(loader->sink, finding, "name", name);
  if (!span_is_none(first)) finding_related(loader->sink, finding, first, 0);
}

/* The word after the keyword: the name or code of what is declared. */
static Str declared_name(const Object *object) {
  const Node *name = object->node->first_child ? object->node->first_child->next : NULL;
  return name && (name->kind == NODE_NAME || name->kind == NODE_STRING) ? name->text : object->name;
}

/* ---- definitions ---- */

static void declare_parameters(Loader *loader, const Object *object, Definition *definition) {
  if (!object->node->block) return;
  NODE_EACH_CHILD(line, object->node->block) {
    if (!str_equal(line_key(object, line), STR("takes"))) continue;
    const Node *name = line->first_child ? line->first_child->next : NULL;
    if (!name || name->kind != NODE_NAME) continue;
    ScopeName *parameter = LIST_ADD(loader->arena, &definition->parameters);
    parameter->name = name->text;
    parameter->type = static_type_read(loader_compiler(loader, object), name->next);
    parameter->slot = definition->parameters.count - 1;
  }
}

static void definition_declare(Loader *loader, const Object *object) {
  Library *library = loader->library;
  Str name = declared_name(object);
  uint32_t there;
  if (map_get(&library->definition_by_name, name, &there)) {
    report_twice(loader, object, name, library->definitions.items[there]->declaration->keyword);
    return;
  }
  Definition *definition = ARENA_NEW(loader->arena, Definition);
  definition->name = name;
  definition->number = library->definitions.count;
  definition->declaration = object;
  Value doc = slot_of(loader, object, "doc");
  if (doc.kind == VALUE_WORDS) definition->doc = *doc.as.words;
  LIST_PUSH(loader->arena, &library->definitions, definition);
  map_put(loader->arena, &library->definition_by_name, name, definition->number);
  declare_parameters(loader, object, definition);
}

static const Node *definition_body(const Definition *definition) {
  const Object *object = definition->declaration;
  if (!object->node->block) return NULL;
  NODE_EACH_CHILD(line, object->node->block)
    if (str_equal(line_key(object, line), STR("gives"))) return node_item(line, NODE_EXPRESSION);
  return NULL;
}

bool definition_require(Compiler *compiler, const Definition *definition) {
  enum { LIGHT = 12 };
  if (definition->state == DEFINITION_DONE) return true;
  if (definition->state == DEFINITION_UNDER_WAY || !compiler->loading) return false;
  Definition *made = compiler->loading->definitions.items[definition->number];
  made->state = DEFINITION_UNDER_WAY;
  Compiler own = *compiler;
  own.source = compiler->loading->sources.items[made->declaration->full.file];
  Scope scope;
  scope_init(&scope, compiler->arena, NULL);
  for (uint32_t i = 0; i < made->parameters.count; i++)
    scope_add(&scope, made->parameters.items[i].name, made->parameters.items[i].type);
  const Node *body = definition_body(made);
  Node nothing = {.kind = NODE_ERROR, .span = made->declaration->keyword};
  made->gives = expression_compile(&own, &scope, body ? body : &nothing, NULL);
  made->frame_size = scope.frame_size;
  made->across = scope.across;
  made->reveals = scope.reveals;
  made->remembered = expression_weight(made->gives) > LIGHT;
  made->state = DEFINITION_DONE;
  return true;
}

static void definitions_compile(Loader *loader) {
  for (uint32_t i = 0; i < loader->library->definitions.count; i++)
    definition_require(&loader->compiler, loader->library->definitions.items[i]);
}

/* ---- texts ---- */

/* A house may say a text of the standard library in its own words; twice in one library is a mistake. */
static LibraryText *text_place(Loader *loader, const Object *object, Str key) {
  Library *library = loader->library;
  uint32_t there;
  if (!map_get(&library->text_by_key, key, &there)) {
    map_put(loader->arena, &library->text_by_key, key, library->texts.count);
    return LIST_ADD(loader->arena, &library->texts);
  }
  LibraryText *text = &library->texts.items[there];
  if (text->is_standard && object->keyword.file >= library->standard_sources) return text;
  report_twice(loader, object, key, NO_SPAN);
  return NULL;
}

static void text_declare(Loader *loader, const Object *object) {
  Library *library = loader->library;
  Str key = declared_name(object);
  LibraryText *text = text_place(loader, object, key);
  if (!text) return;
  *text = (LibraryText){.key = key, .is_standard = object->keyword.file < library->standard_sources};
  Scope scope;
  scope_init(&scope, loader->arena, NULL);
  scope.takes_arguments = true;
  text->text = template_compile(loader_compiler(loader, object), &scope, node_text(object->node));
  for (uint32_t i = 0; i < scope.names.count; i++) LIST_PUSH(loader->arena, &text->arguments, scope.names.items[i].name);
  text->frame_size = scope.frame_size;
}

/* ---- checklist items ---- */

static void item_line(Loader *loader, const Object *object, Item *item, Scope *scope, const Node *line) {
  Compiler *compiler = loader_compiler(loader, object);
  Str key = line_key(object, line);
  const Node *expression = node_item(line, NODE_EXPRESSION);
  if (str_equal(key, STR("text"))) item->text = template_compile(compiler, scope, node_text(line));
  if (str_equal(key, STR("question"))) item->question = template_compile(compiler, scope, node_text(line));
  if (!expression) return;
  if (str_equal(key, STR("settled"))) item->settled = condition_compile(compiler, scope, expression);
  if (str_equal(key, STR("applies"))) item->applies = condition_compile(compiler, scope, expression);
  if (str_equal(key, STR("evidence"))) item->evidence = expression_compile(compiler, scope, expression, NULL);
  if (str_equal(key, STR("owner"))) item->owner = expression_compile(compiler, scope, expression, NULL);
}

/* Makes a code lead to an item by its number; false where an item has the code already. */
static bool item_code(Loader *loader, const Object *object, Str code, uint32_t number) {
  Library *library = loader->library;
  uint32_t there;
  if (map_get(&library->item_by_code, code, &there)) {
    report_twice(loader, object, code, library->items.items[there]->declaration->keyword);
    return false;
  }
  map_put(loader->arena, &library->item_by_code, code, number);
  return true;
}

static void item_declare(Loader *loader, const Object *object) {
  Library *library = loader->library;
  Item *item = ARENA_NEW(loader->arena, Item);
  item->code = declared_name(object);
  item->declaration = object;
  uint32_t number = library->items.count;
  if (!item_code(loader, object, item->code, number)) return;
  LIST_PUSH(loader->arena, &library->items, item);
  Value phase = slot_of(loader, object, "phase"), condition = slot_of(loader, object, "condition");
  if (phase.kind == VALUE_CHOICE) item->phase = phase.as.choice;
  if (condition.kind == VALUE_CHOICE) condition_of(condition.as.choice->key, &item->condition);
  Value by_hand = slot_of(loader, object, "by-hand"), of_organisation = slot_of(loader, object, "about-organisation");
  item->by_hand = by_hand.kind == VALUE_BOOLEAN && by_hand.as.boolean;
  item->about_organisation = of_organisation.kind == VALUE_BOOLEAN && of_organisation.as.boolean;
  Scope scope;
  bool own = item->about_organisation;
  scope_init(&scope, loader->arena, own ? vocabulary_concept(library->vocabulary, STR("organisation")) : NULL);
  if (object->node->block) NODE_EACH_CHILD(line, object->node->block) item_line(loader, object, item, &scope, line);
  item->frame_size = scope.frame_size;
  ValueList facts = words_of(loader, object, "facts"), touched = words_of(loader, object, "touched-by");
  ValueList also = words_of(loader, object, "also");
  for (uint32_t i = 0; i < also.count; i++)
    if (item_code(loader, object, also.items[i].as.text, number)) LIST_PUSH(loader->arena, &item->also, also.items[i].as.text);
  for (uint32_t i = 0; i < facts.count; i++) LIST_PUSH(loader->arena, &item->facts, facts.items[i].as.text);
  for (uint32_t i = 0; i < touched.count; i++) {
    const Rule *rule = library_rule(library, touched.items[i].as.text);
    if (rule) LIST_PUSH(loader->arena, &item->touched_by, rule);
    else report_unknown(loader, touched.items[i].span, touched.items[i].as.text);
  }
}

/* ---- sections added to reports ---- */

static bool has_section(Loader *loader, const Object *report, Str name) {
  ValueList sections = words_of(loader, report, "section");
  for (uint32_t i = 0; i < sections.count; i++) {
    const Value *section = &sections.items[i];
    if (section->kind != VALUE_OBJECT) continue;
    Value word = slot_of(loader, section->as.object, "name");
    if (word.kind == VALUE_TOPIC && str_equal(word.as.text, name)) return true;
  }
  return false;
}

/* The report that a section is added to must be there, and so must the section that it comes after. */
static void section_declare(Loader *loader, const Object *object) {
  Value in = slot_of(loader, object, "in"), after = slot_of(loader, object, "after");
  if (in.kind != VALUE_TOPIC) return;
  const Object *report = library_report(loader->library, in.as.text);
  if (!report) report_unknown(loader, in.span, in.as.text);
  else if (after.kind == VALUE_TOPIC && !has_section(loader, report, after.as.text)) report_unknown(loader, after.span, after.as.text);
}

/* ---- facts ---- */

static Words words_of_value(Value value) {
  if (value.kind == VALUE_WORDS) return *value.as.words;
  if (value.kind == VALUE_CHOICE) return value.as.choice->title;
  Words words = {0};
  if (value.kind == VALUE_TEXT) words.in[LANGUAGE_EN] = words.in[LANGUAGE_NL] = value.as.text;
  return words;
}

/* True when some concept, part, choice or set of choices has this key. */
static bool is_known_key(const Vocabulary *vocabulary, Str key) {
  if (map_get(&vocabulary->key_ids, key, NULL) || vocabulary_concept(vocabulary, key) || vocabulary_choices(vocabulary, key)) return true;
  LIST_EACH(ChoiceSet *const, set, vocabulary->choice_sets)
    if (choice_by_key(*set, key)) return true;
  return false;
}

static void add_words_about(Loader *loader, const Object *object, Fact *fact) {
  ValueList words = words_of(loader, object, "about");
  for (uint32_t i = 0; i < words.count; i++) {
    Value word = value_plain(words.items[i]);
    if (word.kind != VALUE_TOPIC) continue;
    if (!is_known_key(loader->library->vocabulary, word.as.text)) report_unknown(loader, word.span, word.as.text);
    FactSubject subject = {.key = word.as.text};
    LIST_PUSH(loader->arena, &fact->subjects, subject);
  }
}

static void add_choices_about(Loader *loader, const Object *object, const char *label, Fact *fact) {
  ValueList choices = words_of(loader, object, label);
  for (uint32_t i = 0; i < choices.count; i++) {
    Value value = value_plain(choices.items[i]);
    if (value.kind != VALUE_CHOICE) continue;
    FactSubject subject = {.set = value.as.choice->set->key, .key = value.as.choice->key};
    LIST_PUSH(loader->arena, &fact->subjects, subject);
  }
}

static void fact_declare(Loader *loader, const Object *object) {
  Library *library = loader->library;
  Str code = declared_name(object);
  if (library_fact(library, code)) {
    report_twice(loader, object, code, NO_SPAN);
    return;
  }
  Fact *fact = LIST_ADD(loader->arena, &library->facts);
  *fact = (Fact){.code = code};
  fact->title = words_of_value(slot_of(loader, object, "title"));
  fact->text = words_of_value(slot_of(loader, object, "text"));
  Value kind = slot_of(loader, object, "kind");
  if (kind.kind == VALUE_CHOICE) fact->kind = kind.as.choice->key;
  add_words_about(loader, object, fact);
  add_choices_about(loader, object, "phases", fact);
  add_choices_about(loader, object, "forms", fact);
  add_choices_about(loader, object, "conditions", fact);
  ValueList works = words_of(loader, object, "from");
  for (uint32_t i = 0; i < works.count; i++) LIST_PUSH(loader->arena, &fact->works, words_of_value(value_plain(works.items[i])));
}

static void left_out_declare(Loader *loader, const Object *object) {
  Library *library = loader->library;
  Str code = declared_name(object);
  if (library_left_out(library, code)) {
    report_twice(loader, object, code, NO_SPAN);
    return;
  }
  LeftOut *left_out = LIST_ADD(loader->arena, &library->left_outs);
  *left_out = (LeftOut){.code = code, .reason = words_of_value(slot_of(loader, object, "reason"))};
  ValueList items = words_of(loader, object, "asked-by");
  for (uint32_t i = 0; i < items.count; i++) {
    Value item = value_plain(items.items[i]);
    if (item.kind != VALUE_TOPIC) continue;
    if (!library_item(library, item.as.text)) report_unknown(loader, item.span, item.as.text);
    LIST_PUSH(loader->arena, &left_out->asked_by, item.as.text);
  }
}

static void facts_declare(Loader *loader, const Model *model) {
  for (uint32_t i = 0; i < model->library.count; i++) {
    const Object *object = model->library.items[i];
    if (str_equal(object->concept->key, STR("fact"))) fact_declare(loader, object);
    if (str_equal(object->concept->key, STR("left-out"))) left_out_declare(loader, object);
  }
}

/* ---- loading ---- */

static void declare_all(Loader *loader, const char *concept, void (*declare)(Loader *, const Object *)) {
  const Model *model = loader->library->model;
  for (uint32_t i = 0; i < model->library.count; i++)
    if (str_equal(model->library.items[i]->concept->key, str_of(concept))) declare(loader, model->library.items[i]);
}

/* The facts of the standard library are statements like any, but stand in a model of their own, which nobody needs once they
 * are noted. */
static bool holds_facts(Str path) { return str_starts_with(path, STR("stdlib/knowledge/")); }

static void add_sources(Library *library, Arena *arena, SourceStore *store, const LibraryFile *house, uint32_t count,
                        bool with_facts) {
  /* All texts are copied first, so that nothing in the library points outside its arena, and what is read when a frozen
   * library is opened stands close together. */
  LIST(LibraryFile) files = {0};
  for (const struct StdlibText *file = stdlib_texts; file->path; file++) {
    Str path = str_of(file->path), text = {(const char *)file->text, file->length};
    if (!with_facts && holds_facts(path)) continue;
    LibraryFile copy = {path, str_copy(arena, text)};
    LIST_PUSH(arena, &files, copy);
  }
  LIST_EACH(const LibraryFile, file, files)
    LIST_PUSH(arena, &library->sources, source_add(store, str_copy(arena, file->path), file->text));
  library->standard_sources = library->sources.count;
  for (uint32_t i = 0; i < count; i++)
    LIST_PUSH(arena, &library->sources, source_add(store, house[i].path, house[i].text));
}

static uint8_t *key_traits_of(Arena *arena, const Vocabulary *vocabulary) {
  uint8_t *traits = arena_alloc(arena, vocabulary->keys.count);
  for (uint32_t i = 0; i < vocabulary->concepts.count; i++) {
    const Concept *concept = vocabulary->concepts.items[i];
    for (uint32_t j = 0; j < concept->property_count; j++) {
      const Property *property = &concept->properties[j];
      if (property->place == PLACE_FLAG) traits[property->key_id] |= TRAIT_FLAG;
      if (property->not_for_partners) traits[property->key_id] |= TRAIT_RESERVED;
    }
  }
  return traits;
}

static void read_sources(Library *library, Arena *arena, FindingSink *sink) {
  uint32_t count = 0;
  Tree **trees = ARENA_ARRAY(arena, Tree *, library->sources.count);
  BindingFile *files = ARENA_ARRAY(arena, BindingFile, library->sources.count);
  for (uint32_t i = 0; i < library->sources.count; i++) {
    if (i < library->standard_sources && holds_facts(library->sources.items[i]->path)) continue;
    trees[count] = parse_file(arena, library->sources.items[i], NULL, sink);
    files[count].tree = trees[count];
    count++;
  }
  library->vocabulary = vocabulary_load(arena, trees, count, sink);
  library->key_traits = key_traits_of(arena, library->vocabulary);
  library->model = model_bind(arena, library->vocabulary, files, count, sink);
}

static void read_facts(Loader *loader) {
  Library *library = loader->library;
  BindingFile *files = ARENA_ARRAY(loader->arena, BindingFile, library->standard_sources);
  uint32_t count = 0;
  for (uint32_t i = 0; i < library->standard_sources; i++)
    if (holds_facts(library->sources.items[i]->path))
      files[count++].tree = parse_file(loader->arena, library->sources.items[i], library->vocabulary, loader->sink);
  if (count) facts_declare(loader, model_bind(loader->arena, library->vocabulary, files, count, loader->sink));
}

/* Takes over the list; adding to it makes a new one, for the old one belongs to `standard`. */
static void share_facts(Library *library, const Library *standard) {
  library->facts.items = standard->facts.items;
  library->facts.count = library->facts.capacity = standard->facts.count;
  library->left_outs.items = standard->left_outs.items;
  library->left_outs.count = library->left_outs.capacity = standard->left_outs.count;
}

const Library *library_load(Arena *arena, SourceStore *store, FindingSink *sink, const LibraryFile *house,
                            uint32_t house_count) {
  return library_load_beside(NULL, arena, store, sink, house, house_count);
}

const Library *library_load_beside(const Library *standard, Arena *arena, SourceStore *store, FindingSink *sink,
                                   const LibraryFile *house, uint32_t house_count) {
  Library *library = ARENA_NEW(arena, Library);
  library->arena = arena;
  add_sources(library, arena, store, house, house_count, !standard);
  read_sources(library, arena, sink);
  Loader loader = {.arena = arena, .library = library, .store = store, .sink = sink};
  loader.compiler = (Compiler){.arena = arena, .library = library, .sink = sink, .loading = library};
  declare_all(&loader, "define", definition_declare);
  declare_all(&loader, "rule", rule_declare);
  declare_all(&loader, "language-finding", rule_declare);
  definitions_compile(&loader);
  rules_compile(&loader);
  declare_all(&loader, "text", text_declare);
  declare_all(&loader, "item", item_declare);
  declare_all(&loader, "section", section_declare);
  declare_all(&loader, "dataset", dataset_declare);
  if (standard) share_facts(library, standard);
  else read_facts(&loader);
  facts_declare(&loader, library->model);
  return library;
}

/* ---- finding things ---- */

const Rule *library_rule(const Library *library, Str code_or_name) {
  uint32_t number;
  return map_get(&library->rule_by_word, code_or_name, &number) ? library->rules.items[number] : NULL;
}

const Definition *library_definition(const Library *library, Str name) {
  uint32_t number;
  return map_get(&library->definition_by_name, name, &number) ? library->definitions.items[number] : NULL;
}

const Item *library_item(const Library *library, Str code) {
  uint32_t number;
  return map_get(&library->item_by_code, code, &number) ? library->items.items[number] : NULL;
}

const LibraryText *library_text(const Library *library, Str key) {
  uint32_t number;
  return map_get(&library->text_by_key, key, &number) ? &library->texts.items[number] : NULL;
}

const Object *library_report(const Library *library, Str name) {
  for (uint32_t i = library->model->library.count; i-- > 0;) {
    const Object *object = library->model->library.items[i];
    if (str_equal(object->concept->key, STR("report")) && str_equal(object->name, name)) return object;
  }
  return NULL;
}

const LeftOut *library_left_out(const Library *library, Str code) {
  LIST_EACH(const LeftOut, left_out, library->left_outs)
    if (str_equal(left_out->code, code)) return left_out;
  return NULL;
}

const Fact *library_fact(const Library *library, Str code) {
  LIST_EACH(const Fact, fact, library->facts)
    if (str_equal(fact->code, code)) return fact;
  return NULL;
}

Str library_words(const Library *library, Str key, Language language) {
  const LibraryText *text = library_text(library, key);
  if (!text) return key;
  for (int i = 0; i < LANGUAGE_COUNT && !text->text.in[language].count; i++) language = (Language)i;
  if (text->text.in[language].count == 0) return STR("");
  const TemplatePiece *first = &text->text.in[language].items[0];
  return first->expression ? key : first->literal;
}

Str library_sentence(Evaluation *evaluation, const Library *library, Str key, const Argument *arguments,
                     uint32_t argument_count, Language language, Arena *arena) {
  const LibraryText *text = library_text(library, key);
  if (!text) return key;
  EvaluationMark mark = evaluation_mark(evaluation);
  Value *frame = evaluation_frame(evaluation, text->frame_size);
  for (uint32_t i = 0; i < text->arguments.count; i++)
    for (uint32_t j = 0; j < argument_count; j++)
      if (str_equal(text->arguments.items[i], arguments[j].name)) frame[i] = arguments[j].value;
  Str sentence = template_write(evaluation, &text->text, frame, language, arena, NULL, NULL);
  evaluation_release(evaluation, mark);
  return sentence;
}
