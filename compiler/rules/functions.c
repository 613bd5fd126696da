/* functions.c: arithmetic, and the functions that stdlib/README.md lists. */
#include <string.h>

#include "compiler/base/utf8.h"
#include "compiler/rules/state.h"

static Value marked(Value value, const Value *a, const Value *b) {
  value.sensitive = a->sensitive || b->sensitive;
  value.reserved = a->reserved || b->reserved;
  return value;
}

/* ---- arithmetic ---- */

static bool is_number(const Value *value) { return value->kind == VALUE_NUMBER || value->kind == VALUE_PERCENTAGE; }

static bool apply(Operation operation, Rational a, Rational b, Rational *result) {
  switch (operation) {
    case OP_ADD: return rational_add(a, b, result);
    case OP_SUBTRACT: return rational_subtract(a, b, result);
    case OP_MULTIPLY: return rational_multiply(a, b, result);
    default: return rational_divide(a, b, result);
  }
}

static Value rational_value(ValueKind kind, Operation operation, const Value *a, const Value *b) {
  Value value = value_new(kind);
  const Value *money = a->kind == VALUE_MONEY ? a : b;
  if (kind == VALUE_MONEY) memcpy(value.currency, money->currency, sizeof value.currency);
  if (!apply(operation, a->as.number, b->as.number, &value.as.number)) value = value_new(VALUE_UNKNOWN);
  return value;
}

static Value numbers(Operation operation, const Value *a, const Value *b) {
  bool both = a->kind == VALUE_PERCENTAGE && b->kind == VALUE_PERCENTAGE;
  bool sum = operation == OP_ADD || operation == OP_SUBTRACT;
  bool share = (both && sum) || (operation == OP_DIVIDE && a->kind == VALUE_PERCENTAGE && b->kind == VALUE_NUMBER);
  return rational_value(share ? VALUE_PERCENTAGE : VALUE_NUMBER, operation, a, b);
}

static Value amounts(Operation operation, const Value *a, const Value *b) {
  bool both = a->kind == VALUE_MONEY && b->kind == VALUE_MONEY;
  if (both && memcmp(a->currency, b->currency, sizeof a->currency) != 0) return value_new(VALUE_UNKNOWN);
  if (both && operation == OP_MULTIPLY) return value_new(VALUE_UNKNOWN);
  if (both) return rational_value(operation == OP_DIVIDE ? VALUE_NUMBER : VALUE_MONEY, operation, a, b);
  bool fits = operation == OP_MULTIPLY || (operation == OP_DIVIDE && a->kind == VALUE_MONEY);
  return fits ? rational_value(VALUE_MONEY, operation, a, b) : value_new(VALUE_UNKNOWN);
}

static bool fits_duration(int64_t months, int64_t days) {
  const int64_t most = 4000000; /* more than all days of the calendar */
  return months >= -most && months <= most && days >= -most && days <= most;
}

static Value duration_value(int64_t months, int64_t days) {
  if (!fits_duration(months, days)) return value_new(VALUE_UNKNOWN);
  Value value = value_new(VALUE_DURATION);
  value.as.duration.months = (int32_t)months;
  value.as.duration.days = (int32_t)days;
  return value;
}

static Value dates(Operation operation, const Value *a, const Value *b) {
  if (b->kind == VALUE_DATE)
    return operation == OP_SUBTRACT ? value_of_number((int64_t)a->as.date - b->as.date) : value_new(VALUE_UNKNOWN);
  if (b->kind != VALUE_DURATION || (operation != OP_ADD && operation != OP_SUBTRACT)) return value_new(VALUE_UNKNOWN);
  if (!fits_duration(b->as.duration.months, b->as.duration.days)) return value_new(VALUE_UNKNOWN);
  int32_t sign = operation == OP_ADD ? 1 : -1;
  Value value = value_new(VALUE_DATE);
  value.as.date = date_add(a->as.date, sign * b->as.duration.months, sign * b->as.duration.days);
  return value;
}

static Value durations(Operation operation, const Value *a, const Value *b) {
  int64_t months = a->as.duration.months, days = a->as.duration.days;
  if (b->kind == VALUE_DURATION && operation == OP_ADD)
    return duration_value(months + b->as.duration.months, days + b->as.duration.days);
  if (b->kind == VALUE_DURATION && operation == OP_SUBTRACT)
    return duration_value(months - b->as.duration.months, days - b->as.duration.days);
  if (b->kind != VALUE_NUMBER || operation != OP_MULTIPLY || b->as.number.denominator != 1) return value_new(VALUE_UNKNOWN);
  int64_t times = b->as.number.numerator;
  return fits_duration(times, 0) ? duration_value(months * times, days * times) : value_new(VALUE_UNKNOWN);
}

static Value combine(Operation operation, const Value *a, const Value *b) {
  if (is_number(a) && is_number(b)) return numbers(operation, a, b);
  if ((a->kind == VALUE_MONEY && (is_number(b) || b->kind == VALUE_MONEY)) || (is_number(a) && b->kind == VALUE_MONEY))
    return amounts(operation, a, b);
  if (a->kind == VALUE_DATE) return dates(operation, a, b);
  if (a->kind == VALUE_DURATION && b->kind == VALUE_DATE && operation == OP_ADD) return dates(operation, b, a);
  if (a->kind == VALUE_DURATION) return durations(operation, a, b);
  if (a->kind == VALUE_NUMBER && b->kind == VALUE_DURATION && operation == OP_MULTIPLY) return durations(operation, b, a);
  return value_new(VALUE_UNKNOWN);
}

/* ---- texts ---- */

static bool is_text(const Value *value) { return value->kind == VALUE_TEXT || value->kind == VALUE_WORDS; }

static Str in_scratch(Evaluation *evaluation, Str a, Str b) {
  char *data = scratch_alloc(&evaluation->scratch, a.length + b.length);
  if (a.length) memcpy(data, a.data, a.length);
  if (b.length) memcpy(data + a.length, b.data, b.length);
  return (Str){data, a.length + b.length};
}

static Str written(Evaluation *evaluation, const Value *value, Language language) {
  if (value->kind == VALUE_TEXT || value->kind == VALUE_TOPIC) return value->as.text;
  Text text = text_new(evaluation->arena);
  value_write(evaluation, *value, language, &text);
  return text_str(&text);
}

/* One text behind the other, in each language. */
static Value join(Evaluation *evaluation, const Value *a, const Value *b) {
  if (a->kind == VALUE_TEXT && b->kind == VALUE_TEXT)
    return value_of_text(in_scratch(evaluation, a->as.text, b->as.text));
  Words *words = scratch_alloc(&evaluation->scratch, sizeof *words);
  for (int i = 0; i < LANGUAGE_COUNT; i++)
    words->in[i] = in_scratch(evaluation, written(evaluation, a, (Language)i), written(evaluation, b, (Language)i));
  Value value = value_new(VALUE_WORDS);
  value.as.words = words;
  return value;
}

Value evaluate_arithmetic(Evaluation *evaluation, Operation operation, Value a, Value b) {
  bool joins = operation == OP_ADD && (is_text(&a) || is_text(&b));
  if (joins && value_is_stated(a) && value_is_stated(b)) return marked(join(evaluation, &a, &b), &a, &b);
  a = value_seen(evaluation, a);
  b = value_seen(evaluation, b);
  if (a.kind == VALUE_UNKNOWN || b.kind == VALUE_UNKNOWN) return marked(value_new(VALUE_UNKNOWN), &a, &b);
  if (a.kind == VALUE_MISSING || b.kind == VALUE_MISSING) return marked(value_new(VALUE_MISSING), &a, &b);
  return marked(combine(operation, &a, &b), &a, &b);
}

/* ---- functions over a list ---- */

/* The elements of one list, or all arguments when there are several. */
static const ValueList *all_arguments(Evaluation *evaluation, const Expression *x, Value *frame) {
  if (x->count == 1) return evaluate_list(evaluation, x->arguments[0], frame);
  uint32_t room = x->count;
  ValueList *list = list_new(evaluation, room);
  for (uint32_t i = 0; i < x->count; i++) list_put(evaluation, list, &room, evaluate(evaluation, x->arguments[i], frame));
  return list;
}

/* Adds up, or takes the smallest or largest. An unknown element makes the outcome unknown; a missing one is passed over. */
static Value fold(Evaluation *evaluation, Function function, const ValueList *list, uint32_t *count) {
  Value result = value_new(VALUE_MISSING);
  *count = 0;
  if (list->incomplete) return value_new(VALUE_UNKNOWN);
  for (uint32_t i = 0; i < list->count; i++) {
    Value item = value_simple(list->items[i]);
    if (item.kind == VALUE_MISSING) continue;
    if (item.kind == VALUE_UNKNOWN) return item;
    if (++*count == 1) {
      result = item;
      continue;
    }
    int order = 0;
    Value marks = marked(value_new(VALUE_UNKNOWN), &result, &item);
    if (function == FUNCTION_SUM) result = evaluate_arithmetic(evaluation, OP_ADD, result, item);
    else if (!value_compare(item, result, &order)) return marks;
    else if (function == FUNCTION_MIN ? order < 0 : order > 0) result = item;
    result.sensitive = marks.sensitive;
    result.reserved = marks.reserved;
    if (result.kind == VALUE_UNKNOWN) return result;
  }
  return result;
}

static Value mean(Evaluation *evaluation, const ValueList *list) {
  uint32_t count;
  Value sum = fold(evaluation, FUNCTION_SUM, list, &count);
  if (!value_is_stated(sum)) return sum;
  return evaluate_arithmetic(evaluation, OP_DIVIDE, sum, value_of_number(count));
}

static Value count_of(const ValueList *list) {
  if (list->incomplete) return value_new(VALUE_UNKNOWN);
  Value value = value_of_number(list->count);
  for (uint32_t i = 0; i < list->count; i++) value.sensitive |= list->items[i].sensitive;
  return value;
}

static Value distinct(Evaluation *evaluation, const ValueList *list) {
  uint32_t room = list->count;
  ValueList *result = list_new(evaluation, room);
  ValueSet seen = set_new(evaluation, room);
  result->incomplete = list->incomplete;
  for (uint32_t i = 0; i < list->count; i++)
    if (set_add(&seen, &list->items[i])) list_put(evaluation, result, &room, list->items[i]);
  return value_of_list(result);
}

static Value flat(Evaluation *evaluation, const ValueList *list) {
  uint32_t room = list->count;
  ValueList *result = list_new(evaluation, room);
  result->incomplete = list->incomplete;
  for (uint32_t i = 0; i < list->count; i++) {
    const Value *item = &list->items[i];
    if (item->kind == VALUE_UNKNOWN) result->incomplete = true;
    if (item->kind != VALUE_LIST && item->kind != VALUE_UNKNOWN) list_put(evaluation, result, &room, *item);
    if (item->kind != VALUE_LIST) continue;
    if (item->as.list->incomplete) result->incomplete = true;
    for (uint32_t j = 0; j < item->as.list->count; j++) list_put(evaluation, result, &room, item->as.list->items[j]);
  }
  return value_of_list(result);
}

static Value item_of(const ValueList *list, Value number) {
  number = value_simple(number);
  if (number.kind != VALUE_NUMBER || number.as.number.denominator != 1) return value_new(VALUE_UNKNOWN);
  int64_t at = number.as.number.numerator;
  if (at >= 1 && at <= (int64_t)list->count) return list->items[at - 1];
  return value_new(list->incomplete ? VALUE_UNKNOWN : VALUE_MISSING);
}

/* ---- functions over one thing ---- */

static Value years(Evaluation *evaluation, Value value) {
  value = value_simple(value);
  if (value.kind == VALUE_NUMBER) return evaluate_arithmetic(evaluation, OP_MULTIPLY, duration_value(12, 0), value);
  if (value.kind == VALUE_DURATION) {
    Value number = value_of_number(value.as.duration.months);
    return marked(evaluate_arithmetic(evaluation, OP_DIVIDE, number, value_of_number(12)), &value, &value);
  }
  if (value.kind != VALUE_DATE) return value;
  int year, month, day;
  date_to_civil(value.as.date, &year, &month, &day);
  Value number = value_of_number(year);
  return marked(number, &value, &value);
}

static Value named(Evaluation *evaluation, const Value *value, Str text, Span span) {
  (void)evaluation;
  if (str_is_empty(text)) return value_new(VALUE_MISSING);
  Value result = value_of_text(text);
  result.sensitive = value->sensitive || (value->kind == VALUE_OBJECT && value->as.object->sensitive);
  result.reserved = value->reserved;
  result.span = span;
  return result;
}

static Value words_value(Evaluation *evaluation, const Value *marks, Words words) {
  Words *copy = scratch_alloc(&evaluation->scratch, sizeof *copy);
  *copy = words;
  Value value = value_new(VALUE_WORDS);
  value.as.words = copy;
  return marked(value, marks, marks);
}

static Value name_of(Evaluation *evaluation, Value value) {
  if (value.kind == VALUE_OBJECT) {
    const Object *object = value.as.object;
    if (!str_is_empty(object->name)) return named(evaluation, &value, object->name, object->name_span);
    Value simple = value_seen(evaluation, value);
    return simple.kind == VALUE_OBJECT ? value_new(VALUE_MISSING) : name_of(evaluation, simple);
  }
  if (value.kind == VALUE_CHOICE) return named(evaluation, &value, value.as.choice->key, value.span);
  return value;
}

static Words choice_title(const Choice *choice) {
  Words title = choice->title;
  Words spelled = spelling_words(&choice->spellings);
  for (int i = 0; i < LANGUAGE_COUNT; i++)
    if (str_is_empty(title.in[i])) title.in[i] = spelled.in[i];
  return title;
}

static Value title_of(Evaluation *evaluation, Value value) {
  if (value.kind == VALUE_OBJECT) {
    const Object *object = value.as.object;
    Str title = object_title(object);
    if (!str_is_empty(title)) return named(evaluation, &value, title, object->name_span);
    Value simple = value_seen(evaluation, value);
    return simple.kind == VALUE_OBJECT ? value_new(VALUE_MISSING) : title_of(evaluation, simple);
  }
  if (value.kind == VALUE_CHOICE) return words_value(evaluation, &value, choice_title(value.as.choice));
  return value;
}

static Value text_of(Evaluation *evaluation, Value value) {
  uint32_t key;
  if (value.kind == VALUE_OBJECT && map_get(&evaluation->library->vocabulary->key_ids, STR("text"), &key)) {
    Value text = value_property(evaluation, value, key);
    if (text.kind == VALUE_TEXT) return text;
  }
  return title_of(evaluation, value);
}

/* A text without the point, question mark or exclamation mark that ends it, to go on with in a longer sentence. */
static Value bare_text_of(Evaluation *evaluation, Value value) {
  Value text = text_of(evaluation, value);
  if (text.kind != VALUE_TEXT) return text;
  text.as.text = str_trim(text.as.text);
  while (text.as.text.length && strchr(".?!", text.as.text.data[text.as.text.length - 1])) text.as.text.length--;
  return text;
}

/* How many characters a reader counts in a text: code points, a text block's own line ends included. */
static Value length_of(Evaluation *evaluation, const Value *value) {
  Value text = text_of(evaluation, *value);
  if (text.kind != VALUE_TEXT) return text.kind == VALUE_MISSING ? text : value_new(VALUE_UNKNOWN);
  int64_t count = 0;
  for (size_t i = 0; i < text.as.text.length; i++) count += ((unsigned char)text.as.text.data[i] & 0xC0) != 0x80;
  return marked(value_of_number(count), value, &text);
}

/* To one decimal, half away from zero. */
static Value rounded(Value value) {
  if (value.kind != VALUE_NUMBER && value.kind != VALUE_PERCENTAGE && value.kind != VALUE_MONEY) return value;
  Rational tenths;
  bool is_negative = value.as.number.numerator < 0;
  if (!rational_multiply(value.as.number, (Rational){10, 1}, &tenths)) return value;
  if (!rational_add(tenths, (Rational){is_negative ? -1 : 1, 2}, &tenths)) return value;
  if (!rational_make(tenths.numerator / tenths.denominator, 10, &tenths)) return value;
  value.as.number = tenths;
  return value;
}

/* The word that opens a statement: that of the line it fills, else that of its concept. */
static Value word_of(Evaluation *evaluation, Value value) {
  if (value.kind == VALUE_CHOICE) return words_value(evaluation, &value, spelling_words(&value.as.choice->spellings));
  if (value.kind != VALUE_OBJECT) return value;
  const Object *object = value.as.object;
  const SpellingList *spellings = object->as ? &object->as->spellings : &object->concept->spellings;
  return words_value(evaluation, &value, spelling_words(spellings));
}

static Value parent_of(const Value *value) {
  if (value->kind == VALUE_UNKNOWN) return *value;
  if (value->kind != VALUE_OBJECT) return value_new(VALUE_MISSING);
  return marked(value_of_object(value->as.object->parent), value, value);
}

static Value around(const Value *value, const Concept *concept) {
  if (value->kind == VALUE_UNKNOWN) return *value;
  if (value->kind != VALUE_OBJECT) return value_new(VALUE_MISSING);
  const Object *object = value->as.object;
  while (object && !concept_is(object->concept, concept)) object = object->parent;
  return marked(value_of_object(object), value, value);
}

static Value is_kind(Value value, uint32_t kinds) {
  value = value_simple(value);
  if (!value_is_stated(value)) return value_new(VALUE_UNKNOWN);
  uint32_t kind = 0;
  if (value.kind == VALUE_NUMBER) kind = TYPE_NUMBER;
  if (value.kind == VALUE_PERCENTAGE) kind = TYPE_PERCENTAGE;
  if (value.kind == VALUE_MONEY) kind = TYPE_MONEY;
  if (value.kind == VALUE_DATE) kind = TYPE_DATE;
  if (value.kind == VALUE_DURATION) kind = TYPE_DURATION;
  if (value.kind == VALUE_TEXT || value.kind == VALUE_TOPIC || value.kind == VALUE_WORDS) kind = TYPE_STRING;
  Value result = value_of_boolean((kind & kinds) != 0);
  result.sensitive = value.sensitive;
  return result;
}

static Value is_of(const Value *value, const Concept *concept) {
  if (!value_is_stated(*value)) return value_new(VALUE_UNKNOWN);
  Value result = value_of_boolean(value->kind == VALUE_OBJECT && concept_is(value->as.object->concept, concept));
  result.sensitive = value->sensitive;
  return result;
}

static void put_lines(Evaluation *evaluation, ValueList *list, uint32_t *room, Value value, const Concept *concept) {
  if (value.kind == VALUE_LIST) {
    if (value.as.list->incomplete) list->incomplete = true;
    for (uint32_t i = 0; i < value.as.list->count; i++)
      put_lines(evaluation, list, room, value.as.list->items[i], concept);
  } else if (value.kind == VALUE_OBJECT && concept_is(value.as.object->concept, concept)) {
    list_put(evaluation, list, room, value);
  }
}

static bool may_be(const Property *property, const Concept *concept) {
  return property->place == PLACE_LINE && property->type.object && concept_is(property->type.object, concept);
}

/* All statements of a concept in a block, in order of the text where the block is one. */
static void block_lines(Evaluation *evaluation, ValueList *list, uint32_t *room, Value value, const Concept *concept) {
  const Object *object = value.as.object;
  const Concept *owner = object->concept;
  uint32_t from = list->count;
  for (uint32_t i = 0; i < owner->property_count; i++)
    if (may_be(&owner->properties[i], concept))
      put_lines(evaluation, list, room, value_property(evaluation, value, owner->properties[i].key_id), concept);
  if (object->incomplete) list->incomplete = true;
  for (uint32_t i = from + 1; i < list->count; i++) {
    Value item = list->items[i];
    uint32_t at = i;
    for (; at > from && list->items[at - 1].as.object->number > item.as.object->number; at--)
      list->items[at] = list->items[at - 1];
    list->items[at] = item;
  }
}

static Value lines_of(Evaluation *evaluation, Value value, const Concept *concept) {
  uint32_t room = 0;
  ValueList *list = list_new(evaluation, room);
  const ValueList *blocks = value_as_list(evaluation, value);
  list->incomplete = blocks->incomplete;
  for (uint32_t i = 0; i < blocks->count; i++)
    if (blocks->items[i].kind == VALUE_OBJECT) block_lines(evaluation, list, &room, blocks->items[i], concept);
  return value_of_list(list);
}

static Value number_of(Value value) {
  value = value_simple(value);
  if (value.kind == VALUE_UNKNOWN || value.kind == VALUE_MISSING || value.kind == VALUE_NUMBER) return value;
  if (value.kind == VALUE_PERCENTAGE) {
    value.kind = VALUE_NUMBER;
    return value;
  }
  if (value.kind != VALUE_CHOICE) return value_new(VALUE_UNKNOWN);
  return marked(value_of_number((int64_t)value.as.choice->order + 1), &value, &value);
}

/* Its place in the text, files in their order. */
static Value order_of(const Value *value) {
  if (value->kind != VALUE_OBJECT) return value_new(value->kind == VALUE_MISSING ? VALUE_MISSING : VALUE_UNKNOWN);
  return marked(value_of_number(value->as.object->number), value, value);
}

static Value surely(Value value) {
  value = value_simple(value);
  return value_of_truth(value_truth(&value) == TRUTH_TRUE ? TRUTH_TRUE : TRUTH_FALSE, value.sensitive);
}

static Value made_public(Value value) {
  value.reserved = false;
  return value;
}

static Value index_of(const ValueList *list, const Value *value) {
  for (uint32_t i = 0; i < list->count; i++)
    if (value_same(list->items[i], *value)) return value_of_number(i);
  return value_new(VALUE_MISSING);
}

/* ---- acceptances ---- */

static Value evaluate_acceptance(const Evaluation *evaluation, Function function, const Value *value) {
  if (value->kind != VALUE_OBJECT) return value_new(VALUE_UNKNOWN);
  if (function == FUNCTION_MATCHES) {
    uint8_t match = evaluation->matches ? evaluation->matches[value->as.object->number] : MATCH_UNKNOWN;
    return match == MATCH_UNKNOWN ? value_new(VALUE_UNKNOWN) : value_of_boolean(match == MATCH_FOUND);
  }
  const Rule *rule = accept_rule(evaluation->library, value->as.object);
  if (function == FUNCTION_KNOWS_FINDING) return value_of_boolean(rule != NULL);
  return value_of_boolean(rule && rule_can_be_accepted(evaluation->library, rule));
}

static Value evaluate_over_list(Evaluation *evaluation, const Expression *x, Value *frame) {
  const ValueList *list = all_arguments(evaluation, x, frame);
  uint32_t count;
  switch ((Function)x->number) {
    case FUNCTION_COUNT_OF: return count_of(list);
    case FUNCTION_MEAN: return mean(evaluation, list);
    case FUNCTION_DISTINCT: return distinct(evaluation, list);
    case FUNCTION_FLAT: return flat(evaluation, list);
    case FUNCTION_EARLIER: return fold(evaluation, FUNCTION_MIN, list, &count);
    default: return fold(evaluation, (Function)x->number, list, &count);
  }
}

/* Through every element of a list. */
static Value each_of(Evaluation *evaluation, Value value, Value (*of_one)(Evaluation *, Value)) {
  if (value.kind != VALUE_LIST) return of_one(evaluation, value);
  uint32_t room = value.as.list->count;
  ValueList *list = list_new(evaluation, room);
  list->incomplete = value.as.list->incomplete;
  for (uint32_t i = 0; i < value.as.list->count; i++) {
    Value one = of_one(evaluation, value.as.list->items[i]);
    if (value_is_stated(one)) list_put(evaluation, list, &room, one);
  }
  return value_of_list(list);
}

/* ---- words in texts ---- */

static char small(char letter) { return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter; }

static bool begins_with(const char *text, Str part) {
  for (size_t i = 0; i < part.length; i++)
    if (small(text[i]) != small(part.data[i])) return false;
  return true;
}

/* Does no letter stand before this byte? */
static bool begins_word(Str text, size_t at) {
  if (at == 0) return true;
  size_t before = at - 1, size;
  while (before > 0 && ((unsigned char)text.data[before] & 0xC0) == 0x80) before--;
  return !utf8_is_letter(utf8_decode(text, before, &size));
}

static bool text_holds(Str text, Str part) {
  if (str_is_empty(part) || part.length > text.length) return false;
  char first = small(part.data[0]);
  size_t last = text.length - part.length;
  for (size_t at = 0; at <= last; at++)
    if (small(text.data[at]) == first && begins_with(text.data + at, part) && begins_word(text, at)) return true;
  return false;
}

static bool holds_word(Str text, const Value *word) {
  if (word->kind == VALUE_TEXT || word->kind == VALUE_TOPIC) return text_holds(text, word->as.text);
  if (word->kind != VALUE_WORDS) return false;
  Str en = word->as.words->in[LANGUAGE_EN], nl = word->as.words->in[LANGUAGE_NL];
  return text_holds(text, en) || (!str_equal(en, nl) && text_holds(text, nl));
}

/* What one text says is known also where another could not be read. */
static Value mentions(Evaluation *evaluation, Value texts, Value words) {
  const ValueList *list = value_as_list(evaluation, texts), *wanted = value_as_list(evaluation, words);
  bool known = !list->incomplete && !wanted->incomplete, sensitive = false, reserved = false;
  for (uint32_t i = 0; i < list->count; i++) {
    Value text = value_seen(evaluation, list->items[i]);
    known = known && text.kind != VALUE_UNKNOWN;
    if (text.kind != VALUE_TEXT) continue;
    evaluation_spend(evaluation, (uint32_t)(text.as.text.length / 16 * wanted->count));
    for (uint32_t k = 0; k < wanted->count; k++)
      if (holds_word(text.as.text, &wanted->items[k])) return marked(value_of_boolean(true), &text, &text);
    sensitive = sensitive || text.sensitive;
    reserved = reserved || text.reserved;
  }
  Value value = known ? value_of_boolean(false) : value_new(VALUE_UNKNOWN);
  value.sensitive = sensitive;
  value.reserved = reserved;
  return value;
}

Value evaluate_function(Evaluation *evaluation, const Expression *x, Value *frame) {
  Function function = (Function)x->number;
  if (function <= FUNCTION_FLAT || function == FUNCTION_EARLIER) return evaluate_over_list(evaluation, x, frame);
  Value value = evaluate(evaluation, x->arguments[0], frame);
  switch (function) {
    case FUNCTION_YEARS: return years(evaluation, value);
    case FUNCTION_PARENT: return parent_of(&value);
    case FUNCTION_NAME: return each_of(evaluation, value, name_of);
    case FUNCTION_TITLE: return each_of(evaluation, value, title_of);
    case FUNCTION_TEXT: return each_of(evaluation, value, text_of);
    case FUNCTION_BARE: return each_of(evaluation, value, bare_text_of);
    case FUNCTION_LENGTH: return length_of(evaluation, &value);
    case FUNCTION_ROUNDED: return rounded(value);
    case FUNCTION_WORD: return each_of(evaluation, value, word_of);
    case FUNCTION_MENTIONS: return mentions(evaluation, value, evaluate(evaluation, x->arguments[1], frame));
    case FUNCTION_IS_KIND: return is_kind(value, x->slot);
    case FUNCTION_IS: return is_of(&value, x->as.concept);
    case FUNCTION_LINES: return lines_of(evaluation, value, x->as.concept);
    case FUNCTION_AROUND: return around(&value, x->as.concept);
    case FUNCTION_ITEM: return item_of(value_as_list(evaluation, value), evaluate(evaluation, x->arguments[1], frame));
    case FUNCTION_NUMBER: return number_of(value);
    case FUNCTION_ORDER: return order_of(&value);
    case FUNCTION_SURELY: return surely(value);
    case FUNCTION_NAMESAKES: return namesakes_of(evaluation, &value);
    case FUNCTION_PUBLIC: return made_public(value);
    case FUNCTION_INDEX: return index_of(evaluate_list(evaluation, x->arguments[1], frame), &value);
    default: return evaluate_acceptance(evaluation, function, &value);
  }
}
