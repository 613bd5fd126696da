/* A figure's facts as a table: what a format without drawings shows, and what the layout shows when a figure holds too
 * much.
 *
 * One function for each kind makes rows from the items that figures.h tells of; the heads are the figure's own texts.
 */
#include "runtime/figures.h"

typedef struct Maker {
  Arena *arena;
  const Figure *figure;
  Table *table;
  TableRow *row; /* the one being filled: valid until the next is begun */
} Maker;

static const FigureItem *item_of(const Maker *maker, const char *role, uint32_t index) {
  return figure_item(maker->figure, str_of(role), index);
}

static void add_column(Maker *maker, Str head, bool is_header) {
  TableColumn *column = LIST_ADD(maker->arena, &maker->table->columns);
  column->is_header = is_header;
  if (head.length) run_add(maker->arena, &column->head, head);
}

static void add_columns(Maker *maker, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) add_column(maker, STR(""), i == 0);
}

static void begin_row(Maker *maker) { maker->row = LIST_ADD(maker->arena, &maker->table->rows); }

static void begin_group(Maker *maker, Str label) {
  begin_row(maker);
  maker->row->is_group = true;
  table_cell(maker->arena, maker->row, label);
}

static TableCell *add_cell(Maker *maker, Str text) { return table_cell(maker->arena, maker->row, text); }

static void add_line(Maker *maker, TableCell *cell, ParagraphStyle style, Str text) {
  if (text.length) document_paragraph(maker->arena, &cell->blocks, style, text);
}

/* A cell with a bold first line and up to two more. */
static TableCell *add_named(Maker *maker, Str label, Str note, Str detail) {
  TableCell *cell = LIST_ADD(maker->arena, &maker->row->cells);
  add_line(maker, cell, STYLE_LEAD, label);
  add_line(maker, cell, STYLE_SMALL, note);
  add_line(maker, cell, STYLE_SMALL, detail);
  return cell;
}

static TableCell *add_state(Maker *maker, DocumentState state, Str word) {
  TableCell *cell = LIST_ADD(maker->arena, &maker->row->cells);
  Block *block = document_paragraph(maker->arena, &cell->blocks, STYLE_BODY, STR(""));
  if (word.length) run_add(maker->arena, &block->runs, word)->state = state;
  return cell;
}

static Str join(Arena *arena, Str a, const char *between, Str b) {
  if (!a.length || !b.length) return a.length ? a : b;
  return str_format(arena, "%.*s%s%.*s", STR_ARGS(a), between, STR_ARGS(b));
}

static void make_track(Maker *maker) {
  add_columns(maker, 2);
  const FigureItem *item;
  for (uint32_t i = 0; (item = item_of(maker, "stop", i)); i++) {
    begin_row(maker);
    add_named(maker, item->label, STR(""), STR(""));
    TableCell *cell = add_cell(maker, item->note);
    const FigureItem *jump;
    for (uint32_t j = 0; (jump = item_of(maker, "jump", j)); j++)
      if (jump->to == i) add_line(maker, cell, STYLE_BODY, jump->label);
  }
}

static void make_quadrant(Maker *maker) {
  add_columns(maker, 3);
  const FigureItem *item, *other;
  for (uint32_t i = 0; (item = item_of(maker, "cell", i)); i++) {
    begin_row(maker);
    add_named(maker, item->label, item->note, STR(""));
    Str names = STR("");
    for (uint32_t j = 0; (other = item_of(maker, "mark", j)); j++) {
      const FigureItem *series = item_of(maker, "series", other->series);
      if (series && other->row == item->row && other->column == item->column)
        names = join(maker->arena, names, ", ", series->label);
    }
    for (uint32_t j = 0; (other = item_of(maker, "crowd", j)); j++)
      if (other->row == item->row && other->column == item->column)
        names = other->note.length ? other->note : other->label;
    add_cell(maker, names);
    add_cell(maker, item->detail);
  }
}

static const FigureItem *crossing(const Maker *maker, const char *role, uint32_t row, uint32_t column) {
  const FigureItem *item;
  for (uint32_t i = 0; (item = item_of(maker, role, i)); i++)
    if (item->row == row && item->column == column) return item;
  return NULL;
}

static bool says_the_same(const FigureItem *a, const FigureItem *b) {
  return a && b && a->state == b->state && str_equal(a->label, b->label);
}

/* The names of the columns where a row says the same as in column `first`; empty when an earlier one says it already. */
static Str names_where(Maker *maker, uint32_t row, uint32_t first) {
  const FigureItem *cell = crossing(maker, "cell", row, first), *column;
  Str names = STR("");
  for (uint32_t j = 0; (column = item_of(maker, "column", j)); j++) {
    if (!says_the_same(cell, crossing(maker, "cell", row, j))) continue;
    if (j < first) return STR("");
    names = join(maker->arena, names, ", ", column->label);
  }
  return names;
}

/* Many rows and many columns: for each row what is said, and of whom. */
static void make_matrix_list(Maker *maker) {
  const FigureItem *corner = item_of(maker, "corner", 0), *row;
  add_column(maker, corner ? corner->label : STR(""), true);
  add_column(maker, corner ? corner->note : STR(""), false);
  uint32_t columns = figure_count(maker->figure, STR("column"));
  for (uint32_t i = 0; (row = item_of(maker, "row", i)); i++) {
    begin_row(maker);
    maker->row->is_stressed = row->is_stressed;
    add_named(maker, row->label, row->note, row->detail);
    TableCell *said = LIST_ADD(maker->arena, &maker->row->cells);
    for (uint32_t j = 0; j < columns; j++) {
      const FigureItem *cell = crossing(maker, "cell", i, j);
      Str names = cell && cell->label.length ? names_where(maker, i, j) : STR("");
      if (!names.length) continue;
      Block *line = document_paragraph(maker->arena, &said->blocks, STYLE_BODY, STR(""));
      run_add(maker->arena, &line->runs, cell->label)->state = cell->state;
      run_add(maker->arena, &line->runs, str_format(maker->arena, ": %.*s", STR_ARGS(names)));
    }
  }
}

/* Parties across, or down when there are many. */
static void make_matrix(Maker *maker) {
  bool turned = figure_count(maker->figure, STR("column")) > FIGURE_MOST_COLUMNS;
  if (turned && figure_count(maker->figure, STR("row")) > FIGURE_MOST_COLUMNS) {
    make_matrix_list(maker);
    return;
  }
  const char *across = turned ? "row" : "column", *down = turned ? "column" : "row";
  const FigureItem *corner = item_of(maker, "corner", 0), *column, *row;
  add_column(maker, !corner ? STR("") : turned && corner->note.length ? corner->note : corner->label, true);
  for (uint32_t i = 0; (column = item_of(maker, across, i)); i++)
    add_column(maker, join(maker->arena, column->label, ", ", column->note), false);
  for (uint32_t i = 0; (row = item_of(maker, down, i)); i++) {
    begin_row(maker);
    maker->row->is_stressed = row->is_stressed;
    add_named(maker, row->label, row->note, row->detail);
    for (uint32_t j = 0; j + 1 < maker->table->columns.count; j++) {
      const FigureItem *cell = turned ? crossing(maker, "cell", j, i) : crossing(maker, "cell", i, j);
      TableCell *made = add_state(maker, cell ? cell->state : STATE_NONE, cell ? cell->label : STR(""));
      if (cell) add_line(maker, made, STYLE_SMALL, cell->note), add_line(maker, made, STYLE_SMALL, cell->detail);
    }
  }
}

static void make_rings(Maker *maker) {
  add_columns(maker, 2);
  const FigureItem *ring, *sector;
  for (uint32_t i = 0; (ring = item_of(maker, "ring", i)); i++) {
    begin_group(maker, ring->label);
    for (uint32_t j = 0; (sector = item_of(maker, "sector", j)); j++) {
      if (sector->row != i) continue;
      begin_row(maker);
      add_cell(maker, sector->label);
      if (sector->state)
        add_state(maker, sector->state, sector->detail);
      else
        add_cell(maker, sector->note);
    }
  }
}

static void make_ranges(Maker *maker) {
  add_columns(maker, 4);
  const FigureItem *item;
  for (uint32_t i = 0; (item = item_of(maker, "range", i)); i++) {
    begin_row(maker);
    add_named(maker, item->label, STR(""), STR(""));
    add_cell(maker, item->note);
    add_cell(maker, item->detail);
    if (item->items.count) {
      TableCell *cell = add_cell(maker, item->items.items[0].label);
      add_line(maker, cell, STYLE_SMALL, item->items.items[0].note);
    } else {
      add_cell(maker, STR(""));
    }
  }
}

static void add_side(Maker *maker, const FigureItem *item) {
  if (!item) {
    add_cell(maker, STR("")), add_cell(maker, STR(""));
    return;
  }
  const FigureItem *group = item_of(maker, "group", item->row);
  add_named(maker, group ? group->label : STR(""), STR(""), STR(""));
  add_cell(maker, item->label);
}

static bool is_linked(const Maker *maker, bool left, uint32_t index) {
  const FigureItem *link;
  for (uint32_t i = 0; (link = item_of(maker, "link", i)); i++)
    if ((left ? link->row : link->to) == index) return true;
  return false;
}

static void make_links(Maker *maker) {
  const FigureItem *head[2] = {item_of(maker, "head", 0), item_of(maker, "head", 1)}, *item;
  for (int i = 0; i < 2; i++) {
    add_column(maker, STR(""), i == 0);
    add_column(maker, head[i] ? head[i]->label : STR(""), false);
  }
  for (uint32_t i = 0; (item = item_of(maker, "link", i)); i++) {
    begin_row(maker);
    add_side(maker, item_of(maker, "left", item->row));
    add_side(maker, item_of(maker, "right", item->to));
  }
  for (uint32_t i = 0; (item = item_of(maker, "left", i)); i++) {
    if (is_linked(maker, true, i)) continue;
    begin_row(maker);
    add_side(maker, item);
    add_cell(maker, STR(""));
    add_state(maker, item->state, item->detail);
  }
  for (uint32_t i = 0; (item = item_of(maker, "right", i)); i++) {
    if (is_linked(maker, false, i)) continue;
    begin_row(maker);
    add_cell(maker, STR(""));
    add_state(maker, item->state, item->detail);
    add_side(maker, item);
  }
}

static void add_body(Maker *maker, uint32_t index, const FigureItem *row) {
  TableCell *name = add_named(maker, row->label, row->note, row->detail);
  const FigureItem *arrow;
  for (uint32_t j = 0; (arrow = item_of(maker, "arrow", j)); j++) {
    const FigureItem *to = item_of(maker, "row", arrow->to);
    if (arrow->row == index && to) add_line(maker, name, STYLE_SMALL, join(maker->arena, arrow->label, " ", to->label));
  }
}

/* Who sits in a body, in one cell: too many parties for a column each. */
static void add_members(Maker *maker, uint32_t row) {
  Str members = STR("");
  const FigureItem *column;
  for (uint32_t i = 0; (column = item_of(maker, "column", i)); i++) {
    const FigureItem *seat = crossing(maker, "seat", row, i);
    if (!seat || seat->state != STATE_NONE) continue;
    Str member = column->label;
    if (!str_equal(seat->label, column->label))
      member = str_format(maker->arena, "%.*s (%.*s)", STR_ARGS(seat->label), STR_ARGS(column->label));
    members = join(maker->arena, members, ", ", member);
  }
  add_cell(maker, members);
}

static void make_seats(Maker *maker) {
  const FigureItem *row, *column;
  bool is_wide = figure_count(maker->figure, STR("column")) > FIGURE_MOST_COLUMNS;
  add_column(maker, STR(""), true);
  if (is_wide) add_column(maker, STR(""), false);
  for (uint32_t i = 0; !is_wide && (column = item_of(maker, "column", i)); i++) add_column(maker, column->label, false);
  for (uint32_t i = 0; (row = item_of(maker, "row", i)); i++) {
    begin_row(maker);
    add_body(maker, i, row);
    if (is_wide) add_members(maker, i);
    for (uint32_t j = 0; !is_wide && j + 1 < maker->table->columns.count; j++) {
      const FigureItem *seat = crossing(maker, "seat", i, j);
      TableCell *made = add_state(maker, seat ? seat->state : STATE_NONE, seat ? seat->label : STR(""));
      if (seat) add_line(maker, made, STYLE_SMALL, seat->note);
    }
  }
}

/* A score or a mean: at most one decimal, without a needless zero. */
static Str number_text(Arena *arena, double value) {
  long tenths = (long)(value * 10 + (value < 0 ? -0.5 : 0.5));
  long rest = tenths % 10 < 0 ? -(tenths % 10) : tenths % 10;
  return rest ? str_format(arena, "%ld.%ld", tenths / 10, rest) : str_format(arena, "%ld", tenths / 10);
}

static Str scores_of(const Maker *maker, uint32_t row, uint32_t series) {
  Str text = STR("");
  const FigureItem *mark;
  for (uint32_t i = 0; (mark = item_of(maker, "mark", i)); i++)
    if (mark->row == row && (series == UINT32_MAX || mark->series == series))
      text = join(maker->arena, text, ", ", number_text(maker->arena, mark->value));
  return text;
}

static void add_dots_row(Maker *maker, uint32_t index, const FigureItem *item, uint32_t series) {
  begin_row(maker);
  TableCell *cell = add_cell(maker, item->label);
  add_line(maker, cell, STYLE_SMALL, item->detail);
  if (series) {
    for (uint32_t i = 0; i < series; i++) add_cell(maker, scores_of(maker, index, i));
  } else {
    Str marks = scores_of(maker, index, UINT32_MAX);
    if (!marks.length && item->has_low && item->has_high && item->low == item->high)
      marks = number_text(maker->arena, item->low);
    else if (!marks.length && item->has_low && item->has_high)
      marks = join(maker->arena, number_text(maker->arena, item->low), "\xE2\x80\x93",
                   number_text(maker->arena, item->high));
    add_cell(maker, marks);
  }
  add_state(maker, item->state, item->note);
}

static void make_dots(Maker *maker) {
  uint32_t series = figure_count(maker->figure, STR("series"));
  bool by_series = series > 0 && series <= FIGURE_MARKED_SERIES;
  add_column(maker, STR(""), true);
  for (uint32_t i = 0; i < (by_series ? series : 1); i++)
    add_column(maker, by_series ? item_of(maker, "series", i)->label : STR(""), false);
  add_column(maker, STR(""), false);
  const FigureItem *group, *row;
  for (uint32_t i = 0; (row = item_of(maker, "row", i)); i++) {
    const FigureItem *before = i ? item_of(maker, "row", i - 1) : NULL;
    group = item_of(maker, "group", row->row);
    if (group && (!before || before->row != row->row))
      begin_group(maker, join(maker->arena, group->label, ", ", group->note));
    add_dots_row(maker, i, row, by_series ? series : 0);
  }
}

static void make_lanes(Maker *maker) {
  add_columns(maker, 3);
  const FigureItem *lane, *item;
  for (uint32_t i = 0; (lane = item_of(maker, "lane", i)); i++) {
    begin_row(maker);
    add_named(maker, lane->label, STR(""), STR(""));
    TableCell *cell = lane->state ? add_state(maker, lane->state, lane->note) : add_cell(maker, lane->note);
    for (uint32_t j = 0; (item = item_of(maker, "leg", j)); j++)
      if (item->row == i) add_line(maker, cell, STYLE_BODY, item->label);
    cell = add_cell(maker, STR(""));
    for (uint32_t j = 0; (item = item_of(maker, "result", j)); j++)
      if (item->row == i) add_line(maker, cell, STYLE_BODY, join(maker->arena, item->label, ", ", item->note));
    for (uint32_t j = 0; (item = item_of(maker, "today", j)); j++)
      if (item->row == i) add_line(maker, cell, STYLE_BODY, item->label);
  }
}

static void make_dates(Maker *maker) {
  add_columns(maker, 3);
  const FigureItem *item;
  for (uint32_t i = 0; (item = item_of(maker, "date", i)); i++) {
    begin_row(maker);
    add_cell(maker, item->label);
    add_cell(maker, item->note);
    add_state(maker, item->state, item->detail);
  }
  for (uint32_t i = 0; (item = item_of(maker, "more", i)); i++) {
    begin_row(maker);
    add_cell(maker, item->label), add_cell(maker, STR("")), add_cell(maker, STR(""));
  }
}

static void make_scale(Maker *maker) {
  add_columns(maker, 3);
  const FigureItem *item;
  for (uint32_t i = 0; (item = item_of(maker, "row", i)); i++) {
    begin_row(maker);
    add_named(maker, item->label, STR(""), STR(""));
    const FigureItem *step = item_of(maker, "step", item->value < -0.33 ? 0 : item->value > 0.33 ? 2 : 1);
    if (item->has_value)
      add_cell(maker, step ? step->label : STR(""));
    else
      add_state(maker, item->state, item->detail);
    add_cell(maker, item->note);
  }
}

static void make_network(Maker *maker) {
  add_columns(maker, 4);
  const FigureItem *node, *link, *partner;
  for (uint32_t i = 0; (node = item_of(maker, "node", i)); i++) {
    begin_row(maker);
    add_named(maker, node->label, STR(""), STR(""));
    add_cell(maker, node->note);
    add_state(maker, node->state, node->detail);
    TableCell *cell = add_cell(maker, STR(""));
    for (uint32_t j = 0; (link = item_of(maker, "link", j)); j++)
      if (link->row == i && (partner = item_of(maker, "partner", link->to))) add_line(maker, cell, STYLE_BODY, partner->label);
  }
}

const Table *figure_table(Arena *arena, const Figure *figure) {
  static void (*const makers[FIGURE_KIND_COUNT])(Maker *) = {
      [FIGURE_TRACK] = make_track, [FIGURE_QUADRANT] = make_quadrant, [FIGURE_MATRIX] = make_matrix,
      [FIGURE_RINGS] = make_rings, [FIGURE_RANGES] = make_ranges,     [FIGURE_LINKS] = make_links,
      [FIGURE_SEATS] = make_seats, [FIGURE_DOTS] = make_dots,         [FIGURE_LANES] = make_lanes,
      [FIGURE_DATES] = make_dates, [FIGURE_SCALE] = make_scale, [FIGURE_NETWORK] = make_network,
  };
  if (figure->fallback) return figure->fallback;
  Maker maker = {arena, figure, ARENA_NEW(arena, Table), NULL};
  maker.table->summary = figure->alternative;
  makers[figure->kind](&maker);
  return maker.table;
}
