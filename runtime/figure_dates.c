/* What has a date: a true scale of time on the left, the dates as a list on the right, a thin line from each to its
 * row. */
#include "runtime/figure_parts.h"

#include <math.h>

static const double AXIS_X = 13 * MM, ELBOW_X = 18 * MM, SIGN_X = 25 * MM, DATE_X = 29.5 * MM, TEXT_X = 58 * MM;

typedef struct Dates {
  Composer *composer;
  Fragment *into;
  const Figure *figure;
  Tag *tag;
  uint32_t count;
  double first, last; /* days */
  double top, bottom; /* of the axis */
} Dates;

static double day_y(const Dates *dates, double day) {
  return dates->top + (day - dates->first) / (dates->last - dates->first) * (dates->bottom - dates->top);
}

static void read_span(Dates *dates) {
  bool is_first = true;
  uint32_t seen = 0;
  LIST_EACH(const FigureItem, item, dates->figure->items) {
    if (str_equal(item->role, STR("more"))) continue;
    if (str_equal(item->role, STR("date")) && seen++ >= dates->count) continue;
    dates->first = is_first ? item->value : fmin(dates->first, item->value);
    dates->last = is_first ? item->value : fmax(dates->last, item->value);
    is_first = false;
  }
  if (dates->last - dates->first < 1) dates->last = dates->first + 1;
}

/* A date's row: its texts from `y`; the height it takes. */
static double draw_row(const Dates *dates, const FigureItem *item, double y) {
  Composer *composer = dates->composer;
  const Style *colours = composer->style;
  bool is_past = item->state != STATE_NONE;
  TextStyle style = label_style(composer, item->is_stressed ? FACE_BOLD : FACE_REGULAR, colours->ink);
  TextStyle date = style;
  if (!is_past && !item->is_stressed) date.colour = colours->grey;
  Paragraph *when = make_label(composer, item->label, date, TEXT_X - DATE_X - 2 * MM);
  ParagraphInput input = {.style = style, .width = TEXT_WIDTH - TEXT_X};
  run_add(composer->arena, &input.runs, item->note);
  if (item->detail.length) {
    if (item->note.length) run_add(composer->arena, &input.runs, STR(", "));
    run_add(composer->arena, &input.runs, item->detail)->bold = true;
  }
  Paragraph *what = paragraph_break(&composer->setter, &input);
  if (is_past) draw_sign(composer, dates->into, dates->tag, item->state, SIGN_X, y + paragraph_baseline(&style));
  draw_label(composer, dates->into, dates->tag, when, DATE_X, y);
  draw_label(composer, dates->into, dates->tag, what, TEXT_X, y);
  return fmax(fmax(when->height, what->height), 3.75 * MM);
}

static void draw_leader(const Dates *dates, const FigureItem *item, double row) {
  const Style *colours = dates->composer->style;
  double y = day_y(dates, item->value), end = item->state != STATE_NONE ? SIGN_X - 0.8 * MM : DATE_X - 1 * MM;
  Colour colour = item->state != STATE_NONE || item->is_stressed ? colours->ink : colours->rule;
  Draw *line = draw_rule(dates->composer, dates->into, dates->tag, AXIS_X, y, AXIS_X + 1.4 * MM, y, 0.2 * MM, colour);
  path_line(dates->composer->list, line, ELBOW_X + 3 * MM, row);
  path_line(dates->composer->list, line, end, row);
}

static void draw_dot(const Dates *dates, const FigureItem *item) {
  const Style *colours = dates->composer->style;
  fill_disc(dates->composer, dates->into, dates->tag, AXIS_X, day_y(dates, item->value), 0.85 * MM,
            item->state != STATE_NONE ? colours->red : colours->ink);
}

/* Ticks keep clear of each other and of today. */
static void draw_tick(const Dates *dates, double day, Str label, double *until) {
  Composer *composer = dates->composer;
  const Style *colours = composer->style;
  const FigureItem *today = figure_item(dates->figure, STR("today"), 0);
  TextStyle small = small_style(composer, FACE_REGULAR, colours->grey);
  double y = day_y(dates, day), clear = small.leading * 0.95;
  draw_rule(composer, dates->into, dates->tag, AXIS_X - 1.2 * MM, y, AXIS_X, y, 0.25 * MM, colours->ink);
  if (y < *until || (today && fabs(y - day_y(dates, today->value)) < clear)) return;
  draw_word(composer, dates->into, dates->tag, label, small, ANCHOR_RIGHT, AXIS_X - 2 * MM, y + 0.36 * small.size);
  *until = y + clear;
}

/* Days from 1970-01-01 to the first of January of a year. */
static double year_start(int year) {
  int before = year - 1;
  return 365.0 * (year - 1970) + (before / 4 - before / 100 + before / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400);
}

/* Where nobody says what to mark, the years. */
static void draw_years(const Dates *dates) {
  double until = -HUGE_VAL;
  for (int year = 1970 + (int)floor(dates->first / 366); year_start(year) <= dates->last; year++)
    if (year_start(year) >= dates->first)
      draw_tick(dates, year_start(year), str_format(dates->composer->arena, "%d", year), &until);
}

static void draw_axis(const Dates *dates) {
  Composer *composer = dates->composer;
  const Style *colours = composer->style;
  const FigureItem *today = figure_item(dates->figure, STR("today"), 0), *tick;
  TextStyle bold = small_style(composer, FACE_BOLD, colours->ink);
  draw_rule(composer, dates->into, dates->tag, AXIS_X, dates->top - 1.5 * MM, AXIS_X, dates->bottom + 1.5 * MM,
            0.5 * MM, colours->ink);
  double until = -HUGE_VAL;
  for (uint32_t i = 0; (tick = figure_item(dates->figure, STR("tick"), i)); i++)
    draw_tick(dates, tick->value, tick->label, &until);
  if (figure_count(dates->figure, STR("tick")) == 0) draw_years(dates);
  if (!today) return;
  double y = day_y(dates, today->value);
  draw_rule(composer, dates->into, dates->tag, AXIS_X - 1.6 * MM, y, AXIS_X + 1.6 * MM, y, 0.6 * MM, colours->ink);
  draw_word(composer, dates->into, dates->tag, today->label, bold, ANCHOR_RIGHT, AXIS_X - 2.2 * MM,
            y + 0.36 * bold.size);
}

bool draw_dates(Composer *composer, Fragment *into, const Figure *figure, Tag *tag) {
  Dates dates = {.composer = composer, .into = into, .figure = figure, .tag = tag};
  double rows[FIGURE_MOST_DATES], y = 0, row_top = 0;
  dates.count = figure_count(figure, STR("date"));
  if (!dates.count) return false;
  bool is_cut = dates.count > FIGURE_MOST_DATES;
  if (is_cut) dates.count = FIGURE_MOST_DATES;
  read_span(&dates);
  for (uint32_t i = 0; i < dates.count; i++) {
    row_top = y;
    rows[i] = y + 1.875 * MM;
    y += fmax(draw_row(&dates, figure_item(figure, STR("date"), i), y) + 1.9 * MM, 6.75 * MM);
  }
  dates.top = 1.875 * MM;
  dates.bottom = fmax(row_top + 1.875 * MM, dates.top + 30 * MM);
  for (uint32_t i = 0; i < dates.count; i++) draw_leader(&dates, figure_item(figure, STR("date"), i), rows[i]);
  draw_axis(&dates);
  for (uint32_t i = 0; i < dates.count; i++) draw_dot(&dates, figure_item(figure, STR("date"), i));
  const FigureItem *more = is_cut ? figure_item(figure, STR("more"), 0) : NULL;
  if (more) {
    Paragraph *note = make_label(composer, more->label, small_style(composer, FACE_REGULAR, composer->style->grey),
                                 TEXT_WIDTH - DATE_X);
    draw_label(composer, into, tag, note, DATE_X, y);
    y += note->height;
  }
  into->width = TEXT_WIDTH;
  into->height = fmax(y, dates.bottom + 2 * MM);
  return into->height < 220 * MM;
}
