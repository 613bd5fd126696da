/* The model as JSON. A line is an object with `$concept`, `$place` and its stated parts; what is not stated is left out. */
#include "compiler/base/json.h"
#include "compiler/export/export.h"
#include "compiler/rules/dataset.h"

typedef struct Writer {
  Arena *arena;
  Json json;
  SourceStore *store;
  Audience audience;
} Writer;

Str export_path(Arena *arena, const Object *object) {
  Str path = STR("");
  for (; object; object = object->parent) {
    if (str_is_empty(object->name)) continue;
    path = path.length ? str_format(arena, "%.*s.%.*s", STR_ARGS(object->name), STR_ARGS(path)) : object->name;
  }
  return path;
}

static void write_object(Writer *writer, const Object *object);

static void write_place(Writer *writer, Span span) {
  Position position = source_position(writer->store, span.file, span.start);
  json_key(&writer->json, "$place");
  json_open_object(&writer->json);
  json_pair(&writer->json, "file", source_get(writer->store, span.file)->path);
  json_pair_number(&writer->json, "line", position.line);
  json_pair_number(&writer->json, "column", position.column);
  json_close_object(&writer->json);
}

static void write_tagged(Writer *writer, const char *key, Str text) {
  json_open_object(&writer->json);
  json_pair(&writer->json, key, text);
  json_close_object(&writer->json);
}

/* What is stated has an end; a third, worked out, has none and is rounded to this many decimals. */
enum { DECIMALS = 6, DECIMALS_OF_MONEY = 2 };

static Str number_text(const Writer *writer, Rational number, int decimals) {
  Str text = rational_text(writer->arena, number);
  if (str_find(text, STR("/")) == text.length) return text;
  int64_t scale = 1;
  for (int i = 0; i < decimals; i++) scale *= 10;
  Rational scaled, rounded;
  if (!rational_multiply(number, (Rational){scale, 1}, &scaled)) { /* too large to have decimals that matter */
    scaled = number;
    scale = 1;
  }
  int64_t whole = scaled.numerator / scaled.denominator, rest = scaled.numerator % scaled.denominator;
  if (rest * 2 >= scaled.denominator) whole++;
  if (rest * 2 <= -scaled.denominator) whole--;
  return rational_make(whole, scale, &rounded) ? rational_text(writer->arena, rounded) : text;
}

static void write_money(Writer *writer, const Value *value) {
  json_open_object(&writer->json);
  json_pair(&writer->json, "currency", str_of(value->currency));
  json_pair(&writer->json, "amount", number_text(writer, value->as.number, DECIMALS_OF_MONEY));
  json_close_object(&writer->json);
}

static void write_percentage(Writer *writer, const Value *value) {
  Rational percent;
  if (!rational_multiply(value->as.number, (Rational){100, 1}, &percent)) percent = value->as.number;
  write_tagged(writer, "percent", number_text(writer, percent, DECIMALS));
}

/* ISO 8601: P6M, P14D, P1M3D. */
static void write_duration(Writer *writer, const Value *value) {
  Text text = text_new(writer->arena);
  text_add_char(&text, 'P');
  if (value->as.duration.months) text_add_format(&text, "%dM", (int)value->as.duration.months);
  if (value->as.duration.days || !value->as.duration.months) text_add_format(&text, "%dD", (int)value->as.duration.days);
  json_string(&writer->json, text_str(&text));
}

static void write_words(Writer *writer, const Words *words) {
  json_open_object(&writer->json);
  for (int i = 0; i < LANGUAGE_COUNT; i++) {
    json_key_str(&writer->json, language_code((Language)i));
    json_string(&writer->json, words_in(*words, (Language)i));
  }
  json_close_object(&writer->json);
}

/* Something stands there that has an error. */
static void write_unknown(Writer *writer) {
  json_open_object(&writer->json);
  json_key(&writer->json, "unknown");
  json_boolean(&writer->json, true);
  json_close_object(&writer->json);
}

static void write_value(Writer *writer, const Object *owner, const Property *property, const Value *value) {
  Json *json = &writer->json;
  switch ((ValueKind)value->kind) {
    case VALUE_BOOLEAN: json_boolean(json, value->as.boolean); break;
    case VALUE_NUMBER: json_raw(json, number_text(writer, value->as.number, DECIMALS)); break;
    case VALUE_PERCENTAGE: write_percentage(writer, value); break;
    case VALUE_MONEY: write_money(writer, value); break;
    case VALUE_DATE: json_string(json, date_text(writer->arena, value->as.date)); break;
    case VALUE_DURATION: write_duration(writer, value); break;
    case VALUE_TEXT:
    case VALUE_TOPIC: json_string(json, value->as.text); break;
    case VALUE_WORDS: write_words(writer, value->as.words); break;
    case VALUE_CHOICE: json_string(json, value->as.choice->key); break;
    case VALUE_OBJECT:
      if (property->place == PLACE_LINE && value->as.object->parent == owner) write_object(writer, value->as.object);
      else write_tagged(writer, "reference", export_path(writer->arena, value->as.object));
      break;
    case VALUE_LIST:
      json_open_list(json);
      for (uint32_t i = 0; i < value->as.list->count; i++) write_value(writer, owner, property, &value->as.list->items[i]);
      if (value->as.list->incomplete) write_unknown(writer);
      json_close_list(json);
      break;
    case VALUE_UNKNOWN:
      write_unknown(writer);
      break;
    default: json_null(json); break;
  }
}

static void write_object(Writer *writer, const Object *object) {
  Json *json = &writer->json;
  json_open_object(json);
  json_pair(json, "$concept", object->concept->key);
  if (object->name.length) json_pair(json, "$path", export_path(writer->arena, object));
  write_place(writer, object->keyword);
  if (object->sensitive) {
    json_key(json, "$sensitive");
    json_boolean(json, true);
  }
  for (uint32_t i = 0; i < object->concept->property_count; i++) {
    const Value *value = &object->slots[i];
    if (value->kind == VALUE_MISSING || value->kind == VALUE_NODE) continue;
    json_key_str(json, object->concept->properties[i].key);
    write_value(writer, object, &object->concept->properties[i], value);
  }
  json_close_object(json);
}

static void write_objects(Writer *writer, const char *key, Object *const *objects, uint32_t count) {
  json_key(&writer->json, key);
  json_open_list(&writer->json);
  for (uint32_t i = 0; i < count; i++) write_object(writer, objects[i]);
  json_close_list(&writer->json);
}

/* ---- what was worked out ---- */

/* One row of a dataset: what it is written to, and of which partnership or organisation it is. */
typedef struct RowWriter {
  Writer *writer;
  const Dataset *dataset;
  const Object *root;
} RowWriter;

/* What is written in full tells all that stands in it, so only the consultant gets that. */
static bool may_be_told(const Writer *writer, Value value) {
  if (writer->audience == AUDIENCE_OWN) return true;
  if (value.sensitive || (value.reserved && writer->audience == AUDIENCE_PARTNERS)) return false;
  bool in_full = value.kind == VALUE_OBJECT && value.as.object->concept->value_slot < 0 && str_is_empty(value.as.object->name);
  return !in_full && !(value.kind == VALUE_OBJECT && value.as.object->sensitive);
}

static void write_worked_out(Writer *writer, Value value) {
  if (value.kind == VALUE_LIST) {
    json_open_list(&writer->json);
    for (uint32_t i = 0; i < value.as.list->count; i++)
      if (may_be_told(writer, value.as.list->items[i])) write_worked_out(writer, value.as.list->items[i]);
    if (value.as.list->incomplete) write_unknown(writer);
    json_close_list(&writer->json);
    return;
  }
  if (value.kind == VALUE_OBJECT && value.as.object->concept->value_slot >= 0) value = value_plain(value);
  if (value.kind != VALUE_OBJECT) write_value(writer, NULL, NULL, &value);
  else if (str_is_empty(value.as.object->name)) write_object(writer, value.as.object);
  else write_tagged(writer, "reference", export_path(writer->arena, value.as.object));
}

static void write_row(void *context, const Value *values) {
  RowWriter *row = context;
  Json *json = &row->writer->json;
  json_open_object(json);
  json_key_str(json, row->dataset->about->key);
  write_tagged(row->writer, "reference", export_path(row->writer->arena, row->root));
  for (uint32_t i = 0; i < row->dataset->columns.count; i++) {
    if (values[i].kind == VALUE_MISSING || !may_be_told(row->writer, values[i])) continue;
    json_key_str(json, row->dataset->columns.items[i].key);
    write_worked_out(row->writer, values[i]);
  }
  json_close_object(json);
}

static void write_rows(Writer *writer, Evaluation *evaluation, const Dataset *dataset, const Object *root) {
  if (root->concept != dataset->about) return;
  RowWriter row = {writer, dataset, root};
  evaluation_begin(evaluation, root);
  dataset_rows(evaluation, dataset, write_row, &row);
}

static void write_dataset(Writer *writer, const Model *model, Evaluation *evaluation, const Dataset *dataset) {
  json_key_str(&writer->json, dataset->key);
  json_open_list(&writer->json);
  for (uint32_t i = 0; i < model->partnerships.count; i++) write_rows(writer, evaluation, dataset, model->partnerships.items[i]);
  for (uint32_t i = 0; i < model->organisations.count; i++) write_rows(writer, evaluation, dataset, model->organisations.items[i]);
  json_close_list(&writer->json);
}

void export_datasets(Json *json, const ExportRequest *request, const Object *about) {
  Writer writer = {.arena = request->arena, .json = *json, .store = request->store, .audience = request->audience};
  Evaluation *evaluation = evaluation_new(request->arena, request->library, request->model, request->audience);
  json_key(&writer.json, "data");
  json_open_object(&writer.json);
  LIST_EACH(Dataset *const, dataset, request->library->datasets) {
    if ((*dataset)->about != about->concept) continue;
    json_key_str(&writer.json, (*dataset)->key);
    json_open_list(&writer.json);
    write_rows(&writer, evaluation, *dataset, about);
    json_close_list(&writer.json);
  }
  json_close_object(&writer.json);
  *json = writer.json;
}

Str export_model(Arena *arena, const Library *library, const Model *model, SourceStore *store) {
  Text text = text_new(arena);
  Writer writer = {.arena = arena, .json = json_new(&text, 2), .store = store, .audience = AUDIENCE_OWN};
  Evaluation *evaluation = evaluation_new(arena, library, model, AUDIENCE_OWN);
  json_open_object(&writer.json);
  json_pair_number(&writer.json, "kompas", 1);
  write_objects(&writer, "partnerships", model->partnerships.items, model->partnerships.count);
  write_objects(&writer, "organisations", model->organisations.items, model->organisations.count);
  write_objects(&writer, "parties", model->shared_parties.items, model->shared_parties.count);
  json_key(&writer.json, "data");
  json_open_object(&writer.json);
  LIST_EACH(Dataset *const, dataset, library->datasets) write_dataset(&writer, model, evaluation, *dataset);
  json_close_object(&writer.json);
  json_close_object(&writer.json);
  text_add_char(&text, '\n');
  return text_str(&text);
}
