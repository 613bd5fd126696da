/* The parser, on the files of tests/syntax: NAME.tree beside NAME.kompas holds the tree and the findings, and where
 * there is only NAME.findings, the findings alone. BLESS=1 in the environment writes what is missing or differs; read
 * it before committing. Then expressions one by one, and the limits. */
#include <check.h>

#include "compiler/base/utf8.h"
#include "tests/support.h"

static Arena arena;
static SourceStore store;
static const Vocabulary *vocabulary;
static StrList cases;

static void add_findings(Text *out, FindingSink *sink) {
  if (sink->findings.count)
    qsort(sink->findings.items, sink->findings.count, sizeof *sink->findings.items, finding_compare_by_place);
  LIST_EACH(Finding *, each, sink->findings) {
    const Finding *finding = *each;
    Position from = source_position(&store, finding->place.file, finding->place.start);
    Position to = source_position(&store, finding->place.file, finding->place.end);
    text_add_format(out, "%.*s %u:%u-", STR_ARGS(finding->code), from.line, from.column);
    if (to.line != from.line) text_add_format(out, "%u:", to.line);
    text_add_format(out, "%u", to.column);
    LIST_EACH(Argument, argument, finding->arguments) {
      text_add_format(out, " %.*s=", STR_ARGS(argument->name));
      if (argument->value.kind == VALUE_NUMBER)
        text_add_format(out, "%lld", (long long)argument->value.as.number.numerator);
      else text_add_format(out, "\"%.*s\"", STR_ARGS(argument->value.as.text));
    }
    if (finding->fixes.count) text_add_c(out, " fix");
    text_add_char(out, '\n');
  }
}

static Str outcome(Str path, bool with_tree) {
  FindingSink sink;
  finding_sink_init(&sink, &arena);
  const Source *source = source_add(&store, path, support_read(&arena, path));
  Text out = text_new(&arena);
  Tree *tree = parse_file(&arena, source, vocabulary, &sink);
  if (with_tree) text_add(&out, tree_dump(&arena, tree));
  add_findings(&out, &sink);
  return text_str(&out);
}

START_TEST(files_are_as_expected) {
  Str path = cases.items[_i], expected = support_beside(&arena, path, "tree");
  bool with_tree = support_read(&arena, expected).data != NULL;
  if (!with_tree) expected = support_beside(&arena, path, "findings");
  Str wanted = support_read(&arena, expected), given = outcome(path, with_tree);
  if (getenv("BLESS") && !str_equal(wanted, given)) {
    FILE *file = fopen(expected.data, "wb");
    ck_assert(file != NULL);
    fwrite(given.data, 1, given.length, file);
    fclose(file);
    return;
  }
  ck_assert_msg(wanted.data && str_equal(wanted, given), "%.*s:\n%.*s", STR_ARGS(path), STR_ARGS(given));
}
END_TEST

/* ---- expressions ---- */

/* A text, and its tree in brackets; NULL: not an expression. */
static const struct {
  const char *text, *tree;
} expressions[] = {
    {"a", "a"},
    {"a and b or not c", "(or (and a b) (not c))"},
    {"a or b and c", "(or a (and b c))"},
    {"not a = b", "(not (= a b))"},
    {"a.b.c", "(member c (member b a))"},
    {"f(x, y.z)", "(call f x (member z y))"},
    {"f()", "(call f)"},
    {"count(x) + 1 * 2 - 3", "(- (+ (call count x) (* 1 2)) 3)"},
    {"a -1", "(- a 1)"},
    {"EUR -5", "(amount EUR -5)"},
    {"x in [a, b] and y not in z", "(and (in x (list a b)) (not-in y z))"},
    {"x is set and y is missing", "(and (is-set x) (is-missing y))"},
    {"a union b except c = d", "(= (except (union a b) c) d)"},
    {"exists x in xs where x = 1 and y", "(exists x xs (and (= x 1) y))"},
    {"exists x in xs and y", "(and (exists x xs) y)"},
    {"every x in xs has x.a", "(every x xs (member a x))"},
    {"each x in xs where a give x.b", "(each x xs a (member b x))"},
    {"each x in xs", "(each x xs nothing nothing)"},
    {"first x in xs by x.k", "(first x xs nothing (member k x))"},
    {"last x in xs where c by k", "(last x xs c k)"},
    {"if a then b else c or d", "(if a b (or c d))"},
    {"day + 6 months", "(+ day (duration months 6))"},
    {"first", "first"},
    {"first.in", "(member in first)"},
    {"set in last", "(in set last)"},
    {"x = 'it' or x = \"b\"", "(or (= x 'it') (= x \"b\"))"},
    {"2026-11-01 - today", "(- 2026-11-01 today)"},
    {"40% * EUR 5", "(* 40% (amount EUR 5))"},
    {"(a or b) and c", "(and (or a b) c)"},
    {"a = b = c", NULL},
    {"a and", NULL},
    {"(a", NULL},
    {"a b", NULL},
    {"every x in xs", NULL},
    {"a.(b)", NULL},
    {"", NULL},
    {"}", NULL},
};

static void write(Text *out, const Source *source, const Node *node) {
  static const char *const words[] = {
      [NODE_LIST] = "list",     [NODE_OR] = "or",         [NODE_AND] = "and",
      [NODE_NOT] = "not",       [NODE_EQUAL] = "=",       [NODE_IN] = "in",
      [NODE_NOT_IN] = "not-in", [NODE_IS_SET] = "is-set", [NODE_IS_MISSING] = "is-missing",
      [NODE_ADD] = "+",         [NODE_SUBTRACT] = "-",    [NODE_MULTIPLY] = "*",
      [NODE_UNION] = "union",   [NODE_EXCEPT] = "except", [NODE_MEMBER] = "member",
      [NODE_CALL] = "call",     [NODE_IF] = "if",         [NODE_EXISTS] = "exists",
      [NODE_EVERY] = "every",   [NODE_EACH] = "each",     [NODE_FIRST] = "first",
      [NODE_LAST] = "last",     [NODE_AMOUNT] = "amount", [NODE_DURATION] = "duration",
  };
  if (node->kind == NODE_NOTHING) {
    text_add_c(out, "nothing");
    return;
  }
  if (node->kind < NODE_OR && node->kind != NODE_LIST) {
    text_add(out, str_slice(source->text, node->span.start, node->span.end));
    return;
  }
  text_add_format(out, "(%s", words[node->kind]);
  if (node->text.length) text_add_format(out, " %.*s", STR_ARGS(node->text));
  NODE_EACH_CHILD(child, node) {
    text_add_char(out, ' ');
    write(out, source, child);
  }
  text_add_char(out, ')');
}

START_TEST(expressions_are_as_expected) {
  FindingSink sink;
  finding_sink_init(&sink, &arena);
  Str text = str_format(&arena, "{%s}", expressions[_i].text);
  const Source *source = source_add(&store, STR("t"), text);
  const Node *node = parse_expression(&arena, source, 1, (uint32_t)text.length - 1, &sink);
  ck_assert_msg((node == NULL) == (expressions[_i].tree == NULL), "%s", expressions[_i].text);
  ck_assert_msg((node == NULL) == (sink.findings.count > 0), "%s: a finding and a tree", expressions[_i].text);
  if (!node) return;
  ck_assert_int_eq(node->kind, NODE_EXPRESSION);
  Text out = text_new(&arena);
  write(&out, source, node->first_child);
  ck_assert_str_eq(text_str(&out).data, expressions[_i].tree);
}
END_TEST

/* ---- limits ---- */

static Str repeated(const char *before, const char *piece, uint32_t count, const char *after) {
  Text text = text_new(&arena);
  text_add_c(&text, before);
  for (uint32_t i = 0; i < count; i++) text_add_c(&text, piece);
  text_add_c(&text, after);
  return text_str(&text);
}

/* The findings of a text: how many, and the code of the first. */
static uint32_t findings_of(Str text, Str *code, Tree **tree) {
  FindingSink sink;
  finding_sink_init(&sink, &arena);
  finding_add(&sink, "K0109", NO_SPAN); /* of another file: stays */
  *tree = parse_file(&arena, source_add(&store, STR("t.kompas"), text), vocabulary, &sink);
  ck_assert(str_equal(sink.findings.items[0]->code, STR("K0109")));
  *code = sink.findings.count > 1 ? sink.findings.items[1]->code : STR("");
  return sink.findings.count - 1;
}

static const struct {
  const char *before, *piece;
  uint32_t most;
  const char *between;
  const char *closing;
  bool closes_each;
} limits[] = {
    {"kompas 1 en\n", "b {\n", 64, "", "}", true},      {"kompas 1 en\nx ", "[", 64, "a", "]", true},
    {"kompas 1 en\nx (", "(", 63, "a", ")", true},      {"kompas 1 en\nx [", "a,", 10000, "", "]", false},
    {"kompas 1 en\nx (", "not ", 254, "a)", "", false},
};

static Str at_limit(int row, uint32_t count) {
  Text text = text_new(&arena);
  text_add(&text, repeated(limits[row].before, limits[row].piece, count, limits[row].between));
  text_add(&text, repeated("", limits[row].closing, limits[row].closes_each ? count : 1, ""));
  if (row == 2) text_add_c(&text, ")");
  return text_str(&text);
}

START_TEST(what_is_too_much_is_one_finding) {
  Str code;
  Tree *tree;
  ck_assert_uint_eq(findings_of(at_limit(_i, limits[_i].most), &code, &tree), 0);
  ck_assert(!tree->refused);
  uint32_t more = _i == 3 ? 2 : 1; /* the last comma of a list starts no element */
  ck_assert_uint_eq(findings_of(at_limit(_i, limits[_i].most + more), &code, &tree), 1);
  ck_assert_msg(str_equal(code, STR("K0004")), "%.*s", STR_ARGS(code));
  ck_assert(tree->refused && tree->root && !tree->root->first_child);
}
END_TEST

START_TEST(no_text_is_too_large) {
  Str code;
  Tree *tree;
  Str four = repeated("kompas 1 en\n", "# 3456789012345\n", (4 * 1024 * 1024 - 12) / 16, "");
  ck_assert_uint_eq(findings_of(four, &code, &tree), 0);
  ck_assert_uint_eq(findings_of(repeated(four.data, " ", 5, ""), &code, &tree), 1);
  ck_assert(str_equal(code, STR("K0004")));
  findings_of(repeated("kompas 1 en\n", "a ", 2000000, ""), &code, &tree);
  ck_assert(str_equal(code, STR("K0004")));
  ck_assert_uint_le(findings_of(repeated("kompas 1 en\n", "@\n", 2000000, ""), &code, &tree), 3100);
  ck_assert(str_equal(findings_of(repeated("", "(", 4000000, ""), &code, &tree) ? code : STR(""), STR("K0001")));
}
END_TEST

int main(void) {
  arena_init(&arena, NULL, NULL);
  source_store_init(&store, &arena);
  vocabulary = support_vocabulary(&arena, &store);
  cases = support_files(&arena, STR("tests/syntax"), STR(".kompas"));
  Suite *suite = suite_create("parser");
  TCase *tests = tcase_create("parser");
  tcase_set_timeout(tests, 120);
  tcase_add_loop_test(tests, files_are_as_expected, 0, (int)cases.count);
  tcase_add_loop_test(tests, expressions_are_as_expected, 0, sizeof expressions / sizeof *expressions);
  tcase_add_loop_test(tests, what_is_too_much_is_one_finding, 0, sizeof limits / sizeof *limits);
  tcase_add_test(tests, no_text_is_too_large);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  arena_free(&arena);
  return failed || cases.count == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
