/* Templates: how values are written in each language, and how texts with expressions are taken apart. */
#include "tests/unit/engine.h"

static const char spec[] =
    "kompas 1 en\n"
    "partnership demo \"Demo\" {\n"
    "  as-of 2026-11-01\n"
    "  phase shape since 2026-09-15\n"
    "  form entrepreneurial\n"
    "  party alfa \"Alfa\" { representative jansen \"M. Jansen\" { mandate [budget] up-to EUR 250_000 } }\n"
    "  party beta \"Beta\" { power low }\n"
    "  party gamma \"Gamma\" { representative bos \"A. Bos\" sensitive }\n"
    "}\n";

/* Where the Dutch is left out it is as the English. A space that does not break is written ~ here. */
static const struct {
  const char *text, *english, *dutch;
} table[] = {
    {"\"plain\"", "plain", NULL},
    {"\"{{braces}}\"", "{braces}", NULL},
    {"\"a {1 + 1} b {'}'} c\"", "a 2 b } c", NULL},
    {"\"tab\\u{41}: {2}\"", "tabA: 2", NULL},
    {"\"{partnership.party}\"", "Alfa, Beta and Gamma", "Alfa, Beta en Gamma"},
    {"\"{each p in partnership.party where p.power = low}\"", "Beta", NULL},
    {"\"{[1, 2]}\"", "1 and 2", "1 en 2"},
    {"\"{today}\"", "1 November 2026", "1 november 2026"},
    {"\"{EUR 250_000}\"", "EUR 250,000", "€~250.000"},
    {"\"{EUR 1234.5}\"", "EUR 1,234.50", "€~1.234,50"},
    {"\"{USD 5}\"", "USD 5", "USD~5"},
    {"\"{12.5%}\"", "12.5%", "12,5%"},
    {"\"{1 / 3 + 0%}\"", "0.33", "0,33"},
    {"\"{100% / 3}\"", "33.3%", "33,3%"},
    {"\"{1234567}\"", "1,234,567", "1.234.567"},
    {"\"{0 - 1234.25}\"", "-1,234.25", "-1.234,25"},
    {"\"{0.9990 / 1}\"", "0.999", "0,999"},
    {"\"{2 / 3}\"", "0.67", "0,67"},
    {"\"{1.9999 * 1 / 3 * 3 / 1.0001}\"", "2.00", "2,00"},
    {"\"{6 months}, {1 month}, {24 months}, {14 days}, {1 day}\"", "6 months, 1 month, 2 years, 2 weeks, 1 day",
     "6 maanden, 1 maand, 2 jaar, 2 weken, 1 dag"},
    {"\"{partnership.phase}\"", "shape", "vormgeven"},
    {"\"{word(partnership.form.value)}\"", "entrepreneurial", "ondernemend"},
    {"\"{word(first p in partnership.party)}\"", "party", "partij"},
    {"\"{true} {false}\"", "yes no", "ja nee"},
    {"\"{partnership.setting}\"", "…", NULL},
    {"\"{partnership.strand}\"", "…", NULL},
    {"\"{'a' + partnership.phase}\"", "ashape", "avormgeven"},
    {"\"one\" | \"een\"", "one", "een"},
    {"\"{1} one\" | \"{2} een\"", "1 one", "2 een"},
    {"\"\"\"\n    two\n    {'lines'}\n    \"\"\"", "two\nlines", NULL},
};

static Str with_tildes(Arena *arena, Str text) {
  Text out = text_new(arena);
  for (size_t i = 0; i < text.length; i++) {
    bool fixed = i + 1 < text.length && (unsigned char)text.data[i] == 0xC2 && (unsigned char)text.data[i + 1] == 0xA0;
    text_add_char(&out, fixed ? '~' : text.data[i]);
    i += fixed;
  }
  return text_str(&out);
}

/* The item that a text in Kompas is: it stands behind a word in a file. */
static const Node *text_node(Engine *engine, const char *text, const Source **source, FindingSink *mistakes) {
  Str file = str_format(&engine->arena, "kompas 1 en\nword %s\n", text);
  Source *added = source_add(&engine->store, STR("text"), file);
  *source = added;
  Tree *tree = parse_file(&engine->arena, added, engine->library->vocabulary, mistakes);
  return tree->root->last_child->first_child->next;
}

static Str written(Engine *engine, const char *text, Language language, bool *sensitive, bool *reserved, uint32_t *mistakes) {
  FindingSink sink;
  finding_sink_init(&sink, &engine->arena);
  const Source *source;
  const Node *node = text_node(engine, text, &source, &sink);
  Compiler compiler = {.arena = &engine->arena, .library = engine->library, .sink = &sink, .source = source};
  Scope scope;
  scope_init(&scope, &engine->arena, NULL);
  Template made = template_compile(&compiler, &scope, node);
  *mistakes = sink.findings.count;
  Value *frame = evaluation_frame(engine->evaluation, scope.frame_size);
  return template_write(engine->evaluation, &made, frame, language, &engine->arena, sensitive, reserved);
}

START_TEST(texts) {
  Engine engine;
  engine_open(&engine, spec);
  int wrong = 0;
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
      uint32_t mistakes;
      Str found = written(&engine, table[i].text, (Language)language, NULL, NULL, &mistakes);
      const char *expected = language == LANGUAGE_NL && table[i].dutch ? table[i].dutch : table[i].english;
      found = with_tildes(&engine.arena, found);
      if (mistakes == 0 && str_equal(found, str_of(expected))) continue;
      fprintf(stderr, "%s: %.*s, not %s\n", table[i].text, STR_ARGS(found), expected);
      wrong++;
    }
  ck_assert_int_eq(wrong, 0);
  engine_close(&engine);
}
END_TEST

START_TEST(marks) {
  Engine engine;
  engine_open(&engine, spec);
  bool sensitive, reserved;
  uint32_t mistakes;
  written(&engine, "\"{partnership.party.representative}\"", LANGUAGE_EN, &sensitive, &reserved, &mistakes);
  ck_assert(sensitive && !reserved);
  written(&engine, "\"{title(partnership)}\"", LANGUAGE_EN, &sensitive, &reserved, &mistakes);
  ck_assert(!sensitive && !reserved);
  written(&engine, "\"{partnership.party.power}\"", LANGUAGE_EN, &sensitive, &reserved, &mistakes);
  ck_assert(!sensitive && reserved);
  engine_close(&engine);
}
END_TEST

START_TEST(mistakes_have_their_place) {
  Engine engine;
  engine_open(&engine, spec);
  FindingSink sink;
  finding_sink_init(&sink, &engine.arena);
  const Source *source;
  const Node *node = text_node(&engine, "\"é \\u{41} {{x}} {today} and {todya}\"", &source, &sink);
  Compiler compiler = {.arena = &engine.arena, .library = engine.library, .sink = &sink, .source = source};
  Scope scope;
  scope_init(&scope, &engine.arena, NULL);
  template_compile(&compiler, &scope, node);
  ck_assert_uint_eq(sink.findings.count, 1);
  Str place = source_slice(&engine.store, sink.findings.items[0]->place);
  ck_assert_msg(str_equal(place, STR("todya")), "%.*s", STR_ARGS(place));
  uint32_t mistakes;
  written(&engine, "\"an open {brace\"", LANGUAGE_EN, NULL, NULL, &mistakes);
  ck_assert_uint_eq(mistakes, 1);
  engine_close(&engine);
}
END_TEST

START_TEST(sentences_take_arguments) {
  Engine engine;
  engine_open(&engine, spec);
  Argument arguments[] = {{STR("month"), value_of_text(STR("May"))}, {STR("year"), value_of_text(STR("2026"))},
                          {STR("day"), value_of_text(STR("4"))}};
  Str sentence = library_sentence(engine.evaluation, engine.library, STR("date-form"), arguments, 3, LANGUAGE_EN, &engine.arena);
  ck_assert_msg(str_equal(sentence, STR("4 May 2026")), "%.*s", STR_ARGS(sentence));
  ck_assert(str_equal(library_words(engine.library, STR("list-last"), LANGUAGE_NL), STR(" en ")));
  ck_assert(str_equal(library_words(engine.library, STR("no-such-text"), LANGUAGE_NL), STR("no-such-text")));
  engine_close(&engine);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("templates");
  TCase *all = tcase_create("all");
  tcase_add_test(all, texts);
  tcase_add_test(all, marks);
  tcase_add_test(all, mistakes_have_their_place);
  tcase_add_test(all, sentences_take_arguments);
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? 1 : 0;
}
