/* Fragments as SVG. Numbers are written by whole hundredths, so that no locale shows. */
#include "runtime/html_svg.h"

#include <math.h>

#include "runtime/html_text.h"

Composer svg_composer(Arena *arena, const Document *document, const Style *style, FontSet *fonts) {
  Composer composer = {.arena = arena, .style = style, .document = document};
  composer.setter = (Typesetter){.arena = arena, .fonts = fonts, .style = style, .language = document->language};
  composer.anchor_pages = ARENA_NEW(arena, Map);
  composer.list = ARENA_NEW(arena, DisplayList);
  composer.list->arena = arena;
  composer.list->document = document;
  composer.list->width = style->paper == PAPER_LETTER ? 612 : 210 * MM;
  composer.list->height = style->paper == PAPER_LETTER ? 792 : 297 * MM;
  composer.list->root = tag_add(composer.list, NULL, TAG_DOCUMENT);
  return composer;
}

void svg_add_number(Text *out, double value) {
  if (!isfinite(value) || fabs(value) > 1e9) value = 0;
  long long hundredths = llround(value * 100);
  unsigned long long size = hundredths < 0 ? (unsigned long long)-hundredths : (unsigned long long)hundredths;
  text_add_format(out, "%s%llu", hundredths < 0 ? "-" : "", size / 100);
  if (size % 100 == 0) return;
  text_add_format(out, size % 10 ? ".%02llu" : ".%llu", size % 10 ? size % 100 : size % 100 / 10);
}

static void add_value(Text *out, const char *name, double value) {
  text_add_format(out, " %s=\"", name);
  svg_add_number(out, value);
  text_add_char(out, '"');
}

static void add_colour(Text *out, const char *name, Colour colour) {
  text_add_format(out, " %s=\"#%02x%02x%02x\"", name, colour.red, colour.green, colour.blue);
}

void svg_add_view(Text *out, SvgBox box) {
  double numbers[] = {box.left, box.top, box.right - box.left, box.bottom - box.top};
  text_add_c(out, " viewBox=\"");
  for (int i = 0; i < 4; i++) {
    if (i) text_add_char(out, ' ');
    svg_add_number(out, numbers[i]);
  }
  text_add_char(out, '"');
}

/* ---- paths ---- */

static void add_steps(Text *out, const Draw *draw) {
  static const char letters[] = {[PATH_MOVE] = 'M', [PATH_LINE] = 'L', [PATH_CURVE] = 'C', [PATH_CLOSE] = 'Z'};
  static const int points[] = {[PATH_MOVE] = 1, [PATH_LINE] = 1, [PATH_CURVE] = 3, [PATH_CLOSE] = 0};
  LIST_EACH(const PathStep, step, draw->steps) {
    text_add_char(out, letters[step->verb]);
    for (int i = 0; i < points[step->verb]; i++) {
      if (i) text_add_char(out, ' ');
      svg_add_number(out, step->x[i]);
      text_add_char(out, ' ');
      svg_add_number(out, step->y[i]);
    }
  }
}

static void add_path(Text *out, const Draw *draw) {
  text_add_c(out, "<path d=\"");
  add_steps(out, draw);
  text_add_char(out, '"');
  if (draw->fill)
    add_colour(out, "fill", draw->fill_colour);
  else
    text_add_c(out, " fill=\"none\"");
  if (draw->fill && draw->even_odd) text_add_c(out, " fill-rule=\"evenodd\"");
  if (draw->stroke) {
    add_colour(out, "stroke", draw->colour);
    add_value(out, "stroke-width", draw->line_width);
    if (draw->round_caps) text_add_c(out, " stroke-linecap=\"round\"");
    if (draw->dash_on > 0) {
      add_value(out, "stroke-dasharray", draw->dash_on);
      out->length--;
      text_add_char(out, ' ');
      svg_add_number(out, draw->dash_off);
      text_add_char(out, '"');
    }
  }
  text_add_c(out, "/>");
}

/* ---- text ---- */

static const char *face_attributes(FontFace face) {
  static const char *const attributes[FACE_COUNT] = {
      [FACE_REGULAR] = "", [FACE_BOLD] = " font-weight=\"700\"", [FACE_SEMIBOLD] = " font-weight=\"600\"",
      [FACE_LIGHT] = " font-weight=\"300\"", [FACE_ITALIC] = " font-style=\"italic\"",
      [FACE_BOLD_ITALIC] = " font-weight=\"700\" font-style=\"italic\""};
  return attributes[face];
}

static const Str soft_hyphen = {"\xC2\xAD", 2};

/* The width of the glyphs that stand for the bytes [from, to). */
static double width_between(const Draw *draw, size_t from, size_t to) {
  double width = 0;
  for (uint32_t i = 0; i < draw->shaped.glyph_count; i++) {
    const Glyph *glyph = &draw->shaped.glyphs[i];
    if (glyph->cluster >= from && glyph->cluster < to) width += ((double)glyph->advance + draw->tracking) * draw->size;
  }
  return width;
}

/* A hyphen where the layout broke a word; soft hyphens elsewhere are not drawn. */
static void add_letters(Text *out, Str text) {
  size_t from = 0;
  for (;;) {
    Str rest = str_slice(text, from, text.length);
    size_t at = str_find(rest, soft_hyphen);
    html_add_plain(out, str_slice(rest, 0, at));
    if (at == rest.length) return;
    from += at + soft_hyphen.length;
    if (from == text.length) text_add_char(out, '-');
  }
}

static void add_word(Text *out, const Draw *draw) {
  Str text = draw->shaped.text;
  size_t from = 0, to = text.length;
  while (from < to && text.data[from] == ' ') from++;
  while (to > from && text.data[to - 1] == ' ') to--;
  if (from == to) return;
  double width = width_between(draw, from, to);
  text_add_c(out, "<text");
  add_value(out, "x", draw->x + width_between(draw, 0, from));
  add_value(out, "y", draw->y);
  add_value(out, "font-size", draw->size);
  text_add_c(out, face_attributes(draw->shaped.face));
  /* a character that the font lacks is measured as its code, which the browser does not show */
  if (to - from > 1 && !draw->shaped.missing && width > 0) {
    add_value(out, "textLength", width);
    text_add_c(out, " lengthAdjust=\"spacingAndGlyphs\"");
  }
  add_colour(out, "fill", draw->colour);
  text_add_char(out, '>');
  add_letters(out, str_slice(text, from, to));
  text_add_c(out, "</text>");
}

void svg_add_drawing(Text *out, const Fragment *drawing) {
  LIST_EACH(const Draw, draw, drawing->page.draws) {
    if (draw->kind == DRAW_PATH) add_path(out, draw);
    if (draw->kind == DRAW_TEXT) add_word(out, draw);
  }
}

static void widen(SvgBox *box, double x, double y, double around) {
  box->left = fmin(box->left, x - around);
  box->right = fmax(box->right, x + around);
  box->top = fmin(box->top, y - around);
  box->bottom = fmax(box->bottom, y + around);
}

SvgBox svg_bounds(const Fragment *drawing) {
  static const int points[] = {[PATH_MOVE] = 1, [PATH_LINE] = 1, [PATH_CURVE] = 3, [PATH_CLOSE] = 0};
  SvgBox box = {0, 0, drawing->width, drawing->height};
  LIST_EACH(const Draw, draw, drawing->page.draws) {
    if (draw->kind == DRAW_TEXT) {
      widen(&box, draw->x, draw->y - 0.8 * draw->size, 0);
      widen(&box, draw->x + shaped_width(&draw->shaped, draw->size, draw->tracking), draw->y + 0.25 * draw->size, 0);
    }
    double around = draw->stroke ? draw->line_width / 2 : 0;
    LIST_EACH(const PathStep, step, draw->steps)
      for (int i = 0; i < points[step->verb]; i++) widen(&box, step->x[i], step->y[i], around);
  }
  return box;
}

/* ---- the logo ---- */

static void add_base64(Text *out, Str bytes) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t at = 0; at < bytes.length; at += 3) {
    uint32_t group = 0, count = bytes.length - at < 3 ? (uint32_t)(bytes.length - at) : 3;
    for (uint32_t i = 0; i < 3; i++) group = group << 8 | (i < count ? (unsigned char)bytes.data[at + i] : 0);
    for (uint32_t i = 0; i < 4; i++) text_add_char(out, i <= count ? digits[group >> (18 - 6 * i) & 63] : '=');
  }
}

void svg_add_logo(Text *out, Composer *composer, const Logo *logo, double width) {
  double height = width * logo->height / logo->width;
  if (logo->pixels) {
    text_add_format(out, "<img class=\"logo\" src=\"data:%.*s;base64,", STR_ARGS(logo->media_type));
    add_base64(out, logo->source);
    text_add_char(out, '"');
    html_add_attribute(out, "alt", logo->alternative);
    add_value(out, "width", round(width * 96 / 72));
    add_value(out, "height", round(height * 96 / 72));
    text_add_c(out, ">\n");
    return;
  }
  Fragment drawing = {0};
  draw_logo(composer, &drawing, NULL, logo, 0, 0, width);
  text_add_c(out, "<svg class=\"logo\" role=\"img\"");
  html_add_attribute(out, "aria-label", logo->alternative);
  svg_add_view(out, (SvgBox){0, 0, width, height});
  add_value(out, "width", width * 96 / 72);
  add_value(out, "height", height * 96 / 72);
  text_add_char(out, '>');
  svg_add_drawing(out, &drawing);
  text_add_c(out, "</svg>\n");
}

/* ---- signs and marks ---- */

void svg_add_sign_symbol(Text *out, Composer *composer, DocumentState state) {
  Fragment drawing = {0};
  draw_sign(composer, &drawing, NULL, state, 0, SIGN_SIZE - 0.45 * MM);
  text_add_format(out, "<symbol id=\"sign-%d\"", (int)state);
  svg_add_view(out, (SvgBox){0, 0, SIGN_SIZE, SIGN_SIZE});
  text_add_char(out, '>');
  svg_add_drawing(out, &drawing);
  text_add_c(out, "</symbol>");
}

/* Above and below the baseline, for text of 10 pt. */
#define MARK_ABOVE (3.6 * MM)
#define MARK_BELOW (1.1 * MM)

static double mark_width(const Run *run) {
  switch (run->mark) {
    case MARK_WEIGHT: return (run->mark_of * 1.9 + 1.0) * MM;
    case MARK_STRIP:
    case MARK_STRIP_HEAD: return (run->mark_of ? run->mark_of : 4) * 4.2 * MM;
    case MARK_PLUS:
    case MARK_MINUS: return 2.2 * MM;
    default: return 4.6 * MM;
  }
}

void svg_add_mark(Text *out, Composer *composer, const Run *run) {
  Fragment drawing = {0};
  TextStyle style = label_style(composer, FACE_REGULAR, composer->style->grey);
  double width = mark_width(run);
  draw_mark(composer, &drawing, NULL, run, &style, 0, 0, width);
  text_add_c(out, run->mark == MARK_STRIP ? "<svg class=\"mark strip\"" : "<svg class=\"mark\"");
  svg_add_view(out, (SvgBox){0, -MARK_ABOVE, width, MARK_BELOW});
  text_add_c(out, " style=\"width:");
  svg_add_number(out, width / 10);
  text_add_c(out, "em\"");
  if (run->text.length) {
    text_add_c(out, " role=\"img\"");
    html_add_attribute(out, "aria-label", run->text);
  } else {
    text_add_c(out, " aria-hidden=\"true\"");
  }
  text_add_char(out, '>');
  svg_add_drawing(out, &drawing);
  text_add_c(out, "</svg>");
  if (run->mark != MARK_STRIP || !run->text.length) return;
  /* away from the letters over its column a strip says nothing: on a phone its words stand there */
  text_add_c(out, "<span class=\"instead\">");
  html_add_text(out, run->text);
  text_add_c(out, "</span>");
}
