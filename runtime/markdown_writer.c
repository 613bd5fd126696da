/* Markdown from a document: CommonMark with the tables that code hosts know, meant to be read in a merge request, rendered
 * or as it is. A table that would not fit a screen, and one that only pairs a word with a text, becomes a list.
 *
 * Read it from the end: write_markdown walks the blocks; a Writer carries the text and how deep it is indented. Text of
 * a spec is data: every character that could be a mark is escaped, addresses other than http, https and mailto are left
 * out, and a name after "@" is kept from calling somebody. */
#include "compiler/base/map.h"
#include "runtime/figures.h"
#include "runtime/run_text.h"
#include "runtime/writers.h"

typedef struct Writer {
  Arena *arena;
  Text out;
  Map targets; /* anchors that something links to: only these are written */
  Map anchors; /* anchors that are there: only to these a link is made */
  const Document *document;
  bool is_one_part; /* its heading is the title */
  int indent;
  size_t list_end; /* where the last list ended */
  bool in_list;  /* the paragraph before was an item */
  bool in_task;  /* the box of a task stands before it already */
  bool in_table; /* in a cell nothing stands at the start of a line */
} Writer;

/* ---- text ---- */

static bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Whether what comes next stands where a list, a heading or a quotation could start. */
static bool is_at_start(const Writer *writer) {
  size_t at = writer->out.length;
  if (writer->in_table) return false;
  while (at > 0 && strchr(" ->", writer->out.data[at - 1])) at--;
  return at == 0 || writer->out.data[at - 1] == '\n' || writer->out.data[at - 1] == ']';
}

static bool needs_escape(Str text, size_t at, bool at_start) {
  char c = text.data[at];
  char next = at + 1 < text.length ? text.data[at + 1] : ' ';
  char before = at ? text.data[at - 1] : ' ';
  switch (c) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '<':
    case '>':
    case '|':
    case '~': return true;
    case '_': return !(is_alnum(before) && is_alnum(next));
    case '#':
    case '!':
    case '$':
    case '%': return is_alnum(next) || at == 0 || next == '[';
    case '&': return is_alnum(next) || next == '#';
    case '-':
    case '+':
    case '=': return at == 0 && at_start;
    case '.':
    case ')': { /* "1." at the start would become a list */
      if (at == 0 || at > 9 || !at_start) return false;
      for (size_t i = 0; i < at; i++)
        if (text.data[i] < '0' || text.data[i] > '9') return false;
      return true;
    }
    default: return false;
  }
}

/* Code hosts turn "@name" and "#12" into links even behind a backslash; an empty comment keeps them apart. */
static bool calls_somebody(Str text, size_t at) {
  char c = text.data[at], next = at + 1 < text.length ? text.data[at + 1] : ' ';
  if (c == '#') return next >= '0' && next <= '9';
  return c == '@' && is_alnum(next) && (at == 0 || !is_alnum(text.data[at - 1]));
}

static void add_escaped(Writer *writer, Str text) {
  bool at_start = is_at_start(writer);
  for (size_t at = 0; at < text.length; at++) {
    char c = text.data[at];
    if ((unsigned char)c < 0x20 || c == 0x7F) {
      text_add_char(&writer->out, ' ');
      continue;
    }
    if (needs_escape(text, at, at_start)) text_add_char(&writer->out, '\\');
    text_add_char(&writer->out, c);
    if (calls_somebody(text, at)) text_add_c(&writer->out, "<!-- -->");
  }
}

/* An anchor as an HTML name: letters, digits, - and _; others as "-". */
static void add_anchor_name(Writer *writer, Str anchor) {
  for (size_t i = 0; i < anchor.length; i++) {
    char c = anchor.data[i];
    bool keep = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    text_add_char(&writer->out, keep ? c : '-');
  }
}

static void add_target(Writer *writer, Str link) {
  if (!link_is_address(link)) {
    text_add_char(&writer->out, '#');
    add_anchor_name(writer, link);
    return;
  }
  for (size_t i = 0; i < link.length; i++) {
    unsigned char c = (unsigned char)link.data[i];
    if (c <= 0x20 || c >= 0x7F || strchr("()<>\"\\|`", (char)c))
      text_add_format(&writer->out, "%%%02X", c);
    else
      text_add_char(&writer->out, (char)c);
  }
}

static void add_anchor(Writer *writer, Str anchor) {
  if (!anchor.length || !map_get(&writer->targets, anchor, NULL)) return;
  text_add_c(&writer->out, "<a id=\"");
  add_anchor_name(writer, anchor);
  text_add_c(&writer->out, "\"></a>");
}

static void add_mark(Writer *writer, const Run *run) {
  switch (run->mark) {
    case MARK_BOX:
      if (!writer->in_task) text_add_c(&writer->out, "\xE2\x98\x90");
      break;
    case MARK_TICKED:
      if (!writer->in_task) text_add_c(&writer->out, "\xE2\x98\x91");
      break;
    case MARK_WRITING_LINE: break; /* nobody writes with a pen here */
    case MARK_PLUS: text_add_c(&writer->out, "\\+ "); break;
    case MARK_MINUS: text_add_c(&writer->out, "\xE2\x80\x93 "); break;
    default: add_escaped(writer, run->text); break;
  }
}

/* The signs of figures.h, as near as letters come. */
static const char *sign_of(DocumentState state) {
  static const char *const signs[STATE_COUNT] = {
      [STATE_NONE] = "",
      [STATE_SETTLED] = "\xE2\x9C\x93 ",   /* check mark */
      [STATE_ATTENTION] = "\xE2\x97\x88 ", /* diamond in a diamond */
      [STATE_BLOCKING] = "\xE2\x96\xA0 ",  /* square */
      [STATE_OPEN] = "\xE2\x97\x8C ",      /* dotted circle */
      [STATE_MISSING] = "\xE2\x97\x8C ",
      [STATE_TOO_SMALL] = "\xE2\xAC\x93 ", /* square, lower half filled */
      [STATE_EXPIRED] = "\xE2\x8A\x98 ",   /* circle with a stroke */
      [STATE_DIFFERS] = "\xE2\x89\xA0 ",
      [STATE_ACCEPTED] = "(\xE2\x9C\x93) ",
      [STATE_HINT] = "\xE2\x80\x93 "};
  return signs[state];
}

static bool leads_somewhere(const Writer *writer, const Run *run) {
  return run->link.length && (link_is_address(run->link) || map_get(&writer->anchors, run->link, NULL));
}

static void add_run(Writer *writer, const Run *run, const char *emphasis) {
  if (run->mark != MARK_NONE) {
    add_mark(writer, run);
    return;
  }
  Str text = run_text_without_page(writer->arena, run);
  const char *mark = emphasis;
  if (!*mark) mark = run->bold ? (run->italic ? "***" : "**") : run->italic ? "*" : "";
  Str core = str_trim(text);
  if (!core.length) {
    if (text.length) text_add_char(&writer->out, ' ');
    return;
  }
  if (core.data > text.data) text_add_char(&writer->out, ' ');
  bool is_link = leads_somewhere(writer, run);
  text_add_c(&writer->out, sign_of(run->state));
  text_add_c(&writer->out, mark);
  if (is_link) text_add_char(&writer->out, '[');
  add_escaped(writer, core);
  if (is_link) text_add_c(&writer->out, "]("), add_target(writer, run->link), text_add_char(&writer->out, ')');
  text_add_c(&writer->out, mark);
  if (core.data + core.length < text.data + text.length) text_add_char(&writer->out, ' ');
}

static void add_runs(Writer *writer, const RunList *runs, const char *emphasis) {
  LIST_EACH(const Run, run, *runs) add_run(writer, run, emphasis);
}

/* ---- blocks ---- */

static void new_line(Writer *writer) {
  text_add_char(&writer->out, '\n');
  for (int i = 0; i < writer->indent; i++) text_add_char(&writer->out, ' ');
}

/* A blank line, unless the text is at its start or already has one. */
static void part(Writer *writer) {
  Str made = text_str(&writer->out);
  if (!made.length) return;
  text_add_char(&writer->out, '\n');
  new_line(writer);
}

static const char *style_emphasis(ParagraphStyle style) {
  switch (style) {
    case STYLE_LEAD:
    case STYLE_ASKS:
    case STYLE_LABEL: return "**";
    case STYLE_QUESTION: return "*";
    default: return "";
  }
}

/* What stands between two blocks on one line; after a full stop a semicolon is too much. */
static void add_between(Writer *writer, const char *between) {
  Text *out = &writer->out;
  while (out->length && out->data[out->length - 1] == ' ') out->length--;
  size_t at = out->length;
  while (at > 0 && out->data[at - 1] == '*') at--;
  bool is_ended = at > 0 && strchr(".?!:", out->data[at - 1]);
  text_add_c(out, is_ended && *between == ';' ? " " : between);
}

static bool has_words(const RunList *runs) {
  LIST_EACH(const Run, run, *runs)
    if (run->mark != MARK_WRITING_LINE && (run->mark != MARK_NONE || str_trim(run->text).length)) return true;
  return false;
}

/* The blocks of a cell or an item, on one line. */
static void add_inline_blocks(Writer *writer, const BlockList *blocks, const char *between) {
  bool is_first = true;
  LIST_EACH(Block *const, place, *blocks) {
    const Block *block = *place;
    if (block->kind == BLOCK_LIST) {
      LIST_EACH(const BlockList, item, block->items) {
        if (!is_first) add_between(writer, between);
        text_add_c(&writer->out, "\xE2\x80\xA2 ");
        add_inline_blocks(writer, item, " ");
        is_first = false;
      }
      continue;
    }
    if (!has_words(&block->runs)) continue;
    if (!is_first) add_between(writer, between);
    add_runs(writer, &block->runs, style_emphasis(block->style));
    is_first = false;
  }
}

/* Two lists in a row would become one. */
static void part_lists(Writer *writer) {
  if (!writer->list_end || writer->list_end != writer->out.length) return;
  part(writer);
  text_add_c(&writer->out, "<!-- -->");
}

static bool is_box(const Run *run) { return run->mark == MARK_BOX || run->mark == MARK_TICKED; }

/* The box in a row, or NULL. */
static const Run *row_box(const TableRow *row) {
  LIST_EACH(const TableCell, cell, row->cells)
    LIST_EACH(Block *const, block, cell->blocks)
      LIST_EACH(const Run, run, (*block)->runs)
        if (is_box(run)) return run;
  return NULL;
}

static size_t length_of(const BlockList *blocks) {
  size_t length = 0;
  LIST_EACH(Block *const, block, *blocks) {
    LIST_EACH(const Run, run, (*block)->runs) length += run->mark == MARK_NONE ? str_trim(run->text).length : 0;
    LIST_EACH(const BlockList, item, (*block)->items) length += length_of(item);
  }
  return length;
}

static bool has_head(const Table *table) {
  LIST_EACH(const TableColumn, column, table->columns)
    if (column->head.count) return true;
  return false;
}

/* What reads better as a list: rows to tick off, words with their texts, and rows too long for a line of a screen. */
static bool is_list(const Table *table) {
  enum { MOST_IN_A_ROW = 230 };
  bool is_headless = !has_head(table) && table->columns.count > 1;
  LIST_EACH(const TableRow, row, table->rows) {
    size_t length = 0;
    LIST_EACH(const TableCell, cell, row->cells) length += length_of(&cell->blocks);
    if (row_box(row) || (length > MOST_IN_A_ROW && table->columns.count > 1)) return true;
  }
  return is_headless;
}

/* ---- tables as tables ---- */

static void add_row(Writer *writer, const Table *table, const TableRow *row) {
  text_add_char(&writer->out, '|');
  for (uint32_t i = 0; i < table->columns.count; i++) {
    text_add_char(&writer->out, ' ');
    if (i == 0) add_anchor(writer, row->anchor);
    if (i < row->cells.count) {
      if (row->is_group) text_add_c(&writer->out, "**");
      add_inline_blocks(writer, &row->cells.items[i].blocks, "<br>");
      if (row->is_group) text_add_c(&writer->out, "**");
    }
    text_add_c(&writer->out, " |");
  }
}

static void add_rows(Writer *writer, const Table *table) {
  part(writer);
  writer->in_table = true;
  text_add_char(&writer->out, '|');
  LIST_EACH(const TableColumn, column, table->columns) {
    text_add_char(&writer->out, ' ');
    LIST_EACH(const Run, run, column->head)
      if (run->mark != MARK_STRIP_HEAD) add_run(writer, run, "");
    text_add_c(&writer->out, " |");
  }
  new_line(writer);
  text_add_char(&writer->out, '|');
  LIST_EACH(const TableColumn, column, table->columns)
    text_add_c(&writer->out, column->align == ALIGN_RIGHT ? " --: |" : " --- |");
  LIST_EACH(const TableRow, row, table->rows) {
    new_line(writer);
    add_row(writer, table, row);
  }
  writer->in_table = false;
}

/* ---- tables as lists ---- */

/* A further cell: on a line of its own under the name of its column; without names, after a colon. */
static void add_item_cell(Writer *writer, const Table *table, uint32_t index, const TableCell *cell, uint32_t told) {
  const RunList *head = &table->columns.items[index].head;
  if (has_head(table)) {
    writer->indent += 2;
    new_line(writer);
    text_add_c(&writer->out, "- ");
    if (has_words(head)) add_runs(writer, head, ""), text_add_c(&writer->out, ": ");
    add_inline_blocks(writer, &cell->blocks, "; ");
    writer->indent -= 2;
    return;
  }
  text_add_c(&writer->out, told == 1 ? ": " : "; ");
  add_inline_blocks(writer, &cell->blocks, ", ");
}

/* A row as an item: its first words, then its other cells. */
static void add_item(Writer *writer, const Table *table, const TableRow *row) {
  const Run *box = row_box(row);
  uint32_t told = 0;
  text_add_c(&writer->out, "- ");
  if (box) text_add_c(&writer->out, box->mark == MARK_TICKED ? "[x] " : "[ ] ");
  add_anchor(writer, row->anchor);
  writer->in_task = box != NULL;
  for (uint32_t i = 0; i < row->cells.count && i < table->columns.count; i++) {
    const TableCell *cell = &row->cells.items[i];
    if (!length_of(&cell->blocks)) continue;
    if (told++ == 0)
      add_inline_blocks(writer, &cell->blocks, ", ");
    else
      add_item_cell(writer, table, i, cell, told - 1);
  }
  writer->in_task = false;
}

static void add_bold_line(Writer *writer, const RunList *runs) {
  part(writer);
  text_add_c(&writer->out, "**");
  LIST_EACH(const Run, run, *runs) {
    Run plain = *run;
    plain.bold = plain.italic = false;
    add_run(writer, &plain, "");
  }
  text_add_c(&writer->out, "**");
}

static void add_as_list(Writer *writer, const Table *table) {
  bool in_list = false;
  const RunList *first = &table->columns.items[0].head;
  if (table->columns.items[0].is_header && has_words(first) && row_box(&table->rows.items[0])) add_bold_line(writer, first);
  LIST_EACH(const TableRow, row, table->rows) {
    if (row->is_group) {
      if (row->cells.count && row->cells.items[0].blocks.count)
        add_bold_line(writer, &row->cells.items[0].blocks.items[0]->runs);
      in_list = false;
      continue;
    }
    if (in_list) {
      new_line(writer);
    } else {
      part_lists(writer);
      part(writer);
    }
    add_item(writer, table, row);
    in_list = true;
  }
  writer->list_end = writer->out.length;
}

static void add_table(Writer *writer, const Table *table) {
  if (!table->columns.count || !table->rows.count) return;
  if (is_list(table))
    add_as_list(writer, table);
  else
    add_rows(writer, table);
}

static void add_blocks(Writer *writer, const BlockList *blocks);

static void add_items(Writer *writer, const Block *block) {
  bool is_first = true;
  part_lists(writer);
  LIST_EACH(const BlockList, item, block->items) {
    if (is_first)
      part(writer);
    else
      new_line(writer);
    is_first = false;
    const Block *first = item->count ? item->items[0] : NULL;
    const Run *box = first && first->runs.count && is_box(&first->runs.items[0]) ? &first->runs.items[0] : NULL;
    text_add_c(&writer->out, "- ");
    if (block->pen_boxes || box) text_add_c(&writer->out, box && box->mark == MARK_TICKED ? "[x] " : "[ ] ");
    RunList runs = first ? first->runs : (RunList){0};
    if (box) runs.items++, runs.count--;
    add_runs(writer, &runs, first ? style_emphasis(first->style) : "");
    BlockList rest = {item->count ? item->items + 1 : NULL, item->count ? item->count - 1 : 0, 0};
    writer->indent += 2;
    add_blocks(writer, &rest);
    writer->indent -= 2;
  }
  writer->list_end = writer->out.length;
}

static void add_note(Writer *writer);

static void add_heading(Writer *writer, const Block *block) {
  part(writer);
  add_anchor(writer, block->anchor);
  if (block->anchor.length && map_get(&writer->targets, block->anchor, NULL)) part(writer);
  for (int i = writer->is_one_part; i <= block->level; i++) text_add_char(&writer->out, '#');
  text_add_char(&writer->out, ' ');
  add_runs(writer, &block->runs, "");
  if (writer->is_one_part && block->level == 1) add_note(writer);
  if (!block->message.count) return;
  part(writer);
  add_runs(writer, &block->message, "");
}

static void add_figure(Writer *writer, const Figure *figure) {
  part(writer);
  add_escaped(writer, figure->alternative);
  add_table(writer, figure_table(writer->arena, figure));
  if (!figure->caption.length) return;
  part(writer);
  add_escaped(writer, figure->caption);
}

/* What speaks for or against: such paragraphs make a list. */
static bool weighs(const Block *block) {
  return block->kind == BLOCK_PARAGRAPH && block->runs.count &&
         (block->runs.items[0].mark == MARK_PLUS || block->runs.items[0].mark == MARK_MINUS);
}

static void add_block(Writer *writer, const Block *block) {
  switch (block->kind) {
    case BLOCK_HEADING: add_heading(writer, block); break;
    case BLOCK_PARAGRAPH:
      if (!block->runs.count) break;
      if (weighs(block) && writer->in_list)
        new_line(writer);
      else
        part(writer);
      if (weighs(block)) text_add_c(&writer->out, "- ");
      if (block->style == STYLE_QUESTION) text_add_c(&writer->out, "> ");
      add_anchor(writer, block->anchor);
      add_runs(writer, &block->runs, style_emphasis(block->style));
      break;
    case BLOCK_LIST: add_items(writer, block); break;
    case BLOCK_TABLE:
      if (block->table) add_table(writer, block->table);
      break;
    case BLOCK_FIGURE:
      if (block->figure) add_figure(writer, block->figure);
      break;
    case BLOCK_COLUMNS:
      LIST_EACH(const BlockList, column, block->columns) add_blocks(writer, column);
      break;
    case BLOCK_KEEP:
    case BLOCK_ASIDE: add_blocks(writer, &block->blocks); break;
    case BLOCK_PAGE_BREAK: break;
  }
}

static void add_blocks(Writer *writer, const BlockList *blocks) {
  LIST_EACH(Block *const, block, *blocks) {
    bool writes_own = (*block)->kind == BLOCK_HEADING || (*block)->kind == BLOCK_PARAGRAPH;
    if (!writes_own && (*block)->anchor.length && map_get(&writer->targets, (*block)->anchor, NULL)) {
      part(writer);
      add_anchor(writer, (*block)->anchor);
    }
    writer->in_list = block > blocks->items && weighs(block[-1]);
    add_block(writer, *block);
  }
}

/* ---- which anchors are linked to ---- */

static void note_links(void *context, const RunList *runs) {
  Writer *writer = context;
  LIST_EACH(const Run, run, *runs)
    if (run->link.length && !link_is_address(run->link)) map_put(writer->arena, &writer->targets, run->link, 1);
}

static void note_anchor(void *context, Str anchor) {
  Writer *writer = context;
  if (anchor.length) map_put(writer->arena, &writer->anchors, anchor, 1);
}

static const Table *fallback_of(void *context, const Figure *figure) {
  (void)context;
  return figure->fallback;
}

/* ---- the whole ---- */

static void add_facts(Writer *writer, const Cover *cover) {
  LIST_EACH(const TableRow, row, cover->facts) {
    if (row == cover->facts.items)
      part(writer);
    else
      new_line(writer);
    text_add_c(&writer->out, "- ");
    for (uint32_t i = 0; i < row->cells.count; i++) {
      if (i) text_add_c(&writer->out, ": ");
      add_inline_blocks(writer, &row->cells.items[i].blocks, ", ");
    }
  }
}

/* Under the title: what kind of document this is, from when, and for whom. */
static void add_note(Writer *writer) {
  const Document *document = writer->document;
  if (document->running_note.length) part(writer), add_escaped(writer, document->running_note);
  if (document->classification.length) part(writer), add_escaped(writer, document->classification);
}

static void add_title(Writer *writer) {
  const Document *document = writer->document;
  const Cover *cover = &document->cover;
  text_add_c(&writer->out, "# ");
  add_escaped(writer, cover->present ? cover->title : document->title);
  if (cover->present && cover->subtitle.length) {
    part(writer);
    text_add_c(&writer->out, "**");
    add_escaped(writer, cover->subtitle);
    text_add_c(&writer->out, "**");
  }
  add_note(writer);
  if (cover->present) add_facts(writer, cover);
}

static uint32_t count_parts(const BlockList *blocks) {
  uint32_t count = 0;
  LIST_EACH(Block *const, block, *blocks) count += (*block)->kind == BLOCK_HEADING && (*block)->level == 1;
  return count;
}

/* Opens with the only part where nothing else would name the document. */
static bool is_one_part(const Document *document) {
  const Block *first = document->blocks.count ? document->blocks.items[0] : NULL;
  return !document->cover.present && first && first->kind == BLOCK_HEADING && first->level == 1 &&
         count_parts(&document->blocks) == 1;
}

Str write_markdown(Arena *arena, const Document *document) {
  Writer writer = {.arena = arena, .out = text_new(arena), .document = document, .is_one_part = is_one_part(document)};
  document_walk(&document->blocks, &(DocumentVisitor){&writer, note_anchor, note_links, fallback_of});
  if (!writer.is_one_part) add_title(&writer);
  add_blocks(&writer, &document->blocks);
  text_add_char(&writer.out, '\n');
  return text_str(&writer.out);
}
