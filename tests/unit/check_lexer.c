/* The scanner: what is one token and what is not. A row is a text and its tokens, each as a letter and its length. */
#include <check.h>
#include <stdlib.h>

#include "grammar/scan.h"

static const char letters[] = {
    [TOKEN_END] = '.',           [TOKEN_LINE_END] = '/',   [TOKEN_NAME] = 'n',        [TOKEN_STRING] = 's',
    [TOKEN_TEXT_BLOCK] = 't',    [TOKEN_NUMBER] = '1',     [TOKEN_PERCENTAGE] = '%',  [TOKEN_DATE] = 'd',
    [TOKEN_DASH] = '-',          [TOKEN_OPEN_BRACE] = '{', [TOKEN_CLOSE_BRACE] = '}', [TOKEN_OPEN_BRACKET] = '[',
    [TOKEN_CLOSE_BRACKET] = ']', [TOKEN_OPEN_PAREN] = '(', [TOKEN_CLOSE_PAREN] = ')', [TOKEN_COMMA] = ',',
    [TOKEN_DOT] = 'p',           [TOKEN_BAR] = '|',        [TOKEN_OPERATOR] = '=',    [TOKEN_COMMENT] = '#',
    [TOKEN_ERROR] = '!',
};

static const struct {
  const char *text, *tokens;
} rows[] = {
    {"kompas 1 en\n", "n6 11 n2 /1"},
    {"as-of\t2026-11-01 # day\r\n", "n5 d10 #5 /1"},
    {"a_b-9 x", "n5 n1"},
    {"5_000 -2 0.25 -0.5", "15 12 14 14"},
    {"40% 12.5%", "%3 %5"},
    {"- 4 -", "-1 11 -1"},
    {"\"a \\\" b\" \"\" 'c'", "s8 s2 s3"},
    {"\"\"\"a \"quoted\"\nb\"\"\" x", "t18 n1"},
    {"[a,b] {} (x) | .", "[1 n1 ,1 n1 ]1 {1 }1 (1 n1 )1 |1 p1"},
    {"[4,3]", "[1 11 ,1 11 ]1"},
    {"[33,3%]", "[1 12 ,1 %2 ]1"},
    {"(a<=b!=c)", "(1 n1 =2 n1 =2 n1 )1"},
    {"(5-3)", "(1 11 12 )1"},
    {"(2026-11-01-d)", "(1 d10 -1 n1 )1"},
    {"33,3%", "!5"},
    {"1.250,50", "!8"},
    {"250.000,-", "!9"},
    {"5.000.000", "!9"},
    {"1-12-2026 1/12/2026 1.12.2026", "!9 !9 !9"},
    {"2026-1-5 2026-11", "!8 !7"},
    {"6months 40 %", "!7 !4"},
    {"5, x", "11 ,1 n1"},
    {"\xE2\x82\xAC 250.000", "!11"},
    {"\xE2\x80\x9Ctekst\xE2\x80\x9D x", "!11 n1"},
    {"\"tekst\xE2\x80\x9D x", "!9 n1"},
    {"hi\xC3\xAB"
     "rarchie \xD0\x96\xD0\x96",
     "n11 n4"},
    {"e\xCC\x81"
     "en",
     "n5"},
    {"a\xC2\xA0"
     "b\xE2\x80\x89"
     "c",
     "n1 n1 n1"},
    {"sa\xC2\xAD"
     "men",
     "n7"},
    {"\xE2\x80\x8B"
     "x",
     "n1"},
    {"\xEF\xBB\xBFkompas", "n6"},
    {"caf\xE9 x", "!4 n1"},
    {"a\x01"
     "b",
     "n1 n1"},
    {"@ ; a", "!1 !1 n1"},
    {"\"open {\n}", "!5 {1 /1 }1"},
    {"[a, \"b]\nc", "[1 n1 ,1 !2 ]1 /1 n1"},
    {"x { a \"b }", "n1 {1 n1 !2 }1"},
    {"\"open\nx", "!5 /1 n1"},
    {"t \"\"\"open\nmore\n}\n", "n1 !12 /1 }1 /1"},
    {"", ""},
};

static Str tokens_of(Arena *arena, Str text) {
  Scan scan = {.arena = arena, .text = text};
  scan_bytes(&scan);
  scan_tokens(&scan, 0, (uint32_t)text.length);
  Text out = text_new(arena);
  LIST_EACH(Token, token, scan.tokens) {
    if (token->kind == TOKEN_END) break;
    text_add_format(&out, "%s%c%u", out.length ? " " : "", letters[token->kind], token->end - token->start);
  }
  return text_str(&out);
}

START_TEST(makes_tokens) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Str tokens = tokens_of(&arena, str_of(rows[_i].text));
  ck_assert_msg(str_equal(tokens, str_of(rows[_i].tokens)), "%s: %.*s", rows[_i].text, STR_ARGS(tokens));
  arena_free(&arena);
}
END_TEST

/* Every byte alone, and every pair with a quote before it, gives tokens that lie in the text and end in TOKEN_END. */
START_TEST(takes_any_bytes) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  for (int first = 0; first < 256; first++) {
    char bytes[4] = {(char)first, '"', (char)first, (char)(255 - first)};
    Scan scan = {.arena = &arena, .text = {bytes, sizeof bytes}};
    scan_bytes(&scan);
    scan_tokens(&scan, 0, sizeof bytes);
    ck_assert_int_eq(scan.tokens.items[scan.tokens.count - 1].kind, TOKEN_END);
    uint32_t at = 0;
    LIST_EACH(Token, token, scan.tokens) {
      ck_assert(token->start >= at && token->end >= token->start && token->end <= sizeof bytes);
      at = token->end;
    }
  }
  arena_free(&arena);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("lexer");
  TCase *tests = tcase_create("lexer");
  tcase_add_loop_test(tests, makes_tokens, 0, sizeof rows / sizeof *rows);
  tcase_add_test(tests, takes_any_bytes);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
