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

static uint32_t run_characters(const RunList *runs) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < runs->count; i++)
    for (size_t k = 0; k < runs->items[i].text.length; k++) count += ((unsigned char)runs->items[i].text.data[k] & 0xC0) != 0x80;
  return count;
}

/* Where a text of at most `most` characters may end. `*is_sentence`: it ends a sentence there. */
static size_t cut_place(Str text, uint32_t most, bool *is_sentence) {
  size_t sentence = 0, word = 0, at = 0;
  for (uint32_t count = 0; at < text.length && count < most; count++) {
    unsigned char c = (unsigned char)text.data[at];
    bool ends_word = at + 1 < text.length && text.data[at + 1] == ' ';
    for (at++; at < text.length && ((unsigned char)text.data[at] & 0xC0) == 0x80;) at++;
    if (!ends_word) continue;
    word = at;
    if (c == '.' || c == '!' || c == '?') sentence = at;
  }
  *is_sentence = sentence * 3 >= at; /* not where that leaves next to nothing */
  return *is_sentence ? sentence : word ? word : at;
}

bool report_cut(Builder *builder, RunList *runs, uint32_t most) {
  if (run_characters(runs) <= most) return false;
  Text whole = text_new(builder->arena);
  for (uint32_t i = 0; i < runs->count; i++) text_add(&whole, runs->items[i].text);
  bool is_sentence = false;
  size_t room = cut_place(text_str(&whole), most, &is_sentence);
  for (uint32_t i = 0; i < runs->count; i++) {
    Str text = runs->items[i].text;
    if (text.length < room) {
      room -= text.length;
      continue;
    }
    Str kept = str_slice(text, 0, room);
    if (!is_sentence) {
      while (kept.length && strchr(",;: ", kept.data[kept.length - 1])) kept.length--;
      kept = str_format(builder->arena, "%.*s\xE2\x80\xA6", STR_ARGS(kept));
    }
    runs->items[i].text = kept;
    runs->count = i + 1;
  }
  return true;
}

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
