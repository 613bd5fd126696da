/* report_data.c: findings and checklist entries as objects, so that a report reads them by paths like the rest of the model. */
#include <stdlib.h>

#include "compiler/checklists/checklist.h"
#include "compiler/reports/report_part.h"

typedef struct Record {
  Builder *builder;
  Object *object;
} Record;

static Record record_new(Builder *builder, const char *concept) {
  Object *object = ARENA_NEW(builder->arena, Object);
  object->concept = vocabulary_concept(builder->vocabulary, str_of(concept));
  object->slots = ARENA_ARRAY(builder->arena, Value, object->concept->property_count);
  object->keyword = object->line = object->full = object->name_span = NO_SPAN;
  return (Record){builder, object};
}

static void record_set(Record *record, const char *key, Value value) {
  uint32_t id;
  if (!map_get(&record->builder->vocabulary->key_ids, str_of(key), &id)) return;
  int16_t slot = record->object->concept->slot_of_key[id];
  if (slot < 0) return;
  value.span = NO_SPAN;
  record->object->slots[slot] = value;
}

static void record_text(Record *record, const char *key, Str text) {
  if (!str_is_empty(text)) record_set(record, key, value_of_text(text));
}

static void record_choice(Record *record, const char *key, const char *set, Str choice) {
  const ChoiceSet *choices = vocabulary_choices(record->builder->vocabulary, str_of(set));
  const Choice *found = choices ? choice_by_key(choices, choice) : NULL;
  if (found) record_set(record, key, value_of_choice(found));
}

static Value list_value(Arena *arena, const Value *items, uint32_t count) {
  ValueList *list = ARENA_NEW(arena, ValueList);
  list->items = ARENA_ARRAY(arena, Value, count);
  list->count = count;
  for (uint32_t i = 0; i < count; i++) list->items[i] = items[i];
  return value_of_list(list);
}

static Str place_text(Builder *builder, Span span) {
  if (span_is_none(span)) return STR("");
  Position position = source_position(builder->request->store, span.file, span.start);
  const Source *source = source_get(builder->request->store, span.file);
  return str_format(builder->arena, "%.*s:%u", STR_ARGS(source->path), position.line);
}

static Value subjects_of(Builder *builder, const Finding *finding) {
  Value *items = ARENA_ARRAY(builder->arena, Value, finding->subjects.count);
  for (uint32_t i = 0; i < finding->subjects.count; i++) items[i] = value_of_object(finding->subjects.items[i]);
  return list_value(builder->arena, items, finding->subjects.count);
}

/* The finding's name as words: "Missing mandate". */
static Str label_of(Builder *builder, const Rule *rule) {
  Str name = str_copy(builder->arena, words_in(rule->name, builder->request->language));
  char *letters = (char *)(uintptr_t)name.data;
  for (size_t i = 0; i < name.length; i++)
    if (letters[i] == '-') letters[i] = ' ';
  if (name.length && letters[0] >= 'a' && letters[0] <= 'z') letters[0] = (char)(letters[0] - 'a' + 'A');
  return name;
}

/* Texts of findings quote what to write between backticks; a document has quotation marks for that. */
static Str with_quotes(Builder *builder, Str text) {
  const Library *library = builder->request->library;
  Text quoted = text_new(builder->arena);
  bool open = false;
  for (size_t i = 0; i < text.length; i++) {
    if (text.data[i] != '`') {
      text_add_char(&quoted, text.data[i]);
      continue;
    }
    open = !open;
    text_add(&quoted, library_words(library, open ? STR("quote-open") : STR("quote-close"), builder->request->language));
  }
  return text_str(&quoted);
}

static void record_finding_text(Record *record, const char *key, const Finding *finding, FindingText which) {
  Builder *builder = record->builder;
  Str text = finding_write(builder->teller, finding, which, builder->request->language, builder->arena);
  record_text(record, key, with_quotes(builder, text));
}

static Value finding_record(Builder *builder, const Finding *finding, uint32_t number) {
  Record record = record_new(builder, "finding");
  record_text(&record, "code", finding->code);
  record_text(&record, "label", label_of(builder, finding->rule));
  record_choice(&record, "severity", "severity", severity_key(finding->severity));
  record_choice(&record, "next-severity", "severity", severity_key(finding->next_severity));
  record_choice(&record, "class", "finding-class", class_key(finding->rule->class));
  record_choice(&record, "condition", "condition", condition_key(finding->rule->condition));
  record_finding_text(&record, "message", finding, FINDING_MESSAGE);
  record_finding_text(&record, "why", finding, FINDING_WHY);
  record_finding_text(&record, "question", finding, FINDING_QUESTION);
  record_finding_text(&record, "advice", finding, FINDING_ADVICE);
  record_text(&record, "anchor", str_format(builder->arena, "finding-%u", number));
  record_text(&record, "place", place_text(builder, finding->place));
  record_set(&record, "subjects", subjects_of(builder, finding));
  if (finding->accepted_by) record_set(&record, "accepted", value_of_object(finding->accepted_by));
  return value_of_object(record.object);
}

/* In the brief a finding says what it asks now; what only the next phase asks is the checklist's. */
static bool belongs(const Builder *builder, const Finding *finding) {
  return finding->rule && finding->partnership == builder->request->about &&
         finding_is_reported_to(finding, builder->request->audience);
}

const ValueList *report_findings(Builder *builder, uint32_t *left_out) {
  const FindingSink *sink = builder->request->findings;
  LIST(Finding *) shown = {0};
  *left_out = 0;
  for (uint32_t i = 0; i < sink->findings.count; i++) {
    Finding *finding = sink->findings.items[i];
    if (!belongs(builder, finding)) continue;
    if (finding_may_be_shown(finding, builder->request->audience)) LIST_PUSH(builder->arena, &shown, finding);
    else ++*left_out;
  }
  if (builder->request->audience == AUDIENCE_PARTNERS) *left_out = 0; /* partners are not told that something is kept back */
  if (shown.count) qsort(shown.items, shown.count, sizeof *shown.items, finding_compare_by_rank);
  Value *records = ARENA_ARRAY(builder->arena, Value, shown.count);
  for (uint32_t i = 0; i < shown.count; i++) records[i] = finding_record(builder, shown.items[i], i + 1);
  return list_value(builder->arena, records, shown.count).as.list;
}

enum { EVIDENCE_SHOWN = 2 };

static Str evidence_item(Builder *builder, Value value) {
  Text text = text_new(builder->arena);
  value_write(builder->evaluation, value, builder->request->language, &text);
  while (text.length && text.data[text.length - 1] == '.') text.length--; /* a semicolon or a place follows */
  Span span = value.kind == VALUE_OBJECT ? value.as.object->keyword : value.span;
  if (builder->request->shows_places && !span_is_none(span))
    text_add_format(&text, " (%.*s)", STR_ARGS(place_text(builder, span)));
  return text_str(&text);
}

static Str evidence_text(Builder *builder, const ValueList *evidence) {
  Text text = text_new(builder->arena);
  uint32_t shown = evidence->count <= EVIDENCE_SHOWN + 1 ? evidence->count : EVIDENCE_SHOWN;
  for (uint32_t i = 0; i < shown; i++) {
    if (i) text_add_c(&text, "; ");
    text_add(&text, evidence_item(builder, evidence->items[i]));
  }
  if (shown == evidence->count) return text_str(&text);
  Argument arguments[] = {{STR("list"), value_of_text(text_str(&text))},
                          {STR("number"), value_of_number(evidence->count - shown)}};
  return library_sentence(builder->evaluation, builder->request->library, STR("evidence-more"), arguments, 2,
                          builder->request->language, builder->arena);
}

static Str tick_text(Builder *builder, const Object *tick) {
  Argument reason = {STR("reason"), value_plain(*object_slot(tick, builder->vocabulary, STR("text")))};
  return library_sentence(builder->evaluation, builder->request->library, STR("ticked-because"), &reason, 1,
                          builder->request->language, builder->arena);
}

static Value entry_record(Builder *builder, const ChecklistEntry *entry) {
  static const char *const states[] = {"settled", "by-hand", "at-risk", "open"};
  Language language = builder->request->language;
  Record record = record_new(builder, "checklist-entry");
  const Item *item = entry->item;
  Value *frame = evaluation_frame(builder->evaluation, item->frame_size);
  record_text(&record, "code", item->code);
  record_choice(&record, "condition", "condition", condition_key(item->condition));
  record_text(&record, "content",
              template_write(builder->evaluation, &item->text, frame, language, builder->arena, NULL, NULL));
  record_text(&record, "question",
              template_write(builder->evaluation, &item->question, frame, language, builder->arena, NULL, NULL));
  record_choice(&record, "state", "report-state", str_of(states[entry->state]));
  if (entry->ticked) record_text(&record, "evidence", tick_text(builder, entry->ticked));
  else if (entry->state != ENTRY_OPEN) record_text(&record, "evidence", evidence_text(builder, entry->evidence));
  if (value_is_stated(entry->owner)) record_set(&record, "owner", value_of_text(evidence_item(builder, entry->owner)));
  if (entry->touched_by)
    record_text(&record, "touched",
                finding_write(builder->teller, entry->touched_by, FINDING_MESSAGE, language, builder->arena));
  return value_of_object(record.object);
}

const ValueList *report_entries(Builder *builder) {
  const ReportRequest *request = builder->request;
  Value phase = value_plain(*object_slot(request->about, builder->vocabulary, STR("phase")));
  Checklist checklist = checklist_make(builder->arena, builder->evaluation, request->library, request->findings,
                                       request->about, phase.kind == VALUE_CHOICE ? phase.as.choice : NULL);
  Value *records = ARENA_ARRAY(builder->arena, Value, checklist.count);
  for (uint32_t i = 0; i < checklist.count; i++) records[i] = entry_record(builder, &checklist.items[i]);
  return list_value(builder->arena, records, checklist.count).as.list;
}

const ValueList *report_knowledge(Builder *builder) {
  const Library *library = builder->request->library;
  Language language = builder->request->language;
  Value *records = ARENA_ARRAY(builder->arena, Value, library->facts.count);
  for (uint32_t i = 0; i < library->facts.count; i++) {
    const Fact *fact = &library->facts.items[i];
    Record record = record_new(builder, "known-fact");
    record_text(&record, "code", fact->code);
    record_text(&record, "label", words_in(fact->title, language));
    record_text(&record, "content", words_in(fact->text, language));
    records[i] = value_of_object(record.object);
  }
  return list_value(builder->arena, records, library->facts.count).as.list;
}
