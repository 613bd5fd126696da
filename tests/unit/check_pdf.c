/* The PDF writer: a display list made by hand (two pages with heading, paragraphs, list, table, figure, links, bookmarks) is
 * written and read back by other people's programs: qpdf, poppler, mupdf. */
#include <check.h>
#include <locale.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime/writers.h"

static Arena arena;
static FontSet *fonts;
static char folder[] = "/tmp/check_pdf_XXXXXX";
static const Colour ink = {0x1a, 0x1a, 0x2e}, blue = {0x1f, 0x4e, 0x79};

static void set_up(void) {
  Str problem = STR("");
  arena_init(&arena, NULL, NULL);
  fonts = fonts_open(STR("Lato"), &arena, &problem);
  ck_assert_msg(fonts != NULL, "%s", problem.data);
}

static void tear_down(void) {
  fonts_close(fonts);
  arena_free(&arena);
}

/* ---- the sample ---- */

static Draw *write_at(DisplayList *list, uint32_t page, Tag *tag, FontFace face, double size, double x, double y, const char *text) {
  ShapedText shaped = font_shape(fonts, face, str_of(text), list->document->language, SHAPE_PLAIN, list->arena);
  return draw_text(list, &list->pages.items[page], tag, shaped, x, y, size, ink);
}

static Tag *write_block(DisplayList *list, uint32_t page, Tag *parent, TagKind kind, double size, double y, const char *text) {
  Tag *tag = tag_add(list, parent, kind);
  write_at(list, page, tag, kind == TAG_P ? FACE_REGULAR : FACE_BOLD, size, 72, y, text);
  return tag;
}

static void add_table(DisplayList *list, Tag *parent) {
  static const char *const cells[3][3] = {{"Partij", "Bijdrage", "Euro"}, {"Zorg Noord", "Plaatsen", "250.000"}, {"Gemeente", "Geld", "1.000"}};
  Tag *table = tag_add(list, parent, TAG_TABLE);
  table->alternative = STR("Wat elke partij bijdraagt");
  for (int row = 0; row < 3; row++) {
    Tag *part = row == 0 ? tag_add(list, table, TAG_THEAD) : row == 1 ? tag_add(list, table, TAG_TBODY) : table->children.items[1];
    Tag *line = tag_add(list, part, TAG_TR);
    for (int column = 0; column < 3; column++) {
      Tag *cell = tag_add(list, line, row == 0 || column == 0 ? TAG_TH : TAG_TD);
      cell->scope_column = row == 0;
      cell->scope_row = row > 0 && column == 0;
      write_at(list, 0, tag_add(list, cell, TAG_P), FACE_REGULAR, 9, 72 + 120 * column, 300 + 14 * row, cells[row][column]);
    }
  }
}

static void add_figure(DisplayList *list, Tag *parent) {
  Tag *figure = tag_add(list, parent, TAG_FIGURE);
  figure->alternative = STR("Drie ringen; de buitenste is gevuld");
  Draw *ring = draw_path(list, &list->pages.items[1], figure);
  path_circle(list, ring, 200, 300, 60);
  ring->fill = true;
  ring->fill_colour = blue;
  Draw *line = draw_path(list, &list->pages.items[1], figure);
  path_move(list, line, 100, 300);
  path_line(list, line, 300, 300.25);
  line->dash_on = 2.5;
  line->dash_off = 1.25;
  line->round_caps = true;
  LIST_PUSH(list->arena, &list->figure_boxes, ((FigureBox){figure, 1, 100, 240, 200, 120}));
}

static void add_list(DisplayList *list, Tag *parent) {
  Tag *items = tag_add(list, parent, TAG_L);
  for (int i = 0; i < 2; i++) {
    Tag *item = tag_add(list, items, TAG_LI);
    write_at(list, 1, tag_add(list, item, TAG_LBL), FACE_REGULAR, 10, 72, 420 + 14 * i, "\xe2\x80\xa2");
    write_at(list, 1, tag_add(list, item, TAG_LBODY), FACE_REGULAR, 10, 84, 420 + 14 * i, i ? "Tweede punt" : "Eerste punt");
  }
}

static void add_link(DisplayList *list, uint32_t page, Tag *parent, double y, const char *text, const char *target) {
  Tag *tag = tag_add(list, parent, TAG_LINK);
  Draw *draw = write_at(list, page, tag, FACE_REGULAR, 10, 200, y, text);
  double width = shaped_width(&draw->shaped, 10, 0);
  LIST_PUSH(list->arena, &list->pages.items[page].links, ((LinkArea){200, y - 10, width, 13, str_of(target), str_of(text), tag}));
}

static void add_furniture(DisplayList *list) {
  for (uint32_t i = 0; i < 2; i++) {
    write_at(list, i, NULL, FACE_LIGHT, 8, 72, 40, "Zorgalliantie");
    Draw *rule = draw_path(list, &list->pages.items[i], NULL);
    path_move(list, rule, 72, 50);
    path_line(list, rule, 520, 50);
  }
}

static DisplayList *sample(Arena *in) {
  Document *document = ARENA_NEW(in, Document);
  *document = (Document){.arena = in, .language = LANGUAGE_NL, .title = STR("Bestuursnota <Zorg> & \xe2\x80\x9cKeten\xe2\x80\x9d"),
                         .subject = STR("Fase vormgeven"), .author = STR("Vereniging"), .date = 20758};
  DisplayList *list = ARENA_NEW(in, DisplayList);
  *list = (DisplayList){.arena = in, .document = document, .width = 595.276, .height = 841.89};
  list->root = tag_add(list, NULL, TAG_DOCUMENT);
  for (int i = 0; i < 2; i++) (void)*LIST_ADD(in, &list->pages);
  Tag *part = tag_add(list, list->root, TAG_PART);
  write_block(list, 0, part, TAG_H1, 24, 100, "Ambitie");
  Tag *text = write_block(list, 0, part, TAG_P, 10, 130, "De samenwerking krijgt een stan\xc2\xad");
  write_at(list, 0, text, FACE_REGULAR, 10, 72, 144, "daard die stijgt; fijne fiets, co\xc3\xab" "fficient \xe2\x82\xac 250.000 \xe2\x9c\x93");
  write_at(list, 0, text, FACE_ITALIC, 10, 72, 158, "Zie ook");
  add_link(list, 0, text, 158, "de ringen", "ringen");
  write_at(list, 0, text, FACE_REGULAR, 10, 300, 158, "verderop.")->tracking = 0.02;
  Tag *span = tag_add(list, text, TAG_SPAN);
  span->has_language = true;
  write_at(list, 0, span, FACE_REGULAR, 10, 72, 172, "in English: office \xf0\x9f\x98\x80");
  add_table(list, part);
  Tag *other = tag_add(list, list->root, TAG_PART);
  write_block(list, 1, other, TAG_H1, 24, 100, "Ringen");
  write_block(list, 1, other, TAG_H2, 14, 130, "Kijkglas");
  write_at(list, 1, text, FACE_REGULAR, 10, 72, 150, "Slot van de alinea.");
  add_figure(list, other);
  add_list(list, other);
  add_link(list, 1, tag_add(list, other, TAG_P), 500, "website", "https://example.org/a(b)?c=d&e");
  add_link(list, 1, tag_add(list, other, TAG_P), 520, "nergens", "geen-anker");
  write_block(list, 1, other, TAG_NOTE, 8, 700, "Noot");
  add_furniture(list);
  LIST_PUSH(in, &list->anchors, ((Anchor){STR("ringen"), 1, 80}));
  LIST_PUSH(in, &list->anchors, ((Anchor){STR("ambitie"), 0, 80}));
  LIST_PUSH(in, &list->bookmarks, ((Bookmark){STR("Ambitie"), 1, 0, 80}));
  LIST_PUSH(in, &list->bookmarks, ((Bookmark){STR("Ringen"), 1, 1, 80}));
  LIST_PUSH(in, &list->bookmarks, ((Bookmark){STR("Kijkglas"), 2, 1, 120}));
  return list;
}

static Str written(const DisplayList *list) {
  Str bytes, problem = STR("");
  ck_assert_msg(write_pdf(&arena, list, fonts, &bytes, &problem), "%s", problem.data);
  return bytes;
}

static const char *in_folder(const char *name) { return str_format(&arena, "%s/%s", folder, name).data; }

static void save(const char *name, Str bytes) {
  FILE *file = fopen(in_folder(name), "wb");
  ck_assert_ptr_nonnull(file);
  ck_assert_uint_eq(fwrite(bytes.data, 1, bytes.length, file), bytes.length);
  ck_assert_int_eq(fclose(file), 0);
}

/* What a program prints about a file of the folder; its exit status must be 0. */
static Str run(const char *command, const char *name) {
  FILE *pipe = popen(str_format(&arena, "cd %s && LC_ALL=C.UTF-8 %s 2>&1", folder, str_format(&arena, command, name).data).data, "r");
  ck_assert_ptr_nonnull(pipe);
  Text out = text_new(&arena);
  for (int c; (c = fgetc(pipe)) != EOF;) text_add_char(&out, (char)c);
  Str said = text_str(&out);
  ck_assert_msg(pclose(pipe) == 0, "%s\n%s", command, said.data);
  return said;
}

static void expect_part(Str text, const char *part) {
  ck_assert_msg(strstr(text.data, part) != NULL, "%s\nis not in\n%s", part, text.data);
}

#define RUN(command) run(command " %s", "sample.pdf")

/* ---- cases ---- */

START_TEST(other_programs_read_it) {
  save("sample.pdf", written(sample(&arena)));
  expect_part(RUN("qpdf --check"), "No syntax or stream encoding errors found");
  Str info = RUN("pdfinfo");
  expect_part(info, "Title:           Bestuursnota <Zorg> & \xe2\x80\x9cKeten\xe2\x80\x9d");
  expect_part(info, "Tagged:          yes");
  expect_part(info, "Pages:           2");
  expect_part(info, "Page size:       595.276 x 841.89 pts (A4)");
  expect_part(info, "PDF version:     1.7");
  Str trace = RUN("mutool trace");
  ck_assert_ptr_null(strstr(trace.data, "error"));
  ck_assert_ptr_null(strstr(trace.data, "warning"));
}
END_TEST

START_TEST(text_is_found_again) {
  save("sample.pdf", written(sample(&arena)));
  Str text = run("pdftotext %s -", "sample.pdf");
  expect_part(text, "De samenwerking krijgt een stan\xc2\xad\n");
  expect_part(text, "daard die stijgt; fijne fiets, co\xc3\xab" "fficient \xe2\x82\xac 250.000 \xe2\x9c\x93");
  expect_part(text, "office \xf0\x9f\x98\x80");
  expect_part(run("mutool draw -F txt %s", "sample.pdf"), "fijne fiets");
}
END_TEST

int main(void) {
  if (!mkdtemp(folder)) return EXIT_FAILURE;
  Suite *suite = suite_create("pdf");
  TCase *cases = tcase_create("pdf");
  tcase_set_timeout(cases, 60);
  tcase_add_checked_fixture(cases, set_up, tear_down);
  tcase_add_test(cases, other_programs_read_it);
  tcase_add_test(cases, text_is_found_again);
  suite_add_tcase(suite, cases);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
