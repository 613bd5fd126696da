/* Export: what is written is JSON, says what the spec says, and follows the vocabulary. */
#include <check.h>
#include <jansson.h>
#include <stdlib.h>

#include "compiler/binding/workspace.h"
#include "compiler/export/export.h"

static Arena arena;
static SourceStore store;
static FindingSink sink;
static const Library *library;
static Workspace workspace;

static void setup(void) {
  arena_init(&arena, NULL, NULL);
  source_store_init(&store, &arena);
  finding_sink_init(&sink, &arena);
  library = library_open_frozen(&store);
  workspace_init(&workspace, &arena, &store, library->vocabulary, &sink);
}

static void teardown(void) { arena_free(&arena); }

static json_t *parsed(Str text) {
  json_error_t error;
  json_t *value = json_loadb(text.data, text.length, 0, &error);
  ck_assert_msg(value != NULL, "%s in line %d", error.text, error.line);
  return value;
}

/* The part at a path of keys and numbers, parted by slashes. */
static const json_t *at(const json_t *value, const char *path) {
  char *copy = strdup(path), *rest = copy;
  for (char *key = strtok_r(copy, "/", &rest); key; key = strtok_r(NULL, "/", &rest)) {
    value = json_is_array(value) ? json_array_get(value, (size_t)atoi(key)) : json_object_get(value, key);
    ck_assert_msg(value != NULL, "no %s in %s", key, path);
  }
  free(copy);
  return value;
}

static void assert_text(const json_t *value, const char *path, const char *text) {
  ck_assert_str_eq(json_string_value(at(value, path)), text);
}

static const char spec[] =
    "kompas 1 nl\nsamenwerking koala \"Koala\" {\n  peildatum 2026-11-01\n  fase vormgeven sinds 2026-09-15\n  motief markt \"…\"\n"
    "  partij a \"A\" {\n    vertegenwoordiger jansen \"M. Jansen\" gevoelig {\n"
    "      mandaat [budget] tot EUR 250_000.50\n    }\n  }\n  partij b \"B\"\n"
    "  besturing {\n    gremium s \"S\" {\n      leden jansen\n    }\n    bijdrage alle 12.5%\n"
    "    evaluatie elke 6 maanden volgende 2027-03-01\n  }\n"
    "  scan 2026-10-01 {\n    door a {\n      ambitie 4 3 - 5\n    }\n  }\n}\n";

START_TEST(a_dutch_spec_with_english_keys) {
  workspace_add_text(&workspace, STR("-"), str_of(spec));
  json_t *all = parsed(export_model(&arena, library, workspace_bind(&workspace), &store));
  const json_t *koala = at(all, "partnerships/0");
  assert_text(koala, "$concept", "partnership");
  assert_text(koala, "as-of/value", "2026-11-01");
  assert_text(koala, "phase/value", "shape");
  ck_assert_int_eq(json_integer_value(at(koala, "phase/$place/line")), 4);
  ck_assert_int_eq(json_integer_value(at(koala, "phase/$place/column")), 3);
  ck_assert_ptr_null(json_object_get(koala, "motive")); /* dots are not stated */
  assert_text(koala, "party/0/representative/0/$path", "koala.a.jansen");
  ck_assert(json_is_true(at(koala, "party/0/representative/0/mandate/0/$sensitive")));
  assert_text(koala, "party/0/representative/0/mandate/0/up-to/currency", "EUR");
  assert_text(koala, "party/0/representative/0/mandate/0/up-to/amount", "250000.5");
  assert_text(koala, "governance/body/0/members/value/0/reference", "koala.a.jansen");
  assert_text(koala, "governance/evaluation/every", "P6M");
  assert_text(koala, "governance/contribution/0/amount/percent", "12.5");
  ck_assert(json_is_true(at(koala, "governance/contribution/0/parties/0/unknown"))); /* `alle` is no party */
  ck_assert(json_is_null(at(koala, "scan/0/by/0/ambition/value/2")));
  json_decref(all);
}
END_TEST

static const char matrix_spec[] =
    "kompas 1 en\npartnership p \"P\" {\n  as-of 2026-11-01\n  phase shape since 2026-09-15\n"
    "  party a \"A\" {\n    interest organisational \"I\" confirmed 2026-01-15\n    interest organisational \"J\"\n"
    "    representative one \"One\" {\n      mandate budget up-to EUR 100 until 2027-06-30 given-by \"Two\"\n    }\n"
    "    representative two \"Two\" {\n      mandate budget up-to EUR 300 until 2027-12-31 given-by \"Board of A\"\n    }\n  }\n"
    "  party b \"B\" {\n    representative three \"Three\" {\n      mandate budget up-to EUR 10 refers-back\n    }\n  }\n"
    "  party c \"C\" {\n    representative four \"Four\" {\n      mandate budget until 2026-10-31\n    }\n  }\n"
    "  governance {\n    body s \"S\" {\n      members [one, two, three, four]\n    }\n"
    "    decision d \"D\" on budget amount EUR 100 by s {\n      needs consent of \"Council\" given 2026-10-01\n    }\n"
    "    contribution [a, b, c] equal\n  }\n}\n";

START_TEST(the_mandate_matrix) {
  workspace_add_text(&workspace, STR("-"), str_of(matrix_spec));
  json_t *all = parsed(export_model(&arena, library, workspace_bind(&workspace), &store));
  const json_t *rows = at(all, "data/mandates");
  ck_assert_uint_eq(json_array_size(rows), 3);
  assert_text(rows, "0/state", "covered");
  assert_text(rows, "0/party/reference", "p.a");
  assert_text(rows, "0/asked/amount", "33.33"); /* a third is rounded */
  assert_text(rows, "0/who/1/reference", "p.a.two");
  assert_text(rows, "0/up-to/amount", "300");
  assert_text(rows, "0/until", "2027-12-31");
  assert_text(rows, "0/given-by/0", "Two");
  assert_text(rows, "0/given-by/1", "Board of A");
  assert_text(rows, "0/needs/0/kind", "consent");
  assert_text(rows, "0/needs/0/given", "2026-10-01");
  assert_text(rows, "1/state", "too-small");
  ck_assert(json_is_true(at(rows, "1/refers-back")) && json_is_true(at(rows, "1/hollow")));
  ck_assert_ptr_null(json_object_get(at(rows, "1"), "until")); /* no end is stated */
  assert_text(rows, "2/state", "expired");
  ck_assert_uint_eq(json_array_size(at(rows, "2/who")), 0);
  assert_text(all, "data/consultations/0/of", "Council");
  assert_text(all, "data/freshness/0/kind", "interest");
  ck_assert_int_eq(json_integer_value(at(all, "data/freshness/0/count")), 2);
  ck_assert_int_eq(json_integer_value(at(all, "data/freshness/0/confirmed")), 1);
  ck_assert_int_eq(json_integer_value(at(all, "data/freshness/0/stale")), 1);
  assert_text(all, "data/freshness/0/oldest", "2026-01-15");
  json_decref(all);
}
END_TEST

START_TEST(the_schema_follows_the_vocabulary) {
  json_t *schema = parsed(export_schema(&arena, library));
  LIST_EACH(Concept *const, each, library->vocabulary->concepts) {
    const json_t *definition = json_object_get(at(schema, "$defs"), str_to_c(&arena, (*each)->key));
    ck_assert_int_eq(definition != NULL, !(*each)->is_library);
    for (uint32_t i = 0; definition && i < (*each)->property_count; i++)
      ck_assert_ptr_nonnull(json_object_get(at(definition, "properties"), str_to_c(&arena, (*each)->properties[i].key)));
  }
  json_decref(schema);
}
END_TEST

START_TEST(the_vocabulary_is_told_whole) {
  json_t *told = parsed(export_vocabulary(&arena, library->vocabulary));
  ck_assert_uint_eq(json_array_size(at(told, "concepts")), library->vocabulary->concepts.count);
  ck_assert_uint_eq(json_array_size(at(told, "choices")), library->vocabulary->choice_sets.count);
  json_decref(told);
}
END_TEST

static bool holds(Str text, const char *part) { return str_find(text, str_of(part)) < text.length; }

START_TEST(the_manual_in_both_languages) {
  Str english = export_manual(&arena, library, LANGUAGE_EN), dutch = export_manual(&arena, library, LANGUAGE_NL);
  ck_assert(holds(english, "### `partnership` — `samenwerking`"));
  ck_assert(holds(dutch, "### `samenwerking` — `partnership`"));
  ck_assert(holds(english, "until 2027-12-31\n") && holds(dutch, "tot-en-met 2027-12-31\n")); /* examples are translated */
  ck_assert(!holds(english, "manual-") && !holds(dutch, "manual-")); /* a text that is not there shows its key */
  LIST_EACH(ChoiceSet *const, set, library->vocabulary->choice_sets)
    ck_assert(holds(dutch, str_format(&arena, "<a id=\"choices-%.*s\">", STR_ARGS((*set)->key)).data));
}
END_TEST

int main(void) {
  Suite *suite = suite_create("export");
  TCase *tests = tcase_create("export");
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, a_dutch_spec_with_english_keys);
  tcase_add_test(tests, the_mandate_matrix);
  tcase_add_test(tests, the_schema_follows_the_vocabulary);
  tcase_add_test(tests, the_vocabulary_is_told_whole);
  tcase_add_test(tests, the_manual_in_both_languages);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
