/* pdf_writing ours|native|list|report|laid PAGES FILE: what `make bench` compares.
 *
 * ours, native: the same report, four faces of Lato, 48 lines of text and 60 curves a page, written by our layers (shaping,
 * tags, PDF/A) or by libharu alone; list: the display list of ours, not written. report: a document of headings, paragraphs and
 * tables, laid out and written, of at least so many pages; laid: the same, not written. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hpdf.h>

#include "runtime/layout.h"
#include "runtime/style.h"
#include "runtime/writers.h"

enum { LINES = 48, CURVES = 60, FACES = 4 };

static const double page_width = 595.276, page_height = 841.89;
static const FontFace faces[FACES] = {FACE_REGULAR, FACE_BOLD, FACE_ITALIC, FACE_LIGHT};
static const char *const files[FACES] = {"Regular", "Bold", "Italic", "Light"};

static const char *const words[] = {"samenwerking", "de",        "partners",  "mandaat",    "besluit",     "van",
                                    "vertrouwen",   "belangen",  "ambitie",   "keten",      "organisatie", "het",
                                    "gesprek",      "stijgt",    "officieel", "afspraken",  "bestuur",     "richting",
                                    "en",           "evaluatie", "proces",    "fase",       "inhoud",      "relatie",
                                    "structuur",    "naar",      "zorg",      "informatie", "opgave",      "gemeente",
                                    "financien",    "voor",      "kosten",    "bijdrage",   "fijn",        "dienst"};

/* The words of a line: the same for both ways of writing. */
static void make_line(char *out, size_t room, unsigned page, unsigned line) {
  size_t length = 0;
  for (unsigned i = 0; i < 11; i++) {
    const char *word = words[(page * 31 + line * 17 + i * (7 + line % 5)) % (sizeof words / sizeof *words)];
    length += (size_t)snprintf(out + length, room - length, "%s%s", i ? " " : "", word);
  }
  snprintf(out + length, room - length, " %u.%03u", page, line * 37 % 1000);
}

static void add_page(DisplayList *list, FontSet *fonts, unsigned number) {
  static const Colour ink = {26, 26, 46};
  Page *page = LIST_ADD(list->arena, &list->pages);
  Tag *part = tag_add(list, list->root, TAG_PART), *paragraph = NULL;
  for (unsigned i = 0; i < LINES; i++) {
    char line[256];
    make_line(line, sizeof line, number, i);
    if (i % 6 == 0) paragraph = tag_add(list, part, i == 0 ? TAG_H1 : TAG_P);
    Str text = str_copy(list->arena, str_of(line));
    ShapedText shaped = font_shape(fonts, faces[i % FACES], text, LANGUAGE_NL, SHAPE_PLAIN, list->arena);
    draw_text(list, page, paragraph, shaped, 57, 60 + 15 * i, 9.5, ink);
  }
  Tag *figure = tag_add(list, part, TAG_FIGURE);
  figure->alternative = STR("Krommen");
  LIST_PUSH(list->arena, &list->figure_boxes, ((FigureBox){figure, list->pages.count - 1, 57, 60, 480, 720}));
  for (unsigned i = 0; i < CURVES; i++) {
    Draw *curve = draw_path(list, page, figure);
    path_move(list, curve, 57 + i, 60 + 10 * i);
    path_curve(list, curve, 200 + i, 60 + 12 * i, 300 - i, 80 + 9 * i, 400 + i, 70 + 11 * i);
  }
}

static void save(const char *path, const char *bytes, size_t length) {
  FILE *file = fopen(path, "wb");
  if (!file || fwrite(bytes, 1, length, file) != length || fclose(file)) exit(EXIT_FAILURE);
}

static int write_ours(unsigned pages, const char *path, bool only_list) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Str problem, bytes;
  FontSet *fonts = fonts_open(STR("Lato"), &arena, &problem);
  if (!fonts) return EXIT_FAILURE;
  Document document = {.arena = &arena, .language = LANGUAGE_NL, .title = STR("Meting")};
  DisplayList list = {.arena = &arena, .document = &document, .width = page_width, .height = page_height};
  list.root = tag_add(&list, NULL, TAG_DOCUMENT);
  for (unsigned i = 0; i < pages; i++) add_page(&list, fonts, i);
  bool written = only_list || write_pdf(&arena, &list, fonts, &bytes, &problem);
  if (written && !only_list) save(path, bytes.data, bytes.length);
  fonts_close(fonts);
  arena_free(&arena);
  return written ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* A section that fills a page or somewhat more. */
static void add_section(Document *document, unsigned number) {
  enum { PARAGRAPHS = 5, ROWS = 14 };
  char line[256];
  Arena *arena = document->arena;
  Block *heading = document_heading(arena, &document->blocks, 1, str_format(arena, "Deel %u", number));
  heading->new_page = true;
  for (unsigned i = 0; i < PARAGRAPHS; i++) {
    Text text = text_new(arena);
    for (unsigned k = 0; k < 5; k++) {
      make_line(line, sizeof line, number, i * 7 + k);
      text_add_c(&text, line);
      text_add_c(&text, ". ");
    }
    document_paragraph(arena, &document->blocks, STYLE_BODY, text_str(&text));
  }
  Table *table = document_table(arena, &document->blocks)->table;
  table->summary = STR("Bijdragen");
  for (unsigned i = 0; i < 3; i++) run_add(arena, &LIST_ADD(arena, &table->columns)->head, STR("Partij"));
  for (unsigned i = 0; i < ROWS; i++) {
    TableRow *row = LIST_ADD(arena, &table->rows);
    for (unsigned k = 0; k < 3; k++) table_cell(arena, row, str_of(words[(number + i * 5 + k * 3) % (sizeof words / sizeof *words)]));
  }
}

static int write_report(unsigned pages, const char *path, bool only_laid) {
  Arena arena;
  arena_init(&arena, NULL, NULL);
  Str problem, bytes;
  Style style = style_default();
  FontSet *fonts = fonts_open(style.font_family, &arena, &problem);
  if (!fonts) return EXIT_FAILURE;
  Document document = {.arena = &arena, .language = LANGUAGE_NL, .title = STR("Meting"), .running_head = STR("Meting"),
                       .page_of = {{STR("{page} of {pages}"), STR("{page} van {pages}")}}};
  for (unsigned i = 0; i < pages; i++) add_section(&document, i);
  const DisplayList *list = layout_document(&arena, &document, &style, fonts);
  if (list->pages.count < pages) return EXIT_FAILURE;
  bool written = only_laid || write_pdf(&arena, list, fonts, &bytes, &problem);
  if (written && !only_laid) save(path, bytes.data, bytes.length);
  fonts_close(fonts);
  arena_free(&arena);
  return written ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void draw_native(HPDF_Page page, const HPDF_Font *fonts, unsigned number) {
  HPDF_Page_SetWidth(page, (HPDF_REAL)page_width);
  HPDF_Page_SetHeight(page, (HPDF_REAL)page_height);
  HPDF_REAL top = (HPDF_REAL)page_height;
  for (unsigned i = 0; i < LINES; i++) {
    char line[256];
    make_line(line, sizeof line, number, i);
    HPDF_Page_BeginText(page);
    HPDF_Page_SetRGBFill(page, 26 / 255.0f, 26 / 255.0f, 46 / 255.0f);
    HPDF_Page_SetFontAndSize(page, fonts[i % FACES], 9.5f);
    HPDF_Page_TextOut(page, 57, top - 60 - 15 * (HPDF_REAL)i, line);
    HPDF_Page_EndText(page);
  }
  for (unsigned k = 0; k < CURVES; k++) {
    HPDF_REAL i = (HPDF_REAL)k;
    HPDF_Page_SetLineWidth(page, 0.5f);
    HPDF_Page_MoveTo(page, 57 + i, top - 60 - 10 * i);
    HPDF_Page_CurveTo(page, 200 + i, top - 60 - 12 * i, 300 - i, top - 80 - 9 * i, 400 + i, top - 70 - 11 * i);
    HPDF_Page_Stroke(page);
  }
}

static int write_native(unsigned pages, const char *path) {
  HPDF_Doc document = HPDF_New(NULL, NULL);
  if (!document) return EXIT_FAILURE;
  HPDF_UseUTFEncodings(document);
  HPDF_SetCompressionMode(document, HPDF_COMP_ALL);
  HPDF_Font fonts[FACES];
  for (int i = 0; i < FACES; i++) {
    char file[128];
    snprintf(file, sizeof file, "/usr/share/fonts/truetype/lato/Lato-%s.ttf", files[i]);
    const char *name = HPDF_LoadTTFontFromFile(document, file, HPDF_TRUE);
    fonts[i] = name ? HPDF_GetFont(document, name, "UTF-8") : NULL;
  }
  for (unsigned i = 0; i < pages; i++) draw_native(HPDF_AddPage(document), fonts, i);
  HPDF_STATUS status = HPDF_SaveToFile(document, path);
  HPDF_Free(document);
  return status == HPDF_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: pdf_writing ours|native|list|report|laid PAGES FILE\n");
    return 2;
  }
  unsigned pages = (unsigned)strtoul(arguments[2], NULL, 10);
  const char *what = arguments[1], *path = arguments[3];
  if (strcmp(what, "native") == 0) return write_native(pages, path);
  if (strcmp(what, "report") == 0 || strcmp(what, "laid") == 0) return write_report(pages, path, strcmp(what, "laid") == 0);
  return write_ours(pages, path, strcmp(what, "list") == 0);
}
