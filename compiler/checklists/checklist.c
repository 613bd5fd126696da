/* checklist.c: items of the library evaluated over one partnership, or over one organisation. */
#include "compiler/checklists/checklist.h"

bool finding_may_be_shown(const Finding *finding, Audience audience) {
  if (audience != AUDIENCE_OWN && finding->sensitive) return false;
  return !(audience == AUDIENCE_PARTNERS && finding->reserved);
}

typedef struct ChecklistMaker {
  Arena *arena;
  Evaluation *evaluation;
  const Library *library;
  const FindingSink *findings;
  const Object *about; /* a partnership or an organisation */
  bool of_organisation;
} ChecklistMaker;

static bool same_word(const Value *value, Str word) {
  Value plain = value_plain(*value);
  return (plain.kind == VALUE_TOPIC || plain.kind == VALUE_TEXT) && str_equal(plain.as.text, word);
}

static bool has_code(const Item *item, const Value *word) {
  bool has = same_word(word, item->code);
  for (uint32_t i = 0; !has && i < item->also.count; i++) has = same_word(word, item->also.items[i]);
  return has;
}

/* The `ticked` statement for an item: it counts only with its reason. */
static const Object *find_tick(const ChecklistMaker *maker, const Item *item) {
  const Vocabulary *vocabulary = maker->library->vocabulary;
  const Object *block = maker->about;
  if (!maker->of_organisation) {
    Value process = *object_slot(block, vocabulary, STR("process"));
    if (process.kind != VALUE_OBJECT) return NULL;
    block = process.as.object;
  }
  Value ticks = *object_slot(block, vocabulary, STR("ticked"));
  if (ticks.kind != VALUE_LIST) return NULL;
  for (uint32_t i = 0; i < ticks.as.list->count; i++) {
    if (ticks.as.list->items[i].kind != VALUE_OBJECT) continue;
    const Object *tick = ticks.as.list->items[i].as.object;
    bool hidden = tick->sensitive && evaluation_audience(maker->evaluation) != AUDIENCE_OWN;
    if (!hidden && has_code(item, object_slot(tick, vocabulary, STR("item"))) &&
        value_is_stated(*object_slot(tick, vocabulary, STR("text"))))
      return tick;
  }
  return NULL;
}

static bool contains(Span outer, Span inner) {
  return outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end;
}

static Span evidence_span(Value value) { return value.kind == VALUE_OBJECT ? value.as.object->full : value.span; }

static bool touches_evidence(const Finding *finding, const ValueList *evidence) {
  for (uint32_t i = 0; i < evidence->count; i++) {
    Value value = evidence->items[i];
    for (uint32_t k = 0; value.kind == VALUE_OBJECT && k < finding->subjects.count; k++)
      if (finding->subjects.items[k] == value.as.object) return true;
    Span span = evidence_span(value);
    if (!span_is_none(span) && contains(span, finding->place)) return true;
  }
  return false;
}

static bool is_touched_by(const Item *item, const Finding *finding) {
  for (uint32_t i = 0; i < item->touched_by.count; i++)
    if (item->touched_by.items[i] == finding->rule) return true;
  return false;
}

/* The weightiest finding that makes a settled item doubtful. */
static const Finding *find_doubt(const ChecklistMaker *maker, const Item *item, const ValueList *evidence) {
  const Finding *worst = NULL;
  for (uint32_t i = 0; i < maker->findings->findings.count; i++) {
    const Finding *finding = maker->findings->findings.items[i];
    Audience audience = evaluation_audience(maker->evaluation);
    if ((!maker->of_organisation && finding->partnership != maker->about) || finding->accepted_by) continue;
    if (!finding_is_reported_to(finding, audience) || !finding_may_be_shown(finding, audience)) continue;
    bool is_named = finding->partnership == maker->about && is_touched_by(item, finding);
    if (!is_named && !touches_evidence(finding, evidence)) continue;
    if (!worst || finding->severity > worst->severity) worst = finding;
  }
  return worst;
}

/* Is it, or the text that stands for it, something partners may not see? */
static bool is_reserved(Value value) {
  if (value.reserved || value.kind != VALUE_OBJECT) return value.reserved;
  const Property *text = concept_property(value.as.object->concept, STR("text"));
  return text && text->not_for_partners;
}

static void add_flat(const ChecklistMaker *maker, Value value, ValueList *flat, uint32_t *capacity) {
  if (value.kind == VALUE_LIST) {
    for (uint32_t i = 0; i < value.as.list->count; i++) add_flat(maker, value.as.list->items[i], flat, capacity);
    return;
  }
  if (!value_is_stated(value)) return;
  if (evaluation_audience(maker->evaluation) == AUDIENCE_PARTNERS && is_reserved(value)) return;
  list_reserve(maker->arena, (void **)&flat->items, capacity, flat->count, sizeof *flat->items);
  flat->items[flat->count++] = value;
}

static const ValueList *find_evidence(const ChecklistMaker *maker, const Item *item, Value *frame) {
  ValueList *flat = ARENA_NEW(maker->arena, ValueList);
  uint32_t capacity = 0;
  add_flat(maker, value_keep(maker->arena, evaluate(maker->evaluation, item->evidence, frame)), flat, &capacity);
  return flat;
}

static ChecklistEntry make_entry(const ChecklistMaker *maker, const Item *item, Value *frame) {
  ChecklistEntry entry = {.item = item, .state = ENTRY_OPEN};
  entry.evidence = find_evidence(maker, item, frame);
  entry.owner = value_keep(maker->arena, evaluate(maker->evaluation, item->owner, frame));
  entry.ticked = find_tick(maker, item);
  if (entry.ticked) {
    entry.state = ENTRY_BY_HAND;
  } else if (item->settled && evaluate_is_true(maker->evaluation, item->settled, frame)) {
    entry.touched_by = find_doubt(maker, item, entry.evidence);
    entry.state = entry.touched_by ? ENTRY_AT_RISK : ENTRY_SETTLED;
  }
  return entry;
}

static bool belongs(const ChecklistMaker *maker, const Item *item, const Choice *phase) {
  if (maker->of_organisation) return item->about_organisation;
  return !item->about_organisation && item->phase == phase;
}

Checklist checklist_make(Arena *arena, Evaluation *evaluation, const Library *library, const FindingSink *findings,
                         const Object *about, const Choice *phase) {
  ChecklistMaker maker = {.arena = arena, .evaluation = evaluation, .library = library, .findings = findings, .about = about,
                          .of_organisation = str_equal(about->concept->key, STR("organisation"))};
  Checklist checklist = {0};
  evaluation_begin(evaluation, about);
  for (uint32_t i = 0; i < library->items.count; i++) {
    const Item *item = library->items.items[i];
    if (!belongs(&maker, item, phase)) continue;
    Value *frame = evaluation_frame(evaluation, item->frame_size);
    if (item->applies && !evaluate_is_true(evaluation, item->applies, frame)) continue;
    LIST_PUSH(arena, &checklist, make_entry(&maker, item, frame));
  }
  return checklist;
}
