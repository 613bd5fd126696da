/* The display list: builders and the dump. */
#include <check.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "runtime/display.h"

static Arena arena;

static void set_up(void) { arena_init(&arena, NULL, NULL); }
static void tear_down(void) { arena_free(&arena); }

static DisplayList *new_list(Page **page) {
  DisplayList *list = ARENA_NEW(&arena, DisplayList);
  *list = (DisplayList){.arena = &arena, .width = 595.28, .height = 841.89};
  list->root = tag_add(list, NULL, TAG_DOCUMENT);
  *page = LIST_ADD(&arena, &list->pages);
  return list;
}

static ShapedText plain(const char *text, uint32_t glyphs, float width) {
  Glyph *made = ARENA_ARRAY(&arena, Glyph, glyphs);
  return (ShapedText){.text = str_of(text), .glyphs = made, .glyph_count = glyphs, .width = width, .face = FACE_BOLD};
}

static void expect(const DisplayList *list, const char *wanted) {
  ck_assert_str_eq(display_dump(&arena, list).data, wanted);
}

START_TEST(dump_of_everything) {
  Page *page;
  DisplayList *list = new_list(&page);
  Tag *heading = tag_add(list, list->root, TAG_H1), *cell = tag_add(list, list->root, TAG_TH);
  Tag *figure = tag_add(list, list->root, TAG_FIGURE), *link = tag_add(list, list->root, TAG_LINK);
  heading->has_language = true;
  heading->language = LANGUAGE_NL;
  cell->scope_column = true;
  cell->column_span = 3;
  figure->alternative = STR("a \"line\"");
  draw_text(list, page, heading, plain("Aim\n", 3, 2.0f), 10.004, -0.001, 12, (Colour){1, 2, 0xff})->tracking = 0.05;
  Draw *path = draw_path(list, page, NULL);
  path_move(list, path, 1.5, 2.25);
  path_curve(list, path, 1, 2, 3, 4, 5.009, -6.1);
  path_line(list, path, 7, 8.1);
  path_close(list, path);
  path->fill = path->round_caps = true;
  path->dash_on = 2;
  path->dash_off = 1;
  LIST_PUSH(&arena, &page->links, ((LinkArea){1, 2, 3, 4, STR("a"), STR("to a"), link}));
  LIST_PUSH(&arena, &list->anchors, ((Anchor){STR("a"), 0, 10}));
  LIST_PUSH(&arena, &list->bookmarks, ((Bookmark){STR("Aim"), 1, 0, 10}));
  LIST_PUSH(&arena, &list->figure_boxes, ((FigureBox){figure, 0, 1, 2, 3, 4}));
  expect(list,
         "page 1 595.28 841.89\n"
         "text H1:1 10 0 bold 12 tracking 0.05 width 25.2 #0102ff en \"Aim\\x0a\"\n"
         "path artifact fill #000000 stroke #000000 0.5 dash 2 1 round : m 1.5 2.25 c 1 2 3 4 5.01 -6.1 l 7 8.1 z\n"
         "link Link:4 1 2 3 4 \"a\" \"to a\"\n"
         "Document:0\n"
         "  H1:1 lang nl\n"
         "  TH:2 column span 3\n"
         "  Figure:3 alt \"a \\x22line\\x22\"\n"
         "  Link:4\n"
         "anchor 1 10 \"a\"\n"
         "bookmark 1 1 10 \"Aim\"\n"
         "figure Figure:3 1 1 2 3 4\n");
}
END_TEST

START_TEST(decimal_comma_does_not_show) {
  Page *page;
  DisplayList *list = new_list(&page);
  list->width = 0.07;
  ck_assert(setlocale(LC_ALL, "C.UTF-8") || setlocale(LC_ALL, "C"));
  Str before = display_dump(&arena, list);
  if (!setlocale(LC_ALL, "nl_NL.UTF-8")) setlocale(LC_ALL, "de_DE.UTF-8");
  Str after = display_dump(&arena, list);
  setlocale(LC_ALL, "C");
  ck_assert(str_equal(before, after));
  ck_assert_str_eq(before.data, "page 1 0.07 841.89\nDocument:0\n");
}
END_TEST

/* Every point of the four curves lies on the circle to a thousandth of the radius. */
START_TEST(circle_is_round) {
  Page *page;
  DisplayList *list = new_list(&page);
  Draw *path = draw_path(list, page, NULL);
  path_circle(list, path, 100, 50, 20);
  double x0 = 0, y0 = 0;
  int curves = 0;
  LIST_EACH(PathStep, step, path->steps) {
    for (int i = 0; step->verb == PATH_CURVE && i <= 20; i++) {
      double t = i / 20.0, u = 1 - t;
      double x = u * u * u * x0 + 3 * u * u * t * step->x[0] + 3 * u * t * t * step->x[1] + t * t * t * step->x[2];
      double y = u * u * u * y0 + 3 * u * u * t * step->y[0] + 3 * u * t * t * step->y[1] + t * t * t * step->y[2];
      ck_assert_double_eq_tol(hypot(x - 100, y - 50), 20, 0.02);
    }
    curves += step->verb == PATH_CURVE;
    int last = step->verb == PATH_CURVE ? 2 : 0;
    if (step->verb != PATH_CLOSE) x0 = step->x[last], y0 = step->y[last];
  }
  ck_assert_int_eq(curves, 4);
  ck_assert_int_eq(path->steps.items[path->steps.count - 1].verb, PATH_CLOSE);
}
END_TEST

START_TEST(tags_number_in_order) {
  Page *page;
  DisplayList *list = new_list(&page);
  for (int i = 0; i < 40; i++) tag_add(list, list->root, TAG_P);
  ck_assert_uint_eq(list->tag_count, 41);
  ck_assert_uint_eq(list->root->children.items[39]->number, 40);
  ck_assert_ptr_eq(list->root->children.items[39]->parent, list->root);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("display");
  TCase *cases = tcase_create("display");
  tcase_add_checked_fixture(cases, set_up, tear_down);
  tcase_add_test(cases, dump_of_everything);
  tcase_add_test(cases, decimal_comma_does_not_show);
  tcase_add_test(cases, circle_is_round);
  tcase_add_test(cases, tags_number_in_order);
  suite_add_tcase(suite, cases);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
