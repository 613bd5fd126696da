/* fix.c: the edits that a rule proposes, worked out for one finding. */
#include "compiler/binding/bind.h"
#include "compiler/rules/run.h"

static const Node *file_of(const Node *node) {
  while (node && node->parent) node = node->parent;
  return node;
}

/* The language of the file that an object stands in: the last word of its first line. */
static Language language_of_object(const Object *object) {
  const Node *file = object ? file_of(object->node) : NULL;
  Language language = LANGUAGE_EN;
  const Node *first = file ? file->first_child : NULL;
  if (first && first->last_child && first->last_child->kind == NODE_NAME) language_of(first->last_child->text, &language);
  return language;
}

/* The spaces that a line starts with. */
static Str indentation(const Source *source, uint32_t at) {
  uint32_t start = at;
  while (start > 0 && source->text.data[start - 1] != '\n') start--;
  uint32_t end = start;
  while (end < at && (source->text.data[end] == ' ' || source->text.data[end] == '\t')) end++;
  return str_slice(source->text, start, end);
}

static uint32_t line_end(const Source *source, uint32_t at) {
  while (at < source->text.length && source->text.data[at] != '\n') at++;
  if (at > 0 && at < source->text.length && source->text.data[at - 1] == '\r') at--;
  return at;
}

static uint32_t line_start(const Source *source, uint32_t at) {
  while (at > 0 && source->text.data[at - 1] != '\n') at--;
  return at;
}

/* A line at the end of the object's block, or in a block of its own. */
static Edit insert_in(Arena *arena, const Source *source, const Object *object, Str text) {
  Str indent = indentation(source, object->keyword.start);
  const Node *block = object->node->block;
  if (!block) {
    Str added = str_format(arena, " {\n%.*s  %.*s\n%.*s}", STR_ARGS(indent), STR_ARGS(text), STR_ARGS(indent));
    return (Edit){{object->line.file, object->line.end, object->line.end}, added};
  }
  uint32_t close = block->full_span.end;
  if (close > 0 && source->text.data[close - 1] == '}') close--;
  uint32_t start = line_start(source, close);
  bool alone = str_is_empty(str_trim(str_slice(source->text, start, close)));
  Str line = str_format(arena, "%.*s  %.*s\n", STR_ARGS(indent), STR_ARGS(text));
  if (alone) return (Edit){{object->full.file, start, start}, line};
  Str added = str_format(arena, "\n%.*s  %.*s\n%.*s", STR_ARGS(indent), STR_ARGS(text), STR_ARGS(indent));
  return (Edit){{object->full.file, close, close}, added};
}

static Edit insert_line(Arena *arena, const Source *source, const Object *object, Str text, bool after) {
  Str indent = indentation(source, object->keyword.start);
  if (!after) {
    uint32_t start = line_start(source, object->keyword.start);
    return (Edit){{object->full.file, start, start}, str_format(arena, "%.*s%.*s\n", STR_ARGS(indent), STR_ARGS(text))};
  }
  uint32_t end = line_end(source, object->full.end);
  return (Edit){{object->full.file, end, end}, str_format(arena, "\n%.*s%.*s", STR_ARGS(indent), STR_ARGS(text))};
}

static Edit remove_lines(const Source *source, const Object *object) {
  uint32_t start = line_start(source, object->keyword.start), end = line_end(source, object->full.end);
  if (end < source->text.length && source->text.data[end] == '\r') end++;
  if (end < source->text.length) end++;
  return (Edit){{object->full.file, start, end}, STR("")};
}

static bool replaced_span(const Value *value, PlaceKind kind, Span *span) {
  *span = value->span;
  if (value->kind != VALUE_OBJECT) return !span_is_none(*span);
  const Object *object = value->as.object;
  *span = kind == PLACE_NAME ? object->name_span : kind == PLACE_WHOLE ? object->full : object->line;
  return true;
}

static bool make_edit(Judgement *judgement, const EditRule *rule, Value *frame, Edit *edit) {
  Arena *arena = judgement->arena;
  Value value = evaluate(judgement->evaluation, rule->expression, frame);
  if (value.kind == VALUE_LIST && value.as.list->count) value = value.as.list->items[0];
  if (!value_is_stated(value) || value.kind == VALUE_LIST) return false;
  const Object *object = value.kind == VALUE_OBJECT ? value.as.object : NULL;
  Span span;
  if (!replaced_span(&value, rule->place, &span)) return false;
  const Source *source = source_get(judgement->run->store, object ? object->full.file : span.file);
  if (!source || (rule->kind != EDIT_REPLACE && !object)) return false;
  Language language = language_of_object(object ? object : judgement->root);
  Str text = template_write(judgement->evaluation, &rule->text, frame, language, arena, NULL, NULL);
  if (rule->kind == EDIT_REPLACE) *edit = (Edit){span, text};
  else if (rule->kind == EDIT_INSERT_IN) *edit = insert_in(arena, source, object, text);
  else if (rule->kind == EDIT_REMOVE) *edit = remove_lines(source, object);
  else *edit = insert_line(arena, source, object, text, rule->kind == EDIT_INSERT_AFTER);
  return true;
}

/* A fix is given whole or not at all. */
void fixes_make(Judgement *judgement, const Rule *rule, Value *frame, Finding *finding) {
  for (uint32_t i = 0; i < rule->fixes.count; i++) {
    const FixRule *from = &rule->fixes.items[i];
    Fix fix = {0};
    bool whole = from->edits.count > 0;
    for (uint32_t j = 0; j < from->edits.count && whole; j++)
      whole = make_edit(judgement, &from->edits.items[j], frame, LIST_ADD(judgement->arena, &fix.edits));
    if (!whole) continue;
    for (int language = 0; language < LANGUAGE_COUNT; language++)
      fix.title.in[language] = template_write(judgement->evaluation, &from->title, frame, (Language)language,
                                              judgement->arena, NULL, NULL);
    LIST_PUSH(judgement->arena, &finding->fixes, fix);
  }
}
