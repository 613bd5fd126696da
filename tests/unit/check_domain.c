/* Every consequence of the body of knowledge is one of three things: a rule with its number, joined with a rule that says the same
 * (then tests/domain/CODE.kompas shows that rule at work on it), or left out with a reason. And every checklist item is there. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/engine.h"
#include "tests/unit/example_spec.h"

/* The groups: how many consequences they have, and the hundreds in the number of a rule that comes from one. */
typedef struct Group {
  const char *prefix;
  unsigned count, hundreds;
} Group;

static const Group groups[] = {{"KC", 88, 1}, {"BC", 72, 2}, {"CC", 70, 3}, {"PC", 65, 4}};
static const Group item_groups[] = {{"KL", 58, 0}, {"BL", 38, 0}, {"CL", 40, 0}, {"PL", 42, 0}};

static bool names(const Str *codes, uint32_t count, Str code) {
  for (uint32_t i = 0; i < count; i++)
    if (str_equal(codes[i], code)) return true;
  return false;
}

/* The rule K?hnn of consequence nn in the group of h hundreds. */
static const Rule *own_rule(const Library *library, unsigned hundreds, unsigned number) {
  char code[16];
  for (unsigned group = 1; group <= 7; group++) {
    snprintf(code, sizeof code, "K%u%u%02u", group, hundreds, number);
    const Rule *rule = library_rule(library, str_of(code));
    if (rule) return rule;
  }
  return NULL;
}

static const Rule *joined_rule(const Library *library, Str code) {
  LIST_EACH(Rule *const, rule, library->rules)
    if (names((*rule)->facts.items, (*rule)->facts.count, code)) return *rule;
  return NULL;
}

/* --- the three things --- */

static void check_left_out(const Library *library, const LeftOut *left_out) {
  for (int language = 0; language < LANGUAGE_COUNT; language++)
    ck_assert_msg(left_out->reason.in[language].length > 20, "%.*s is left out without a reason", STR_ARGS(left_out->code));
  ck_assert_msg(!str_equal(left_out->reason.in[LANGUAGE_EN], left_out->reason.in[LANGUAGE_NL]), "%.*s: the reason is not translated",
                STR_ARGS(left_out->code));
  LIST_EACH(const Str, item, left_out->asked_by)
    ck_assert_msg(library_item(library, *item) != NULL, "%.*s: no item %.*s", STR_ARGS(left_out->code), STR_ARGS(*item));
}

/* The codes that stand before the colon of the first line: `# K3001: what is shown`. */
static Str shown_code(Str text) {
  size_t end = str_find(text, STR(":"));
  return str_starts_with(text, STR("# ")) ? str_trim(str_slice(text, 2, end)) : STR("");
}

static bool finds(const char *path, const Rule *rule, Str lines) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Session *session = session_open(&arena);
  session_add_text(session, str_of(path), example_spec(&arena, rule, lines));
  session_check(session, true);
  bool found = false;
  for (uint32_t i = 0; i < session->sink.findings.count; i++) {
    const Finding *finding = session->sink.findings.items[i];
    if (!finding_is_reported(finding)) continue;
    ck_assert_msg(!str_starts_with(finding->code, STR("K0")), "%s has %.*s", path, STR_ARGS(finding->code));
    found = found || str_equal(finding->code, rule->code);
  }
  arena_free(&arena);
  return found;
}

static void check_joined(const Library *library, const char *code) {
  char path[64];
  snprintf(path, sizeof path, "tests/domain/%s.kompas", code);
  FILE *file = fopen(path, "rb");
  ck_assert_msg(file != NULL, "%s is no rule, not left out, and %s does not show a rule at work on it", code, path);
  fclose(file);
  char *text = read_whole(path);
  const Rule *rule = library_rule(library, shown_code(str_of(text)));
  ck_assert_msg(rule != NULL, "%s: its first line names no rule", path);
  ck_assert_msg(names(rule->facts.items, rule->facts.count, str_of(code)), "%s: %.*s does not name it", path, STR_ARGS(rule->code));
  Str lines = str_of(text);
  if (str_find(lines, STR("\nkompas ")) < lines.length) lines = str_slice(lines, str_find(lines, STR("\nkompas ")) + 1, lines.length);
  ck_assert_msg(finds(path, rule, lines), "%s does not give %.*s", path, STR_ARGS(rule->code));
  free(text);
}

static void check_consequence(const Library *library, const Group *group, unsigned number) {
  char code[16];
  snprintf(code, sizeof code, "%s-%02u", group->prefix, number);
  const LeftOut *left_out = library_left_out(library, str_of(code));
  const Rule *own = own_rule(library, group->hundreds, number);
  if (left_out) {
    ck_assert_msg(!own && !joined_rule(library, str_of(code)), "%s is left out and yet a rule", code);
    check_left_out(library, left_out);
  } else if (own) {
    ck_assert_msg(names(own->facts.items, own->facts.count, str_of(code)), "%.*s does not name %s", STR_ARGS(own->code), code);
  } else {
    check_joined(library, code);
  }
}

START_TEST(every_consequence_is_a_rule_or_left_out_with_a_reason) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  const Library *library = session_open(&arena)->library;
  const Group *group = &groups[0];
  unsigned number = (unsigned)_i;
  while (number >= group->count) number -= (group++)->count;
  check_consequence(library, group, number + 1);
  arena_free(&arena);
}
END_TEST

START_TEST(every_checklist_item_is_there) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  const Library *library = session_open(&arena)->library;
  const Group *group = &item_groups[_i];
  for (unsigned number = 1; number <= group->count; number++) {
    char code[16];
    snprintf(code, sizeof code, "%s-%02u", group->prefix, number);
    ck_assert_msg(library_item(library, str_of(code)) != NULL, "%s is not there", code);
  }
  arena_free(&arena);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("domain");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 60);
  int count = 0;
  for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) count += (int)groups[i].count;
  tcase_add_loop_test(all, every_consequence_is_a_rule_or_left_out_with_a_reason, 0, count);
  tcase_add_loop_test(all, every_checklist_item_is_there, 0, (int)(sizeof item_groups / sizeof *item_groups));
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? 1 : 0;
}
