/* The scan: statements down, a scale across, a mark for each party. With more parties than there are marks, dots are
 * stacked; without parties (for who may not know who scored what) only the extent and the mean are drawn. */
#include "runtime/figure_parts.h"

#include <math.h>

enum { STACK_WIDTH = 4, MOST_STEPS = 11 };

static const double SCALE_X = 88 * MM, SCALE_WIDTH = 48 * MM, STATE_X = 144 * MM, STATEMENT_WIDTH = 80 * MM,
                    PITCH = 2.9 * MM;

typedef struct Dots {
  Composer *composer;
  Fragment *into;
  const Figure *figure;
  Tag *tag;
  uint32_t series;
  double low, high; /* of the scale */
  double steps[MOST_STEPS];
  Str labels[MOST_STEPS];
  uint32_t step_count;
} Dots;

static double value_x(const Dots *dots, double value) {
  double share = (value - dots->low) / (dots->high - dots->low);
  return SCALE_X + fmin(fmax(share, 0), 1) * SCALE_WIDTH;
}

static bool read_scale(Dots *dots) {
  static const char *const usual[] = {"1", "2", "3", "4", "5"};
  LIST_EACH(const FigureItem, item, dots->figure->items) {
    if (!str_equal(item->role, STR("step"))) continue;
    if (dots->step_count == MOST_STEPS) return false;
    dots->steps[dots->step_count] = item->value;
    dots->labels[dots->step_count++] = item->label;
  }
  if (!dots->step_count)
    for (uint32_t i = 0; i < 5; i++) dots->steps[i] = i + 1, dots->labels[i] = str_of(usual[i]), dots->step_count = 5;
  dots->low = dots->steps[0];
  dots->high = dots->steps[dots->step_count - 1];
  return dots->high > dots->low;
}

/* The key: every party with its mark, as one line that wraps. */
static double draw_key(const Dots *dots) {
  Composer *composer = dots->composer;
  TextStyle style = small_style(composer, FACE_REGULAR, composer->style->ink);
  double total = 0, y = 0, left = SCALE_X - 3 * MM;
  if (!dots->series || dots->series > FIGURE_MARKED_SERIES) return 0;
  if (figure_item(dots->figure, STR("series"), 0)->is_done) return 0;
  for (uint32_t i = 0; i < dots->series; i++)
    total += text_width(composer, figure_item(dots->figure, STR("series"), i)->label, style) + 8 * MM;
  if (total > FULL_WIDTH - left) left = 0;
  double x = left;
  for (uint32_t i = 0; i < dots->series; i++) {
    Paragraph *label =
        make_label(composer, figure_item(dots->figure, STR("series"), i)->label, style, FULL_WIDTH - 4 * MM);
    if (x > left && x + label->width + 3 * MM > FULL_WIDTH) x = left, y += style.leading + 0.6 * MM;
    draw_series_mark(composer, dots->into, dots->tag, i, x + 1.15 * MM, y + style.leading / 2);
    draw_label(composer, dots->into, dots->tag, label, x + 3.2 * MM, y);
    y += label->height - style.leading;
    x += label->width + 8 * MM;
  }
  return y + style.leading + 3.5 * MM;
}

static double draw_group(const Dots *dots, const FigureItem *group, double y) {
  Composer *composer = dots->composer;
  const Style *colours = composer->style;
  TextStyle bold = {FACE_BOLD, 9, 4.125 * MM, 0, colours->ink},
            small = small_style(composer, FACE_REGULAR, colours->grey);
  TextStyle mean = label_style(composer, FACE_BOLD, colours->ink);
  Paragraph *label = make_label(composer, group ? group->label : STR(""), bold, STATEMENT_WIDTH);
  double baseline = y + fmax(label->height, bold.leading) - bold.leading + paragraph_baseline(&bold);
  draw_label(composer, dots->into, dots->tag, label, 0, y);
  for (uint32_t i = 0; i < dots->step_count; i++)
    draw_word(composer, dots->into, dots->tag, dots->labels[i], small, ANCHOR_CENTRE, value_x(dots, dots->steps[i]),
              baseline);
  if (group) draw_word(composer, dots->into, dots->tag, group->note, mean, ANCHOR_LEFT, STATE_X, baseline);
  y += fmax(label->height, bold.leading) + 1.1 * MM;
  draw_rule(composer, dots->into, dots->tag, 0, y, FULL_WIDTH, y, 0.5, colours->ink);
  return y;
}

static uint32_t marks_at(const Dots *dots, uint32_t row, double value) {
  uint32_t count = 0;
  LIST_EACH(const FigureItem, item, dots->figure->items)
    count += str_equal(item->role, STR("mark")) && item->row == row && fabs(item->value - value) < 1e-9;
  return count;
}

static void draw_extent(const Dots *dots, const FigureItem *row, double y) {
  const Style *colours = dots->composer->style;
  if (!row->has_low || !row->has_high || row->high <= row->low) return;
  draw_rule(dots->composer, dots->into, dots->tag, value_x(dots, row->low), y, value_x(dots, row->high), y,
            (row->is_stressed ? 0.5 : 0.3) * MM, row->is_stressed ? colours->ink : colours->rule);
}

/* Marks of the same score stand side by side, centred on it. */
static void draw_marks(const Dots *dots, uint32_t row, double y) {
  static const Colour white = {255, 255, 255};
  bool is_stacked = dots->series > FIGURE_MARKED_SERIES;
  LIST_EACH(const FigureItem, mark, dots->figure->items) {
    if (!str_equal(mark->role, STR("mark")) || mark->row != row) continue;
    uint32_t count = marks_at(dots, row, mark->value), place = 0;
    for (const FigureItem *other = dots->figure->items.items; other < mark; other++)
      place += str_equal(other->role, STR("mark")) && other->row == row && fabs(other->value - mark->value) < 1e-9;
    uint32_t in_line = count, line = 0, lines = 1;
    double pitch = PITCH;
    if (is_stacked) {
      line = place / STACK_WIDTH, lines = (count + STACK_WIDTH - 1) / STACK_WIDTH;
      in_line = line + 1 < lines ? STACK_WIDTH : count - line * STACK_WIDTH;
      place %= STACK_WIDTH;
      pitch = 2.5 * MM;
    }
    double x = value_x(dots, mark->value) + (place - (in_line - 1) / 2.0) * pitch;
    double at = y + (line - (lines - 1) / 2.0) * 2.5 * MM;
    fill_disc(dots->composer, dots->into, dots->tag, x, at, (is_stacked ? 1.15 : 1.45) * MM, white);
    if (is_stacked)
      fill_disc(dots->composer, dots->into, dots->tag, x, at, 0.95 * MM, dots->composer->style->blue);
    else
      draw_series_mark(dots->composer, dots->into, dots->tag, mark->series, x, at);
  }
}

static double stack_height(const Dots *dots, uint32_t row) {
  uint32_t most = 0;
  for (uint32_t i = 0; i < dots->step_count; i++) {
    uint32_t count = marks_at(dots, row, dots->steps[i]);
    most = count > most ? count : most;
  }
  return dots->series > FIGURE_MARKED_SERIES ? ((most + STACK_WIDTH - 1) / STACK_WIDTH) * 2.5 * MM : 0;
}

/* From where it was to where it is. */
static void draw_change(const Dots *dots, const FigureItem *row, double y) {
  static const Colour white = {255, 255, 255};
  Composer *composer = dots->composer;
  double from = value_x(dots, row->limit), to = value_x(dots, row->value), along = to > from ? 1 : -1;
  if (fabs(to - from) > 2.2 * MM) {
    double tip = to - along * 0.7 * MM;
    draw_rule(composer, dots->into, dots->tag, from, y, tip, y, 0.35 * MM, composer->style->ink);
    draw_arrow(composer, dots->into, dots->tag, tip, y, along, 0, composer->style->ink);
  }
  fill_disc(composer, dots->into, dots->tag, from, y, 1.15 * MM, white);
  stroke_circle(composer, dots->into, dots->tag, from, y, 0.9 * MM, 0.4 * MM, composer->style->grey);
}

static double draw_statement(const Dots *dots, uint32_t index, const FigureItem *row, double y) {
  Composer *composer = dots->composer;
  const Style *colours = composer->style;
  TextStyle style = label_style(composer, row->is_stressed ? FACE_SEMIBOLD : FACE_REGULAR, colours->ink);
  TextStyle small = small_style(composer, FACE_REGULAR, colours->grey),
            bold = label_style(composer, FACE_BOLD, colours->ink);
  Paragraph *label = make_label(composer, row->label, style, STATEMENT_WIDTH);
  Paragraph *detail = make_label(composer, row->detail, small, STATEMENT_WIDTH);
  Paragraph *word = make_label(composer, row->note, row->state ? bold : style, FULL_WIDTH - STATE_X - SIGN_ADVANCE);
  double text = label->height + detail->height, height = fmax(text, fmax(word->height, stack_height(dots, index)));
  double middle = y + 1.45 * MM + height / 2, top = middle - text / 2;
  draw_label(composer, dots->into, dots->tag, label, 0, top);
  draw_label(composer, dots->into, dots->tag, detail, 0, top + label->height);
  for (uint32_t i = 0; i < dots->step_count; i++)
    if (!marks_at(dots, index, dots->steps[i]))
      fill_disc(composer, dots->into, dots->tag, value_x(dots, dots->steps[i]), middle, 0.2 * MM, colours->rule);
  draw_extent(dots, row, middle);
  draw_marks(dots, index, middle);
  if (row->has_limit && row->has_value) draw_change(dots, row, middle);
  if (row->has_value) {
    double x = value_x(dots, row->value);
    draw_rule(composer, dots->into, dots->tag, x, middle - 1.4 * MM, x, middle + 1.4 * MM, 0.8 * MM, colours->blue);
  }
  if (word->lines.count) {
    double word_top = middle - word->height / 2;
    draw_sign(composer, dots->into, dots->tag, row->state, STATE_X, word_top + paragraph_baseline(&bold));
    draw_label(composer, dots->into, dots->tag, word, STATE_X + (row->state ? SIGN_ADVANCE : 0), word_top);
  }
  return y + height + 2.9 * MM;
}

bool draw_dots(Composer *composer, Fragment *into, const Figure *figure, Tag *tag) {
  Dots dots = {.composer = composer, .into = into, .figure = figure, .tag = tag};
  dots.series = figure_count(figure, STR("series"));
  if (!read_scale(&dots)) return false;
  double y = draw_key(&dots);
  uint32_t before = UINT32_MAX, index = 0;
  LIST_EACH(const FigureItem, row, figure->items) {
    if (!str_equal(row->role, STR("row"))) continue;
    if (index == 0 || row->row != before) {
      if (index > 0) y += 3.2 * MM;
      y = draw_group(&dots, figure_item(figure, STR("group"), row->row), y);
    } else {
      draw_rule(composer, into, tag, 0, y, FULL_WIDTH, y, 0.35, composer->style->hair);
    }
    before = row->row;
    y = draw_statement(&dots, index++, row, y);
  }
  into->width = FULL_WIDTH;
  into->height = y;
  return index > 0 && y <= page_bottom(composer) - page_top(composer) - 32 * MM;
}
