/* Reading one value: which items it takes, judged by their form and the type; then the value itself.
 *
 * Money is two items (EUR 250_000), a duration too (6 months); which of both a row of items is, the slot decides. */
#include "compiler/base/utf8.h"
#include "compiler/binding/binder.h"

static bool is_text(const Node *item) { return item->kind == NODE_STRING || item->kind == NODE_TEXT_BLOCK; }

bool text_is_placeholder(Str text) {
  for (size_t at = 0, size; at < text.length; at += size) {
    int32_t code_point = utf8_decode(text, at, &size);
    if (code_point != '.' && code_point != 0x2026 && code_point != '\n' && code_point != '\t' &&
        !(code_point >= 0 && utf8_is_space(code_point)))
      return false;
  }
  return true;
}

const Choice *find_choice(const Binder *binder, const Type *type, Str word, Language *language) {
  for (uint32_t i = 0; i < type->choices.count; i++) {
    const Choice *choice = choice_in(type->choices.items[i], word, binder->language, language);
    if (choice) return choice;
  }
  return NULL;
}

static const Choice *find_unit(const Binder *binder, const Node *item, Language *language) {
  if (!item || item->kind != NODE_NAME || !binder->units) return NULL;
  return choice_in(binder->units, item->text, binder->language, language);
}

static bool takes_everyone(const Binder *binder, const Property *property, Str word) {
  const Type *type = &property->type;
  if (!(type->kinds & TYPE_REFERENCE) || !binder->everyone_words || !binder->party) return false;
  for (uint32_t i = 0; i < type->concepts.count; i++)
    if (type->concepts.items[i] == binder->party || property->through_parent)
      return choice_in(binder->everyone_words, word, binder->language, NULL) != NULL;
  return false;
}

static const uint32_t word_kinds = TYPE_NAME | TYPE_REFERENCE | TYPE_TOPIC | TYPE_WORD | TYPE_TARGET;

static uint32_t name_accepts(const Binder *binder, const Type *type, const Node *item) {
  bool amount = item->next && item->next->kind == NODE_NUMBER;
  if ((type->kinds & TYPE_CHOICE) && find_choice(binder, type, item->text, NULL)) return 1;
  if ((type->kinds & TYPE_MONEY) && amount) return 2;
  if (type->kinds & (word_kinds | TYPE_CHOICE)) return 1;
  return 0;
}

static uint32_t number_accepts(const Binder *binder, const Type *type, const Node *item) {
  if (type->kinds & TYPE_DURATION) {
    if (find_unit(binder, item->next, NULL)) return 2;
    /* A misspelt unit: the slot knows no bare number, so the word after it can only be meant as one. */
    if (!(type->kinds & (TYPE_NUMBER | TYPE_SCORE))) return item->next && item->next->kind == NODE_NAME ? 2 : 0;
  }
  return type->kinds & (TYPE_NUMBER | TYPE_SCORE) ? 1 : 0;
}

static uint32_t pair_accepts(const Type *type, const Node *item) {
  const Node *first = item->first_child;
  if (!first) return 0;
  if (is_text(first)) return type->kinds & (TYPE_WORDS | TYPE_TEMPLATE) ? 1 : 0;
  return first->kind == NODE_NAME && (type->kinds & (TYPE_WORDS | TYPE_WORD)) ? 1 : 0;
}

static uint32_t one_accepts(const Binder *binder, const Type *type, const Node *item) {
  if (type->kinds & TYPE_TYPE) {
    uint32_t count = 0;
    for (; item; item = item->next) count++;
    return count;
  }
  switch (item->kind) {
    case NODE_STRING:
    case NODE_TEXT_BLOCK: return type->kinds & (TYPE_STRING | TYPE_TEXT | TYPE_WORDS | TYPE_TEMPLATE) ? 1 : 0;
    case NODE_PAIR: return pair_accepts(type, item);
    case NODE_NAME: return name_accepts(binder, type, item);
    case NODE_PATH: return type->kinds & (TYPE_REFERENCE | TYPE_TARGET) ? 1 : 0;
    case NODE_NUMBER: return number_accepts(binder, type, item);
    case NODE_PERCENTAGE: return type->kinds & TYPE_PERCENTAGE ? 1 : 0;
    case NODE_DATE: return type->kinds & TYPE_DATE ? 1 : 0;
    case NODE_DASH: return type->kinds & TYPE_SCORE ? 1 : 0;
    case NODE_EXPRESSION: return type->kinds & TYPE_EXPRESSION ? 1 : 0;
    case NODE_SEQUENCE: return item->first_child ? one_accepts(binder, type, item->first_child) : 0;
    default: return 0;
  }
}

static uint32_t row_accepts(const Binder *binder, const Type *type, const Node *item) {
  uint32_t total = 0;
  while (item) {
    uint32_t count = item->kind == NODE_LIST ? 0 : one_accepts(binder, type, item);
    if (!count) break;
    total += count;
    for (; count && item; count--) item = item->next;
  }
  return total;
}

uint32_t slot_accepts(const Binder *binder, const Property *property, const Node *item) {
  if (item->kind == NODE_LIST) {
    const Node *first = item->first_child;
    return !first || one_accepts(binder, &property->type, first) ? 1 : 0;
  }
  return property->whole_list ? row_accepts(binder, &property->type, item) : one_accepts(binder, &property->type, item);
}

static void read_money(Binder *binder, const Property *property, const Node *currency, const Node *amount, Value *value) {
  Language language;
  const Span whole = {amount->span.file, currency->span.start, amount->span.end};
  const Choice *choice =
      binder->currencies ? choice_in(binder->currencies, currency->text, binder->language, &language) : NULL;
  if (!choice) {
    Finding *finding = binder_report(binder, "K0108", "currency", currency->span);
    finding_text(binder->sink, finding, "word", currency->text);
    if (!binder->currencies || binder->muted) return;
    Str *words = ARENA_ARRAY(binder->arena, Str, binder->currencies->choice_count);
    for (uint32_t i = 0; i < binder->currencies->choice_count; i++) words[i] = binder->currencies->choices[i].key;
    Str near = binder_suggest(binder, currency->span, currency->text, words, binder->currencies->choice_count);
    if (!str_is_empty(near)) finding_text(binder->sink, finding, "suggestion", near);
    return;
  }
  if (amount->too_many_digits) {
    report_value(binder, "digits", whole);
    return;
  }
  const Value *decimals = binder->currency_decimals == UINT32_MAX ? NULL : &choice->attributes[binder->currency_decimals];
  bool dotted = amount->decimal.scale == 3 && binder->files[binder->file].tree->source != NULL;
  if (decimals && decimals->kind == VALUE_NUMBER && amount->decimal.scale > decimals->as.number.numerator) {
    Str text = str_slice(binder->files[binder->file].tree->source->text, amount->span.start, amount->span.end);
    size_t digits = str_find(text, STR("."));
    /* One to three digits, a point and three digits: K0112 says so already. */
    if (!(dotted && digits >= 1 && digits <= 3 && text.data[0] != '0' && text.data[0] != '-')) {
      Finding *finding = binder_report(binder, "K0108", "decimals", whole);
      finding_text(binder->sink, finding, "value", str_slice(binder->files[binder->file].tree->source->text, whole.start, whole.end));
      finding_text(binder->sink, finding, "currency", choice->key);
      finding_number(binder->sink, finding, "decimals", decimals->as.number.numerator);
      return;
    }
  }
  Rational number;
  if (!rational_of_decimal(amount->decimal, &number)) return;
  if (number.numerator < 0 && !(property->type.kinds & TYPE_NUMBER)) {
    report_value(binder, "negative", whole);
    return;
  }
  value->kind = VALUE_MONEY;
  value->as.number = number;
  for (size_t i = 0; i < 3 && i < choice->key.length; i++) value->currency[i] = choice->key.data[i];
}

static int64_t unit_size(const Choice *unit, uint32_t attribute) {
  if (attribute == UINT32_MAX || unit->attributes[attribute].kind != VALUE_NUMBER) return 0;
  return unit->attributes[attribute].as.number.numerator;
}

static void report_unit(Binder *binder, const Node *item) {
  Property unit = {.place = PLACE_LABEL};
  unit.spellings = binder->units->spellings;
  unit.type.kinds = TYPE_CHOICE;
  LIST_PUSH(binder->arena, &unit.type.choices, binder->units);
  report_choice(binder, &unit, item);
}

static void read_duration(Binder *binder, const Node *number, const Node *word, Value *value) {
  Language language = binder->language;
  const Choice *unit = find_unit(binder, word, &language);
  if (!unit) {
    if (binder->units) report_unit(binder, word);
    return;
  }
  report_language(binder, word->span, word->text, &unit->spellings, language);
  if (number->too_many_digits) {
    report_value(binder, "digits", number->span);
    return;
  }
  if (number->decimal.scale || number->decimal.digits < 0) {
    report_value(binder, "negative", number->span);
    return;
  }
  if (number->decimal.digits > 9999) {
    report_value(binder, "negative", number->span);
    return;
  }
  value->kind = VALUE_DURATION;
  value->as.duration.months = (int32_t)(number->decimal.digits * unit_size(unit, binder->unit_months));
  value->as.duration.days = (int32_t)(number->decimal.digits * unit_size(unit, binder->unit_days));
}

static void read_score(Binder *binder, const Node *item, Value *value) {
  Decimal decimal = item->decimal;
  if (item->too_many_digits || decimal.scale || decimal.digits < 1 || decimal.digits > 5) {
    report_value(binder, "score", item->span);
    return;
  }
  value->kind = VALUE_NUMBER;
  value->as.number = (Rational){decimal.digits, 1};
}

static void read_number(Binder *binder, const Property *property, const Node *item, Value *value) {
  if ((property->type.kinds & TYPE_SCORE) && !(property->type.kinds & TYPE_NUMBER)) {
    read_score(binder, item, value);
    return;
  }
  if (item->too_many_digits) {
    report_value(binder, "digits", item->span);
    return;
  }
  if (rational_of_decimal(item->decimal, &value->as.number)) value->kind = VALUE_NUMBER;
}

static void read_percentage(Binder *binder, const Property *property, const Node *item, Value *value) {
  if (item->too_many_digits) {
    report_value(binder, "digits", item->span);
    return;
  }
  Decimal decimal = item->decimal;
  decimal.scale = (uint8_t)(decimal.scale + 2);
  Rational number;
  if (!rational_of_decimal(decimal, &number)) return;
  if (property->is_share && (number.numerator < 0 || rational_compare(number, (Rational){1, 1}) > 0)) {
    report_value(binder, "share", item->span);
    return;
  }
  value->kind = VALUE_PERCENTAGE;
  value->as.number = number;
}

static void read_date(Binder *binder, const Node *item, Value *value) {
  int32_t date;
  if (!date_of_text(item->text, &date)) {
    report_value(binder, "day", item->span);
    return;
  }
  value->kind = VALUE_DATE;
  value->as.date = date;
}

static void read_text(const Property *property, const Node *item, Value *value) {
  if (!(property->type.kinds & (TYPE_STRING | TYPE_TEXT))) return;
  value->kind = text_is_placeholder(item->text) ? VALUE_MISSING : VALUE_TEXT;
  value->as.text = item->text;
}

static void read_pair(Binder *binder, const Node *item, Value *value) {
  const Node *first = item->kind == NODE_PAIR ? item->first_child : item;
  const Node *second = item->kind == NODE_PAIR && first ? first->next : NULL;
  Words words = {0};
  words.in[second ? LANGUAGE_EN : binder->language] = first ? first->text : STR("");
  if (second) words.in[LANGUAGE_NL] = second->text;
  value->kind = VALUE_WORDS;
  value->as.words = binder_words_copy(binder, words);
}

static void add_reference(Binder *binder, Object *owner, const Property *property, const Node *item, Value *value) {
  Reference reference = {.owner = owner, .property = property, .value = value, .node = item, .muted = binder->muted};
  LIST_PUSH(binder->arena, &binder->references, reference);
}

static void read_name(Binder *binder, Object *owner, const Property *property, const Node *item, Value *value) {
  const Type *type = &property->type;
  Language language = binder->language;
  const Choice *choice = type->kinds & TYPE_CHOICE ? find_choice(binder, type, item->text, &language) : NULL;
  if (choice) {
    report_language(binder, item->span, item->text, &choice->spellings, language);
    value->kind = VALUE_CHOICE;
    value->as.choice = choice;
  } else if (takes_everyone(binder, property, item->text)) {
    choice = choice_in(binder->everyone_words, item->text, binder->language, &language);
    report_language(binder, item->span, item->text, &choice->spellings, language);
    LIST_PUSH(binder->arena, &binder->everyone, ((Everyone){.owner = owner, .value = value, .property = property}));
  } else if (type->kinds & (TYPE_REFERENCE | TYPE_TARGET)) {
    add_reference(binder, owner, property, item, value);
  } else if (type->kinds & (TYPE_NAME | TYPE_TOPIC | TYPE_WORD)) {
    value->kind = VALUE_TOPIC;
    value->as.text = item->text;
    if (type->kinds & TYPE_TOPIC) names_check_scripts(binder, item->text, item->span);
  } else {
    report_choice(binder, property, item);
  }
}

static void read_one(Binder *binder, Object *owner, const Property *property, const Node *item, uint32_t count,
                     Value *value) {
  value->kind = VALUE_UNKNOWN;
  value->span = item->span;
  bool is_text = item->kind == NODE_STRING || item->kind == NODE_TEXT_BLOCK || item->kind == NODE_PAIR;
  if (property->type.kinds & TYPE_TYPE || (property->type.kinds & TYPE_TEMPLATE && is_text)) {
    value->kind = VALUE_NODE;
    value->as.node = item;
    return;
  }
  if (count == 2) value->span.end = item->next->span.end;
  switch (item->kind) {
    case NODE_STRING:
    case NODE_TEXT_BLOCK:
      if (property->type.kinds & TYPE_WORDS) read_pair(binder, item, value);
      else read_text(property, item, value);
      break;
    case NODE_PAIR: read_pair(binder, item, value); break;
    case NODE_NAME:
      if (count == 2) read_money(binder, property, item, item->next, value);
      else read_name(binder, owner, property, item, value);
      break;
    case NODE_PATH: add_reference(binder, owner, property, item, value); break;
    case NODE_NUMBER:
      if (count == 2) read_duration(binder, item, item->next, value);
      else read_number(binder, property, item, value);
      break;
    case NODE_PERCENTAGE: read_percentage(binder, property, item, value); break;
    case NODE_DATE: read_date(binder, item, value); break;
    case NODE_DASH: value->kind = VALUE_MISSING; break;
    case NODE_EXPRESSION:
      value->kind = VALUE_NODE;
      value->as.node = item;
      break;
    case NODE_SEQUENCE: read_one(binder, owner, property, item->first_child, count, value); break;
    default: break;
  }
}

static void read_element(Binder *binder, Object *owner, const Property *property, const Node *item, ValueList *list) {
  Value *value = &list->items[list->count];
  *value = (Value){.kind = VALUE_UNKNOWN, .span = item->span};
  if (item->kind == NODE_ERROR || item->has_error) {
    list->incomplete = true;
    owner->has_error = true;
    return;
  }
  uint32_t count = item->kind == NODE_LIST ? 0 : one_accepts(binder, &property->type, item);
  const Node *first = item->kind == NODE_SEQUENCE ? item->first_child : item;
  uint32_t present = item->kind == NODE_SEQUENCE ? node_child_count(item) : 1;
  if (!count || present != count) {
    report_kind(binder, property, item, present);
    list->incomplete = true;
    owner->has_error = true;
    return;
  }
  read_one(binder, owner, property, first, count, value);
  if (value->kind == VALUE_MISSING && item->kind != NODE_DASH) return; /* a placeholder text is not stated */
  list->count++;
}

/* A list in brackets, or a row of values without them. */
static void read_list(Binder *binder, Object *owner, const Property *property, const Node *item, uint32_t items,
                      Value *value) {
  bool bracketed = item->kind == NODE_LIST;
  uint32_t most = bracketed ? node_child_count(item) : items;
  ValueList *list = ARENA_NEW(binder->arena, ValueList);
  list->items = ARENA_ARRAY(binder->arena, Value, most);
  Span span = item->span;
  if (bracketed) {
    NODE_EACH_CHILD(element, item) read_element(binder, owner, property, element, list);
  } else {
    while (items) {
      uint32_t count = one_accepts(binder, &property->type, item);
      span.end = item->span.end;
      read_one(binder, owner, property, item, count, &list->items[list->count]);
      if (list->items[list->count].kind != VALUE_MISSING || item->kind == NODE_DASH) list->count++;
      for (; count && item; count--, items--) {
        span.end = item->span.end;
        item = item->next;
      }
    }
  }
  value->kind = list->count || list->incomplete ? VALUE_LIST : VALUE_MISSING;
  value->span = span;
  value->as.list = list;
}

void slot_read(Binder *binder, Object *owner, const Property *property, const Node *item, uint32_t count, Value *value) {
  *value = (Value){.kind = VALUE_UNKNOWN, .span = item->span};
  if (property->many || property->whole_list) {
    read_list(binder, owner, property, item, count, value);
    return;
  }
  if (item->kind == NODE_LIST) {
    report_one(binder, property, item);
    return;
  }
  read_one(binder, owner, property, item, count, value);
}
