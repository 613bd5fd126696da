/* Fonts: which file is found, how words are shaped, and what happens to characters that no font has. */
#include <check.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/font.h"

static Arena arena;
static FontSet *fonts;

static void set_up(void) {
  Str problem = STR("");
  arena_init(&arena, NULL, NULL);
  fonts = fonts_open(STR("Lato"), &arena, &problem);
  ck_assert_msg(fonts != NULL, "%s", problem.data);
}

static void tear_down(void) {
  fonts_close(fonts);
  arena_free(&arena);
}

static ShapedText shape(const char *text, Language language, ShapeFlags flags) {
  return font_shape(fonts, FACE_REGULAR, str_of(text), language, flags, &arena);
}

static const struct {
  FontFace face;
  const char *name;
} face_names[] = {{FACE_REGULAR, "Lato-Regular"}, {FACE_BOLD, "Lato-Bold"},     {FACE_SEMIBOLD, "Lato-Semibold"},
                  {FACE_LIGHT, "Lato-Light"},     {FACE_ITALIC, "Lato-Italic"}, {FACE_BOLD_ITALIC, "Lato-BoldItalic"}};

START_TEST(every_face_has_its_file) {
  const FontFile *file = fonts_file_of(fonts, face_names[_i].face, 0);
  ck_assert_str_eq(file->post_script_name.data, face_names[_i].name);
  ck_assert(file->ascent > 0.5 && file->descent > 0.05 && file->cap_height > 0.5);
  ck_assert_int_eq(file->is_italic, strstr(face_names[_i].name, "Italic") != NULL);
}
END_TEST

START_TEST(unknown_family_is_named) {
  Str problem;
  ck_assert_ptr_null(fonts_open(STR("No Such Sans"), &arena, &problem));
  ck_assert_str_eq(problem.data, "font family \"No Such Sans\" is not installed (package fonts-no-such-sans)");
}
END_TEST

/* ---- files that cannot be trusted ---- */

static char folder[] = "/tmp/kompas-fonts-XXXXXX";

/* Copies the regular face of Lato to the folder, changed; returns what opening the family from there says. */
static Str open_changed(void (*change)(unsigned char *bytes, size_t *length)) {
  static unsigned char bytes[4 * 1024 * 1024];
  char path[64];
  const char *folders[] = {folder};
  FILE *file = fopen("/usr/share/fonts/truetype/lato/Lato-Regular.ttf", "rb");
  ck_assert_ptr_nonnull(file);
  size_t length = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  change(bytes, &length);
  snprintf(path, sizeof path, "%s/Lato-Regular.ttf", folder);
  file = fopen(path, "wb");
  ck_assert(file && fwrite(bytes, 1, length, file) == length);
  fclose(file);
  Str problem = STR("");
  FontSet *opened = fonts_open_from(folders, 1, STR("Lato"), &arena, &problem);
  fonts_close(opened);
  ck_assert_int_eq(opened == NULL, problem.length > 0);
  return problem;
}

/* The entry of a table in the directory. */
static unsigned char *find_entry(unsigned char *bytes, const char *tag) {
  for (unsigned i = 0; i < (unsigned)bytes[4] * 256 + bytes[5]; i++)
    if (memcmp(bytes + 12 + 16 * i, tag, 4) == 0) return bytes + 12 + 16 * i;
  ck_abort_msg("no table %s", tag);
  return NULL;
}

static void change_nothing(unsigned char *bytes, size_t *length) { (void)bytes, (void)length; }
static void cut_off(unsigned char *bytes, size_t *length) { (void)bytes, *length /= 2; }
static void cut_short(unsigned char *bytes, size_t *length) { (void)bytes, *length = 11; }
static void leave_empty(unsigned char *bytes, size_t *length) { (void)bytes, *length = 0; }
static void lose_outlines(unsigned char *bytes, size_t *length) { (void)length, memcpy(find_entry(bytes, "glyf"), "gone", 4); }
static void lose_map(unsigned char *bytes, size_t *length) { (void)length, memcpy(find_entry(bytes, "cmap"), "gone", 4); }
static void lead_astray(unsigned char *bytes, size_t *length) { (void)length, find_entry(bytes, "glyf")[8] = 0x7f; }

static void forbid_embedding(unsigned char *bytes, size_t *length) {
  (void)length;
  const unsigned char *entry = find_entry(bytes, "OS/2");
  size_t at = (size_t)entry[8] << 24 | (size_t)entry[9] << 16 | (size_t)entry[10] << 8 | entry[11];
  bytes[at + 8] = 0, bytes[at + 9] = 2;
}

START_TEST(damaged_and_locked_fonts_are_refused) {
  static void (*const changes[])(unsigned char *, size_t *) = {cut_off,  cut_short,   leave_empty,     lose_outlines,
                                                               lose_map, lead_astray, forbid_embedding};
  ck_assert_ptr_nonnull(mkdtemp(folder));
  ck_assert_uint_eq(open_changed(change_nothing).length, 0);
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    Str problem = open_changed(changes[i]);
    ck_assert_msg(strstr(problem.data, "Lato-Regular.ttf is damaged, or may not be embedded (package fonts-lato)") != NULL, "%zu: %s", i,
                  problem.data);
  }
  char command[80];
  snprintf(command, sizeof command, "rm -r %s", folder);
  ck_assert_int_eq(system(command), 0);
}
END_TEST

/* Any single byte of the directory and the tables that are read first may be anything: opening and shaping come to an end. */
static void change_byte(unsigned char *bytes, size_t *length);
static size_t changed_byte;
static void change_byte(unsigned char *bytes, size_t *length) { bytes[changed_byte % *length] ^= 0xa5; }

START_TEST(any_byte_may_be_wrong) {
  char other[] = "/tmp/kompas-fonts-XXXXXX";
  ck_assert_ptr_nonnull(mkdtemp(other));
  memcpy(folder, other, sizeof folder);
  for (changed_byte = 0; changed_byte < 400; changed_byte += 3) {
    Str problem = open_changed(change_byte);
    ck_assert(problem.length == 0 || strstr(problem.data, "fonts-lato"));
  }
  char command[80];
  snprintf(command, sizeof command, "rm -r %s", folder);
  ck_assert_int_eq(system(command), 0);
}
END_TEST

/* ---- other directions ---- */

START_TEST(hebrew_runs_to_the_left) {
  ShapedText shaped = font_shape(fonts, FACE_REGULAR, STR("a \u05d0\u05d1 12 \u05d2 b"), LANGUAGE_EN, SHAPE_PLAIN, &arena);
  static const uint32_t seen[] = {0, 1, 10, 9, 7, 8, 6, 4, 2, 12, 13};
  ck_assert(shaped.is_reordered);
  ck_assert_uint_eq(shaped.missing, 0);
  ck_assert_uint_eq(shaped.glyph_count, sizeof seen / sizeof *seen);
  for (uint32_t i = 0; i < shaped.glyph_count; i++) ck_assert_uint_eq(shaped.glyphs[i].cluster, seen[i]);
  ck_assert(!font_shape(fonts, FACE_REGULAR, STR("\u00e9\u0142\u03b1\u2013"), LANGUAGE_EN, SHAPE_PLAIN, &arena).is_reordered);
  double whole = font_width(fonts, FACE_REGULAR, 10, 0, shaped.text, LANGUAGE_EN);
  ck_assert(whole > 9.999 * (double)shaped.width && whole < 10.001 * (double)shaped.width);
}
END_TEST

START_TEST(arabic_letters_join) {
  double apart = 0, joined = font_width(fonts, FACE_REGULAR, 10, 0, STR("\u0645\u0633\u062a"), LANGUAGE_EN);
  static const char *const letters[] = {"\u0645", "\u0633", "\u062a"};
  for (size_t i = 0; i < 3; i++) apart += font_width(fonts, FACE_REGULAR, 10, 0, str_of(letters[i]), LANGUAGE_EN);
  ck_assert_msg(joined < apart - 0.5, "%f %f", joined, apart);
}
END_TEST

START_TEST(missing_characters_are_noted) {
  uint32_t count;
  FontSet *other = fonts;
  font_shape(other, FACE_REGULAR, STR("\u4e2d\u6587 \u4e2d"), LANGUAGE_EN, SHAPE_PLAIN, &arena);
  const uint32_t *missing = fonts_missing(other, &count);
  ck_assert_uint_ge(count, 2);
  ck_assert_uint_eq(missing[count - 2], 0x4e2d);
  ck_assert_uint_eq(missing[count - 1], 0x6587);
}
END_TEST

START_TEST(cff_outlines) {
  Str problem;
  FontSet *other = fonts_open(STR("P052"), &arena, &problem);
  ck_assert_msg(other != NULL, "%s", problem.data);
  ck_assert(fonts_file_of(other, FACE_REGULAR, 0)->is_cff);
  ck_assert(fonts_file_of(other, FACE_ITALIC, 0)->is_italic);
  ck_assert(!fonts_file_of(fonts, FACE_REGULAR, 0)->is_cff);
  fonts_close(other);
}
END_TEST

START_TEST(family_of_two_words) {
  Str problem;
  FontSet *other = fonts_open(STR("DejaVu Sans"), &arena, &problem);
  ck_assert_ptr_nonnull(other);
  ck_assert_str_eq(fonts_file_of(other, FACE_REGULAR, 0)->post_script_name.data, "DejaVuSans");
  ck_assert_str_eq(fonts_file_of(other, FACE_SEMIBOLD, 0)->post_script_name.data, "DejaVuSans-Bold");
  fonts_close(other);
}
END_TEST

START_TEST(kerning_narrows) {
  double apart = font_width(fonts, FACE_REGULAR, 10, 0, STR("A"), LANGUAGE_EN) +
                 font_width(fonts, FACE_REGULAR, 10, 0, STR("V"), LANGUAGE_EN);
  ck_assert_double_lt(font_width(fonts, FACE_REGULAR, 10, 0, STR("AV"), LANGUAGE_EN), apart - 0.2);
}
END_TEST

START_TEST(width_is_that_of_the_shape) {
  const char *text = "Vertrouwen in de keten: \xe2\x82\xac 250.000";
  ShapedText shaped = shape(text, LANGUAGE_NL, SHAPE_PLAIN);
  ck_assert_double_eq_tol(shaped_width(&shaped, 9, 0.02),
                          font_width(fonts, FACE_REGULAR, 9, 0.02, str_of(text), LANGUAGE_NL), 1e-4);
  double sum = 0;
  for (uint32_t i = 0; i < shaped.glyph_count; i++) sum += (double)shaped.glyphs[i].advance;
  ck_assert_double_eq_tol(sum, (double)shaped.width, 1e-4);
  ck_assert_uint_eq(shaped.missing, 0);
}
END_TEST

/* Tables need figures of one width. */
START_TEST(figures_are_tabular) {
  ck_assert_double_eq_tol(font_width(fonts, FACE_REGULAR, 10, 0, STR("1"), LANGUAGE_EN),
                          font_width(fonts, FACE_REGULAR, 10, 0, STR("8"), LANGUAGE_EN), 1e-9);
}
END_TEST

static const struct {
  const char *word;
  Language language;
  ShapeFlags flags;
  uint32_t glyphs;
} ligatures[] = {{"fiets", LANGUAGE_EN, SHAPE_PLAIN, 4},
                 {"fiets", LANGUAGE_EN, SHAPE_NO_LIGATURES, 5},
                 {"fiets", LANGUAGE_NL, SHAPE_PLAIN, 4},
                 {"fijn", LANGUAGE_NL, SHAPE_PLAIN, 4},
                 {"stijgt", LANGUAGE_NL, SHAPE_PLAIN, 6},
                 {"afijfijfi", LANGUAGE_NL, SHAPE_PLAIN, 8},
                 {"ijijijijijijijijijfi", LANGUAGE_NL, SHAPE_PLAIN, 20}};

START_TEST(ligatures_spare_dutch_ij) {
  ShapedText shaped = shape(ligatures[_i].word, ligatures[_i].language, ligatures[_i].flags);
  ck_assert_uint_eq(shaped.glyph_count, ligatures[_i].glyphs);
}
END_TEST

START_TEST(clusters_point_into_the_text) {
  ShapedText shaped = shape(
      "\xc3\xab"
      "a b",
      LANGUAGE_NL, SHAPE_PLAIN);
  static const uint32_t wanted[] = {0, 2, 3, 4};
  ck_assert_uint_eq(shaped.glyph_count, 4);
  for (uint32_t i = 0; i < 4; i++) ck_assert_uint_eq(shaped.glyphs[i].cluster, wanted[i]);
}
END_TEST

START_TEST(fallback_font_helps_out) {
  ShapedText shaped = shape("ja \xe2\x9c\x93!", LANGUAGE_NL, SHAPE_PLAIN); /* a tick: not in Lato */
  ck_assert_uint_eq(shaped.glyph_count, 5);
  ck_assert_uint_eq(shaped.glyphs[3].face_index, 1);
  ck_assert_uint_eq(shaped.glyphs[4].face_index, 0);
  ck_assert_uint_eq(shaped.missing, 0);
  uint32_t count;
  const uint32_t *code_points = fonts_code_points(fonts, fonts_file_of(fonts, FACE_REGULAR, 1)->index, &arena, &count);
  ck_assert_uint_lt(shaped.glyphs[3].id, count);
  ck_assert_uint_eq(code_points[shaped.glyphs[3].id], 0x2713);
}
END_TEST

START_TEST(missing_characters_show_their_code) {
  ShapedText shaped = shape(
      "a\xf0\x93\x80\x80"
      "b",
      LANGUAGE_EN, SHAPE_PLAIN); /* a hieroglyph */
  ck_assert_uint_eq(shaped.missing, 1);
  ck_assert_uint_eq(shaped.glyph_count, 2 + strlen("[U+13000]"));
  for (uint32_t i = 0; i < shaped.glyph_count; i++) {
    ck_assert_uint_ne(shaped.glyphs[i].id, 0);
    ck_assert_uint_eq(shaped.glyphs[i].cluster, i == 0 ? 0 : i + 1 == shaped.glyph_count ? 5 : 1);
  }
}
END_TEST

START_TEST(soft_hyphen_shows_only_at_the_end) {
  ShapedText end = shape("stan\xc2\xad", LANGUAGE_NL, SHAPE_PLAIN), inside = shape(
                                                                        "stan\xc2\xad"
                                                                        "daard",
                                                                        LANGUAGE_NL, SHAPE_PLAIN);
  ShapedText hyphen = shape("-", LANGUAGE_NL, SHAPE_PLAIN);
  ck_assert_uint_eq(end.glyph_count, 5);
  ck_assert_uint_eq(end.glyphs[4].id, hyphen.glyphs[0].id);
  ck_assert_uint_eq(end.glyphs[4].cluster, 4);
  ck_assert_uint_eq(inside.glyph_count, 9);
}
END_TEST

START_TEST(long_words_and_spaces) {
  Text text = text_new(&arena);
  for (int i = 0; i < 3000; i++) text_add_c(&text, i % 500 == 499 ? "\t" : "ab");
  for (int i = 0; i < 3; i++) {
    ShapedText shaped = font_shape(fonts, FACE_BOLD, text_str(&text), LANGUAGE_EN, SHAPE_PLAIN, &arena);
    ck_assert_uint_eq(shaped.glyph_count, 5994);
    ck_assert_uint_eq(shaped.glyphs[5993].cluster, 5993);
  }
  ck_assert_uint_eq(shape("", LANGUAGE_EN, SHAPE_PLAIN).glyph_count, 0);
}
END_TEST

/* ---- memory ---- */

typedef struct Budget {
  long left;
  long held;
} Budget;

static void *budget_allocate(void *context, size_t size) {
  Budget *budget = context;
  if (budget->left-- <= 0) return NULL;
  budget->held++;
  return calloc(1, size);
}

static void budget_release(void *context, void *block) {
  ((Budget *)context)->held--;
  free(block);
}

static bool shape_within(Arena *small, FontSet *volatile *set, jmp_buf *escape) {
  Str problem;
  if (setjmp(*escape)) return false;
  *set = fonts_open(STR("Lato"), small, &problem);
  for (int i = 0; i < 120; i++) {
    Str word = str_format(small, "woord%d %0*d", i, i, 7);
    ck_assert_uint_gt(font_shape(*set, FACE_REGULAR, word, LANGUAGE_NL, SHAPE_PLAIN, small).glyph_count, 6);
  }
  return true;
}

START_TEST(failing_memory_takes_the_escape) {
  bool whole = false;
  for (long allowed = 0; !whole; allowed++) {
    ck_assert_int_lt(allowed, 500);
    Budget budget = {.left = allowed};
    Allocator allocator = {budget_allocate, budget_release, &budget};
    jmp_buf escape;
    Arena small;
    FontSet *volatile set = NULL;
    arena_init(&small, &allocator, &escape);
    whole = shape_within(&small, &set, &escape);
    fonts_close(set);
    arena_free(&small);
    ck_assert_int_eq(budget.held, 0);
  }
}
END_TEST

int main(void) {
  Suite *suite = suite_create("font");
  TCase *cases = tcase_create("font");
  tcase_set_timeout(cases, 120);
  tcase_add_checked_fixture(cases, set_up, tear_down);
  tcase_add_loop_test(cases, every_face_has_its_file, 0, sizeof face_names / sizeof *face_names);
  tcase_add_test(cases, unknown_family_is_named);
  tcase_add_test(cases, family_of_two_words);
  tcase_add_test(cases, damaged_and_locked_fonts_are_refused);
  tcase_add_test(cases, any_byte_may_be_wrong);
  tcase_add_test(cases, hebrew_runs_to_the_left);
  tcase_add_test(cases, arabic_letters_join);
  tcase_add_test(cases, missing_characters_are_noted);
  tcase_add_test(cases, cff_outlines);
  tcase_add_test(cases, kerning_narrows);
  tcase_add_test(cases, width_is_that_of_the_shape);
  tcase_add_test(cases, figures_are_tabular);
  tcase_add_loop_test(cases, ligatures_spare_dutch_ij, 0, sizeof ligatures / sizeof *ligatures);
  tcase_add_test(cases, clusters_point_into_the_text);
  tcase_add_test(cases, fallback_font_helps_out);
  tcase_add_test(cases, missing_characters_show_their_code);
  tcase_add_test(cases, soft_hyphen_shows_only_at_the_end);
  tcase_add_test(cases, long_words_and_spaces);
  tcase_add_test(cases, failing_memory_takes_the_escape);
  suite_add_tcase(suite, cases);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
