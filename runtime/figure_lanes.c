/* The Kompas: phases as lanes, time across, and the road that was travelled as one line: down is forward, up is a step
 * back.
 *
 * Labels find a free place: each is tried right and left of its mark, above and below its lane, against everything that
 * was drawn before. One that finds none goes to a line of text under the figure. */
#include "runtime/figure_parts.h"

#include <math.h>

typedef struct Box {
  double left, top, right, bottom;
} Box;

typedef struct Lanes {
  Composer *composer;
  Fragment *into;
  const Figure *figure;
  Tag *tag;
  double left, low, high; /* where time starts; first and last day */
  double pitch;
  uint32_t lanes;
  LIST(Box) taken;
  LIST(const FigureItem *) unplaced;
} Lanes;

static const double TOP = 7.5 * MM;

static double day_x(const Lanes *lanes, double day) {
  double share = (day - lanes->low) / (lanes->high - lanes->low);
  return lanes->left + fmin(fmax(share, 0), 1) * (FULL_WIDTH - lanes->left);
}

static double lane_y(const Lanes *lanes, uint32_t lane) { return TOP + lane * lanes->pitch; }

/* ---- places ---- */

static void take(Lanes *lanes, double left, double top, double right, double bottom) {
  LIST_PUSH(lanes->composer->arena, &lanes->taken, ((Box){left, top, right, bottom}));
}

static bool is_free(const Lanes *lanes, Box box) {
  if (box.left < lanes->left - 0.1 || box.right > FULL_WIDTH + 0.1 || box.top < -0.1) return false;
  LIST_EACH(const Box, other, lanes->taken)
    if (box.left < other->right && other->left < box.right && box.top < other->bottom && other->top < box.bottom)
      return false;
  for (uint32_t i = 0; i < lanes->lanes; i++) /* no text on a lane's line */
    if (box.top < lane_y(lanes, i) - 0.1 && box.bottom > lane_y(lanes, i) + 0.1) return false;
  return true;
}

/* Draws a label at the first of the four places around a mark that is free. */
static bool place_label(Lanes *lanes, Str text, TextStyle style, double x, double y, double away) {
  Composer *composer = lanes->composer;
  static const int sides[4][2] = {{1, -1}, {1, 1}, {-1, -1}, {-1, 1}};
  static const double widths[] = {40 * MM, 60 * MM, 28 * MM};
  for (int size = 0; size < 3; size++) {
    Paragraph *label = make_label(composer, text, style, widths[size]);
    if (label->lines.count > 2 && size < 2) continue;
    for (int i = 0; i < 4; i++) {
      double left = sides[i][0] > 0 ? x + away : x - away - label->width;
      double top = sides[i][1] < 0 ? y - 0.9 * MM - label->height : y + 0.9 * MM;
      Box box = {left, top, left + label->width, top + label->height};
      Box wider = {box.left - 0.6 * MM, box.top, box.right + 0.6 * MM, box.bottom};
      if (!is_free(lanes, wider) && !(i == 0 && is_free(lanes, box))) continue;
      draw_label(composer, lanes->into, lanes->tag, label, left, top);
      take(lanes, box.left, box.top, box.right, box.bottom);
      return true;
    }
  }
  return false;
}

/* ---- the ground ---- */

static double draw_ground(Lanes *lanes) {
  Composer *composer = lanes->composer;
  const Style *colours = composer->style;
  const FigureItem *lane, *tick;
  double bottom = lane_y(lanes, lanes->lanes - 1) + 5.5 * MM;
  for (uint32_t i = 0; (lane = figure_item(lanes->figure, STR("lane"), i)); i++) {
    TextStyle style = {lane->is_present ? FACE_BOLD : FACE_REGULAR, 9, 4.125 * MM, 0, colours->ink};
    Paragraph *label = make_label(composer, lane->label, style, lanes->left - 2 * MM);
    double y = lane_y(lanes, i);
    draw_label(composer, lanes->into, lanes->tag, label, 0, y - label->height / 2);
    draw_rule(composer, lanes->into, lanes->tag, lanes->left, y, FULL_WIDTH, y, 0.35, colours->rule);
  }
  if (!figure_count(lanes->figure, STR("tick"))) return bottom - 2.5 * MM;
  draw_rule(composer, lanes->into, lanes->tag, lanes->left, bottom, FULL_WIDTH, bottom, 0.5, colours->ink);
  double until = -1;
  for (uint32_t i = 0; (tick = figure_item(lanes->figure, STR("tick"), i)); i++) {
    TextStyle style = small_style(composer, FACE_REGULAR, colours->grey);
    double x = day_x(lanes, tick->value), width = text_width(composer, tick->label, style);
    draw_rule(composer, lanes->into, lanes->tag, x, bottom, x, bottom + 1.2 * MM, 0.35, colours->ink);
    if (x < until || x + width > FULL_WIDTH + 2 * MM) continue;
    draw_word(composer, lanes->into, lanes->tag, tick->label, style, ANCHOR_LEFT, x, bottom + 4 * MM);
    until = x + width + 1.5 * MM;
  }
  return bottom + 5 * MM;
}

/* ---- the road ---- */

static Draw *road_line(Lanes *lanes, double x1, double y1, double x2, double y2, bool is_done) {
  Draw *draw =
      draw_rule(lanes->composer, lanes->into, lanes->tag, x1, y1, x2, y2, 0.75 * MM, lanes->composer->style->ink);
  if (!is_done) draw->dash_on = 0.9 * MM, draw->dash_off = 0.8 * MM, draw->line_width = 0.5 * MM;
  take(lanes, fmin(x1, x2) - 0.5 * MM, fmin(y1, y2) - 0.5 * MM, fmax(x1, x2) + 0.5 * MM, fmax(y1, y2) + 0.5 * MM);
  return draw;
}

/* The head of an arrow upward, as heavy as the road. */
static void draw_head(Lanes *lanes, double x, double y) {
  Draw *draw = draw_rule(lanes->composer, lanes->into, lanes->tag, x - 1.5 * MM, y + 2 * MM, x, y, 0.6 * MM,
                         lanes->composer->style->ink);
  path_line(lanes->composer->list, draw, x + 1.5 * MM, y + 2 * MM);
}

static void draw_road(Lanes *lanes) {
  const FigureItem *before = NULL, *leg;
  for (uint32_t i = 0; (leg = figure_item(lanes->figure, STR("leg"), i)); i++, before = leg) {
    double y = lane_y(lanes, leg->row), x = day_x(lanes, leg->low);
    if (before && before->row != leg->row) {
      double from = lane_y(lanes, before->row);
      road_line(lanes, x, from, x, y, leg->is_done);
      if (y < from) draw_head(lanes, x, y + 0.9 * MM);
    }
    road_line(lanes, x, y, day_x(lanes, leg->high), y, leg->is_done);
  }
}

static void draw_results(Lanes *lanes) {
  static const Colour white = {255, 255, 255};
  Composer *composer = lanes->composer;
  LIST_EACH(const FigureItem, item, lanes->figure->items) {
    double x = day_x(lanes, item->value), y = lane_y(lanes, item->row), half = 1.15 * MM;
    if (str_equal(item->role, STR("result"))) {
      fill_rectangle(composer, lanes->into, lanes->tag, x - half, y - half, 2 * half, 2 * half, white);
      Draw *draw = draw_path(composer->list, &lanes->into->page, lanes->tag);
      draw->line_width = 0.35 * MM;
      draw->colour = composer->style->ink;
      path_rectangle(composer->list, draw, x - half, y - half, 2 * half, 2 * half);
      take(lanes, x - half, y - half, x + half, y + half);
    } else if (str_equal(item->role, STR("today"))) {
      fill_disc(composer, lanes->into, lanes->tag, x, y, 2.3 * MM, white);
      stroke_circle(composer, lanes->into, lanes->tag, x, y, 2.1 * MM, 0.45 * MM, composer->style->ink);
      fill_disc(composer, lanes->into, lanes->tag, x, y, 1.2 * MM, composer->style->ink);
      take(lanes, x - 2.3 * MM, y - 2.3 * MM, x + 2.3 * MM, y + 2.3 * MM);
    }
  }
}

/* ---- labels ---- */

static Str join(Composer *composer, Str a, Str b) {
  if (!a.length || !b.length) return a.length ? a : b;
  return str_format(composer->arena, "%.*s, %.*s", STR_ARGS(a), STR_ARGS(b));
}

static void place_labels(Lanes *lanes) {
  Composer *composer = lanes->composer;
  TextStyle small = small_style(composer, FACE_REGULAR, composer->style->ink);
  TextStyle bold = small_style(composer, FACE_BOLD, composer->style->ink);
  const FigureItem *item;
  if ((item = figure_item(lanes->figure, STR("today"), 0))) {
    double x = day_x(lanes, item->value), y = lane_y(lanes, item->row);
    if (!place_label(lanes, item->label, bold, x, y + 1.4 * MM, -text_width(composer, item->label, bold) / 2) &&
        !place_label(lanes, item->label, bold, x, y, 3 * MM))
      LIST_PUSH(composer->arena, &lanes->unplaced, item);
  }
  LIST_EACH(const FigureItem, lane, lanes->figure->items) {
    if (!str_equal(lane->role, STR("lane")) || lane->state == STATE_NONE) continue;
    uint32_t index = 0;
    for (const FigureItem *other = lanes->figure->items.items; other < lane; other++)
      index += str_equal(other->role, STR("lane"));
    double y = lane_y(lanes, index);
    Box box = {lanes->left, y - 4.5 * MM, lanes->left + state_width(composer, lane->note, small), y - 0.6 * MM};
    if (!is_free(lanes, box)) {
      LIST_PUSH(composer->arena, &lanes->unplaced, lane);
      continue;
    }
    draw_state(composer, lanes->into, lanes->tag, lane->state, lane->note, small, box.left, y - 1.6 * MM);
    take(lanes, box.left, box.top, box.right, box.bottom);
  }
  LIST_EACH(const FigureItem, leg, lanes->figure->items) {
    if (!str_equal(leg->role, STR("leg")) || !leg->label.length) continue;
    if (!place_label(lanes, leg->label, small, day_x(lanes, leg->low), lane_y(lanes, leg->row), 0))
      LIST_PUSH(composer->arena, &lanes->unplaced, leg);
  }
  LIST_EACH(const FigureItem, result, lanes->figure->items) {
    if (!str_equal(result->role, STR("result"))) continue;
    Str text = join(composer, result->label, result->note);
    if (!place_label(lanes, text, small, day_x(lanes, result->value), lane_y(lanes, result->row), 1.9 * MM))
      LIST_PUSH(composer->arena, &lanes->unplaced, result);
  }
}

static double draw_unplaced(const Lanes *lanes, double y) {
  Composer *composer = lanes->composer;
  Text text = text_new(composer->arena);
  LIST_EACH(const FigureItem *const, place, lanes->unplaced) {
    if (text.length) text_add_c(&text, "; ");
    bool is_leg = str_equal((*place)->role, STR("leg"));
    text_add(&text, is_leg ? (*place)->label : join(composer, (*place)->label, (*place)->note));
  }
  if (!text.length) return y;
  Paragraph *note = make_label(composer, text_str(&text), small_style(composer, FACE_REGULAR, composer->style->ink),
                               FULL_WIDTH - lanes->left);
  draw_label(composer, lanes->into, lanes->tag, note, lanes->left, y + 1.5 * MM);
  return y + 1.5 * MM + note->height;
}

static bool read_axis(Lanes *lanes) {
  const FigureItem *axis = figure_item(lanes->figure, STR("axis"), 0), *lane;
  lanes->lanes = figure_count(lanes->figure, STR("lane"));
  if (!axis || axis->high <= axis->low || !lanes->lanes || lanes->lanes > 9) return false;
  lanes->low = axis->low;
  lanes->high = axis->high;
  lanes->pitch = 10.5 * MM;
  for (uint32_t i = 0; (lane = figure_item(lanes->figure, STR("lane"), i)); i++) {
    TextStyle style = {FACE_BOLD, 9, 4.125 * MM, 0, lanes->composer->style->ink};
    lanes->left = fmax(lanes->left, fmin(text_width(lanes->composer, lane->label, style) + 5 * MM, 40 * MM));
  }
  lanes->left = fmax(lanes->left, 27 * MM);
  LIST_EACH(const FigureItem, item, lanes->figure->items) {
    bool stands = str_equal(item->role, STR("leg")) || str_equal(item->role, STR("result")) ||
                  str_equal(item->role, STR("today"));
    if (stands && item->row >= lanes->lanes) return false;
  }
  return true;
}

bool draw_lanes(Composer *composer, Fragment *into, const Figure *figure, Tag *tag) {
  Lanes lanes = {.composer = composer, .into = into, .figure = figure, .tag = tag};
  if (!read_axis(&lanes)) return false;
  double bottom = draw_ground(&lanes);
  draw_road(&lanes);
  draw_results(&lanes);
  place_labels(&lanes);
  into->height = draw_unplaced(&lanes, bottom);
  into->width = FULL_WIDTH;
  return true;
}
