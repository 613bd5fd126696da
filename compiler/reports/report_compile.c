/* report_compile.c: from the declaration of a report to parts with compiled expressions.
 *
 * Every statement of the declaration becomes a part; every slot that holds an expression or a template is compiled in the scope
 * that is in force there. A `let` is known from its line to the end of its block, the name of a `for` in its own block. */
#include "compiler/reports/report_part.h"

#include <stdlib.h>

typedef struct Compilation {
  Arena *arena;
  const Library *library;
  const Vocabulary *vocabulary;
  SourceStore *store;
  Compiler compiler;
  Scope scope;
} Compilation;

static const struct {
  const char *concept;
  PartKind kind;
} kinds[] = {
    {"report", PART_REPORT},        {"report-cover", PART_COVER},         {"report-cover-fact", PART_FACT},
    {"report-section", PART_SECTION}, {"section", PART_SECTION}, {"report-message", PART_MESSAGE},   {"report-let", PART_LET},
    {"report-for", PART_FOR},       {"report-if", PART_IF},               {"report-heading", PART_HEADING},
    {"report-paragraph", PART_PARAGRAPH}, {"report-prose", PART_PROSE},   {"report-bullets", PART_BULLETS},
    {"report-group", PART_GROUP},   {"report-columns", PART_COLUMNS},     {"report-column", PART_COLUMN},
    {"report-break", PART_BREAK},   {"report-table", PART_TABLE},         {"report-group-row", PART_GROUP_ROW},
    {"report-row", PART_ROW},       {"report-cell", PART_CELL},           {"report-figure", PART_FIGURE},
    {"report-item", PART_ITEM},     {"report-unstated", PART_UNSTATED},
};

static PartKind kind_of(const Concept *concept) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (str_equal(concept->key, str_of(kinds[i].concept))) return kinds[i].kind;
  return PART_VALUE;
}

static int16_t slot_index(const Vocabulary *vocabulary, const Concept *concept, Str key) {
  uint32_t id;
  return map_get(&vocabulary->key_ids, key, &id) ? concept->slot_of_key[id] : -1;
}

PartSlot part_slot(const Vocabulary *vocabulary, const Part *part, Str key) {
  int16_t index = slot_index(vocabulary, part->object->concept, key);
  return index < 0 ? (PartSlot){0} : part->slots[index];
}

Value part_value(const Vocabulary *vocabulary, const Part *part, Str key) {
  return value_plain(*object_slot(part->object, vocabulary, key));
}

bool part_flag(const Vocabulary *vocabulary, const Part *part, Str key) {
  Value value = part_value(vocabulary, part, key);
  return value.kind == VALUE_BOOLEAN && value.as.boolean;
}

static void use_source_of(Compilation *compilation, Span span) {
  compilation->compiler.source = source_get(compilation->store, span.file);
}

/* A slot's own node, also where it stands as a line of one value. */
static const Node *slot_node(Value value) {
  Value plain = value_plain(value);
  return plain.kind == VALUE_NODE ? plain.as.node : NULL;
}

static PartSlot compile_slot(Compilation *compilation, const Property *property, Value value) {
  PartSlot slot = {0};
  uint32_t types = property->type.kinds;
  if (types & TYPE_OBJECT && property->type.object->is_simple)
    types = property->type.object->properties[property->type.object->value_slot].type.kinds;
  const Node *node = slot_node(value);
  if (!node) return slot;
  if (types & TYPE_EXPRESSION) {
    slot.expression = expression_compile(&compilation->compiler, &compilation->scope, node, NULL);
  } else if (types & TYPE_TEMPLATE) {
    Template *text = ARENA_NEW(compilation->arena, Template);
    *text = template_compile(&compilation->compiler, &compilation->scope, node);
    slot.text = text;
  }
  return slot;
}

static void collect_children(Compilation *compilation, const Object *object, Part *part);
static void add_sections(Compilation *compilation, Part *report);

static Part *compile_part(Compilation *compilation, const Object *object) {
  const Concept *concept = object->concept;
  Part *part = ARENA_NEW(compilation->arena, Part);
  part->kind = kind_of(concept);
  part->object = object;
  part->slots = ARENA_ARRAY(compilation->arena, PartSlot, concept->property_count);
  use_source_of(compilation, object->keyword);
  uint32_t mark = scope_mark(&compilation->scope);
  for (uint32_t i = 0; i < concept->property_count; i++)
    if (concept->properties[i].place != PLACE_LINE)
      part->slots[i] = compile_slot(compilation, &concept->properties[i], object->slots[i]);
  if (part->kind == PART_FOR) {
    PartSlot elements = part_slot(compilation->vocabulary, part, STR("elements"));
    StaticType type = elements.expression ? static_type_element(expression_type(elements.expression)) : static_type_any();
    Value name = part_value(compilation->vocabulary, part, STR("name"));
    part->variable = scope_add(&compilation->scope, name.as.text, type);
  }
  collect_children(compilation, object, part);
  if (part->kind == PART_REPORT) add_sections(compilation, part);
  scope_reset(&compilation->scope, mark);
  return part;
}

static int by_place(const void *a, const void *b) {
  const Object *x = *(Object *const *)a, *y = *(Object *const *)b;
  return (x->number > y->number) - (x->number < y->number);
}

static void add_line(Compilation *compilation, Part *part, const Object *line) {
  if (line->as && line->concept->is_simple) { /* a line of one expression or text: a slot of this part */
    uint32_t index = line->as->index;
    part->slots[index] = compile_slot(compilation, line->as, (Value){.kind = VALUE_OBJECT, .as.object = line});
    return;
  }
  Part *child = compile_part(compilation, line);
  if (child->kind == PART_LET) { /* after its own expression, so that it cannot mean itself */
    Value name = part_value(compilation->vocabulary, child, STR("name"));
    PartSlot gives = part_slot(compilation->vocabulary, child, STR("gives"));
    StaticType type = gives.expression ? expression_type(gives.expression) : static_type_any();
    child->variable = scope_add(&compilation->scope, name.as.text, type);
  }
  LIST_PUSH(compilation->arena, &part->parts, child);
}

static void collect_children(Compilation *compilation, const Object *object, Part *part) {
  LIST(const Object *) lines = {0};
  for (uint32_t i = 0; i < object->concept->property_count; i++) {
    if (object->concept->properties[i].place != PLACE_LINE) continue;
    Value value = object->slots[i];
    if (value.kind == VALUE_OBJECT) LIST_PUSH(compilation->arena, &lines, value.as.object);
    if (value.kind != VALUE_LIST) continue;
    for (uint32_t k = 0; k < value.as.list->count; k++)
      if (value.as.list->items[k].kind == VALUE_OBJECT) LIST_PUSH(compilation->arena, &lines, value.as.list->items[k].as.object);
  }
  if (lines.count) qsort(lines.items, lines.count, sizeof *lines.items, by_place);
  for (uint32_t i = 0; i < lines.count; i++) add_line(compilation, part, lines.items[i]);
}

static bool is_word(const Compilation *compilation, const Object *object, const char *key, Str word) {
  Value value = value_plain(*object_slot(object, compilation->vocabulary, str_of(key)));
  return (value.kind == VALUE_TOPIC || value.kind == VALUE_TEXT) && str_equal(value.as.text, word);
}

/* Where a section that was added to a report stands: after the section it names, else before the last one. */
static uint32_t place_of_section(const Compilation *compilation, const Part *report, const Object *section) {
  uint32_t place = 0;
  for (uint32_t i = 0; i < report->parts.count; i++) {
    const Part *part = report->parts.items[i];
    if (part->kind != PART_SECTION) continue;
    Value name = part_value(compilation->vocabulary, part, STR("name"));
    if (is_word(compilation, section, "after", name.as.text)) return i + 1;
    place = i;
  }
  return place;
}

/* A house adds sections to a report that it did not write: `section … in brief`. */
static void add_sections(Compilation *compilation, Part *report) {
  const Model *model = compilation->library->model;
  for (uint32_t i = 0; i < model->library.count; i++) {
    const Object *object = model->library.items[i];
    if (!str_equal(object->concept->key, STR("section")) || !is_word(compilation, object, "in", report->object->name)) continue;
    uint32_t place = place_of_section(compilation, report, object);
    LIST_PUSH(compilation->arena, &report->parts, compile_part(compilation, object));
    for (uint32_t j = report->parts.count - 1; j > place; j--) {
      Part *moved = report->parts.items[j];
      report->parts.items[j] = report->parts.items[j - 1];
      report->parts.items[j - 1] = moved;
    }
  }
}

static StaticType list_of(Arena *arena, const Vocabulary *vocabulary, Str concept) {
  StaticType type = static_type_object(arena, vocabulary_concept(vocabulary, concept));
  type.list = true;
  return type;
}

static StaticType choice_of(Arena *arena, const Vocabulary *vocabulary, Str set) {
  StaticType type = static_type_kind(TYPE_CHOICE);
  LIST_PUSH(arena, &type.of.choices, vocabulary_choices(vocabulary, set));
  return type;
}

const Concept *report_about(const Library *library, const Object *report) {
  Value about = value_plain(*object_slot(report, library->vocabulary, STR("about")));
  bool is_word = about.kind == VALUE_TOPIC || about.kind == VALUE_TEXT;
  return vocabulary_concept(library->vocabulary, is_word ? about.as.text : STR("partnership"));
}

CompiledReport *report_compile(Arena *arena, const Library *library, SourceStore *store, const Object *report,
                               FindingSink *sink) {
  const Vocabulary *vocabulary = library->vocabulary;
  Compilation compilation = {.arena = arena, .library = library, .vocabulary = vocabulary, .store = store};
  compilation.compiler = (Compiler){.arena = arena, .library = library, .sink = sink};
  CompiledReport *compiled = ARENA_NEW(arena, CompiledReport);
  Scope *scope = &compilation.scope;
  scope_init(scope, arena, report_about(library, report));
  compiled->findings = scope_add(scope, STR("findings"), list_of(arena, vocabulary, STR("finding")));
  compiled->entries = scope_add(scope, STR("entries"), list_of(arena, vocabulary, STR("checklist-entry")));
  compiled->left_out = scope_add(scope, STR("left-out"), static_type_kind(TYPE_NUMBER));
  compiled->audience = scope_add(scope, STR("audience"), choice_of(arena, vocabulary, STR("audience")));
  compiled->version = scope_add(scope, STR("kompas-version"), static_type_kind(TYPE_STRING));
  compiled->revision = scope_add(scope, STR("revision"), static_type_kind(TYPE_STRING));
  compiled->knowledge = scope_add(scope, STR("knowledge"), list_of(arena, vocabulary, STR("known-fact")));
  compiled->root = compile_part(&compilation, report);
  compiled->frame_size = scope->frame_size;
  return compiled;
}

void report_check_all(Arena *arena, const Library *library, SourceStore *store, FindingSink *problems) {
  for (uint32_t i = 0; i < library->model->library.count; i++) {
    const Object *object = library->model->library.items[i];
    if (str_equal(object->concept->key, STR("report"))) report_compile(arena, library, store, object, problems);
  }
}
