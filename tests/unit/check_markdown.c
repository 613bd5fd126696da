/* Markdown: the shape of every block, and that text of a spec cannot become a mark. */
#include <check.h>
#include <stdlib.h>

#include "runtime/figures.h"
#include "runtime/writers.h"

static Arena arena;
static Document *document;

static void set_up(void) {
  arena_init(&arena, NULL, NULL);
  document = ARENA_NEW(&arena, Document);
  document->arena = &arena;
  document->title = STR("T");
}

static void tear_down(void) { arena_free(&arena); }

/* The document without its title line. */
static void expect(const char *wanted) {
  Str made = write_markdown(&arena, document);
  ck_assert(str_starts_with(made, STR("# T\n")));
  ck_assert_str_eq(made.data + 4, wanted);
}

/* ---- escaping ---- */

static const struct {
  const char *text, *wanted;
} escapes[] = {
    {"plain text, with commas.", "plain text, with commas."},
    {"*not* _emphasis_ and `code`", "\\*not\\* \\_emphasis\\_ and \\`code\\`"},
    {"snake_case stays", "snake_case stays"},
    {"<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"},
    {"[a](javascript:x)", "\\[a\\](javascript:x)"},
    {"a | b", "a \\| b"},
    {"#12 and !34", "\\#<!-- -->12 and \\!34"},
    {"- no list", "\\- no list"},
    {"1. no list", "1\\. no list"},
    {"in 2026. Then", "in 2026. Then"},
    {"&amp; stays", "\\&amp; stays"},
    {"R & D", "R & D"},
    {"call @all now", "call @<!-- -->all now"},
    {"jan@example.org", "jan@example.org"},
    {"~~gone~~", "\\~\\~gone\\~\\~"},
    {"back\\slash", "back\\\\slash"},
    {"two\nlines\tand\x01", "two lines and "},
};

START_TEST(text_is_never_a_mark) {
  document_paragraph(&arena, &document->blocks, STYLE_BODY, str_of(escapes[_i].text));
  Str made = write_markdown(&arena, document);
  Str body = str_trim(str_slice(made, 4, made.length));
  ck_assert_str_eq(str_copy(&arena, body).data, str_copy(&arena, str_trim(str_of(escapes[_i].wanted))).data);
}
END_TEST

START_TEST(a_hash_at_the_start_is_no_heading) {
  document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("# no heading"));
  expect("\n\\# no heading\n");
}
END_TEST

/* ---- blocks ---- */

START_TEST(headings_and_styles) {
  document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("Before"));
  Block *part = document_heading(&arena, &document->blocks, 1, STR("Part"));
  run_add(&arena, &part->message, STR("What it says."));
  document_heading(&arena, &document->blocks, 2, STR("Section"));
  document_paragraph(&arena, &document->blocks, STYLE_LEAD, STR("Lead"));
  document_paragraph(&arena, &document->blocks, STYLE_ASKS, STR("Question to the board"));
  document_paragraph(&arena, &document->blocks, STYLE_QUESTION, STR("Why?"));
  expect("\nBefore\n\n## Part\n\nWhat it says.\n\n### Section\n\n**Lead**\n\n**Question to the board**\n\n> *Why?*\n");
}
END_TEST

START_TEST(prose_has_paragraphs_bullets_emphasis_and_links) {
  document_prose(&arena, &document->blocks, STYLE_BODY,
                 STR("One *word* of\ntwo lines, 3*4*5.\n\n- a\n  goes on\n- b\n\nSee https://example.org/a_b(1), or not."));
  expect("\nOne *word* of two lines, 3\\*4\\*5.\n\n- a goes on\n- b\n\n"
         "See [https://example.org/a_b(1](https://example.org/a_b%281)), or not.\n");
}
END_TEST

START_TEST(boxes_to_tick) {
  Block *list = document_block(&arena, &document->blocks, BLOCK_LIST);
  list->pen_boxes = true;
  document_paragraph(&arena, LIST_ADD(&arena, &list->items), STYLE_BODY, STR("open"));
  BlockList *item = LIST_ADD(&arena, &list->items);
  Block *block = document_paragraph(&arena, item, STYLE_BODY, STR(""));
  run_add(&arena, &block->runs, STR(""))->mark = MARK_TICKED;
  run_add(&arena, &block->runs, STR("done"));
  document_paragraph(&arena, item, STYLE_NOTE, STR("how"));
  expect("\n- [ ] open\n- [x] done\n\n  how\n");
}
END_TEST

static TableRow *add_row(Table *table, const char *a, const char *b) {
  TableRow *row = LIST_ADD(&arena, &table->rows);
  table_cell(&arena, row, str_of(a));
  if (b) table_cell(&arena, row, str_of(b));
  return row;
}

static Table *add_table(void) {
  Table *table = document_table(&arena, &document->blocks)->table;
  run_add(&arena, &LIST_ADD(&arena, &table->columns)->head, STR("A"));
  TableColumn *column = LIST_ADD(&arena, &table->columns);
  run_add(&arena, &column->head, STR("B"));
  column->align = ALIGN_RIGHT;
  return table;
}

START_TEST(tables_have_heads_groups_and_signs) {
  Table *table = add_table();
  add_row(table, "Group", NULL)->is_group = true;
  TableRow *row = add_row(table, "x|y", "1");
  document_paragraph(&arena, &row->cells.items[0].blocks, STYLE_SMALL, STR("more"));
  row = add_row(table, "z", "");
  run_add(&arena, &row->cells.items[1].blocks.items[0]->runs, STR("settled"))->state = STATE_SETTLED;
  expect("\n| A | B |\n| --- | --: |\n| **Group** |  |\n| x\\|y<br>more | 1 |\n| z | \xE2\x9C\x93 settled |\n");
}
END_TEST

START_TEST(a_table_with_boxes_is_a_task_list) {
  Table *table = add_table();
  add_row(table, "Group", NULL)->is_group = true;
  TableRow *row = add_row(table, "", "text");
  run_add(&arena, &row->cells.items[0].blocks.items[0]->runs, STR(""))->mark = MARK_TICKED;
  row = add_row(table, "", "other");
  run_add(&arena, &row->cells.items[0].blocks.items[0]->runs, STR(""))->mark = MARK_BOX;
  table_cell(&arena, row, STR("E. Smit"));
  run_add(&arena, &LIST_ADD(&arena, &table->columns)->head, STR("Owner"));
  expect("\n**Group**\n\n- [x] text\n- [ ] other\n  - Owner: E. Smit\n");
}
END_TEST

START_TEST(a_row_too_long_for_a_line_is_an_item) {
  static char words[300];
  memset(words, 'w', sizeof words - 1);
  Table *table = add_table();
  add_row(table, "Group", NULL)->is_group = true;
  TableRow *row = add_row(table, "a", words);
  row->anchor = STR("unlinked");
  document_paragraph(&arena, &row->cells.items[1].blocks, STYLE_BODY, STR("Ends."));
  document_paragraph(&arena, &row->cells.items[1].blocks, STYLE_QUESTION, STR("More?"));
  Str wanted = str_format(&arena, "\n**Group**\n\n- a\n  - B: %s; Ends. *More?*\n", words);
  expect(wanted.data);
}
END_TEST

START_TEST(words_with_their_texts_are_a_list) {
  Table *table = document_table(&arena, &document->blocks)->table;
  for (int i = 0; i < 3; i++) LIST_ADD(&arena, &table->columns);
  TableRow *row = add_row(table, "- a", "b");
  table_cell(&arena, row, STR("c"));
  add_row(table, "d", NULL);
  expect("\n- \\- a: b; c\n- d\n");
}
END_TEST

START_TEST(lists_in_a_row_stay_apart) {
  for (int i = 0; i < 2; i++) {
    Block *list = document_block(&arena, &document->blocks, BLOCK_LIST);
    document_paragraph(&arena, LIST_ADD(&arena, &list->items), STYLE_BODY, STR("x"));
  }
  expect("\n- x\n\n<!-- -->\n\n- x\n");
}
END_TEST

START_TEST(what_speaks_for_and_against_is_a_list) {
  for (int i = 0; i < 2; i++) {
    Block *block = document_paragraph(&arena, &document->blocks, STYLE_BODY, STR(""));
    run_add(&arena, &block->runs, STR(""))->mark = i ? MARK_MINUS : MARK_PLUS;
    run_add(&arena, &block->runs, STR("text"));
  }
  expect("\n- \\+ text\n- \xE2\x80\x93 text\n");
}
END_TEST

START_TEST(the_only_part_is_the_title) {
  document->running_note = STR("Checklist, 1 May");
  run_add(&arena, &document_heading(&arena, &document->blocks, 1, STR("List"))->message, STR("Says."));
  document_heading(&arena, &document->blocks, 2, STR("Sub"));
  ck_assert_str_eq(write_markdown(&arena, document).data, "# List\n\nChecklist, 1 May\n\nSays.\n\n## Sub\n");
}
END_TEST

START_TEST(links_lead_only_where_they_may) {
  Block *block = document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("see "));
  Run *run = run_add(&arena, &block->runs, STR("there, page {page}"));
  run->link = STR("a place");
  run->page_number = true;
  document_heading(&arena, &document->blocks, 2, STR("Here"))->anchor = STR("a place");
  document_heading(&arena, &document->blocks, 2, STR("Unlinked"))->anchor = STR("nobody");
  document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("lost"))->runs.items[0].link = STR("javascript:x");
  expect("\nsee [there](#a-place)\n\n<a id=\"a-place\"></a>\n\n### Here\n\n### Unlinked\n\nlost\n");
}
END_TEST

START_TEST(figures_are_their_words_and_a_table) {
  Block *block = document_figure(&arena, &document->blocks, FIGURE_TRACK, STR("Shape is now."));
  block->figure->caption = STR("A caption");
  figure_add(&arena, block->figure, STR("stop"), STR("Explore"))->note = STR("done");
  figure_add(&arena, block->figure, STR("stop"), STR("Shape"))->note = STR("now");
  expect("\nShape is now.\n\n- **Explore**: done\n- **Shape**: now\n\nA caption\n");
}
END_TEST

START_TEST(the_cover_opens_the_text) {
  document->cover.present = true;
  document->cover.title = STR("T");
  document->cover.subtitle = STR("Sub");
  document->running_note = STR("Brief, 1 May");
  document->classification = STR("Secret");
  TableRow *fact = LIST_ADD(&arena, &document->cover.facts);
  table_cell(&arena, fact, STR("Phase"));
  table_cell(&arena, fact, STR("Shape"));
  expect("\n**Sub**\n\nBrief, 1 May\n\nSecret\n\n- Phase: Shape\n");
}
END_TEST

int main(void) {
  Suite *suite = suite_create("markdown");
  TCase *all = tcase_create("markdown");
  tcase_add_checked_fixture(all, set_up, tear_down);
  tcase_add_loop_test(all, text_is_never_a_mark, 0, (int)(sizeof escapes / sizeof *escapes));
  tcase_add_test(all, a_hash_at_the_start_is_no_heading);
  tcase_add_test(all, headings_and_styles);
  tcase_add_test(all, prose_has_paragraphs_bullets_emphasis_and_links);
  tcase_add_test(all, boxes_to_tick);
  tcase_add_test(all, tables_have_heads_groups_and_signs);
  tcase_add_test(all, a_table_with_boxes_is_a_task_list);
  tcase_add_test(all, a_row_too_long_for_a_line_is_an_item);
  tcase_add_test(all, words_with_their_texts_are_a_list);
  tcase_add_test(all, lists_in_a_row_stay_apart);
  tcase_add_test(all, what_speaks_for_and_against_is_a_list);
  tcase_add_test(all, the_only_part_is_the_title);
  tcase_add_test(all, links_lead_only_where_they_may);
  tcase_add_test(all, figures_are_their_words_and_a_table);
  tcase_add_test(all, the_cover_opens_the_text);
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
