/* From–to bars: where it started, where it is, where it should be. Each bar has its own scale from start to target. */
#include "runtime/figure_parts.h"

#include <math.h>

typedef struct Ranges {
  Composer *composer;
  Fragment *into;
  Tag *tag;
} Ranges;

static const double FROM = 62 * MM, TO = 136 * MM, TARGET_X = 144 * MM;

/* How far it has come: 0 at the start, 1 at the target. */
static double share_done(const FigureItem *item) {
  double whole = item->limit - item->low;
  return fabs(whole) < 1e-12 ? 1 : (item->value - item->low) / whole;
}

static void draw_done(const Ranges *ranges, const FigureItem *item, double y) {
  Composer *composer = ranges->composer;
  const Style *colours = composer->style;
  double share = share_done(item), end = FROM + fmin(share, 1) * (TO - FROM);
  if (share > 1) {
    end = TO + 4 * MM;
    draw_rule(composer, ranges->into, ranges->tag, TO, y, end - 0.9 * MM, y, 0.4 * MM, colours->blue);
    stroke_circle(composer, ranges->into, ranges->tag, end - 0.2 * MM, y, 0.7 * MM, 0.35 * MM, colours->blue);
  }
  if (share < 0) end = FROM - 2.5 * MM;
  fill_rectangle(composer, ranges->into, ranges->tag, fmin(FROM, end), y - 0.75 * MM, fabs(fmin(end, TO) - FROM),
                 1.5 * MM, colours->blue);
  if (share >= 0)
    draw_rule(composer, ranges->into, ranges->tag, fmin(end, TO), y - 0.75 * MM, fmin(end, TO), y + 1.9 * MM, 0.25 * MM,
              colours->blue);
  TextStyle style = small_style(composer, FACE_REGULAR, colours->ink);
  bool is_far = share > 0.7;
  double width = text_width(composer, item->detail, style), x = is_far ? fmin(end, TO) : fmax(end, FROM) + 0.4 * MM;
  if (!is_far && x + width > TO) x = fmax(TO - width, FROM);
  draw_word(composer, ranges->into, ranges->tag, item->detail, style, is_far ? ANCHOR_RIGHT : ANCHOR_LEFT, x,
            y + 4.3 * MM);
}

static void draw_bar(const Ranges *ranges, const FigureItem *item, double y) {
  Composer *composer = ranges->composer;
  const Style *colours = composer->style;
  draw_rule(composer, ranges->into, ranges->tag, FROM, y, TO, y, 0.35 * MM, colours->rule);
  draw_rule(composer, ranges->into, ranges->tag, FROM, y - 1.1 * MM, FROM, y + 1.1 * MM, 0.4 * MM, colours->ink);
  if (item->has_value) draw_done(ranges, item, y);
  draw_rule(composer, ranges->into, ranges->tag, TO, y - 1.9 * MM, TO, y + 1.9 * MM, 0.7 * MM, colours->ink);
}

static double draw_range(const Ranges *ranges, const FigureItem *item, double top) {
  Composer *composer = ranges->composer;
  const Style *colours = composer->style;
  TextStyle bold = label_style(composer, FACE_BOLD, colours->ink),
            style = label_style(composer, FACE_REGULAR, colours->ink);
  TextStyle grey = small_style(composer, FACE_REGULAR, colours->grey);
  double baseline = top + paragraph_baseline(&style), line = baseline - 0.36 * style.size;
  double note = item->note.length ? text_width(composer, item->note, style) + 4 * MM : 0;
  Paragraph *label = make_label(composer, item->label, bold, fmax(FROM - 1.5 * MM - note, 24 * MM));
  double bottom = top + label->height;
  draw_label(composer, ranges->into, ranges->tag, label, 0, top);
  bool is_worse = item->has_low && item->has_limit && item->has_value && share_done(item) < 0;
  draw_word(composer, ranges->into, ranges->tag, item->note, style, ANCHOR_RIGHT, FROM - (is_worse ? 4 : 2) * MM,
            baseline);
  if (item->has_low && item->has_limit) {
    draw_bar(ranges, item, line);
    if (item->has_value) bottom = fmax(bottom, line + 5.2 * MM);
  } else {
    Paragraph *detail = make_label(composer, item->detail, style, TO - FROM);
    draw_label(composer, ranges->into, ranges->tag, detail, FROM, top);
    bottom = fmax(bottom, top + detail->height);
  }
  if (item->items.count) {
    Paragraph *value = make_label(composer, item->items.items[0].label, bold, FULL_WIDTH - TARGET_X);
    Paragraph *date = make_label(composer, item->items.items[0].note, grey, FULL_WIDTH - TARGET_X);
    draw_label(composer, ranges->into, ranges->tag, value, TARGET_X, top);
    draw_label(composer, ranges->into, ranges->tag, date, TARGET_X, top + value->height);
    bottom = fmax(bottom, top + value->height + date->height);
  }
  return fmax(bottom + 2.6 * MM, top + 10.2 * MM);
}

bool draw_ranges(Composer *composer, Fragment *into, const Figure *figure, Tag *tag) {
  Ranges ranges = {composer, into, tag};
  double y = 0;
  LIST_EACH(const FigureItem, item, figure->items)
    if (str_equal(item->role, STR("range"))) y = draw_range(&ranges, item, y);
  into->width = FULL_WIDTH;
  into->height = y;
  return y > 0 && y < 200 * MM;
}
