/* declare_rule.c: reading `rule` and `language-finding`.
 *
 * All rules are noted first (rule_declare), so that they can name each other; then they are compiled: the variables in their
 * order, and after them everything that uses them. */
#include "compiler/base/utf8.h"
#include "compiler/rules/declare.h"

static const char *const condition_keys[CONDITION_COUNT] = {"language", "ambition", "interests", "relation", "organising",
                                                            "process"};
static const char *const class_keys[] = {"contradiction", "omission", "advice"};
static const char *const severity_keys[] = {"none", "hint", "warning", "error"};

bool condition_of(Str key, Condition *condition) {
  for (int i = 0; i < CONDITION_COUNT; i++)
    if (str_equal(key, str_of(condition_keys[i]))) return *condition = (Condition)i, true;
  return false;
}

Str condition_key(Condition condition) { return str_of(condition_keys[condition]); }
Str class_key(FindingClass class) { return str_of(class_keys[class]); }
Str severity_key(Severity severity) { return str_of(severity_keys[severity]); }

bool severity_by_key(Str key, Severity *severity) {
  for (int i = SEVERITY_NONE; i <= SEVERITY_ERROR; i++)
    if (str_equal(key, str_of(severity_keys[i]))) return *severity = (Severity)i, true;
  return false;
}

static void read_class(const Loader *loader, Rule *rule) {
  Value class = slot_of(loader, rule->declaration, "class");
  for (int i = CLASS_CONTRADICTION; i <= CLASS_ADVICE; i++)
    if (class.kind == VALUE_CHOICE && str_equal(class.as.choice->key, str_of(class_keys[i]))) rule->class = (FindingClass)i;
  Value condition = slot_of(loader, rule->declaration, "condition");
  if (condition.kind == VALUE_CHOICE) {
    condition_of(condition.as.choice->key, &rule->condition);
    rule->group = condition.as.choice;
  }
}

/* One severity for all phases, or one for each. A language finding is an error when nothing is said. */
static void read_severity(const Loader *loader, Rule *rule) {
  ValueList severities = words_of(loader, rule->declaration, "severity");
  for (uint32_t i = 0; i < PHASE_COUNT; i++) {
    rule->severity[i] = rule->is_language ? SEVERITY_ERROR : SEVERITY_WARNING;
    if (severities.count == 0) continue;
    Value value = value_plain(severities.items[i < severities.count ? i : severities.count - 1]);
    if (value.kind == VALUE_CHOICE) severity_by_key(value.as.choice->key, &rule->severity[i]);
  }
}

static void read_words(const Loader *loader, Rule *rule) {
  ValueList facts = words_of(loader, rule->declaration, "facts");
  for (uint32_t i = 0; i < facts.count; i++) LIST_PUSH(loader->arena, &rule->facts, facts.items[i].as.text);
  Value about = slot_of(loader, rule->declaration, "about");
  bool is_word = about.kind == VALUE_TOPIC || about.kind == VALUE_TEXT;
  Str key = is_word ? about.as.text : STR("partnership");
  rule->about = vocabulary_concept(loader->library->vocabulary, key);
  Value milder = slot_of(loader, rule->declaration, "milder-in-task-network");
  rule->milder_in_task_network = milder.kind == VALUE_BOOLEAN && milder.as.boolean;
  Value good = slot_of(loader, rule->declaration, "good"), bad = slot_of(loader, rule->declaration, "bad");
  if (good.kind == VALUE_TEXT) rule->good = good.as.text;
  if (bad.kind == VALUE_TEXT) rule->bad = bad.as.text;
}

static void name_rule(Loader *loader, const Rule *rule, Str word) {
  Map *map = &loader->library->rule_by_word;
  if (str_is_empty(word)) return;
  uint32_t there;
  if (map_get(map, word, &there) && there != rule->number)
    report_twice(loader, rule->declaration, word, loader->library->rules.items[there]->declaration->keyword);
  else map_put(loader->arena, map, word, rule->number);
  Str folded = utf8_fold(loader->arena, word);
  if (!map_get(map, folded, NULL)) map_put(loader->arena, map, folded, rule->number);
}

void rule_declare(Loader *loader, const Object *object) {
  const Node *code = object->node->first_child ? object->node->first_child->next : NULL;
  if (!code || code->kind != NODE_NAME) return; /* reported by the binder */
  Library *library = loader->library;
  Rule *rule = ARENA_NEW(loader->arena, Rule);
  rule->code = code->text;
  rule->name = words_of_node(code->next);
  rule->declaration = object;
  rule->is_language = str_equal(object->concept->key, STR("language-finding"));
  const Rule *there = library_rule(library, rule->code);
  if (there) {
    report_twice(loader, object, rule->code, there->declaration->keyword);
    return;
  }
  rule->number = library->rules.count;
  LIST_PUSH(loader->arena, &library->rules, rule);
  name_rule(loader, rule, rule->code);
  for (int i = 0; i < LANGUAGE_COUNT; i++) name_rule(loader, rule, rule->name.in[i]);
  read_class(loader, rule);
  read_severity(loader, rule);
  read_words(loader, rule);
}

/* ---- compiling ---- */

static void compile_variable(Compiler *compiler, Scope *scope, Rule *rule, const Node *line, bool is_subject) {
  const Node *name = line->first_child ? line->first_child->next : NULL;
  const Node *expression = node_item(line, NODE_EXPRESSION);
  if (!name || name->kind != NODE_NAME || !expression) return;
  RuleVariable variable = {.name = name->text, .is_subject = is_subject};
  variable.expression = expression_compile(compiler, scope, expression, NULL);
  StaticType type = expression_type(variable.expression);
  variable.slot = scope_add(scope, name->text, is_subject ? static_type_element(type) : type);
  scope->names.items[scope->names.count - 1].reserved = expression_is_reserved(compiler, scope, variable.expression);
  LIST_PUSH(compiler->arena, &rule->variables, variable);
}

static void compile_parameter(Compiler *compiler, Scope *scope, Rule *rule, const Node *line) {
  const Node *name = line->first_child ? line->first_child->next : NULL;
  if (!name || name->kind != NODE_NAME) return;
  RuleVariable variable = {.name = name->text};
  variable.slot = scope_add(scope, name->text, static_type_any());
  LIST_PUSH(compiler->arena, &rule->variables, variable);
}

static void compile_variables(Loader *loader, Scope *scope, Rule *rule) {
  const Object *object = rule->declaration;
  Compiler *compiler = loader_compiler(loader, object);
  NODE_EACH_CHILD(line, object->node->block) {
    Str key = line_key(object, line);
    if (str_equal(key, STR("for"))) compile_variable(compiler, scope, rule, line, true);
    if (str_equal(key, STR("let"))) compile_variable(compiler, scope, rule, line, false);
    if (str_equal(key, STR("takes"))) compile_parameter(compiler, scope, rule, line);
  }
}

static PlaceKind place_kind(const Node *line) {
  const Node *part = line->first_child ? line->first_child->next : NULL;
  if (part && part->kind == NODE_NAME && str_equal(part->text, STR("name"))) return PLACE_NAME;
  if (part && part->kind == NODE_NAME && str_equal(part->text, STR("whole"))) return PLACE_WHOLE;
  return PLACE_KEYWORD;
}

static void compile_related(Compiler *compiler, Scope *scope, Rule *rule, const Node *line) {
  const Node *expression = node_item(line, NODE_EXPRESSION);
  RelatedRule related = {.kind = place_kind(line)};
  if (expression) related.expression = expression_compile(compiler, scope, expression, NULL);
  uint32_t mark = scope_mark(scope);
  StaticType type = expression ? static_type_element(expression_type(related.expression)) : static_type_any();
  rule->it_slot = scope_add(scope, STR("it"), type);
  related.text = template_compile(compiler, scope, node_text(line));
  scope_reset(scope, mark);
  LIST_PUSH(compiler->arena, &rule->related, related);
}

static bool edit_kind(Str key, EditKind *kind) {
  static const char *const keys[] = {"replace", "insert-in", "insert-after", "insert-before", "remove"};
  for (int i = EDIT_REPLACE; i <= EDIT_REMOVE; i++)
    if (str_equal(key, str_of(keys[i]))) return *kind = (EditKind)i, true;
  return false;
}

/* The concept of the statements that a line holds. */
static const Concept *line_concept(const Object *object, Str key) {
  const Property *property = concept_property(object->concept, key);
  return property ? property->type.object : NULL;
}

static void compile_fix(Compiler *compiler, Scope *scope, Rule *rule, const Node *statement) {
  const Concept *concept = line_concept(rule->declaration, STR("fix"));
  FixRule *fix = LIST_ADD(compiler->arena, &rule->fixes);
  fix->title = template_compile(compiler, scope, node_text(statement));
  if (!statement->block || !concept) return;
  NODE_EACH_CHILD(line, statement->block) {
    const Property *property = concept_property_by_word(concept, node_keyword(line), NULL);
    const Node *expression = node_item(line, NODE_EXPRESSION);
    EditRule edit = {.place = place_kind(line)};
    if (!property || !expression || !edit_kind(property->key, &edit.kind)) continue;
    edit.expression = expression_compile(compiler, scope, expression, NULL);
    edit.text = template_compile(compiler, scope, node_text(line));
    LIST_PUSH(compiler->arena, &fix->edits, edit);
  }
}

static void compile_case(Compiler *compiler, Scope *scope, Rule *rule, const Node *statement) {
  const Concept *concept = line_concept(rule->declaration, STR("case"));
  const Node *key = statement->first_child ? statement->first_child->next : NULL;
  if (!concept || !key || key->kind != NODE_NAME || !statement->block) return;
  RuleCase one = {.key = key->text};
  NODE_EACH_CHILD(line, statement->block) {
    const Property *property = concept_property_by_word(concept, node_keyword(line), NULL);
    Template text = property ? template_compile(compiler, scope, node_text(line)) : (Template){0};
    if (!property) continue;
    if (str_equal(property->key, STR("message"))) one.message = text;
    if (str_equal(property->key, STR("why"))) one.why = text;
    if (str_equal(property->key, STR("question"))) one.question = text;
    if (str_equal(property->key, STR("advice"))) one.advice = text;
  }
  LIST_PUSH(compiler->arena, &rule->cases, one);
}

static void compile_line(Compiler *compiler, Scope *scope, Rule *rule, const Node *line) {
  Str key = line_key(rule->declaration, line);
  const Node *expression = node_item(line, NODE_EXPRESSION);
  if (str_equal(key, STR("at")) && expression)
    LIST_PUSH(compiler->arena, &rule->at,
              ((PlaceRule){expression_compile(compiler, scope, expression, NULL), place_kind(line)}));
  if (str_equal(key, STR("related"))) compile_related(compiler, scope, rule, line);
  if (str_equal(key, STR("fix"))) compile_fix(compiler, scope, rule, line);
  if (str_equal(key, STR("case"))) compile_case(compiler, scope, rule, line);
  if (str_equal(key, STR("doc"))) rule->doc = template_compile(compiler, scope, node_text(line));
  if (str_equal(key, STR("message"))) rule->message = template_compile(compiler, scope, node_text(line));
  if (str_equal(key, STR("why"))) rule->why = template_compile(compiler, scope, node_text(line));
  if (str_equal(key, STR("question"))) rule->question = template_compile(compiler, scope, node_text(line));
  if (str_equal(key, STR("advice"))) rule->advice = template_compile(compiler, scope, node_text(line));
}

static void resolve_silencers(Loader *loader, Rule *rule) {
  ValueList words = words_of(loader, rule->declaration, "silenced-by");
  for (uint32_t i = 0; i < words.count; i++) {
    const Rule *other = library_rule(loader->library, words.items[i].as.text);
    if (other) LIST_PUSH(loader->arena, &rule->silenced_by, other);
    else report_unknown(loader, words.items[i].span, words.items[i].as.text);
  }
}

/* What every judgement evaluates: `for`, `let` and `when`. */
static void compile_condition(Loader *loader, Scope *scope, Rule *rule) {
  scope_init(scope, loader->arena, rule->about);
  compile_variables(loader, scope, rule);
  NODE_EACH_CHILD(line, rule->declaration->node->block) {
    const Node *expression = node_item(line, NODE_EXPRESSION);
    if (expression && str_equal(line_key(rule->declaration, line), STR("when")))
      rule->when = condition_compile(loader_compiler(loader, rule->declaration), scope, expression);
  }
}

/* What only a finding needs: places, texts, edits. */
static void compile_finding(Loader *loader, Scope *scope, Rule *rule) {
  NODE_EACH_CHILD(line, rule->declaration->node->block)
    compile_line(loader_compiler(loader, rule->declaration), scope, rule, line);
  rule->frame_size = scope->frame_size;
  rule->across = scope->across;
  rule->reveals = scope->reveals;
  resolve_silencers(loader, rule);
}

/* The conditions of all rules come first, so that what judging reads lies close together in the frozen library. */
void rules_compile(Loader *loader) {
  uint32_t count = loader->library->rules.count;
  Scope *scopes = ARENA_ARRAY(loader->arena, Scope, count);
  for (uint32_t i = 0; i < count; i++) {
    Rule *rule = loader->library->rules.items[i];
    if (rule->declaration->node->block) compile_condition(loader, &scopes[i], rule);
  }
  for (uint32_t i = 0; i < count; i++) {
    Rule *rule = loader->library->rules.items[i];
    if (rule->declaration->node->block) compile_finding(loader, &scopes[i], rule);
  }
}
