/* Better, equal or worse for each: a line with three steps, a mark at its place, and what it rests on beside it. */
#include "runtime/figure_parts.h"

#include <math.h>

static const double FROM = 52 * MM, TO = 106 * MM, NOTE_X = 116 * MM;

typedef struct Scale {
  Composer *composer;
  Fragment *into;
  const Figure *figure;
  Tag *tag;
} Scale;

static double draw_heads(const Scale *scale) {
  Composer *composer = scale->composer;
  TextStyle style = small_style(composer, FACE_REGULAR, composer->style->grey);
  Paragraph *heads[3];
  double height = 0;
  for (uint32_t i = 0; i < 3; i++) {
    const FigureItem *step = figure_item(scale->figure, STR("step"), i);
    heads[i] = make_label(composer, step ? step->label : STR(""), style, 25 * MM);
    height = fmax(height, heads[i]->height);
  }
  for (int i = 0; i < 3; i++)
    for (uint32_t k = 0; k < heads[i]->lines.count; k++) {
      double x = FROM + i * (TO - FROM) / 2 - heads[i]->lines.items[k].width / 2;
      Tag *const *tags = run_tags(composer, &heads[i]->runs, scale->tag);
      draw_lines(composer, scale->into, heads[i], tags, k, k + 1, x, height - heads[i]->height + k * style.leading);
    }
  double y = height + 1.2 * MM;
  draw_rule(composer, scale->into, scale->tag, 0, y, FULL_WIDTH, y, 0.5, composer->style->ink);
  return y;
}

static void draw_mark_on_line(const Scale *scale, const FigureItem *row, double y) {
  Composer *composer = scale->composer;
  const Style *colours = composer->style;
  Draw *line = draw_rule(composer, scale->into, scale->tag, FROM, y, TO, y, 0.35 * MM, colours->rule);
  for (int i = 0; i < 3; i++) {
    double x = FROM + i * (TO - FROM) / 2;
    draw_rule(composer, scale->into, scale->tag, x, y - 1 * MM, x, y + 1 * MM, (i == 1 ? 0.4 : 0.25) * MM,
              colours->ink);
  }
  if (!row->has_value) {
    line->dash_on = 0.9 * MM, line->dash_off = 0.8 * MM;
    return;
  }
  double middle = (FROM + TO) / 2, x = middle + fmin(fmax(row->value, -1), 1) * (TO - FROM) / 2;
  Colour colour = row->value < 0 ? colours->red : colours->blue;
  draw_rule(composer, scale->into, scale->tag, middle, y, x, y, 0.8 * MM, colour);
  if (row->value < 0)
    fill_rectangle(composer, scale->into, scale->tag, x - 1.3 * MM, y - 1.3 * MM, 2.6 * MM, 2.6 * MM, colour);
  else
    fill_disc(composer, scale->into, scale->tag, x, y, 1.4 * MM, colour);
}

static double draw_row(const Scale *scale, const FigureItem *row, double y) {
  Composer *composer = scale->composer;
  const Style *colours = composer->style;
  TextStyle bold = label_style(composer, FACE_BOLD, colours->ink),
            style = label_style(composer, FACE_REGULAR, colours->ink);
  Paragraph *label = make_label(composer, row->label, bold, FROM - 8 * MM);
  double top = y + 1.5 * MM, height = label->height;
  draw_label(composer, scale->into, scale->tag, label, 0, top);
  draw_mark_on_line(scale, row, top + bold.leading / 2);
  double note_top = top;
  if (row->state != STATE_NONE) {
    Paragraph *word = make_label(composer, row->detail, bold, FULL_WIDTH - NOTE_X - SIGN_ADVANCE);
    draw_sign(composer, scale->into, scale->tag, row->state, NOTE_X, top + paragraph_baseline(&bold));
    draw_label(composer, scale->into, scale->tag, word, NOTE_X + SIGN_ADVANCE, top);
    note_top += word->height;
  }
  Paragraph *note = make_label(composer, row->note, style, FULL_WIDTH - NOTE_X);
  draw_label(composer, scale->into, scale->tag, note, NOTE_X, note_top);
  return y + fmax(height, note_top - top + note->height) + 3 * MM;
}

bool draw_scale(Composer *composer, Fragment *into, const Figure *figure, Tag *tag) {
  Scale scale = {composer, into, figure, tag};
  const FigureItem *row;
  double y = draw_heads(&scale);
  uint32_t index = 0;
  for (; (row = figure_item(figure, STR("row"), index)); index++) {
    if (index > 0) draw_rule(composer, into, tag, 0, y, FULL_WIDTH, y, 0.35, composer->style->hair);
    y = draw_row(&scale, row, y);
  }
  into->width = FULL_WIDTH;
  into->height = y;
  return index > 0 && y < 220 * MM;
}
