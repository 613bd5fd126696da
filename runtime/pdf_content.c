/* Page content. Every operator that paints stands in marked content: of an element (with its MCID) or of an artifact.
 * Neighbours of one element share a mark. The graphics state is saved for pictures alone: each operator is written only
 * when what it sets differs from what is set. */
#include "runtime/pdf_content.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_IN_ONE_SHOW = 400 };

typedef struct Painter {
  Arena *arena;
  const DisplayList *list;
  const FontSet *set;
  PdfFonts *fonts;
  Marks *marks;
  PdfImages *images;
  uint32_t page, next_id;
  const Draw *end;   /* of the page's draws */
  bool is_continued; /* the next text begins inside a word that has been told */
  Text out;
  /* what is set */
  bool is_open, has_font, has_fill, has_stroke, has_line;
  const Tag *tag; /* of the open mark; NULL: an artifact */
  const FontFile *file;
  double size, tracking, line_width, dash_on, dash_off;
  bool round_caps;
  Colour fill, stroke;
} Painter;

/* ---- marks ---- */

static void add_mark(Painter *p, const Tag *tag) {
  Marks *marks = p->marks;
  LIST_PUSH(p->arena, &marks->all, ((Mark){.tag = tag, .page = p->page, .id = p->next_id++}));
  uint32_t place = marks->all.count;
  if (marks->last_of[tag->number])
    marks->all.items[marks->last_of[tag->number] - 1].next = place;
  else
    marks->first_of[tag->number] = place;
  marks->last_of[tag->number] = place;
}

static void close_mark(Painter *p) {
  if (p->is_open) text_add_c(&p->out, "EMC\n");
  p->is_open = false;
}

static void open_mark(Painter *p, const Tag *tag) {
  if (p->is_open && p->tag == tag) return;
  close_mark(p);
  p->is_open = true;
  p->tag = tag;
  if (!tag) {
    text_add_c(&p->out, "/Artifact BMC\n");
    return;
  }
  text_add_format(&p->out, "/%s <</MCID %u>> BDC\n", tag_name(tag->kind), p->next_id);
  add_mark(p, tag);
}

static const Tag *tag_of(const Painter *p, const Draw *draw) {
  return draw->tag && p->marks->in_tree[draw->tag->number] ? draw->tag : NULL;
}

/* ---- state ---- */

static void put_colour(Painter *p, Colour colour, const char *operator_name) {
  pdf_put_number(&p->out, colour.red / 255.0);
  pdf_put_number(&p->out, colour.green / 255.0);
  pdf_put_number(&p->out, colour.blue / 255.0);
  text_add_c(&p->out, operator_name);
}

static bool same_colour(Colour a, Colour b) { return a.red == b.red && a.green == b.green && a.blue == b.blue; }

static void set_fill(Painter *p, Colour colour) {
  if (p->has_fill && same_colour(p->fill, colour)) return;
  put_colour(p, colour, "rg\n");
  p->has_fill = true;
  p->fill = colour;
}

static void set_stroke(Painter *p, Colour colour) {
  if (p->has_stroke && same_colour(p->stroke, colour)) return;
  put_colour(p, colour, "RG\n");
  p->has_stroke = true;
  p->stroke = colour;
}

static void set_line(Painter *p, const Draw *draw) {
  double on = draw->dash_on > 0 ? draw->dash_on : 0, off = on > 0 ? draw->dash_off : 0;
  if (!p->has_line || fabs(p->line_width - draw->line_width) > 1e-9) {
    pdf_put_number(&p->out, draw->line_width);
    text_add_c(&p->out, "w\n");
  }
  if (!p->has_line || fabs(p->dash_on - on) > 1e-9 || fabs(p->dash_off - off) > 1e-9) {
    text_add_c(&p->out, "[");
    if (on > 0) pdf_put_number(&p->out, on);
    if (on > 0) pdf_put_number(&p->out, off);
    text_add_c(&p->out, "] 0 d\n");
  }
  if (!p->has_line || p->round_caps != draw->round_caps)
    text_add_c(&p->out, draw->round_caps ? "1 J 1 j\n" : "0 J 0 j\n");
  p->has_line = true;
  p->line_width = draw->line_width;
  p->dash_on = on;
  p->dash_off = off;
  p->round_caps = draw->round_caps;
}

static void set_font(Painter *p, const FontFile *file, double size) {
  if (p->has_font && p->file == file && fabs(p->size - size) < 1e-9) return;
  text_add_format(&p->out, "/F%u ", file->index);
  pdf_put_number(&p->out, size);
  text_add_c(&p->out, "Tf ");
  p->has_font = true;
  p->file = file;
  p->size = size;
}

static void set_tracking(Painter *p, double tracking) {
  if (fabs(p->tracking - tracking) < 1e-9) return;
  pdf_put_number(&p->out, tracking);
  text_add_c(&p->out, "Tc ");
  p->tracking = tracking;
}

/* ---- text ---- */

/* One line of text on its way out. Places are at 1 pt, tracking left out. */
typedef struct Line {
  Painter *p;
  const Draw *draw;
  double wanted;  /* where the next glyph should start, by the shaping */
  double reached; /* where the reader's pen stands, by the widths in the file */
  uint32_t shown; /* glyphs so far */
  bool is_text_open, is_array_open, is_string_open;
  uint32_t in_string;
} Line;

static void close_string(Line *line) {
  if (line->is_string_open) text_add_c(&line->p->out, ">");
  line->is_string_open = false;
  line->in_string = 0;
}

static void close_array(Line *line) {
  close_string(line);
  if (line->is_array_open) text_add_c(&line->p->out, "] TJ ");
  line->is_array_open = false;
}

/* Begins a text object where the line has got to, in a mark of its element. */
static void open_text(Line *line) {
  if (line->is_text_open) return;
  Painter *p = line->p;
  const Draw *draw = line->draw;
  open_mark(p, tag_of(p, draw));
  set_fill(p, draw->colour);
  text_add_c(&p->out, "BT ");
  set_tracking(p, draw->tracking * draw->size);
  text_add_c(&p->out, "1 0 0 1 ");
  pdf_put_number(&p->out, draw->x + draw->size * (line->wanted + draw->tracking * line->shown));
  pdf_put_number(&p->out, p->list->height - draw->y);
  text_add_c(&p->out, "Tm ");
  line->reached = line->wanted;
  line->is_text_open = true;
}

static void close_text(Line *line) {
  close_array(line);
  if (line->is_text_open) text_add_c(&line->p->out, "ET\n");
  line->is_text_open = false;
}

static void open_string(Line *line) {
  if (line->in_string >= TEXT_IN_ONE_SHOW) close_string(line);
  if (!line->is_array_open) text_add_c(&line->p->out, "[");
  if (!line->is_string_open) text_add_c(&line->p->out, "<");
  line->is_array_open = line->is_string_open = true;
  line->in_string++;
}

/* Moves the reader's pen to `place`, if it is not there to a thousandth. */
static void move_pen(Line *line, double place) {
  long thousandths = lround((line->reached - place) * 1000);
  if (!thousandths) return;
  if (!line->is_array_open) text_add_c(&line->p->out, "[");
  line->is_array_open = true;
  close_string(line);
  pdf_put_number(&line->p->out, (double)thousandths);
  line->reached -= (double)thousandths / 1000;
}

static void put_code(Line *line, const FontFile *file, uint32_t code) {
  static const char digits[] = "0123456789ABCDEF";
  char hex[4];
  for (int i = 0; i < 4; i++) hex[i] = digits[code >> (12 - 4 * i) & 15];
  open_string(line);
  text_add(&line->p->out, (Str){hex, 4});
  line->reached += pdf_fonts_width(line->p->fonts, file, code);
}

static void put_rise(Line *line, double rise) {
  close_array(line);
  pdf_put_number(&line->p->out, rise * line->draw->size);
  text_add_c(&line->p->out, "Ts ");
}

static void put_glyph(Line *line, const Glyph *glyph, Str text) {
  Painter *p = line->p;
  const FontFile *file = fonts_file_of(p->set, line->draw->shaped.face, glyph->face_index);
  open_text(line);
  if (file != p->file) close_array(line);
  set_font(p, file, line->draw->size);
  bool rises = glyph->offset_y > 0.0005f || glyph->offset_y < -0.0005f;
  if (rises) put_rise(line, (double)glyph->offset_y);
  move_pen(line, line->wanted + (double)glyph->offset_x);
  put_code(line, file, pdf_fonts_code(p->fonts, file, glyph->id, text));
  if (rises) put_rise(line, 0);
  line->wanted += (double)glyph->advance;
  line->shown++;
}

static bool is_soft_hyphen_at(Str text, size_t at) {
  return at + 1 < text.length && (unsigned char)text.data[at] == 0xc2 && (unsigned char)text.data[at + 1] == 0xad;
}

/* How many bytes stand at `at` that no text may hold: characters of private use and those that are none. They are told
 * as U+FFFD; a byte order mark, which is nothing, sets `*is_nothing`. */
static size_t unfit_at(Str text, size_t at, bool *is_nothing) {
  unsigned char b[4] = {0};
  for (size_t i = 0; i < 4 && at + i < text.length; i++) b[i] = (unsigned char)text.data[at + i];
  *is_nothing = b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf;
  bool is_private = b[0] == 0xee || (b[0] == 0xef && b[1] >= 0x80 && b[1] <= 0xa3);
  bool is_none = b[0] == 0xef && b[1] == 0xbf && b[2] >= 0xbe;
  if (*is_nothing || is_private || is_none) return 3;
  return (b[0] == 0xf3 && b[1] >= 0xb0) || b[0] == 0xf4 ? 4 : 0;
}

static bool is_plain(Str text) {
  bool is_nothing;
  for (size_t i = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.data[i];
    if (byte < 0x20 || byte == 0x7f || is_soft_hyphen_at(text, i) || unfit_at(text, i, &is_nothing)) return false;
  }
  return true;
}

/* What a cluster says: control characters as a space; soft hyphens only where one is drawn. */
static Str spoken(Arena *arena, Str text) {
  if (is_plain(text) || (text.length == 2 && is_soft_hyphen_at(text, 0))) return text;
  Text out = text_new(arena);
  for (size_t i = 0, size; i < text.length; i += size) {
    bool is_nothing;
    unsigned char byte = (unsigned char)text.data[i];
    size_t unfit = unfit_at(text, i, &is_nothing);
    size = unfit ? unfit : is_soft_hyphen_at(text, i) ? 2 : 1;
    if (unfit && !is_nothing) text_add_c(&out, "\xef\xbf\xbd");
    if (size == 1) text_add_char(&out, byte < 0x20 || byte == 0x7f ? ' ' : text.data[i]);
  }
  return text_str(&out);
}

/* Begins a mark of its own that says `text` instead of its glyphs. It must not stand inside another mark: poppler would
 * end the outer one with it. An artifact says nothing. */
static void open_actual_text(Line *line, Str text) {
  Painter *p = line->p;
  const Tag *tag = tag_of(p, line->draw);
  if (!tag) return;
  close_text(line);
  close_mark(p);
  text_add_format(&p->out, "/Span <</MCID %u /ActualText ", p->next_id);
  pdf_put_text(&p->out, text);
  text_add_c(&p->out, ">> BDC\n");
  add_mark(p, tag);
  p->is_open = true;
  p->tag = tag;
}

static void close_actual_text(Line *line) {
  if (!tag_of(line->p, line->draw)) return;
  close_text(line);
  close_mark(line->p);
}

/* Glyphs that say what they look like. */
static void put_own_glyphs(Line *line, uint32_t from, uint32_t to) {
  const ShapedText *shaped = &line->draw->shaped;
  for (uint32_t i = from; i < to; i++) {
    const FontFile *file = fonts_file_of(line->p->set, shaped->face, shaped->glyphs[i].face_index);
    put_glyph(line, &shaped->glyphs[i], pdf_fonts_own_text(line->p->fonts, file, shaped->glyphs[i].id));
  }
}

/* The glyphs [from, to). Where several stand for one stretch of text, each says what it looks like and, unless the
 * whole is inside such a span already, the stretch what it is. */
static void put_clusters(Line *line, uint32_t from, uint32_t to, bool is_told) {
  const ShapedText *shaped = &line->draw->shaped;
  for (uint32_t i = from, next; i < to; i = next) {
    uint32_t start = shaped->glyphs[i].cluster;
    for (next = i + 1; next < to && shaped->glyphs[next].cluster == start;) next++;
    size_t end = next < shaped->glyph_count ? shaped->glyphs[next].cluster : shaped->text.length;
    Str text = spoken(line->p->arena, str_slice(shaped->text, start, end));
    bool is_compound = next - i > 1 || str_is_empty(text) || text.length > PDF_CODE_TEXT_MAX ||
                       (is_told && is_soft_hyphen_at(text, 0));
    if (!is_compound) {
      put_glyph(line, &shaped->glyphs[i], text);
      continue;
    }
    if (!is_told) open_actual_text(line, text);
    put_own_glyphs(line, i, next);
    if (!is_told) close_actual_text(line);
  }
}

/* ---- words that go on in the next line ---- */

static const Draw *next_text(const Painter *p, const Draw *draw) {
  const Draw *next = draw + 1;
  while (next < p->end && (next->kind != DRAW_TEXT || !tag_of(p, next) || !next->shaped.glyph_count)) next++;
  return next < p->end ? next : NULL;
}

static bool is_other_line(const Draw *a, const Draw *b) { return fabs(a->y - b->y) > 0.3 * a->size; }

static bool ends_in_soft_hyphen(const Draw *draw) { return str_ends_with(draw->shaped.text, STR("\xc2\xad")); }

/* Lines of one paragraph are slices of one text: nothing was left out between these two. */
static bool is_contiguous(const Draw *a, const Draw *b) {
  return a->shaped.text.data + a->shaped.text.length == b->shaped.text.data;
}

/* The text in the next line that ends the word which this line ends in; NULL when it ends here. */
static const Draw *continuation(const Painter *p, const Draw *draw) {
  const Draw *next = next_text(p, draw);
  Str text = draw->shaped.text;
  if (!next || !tag_of(p, draw) || tag_of(p, next) != tag_of(p, draw) || !is_other_line(draw, next)) return NULL;
  if (text.data[text.length - 1] == ' ' || next->shaped.text.data[0] == ' ') return NULL;
  return ends_in_soft_hyphen(draw) || is_contiguous(draw, next) ? next : NULL;
}

/* Where the last word begins. */
static size_t last_word(Str text) {
  size_t at = text.length;
  while (at > 0 && text.data[at - 1] != ' ') at--;
  return at;
}

static size_t end_of_first_word(Str text) { return str_find(text, STR(" ")); }

/* The whole word that begins in this line and ends in a later one. */
static Str whole_word(const Painter *p, const Draw *draw) {
  Text word = text_new(p->arena);
  Str part = str_slice(draw->shaped.text, last_word(draw->shaped.text), draw->shaped.text.length);
  for (const Draw *next = continuation(p, draw); next; next = continuation(p, draw)) {
    text_add(&word, ends_in_soft_hyphen(draw) ? str_slice(part, 0, part.length - 2) : part);
    draw = next;
    size_t end = end_of_first_word(draw->shaped.text);
    part = str_slice(draw->shaped.text, 0, end);
    if (end < draw->shaped.text.length) break;
  }
  text_add(&word, ends_in_soft_hyphen(draw) && part.length == draw->shaped.text.length
                      ? str_slice(part, 0, part.length - 2)
                      : part);
  return text_str(&word);
}

static uint32_t glyph_at(const ShapedText *shaped, size_t byte) {
  uint32_t at = 0;
  while (at < shaped->glyph_count && shaped->glyphs[at].cluster < byte) at++;
  return at;
}

/* Whether words would run together when this text and the next one are read without looking at places. */
static bool needs_space(const Painter *p, const Draw *draw) {
  const Draw *next = next_text(p, draw);
  Str text = draw->shaped.text;
  if (!next || !tag_of(p, draw) || text.data[text.length - 1] == ' ') return false;
  if (ends_in_soft_hyphen(draw) || is_contiguous(draw, next)) return false;
  double reached = draw->x + shaped_width(&draw->shaped, draw->size, draw->tracking);
  return is_other_line(draw, next) || fabs(next->x - reached) > 0.12 * draw->size;
}

/* A line that ends in a hyphen which is followed by a space ("Noord- en Zuid"): poppler would drop it and join the
 * words. */
static bool is_suspended(const Painter *p, const Draw *draw) {
  const Draw *next = next_text(p, draw);
  return str_ends_with(draw->shaped.text, STR("-")) && next && is_other_line(draw, next) && needs_space(p, draw);
}

/* What the last word is told as, when it is told at all. */
static bool tells_last_word(const Painter *p, const Draw *draw, Str *told) {
  if (continuation(p, draw)) {
    *told = whole_word(p, draw);
    return true;
  }
  if (!is_suspended(p, draw)) return false;
  Str text = draw->shaped.text, word = str_slice(text, last_word(text), text.length - 1);
  *told = str_format(p->arena, "%.*s\xe2\x80\x90", STR_ARGS(word));
  return true;
}

/* Glyphs of one cluster: they stand together. */
typedef struct Group {
  uint32_t from, to, cluster;
  double place; /* where the first stands, tracking left out */
} Group;

static int compare_groups(const void *a, const void *b) {
  uint32_t first = ((const Group *)a)->cluster, second = ((const Group *)b)->cluster;
  return (first > second) - (first < second);
}

static Group *group_glyphs(Arena *arena, const ShapedText *shaped, uint32_t *count) {
  Group *groups = ARENA_ARRAY(arena, Group, shaped->glyph_count + 1);
  double place = 0;
  *count = 0;
  for (uint32_t i = 0; i < shaped->glyph_count; place += (double)shaped->glyphs[i++].advance) {
    bool goes_on = *count && groups[*count - 1].cluster == shaped->glyphs[i].cluster;
    if (!goes_on) groups[(*count)++] = (Group){.from = i, .cluster = shaped->glyphs[i].cluster, .place = place};
    groups[*count - 1].to = i + 1;
  }
  qsort(groups, *count, sizeof *groups, compare_groups);
  return groups;
}

static void put_group(Line *line, const Group *group, Str text) {
  bool is_one = group->to - group->from == 1 && !str_is_empty(text) && text.length <= PDF_CODE_TEXT_MAX;
  line->wanted = group->place + line->draw->tracking * ((double)group->from - (double)line->shown);
  if (is_one) {
    put_glyph(line, &line->draw->shaped.glyphs[group->from], text);
    return;
  }
  open_actual_text(line, text);
  put_own_glyphs(line, group->from, group->to);
  close_actual_text(line);
}

/* A line in which some text runs to the left: its glyphs are written in the order of reading, the pen goes to and fro. */
static void put_in_reading_order(Line *line) {
  const ShapedText *shaped = &line->draw->shaped;
  uint32_t count;
  const Group *groups = group_glyphs(line->p->arena, shaped, &count);
  for (uint32_t i = 0; i < count; i++) {
    size_t end = i + 1 < count ? groups[i + 1].cluster : shaped->text.length;
    put_group(line, &groups[i], spoken(line->p->arena, str_slice(shaped->text, groups[i].cluster, end)));
  }
  line->wanted = (double)shaped->width;
}

/* A word over two lines is told whole where it begins, and its rest as nothing: so it is found and read as one word. */
static void put_words(Line *line) {
  Painter *p = line->p;
  const Draw *draw = line->draw;
  const ShapedText *shaped = &draw->shaped;
  Str told = STR("");
  if (shaped->is_reordered) {
    put_in_reading_order(line);
    p->is_continued = false;
    return;
  }
  uint32_t head = p->is_continued ? glyph_at(shaped, end_of_first_word(shaped->text)) : 0;
  bool tells = tells_last_word(p, draw, &told) && head < shaped->glyph_count;
  uint32_t tail = tells ? glyph_at(shaped, last_word(shaped->text)) : shaped->glyph_count;
  if (head) {
    open_actual_text(line, STR(""));
    put_clusters(line, 0, head, true);
    close_actual_text(line);
  }
  put_clusters(line, head, tail, false);
  if (tail < shaped->glyph_count) {
    open_actual_text(line, spoken(p->arena, told));
    put_clusters(line, tail, shaped->glyph_count, true);
    close_actual_text(line);
  }
  p->is_continued = continuation(p, draw) != NULL;
}

static void put_space(Line *line) {
  const FontFile *file = fonts_file_of(line->p->set, line->draw->shaped.face, 0);
  open_text(line);
  if (file != line->p->file) close_array(line);
  set_font(line->p, file, line->draw->size);
  move_pen(line, line->wanted);
  put_code(line, file, pdf_fonts_code(line->p->fonts, file, file->space_glyph, STR(" ")));
}

static void paint_text(Painter *p, const Draw *draw) {
  if (!draw->shaped.glyph_count) return;
  Line line = {.p = p, .draw = draw};
  put_words(&line);
  if (needs_space(p, draw)) put_space(&line);
  close_text(&line);
}

/* ---- paths ---- */

static void put_step(Painter *p, const PathStep *step) {
  static const struct {
    int points;
    const char *name;
  } verbs[] = {
      [PATH_MOVE] = {1, "m\n"}, [PATH_LINE] = {1, "l\n"}, [PATH_CURVE] = {3, "c\n"}, [PATH_CLOSE] = {0, "h\n"}};
  for (int i = 0; i < verbs[step->verb].points; i++) {
    pdf_put_number(&p->out, step->x[i]);
    pdf_put_number(&p->out, p->list->height - step->y[i]);
  }
  text_add_c(&p->out, verbs[step->verb].name);
}

static void paint_path(Painter *p, const Draw *draw) {
  if (!draw->steps.count || (!draw->fill && !draw->stroke)) return;
  open_mark(p, tag_of(p, draw));
  if (draw->fill) set_fill(p, draw->fill_colour);
  if (draw->stroke) set_stroke(p, draw->colour);
  if (draw->stroke) set_line(p, draw);
  LIST_EACH(PathStep, step, draw->steps) put_step(p, step);
  const char *star = draw->fill && draw->even_odd ? "*" : "";
  text_add_format(&p->out, "%s%s\n", draw->fill && draw->stroke ? "B" : draw->fill ? "f" : "S", star);
}

/* ---- pictures ---- */

static uint32_t image_number(Painter *p, const Pixels *pixels) {
  for (uint32_t i = 0; i < p->images->count; i++)
    if (p->images->items[i] == pixels) return i;
  LIST_PUSH(p->arena, p->images, pixels);
  return p->images->count - 1;
}

/* The one place that saves the graphics state: a picture is placed by changing the matrix. */
static void paint_image(Painter *p, const Draw *draw) {
  double height = draw->size * draw->pixels->height / draw->pixels->width;
  open_mark(p, tag_of(p, draw));
  text_add_c(&p->out, "q ");
  pdf_put_number(&p->out, draw->size);
  text_add_c(&p->out, "0 0 ");
  pdf_put_number(&p->out, height);
  pdf_put_number(&p->out, draw->x);
  pdf_put_number(&p->out, p->list->height - draw->y - height);
  text_add_format(&p->out, "cm /I%u Do Q\n", image_number(p, draw->pixels));
}

Str pdf_content(Arena *arena, const DisplayList *list, uint32_t page, const FontSet *set, PdfFonts *fonts,
                Marks *marks, PdfImages *images) {
  Painter p = {.arena = arena, .list = list, .set = set, .fonts = fonts, .marks = marks, .images = images, .page = page,
               .out = text_new(arena)};
  const Page *shown = &list->pages.items[page];
  marks->page_first[page] = marks->all.count;
  p.end = shown->draws.items + shown->draws.count;
  LIST_EACH(const Draw, draw, shown->draws) {
    if (draw->kind == DRAW_TEXT)
      paint_text(&p, draw);
    else if (draw->kind == DRAW_IMAGE)
      paint_image(&p, draw);
    else
      paint_path(&p, draw);
  }
  close_mark(&p);
  marks->page_first[page + 1] = marks->all.count;
  if (!p.out.length) text_add_c(&p.out, "\n");
  return text_str(&p.out);
}
