/* report_build.c: walks the parts of a report and fills a document.
 *
 * A place tells what may be appended where the walk is: blocks, or the columns of a table, its rows, the cells of a row, the
 * items of a figure. `for`, `if` and `let` work alike in each of them. */
#include "compiler/reports/report_part.h"

typedef struct Place {
  BlockList *blocks;
  Table *table;
  TableRow *row;
  Block *columns;  /* BLOCK_COLUMNS */
  Block *bullets;  /* BLOCK_LIST */
  Figure *figure;
  FigureItem *item;
} Place;

static void build_parts(Builder *builder, const Part *part, Place place);

static const Expression *expression_of(Builder *builder, const Part *part, const char *key) {
  return part_slot(builder->vocabulary, part, str_of(key)).expression;
}

static const Template *text_of(Builder *builder, const Part *part, const char *key) {
  return part_slot(builder->vocabulary, part, str_of(key)).text;
}

static Value value_of(Builder *builder, const Part *part, const char *key) {
  const Expression *expression = expression_of(builder, part, key);
  return expression ? value_plain(evaluate(builder->evaluation, expression, builder->frame)) : (Value){0};
}

static bool holds(Builder *builder, const Part *part, const char *key) {
  const Expression *expression = expression_of(builder, part, key);
  return expression && evaluate_is_true(builder->evaluation, expression, builder->frame);
}

/* A part without `when` is always there. */
static bool is_wanted(Builder *builder, const Part *part) {
  return !expression_of(builder, part, "when") || holds(builder, part, "when");
}

static bool may_read(const Builder *builder, Value value) {
  if (value.reserved && builder->request->audience == AUDIENCE_PARTNERS) return false;
  return !(value.sensitive && builder->request->audience != AUDIENCE_OWN);
}

static bool number_of(Builder *builder, const Part *part, const char *key, double *number) {
  Value value = value_of(builder, part, key);
  if (!may_read(builder, value)) return false;
  if (value.kind == VALUE_DATE) return *number = value.as.date, true;
  if (value.kind != VALUE_NUMBER && value.kind != VALUE_MONEY && value.kind != VALUE_PERCENTAGE) return false;
  return *number = (double)value.as.number.numerator / (double)value.as.number.denominator, true;
}

static uint32_t index_of(Builder *builder, const Part *part, const char *key) {
  double number = 0;
  return number_of(builder, part, key, &number) && number > 0 ? (uint32_t)number : 0;
}

static DocumentState state_of(Builder *builder, const Part *part) {
  Value value = value_of(builder, part, "state");
  return value.kind == VALUE_CHOICE ? report_state(value.as.choice) : STATE_NONE;
}

static ParagraphStyle style_of(Builder *builder, const Part *part, ParagraphStyle otherwise) {
  static const char *const keys[] = {"body", "message", "lead", "note", "small", "question", "asks", "label"};
  Value value = part_value(builder->vocabulary, part, STR("style"));
  for (int i = 0; value.kind == VALUE_CHOICE && i <= STYLE_LABEL; i++)
    if (str_equal(value.as.choice->key, str_of(keys[i]))) return (ParagraphStyle)i;
  return otherwise;
}

/* What a text that names a page says where there are no pages: without "on page {page}"; a text that only points to the page,
 * as "See page {page}", says "Read on". Empty where the page stands apart, as in "Mandates, page {page}". */
static Str pageless(Builder *builder, Str text) {
  const Library *library = builder->request->library;
  Str phrase = library_words(library, STR("on-page"), builder->request->language);
  Str before = str_slice(text, 0, str_find(text, STR("{page}")));
  size_t at = str_find(text, phrase);
  if (at < text.length) {
    Str after = str_slice(text, at + phrase.length, text.length);
    return str_format(builder->arena, "%.*s%.*s", (int)at, text.data, STR_ARGS(after));
  }
  bool stands_apart = str_find(before, STR(",")) < before.length || str_find(before, STR("(")) < before.length;
  return stands_apart ? STR("") : library_words(library, STR("see-rest"), builder->request->language);
}

/* "{page}" in a text that leads somewhere is the page where that stands. */
static void set_link(Builder *builder, RunList *runs, Str link) {
  for (uint32_t i = 0; i < runs->count && !str_is_empty(link); i++) {
    Run *run = &runs->items[i];
    run->link = link;
    run->page_number = str_find(run->text, STR("{page}")) < run->text.length;
    if (run->page_number) run->pageless = pageless(builder, run->text);
  }
}

/* The sign of a state stands before the first words. */
static void set_state(RunList *runs, DocumentState state) {
  uint32_t first = 0;
  while (first < runs->count && runs->items[first].mark != MARK_NONE) first++;
  if (first < runs->count) runs->items[first].state = state;
}

static uint8_t small_index(Builder *builder, const Part *part, const char *key) {
  uint32_t index = index_of(builder, part, key);
  return index < UINT8_MAX ? (uint8_t)index : UINT8_MAX;
}

/* The place of a value in what a mark counts; a value that is missing has none. */
static uint8_t mark_place(Builder *builder, const Part *part, const char *key) {
  double number = 0;
  return number_of(builder, part, key, &number) && number >= 0 ? small_index(builder, part, key) : UINT8_MAX;
}

/* A strip is drawn instead of the text, which is what it says to who cannot see it; other marks stand before the text. */
static bool replaces_text(RunMark mark) { return mark == MARK_STRIP || mark == MARK_STRIP_HEAD; }

static RunMark mark_of(Builder *builder, const Part *part) {
  static const RunMark marks[] = {MARK_BOX,  MARK_TICKED, MARK_WRITING_LINE, MARK_PLUS,
                                  MARK_MINUS, MARK_WEIGHT, MARK_STRIP,        MARK_STRIP_HEAD};
  Value value = part_value(builder->vocabulary, part, STR("mark"));
  bool is_known = value.kind == VALUE_CHOICE && value.as.choice->order < sizeof marks / sizeof *marks;
  return is_known ? marks[value.as.choice->order] : MARK_NONE;
}

static Run *add_mark(Builder *builder, const Part *part, RunList *runs, RunMark mark) {
  Run *run = run_add(builder->arena, runs, STR(""));
  run->mark = mark;
  run->mark_value = mark_place(builder, part, "value");
  run->mark_of = small_index(builder, part, "of");
  run->mark_chosen = mark_place(builder, part, "chosen");
  return run;
}

/* What is longer than the part allows is cut at a sentence, and says where the rest stands. */
static void limit_text(Builder *builder, const Part *part, Block *block, RunList *runs) {
  block->at_most = index_of(builder, part, "at-most");
  if (block->at_most == 0) return;
  RunList more = {0};
  Str rest = report_plain(builder, text_of(builder, part, "rest"));
  if (!str_is_empty(rest)) {
    run_add(builder->arena, &more, library_words(builder->request->library, STR("see-page"), builder->request->language));
    set_link(builder, &more, rest);
    block->more = more.items[0];
  }
  block_cut(builder->arena, block, runs, block->at_most);
}

static bool fill_runs(Builder *builder, const Part *part, RunList *runs) {
  RunMark mark = mark_of(builder, part);
  const Template *content = text_of(builder, part, "content");
  if (replaces_text(mark)) {
    add_mark(builder, part, runs, mark)->text = report_plain(builder, content);
    return true;
  }
  if (mark != MARK_NONE) add_mark(builder, part, runs, mark);
  DocumentState state = state_of(builder, part);
  bool shown = state == STATE_NONE ? report_runs(builder, runs, content) : report_state_runs(builder, runs, content);
  if (!shown || runs->count == 0) return false;
  set_state(runs, state);
  set_link(builder, runs, report_plain(builder, text_of(builder, part, "link")));
  return true;
}

static void build_paragraph(Builder *builder, const Part *part, Place place) {
  RunList runs = {0};
  if (!is_wanted(builder, part) || !fill_runs(builder, part, &runs)) return;
  BlockList *blocks = place.blocks;
  if (place.bullets) {
    BlockList *item = LIST_ADD(builder->arena, &place.bullets->items);
    blocks = item;
  }
  if (!blocks) return;
  Block *block = document_block(builder->arena, blocks, BLOCK_PARAGRAPH);
  block->style = style_of(builder, part, STYLE_BODY);
  block->runs = runs;
  limit_text(builder, part, block, &block->runs);
  block->anchor = report_plain(builder, text_of(builder, part, "anchor"));
}

static void build_heading(Builder *builder, const Part *part, Place place) {
  RunList runs = {0};
  if (!is_wanted(builder, part) || !place.blocks || !fill_runs(builder, part, &runs)) return;
  Block *block = document_block(builder->arena, place.blocks, BLOCK_HEADING);
  block->level = 2;
  block->runs = runs;
  block->anchor = report_plain(builder, text_of(builder, part, "anchor"));
}

static void build_prose(Builder *builder, const Part *part, Place place) {
  Value value = value_of(builder, part, "content");
  if (value.kind == VALUE_TEXT && place.blocks && may_read(builder, value))
    document_prose(builder->arena, place.blocks, style_of(builder, part, STYLE_BODY), value.as.text);
}

static void build_for(Builder *builder, const Part *part, Place place) {
  const ValueList *elements = evaluate_list(builder->evaluation, expression_of(builder, part, "elements"), builder->frame);
  for (uint32_t i = 0; i < elements->count; i++) {
    if (!may_read(builder, elements->items[i])) continue;
    builder->frame[part->variable] = elements->items[i];
    build_parts(builder, part, place);
  }
}

static void build_let(Builder *builder, const Part *part) {
  builder->frame[part->variable] = evaluate(builder->evaluation, expression_of(builder, part, "gives"), builder->frame);
}

static void build_bullets(Builder *builder, const Part *part, Place place) {
  if (!place.blocks) return;
  Block *block = document_block(builder->arena, place.blocks, BLOCK_LIST);
  block->pen_boxes = part_flag(builder->vocabulary, part, STR("boxes"));
  build_parts(builder, part, (Place){.bullets = block});
  if (block->items.count == 0) place.blocks->count--; /* an empty list says nothing */
}

static void build_group(Builder *builder, const Part *part, Place place) {
  if (!place.blocks) return;
  bool aside = str_equal(part->object->as->key, STR("aside"));
  Block *block = document_block(builder->arena, place.blocks, aside ? BLOCK_ASIDE : BLOCK_KEEP);
  build_parts(builder, part, (Place){.blocks = &block->blocks});
  if (block->blocks.count == 0) place.blocks->count--;
}

static void build_columns(Builder *builder, const Part *part, Place place) {
  if (!place.blocks) return;
  Block *block = document_block(builder->arena, place.blocks, BLOCK_COLUMNS);
  block->ruled = part_flag(builder->vocabulary, part, STR("ruled"));
  build_parts(builder, part, (Place){.columns = block});
  if (block->columns.count == 0) place.blocks->count--;
}

static void build_table_column(Builder *builder, const Part *part, Table *table) {
  TableColumn *column = LIST_ADD(builder->arena, &table->columns);
  RunMark mark = mark_of(builder, part);
  if (mark == MARK_NONE) report_runs(builder, &column->head, text_of(builder, part, "head"));
  else add_mark(builder, part, &column->head, mark)->text = report_plain(builder, text_of(builder, part, "head"));
  column->is_header = part_flag(builder->vocabulary, part, STR("header"));
  column->align = part_flag(builder->vocabulary, part, STR("right")) ? ALIGN_RIGHT : ALIGN_LEFT;
  Value width = part_value(builder->vocabulary, part, STR("width"));
  if (width.kind == VALUE_NUMBER) column->width = (double)width.as.number.numerator / (double)width.as.number.denominator;
}

/* Three columns make a row; what comes after begins the next row. */
enum { COLUMNS_IN_A_ROW = 3 };

static void build_column(Builder *builder, const Part *part, Place place) {
  if (place.table) {
    build_table_column(builder, part, place.table);
  } else if (place.columns && place.columns->columns.count < COLUMNS_IN_A_ROW) {
    BlockList blocks = {0};
    build_parts(builder, part, (Place){.blocks = &blocks});
    if (blocks.count) LIST_PUSH(builder->arena, &place.columns->columns, blocks);
  }
}

/* Widths are declared in millimetres of the page that visual measures are given in: 170 over the full width, 112 in the text
 * column; a table knows them as shares. */
static Table *fill_table(Builder *builder, const Part *part, Table *table) {
  table->narrow = part_flag(builder->vocabulary, part, STR("narrow"));
  table->plain = part_flag(builder->vocabulary, part, STR("plain"));
  table->roomy = part_flag(builder->vocabulary, part, STR("roomy"));
  table->summary = report_plain(builder, text_of(builder, part, "summary"));
  Value size = part_value(builder->vocabulary, part, STR("size"));
  if (size.kind == VALUE_CHOICE) table->text = (TableText)size.as.choice->order;
  build_parts(builder, part, (Place){.table = table});
  for (uint32_t i = 0; i < table->columns.count; i++) table->columns.items[i].width /= table->narrow ? 112.0 : 170.0;
  return table;
}

static bool has_rows(const Table *table) {
  for (uint32_t i = 0; i < table->rows.count; i++)
    if (!table->rows.items[i].is_group) return true;
  return false;
}

static void build_table(Builder *builder, const Part *part, Place place) {
  if (!place.blocks) return;
  Block *block = document_table(builder->arena, place.blocks);
  if (!has_rows(fill_table(builder, part, block->table))) place.blocks->count--;
}

static void build_group_row(Builder *builder, const Part *part, Place place) {
  RunList runs = {0};
  if (!place.table || !fill_runs(builder, part, &runs)) return;
  TableRow *row = LIST_ADD(builder->arena, &place.table->rows);
  row->is_group = true;
  row->anchor = report_plain(builder, text_of(builder, part, "anchor"));
  TableCell *cell = LIST_ADD(builder->arena, &row->cells);
  document_block(builder->arena, &cell->blocks, BLOCK_PARAGRAPH)->runs = runs;
}

static void build_row(Builder *builder, const Part *part, Place place) {
  if (!place.table) return;
  TableRow row = {.is_stressed = holds(builder, part, "stressed")};
  row.anchor = report_plain(builder, text_of(builder, part, "anchor"));
  build_parts(builder, part, (Place){.row = &row});
  if (row.cells.count) LIST_PUSH(builder->arena, &place.table->rows, row);
}

static void build_cell(Builder *builder, const Part *part, Place place) {
  if (!place.row) return;
  TableCell *cell = LIST_ADD(builder->arena, &place.row->cells);
  RunList runs = {0};
  if (fill_runs(builder, part, &runs)) {
    Block *block = document_block(builder->arena, &cell->blocks, BLOCK_PARAGRAPH);
    block->runs = runs;
    limit_text(builder, part, block, &block->runs);
  }
  build_parts(builder, part, (Place){.blocks = &cell->blocks});
}

static void fill_item_numbers(Builder *builder, const Part *part, FigureItem *item) {
  item->row = index_of(builder, part, "row");
  item->column = index_of(builder, part, "column");
  item->series = index_of(builder, part, "series");
  item->to = index_of(builder, part, "to");
  item->has_value = number_of(builder, part, "value", &item->value);
  item->has_low = number_of(builder, part, "low", &item->low);
  item->has_high = number_of(builder, part, "high", &item->high);
  item->has_limit = number_of(builder, part, "limit", &item->limit);
}

static void build_item(Builder *builder, const Part *part, Place place) {
  if (!place.figure && !place.item) return;
  FigureItem *item = place.item ? LIST_ADD(builder->arena, &place.item->items)
                                : LIST_ADD(builder->arena, &place.figure->items);
  FigureItem filled = {.role = part_value(builder->vocabulary, part, STR("role")).as.text};
  filled.state = state_of(builder, part);
  const Template *label = text_of(builder, part, "label");
  bool is_word = filled.state != STATE_NONE && str_equal(filled.role, STR("cell")); /* the word beside the sign */
  filled.label = is_word ? report_state_plain(builder, label) : report_plain(builder, label);
  filled.note = report_plain(builder, text_of(builder, part, "note"));
  filled.detail = report_plain(builder, text_of(builder, part, "detail"));
  filled.link = report_plain(builder, text_of(builder, part, "link"));
  filled.is_done = holds(builder, part, "done");
  filled.is_present = holds(builder, part, "present");
  filled.is_chosen = holds(builder, part, "chosen");
  filled.is_stressed = holds(builder, part, "stressed");
  fill_item_numbers(builder, part, &filled);
  build_parts(builder, part, (Place){.item = &filled});
  *item = filled;
}

static void list_missing(Builder *builder, BlockList *blocks);

/* What the report's parts had nothing to show of, up to here. */
static void build_unstated(Builder *builder, Place place) {
  if (!place.blocks || builder->missing.count == 0) return;
  Block *lead = document_block(builder->arena, place.blocks, BLOCK_PARAGRAPH);
  lead->style = STYLE_LEAD;
  lead->anchor = STR("not-stated");
  report_runs(builder, &lead->runs, text_of(builder, builder->report, "not-stated"));
  list_missing(builder, place.blocks);
}

static const Part *find_part(const Part *part, PartKind kind, const char *key) {
  for (uint32_t i = 0; i < part->parts.count; i++) {
    const Part *child = part->parts.items[i];
    if (child->kind == kind && (!key || str_equal(child->object->as->key, str_of(key)))) return child;
  }
  return NULL;
}

/* Dates are declared by what they are of; they stand in order of time. Equal days keep their order. */
static void sort_dates(Figure *figure) {
  for (uint32_t i = 1; i < figure->items.count; i++) {
    FigureItem item = figure->items.items[i];
    uint32_t to = i;
    if (!str_equal(item.role, STR("date"))) continue;
    for (; to > 0; to--) {
      const FigureItem *before = &figure->items.items[to - 1];
      if (!str_equal(before->role, STR("date")) || before->value <= item.value) break;
      figure->items.items[to] = *before;
    }
    figure->items.items[to] = item;
  }
}

static void build_figure(Builder *builder, const Part *part, Place place) {
  Value kind = part_value(builder->vocabulary, part, STR("kind"));
  if (!place.blocks || kind.kind != VALUE_CHOICE) return;
  Figure filled = {.kind = (FigureKind)kind.as.choice->order};
  build_parts(builder, part, (Place){.figure = &filled});
  if (filled.items.count == 0) return;
  if (filled.kind == FIGURE_DATES) sort_dates(&filled);
  /* before the texts, whose own names may take the places of what the figure's block named */
  const Part *fallback = find_part(part, PART_TABLE, "fallback");
  if (fallback) {
    Table *table = fill_table(builder, fallback, ARENA_NEW(builder->arena, Table));
    if (has_rows(table)) filled.fallback = table;
  }
  filled.alternative = report_plain(builder, text_of(builder, part, "alternative"));
  filled.caption = report_plain(builder, text_of(builder, part, "caption"));
  *document_figure(builder->arena, place.blocks, filled.kind, filled.alternative)->figure = filled;
}

static void build_part(Builder *builder, const Part *part, Place place) {
  switch (part->kind) {
    case PART_LET: build_let(builder, part); break;
    case PART_FOR: build_for(builder, part, place); break;
    case PART_IF:
      if (holds(builder, part, "test")) build_parts(builder, part, place);
      break;
    case PART_HEADING: build_heading(builder, part, place); break;
    case PART_PARAGRAPH: build_paragraph(builder, part, place); break;
    case PART_PROSE: build_prose(builder, part, place); break;
    case PART_BULLETS: build_bullets(builder, part, place); break;
    case PART_GROUP: build_group(builder, part, place); break;
    case PART_COLUMNS: build_columns(builder, part, place); break;
    case PART_COLUMN: build_column(builder, part, place); break;
    case PART_BREAK:
      if (place.blocks) document_block(builder->arena, place.blocks, BLOCK_PAGE_BREAK);
      break;
    case PART_TABLE:
      if (!str_equal(part->object->as->key, STR("fallback"))) build_table(builder, part, place);
      break;
    case PART_GROUP_ROW: build_group_row(builder, part, place); break;
    case PART_ROW: build_row(builder, part, place); break;
    case PART_CELL: build_cell(builder, part, place); break;
    case PART_FIGURE: build_figure(builder, part, place); break;
    case PART_ITEM: build_item(builder, part, place); break;
    case PART_UNSTATED: build_unstated(builder, place); break;
    case PART_REPORT: case PART_COVER: case PART_FACT: case PART_SECTION: case PART_MESSAGE: case PART_VALUE: break;
  }
}

static void build_parts(Builder *builder, const Part *part, Place place) {
  for (uint32_t i = 0; i < part->parts.count; i++) build_part(builder, part->parts.items[i], place);
}

/* The first message whose condition holds and that may be said to this audience. */
static void fill_message(Builder *builder, const Part *section, Block *heading) {
  for (uint32_t i = 0; i < section->parts.count && heading->message.count == 0; i++) {
    const Part *part = section->parts.items[i];
    if (part->kind != PART_MESSAGE || !is_wanted(builder, part)) continue;
    report_runs(builder, &heading->message, text_of(builder, part, "content"));
    limit_text(builder, part, heading, &heading->message);
  }
}

/* A section's own values are known to its messages too. */
static void build_lets(Builder *builder, const Part *part) {
  for (uint32_t i = 0; i < part->parts.count; i++)
    if (part->parts.items[i]->kind == PART_LET) build_let(builder, part->parts.items[i]);
}

static void build_section(Builder *builder, const Part *section) {
  BlockList *blocks = &builder->document->blocks;
  Block *heading = document_block(builder->arena, blocks, BLOCK_HEADING);
  heading->level = 1;
  heading->anchor = part_value(builder->vocabulary, section, STR("name")).as.text;
  heading->new_page = !part_flag(builder->vocabulary, section, STR("follows"));
  heading->one_page = part_flag(builder->vocabulary, section, STR("one-page"));
  report_runs(builder, &heading->runs, text_of(builder, section, "title"));
  build_lets(builder, section);
  fill_message(builder, section, heading);
  build_parts(builder, section, (Place){.blocks = blocks});
  builder->section_count++;
}

static void list_missing(Builder *builder, BlockList *blocks) {
  Block *list = document_block(builder->arena, blocks, BLOCK_LIST);
  for (uint32_t i = 0; i < builder->missing.count; i++) {
    BlockList *item = LIST_ADD(builder->arena, &list->items);
    LIST_PUSH(builder->arena, item, builder->missing.items[i]);
  }
  builder->missing_told = true;
}

static void build_not_stated(Builder *builder, const Part *report) {
  if (builder->missing.count == 0 || builder->missing_told) return;
  Block *heading = document_block(builder->arena, &builder->document->blocks, BLOCK_HEADING);
  heading->level = 1;
  heading->anchor = STR("not-stated");
  report_runs(builder, &heading->runs, text_of(builder, report, "not-stated"));
  Block *together = document_block(builder->arena, &builder->document->blocks, BLOCK_KEEP);
  list_missing(builder, &together->blocks);
}

/* A report that takes parts of another names its sections; every other report has all of its own. */
static bool is_chosen(Builder *builder, const Part *section) {
  if (!builder->chosen) return true;
  Str name = part_value(builder->vocabulary, section, STR("name")).as.text;
  for (uint32_t i = 0; i < builder->chosen->count; i++)
    if (str_equal(builder->chosen->items[i].as.text, name)) return true;
  return false;
}

static void build_sections(Builder *builder, const Part *report) {
  for (uint32_t i = 0; i < report->parts.count; i++) {
    const Part *section = report->parts.items[i];
    if (section->kind != PART_SECTION || !is_chosen(builder, section)) continue;
    if (is_wanted(builder, section)) {
      build_section(builder, section);
      continue;
    }
    RunList runs = {0};
    if (report_runs(builder, &runs, text_of(builder, section, "missing")) && runs.count)
      document_block(builder->arena, &builder->missing, BLOCK_PARAGRAPH)->runs = runs;
  }
  build_not_stated(builder, report);
}

static void build_fact(Builder *builder, const Part *fact, Cover *cover) {
  if (!is_wanted(builder, fact)) return;
  Str content = report_plain(builder, text_of(builder, fact, "content"));
  if (str_is_empty(content)) return;
  TableRow *row = LIST_ADD(builder->arena, &cover->facts);
  table_cell(builder->arena, row, report_plain(builder, text_of(builder, fact, "what")));
  table_cell(builder->arena, row, content);
}

/* "Koala: video care at home": what stands before the colon is the title. */
static void split_title(Cover *cover) {
  size_t colon = str_find(cover->title, STR(": "));
  if (!str_is_empty(cover->subtitle) || colon == cover->title.length) return;
  cover->subtitle = str_slice(cover->title, colon + 2, cover->title.length);
  cover->title = str_slice(cover->title, 0, colon);
  cover->subtitle_foreign = cover->title_foreign;
}

/* A title that is written in another language than the report's throughout. */
static void find_title_language(Builder *builder, const Part *part, Cover *cover) {
  RunList runs = {0};
  if (!report_runs(builder, &runs, text_of(builder, part, "title"))) return;
  cover->title_foreign = runs.count > 0;
  for (uint32_t i = 0; i < runs.count; i++) {
    cover->title_foreign &= runs.items[i].foreign;
    cover->language = runs.items[i].language;
  }
}

static void build_cover(Builder *builder, const Part *part, Cover *cover) {
  cover->present = true;
  find_title_language(builder, part, cover);
  cover->title = report_plain(builder, text_of(builder, part, "title"));
  cover->subtitle = report_plain(builder, text_of(builder, part, "subtitle"));
  split_title(cover);
  cover->ring_stops = index_of(builder, part, "stops");
  cover->ring_present = index_of(builder, part, "present");
  cover->ring_parts = index_of(builder, part, "parts");
  for (uint32_t i = 0; i < part->parts.count; i++)
    if (part->parts.items[i]->kind == PART_FACT) build_fact(builder, part->parts.items[i], cover);
}

static Words fixed_words(const Library *library, const char *key) {
  Words words = {0};
  for (int i = 0; i < LANGUAGE_COUNT; i++) words.in[i] = library_words(library, str_of(key), (Language)i);
  return words;
}

static void fill_document(Builder *builder, const Part *report) {
  Document *document = builder->document;
  const ReportRequest *request = builder->request;
  document->arena = builder->arena;
  document->language = request->language;
  document->title = object_title(request->about);
  document->subject = report_plain(builder, text_of(builder, report, "subject"));
  document->running_head = report_plain(builder, text_of(builder, report, "running-head"));
  document->running_note = report_plain(builder, text_of(builder, report, "running-note"));
  document->classification = report_plain(builder, text_of(builder, report, "classification"));
  document->page_of = fixed_words(request->library, "page-of");
  document->contents = fixed_words(request->library, "contents");
  document->skip = fixed_words(request->library, "skip-contents");
  document->ring_stops = index_of(builder, report, "stops");
  document->ring_present = index_of(builder, report, "present");
  Value stated = *object_slot(request->about, builder->vocabulary, STR("as-of")), date = value_plain(stated);
  bool is_seen = !(date.sensitive || (stated.kind == VALUE_OBJECT && stated.as.object->sensitive)) || request->audience == AUDIENCE_OWN;
  if (date.kind == VALUE_DATE && is_seen) document->date = date.as.date;
}

static void set_names(Builder *builder, const CompiledReport *report) {
  static const char *const audiences[] = {"own", "board", "partners"};
  const ReportRequest *request = builder->request;
  uint32_t left_out = 0;
  builder->frame[report->findings] = value_of_list(report_findings(builder, &left_out));
  builder->frame[report->entries] = value_of_list(report_entries(builder));
  builder->frame[report->left_out] = value_of_number(left_out);
  builder->frame[report->audience] = value_of_choice(
      choice_by_key(vocabulary_choices(builder->vocabulary, STR("audience")), str_of(audiences[request->audience])));
  builder->frame[report->version] = value_of_text(request->version);
  builder->frame[report->knowledge] = value_of_list(report_knowledge(builder));
  if (!str_is_empty(request->revision)) builder->frame[report->revision] = value_of_text(request->revision);
}

const Object *report_find(const Library *library, Str name) { return library_report(library, name); }

Str report_file_word(const Library *library, const Object *report) {
  Value file = value_plain(*object_slot(report, library->vocabulary, STR("file")));
  return file.kind == VALUE_TEXT ? file.as.text : report->name;
}

/* The report whose parts a report takes, or the report itself; the sections it takes go to `*chosen`. */
static const Object *report_origin(const Library *library, const Object *report, const ValueList **chosen) {
  Value parts = *object_slot(report, library->vocabulary, STR("parts-of"));
  *chosen = NULL;
  if (parts.kind != VALUE_OBJECT) return report;
  const Object *taken = parts.as.object;
  const Object *origin = report_find(library, value_plain(*object_slot(taken, library->vocabulary, STR("report"))).as.text);
  Value sections = *object_slot(taken, library->vocabulary, STR("sections"));
  if (sections.kind == VALUE_LIST) *chosen = sections.as.list;
  return origin;
}

Document *report_build(Arena *arena, const ReportRequest *request, FindingSink *problems) {
  const ValueList *chosen = NULL;
  const Object *declaration = report_find(request->library, request->name);
  if (declaration) declaration = report_origin(request->library, declaration, &chosen);
  if (!declaration) return NULL;
  CompiledReport *report = report_compile(arena, request->library, request->store, declaration, problems);
  Builder builder = {.arena = arena, .request = request, .vocabulary = request->library->vocabulary, .chosen = chosen};
  builder.evaluation = evaluation_new(arena, request->library, request->model, request->audience);
  builder.teller = evaluation_new(arena, request->library, request->model, request->audience);
  evaluation_begin(builder.evaluation, request->about);
  builder.frame = ARENA_ARRAY(arena, Value, report->frame_size);
  builder.document = ARENA_NEW(arena, Document);
  builder.report = report->root;
  set_names(&builder, report);
  build_lets(&builder, report->root);
  fill_document(&builder, report->root);
  const Part *cover = find_part(report->root, PART_COVER, NULL);
  if (cover) build_cover(&builder, cover, &builder.document->cover);
  build_sections(&builder, report->root);
  report_settle_links(arena, builder.document);
  return builder.document;
}
