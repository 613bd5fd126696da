/* The layout as a whole: whatever the language and however many and long the names, nothing leaves the page, no text stands on
 * another, every heading has something under it, and the structure has the text in its order. */
#include <check.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>

#include "runtime/layout.h"
#include "tests/layout/overlap.h"
#include "tests/layout/sample.h"

static Arena arena;
static FontSet *fonts;

static void set_up(void) {
  Str problem = STR("");
  arena_init(&arena, NULL, NULL);
  fonts = fonts_open(STR("Lato"), &arena, &problem);
  ck_assert_msg(fonts != NULL, "%.*s", STR_ARGS(problem));
}

static void tear_down(void) {
  fonts_close(fonts);
  arena_free(&arena);
}

static const DisplayList *lay_out(const Document *document) {
  Style *style = ARENA_NEW(&arena, Style);
  *style = style_default();
  return layout_document(&arena, document, style, fonts);
}

static const uint32_t party_counts[] = {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14};
enum { COUNTS = sizeof party_counts / sizeof *party_counts };

START_TEST(nothing_overlaps) {
  Language language = (Language)(_i / COUNTS);
  const DisplayList *list = lay_out(sample_document(&arena, language, party_counts[_i % COUNTS]));
  ck_assert_uint_gt(list->pages.count, 8);
  for (uint32_t i = 0; i < list->pages.count; i++) check_page(list, i);
}
END_TEST

/* ---- documents of few blocks ---- */

static Document *new_document(void) {
  Document *document = ARENA_NEW(&arena, Document);
  document->arena = &arena;
  document->language = LANGUAGE_EN;
  document->title = document->running_head = STR("Sample");
  document->page_of = (Words){{STR("{page} of {pages}"), STR("{page} van {pages}")}};
  return document;
}

static Str repeat(const char *text, int times) {
  Text made = text_new(&arena);
  for (int i = 0; i < times; i++) text_add_c(&made, text);
  return text_str(&made);
}

/* The page that first shows `text`, from 1, or 0; its draw in `*found` (may be NULL). */
static uint32_t page_with(const DisplayList *list, const char *text, const Draw **found) {
  for (uint32_t i = 0; i < list->pages.count; i++)
    LIST_EACH(const Draw, draw, list->pages.items[i].draws)
      if (draw->kind == DRAW_TEXT && str_find(draw->shaped.text, str_of(text)) < draw->shaped.text.length) {
        if (found) *found = draw;
        return i + 1;
      }
  return 0;
}

static Table *new_table(Document *document, uint32_t columns, uint32_t rows, Str text) {
  Table *table = document_table(&arena, &document->blocks)->table;
  for (uint32_t i = 0; i < columns; i++) run_add(&arena, &LIST_ADD(&arena, &table->columns)->head, STR("Head"));
  for (uint32_t r = 0; r < rows; r++) {
    TableRow *row = LIST_ADD(&arena, &table->rows);
    for (uint32_t i = 0; i < columns; i++) table_cell(&arena, row, text);
  }
  return table;
}

START_TEST(an_empty_document_has_one_page) {
  const DisplayList *list = lay_out(new_document());
  ck_assert_uint_eq(list->pages.count, 1);
  ck_assert_uint_eq(page_with(list, "1 of 1", NULL), 1);
}
END_TEST

START_TEST(a_heading_stays_with_what_follows) {
  for (int lines = 35; lines < 60; lines++) {
    Document *document = new_document();
    for (int i = 0; i < lines; i++) document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("filling"));
    document_heading(&arena, &document->blocks, 2, STR("Heading"));
    document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("Following"));
    const DisplayList *list = lay_out(document);
    ck_assert_uint_eq(page_with(list, "Heading", NULL), page_with(list, "Following", NULL));
  }
}
END_TEST

static uint32_t lines_on(const DisplayList *list, uint32_t page, const char *word) {
  uint32_t count = 0;
  LIST_EACH(const Draw, draw, list->pages.items[page].draws)
    count += draw->kind == DRAW_TEXT && str_find(draw->shaped.text, str_of(word)) < draw->shaped.text.length;
  return count;
}

START_TEST(no_line_of_a_paragraph_is_alone_on_a_page) {
  for (int before = 25; before < 40; before++) {
    Document *document = new_document();
    for (int i = 0; i < before; i++) document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("filling"));
    document_paragraph(&arena, &document->blocks, STYLE_BODY, repeat("together ", 45));
    const DisplayList *list = lay_out(document);
    for (uint32_t i = 0; i < list->pages.count; i++) ck_assert_uint_ne(lines_on(list, i, "together"), 1);
  }
}
END_TEST

START_TEST(a_tables_head_returns_as_an_artifact) {
  Document *document = new_document();
  new_table(document, 3, 90, STR("cell"));
  const DisplayList *list = lay_out(document);
  ck_assert_uint_gt(list->pages.count, 1);
  for (uint32_t i = 0; i < list->pages.count; i++) {
    uint32_t heads = 0;
    LIST_EACH(const Draw, draw, list->pages.items[i].draws) {
      if (draw->kind != DRAW_TEXT || !str_equal(draw->shaped.text, STR("Head"))) continue;
      ck_assert_int_eq(draw->tag != NULL, i == 0);
      heads++;
    }
    ck_assert_uint_eq(heads, 3);
  }
}
END_TEST

START_TEST(a_group_keeps_two_rows) {
  for (uint32_t before = 25; before < 45; before++) {
    Document *document = new_document();
    Table *table = new_table(document, 2, before, STR("cell"));
    TableRow *group = LIST_ADD(&arena, &table->rows);
    group->is_group = true;
    table_cell(&arena, group, STR("Group"));
    const char *const names[] = {"first", "second", "third", "fourth"};
    for (int i = 0; i < 4; i++) table_cell(&arena, LIST_ADD(&arena, &table->rows), str_of(names[i]));
    const DisplayList *list = lay_out(document);
    ck_assert_uint_eq(page_with(list, "Group", NULL), page_with(list, "second", NULL));
  }
}
END_TEST

START_TEST(what_no_page_can_hold_is_parted_without_loss) {
  Document *document = new_document();
  new_table(document, 2, 1, repeat("word ", 3000));
  const DisplayList *list = lay_out(document);
  uint32_t words = 0;
  for (uint32_t i = 0; i < list->pages.count; i++) {
    check_page(list, i);
    LIST_EACH(const Draw, draw, list->pages.items[i].draws)
      for (size_t at = 0; draw->kind == DRAW_TEXT && at + 4 <= draw->shaped.text.length; at++)
        words += memcmp(draw->shaped.text.data + at, "word", 4) == 0;
  }
  ck_assert_uint_eq(words, 6000);
}
END_TEST

START_TEST(what_no_page_can_hold_begins_under_its_heading_and_repeats_the_head) {
  Document *document = new_document();
  for (int i = 0; i < 10; i++) document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("filling"));
  document_heading(&arena, &document->blocks, 2, STR("Heading"));
  new_table(document, 2, 1, repeat("word ", 3000));
  const DisplayList *list = lay_out(document);
  ck_assert_uint_gt(list->pages.count, 2);
  ck_assert_uint_gt(lines_on(list, 0, "Heading"), 0);
  for (uint32_t i = 0; i < list->pages.count; i++) {
    ck_assert_msg(lines_on(list, i, "word") > 5, "page %u of %u", i + 1, list->pages.count);
    ck_assert_uint_eq(lines_on(list, i, "Head") - lines_on(list, i, "Heading"), 2);
  }
}
END_TEST

/* What `text` becomes within `most` characters. */
static const char *cut(const char *text, uint32_t most) {
  RunList runs = {0};
  run_add(&arena, &runs, str_of(text));
  runs_cut(&arena, &runs, most);
  return str_to_c(&arena, runs.items[0].text);
}

START_TEST(a_long_text_is_cut_at_a_sentence) {
  ck_assert_str_eq(cut("Short enough.", 13), "Short enough.");
  ck_assert_str_eq(cut("One sentence. Another that is long.", 20), "One sentence.");
  ck_assert_str_eq(cut("Is it so? Yes! And then some more words", 18), "Is it so? Yes!");
  ck_assert_str_eq(cut("Eh. No sentence ends where it would leave enough", 30), "Eh. No sentence ends where it\xE2\x80\xA6");
  ck_assert_str_eq(cut("a clause, and another one", 10), "a clause\xE2\x80\xA6");
  ck_assert_str_eq(cut("onbegrensdheidonbegrensdheid", 10), "onbegrensd\xE2\x80\xA6");
  ck_assert_str_eq(cut("\xC3\xA9\xC3\xA9n twee drie", 8), "\xC3\xA9\xC3\xA9n twee\xE2\x80\xA6");
}
END_TEST

START_TEST(a_cut_text_says_where_the_rest_is) {
  Block block = {.kind = BLOCK_PARAGRAPH, .more = {.text = STR("See page {page}."), .link = STR("there"), .page_number = true}};
  RunList runs = {0};
  run_add(&arena, &runs, STR("One sentence. Another that is long, and longer still. A third."));
  block_cut(&arena, &block, &runs, 56);
  ck_assert_uint_eq(runs.count, 3);
  ck_assert_str_eq(str_to_c(&arena, runs.items[0].text), "One sentence. Another that is long, and longer still.");
  block_cut(&arena, &block, &runs, 20); /* further: the pointer is not counted, and stands there once */
  ck_assert_uint_eq(runs.count, 3);
  ck_assert_str_eq(str_to_c(&arena, runs.items[0].text), "One sentence.");
  ck_assert_str_eq(str_to_c(&arena, runs.items[2].text), "See page {page}.");
}
END_TEST

START_TEST(a_link_of_several_runs_is_one_link) {
  Document *document = new_document();
  Block *block = document_paragraph(&arena, &document->blocks, STYLE_BODY, STR(""));
  const char *const parts[] = {"Mandate too small", ", page ", "nine"};
  for (int i = 0; i < 3; i++) run_add(&arena, &block->runs, str_of(parts[i]))->link = STR("there");
  run_add(&arena, &block->runs, STR(" and on"));
  document_heading(&arena, &document->blocks, 2, STR("There"))->anchor = STR("there");
  const DisplayList *list = lay_out(document);
  ck_assert_uint_eq(list->pages.items[0].links.count, 3);
  LIST_EACH(const LinkArea, link, list->pages.items[0].links) {
    ck_assert_ptr_eq(link->tag, list->pages.items[0].links.items[0].tag);
    ck_assert_str_eq(str_to_c(&arena, link->description), "Mandate too small, page nine");
  }
}
END_TEST

/* Whatever stands above it, running text has its baselines on the page's grid of half lines. */
START_TEST(running_text_stands_on_the_grid) {
  Document *document = new_document();
  for (int i = 0; i < 12; i++) {
    if (i % 3 == 0) new_table(document, 2, (uint32_t)(1 + i), STR("cell"));
    document_paragraph(&arena, &document->blocks, STYLE_SMALL, STR("small print"));
    document_paragraph(&arena, &document->blocks, STYLE_BODY, repeat("running text ", 20));
  }
  const DisplayList *list = lay_out(document);
  double first = 0;
  uint32_t lines = 0;
  for (uint32_t i = 0; i < list->pages.count; i++)
    LIST_EACH(const Draw, draw, list->pages.items[i].draws) {
      if (draw->kind != DRAW_TEXT || !str_starts_with(draw->shaped.text, STR("running"))) continue;
      if (lines++ == 0) first = draw->y;
      double steps = (draw->y - first) / (2.25 * 72 / 25.4);
      ck_assert_double_eq_tol(steps, round(steps), 0.01);
    }
  ck_assert_uint_gt(lines, 20);
}
END_TEST

START_TEST(an_aside_stands_beside_the_heading_before_its_block) {
  Document *document = new_document();
  document_paragraph(&arena, &document->blocks, STYLE_BODY, repeat("filling ", 60));
  document_heading(&arena, &document->blocks, 2, STR("Heading"));
  document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("Main"));
  Block *aside = document_block(&arena, &document->blocks, BLOCK_ASIDE);
  document_paragraph(&arena, &aside->blocks, STYLE_ASKS, STR("Beside"));
  const DisplayList *list = lay_out(document);
  const Draw *heading = NULL, *beside = NULL;
  page_with(list, "Heading", &heading);
  page_with(list, "Beside", &beside);
  ck_assert(heading && beside);
  ck_assert_double_eq_tol(beside->x, (20 + 120) * 72 / 25.4, 0.01);
  ck_assert_double_eq_tol(beside->y, heading->y, 1.5);
}
END_TEST

START_TEST(a_text_names_the_page_of_its_anchor) {
  Document *document = new_document();
  Block *block = document_paragraph(&arena, &document->blocks, STYLE_BODY, STR(""));
  Run *run = run_add(&arena, &block->runs, STR("see page {page}"));
  run->page_number = true;
  run->link = STR("there");
  document_paragraph(&arena, &document->blocks, STYLE_BODY, repeat("filling ", 2000));
  document_heading(&arena, &document->blocks, 2, STR("There"))->anchor = STR("there");
  const DisplayList *list = lay_out(document);
  uint32_t page = page_with(list, "There", NULL);
  ck_assert_uint_gt(page, 1);
  ck_assert_uint_eq(page_with(list, str_format(&arena, "see page %u", page).data, NULL), 1);
  ck_assert_uint_eq(list->pages.items[0].links.count, 1);
  ck_assert_int_eq(list->pages.items[0].links.items[0].tag->kind, TAG_LINK);
}
END_TEST

/* The text of an element's own draws and its children's, in reading order. */
static void read_tag(const DisplayList *list, const Tag *tag, Text *text) {
  for (uint32_t i = 0; i < list->pages.count; i++)
    LIST_EACH(const Draw, draw, list->pages.items[i].draws)
      if (draw->kind == DRAW_TEXT && draw->tag == tag) text_add(text, draw->shaped.text);
  LIST_EACH(Tag *const, child, tag->children) read_tag(list, *child, text);
}

START_TEST(structure_reads_in_the_order_of_the_document) {
  Document *document = new_document();
  Block *part = document_heading(&arena, &document->blocks, 1, STR("1 "));
  run_add(&arena, &part->message, STR("2 "));
  document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("3 "));
  Block *aside = document_block(&arena, &document->blocks, BLOCK_ASIDE);
  document_paragraph(&arena, &aside->blocks, STYLE_NOTE, STR("4 "));
  Block *columns = document_block(&arena, &document->blocks, BLOCK_COLUMNS);
  document_paragraph(&arena, LIST_ADD(&arena, &columns->columns), STYLE_BODY, STR("5 "));
  document_paragraph(&arena, LIST_ADD(&arena, &columns->columns), STYLE_BODY, STR("6 "));
  Block *mixed = document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("7 "));
  run_add(&arena, &mixed->runs, STR("8 "))->link = STR("https://example.org/");
  run_add(&arena, &mixed->runs, STR("9"));
  const DisplayList *list = lay_out(document);
  Text text = text_new(&arena);
  read_tag(list, list->root, &text);
  ck_assert_str_eq(text_str(&text).data, "1234567 8 9");
  ck_assert_int_eq(list->root->children.items[0]->children.items[0]->kind, TAG_H1);
  ck_assert_int_eq(list->root->children.items[0]->children.items[1]->kind, TAG_P);
}
END_TEST

static void add_part(Document *document, const char *title, int lines) {
  document_heading(&arena, &document->blocks, 1, str_of(title))->new_page = true;
  for (int i = 0; i < lines; i++) document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("filling"));
}

START_TEST(short_parts_share_a_page_but_not_with_the_first) {
  Document *document = new_document();
  add_part(document, "First", 2);
  add_part(document, "Second", 8);
  add_part(document, "Third", 8);
  add_part(document, "Long", 27);
  add_part(document, "Fifth", 2);
  const DisplayList *list = lay_out(document);
  ck_assert_uint_eq(page_with(list, "First", NULL), 1);
  ck_assert_uint_eq(page_with(list, "Second", NULL), 2);
  ck_assert_uint_eq(page_with(list, "Third", NULL), 2);
  ck_assert_uint_eq(page_with(list, "Long", NULL), 3);
  ck_assert_uint_eq(page_with(list, "Fifth", NULL), 3);
}
END_TEST

START_TEST(a_long_part_begins_where_little_stands) {
  Document *document = new_document();
  add_part(document, "First", 2);
  add_part(document, "Second", 2);
  add_part(document, "Long", 50);
  document_heading(&arena, &document->blocks, 2, STR("Later"));
  document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("filling"));
  const DisplayList *list = lay_out(document);
  ck_assert_uint_eq(page_with(list, "Second", NULL), 2);
  ck_assert_uint_eq(page_with(list, "Long", NULL), 2);
  ck_assert_uint_eq(page_with(list, "Later", NULL), 3);
}
END_TEST

/* The text stays whole where there is room, and is cut where its part would take a second page. */
START_TEST(a_part_of_one_page_is_cut_until_it_fits) {
  for (int paragraphs = 2; paragraphs < 40; paragraphs += 6) {
    Document *document = new_document();
    Block *title = document_heading(&arena, &document->blocks, 1, STR("Fits"));
    title->one_page = true;
    for (int i = 0; i < paragraphs; i++) {
      Block *block = document_paragraph(&arena, &document->blocks, STYLE_BODY, repeat("some words that go on. ", 20));
      block->at_most = 460;
    }
    document_heading(&arena, &document->blocks, 1, STR("After"))->new_page = true;
    const DisplayList *list = lay_out(document);
    ck_assert_uint_eq(page_with(list, "After", NULL), 2);
    uint32_t words = lines_on(list, 0, "words");
    ck_assert_uint_ge(words, (uint32_t)paragraphs);
    if (paragraphs == 2) ck_assert_uint_gt(words, 10);
  }
}
END_TEST

START_TEST(a_long_list_in_a_figure_becomes_a_table) {
  Document *document = new_document();
  Figure *figure = document_figure(&arena, &document->blocks, FIGURE_LINKS, STR("Many"))->figure;
  figure_add(&arena, figure, STR("group"), STR("Party"));
  for (uint32_t i = 0; i < 20; i++) {
    figure_add(&arena, figure, STR("left"), STR("gives"));
    figure_add(&arena, figure, STR("right"), STR("seeks"));
    FigureItem *link = figure_add(&arena, figure, STR("link"), STR(""));
    link->row = link->to = i;
  }
  const DisplayList *list = lay_out(document);
  ck_assert_uint_eq(list->figure_boxes.count, 0);
  const Draw *cell = NULL;
  ck_assert_uint_eq(page_with(list, "gives", &cell), 1);
  ck_assert_int_eq(cell->tag->parent->kind, TAG_TD);
}
END_TEST

START_TEST(a_matrix_of_many_by_many_becomes_a_list_of_who) {
  Document *document = new_document();
  Figure *figure = document_figure(&arena, &document->blocks, FIGURE_MATRIX, STR("Many"))->figure;
  for (int i = 0; i < 40; i++) figure_add(&arena, figure, STR("row"), STR("Decision"));
  for (int i = 0; i < 14; i++) figure_add(&arena, figure, STR("column"), STR("Partyname"));
  for (uint32_t i = 0; i < 40; i++)
    for (uint32_t j = 0; j < 14; j++) {
      FigureItem *cell = figure_add(&arena, figure, STR("cell"), STR("covered"));
      cell->row = i, cell->column = j, cell->state = STATE_SETTLED;
    }
  const DisplayList *list = lay_out(document);
  ck_assert_uint_eq(list->figure_boxes.count, 0);
  uint32_t said = 0;
  for (uint32_t i = 0; i < list->pages.count; i++) {
    check_page(list, i);
    said += lines_on(list, i, "covered");
  }
  ck_assert_uint_eq(said, 40); /* once a row, with all its parties */
  ck_assert_uint_le(list->pages.count, 4);
}
END_TEST

START_TEST(figures_without_items_do_no_harm) {
  for (int kind = 0; kind < FIGURE_KIND_COUNT; kind++) {
    Document *document = new_document();
    document_figure(&arena, &document->blocks, (FigureKind)kind, STR("Nothing"));
    document_paragraph(&arena, &document->blocks, STYLE_BODY, STR("After"));
    ck_assert_uint_eq(page_with(lay_out(document), "After", NULL), 1);
  }
}
END_TEST

/* Every text of a figure's items replaced by a word that no column can hold. */
START_TEST(words_without_end_stay_inside) {
  Document *document = sample_document(&arena, LANGUAGE_NL, 6);
  Str endless = repeat("onbegrensdheid", 14);
  LIST_EACH(Block *const, block, document->blocks) {
    if ((*block)->kind != BLOCK_FIGURE) continue;
    LIST_EACH(FigureItem, item, (*block)->figure->items) {
      if (item->label.length && !str_equal(item->role, STR("tick"))) item->label = endless;
      if (item->note.length) item->note = endless;
      if (item->detail.length) item->detail = endless;
    }
  }
  const DisplayList *list = lay_out(document);
  for (uint32_t i = 0; i < list->pages.count; i++) check_page(list, i);
}
END_TEST

START_TEST(letter_paper_has_its_own_size) {
  Style *style = ARENA_NEW(&arena, Style);
  *style = style_default();
  style->paper = PAPER_LETTER;
  const DisplayList *list = layout_document(&arena, sample_document(&arena, LANGUAGE_EN, 3), style, fonts);
  ck_assert_double_eq_tol(list->width, 612, 0.001);
  ck_assert_double_eq_tol(list->height, 792, 0.001);
  for (uint32_t i = 0; i < list->pages.count; i++) check_page(list, i);
}
END_TEST

/* An allocator that fails from the block on that `left` counts down to. */
typedef struct Failing {
  long left, taken;
} Failing;

static void *fail_at_last(void *context, size_t size) {
  Failing *failing = context;
  if (failing->left-- <= 0) return NULL;
  failing->taken++;
  return calloc(1, size);
}

static void give_back(void *context, void *block) {
  Failing *failing = context;
  failing->taken -= block != NULL;
  free(block);
}

/* Lays the sample out with so many blocks of memory; false when it was not enough. */
static bool lay_out_within(long blocks) {
  static Arena small;
  static Failing failing;
  jmp_buf escape;
  failing = (Failing){.left = blocks};
  const Allocator allocator = {fail_at_last, give_back, &failing};
  volatile bool done = false;
  FontSet *volatile open_fonts = NULL;
  if (setjmp(escape) == 0) {
    Str problem = STR("");
    arena_init(&small, &allocator, &escape);
    open_fonts = fonts_open(STR("Lato"), &small, &problem);
    Style style = style_default();
    layout_document(&small, sample_document(&small, LANGUAGE_NL, 4), &style, open_fonts);
    done = true;
  }
  if (open_fonts) fonts_close(open_fonts);
  arena_free(&small);
  ck_assert_int_eq(failing.taken, 0);
  return done;
}

START_TEST(failing_memory_takes_the_escape) {
  long blocks = 0, failed = 0;
  for (long step = 1; !lay_out_within(blocks); step += step / 4 + 1) blocks += step, failed++;
  ck_assert_int_gt(failed, 3);
}
END_TEST

START_TEST(the_same_document_gives_the_same_list) {
  const Document *document = sample_document(&arena, LANGUAGE_EN, 4);
  Str first = display_dump(&arena, lay_out(document)), second = display_dump(&arena, lay_out(document));
  ck_assert(str_equal(first, second));
}
END_TEST

START_TEST(colours_can_be_read) {
  Style style = style_default();
  Str which = STR("");
  ck_assert(style_is_readable(&style, &which));
  ck_assert_double_eq_tol(style_contrast(style.grey, (Colour){255, 255, 255}), 6.4, 0.1);
  style.grey = (Colour){0x90, 0x90, 0x90};
  ck_assert(!style_is_readable(&style, &which));
  ck_assert_str_eq(which.data, "grey");
}
END_TEST

int main(void) {
  Suite *suite = suite_create("layout");
  TCase *all = tcase_create("layout");
  tcase_add_checked_fixture(all, set_up, tear_down);
  tcase_set_timeout(all, 240);
  tcase_add_loop_test(all, nothing_overlaps, 0, LANGUAGE_COUNT * COUNTS);
  tcase_add_test(all, an_empty_document_has_one_page);
  tcase_add_test(all, a_heading_stays_with_what_follows);
  tcase_add_test(all, no_line_of_a_paragraph_is_alone_on_a_page);
  tcase_add_test(all, a_tables_head_returns_as_an_artifact);
  tcase_add_test(all, a_group_keeps_two_rows);
  tcase_add_test(all, what_no_page_can_hold_is_parted_without_loss);
  tcase_add_test(all, what_no_page_can_hold_begins_under_its_heading_and_repeats_the_head);
  tcase_add_test(all, a_long_text_is_cut_at_a_sentence);
  tcase_add_test(all, a_cut_text_says_where_the_rest_is);
  tcase_add_test(all, a_link_of_several_runs_is_one_link);
  tcase_add_test(all, running_text_stands_on_the_grid);
  tcase_add_test(all, an_aside_stands_beside_the_heading_before_its_block);
  tcase_add_test(all, a_text_names_the_page_of_its_anchor);
  tcase_add_test(all, structure_reads_in_the_order_of_the_document);
  tcase_add_test(all, short_parts_share_a_page_but_not_with_the_first);
  tcase_add_test(all, a_long_part_begins_where_little_stands);
  tcase_add_test(all, a_part_of_one_page_is_cut_until_it_fits);
  tcase_add_test(all, a_long_list_in_a_figure_becomes_a_table);
  tcase_add_test(all, a_matrix_of_many_by_many_becomes_a_list_of_who);
  tcase_add_test(all, figures_without_items_do_no_harm);
  tcase_add_test(all, words_without_end_stay_inside);
  tcase_add_test(all, letter_paper_has_its_own_size);
  tcase_add_test(all, failing_memory_takes_the_escape);
  tcase_add_test(all, the_same_document_gives_the_same_list);
  tcase_add_test(all, colours_can_be_read);
  suite_add_tcase(suite, all);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
