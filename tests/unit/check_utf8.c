/* UTF-8: what is decoded and what is not, character classes, NFC, folding. */
#include <check.h>
#include <stdlib.h>

#include "compiler/base/utf8.h"

static Arena arena;
static void set_up(void) { arena_init(&arena, NULL, NULL); }
static void tear_down(void) { arena_free(&arena); }

static const struct {
  const char *bytes;
  int32_t code_point;
  size_t size;
} sequences[] = {
    {"a", 'a', 1},
    {"\xC3\xAB", 0xEB, 2},
    {"\xE2\x82\xAC", 0x20AC, 3},
    {"\xF0\x9F\x98\x80", 0x1F600, 4},
    {"\xF4\x8F\xBF\xBF", 0x10FFFF, 4},
    {"\xC0\xAF", UTF8_INVALID, 1},         /* overlong */
    {"\xE0\x80\xAF", UTF8_INVALID, 1},     /* overlong */
    {"\xF0\x80\x80\xAF", UTF8_INVALID, 1}, /* overlong */
    {"\xED\xA0\x80", UTF8_INVALID, 1},     /* surrogate */
    {"\xF4\x90\x80\x80", UTF8_INVALID, 1}, /* above U+10FFFF */
    {"\x80", UTF8_INVALID, 1},             /* continuation alone */
    {"\xE2\x82", UTF8_INVALID, 1},         /* cut off */
    {"\xE2\x28\xA1", UTF8_INVALID, 1},
    {"\xFF", UTF8_INVALID, 1},
};

START_TEST(decodes) {
  size_t size;
  ck_assert_int_eq(utf8_decode(str_of(sequences[_i].bytes), 0, &size), sequences[_i].code_point);
  ck_assert_uint_eq(size, sequences[_i].size);
}
END_TEST

START_TEST(encodes_what_it_decodes) {
  if (sequences[_i].code_point == UTF8_INVALID) return;
  Text text = text_new(&arena);
  utf8_encode(&text, sequences[_i].code_point);
  ck_assert_str_eq(text_str(&text).data, sequences[_i].bytes);
}
END_TEST

START_TEST(measures_cells) {
  ck_assert_int_eq(utf8_cells('a'), 1);
  ck_assert_int_eq(utf8_cells(0xEB), 1);
  ck_assert_int_eq(utf8_cells(0x301), 0);
  ck_assert_int_eq(utf8_cells(0x4E2D), 2);
}
END_TEST

START_TEST(classifies) {
  ck_assert(utf8_is_letter('z') && utf8_is_letter(0xEB) && utf8_is_letter(0x416) && utf8_is_letter(0x4E2D));
  ck_assert(!utf8_is_letter('_') && !utf8_is_letter('5') && !utf8_is_letter(0x20AC) && !utf8_is_letter(UTF8_INVALID));
  ck_assert(utf8_is_space(' ') && utf8_is_space(0xA0) && utf8_is_space(0x2009) && !utf8_is_space('\t'));
  ck_assert(utf8_is_invisible(0xAD) && utf8_is_invisible(0x200B) && utf8_is_invisible(0xFEFF) &&
            !utf8_is_invisible(' '));
  ck_assert(utf8_is_bidi_control(0x202E) && utf8_is_bidi_control(0x2066) && !utf8_is_bidi_control(0x200B));
  ck_assert(utf8_is_control(0) && utf8_is_control(0x85) && utf8_is_control(0x2028) && !utf8_is_control(0xA0));
  ck_assert(utf8_is_mark(0x301) && !utf8_is_mark('a'));
}
END_TEST

static const struct {
  const char *text, *composed, *folded;
} words[] = {
    {"hi\xC3\xAB"
     "rarchie",
     "hi\xC3\xAB"
     "rarchie",
     "hierarchie"},
    {"hie\xCC\x88"
     "rarchie",
     "hi\xC3\xAB"
     "rarchie",
     "hierarchie"},
    {"Co\xC3\xB6"
     "peratie",
     "Co\xC3\xB6"
     "peratie",
     "cooperatie"},
    {"PARTY", "PARTY", "party"},
    {"party", "party", "party"},
    {"", "", ""},
    {"\xFF", "\xFF", "\xFF"},
};

START_TEST(composes_and_folds) {
  Str composed = utf8_nfc(&arena, str_of(words[_i].text)), folded = utf8_fold(&arena, str_of(words[_i].text));
  ck_assert(str_equal(composed, str_of(words[_i].composed)));
  ck_assert(str_equal(folded, str_of(words[_i].folded)));
}
END_TEST

int main(void) {
  Suite *suite = suite_create("utf8");
  TCase *tests = tcase_create("utf8");
  tcase_add_checked_fixture(tests, set_up, tear_down);
  int count = sizeof sequences / sizeof *sequences;
  tcase_add_loop_test(tests, decodes, 0, count);
  tcase_add_loop_test(tests, encodes_what_it_decodes, 0, count);
  tcase_add_test(tests, measures_cells);
  tcase_add_test(tests, classifies);
  tcase_add_loop_test(tests, composes_and_folds, 0, sizeof words / sizeof *words);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
