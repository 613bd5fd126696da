/* display.h: the display list: pages with everything at its place, ready to be written, and the logical structure beside it.
 *
 * Layout makes it, a writer consumes it, tests read it as text. Lengths in points, origin at the upper left corner of the
 * page, y downwards; a text's y is its baseline. */
#ifndef KOMPAS_RUNTIME_DISPLAY_H
#define KOMPAS_RUNTIME_DISPLAY_H

#include "compiler/base/list.h"
#include "runtime/document.h"
#include "runtime/font.h"

typedef struct Colour {
  uint8_t red, green, blue;
} Colour;

/* Structure types of tagged PDF that are used. */
typedef enum TagKind {
  TAG_DOCUMENT, TAG_PART, TAG_SECT, TAG_H1, TAG_H2, TAG_H3, TAG_P, TAG_L, TAG_LI, TAG_LBL, TAG_LBODY, TAG_TABLE, TAG_THEAD,
  TAG_TBODY, TAG_TR, TAG_TH, TAG_TD, TAG_FIGURE, TAG_CAPTION, TAG_SPAN, TAG_LINK, TAG_NOTE, TAG_KIND_COUNT
} TagKind;

/* A structure element. Children are in reading order, which need not be the order of painting. */
typedef struct Tag Tag;
struct Tag {
  TagKind kind;
  Tag *parent;
  LIST(Tag *) children;
  Str alternative;    /* TAG_FIGURE: required; TAG_TABLE: its summary */
  Str actual_text;    /* what to read instead; empty: what is painted */
  bool has_language;  /* differs from what is around it */
  Language language;
  bool scope_row, scope_column; /* TAG_TH */
  uint32_t column_span;         /* TAG_TH, TAG_TD; 0 and 1 mean one */
  uint32_t number;    /* in order of making */
};

typedef enum DrawKind { DRAW_TEXT, DRAW_PATH, DRAW_IMAGE } DrawKind;

/* A picture of dots: three bytes each (red, green, blue), row by row from the top. */
typedef struct Pixels {
  uint32_t width, height;
  const unsigned char *rgb;
} Pixels;

typedef enum PathVerb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE } PathVerb;

typedef struct PathStep {
  PathVerb verb;
  double x[3], y[3]; /* PATH_MOVE and PATH_LINE use the first; PATH_CURVE: two controls and the end */
} PathStep;

typedef struct Draw {
  DrawKind kind;
  Tag *tag; /* what it belongs to; NULL: an artifact (furniture, rules, signs beside words) */
  Colour colour;
  /* DRAW_TEXT */
  ShapedText shaped;
  double x, y, size, tracking; /* tracking in em */
  /* DRAW_PATH */
  LIST(PathStep) steps;
  bool fill, stroke;
  Colour fill_colour;
  bool even_odd; /* what is inside, by the even-odd rule */
  double line_width, dash_on, dash_off; /* dash_on 0: solid */
  bool round_caps;
  /* DRAW_IMAGE: its upper left corner at x, y; `size` is its width, the height follows */
  const Pixels *pixels;
} Draw;

/* A rectangle that leads somewhere. */
typedef struct LinkArea {
  double x, y, width, height; /* y: its upper edge */
  Str target;                 /* an anchor, or an address */
  Str description;            /* for who cannot see it */
  Tag *tag;                   /* its TAG_LINK; required */
} LinkArea;

typedef struct Page {
  LIST(Draw) draws;
  LIST(LinkArea) links;
  LIST(Tag *) figures_here; /* unused by writers that do not need it */
} Page;

typedef struct Anchor {
  Str name;
  uint32_t page; /* from 0 */
  double y;
} Anchor;

typedef struct Bookmark {
  Str title;
  int level; /* from 1 */
  uint32_t page;
  double y;
} Bookmark;

typedef struct FigureBox { /* where a figure was drawn: its bounding box in the structure */
  const Tag *tag;
  uint32_t page;
  double x, y, width, height;
} FigureBox;

typedef struct DisplayList {
  Arena *arena;
  const Document *document; /* title, language, date, attachments */
  double width, height;     /* of every page */
  LIST(Page) pages;
  Tag *root;                /* TAG_DOCUMENT */
  LIST(Anchor) anchors;
  LIST(Bookmark) bookmarks;
  LIST(FigureBox) figure_boxes;
  uint32_t tag_count;
} DisplayList;

/* The structure type's name in PDF ("H1"). */
const char *tag_name(TagKind kind);
/* A new element at the end of `parent`'s children. */
Tag *tag_add(DisplayList *list, Tag *parent, TagKind kind);
/* Adds shaped text; returns it to be adjusted. */
Draw *draw_text(DisplayList *list, Page *page, Tag *tag, ShapedText shaped, double x, double y, double size, Colour colour);
/* Adds an empty path, stroked at 0.5 pt and not filled until told otherwise. */
Draw *draw_path(DisplayList *list, Page *page, Tag *tag);
/* Adds a picture of that width with its upper left corner at a place. */
Draw *draw_image(DisplayList *list, Page *page, Tag *tag, const Pixels *pixels, double x, double y, double width);
void path_move(DisplayList *list, Draw *path, double x, double y);
void path_line(DisplayList *list, Draw *path, double x, double y);
void path_curve(DisplayList *list, Draw *path, double x1, double y1, double x2, double y2, double x, double y);
void path_close(DisplayList *list, Draw *path);
void path_circle(DisplayList *list, Draw *path, double x, double y, double radius);
void path_rectangle(DisplayList *list, Draw *path, double x, double y, double width, double height);
/* The list as text, one draw a line, numbers to a hundredth: for golden tests. */
Str display_dump(Arena *arena, const DisplayList *list);

#endif
