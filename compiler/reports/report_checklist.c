/* report_checklist.c: the checklist for other programs, as JSON and as CSV. The same entries as in the report of that name, for the
 * same audience; the JSON keeps to compiler/export/schema/checklist.schema.json. */
#include "compiler/base/json.h"
#include "compiler/base/utf8.h"
#include "compiler/reports/report_entries.h"

static const char *const state_keys[] = {
    [ENTRY_SETTLED] = "settled", [ENTRY_BY_HAND] = "by-hand", [ENTRY_AT_RISK] = "at-risk", [ENTRY_OPEN] = "open"};

/* A value of what the checklist is about; missing when this audience may not know it. */
static Value about(const EntryWriter *writer, const char *key) {
  Value stated = *object_slot(writer->request->about, writer->vocabulary, str_of(key)), value = value_plain(stated);
  bool is_sensitive = value.sensitive || (stated.kind == VALUE_OBJECT && stated.as.object->sensitive);
  return is_sensitive && writer->request->audience != AUDIENCE_OWN ? (Value){0} : value;
}

EntryWriter entry_writer(Arena *arena, const ReportRequest *request) {
  EntryWriter writer = {.arena = arena, .request = request, .vocabulary = request->library->vocabulary, .out = text_new(arena)};
  writer.evaluation = evaluation_new(arena, request->library, request->model, request->audience);
  writer.teller = evaluation_new(arena, request->library, request->model, request->audience);
  evaluation_begin(writer.evaluation, request->about);
  Value phase = about(&writer, "phase");
  bool of_partnership = str_equal(request->about->concept->key, STR("partnership"));
  if (phase.kind == VALUE_CHOICE || !of_partnership)
    writer.checklist = checklist_make(arena, writer.evaluation, request->library, request->findings, request->about,
                                      of_partnership ? phase.as.choice : NULL);
  return writer;
}

static Str written(EntryWriter *writer, Value value) {
  Text text = text_new(writer->arena);
  value_write(writer->evaluation, value, writer->request->language, &text);
  return text_str(&text);
}

static Str item_text(EntryWriter *writer, const Item *item, const Template *template) {
  Value *frame = evaluation_frame(writer->evaluation, item->frame_size);
  return template_write(writer->evaluation, template, frame, writer->request->language, writer->arena, NULL, NULL);
}

static Str word_of(EntryWriter *writer, const char *set, Str key) {
  const Choice *choice = choice_by_key(vocabulary_choices(writer->vocabulary, str_of(set)), key);
  return choice ? written(writer, value_of_choice(choice)) : key;
}

static Str tick_reason(EntryWriter *writer, const Object *tick) {
  return written(writer, value_plain(*object_slot(tick, writer->vocabulary, STR("text"))));
}

static Str finding_message(EntryWriter *writer, const Finding *finding) {
  return finding_write(writer->teller, finding, FINDING_MESSAGE, writer->request->language, writer->arena);
}

/* Evidence counts where the description itself shows the point. */
static bool has_evidence(const ChecklistEntry *entry) {
  return entry->state == ENTRY_SETTLED || entry->state == ENTRY_AT_RISK;
}

/* ---- JSON ---- */

static void text_or_null(Json *json, const char *key, Str text) {
  json_key(json, key);
  if (text.length)
    json_string(json, text);
  else
    json_null(json);
}

/* Where it stands in the spec: for who may see the spec only. A line can tell how long something kept back is. */
static void add_place(EntryWriter *writer, Json *json, Value value) {
  Span span = value.kind == VALUE_OBJECT ? value.as.object->keyword : value.span;
  if (writer->request->audience != AUDIENCE_OWN || span_is_none(span)) return;
  Position position = source_position(writer->request->store, span.file, span.start);
  json_key(json, "place");
  json_open_object(json);
  json_pair(json, "file", source_get(writer->request->store, span.file)->path);
  json_pair_number(json, "line", position.line);
  json_pair_number(json, "column", position.column);
  json_close_object(json);
}

static void add_evidence(EntryWriter *writer, Json *json, const ChecklistEntry *entry) {
  json_key(json, "evidence");
  json_open_list(json);
  for (uint32_t i = 0; has_evidence(entry) && i < entry->evidence->count; i++) {
    json_open_object(json);
    json_pair(json, "text", written(writer, entry->evidence->items[i]));
    add_place(writer, json, entry->evidence->items[i]);
    json_close_object(json);
  }
  json_close_list(json);
}

static void add_finding(EntryWriter *writer, Json *json, const Finding *finding) {
  json_key(json, "finding");
  if (!finding) {
    json_null(json);
    return;
  }
  json_open_object(json);
  json_pair(json, "code", finding->code);
  json_pair(json, "severity", severity_key(finding->severity));
  json_pair(json, "message", finding_message(writer, finding));
  json_close_object(json);
}

static void add_item(EntryWriter *writer, Json *json, const ChecklistEntry *entry) {
  const Item *item = entry->item;
  json_open_object(json);
  json_pair(json, "code", item->code);
  json_pair(json, "condition", condition_key(item->condition));
  json_pair(json, "text", item_text(writer, item, &item->text));
  json_pair(json, "state", str_of(state_keys[entry->state]));
  add_evidence(writer, json, entry);
  text_or_null(json, "ticked", entry->ticked ? tick_reason(writer, entry->ticked) : STR(""));
  text_or_null(json, "owner", value_is_stated(entry->owner) ? written(writer, entry->owner) : STR(""));
  json_pair(json, "question", item_text(writer, item, &item->question));
  add_finding(writer, json, entry->touched_by);
  json_close_object(json);
}

static void add_summary(const EntryWriter *writer, Json *json) {
  static const char *const keys[] = {
      [ENTRY_SETTLED] = "settled", [ENTRY_BY_HAND] = "byHand", [ENTRY_AT_RISK] = "atRisk", [ENTRY_OPEN] = "open"};
  json_key(json, "summary");
  json_open_object(json);
  json_pair_number(json, "items", writer->checklist.count);
  for (int state = ENTRY_SETTLED; state <= ENTRY_OPEN; state++) {
    uint32_t count = 0;
    LIST_EACH(const ChecklistEntry, entry, writer->checklist) count += (int)entry->state == state;
    json_pair_number(json, keys[state], count);
  }
  json_close_object(json);
}

void entries_head(EntryWriter *writer, Json *json, const char *key) {
  static const char *const audiences[] = {"own", "board", "partners"};
  const ReportRequest *request = writer->request;
  Value date = about(writer, "as-of");
  json_pair(json, key, request->about->name);
  json_pair(json, "title", object_title(request->about));
  text_or_null(json, "asOf", date.kind == VALUE_DATE ? date_text(writer->arena, date.as.date) : STR(""));
  json_pair(json, "language", language_code(request->language));
  json_pair(json, "audience", str_of(audiences[request->audience]));
  json_pair(json, "program", str_format(writer->arena, "Kompas %.*s", STR_ARGS(request->version)));
}

void entries_json(EntryWriter *writer, Json *json) {
  json_key(json, "items");
  json_open_list(json);
  LIST_EACH(const ChecklistEntry, entry, writer->checklist) add_item(writer, json, entry);
  json_close_list(json);
  add_summary(writer, json);
}

Str report_checklist_json(Arena *arena, const ReportRequest *request) {
  EntryWriter writer = entry_writer(arena, request);
  Json json = json_new(&writer.out, 2);
  Value phase = about(&writer, "phase");
  json_open_object(&json);
  entries_head(&writer, &json, "checklist");
  text_or_null(&json, "phase", phase.kind == VALUE_CHOICE ? phase.as.choice->key : STR(""));
  entries_json(&writer, &json);
  json_close_object(&json);
  text_add_char(&writer.out, '\n');
  return text_str(&writer.out);
}

/* ---- CSV ---- */

/* A cell. A spreadsheet runs what begins with one of these signs as a formula: an apostrophe before it makes it text. */
static void add_cell(EntryWriter *writer, Str text, bool is_last) {
  size_t size;
  text_add_char(&writer->out, '"');
  if (text.length && strchr("=+-@\t\r\n", text.data[0])) text_add_char(&writer->out, '\'');
  for (size_t at = 0; at < text.length; at += size) {
    int32_t point = utf8_decode(text, at, &size);
    if (point == '"') text_add_char(&writer->out, '"');
    if (point == UTF8_INVALID)
      text_add_c(&writer->out, "\xEF\xBF\xBD");
    else if (utf8_is_control(point) && point != '\t' && point != '\n' && point != '\r')
      text_add_char(&writer->out, ' ');
    else
      text_add(&writer->out, str_slice(text, at, at + size));
  }
  text_add_c(&writer->out, is_last ? "\"\r\n" : "\",");
}

static Str evidence_list(EntryWriter *writer, const ChecklistEntry *entry) {
  Text text = text_new(writer->arena);
  if (entry->ticked) return tick_reason(writer, entry->ticked);
  for (uint32_t i = 0; has_evidence(entry) && i < entry->evidence->count; i++) {
    if (i) text_add_c(&text, "; ");
    Str item = written(writer, entry->evidence->items[i]);
    while (item.length && item.data[item.length - 1] == '.') item.length--; /* a semicolon may follow */
    text_add(&text, item);
  }
  return text_str(&text);
}

static void add_line(EntryWriter *writer, const ChecklistEntry *entry) {
  const Item *item = entry->item;
  add_cell(writer, item->code, false);
  add_cell(writer, word_of(writer, "condition", condition_key(item->condition)), false);
  add_cell(writer, item_text(writer, item, &item->text), false);
  add_cell(writer, word_of(writer, "report-state", str_of(state_keys[entry->state])), false);
  add_cell(writer, evidence_list(writer, entry), false);
  add_cell(writer, value_is_stated(entry->owner) ? written(writer, entry->owner) : STR(""), false);
  add_cell(writer, item_text(writer, item, &item->question), false);
  add_cell(writer, entry->touched_by ? finding_message(writer, entry->touched_by) : STR(""), true);
}

static void add_csv_head(EntryWriter *writer) {
  static const char *const keys[] = {"column-code",     "column-condition", "column-point",    "column-state",
                                     "column-evidence", "column-owner",     "column-question", "column-finding"};
  const size_t count = sizeof keys / sizeof *keys;
  for (size_t i = 0; i < count; i++)
    add_cell(writer, library_words(writer->request->library, str_of(keys[i]), writer->request->language), i + 1 == count);
}

Str report_checklist_csv_head(Arena *arena, const ReportRequest *request) {
  EntryWriter writer = {.arena = arena, .request = request, .out = text_new(arena)};
  add_csv_head(&writer);
  return text_str(&writer.out);
}

Str report_checklist_csv(Arena *arena, const ReportRequest *request) {
  EntryWriter writer = entry_writer(arena, request);
  add_csv_head(&writer);
  LIST_EACH(const ChecklistEntry, entry, writer.checklist) add_line(&writer, entry);
  return text_str(&writer.out);
}
