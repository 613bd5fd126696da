/* The mandate matrix: what is decided down, who decides across; in each cell a sign and its word, a bar, and two lines.
 *
 * Up to four columns cells have bars; five and six have none; from seven on, or when a head would take more than four
 * lines, the matrix turns: parties down, five decisions across, then a second matrix under the first with the next
 * five. */
#include "runtime/figure_parts.h"

#include <math.h>

enum { MOST_TURNED = 5, MOST_BARRED = 4, MOST_HEAD_LINES = 4 };

typedef struct Matrix {
  Composer *composer;
  Fragment *into;
  const Figure *figure;
  Tag *tag;
  bool is_turned, has_bars, is_plain; /* plain: most cells are settled, so their word is not bold */
  uint32_t rows, columns;             /* as drawn */
  uint32_t first;                     /* column that this part starts with */
  double left, width;                 /* of the first column, of the others */
  double scale;                       /* points for a unit of value */
} Matrix;

static const double GAP = 3 * MM, PAD = 1.4 * MM;

static const FigureItem *row_item(const Matrix *matrix, uint32_t row) {
  return figure_item(matrix->figure, matrix->is_turned ? STR("column") : STR("row"), row);
}

static const FigureItem *column_item(const Matrix *matrix, uint32_t column) {
  return figure_item(matrix->figure, matrix->is_turned ? STR("row") : STR("column"), column);
}

static const FigureItem *cell_item(const Matrix *matrix, uint32_t row, uint32_t column) {
  return figure_crossing(matrix->figure, STR("cell"), matrix->is_turned ? column : row,
                         matrix->is_turned ? row : column);
}

/* ---- shape ---- */

static bool head_is_long(const Matrix *matrix) {
  TextStyle style = small_style(matrix->composer, FACE_BOLD, matrix->composer->style->ink);
  double width = (FULL_WIDTH - 46 * MM) / matrix->columns - GAP;
  for (uint32_t i = 0; i < matrix->columns; i++)
    if (make_label(matrix->composer, column_item(matrix, i)->label, style, width)->lines.count > MOST_HEAD_LINES)
      return true;
  return false;
}

static void choose_shape(Matrix *matrix) {
  uint32_t rows = figure_count(matrix->figure, STR("row")), columns = figure_count(matrix->figure, STR("column"));
  matrix->rows = rows, matrix->columns = columns;
  matrix->is_turned = columns > FIGURE_MOST_COLUMNS || head_is_long(matrix);
  matrix->has_bars = !matrix->is_turned && columns <= MOST_BARRED;
  matrix->is_plain = columns >= 6;
  matrix->left = (matrix->is_turned ? 58 : 46) * MM;
  if (matrix->is_turned) matrix->rows = columns, matrix->columns = rows;
  uint32_t across = matrix->is_turned && matrix->columns > MOST_TURNED ? MOST_TURNED : matrix->columns;
  matrix->width = (FULL_WIDTH - matrix->left) / (across < 3 ? 3 : across);
  double most = 0;
  LIST_EACH(const FigureItem, item, matrix->figure->items) {
    if (item->has_value) most = fmax(most, item->value);
    if (item->has_limit) most = fmax(most, item->limit);
  }
  matrix->scale = most > 0 ? (matrix->width - GAP - 2 * MM) / most : 0;
}

/* ---- heads ---- */

static double draw_heads(const Matrix *matrix, uint32_t to, double y) {
  Composer *composer = matrix->composer;
  TextStyle bold = small_style(composer, FACE_BOLD, composer->style->ink);
  TextStyle grey = small_style(composer, FACE_REGULAR, composer->style->grey);
  const FigureItem *corner = figure_item(matrix->figure, STR("corner"), 0);
  uint32_t count = to - matrix->first;
  Paragraph **names = ARENA_ARRAY(composer->arena, Paragraph *, count),
            **notes = ARENA_ARRAY(composer->arena, Paragraph *, count);
  double height = grey.leading;
  for (uint32_t i = 0; i < count; i++) {
    const FigureItem *item = column_item(matrix, matrix->first + i);
    names[i] = make_label(composer, item->label, bold, matrix->width - GAP);
    notes[i] = make_label(composer, item->note, grey, matrix->width - GAP);
    height = fmax(height, names[i]->height + notes[i]->height);
  }
  for (uint32_t i = 0; i < count; i++) {
    double x = matrix->left + i * matrix->width, top = y + height - names[i]->height - notes[i]->height;
    draw_label(composer, matrix->into, matrix->tag, names[i], x, top);
    draw_label(composer, matrix->into, matrix->tag, notes[i], x, top + names[i]->height);
  }
  if (corner) {
    Paragraph *label = make_label(composer, matrix->is_turned && corner->note.length ? corner->note : corner->label,
                                  grey, matrix->left - GAP);
    draw_label(composer, matrix->into, matrix->tag, label, 0, y + height - label->height);
  }
  y += height + 1.2 * MM;
  draw_rule(composer, matrix->into, matrix->tag, 0, y, FULL_WIDTH, y, 0.5, composer->style->ink);
  return y;
}

/* ---- cells ---- */

/* A cell's texts, measured. */
typedef struct Cell {
  const FigureItem *item;
  Paragraph *word, *note, *detail;
  bool has_bar;
  double height;
} Cell;

static Cell measure_cell(const Matrix *matrix, const FigureItem *item) {
  Composer *composer = matrix->composer;
  const Style *colours = composer->style;
  Cell cell = {.item = item};
  double width = matrix->width - GAP;
  bool is_quiet = matrix->is_plain && (!item || item->state == STATE_SETTLED);
  TextStyle word = label_style(composer, is_quiet ? FACE_REGULAR : FACE_BOLD, colours->ink);
  bool has_state = item && item->state != STATE_NONE;
  cell.word = make_label(composer, has_state ? item->label : STR(""), word, width - SIGN_ADVANCE);
  bool is_full = item && (!matrix->is_turned || !has_state);
  TextStyle note = small_style(composer, FACE_REGULAR, has_state ? colours->ink : colours->grey);
  if (!has_state) note = label_style(composer, FACE_REGULAR, colours->grey);
  cell.note = make_label(composer, is_full ? item->note : STR(""), note, width);
  cell.detail =
      make_label(composer, is_full ? item->detail : STR(""), small_style(composer, FACE_REGULAR, colours->grey), width);
  cell.has_bar = matrix->has_bars && item && has_state && item->has_value && matrix->scale > 0;
  cell.height = cell.word->height + (cell.has_bar ? 3.4 * MM : 0) + cell.note->height + cell.detail->height;
  return cell;
}

static void outline(const Matrix *matrix, double x, double y, double width, double height, bool is_dashed) {
  Draw *draw = draw_path(matrix->composer->list, &matrix->into->page, matrix->tag);
  draw->colour = matrix->composer->style->red;
  draw->line_width = 0.25 * MM;
  if (is_dashed) draw->dash_on = 0.8 * MM, draw->dash_off = 0.6 * MM;
  path_rectangle(matrix->composer->list, draw, x, y, width, height);
}

/* The band is the mandate, the upright its limit, the dark bar the share it carries, the open part what lies beyond. */
static void draw_bar(const Matrix *matrix, const FigureItem *item, double x, double y) {
  static const Colour band = {0xDC, 0xE4, 0xE8};
  Composer *composer = matrix->composer;
  double limit = item->has_limit ? item->limit * matrix->scale : 0, share = item->value * matrix->scale;
  double height = 2.2 * MM, inner = 1.1 * MM, top = y + (height - inner) / 2;
  bool is_expired = item->state == STATE_EXPIRED;
  if (is_expired) {
    outline(matrix, x, y, fmax(limit, 1 * MM), height, true);
    outline(matrix, x, top, share, inner, false);
    return;
  }
  double carried = item->has_limit ? fmin(share, limit) : item->state == STATE_SETTLED ? share : 0;
  if (item->has_limit) fill_rectangle(composer, matrix->into, matrix->tag, x, y, limit, height, band);
  fill_rectangle(composer, matrix->into, matrix->tag, x, top, carried, inner, composer->style->ink);
  if (share > carried + 0.01) outline(matrix, x + carried, top, share - carried, inner, false);
  if (item->has_limit)
    draw_rule(composer, matrix->into, matrix->tag, x + limit, y - 0.35 * MM, x + limit, y + height + 0.35 * MM,
              0.35 * MM, composer->style->ink);
}

static void draw_cell(const Matrix *matrix, const Cell *cell, double x, double y) {
  Composer *composer = matrix->composer;
  if (cell->word->lines.count) {
    draw_sign(composer, matrix->into, matrix->tag, cell->item->state, x, y + paragraph_baseline(&cell->word->style));
    draw_label(composer, matrix->into, matrix->tag, cell->word, x + SIGN_ADVANCE, y);
    y += cell->word->height;
  }
  if (cell->has_bar) draw_bar(matrix, cell->item, x, y + 0.5 * MM), y += 3.4 * MM;
  draw_label(composer, matrix->into, matrix->tag, cell->note, x, y);
  draw_label(composer, matrix->into, matrix->tag, cell->detail, x, y + cell->note->height);
}

static double draw_row(const Matrix *matrix, uint32_t row, uint32_t to, double y) {
  Composer *composer = matrix->composer;
  const FigureItem *item = row_item(matrix, row);
  uint32_t count = to - matrix->first;
  Cell *cells = ARENA_ARRAY(composer->arena, Cell, count);
  Paragraph *name =
      make_label(composer, item->label, label_style(composer, FACE_BOLD, composer->style->ink), matrix->left - GAP);
  Paragraph *note =
      make_label(composer, item->note, small_style(composer, FACE_REGULAR, composer->style->grey), matrix->left - GAP);
  double height = name->height + note->height;
  for (uint32_t i = 0; i < count; i++) {
    cells[i] = measure_cell(matrix, cell_item(matrix, row, matrix->first + i));
    height = fmax(height, cells[i].height);
  }
  draw_label(composer, matrix->into, matrix->tag, name, 0, y + PAD);
  draw_label(composer, matrix->into, matrix->tag, note, 0, y + PAD + name->height);
  for (uint32_t i = 0; i < count; i++) draw_cell(matrix, &cells[i], matrix->left + i * matrix->width, y + PAD);
  return y + height + 2 * PAD;
}

static void draw_line_between(const Matrix *matrix, uint32_t row, double y) {
  const Style *style = matrix->composer->style;
  bool above = row > 0 && row_item(matrix, row - 1)->is_stressed && !matrix->is_turned;
  bool below = row < matrix->rows && row_item(matrix, row)->is_stressed && !matrix->is_turned;
  bool is_ink = above || below;
  if ((row == 0 || row == matrix->rows) && !is_ink) return;
  draw_rule(matrix->composer, matrix->into, matrix->tag, 0, y, FULL_WIDTH, y, is_ink ? 0.5 : 0.35,
            is_ink ? style->ink : style->hair);
}

static double draw_part(const Matrix *matrix, uint32_t to, double y) {
  y = draw_heads(matrix, to, y);
  for (uint32_t row = 0; row < matrix->rows; row++) {
    draw_line_between(matrix, row, y);
    y = draw_row(matrix, row, to, y);
  }
  draw_line_between(matrix, matrix->rows, y);
  return y;
}

bool draw_matrix(Composer *composer, Fragment *into, const Figure *figure, Tag *tag) {
  Matrix matrix = {.composer = composer, .into = into, .figure = figure, .tag = tag};
  if (!figure_count(figure, STR("row")) || !figure_count(figure, STR("column"))) return false;
  choose_shape(&matrix);
  uint32_t step = matrix.is_turned ? MOST_TURNED : matrix.columns;
  double y = 0;
  for (matrix.first = 0; matrix.first < matrix.columns; matrix.first += step) {
    uint32_t to = matrix.first + step < matrix.columns ? matrix.first + step : matrix.columns;
    if (matrix.first > 0) y += 6 * MM;
    y = draw_part(&matrix, to, y);
  }
  into->width = FULL_WIDTH;
  into->height = y;
  return y <= page_bottom(composer) - page_top(composer) - 30 * MM;
}
