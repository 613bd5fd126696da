/* The display list: small builders, and the list as text. The dump prints numbers by whole hundredths, so that no
 * locale and no rounding mode of printf shows. */
#include "runtime/display.h"

#include <math.h>

Tag *tag_add(DisplayList *list, Tag *parent, TagKind kind) {
  Tag *tag = ARENA_NEW(list->arena, Tag);
  tag->kind = kind;
  tag->parent = parent;
  tag->number = list->tag_count++;
  if (parent) LIST_PUSH(list->arena, &parent->children, tag);
  return tag;
}

Draw *draw_text(DisplayList *list, Page *page, Tag *tag, ShapedText shaped, double x, double y, double size,
                Colour colour) {
  Draw *draw = LIST_ADD(list->arena, &page->draws);
  *draw = (Draw){.kind = DRAW_TEXT, .tag = tag, .colour = colour, .shaped = shaped, .x = x, .y = y, .size = size};
  return draw;
}

Draw *draw_path(DisplayList *list, Page *page, Tag *tag) {
  Draw *draw = LIST_ADD(list->arena, &page->draws);
  *draw = (Draw){.kind = DRAW_PATH, .tag = tag, .stroke = true, .line_width = 0.5};
  return draw;
}

Draw *draw_image(DisplayList *list, Page *page, Tag *tag, const Pixels *pixels, double x, double y, double width) {
  Draw *draw = LIST_ADD(list->arena, &page->draws);
  *draw = (Draw){.kind = DRAW_IMAGE, .tag = tag, .pixels = pixels, .x = x, .y = y, .size = width};
  return draw;
}

static PathStep *add_step(DisplayList *list, Draw *path, PathVerb verb) {
  PathStep *step = LIST_ADD(list->arena, &path->steps);
  step->verb = verb;
  return step;
}

static void add_point(DisplayList *list, Draw *path, PathVerb verb, double x, double y) {
  PathStep *step = add_step(list, path, verb);
  step->x[0] = x;
  step->y[0] = y;
}

void path_move(DisplayList *list, Draw *path, double x, double y) { add_point(list, path, PATH_MOVE, x, y); }

void path_line(DisplayList *list, Draw *path, double x, double y) { add_point(list, path, PATH_LINE, x, y); }

void path_curve(DisplayList *list, Draw *path, double x1, double y1, double x2, double y2, double x, double y) {
  PathStep *step = add_step(list, path, PATH_CURVE);
  *step = (PathStep){.verb = PATH_CURVE, .x = {x1, x2, x}, .y = {y1, y2, y}};
}

void path_close(DisplayList *list, Draw *path) { add_step(list, path, PATH_CLOSE); }

void path_circle(DisplayList *list, Draw *path, double x, double y, double radius) {
  const double k = radius * 0.5522847498; /* four cubic curves, off by less than 0.03 % of the radius */
  path_move(list, path, x + radius, y);
  path_curve(list, path, x + radius, y + k, x + k, y + radius, x, y + radius);
  path_curve(list, path, x - k, y + radius, x - radius, y + k, x - radius, y);
  path_curve(list, path, x - radius, y - k, x - k, y - radius, x, y - radius);
  path_curve(list, path, x + k, y - radius, x + radius, y - k, x + radius, y);
  path_close(list, path);
}

void path_rectangle(DisplayList *list, Draw *path, double x, double y, double width, double height) {
  path_move(list, path, x, y);
  path_line(list, path, x + width, y);
  path_line(list, path, x + width, y + height);
  path_line(list, path, x, y + height);
  path_close(list, path);
}

/* ---- the list as text ---- */

static const char *const tag_names[TAG_KIND_COUNT] = {
    "Document", "Part",  "Sect",  "H1", "H2", "H3", "P",      "L",       "LI",   "Lbl",  "LBody",
    "Table",    "THead", "TBody", "TR", "TH", "TD", "Figure", "Caption", "Span", "Link", "Note"};

const char *tag_name(TagKind kind) { return tag_names[kind]; }

static const char *const face_names[FACE_COUNT] = {"regular", "bold", "semibold", "light", "italic", "bold-italic"};

/* A number to a hundredth, without trailing zeros and without minus zero. */
static void dump_number(Text *text, double value) {
  if (!isfinite(value) || fabs(value) > 1e12) {
    text_add_c(text, " ?");
    return;
  }
  long long hundredths = llround(value * 100);
  unsigned long long size = hundredths < 0 ? (unsigned long long)-hundredths : (unsigned long long)hundredths;
  text_add_format(text, " %s%llu", hundredths < 0 ? "-" : "", size / 100);
  if (size % 100) text_add_format(text, size % 10 ? ".%02llu" : ".%.1llu", size % 10 ? size % 100 : size % 100 / 10);
}

static void dump_colour(Text *text, Colour colour) {
  text_add_format(text, " #%02x%02x%02x", colour.red, colour.green, colour.blue);
}

/* In double quotes; quotes, backslashes and control characters as \xNN. */
static void dump_quoted(Text *text, Str value) {
  text_add_c(text, " \"");
  for (size_t i = 0; i < value.length; i++) {
    unsigned char byte = (unsigned char)value.data[i];
    if (byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7f)
      text_add_format(text, "\\x%02x", byte);
    else
      text_add_char(text, (char)byte);
  }
  text_add_c(text, "\"");
}

static void dump_tag_name(Text *text, const Tag *tag) {
  if (tag)
    text_add_format(text, " %s:%u", tag_names[tag->kind], tag->number);
  else
    text_add_c(text, " artifact");
}

static void dump_text(Text *text, const Draw *draw) {
  text_add_c(text, "text");
  dump_tag_name(text, draw->tag);
  dump_number(text, draw->x);
  dump_number(text, draw->y);
  text_add_format(text, " %s", face_names[draw->shaped.face]);
  dump_number(text, draw->size);
  if (draw->tracking != 0) {
    text_add_c(text, " tracking");
    dump_number(text, draw->tracking);
  }
  text_add_c(text, " width");
  dump_number(text, shaped_width(&draw->shaped, draw->size, draw->tracking));
  dump_colour(text, draw->colour);
  text_add_format(text, " %s", draw->shaped.language == LANGUAGE_NL ? "nl" : "en");
  dump_quoted(text, draw->shaped.text);
}

static void dump_step(Text *text, const PathStep *step) {
  static const char *const verbs[] = {" m", " l", " c", " z"};
  static const int points[] = {1, 1, 3, 0};
  text_add_c(text, verbs[step->verb]);
  for (int i = 0; i < points[step->verb]; i++) {
    dump_number(text, step->x[i]);
    dump_number(text, step->y[i]);
  }
}

static void dump_path(Text *text, const Draw *draw) {
  text_add_c(text, "path");
  dump_tag_name(text, draw->tag);
  if (draw->fill) {
    text_add_c(text, draw->even_odd ? " fill-even-odd" : " fill");
    dump_colour(text, draw->fill_colour);
  }
  if (draw->stroke) {
    text_add_c(text, " stroke");
    dump_colour(text, draw->colour);
    dump_number(text, draw->line_width);
  }
  if (draw->stroke && draw->dash_on > 0) {
    text_add_c(text, " dash");
    dump_number(text, draw->dash_on);
    dump_number(text, draw->dash_off);
  }
  if (draw->stroke && draw->round_caps) text_add_c(text, " round");
  text_add_c(text, " :");
  LIST_EACH(PathStep, step, draw->steps) dump_step(text, step);
}

static void dump_image(Text *text, const Draw *draw) {
  text_add_c(text, "image");
  dump_tag_name(text, draw->tag);
  dump_number(text, draw->x);
  dump_number(text, draw->y);
  dump_number(text, draw->size);
  text_add_format(text, " %u×%u", draw->pixels->width, draw->pixels->height);
}

static void dump_link(Text *text, const LinkArea *link) {
  text_add_c(text, "link");
  dump_tag_name(text, link->tag);
  dump_number(text, link->x);
  dump_number(text, link->y);
  dump_number(text, link->width);
  dump_number(text, link->height);
  dump_quoted(text, link->target);
  dump_quoted(text, link->description);
  text_add_char(text, '\n');
}

static void dump_page(Text *text, const DisplayList *list, uint32_t index) {
  const Page *page = &list->pages.items[index];
  text_add_format(text, "page %u", index + 1);
  dump_number(text, list->width);
  dump_number(text, list->height);
  text_add_char(text, '\n');
  LIST_EACH(Draw, draw, page->draws) {
    if (draw->kind == DRAW_TEXT)
      dump_text(text, draw);
    else if (draw->kind == DRAW_IMAGE)
      dump_image(text, draw);
    else
      dump_path(text, draw);
    text_add_char(text, '\n');
  }
  LIST_EACH(LinkArea, link, page->links) dump_link(text, link);
}

static void dump_tag_line(Text *text, const Tag *tag, int depth) {
  text_add_format(text, "%*s%s:%u", 2 * depth, "", tag_names[tag->kind], tag->number);
  if (tag->has_language) text_add_format(text, " lang %s", tag->language == LANGUAGE_NL ? "nl" : "en");
  if (tag->scope_row) text_add_c(text, " row");
  if (tag->scope_column) text_add_c(text, " column");
  if (tag->column_span > 1) text_add_format(text, " span %u", tag->column_span);
  if (tag->alternative.length) {
    text_add_c(text, " alt");
    dump_quoted(text, tag->alternative);
  }
  if (tag->actual_text.length) {
    text_add_c(text, " actual");
    dump_quoted(text, tag->actual_text);
  }
  text_add_char(text, '\n');
}

static void dump_tree(Text *text, const Tag *tag, int depth) {
  dump_tag_line(text, tag, depth);
  LIST_EACH(Tag *, child, tag->children) dump_tree(text, *child, depth + 1);
}

static void dump_places(Text *text, const DisplayList *list) {
  LIST_EACH(Anchor, anchor, list->anchors) {
    text_add_format(text, "anchor %u", anchor->page + 1);
    dump_number(text, anchor->y);
    dump_quoted(text, anchor->name);
    text_add_char(text, '\n');
  }
  LIST_EACH(Bookmark, bookmark, list->bookmarks) {
    text_add_format(text, "bookmark %d %u", bookmark->level, bookmark->page + 1);
    dump_number(text, bookmark->y);
    dump_quoted(text, bookmark->title);
    text_add_char(text, '\n');
  }
  LIST_EACH(FigureBox, box, list->figure_boxes) {
    text_add_c(text, "figure");
    dump_tag_name(text, box->tag);
    text_add_format(text, " %u", box->page + 1);
    dump_number(text, box->x);
    dump_number(text, box->y);
    dump_number(text, box->width);
    dump_number(text, box->height);
    text_add_char(text, '\n');
  }
}

Str display_dump(Arena *arena, const DisplayList *list) {
  Text text = text_new(arena);
  for (uint32_t i = 0; i < list->pages.count; i++) dump_page(&text, list, i);
  if (list->root) dump_tree(&text, list->root, 0);
  dump_places(&text, list);
  return text_str(&text);
}
