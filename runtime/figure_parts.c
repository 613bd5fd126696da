/* What the figures share: arrows, marks of series, states; and the way from a kind to its drawing function. */
#include "runtime/figure_parts.h"

void draw_arrow(Composer *composer, Fragment *into, Tag *tag, double x, double y, double dx, double dy, Colour colour) {
  const double length = 1.5 * MM, half = 0.95 * MM;
  Draw *draw = draw_path(composer->list, &into->page, tag);
  draw->line_width = 0.35 * MM;
  draw->colour = colour;
  path_move(composer->list, draw, x - dx * length - dy * half, y - dy * length - dx * half);
  path_line(composer->list, draw, x, y);
  path_line(composer->list, draw, x - dx * length + dy * half, y - dy * length + dx * half);
}

static Draw *triangle(Composer *composer, Fragment *into, Tag *tag, double x, double y, double half) {
  Draw *draw = draw_path(composer->list, &into->page, tag);
  path_move(composer->list, draw, x, y - half);
  path_line(composer->list, draw, x + half, y + half * 0.82);
  path_line(composer->list, draw, x - half, y + half * 0.82);
  path_close(composer->list, draw);
  draw->colour = draw->fill_colour = composer->style->blue;
  return draw;
}

void draw_series_mark(Composer *composer, Fragment *into, Tag *tag, uint32_t series, double x, double y) {
  const double half = 1.15 * MM, line = 0.45 * MM;
  Colour blue = composer->style->blue;
  Draw *draw;
  switch (series % FIGURE_MARKED_SERIES) {
    case 0: fill_disc(composer, into, tag, x, y, half, blue); break;
    case 1: stroke_circle(composer, into, tag, x, y, half - line / 2, line, blue); break;
    case 2:
      draw = triangle(composer, into, tag, x, y, half);
      draw->fill = true;
      draw->stroke = false;
      break;
    case 3:
      draw_rule(composer, into, tag, x - half * 0.8, y - half * 0.8, x + half * 0.8, y + half * 0.8, line, blue);
      draw_rule(composer, into, tag, x - half * 0.8, y + half * 0.8, x + half * 0.8, y - half * 0.8, line, blue);
      break;
    case 4: fill_rectangle(composer, into, tag, x - 0.45 * MM, y - half, 0.9 * MM, 2 * half, blue); break;
    default:
      draw = triangle(composer, into, tag, x, y, half - line / 2);
      draw->line_width = line * 0.85;
      break;
  }
}

double state_width(Composer *composer, Str word, TextStyle style) {
  return SIGN_ADVANCE + text_width(composer, word, style);
}

double draw_state(Composer *composer, Fragment *into, Tag *tag, DocumentState state, Str word, TextStyle style,
                  double x, double y) {
  draw_sign(composer, into, tag, state, x, y);
  draw_word(composer, into, tag, word, style, ANCHOR_LEFT, x + SIGN_ADVANCE, y);
  return state_width(composer, word, style);
}

const FigureItem *figure_crossing(const Figure *figure, Str role, uint32_t row, uint32_t column) {
  LIST_EACH(const FigureItem, item, figure->items)
    if (item->row == row && item->column == column && str_equal(item->role, role)) return item;
  return NULL;
}

double figure_width(FigureKind kind) {
  return kind == FIGURE_QUADRANT || kind == FIGURE_DATES ? TEXT_WIDTH : FULL_WIDTH;
}

/* ---- the last look ---- */

/* Where a text's letters stand, a little inside their box: lines may touch. */
typedef struct Extent {
  double left, top, right, bottom;
} Extent;

static Extent extent_of(const Draw *draw) {
  double width = shaped_width(&draw->shaped, draw->size, draw->tracking);
  if (str_ends_with(draw->shaped.text, STR(" "))) width -= 0.2 * draw->size;
  return (Extent){draw->x + 0.3, draw->y - 0.5 * draw->size, draw->x + width - 0.3, draw->y};
}

static bool overlap(Extent a, Extent b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/* Whether every text stands inside the figure and on no other: whatever names a spec may bring. */
static bool is_clean(const Fragment *figure) {
  const double slack = 2 * MM;
  LIST_EACH(const Draw, draw, figure->page.draws) {
    if (draw->kind != DRAW_TEXT) continue;
    Extent box = extent_of(draw);
    if (box.left < -slack || box.right > figure->width + slack) return false;
    for (const Draw *other = figure->page.draws.items; other < draw; other++)
      if (other->kind == DRAW_TEXT && overlap(box, extent_of(other))) return false;
  }
  return true;
}

/* Beyond this a figure of parties says less than a table of them. */
static bool is_crowded(const Figure *figure) {
  if (!figure->fallback) return false;
  switch (figure->kind) {
    case FIGURE_QUADRANT:
    case FIGURE_DOTS: return figure_count(figure, STR("series")) > FIGURE_MOST_SERIES;
    case FIGURE_SCALE: return figure_count(figure, STR("row")) > FIGURE_MOST_SERIES;
    default: return false;
  }
}

bool compose_figure(Composer *composer, Fragment *into, const Figure *figure, Tag *tag) {
  static bool (*const draw[FIGURE_KIND_COUNT])(Composer *, Fragment *, const Figure *, Tag *) = {
      [FIGURE_TRACK] = draw_track, [FIGURE_QUADRANT] = draw_quadrant, [FIGURE_MATRIX] = draw_matrix,
      [FIGURE_RINGS] = draw_rings, [FIGURE_RANGES] = draw_ranges,     [FIGURE_LINKS] = draw_links,
      [FIGURE_SEATS] = draw_seats, [FIGURE_DOTS] = draw_dots,         [FIGURE_LANES] = draw_lanes,
      [FIGURE_DATES] = draw_dates, [FIGURE_SCALE] = draw_scale, [FIGURE_NETWORK] = draw_network,
  };
  if (is_crowded(figure)) return false;
  double room = page_bottom(composer) - page_top(composer);
  bool is_drawn = draw[figure->kind](composer, into, figure, tag);
  if (is_drawn && into->height <= room && is_clean(into)) return true;
  *into = (Fragment){0};
  return false;
}
