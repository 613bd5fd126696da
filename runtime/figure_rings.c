/* Three rings in sectors, the rows that say what is known beside them, and one leader from each ring to its rows.
 *
 * The rows are measured and stacked first, the outer ring's on top; the leaders then start where a ring lies at the
 * height of its heading, or go there at an angle when it does not. */
#include "runtime/figure_parts.h"

#include <math.h>

enum { RINGS = 3 };

static const double CENTRE = 39 * MM, ROWS_X = 88 * MM, NAME_X = 94 * MM, KNOWN_X = 121 * MM, TURN = 6.283185307179586;
static const double INNER[RINGS] = {0, 15.2 * MM, 26.6 * MM}, OUTER[RINGS] = {14 * MM, 25.4 * MM, 38 * MM};

typedef struct Rings {
  Composer *composer;
  Fragment *into;
  const Figure *figure;
  Tag *tag;
  double leaders[RINGS]; /* heights of the headings' middles */
} Rings;

static uint32_t sector_count(const Rings *rings, uint32_t ring) {
  uint32_t count = 0;
  LIST_EACH(const FigureItem, item, rings->figure->items)
    count += str_equal(item->role, STR("sector")) && item->row == ring;
  return count;
}

/* The outline of a sector, half a parting line in from its borders. Angles in turns. */
static void outline_sector(const Rings *rings, Draw *path, uint32_t ring, double from, double to) {
  const double half = 0.55 * MM;
  Composer *composer = rings->composer;
  double out = half / (TURN * OUTER[ring]), middle = (from + to) / 2 * TURN;
  path_arc(composer, path, CENTRE, CENTRE, OUTER[ring], from + out, to - out, false);
  if (INNER[ring] > 0) {
    double in = half / (TURN * INNER[ring]);
    path_arc(composer, path, CENTRE, CENTRE, INNER[ring], to - in, from + in, true);
  } else {
    double away = half / fmax(sin((to - from) / 2 * TURN), 0.2);
    path_line(composer->list, path, CENTRE + away * sin(middle), CENTRE - away * cos(middle));
  }
  path_close(composer->list, path);
}

/* Whether a number at (x, y) in a ring would stand on a leader. */
static bool is_on_leader(const Rings *rings, uint32_t ring, double x, double y) {
  for (uint32_t i = 0; i <= ring; i++) {
    double off = rings->leaders[i] - CENTRE;
    bool crosses = fabs(off) < OUTER[i] && x > CENTRE + sqrt(OUTER[i] * OUTER[i] - off * off) - 3 * MM;
    if (crosses && fabs(y - rings->leaders[i]) < 2.9 * MM) return true;
  }
  return false;
}

/* A sector's number stands in its middle, or beside it where a leader runs. */
static void draw_number(const Rings *rings, uint32_t ring, uint32_t number, double from, double to) {
  static const double places[] = {0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78};
  Composer *composer = rings->composer;
  TextStyle style = label_style(composer, FACE_REGULAR, composer->style->ink);
  double radius = ring == 0 ? 8.2 * MM : (INNER[ring] + OUTER[ring]) / 2, x = 0, y = 0;
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    double angle = (from + places[i] * (to - from)) * TURN;
    x = CENTRE + radius * sin(angle), y = CENTRE - radius * cos(angle);
    if (!is_on_leader(rings, ring, x, y)) break;
  }
  draw_word(composer, rings->into, rings->tag, str_format(composer->arena, "%u", number), style, ANCHOR_CENTRE, x,
            y + 0.36 * style.size);
}

static void draw_sector(const Rings *rings, const FigureItem *item, uint32_t number, double from, double to) {
  Composer *composer = rings->composer;
  const Colour tints[RINGS] = {composer->style->tint3, composer->style->tint2, composer->style->tint1};
  Draw *path = draw_path(composer->list, &rings->into->page, rings->tag);
  path->colour = composer->style->ink;
  if (item->is_done) {
    path->fill = true, path->stroke = false;
    path->fill_colour = tints[item->row];
  } else {
    path->line_width = 0.25 * MM;
    path->dash_on = 1.1 * MM, path->dash_off = 0.9 * MM;
  }
  outline_sector(rings, path, item->row, from, to);
  draw_number(rings, item->row, number, from, to);
}

static void draw_sectors(const Rings *rings) {
  uint32_t places[RINGS] = {0}, number = 0;
  LIST_EACH(const FigureItem, item, rings->figure->items) {
    if (!str_equal(item->role, STR("sector"))) continue;
    double count = sector_count(rings, item->row);
    uint32_t place = places[item->row]++;
    draw_sector(rings, item, ++number, place / count, (place + 1) / count);
  }
}

/* One sector's row; returns where the next one starts. */
static double draw_row(const Rings *rings, const FigureItem *item, uint32_t number, double y) {
  Composer *composer = rings->composer;
  const Style *colours = composer->style;
  TextStyle style = label_style(composer, FACE_REGULAR, colours->ink), known = style, blue = style;
  blue.colour = colours->blue;
  known.colour = colours->grey;
  Paragraph *name = make_label(composer, item->label, style, KNOWN_X - NAME_X - 2 * MM);
  double baseline = y + paragraph_baseline(&style), height = name->height;
  draw_word(composer, rings->into, rings->tag, str_format(composer->arena, "%u", number), blue, ANCHOR_LEFT, ROWS_X,
            baseline);
  draw_label(composer, rings->into, rings->tag, name, NAME_X, y);
  if (item->state != STATE_NONE) {
    TextStyle bold = label_style(composer, FACE_BOLD, colours->ink);
    Paragraph *word = make_label(composer, item->detail, bold, FULL_WIDTH - KNOWN_X - SIGN_ADVANCE);
    draw_sign(composer, rings->into, rings->tag, item->state, KNOWN_X, baseline);
    draw_label(composer, rings->into, rings->tag, word, KNOWN_X + SIGN_ADVANCE, y);
    height = fmax(height, word->height);
  } else {
    Paragraph *note = make_label(composer, item->note, known, FULL_WIDTH - KNOWN_X);
    draw_label(composer, rings->into, rings->tag, note, KNOWN_X, y);
    height = fmax(height, note->height);
  }
  return y + fmax(height + 0.95 * MM, 4.7 * MM);
}

static void draw_leader(const Rings *rings, uint32_t ring, double y) {
  Composer *composer = rings->composer;
  double off = y - CENTRE, radius = OUTER[ring];
  double dot_y = fmin(fmax(off, -radius * 0.94), radius * 0.94);
  double dot_x = CENTRE + sqrt(radius * radius - dot_y * dot_y);
  Draw *line = draw_rule(composer, rings->into, rings->tag, dot_x, CENTRE + dot_y, ROWS_X - 2 * MM, y, 0.2 * MM,
                         composer->style->ink);
  if (fabs(dot_y - off) > 0.1) { /* at an angle as far as the rings, then level */
    line->steps.count = 1;
    path_line(composer->list, line, CENTRE + OUTER[RINGS - 1] + 4 * MM, y);
    path_line(composer->list, line, ROWS_X - 2 * MM, y);
  }
  fill_disc(composer, rings->into, rings->tag, dot_x, CENTRE + dot_y, 0.7 * MM, composer->style->ink);
}

static uint32_t first_number(const Rings *rings, uint32_t ring) {
  uint32_t number = 1;
  LIST_EACH(const FigureItem, item, rings->figure->items)
    number += str_equal(item->role, STR("sector")) && item->row < ring;
  return number;
}

static double draw_rows(Rings *rings) {
  Composer *composer = rings->composer;
  double y = 1.6 * MM;
  for (uint32_t ring = RINGS; ring-- > 0;) {
    const FigureItem *head = figure_item(rings->figure, STR("ring"), ring);
    TextStyle bold = label_style(composer, FACE_BOLD, composer->style->ink);
    Paragraph *label = make_label(composer, head->label, bold, FULL_WIDTH - ROWS_X);
    draw_label(composer, rings->into, rings->tag, label, ROWS_X, y);
    rings->leaders[ring] = y + bold.leading / 2;
    y += label->height + 0.95 * MM;
    uint32_t number = first_number(rings, ring);
    LIST_EACH(const FigureItem, item, rings->figure->items)
      if (str_equal(item->role, STR("sector")) && item->row == ring) y = draw_row(rings, item, number++, y);
    y += 3.6 * MM;
  }
  return y - 3.6 * MM;
}

bool draw_rings(Composer *composer, Fragment *into, const Figure *figure, Tag *tag) {
  Rings rings = {.composer = composer, .into = into, .figure = figure, .tag = tag};
  if (figure_count(figure, STR("ring")) != RINGS) return false;
  LIST_EACH(const FigureItem, item, figure->items)
    if (str_equal(item->role, STR("sector")) && item->row >= RINGS) return false;
  for (uint32_t ring = 0; ring < RINGS; ring++)
    if (sector_count(&rings, ring) < 2 || sector_count(&rings, ring) > 8) return false;
  into->height = fmax(draw_rows(&rings), 78 * MM);
  draw_sectors(&rings);
  for (uint32_t ring = 0; ring < RINGS; ring++) draw_leader(&rings, ring, rings.leaders[ring]);
  into->width = FULL_WIDTH;
  return into->height < 140 * MM;
}
