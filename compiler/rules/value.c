/* value.c: comparing and keeping values. */
#include <string.h>

#include "compiler/rules/state.h"

Value value_of_object(const Object *object) {
  if (!object) return value_new(VALUE_MISSING);
  Value value = value_new(VALUE_OBJECT);
  value.as.object = object;
  value.sensitive = object->sensitive;
  value.span = object->keyword;
  return value;
}

Value value_of_text(Str text) {
  Value value = value_new(VALUE_TEXT);
  value.as.text = text;
  return value;
}

Value value_of_number(int64_t number) {
  Value value = value_new(VALUE_NUMBER);
  value.as.number = (Rational){number, 1};
  return value;
}

Value value_of_boolean(bool boolean) {
  Value value = value_new(VALUE_BOOLEAN);
  value.as.boolean = boolean;
  return value;
}

Value value_of_choice(const Choice *choice) {
  if (!choice) return value_new(VALUE_MISSING);
  Value value = value_new(VALUE_CHOICE);
  value.as.choice = choice;
  return value;
}

Value value_of_list(const ValueList *list) {
  Value value = value_new(VALUE_LIST);
  value.as.list = list;
  return value;
}

Value value_of_truth(Truth truth, bool sensitive) {
  Value value = value_new(truth_is_open(truth) ? VALUE_UNKNOWN : VALUE_BOOLEAN);
  value.as.boolean = truth == TRUTH_TRUE || truth == TRUTH_UNSTATED;
  value.sensitive = sensitive;
  return value;
}

static bool is_numeric(const Value *value) { return value->kind == VALUE_NUMBER || value->kind == VALUE_PERCENTAGE; }
static bool is_text(const Value *value) { return value->kind == VALUE_TEXT || value->kind == VALUE_TOPIC; }

static int order_of(int64_t a, int64_t b) { return (a > b) - (a < b); }

/* Months have 28 to 31 days, so two durations compare only where that makes no difference. */
static bool compare_durations(Value a, Value b, int *order) {
  int64_t months = (int64_t)a.as.duration.months - b.as.duration.months;
  int64_t days = (int64_t)a.as.duration.days - b.as.duration.days;
  int64_t least = months * (months > 0 ? 28 : 31) + days, most = months * (months > 0 ? 31 : 28) + days;
  if (months == 0) least = most = days;
  *order = least > 0 ? 1 : most < 0 ? -1 : 0;
  return least > 0 || most < 0 || (months == 0 && days == 0);
}

static bool compare_choices(const Choice *a, const Choice *b, int *order) {
  *order = order_of(a->order, b->order);
  return a->set == b->set;
}

bool value_compare(Value a, Value b, int *order) {
  a = value_simple(a);
  b = value_simple(b);
  if ((is_numeric(&a) && is_numeric(&b)) ||
      (a.kind == VALUE_MONEY && b.kind == VALUE_MONEY && memcmp(a.currency, b.currency, sizeof a.currency) == 0))
    return *order = rational_compare(a.as.number, b.as.number), true;
  if (is_text(&a) && is_text(&b)) return *order = str_compare(a.as.text, b.as.text), true;
  if (a.kind != b.kind) return false;
  switch ((ValueKind)a.kind) {
    case VALUE_BOOLEAN: return *order = order_of(a.as.boolean, b.as.boolean), true;
    case VALUE_DATE: return *order = order_of(a.as.date, b.as.date), true;
    case VALUE_DURATION: return compare_durations(a, b, order);
    case VALUE_CHOICE: return compare_choices(a.as.choice, b.as.choice, order);
    case VALUE_OBJECT: return *order = order_of(a.as.object->number, b.as.object->number), true;
    default: return false;
  }
}

static bool same_lists(const ValueList *a, const ValueList *b) {
  if (a->count != b->count) return false;
  for (uint32_t i = 0; i < a->count; i++)
    if (!value_same(a->items[i], b->items[i])) return false;
  return true;
}

bool value_same(Value a, Value b) {
  if (a.kind == VALUE_OBJECT && b.kind == VALUE_OBJECT && a.as.object == b.as.object) return true;
  a = value_simple(a);
  b = value_simple(b);
  if (a.kind == VALUE_LIST && b.kind == VALUE_LIST) return same_lists(a.as.list, b.as.list);
  if (is_text(&a) && is_text(&b)) return str_equal(a.as.text, b.as.text);
  if (is_numeric(&a) && is_numeric(&b)) return rational_compare(a.as.number, b.as.number) == 0;
  if (a.kind != b.kind) return false;
  switch ((ValueKind)a.kind) {
    case VALUE_MISSING:
    case VALUE_UNKNOWN: return true;
    case VALUE_OBJECT: return a.as.object == b.as.object;
    case VALUE_CHOICE: return a.as.choice == b.as.choice;
    case VALUE_WORDS: return a.as.words == b.as.words;
    case VALUE_FINDING: return a.as.finding == b.as.finding;
    case VALUE_NODE: return a.as.node == b.as.node;
    case VALUE_MONEY:
      return memcmp(a.currency, b.currency, sizeof a.currency) == 0 && rational_compare(a.as.number, b.as.number) == 0;
    case VALUE_DURATION: return a.as.duration.months == b.as.duration.months && a.as.duration.days == b.as.duration.days;
    case VALUE_DATE: return a.as.date == b.as.date;
    case VALUE_BOOLEAN: return a.as.boolean == b.as.boolean;
    default: return false;
  }
}

Value value_simple_of_object(Value value) {
  while (value.kind == VALUE_OBJECT && value.as.object->concept->value_slot >= 0) {
    const Object *object = value.as.object;
    bool sensitive = value.sensitive || object->sensitive, reserved = value.reserved;
    const Property *property = &object->concept->properties[object->concept->value_slot];
    value = object->slots[object->concept->value_slot];
    if (value.kind == VALUE_UNKNOWN || (value.kind != VALUE_MISSING && object->has_error)) value = value_doubted(value);
    value.sensitive |= sensitive;
    value.reserved |= reserved || property->not_for_partners;
  }
  return value;
}

static const ValueList *keep_list(Arena *arena, const ValueList *list) {
  ValueList *copy = ARENA_NEW(arena, ValueList);
  *copy = (ValueList){.count = list->count, .incomplete = list->incomplete, .items = ARENA_ARRAY(arena, Value, list->count)};
  for (uint32_t i = 0; i < list->count; i++) copy->items[i] = value_keep(arena, list->items[i]);
  return copy;
}

Value value_keep(Arena *arena, Value value) {
  if (value.kind == VALUE_LIST) value.as.list = keep_list(arena, value.as.list);
  if (value.kind == VALUE_WORDS) value.as.words = arena_copy(arena, value.as.words, sizeof(Words));
  return value;
}

uint32_t value_hash(const Value *value) {
  Value simple = value_simple(*value);
  uint64_t word = 0;
  switch ((ValueKind)simple.kind) {
    case VALUE_NUMBER:
    case VALUE_PERCENTAGE:
    case VALUE_MONEY: word = (uint64_t)simple.as.number.numerator * 31 + (uint64_t)simple.as.number.denominator; break;
    case VALUE_DATE: word = (uint64_t)simple.as.date; break;
    case VALUE_TEXT:
    case VALUE_TOPIC: word = hash_bytes(simple.as.text); break;
    case VALUE_CHOICE: word = (uint64_t)(uintptr_t)simple.as.choice >> 4; break;
    case VALUE_OBJECT: word = simple.as.object->number; break;
    default: break;
  }
  word *= 0x9E3779B97F4A7C15u;
  return (uint32_t)(word >> 32);
}

ValueSet set_new(Evaluation *evaluation, uint32_t most) {
  ValueSet set = {.capacity = 8};
  while (set.capacity < most * 2) set.capacity *= 2;
  set.values = scratch_alloc(&evaluation->scratch, set.capacity * sizeof *set.values);
  memset(set.values, 0, set.capacity * sizeof *set.values);
  return set;
}

static const Value **set_place(const ValueSet *set, const Value *value) {
  for (uint32_t at = value_hash(value) & (set->capacity - 1);; at = (at + 1) & (set->capacity - 1))
    if (!set->values[at] || value_same(*set->values[at], *value)) return &set->values[at];
}

bool set_add(ValueSet *set, const Value *value) {
  const Value **place = set_place(set, value);
  if (*place) return false;
  *place = value;
  return true;
}

bool set_has(const ValueSet *set, const Value *value) { return *set_place(set, value) != NULL; }
