/* HTML from a document: one file that needs no other, for a screen, for paper, and to copy from.
 *
 * Read it from the end: write_html makes the head, the cover, the contents and the parts. A Writer carries the text and
 * what is known of the whole: which anchors exist and under which id, and how deep the headings stand. Figures come
 * from the same drawing functions as in the PDF (see html_svg.h); the style sheet is html.css, with the house style's
 * colours before it. Text of a spec is data: see html_text.h. */
#include <math.h>

#include "runtime/html_svg.h"
#include "runtime/html_text.h"
#include "runtime/run_text.h"
#include "runtime/writers.h"

extern const char kompas_html_style[], kompas_html_style_end[];

typedef struct Writer {
  Arena *arena;
  Text out;
  const Document *document;
  const Style *style;
  Composer composer;
  Map ids;             /* anchor → its place in `names` */
  LIST(Str) names;     /* ids, each once */
  Map taken;           /* ids */
  Map written;         /* anchors whose id stands in the text */
  bool states[STATE_COUNT];
  uint32_t figure_count;
  int top_level;       /* of headings of level 1: 1 when the only one names the document, else 2 */
  int last_level;      /* of the heading before */
  bool is_in_section;
} Writer;

static void put(Writer *writer, const char *html) { text_add_c(&writer->out, html); }
static void put_text(Writer *writer, Str text) { html_add_text(&writer->out, text); }

/* ---- ids ---- */

/* An anchor as an id: letters, digits, - and _ as they are, and what is not ASCII; the rest as "-". */
static Str clean_id(Arena *arena, Str anchor) {
  Str name = str_copy(arena, anchor);
  char *letters = (char *)(uintptr_t)name.data;
  for (size_t i = 0; i < name.length; i++) {
    char c = letters[i];
    bool keep = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                (unsigned char)c >= 0x80;
    if (!keep) letters[i] = '-';
  }
  return name;
}

static Str take_id(Writer *writer, Str wanted) {
  Str name = wanted;
  for (uint32_t i = 2; map_get(&writer->taken, name, NULL); i++)
    name = str_format(writer->arena, "%.*s-%u", STR_ARGS(wanted), i);
  map_put(writer->arena, &writer->taken, name, 1);
  return name;
}

static void know_anchor(Writer *writer, Str anchor) {
  if (!anchor.length || map_get(&writer->ids, anchor, NULL)) return;
  map_put(writer->arena, &writer->ids, anchor, writer->names.count);
  LIST_PUSH(writer->arena, &writer->names, take_id(writer, clean_id(writer->arena, anchor)));
}

/* The id that an anchor stands under; empty when there is no such anchor. */
static Str id_of(const Writer *writer, Str anchor) {
  uint32_t at;
  return anchor.length && map_get(&writer->ids, anchor, &at) ? writer->names.items[at] : STR("");
}

/* ` id="…"`, the first time that an anchor is met. */
static void put_id(Writer *writer, Str anchor) {
  Str id = id_of(writer, anchor);
  if (!id.length || map_get(&writer->written, anchor, NULL)) return;
  map_put(writer->arena, &writer->written, anchor, 1);
  html_add_attribute(&writer->out, "id", id);
}

static void put_language(Writer *writer, bool foreign, Language language) {
  if (foreign) html_add_attribute(&writer->out, "lang", language_code(language));
}

/* ---- what there is: anchors and signs ---- */

static void note_anchor(void *context, Str anchor) { know_anchor(context, anchor); }

static void note_states(void *context, const RunList *runs) {
  Writer *writer = context;
  LIST_EACH(const Run, run, *runs) writer->states[run->state] = true;
}

static const Table *table_of_figure(void *context, const Figure *figure) {
  return figure_table(((Writer *)context)->arena, figure);
}

/* ---- runs ---- */

static void put_sign(Writer *writer, DocumentState state) {
  text_add_format(&writer->out,
                  "<svg class=\"sign\" aria-hidden=\"true\"><use href=\"#sign-%d\"/></svg>\xC2\xA0", (int)state);
}

static void put_mark(Writer *writer, const Run *run) {
  if (run->mark == MARK_WRITING_LINE)
    put(writer, "<span class=\"write\"></span>");
  else
    svg_add_mark(&writer->out, &writer->composer, run);
}

/* Opens a link where the run leads to something that is there. */
static bool open_link(Writer *writer, const Run *run) {
  if (link_is_address(run->link)) {
    put(writer, "<a href=\"");
    html_add_address(&writer->out, run->link);
    put(writer, "\">");
    return true;
  }
  Str id = id_of(writer, run->link);
  if (!id.length) return false;
  put(writer, "<a href=\"#");
  html_add_plain(&writer->out, id);
  put(writer, "\">");
  return true;
}

static const char *span_class(const Run *run) {
  if (run->state != STATE_NONE) return run->grey ? "state grey" : "state";
  if (run->codes) return run->grey ? "code grey" : "code";
  return run->grey ? "grey" : NULL;
}

static void put_run(Writer *writer, const Run *run) {
  if (run->mark != MARK_NONE) {
    put_mark(writer, run);
    return;
  }
  Str text = run_text_without_page(writer->arena, run);
  if (!text.length) return;
  const char *class = span_class(run);
  bool spans = class || run->foreign, is_link = open_link(writer, run);
  if (run->bold) put(writer, "<strong>");
  if (run->italic) put(writer, "<em>");
  if (spans) put(writer, "<span");
  if (class) text_add_format(&writer->out, " class=\"%s\"", class);
  put_language(writer, run->foreign, run->language);
  if (spans) put(writer, ">");
  if (run->state != STATE_NONE) put_sign(writer, run->state);
  put_text(writer, text);
  if (spans) put(writer, "</span>");
  if (run->italic) put(writer, "</em>");
  if (run->bold) put(writer, "</strong>");
  if (is_link) put(writer, "</a>");
}

static void put_runs(Writer *writer, const RunList *runs) { LIST_EACH(const Run, run, *runs) put_run(writer, run); }

static Str plain_runs(Writer *writer, const RunList *runs) {
  Text text = text_new(writer->arena);
  LIST_EACH(const Run, run, *runs)
    if (run->mark == MARK_NONE) text_add(&text, run_text_without_page(writer->arena, run));
  return str_trim(text_str(&text));
}

/* ---- paragraphs and lists ---- */

static const char *style_class(ParagraphStyle style) {
  static const char *const classes[] = {
      [STYLE_MESSAGE] = "message", [STYLE_LEAD] = "lead",         [STYLE_NOTE] = "note", [STYLE_SMALL] = "small",
      [STYLE_QUESTION] = "question", [STYLE_ASKS] = "asks",       [STYLE_LABEL] = "label"};
  return style == STYLE_BODY ? NULL : classes[style];
}

/* Lines after the first stand under the words, not under the box or sign before them. */
static const char *hang_class(const Block *block) {
  const Run *first = block->runs.count ? &block->runs.items[0] : NULL;
  if (!first) return NULL;
  if (first->mark == MARK_BOX || first->mark == MARK_TICKED) return "after-box";
  if (first->mark == MARK_PLUS || first->mark == MARK_MINUS) return "after-mark";
  return first->mark == MARK_NONE && first->state != STATE_NONE ? "after-sign" : NULL;
}

static void put_class(Writer *writer, const char *class, const char *second) {
  if (!class && !second) return;
  text_add_format(&writer->out, " class=\"%s%s%s\"", class ? class : "", class && second ? " " : "",
                  second ? second : "");
}

static void put_paragraph(Writer *writer, const Block *block) {
  if (!block->runs.count) return;
  put(writer, "<p");
  put_class(writer, style_class(block->style), hang_class(block));
  put_id(writer, block->anchor);
  put_language(writer, block->foreign, block->language);
  put(writer, ">");
  put_runs(writer, &block->runs);
  put(writer, "</p>\n");
}

static void put_blocks(Writer *writer, const BlockList *blocks, bool is_main);

/* A cell or an item that is one plain paragraph is its text alone. */
static const Block *only_text(const BlockList *blocks) {
  const Block *only = blocks->count == 1 ? blocks->items[0] : NULL;
  if (!only || only->kind != BLOCK_PARAGRAPH || only->style != STYLE_BODY) return NULL;
  return only->anchor.length || only->foreign ? NULL : only;
}

static void put_inside(Writer *writer, const BlockList *blocks) {
  const Block *only = only_text(blocks);
  if (only)
    put_runs(writer, &only->runs);
  else
    put_blocks(writer, blocks, false);
}

static bool has_own_box(const BlockList *item) {
  const Block *first = item->count ? item->items[0] : NULL;
  if (!first || !first->runs.count) return false;
  return first->runs.items[0].mark == MARK_BOX || first->runs.items[0].mark == MARK_TICKED;
}

static void put_list(Writer *writer, const Block *block) {
  put(writer, block->pen_boxes ? "<ul class=\"boxes\"" : "<ul");
  put_id(writer, block->anchor);
  put(writer, ">\n");
  LIST_EACH(const BlockList, item, block->items) {
    put(writer, "<li>");
    if (block->pen_boxes && !has_own_box(item)) svg_add_mark(&writer->out, &writer->composer, &(Run){.mark = MARK_BOX});
    put_inside(writer, item);
    put(writer, "</li>\n");
  }
  put(writer, "</ul>\n");
}

/* ---- tables ---- */

static bool has_head(const Table *table) {
  LIST_EACH(const TableColumn, column, table->columns)
    if (column->head.count) return true;
  return false;
}

/* How long the texts of a cell are, and their longest word, in bytes. */
typedef struct Measure {
  size_t text, word;
} Measure;

static void measure_run(Measure *measure, Str text) {
  size_t word = 0;
  for (size_t i = 0; i < text.length; i++) {
    word = text.data[i] == ' ' ? 0 : word + 1;
    if (word > measure->word) measure->word = word;
  }
}

static void measure_blocks(Measure *measure, const BlockList *blocks) {
  LIST_EACH(Block *const, block, *blocks) {
    size_t length = 0;
    LIST_EACH(const Run, run, (*block)->runs) {
      length += run->mark == MARK_NONE ? run->text.length : 4;
      measure_run(measure, run->text);
    }
    if (length > measure->text) measure->text = length;
    LIST_EACH(const BlockList, item, (*block)->items) measure_blocks(measure, item);
  }
}

static bool says_something(const TableCell *cell) {
  Measure measure = {0, 0};
  if (cell) measure_blocks(&measure, &cell->blocks);
  return measure.text > 0;
}

/* On a phone, rows that are too wide to stand as rows become cards: told by the room that each column would like, and by
 * the words that cannot be broken. */
static bool is_wide(const Table *table) {
  enum { LEAST_WISH = 4, MOST_WISH = 20, PHONE_WISHES = 40, PHONE_WORDS = 36 };
  size_t wishes = 0, words = 0;
  for (uint32_t i = 0; i < table->columns.count; i++) {
    Measure measure = {LEAST_WISH, 0};
    LIST_EACH(const TableRow, row, table->rows)
      if (!row->is_group && i < row->cells.count) measure_blocks(&measure, &row->cells.items[i].blocks);
    wishes += measure.text < MOST_WISH ? measure.text : MOST_WISH;
    words += measure.word;
  }
  return (table->columns.count > 2 && wishes > PHONE_WISHES) || words > PHONE_WORDS;
}

static void put_table_head(Writer *writer, const Table *table) {
  if (!has_head(table)) return;
  put(writer, "<thead><tr>");
  LIST_EACH(const TableColumn, column, table->columns) {
    const char *name = column->head.count ? "th" : "td";
    text_add_format(&writer->out, "<%s", name);
    if (column->head.count) put(writer, " scope=\"col\"");
    if (column->align == ALIGN_RIGHT) put(writer, " class=\"figure\"");
    put(writer, ">");
    put_runs(writer, &column->head);
    text_add_format(&writer->out, "</%s>", name);
  }
  put(writer, "</tr></thead>\n");
}

static void put_widths(Writer *writer, const Table *table) {
  bool is_given = false;
  LIST_EACH(const TableColumn, column, table->columns) is_given |= column->width > 0;
  if (!is_given) return;
  put(writer, "<colgroup>");
  LIST_EACH(const TableColumn, column, table->columns) {
    put(writer, "<col");
    if (column->width > 0) {
      put(writer, " style=\"width:");
      svg_add_number(&writer->out, fmin(column->width, 1) * 100);
      put(writer, "%\"");
    }
    put(writer, ">");
  }
  put(writer, "</colgroup>\n");
}

static void put_cell(Writer *writer, const Table *table, const TableRow *row, uint32_t index) {
  const TableColumn *column = &table->columns.items[index];
  const TableCell *cell = index < row->cells.count ? &row->cells.items[index] : NULL;
  bool is_filled = says_something(cell), is_header = column->is_header && is_filled;
  put(writer, is_header ? "<th scope=\"row\"" : "<td");
  if (column->align == ALIGN_RIGHT) put(writer, " class=\"figure\"");
  Str label = plain_runs(writer, &column->head);
  if (!is_header && column->head.count && is_filled) html_add_attribute(&writer->out, "data-label", label);
  put(writer, ">");
  /* one element: on a phone it stands beside its label */
  if (is_filled) {
    const Block *only = only_text(&cell->blocks);
    put(writer, "<div");
    put_class(writer, only ? hang_class(only) : NULL, NULL);
    put(writer, ">");
    put_inside(writer, &cell->blocks);
    put(writer, "</div>");
  }
  put(writer, is_header ? "</th>" : "</td>");
}

static void put_row(Writer *writer, const Table *table, const TableRow *row) {
  put(writer, "<tr");
  if (row->is_stressed) put(writer, " class=\"stressed\"");
  put_id(writer, row->anchor);
  put(writer, ">");
  for (uint32_t i = 0; i < table->columns.count; i++) put_cell(writer, table, row, i);
  put(writer, "</tr>\n");
}

static void put_group_row(Writer *writer, const Table *table, const TableRow *row) {
  put(writer, "<tr class=\"group\"");
  put_id(writer, row->anchor);
  text_add_format(&writer->out, "><th scope=\"rowgroup\" colspan=\"%u\">", table->columns.count);
  if (row->cells.count) put_inside(writer, &row->cells.items[0].blocks);
  put(writer, "</th></tr>\n");
}

/* Rows that a group row names stand in a body of their own. */
static void put_rows(Writer *writer, const Table *table) {
  bool is_open = false;
  LIST_EACH(const TableRow, row, table->rows) {
    if (row->is_group && is_open) put(writer, "</tbody>\n");
    if (row->is_group || !is_open) put(writer, "<tbody>\n");
    is_open = true;
    if (row->is_group)
      put_group_row(writer, table, row);
    else
      put_row(writer, table, row);
  }
  put(writer, "</tbody>\n");
}

static void put_table(Writer *writer, const Table *table, Str anchor) {
  static const char *const sizes[] = {"", " medium", " large"};
  if (!table->columns.count || !table->rows.count) return;
  put(writer, "<table class=\"");
  put(writer, table->narrow ? "narrow" : "wide");
  put(writer, sizes[table->text]);
  if (table->plain) put(writer, " plain");
  if (table->roomy) put(writer, " roomy");
  if (is_wide(table)) put(writer, " cards");
  put(writer, "\"");
  put_id(writer, anchor);
  put(writer, ">\n");
  if (table->summary.length) {
    put(writer, "<caption class=\"unseen\">");
    put_text(writer, table->summary);
    put(writer, "</caption>\n");
  }
  put_widths(writer, table);
  put_table_head(writer, table);
  put_rows(writer, table);
  put(writer, "</table>\n");
}

/* ---- figures ---- */

static bool is_narrow_figure(const Figure *figure) { return figure_width(figure->kind) < FULL_WIDTH; }

/* The first sentence of what a figure says is its title, the rest its description. */
static size_t sentence_end(Str text) {
  for (size_t at = 1; at + 1 < text.length; at++)
    if (strchr(".?!;", text.data[at]) && text.data[at + 1] == ' ') return at + 1;
  return text.length;
}

static void put_svg(Writer *writer, const Figure *figure, const Fragment *drawing, uint32_t number) {
  size_t end = sentence_end(figure->alternative);
  Str rest = str_trim(str_slice(figure->alternative, end, figure->alternative.length));
  put(writer, "<div class=\"drawing\" role=\"group\" tabindex=\"0\"");
  text_add_format(&writer->out, " aria-labelledby=\"figure-%u-title\">", number);
  text_add_format(&writer->out, "<svg role=\"img\" aria-labelledby=\"figure-%u-title", number);
  if (rest.length) text_add_format(&writer->out, " figure-%u-text", number);
  put(writer, "\"");
  svg_add_view(&writer->out, svg_bounds(drawing));
  text_add_format(&writer->out, ">\n<title id=\"figure-%u-title\">", number);
  html_add_plain(&writer->out, str_slice(figure->alternative, 0, end));
  put(writer, "</title>");
  if (rest.length) {
    text_add_format(&writer->out, "<desc id=\"figure-%u-text\">", number);
    html_add_plain(&writer->out, rest);
    put(writer, "</desc>");
  }
  put(writer, "\n");
  svg_add_drawing(&writer->out, drawing);
  put(writer, "\n</svg></div>\n");
}

static void put_caption(Writer *writer, const Figure *figure, const char *element) {
  if (!figure->caption.length) return;
  text_add_format(&writer->out, "<%s class=\"small\">", element);
  put_text(writer, figure->caption);
  text_add_format(&writer->out, "</%.*s>\n", (int)strcspn(element, " "), element);
}

static void put_figure(Writer *writer, const Block *block, bool is_main) {
  const Figure *figure = block->figure;
  Fragment drawing = {0};
  if (!is_main || !compose_figure(&writer->composer, &drawing, figure, writer->composer.list->root)) {
    put_table(writer, figure_table(writer->arena, figure), block->anchor);
    put_caption(writer, figure, "p");
    return;
  }
  put(writer, is_narrow_figure(figure) ? "<figure class=\"narrow\"" : "<figure class=\"wide\"");
  put_id(writer, block->anchor);
  put(writer, ">\n");
  put_svg(writer, figure, &drawing, ++writer->figure_count);
  put_caption(writer, figure, "figcaption");
  put(writer, "</figure>\n");
}

/* ---- headings and parts ---- */

static void close_section(Writer *writer) {
  if (!writer->is_in_section) return;
  writer->is_in_section = false;
  Str back = words_in(writer->document->contents, writer->document->language);
  if (back.length && writer->top_level == 2) {
    put(writer, "<p class=\"back\"><a href=\"#contents\">");
    put_text(writer, back);
    put(writer, "</a></p>\n");
  }
  put(writer, "</section>\n");
}

/* Levels never jump: a heading is at most one deeper than the one before. */
static int heading_level(Writer *writer, const Block *block, bool is_main) {
  int level = writer->top_level + (block->level > 1 || is_main ? block->level : 2) - 1;
  if (level > writer->last_level + 1) level = writer->last_level + 1;
  if (level > 6) level = 6;
  return writer->last_level = level;
}

static void put_heading(Writer *writer, const Block *block, bool is_main) {
  bool opens_part = block->level == 1 && is_main;
  if (opens_part) {
    close_section(writer);
    put(writer, block->new_page ? "<section class=\"page\"" : "<section");
    put_id(writer, block->anchor);
    put(writer, ">\n");
    writer->is_in_section = true;
  }
  int level = heading_level(writer, block, is_main);
  text_add_format(&writer->out, "<h%d", level);
  if (!opens_part) put_id(writer, block->anchor);
  put_language(writer, block->foreign, block->language);
  put(writer, ">");
  put_runs(writer, &block->runs);
  text_add_format(&writer->out, "</h%d>\n", level);
  if (!block->message.count) return;
  put(writer, "<p class=\"message\">");
  put_runs(writer, &block->message);
  put(writer, "</p>\n");
}

/* ---- blocks ---- */

static void put_columns(Writer *writer, const Block *block) {
  put(writer, block->ruled ? "<div class=\"columns ruled\"" : "<div class=\"columns\"");
  put_id(writer, block->anchor);
  put(writer, ">\n");
  LIST_EACH(const BlockList, column, block->columns) {
    put(writer, "<div>\n");
    put_blocks(writer, column, false);
    put(writer, "</div>\n");
  }
  put(writer, "</div>\n");
}

static void put_group(Writer *writer, const Block *block, bool is_main) {
  put(writer, block->kind == BLOCK_ASIDE ? "<div class=\"aside\"" : "<div class=\"keep\"");
  put_id(writer, block->anchor);
  put(writer, ">\n");
  put_blocks(writer, &block->blocks, is_main && block->kind == BLOCK_KEEP);
  put(writer, "</div>\n");
}

static void put_block(Writer *writer, const Block *block, bool is_main) {
  switch (block->kind) {
    case BLOCK_HEADING: put_heading(writer, block, is_main); break;
    case BLOCK_PARAGRAPH: put_paragraph(writer, block); break;
    case BLOCK_LIST: put_list(writer, block); break;
    case BLOCK_TABLE:
      if (block->table) put_table(writer, block->table, block->anchor);
      break;
    case BLOCK_FIGURE:
      if (block->figure) put_figure(writer, block, is_main);
      break;
    case BLOCK_COLUMNS: put_columns(writer, block); break;
    case BLOCK_KEEP:
    case BLOCK_ASIDE: put_group(writer, block, is_main); break;
    case BLOCK_PAGE_BREAK: put(writer, "<div class=\"new-page\"></div>\n"); break;
  }
}

static bool is_paragraph(const Block *block, ParagraphStyle style) {
  return block->kind == BLOCK_PARAGRAPH && block->style == style;
}

/* Whether an aside has room beside a block: it stands in the text column. */
static bool is_narrow(const Block *block) {
  switch (block->kind) {
    case BLOCK_PARAGRAPH:
    case BLOCK_LIST: return true;
    case BLOCK_TABLE: return block->table && block->table->narrow;
    case BLOCK_FIGURE: return block->figure && is_narrow_figure(block->figure);
    default: return false;
  }
}

/* The red heading at `at` and the questions under it; returns how many blocks that were, 0 when none stand there. */
static uint32_t put_questions(Writer *writer, const BlockList *blocks, uint32_t at) {
  uint32_t end = at + 1;
  if (!is_paragraph(blocks->items[at], STYLE_ASKS)) return 0;
  while (end < blocks->count && is_paragraph(blocks->items[end], STYLE_QUESTION)) end++;
  if (end == at + 1) return 0;
  put(writer, "<div class=\"questions\">\n");
  for (uint32_t i = at; i < end; i++) put_paragraph(writer, blocks->items[i]);
  put(writer, "</div>\n");
  return end - at;
}

static void put_blocks(Writer *writer, const BlockList *blocks, bool is_main) {
  for (uint32_t i = 0; i < blocks->count; i++) {
    const Block *block = blocks->items[i], *next = i + 1 < blocks->count ? blocks->items[i + 1] : NULL;
    uint32_t questions = put_questions(writer, blocks, i);
    if (questions) {
      i += questions - 1;
    } else if (is_main && next && next->kind == BLOCK_ASIDE && is_narrow(block)) {
      put(writer, "<div class=\"beside\"><div>\n");
      put_block(writer, block, is_main);
      put(writer, "</div>\n");
      put_block(writer, next, is_main);
      put(writer, "</div>\n");
      i++;
    } else {
      put_block(writer, block, is_main);
    }
  }
}

/* ---- the head ---- */

static void put_colour(Writer *writer, const char *name, Colour colour) {
  text_add_format(&writer->out, "--%s:#%02x%02x%02x;", name, colour.red, colour.green, colour.blue);
}

/* "Page 2 of 9" as CSS: `{page}` and `{pages}` become counters. */
static void put_page_of(Writer *writer, Str text) {
  size_t from = 0;
  for (size_t at = 0; at < text.length; at++) {
    Str rest = str_slice(text, at, text.length);
    bool is_page = str_starts_with(rest, STR("{page}")), is_pages = str_starts_with(rest, STR("{pages}"));
    if (!is_page && !is_pages) continue;
    if (at > from) html_add_css_string(&writer->out, str_slice(text, from, at));
    put(writer, is_page ? " counter(page) " : " counter(pages) ");
    from = at + (is_page ? 6 : 7);
    at = from - 1;
  }
  if (from < text.length) html_add_css_string(&writer->out, str_slice(text, from, text.length));
}

static void put_margin_box(Writer *writer, const char *box, Str text) {
  if (!text.length) return;
  text_add_format(&writer->out, "@%s{content:", box);
  html_add_css_string(&writer->out, text);
  put(writer, "}");
}

static void put_margin(Writer *writer, const char *side, double points) {
  if (points <= 0) return;
  text_add_format(&writer->out, "margin-%s:", side);
  svg_add_number(&writer->out, points);
  put(writer, "pt;");
}

/* Paper: size, and the running heads that browsers know. */
static void put_page_rules(Writer *writer) {
  const Document *document = writer->document;
  bool is_letter = writer->style->paper == PAPER_LETTER;
  double left = page_left(&writer->composer);
  text_add_format(&writer->out, "@page{size:%s;", is_letter ? "letter" : "A4");
  put_margin(writer, "left", left);
  put_margin(writer, "right", writer->composer.list->width - FULL_WIDTH - left);
  put_margin(writer, "top", writer->style->margin_top);
  put_margin(writer, "bottom", writer->style->margin_bottom);
  put_margin_box(writer, "top-left", document->running_head);
  put_margin_box(writer, "top-right", document->running_note);
  put_margin_box(writer, "bottom-left", document->classification);
  Str page_of = words_in(document->page_of, document->language);
  if (page_of.length) {
    put(writer, "@bottom-right{content:");
    put_page_of(writer, page_of);
    put(writer, "}");
  }
  put(writer, "}\n");
  if (document->cover.present)
    put(writer, "@page:first{@top-left{content:none}@top-right{content:none}@bottom-left{content:none}"
                "@bottom-right{content:none}}\n");
}

static void put_style(Writer *writer) {
  const Style *style = writer->style;
  put(writer, "<style>\n:root{");
  put_colour(writer, "ink", style->ink);
  put_colour(writer, "grey", style->grey);
  put_colour(writer, "blue", style->blue);
  put_colour(writer, "red", style->red);
  put_colour(writer, "tint1", style->tint1);
  put_colour(writer, "tint2", style->tint2);
  put_colour(writer, "tint3", style->tint3);
  put_colour(writer, "rule", style->rule);
  put_colour(writer, "hair", style->hair);
  put(writer, "--font:");
  html_add_css_string(&writer->out, style->font_family);
  put(writer, "}\n");
  text_add(&writer->out, (Str){kompas_html_style, (size_t)(kompas_html_style_end - kompas_html_style)});
  put_page_rules(writer);
  put(writer, "</style>\n");
}

static void put_meta(Writer *writer, const char *name, Str content) {
  if (!content.length) return;
  put(writer, "<meta");
  html_add_attribute(&writer->out, "name", str_of(name));
  html_add_attribute(&writer->out, "content", content);
  put(writer, ">\n");
}

static void put_head(Writer *writer, Str generator) {
  const Document *document = writer->document;
  put(writer, "<!DOCTYPE html>\n<html");
  html_add_attribute(&writer->out, "lang", language_code(document->language));
  put(writer, ">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              /* the file needs nothing from elsewhere, and nothing in it may ask for it */
              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
              "img-src data:; base-uri 'none'; form-action 'none'\">\n");
  put_meta(writer, "generator", generator);
  put_meta(writer, "author", document->author);
  put_meta(writer, "description", document->subject);
  put(writer, "<title>");
  html_add_plain(&writer->out, document->subject.length ? document->subject : document->title);
  put(writer, "</title>\n");
  put_style(writer);
  put(writer, "</head>\n");
}

/* ---- before the parts ---- */

static void put_symbols(Writer *writer) {
  put(writer, "<svg class=\"symbols\" width=\"0\" height=\"0\" aria-hidden=\"true\">");
  for (int state = STATE_NONE + 1; state < STATE_COUNT; state++)
    if (writer->states[state]) svg_add_sign_symbol(&writer->out, &writer->composer, (DocumentState)state);
  put(writer, "</svg>\n");
}

static void put_cover_drawing(Writer *writer, const Cover *cover) {
  Fragment drawing = {0};
  const double radius = 80 * MM;
  draw_cover_rings(&writer->composer, &drawing, cover, radius, radius);
  put(writer, "<svg class=\"rings\" aria-hidden=\"true\"");
  svg_add_view(&writer->out, (SvgBox){0, 0, 2 * radius, 2 * radius});
  put(writer, ">");
  svg_add_drawing(&writer->out, &drawing);
  put(writer, "</svg>\n");
}

static void put_facts(Writer *writer, const Cover *cover) {
  if (!cover->facts.count) return;
  put(writer, "<dl>\n");
  LIST_EACH(const TableRow, row, cover->facts) {
    put(writer, "<div>");
    for (uint32_t i = 0; i < row->cells.count; i++) {
      put(writer, i ? "<dd>" : "<dt>");
      put_inside(writer, &row->cells.items[i].blocks);
      put(writer, i ? "</dd>" : "</dt>");
    }
    put(writer, "</div>\n");
  }
  put(writer, "</dl>\n");
}

/* The kind of document and its date: the two halves of the running note. */
static void put_running_note(Writer *writer) {
  Str note = writer->document->running_note;
  size_t comma = str_find(note, STR(", "));
  if (!note.length) return;
  put(writer, "<p class=\"kind\"><strong>");
  put_text(writer, str_slice(note, 0, comma));
  put(writer, "</strong>");
  if (comma < note.length) put(writer, "<br>"), put_text(writer, str_slice(note, comma + 2, note.length));
  put(writer, "</p>\n");
}

static void put_logo(Writer *writer) {
  const Logo *logo = writer->style->logo;
  double width, height;
  if (!logo) return;
  logo_fit(logo, 52 * MM, 17 * MM, &width, &height);
  svg_add_logo(&writer->out, &writer->composer, logo, width);
}

static void put_cover(Writer *writer) {
  const Document *document = writer->document;
  const Cover *cover = &document->cover;
  put(writer, cover->present ? "<header class=\"cover\">\n" : "<header>\n");
  if (cover->present) put_cover_drawing(writer, cover);
  put_logo(writer);
  put_running_note(writer);
  if (writer->top_level == 2) {
    put(writer, "<h1");
    put_language(writer, cover->title_foreign, cover->language);
    put(writer, ">");
    put_text(writer, cover->present ? cover->title : document->title);
    put(writer, "</h1>\n");
    writer->last_level = 1;
  }
  if (cover->subtitle.length) {
    put(writer, "<p class=\"subtitle\"");
    put_language(writer, cover->subtitle_foreign, cover->language);
    put(writer, ">");
    put_text(writer, cover->subtitle);
    put(writer, "</p>\n");
  }
  put_facts(writer, cover);
  if (document->classification.length) {
    put(writer, "<p class=\"classification\">");
    put_text(writer, document->classification);
    put(writer, "</p>\n");
  }
  put(writer, "</header>\n");
}

static uint32_t count_parts(const BlockList *blocks) {
  uint32_t count = 0;
  LIST_EACH(Block *const, block, *blocks) count += (*block)->kind == BLOCK_HEADING && (*block)->level == 1;
  return count;
}

static void put_contents(Writer *writer) {
  const Document *document = writer->document;
  Str contents = words_in(document->contents, document->language);
  if (writer->top_level != 2) return;
  put(writer, "<nav id=\"contents\"");
  if (contents.length) html_add_attribute(&writer->out, "aria-label", contents);
  put(writer, ">\n");
  if (contents.length) put(writer, "<p>"), put_text(writer, contents), put(writer, "</p>\n");
  put(writer, "<ol>\n");
  LIST_EACH(Block *const, place, document->blocks) {
    const Block *block = *place;
    if (block->kind != BLOCK_HEADING || block->level != 1) continue;
    put(writer, "<li><a href=\"#");
    html_add_plain(&writer->out, id_of(writer, block->anchor));
    put(writer, "\">");
    put_text(writer, block->bookmark.length ? block->bookmark : plain_runs(writer, &block->runs));
    put(writer, "</a></li>\n");
  }
  put(writer, "</ol>\n</nav>\n");
}

static void put_skip(Writer *writer) {
  Str skip = words_in(writer->document->skip, writer->document->language);
  if (!skip.length) return;
  put(writer, "<a class=\"skip\" href=\"#text\">");
  put_text(writer, skip);
  put(writer, "</a>\n");
}

/* ---- the whole ---- */

/* Parts that have no anchor get one: the contents lead there. */
static void name_parts(Writer *writer) {
  uint32_t number = 0;
  LIST_EACH(Block *const, block, writer->document->blocks) {
    if ((*block)->kind != BLOCK_HEADING || (*block)->level != 1) continue;
    number++;
    if (!(*block)->anchor.length) (*block)->anchor = str_format(writer->arena, "part-%u", number);
  }
}

static Writer writer_begin(Arena *arena, const Document *document, const Style *style, FontSet *fonts) {
  Writer writer = {.arena = arena, .out = text_new(arena), .document = document, .style = style};
  writer.composer = svg_composer(arena, document, style, fonts);
  writer.top_level = document->cover.present || count_parts(&document->blocks) != 1 ? 2 : 1;
  take_id(&writer, STR("contents"));
  take_id(&writer, STR("text"));
  name_parts(&writer);
  document_walk(&document->blocks, &(DocumentVisitor){&writer, note_anchor, note_states, table_of_figure});
  return writer;
}

Str write_html(Arena *arena, const Document *document, const Style *style, FontSet *fonts, Str generator) {
  Writer writer = writer_begin(arena, document, style, fonts);
  put_head(&writer, generator);
  put(&writer, "<body>\n");
  put_skip(&writer);
  put_symbols(&writer);
  put_cover(&writer);
  put_contents(&writer);
  put(&writer, "<main id=\"text\">\n");
  put_blocks(&writer, &document->blocks, true);
  close_section(&writer);
  put(&writer, "</main>\n");
  if (style->disclaimer.length) {
    put(&writer, "<footer><p class=\"small\">");
    put_text(&writer, style->disclaimer);
    put(&writer, "</p></footer>\n");
  }
  put(&writer, "</body>\n</html>\n");
  return text_str(&writer.out);
}
