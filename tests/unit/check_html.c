/* HTML: the shape of every block, that text of a spec stays text wherever it stands, and that figures keep their words. */
#include <check.h>
#include <stdlib.h>

#include "runtime/figures.h"
#include "runtime/html_text.h"
#include "runtime/writers.h"
#include "tests/layout/sample.h"

static Arena arena;
static FontSet *fonts;
static Style style;
static Document *document;

static void set_up(void) {
  Str problem = STR("");
  arena_init(&arena, NULL, NULL);
  style = style_default();
  fonts = fonts_open(style.font_family, &arena, &problem);
  ck_assert_msg(fonts != NULL, "%.*s", STR_ARGS(problem));
  document = ARENA_NEW(&arena, Document);
  document->arena = &arena;
  document->title = STR("T");
  document->contents.in[LANGUAGE_EN] = STR("Contents");
}

static void tear_down(void) {
  fonts_close(fonts);
  arena_free(&arena);
}

static Str whole(void) { return write_html(&arena, document, &style, fonts, STR("Kompas 1")); }

/* What stands between <main> and </main>. */
static const char *body(void) {
  Str made = whole(), open = STR("<main id=\"text\">\n");
  size_t from = str_find(made, open) + open.length, to = str_find(made, STR("</main>"));
  ck_assert_uint_lt(to, made.length);
  return str_copy(&arena, str_slice(made, from, to)).data;
}

static void expect(const char *wanted) { ck_assert_str_eq(body(), wanted); }

static bool holds(Str text, const char *part) { return str_find(text, str_of(part)) < text.length; }

/* ---- text ---- */

static const struct {
  const char *text, *html;
} escapes[] = {
    {"R & D <b>\"x\"</b> 'y'", "R &amp; D &lt;b&gt;&quot;x&quot;&lt;/b&gt; 'y'"},
    {"&amp; stays", "&amp;amp; stays"},
    {"two\nlines\tand\x01", "two lines and "},
    {"\xC2\x85next", " next"},
    {"bad \xFF byte", "bad \xEF\xBF\xBD byte"},
    {"no \xEF\xBF\xBE character", "no \xEF\xBF\xBD character"},
    {"caf\xC3\xA9 \xF0\x9F\x98\x80", "caf\xC3\xA9 \xF0\x9F\x98\x80"},
    {"by \xD7\x99\xD7\x95 \xD7\xA0\xD7\x99 (30%)", "by <bdi>\xD7\x99\xD7\x95 \xD7\xA0\xD7\x99</bdi> (30%)"},
    {"\xD7\x99 and \xD9\x86", "<bdi>\xD7\x99</bdi> and <bdi>\xD9\x86</bdi>"},
    {"turned \xE2\x80\xAE round", "turned  round"},
    {"held \xE2\x81\xA7 apart", "held  apart"},
};

START_TEST(text_is_never_a_mark) {
  Text out = text_new(&arena);
  html_add_text(&out, str_of(escapes[_i].text));
  ck_assert_str_eq(text_str(&out).data, escapes[_i].html);
}
END_TEST

START_TEST(css_strings_end_where_they_should) {
  Text out = text_new(&arena);
  html_add_css_string(&out, STR("a\"} </style> \\ b\nc"));
  ck_assert_str_eq(text_str(&out).data, "\"a\\22 } \\3C /style\\3E  \\5C  b c\"");
}
END_TEST

START_TEST(nothing_of_a_name_gets_out_of_its_place) {
  Str name = STR("</style></title><script>x</script>\"><img src=x onerror=y>{page} \\\"");
  document->title = document->subject = document->running_head = document->running_note = name;
  document->classification = document->author = name;
  document->cover.present = true;
  document->cover.title = document->cover.subtitle = name;
  Block *heading = document_heading(&arena, &document->blocks, 1, name);
  heading->anchor = heading->bookmark = name;
  Block *figure = document_figure(&arena, &document->blocks, FIGURE_TRACK, name);
  figure->figure->caption = name;
  figure_add(&arena, figure->figure, STR("stop"), name);
  Table *table = document_table(&arena, &document->blocks)->table;
  table->summary = name;
  run_add(&arena, &LIST_ADD(&arena, &table->columns)->head, name);
  table_cell(&arena, LIST_ADD(&arena, &table->rows), name);
  style.font_family = name;
  Str made = whole();
  ck_assert(!holds(made, "<script"));
  ck_assert(!holds(made, "<img"));
  Str after = str_slice(made, str_find(made, STR("</style>")) + 8, made.length);
  ck_assert(!holds(after, "</style>"));
  ck_assert(holds(made, "</head>\n<body>"));
}
END_TEST

START_TEST(links_lead_only_where_they_may) {
  static const char *const links[] = {"https://example.org/a?b=\"<c>&d=1", "mailto:jan@example.org", "here", "nowhere",
                                      "javascript:alert(1)", "data:text/html,x", "HTTP://example.org", "//example.org"};
  for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
    Block *block = document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("x"));
    block->runs.items[0].link = str_of(links[i]);
  }
  document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("y"))->anchor = STR("here");
  expect("<p><a href=\"https://example.org/a?b=%22%3Cc%3E&amp;d=1\">x</a></p>\n<p><a href=\"mailto:jan@example.org\">x</a></p>\n"
         "<p><a href=\"#here\">x</a></p>\n<p>x</p>\n<p>x</p>\n<p>x</p>\n<p>x</p>\n<p>x</p>\n<p id=\"here\">y</p>\n");
}
END_TEST

START_TEST(ids_are_unique_whatever_the_anchors) {
  static const char *const anchors[] = {"a b", "a-b", "a b", "text", "contents"};
  for (size_t i = 0; i < sizeof anchors / sizeof *anchors; i++)
    document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("x"))->anchor = str_of(anchors[i]);
  expect("<p id=\"a-b\">x</p>\n<p id=\"a-b-2\">x</p>\n<p>x</p>\n<p id=\"text-2\">x</p>\n<p id=\"contents-2\">x</p>\n");
}
END_TEST

/* ---- runs ---- */

START_TEST(runs_are_marked) {
  Block *block = document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("a "));
  run_add(&arena, &block->runs, STR("b"))->bold = true;
  run_add(&arena, &block->runs, STR("c"))->italic = true;
  run_add(&arena, &block->runs, STR("d"))->grey = true;
  run_add(&arena, &block->runs, STR("e"))->codes = true;
  Run *run = run_add(&arena, &block->runs, STR("f"));
  run->foreign = true;
  run->language = LANGUAGE_NL;
  expect("<p>a <strong>b</strong><em>c</em><span class=\"grey\">d</span><span class=\"code\">e</span>"
         "<span lang=\"nl\">f</span></p>\n");
}
END_TEST

START_TEST(a_state_is_a_sign_and_a_word) {
  document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("settled"))->runs.items[0].state = STATE_SETTLED;
  expect("<p class=\"after-sign\"><span class=\"state\"><svg class=\"sign\" aria-hidden=\"true\"><use href=\"#sign-1\"/></svg>"
         "\xC2\xA0settled</span></p>\n");
  ck_assert(holds(whole(), "<symbol id=\"sign-1\""));
  ck_assert(!holds(whole(), "<symbol id=\"sign-2\""));
}
END_TEST

START_TEST(marks_have_words_or_are_hidden) {
  Block *block = document_paragraph(&arena, &document->blocks, STYLE_BODY, STR(""));
  run_add(&arena, &block->runs, STR(""))->mark = MARK_BOX;
  Run *weight = run_add(&arena, &block->runs, STR("weight 2 of 3"));
  weight->mark = MARK_WEIGHT;
  weight->mark_value = 2;
  weight->mark_of = 3;
  Run *strip = run_add(&arena, &block->runs, STR("functional & more"));
  strip->mark = MARK_STRIP;
  strip->mark_of = 4;
  run_add(&arena, &block->runs, STR(""))->mark = MARK_WRITING_LINE;
  Str made = str_of(body());
  ck_assert(holds(made, "<p class=\"after-box\"><svg class=\"mark\" viewBox"));
  ck_assert(holds(made, "aria-hidden=\"true\"><path"));
  ck_assert(holds(made, "role=\"img\" aria-label=\"weight 2 of 3\""));
  ck_assert(holds(made, "</svg><span class=\"instead\">functional &amp; more</span>"));
  ck_assert(holds(made, "<span class=\"write\"></span></p>"));
}
END_TEST

START_TEST(pages_mean_nothing_here) {
  Block *block = document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("there, page {page}"));
  block->runs.items[0].page_number = true;
  block = document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("See page {page}."));
  block->runs.items[0].page_number = true;
  block->runs.items[0].pageless = STR("Read on");
  expect("<p>there</p>\n<p>Read on</p>\n");
}
END_TEST

/* ---- blocks ---- */

START_TEST(headings_never_jump) {
  document->cover.present = true;
  document->cover.title = STR("Cover");
  document_heading(&arena, &document->blocks, 3, STR("too deep"));
  Block *part = document_heading(&arena, &document->blocks, 1, STR("Part"));
  part->anchor = STR("part");
  run_add(&arena, &part->message, STR("What it says."));
  document_heading(&arena, &document->blocks, 2, STR("Section"));
  expect("<h2>too deep</h2>\n<section id=\"part\">\n<h2>Part</h2>\n<p class=\"message\">What it says.</p>\n<h3>Section</h3>\n"
         "<p class=\"back\"><a href=\"#contents\">Contents</a></p>\n</section>\n");
  ck_assert(holds(whole(), "<h1>Cover</h1>"));
  ck_assert(holds(whole(), "<nav id=\"contents\" aria-label=\"Contents\">\n<p>Contents</p>\n<ol>\n"
                           "<li><a href=\"#part\">Part</a></li>\n</ol>"));
}
END_TEST

START_TEST(the_only_part_names_the_document) {
  document_heading(&arena, &document->blocks, 1, STR("Checklist"))->new_page = true;
  expect("<section class=\"page\" id=\"part-1\">\n<h1>Checklist</h1>\n</section>\n");
  ck_assert(!holds(whole(), "<nav"));
}
END_TEST

START_TEST(an_aside_stands_beside_what_is_narrow) {
  for (int i = 0; i < 2; i++) {
    document_block(&arena, &document->blocks, i ? BLOCK_COLUMNS : BLOCK_PARAGRAPH);
    Block *aside = document_block(&arena, &document->blocks, BLOCK_ASIDE);
    document_paragraph(&arena, &aside->blocks, STYLE_NOTE, STR("n"));
  }
  expect("<div class=\"beside\"><div>\n</div>\n<div class=\"aside\">\n<p class=\"note\">n</p>\n</div>\n</div>\n"
         "<div class=\"columns\">\n</div>\n<div class=\"aside\">\n<p class=\"note\">n</p>\n</div>\n");
}
END_TEST

START_TEST(questions_stand_under_what_asks_them) {
  document_paragraph(&arena, &document->blocks, STYLE_ASKS, STR("To the board"));
  document_paragraph(&arena, &document->blocks, STYLE_QUESTION, STR("Why?"));
  document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("x"));
  expect("<div class=\"questions\">\n<p class=\"asks\">To the board</p>\n<p class=\"question\">Why?</p>\n</div>\n<p>x</p>\n");
}
END_TEST

START_TEST(lists_and_boxes) {
  Block *list = document_block(&arena, &document->blocks, BLOCK_LIST);
  document_paragraph(&arena, LIST_ADD(&arena, &list->items), STYLE_BODY, STR("one"));
  BlockList *item = LIST_ADD(&arena, &list->items);
  document_paragraph(&arena, item, STYLE_BODY, STR("two"));
  document_paragraph(&arena, item, STYLE_NOTE, STR("how"));
  expect("<ul>\n<li>one</li>\n<li><p>two</p>\n<p class=\"note\">how</p>\n</li>\n</ul>\n");
  list->pen_boxes = true;
  ck_assert(holds(str_of(body()), "<ul class=\"boxes\">\n<li><svg class=\"mark\""));
}
END_TEST

START_TEST(tables_name_their_rows_and_columns) {
  Table *table = document_table(&arena, &document->blocks)->table;
  table->summary = STR("What it holds.");
  TableColumn *column = LIST_ADD(&arena, &table->columns);
  run_add(&arena, &column->head, STR("A"));
  column->is_header = true;
  column->width = 0.25;
  LIST_ADD(&arena, &table->columns);
  column = LIST_ADD(&arena, &table->columns);
  run_add(&arena, &column->head, STR("C"));
  column->align = ALIGN_RIGHT;
  TableRow *row = LIST_ADD(&arena, &table->rows);
  row->is_group = true;
  table_cell(&arena, row, STR("G"));
  row = LIST_ADD(&arena, &table->rows);
  row->anchor = STR("r");
  row->is_stressed = true;
  table_cell(&arena, row, STR("a"));
  table_cell(&arena, row, STR(""));
  table_cell(&arena, row, STR("1"));
  expect("<table class=\"wide\">\n<caption class=\"unseen\">What it holds.</caption>\n"
         "<colgroup><col style=\"width:25%\"><col><col></colgroup>\n"
         "<thead><tr><th scope=\"col\">A</th><td></td><th scope=\"col\" class=\"figure\">C</th></tr></thead>\n<tbody>\n"
         "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"3\">G</th></tr>\n"
         "<tr class=\"stressed\" id=\"r\"><th scope=\"row\"><div>a</div></th><td></td>"
         "<td class=\"figure\" data-label=\"C\"><div>1</div></td></tr>\n</tbody>\n</table>\n");
}
END_TEST

START_TEST(wide_rows_become_cards) {
  Table *table = document_table(&arena, &document->blocks)->table;
  TableRow *row = LIST_ADD(&arena, &table->rows);
  for (int i = 0; i < 3; i++) {
    LIST_ADD(&arena, &table->columns);
    table_cell(&arena, row, STR("a text that takes its room"));
  }
  ck_assert(str_starts_with(str_of(body()), STR("<table class=\"wide cards\">")));
}
END_TEST

/* ---- figures ---- */

START_TEST(figures_are_drawings_with_words) {
  Block *block = document_figure(&arena, &document->blocks, FIGURE_TRACK, STR("Shape is now. Run is to come."));
  block->anchor = STR("track");
  block->figure->caption = STR("A caption");
  figure_add(&arena, block->figure, STR("stop"), STR("Explore"))->is_done = true;
  figure_add(&arena, block->figure, STR("stop"), STR("Shape & agree"))->is_present = true;
  Str made = str_of(body());
  ck_assert(str_starts_with(made, STR("<figure class=\"wide\" id=\"track\">\n<div class=\"drawing\" role=\"group\" tabindex=\"0\" "
                                      "aria-labelledby=\"figure-1-title\"><svg role=\"img\" "
                                      "aria-labelledby=\"figure-1-title figure-1-text\" viewBox=\"")));
  ck_assert(holds(made, "<title id=\"figure-1-title\">Shape is now.</title><desc id=\"figure-1-text\">Run is to come.</desc>"));
  ck_assert(holds(made, ">Explore</text>"));
  ck_assert(holds(made, " lengthAdjust=\"spacingAndGlyphs\""));
  ck_assert(holds(made, ">Shape &amp; agree</text>"));
  ck_assert(str_ends_with(made, STR("</svg></div>\n<figcaption class=\"small\">A caption</figcaption>\n</figure>\n")));
}
END_TEST

START_TEST(a_figure_that_cannot_be_drawn_is_its_table) {
  Block *block = document_figure(&arena, &document->blocks, FIGURE_LINKS, STR("Who gives what."));
  Table *table = block->figure->fallback = ARENA_NEW(&arena, Table);
  LIST_ADD(&arena, &table->columns);
  table_cell(&arena, LIST_ADD(&arena, &table->rows), STR("instead"));
  for (int i = 0; i < FIGURE_MOST_LINKS + 1; i++) {
    figure_add(&arena, block->figure, STR("group"), STR("P"));
    figure_add(&arena, block->figure, STR("left"), STR("L"));
    figure_add(&arena, block->figure, STR("right"), STR("R"));
    figure_add(&arena, block->figure, STR("link"), STR(""));
  }
  Str made = str_of(body());
  ck_assert(!holds(made, "<svg"));
  ck_assert(holds(made, "instead"));
}
END_TEST

/* The words of a figure's texts are the words of the document's: nothing is shown as outlines. */
START_TEST(a_whole_document_is_closed_and_the_same_each_time) {
  document = sample_document(&arena, _i % 2 ? LANGUAGE_NL : LANGUAGE_EN, (uint32_t)(2 + 5 * (_i / 2)));
  Str first = whole(), second = whole();
  ck_assert(str_equal(first, second));
  ck_assert(str_starts_with(first, STR("<!DOCTYPE html>\n<html lang=\"")));
  ck_assert(str_ends_with(first, STR("</main>\n</body>\n</html>\n")));
  ck_assert(!holds(first, "url("));
  ck_assert(!holds(first, "src="));
  ck_assert(!holds(first, "{page"));
  ck_assert(holds(first, "counter(page)"));
}
END_TEST

int main(void) {
  Suite *suite = suite_create("html");
  TCase *all = tcase_create("html");
  tcase_set_timeout(all, 60);
  tcase_add_checked_fixture(all, set_up, tear_down);
  tcase_add_loop_test(all, text_is_never_a_mark, 0, (int)(sizeof escapes / sizeof *escapes));
  tcase_add_test(all, css_strings_end_where_they_should);
  tcase_add_test(all, nothing_of_a_name_gets_out_of_its_place);
  tcase_add_test(all, links_lead_only_where_they_may);
  tcase_add_test(all, ids_are_unique_whatever_the_anchors);
  tcase_add_test(all, runs_are_marked);
  tcase_add_test(all, a_state_is_a_sign_and_a_word);
  tcase_add_test(all, marks_have_words_or_are_hidden);
  tcase_add_test(all, pages_mean_nothing_here);
  tcase_add_test(all, headings_never_jump);
  tcase_add_test(all, the_only_part_names_the_document);
  tcase_add_test(all, an_aside_stands_beside_what_is_narrow);
  tcase_add_test(all, questions_stand_under_what_asks_them);
  tcase_add_test(all, lists_and_boxes);
  tcase_add_test(all, tables_name_their_rows_and_columns);
  tcase_add_test(all, wide_rows_become_cards);
  tcase_add_test(all, figures_are_drawings_with_words);
  tcase_add_test(all, a_figure_that_cannot_be_drawn_is_its_table);
  tcase_add_loop_test(all, a_whole_document_is_closed_and_the_same_each_time, 0, 6);
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
