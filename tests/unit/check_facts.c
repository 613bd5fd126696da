/* The facts of the body of knowledge: every one of the list is there, with its words in both languages, and explain tells it. */
#include "compiler/session/explain.h"
#include "tests/unit/engine.h"

static bool str_contains(Str text, Str part) { return str_find(text, part) < text.length; }

/* Calls `check` with every code of the list. */
static uint32_t each_code(const Library *library, void (*check)(const Library *, Str)) {
  FILE *file = fopen("tests/golden/facts.expected", "r");
  ck_assert_ptr_nonnull(file);
  char line[64];
  uint32_t count = 0;
  while (fgets(line, sizeof line, file)) {
    check(library, str_trim(str_of(line)));
    count++;
  }
  fclose(file);
  return count;
}

static void has_words(const Library *library, Str code) {
  const Fact *fact = library_fact(library, code);
  ck_assert_msg(fact != NULL, "%.*s is not there", STR_ARGS(code));
  for (int language = 0; language < LANGUAGE_COUNT; language++) {
    ck_assert_msg(fact->title.in[language].length >= 2, "%.*s has no name", STR_ARGS(code));
    ck_assert_msg(fact->text.in[language].length > 10, "%.*s says nothing", STR_ARGS(code));
    ck_assert_msg(!str_contains(fact->text.in[language], STR("*")), "%.*s has a mark in its text", STR_ARGS(code));
  }
  ck_assert_msg(!str_equal(fact->text.in[LANGUAGE_EN], fact->text.in[LANGUAGE_NL]), "%.*s is not translated", STR_ARGS(code));
  ck_assert_msg(fact->kind.length > 0, "%.*s has no kind", STR_ARGS(code));
  ck_assert_msg(fact->subjects.count > 0, "%.*s is about nothing", STR_ARGS(code));
}

START_TEST(every_fact_of_the_list_is_there) {
  Engine engine;
  engine_open(&engine, "kompas 1 en\n");
  uint32_t count = each_code(engine.library, has_words);
  ck_assert_uint_gt(count, 800);
  ck_assert_uint_eq(count, engine.library->facts.count);
  engine_close(&engine);
}
END_TEST

/* A code that looks like a fact's and is in no list would be a mistake in a rule or an item. */
static void names_facts_that_are_there(const Library *library, Str owner, const Str *codes, uint32_t count) {
  static const char *const groups[] = {"KP-", "BF-", "CO-", "CP-"};
  for (uint32_t i = 0; i < count; i++)
    for (size_t j = 0; j < sizeof groups / sizeof *groups; j++)
      ck_assert_msg(!str_starts_with(codes[i], str_of(groups[j])) || library_fact(library, codes[i]), "%.*s rests on %.*s",
                    STR_ARGS(owner), STR_ARGS(codes[i]));
}

START_TEST(what_rests_on_facts_rests_on_known_ones) {
  Engine engine;
  engine_open(&engine, "kompas 1 en\n");
  LIST_EACH(Rule *const, rule, engine.library->rules)
    names_facts_that_are_there(engine.library, (*rule)->code, (*rule)->facts.items, (*rule)->facts.count);
  LIST_EACH(Item *const, item, engine.library->items)
    names_facts_that_are_there(engine.library, (*item)->code, (*item)->facts.items, (*item)->facts.count);
  engine_close(&engine);
}
END_TEST

START_TEST(explain_tells_every_fact) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Session *session = session_open(&arena);
  LIST_EACH(const Fact, fact, session->library->facts)
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
      Text out = text_new(&arena);
      Str nearest;
      ck_assert(session_explain(session, fact->code, (Language)language, 100000, &out, &nearest));
      ck_assert_msg(str_contains(text_str(&out), fact->text.in[language]), "%.*s:\n%.*s", STR_ARGS(fact->code),
                    STR_ARGS(text_str(&out)));
    }
  arena_free(&arena);
}
END_TEST

/* A house library is read as text, but the facts are the standard library's, with its own behind them. */
START_TEST(a_house_adds_its_facts) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  SourceStore store;
  source_store_init(&store, &arena);
  FindingSink sink;
  finding_sink_init(&sink, &arena);
  LibraryFile house = {STR("house.kompas"), STR("kompas 1 en\nfact HF-001 \"Ours\" | \"Van ons\" general about [mandate, manadte] {\n"
                                                "  text \"We say so.\" | \"Dat zeggen wij.\"\n}\n")};
  const Library *standard = library_frozen(), *library = library_load_beside(standard, &arena, &store, &sink, &house, 1);
  ck_assert_uint_eq(library->facts.count, standard->facts.count + 1);
  ck_assert_ptr_nonnull(library_fact(library, STR("HF-001")));
  ck_assert_ptr_nonnull(library_fact(library, STR("KP-001")));
  ck_assert_ptr_null(library_fact(standard, STR("HF-001")));
  ck_assert_uint_eq(sink.findings.count, 1); /* the misspelt word */
  arena_free(&arena);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("facts");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 60);
  tcase_add_test(all, every_fact_of_the_list_is_there);
  tcase_add_test(all, what_rests_on_facts_rests_on_known_ones);
  tcase_add_test(all, explain_tells_every_fact);
  tcase_add_test(all, a_house_adds_its_facts);
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? 1 : 0;
}
