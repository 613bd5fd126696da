/* The quadrant: two axes, four cells; in each the form, who sees it, and how many arrangements belong to it.
 *
 * Every cell is measured first; a row of cells grows when one of its cells needs more room than the usual 33 mm. */
#include "runtime/figure_parts.h"

#include <math.h>

enum { MOST_IN_ONE_COLUMN = 4, MOST_MARKS_IN_CELL = 6, DOTS_IN_LINE = 14 };

static const double CELL_HEIGHT = 33 * MM, PAD = 3 * MM, DOT_PITCH = 2.6 * MM;

typedef struct Quadrant {
  Composer *composer;
  Fragment *into;
  const Figure *figure;
  Tag *tag;
  uint32_t series;
  double left, width; /* of the rows' labels, of a cell */
} Quadrant;

enum { MOST_LINES_IN_TWO = 2 };

/* A cell's texts, measured. */
typedef struct Cell {
  const FigureItem *item, *crowd;
  Paragraph *name, *note, *tally;
  uint32_t mark_count;
  uint32_t marks[MOST_MARKS_IN_CELL]; /* series */
  Paragraph *names[MOST_MARKS_IN_CELL];
  double marks_height, height;
  uint32_t columns; /* that the marks stand in */
  uint32_t dots; /* parties too many to name, and nobody gave a word for their number: a dot each, names in the note */
} Cell;

static double marks_width(const Quadrant *quadrant, const Cell *cell) {
  double room = quadrant->width - 2 * PAD;
  return room / cell->columns;
}

/* Marks of a cell stand in one column, or in two; the place of mark `index`, from the top of the marks. */
static double mark_offset(const Quadrant *quadrant, const Cell *cell, uint32_t index, double *x) {
  uint32_t columns = cell->columns;
  double y = 0;
  for (uint32_t row = 0; row < index / columns; row++) {
    double tallest = 0;
    for (uint32_t c = 0; c < columns; c++)
      if (row * columns + c < cell->mark_count) tallest = fmax(tallest, cell->names[row * columns + c]->height);
    y += tallest + 0.45 * MM;
  }
  *x = (index % columns) * marks_width(quadrant, cell);
  return y;
}

static void find_marks(const Quadrant *quadrant, Cell *cell) {
  uint32_t count = 0;
  LIST_EACH(const FigureItem, mark, quadrant->figure->items) {
    if (!str_equal(mark->role, STR("mark")) || mark->row != cell->item->row || mark->column != cell->item->column)
      continue;
    if (count < MOST_MARKS_IN_CELL) cell->marks[count] = mark->series;
    count++;
  }
  cell->mark_count = cell->crowd || count > MOST_MARKS_IN_CELL ? 0 : count;
  cell->dots = cell->crowd || count <= MOST_MARKS_IN_CELL ? 0 : count;
}

/* Breaks the names for the columns that were chosen; the most lines that one takes. */
static uint32_t break_names(const Quadrant *quadrant, Cell *cell) {
  TextStyle label = label_style(quadrant->composer, FACE_REGULAR, quadrant->composer->style->ink);
  uint32_t most = 0;
  for (uint32_t i = 0; i < cell->mark_count; i++) {
    const FigureItem *series = figure_item(quadrant->figure, STR("series"), cell->marks[i]);
    cell->names[i] =
        make_label(quadrant->composer, series ? series->label : STR(""), label, marks_width(quadrant, cell) - 4.5 * MM);
    most = cell->names[i]->lines.count > most ? cell->names[i]->lines.count : most;
  }
  return most;
}

static void measure_cell(const Quadrant *quadrant, Cell *cell) {
  Composer *composer = quadrant->composer;
  const Style *style = composer->style;
  double width = quadrant->width - 2 * PAD;
  TextStyle name = {cell->item->is_chosen ? FACE_BOLD : FACE_REGULAR, 9, 4.125 * MM, 0, style->ink};
  cell->crowd = figure_crossing(quadrant->figure, STR("crowd"), cell->item->row, cell->item->column);
  cell->name = make_label(composer, cell->item->label, name, width);
  Colour note = cell->item->is_chosen ? style->ink : style->grey;
  cell->note = make_label(composer, cell->item->note, small_style(composer, FACE_REGULAR, note), width);
  cell->tally = make_label(composer, cell->item->detail, small_style(composer, FACE_REGULAR, style->ink), width);
  find_marks(quadrant, cell);
  cell->height = PAD * 0.8 + cell->name->height + cell->note->height + 1.5 * MM;
  cell->columns = cell->mark_count > MOST_IN_ONE_COLUMN ? 2 : 1;
  if (break_names(quadrant, cell) > MOST_LINES_IN_TWO && cell->columns == 2) {
    cell->columns = 1; /* long names read better under each other */
    break_names(quadrant, cell);
  }
  double x;
  if (cell->mark_count) {
    uint32_t last = cell->mark_count - 1;
    cell->marks_height = mark_offset(quadrant, cell, last, &x) + cell->names[last]->height;
    if (last)
      cell->marks_height =
          fmax(cell->marks_height, mark_offset(quadrant, cell, last - 1, &x) + cell->names[last - 1]->height);
  }
  if (cell->crowd) cell->marks_height = 3.75 * MM;
  if (cell->dots) cell->marks_height = (cell->dots + DOTS_IN_LINE - 1) / DOTS_IN_LINE * DOT_PITCH;
  cell->height += cell->marks_height + 2 * MM + (cell->item->has_value ? 3.4 * MM : 0) + cell->tally->height + 1.6 * MM;
}

static void draw_tally(const Quadrant *quadrant, const Cell *cell, double x, double bottom) {
  const Composer *composer = quadrant->composer;
  double y = bottom - 1.6 * MM - cell->tally->height;
  draw_label(quadrant->composer, quadrant->into, quadrant->tag, cell->tally, x, y);
  if (!cell->item->has_value) return;
  uint32_t count = cell->item->value > 0 ? (uint32_t)(cell->item->value + 0.5) : 0;
  double room = quadrant->width - 2 * PAD, pitch = 2.1 * MM;
  if (count * pitch > room) pitch = room / count;
  for (uint32_t i = 0; i < count; i++)
    fill_rectangle(quadrant->composer, quadrant->into, quadrant->tag, x + i * pitch, y - 3.2 * MM, pitch * 0.62,
                   2.6 * MM, composer->style->blue);
}

static void draw_cell(const Quadrant *quadrant, const Cell *cell, double x, double y, double height) {
  Composer *composer = quadrant->composer;
  const Style *style = composer->style;
  double at = y + PAD * 0.8;
  draw_label(composer, quadrant->into, quadrant->tag, cell->name, x + PAD, at);
  at += cell->name->height;
  draw_label(composer, quadrant->into, quadrant->tag, cell->note, x + PAD, at);
  at += cell->note->height + 1.5 * MM;
  for (uint32_t i = 0; i < cell->mark_count; i++) {
    double dx, dy = mark_offset(quadrant, cell, i, &dx);
    double middle = at + dy + cell->names[i]->style.leading / 2;
    if (quadrant->series <= FIGURE_MARKED_SERIES)
      draw_series_mark(composer, quadrant->into, quadrant->tag, cell->marks[i], x + PAD + dx + 1.15 * MM, middle);
    else
      fill_disc(composer, quadrant->into, quadrant->tag, x + PAD + dx + 1.15 * MM, middle, 0.8 * MM, style->blue);
    draw_label(composer, quadrant->into, quadrant->tag, cell->names[i], x + PAD + dx + 4.0 * MM, at + dy);
  }
  for (uint32_t i = 0; i < cell->dots; i++)
    fill_disc(composer, quadrant->into, quadrant->tag, x + PAD + (i % DOTS_IN_LINE + 0.3) * DOT_PITCH,
              at + (i / DOTS_IN_LINE + 0.5) * DOT_PITCH, 0.85 * MM, style->blue);
  if (cell->crowd) {
    TextStyle label = label_style(composer, FACE_REGULAR, style->ink);
    draw_word(composer, quadrant->into, quadrant->tag, cell->crowd->label, label, ANCHOR_LEFT, x + PAD,
              at + paragraph_baseline(&label));
  }
  draw_tally(quadrant, cell, x + PAD, y + height);
}

static void draw_frames(const Quadrant *quadrant, Cell (*cells)[2], const double *heights, double top) {
  Composer *composer = quadrant->composer;
  const Style *style = composer->style;
  const Cell *chosen = NULL;
  for (int pass = 0; pass < 2; pass++)
    for (int row = 0; row < 2; row++)
      for (int column = 0; column < 2; column++) {
        const Cell *cell = &cells[row][column];
        double x = quadrant->left + column * quadrant->width, y = top + (row ? heights[0] : 0);
        if (pass == 0 && cell->item && cell->item->is_chosen)
          fill_rectangle(composer, quadrant->into, quadrant->tag, x, y, quadrant->width, heights[row], style->tint1),
              chosen = cell;
        Draw *frame = NULL;
        if (pass == 0 || cell == chosen) frame = draw_path(composer->list, &quadrant->into->page, quadrant->tag);
        if (!frame) continue;
        frame->line_width = pass == 0 ? 0.18 * MM : 0.5 * MM;
        frame->colour = pass == 0 ? style->grey : style->ink;
        path_rectangle(composer->list, frame, x, y, quadrant->width, heights[row]);
      }
}

static void draw_axes(const Quadrant *quadrant, Cell (*cells)[2], const double *heights, double top) {
  Composer *composer = quadrant->composer;
  for (uint32_t i = 0; i < 2; i++) {
    const FigureItem *column = figure_item(quadrant->figure, STR("column"), i);
    const FigureItem *row = figure_item(quadrant->figure, STR("row"), i);
    bool in_column = false, in_row = false;
    for (uint32_t k = 0; k < 2; k++) {
      in_column |= cells[k][i].item && cells[k][i].item->is_chosen;
      in_row |= cells[i][k].item && cells[i][k].item->is_chosen;
    }
    TextStyle style = label_style(composer, in_column ? FACE_BOLD : FACE_REGULAR, composer->style->ink);
    if (column)
      draw_word(composer, quadrant->into, quadrant->tag, column->label, style, ANCHOR_LEFT,
                quadrant->left + i * quadrant->width + PAD, top - 1.7 * MM);
    style.face = in_row ? FACE_BOLD : FACE_REGULAR;
    if (!row) continue;
    Paragraph *label = make_label(composer, row->label, style, quadrant->left - 1.5 * MM);
    double middle = top + (i ? heights[0] : 0) + heights[i] / 2;
    draw_label(composer, quadrant->into, quadrant->tag, label, 0, middle - label->height / 2);
  }
}

static double draw_note(const Quadrant *quadrant, Str text, double y) {
  Composer *composer = quadrant->composer;
  TextStyle style = small_style(composer, FACE_REGULAR, composer->style->grey);
  Paragraph *note = make_label(composer, text, style, TEXT_WIDTH);
  draw_label(composer, quadrant->into, quadrant->tag, note, 0, y + 1.5 * MM);
  return y + 1.5 * MM + note->height;
}

/* "Functional: A, B, C" under the figure for a cell with dots. */
static double draw_names(const Quadrant *quadrant, const Cell *cell, double y) {
  Text names = text_new(quadrant->composer->arena);
  LIST_EACH(const FigureItem, mark, quadrant->figure->items) {
    if (!str_equal(mark->role, STR("mark")) || mark->row != cell->item->row || mark->column != cell->item->column)
      continue;
    const FigureItem *series = figure_item(quadrant->figure, STR("series"), mark->series);
    if (!names.length)
      text_add(&names, cell->item->label), text_add_c(&names, ": ");
    else
      text_add_c(&names, ", ");
    if (series) text_add(&names, series->label);
  }
  return draw_note(quadrant, text_str(&names), y);
}

static double draw_crowds(const Quadrant *quadrant, double y) {
  const FigureItem *crowd;
  for (uint32_t i = 0; (crowd = figure_item(quadrant->figure, STR("crowd"), i)); i++) {
    if (!crowd->note.length) continue;
    y = draw_note(quadrant, crowd->note, y);
  }
  return y;
}

bool draw_quadrant(Composer *composer, Fragment *into, const Figure *figure, Tag *tag) {
  Quadrant quadrant = {composer, into, figure, tag, figure_count(figure, STR("series")), 16 * MM, 0};
  for (uint32_t i = 0; i < 2; i++) {
    const FigureItem *row = figure_item(figure, STR("row"), i);
    double need =
        row ? text_width(composer, row->label, label_style(composer, FACE_BOLD, composer->style->ink)) + 2 * MM : 0;
    quadrant.left = fmin(fmax(quadrant.left, need), 26 * MM);
  }
  quadrant.width = (TEXT_WIDTH - quadrant.left) / 2;
  Cell cells[2][2] = {0};
  double heights[2] = {CELL_HEIGHT, CELL_HEIGHT}, top = 5 * MM;
  for (uint32_t row = 0; row < 2; row++)
    for (uint32_t column = 0; column < 2; column++) {
      Cell *cell = &cells[row][column];
      cell->item = figure_crossing(figure, STR("cell"), row, column);
      if (!cell->item) return false;
      measure_cell(&quadrant, cell);
      heights[row] = fmax(heights[row], cell->height);
    }
  draw_frames(&quadrant, cells, heights, top);
  for (int row = 0; row < 2; row++)
    for (int column = 0; column < 2; column++)
      draw_cell(&quadrant, &cells[row][column], quadrant.left + column * quadrant.width, top + (row ? heights[0] : 0),
                heights[row]);
  draw_axes(&quadrant, cells, heights, top);
  double bottom = draw_crowds(&quadrant, top + heights[0] + heights[1]);
  for (int i = 0; i < 4; i++)
    if (cells[i / 2][i % 2].dots) bottom = draw_names(&quadrant, &cells[i / 2][i % 2], bottom);
  into->height = bottom;
  into->width = quadrant.left + 2 * quadrant.width;
  return true;
}
