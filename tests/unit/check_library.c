/* The standard library: it has no mistakes, the frozen one is the loaded one, and no code of a rule stands in C. */
#include "tests/unit/engine.h"

START_TEST(it_has_no_mistakes) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  SourceStore store;
  source_store_init(&store, &arena);
  FindingSink sink;
  finding_sink_init(&sink, &arena);
  const Library *library = library_load(&arena, &store, &sink, NULL, 0);
  for (uint32_t i = 0; i < sink.findings.count; i++) {
    const Finding *finding = sink.findings.items[i];
    Position place = source_position(&store, finding->place.file, finding->place.start);
    Str path = source_get(&store, finding->place.file)->path;
    fprintf(stderr, "%.*s:%u:%u %.*s\n", STR_ARGS(path), (unsigned)place.line, (unsigned)place.column, STR_ARGS(finding->code));
  }
  ck_assert_uint_eq(sink.findings.count, 0);
  ck_assert_uint_gt(library->rules.count, 0);
  arena_free(&arena);
}
END_TEST

/* Everything that is found, in words, in both languages. */
static Str everything(Engine *engine) {
  RuleRun run = {.library = engine->library, .model = engine->model, .store = &engine->store, .sink = &engine->sink,
                 .whole_project = true};
  rules_run(&run);
  Text text = text_new(&engine->arena);
  for (uint32_t i = 0; i < engine->sink.findings.count; i++) {
    const Finding *finding = engine->sink.findings.items[i];
    text_add(&text, finding_identity(&engine->arena, finding));
    text_add_format(&text, " %u-%u %d %d %d\n", (unsigned)finding->place.start, (unsigned)finding->place.end,
                    (int)finding->severity, (int)finding->silenced, (int)finding->related.count);
    for (int language = 0; language < LANGUAGE_COUNT; language++)
      for (int which = FINDING_MESSAGE; which <= FINDING_ADVICE; which++) {
        text_add(&text, finding_write(engine->evaluation, finding, (FindingText)which, (Language)language, &engine->arena));
        text_add_c(&text, "\n");
      }
  }
  return text_str(&text);
}

static const char *const specs[] = {"examples/koala.kompas", "examples/telecom-mixed.kompas", "examples/veiligheidsketen.kompas"};

START_TEST(frozen_is_as_loaded) {
  for (size_t i = 0; i < sizeof specs / sizeof *specs; i++) {
    char *text = read_whole(specs[i]);
    Engine frozen, loaded = {0};
    engine_open(&frozen, text);
    arena_init(&loaded.arena, NULL, NULL);
    source_store_init(&loaded.store, &loaded.arena);
    finding_sink_init(&loaded.sink, &loaded.arena);
    FindingSink mistakes;
    finding_sink_init(&mistakes, &loaded.arena);
    loaded.library = library_load(&loaded.arena, &loaded.store, &mistakes, NULL, 0);
    engine_bind(&loaded, "spec.kompas", text, AUDIENCE_OWN);
    Str one = everything(&frozen), other = everything(&loaded);
    ck_assert_uint_gt(frozen.library->rules.count, 50);
    ck_assert_msg(str_equal(one, other), "%s:\n%.*s\n---\n%.*s", specs[i], STR_ARGS(one), STR_ARGS(other));
    engine_close(&frozen);
    arena_free(&loaded.arena);
    free(text);
  }
}
END_TEST

START_TEST(the_store_starts_with_its_files) {
  Engine engine;
  engine_open(&engine, "kompas 1 en\n");
  const Library *library = engine.library;
  ck_assert_uint_eq(engine.store.sources.count, library->sources.count + 1);
  for (uint32_t i = 0; i < library->rules.count; i++) {
    const Object *declaration = library->rules.items[i]->declaration;
    Str line = source_slice(&engine.store, declaration->keyword);
    ck_assert_msg(str_equal(line, STR("rule")) || str_equal(line, STR("language-finding")), "%.*s", STR_ARGS(line));
  }
  engine_close(&engine);
}
END_TEST

START_TEST(rules_are_known_by_code_and_names) {
  Engine engine;
  engine_open(&engine, "kompas 1 en\n");
  for (uint32_t i = 0; i < engine.library->rules.count; i++) {
    const Rule *rule = engine.library->rules.items[i];
    ck_assert_ptr_eq(library_rule(engine.library, rule->code), rule);
    for (int language = 0; language < LANGUAGE_COUNT; language++)
      ck_assert_ptr_eq(library_rule(engine.library, rule->name.in[language]), rule);
  }
  ck_assert_ptr_null(library_rule(engine.library, STR("no-such-rule")));
  engine_close(&engine);
}
END_TEST

/* No rule of the catalogue is computed in C, so no code of one may stand there. */
START_TEST(no_code_of_a_rule_stands_in_c) {
  int status = system("! grep -rnE 'K[1-8][0-9]{3}' grammar compiler runtime --include=*.c --include=*.h --include=*.l --include=*.y");
  ck_assert_int_eq(status, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("library");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 60);
  tcase_add_test(all, it_has_no_mistakes);
  tcase_add_test(all, frozen_is_as_loaded);
  tcase_add_test(all, the_store_starts_with_its_files);
  tcase_add_test(all, rules_are_known_by_code_and_names);
  tcase_add_test(all, no_code_of_a_rule_stands_in_c);
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? 1 : 0;
}
