/* The nearest word: which misspellings find it, which words are too far. */
#include <check.h>
#include <stdlib.h>

#include "compiler/diagnostics/finding.h"

static const char *const candidates[] = {"party",
                                         "form",
                                         "phase",
                                         "hi\xC3\xAB"
                                         "rarchie",
                                         "service-level-agreement",
                                         "to",
                                         "from",
                                         "for"};

static const struct {
  const char *word, *nearest;
} cases[] = {
    {"prty", "party"},   /* a letter left out */
    {"partyy", "party"}, /* a letter too many */
    {"pharse", "phase"}, /* two edits in six letters */
    {"pahse", "phase"},  /* two neighbours swapped: one edit */
    {"hierarchie",
     "hi\xC3\xAB"
     "rarchie"},                                          /* only a diacritic */
    {"Form", "form"},                                     /* only the case */
    {"servcie-levl-agrement", "service-level-agreement"}, /* three edits in a long word */
    {"frm", "form"},                                      /* the first of two that are as near */
    {"frmo", "from"},                                     /* one swap in four letters */
    {"xxrm", ""},                                         /* two edits in four letters: too far */
    {"table", ""},
    {"t", ""}, /* one letter says nothing */
    {"", ""},
    {"form", "from"}, /* the word itself is no suggestion */
};

START_TEST(finds_the_nearest) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Str words[sizeof candidates / sizeof *candidates];
  uint32_t count = sizeof candidates / sizeof *candidates;
  for (uint32_t i = 0; i < count; i++) words[i] = str_of(candidates[i]);
  Str nearest = suggest_nearest(&arena, str_of(cases[_i].word), words, count);
  ck_assert_msg(str_equal(nearest, str_of(cases[_i].nearest)), "%s: %.*s", cases[_i].word, STR_ARGS(nearest));
  arena_free(&arena);
}
END_TEST

START_TEST(long_words_and_no_words) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  char longer[200];
  memset(longer, 'a', sizeof longer);
  Str word = {longer, sizeof longer};
  ck_assert(str_is_empty(suggest_nearest(&arena, word, &word, 1)));
  ck_assert(str_is_empty(suggest_nearest(&arena, STR("party"), NULL, 0)));
  arena_free(&arena);
}
END_TEST

/* Findings in order of place, and no more of one file than the limit. */
START_TEST(findings_are_limited_by_place) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  FindingSink sink;
  finding_sink_init(&sink, &arena);
  for (uint32_t i = 0; i < 12; i++) finding_add(&sink, "K0101", (Span){i % 2, 100 - i, 101});
  finding_sink_limit(&sink, 4);
  ck_assert_uint_eq(sink.findings.count, 10);
  for (uint32_t i = 0; i < 10; i++) {
    const Finding *finding = sink.findings.items[i];
    ck_assert_uint_eq(finding->place.file, i / 5);
    ck_assert(str_equal(finding->code, i % 5 == 4 ? STR("K0004") : STR("K0101")));
  }
  ck_assert_uint_eq(sink.findings.items[4]->place.start, 98);
  arena_free(&arena);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("suggest");
  TCase *tests = tcase_create("suggest");
  tcase_add_loop_test(tests, finds_the_nearest, 0, sizeof cases / sizeof *cases);
  tcase_add_test(tests, long_words_and_no_words);
  tcase_add_test(tests, findings_are_limited_by_place);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
