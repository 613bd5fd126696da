/* compose.h: what the parts of the layout share: fragments, flows, and drawing at a place.
 *
 * A fragment is a small page of its own with its origin at its upper left corner; it is made once and stamped where it
 * belongs (a table's head on every page). A flow is a column of atoms: strips that are not broken. Lengths are in
 * points. */
#ifndef KOMPAS_RUNTIME_COMPOSE_H
#define KOMPAS_RUNTIME_COMPOSE_H

#include "compiler/base/map.h"
#include "runtime/figures.h"
#include "runtime/paragraph.h"

/* The grid (A4; on Letter the margins are wider). */
#define FULL_WIDTH (170 * MM)
#define TEXT_WIDTH (112 * MM)
#define SIDE_OFFSET (120 * MM) /* of the side column, from the left margin */
#define SIDE_WIDTH (50 * MM)
#define THIRD_WIDTH (54 * MM)
#define GUTTER (4 * MM)
#define GRID_STEP (2.25 * MM) /* half a line of running text: its lines stand on this grid on every page */

typedef struct Composer {
  Arena *arena;
  Typesetter setter;
  const Style *style;
  const Document *document;
  DisplayList *list;
  const Map *anchor_pages; /* page numbers of anchors as the pass before found them, from 1 */
  double allowance;        /* of texts in a part that must fit a page: the share of their characters that stays, at most 1 */
  bool is_fitting;         /* such a part is being composed */
  bool has_overflow;       /* it took more than a page */
} Composer;

typedef struct Fragment {
  Page page;
  double width, height;
  LIST(Anchor) anchors;     /* page is not used */
  LIST(Bookmark) bookmarks; /* likewise */
  LIST(FigureBox) figures;  /* likewise */
} Fragment;

typedef struct Flow Flow;

/* A strip that stays whole. */
typedef struct Atom {
  Fragment fragment;
  double x;         /* from the left margin */
  double before;    /* space above it, dropped at the top of a page */
  bool with_next;   /* no page break after it */
  bool breaks_page; /* starts a new page */
  bool one_page;    /* the title of a part that must fit its page */
  bool on_grid;     /* running text: begins on a line of the page's grid */
  bool is_heading;
  const Fragment *above; /* a rule at its top that is left out where a page begins */
  const Fragment *head;  /* stamped first, as an artifact, when a page begins with this atom */
  const Fragment *repeat; /* stamped, as an artifact, on every page where the atom goes on after a cut */
  const Flow *side;      /* blocks that start beside it in the side column */
} Atom;

struct Flow {
  LIST(Atom) atoms;
  double first_baseline; /* of the first text, from the top; 0: none */
  int last;              /* what the last block was: decides on the space after it */
};

typedef enum PlaceKind { PLACE_MAIN, PLACE_SIDE, PLACE_COLUMN, PLACE_CELL } PlaceKind;

/* Where blocks are composed. */
typedef struct Place {
  PlaceKind kind;
  double x, width;
  TableText text; /* PLACE_CELL */
  bool flush_right;
} Place;

/* ---- text styles ---- */

TextStyle style_of(const Composer *composer, const Place *place, ParagraphStyle style);
/* 8.25 and 7.5 pt: the two sizes of figures and tables. */
TextStyle label_style(const Composer *composer, FontFace face, Colour colour);
TextStyle small_style(const Composer *composer, FontFace face, Colour colour);

/* ---- fragments ---- */

/* Copies all that `part` holds into `into` at a place; as an artifact: without structure, links and anchors. */
void fragment_add(Composer *composer, Fragment *into, const Fragment *part, double x, double y, bool as_artifact);
/* Stacks a whole flow at a place; returns its height. */
double fragment_stack(Composer *composer, Fragment *into, const Flow *flow, double x, double y);
double flow_height(const Flow *flow);
Atom *flow_add(Composer *composer, Flow *flow);

/* ---- text ---- */

/* What each run of a paragraph is tagged with: `tag` itself, or children of it when runs are links or in another
 * language. */
Tag *const *run_tags(Composer *composer, const RunList *runs, Tag *tag);
/* Draws the lines [from, to) with the first line's top at y. `tags`: see run_tags; NULL: artifacts. */
void draw_lines(Composer *composer, Fragment *into, const Paragraph *paragraph, Tag *const *tags, uint32_t from,
                uint32_t to, double x, double y);
/* A plain text in one style, broken at `width`; ready to be drawn with draw_label. */
Paragraph *make_label(Composer *composer, Str text, TextStyle style, double width);
void draw_label(Composer *composer, Fragment *into, Tag *tag, const Paragraph *label, double x, double y);
/* On one line with its baseline at y: flush left, centred or flush right at x. */
typedef enum TextAnchor { ANCHOR_LEFT, ANCHOR_CENTRE, ANCHOR_RIGHT } TextAnchor;
void draw_word(Composer *composer, Fragment *into, Tag *tag, Str text, TextStyle style, TextAnchor anchor, double x,
               double y);
double text_width(Composer *composer, Str text, TextStyle style);

/* ---- shapes ---- */

Draw *draw_rule(Composer *composer, Fragment *into, Tag *tag, double x1, double y1, double x2, double y2, double width,
                Colour colour);
Draw *fill_rectangle(Composer *composer, Fragment *into, Tag *tag, double x, double y, double width, double height,
                     Colour colour);
Draw *fill_disc(Composer *composer, Fragment *into, Tag *tag, double x, double y, double radius, Colour colour);
Draw *stroke_circle(Composer *composer, Fragment *into, Tag *tag, double x, double y, double radius, double width,
                    Colour colour);
/* Adds an arc to a path, clockwise from angle `from` to `to` (turns from the top). It begins with a move, or a line
 * when `joined`. */
void path_arc(Composer *composer, Draw *path, double x, double y, double radius, double from, double to, bool joined);
/* The sign of a state: its left edge at x, for a word on the baseline y. */
void draw_sign(Composer *composer, Fragment *into, Tag *tag, DocumentState state, double x, double y);
/* The mark of a run (MARK_…) for text of a size on the baseline y; `width` is what the paragraph gave it. */
void draw_mark(Composer *composer, Fragment *into, Tag *tag, const Run *run, const TextStyle *style, double x, double y,
               double width);
/* The ring of stops, as on the cover and in the margin. Line widths: passed, present. */
typedef struct RingStyle {
  double x, y, radius, passed, present, gap; /* gap: of arc length */
  Colour ink, light;
} RingStyle;
void draw_ring(Composer *composer, Fragment *into, const RingStyle *ring, uint32_t stops, uint32_t now);

/* The logo with its upper left corner at a place, in a width. */
void draw_logo(Composer *composer, Fragment *into, Tag *tag, const Logo *logo, double x, double y, double width);

/* ---- parts ---- */

/* Composes blocks into a flow. */
void compose_blocks(Composer *composer, Flow *flow, const BlockList *blocks, Tag *parent, const Place *place);
/* Composes a table into a flow. */
void compose_table(Composer *composer, Flow *flow, const Table *table, Tag *parent, const Place *place, double before);
/* Draws a figure; false, with nothing drawn, when it cannot hold what it should. Sets width and height. */
bool compose_figure(Composer *composer, Fragment *into, const Figure *figure, Tag *tag);
/* The width that a kind of figure takes. */
double figure_width(FigureKind kind);
/* The three rings of the cover with their centre at (x, y); the outer one has a radius of 78 mm. */
void draw_cover_rings(Composer *composer, Fragment *into, const Cover *cover, double x, double y);
/* Lays the cover on the first page. */
void compose_cover(Composer *composer, Tag *parent);
/* Breaks a flow into pages, after those that are there. */
void place_flow(Composer *composer, const Flow *flow);
/* Running heads, rings and page numbers, on all pages. */
void place_furniture(Composer *composer);
/* Left margin, and where text starts and ends on a page. */
double page_left(const Composer *composer);
double page_top(const Composer *composer);
double page_bottom(const Composer *composer);

#endif
