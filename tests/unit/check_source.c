/* Places: lines, columns in code points, UTF-16 units and terminal cells. */
#include <check.h>
#include <stdlib.h>

#include "compiler/source/source.h"

static Arena arena;
static SourceStore store;

static void set_up(void) {
  arena_init(&arena, NULL, NULL);
  source_store_init(&store, &arena);
}
static void tear_down(void) { arena_free(&arena); }

/* Two lines, the second with a tab, an ë, a wide character and one outside the basic plane; CRLF between them. */
static const char text[] = "kompas 1 nl\r\n\tzo\xC3\xAB\xE4\xB8\xAD\xF0\x9F\x98\x80x\n";

static const struct {
  uint32_t byte, line, column, utf16, visual;
} places[] = {
    {0, 1, 1, 1, 1},   {7, 1, 8, 8, 8},   {13, 2, 1, 1, 1},  {14, 2, 2, 2, 9},
    {16, 2, 4, 4, 11}, {18, 2, 5, 5, 12}, {21, 2, 6, 6, 14}, {25, 2, 7, 8, 16},
    {26, 2, 8, 9, 17}, {27, 3, 1, 1, 1},  {99, 3, 1, 1, 1},  {17, 2, 4, 4, 11}, /* past the end; inside the ë */
};

START_TEST(finds_places) {
  Source *source = source_add(&store, STR("a.kompas"), STR(text));
  Position position = source_position(&store, source->file, places[_i].byte);
  ck_assert_uint_eq(position.line, places[_i].line);
  ck_assert_uint_eq(position.column, places[_i].column);
  ck_assert_uint_eq(position.column_utf16, places[_i].utf16);
  ck_assert_uint_eq(position.visual, places[_i].visual);
}
END_TEST

START_TEST(gives_lines) {
  Source *source = source_add(&store, STR("a.kompas"), STR(text));
  ck_assert(str_equal(source_line(&store, source->file, 1), STR("kompas 1 nl")));
  ck_assert(str_equal(source_line(&store, source->file, 3), STR("")));
  ck_assert(str_equal(source_line(&store, source->file, 0), STR("")));
  ck_assert(str_equal(source_line(&store, source->file, 4), STR("")));
  ck_assert(str_equal(source_slice(&store, (Span){source->file, 7, 8}), STR("1")));
}
END_TEST

START_TEST(empty_and_unknown_sources) {
  Source *source = source_add(&store, STR("leeg.kompas"), STR(""));
  ck_assert_uint_eq(source_position(&store, source->file, 0).line, 1);
  ck_assert(str_equal(source_line(&store, source->file, 1), STR("")));
  ck_assert(source_get(&store, 7) == NULL);
  ck_assert_uint_eq(source_position(&store, 7, 3).line, 1);
  ck_assert(str_equal(source_slice(&store, NO_SPAN), STR("")));
}
END_TEST

START_TEST(a_byte_order_mark_takes_no_column) {
  Source *source = source_add(&store, STR("a.kompas"), STR("\xEF\xBB\xBFkompas"));
  ck_assert_uint_eq(source_position(&store, source->file, 3).column, 1);
  ck_assert_uint_eq(source_position(&store, source->file, 4).column, 2);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("source");
  TCase *tests = tcase_create("source");
  tcase_add_checked_fixture(tests, set_up, tear_down);
  tcase_add_loop_test(tests, finds_places, 0, sizeof places / sizeof *places);
  tcase_add_test(tests, gives_lines);
  tcase_add_test(tests, empty_and_unknown_sources);
  tcase_add_test(tests, a_byte_order_mark_takes_no_column);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
