/* Expressions: a table of what each gives over a small spec, and of what is reported about those that are wrong. */
#include "tests/unit/engine.h"

static const char spec[] =
    "kompas 1 en\n"
    "partnership demo \"Demo\" {\n"
    "  as-of 2026-11-01\n"
    "  phase shape since 2026-09-15\n"
    "  form entrepreneurial\n"
    "  intent renew\n"
    "  party alfa \"Alfa\" {\n"
    "    power high\n"
    "    kind public\n"
    "    representative jansen \"M. Jansen\" {\n"
    "      mandate [staffing, budget] up-to EUR 250_000 until 2027-12-31\n"
    "      mandate housing up-to USD 5 refers-back\n"
    "    }\n"
    "  }\n"
    "  party beta \"Beta\" {\n"
    "    power low\n"
    "    representative bos \"A. Bos\" sensitive\n"
    "  }\n"
    "  party gamma \"Gamma\" {\n"
    "    sector care bogus\n"
    "  }\n"
    "  governance {\n"
    "    body board \"Board\" { members [jansen, bos] }\n"
    "    decision start \"Start\" on budget amount EUR 120_000 by board\n"
    "    contribution alfa 60%\n"
    "    contribution beta 40%\n"
    "    = wrong here\n"
    "  }\n"
    "}\n";

static const struct {
  const char *expression, *value;
} table[] = {
    /* values */
    {"5", "5"}, {"12.5%", "12.5%"}, {"EUR 1500", "EUR 1,500"}, {"2026-11-01", "1 November 2026"}, {"6 months", "6 months"},
    {"'text'", "text"}, {"true", "true"}, {"missing", "missing"}, {"[1, 2, 3]", "1, 2 and 3"}, {"[]", "[]"},
    /* paths */
    {"today", "1 November 2026"}, {"partnership", "Demo"}, {"partnership.party", "Alfa, Beta and Gamma"},
    {"partnership.party.representative", "M. Jansen and A. Bos"}, {"partnership.form.nature", "share"},
    {"partnership.phase.since", "15 September 2026"}, {"partnership.process.lead", "missing"},
    {"partnership.party.representative.mandate.topics", "staffing, budget and housing"}, {"project", "missing"},
    {"count(partnerships)", "1"},
    /* comparison: true, false, unknown */
    {"1 < 2", "true"}, {"2 <= 1", "false"}, {"40% = 0.4", "true"}, {"today >= 2026-11-01", "true"},
    {"partnership.setting = table", "unknown"}, {"EUR 5 < USD 6", "unknown"}, {"EUR 5 < EUR 6", "true"},
    {"partnership.phase = shape", "true"}, {"partnership.phase > agree", "true"}, {"partnership.phase != run", "true"},
    {"partnership.form.intent = partnership.intent", "true"}, {"'b' > 'a'", "true"},
    {"1 month < 27 days", "false"}, {"1 month < 30 days", "unknown"}, {"1 month < 32 days", "true"},
    /* three-valued logic */
    {"true and false", "false"}, {"true or false", "true"}, {"not true", "false"},
    {"partnership.setting = table and false", "false"}, {"partnership.setting = table or true", "true"},
    {"partnership.setting = table and true", "unknown"}, {"not partnership.setting = table", "unknown"},
    {"surely(partnership.setting = table)", "false"},
    /* stated or not; what could not be read is neither */
    {"partnership.setting is missing", "true"}, {"partnership.form is set", "true"}, {"partnership.strand is set", "false"},
    {"partnership.governance.exit is missing", "unknown"}, {"partnership.governance.body is set", "true"},
    {"partnership.governance.escalation is set", "unknown"},
    /* membership */
    {"partnership.phase in [agree, shape]", "true"}, {"partnership.phase not in [agree, shape]", "false"},
    {"missing in [1, 2]", "unknown"}, {"3 in [1, 2]", "false"},
    /* words in texts */
    {"mentions('A chain of care', 'chain')", "true"}, {"mentions('Chains', 'chain')", "true"}, {"mentions('the supply-chain', 'chain')", "true"},
    {"mentions('unchained', 'chain')", "false"}, {"mentions(['one', 'two words'], ['three', 'two wo'])", "true"},
    {"mentions('éénchain', 'chain')", "false"}, {"mentions('échain', 'chain')", "false"}, {"mentions('“chain”', 'chain')", "true"}, {"mentions([], 'chain')", "false"},
    {"mentions('een verzekering', title(choice(party-kind, public)))", "false"},
    {"mentions('een publieke partij', title(choice(party-kind, public)))", "true"},
    {"mentions(missing, 'chain')", "false"},
    /* ranging */
    {"exists p in partnership.party where p.power = high", "true"}, {"exists p in partnership.party", "true"},
    {"exists p in partnership.party where p.name = 'x'", "false"},
    {"exists p in partnership.party where p.kind = private", "unknown"},
    {"every p in partnership.party has p.power = high", "false"}, {"every s in partnership.strand has false", "true"},
    {"exists s in partnership.strand", "false"},
    {"exists c in partnership.governance.contribution where c.amount = 50%", "unknown"},
    {"exists c in partnership.governance.contribution where c.amount = 60%", "true"},
    {"every c in partnership.governance.contribution has c.amount > 10%", "unknown"},
    {"each p in partnership.party where p.power = low", "Beta"},
    {"each p in partnership.party where p.kind = public", "Alfa"},
    {"each p in partnership.party give p.power", "high and low"},
    {"count(each p in partnership.party give p.power)", "2"},
    {"first p in partnership.party by title(p)", "Alfa"}, {"last p in partnership.party", "Gamma"},
    {"first p in partnership.party where p.power is set by p.power", "Alfa"},
    {"last p in partnership.party where p.power is set by p.power", "Beta"},
    {"first p in partnership.party where p.name = 'x'", "missing"}, {"last x in [1, 3, 2, 3] by x", "3"},
    /* arithmetic, exact */
    {"1 / 3 + 1 / 3 + 1 / 3 = 1", "true"}, {"0.1 + 0.2 = 0.3", "true"}, {"1 / 0", "unknown"}, {"40% + 35%", "75%"},
    {"EUR 100 * 30%", "EUR 30"}, {"EUR 100 / EUR 40", "2.5"}, {"EUR 1 + USD 1", "unknown"},
    {"today + 1 month", "1 December 2026"}, {"2026-01-31 + 1 month", "28 February 2026"},
    {"today - 2026-10-30", "2"}, {"today - partnership.phase.since > 40", "true"}, {"5 + missing", "missing"},
    {"900000000000000 * 900000000000000", "unknown"}, {"'a' + 'b'", "ab"}, {"'n' + 5", "n5"},
    /* sets and functions */
    {"[1, 2] union [2, 3]", "1, 2 and 3"}, {"[1, 2, 3] except [2]", "1 and 3"}, {"[1, 2, 3] intersect [3, 2]", "2 and 3"},
    {"count(partnership.party)", "3"}, {"sum([1, 2, 3])", "6"}, {"mean([1, 2])", "1.5"}, {"mean([])", "missing"},
    {"min(3, 1, 2)", "1"}, {"max([2026-01-01, 2026-02-01])", "1 February 2026"}, {"sum([1, missing])", "1"},
    {"sum(partnership.governance.contribution.amount)", "unknown"},
    {"count(partnership.governance.contribution)", "unknown"}, {"count(partnership.governance.body.members)", "unknown"},
    {"distinct([1, 2, 1])", "1 and 2"}, {"item([7, 8], 2)", "8"}, {"item([7, 8], 3)", "missing"}, {"index(8, [7, 8])", "1"},
    {"earlier(2026-02-01, 2026-01-01)", "1 January 2026"}, {"years(24 months)", "2"}, {"years(2)", "2 years"},
    {"length('Café')", "4"}, {"length(partnership.party)", "unknown"}, {"length(partnership.process.lead)", "missing"},
    {"length('')", "0"}, {"rounded(5 / 2)", "2.5"}, {"rounded(mean(1, 2, 2))", "1.7"}, {"rounded(0 - 1 / 3)", "-0.3"},
    {"rounded(41 / 16)", "2.6"}, {"rounded(missing)", "missing"}, {"'of ' + [1, 2, 3]", "of 1, 2 and 3"}, {"number(partnership.phase)", "4"}, {"choices(intent)", "improve and renew"}, {"choice(phase, run)", "run"},
    {"parent(partnership.governance)", "Demo"}, {"around(partnership.governance.decision.by, partnership)", "missing"},
    {"name(partnership)", "demo"}, {"title(partnership.party)", "Alfa, Beta and Gamma"},
    {"namesakes(item(partnership.party, 1))", "Alfa"}, {"namesakes(missing)", "missing"}, {"count(namesakes(partnership))", "0"},
    {"namesakes(partnership.phase)", "[]"}, {"namesakes(partnership.party)", "unknown"},
    {"word(partnership.phase.value)", "shape"}, {"is(partnership, partnership)", "true"}, {"is(partnership, party)", "false"},
    {"is(5%, percentage)", "true"}, {"is('x', text)", "true"}, {"lines(partnership, party)", "Alfa, Beta and Gamma"},
    {"if 1 < 2 then 'yes' else 'no'", "yes"}, {"if partnership.setting = table then 1 else 2", "unknown"},
    {"each m in partnership.party.representative.mandate where m.refers-back give m.topics", "housing"},
    {"each m in partnership.party.representative.mandate where not m.refers-back give m.up-to", "EUR 250,000"},
};

START_TEST(values) {
  Engine engine;
  engine_open(&engine, spec);
  int wrong = 0;
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    Scope scope;
    FindingSink mistakes;
    const Expression *expression = engine_compile(&engine, &scope, table[i].expression, &mistakes);
    Str code = mistakes.findings.count ? mistakes.findings.items[0]->code : STR("");
    ck_assert_msg(str_is_empty(code), "%s: %.*s", table[i].expression, STR_ARGS(code));
    Value *frame = evaluation_frame(engine.evaluation, scope.frame_size);
    const char *found = engine_show(&engine, evaluate(engine.evaluation, expression, frame));
    if (str_equal(str_of(found), str_of(table[i].value))) continue;
    fprintf(stderr, "%s: %s, not %s\n", table[i].expression, found, table[i].value);
    wrong++;
  }
  ck_assert_int_eq(wrong, 0);
  engine_close(&engine);
}
END_TEST

static const struct {
  const char *expression, *code, *which, *suggestion;
} mistakes_table[] = {
    {"partnership.governence", "K0101", "part", "governance"},
    {"partnership.party.powr = high", "K0101", "part", "power"},
    {"partnership.form.intnt", "K0101", "part", "intent"},
    {"partnrship.party", "K0102", "unknown", "partnership"},
    {"cont(partnership.party)", "K0102", "unknown", "count"},
    {"partnership.phase = shap", "K0104", "choice", "shape"},
    {"partnership.phase in [agree, shap]", "K0104", "choice", "shape"},
    {"lines(partnership, prty)", "K0102", "unknown", "party"},
    {"partnership.phase.since = 5", "K0104", "kind", NULL},
    {"partnership.party = 5", "K0104", "kind", NULL},
    {"partnership.phase and true", "K0104", "kind", NULL},
    {"partnership + 1", "K0104", "kind", NULL},
    {"exists p in partnership.party where p.power", "K0104", "kind", NULL},
    {"count()", "K0104", "arguments", NULL},
    {"item([1])", "K0104", "arguments", NULL},
    {"EURO 5 < EUR 6", "K0108", "currency", NULL},
    {"today + 5 fortnights", "K0104", "choice", NULL},
    {"2026-02-30 < today", "K0108", "day", NULL},
    {"choice(phase, walk)", "K0104", "choice", NULL},
};

static Str argument(const Finding *finding, const char *name) {
  for (uint32_t i = 0; i < finding->arguments.count; i++)
    if (str_equal(finding->arguments.items[i].name, str_of(name))) return finding->arguments.items[i].value.as.text;
  return STR("");
}

START_TEST(mistakes_are_reported) {
  Engine engine;
  engine_open(&engine, spec);
  for (size_t i = 0; i < sizeof mistakes_table / sizeof *mistakes_table; i++) {
    Scope scope;
    FindingSink mistakes;
    const char *text = mistakes_table[i].expression;
    const Expression *expression = engine_compile(&engine, &scope, text, &mistakes);
    ck_assert_msg(mistakes.findings.count == 1, "%s: %u findings", text, mistakes.findings.count);
    const Finding *finding = mistakes.findings.items[0];
    ck_assert_msg(str_equal(finding->code, str_of(mistakes_table[i].code)), "%s: %.*s", text, STR_ARGS(finding->code));
    ck_assert_msg(str_equal(argument(finding, "case"), str_of(mistakes_table[i].which)), "%s: case %.*s", text,
                  STR_ARGS(argument(finding, "case")));
    ck_assert_msg(finding->place.end <= str_of(text).length && finding->place.start < finding->place.end, "%s: place", text);
    if (mistakes_table[i].suggestion)
      ck_assert_msg(str_equal(argument(finding, "suggestion"), str_of(mistakes_table[i].suggestion)), "%s: suggests %.*s", text,
                    STR_ARGS(argument(finding, "suggestion")));
    Value *frame = evaluation_frame(engine.evaluation, scope.frame_size);
    Value value = evaluate(engine.evaluation, expression, frame);
    ck_assert_msg(value.kind != VALUE_BOOLEAN || mistakes_table[i].which[0] == 'k', "%s: something is concluded", text);
  }
  engine_close(&engine);
}
END_TEST

static Value value_of(Engine *engine, const char *text) {
  Scope scope;
  FindingSink mistakes;
  const Expression *expression = engine_compile(engine, &scope, text, &mistakes);
  ck_assert_msg(mistakes.findings.count == 0, "%s has a mistake", text);
  return evaluate(engine->evaluation, expression, evaluation_frame(engine->evaluation, scope.frame_size));
}

START_TEST(marks_travel_with_values) {
  Engine engine;
  engine_open(&engine, spec);
  ck_assert(!value_of(&engine, "count(partnership.party)").sensitive);
  ck_assert(value_of(&engine, "count(partnership.party.representative)").sensitive);
  ck_assert(value_of(&engine, "exists r in partnership.party.representative where title(r) = 'A. Bos'").sensitive);
  ck_assert(!value_of(&engine, "exists r in partnership.party.representative where title(r) = 'M. Jansen'").sensitive);
  ck_assert(!value_of(&engine, "partnership.party.representative is set").sensitive);
  ck_assert(!value_of(&engine, "false and exists r in partnership.party.representative where title(r) = 'A. Bos'").sensitive);
  ck_assert(value_of(&engine, "first p in partnership.party.power by p").reserved);
  ck_assert(!value_of(&engine, "public(first p in partnership.party.power by p)").reserved);
  ck_assert(!value_of(&engine, "exists p in partnership.party where p.power = high").reserved);
  ck_assert(value_of(&engine, "max(partnership.party.representative.mandate.up-to) / 2").kind == VALUE_UNKNOWN);
  engine_close(&engine);
}
END_TEST

START_TEST(others_do_not_see_what_is_sensitive) {
  Engine engine;
  engine_open(&engine, spec);
  engine.evaluation = evaluation_new(&engine.arena, engine.library, engine.model, AUDIENCE_BOARD);
  evaluation_begin(engine.evaluation, engine.model->partnerships.items[0]);
  ck_assert_str_eq(engine_show(&engine, value_of(&engine, "partnership.party.representative")), "M. Jansen");
  ck_assert_str_eq(engine_show(&engine, value_of(&engine, "partnership.governance.body.members")), "M. Jansen");
  ck_assert_str_eq(engine_show(&engine, value_of(&engine, "count(partnership.party.representative)")), "1");
  engine_close(&engine);
}
END_TEST

START_TEST(cost_is_bounded) {
  Engine engine;
  engine_open(&engine, spec);
  evaluation_set_budget(engine.evaluation, 1000);
  const char *text = "exists a in partnership.party where exists b in partnership.party where exists c in partnership.party where "
                     "exists d in partnership.party where exists e in partnership.party where exists f in partnership.party where "
                     "title(a) = 'x'";
  ck_assert_int_eq(value_of(&engine, text).kind, VALUE_UNKNOWN);
  ck_assert(evaluation_exceeded(engine.evaluation));
  ck_assert_uint_eq(evaluation_budget_left(engine.evaluation), 0);
  evaluation_set_budget(engine.evaluation, 100000);
  Value value = value_of(&engine, text);
  ck_assert(value.kind == VALUE_BOOLEAN && !value.as.boolean);
  ck_assert(!evaluation_exceeded(engine.evaluation));
  engine_close(&engine);
}
END_TEST

START_TEST(memory_is_given_back) {
  Engine engine;
  engine_open(&engine, spec);
  Scope scope;
  FindingSink mistakes;
  const Expression *expression =
      engine_compile(&engine, &scope, "count(partnership.party.representative.mandate union [1, 2, 3])", &mistakes);
  size_t before = 0;
  for (int i = 0; i < 10000; i++) {
    EvaluationMark mark = evaluation_mark(engine.evaluation);
    evaluate(engine.evaluation, expression, evaluation_frame(engine.evaluation, scope.frame_size));
    evaluation_release(engine.evaluation, mark);
    if (i == 10) before = engine.arena.total;
  }
  ck_assert_uint_eq(engine.arena.total, before);
  engine_close(&engine);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("expression");
  TCase *all = tcase_create("all");
  tcase_add_test(all, values);
  tcase_add_test(all, mistakes_are_reported);
  tcase_add_test(all, marks_travel_with_values);
  tcase_add_test(all, others_do_not_see_what_is_sensitive);
  tcase_add_test(all, cost_is_bounded);
  tcase_add_test(all, memory_is_given_back);
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? 1 : 0;
}
