/* expression.c: from the tree of an expression to a compiled one.
 *
 * compile() picks by the kind of node. A bare word is, in this order: a name in scope, one that is always there, a choice of
 * the set that the other side has, a definition without parameters, a choice that only one set has. So the side without a
 * bare word is compiled first. Mistakes are reported by the functions under "what is wrong". */
#include "compiler/rules/expression.h"

#include <string.h>

#include "compiler/rules/code.h"
#include "compiler/rules/types.h"

typedef struct Work {
  Compiler *compiler;
  Scope *scope;
  Arena *arena;
  const Vocabulary *vocabulary;
} Work;

static const Expression *compile(Work *work, const Node *node, const StaticType *expected);

/* ---- scopes ---- */

void scope_init(Scope *scope, Arena *arena, const Concept *root) { *scope = (Scope){.arena = arena, .root = root}; }

uint32_t scope_add(Scope *scope, Str name, StaticType type) {
  uint32_t slot = scope->names.count ? scope->names.items[scope->names.count - 1].slot + 1 : 0;
  LIST_PUSH(scope->arena, &scope->names, ((ScopeName){.name = name, .type = type, .slot = slot}));
  if (scope->frame_size <= slot) scope->frame_size = slot + 1;
  return slot;
}

uint32_t scope_mark(const Scope *scope) { return scope->names.count; }

void scope_reset(Scope *scope, uint32_t mark) { scope->names.count = mark; }

static const ScopeName *scope_find(const Scope *scope, Str name) {
  for (uint32_t i = scope->names.count; i-- > 0;)
    if (str_equal(scope->names.items[i].name, name)) return &scope->names.items[i];
  return NULL;
}

/* ---- making expressions ---- */

/* What tells one type from another, as a text: never an address, which would be another in every build. */
static Str type_identity(Arena *arena, const StaticType *type) {
  Text text = text_new(arena);
  text_add_format(&text, "%u %d %d", (unsigned)type->of.kinds, type->list, type->any);
  if (type->of.object) text_add_format(&text, " o%u", (unsigned)type->of.object->number);
  for (uint32_t i = 0; i < type->of.concepts.count; i++) text_add_format(&text, " c%u", (unsigned)type->of.concepts.items[i]->number);
  for (uint32_t i = 0; i < type->of.choices.count; i++) text_add_format(&text, " s%.*s", STR_ARGS(type->of.choices.items[i]->key));
  return text_str(&text);
}

/* Types are many and mostly alike: while the library is loaded, each is kept once, so that expressions lie close together. */
static const StaticType *keep_type(Work *work, StaticType type) {
  Library *library = work->compiler->loading;
  if (!library) return arena_copy(work->arena, &type, sizeof type);
  Str identity = type_identity(work->arena, &type);
  uint32_t number;
  if (map_get(&library->type_by_identity, identity, &number)) return library->types.items[number];
  map_put(work->arena, &library->type_by_identity, identity, library->types.count);
  LIST_PUSH(work->arena, &library->types, arena_copy(work->arena, &type, sizeof type));
  return library->types.items[library->types.count - 1];
}

static Expression *new_expression(Work *work, Operation operation, const Node *node, StaticType type) {
  Expression *x = ARENA_NEW(work->arena, Expression);
  x->operation = (uint8_t)operation;
  x->span = node->span;
  x->type = keep_type(work, type);
  return x;
}

static Expression *with_arguments(Work *work, Expression *x, uint32_t count) {
  x->arguments = ARENA_ARRAY(work->arena, const Expression *, count);
  x->count = (uint16_t)count;
  return x;
}

static Expression *unknown(Work *work, const Node *node) {
  return new_expression(work, OP_UNKNOWN, node, static_type_any());
}

static Expression *constant(Work *work, const Node *node, StaticType type, Value value) {
  Expression *x = new_expression(work, OP_CONSTANT, node, type);
  value.span = NO_SPAN;
  x->as.constant = arena_copy(work->arena, &value, sizeof value);
  return x;
}

StaticType expression_type(const Expression *expression) { return expression ? *expression->type : static_type_any(); }
Span expression_span(const Expression *expression) { return expression->span; }

/* ---- what is wrong ---- */

static Finding *report(Work *work, const char *code, const char *which, const Node *node) {
  if (!work->compiler->sink) return NULL;
  Finding *finding = finding_add(work->compiler->sink, code, node->span);
  finding_text(work->compiler->sink, finding, "case", str_of(which));
  return finding;
}

static void add_text(Work *work, Finding *finding, const char *name, Str text) {
  if (finding && !str_is_empty(text)) finding_text(work->compiler->sink, finding, name, text);
}

static Value words_value(Work *work, Words words) {
  return (Value){.kind = VALUE_WORDS, .span = NO_SPAN, .as.words = arena_copy(work->arena, &words, sizeof words)};
}

static void add_list(Work *work, Finding *finding, const char *name, const Value *values, uint32_t count) {
  if (!finding) return;
  ValueList *list = ARENA_NEW(work->arena, ValueList);
  *list = (ValueList){.count = count, .items = arena_copy(work->arena, values, count * sizeof *values)};
  finding_value(work->compiler->sink, finding, name, (Value){.kind = VALUE_LIST, .span = NO_SPAN, .as.list = list});
}

static void unknown_property(Work *work, const Node *node, StaticType base) {
  Finding *finding = report(work, "K0101", "part", node);
  if (!finding) return;
  add_text(work, finding, "word", node->text);
  LIST(Value) owners = {0};
  for (uint32_t i = 0; i < base.of.concepts.count; i++) {
    const Concept *concept = base.of.concepts.items[i];
    Words words = spelling_words(&concept->spellings);
    if (concept->spellings.count == 0) words.in[LANGUAGE_EN] = words.in[LANGUAGE_NL] = concept->key;
    LIST_PUSH(work->arena, &owners, words_value(work, words));
  }
  for (uint32_t i = 0; i < base.of.choices.count; i++)
    LIST_PUSH(work->arena, &owners, words_value(work, spelling_words(&base.of.choices.items[i]->spellings)));
  add_list(work, finding, "statement", owners.items, owners.count);
  WordList words = static_type_members(work->compiler, base);
  add_text(work, finding, "suggestion", suggest_nearest(work->arena, node->text, words.items, words.count));
}

static void unknown_name(Work *work, const Node *node, const WordList *candidates) {
  Finding *finding = report(work, "K0102", "unknown", node);
  add_text(work, finding, "name", node->text);
  if (finding)
    add_text(work, finding, "suggestion",
             suggest_nearest(work->arena, node->text, candidates->items, candidates->count));
}

static void unknown_choice(Work *work, const Node *node, const StaticType *expected) {
  Finding *finding = report(work, "K0104", "choice", node);
  if (!finding) return;
  add_text(work, finding, "word", node->text);
  LIST(Value) choices = {0};
  WordList words = {0};
  for (uint32_t i = 0; i < expected->of.choices.count; i++) {
    const ChoiceSet *set = expected->of.choices.items[i];
    for (uint32_t j = 0; j < set->choice_count; j++) {
      LIST_PUSH(work->arena, &choices, words_value(work, spelling_words(&set->choices[j].spellings)));
      for (uint32_t k = 0; k < set->choices[j].spellings.count; k++)
        LIST_PUSH(work->arena, &words, set->choices[j].spellings.items[k].word);
    }
  }
  add_list(work, finding, "choices", choices.items, choices.count);
  add_text(work, finding, "suggestion", suggest_nearest(work->arena, node->text, words.items, words.count));
}

/* The choices of the set `value-kind` that name the kinds of a type. */
static void add_kinds(Work *work, Finding *finding, const char *name, StaticType type) {
  static const struct { uint32_t kind; const char *key; } keys[] = {
      {TYPE_STRING, "text"}, {TYPE_NUMBER, "number"}, {TYPE_PERCENTAGE, "percentage"}, {TYPE_MONEY, "money"},
      {TYPE_DATE, "date"}, {TYPE_DURATION, "duration"}, {TYPE_CHOICE, "choice"}, {TYPE_REFERENCE, "reference"},
      {TYPE_BOOLEAN, "flag"}};
  const ChoiceSet *set = vocabulary_choices(work->vocabulary, STR("value-kind"));
  LIST(Value) values = {0};
  const Choice *list = set && type.list ? choice_by_key(set, STR("list")) : NULL;
  if (list) LIST_PUSH(work->arena, &values, ((Value){.kind = VALUE_CHOICE, .span = NO_SPAN, .as.choice = list}));
  for (size_t i = 0; set && !list && i < sizeof keys / sizeof *keys; i++) {
    const Choice *choice = type.of.kinds & keys[i].kind ? choice_by_key(set, str_of(keys[i].key)) : NULL;
    if (choice) LIST_PUSH(work->arena, &values, ((Value){.kind = VALUE_CHOICE, .span = NO_SPAN, .as.choice = choice}));
  }
  if (finding && values.count == 1) finding_value(work->compiler->sink, finding, name, values.items[0]);
  else add_list(work, finding, name, values.items, values.count);
}

static void wrong_kind(Work *work, const Node *node, StaticType expected, StaticType found) {
  Finding *finding = report(work, "K0104", "kind", node);
  if (!finding) return;
  add_kinds(work, finding, "expected", expected);
  add_kinds(work, finding, "found", found);
}

static void wrong_count(Work *work, const Node *node, uint32_t wanted, uint32_t found) {
  Finding *finding = report(work, "K0104", "arguments", node);
  if (!finding) return;
  add_text(work, finding, "name", node->text);
  finding_number(work->compiler->sink, finding, "count", wanted);
  finding_number(work->compiler->sink, finding, "found", found);
}

/* ---- words ---- */

static const Choice *choice_of_type(const StaticType *type, Str word) {
  for (uint32_t i = 0; i < type->of.choices.count; i++) {
    const ChoiceSet *set = type->of.choices.items[i];
    const Choice *choice = choice_by_key(set, word);
    if (!choice) choice = choice_in(set, word, LANGUAGE_EN, NULL);
    if (choice) return choice;
  }
  return NULL;
}

static Expression *choice_constant(Work *work, const Node *node, const Choice *choice) {
  Value value = {.kind = VALUE_CHOICE, .as.choice = choice};
  return constant(work, node, static_type_choice(work->arena, choice->set), value);
}

/* The choice with this key when only one set has it. */
static const Choice *only_choice(Work *work, Str word) {
  const Choice *only = NULL;
  for (uint32_t i = 0; i < work->vocabulary->choice_sets.count; i++) {
    const Choice *choice = choice_by_key(work->vocabulary->choice_sets.items[i], word);
    if (choice && only) return NULL;
    if (choice) only = choice;
  }
  return only;
}

static bool find_global(Work *work, Str word, Global *global, StaticType *type) {
  static const struct { const char *word; Global global; } words[] = {
      {"partnership", GLOBAL_PARTNERSHIP}, {"today", GLOBAL_TODAY}, {"project", GLOBAL_PROJECT},
      {"partnerships", GLOBAL_PARTNERSHIPS}, {"organisation", GLOBAL_ORGANISATION}, {"accept", GLOBAL_ACCEPT}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (!str_equal(word, str_of(words[i].word))) continue;
    *global = words[i].global;
    bool of_root = *global == GLOBAL_ORGANISATION || *global == GLOBAL_ACCEPT;
    if (of_root && !(work->scope->root && str_equal(work->scope->root->key, word))) return false;
    Str key = *global == GLOBAL_PARTNERSHIPS ? STR("partnership") : word;
    *type = *global == GLOBAL_TODAY ? static_type_kind(TYPE_DATE)
                                    : static_type_object(work->arena, vocabulary_concept(work->vocabulary, key));
    type->list = *global == GLOBAL_PARTNERSHIPS;
    if (type->list) work->scope->across = true;
    return true;
  }
  return false;
}

static WordList known_names(Work *work) {
  WordList words = {0};
  for (uint32_t i = 0; i < work->scope->names.count; i++)
    LIST_PUSH(work->arena, &words, work->scope->names.items[i].name);
  LIST_PUSH(work->arena, &words, STR("partnership"));
  LIST_PUSH(work->arena, &words, STR("today"));
  LIST_PUSH(work->arena, &words, STR("project"));
  LIST_PUSH(work->arena, &words, STR("partnerships"));
  return words;
}

static Expression *slot_expression(Work *work, const Node *node, const ScopeName *name) {
  Expression *x = new_expression(work, OP_SLOT, node, name->type);
  x->number = name->slot;
  return x;
}

static const Expression *call_definition(Work *work, const Node *node, const Definition *definition);

static const Expression *compile_word(Work *work, const Node *node, const StaticType *expected) {
  Str word = node->text;
  const ScopeName *name = scope_find(work->scope, word);
  if (name) return slot_expression(work, node, name);
  if (str_equal(word, STR("true")) || str_equal(word, STR("false")))
    return constant(work, node, static_type_kind(TYPE_BOOLEAN),
                    (Value){.kind = VALUE_BOOLEAN, .as.boolean = str_equal(word, STR("true"))});
  if (str_equal(word, STR("missing"))) return constant(work, node, static_type_any(), (Value){.kind = VALUE_MISSING});
  Global global;
  StaticType type;
  bool has_choices = expected && expected->of.choices.count > 0;
  const Choice *choice = has_choices ? choice_of_type(expected, word) : NULL;
  if (choice) return choice_constant(work, node, choice);
  if (find_global(work, word, &global, &type)) {
    Expression *x = new_expression(work, OP_GLOBAL, node, type);
    x->number = global;
    return x;
  }
  const Definition *definition = library_definition(work->compiler->library, word);
  if (definition && definition->parameters.count == 0) return call_definition(work, node, definition);
  if (has_choices && !(expected->of.kinds & (TYPE_STRING | TYPE_REFERENCE))) {
    unknown_choice(work, node, expected);
    return unknown(work, node);
  }
  if (work->scope->takes_arguments) {
    scope_add(work->scope, word, static_type_any());
    return slot_expression(work, node, scope_find(work->scope, word));
  }
  choice = only_choice(work, word);
  if (choice) return choice_constant(work, node, choice);
  WordList words = known_names(work);
  unknown_name(work, node, &words);
  return unknown(work, node);
}

/* A word that means nothing by itself: it takes its meaning from the other side. */
static bool is_bare(Work *work, const Node *node) {
  Global global;
  StaticType type;
  if (node->kind == NODE_EXPRESSION) return node->first_child && is_bare(work, node->first_child);
  if (node->kind == NODE_LIST) {
    NODE_EACH_CHILD(child, node) if (!is_bare(work, child)) return false;
    return true;
  }
  return node->kind == NODE_NAME && !scope_find(work->scope, node->text) &&
         !find_global(work, node->text, &global, &type);
}

/* ---- checks ---- */

static StaticType simple_type(Work *work, const Expression *x) { return static_type_simple(work->arena, *x->type); }

static void must_be_truth(Work *work, const Node *node, const Expression *x) {
  StaticType type = simple_type(work, x);
  if (type.any || type.of.kinds == 0 || ((type.of.kinds & TYPE_BOOLEAN) && !type.list)) return;
  wrong_kind(work, node, static_type_kind(TYPE_BOOLEAN), type);
}

static void must_overlap(Work *work, const Node *node, const Expression *a, const Expression *b) {
  StaticType left = simple_type(work, a), right = simple_type(work, b);
  if (left.any || right.any) return;
  if (left.list != right.list || !static_type_overlaps(left, right)) wrong_kind(work, node, left, right);
}

/* ---- operations ---- */

/* Both sides, the one that is not bare first. */
static void compile_sides(Work *work, const Node *node, bool right_is_list, const StaticType *expected,
                          const Expression **a, const Expression **b) {
  const Node *left = node->first_child, *right = left->next;
  StaticType type;
  if (is_bare(work, left) && !is_bare(work, right)) {
    *b = compile(work, right, expected);
    type = static_type_element(simple_type(work, *b));
    *a = compile(work, left, type.any ? expected : &type);
    return;
  }
  *a = compile(work, left, expected);
  type = simple_type(work, *a);
  if (right_is_list) type = static_type_list(type);
  *b = compile(work, right, type.any ? expected : &type);
}

static bool has_reserved(const Concept *concept, uint32_t key_id) {
  int slot = concept->slot_of_key[key_id];
  return slot >= 0 && concept->properties[slot].not_for_partners;
}

bool expression_is_reserved(const Compiler *compiler, const Scope *scope, const Expression *x) {
  const Vocabulary *vocabulary = compiler->library->vocabulary;
  if (x->operation == OP_SLOT)
    for (uint32_t i = 0; i < scope->names.count; i++)
      if (scope->names.items[i].slot == x->number && scope->names.items[i].reserved) return true;
  if (x->operation != OP_PROPERTY || !(x->type->any || x->type->of.kinds & ~(uint32_t)TYPE_MONEY)) return false;
  const Type *base = &x->arguments[0]->type->of;
  for (uint32_t i = 0; i < base->concepts.count; i++)
    if (has_reserved(base->concepts.items[i], x->number)) return true;
  for (uint32_t i = 0; base->concepts.count == 0 && i < vocabulary->concepts.count; i++)
    if (has_reserved(vocabulary->concepts.items[i], x->number)) return true;
  return false;
}

static void note_reserved(Work *work, const Expression *x) {
  for (uint32_t i = 0; i < x->count; i++)
    work->scope->reveals |= expression_is_reserved(work->compiler, work->scope, x->arguments[i]);
}

static const Expression *compile_comparison(Work *work, const Node *node, Operation operation) {
  Expression *x = with_arguments(work, new_expression(work, operation, node, static_type_kind(TYPE_BOOLEAN)), 2);
  bool membership = operation == OP_IN || operation == OP_NOT_IN;
  compile_sides(work, node, membership, NULL, &x->arguments[0], &x->arguments[1]);
  note_reserved(work, x);
  if (!membership) {
    must_overlap(work, node, x->arguments[0], x->arguments[1]);
    return x;
  }
  StaticType left = simple_type(work, x->arguments[0]), right = simple_type(work, x->arguments[1]);
  if (left.any || right.any) return x;
  if (left.list || !static_type_overlaps(left, right)) wrong_kind(work, node->first_child, static_type_element(right), left);
  return x;
}

static const Expression *compile_logic(Work *work, const Node *node, Operation operation) {
  uint32_t count = node_child_count(node), i = 0;
  Expression *x = with_arguments(work, new_expression(work, operation, node, static_type_kind(TYPE_BOOLEAN)), count);
  NODE_EACH_CHILD(child, node) {
    x->arguments[i] = compile(work, child, NULL);
    must_be_truth(work, child, x->arguments[i++]);
  }
  return x;
}

static const Expression *compile_stated(Work *work, const Node *node, Operation operation) {
  Expression *x = with_arguments(work, new_expression(work, operation, node, static_type_kind(TYPE_BOOLEAN)), 1);
  x->arguments[0] = compile(work, node->first_child, NULL);
  return x;
}

static StaticType sum_type(Operation operation, StaticType a, StaticType b) {
  uint32_t both = a.of.kinds | b.of.kinds;
  if (a.any || b.any) return static_type_any();
  if (operation == OP_ADD && (both & TYPE_STRING)) return static_type_kind(TYPE_STRING);
  if ((a.of.kinds & TYPE_DATE) && (b.of.kinds & TYPE_DATE)) return static_type_kind(TYPE_NUMBER);
  if (both & TYPE_DATE) return static_type_kind(TYPE_DATE);
  if (operation == OP_DIVIDE && (a.of.kinds & TYPE_MONEY) && (b.of.kinds & TYPE_MONEY)) return static_type_kind(TYPE_NUMBER);
  if (both & TYPE_MONEY) return static_type_kind(TYPE_MONEY);
  if (both & TYPE_DURATION) return static_type_kind(TYPE_DURATION);
  return static_type_kind(both & (TYPE_NUMBER | TYPE_PERCENTAGE));
}

static const Expression *compile_arithmetic(Work *work, const Node *node, Operation operation) {
  uint32_t countable = TYPE_NUMBER | TYPE_PERCENTAGE | TYPE_MONEY | TYPE_DATE | TYPE_DURATION;
  Expression *x = with_arguments(work, new_expression(work, operation, node, static_type_any()), 2);
  uint32_t i = 0;
  StaticType types[2];
  NODE_EACH_CHILD(child, node) {
    x->arguments[i] = compile(work, child, NULL);
    types[i] = simple_type(work, x->arguments[i]);
    if (operation == OP_ADD && (types[i].of.kinds & TYPE_STRING)) countable |= TYPE_STRING | TYPE_CHOICE | TYPE_REFERENCE;
    bool is_written = i > 0 && operation == OP_ADD && types[0].of.kinds == TYPE_STRING && !types[0].list;
    bool fits = types[i].any || types[i].of.kinds == 0 || is_written || ((types[i].of.kinds & countable) && !types[i].list);
    if (!fits) wrong_kind(work, child, static_type_kind(countable), types[i]);
    i++;
  }
  StaticType type = sum_type(operation, types[0], types[1]);
  x->type = keep_type(work, type);
  return x;
}

static const Expression *compile_set(Work *work, const Node *node, Operation operation, const StaticType *expected) {
  Expression *x = with_arguments(work, new_expression(work, operation, node, static_type_any()), 2);
  compile_sides(work, node, true, expected, &x->arguments[0], &x->arguments[1]);
  StaticType type = static_type_merge(work->arena, *x->arguments[0]->type, *x->arguments[1]->type);
  if (operation != OP_UNION) type = *x->arguments[0]->type;
  type.list = true;
  x->type = keep_type(work, type);
  return x;
}

static const Expression *compile_list(Work *work, const Node *node, const StaticType *expected) {
  Expression *x = with_arguments(work, new_expression(work, OP_LIST, node, static_type_any()), node_child_count(node));
  StaticType wanted = expected ? static_type_element(*expected) : static_type_any(), type = {0};
  uint32_t i = 0;
  NODE_EACH_CHILD(child, node) {
    x->arguments[i] = compile(work, child, wanted.any ? NULL : &wanted);
    type = static_type_merge(work->arena, type, *x->arguments[i]->type);
    if (wanted.any && type.of.choices.count) wanted = type;
    i++;
  }
  type.list = true;
  x->type = keep_type(work, type);
  return x;
}

static bool is_missing(const Expression *x) { return x->operation == OP_CONSTANT && x->as.constant->kind == VALUE_MISSING; }

/* A branch that is missing says nothing of the kind of the other. */
static StaticType type_of_branches(Work *work, const Expression *yes, const Expression *no) {
  if (is_missing(yes)) return *no->type;
  return is_missing(no) ? *yes->type : static_type_merge(work->arena, *yes->type, *no->type);
}

static const Expression *compile_if(Work *work, const Node *node, const StaticType *expected) {
  Expression *x = with_arguments(work, new_expression(work, OP_IF, node, static_type_any()), 3);
  const Node *condition = node->first_child, *yes = condition->next, *no = yes->next;
  x->arguments[0] = compile(work, condition, NULL);
  must_be_truth(work, condition, x->arguments[0]);
  if (is_bare(work, yes) && !is_bare(work, no) && !expected) {
    x->arguments[2] = compile(work, no, NULL);
    x->arguments[1] = compile(work, yes, x->arguments[2]->type);
  } else {
    x->arguments[1] = compile(work, yes, expected);
    StaticType type = simple_type(work, x->arguments[1]);
    x->arguments[2] = compile(work, no, expected ? expected : type.any ? NULL : &type);
  }
  StaticType type = type_of_branches(work, x->arguments[1], x->arguments[2]);
  x->type = keep_type(work, type);
  return x;
}

static StaticType loop_type(Work *work, const Expression *x, StaticType element) {
  switch ((Operation)x->operation) {
    case OP_EXISTS:
    case OP_EVERY: return static_type_kind(TYPE_BOOLEAN);
    case OP_EACH: return static_type_list(x->arguments[2] ? *x->arguments[2]->type : element);
    default: return (void)work, element;
  }
}

static const Expression *compile_loop(Work *work, const Node *node, Operation operation, const StaticType *expected) {
  Expression *x = with_arguments(work, new_expression(work, operation, node, static_type_any()), 3);
  const Node *list = node->first_child, *condition = list->next, *last = condition ? condition->next : NULL;
  StaticType wanted = expected ? static_type_element(*expected) : static_type_any();
  x->arguments[0] = compile(work, list, operation == OP_EACH && !last ? expected : NULL);
  StaticType element = static_type_element(*x->arguments[0]->type);
  uint32_t mark = scope_mark(work->scope);
  x->number = scope_add(work->scope, node->text, element);
  if (condition && condition->kind != NODE_NOTHING) {
    x->arguments[1] = compile(work, condition, NULL);
    must_be_truth(work, condition, x->arguments[1]);
  }
  if (last && last->kind != NODE_NOTHING)
    x->arguments[2] = compile(work, last, operation == OP_EACH && !wanted.any ? &wanted : NULL);
  scope_reset(work->scope, mark);
  StaticType type = loop_type(work, x, element);
  x->type = keep_type(work, type);
  return x;
}

/* The number of the path `base.key`, when it starts at `partnership` and the library is being loaded; else 0. */
static uint32_t path_number(Work *work, const Expression *base, uint32_t key_id) {
  Library *library = work->compiler->loading;
  bool is_start = base->operation == OP_GLOBAL && base->number == GLOBAL_PARTNERSHIP;
  if (!library || !(is_start || (base->operation == OP_PROPERTY && base->slot))) return 0;
  Text step = text_new(work->arena);
  text_add_format(&step, "%u.%u", (unsigned)base->slot, (unsigned)key_id);
  uint32_t number;
  if (map_get(&library->path_by_step, text_str(&step), &number)) return number;
  map_put(work->arena, &library->path_by_step, text_str(&step), ++library->path_count);
  return library->path_count;
}

static const Expression *compile_member(Work *work, const Node *node, const Expression *base, const Node *word) {
  StaticType type;
  uint32_t key_id;
  if (base->operation == OP_UNKNOWN) return base;
  if (!static_type_member(work->compiler, *base->type, word->text, &type, &key_id)) {
    unknown_property(work, word, *base->type);
    return unknown(work, node);
  }
  Expression *x = with_arguments(work, new_expression(work, OP_PROPERTY, node, type), 1);
  x->number = key_id;
  x->slot = path_number(work, base, key_id);
  x->arguments[0] = base;
  return x;
}

/* The span of the word after the last point, for messages. */
static Node member_word(const Node *node) {
  Node word = {.kind = NODE_NAME, .text = node->text, .span = node->span};
  if (node->span.end - node->span.start >= node->text.length)
    word.span.start = node->span.end - (uint32_t)node->text.length;
  return word;
}

static const Expression *compile_path(Work *work, const Node *node) {
  const Expression *x = compile(work, node->first_child, NULL);
  for (const Node *word = node->first_child->next; word; word = word->next) x = compile_member(work, node, x, word);
  return x;
}

/* ---- values that are written ---- */

static const Expression *compile_number(Work *work, const Node *node, bool percentage) {
  Value value = {.kind = percentage ? VALUE_PERCENTAGE : VALUE_NUMBER};
  bool fits = rational_of_decimal(node->decimal, &value.as.number) && !node->too_many_digits;
  if (fits && percentage) fits = rational_divide(value.as.number, (Rational){100, 1}, &value.as.number);
  if (!fits) {
    Finding *finding = report(work, "K0108", "digits", node);
    add_text(work, finding, "value", str_slice(work->compiler->source->text, node->span.start, node->span.end));
    return unknown(work, node);
  }
  return constant(work, node, static_type_kind(percentage ? TYPE_PERCENTAGE : TYPE_NUMBER), value);
}

static const Expression *compile_amount(Work *work, const Node *node) {
  Value value = {.kind = VALUE_MONEY};
  const ChoiceSet *currencies = vocabulary_choices(work->vocabulary, STR("currency"));
  bool known = node->text.length == sizeof value.currency - 1 && (!currencies || choice_by_key(currencies, node->text));
  if (!known || !rational_of_decimal(node->first_child->decimal, &value.as.number)) {
    add_text(work, report(work, "K0108", "currency", node), "word", node->text);
    return unknown(work, node);
  }
  memcpy(value.currency, node->text.data, node->text.length);
  return constant(work, node, static_type_kind(TYPE_MONEY), value);
}

/* How many months or days a unit has: an attribute of the choice. */
static int64_t unit_size(const Choice *unit, Str attribute) {
  for (uint32_t i = 0; unit->attributes && i < unit->set->attribute_count; i++)
    if (str_equal(unit->set->attributes[i].key, attribute) && unit->attributes[i].kind == VALUE_NUMBER)
      return unit->attributes[i].as.number.numerator;
  return 0;
}

static const Expression *compile_duration(Work *work, const Node *node) {
  const ChoiceSet *units = vocabulary_choices(work->vocabulary, STR("unit"));
  const Choice *unit = units ? choice_in(units, node->text, LANGUAGE_EN, NULL) : NULL;
  int64_t count = node->first_child->decimal.digits;
  if (!unit) {
    Node word = member_word(node);
    StaticType type = units ? static_type_choice(work->arena, units) : static_type_any();
    unknown_choice(work, &word, &type);
    return unknown(work, node);
  }
  if (node->first_child->decimal.scale != 0 || count < 0 || count > 100000) {
    Finding *finding = report(work, "K0108", "negative", node);
    add_text(work, finding, "value", str_slice(work->compiler->source->text, node->span.start, node->span.end));
    return unknown(work, node);
  }
  Value value = {.kind = VALUE_DURATION};
  value.as.duration.months = (int32_t)(count * unit_size(unit, STR("months")));
  value.as.duration.days = (int32_t)(count * unit_size(unit, STR("days")));
  return constant(work, node, static_type_kind(TYPE_DURATION), value);
}

static const Expression *compile_date(Work *work, const Node *node) {
  Value value = {.kind = VALUE_DATE};
  if (date_of_text(node->text, &value.as.date)) return constant(work, node, static_type_kind(TYPE_DATE), value);
  add_text(work, report(work, "K0108", "day", node), "value", node->text);
  return unknown(work, node);
}

static const Expression *compile_text(Work *work, const Node *node) {
  Value value = {.kind = VALUE_TEXT, .as.text = str_copy(work->arena, node->text)};
  return constant(work, node, static_type_kind(TYPE_STRING), value);
}

/* ---- calls ---- */

/* What a function gives. */
typedef enum Gives {
  GIVES_NUMBER, GIVES_ELEMENT, GIVES_LIST, GIVES_TEXT, GIVES_OBJECT, GIVES_TRUTH, GIVES_YEARS, GIVES_CONCEPT, GIVES_CONCEPTS,
  GIVES_SAME, GIVES_CHOICE
} Gives;

typedef struct FunctionWord {
  const char *word;
  uint8_t function, least, most, gives;
  bool concept; /* the second argument is the word of a concept */
} FunctionWord;

enum { ANY_NUMBER = 255, CHOICE_CALL = 254, CHOICES_CALL = 253 };

static const FunctionWord function_words[] = {
    {"count", FUNCTION_COUNT_OF, 1, 1, GIVES_NUMBER, false},
    {"sum", FUNCTION_SUM, 1, ANY_NUMBER, GIVES_ELEMENT, false},
    {"mean", FUNCTION_MEAN, 1, ANY_NUMBER, GIVES_ELEMENT, false},
    {"min", FUNCTION_MIN, 1, ANY_NUMBER, GIVES_ELEMENT, false},
    {"max", FUNCTION_MAX, 1, ANY_NUMBER, GIVES_ELEMENT, false},
    {"distinct", FUNCTION_DISTINCT, 1, 1, GIVES_LIST, false},
    {"flat", FUNCTION_FLAT, 1, 1, GIVES_LIST, false},
    {"years", FUNCTION_YEARS, 1, 1, GIVES_YEARS, false},
    {"earlier", FUNCTION_EARLIER, 2, 2, GIVES_ELEMENT, false},
    {"parent", FUNCTION_PARENT, 1, 1, GIVES_OBJECT, false},
    {"name", FUNCTION_NAME, 1, 1, GIVES_TEXT, false},
    {"title", FUNCTION_TITLE, 1, 1, GIVES_TEXT, false},
    {"text", FUNCTION_TEXT, 1, 1, GIVES_TEXT, false},
    {"word", FUNCTION_WORD, 1, 1, GIVES_TEXT, false},
    {"is", FUNCTION_IS, 2, 2, GIVES_TRUTH, true},
    {"lines", FUNCTION_LINES, 2, 2, GIVES_CONCEPTS, true},
    {"around", FUNCTION_AROUND, 2, 2, GIVES_CONCEPT, true},
    {"item", FUNCTION_ITEM, 2, 2, GIVES_ELEMENT, false},
    {"number", FUNCTION_NUMBER, 1, 1, GIVES_NUMBER, false},
    {"matches", FUNCTION_MATCHES, 1, 1, GIVES_TRUTH, false},
    {"knows-finding", FUNCTION_KNOWS_FINDING, 1, 1, GIVES_TRUTH, false},
    {"can-be-accepted", FUNCTION_CAN_BE_ACCEPTED, 1, 1, GIVES_TRUTH, false},
    {"order", FUNCTION_ORDER, 1, 1, GIVES_NUMBER, false},
    {"surely", FUNCTION_SURELY, 1, 1, GIVES_TRUTH, false},
    {"public", FUNCTION_PUBLIC, 1, 1, GIVES_SAME, false},
    {"index", FUNCTION_INDEX, 2, 2, GIVES_NUMBER, false},
    {"bare", FUNCTION_BARE, 1, 1, GIVES_TEXT, false},
    {"mentions", FUNCTION_MENTIONS, 2, 2, GIVES_TRUTH, false},
    {"length", FUNCTION_LENGTH, 1, 1, GIVES_NUMBER, false},
    {"namesakes", FUNCTION_NAMESAKES, 1, 1, GIVES_LIST, false},
    {"rounded", FUNCTION_ROUNDED, 1, 1, GIVES_SAME, false},
    {"choice", CHOICE_CALL, 2, 2, GIVES_CHOICE, false},
    {"choices", CHOICES_CALL, 1, 1, GIVES_CHOICE, false}};

static const FunctionWord *find_function(Str word) {
  for (size_t i = 0; i < sizeof function_words / sizeof *function_words; i++)
    if (str_equal(word, str_of(function_words[i].word))) return &function_words[i];
  return NULL;
}

static StaticType function_type(Work *work, const FunctionWord *word, const Expression *x) {
  StaticType first = x->count ? *x->arguments[0]->type : static_type_any();
  StaticType type;
  switch ((Gives)word->gives) {
    case GIVES_NUMBER: return static_type_kind(TYPE_NUMBER);
    case GIVES_ELEMENT:
      type = word->function == FUNCTION_ITEM ? first : static_type_simple(work->arena, first);
      for (uint32_t i = 1; i < x->count && word->function != FUNCTION_ITEM; i++)
        type = static_type_merge(work->arena, type, simple_type(work, x->arguments[i]));
      return static_type_element(type);
    case GIVES_LIST: return static_type_list(first);
    case GIVES_TEXT:
      type = static_type_kind(TYPE_STRING);
      type.list = first.list;
      return type;
    case GIVES_OBJECT: return static_type_object(work->arena, NULL);
    case GIVES_TRUTH: return static_type_kind(TYPE_BOOLEAN);
    case GIVES_YEARS:
      first = static_type_simple(work->arena, first);
      return static_type_kind(first.of.kinds & TYPE_NUMBER ? TYPE_DURATION : TYPE_NUMBER);
    case GIVES_SAME: return first;
    case GIVES_CONCEPT: return static_type_object(work->arena, x->as.concept);
    default: return static_type_list(static_type_object(work->arena, x->as.concept));
  }
}

static const Concept *concept_called(Work *work, Str word) {
  const Concept *concept = vocabulary_concept(work->vocabulary, word);
  for (uint32_t i = 0; !concept && i < work->vocabulary->concepts.count; i++)
    if (spelling_find(&work->vocabulary->concepts.items[i]->spellings, word, LANGUAGE_EN, NULL))
      concept = work->vocabulary->concepts.items[i];
  return concept;
}

static void read_concept(Work *work, Expression *x, const Node *node) {
  if (x->number == FUNCTION_IS && node->kind == NODE_NAME && type_kind_called(node->text, &x->slot)) {
    x->number = FUNCTION_IS_KIND;
    return;
  }
  x->as.concept = node->kind == NODE_NAME ? concept_called(work, node->text) : NULL;
  if (x->as.concept) return;
  WordList words = {0};
  for (uint32_t i = 0; i < work->vocabulary->concepts.count; i++)
    LIST_PUSH(work->arena, &words, work->vocabulary->concepts.items[i]->key);
  unknown_name(work, node, &words);
}

static const ChoiceSet *set_called(Work *work, const Node *node) {
  const ChoiceSet *set = node->kind == NODE_NAME ? vocabulary_choices(work->vocabulary, node->text) : NULL;
  if (set) return set;
  WordList words = {0};
  for (uint32_t i = 0; i < work->vocabulary->choice_sets.count; i++)
    LIST_PUSH(work->arena, &words, work->vocabulary->choice_sets.items[i]->key);
  unknown_name(work, node, &words);
  return NULL;
}

/* choices(set): all of them, in their order. */
static const Expression *call_choices(Work *work, const Node *node) {
  const ChoiceSet *set = set_called(work, node->first_child);
  if (!set) return unknown(work, node);
  ValueList *list = ARENA_NEW(work->arena, ValueList);
  list->items = ARENA_ARRAY(work->arena, Value, set->choice_count);
  for (uint32_t i = 0; i < set->choice_count; i++)
    list->items[list->count++] = (Value){.kind = VALUE_CHOICE, .span = NO_SPAN, .as.choice = &set->choices[i]};
  StaticType type = static_type_list(static_type_choice(work->arena, set));
  return constant(work, node, type, (Value){.kind = VALUE_LIST, .as.list = list});
}

/* choice(set, word): for a word that several sets have. */
static const Expression *call_choice(Work *work, const Node *node) {
  const Node *word = node->first_child->next;
  const ChoiceSet *set = set_called(work, node->first_child);
  if (!set) return unknown(work, node);
  StaticType type = static_type_choice(work->arena, set);
  const Choice *choice = choice_of_type(&type, word->text);
  if (choice) return choice_constant(work, node, choice);
  unknown_choice(work, word, &type);
  return unknown(work, node);
}

static const Expression *call_function(Work *work, const Node *node, const FunctionWord *word) {
  uint32_t count = node_child_count(node), i = 0;
  if (count < word->least || count > word->most) {
    wrong_count(work, node, word->least, count);
    return unknown(work, node);
  }
  if (word->function == CHOICE_CALL) return call_choice(work, node);
  if (word->function == CHOICES_CALL) return call_choices(work, node);
  Expression *x = new_expression(work, OP_FUNCTION, node, static_type_any());
  x->number = word->function;
  if (word->function == FUNCTION_NAMESAKES) work->scope->across = true;
  with_arguments(work, x, word->concept ? 1 : count);
  StaticType wanted = static_type_any();
  NODE_EACH_CHILD(child, node) {
    if (i >= x->count) break;
    x->arguments[i] = compile(work, child, wanted.any ? NULL : &wanted);
    if (i++ == 0) wanted = simple_type(work, x->arguments[0]);
  }
  if (word->concept) read_concept(work, x, node->last_child);
  if (word->concept && !x->as.concept && x->number != FUNCTION_IS_KIND) return unknown(work, node);
  StaticType type = function_type(work, word, x);
  x->type = keep_type(work, type);
  return x;
}

static const Expression *call_definition(Work *work, const Node *node, const Definition *definition) {
  uint32_t count = node->kind == NODE_CALL ? node_child_count(node) : 0, i = 0;
  if (count != definition->parameters.count) {
    wrong_count(work, node, definition->parameters.count, count);
    return unknown(work, node);
  }
  if (!definition_require(work->compiler, definition)) {
    add_text(work, report(work, "K0104", "circle", node), "name", definition->name);
    return unknown(work, node);
  }
  Expression *x = with_arguments(work, new_expression(work, OP_DEFINITION, node, *definition->gives->type), count);
  x->as.definition = definition;
  work->scope->across |= definition->across;
  work->scope->reveals |= definition->reveals;
  NODE_EACH_CHILD(child, node) {
    if (i >= count) break;
    StaticType wanted = definition->parameters.items[i].type;
    x->arguments[i] = compile(work, child, wanted.any ? NULL : &wanted);
    StaticType given = *x->arguments[i++]->type;
    if (!static_type_overlaps(given, wanted) &&
        !static_type_overlaps(static_type_simple(work->arena, given), static_type_simple(work->arena, wanted)))
      wrong_kind(work, child, wanted, given);
  }
  return x;
}

static const Expression *compile_call(Work *work, const Node *node) {
  const Definition *definition = library_definition(work->compiler->library, node->text);
  if (definition) return call_definition(work, node, definition);
  const FunctionWord *word = find_function(node->text);
  if (word) return call_function(work, node, word);
  WordList words = {0};
  for (size_t i = 0; i < sizeof function_words / sizeof *function_words; i++)
    LIST_PUSH(work->arena, &words, str_of(function_words[i].word));
  for (uint32_t i = 0; i < work->compiler->library->definitions.count; i++)
    LIST_PUSH(work->arena, &words, work->compiler->library->definitions.items[i]->name);
  Node name = *node;
  name.span.end = name.span.start + (uint32_t)node->text.length;
  unknown_name(work, &name, &words);
  return unknown(work, node);
}

/* ---- everything ---- */

static const Expression *compile(Work *work, const Node *node, const StaticType *expected) {
  Node word;
  switch (node->kind) {
    case NODE_EXPRESSION: return node->first_child ? compile(work, node->first_child, expected) : unknown(work, node);
    case NODE_NAME: return compile_word(work, node, expected);
    case NODE_PATH: return compile_path(work, node);
    case NODE_MEMBER:
      word = member_word(node);
      return compile_member(work, node, compile(work, node->first_child, NULL), &word);
    case NODE_STRING:
    case NODE_TEXT_BLOCK: return compile_text(work, node);
    case NODE_NUMBER: return compile_number(work, node, false);
    case NODE_PERCENTAGE: return compile_number(work, node, true);
    case NODE_DATE: return compile_date(work, node);
    case NODE_AMOUNT: return compile_amount(work, node);
    case NODE_DURATION: return compile_duration(work, node);
    case NODE_DASH: return constant(work, node, static_type_any(), (Value){.kind = VALUE_MISSING});
    case NODE_LIST: return compile_list(work, node, expected);
    case NODE_OR: return compile_logic(work, node, OP_OR);
    case NODE_AND: return compile_logic(work, node, OP_AND);
    case NODE_NOT: return compile_logic(work, node, OP_NOT);
    case NODE_EQUAL: return compile_comparison(work, node, OP_EQUAL);
    case NODE_NOT_EQUAL: return compile_comparison(work, node, OP_NOT_EQUAL);
    case NODE_LESS: return compile_comparison(work, node, OP_LESS);
    case NODE_LESS_EQUAL: return compile_comparison(work, node, OP_LESS_EQUAL);
    case NODE_GREATER: return compile_comparison(work, node, OP_GREATER);
    case NODE_GREATER_EQUAL: return compile_comparison(work, node, OP_GREATER_EQUAL);
    case NODE_IN: return compile_comparison(work, node, OP_IN);
    case NODE_NOT_IN: return compile_comparison(work, node, OP_NOT_IN);
    case NODE_IS_SET: return compile_stated(work, node, OP_IS_SET);
    case NODE_IS_MISSING: return compile_stated(work, node, OP_IS_MISSING);
    case NODE_ADD: return compile_arithmetic(work, node, OP_ADD);
    case NODE_SUBTRACT: return compile_arithmetic(work, node, OP_SUBTRACT);
    case NODE_MULTIPLY: return compile_arithmetic(work, node, OP_MULTIPLY);
    case NODE_DIVIDE: return compile_arithmetic(work, node, OP_DIVIDE);
    case NODE_UNION: return compile_set(work, node, OP_UNION, expected);
    case NODE_INTERSECT: return compile_set(work, node, OP_INTERSECT, expected);
    case NODE_EXCEPT: return compile_set(work, node, OP_EXCEPT, expected);
    case NODE_CALL: return compile_call(work, node);
    case NODE_IF: return compile_if(work, node, expected);
    case NODE_EXISTS: return compile_loop(work, node, OP_EXISTS, NULL);
    case NODE_EVERY: return compile_loop(work, node, OP_EVERY, NULL);
    case NODE_EACH: return compile_loop(work, node, OP_EACH, expected);
    case NODE_FIRST: return compile_loop(work, node, OP_FIRST, expected);
    case NODE_LAST: return compile_loop(work, node, OP_LAST, expected);
    default: return unknown(work, node); /* NODE_ERROR and the like: reported already */
  }
}

const Expression *expression_compile(Compiler *compiler, Scope *scope, const Node *node, const StaticType *expected) {
  Work work = {.compiler = compiler, .scope = scope, .arena = compiler->arena, .vocabulary = compiler->library->vocabulary};
  return compile(&work, node, expected);
}

const Expression *condition_compile(Compiler *compiler, Scope *scope, const Node *node) {
  Work work = {.compiler = compiler, .scope = scope, .arena = compiler->arena, .vocabulary = compiler->library->vocabulary};
  const Expression *x = compile(&work, node, NULL);
  must_be_truth(&work, node, x);
  return x;
}

uint32_t expression_weight(const Expression *expression) {
  enum { LOOP = 20, CALL = 10 };
  if (!expression) return 0;
  Operation operation = (Operation)expression->operation;
  uint32_t weight = 1;
  if (operation >= OP_UNION && operation <= OP_EXCEPT) weight = LOOP;
  if (operation >= OP_EACH && operation <= OP_LAST) weight = LOOP;
  if (operation == OP_EXISTS || operation == OP_EVERY) weight = LOOP;
  if (operation == OP_PROPERTY && expression->arguments[0]->type->list) weight = LOOP;
  if (operation == OP_DEFINITION) weight = CALL;
  for (uint32_t i = 0; i < expression->count; i++) weight += expression_weight(expression->arguments[i]);
  return weight;
}
