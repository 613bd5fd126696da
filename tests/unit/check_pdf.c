/* The PDF writer: a display list made by hand (two pages with heading, paragraphs, list, table, figure, links,
 * bookmarks) is written and read back by other people's programs: qpdf, poppler, mupdf. */
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

static Draw *write_at(DisplayList *list, uint32_t page, Tag *tag, FontFace face, double size, double x, double y,
                      const char *text) {
  ShapedText shaped = font_shape(fonts, face, str_of(text), list->document->language, SHAPE_PLAIN, list->arena);
  return draw_text(list, &list->pages.items[page], tag, shaped, x, y, size, ink);
}

static Tag *write_block(DisplayList *list, uint32_t page, Tag *parent, TagKind kind, double size, double y,
                        const char *text) {
  Tag *tag = tag_add(list, parent, kind);
  write_at(list, page, tag, kind == TAG_P ? FACE_REGULAR : FACE_BOLD, size, 72, y, text);
  return tag;
}

static void add_table(DisplayList *list, Tag *parent) {
  static const char *const cells[3][3] = {
      {"Partij", "Bijdrage", "Euro"}, {"Zorg Noord", "Plaatsen", "250.000"}, {"Gemeente", "Geld", "1.000"}};
  Tag *table = tag_add(list, parent, TAG_TABLE);
  table->alternative = STR("Wat elke partij bijdraagt");
  for (int row = 0; row < 3; row++) {
    Tag *part = row == 0   ? tag_add(list, table, TAG_THEAD)
                : row == 1 ? tag_add(list, table, TAG_TBODY)
                           : table->children.items[1];
    Tag *line = tag_add(list, part, TAG_TR);
    for (int column = 0; column < 3; column++) {
      Tag *cell = tag_add(list, line, row == 0 || column == 0 ? TAG_TH : TAG_TD);
      cell->scope_column = row == 0;
      cell->scope_row = row > 0 && column == 0;
      write_at(list, 0, tag_add(list, cell, TAG_P), FACE_REGULAR, 9, 72 + 120 * column, 300 + 14 * row,
               cells[row][column]);
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
    write_at(list, 1, tag_add(list, item, TAG_LBODY), FACE_REGULAR, 10, 84, 420 + 14 * i,
             i ? "Tweede punt" : "Eerste punt");
  }
}

static void add_link(DisplayList *list, uint32_t page, Tag *parent, double y, const char *text, const char *target) {
  Tag *tag = tag_add(list, parent, TAG_LINK);
  Draw *draw = write_at(list, page, tag, FACE_REGULAR, 10, 200, y, text);
  double width = shaped_width(&draw->shaped, 10, 0);
  LIST_PUSH(list->arena, &list->pages.items[page].links,
            ((LinkArea){200, y - 10, width, 13, str_of(target), str_of(text), tag}));
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
  *document = (Document){.arena = in,
                         .language = LANGUAGE_NL,
                         .title = STR("Bestuursnota <Zorg> & \xe2\x80\x9cKeten\xe2\x80\x9d"),
                         .subject = STR("Fase vormgeven"),
                         .author = STR("Vereniging"),
                         .date = 20758};
  DisplayList *list = ARENA_NEW(in, DisplayList);
  *list = (DisplayList){.arena = in, .document = document, .width = 595.276, .height = 841.89};
  list->root = tag_add(list, NULL, TAG_DOCUMENT);
  for (int i = 0; i < 2; i++) (void)*LIST_ADD(in, &list->pages);
  Tag *part = tag_add(list, list->root, TAG_PART);
  write_block(list, 0, part, TAG_H1, 24, 100, "Ambitie");
  Tag *text = write_block(list, 0, part, TAG_P, 10, 130, "De samenwerking krijgt een stan\xc2\xad");
  write_at(list, 0, text, FACE_REGULAR, 10, 72, 144,
           "daard die stijgt; fijne fiets, co\xc3\xab"
           "fficient \xe2\x82\xac 250.000 \xe2\x9c\x93");
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
  FILE *pipe = popen(
      str_format(&arena, "cd %s && LC_ALL=C.UTF-8 %s 2>&1", folder, str_format(&arena, command, name).data).data, "r");
  ck_assert_ptr_nonnull(pipe);
  Text out = text_new(&arena);
  for (int c; (c = fgetc(pipe)) != EOF;) text_add_char(&out, (char)c);
  Str said = text_str(&out);
  ck_assert_msg(pclose(pipe) == 0, "%s\n%s", command, said.data);
  return said;
}

static void expect_part(Str text, const char *part) {
  ck_assert_msg(str_find(text, str_of(part)) < text.length, "%s\nis not in\n%s", part, text.data);
}

#define RUN(command) run(command " %s", "sample.pdf")

/* ---- the checker ---- */

static const char *checker;

/* What the checker says of a file, and whether it passes. */
static bool judge(const char *name, Str *said) {
  FILE *pipe = popen(str_format(&arena, "%s %s/%s", checker, folder, name).data, "r");
  ck_assert_ptr_nonnull(pipe);
  Text out = text_new(&arena);
  for (int c; (c = fgetc(pipe)) != EOF;) text_add_char(&out, (char)c);
  *said = text_str(&out);
  int status = pclose(pipe);
  ck_assert_msg(status == 0 || status == 256, "the checker failed: %d", status);
  return status == 0;
}

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
  expect_part(text, "De samenwerking krijgt een standaard\n");
  expect_part(text,
              "die stijgt; fijne fiets, co\xc3\xab"
              "fficient \xe2\x82\xac 250.000 \xe2\x9c\x93");
  expect_part(text, "office \xf0\x9f\x98\x80");
  expect_part(run("mutool draw -F txt %s", "sample.pdf"), "fijne fiets");
}
END_TEST

/* Words that go on in the next line are found whole: hyphenated once or twice, or broken after a hyphen of their own;
 * and what lies around characters without a glyph is not lost. */
START_TEST(broken_words_are_whole) {
  DisplayList *list = sample(&arena);
  Tag *paragraph = tag_add(list, list->root, TAG_P);
  static const char *const lines[] = {"dit Samen\xc2\xad", "werkings\xc2\xad", "verband loopt,"};
  for (int i = 0; i < 3; i++) write_at(list, 1, paragraph, FACE_REGULAR, 10, 72, 560 + 12 * i, lines[i]);
  Str text = STR("met Heijden-Smit en Noord- en Zuid erbij");
  static const size_t cuts[] = {0, 12, 26, 40};
  for (int i = 0; i < 3; i++) {
    Str slice = str_slice(text, cuts[i] + (i == 2), cuts[i + 1]);
    ShapedText shaped = font_shape(fonts, FACE_REGULAR, slice, LANGUAGE_NL, SHAPE_PLAIN, &arena);
    draw_text(list, &list->pages.items[1], paragraph, shaped, 72, 596 + 12 * i, 10, ink);
  }
  write_at(list, 1, paragraph, FACE_REGULAR, 10, 72, 632, "teken \xf0\x93\x80\x80 hier");
  Str said;
  save("words.pdf", written(list));
  ck_assert_msg(judge("words.pdf", &said), "%s", said.data);
  Str found = run("pdftotext %s -", "words.pdf");
  expect_part(found, "dit Samenwerkingsverband\n");
  expect_part(found, "loopt,\n");
  expect_part(found, "met Heijden-Smit\n");
  expect_part(found, "en Noord\xe2\x80\x90\n");
  expect_part(found, "teken \xf0\x93\x80\x80 hier");
  Str tree = run("pdfinfo -struct-text %s", "words.pdf");
  expect_part(tree, " en Zuid erbij teken \"\n    \"[U+13000]\"\n    \" hier");
}
END_TEST

/* Characters that no text may hold, control characters, bytes that are no UTF-8, sixty accents on one letter. */
START_TEST(odd_characters_pass_the_checker) {
  static const char *const odd[] = {
      "\xef\xbb\xbf"
      "mark",
      "\xee\x80\x80 \xef\x9b\x83 private",
      "\xef\xbf\xbe none",
      "a\tb\x01",
      "\xc3 \xff bytes",
      "e\xe2\x80\x8d\xc2\xad"
      "e",
      "\xd7\x90\xd8\xa7",
      "\xf4\x8f\xbf\xbf"};
  DisplayList *list = sample(&arena);
  Tag *paragraph = tag_add(list, list->root, TAG_P);
  for (int i = 0; i < 8; i++) write_at(list, 1, paragraph, FACE_REGULAR, 10, 72, 560 + 12 * i, odd[i]);
  Text accents = text_new(&arena);
  text_add_c(&accents, "e");
  for (int i = 0; i < 60; i++) text_add_c(&accents, "\xcc\x81");
  write_at(list, 1, paragraph, FACE_REGULAR, 10, 72, 660, text_str(&accents).data);
  Str said;
  save("odd.pdf", written(list));
  ck_assert_msg(judge("odd.pdf", &said), "%s", said.data);
  expect_part(run("qpdf --check %s", "odd.pdf"), "No syntax");
}
END_TEST

START_TEST(structure_is_told) {
  save("sample.pdf", written(sample(&arena)));
  Str tree = RUN("pdfinfo -struct-text");
  expect_part(tree, "    H1 (block)\n      \"Ambitie \"\n");
  expect_part(tree, "\"De samenwerking krijgt een \"\n      \"stan-\"\n      \"daard\"\n      \" die stijgt;");
  expect_part(tree, "Zie ook \"\n      Link (inline)\n        \"de ringen \"\n        Object");
  expect_part(tree,
              "\"verderop. \"\n      Span (inline)\n        \"in English: office \xf0\x9f\x98\x80 \"\n      \"Slot van "
              "de alinea. \"");
  expect_part(tree, "TH:\n             /Scope /Row\n            P (block)\n              \"Zorg Noord \"");
  expect_part(tree,
              "LI (block)\n        Lbl (block)\n          \"\xe2\x80\xa2 \"\n        LBody (block)\n          \"Eerste "
              "punt \"");
  expect_part(tree, "Span (inline)\n        \"nergens \""); /* a link that leads nowhere is none */
}
END_TEST

START_TEST(bookmarks_and_links_lead_there) {
  save("sample.pdf", written(sample(&arena)));
  Str outline = run("mutool show %s outline", "sample.pdf");
  expect_part(outline, "\"Ambitie\"");
  expect_part(outline, "+\t\"Ringen\"");
  expect_part(outline, "\"Kijkglas\"");
  Str links = run("pdfinfo -url %s", "sample.pdf");
  expect_part(links, "https://example.org/a(b)?c=d&e");
  expect_part(run("pdfinfo -dests %s", "sample.pdf"), "\"ringen\"");
}
END_TEST

START_TEST(same_list_same_bytes) {
  Str first = written(sample(&arena));
  setenv("TZ", "Pacific/Auckland", 1);
  if (!setlocale(LC_ALL, "nl_NL.UTF-8")) setlocale(LC_ALL, "de_DE.UTF-8");
  Arena other;
  arena_init(&other, NULL, NULL);
  Str again = written(sample(&other));
  setlocale(LC_ALL, "C");
  ck_assert(str_equal(first, again));
  arena_free(&other);
  DisplayList *changed = sample(&arena);
  changed->pages.items[0].draws.items[0].x += 1;
  ck_assert(!str_equal(first, written(changed)));
}
END_TEST

START_TEST(nothing_to_write_is_refused) {
  DisplayList *list = sample(&arena);
  list->pages.count = 0;
  Str bytes, problem = STR("");
  ck_assert(!write_pdf(&arena, list, fonts, &bytes, &problem));
  ck_assert_uint_gt(problem.length, 0);
}
END_TEST

/* ---- faults planted to see the checker reject them ---- */

static DisplayList *sample_with_attachments(void) {
  DisplayList *list = sample(&arena);
  Document *document = (Document *)(uintptr_t)list->document;
  LIST_PUSH(&arena, &document->attachments,
            ((Attachment){STR("zorg.kompas"), STR("text/plain"), STR("Beschrijving"), STR("samenwerking")}));
  LIST_PUSH(&arena, &document->attachments,
            ((Attachment){STR("leeg.json"), STR("application/json"), STR(""), STR("")}));
  return list;
}

/* With a picture, as a logo is. */
static DisplayList *sample_with_all(void) {
  static const unsigned char rgb[2 * 3 * 3] = {20, 83, 45, 255, 255, 255, 20, 83, 45, 255, 255, 255, 20, 83, 45, 20, 83, 45};
  DisplayList *list = sample_with_attachments();
  Pixels pixels = {3, 2, rgb};
  Tag *figure = tag_add(list, list->root, TAG_FIGURE);
  figure->alternative = STR("Huis");
  draw_image(list, &list->pages.items[0], figure, arena_copy(&arena, &pixels, sizeof pixels), 400, 20, 60);
  LIST_PUSH(&arena, &list->figure_boxes, ((FigureBox){figure, 0, 400, 20, 60, 40}));
  return list;
}

START_TEST(sample_passes_the_checker) {
  Str said;
  save("sample.pdf", written(sample(&arena)));
  ck_assert_msg(judge("sample.pdf", &said), "%s", said.data);
  save("attached.pdf", written(sample_with_attachments()));
  ck_assert_msg(judge("attached.pdf", &said), "%s", said.data);
  expect_part(run("pdfdetach -list %s", "attached.pdf"), "zorg.kompas");
  save("whole.pdf", written(sample_with_all()));
  ck_assert_msg(judge("whole.pdf", &said), "%s", said.data);
  expect_part(run("pdfimages -list %s", "whole.pdf"), "rgb");
}
END_TEST

/* Two hundred pages: page nodes, parent tree and names stand in several leaves. */
START_TEST(many_pages_pass_the_checker) {
  DisplayList *list = sample(&arena);
  for (uint32_t page = 2; page < 200; page++) {
    (void)*LIST_ADD(&arena, &list->pages);
    Tag *part = tag_add(list, list->root, TAG_PART);
    write_block(list, page, part, TAG_H1, 20, 100, str_format(&arena, "Deel %u", page).data);
    LIST_PUSH(&arena, &list->anchors, ((Anchor){str_format(&arena, "deel%u", page), page, 90}));
    add_link(list, page, tag_add(list, part, TAG_P), 140, "verder", str_format(&arena, "deel%u", page + 1).data);
  }
  Str said;
  save("many.pdf", written(list));
  ck_assert_msg(judge("many.pdf", &said), "%s", said.data);
  expect_part(run("qpdf --check %s", "many.pdf"), "No syntax");
}
END_TEST

typedef struct Fault {
  const char *find, *put, *rule;
} Fault;

static const Fault faults[] = {
    {"/Marked true", "/Marked null", "UA 06 / A 6.7.2.2 Marked"},
    {"/DisplayDocTitle true", "/DisplayDocTitle false", "UA 07-001 DisplayDocTitle"},
    {"/Lang (nl)", "/Lung (nl)", "UA 11-006 Lang"},
    {"<pdfuaid:part>1", "<pdfuaid:part>2", "UA 06-002 pdfuaid:part"},
    {"<pdfaid:part>2", "<pdfaid:part>1", "A 6.6.4 part"},
    {"<pdfaid:conformance>A", "<pdfaid:conformance>B", "A 6.6.4 conformance"},
    {"<dc:title>", "<dc:tilte>", "UA 06-003 dc:title"},
    {"<pdfaSchema:prefix>pdfuaid", "<pdfaSchema:prefix>pdfuaad", "A 6.6.2.3.1 schema"},
    {"/Metadata", "/Metadeta", "UA 06-001 metadata"},
    {"/Creator (Kompas)", "/Creator (Compas)", "A 6.6.3 Info and XMP"},
    {"/CreationDate (D:2026", "/CreationDate (D:2025", "A 6.6.3 Info and XMP"},
    {"/S /GTS_PDFA1", "/S /GTS_PDFX1", "A 6.2.3 intent"},
    {"/S /Document", "/S /Dokument", "UA 02-001 type"},
    {"/S /H2", "/S /H3", "UA 14-003 headings skip"},
    {"/Scope /Column", "/Scope /Colomn", "UA 15-003 TH Scope"},
    {"/S /TD", "/S /Note", "UA 09-004 table"},
    {"/S /LBody", "/S /P", "UA 09-005 list"},
    {"/Alt ", "/Atl ", "UA 13-004 figure Alt"},
    {"/ID (note", "/XD (note", "UA 19-003 note ID"},
    {"/Artifact BMC", "/Artefact BMC", "UA 01-005 unmarked content"},
    {"/MCID 3", "/MCID 77", "UA 01 MCID in content"},
    {"/MCID 4", "/MCID 77", "UA 01 MCID in structure"},
    {"/MCID 5", "/MCID 6", "UA 01 MCID once"},
    {"EMC", "emc", "A 6.7.1 BDC and EMC"},
    {"\nBT ", "\nBQ ", "A 6.2.2 operator"},
    {" rg\n", " 1 k\n", "A 6.2.4 colour"},
    {"/ToUnicode", "/ToUnicide", "UA 10-001 ToUnicode"},
    {"/FontFile2", "/FontFile9", "UA 31-009 embedding"},
    {"/CIDToGIDMap", "/CIDToGIDMop", "UA 31-003 CIDToGIDMap"},
    {"/W [", "/V [", "A 6.2.11.5 width"},
    {"/Ordering (Identity)", "/Ordering (Japan1)", "UA 31-001 CIDSystemInfo"},
    {"/Tabs /S", "/Tabs /R", "UA 28-008 Tabs"},
    {"/F 4\n", "/F 2\n", "A 6.3.2 flags"},
    {"/Contents <", "/Cantents <", "UA 28-012 Contents"},
    {"/StructParent 2", "/StructParent 9", "UA 01 ParentTree"},
    {"/Type /OBJR", "/Type /OBJX", "UA 28-002 link in structure"},
    {"/S /Link", "/S /Span", "UA 28-002 link in Link"},
    {"/S /URI", "/S /Launch", "A 6.5.1 action"},
    {"/ID [", "/XD [", "A 6.1.3 ID"},
    {"%PDF-1.7", "%PDF-1.1", "A 6.1.2 version"},
    {"/PageMode /UseOutlines", "/AA << >> /PageMode /UseOutlines", "A 6.1 forbidden key"},
};

static const Fault faults_of_whole[] = {
    {"<pdfaid:part>3", "<pdfaid:part>2", "A 6.6.4 part"},
    {"/AFRelationship", "/AFRelationshap", "A3 6.8 AFRelationship"},
    {"/AF [", "/AX [", "A3 6.8 AF"},
    {"/Desc ", "/Dosc ", "UA 21 Desc"},
    {"/UF <", "/UX <", "A3 6.8 F and UF"},
    {"/Subtype /text#2fplain", "/Subtype /textplain", "A3 6.8 media type"},
    {"/BitsPerComponent 8", "/BitsPerComponent 4", "A 6.2.8 picture"},
    {"/ColorSpace /DeviceRGB", "/ColorSpace /DeviceCMYK", "A 6.2.8 picture"},
    {"/Subtype /Image", "/Subtype /Form", "own: pictures only"},
    {"/Subtype /Image", "/Interpolate true /Subtype /Image", "A 6.2.8 Interpolate"},
    {"/Subtype /Image", "/SMask 1 0 R /Subtype /Image", "A 6.2.10 transparency"},
    {"/Subtype /Image", "/Alternates [] /Subtype /Image", "A 6.1 forbidden key"},
    {"/Width 3", "/Width 4", "A 6.2.8 picture size"},
    {"\nq 60 ", "\nQ 60 ", "A 6.1.13 q and Q"},
};

static Str replace_first(Str text, const char *find, const char *put) {
  Text out = text_new(&arena);
  size_t at = str_find(text, str_of(find));
  ck_assert_msg(at < text.length, "\"%s\" is not in the file", find);
  text_add(&out, str_slice(text, 0, at));
  text_add_c(&out, put);
  text_add(&out, str_slice(text, at + strlen(find), text.length));
  return text_str(&out);
}

static Str read_back(const char *name) {
  FILE *file = fopen(in_folder(name), "rb");
  ck_assert_ptr_nonnull(file);
  Text out = text_new(&arena);
  for (int c; (c = fgetc(file)) != EOF;) text_add_char(&out, (char)c);
  fclose(file);
  return text_str(&out);
}

static void plant(DisplayList *list, const Fault *planted, size_t count) {
  Str said;
  save("sample.pdf", written(list));
  run("qpdf --qdf --object-streams=disable %s plain.pdf", "sample.pdf");
  Str plain = read_back("plain.pdf");
  ck_assert_msg(judge("plain.pdf", &said), "%s", said.data);
  for (size_t i = 0; i < count; i++) {
    save("faulty.pdf", replace_first(plain, planted[i].find, planted[i].put));
    ck_assert_msg(!judge("faulty.pdf", &said), "not found: %s for %s", planted[i].put, planted[i].find);
    ck_assert_msg(strstr(said.data, planted[i].rule) != NULL, "%s for %s: %s is not in\n%s", planted[i].put,
                  planted[i].find, planted[i].rule, said.data);
  }
}

START_TEST(planted_faults_are_found) {
  plant(sample(&arena), faults, sizeof faults / sizeof *faults);
  plant(sample_with_all(), faults_of_whole, sizeof faults_of_whole / sizeof *faults_of_whole);
}
END_TEST

/* ---- memory ---- */

typedef struct Budget {
  long left, held;
} Budget;

static void *budget_allocate(void *context, size_t size) {
  Budget *budget = context;
  if (budget->left-- <= 0) return NULL;
  budget->held++;
  return calloc(1, size);
}

static void budget_release(void *context, void *block) {
  ((Budget *)context)->held--;
  free(block);
}

static bool write_within(Arena *small, jmp_buf *escape, const DisplayList *list) {
  Str bytes, problem = STR("");
  if (setjmp(*escape)) return false;
  bool done = write_pdf(small, list, fonts, &bytes, &problem);
  ck_assert_msg(done, "%s", problem.data);
  return true;
}

START_TEST(failing_memory_takes_the_escape) {
  const DisplayList *list = sample(&arena);
  bool whole = false;
  for (long allowed = 0; !whole; allowed++) {
    ck_assert_int_lt(allowed, 300);
    Budget budget = {.left = allowed};
    Allocator allocator = {budget_allocate, budget_release, &budget};
    jmp_buf escape;
    Arena small;
    arena_init(&small, &allocator, &escape);
    whole = write_within(&small, &escape, list);
    arena_free(&small);
    ck_assert_int_eq(budget.held, 0);
  }
}
END_TEST

/* build/unit/check_pdf stands beside build/pdf_check. */
static bool find_checker(const char *program) {
  static char path[4096];
  const char *slash = strrchr(program, '/');
  int length = slash ? (int)(slash - program) : 1;
  snprintf(path, sizeof path, "%.*s/../pdf_check", length, slash ? program : ".");
  checker = path;
  return access(path, X_OK) == 0;
}

int main(int count, char **arguments) {
  if (count < 1 || !find_checker(arguments[0]) || !mkdtemp(folder)) {
    fprintf(stderr, "check_pdf: no pdf_check beside it, or no folder for its files\n");
    return EXIT_FAILURE;
  }
  Suite *suite = suite_create("pdf");
  TCase *cases = tcase_create("pdf");
  tcase_set_timeout(cases, 600);
  tcase_add_checked_fixture(cases, set_up, tear_down);
  tcase_add_test(cases, other_programs_read_it);
  tcase_add_test(cases, text_is_found_again);
  tcase_add_test(cases, broken_words_are_whole);
  tcase_add_test(cases, odd_characters_pass_the_checker);
  tcase_add_test(cases, structure_is_told);
  tcase_add_test(cases, bookmarks_and_links_lead_there);
  tcase_add_test(cases, same_list_same_bytes);
  tcase_add_test(cases, nothing_to_write_is_refused);
  tcase_add_test(cases, sample_passes_the_checker);
  tcase_add_test(cases, many_pages_pass_the_checker);
  tcase_add_test(cases, planted_faults_are_found);
  tcase_add_test(cases, failing_memory_takes_the_escape);
  suite_add_tcase(suite, cases);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  char command[64];
  snprintf(command, sizeof command, "rm -r %s", folder);
  if (!failed) failed = system(command);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
