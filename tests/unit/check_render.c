/* check_render.c: how excerpts, texts and JSON come out. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/base/json.h"
#include "compiler/diagnostics/excerpt.h"
#include "compiler/diagnostics/render.h"

static Arena arena;
static SourceStore store;

static void set_up(void) {
  arena_init(&arena, NULL, NULL);
  source_store_init(&store, &arena);
}

static void tear_down(void) { arena_free(&arena); }

/* The excerpt of the first place where `marked` stands in `text`. */
static const char *excerpt(const char *text, const char *marked, const char *label, uint32_t width) {
  static const Palette plain = {"", "", "", "", ""};
  Source *source = source_add(&store, STR("spec"), str_of(text));
  uint32_t start = (uint32_t)str_find(str_of(text), str_of(marked));
  Mark mark = {.span = {source->file, start, start + (uint32_t)strlen(marked)}, .label = str_of(label), .is_primary = true};
  Text out = text_new(&arena);
  excerpt_render(&out, &store, &mark, 1, 1, width, &plain);
  return text_str(&out).data;
}

START_TEST(marks_stand_under_their_word) {
  ck_assert_str_eq(excerpt("a\nben\n", "ben", "", 80), " --> spec:2:1\n  |\n2 | ben\n  | ^^^\n");
  ck_assert_str_eq(excerpt("ëë b", "b", "", 80), " --> spec:1:4\n  |\n1 | ëë b\n  |    ^\n");
  ck_assert_str_eq(excerpt("東京 b", "b", "here", 80), " --> spec:1:4\n  |\n1 | 東京 b\n  |      ^ here\n");
  ck_assert_str_eq(excerpt("\tb", "b", "", 80), " --> spec:1:2\n  |\n1 |         b\n  |         ^\n");
  ck_assert_str_eq(excerpt("e\xCC\x81 b", "b", "", 80), " --> spec:1:4\n  |\n1 | e\xCC\x81 b\n  |   ^\n");
}
END_TEST

START_TEST(unsafe_characters_are_shown_not_sent) {
  ck_assert_str_eq(excerpt("a\033[31m b", "b", "", 80), " --> spec:1:8\n  |\n1 | a<U+001B>[31m b\n  |               ^\n");
  ck_assert_str_eq(excerpt("\xFF b", "b", "", 80), " --> spec:1:3\n  |\n1 | <FF> b\n  |      ^\n");
  Text out = text_new(&arena);
  render_safe(&out, STR("a\xE2\x80\xAE\nb"));
  ck_assert_str_eq(text_str(&out).data, "a<U+202E> b");
}
END_TEST

START_TEST(long_lines_are_cut_around_the_place) {
  char line[12000];
  memset(line, 'x', sizeof line - 1);
  line[sizeof line - 1] = '\0';
  memcpy(line + 6000, "HERE", 4);
  const char *shown = excerpt(line, "HERE", "", 60);
  ck_assert_ptr_nonnull(strstr(shown, "HERE"));
  const char *row = strstr(shown, "1 | "), *marks = strstr(row, "\n");
  ck_assert_ptr_eq(strstr(row, "…"), row + 4);
  ck_assert_uint_le((size_t)(marks - row), 70);
  /* the ellipsis takes three bytes and one cell */
  ck_assert_int_eq((int)(strchr(marks, '^') - marks), (int)(strstr(row, "HERE") - row) - 2 + 1);
}
END_TEST

START_TEST(texts_are_wrapped_by_cells) {
  Text out = text_new(&arena);
  render_wrapped(&out, STR("one two three four"), 0, 2, 9);
  ck_assert_str_eq(text_str(&out).data, "one two\n  three\n  four");
  out = text_new(&arena);
  render_wrapped(&out, STR("coördinatie ëëë ëëë"), 0, 0, 15);
  ck_assert_str_eq(text_str(&out).data, "coördinatie ëëë\nëëë");
  out = text_new(&arena);
  render_wrapped(&out, STR("averyveryverylongword b"), 0, 0, 10);
  ck_assert_str_eq(text_str(&out).data, "averyveryverylongword\nb");
  out = text_new(&arena);
  render_wrapped(&out, STR("two\nlines"), 0, 1, 40);
  ck_assert_str_eq(text_str(&out).data, "two\n lines");
}
END_TEST

START_TEST(json_is_always_valid) {
  Text out = text_new(&arena);
  Json json = json_new(&out, 0);
  json_open_object(&json);
  json_pair(&json, "quoted \" key", STR("a\"\\\n\t\x01\x7f\xC2\x85 \xFF é"));
  json_key(&json, "list");
  json_open_list(&json);
  json_number(&json, -5);
  json_boolean(&json, true);
  json_null(&json);
  json_open_object(&json);
  json_close_object(&json);
  json_close_list(&json);
  json_close_object(&json);
  ck_assert_str_eq(text_str(&out).data, "{\"quoted \\\" key\":\"a\\\"\\\\\\n\\t\\u0001\\u007f\\u0085 \xEF\xBF\xBD é\",\"list\":[-5,true,null,{}]}");
}
END_TEST

int main(void) {
  Suite *suite = suite_create("render");
  TCase *all = tcase_create("all");
  tcase_add_checked_fixture(all, set_up, tear_down);
  tcase_add_test(all, marks_stand_under_their_word);
  tcase_add_test(all, unsafe_characters_are_shown_not_sent);
  tcase_add_test(all, long_lines_are_cut_around_the_place);
  tcase_add_test(all, texts_are_wrapped_by_cells);
  tcase_add_test(all, json_is_always_valid);
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed != 0;
}
