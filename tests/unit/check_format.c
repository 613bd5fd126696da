/* The formatter, on the files of tests/format: NAME.out beside NAME.kompas holds the canonical layout; NAME.nl and
 * NAME.en, where they are there, the same in Dutch and in English. BLESS=1 in the environment writes what differs; read
 * it before committing. */
#include <check.h>

#include "compiler/format/format.h"
#include "tests/support.h"

static Arena arena;
static SourceStore store;
static const Vocabulary *vocabulary;
static StrList cases;

static Str finding_name(const void *context, Str word, Language language) {
  (void)context;
  if (!str_equal(word, STR("K4003")) && !str_equal(word, STR("mixed-forms"))) return STR("");
  return language == LANGUAGE_NL ? STR("gemengde-grondvormen") : STR("mixed-forms");
}

static void compare(Str path, const char *suffix, FormatOptions options, bool required) {
  Str expected = support_beside(&arena, path, suffix), wanted = support_read(&arena, expected);
  if (!wanted.data && !required) return;
  FindingSink sink;
  finding_sink_init(&sink, &arena);
  options.finding_name = finding_name;
  const Tree *tree = parse_file(&arena, source_add(&store, path, support_read(&arena, path)), vocabulary, &sink);
  Str given = format_tree(&arena, tree, vocabulary, &options);
  if (getenv("BLESS") && !str_equal(wanted, given)) {
    FILE *file = fopen(expected.data, "wb");
    ck_assert(file != NULL);
    fwrite(given.data, 1, given.length, file);
    fclose(file);
    return;
  }
  ck_assert_msg(wanted.data && str_equal(wanted, given), "%.*s:\n%.*s", STR_ARGS(expected), STR_ARGS(given));
}

START_TEST(files_are_as_expected) {
  Str path = cases.items[_i];
  compare(path, "out", (FormatOptions){0}, true);
  compare(path, "nl", (FormatOptions){.translate = true, .keywords = LANGUAGE_NL}, false);
  compare(path, "en", (FormatOptions){.translate = true, .keywords = LANGUAGE_EN}, false);
}
END_TEST

int main(void) {
  arena_init(&arena, NULL, NULL);
  source_store_init(&store, &arena);
  vocabulary = support_vocabulary(&arena, &store);
  cases = support_files(&arena, STR("tests/format"), STR(".kompas"));
  Suite *suite = suite_create("format");
  TCase *tests = tcase_create("format");
  tcase_add_loop_test(tests, files_are_as_expected, 0, (int)cases.count);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  arena_free(&arena);
  return failed || cases.count == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
