/* Paragraphs: where lines break, what is never parted, and how lines are filled. Lines are compared as texts joined by "|"; a
 * word that was broken ends with "=" in place of the soft hyphen. */
#include <check.h>
#include <stdlib.h>

#include "runtime/paragraph.h"

static Arena arena;
static FontSet *fonts;
static Style style;
static Typesetter setter;

static void set_up(void) {
  Str problem = STR("");
  arena_init(&arena, NULL, NULL);
  fonts = fonts_open(STR("Lato"), &arena, &problem);
  ck_assert_msg(fonts != NULL, "%.*s", STR_ARGS(problem));
  style = style_default();
  setter = (Typesetter){.arena = &arena, .fonts = fonts, .style = &style, .language = LANGUAGE_NL};
}

static void tear_down(void) {
  fonts_close(fonts);
  arena_free(&arena);
}

static ParagraphInput input_of(const char *text, double width_mm, bool hyphenate) {
  ParagraphInput input = {.style = {FACE_REGULAR, 10, 4.5 * MM, 0, style.ink}, .width = width_mm * MM, .hyphenate = hyphenate};
  run_add(&arena, &input.runs, str_of(text));
  return input;
}

static const char *lines_of(const Paragraph *paragraph) {
  Text text = text_new(&arena);
  LIST_EACH(const Line, line, paragraph->lines) {
    if (text.length) text_add_char(&text, '|');
    LIST_EACH(const Piece, piece, line->pieces) {
      Str shown = piece->shaped.text;
      if (piece->kind != PIECE_TEXT) text_add_char(&text, '*');
      bool broken = str_ends_with(shown, STR("\xC2\xAD"));
      text_add(&text, broken ? str_slice(shown, 0, shown.length - 2) : shown);
      if (broken) text_add_char(&text, '=');
    }
    while (text.length && text.data[text.length - 1] == ' ') text.length--;
  }
  return text_str(&text).data;
}

static const char *set_in(const char *text, double width_mm, bool hyphenate) {
  ParagraphInput input = input_of(text, width_mm, hyphenate);
  return lines_of(paragraph_break(&setter, &input));
}

/* ---- where a line may not end ---- */

static const struct {
  const char *text, *kept; /* whatever the width, `kept` stands on one line */
} together[] = {
    {"een bedrag van \xE2\x82\xAC\xC2\xA0" "250.000 per jaar", "\xE2\x82\xAC\xC2\xA0" "250.000"},
    {"een bedrag van \xE2\x82\xAC-250 per jaar", "\xE2\x82\xAC-250"},
    {"een bedrag van \xE2\x82\xAC 250 per jaar", "\xE2\x82\xAC 250"},
    {"het mandaat van A. Bos is te klein", "A. Bos"},
    {"van -5 tot 10 graden en terug", "-5"},
    {"stuur een e-mail aan de stuurgroep", "e-mail"},
    {"in 2026-2027 en daarna", "2026-2027"},
    {"en/of een van beide", "en/of"},
    {"vraag jan@voorbeeld.nl om raad", "jan@voorbeeld.nl"},
};

START_TEST(what_belongs_together_stays_together) {
  for (double width = 30; width < 70; width += 1.5) {
    const char *lines = set_in(together[_i].text, width, true);
    ck_assert_msg(strstr(lines, together[_i].kept) != NULL, "at %.1f mm: %s", width, lines);
  }
}
END_TEST

START_TEST(addresses_break_only_where_they_must) {
  const char *text = "zie https://voorbeeld.nl/een-pad/van-woorden/verslag.html voor meer";
  ck_assert_ptr_nonnull(strstr(set_in(text, 95, true), "https://voorbeeld.nl/een-pad/van-woorden/verslag.html"));
  const char *narrow = set_in(text, 40, true);
  ck_assert_ptr_null(strchr(narrow, '='));
  ck_assert_msg(strstr(narrow, "/|") || strstr(narrow, "-|"), "%s", narrow);
}
END_TEST

START_TEST(words_with_hyphens_break_after_them) {
  ck_assert_str_eq(set_in("Noord- en Oost-Gelderland", 26, false), "Noord- en Oost-|Gelderland");
}
END_TEST

/* ---- words ---- */

START_TEST(no_line_is_too_wide_and_no_text_is_lost) {
  const char *text = "De verantwoordelijkheid voor de gegevensuitwisselingsinfrastructuur blijft bij de "
                     "samenwerkingsverbandpensioenuitvoeringsorganisatieadministratie en de coöperatie.";
  for (double width = 12; width < 120; width += 4) {
    ParagraphInput input = input_of(text, width, width >= 60);
    const Paragraph *paragraph = paragraph_break(&setter, &input);
    Text joined = text_new(&arena);
    LIST_EACH(const Line, line, paragraph->lines) {
      ck_assert_msg(line->width <= width * MM + 0.5, "%.2f of %.2f: %s", line->width, width * MM, lines_of(paragraph));
      LIST_EACH(const Piece, piece, line->pieces) {
        Str shown = piece->shaped.text;
        text_add(&joined, str_ends_with(shown, STR("\xC2\xAD")) ? str_slice(shown, 0, shown.length - 2) : shown);
      }
    }
    ck_assert_str_eq(text_str(&joined).data, text);
  }
}
END_TEST

START_TEST(never_two_hyphens_running) {
  const char *text = "Verantwoordelijkheidsverdeling, gegevensuitwisseling, samenwerkingsovereenkomsten, organisatieontwikkeling, "
                     "besluitvormingsprocedures, financieringsafspraken, onderhandelingsresultaten, tussentijdse evaluatiemomenten.";
  for (double width = 60; width < 130; width += 2) {
    ParagraphInput input = input_of(text, width, true);
    const Paragraph *paragraph = paragraph_break(&setter, &input);
    for (uint32_t i = 1; i < paragraph->lines.count; i++)
      ck_assert(!(paragraph->lines.items[i].is_hyphenated && paragraph->lines.items[i - 1].is_hyphenated));
  }
}
END_TEST

START_TEST(the_last_line_is_not_a_scrap) {
  const char *text = "Wie een verpleegkundige op het scherm wil, heeft er binnen twee minuten een, dag en nacht, en wie dat niet "
                     "wil houdt de verpleegkundige die al aan huis kwam, zo is afgesproken in mei.";
  for (double width = 60; width < 130; width += 1) {
    ParagraphInput input = input_of(text, width, true);
    const Paragraph *paragraph = paragraph_break(&setter, &input);
    const Line *last = &paragraph->lines.items[paragraph->lines.count - 1];
    Str shown = last->pieces.items[0].shaped.text;
    ck_assert_msg(shown.length >= 10 || str_find(shown, STR(" ")) < shown.length, "at %.0f mm: %s", width, lines_of(paragraph));
  }
}
END_TEST

START_TEST(lines_are_even_when_balanced) {
  ParagraphInput input = input_of("Two of three mandates do not carry the decision of 10 December.", 90, false);
  uint32_t lines = paragraph_break(&setter, &input)->lines.count;
  input.balance = true;
  const Paragraph *paragraph = paragraph_break(&setter, &input);
  ck_assert_uint_eq(paragraph->lines.count, lines);
  ck_assert_uint_eq(lines, 2);
  double first = paragraph->lines.items[0].width, second = paragraph->lines.items[1].width;
  ck_assert_double_lt(first > second ? first - second : second - first, 0.2 * first);
}
END_TEST

/* ---- runs ---- */

START_TEST(a_sign_stays_with_its_word_and_lines_hang_beside_it) {
  ParagraphInput input = input_of("", 22, false);
  input.runs.count = 0;
  run_add(&arena, &input.runs, STR("nog niet benoemd"))->state = STATE_OPEN;
  const Paragraph *paragraph = paragraph_break(&setter, &input);
  ck_assert_uint_gt(paragraph->lines.count, 1);
  const Line *first = &paragraph->lines.items[0], *second = &paragraph->lines.items[1];
  ck_assert_int_eq(first->pieces.items[0].kind, PIECE_SIGN);
  ck_assert_int_eq(first->pieces.items[1].kind, PIECE_TEXT);
  ck_assert_double_eq_tol(second->pieces.items[0].x, first->pieces.items[1].x, 0.001);
  ck_assert_int_eq(first->pieces.items[1].shaped.face, FACE_BOLD);
}
END_TEST

START_TEST(runs_keep_their_faces_and_languages) {
  ParagraphInput input = input_of("Gewoon, ", 120, true);
  run_add(&arena, &input.runs, STR("vet"))->bold = true;
  run_add(&arena, &input.runs, STR(" en "));
  Run *run = run_add(&arena, &input.runs, STR("foreign"));
  run->italic = run->foreign = true;
  run->language = LANGUAGE_EN;
  const Paragraph *paragraph = paragraph_break(&setter, &input);
  ck_assert_uint_eq(paragraph->lines.count, 1);
  const Piece *pieces = paragraph->lines.items[0].pieces.items;
  ck_assert_uint_eq(paragraph->lines.items[0].pieces.count, 4);
  ck_assert_int_eq(pieces[0].shaped.face, FACE_REGULAR);
  ck_assert_int_eq(pieces[1].shaped.face, FACE_BOLD);
  ck_assert_int_eq(pieces[3].shaped.face, FACE_ITALIC);
  ck_assert_int_eq(pieces[3].shaped.language, LANGUAGE_EN);
  for (int i = 1; i < 4; i++) ck_assert_double_eq_tol(pieces[i].x, pieces[i - 1].x + pieces[i - 1].width, 0.001);
}
END_TEST

START_TEST(codes_are_not_hyphenated) {
  ParagraphInput input = input_of("de code ", 62, true);
  run_add(&arena, &input.runs, STR("verantwoordelijkheidsverdeling"))->codes = true;
  run_add(&arena, &input.runs, STR(" staat op dezelfde bladzijde"));
  ck_assert_ptr_nonnull(strstr(lines_of(paragraph_break(&setter, &input)), "verantwoordelijkheidsverdeling"));
}
END_TEST

/* Characters that no font here may have are drawn as their codes, which are wide; marks stay with their letter. */
START_TEST(codes_of_missing_characters_stay_in_the_column) {
  static const char *const texts[] = {"\xE6\x9D\xB1\xE4\xBA\xAC\xE9\x83\xBD\xE5\x81\xA5\xE5\xBA\xB7", "\xE0\xB9\x84\xE0\xB8\x97\xE0\xB8\xA2\xE0\xB8\xAA\xE0\xB8\xB8\xE0\xB8\x82\xE0\xB8\xA0\xE0\xB8\xB2\xE0\xB8\x9E",
                                      "\xF0\x9F\x8F\xA5 Zorg & \xF0\x9F\xA4\x9D Samen"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    for (double width = 27; width < 60; width += 1) {
      ParagraphInput input = input_of(texts[i], width, false);
      const Paragraph *paragraph = paragraph_break(&setter, &input);
      LIST_EACH(const Line, line, paragraph->lines) {
        double end = 0;
        LIST_EACH(const Piece, piece, line->pieces) end = piece->x + piece->width > end ? piece->x + piece->width : end;
        ck_assert_msg(end <= width * MM + 3, "text %zu at %.0f mm: a line of %.0f mm", i, width, end / MM);
      }
    }
}
END_TEST

START_TEST(blanks_are_one_space_and_none_at_the_ends) {
  ck_assert_str_eq(set_in("  een\n\t twee  ", 100, false), "een twee");
  ck_assert_str_eq(set_in("   ", 100, false), "");
  ck_assert_str_eq(set_in("", 100, false), "");
}
END_TEST

START_TEST(natural_width_is_what_one_line_takes) {
  ParagraphInput input = input_of("Hoe breed is dit?", 500, false);
  double least, natural = paragraph_natural_width(&setter, &input.runs, &input.style, &least);
  ck_assert_double_eq_tol(natural, paragraph_break(&setter, &input)->width, 0.01);
  ck_assert_double_lt(least, natural / 2);
  ck_assert_double_gt(least, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("paragraph");
  TCase *all = tcase_create("paragraph");
  tcase_add_checked_fixture(all, set_up, tear_down);
  tcase_add_loop_test(all, what_belongs_together_stays_together, 0, (int)(sizeof together / sizeof *together));
  tcase_add_test(all, addresses_break_only_where_they_must);
  tcase_add_test(all, words_with_hyphens_break_after_them);
  tcase_add_test(all, no_line_is_too_wide_and_no_text_is_lost);
  tcase_add_test(all, never_two_hyphens_running);
  tcase_add_test(all, the_last_line_is_not_a_scrap);
  tcase_add_test(all, lines_are_even_when_balanced);
  tcase_add_test(all, a_sign_stays_with_its_word_and_lines_hang_beside_it);
  tcase_add_test(all, runs_keep_their_faces_and_languages);
  tcase_add_test(all, codes_are_not_hyphenated);
  tcase_add_test(all, codes_of_missing_characters_stay_in_the_column);
  tcase_add_test(all, blanks_are_one_space_and_none_at_the_ends);
  tcase_add_test(all, natural_width_is_what_one_line_takes);
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
