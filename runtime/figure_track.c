/* The phase track: stops on one line, what is done, where we are, what is to come, and the steps back above the line.
 */
#include "runtime/figure_parts.h"

#include <math.h>

typedef struct Track {
  Composer *composer;
  Fragment *into;
  const Figure *figure;
  Tag *tag;
  uint32_t stops, jumps;
  double part; /* width of a stop */
  double y;    /* of the line */
} Track;

static const double DOT = 1.4 * MM, RING = 2.6 * MM;

static double stop_x(const Track *track, uint32_t stop) { return stop * track->part + 1.5 * MM; }

static const FigureItem *stop_at(const Track *track, uint32_t index) {
  return figure_item(track->figure, STR("stop"), index);
}

static bool is_to_come(const FigureItem *stop) { return !stop->is_done && !stop->is_present; }

static void draw_line(const Track *track) {
  const Style *style = track->composer->style;
  for (uint32_t i = 0; i < track->stops; i++) {
    double from = stop_x(track, i), to = i + 1 < track->stops ? stop_x(track, i + 1) : FULL_WIDTH;
    Draw *draw =
        draw_rule(track->composer, track->into, track->tag, from, track->y, to, track->y, 0.5 * MM, style->ink);
    if (is_to_come(stop_at(track, i))) draw->dash_on = 1.2 * MM, draw->dash_off = 1.1 * MM;
  }
}

static void draw_stop(const Track *track, uint32_t index) {
  static const Colour white = {255, 255, 255};
  const FigureItem *stop = stop_at(track, index);
  const Style *style = track->composer->style;
  double x = stop_x(track, index);
  if (stop->is_present) {
    fill_disc(track->composer, track->into, track->tag, x, track->y, RING, white);
    stroke_circle(track->composer, track->into, track->tag, x, track->y, RING, 0.5 * MM, style->ink);
  }
  if (is_to_come(stop)) {
    fill_disc(track->composer, track->into, track->tag, x, track->y, DOT, white);
    stroke_circle(track->composer, track->into, track->tag, x, track->y, DOT, 0.5 * MM, style->ink);
  } else {
    fill_disc(track->composer, track->into, track->tag, x, track->y, DOT, style->ink);
  }
}

/* Names and dates under the stops; returns where they end. */
static double draw_names(const Track *track) {
  Composer *composer = track->composer;
  double top = track->y + 3.6 * MM, name_height = 0, bottom = top;
  Paragraph **names = ARENA_ARRAY(composer->arena, Paragraph *, track->stops);
  double width = track->part - 2 * MM;
  for (uint32_t i = 0; i < track->stops; i++) {
    const FigureItem *stop = stop_at(track, i);
    TextStyle style = {.face = stop->is_present ? FACE_BOLD : FACE_REGULAR, .size = 9, .leading = 4.125 * MM};
    style.colour = is_to_come(stop) ? composer->style->grey : composer->style->ink;
    names[i] = make_label(composer, stop->label, style, width);
    name_height = fmax(name_height, names[i]->height);
  }
  for (uint32_t i = 0; i < track->stops; i++) {
    const FigureItem *stop = stop_at(track, i);
    Paragraph *note =
        make_label(composer, stop->note, small_style(composer, FACE_REGULAR, composer->style->grey), width);
    double x = stop_x(track, i) - 1.5 * MM;
    draw_label(composer, track->into, track->tag, names[i], x, top);
    draw_label(composer, track->into, track->tag, note, x, top + name_height);
    bottom = fmax(bottom, top + name_height + note->height);
  }
  return bottom;
}

/* A bracket above the line from the stop that was left to the one it went back to, with an arrow at that end. */
static void draw_jump(const Track *track, uint32_t index) {
  const FigureItem *jump = figure_item(track->figure, STR("jump"), index);
  Composer *composer = track->composer;
  Colour ink = composer->style->ink;
  double base = track->y - 1.0 * MM, top = track->y - (4.4 + 5 * index) * MM;
  double from = stop_x(track, jump->row) + (track->part * 0.38), to = stop_x(track, jump->to) + track->part * 0.55;
  if (jump->to >= jump->row) from = to + 8 * MM;
  Draw *draw = draw_rule(composer, track->into, track->tag, from, base + 0.9 * MM, from, top, 0.35 * MM, ink);
  path_line(composer->list, draw, to, top);
  path_line(composer->list, draw, to, base);
  draw_arrow(composer, track->into, track->tag, to, base + 0.6 * MM, 0, 1, ink);
  TextStyle style = small_style(composer, FACE_REGULAR, ink);
  double x = fmin(to, FULL_WIDTH - text_width(composer, jump->label, style));
  draw_word(composer, track->into, track->tag, jump->label, style, ANCHOR_LEFT, fmax(x, 0), top - 1.3 * MM);
}

bool draw_track(Composer *composer, Fragment *into, const Figure *figure, Tag *tag) {
  Track track = {.composer = composer, .into = into, .figure = figure, .tag = tag};
  track.stops = figure_count(figure, STR("stop"));
  track.jumps = figure_count(figure, STR("jump"));
  if (!track.stops || track.stops > 8) return false;
  bool has_brackets = track.jumps > 0 && track.jumps <= 2;
  LIST_EACH(const FigureItem, item, figure->items)
    if (str_equal(item->role, STR("jump")) && (item->row >= track.stops || item->to >= track.stops)) return false;
  track.part = FULL_WIDTH / track.stops;
  track.y = has_brackets ? (8.2 + 5 * (track.jumps - 1)) * MM : 3.2 * MM;
  draw_line(&track);
  for (uint32_t i = 0; i < track.stops; i++) draw_stop(&track, i);
  for (uint32_t i = 0; has_brackets && i < track.jumps; i++) draw_jump(&track, i);
  double bottom = draw_names(&track);
  if (track.jumps > 2) {
    Text all = text_new(composer->arena);
    for (uint32_t i = 0; i < track.jumps; i++) {
      if (i) text_add_c(&all, "; ");
      text_add(&all, figure_item(figure, STR("jump"), i)->label);
    }
    Paragraph *line =
        make_label(composer, text_str(&all), small_style(composer, FACE_REGULAR, composer->style->ink), FULL_WIDTH);
    draw_label(composer, into, tag, line, 0, bottom + 1.5 * MM);
    bottom += 1.5 * MM + line->height;
  }
  into->width = FULL_WIDTH;
  into->height = bottom;
  return true;
}
