/* remember.c: values of definitions and of paths, remembered while one root is judged. */
#include <string.h>

#include "compiler/rules/state.h"

static uint32_t mix(uint32_t hash, uint64_t word) {
  for (int i = 0; i < 2; i++, word >>= 32) hash = (hash ^ (uint32_t)word) * 0x9E3779B1u ^ (hash >> 15);
  return hash;
}

/* Two arguments are the same when nothing that a definition could see tells them apart; addresses decide only where things
 * are found in the table, never in which order anything happens. */
static bool argument_hash(const Value *value, uint32_t *hash) {
  *hash = mix(*hash, (uint64_t)value->kind | (uint64_t)value->sensitive << 8 | (uint64_t)value->reserved << 9);
  switch ((ValueKind)value->kind) {
    case VALUE_MISSING:
    case VALUE_UNKNOWN: return true;
    case VALUE_BOOLEAN: return *hash = mix(*hash, value->as.boolean), true;
    case VALUE_NUMBER:
    case VALUE_PERCENTAGE:
      *hash = mix(*hash, (uint64_t)value->as.number.numerator);
      return *hash = mix(*hash, (uint64_t)value->as.number.denominator), true;
    case VALUE_DATE: return *hash = mix(*hash, (uint64_t)value->as.date), true;
    case VALUE_TEXT:
    case VALUE_TOPIC: return *hash = mix(*hash, hash_bytes(value->as.text)), true;
    case VALUE_CHOICE: return *hash = mix(*hash, (uint64_t)(uintptr_t)value->as.choice), true;
    case VALUE_OBJECT: return *hash = mix(*hash, (uint64_t)(uintptr_t)value->as.object), true;
    default: return false;
  }
}

static bool argument_equal(const Value *a, const Value *b) {
  if (a->kind != b->kind || a->sensitive != b->sensitive || a->reserved != b->reserved) return false;
  return a->kind == VALUE_OBJECT ? a->as.object == b->as.object : value_same(*a, *b);
}

static Remembered *find_remembered(Evaluation *evaluation, const Definition *definition, const Value *arguments,
                                   uint32_t hash) {
  uint32_t mask = evaluation->remembered_capacity - 1;
  for (uint32_t at = hash & mask;; at = (at + 1) & mask) {
    Remembered *entry = &evaluation->remembered[at];
    if (entry->generation != evaluation->generation) return entry;
    if (entry->hash != hash || entry->definition != definition) continue;
    bool equal = true;
    for (uint32_t i = 0; i < definition->parameters.count && equal; i++)
      equal = argument_equal(&entry->arguments[i], &arguments[i]);
    if (equal) return entry;
  }
}

static void grow_remembered(Evaluation *evaluation) {
  Remembered *old = evaluation->remembered;
  uint32_t old_capacity = evaluation->remembered_capacity;
  evaluation->remembered_capacity = old_capacity ? old_capacity * 2 : 256;
  evaluation->remembered = ARENA_ARRAY(evaluation->arena, Remembered, evaluation->remembered_capacity);
  for (uint32_t i = 0; i < old_capacity; i++)
    if (old[i].generation == evaluation->generation)
      *find_remembered(evaluation, old[i].definition, old[i].arguments, old[i].hash) = old[i];
}

void evaluation_forget(Evaluation *evaluation) {
  enum { MANY = 20000 };
  if (evaluation->remembered_count < MANY) return;
  scratch_reset(&evaluation->memory);
  evaluation->generation++;
  evaluation->remembered_count = 0;
}

static const ValueList *list_to_memory(Evaluation *evaluation, const ValueList *list);

static Value to_memory(Evaluation *evaluation, Value value) {
  if (value.kind == VALUE_TEXT) {
    char *copy = scratch_alloc(&evaluation->memory, value.as.text.length);
    if (value.as.text.length) memcpy(copy, value.as.text.data, value.as.text.length);
    value.as.text.data = copy;
  }
  if (value.kind == VALUE_LIST) value.as.list = list_to_memory(evaluation, value.as.list);
  if (value.kind == VALUE_WORDS) {
    Words *words = scratch_alloc(&evaluation->memory, sizeof *words);
    *words = *value.as.words;
    value.as.words = words;
  }
  return value;
}

static const ValueList *list_to_memory(Evaluation *evaluation, const ValueList *list) {
  ValueList *copy = scratch_alloc(&evaluation->memory, sizeof *copy);
  *copy = *list;
  copy->items = scratch_alloc(&evaluation->memory, list->count * sizeof(Value));
  for (uint32_t i = 0; i < list->count; i++) copy->items[i] = to_memory(evaluation, list->items[i]);
  return copy;
}

/* Of `partnership.a.b` and longer paths: many rules go the same way. */
Value evaluate_path(Evaluation *evaluation, const Expression *x, Value *frame) {
  RememberedPath *path = &evaluation->paths[x->slot - 1];
  if (path->generation == evaluation->generation) return path->value;
  ScratchMark mark = scratch_mark(&evaluation->scratch);
  Value value = to_memory(evaluation, value_property(evaluation, evaluate(evaluation, x->arguments[0], frame), x->number));
  scratch_release(&evaluation->scratch, mark);
  if (!evaluation->exceeded) *path = (RememberedPath){evaluation->generation, value};
  return value;
}

Value evaluate_definition(Evaluation *evaluation, const Expression *x, Value *frame) {
  const Definition *definition = x->as.definition;
  ScratchMark mark = scratch_mark(&evaluation->scratch);
  /* Parameters are set here, the other slots by the loops that own them. */
  Value *inner = scratch_alloc(&evaluation->scratch, definition->frame_size * sizeof(Value));
  uint32_t hash = definition->number * 0x85EBCA6Bu + 1;
  bool remember = definition->remembered && x->count <= REMEMBERED_ARGUMENTS;
  remember = remember && evaluation->remembered_count < REMEMBERED_MOST;
  for (uint32_t i = 0; i < x->count; i++) {
    inner[i] = evaluate(evaluation, x->arguments[i], frame);
    remember = remember && argument_hash(&inner[i], &hash);
  }
  if (!remember) return evaluate(evaluation, definition->gives, inner);
  /* the low bits of addresses are all alike, and the table looks at the low bits */
  hash = (hash ^ hash >> 16) * 0x85EBCA6Bu;
  hash ^= hash >> 13;
  if (evaluation->remembered_count * 2 >= evaluation->remembered_capacity) grow_remembered(evaluation);
  Remembered *entry = find_remembered(evaluation, definition, inner, hash);
  if (entry->generation == evaluation->generation) {
    scratch_release(&evaluation->scratch, mark);
    return entry->value;
  }
  Value *arguments = scratch_alloc(&evaluation->memory, x->count * sizeof(Value));
  for (uint32_t i = 0; i < x->count; i++) arguments[i] = to_memory(evaluation, inner[i]);
  Value value = to_memory(evaluation, evaluate(evaluation, definition->gives, inner));
  scratch_release(&evaluation->scratch, mark);
  /* Other definitions may have been remembered meanwhile, so the place is sought again. */
  if (evaluation->remembered_count * 2 >= evaluation->remembered_capacity) grow_remembered(evaluation);
  entry = find_remembered(evaluation, definition, arguments, hash);
  *entry = (Remembered){.generation = evaluation->generation, .hash = hash, .definition = definition,
                        .arguments = arguments, .value = value};
  evaluation->remembered_count++;
  return value;
}
