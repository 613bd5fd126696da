/* report_text.c: templates as runs.
 *
 * Marks are understood in the template's own words only; a value is put in as it is, so that an asterisk in a spec stays one. */
#include <string.h>

#include "compiler/reports/report_part.h"

typedef struct RunMaker {
  Builder *builder;
  RunList *runs;
  bool bold, italic, grey;
  bool capital;   /* a choice that opens the text gets a capital */
  uint32_t first; /* how many runs were there before */
} RunMaker;

static Run *add(RunMaker *maker, Str text) {
  if (str_is_empty(text)) return NULL;
  Run *run = run_add(maker->builder->arena, maker->runs, str_copy(maker->builder->arena, text));
  run->bold = maker->bold;
  run->italic = maker->italic;
  run->grey = maker->grey;
  return run;
}

static void add_literal(RunMaker *maker, Str text) {
  size_t begin = 0;
  for (size_t at = 0; at < text.length;) {
    bool two = str_starts_with(str_slice(text, at, text.length), STR("**"));
    char c = text.data[at];
    if (c != '*' && c != '~') {
      at++;
      continue;
    }
    add(maker, str_slice(text, begin, at));
    if (two) maker->bold = !maker->bold;
    else if (c == '*') maker->italic = !maker->italic;
    else maker->grey = !maker->grey;
    at += two ? 2 : 1;
    begin = at;
  }
  add(maker, str_slice(text, begin, text.length));
}

/* Texts of a spec in another language than the report's are marked, so that a screen reader says them rightly. */
static bool is_foreign(const Builder *builder, Value value, Language *language) {
  Value plain = value_plain(value);
  if (plain.kind == VALUE_LIST && plain.as.list->count == 1) plain = value_plain(plain.as.list->items[0]);
  if (plain.kind == VALUE_OBJECT) { /* written by its title */
    const Concept *concept = plain.as.object->concept;
    if (concept->title_slot < 0) return false;
    plain = plain.as.object->slots[concept->title_slot];
  }
  if (plain.kind != VALUE_TEXT || span_is_none(plain.span) || plain.span.file >= builder->request->file_count) return false;
  *language = builder->request->file_languages[plain.span.file];
  return *language != builder->request->language;
}

static bool may_show(const Builder *builder, Value value) {
  if (value.reserved && builder->request->audience == AUDIENCE_PARTNERS) return false;
  return !(value.sensitive && builder->request->audience != AUDIENCE_OWN);
}

static void capitalise(Text *text) {
  unsigned char *first = (unsigned char *)text->data;
  if (text->length && first[0] >= 'a' && first[0] <= 'z') first[0] = (unsigned char)(first[0] - 'a' + 'A');
  if (text->length > 3 && memcmp(first, "\xC3\xA9\xC3\xA9", 4) == 0) { /* Dutch "één" opens a sentence as "Eén" */
    first[0] = 'E';
    memmove(first + 1, first + 2, text->length - 2);
    text->length--;
    return;
  }
  bool is_accented = text->length > 1 && first[0] == 0xC3 && first[1] >= 0xA0 && first[1] <= 0xBE && first[1] != 0xB7;
  if (is_accented) first[1] = (unsigned char)(first[1] - 0x20); /* à to þ: the capital stands 32 before it */
}

static bool begins_with_choice(Value value) {
  Value plain = value_plain(value);
  if (plain.kind == VALUE_LIST && plain.as.list->count) plain = value_plain(plain.as.list->items[0]);
  return plain.kind == VALUE_CHOICE;
}

static bool add_value(RunMaker *maker, const Expression *expression) {
  Builder *builder = maker->builder;
  Value value = evaluate(builder->evaluation, expression, builder->frame);
  if (!may_show(builder, value)) return false;
  if (value.kind == VALUE_MISSING || value.kind == VALUE_UNKNOWN) return true; /* a part of a sentence that is not there */
  if (value.kind == VALUE_LIST && value.as.list->count == 0) return true;
  Text text = text_new(builder->arena);
  value_write(builder->evaluation, value, builder->request->language, &text);
  if (maker->capital && maker->runs->count == maker->first && begins_with_choice(value)) capitalise(&text);
  Run *run = add(maker, text_str(&text));
  if (run) run->foreign = is_foreign(builder, value, &run->language);
  return true;
}

static Language pieces_language(const Builder *builder, const Template *text) {
  Language language = builder->request->language;
  for (int i = 0; text->in[language].count == 0 && i < LANGUAGE_COUNT; i++)
    if (text->in[i].count) language = (Language)i;
  return language;
}

static bool make_runs(Builder *builder, RunList *runs, const Template *text, bool capital) {
  if (!text) return true;
  Language language = pieces_language(builder, text);
  uint32_t before = runs->count;
  RunMaker maker = {.builder = builder, .runs = runs, .capital = capital, .first = before};
  for (uint32_t i = 0; i < text->in[language].count; i++) {
    const TemplatePiece *piece = &text->in[language].items[i];
    if (!piece->expression) {
      add_literal(&maker, piece->literal);
    } else if (!add_value(&maker, piece->expression)) {
      runs->count = before;
      return false;
    }
  }
  return true;
}

bool report_runs(Builder *builder, RunList *runs, const Template *text) { return make_runs(builder, runs, text, true); }

bool report_state_runs(Builder *builder, RunList *runs, const Template *text) {
  return make_runs(builder, runs, text, false);
}

static Str make_plain(Builder *builder, const Template *text, bool capital) {
  RunList runs = {0};
  make_runs(builder, &runs, text, capital);
  Text plain = text_new(builder->arena);
  for (uint32_t i = 0; i < runs.count; i++) text_add(&plain, runs.items[i].text);
  return text_str(&plain);
}

Str report_plain(Builder *builder, const Template *text) { return make_plain(builder, text, true); }

Str report_state_plain(Builder *builder, const Template *text) { return make_plain(builder, text, false); }

DocumentState report_state(const Choice *choice) {
  static const struct {
    const char *key;
    DocumentState state;
  } states[] = {
      {"settled", STATE_SETTLED}, {"covered", STATE_SETTLED}, {"by-hand", STATE_SETTLED}, {"attention", STATE_ATTENTION},
      {"at-risk", STATE_ATTENTION}, {"unknown", STATE_OPEN}, {"blocking", STATE_BLOCKING}, {"not-stated", STATE_OPEN},
      {"open", STATE_OPEN}, {"missing", STATE_MISSING}, {"too-small", STATE_TOO_SMALL}, {"expired", STATE_EXPIRED},
      {"overdue", STATE_EXPIRED}, {"differs", STATE_DIFFERS}, {"accepted", STATE_ACCEPTED}, {"remark", STATE_HINT},
  };
  for (size_t i = 0; choice && i < sizeof states / sizeof *states; i++)
    if (str_equal(choice->key, str_of(states[i].key))) return states[i].state;
  return STATE_NONE;
}
