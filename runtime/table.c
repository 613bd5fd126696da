/* Tables: widths from the content, rows that stay whole, a head that returns on every page.
 *
 * compose_table makes one atom for each row. The head is part of the first row's atom; later atoms point to it, so that
 * the pager can repeat it where a page begins. Texts in a row stand on one first baseline. */
#include "runtime/compose.h"

#include <math.h>

typedef struct Setting {
  Composer *composer;
  const Table *table;
  const Place *place;
  double width;
  double *offsets, *widths; /* of columns; the width is what text may take */
  double pad;               /* above and below a row's text */
  Fragment *head;
  Tag *tag, *body;
} Setting;

static const double CELL_GAP = 3 * MM;

/* The space after a column's text: more where figures flush right meet a text. */
static double gap_after(const Table *table, uint32_t column) {
  if (column + 1 == table->columns.count) return 0;
  bool meets =
      table->columns.items[column].align == ALIGN_RIGHT && table->columns.items[column + 1].align == ALIGN_LEFT;
  return meets ? CELL_GAP + 2.5 * MM : CELL_GAP;
}

static Place cell_place(const Setting *setting, double width, bool flush_right) {
  return (Place){PLACE_CELL, 0, width, setting->table->text, flush_right};
}

/* ---- widths ---- */

typedef struct Demand {
  double natural, least;
} Demand;

static void demand_more(Demand *demand, double natural, double least) {
  if (natural > demand->natural) demand->natural = natural;
  if (least > demand->least) demand->least = least;
}

static void measure_blocks(const Setting *setting, const BlockList *blocks, Demand *demand, double indent) {
  Place place = cell_place(setting, 0, false);
  LIST_EACH(Block *const, block, *blocks) {
    LIST_EACH(const BlockList, item, (*block)->items) measure_blocks(setting, item, demand, indent + 4.5 * MM);
    if ((*block)->kind != BLOCK_PARAGRAPH) continue;
    TextStyle style = style_of(setting->composer, &place, (*block)->style);
    double least, natural = paragraph_natural_width(&setting->composer->setter, &(*block)->runs, &style, &least);
    demand_more(demand, natural + indent, least + indent);
  }
}

static Demand measure_column(const Setting *setting, uint32_t column) {
  Demand demand = {0, 0};
  const Table *table = setting->table;
  TextStyle style = small_style(setting->composer, FACE_REGULAR, setting->composer->style->grey);
  double least,
      natural = paragraph_natural_width(&setting->composer->setter, &table->columns.items[column].head, &style, &least);
  demand_more(&demand, natural, least);
  LIST_EACH(const TableRow, row, table->rows)
    if (!row->is_group && column < row->cells.count)
      measure_blocks(setting, &row->cells.items[column].blocks, &demand, 0);
  double gap = gap_after(table, column);
  return (Demand){fmin(demand.natural, 96 * MM) + 0.2 + gap, fmin(demand.least, 96 * MM) + 0.2 + gap};
}

/* Shares of `room` when not even the longest words fit: the small ones get what they ask. */
static void squeeze(Demand *demands, double *widths, uint32_t count, double room) {
  double low = 0, high = room;
  for (int i = 0; i < 40; i++) {
    double cap = (low + high) / 2, sum = 0;
    for (uint32_t k = 0; k < count; k++)
      if (widths[k] < 0) sum += fmin(demands[k].least, cap);
    if (sum > room)
      high = cap;
    else
      low = cap;
  }
  for (uint32_t k = 0; k < count; k++)
    if (widths[k] < 0) widths[k] = fmin(demands[k].least, low);
}

static void share_room(Demand *demands, double *widths, uint32_t count, double room) {
  double natural = 0, least = 0;
  for (uint32_t i = 0; i < count; i++)
    if (widths[i] < 0) natural += demands[i].natural, least += demands[i].least;
  if (least > room) {
    squeeze(demands, widths, count, room);
    return;
  }
  double part = natural > room ? (room - least) / (natural - least) : 1;
  double air = natural < room && count > 1 ? fmin(6 * MM, 0.6 * (room - natural) / (count - 1)) : 0;
  for (uint32_t i = 0; i < count; i++)
    if (widths[i] < 0) widths[i] = demands[i].least + part * (demands[i].natural - demands[i].least) + air;
}

static void choose_widths(Setting *setting) {
  Arena *arena = setting->composer->arena;
  uint32_t count = setting->table->columns.count;
  double *widths = ARENA_ARRAY(arena, double, count), given = 0;
  Demand *demands = ARENA_ARRAY(arena, Demand, count);
  setting->offsets = ARENA_ARRAY(arena, double, count);
  setting->widths = ARENA_ARRAY(arena, double, count);
  for (uint32_t i = 0; i < count; i++) {
    double share = setting->table->columns.items[i].width;
    widths[i] = share > 0 ? share * setting->width : -1;
    if (share > 0)
      given += widths[i];
    else
      demands[i] = measure_column(setting, i);
  }
  share_room(demands, widths, count, fmax(setting->width - given, 10 * MM));
  double x = 0;
  for (uint32_t i = 0; i < count; i++) {
    bool is_last = i + 1 == count;
    double step = is_last ? setting->width - x : ceil(widths[i] / (0.5 * MM) - 0.001) * 0.5 * MM;
    if (!is_last && x + step > setting->width) step = widths[i];
    setting->offsets[i] = x;
    setting->widths[i] = fmax(step - gap_after(setting->table, i), 4 * MM);
    x += step;
  }
}

/* ---- rows ---- */

static bool has_head(const Table *table) {
  LIST_EACH(const TableColumn, column, table->columns)
    if (column->head.count) return true;
  return false;
}

static void compose_head(Setting *setting) {
  Composer *composer = setting->composer;
  const Table *table = setting->table;
  TextStyle style = small_style(composer, FACE_REGULAR, composer->style->grey);
  Paragraph **cells = ARENA_ARRAY(composer->arena, Paragraph *, table->columns.count);
  Fragment *head = setting->head = ARENA_NEW(composer->arena, Fragment);
  Tag *row = tag_add(composer->list, tag_add(composer->list, setting->tag, TAG_THEAD), TAG_TR);
  double height = 0;
  for (uint32_t i = 0; i < table->columns.count; i++) {
    ParagraphInput input = {.runs = table->columns.items[i].head, .style = style, .width = setting->widths[i]};
    cells[i] = paragraph_break(&composer->setter, &input);
    height = fmax(height, cells[i]->height);
  }
  for (uint32_t i = 0; i < table->columns.count; i++) {
    Tag *tag = tag_add(composer->list, row, TAG_TH);
    tag->scope_column = true;
    Tag *const *tags = run_tags(composer, &cells[i]->runs, tag);
    for (uint32_t k = 0; k < cells[i]->lines.count; k++) {
      double x = setting->offsets[i];
      if (table->columns.items[i].align == ALIGN_RIGHT) x += setting->widths[i] - cells[i]->lines.items[k].width;
      draw_lines(composer, head, cells[i], tags, k, k + 1, x, height - cells[i]->height + k * style.leading);
    }
  }
  head->height = height + 1.2 * MM;
  head->width = setting->width;
  draw_rule(composer, head, NULL, 0, head->height, setting->width, head->height, 0.5, composer->style->ink);
}

/* Composes one cell into a flow of its own. */
static Flow *compose_cell(const Setting *setting, const TableRow *row, uint32_t index, Tag *tag) {
  Flow *flow = ARENA_NEW(setting->composer->arena, Flow);
  bool flush_right = setting->table->columns.items[index].align == ALIGN_RIGHT && !row->is_group;
  Place place = cell_place(setting, row->is_group ? setting->width : setting->widths[index], flush_right);
  if (index < row->cells.count) compose_blocks(setting->composer, flow, &row->cells.items[index].blocks, tag, &place);
  return flow;
}

static Tag *cell_tag(const Setting *setting, const TableRow *row, uint32_t index, Tag *parent) {
  bool is_header = row->is_group || setting->table->columns.items[index].is_header;
  Tag *tag = tag_add(setting->composer->list, parent, is_header ? TAG_TH : TAG_TD);
  tag->scope_row = is_header;
  if (row->is_group) tag->column_span = setting->table->columns.count;
  return tag;
}

static void make_bold(Composer *composer, TableRow *row) {
  LIST_EACH(TableCell, cell, row->cells) {
    BlockList blocks = {0};
    LIST_EACH(Block *const, block, cell->blocks) {
      Block *copy = arena_copy(composer->arena, *block, sizeof **block);
      if (copy->kind == BLOCK_PARAGRAPH && copy->style == STYLE_BODY) copy->style = STYLE_LEAD;
      LIST_PUSH(composer->arena, &blocks, copy);
    }
    cell->blocks = blocks;
  }
}

static double compose_cells(Setting *setting, const TableRow *row, Fragment *fragment, double top, double low) {
  Composer *composer = setting->composer;
  uint32_t count = row->is_group ? 1 : setting->table->columns.count;
  Flow **flows = ARENA_ARRAY(composer->arena, Flow *, count);
  Tag *tag = tag_add(composer->list, setting->body, TAG_TR);
  double baseline = 0, height = 0;
  for (uint32_t i = 0; i < count; i++) {
    flows[i] = compose_cell(setting, row, i, cell_tag(setting, row, i, tag));
    baseline = fmax(baseline, flows[i]->first_baseline);
  }
  for (uint32_t i = 0; i < count; i++) {
    double shift = flows[i]->first_baseline > 0 ? baseline - flows[i]->first_baseline : 0;
    double made = fragment_stack(composer, fragment, flows[i], setting->offsets[i], top + shift);
    height = fmax(height, made + shift);
  }
  return top + height + low;
}

static void compose_row(Setting *setting, Flow *flow, uint32_t index, double before) {
  Composer *composer = setting->composer;
  const Table *table = setting->table;
  TableRow row = table->rows.items[index];
  const TableRow *above = index ? &table->rows.items[index - 1] : NULL;
  bool is_last = index + 1 == table->rows.count;
  if (row.is_group) {
    row.cells.items = arena_copy(composer->arena, row.cells.items, row.cells.count * sizeof *row.cells.items);
    make_bold(composer, &row);
  }
  Fragment fragment = {.width = setting->width};
  double top = row.is_group && index ? 2.6 * MM : setting->pad;
  if (table->plain && index == 0) top = setting->head ? 1.1 * MM : 0;
  fragment.height = compose_cells(setting, &row, &fragment, top, is_last && table->plain ? 0 : setting->pad);
  if (table->roomy && !row.is_group) fragment.height += 0.7 * MM;
  if (table->roomy && !row.is_group) fragment.height = fmax(fragment.height, 8 * MM);
  bool is_ink = row.is_stressed || (above && above->is_stressed);
  Fragment *rule = NULL;
  if ((above && !table->plain) || is_ink) {
    rule = ARENA_NEW(composer->arena, Fragment);
    draw_rule(composer, rule, NULL, 0, 0, setting->width, 0, is_ink ? 0.5 : 0.35,
              is_ink ? composer->style->ink : composer->style->hair);
  }
  if (row.is_stressed && is_last)
    draw_rule(composer, &fragment, NULL, 0, fragment.height, setting->width, fragment.height, 0.5,
              composer->style->ink);
  if (row.anchor.length) LIST_PUSH(composer->arena, &fragment.anchors, ((Anchor){row.anchor, 0, 0}));
  Atom *atom = flow_add(composer, flow);
  atom->x = setting->place->x;
  atom->before = index ? 0 : before;
  atom->repeat = setting->head;
  if (index == 0 && setting->head) {
    atom->fragment.width = setting->width;
    atom->fragment.height = setting->head->height + fragment.height;
    fragment_add(composer, &atom->fragment, &fragment, 0, setting->head->height, false);
    fragment_add(composer, &atom->fragment, setting->head, 0, 0, false);
  } else {
    atom->fragment = fragment;
    atom->head = setting->head;
    atom->above = rule;
  }
}

/* A group keeps two rows with it, and the last row is not left alone. */
static void keep_rows(const Table *table, Flow *flow, uint32_t first) {
  uint32_t count = table->rows.count;
  for (uint32_t i = 0; i < count; i++) {
    Atom *atom = &flow->atoms.items[first + i];
    if (i + 1 == count) break;
    if (table->rows.items[i].is_group) atom->with_next = true;
    if (i > 0 && table->rows.items[i - 1].is_group && !table->rows.items[i + 1].is_group) atom->with_next = true;
    if (i + 2 == count || i == 0) atom->with_next = true;
  }
}

void compose_table(Composer *composer, Flow *flow, const Table *table, Tag *parent, const Place *place, double before) {
  static const double pads[] = {[TABLE_TEXT_SMALL] = 1.25, [TABLE_TEXT_MEDIUM] = 1.6, [TABLE_TEXT_LARGE] = 1.5};
  if (!table->columns.count || !table->rows.count) return;
  double width = place->width;
  if (place->kind == PLACE_MAIN) width = table->narrow ? TEXT_WIDTH : FULL_WIDTH;
  Setting setting = {.composer = composer, .table = table, .place = place, .width = width};
  setting.pad = table->plain ? 0.55 * MM : pads[table->text] * MM;
  choose_widths(&setting);
  setting.tag = tag_add(composer->list, parent, TAG_TABLE);
  setting.tag->alternative = table->summary;
  uint32_t first = flow->atoms.count;
  if (has_head(table)) compose_head(&setting);
  setting.body = tag_add(composer->list, setting.tag, TAG_TBODY);
  for (uint32_t i = 0; i < table->rows.count; i++) compose_row(&setting, flow, i, before);
  keep_rows(table, flow, first);
}
