/* Values: comparison, exact arithmetic, what an object stands for. */
#include "compiler/binding/model.h"

Value value_of_kind(ValueKind kind) { return (Value){.kind = (uint8_t)kind, .span = NO_SPAN}; }

bool value_is_stated(Value value) { return value.kind != VALUE_MISSING && value.kind != VALUE_UNKNOWN; }

Value value_plain(Value value) {
  while (value.kind == VALUE_OBJECT && value.as.object->concept->value_slot >= 0) {
    bool sensitive = value.sensitive || value.as.object->sensitive;
    value = value.as.object->slots[value.as.object->concept->value_slot];
    value.sensitive |= sensitive;
  }
  return value;
}

static bool rational_equal(Rational a, Rational b) {
  return a.numerator == b.numerator && a.denominator == b.denominator;
}

static bool list_equal(const ValueList *a, const ValueList *b) {
  if (a->count != b->count) return false;
  for (uint32_t i = 0; i < a->count; i++)
    if (!value_equal(a->items[i], b->items[i])) return false;
  return true;
}

static bool words_equal(const Words *a, const Words *b) {
  for (int i = 0; i < LANGUAGE_COUNT; i++)
    if (!str_equal(a->in[i], b->in[i])) return false;
  return true;
}

bool value_equal(Value a, Value b) {
  if (a.kind != b.kind) return false;
  switch ((ValueKind)a.kind) {
    case VALUE_MISSING:
    case VALUE_UNKNOWN: return false;
    case VALUE_BOOLEAN: return a.as.boolean == b.as.boolean;
    case VALUE_NUMBER:
    case VALUE_PERCENTAGE: return rational_equal(a.as.number, b.as.number);
    case VALUE_MONEY: return memcmp(a.currency, b.currency, sizeof a.currency) == 0 && rational_equal(a.as.number, b.as.number);
    case VALUE_DATE: return a.as.date == b.as.date;
    case VALUE_DURATION: return a.as.duration.months == b.as.duration.months && a.as.duration.days == b.as.duration.days;
    case VALUE_TEXT:
    case VALUE_TOPIC: return str_equal(a.as.text, b.as.text);
    case VALUE_WORDS: return words_equal(a.as.words, b.as.words);
    case VALUE_CHOICE: return a.as.choice == b.as.choice;
    case VALUE_OBJECT: return a.as.object == b.as.object;
    case VALUE_LIST: return list_equal(a.as.list, b.as.list);
    case VALUE_FINDING: return a.as.finding == b.as.finding;
    case VALUE_NODE: return a.as.node == b.as.node;
  }
  return false;
}

const Value *object_slot(const Object *object, const Vocabulary *vocabulary, Str key) {
  static const Value missing = {.kind = VALUE_MISSING, .span = {UINT32_MAX, 0, 0}};
  uint32_t id;
  if (!map_get(&vocabulary->key_ids, key, &id)) return &missing;
  int16_t slot = object->concept->slot_of_key[id];
  return slot < 0 ? &missing : &object->slots[slot];
}

Str object_title(const Object *object) {
  int slot = object->concept->title_slot;
  if (slot >= 0 && object->slots[slot].kind == VALUE_TEXT) return object->slots[slot].as.text;
  return object->name;
}

const Object *object_around(const Object *object, Str concept_key) {
  for (; object; object = object->parent)
    for (const Concept *concept = object->concept; concept; concept = concept->extends)
      if (str_equal(concept->key, concept_key)) return object;
  return NULL;
}

__extension__ typedef __int128 Wide;

static Wide wide_gcd(Wide a, Wide b) {
  if (a < 0) a = -a;
  while (b) {
    Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

/* INT64_MIN is left out, so that a numerator can always be negated. */
static bool fits(Wide number) { return number <= INT64_MAX && number >= -(Wide)INT64_MAX; }

static bool make(Wide numerator, Wide denominator, Rational *result) {
  if (denominator == 0) return false;
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  Wide divisor = wide_gcd(denominator, numerator < 0 ? -numerator : numerator);
  numerator /= divisor;
  denominator /= divisor;
  if (!fits(numerator) || !fits(denominator)) return false;
  *result = (Rational){(int64_t)numerator, (int64_t)denominator};
  return true;
}

bool rational_make(int64_t numerator, int64_t denominator, Rational *result) {
  return make(numerator, denominator, result);
}

bool rational_of_decimal(Decimal decimal, Rational *result) {
  Wide power = 1;
  if (decimal.scale > 18) return false;
  for (int i = 0; i < decimal.scale; i++) power *= 10;
  return make(decimal.digits, power, result);
}

/* Products of two 64-bit numbers fit 127 bits; the sum of two such products fits as well. */
bool rational_add(Rational a, Rational b, Rational *result) {
  return make((Wide)a.numerator * b.denominator + (Wide)b.numerator * a.denominator,
              (Wide)a.denominator * b.denominator, result);
}

bool rational_subtract(Rational a, Rational b, Rational *result) {
  return make((Wide)a.numerator * b.denominator - (Wide)b.numerator * a.denominator,
              (Wide)a.denominator * b.denominator, result);
}

bool rational_multiply(Rational a, Rational b, Rational *result) {
  return make((Wide)a.numerator * b.numerator, (Wide)a.denominator * b.denominator, result);
}

bool rational_divide(Rational a, Rational b, Rational *result) {
  return make((Wide)a.numerator * b.denominator, (Wide)a.denominator * b.numerator, result);
}

int rational_compare(Rational a, Rational b) {
  Wide left = (Wide)a.numerator * b.denominator, right = (Wide)b.numerator * a.denominator;
  return (left > right) - (left < right);
}

/* The number of decimals that write 1/denominator in full, or -1. */
static int decimals_of(int64_t denominator) {
  int decimals = 0;
  for (; decimals <= 18; decimals++) {
    if (denominator == 1) return decimals;
    int64_t divisor = denominator % 10 == 0 ? 10 : denominator % 2 == 0 ? 2 : denominator % 5 == 0 ? 5 : 0;
    if (!divisor) return -1;
    denominator /= divisor;
  }
  return -1;
}

Str rational_text(Arena *arena, Rational number) {
  int decimals = decimals_of(number.denominator);
  if (decimals < 0) return str_format(arena, "%lld/%lld", (long long)number.numerator, (long long)number.denominator);
  Wide power = 1;
  for (int i = 0; i < decimals; i++) power *= 10;
  Wide digits = number.numerator < 0 ? -(Wide)number.numerator : number.numerator;
  digits = digits * power / number.denominator;
  char buffer[64];
  size_t at = sizeof buffer;
  for (int i = 0; i <= decimals || digits > 0; i++) {
    if (i == decimals && decimals > 0) buffer[--at] = '.';
    buffer[--at] = (char)('0' + (int)(digits % 10));
    digits /= 10;
  }
  if (number.numerator < 0) buffer[--at] = '-';
  return str_copy(arena, (Str){buffer + at, sizeof buffer - at});
}
