/* Reports: what the library declares has no mistakes. */
#include "compiler/reports/report.h"
#include "tests/unit/engine.h"

START_TEST(they_have_no_mistakes) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  SourceStore store;
  source_store_init(&store, &arena);
  FindingSink loading, sink;
  finding_sink_init(&loading, &arena);
  finding_sink_init(&sink, &arena);
  const Library *library = library_load(&arena, &store, &loading, NULL, 0);
  report_check_all(&arena, library, &store, &sink);
  for (uint32_t i = 0; i < sink.findings.count; i++) {
    const Finding *finding = sink.findings.items[i];
    Position place = source_position(&store, finding->place.file, finding->place.start);
    Str path = source_get(&store, finding->place.file)->path;
    fprintf(stderr, "%.*s:%u:%u %.*s", STR_ARGS(path), (unsigned)place.line, (unsigned)place.column, STR_ARGS(finding->code));
    for (uint32_t k = 0; k < finding->arguments.count; k++) {
      Value value = finding->arguments.items[k].value;
      if (value.kind == VALUE_TEXT) fprintf(stderr, " %.*s", STR_ARGS(value.as.text));
    }
    fputc('\n', stderr);
  }
  ck_assert_uint_eq(sink.findings.count, 0);
  arena_free(&arena);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("reports");
  TCase *all = tcase_create("reports");
  tcase_add_test(all, they_have_no_mistakes);
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
