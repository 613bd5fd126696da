/* From blocks to a flow, and the whole layout.
 *
 * Start at layout_document, at the end. compose_blocks walks the blocks of one place (the page, the side column, a
 * column, a cell) and makes atoms of them, with the structure elements in the order of the document. The space between
 * two blocks depends on both: gap_before says how much. When a text names pages, the whole is laid out again until the
 * numbers hold. */
#include "runtime/layout.h"

#include <math.h>

#include "runtime/compose.h"

typedef enum After {
  AFTER_NOTHING,
  AFTER_TITLE,
  AFTER_HEADING,
  AFTER_TEXT,
  AFTER_LEAD,
  AFTER_ASKS,
  AFTER_QUESTION,
  AFTER_SMALL,
  AFTER_TABLE,
  AFTER_FIGURE,
  AFTER_COLUMNS
} After;

/* ---- space ---- */

static double gap_in_cell(int last, After next) {
  if (last == AFTER_NOTHING || last == AFTER_LEAD) return last == AFTER_LEAD ? 0.25 * MM : 0;
  return next == AFTER_LEAD ? 1.2 * MM : 0.45 * MM;
}

static double gap_in_column(PlaceKind kind, int last, After next) {
  if (last == AFTER_NOTHING) return 0;
  if (last == AFTER_LEAD) return next == AFTER_TABLE ? 1.5 * MM : 0;
  if (last == AFTER_HEADING || last == AFTER_ASKS) return 0.75 * MM;
  if (next == AFTER_SMALL) return last == AFTER_QUESTION ? (kind == PLACE_SIDE ? 6 : 1.1) * MM : 1.5 * MM;
  if (next == AFTER_LEAD || next == AFTER_HEADING || next == AFTER_ASKS) return 4.5 * MM;
  if (next == AFTER_QUESTION) return 3.4 * MM;
  return 1.9 * MM;
}

static double gap_in_main(int last, After next) {
  if (last == AFTER_NOTHING) return 0;
  if (next == AFTER_TITLE) return 11 * MM;
  if (last == AFTER_TITLE) return 0;
  if (next == AFTER_HEADING) return last == AFTER_HEADING ? 2.25 * MM : 9 * MM;
  if (last == AFTER_HEADING || last == AFTER_LEAD) return last == AFTER_HEADING ? 2.25 * MM : 0;
  if (next == AFTER_ASKS) return 7 * MM;
  if (last == AFTER_ASKS) return 0.6 * MM;
  if (next == AFTER_SMALL) return last == AFTER_TABLE || last == AFTER_FIGURE ? 1.75 * MM : 2.25 * MM;
  if (next == AFTER_QUESTION && last == AFTER_QUESTION) return 3.4 * MM;
  if (next == AFTER_FIGURE && last == AFTER_FIGURE) return 3.4 * MM; /* one figure in parts */
  if (next == AFTER_TABLE || next == AFTER_FIGURE || next == AFTER_COLUMNS)
    return last == AFTER_TEXT ? 4.5 * MM : 7 * MM;
  if (last == AFTER_TABLE || last == AFTER_FIGURE || last == AFTER_COLUMNS) return 4.5 * MM;
  return next == AFTER_LEAD ? 4.5 * MM : 2.25 * MM;
}

static double gap_before(const Composer *composer, const Place *place, int last, After next) {
  static const double TIGHT = 0.67; /* of the usual space, in a part that has to be cut to fit its page */
  bool is_tight = composer->is_fitting && composer->allowance < 0.75;
  switch (place->kind) {
    case PLACE_CELL: return gap_in_cell(last, next);
    case PLACE_COLUMN:
    case PLACE_SIDE: return gap_in_column(place->kind, last, next) * (is_tight ? TIGHT : 1);
    default: return gap_in_main(last, next) * (is_tight ? TIGHT : 1);
  }
}

/* A paragraph that is bold throughout leads what follows. */
static bool is_bold(const Block *block) {
  LIST_EACH(const Run, run, block->runs)
    if (!run->bold) return false;
  return block->runs.count > 0;
}

static After after_block(const Block *block) {
  switch (block->style) {
    case STYLE_BODY: return is_bold(block) ? AFTER_LEAD : AFTER_TEXT;
    case STYLE_LEAD:
    case STYLE_LABEL: return AFTER_LEAD;
    case STYLE_ASKS: return AFTER_ASKS;
    case STYLE_QUESTION: return AFTER_QUESTION;
    case STYLE_NOTE:
    case STYLE_SMALL: return AFTER_SMALL;
    default: return AFTER_TEXT;
  }
}

/* ---- runs ---- */

/* Runs with page numbers filled in. */
static RunList fill_pages(Composer *composer, const RunList *runs) {
  bool has_pages = false;
  LIST_EACH(const Run, run, *runs) has_pages |= run->page_number;
  if (!has_pages) return *runs;
  RunList filled = {0};
  LIST_EACH(const Run, run, *runs) {
    Run *copy = LIST_ADD(composer->arena, &filled);
    *copy = *run;
    size_t at = str_find(run->text, STR("{page}"));
    if (!run->page_number || at == run->text.length) continue;
    uint32_t page = 0;
    map_get(composer->anchor_pages, run->link, &page);
    copy->text = str_format(composer->arena, "%.*s%u%.*s", (int)at, run->text.data, page,
                            (int)(run->text.length - at - 6), run->text.data + at + 6);
  }
  return filled;
}

static Str runs_text(Composer *composer, const RunList *runs) {
  Text text = text_new(composer->arena);
  LIST_EACH(const Run, run, *runs)
    if (run->mark == MARK_NONE) text_add(&text, run->text);
  return text_str(&text);
}

/* ---- paragraphs ---- */

/* Composing in another language than what is around: a block's own. */
static Language enter_language(Composer *composer, const Block *block, Tag *tag) {
  Language outer = composer->setter.language;
  if (!block->foreign) return outer;
  tag->has_language = true;
  tag->language = block->language;
  composer->setter.language = block->language;
  return outer;
}

static void mark_place(Composer *composer, Fragment *fragment, Str anchor) {
  if (anchor.length) LIST_PUSH(composer->arena, &fragment->anchors, ((Anchor){anchor, 0, 0}));
}

static void note_baseline(Flow *flow, const TextStyle *style) {
  if (flow->first_baseline <= 0 && flow->atoms.count == 0) flow->first_baseline = paragraph_baseline(style);
}

/* One atom for each line; the first two and the last two stay together. */
static void flow_lines(Composer *composer, Flow *flow, const Paragraph *paragraph, Tag *tag, const Place *place,
                       double before) {
  Tag *const *tags = run_tags(composer, &paragraph->runs, tag);
  uint32_t count = paragraph->lines.count;
  bool is_running = place->kind == PLACE_MAIN && !composer->is_fitting;
  is_running = is_running && fabs(paragraph->style.leading - 2 * GRID_STEP) < 0.01;
  for (uint32_t i = 0; i < count; i++) {
    Atom *atom = flow_add(composer, flow);
    double shift = place->flush_right ? place->width - paragraph->lines.items[i].width : 0;
    draw_lines(composer, &atom->fragment, paragraph, tags, i, i + 1, shift, 0);
    atom->fragment.height = paragraph->style.leading;
    atom->fragment.width = place->width;
    atom->x = place->x;
    atom->before = i == 0 ? before : 0;
    atom->on_grid = i == 0 && is_running;
    atom->with_next = i + 1 < count && (i == 0 || i + 2 == count);
  }
}

/* A block's runs, cut further where its part must fit a page. */
static RunList fitted(Composer *composer, const Block *block, const RunList *runs, double size, double width) {
  RunList kept = *runs;
  double line = width / (0.47 * size); /* characters that one line holds: cutting below that gains nothing */
  double share = composer->allowance;
  if (block->kind == BLOCK_HEADING) share = fmax(share, 0.6); /* what the page is about is cut last */
  if (block->at_most && composer->is_fitting && share < 1)
    block_cut(composer->arena, block, &kept, (uint32_t)fmax(block->at_most * share, share < 0.2 ? line * 5 * share : line));
  return fill_pages(composer, &kept);
}

static Paragraph *break_block(Composer *composer, const Block *block, const Place *place) {
  TextStyle style = style_of(composer, place, block->style);
  bool is_to_write_on = block->runs.count == 1 && block->runs.items[0].mark == MARK_WRITING_LINE;
  if (is_to_write_on) style.leading = fmax(style.leading, 6 * MM);
  bool may_hyphenate = block->style != STYLE_QUESTION && block->style != STYLE_MESSAGE && block->style != STYLE_ASKS;
  ParagraphInput input = {.runs = fitted(composer, block, &block->runs, style.size, place->width), .style = style, .width = place->width};
  input.hyphenate = may_hyphenate && place->width >= 60 * MM;
  input.balance = block->style == STYLE_MESSAGE;
  return paragraph_break(&composer->setter, &input);
}

static void compose_paragraph(Composer *composer, Flow *flow, const Block *block, Tag *parent, const Place *place) {
  Tag *tag = tag_add(composer->list, parent, TAG_P);
  Language outer = enter_language(composer, block, tag);
  Paragraph *paragraph = break_block(composer, block, place);
  After kind = after_block(block);
  uint32_t first = flow->atoms.count;
  if (kind == AFTER_SMALL && first && place->kind == PLACE_MAIN && flow->last != AFTER_NOTHING)
    flow->atoms.items[first - 1].with_next = true; /* small print belongs to what stands above it */
  note_baseline(flow, &paragraph->style);
  flow_lines(composer, flow, paragraph, tag, place, gap_before(composer, place, flow->last, kind));
  composer->setter.language = outer;
  if (flow->atoms.count == first) {
    parent->children.count--;
    composer->list->tag_count--;
    return;
  }
  mark_place(composer, &flow->atoms.items[first].fragment, block->anchor);
  if (kind == AFTER_LEAD || kind == AFTER_ASKS) flow->atoms.items[flow->atoms.count - 1].with_next = true;
  flow->last = (int)kind;
}

/* ---- headings ---- */

static void bookmark(Composer *composer, Fragment *fragment, const Block *block) {
  Str title = block->bookmark.length ? block->bookmark : runs_text(composer, &block->runs);
  if (title.length) LIST_PUSH(composer->arena, &fragment->bookmarks, ((Bookmark){title, block->level, 0, 0}));
}

static Paragraph *break_message(Composer *composer, const Block *block) {
  ParagraphInput input = {.runs = fitted(composer, block, &block->message, 20, 152 * MM), .width = 152 * MM, .balance = true};
  Place place = {PLACE_MAIN, 0, FULL_WIDTH, TABLE_TEXT_SMALL, false};
  input.style = style_of(composer, &place, STYLE_MESSAGE);
  Paragraph *paragraph = paragraph_break(&composer->setter, &input);
  if (paragraph->lines.count <= 3) return paragraph;
  input.style.size = 16;
  input.style.leading = 7.5 * MM;
  return paragraph_break(&composer->setter, &input);
}

/* A page's title, and what the page says. */
static void compose_title(Composer *composer, Flow *flow, const Block *block, Tag *section, const Place *place) {
  TextStyle style = {FACE_BOLD, 10.5, 4.5 * MM, 0, composer->style->ink};
  composer->is_fitting = block->one_page;
  ParagraphInput input = {.runs = fill_pages(composer, &block->runs), .style = style, .width = place->width};
  double before = gap_before(composer, place, flow->last, AFTER_TITLE);
  Tag *tag = tag_add(composer->list, section, TAG_H1);
  Language outer = enter_language(composer, block, tag);
  Paragraph *title = paragraph_break(&composer->setter, &input), *message = NULL;
  composer->setter.language = outer;
  Atom *atom = flow_add(composer, flow);
  Fragment *fragment = &atom->fragment;
  draw_lines(composer, fragment, title, run_tags(composer, &title->runs, tag), 0, title->lines.count, 0, 0);
  double y = title->height;
  if (block->message.count) message = break_message(composer, block);
  if (message && message->lines.count) {
    tag = tag_add(composer->list, section, TAG_P);
    draw_lines(composer, fragment, message, run_tags(composer, &message->runs, tag), 0, message->lines.count, -0.2 * MM,
               y + 3.4 * MM);
    y += 3.4 * MM + message->height;
  }
  fragment->width = place->width;
  fragment->height = y + (message && message->lines.count ? 6 : 4.5) * MM;
  bookmark(composer, fragment, block);
  mark_place(composer, fragment, block->anchor);
  atom->x = place->x;
  atom->before = before;
  atom->with_next = atom->is_heading = true;
  atom->breaks_page = block->new_page;
  atom->one_page = block->one_page;
  flow->last = AFTER_TITLE;
}

static void compose_heading(Composer *composer, Flow *flow, const Block *block, Tag *parent, const Place *place) {
  TextStyle style = {FACE_BOLD, block->level < 3 ? 9.5 : 8.25, (block->level < 3 ? 4.5 : 3.75) * MM, 0,
                     composer->style->ink};
  double width = place->kind == PLACE_MAIN ? TEXT_WIDTH : place->width;
  ParagraphInput input = {.runs = fill_pages(composer, &block->runs), .style = style, .width = width};
  double before = gap_before(composer, place, flow->last, block->level < 3 ? AFTER_HEADING : AFTER_LEAD);
  Tag *tag = tag_add(composer->list, parent, block->level < 3 ? TAG_H2 : TAG_H3);
  Language outer = enter_language(composer, block, tag);
  Paragraph *title = paragraph_break(&composer->setter, &input);
  composer->setter.language = outer;
  note_baseline(flow, &style);
  Atom *atom = flow_add(composer, flow);
  draw_lines(composer, &atom->fragment, title, run_tags(composer, &title->runs, tag), 0, title->lines.count, 0, 0);
  atom->fragment.width = width;
  atom->fragment.height = title->height;
  if (place->kind == PLACE_MAIN) bookmark(composer, &atom->fragment, block);
  mark_place(composer, &atom->fragment, block->anchor);
  atom->x = place->x;
  atom->before = before;
  atom->with_next = atom->is_heading = true;
  atom->breaks_page = block->new_page;
  flow->last = block->level < 3 ? AFTER_HEADING : AFTER_LEAD;
}

/* ---- lists ---- */

/* The mark that an item is ticked with: its own first run, which is then taken out, or an empty box. */
static RunMark take_box(Composer *composer, BlockList *blocks) {
  const Block *first = blocks->count ? blocks->items[0] : NULL;
  if (!first || !first->runs.count) return MARK_BOX;
  RunMark mark = first->runs.items[0].mark;
  if (mark != MARK_BOX && mark != MARK_TICKED) return MARK_BOX;
  Block *rest = arena_copy(composer->arena, first, sizeof *first);
  rest->runs.items++;
  rest->runs.count--;
  rest->runs.capacity = rest->runs.count;
  blocks->items = arena_copy(composer->arena, blocks->items, blocks->count * sizeof *blocks->items);
  blocks->items[0] = rest;
  return mark;
}

static void compose_item(Composer *composer, Flow *flow, const BlockList *blocks, Tag *list, const Place *place,
                         bool has_box, double before) {
  double indent = has_box ? 7 * MM : 3.6 * MM;
  Tag *item = tag_add(composer->list, list, TAG_LI), *label = has_box ? NULL : tag_add(composer->list, item, TAG_LBL);
  Tag *body = tag_add(composer->list, item, TAG_LBODY);
  BlockList inside = *blocks;
  Run box = {.mark = has_box ? take_box(composer, &inside) : MARK_NONE};
  Place inner = *place;
  inner.x += indent;
  inner.width -= indent;
  uint32_t first = flow->atoms.count;
  flow->last = AFTER_NOTHING;
  compose_blocks(composer, flow, &inside, body, &inner);
  if (flow->atoms.count == first) return;
  Atom *atom = &flow->atoms.items[first];
  atom->before = before;
  TextStyle style = style_of(composer, place, STYLE_BODY);
  double baseline = paragraph_baseline(&style);
  if (has_box) draw_mark(composer, &atom->fragment, NULL, &box, &style, -indent, baseline, 0);
  style.colour = composer->style->grey;
  if (label) draw_word(composer, &atom->fragment, label, STR("\xE2\x80\x93"), style, ANCHOR_LEFT, -indent, baseline);
}

static void compose_list(Composer *composer, Flow *flow, const Block *block, Tag *parent, const Place *place) {
  Tag *list = tag_add(composer->list, parent, TAG_L);
  double before = gap_before(composer, place, flow->last, AFTER_TEXT);
  double between = (block->pen_boxes ? 2.25 : place->kind == PLACE_MAIN ? 1.125 : 0.6) * MM;
  LIST_EACH(const BlockList, item, block->items)
    compose_item(composer, flow, item, list, place, block->pen_boxes, item == block->items.items ? before : between);
  flow->last = AFTER_TEXT;
}

/* ---- columns ---- */

static Atom *wide_atom(Composer *composer, Flow *flow, const Place *place, double before) {
  Atom *atom = flow_add(composer, flow);
  atom->x = place->x;
  atom->before = before;
  atom->fragment.width = place->width;
  return atom;
}

/* Two columns stand on the grid of three. */
static double column_width(const Place *place, uint32_t count) {
  uint32_t parts = count == 2 ? 3 : count;
  return (place->width - (parts - 1) * GUTTER) / parts;
}

static void compose_columns(Composer *composer, Flow *flow, const Block *block, Tag *parent, const Place *place) {
  uint32_t count = block->columns.count;
  if (!count) return;
  double before = gap_before(composer, place, flow->last, AFTER_COLUMNS), height = 0;
  double width = column_width(place, count), top = block->ruled ? 1.6 * MM : 0;
  Fragment whole = {.width = place->width};
  for (uint32_t i = 0; i < count; i++) {
    Flow column = {0};
    Place inner = {PLACE_COLUMN, 0, width, TABLE_TEXT_LARGE, false};
    double x = i * (width + GUTTER);
    compose_blocks(composer, &column, &block->columns.items[i], parent, &inner);
    if (block->ruled && column.atoms.count)
      draw_rule(composer, &whole, NULL, x, 0, x + width, 0, 0.5, composer->style->ink);
    height = fmax(height, fragment_stack(composer, &whole, &column, x, top));
  }
  whole.height = top + height;
  Atom *atom = wide_atom(composer, flow, place, before);
  atom->fragment = whole;
  flow->last = AFTER_COLUMNS;
}

/* ---- questions on the page: the red heading and its questions ---- */

static bool is_paragraph(const Block *block, ParagraphStyle style) {
  return block->kind == BLOCK_PARAGRAPH && block->style == style;
}

static void add_question(Composer *composer, Fragment *row, const Block *block, Tag *parent, double x, double y,
                         double width) {
  Flow flow = {0};
  Place place = {PLACE_COLUMN, 0, width, TABLE_TEXT_LARGE, false};
  compose_paragraph(composer, &flow, block, parent, &place);
  double height = y + fragment_stack(composer, row, &flow, x, y);
  row->height = fmax(row->height, height);
}

/* Lays blocks[at] (the red heading) and the `count` questions after it; one question stands beside the heading, more
 * stand under it, three to a row. */
static void compose_questions(Composer *composer, Flow *flow, const BlockList *blocks, uint32_t at, uint32_t count,
                              Tag *parent, const Place *place) {
  double before = gap_before(composer, place, flow->last, AFTER_ASKS);
  Fragment row = {.width = place->width};
  add_question(composer, &row, blocks->items[at], parent, 0, 0, count == 1 ? THIRD_WIDTH : place->width);
  if (count == 1) {
    add_question(composer, &row, blocks->items[at + 1], parent, THIRD_WIDTH + GUTTER, 0, TEXT_WIDTH);
    wide_atom(composer, flow, place, before)->fragment = row;
  } else {
    double top = row.height + 0.6 * MM;
    for (uint32_t i = 0; i < count; i++) {
      if (i > 0 && i % 3 == 0) {
        wide_atom(composer, flow, place, before)->fragment = row;
        row = (Fragment){.width = place->width};
        before = 3.4 * MM;
        top = 0;
      }
      add_question(composer, &row, blocks->items[at + 1 + i], parent, (i % 3) * (THIRD_WIDTH + GUTTER), top,
                   THIRD_WIDTH);
    }
    wide_atom(composer, flow, place, before)->fragment = row;
  }
  flow->last = AFTER_QUESTION;
}

/* ---- figures ---- */

static void compose_figure_block(Composer *composer, Flow *flow, const Block *block, Tag *parent, const Place *place) {
  const Figure *figure = block->figure;
  double before = gap_before(composer, place, flow->last, AFTER_FIGURE);
  Fragment fragment = {0};
  Tag *tag = tag_add(composer->list, parent, TAG_FIGURE);
  tag->alternative = figure->alternative;
  uint32_t first = flow->atoms.count;
  bool fits_place = place->kind == PLACE_MAIN;
  if (fits_place && compose_figure(composer, &fragment, figure, tag)) {
    LIST_PUSH(composer->arena, &fragment.figures, ((FigureBox){tag, 0, 0, 0, fragment.width, fragment.height}));
    Atom *atom = wide_atom(composer, flow, place, before);
    atom->fragment = fragment;
  } else {
    parent->children.count--;
    composer->list->tag_count--;
    compose_table(composer, flow, figure_table(composer->arena, figure), parent, place, before);
  }
  if (flow->atoms.count > first) mark_place(composer, &flow->atoms.items[first].fragment, block->anchor);
  flow->last = AFTER_FIGURE;
  if (!figure->caption.length || flow->atoms.count == first) return;
  flow->atoms.items[flow->atoms.count - 1].with_next = true;
  Block note = {.kind = BLOCK_PARAGRAPH, .style = STYLE_SMALL};
  run_add(composer->arena, &note.runs, figure->caption);
  Place wide = *place;
  if (place->kind == PLACE_MAIN) wide.width = fmin(figure_width(figure->kind), FULL_WIDTH);
  compose_paragraph(composer, flow, &note, parent, &wide);
}

/* ---- all blocks ---- */

typedef struct Walk {
  Composer *composer;
  Flow *flow;
  Tag *parent, *section;
  const Place *place;
  uint32_t block_start; /* first atom of the block before */
} Walk;

/* The atom that an aside starts beside: the first of the block before it, or the heading over that. */
static Atom *aside_anchor(const Walk *walk) {
  Flow *flow = walk->flow;
  uint32_t start = walk->block_start;
  if (walk->place->kind != PLACE_MAIN || start >= flow->atoms.count) return NULL;
  for (uint32_t i = start; i < flow->atoms.count; i++)
    if (flow->atoms.items[i].fragment.width > TEXT_WIDTH + 2 * MM) return NULL;
  if (start > 0 && flow->atoms.items[start - 1].is_heading &&
      flow->atoms.items[start - 1].fragment.width <= TEXT_WIDTH + 2 * MM)
    start--;
  return flow->atoms.items[start].side ? NULL : &flow->atoms.items[start];
}

static void compose_aside(Walk *walk, const Block *block) {
  Composer *composer = walk->composer;
  Atom *anchor = aside_anchor(walk);
  if (!anchor) {
    compose_blocks(composer, walk->flow, &block->blocks, walk->section, walk->place);
    return;
  }
  Flow *side = ARENA_NEW(composer->arena, Flow);
  Place place = {PLACE_SIDE, 0, SIDE_WIDTH, TABLE_TEXT_SMALL, false};
  compose_blocks(composer, side, &block->blocks, walk->section, &place);
  if (side->atoms.count) anchor->side = side;
}

static void compose_kept(Walk *walk, const Block *block) {
  uint32_t first = walk->flow->atoms.count;
  compose_blocks(walk->composer, walk->flow, &block->blocks, walk->section, walk->place);
  for (uint32_t i = first; i + 1 < walk->flow->atoms.count; i++) walk->flow->atoms.items[i].with_next = true;
}

/* Text is set in the text column, not over the whole page. */
static Place text_place(const Place *place) {
  Place narrow = *place;
  if (place->kind == PLACE_MAIN) narrow.width = fmin(place->width, TEXT_WIDTH);
  return narrow;
}

static void compose_block(Walk *walk, const Block *block) {
  Composer *composer = walk->composer;
  Place text = text_place(walk->place);
  uint32_t first = walk->flow->atoms.count;
  switch (block->kind) {
    case BLOCK_HEADING:
      if (block->level > 1 || walk->place->kind != PLACE_MAIN) {
        compose_heading(composer, walk->flow, block, walk->section, walk->place);
      } else {
        walk->section = tag_add(composer->list, walk->parent, TAG_SECT);
        compose_title(composer, walk->flow, block, walk->section, walk->place);
      }
      break;
    case BLOCK_PARAGRAPH: compose_paragraph(composer, walk->flow, block, walk->section, &text); break;
    case BLOCK_LIST: compose_list(composer, walk->flow, block, walk->section, &text); break;
    case BLOCK_TABLE:
      if (!block->table) break;
      compose_table(composer, walk->flow, block->table, walk->section, walk->place,
                    gap_before(walk->composer, walk->place, walk->flow->last, AFTER_TABLE));
      walk->flow->last = AFTER_TABLE;
      break;
    case BLOCK_FIGURE:
      if (block->figure) compose_figure_block(composer, walk->flow, block, walk->section, walk->place);
      break;
    case BLOCK_COLUMNS: compose_columns(composer, walk->flow, block, walk->section, walk->place); break;
    case BLOCK_KEEP: compose_kept(walk, block); break;
    case BLOCK_ASIDE: compose_aside(walk, block); break;
    case BLOCK_PAGE_BREAK: break;
  }
  bool marks_itself = block->kind == BLOCK_HEADING || block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_FIGURE;
  if (!marks_itself && walk->flow->atoms.count > first)
    mark_place(composer, &walk->flow->atoms.items[first].fragment, block->anchor);
}

void compose_blocks(Composer *composer, Flow *flow, const BlockList *blocks, Tag *parent, const Place *place) {
  Walk walk = {composer, flow, parent, parent, place, flow->atoms.count};
  bool breaks_page = false;
  for (uint32_t i = 0; i < blocks->count; i++) {
    const Block *block = blocks->items[i];
    uint32_t first = flow->atoms.count, questions = 0;
    while (i + 1 + questions < blocks->count && is_paragraph(blocks->items[i + 1 + questions], STYLE_QUESTION))
      questions++;
    if (place->kind == PLACE_MAIN && questions && is_paragraph(block, STYLE_ASKS)) {
      compose_questions(composer, flow, blocks, i, questions, walk.section, place);
      i += questions;
    } else {
      compose_block(&walk, block);
    }
    if (flow->atoms.count > first) {
      if (breaks_page) flow->atoms.items[first].breaks_page = true;
      breaks_page = false;
      walk.block_start = first;
    }
    breaks_page |= block->kind == BLOCK_PAGE_BREAK;
  }
}

/* ---- the document ---- */

static DisplayList *new_list(Arena *arena, const Document *document, const Style *style) {
  DisplayList *list = ARENA_NEW(arena, DisplayList);
  bool is_letter = style->paper == PAPER_LETTER;
  list->arena = arena;
  list->document = document;
  list->width = is_letter ? 612 : 210 * MM;
  list->height = is_letter ? 792 : 297 * MM;
  list->root = tag_add(list, NULL, TAG_DOCUMENT);
  return list;
}

/* How many blocks stand up to the end of the last part that must fit a page. */
static uint32_t fitting_blocks(const BlockList *blocks) {
  uint32_t end = 0;
  bool is_inside = false;
  for (uint32_t i = 0; i < blocks->count; i++) {
    const Block *block = blocks->items[i];
    if (block->kind == BLOCK_HEADING && block->level == 1) is_inside = block->one_page;
    if (is_inside) end = i + 1;
  }
  return end;
}

/* Lays out the first `count` blocks. */
static void lay_out(Composer *composer, uint32_t count) {
  const Document *document = composer->document;
  composer->list = new_list(composer->arena, document, composer->style);
  composer->is_fitting = composer->has_overflow = false;
  Tag *root = composer->list->root;
  if (document->cover.present) compose_cover(composer, root);
  Flow flow = {0};
  Place place = {PLACE_MAIN, 0, FULL_WIDTH, TABLE_TEXT_SMALL, false};
  BlockList blocks = document->blocks;
  bool is_whole = count == blocks.count;
  blocks.count = count;
  compose_blocks(composer, &flow, &blocks, root, &place);
  if (is_whole && composer->style->disclaimer.length) {
    BlockList last = {0};
    document_paragraph(composer->arena, &last, STYLE_SMALL, composer->style->disclaimer);
    compose_blocks(composer, &flow, &last, root, &place);
  }
  place_flow(composer, &flow);
  if (is_whole) place_furniture(composer);
}

static bool numbers_pages(const BlockList *blocks);

static bool numbers_runs(const RunList *runs) {
  LIST_EACH(const Run, run, *runs)
    if (run->page_number) return true;
  return false;
}

static bool numbers_table(const Table *table) {
  LIST_EACH(const TableRow, row, table->rows)
    LIST_EACH(const TableCell, cell, row->cells)
      if (numbers_pages(&cell->blocks)) return true;
  return false;
}

/* Whether any text names a page. */
static bool numbers_pages(const BlockList *blocks) {
  LIST_EACH(Block *const, place, *blocks) {
    const Block *block = *place;
    if (block->more.page_number || numbers_runs(&block->runs) || numbers_runs(&block->message)) return true;
    if (numbers_pages(&block->blocks)) return true;
    LIST_EACH(const BlockList, item, block->items)
      if (numbers_pages(item)) return true;
    LIST_EACH(const BlockList, column, block->columns)
      if (numbers_pages(column)) return true;
    if (block->table && numbers_table(block->table)) return true;
  }
  return false;
}

static Map *find_pages(const Composer *composer) {
  Map *pages = ARENA_NEW(composer->arena, Map);
  LIST_EACH(const Anchor, anchor, composer->list->anchors)
    map_put(composer->arena, pages, anchor->name, anchor->page + 1);
  return pages;
}

static bool same_pages(const Composer *composer, const Map *before) {
  LIST_EACH(const Anchor, anchor, composer->list->anchors) {
    uint32_t page;
    if (!map_get(before, anchor->name, &page) || page != anchor->page + 1) return false;
  }
  return true;
}

/* Lays out, with the texts of a part that must fit a page cut as far as it takes; what comes after that part waits until
 * the measure is found. */
static void lay_out_fitting(Composer *composer) {
  static const double steps[] = {0.9, 0.8, 0.7, 0.6, 0.52, 0.45, 0.38, 0.3, 0.22, 0.15, 0.1};
  uint32_t all = composer->document->blocks.count, fitting = fitting_blocks(&composer->document->blocks);
  lay_out(composer, all);
  if (!composer->has_overflow) return;
  for (size_t i = 0; i < sizeof steps / sizeof *steps && composer->has_overflow; i++) {
    if (steps[i] >= composer->allowance) continue; /* what was tried before */
    composer->allowance = steps[i];
    lay_out(composer, fitting);
  }
  lay_out(composer, all);
}

DisplayList *layout_document(Arena *arena, const Document *document, const Style *style, FontSet *fonts) {
  enum { MOST_PASSES = 4 };
  Composer composer = {.arena = arena, .style = style, .document = document, .allowance = 1};
  composer.setter = (Typesetter){.arena = arena, .fonts = fonts, .style = style, .language = document->language};
  composer.anchor_pages = ARENA_NEW(arena, Map);
  lay_out_fitting(&composer);
  if (!numbers_pages(&document->blocks)) return composer.list;
  for (int pass = 1; pass < MOST_PASSES && !same_pages(&composer, composer.anchor_pages); pass++) {
    composer.anchor_pages = find_pages(&composer);
    lay_out_fitting(&composer);
  }
  return composer.list;
}
