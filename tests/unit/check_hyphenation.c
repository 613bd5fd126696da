/* Hyphenation: where words may break, in both languages, and the reading of pattern files. */
#include <check.h>
#include <stdlib.h>

#include "runtime/hyphenation.h"

static Arena arena;
static void set_up(void) { arena_init(&arena, NULL, NULL); }
static void tear_down(void) { arena_free(&arena); }

/* The word with a hyphen at each of its points. */
static const char *broken(const Hyphenator *hyphenator, const char *word) {
  uint32_t count, next = 0;
  const HyphenPoint *points = hyphenator_points(hyphenator, &arena, str_of(word), &count);
  Text text = text_new(&arena);
  for (size_t at = 0; word[at]; at++) {
    if (next < count && points[next].at == at) text_add_char(&text, '-'), next++;
    text_add_char(&text, word[at]);
  }
  ck_assert_uint_eq(next, count);
  return text_str(&text).data;
}

typedef struct Case {
  Language language;
  const char *word, *broken;
} Case;

static const Case cases[] = {
    {LANGUAGE_NL, "verantwoordelijkheid", "ver-ant-woor-de-lijk-heid"},
    {LANGUAGE_NL, "samenwerkingsverband", "sa-men-wer-kings-ver-band"},
    {LANGUAGE_NL, "Gezondheidsdienst", "Ge-zond-heids-dienst"},
    /* a trema would have to go with the break: co-operatie */
    {LANGUAGE_NL, "coöperatie", "coö-pe-ra-tie"},
    {LANGUAGE_NL, "Coöperatieve", "Coö-pe-ra-tieve"},
    {LANGUAGE_NL, "geïnteresseerde", "geïn-te-res-seerde"},
    {LANGUAGE_NL, "hiërarchie", "hië-rar-chie"},
    {LANGUAGE_NL, "zeeëgel", "zeeëgel"},
    /* ij is one letter: it stays together, and counts as one */
    {LANGUAGE_NL, "bijeenkomsten", "bij-een-kom-sten"},
    {LANGUAGE_NL, "belangrijkste", "be-lang-rijk-ste"},
    {LANGUAGE_NL, "wijzigen", "wijzigen"},
    /* fewer than eight letters */
    {LANGUAGE_NL, "bestuur", "bestuur"},
    {LANGUAGE_EN, "partner", "partner"},
    {LANGUAGE_EN, "partnership", "part-ner-ship"},
    {LANGUAGE_EN, "responsibility", "re-spon-si-bil-ity"},
    {LANGUAGE_EN, "strengths", "strengths"},
    {LANGUAGE_EN, "", ""},
};

START_TEST(words_break_where_they_should) {
  const Case *c = &cases[_i];
  ck_assert_str_eq(broken(hyphenator_open(&arena, c->language), c->word), c->broken);
}
END_TEST

START_TEST(latin1_patterns_are_converted) {
  /* "ISO8859-1", then a pattern with an e-acute in that set */
  const Hyphenator *hyphenator = hyphenator_of(&arena, LANGUAGE_EN, STR("ISO8859-1\nm\xE9" "1ca\n"));
  ck_assert_str_eq(broken(hyphenator, "mm\xC3\xA9" "camnop"), "mm\xC3\xA9-camnop");
}
END_TEST

START_TEST(higher_numbers_win) {
  const Hyphenator *hyphenator = hyphenator_of(&arena, LANGUAGE_EN, STR("UTF-8\nLEFTHYPHENMIN 2\n% a comment\nc1d\nb2c2d\ne1f\n"));
  ck_assert_str_eq(broken(hyphenator, "abcdefghi"), "abcde-fghi");
}
END_TEST

START_TEST(three_letters_stay_after_and_two_before) {
  const Hyphenator *hyphenator = hyphenator_of(&arena, LANGUAGE_EN, STR("UTF-8\n1a1\n"));
  ck_assert_str_eq(broken(hyphenator, "aaaaaaaaaa"), "aa-a-a-a-a-a-aaa");
}
END_TEST

START_TEST(without_patterns_nothing_breaks) {
  uint32_t count = 7;
  hyphenator_points(hyphenator_of(&arena, LANGUAGE_NL, STR("")), &arena, STR("verantwoordelijkheid"), &count);
  ck_assert_uint_eq(count, 0);
}
END_TEST

START_TEST(words_without_end_and_broken_utf8_give_nothing) {
  const Hyphenator *hyphenator = hyphenator_open(&arena, LANGUAGE_NL);
  char word[400];
  uint32_t count;
  memset(word, 'e', sizeof word);
  hyphenator_points(hyphenator, &arena, (Str){word, sizeof word}, &count);
  ck_assert_uint_eq(count, 0);
  hyphenator_points(hyphenator, &arena, STR("verantw\xFF" "oordelijk"), &count);
  ck_assert_uint_eq(count, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("hyphenation");
  TCase *all = tcase_create("hyphenation");
  tcase_add_checked_fixture(all, set_up, tear_down);
  tcase_add_loop_test(all, words_break_where_they_should, 0, (int)(sizeof cases / sizeof *cases));
  tcase_add_test(all, latin1_patterns_are_converted);
  tcase_add_test(all, higher_numbers_win);
  tcase_add_test(all, three_letters_stay_after_and_two_before);
  tcase_add_test(all, without_patterns_nothing_breaks);
  tcase_add_test(all, words_without_end_and_broken_utf8_give_nothing);
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
