/* write.c: values and templates in a reader's language.
 *
 * Every word, mark and order of words comes from the library's texts (stdlib/texts/values.kompas): month names, what joins a
 * list, which mark stands before decimals. Nothing depends on the locale. */
#include <string.h>

#include "compiler/rules/state.h"

typedef struct Writing {
  Evaluation *evaluation;
  Language language;
  Text *out;
} Writing;

static Str word(const Writing *writing, const char *key) {
  return library_words(writing->evaluation->library, str_of(key), writing->language);
}

static void write_value(const Writing *writing, const Value *value);

/* A text of the library with values that are written already. */
static void write_sentence(const Writing *writing, Str key, const Argument *arguments, uint32_t count) {
  Evaluation *evaluation = writing->evaluation;
  text_add(writing->out, library_sentence(evaluation, evaluation->library, key, arguments, count, writing->language,
                                          writing->out->arena));
}

/* ---- numbers ---- */

enum { DIGITS = 24 };

/* The digits of a whole number in groups of three. */
static void write_whole(const Writing *writing, uint64_t number) {
  char digits[DIGITS];
  int count = 0;
  do digits[count++] = (char)('0' + number % 10);
  while (number /= 10);
  Str group = word(writing, "group-mark");
  for (int i = count - 1; i >= 0; i--) {
    text_add_char(writing->out, digits[i]);
    if (i && i % 3 == 0) text_add(writing->out, group);
  }
}

/* The decimals that write the fraction exactly, when four are enough; else `rounded`. */
static int decimals_of(Rational number, int rounded) {
  enum { MOST = 4 };
  int64_t rest = number.denominator;
  int count = 0;
  for (; rest > 1 && count < MOST; count++) {
    if (rest % 10 == 0) rest /= 10;
    else if (rest % 5 == 0) rest /= 5;
    else if (rest % 2 == 0) rest /= 2;
    else return rounded;
  }
  return rest == 1 ? count : rounded;
}

/* A fraction with so many decimals, the last one rounded half up. */
static void write_decimal(const Writing *writing, Rational number, int decimals) {
  bool negative = number.numerator < 0;
  uint64_t top = negative ? 0 - (uint64_t)number.numerator : (uint64_t)number.numerator;
  uint64_t bottom = (uint64_t)number.denominator, whole = top / bottom, rest = top % bottom;
  char digits[DIGITS];
  for (int i = 0; i < decimals; i++) {
    uint64_t digit = 0, sum = 0; /* ten times the rest may not fit: it is added up instead, carrying into the digit */
    for (int times = 0; times < 10; times++) {
      bool carry = sum >= bottom - rest;
      sum = carry ? sum - (bottom - rest) : sum + rest;
      digit += carry;
    }
    rest = sum;
    digits[i] = (char)('0' + digit);
  }
  bool up = rest >= bottom - rest && rest > 0;
  for (int i = decimals - 1; up && i >= 0; i--) {
    up = digits[i] == '9';
    digits[i] = up ? '0' : (char)(digits[i] + 1);
  }
  if (up) whole++;
  if (negative) text_add_c(writing->out, "-");
  write_whole(writing, whole);
  if (decimals == 0) return;
  text_add(writing->out, word(writing, "decimal-mark"));
  text_add(writing->out, (Str){digits, (size_t)decimals});
}

static Str decimal_text(const Writing *writing, Rational number, int decimals) {
  Text text = text_new(writing->out->arena);
  Writing inner = {writing->evaluation, writing->language, &text};
  write_decimal(&inner, number, decimals);
  return text_str(&text);
}

static void write_percentage(const Writing *writing, Rational share) {
  Rational hundred;
  if (!rational_multiply(share, (Rational){100, 1}, &hundred)) hundred = share;
  Argument number = {STR("number"), value_of_text(decimal_text(writing, hundred, decimals_of(hundred, 1)))};
  write_sentence(writing, STR("percentage-form"), &number, 1);
}

static void write_money(const Writing *writing, const Value *value) {
  int decimals = value->as.number.denominator == 1 ? 0 : 2;
  Str currency = str_of(value->currency);
  Argument arguments[] = {{STR("amount"), value_of_text(decimal_text(writing, value->as.number, decimals))},
                          {STR("currency"), value_of_text(currency)}};
  Str key = str_format(writing->out->arena, "money-%s", value->currency);
  if (!library_text(writing->evaluation->library, key)) key = STR("money-form");
  write_sentence(writing, key, arguments, 2);
}

/* ---- dates and durations ---- */

static void write_date(const Writing *writing, int32_t date) {
  int year, month, day;
  date_to_civil(date, &year, &month, &day);
  Arena *arena = writing->out->arena;
  Str key = str_format(arena, "month-%d", month);
  Argument arguments[] = {
      {STR("day"), value_of_text(str_format(arena, "%d", day))},
      {STR("month"), value_of_text(library_words(writing->evaluation->library, key, writing->language))},
      {STR("year"), value_of_text(str_format(arena, "%d", year))}};
  write_sentence(writing, STR("date-form"), arguments, 3);
}

static void write_units(const Writing *writing, const char *one, const char *many, int32_t count) {
  Argument number = {STR("count"), value_of_number(count)};
  write_sentence(writing, str_of(count == 1 ? one : many), &number, 1);
}

static void write_duration(const Writing *writing, int32_t months, int32_t days) {
  bool years = months != 0 && months % 12 == 0, weeks = days != 0 && days % 7 == 0;
  if (years) write_units(writing, "one-year", "many-years", months / 12);
  else if (months || !days) write_units(writing, "one-month", "many-months", months);
  if (days && months) text_add(writing->out, word(writing, "list-last"));
  if (weeks) write_units(writing, "one-week", "many-weeks", days / 7);
  else if (days) write_units(writing, "one-day", "many-days", days);
}

/* ---- other values ---- */

static void write_with_spaces(const Writing *writing, Str spelled) {
  for (size_t i = 0; i < spelled.length; i++)
    text_add_char(writing->out, spelled.data[i] == '-' ? ' ' : spelled.data[i]);
}

static void write_choice(const Writing *writing, const Choice *choice) {
  Str title = choice->title.in[writing->language];
  if (!str_is_empty(title)) text_add(writing->out, title);
  else write_with_spaces(writing, words_in(spelling_words(&choice->spellings), writing->language));
}

static void write_object(const Writing *writing, const Value *value) {
  const Object *object = value->as.object;
  Value simple = value_seen(writing->evaluation, *value);
  Str title = object_title(object);
  if (simple.kind != VALUE_OBJECT || simple.as.object != object) write_value(writing, &simple); /* what it stands for */
  else if (!str_is_empty(title)) text_add(writing->out, title);
  else if (object->as) write_with_spaces(writing, words_in(spelling_words(&object->as->spellings), writing->language));
  else write_with_spaces(writing, words_in(spelling_words(&object->concept->spellings), writing->language));
}

static void write_list(const Writing *writing, const ValueList *list) {
  if (list->count == 0) text_add(writing->out, word(writing, "nothing"));
  for (uint32_t i = 0; i < list->count; i++) {
    if (i) text_add(writing->out, word(writing, i + 1 == list->count ? "list-last" : "list-next"));
    write_value(writing, &list->items[i]);
  }
}

static void write_value(const Writing *writing, const Value *value) {
  switch ((ValueKind)value->kind) {
    case VALUE_BOOLEAN: text_add(writing->out, word(writing, value->as.boolean ? "yes" : "no")); return;
    case VALUE_NUMBER: write_decimal(writing, value->as.number, decimals_of(value->as.number, 2)); return;
    case VALUE_PERCENTAGE: write_percentage(writing, value->as.number); return;
    case VALUE_MONEY: write_money(writing, value); return;
    case VALUE_DATE: write_date(writing, value->as.date); return;
    case VALUE_DURATION: write_duration(writing, value->as.duration.months, value->as.duration.days); return;
    case VALUE_TEXT:
    case VALUE_TOPIC: text_add(writing->out, value->as.text); return;
    case VALUE_WORDS: text_add(writing->out, words_in(*value->as.words, writing->language)); return;
    case VALUE_CHOICE: write_choice(writing, value->as.choice); return;
    case VALUE_OBJECT: write_object(writing, value); return;
    case VALUE_LIST: write_list(writing, value->as.list); return;
    case VALUE_FINDING: text_add(writing->out, value->as.finding->code); return;
    case VALUE_MISSING:
    case VALUE_UNKNOWN:
    case VALUE_NODE: text_add(writing->out, word(writing, "nothing")); return;
  }
}

void value_write(Evaluation *evaluation, Value value, Language language, Text *out) {
  Writing writing = {evaluation, language, out};
  write_value(&writing, &value);
}

static void note_marks(const Value *value, bool *sensitive, bool *reserved) {
  *sensitive |= value->sensitive || (value->kind == VALUE_OBJECT && value->as.object->sensitive);
  *reserved |= value->reserved;
  if (value->kind != VALUE_LIST) return;
  for (uint32_t i = 0; i < value->as.list->count; i++) note_marks(&value->as.list->items[i], sensitive, reserved);
}

Str template_write(Evaluation *evaluation, const Template *text, Value *frame, Language language, Arena *arena,
                   bool *sensitive, bool *reserved) {
  bool is_sensitive = false, is_reserved = false;
  Language written = text->in[language].count ? language : LANGUAGE_EN;
  for (int i = 0; i < LANGUAGE_COUNT && !text->in[written].count; i++) written = (Language)i;
  Text out = text_new(arena);
  for (uint32_t i = 0; i < text->in[written].count; i++) {
    const TemplatePiece *piece = &text->in[written].items[i];
    if (!piece->expression) {
      text_add(&out, piece->literal);
      continue;
    }
    EvaluationMark mark = evaluation_mark(evaluation);
    Value value = evaluate(evaluation, piece->expression, frame);
    note_marks(&value, &is_sensitive, &is_reserved);
    value_write(evaluation, value, language, &out);
    evaluation_release(evaluation, mark);
  }
  if (sensitive) *sensitive = is_sensitive;
  if (reserved) *reserved = is_reserved;
  return text_str(&out);
}
