/* The rule runner, over a house library of small rules: subjects, places, silencing, phases, severities, acceptances, fixes,
 * cost. A case is a spec and what must be found, one line a finding: code, line, and what became of it. */
#include "tests/unit/engine.h"

static const char house[] =
    "kompas 1 en\n"
    "rule K9001 each-party | elke-partij {\n"
    "  class omission\n  condition relation\n  severity [none, hint, warning, error, error]\n  milder-in-task-network\n"
    "  for party (partnership.party)\n"
    "  when (party.kind is missing)\n"
    "  at name (party)\n"
    "  related (party.representative) \"see {title(it)}\" | \"zie {title(it)}\"\n"
    "  message \"{title(party)} has no kind\" | \"{title(party)} heeft geen soort\"\n"
    "  fix \"Add it\" | \"Voeg toe\" { insert-in (party) \"kind public\" | \"soort publiek\" }\n"
    "}\n"
    "rule K9002 no-setting | geen-setting {\n"
    "  class advice\n  condition relation\n  severity warning\n"
    "  when (partnership.setting is missing)\n  at (partnership.process)\n  at (partnership.phase)\n"
    "  message \"no setting\" | \"geen setting\"\n"
    "}\n"
    "rule K9003 party-without-power | partij-zonder-macht {\n"
    "  class omission\n  condition relation\n  severity [none, warning, warning, warning, warning]\n"
    "  for party (partnership.party)\n  when (party.power is missing)\n  at (party)\n"
    "  message \"no power\" | \"geen macht\"\n  silenced-by [each-party, K9004]\n"
    "}\n"
    "rule K9004 nobody | niemand {\n"
    "  class contradiction\n  condition relation\n  severity [none, none, warning, warning, warning]\n"
    "  when (every p in partnership.party has p.representative is missing)\n  at name (partnership)\n"
    "  message \"nobody\" | \"niemand\"\n"
    "}\n"
    "rule K9005 heavy | zwaar {\n"
    "  class advice\n  condition relation\n  severity warning\n"
    "  when (partnership.logic = hierarchy and exists a in partnership.governance.body where exists b in partnership.governance.body\n"
    "    where exists c in partnership.governance.body where exists d in partnership.governance.body where title(a) = 'x')\n"
    "  message \"heavy\" | \"zwaar\"\n"
    "}\n"
    "rule K9006 low-power | weinig-macht {\n"
    "  class advice\n  condition relation\n  severity warning\n"
    "  for party (partnership.party)\n  when (party.power = low)\n  at (party.power)\n"
    "  message \"{title(party)} has little power\" | \"{title(party)} heeft weinig macht\"\n"
    "}\n";

static const struct {
  const char *name, *spec, *expected;
} cases[] = {
    {"subjects and places",
     "kompas 1 en\npartnership p \"P\" {\n  as-of 2026-11-01\n  phase shape since 2026-10-01\n  setting table\n"
     "  party a \"A\" {\n    power high\n  }\n  party b \"B\" { power low\n  kind public\n  representative x \"X\"\n}\n}\n",
     "K9001 6 error\nK9006 9 warning\n"},
    {"an alternative place, and severities by phase",
     "kompas 1 en\npartnership p \"P\" {\n  as-of 2026-11-01\n  phase explore since 2026-10-01\n  party a \"A\"\n  party b \"B\"\n}\n",
     "K9004 2 none\nK9002 4 warning\nK9003 5 none\nK9001 5 none\nK9003 6 none\nK9001 6 none\n"},
    {"silenced for the same subject, or for the whole",
     "kompas 1 en\npartnership p \"P\" {\n  as-of 2026-11-01\n  phase agree since 2026-10-01\n  setting table\n"
     "  party a \"A\" { kind public\n representative x \"X\" }\n  party b \"B\"\n}\n",
     "K9003 6 warning\nK9003 8 silenced\nK9001 8 warning\n"},
    {"what has no severity in this phase silences nothing",
     "kompas 1 en\npartnership p \"P\" {\n  as-of 2026-11-01\n  phase share since 2026-10-01\n  setting table\n"
     "  party a \"A\" { kind public }\n  party b \"B\" { kind public }\n}\n",
     "K9004 2 none\nK9003 6 warning\nK9003 7 warning\n"},
    {"milder in a task network",
     "kompas 1 en\npartnership p \"P\" {\n  as-of 2026-11-01\n  phase shape since 2026-10-01\n  setting task-network\n"
     "  party a \"A\" { power high\n representative x \"X\" }\n  party b \"B\" { power high\n kind public }\n}\n",
     "K9001 6 warning\n"},
    {"an acceptance in a block covers what lies there",
     "kompas 1 en\npartnership p \"P\" {\n  as-of 2026-11-01\n  phase shape since 2026-10-01\n  setting table\n"
     "  party a \"A\" { power high\n representative x \"X\"\n accept each-party \"so be it\" }\n  party b \"B\" { power high }\n}\n",
     "K9001 6 accepted\nK9001 9 error\n"},
    {"a target narrows it; a rule may be told by its code",
     "kompas 1 en\npartnership p \"P\" {\n  as-of 2026-11-01\n  phase shape since 2026-10-01\n  setting table\n"
     "  party a \"A\" { power high\n representative x \"X\" }\n  party b \"B\" { power high }\n  accept K9001 b \"so be it\"\n}\n",
     "K9001 6 error\nK9001 8 accepted\n"},
    {"without a reason, or after its day, it has no effect",
     "kompas 1 en\npartnership p \"P\" {\n  as-of 2026-11-01\n  phase shape since 2026-10-01\n  setting table\n"
     "  party a \"A\" { power high\n representative x \"X\"\n accept K9001 }\n"
     "  party b \"B\" { power high\n accept K9001 \"so\" until 2026-10-31 }\n}\n",
     "K9001 6 error\nK9001 9 error\n"},
    {"its last day counts",
     "kompas 1 en\npartnership p \"P\" {\n  as-of 2026-11-01\n  phase shape since 2026-10-01\n  setting table\n"
     "  party a \"A\" { power high\n representative x \"X\" \n kind public }\n"
     "  party b \"B\" { power high\n accept K9001 \"so\" until 2026-11-01 }\n}\n",
     "K9001 9 accepted\n"},
    {"what has a language error is not judged, and nothing is concluded from it",
     "kompas 1 en\npartnership p \"P\" {\n  as-of 2026-11-01\n  phase shape since 2026-10-01\n  setting tabel\n"
     "  party a \"A\" bogus\n  party b \"B\" { powr high\n kind public\n representative x \"X\" }\n}\n",
     ""},
    {"the project gives a rule another severity, or turns it off",
     "kompas 1 en\nproject {\n  severity no-setting hint because \"so\"\n  severity K9004 none because \"so\"\n}\n"
     "partnership p \"P\" {\n  as-of 2026-11-01\n  phase agree since 2026-10-01\n  party a \"A\" { kind public\n power high }\n"
     "  party b \"B\" { kind public\n power high }\n}\n",
     "K9004 6 none\nK9002 8 hint\n"},
};

typedef struct Judged {
  Engine engine;
  FindingSink library_mistakes;
} Judged;

static void judged_open(Judged *judged, const char *spec) {
  Engine *engine = &judged->engine;
  *engine = (Engine){0};
  arena_init(&engine->arena, NULL, NULL);
  source_store_init(&engine->store, &engine->arena);
  finding_sink_init(&engine->sink, &engine->arena);
  finding_sink_init(&judged->library_mistakes, &engine->arena);
  LibraryFile file = {STR("house/rules.kompas"), str_of(house)};
  engine->library = library_load(&engine->arena, &engine->store, &judged->library_mistakes, &file, 1);
  for (uint32_t i = 0; i < judged->library_mistakes.findings.count; i++)
    ck_assert_uint_lt(judged->library_mistakes.findings.items[i]->place.file, engine->library->standard_sources);
  engine_bind(engine, "spec.kompas", spec, AUDIENCE_OWN);
  RuleRun run = {.library = engine->library, .model = engine->model, .store = &engine->store, .sink = &engine->sink};
  rules_run(&run);
}

static const char *outcome(const Finding *finding) {
  if (finding->silenced) return "silenced";
  if (finding->accepted_by) return "accepted";
  return severity_key(finding->severity).data;
}

/* The findings of the house rules, in their order. */
static Str told(Judged *judged) {
  Engine *engine = &judged->engine;
  Text text = text_new(&engine->arena);
  for (uint32_t i = 0; i < engine->sink.findings.count; i++) {
    const Finding *finding = engine->sink.findings.items[i];
    if (!str_starts_with(finding->code, STR("K9"))) continue;
    Position place = source_position(&engine->store, finding->place.file, finding->place.start);
    text_add_format(&text, "%.*s %u %s\n", STR_ARGS(finding->code), (unsigned)place.line, outcome(finding));
  }
  return text_str(&text);
}

START_TEST(findings) {
  int wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Judged judged;
    judged_open(&judged, cases[i].spec);
    Str found = told(&judged);
    if (!str_equal(found, str_of(cases[i].expected))) {
      fprintf(stderr, "%s: found\n%.*sexpected\n%s\n", cases[i].name, STR_ARGS(found), cases[i].expected);
      wrong++;
    }
    arena_free(&judged.engine.arena);
  }
  ck_assert_int_eq(wrong, 0);
}
END_TEST

static const Finding *finding_of(const Judged *judged, const char *code) {
  for (uint32_t i = 0; i < judged->engine.sink.findings.count; i++)
    if (str_equal(judged->engine.sink.findings.items[i]->code, str_of(code))) return judged->engine.sink.findings.items[i];
  ck_abort_msg("%s is not found", code);
  return NULL;
}

START_TEST(texts_and_fixes) {
  Judged judged;
  judged_open(&judged, cases[0].spec);
  Engine *engine = &judged.engine;
  const Finding *finding = finding_of(&judged, "K9001");
  Str english = finding_write(engine->evaluation, finding, FINDING_MESSAGE, LANGUAGE_EN, &engine->arena);
  Str dutch = finding_write(engine->evaluation, finding, FINDING_MESSAGE, LANGUAGE_NL, &engine->arena);
  ck_assert_msg(str_equal(english, STR("A has no kind")), "%.*s", STR_ARGS(english));
  ck_assert_msg(str_equal(dutch, STR("A heeft geen soort")), "%.*s", STR_ARGS(dutch));
  ck_assert(str_is_empty(finding_write(engine->evaluation, finding, FINDING_WHY, LANGUAGE_EN, &engine->arena)));
  ck_assert_uint_eq(finding->fixes.count, 1);
  const Fix *fix = &finding->fixes.items[0];
  ck_assert(str_equal(fix->title.in[LANGUAGE_NL], STR("Voeg toe")));
  ck_assert_uint_eq(fix->edits.count, 1);
  ck_assert_msg(str_equal(fix->edits.items[0].text, STR("    kind public\n")), "'%.*s'", STR_ARGS(fix->edits.items[0].text));
  Position place = source_position(&engine->store, fix->edits.items[0].span.file, fix->edits.items[0].span.start);
  ck_assert_uint_eq(place.line, 8);
  ck_assert_uint_eq(place.column, 1);
  ck_assert(finding_of(&judged, "K9006")->reserved);
  ck_assert(!finding->reserved);
  Str identity = finding_identity(&engine->arena, finding);
  ck_assert_msg(str_equal(identity, STR("K9001/p.a#0")), "%.*s", STR_ARGS(identity));
  arena_free(&engine->arena);
}
END_TEST

START_TEST(related_places_are_worded) {
  Judged judged;
  judged_open(&judged, cases[5].spec);
  Engine *engine = &judged.engine;
  const Finding *finding = finding_of(&judged, "K9001");
  ck_assert_uint_eq(finding->related.count, 1);
  Str text = related_write(engine->evaluation, finding, &finding->related.items[0], LANGUAGE_NL, &engine->arena);
  ck_assert_msg(str_equal(text, STR("zie X")), "%.*s", STR_ARGS(text));
  arena_free(&engine->arena);
}
END_TEST

START_TEST(what_is_sensitive_silences_only_for_its_owner) {
  Judged judged;
  judged_open(&judged, "kompas 1 en\npartnership p \"P\" {\n  as-of 2026-11-01\n  phase shape since 2026-10-01\n  setting table\n"
                       "  party a \"A\" sensitive {\n kind public\n power high\n }\n  party b \"B\" {\n kind public\n }\n}\n");
  const Finding *silencer = finding_of(&judged, "K9004"), *silenced = finding_of(&judged, "K9003");
  ck_assert(silencer->sensitive && finding_is_reported_to(silencer, AUDIENCE_OWN));
  ck_assert(!silenced->sensitive && silenced->silenced);
  ck_assert(!finding_is_reported(silenced) && !finding_is_reported_to(silenced, AUDIENCE_OWN));
  ck_assert(finding_is_reported_to(silenced, AUDIENCE_BOARD));
  ck_assert(finding_is_reported_to(silenced, AUDIENCE_PARTNERS));
  arena_free(&judged.engine.arena);
}
END_TEST

static Str repeated(Arena *arena, const char *before, const char *line, uint32_t count, const char *after) {
  Text text = text_new(arena);
  text_add_c(&text, before);
  for (uint32_t i = 0; i < count; i++) {
    text_add_format(&text, line, (unsigned)i, (unsigned)i);
    text_add_c(&text, "\n");
  }
  text_add_c(&text, after);
  return text_str(&text);
}

START_TEST(a_rule_that_costs_too_much_is_told) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Str spec = repeated(&arena,
                      "kompas 1 en\npartnership p \"P\" {\n  as-of 2026-11-01\n  phase shape since 2026-10-01\n  logic hierarchy\n"
                      "  party a \"A\"\n  party b \"B\"\n  governance {\n",
                      "body b%u \"Body %u\"", 60, "}\n}\n");
  Judged judged;
  judged_open(&judged, spec.data);
  const Finding *cost = finding_of(&judged, "K0004");
  ck_assert_int_eq(cost->severity, SEVERITY_ERROR);
  Str text = finding_write(judged.engine.evaluation, cost, FINDING_MESSAGE, LANGUAGE_EN, &judged.engine.arena);
  ck_assert_msg(str_find(text, STR("K9005")) < text.length, "%.*s", STR_ARGS(text));
  arena_free(&judged.engine.arena);
  arena_free(&arena);
}
END_TEST

START_TEST(a_thousand_findings_are_enough) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Str spec = repeated(&arena, "kompas 1 en\npartnership p \"P\" {\n  as-of 2026-11-01\n  phase shape since 2026-10-01\n",
                      "party p%u \"Party %u\"", 1500, "}\n");
  Judged judged;
  judged_open(&judged, spec.data);
  uint32_t reported = 0;
  for (uint32_t i = 0; i < judged.engine.sink.findings.count; i++)
    reported += finding_is_reported(judged.engine.sink.findings.items[i]);
  ck_assert_uint_eq(reported, 1001);
  ck_assert_int_eq(finding_of(&judged, "K0004")->severity, SEVERITY_ERROR);
  arena_free(&judged.engine.arena);
  arena_free(&arena);
}
END_TEST

static const char broken[] =
    "kompas 1 en\n"
    "define one { gives (two) }\n"
    "define two { gives (one) }\n"
    "rule K9001 misspelt | fout {\n  class omission\n  condition relation\n  severity warning\n"
    "  for party (partnership.partij-lijst)\n  when (party.kind is missing)\n  at (party)\n"
    "  message \"{title(part)}\" | \"x\"\n  silenced-by [K9999]\n}\n"
    "rule K9001 again | nogmaals {\n  class omission\n  condition relation\n  severity warning\n"
    "  when (partnership.setting)\n  message \"x\" | \"x\"\n}\n";

START_TEST(mistakes_in_a_house_rule_are_findings) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  SourceStore store;
  source_store_init(&store, &arena);
  FindingSink sink;
  finding_sink_init(&sink, &arena);
  LibraryFile file = {STR("house/broken.kompas"), str_of(broken)};
  const Library *library = library_load(&arena, &store, &sink, &file, 1);
  static const char *const expected[] = {"K0104 3", "K0101 8", "K0102 11", "K0102 12", "K0103 14"};
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    bool found = false;
    for (uint32_t j = 0; j < sink.findings.count; j++) {
      const Finding *finding = sink.findings.items[j];
      if (finding->place.file != library->standard_sources) continue;
      Position place = source_position(&store, finding->place.file, finding->place.start);
      Str line = str_format(&arena, "%.*s %u", STR_ARGS(finding->code), (unsigned)place.line);
      found |= str_equal(line, str_of(expected[i]));
    }
    if (!found)
      for (uint32_t j = 0; j < sink.findings.count; j++) {
        Position place = source_position(&store, sink.findings.items[j]->place.file, sink.findings.items[j]->place.start);
        fprintf(stderr, "%.*s %u\n", STR_ARGS(sink.findings.items[j]->code), (unsigned)place.line);
      }
    ck_assert_msg(found, "%s is not found", expected[i]);
  }
  arena_free(&arena);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("runner");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 60);
  tcase_add_test(all, findings);
  tcase_add_test(all, texts_and_fixes);
  tcase_add_test(all, related_places_are_worded);
  tcase_add_test(all, what_is_sensitive_silences_only_for_its_owner);
  tcase_add_test(all, a_rule_that_costs_too_much_is_told);
  tcase_add_test(all, a_thousand_findings_are_enough);
  tcase_add_test(all, mistakes_in_a_house_rule_are_findings);
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? 1 : 0;
}
