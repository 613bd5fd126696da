/* declare_dataset.c: reading `dataset`: variables in their order, then the columns that use them. */
#include "compiler/rules/declare.h"

static const Node *first_name(const Node *line) {
  const Node *name = line->first_child ? line->first_child->next : NULL;
  return name && name->kind == NODE_NAME ? name : NULL;
}

static void compile_variable(Compiler *compiler, Scope *scope, Dataset *dataset, const Node *line, bool ranges) {
  const Node *name = first_name(line), *expression = node_item(line, NODE_EXPRESSION);
  if (!name || !expression) return;
  RuleVariable variable = {.name = name->text, .is_subject = ranges};
  variable.expression = expression_compile(compiler, scope, expression, NULL);
  StaticType type = expression_type(variable.expression);
  variable.slot = scope_add(scope, name->text, ranges ? static_type_element(type) : type);
  LIST_PUSH(compiler->arena, &dataset->variables, variable);
}

static void compile_column(Compiler *compiler, Scope *scope, Dataset *dataset, const Node *line) {
  const Node *key = first_name(line), *expression = node_item(line, NODE_EXPRESSION);
  if (!key || !expression) return;
  DatasetColumn column = {.key = key->text, .doc = words_of_node(node_text(line))};
  column.expression = expression_compile(compiler, scope, expression, NULL);
  LIST_PUSH(compiler->arena, &dataset->columns, column);
}

static const Dataset *find(const Library *library, Str key) {
  LIST_EACH(Dataset *const, each, library->datasets)
    if (str_equal((*each)->key, key)) return *each;
  return NULL;
}

void dataset_declare(Loader *loader, const Object *object) {
  const Node *name = first_name(object->node);
  if (!name || !object->node->block) return; /* reported by the binder */
  const Dataset *there = find(loader->library, name->text);
  if (there) {
    report_twice(loader, object, name->text, there->declaration->keyword);
    return;
  }
  Dataset *dataset = ARENA_NEW(loader->arena, Dataset);
  dataset->key = name->text;
  dataset->declaration = object;
  Value doc = slot_of(loader, object, "doc");
  if (doc.kind == VALUE_WORDS) dataset->doc = *doc.as.words;
  Compiler *compiler = loader_compiler(loader, object);
  Scope scope;
  Value about = slot_of(loader, object, "about");
  bool is_word = about.kind == VALUE_TOPIC || about.kind == VALUE_TEXT;
  dataset->about = vocabulary_concept(loader->library->vocabulary, is_word ? about.as.text : STR("partnership"));
  ValueList facts = words_of(loader, object, "facts");
  for (uint32_t i = 0; i < facts.count; i++) LIST_PUSH(loader->arena, &dataset->facts, facts.items[i].as.text);
  scope_init(&scope, loader->arena, dataset->about);
  NODE_EACH_CHILD(line, object->node->block) {
    Str key = line_key(object, line);
    const Node *expression = node_item(line, NODE_EXPRESSION);
    if (str_equal(key, STR("for"))) compile_variable(compiler, &scope, dataset, line, true);
    if (str_equal(key, STR("let"))) compile_variable(compiler, &scope, dataset, line, false);
    if (str_equal(key, STR("when")) && expression) dataset->when = condition_compile(compiler, &scope, expression);
    if (str_equal(key, STR("column"))) compile_column(compiler, &scope, dataset, line);
  }
  dataset->frame_size = scope.frame_size;
  LIST_PUSH(loader->arena, &loader->library->datasets, dataset);
}
