/* The checklist of an organisation: which items apply, and how each stands, for the example in examples/zorgregio (tests/unit/portfolio/example.expected)
 * and for an organisation of which little is said (bare.expected). A line is the code and the state. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "compiler/checklists/checklist.h"
#include "compiler/session/session.h"

static const char *const states[] = {"settled", "by-hand", "at-risk", "open"};

static Str entries_of(Session *session, Arena *arena) {
  ck_assert_uint_eq(session->model->organisations.count, 1);
  Checklist checklist = checklist_make(arena, session->evaluation, session->library, &session->sink,
                                       session->model->organisations.items[0], NULL);
  Text text = text_new(arena);
  LIST_EACH(const ChecklistEntry, entry, checklist)
    text_add_format(&text, "%.*s %s\n", STR_ARGS(entry->item->code), states[entry->state]);
  return text_str(&text);
}

static void compare(const char *path, Str found) {
  char expected[4096];
  FILE *file = fopen(path, "rb");
  ck_assert_msg(file != NULL, "%s is not there: run from the project's root", path);
  size_t length = fread(expected, 1, sizeof expected, file);
  fclose(file);
  ck_assert_msg(str_equal(found, (Str){expected, length}), "%s says otherwise; found:\n%.*s", path, STR_ARGS(found));
}

START_TEST(items_stand_as_the_example_says) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Session *session = session_open(&arena);
  ck_assert_int_eq(session_add_file(session, STR("examples/zorgregio/ijsselhof.kompas")), 0);
  session_check(session, true);
  compare("tests/unit/portfolio/example.expected", entries_of(session, &arena));
  arena_free(&arena);
}
END_TEST

START_TEST(what_is_not_said_is_open) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Session *session = session_open(&arena);
  session_add_text(session, STR("bare.kompas"),
                   STR("kompas 1 en\n"
                       "partnership one \"One\" {\n  as-of 2026-11-01\n  phase explore since 2026-09-15\n"
                       "  party us \"Us\"\n  party them \"Them\"\n}\n"
                       "organisation home \"Home\" is one.us {\n  as-of 2026-11-01\n"
                       "  portfolio {\n    membership one\n  }\n  ticked PL-37 \"Discussed on 3 October\"\n}\n"));
  session_check(session, true);
  compare("tests/unit/portfolio/bare.expected", entries_of(session, &arena));
  arena_free(&arena);
}
END_TEST

START_TEST(a_partnership_has_none_of_them) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Session *session = session_open(&arena);
  ck_assert_int_eq(session_add_file(session, STR("examples/zorgregio/nachtzorg.kompas")), 0);
  session_check(session, true);
  const ChoiceSet *phases = vocabulary_choices(session->library->vocabulary, STR("phase"));
  for (uint32_t i = 0; i < phases->choice_count; i++) {
    Checklist checklist = checklist_make(&arena, session->evaluation, session->library, &session->sink,
                                         session->model->partnerships.items[0], &phases->choices[i]);
    ck_assert_uint_gt(checklist.count, 0);
    LIST_EACH(const ChecklistEntry, entry, checklist) ck_assert(!entry->item->about_organisation);
  }
  arena_free(&arena);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("own items");
  TCase *all = tcase_create("all");
  tcase_add_test(all, items_stand_as_the_example_says);
  tcase_add_test(all, what_is_not_said_is_open);
  tcase_add_test(all, a_partnership_has_none_of_them);
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? 1 : 0;
}
