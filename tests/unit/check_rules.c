/* The rules of the standard library, as far as users rely on them: codes, names, severities and classes against the table in
 * tests/golden/severities.expected, and the examples `bad` and `good` that stand in every rule.
 *
 * An example is a whole spec when it starts with `kompas`. Else its lines stand in the small partnership that `example_spec`
 * writes around them, in the first phase in which the rule finds anything. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/session/session.h"
#include "tests/unit/example_spec.h"


/* ---- the table ---- */

/* `codes`: what silences the rule, with commas between, or a dash. */
static void check_silencers(const Rule *rule, const char *codes) {
  char found[64] = "-";
  size_t length = 0;
  for (uint32_t i = 0; i < rule->silenced_by.count && length < sizeof found; i++) {
    Str code = rule->silenced_by.items[i]->code;
    length += (size_t)snprintf(found + length, sizeof found - length, "%s%.*s", i ? "," : "", STR_ARGS(code));
  }
  ck_assert_str_eq(found, codes);
}

static void check_row(const Library *library, char *row) {
  char *words[11];
  size_t count = 0;
  for (char *word = strtok(row, " \n"); word && count < 11; word = strtok(NULL, " \n")) words[count++] = word;
  ck_assert_msg(count == 11, "%s: a row has eleven words", words[0]);
  const Rule *rule = library_rule(library, str_of(words[0]));
  ck_assert_msg(rule != NULL, "%s: no such rule", words[0]);
  for (int phase = 0; phase < PHASE_COUNT; phase++) {
    Str severity = severity_key(rule->severity[phase]);
    ck_assert_msg(str_equal(severity, str_of(words[1 + phase])), "%s in %s: %.*s", words[0], example_phases[phase], STR_ARGS(severity));
  }
  ck_assert_msg(str_equal(class_key(rule->class), str_of(words[6])), "%s: another class", words[0]);
  ck_assert_msg(library_rule(library, str_of(words[7])) == rule, "%s: not known as %s", words[0], words[7]);
  ck_assert_msg(library_rule(library, str_of(words[8])) == rule, "%s: not known as %s", words[0], words[8]);
  check_silencers(rule, words[9]);
  ck_assert_msg(rule->milder_in_task_network == (strcmp(words[10], "milder") == 0), "%s: in a task network", words[0]);
}

START_TEST(rules_are_as_in_the_table) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Session *session = session_open(&arena);
  FILE *table = fopen("tests/golden/severities.expected", "r");
  ck_assert_msg(table != NULL, "tests/golden/severities.expected is not there: run from the project's root");
  char row[256];
  unsigned rows = 0;
  while (fgets(row, sizeof row, table)) {
    if (row[0] == '#') continue;
    check_row(session->library, row);
    rows++;
  }
  fclose(table);
  ck_assert_uint_gt(rows, 0);
  arena_free(&arena);
}
END_TEST

/* ---- the examples ---- */

static void check_texts(const Session *session, const Finding *finding, Arena *arena) {
  for (int language = 0; language < LANGUAGE_COUNT; language++) {
    for (int which = FINDING_MESSAGE; which <= FINDING_ADVICE; which++) {
      Str text = finding_write(session->evaluation, finding, (FindingText)which, (Language)language, arena);
      ck_assert_msg(text.length > 0, "%.*s: text %d is empty", STR_ARGS(finding->code), which);
      bool gap = which != FINDING_ADVICE && str_find(text, STR("…")) < text.length;
      ck_assert_msg(!gap, "%.*s: a gap in “%.*s”", STR_ARGS(finding->code), STR_ARGS(text));
    }
    for (uint32_t i = 0; i < finding->related.count; i++) {
      Str text = related_write(session->evaluation, finding, &finding->related.items[i], (Language)language, arena);
      ck_assert_msg(text.length > 0 && str_find(text, STR("…")) == text.length, "%.*s: related “%.*s”", STR_ARGS(finding->code),
                    STR_ARGS(text));
    }
  }
}

/* How often the rule finds something; the example itself must be in order. */
static unsigned count_findings(const Rule *rule, Str lines) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Session *session = session_open(&arena);
  Str spec = example_spec(&arena, rule, lines);
  session_add_text(session, STR("example.kompas"), spec);
  session_check(session, true);
  unsigned count = 0;
  for (uint32_t i = 0; i < session->sink.findings.count; i++) {
    const Finding *finding = session->sink.findings.items[i];
    if (!finding_is_reported(finding)) continue;
    bool slip = str_starts_with(finding->code, STR("K0"));
    ck_assert_msg(!slip || rule->is_language, "%.*s: its example has %.*s\n%.*s", STR_ARGS(rule->code), STR_ARGS(finding->code),
                  STR_ARGS(spec));
    if (finding->rule != rule) continue;
    count++;
    check_texts(session, finding, &arena);
  }
  arena_free(&arena);
  return count;
}

START_TEST(bad_examples_are_found_and_good_ones_are_not) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  const Library *library = session_open(&arena)->library;
  const Rule *rule = library->rules.items[_i];
  if (!rule->is_language) {
    ck_assert_msg(rule->bad.length > 0 && rule->good.length > 0, "%.*s has no examples", STR_ARGS(rule->code));
    ck_assert_msg(count_findings(rule, rule->bad) > 0, "%.*s: the bad example is not found", STR_ARGS(rule->code));
    ck_assert_msg(count_findings(rule, rule->good) == 0, "%.*s: the good example is found", STR_ARGS(rule->code));
  }
  arena_free(&arena);
}
END_TEST

START_TEST(rules_tell_what_they_find_and_rest_on) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  const Library *library = session_open(&arena)->library;
  for (uint32_t i = 0; i < library->rules.count; i++) {
    const Rule *rule = library->rules.items[i];
    if (rule->is_language) continue;
    ck_assert_msg(rule->facts.count > 0, "%.*s names no facts", STR_ARGS(rule->code));
    for (int language = 0; language < LANGUAGE_COUNT; language++)
      ck_assert_msg(rule->doc.in[language].count == 1 && !rule->doc.in[language].items[0].expression,
                    "%.*s does not say in general words what it finds", STR_ARGS(rule->code));
  }
  arena_free(&arena);
}
END_TEST

static int rule_count(void) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  int count = (int)session_open(&arena)->library->rules.count;
  arena_free(&arena);
  return count;
}

int main(void) {
  Suite *suite = suite_create("rules");
  TCase *table = tcase_create("table"), *examples = tcase_create("examples");
  tcase_add_test(table, rules_are_as_in_the_table);
  tcase_add_test(table, rules_tell_what_they_find_and_rest_on);
  tcase_add_loop_test(examples, bad_examples_are_found_and_good_ones_are_not, 0, rule_count());
  tcase_set_timeout(examples, 60);
  suite_add_tcase(suite, table);
  suite_add_tcase(suite, examples);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
