/* Binding. The files beside `binding/NAME.expected` list what must be found in `binding/NAME.kompas`, one finding a line:
 * CODE line:column-endcolumn case (and the file, where it is another). The other tests look into the model. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/binding/workspace.h"
#include "compiler/source/files.h"
#include "compiler/syntax/parse.h"
#include "compiler/vocabulary/load.h"

extern const struct StdlibText {
  const char *path;
  const unsigned char *text;
  size_t length;
} stdlib_texts[];

enum { TREES_AT_MOST = 200 };

static Arena arena;
static SourceStore store;
static FindingSink sink;
static Vocabulary *vocabulary;
static Workspace workspace;

static void setup(void) {
  static Tree *trees[TREES_AT_MOST];
  uint32_t count = 0;
  arena_init(&arena, NULL, NULL);
  source_store_init(&store, &arena);
  finding_sink_init(&sink, &arena);
  for (int i = 0; stdlib_texts[i].path; i++) {
    if (!strstr(stdlib_texts[i].path, "vocabulary")) continue;
    Str text = {(const char *)stdlib_texts[i].text, stdlib_texts[i].length};
    trees[count++] = parse_file(&arena, source_add(&store, str_of(stdlib_texts[i].path), text), NULL, &sink);
  }
  vocabulary = vocabulary_load(&arena, trees, count, &sink);
  workspace_init(&workspace, &arena, &store, vocabulary, &sink);
}

static void teardown(void) { arena_free(&arena); }

static Str argument_case(const Finding *finding) {
  LIST_EACH(const Argument, argument, finding->arguments)
    if (str_equal(argument->name, STR("case"))) return argument->value.as.text;
  return STR("-");
}

/* What was found, in the form of the expectations. */
static Str findings_text(Str main_path) {
  Text text = text_new(&arena);
  if (sink.findings.count) qsort(sink.findings.items, sink.findings.count, sizeof(Finding *), finding_compare_by_place);
  LIST_EACH(Finding *, each, sink.findings) {
    const Finding *finding = *each;
    Str path = source_get(&store, finding->place.file)->path;
    Position start = source_position(&store, finding->place.file, finding->place.start);
    Position end = source_position(&store, finding->place.file, finding->place.end);
    text_add(&text, finding->code);
    text_add_char(&text, ' ');
    if (!str_equal(path, main_path)) text_add_format(&text, "%.*s:", STR_ARGS(path_file(path)));
    text_add_format(&text, "%u:%u-%u %.*s\n", start.line, start.column, end.column, STR_ARGS(argument_case(finding)));
  }
  return text_str(&text);
}

static const char *const cases[] = {"words", "parts", "names", "values", "talen", "broken", "project/spec"};

START_TEST(files_give_their_findings) {
  Str path = str_format(&arena, "tests/unit/binding/%s.kompas", cases[_i]);
  Str expected, reason;
  const char *beside = str_format(&arena, "tests/unit/binding/%s.expected", cases[_i]).data;
  ck_assert_msg(workspace_add_file(&workspace, path, &reason), "%s", path.data);
  workspace_bind(&workspace);
  Str found = findings_text(path);
  if (getenv("BLESS")) {
    FILE *file = fopen(beside, "w");
    ck_assert_ptr_nonnull(file);
    fwrite(found.data, 1, found.length, file);
    fclose(file);
  }
  ck_assert_int_eq(file_read(&arena, beside, FILE_LIMIT, &expected), 0);
  ck_assert_str_eq(found.data, str_to_c(&arena, expected));
}
END_TEST

static const char opening[] =
    "kompas 1 en\npartnership koala \"Koala\" {\n  as-of 2026-11-01\n  phase shape since 2026-09-15\n"
    "  party a \"A\" {\n    joined 2026-03-01\n  }\n  party b \"B\" {\n    left 2026-06-01\n  }\n  party c \"C\" {\n"
    "    representative rc \"R C\" sensitive {\n      role \"x\"\n    }\n  }\n";

/* A partnership of three parties with these lines. */
static const Object *bind_lines(const char *lines) {
  workspace_add_text(&workspace, STR("spec.kompas"), str_format(&arena, "%s%s}\n", opening, lines));
  const Model *model = workspace_bind(&workspace);
  ck_assert_uint_eq(model->partnerships.count, 1);
  return model->partnerships.items[0];
}

static Value slot(const Object *object, const char *key) {
  return value_plain(*object_slot(object, vocabulary, str_of(key)));
}

static const Object *first(const Object *object, const char *key) {
  Value value = *object_slot(object, vocabulary, str_of(key));
  if (value.kind == VALUE_LIST) {
    ck_assert_uint_gt(value.as.list->count, 0);
    value = value.as.list->items[0];
  }
  ck_assert_int_eq(value.kind, VALUE_OBJECT);
  return value.as.object;
}

static Str names_of(Value list) {
  Text text = text_new(&arena);
  ck_assert_int_eq(list.kind, VALUE_LIST);
  for (uint32_t i = 0; i < list.as.list->count; i++) text_add(&text, list.as.list->items[i].as.object->name);
  if (list.as.list->incomplete) text_add_char(&text, '+');
  return text_str(&text);
}

START_TEST(all_are_those_who_are_in_on_the_day) {
  const Object *partnership = bind_lines(
      "  process {\n    phase explore from 2026-01-01 {\n      result start-memo on 2026-02-01 accepted-by all\n"
      "      result start-memo on 2026-04-01 accepted-by all\n    }\n  }\n"
      "  strand s \"S\"\n  ambition \"x\" {\n    means-for all \"x\"\n  }\n");
  const Object *phase = first(first(partnership, "process"), "phase");
  const ValueList *results = object_slot(phase, vocabulary, STR("result"))->as.list;
  ck_assert_str_eq(names_of(slot(results->items[0].as.object, "accepted-by")).data, "bc");
  ck_assert_str_eq(names_of(slot(results->items[1].as.object, "accepted-by")).data, "abc");
  ck_assert_str_eq(names_of(slot(first(partnership, "strand"), "parties")).data, "ac");
  ck_assert_str_eq(names_of(slot(first(first(partnership, "ambition"), "means-for"), "parties")).data, "ac");
  ck_assert_uint_eq(sink.findings.count, 0);
}
END_TEST

START_TEST(values_are_exact) {
  const Object *partnership = bind_lines(
      "  governance {\n    body s \"S\"\n    decision d \"D\" on budget amount EUR 120_000.50 by s\n"
      "    contribution [a, c] 33.3% every 2 weeks\n    evaluation every 1 year next 2027-03-01\n  }\n");
  const Object *governance = first(partnership, "governance");
  Value amount = slot(first(governance, "decision"), "amount");
  ck_assert_int_eq(amount.kind, VALUE_MONEY);
  ck_assert_str_eq(amount.currency, "EUR");
  ck_assert(rational_compare(amount.as.number, (Rational){240001, 2}) == 0);
  const Object *contribution = first(governance, "contribution");
  ck_assert(rational_compare(slot(contribution, "amount").as.number, (Rational){333, 1000}) == 0);
  ck_assert_int_eq(slot(contribution, "every").as.duration.days, 14);
  ck_assert_int_eq(slot(first(governance, "evaluation"), "every").as.duration.months, 12);
  ck_assert_str_eq(names_of(slot(contribution, "parties")).data, "ac");
}
END_TEST

START_TEST(a_text_of_dots_is_not_stated) {
  const Object *partnership = bind_lines(
      "  issue \"…\"\n  motive market \"...\"\n  motive knowledge \"real\"\n  tension t \"\"\"\n    …\n  \"\"\" between [a.x, c.x] {\n"
      "    approach \"\"\n  }\n  governance {\n    escalation [\"…\", \"Boards\"]\n    exit \" . \"\n  }\n");
  ck_assert_int_eq(object_slot(partnership, vocabulary, STR("issue"))->kind, VALUE_MISSING);
  ck_assert_uint_eq(object_slot(partnership, vocabulary, STR("motive"))->as.list->count, 1);
  const Object *tension = first(partnership, "tension"); /* it declares a name, so it stays */
  ck_assert_int_eq(slot(tension, "text").kind, VALUE_MISSING);
  ck_assert_int_eq(slot(tension, "approach").kind, VALUE_MISSING);
  const Object *governance = first(partnership, "governance");
  ck_assert_uint_eq(slot(governance, "escalation").as.list->count, 1);
  ck_assert_int_eq(object_slot(governance, vocabulary, STR("exit"))->kind, VALUE_MISSING);
}
END_TEST

START_TEST(sensitive_covers_the_block) {
  const Object *partnership = bind_lines("  client rc sensitive\n  governance {\n    body s \"S\" {\n      members [rc]\n    }\n  }\n");
  const Object *party = object_slot(partnership, vocabulary, STR("party"))->as.list->items[2].as.object;
  const Object *person = first(party, "representative");
  ck_assert(!party->sensitive && person->sensitive);
  ck_assert(object_slot(party, vocabulary, STR("representative"))->as.list->items[0].sensitive);
  ck_assert(first(person, "role")->sensitive && slot(person, "role").sensitive);
  const Object *members = first(first(first(partnership, "governance"), "body"), "members");
  ck_assert(!members->sensitive && slot(members, "value").as.list->items[0].sensitive);
}
END_TEST

START_TEST(nothing_is_concluded_from_an_error) {
  const Object *partnership = bind_lines(
      "  lojic network\n  governance {\n    body s \"S\" {\n      members [rc, rq]\n    }\n    exti \"x\"\n    @\n  }\n"
      "  decision d \"D\" on budget by s\n  ambition \"x\" {\n    indicator i \"I\" from 5 to 10%\n  }\n");
  ck_assert_int_eq(object_slot(partnership, vocabulary, STR("logic"))->kind, VALUE_UNKNOWN);
  ck_assert_int_eq(object_slot(partnership, vocabulary, STR("nature"))->kind, VALUE_MISSING);
  const Object *governance = first(partnership, "governance");
  ck_assert_int_eq(object_slot(governance, vocabulary, STR("exit"))->kind, VALUE_UNKNOWN);
  ck_assert_int_eq(object_slot(governance, vocabulary, STR("dispute"))->kind, VALUE_UNKNOWN); /* a line could not be read */
  ck_assert_int_eq(object_slot(governance, vocabulary, STR("decision"))->kind, VALUE_UNKNOWN); /* it stands elsewhere */
  ck_assert_str_eq(names_of(slot(first(governance, "body"), "members")).data, "rc+");
  const Object *indicator = first(first(partnership, "ambition"), "indicator");
  ck_assert(indicator->has_error);
  ck_assert_int_eq(slot(indicator, "to").kind, VALUE_UNKNOWN);
}
END_TEST

START_TEST(a_shared_party_is_taken_in) {
  Str reason;
  ck_assert(workspace_add_file(&workspace, STR("tests/unit/binding/project/spec.kompas"), &reason));
  const Model *model = workspace_bind(&workspace);
  ck_assert_uint_eq(workspace.files.count, 2); /* each once, though they use each other */
  const Object *partnership = model->partnerships.items[0];
  const Object *party = first(partnership, "party");
  ck_assert_str_eq(str_to_c(&arena, object_title(party)), "Menzis");
  ck_assert_ptr_eq(party->parent, partnership);
  ck_assert_uint_eq(object_slot(party, vocabulary, STR("interest"))->as.list->count, 2);
  const Object *person = first(party, "representative");
  ck_assert(person->sensitive);
  ck_assert_ptr_eq(person->parent, party);
  const Object *body = first(first(partnership, "governance"), "body");
  ck_assert_ptr_eq(slot(body, "members").as.list->items[0].as.object, person);
  ck_assert_str_eq(names_of(slot(person, "acts-for")).data, "kpn");
  ck_assert_uint_eq(model->shared_parties.count, 1);
}
END_TEST

START_TEST(suggestions_end) {
  Text text = text_new(&arena);
  for (int i = 0; i < 300; i++) text_add_format(&text, "  lojic network%d\n", i);
  bind_lines(text_str(&text).data);
  uint32_t suggested = 0;
  LIST_EACH(Finding *, finding, sink.findings)
    LIST_EACH(const Argument, argument, (*finding)->arguments) suggested += str_equal(argument->name, STR("suggestion"));
  ck_assert_uint_eq(sink.findings.count, 300);
  ck_assert_uint_eq(suggested, 100);
}
END_TEST

START_TEST(names_do_not_cost_more_than_their_number) {
  Text text = text_new(&arena);
  for (int i = 0; i < 20000; i++) text_add_format(&text, "  party p%d \"P\" {\n    interest personal same \"x\"\n  }\n", i);
  for (int i = 0; i < 20000; i++) text_add(&text, STR("  agreement \"x\" between same\n"));
  bind_lines(text_str(&text).data); /* 20,000 names that are alike, sought 20,000 times: the time-out judges */
  ck_assert_uint_eq(sink.findings.count, 1001); /* no more of a file are shown */
}
END_TEST

START_TEST(the_root_is_where_the_project_file_is) {
  Str root = project_root(&arena, STR("tests/unit/binding/project/parties/menzis.kompas"));
  ck_assert(str_ends_with(root, STR("tests/unit/binding/project")));
  ck_assert(str_equal(project_root(&arena, STR("tests/unit/binding/project")), root));
}
END_TEST

int main(void) {
  Suite *suite = suite_create("binding");
  TCase *tests = tcase_create("binding");
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_set_timeout(tests, 30);
  tcase_add_loop_test(tests, files_give_their_findings, 0, (int)(sizeof cases / sizeof *cases));
  tcase_add_test(tests, all_are_those_who_are_in_on_the_day);
  tcase_add_test(tests, values_are_exact);
  tcase_add_test(tests, a_text_of_dots_is_not_stated);
  tcase_add_test(tests, sensitive_covers_the_block);
  tcase_add_test(tests, nothing_is_concluded_from_an_error);
  tcase_add_test(tests, a_shared_party_is_taken_in);
  tcase_add_test(tests, suggestions_end);
  tcase_add_test(tests, names_do_not_cost_more_than_their_number);
  tcase_add_test(tests, the_root_is_where_the_project_file_is);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
