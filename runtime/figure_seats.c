/* Bodies: who sits where, on the columns of the matrix beneath; the last step of escalation on top, with arrows up the
 * left. */
#include "runtime/figure_parts.h"

#include <math.h>

enum { MOST_WITH_ROLES = 4, MOST_ROWS = 12, MOST_NAME_LINES = 4 };

static const double LEFT = 46 * MM, LABEL_X = 5.5 * MM, NODE_X = 1.5 * MM;

typedef struct Seats {
  Composer *composer;
  Fragment *into;
  const Figure *figure;
  Tag *tag;
  uint32_t rows, columns;
  double width;             /* of a column */
  double places[MOST_ROWS]; /* heights of the rows' lines */
} Seats;

static const FigureItem *seat_at(const Seats *seats, uint32_t row, uint32_t column) {
  return figure_crossing(seats->figure, STR("seat"), row, column);
}

static double seat_x(const Seats *seats, uint32_t column) { return LEFT + column * seats->width + 1 * MM; }

/* A seat's texts under the line; returns their height, or -1 when a name takes too many lines. */
static double draw_seat(const Seats *seats, const FigureItem *seat, double x, double line) {
  Composer *composer = seats->composer;
  const Style *colours = composer->style;
  bool is_empty = seat->state != STATE_NONE;
  TextStyle name =
      label_style(composer, seat->is_stressed ? FACE_BOLD : FACE_REGULAR, is_empty ? colours->grey : colours->ink);
  Paragraph *person = make_label(composer, seat->label, name, seats->width - 3 * MM);
  if (person->lines.count > MOST_NAME_LINES) return -1;
  double y = line + 1.9 * MM, height = person->height;
  draw_label(composer, seats->into, seats->tag, person, x - 1 * MM, y);
  if (seats->columns <= MOST_WITH_ROLES && seat->note.length) {
    Paragraph *role =
        make_label(composer, seat->note, small_style(composer, FACE_REGULAR, colours->grey), seats->width - 3 * MM);
    draw_label(composer, seats->into, seats->tag, role, x - 1 * MM, y + person->height);
    height += role->height;
  }
  if (is_empty)
    draw_sign(composer, seats->into, seats->tag, seat->state, x - SIGN_SIZE / 2, line + SIGN_SIZE / 2 - 0.45 * MM);
  else
    fill_disc(composer, seats->into, seats->tag, x, line, 0.9 * MM, colours->ink);
  return height + 1.9 * MM;
}

static void join_seats(const Seats *seats, uint32_t row, double line) {
  double before = -1;
  for (uint32_t i = 0; i < seats->columns; i++) {
    const FigureItem *seat = seat_at(seats, row, i);
    if (!seat) continue;
    double gap = seat->state != STATE_NONE ? 2.2 * MM : 0, x = seat_x(seats, i);
    if (before >= 0)
      draw_rule(seats->composer, seats->into, seats->tag, before, line, x - gap, line, 0.35 * MM,
                seats->composer->style->ink);
    before = x + gap;
  }
}

static const FigureItem *arrow_from(const Seats *seats, uint32_t row) {
  LIST_EACH(const FigureItem, item, seats->figure->items)
    if (str_equal(item->role, STR("arrow")) && item->row == row) return item;
  return NULL;
}

/* A body's row from `top`; returns where the next begins, or -1. */
static double draw_row(Seats *seats, uint32_t row, double top) {
  Composer *composer = seats->composer;
  const Style *colours = composer->style;
  const FigureItem *body = figure_item(seats->figure, STR("row"), row), *arrow = arrow_from(seats, row);
  TextStyle bold = label_style(composer, FACE_BOLD, colours->ink),
            small = small_style(composer, FACE_REGULAR, colours->grey);
  double width = LEFT - LABEL_X - 3 * MM, y = top;
  if (arrow && arrow->label.length) {
    TextStyle italic = small_style(composer, FACE_ITALIC, colours->ink);
    Paragraph *word = make_label(composer, arrow->label, italic, width);
    draw_label(composer, seats->into, seats->tag, word, LABEL_X, y);
    y += word->height;
  }
  double line = seats->places[row] = y + bold.leading / 2, bottom = y;
  Paragraph *texts[] = {make_label(composer, body->label, bold, width), make_label(composer, body->note, small, width),
                        make_label(composer, body->detail, small, width)};
  for (int i = 0; i < 3; i++) {
    draw_label(composer, seats->into, seats->tag, texts[i], LABEL_X, bottom);
    bottom += texts[i]->height;
  }
  join_seats(seats, row, line);
  for (uint32_t i = 0; i < seats->columns; i++) {
    const FigureItem *seat = seat_at(seats, row, i);
    double height = seat ? draw_seat(seats, seat, seat_x(seats, i), line) : 0;
    if (height < 0) return -1;
    bottom = fmax(bottom, line + height);
  }
  return row + 1 == seats->rows ? bottom : fmax(bottom + 2.25 * MM, top + 13 * MM);
}

static void draw_arrows(const Seats *seats) {
  static const Colour white = {255, 255, 255};
  Composer *composer = seats->composer;
  Colour ink = composer->style->ink;
  LIST_EACH(const FigureItem, item, seats->figure->items) {
    if (!str_equal(item->role, STR("arrow")) || item->row >= seats->rows || item->to >= item->row) continue;
    double x = item->row - item->to > 1 ? NODE_X - 3 * MM : NODE_X; /* past other rows: outside them */
    double from = seats->places[item->row], to = seats->places[item->to];
    double tip = x < NODE_X ? to : to + 1.7 * MM;
    Draw *draw =
        draw_rule(composer, seats->into, seats->tag, NODE_X, from, x, from, (item->is_stressed ? 0.7 : 0.3) * MM, ink);
    path_line(composer->list, draw, x, tip);
    if (x < NODE_X) {
      path_line(composer->list, draw, NODE_X - 1.7 * MM, tip);
      draw_arrow(composer, seats->into, seats->tag, NODE_X - 1.5 * MM, tip, 1, 0, ink);
    } else {
      draw_arrow(composer, seats->into, seats->tag, x, tip - 0.1 * MM, 0, -1, ink);
    }
  }
  for (uint32_t i = 0; i < seats->rows; i++) {
    const FigureItem *arrow = arrow_from(seats, i);
    bool is_open = i > 0 && (!arrow || !arrow->is_stressed);
    fill_disc(composer, seats->into, seats->tag, NODE_X, seats->places[i], 1.3 * MM, is_open ? white : ink);
    if (is_open) stroke_circle(composer, seats->into, seats->tag, NODE_X, seats->places[i], 1.15 * MM, 0.4 * MM, ink);
  }
}

bool draw_seats(Composer *composer, Fragment *into, const Figure *figure, Tag *tag) {
  Seats seats = {.composer = composer, .into = into, .figure = figure, .tag = tag};
  seats.rows = figure_count(figure, STR("row"));
  seats.columns = figure_count(figure, STR("column"));
  if (!seats.rows || seats.rows > MOST_ROWS || !seats.columns || seats.columns > FIGURE_MOST_COLUMNS) return false;
  seats.width = (FULL_WIDTH - LEFT) / (seats.columns < 3 ? 3 : seats.columns);
  double y = 0;
  for (uint32_t i = 0; i < seats.rows; i++) {
    y = draw_row(&seats, i, y);
    if (y < 0) return false;
  }
  draw_arrows(&seats);
  into->width = FULL_WIDTH;
  into->height = y;
  return y < 200 * MM;
}
