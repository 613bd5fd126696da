/* Markdown from a document: CommonMark with the tables that code hosts know, meant to be read in a merge request.
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
  int indent;
  bool in_task; /* the box of a task stands before it already */
} Writer;

/* ---- text ---- */

static bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool needs_escape(Str text, size_t at) {
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
    case '=': return at == 0;
    case '.':
    case ')': { /* "1." at the start would become a list */
      if (at == 0 || at > 9) return false;
      for (size_t i = 0; i < at; i++)
        if (text.data[i] < '0' || text.data[i] > '9') return false;
      return true;
    }
    default: return false;
  }
}

static void add_escaped(Writer *writer, Str text) {
  for (size_t at = 0; at < text.length; at++) {
    char c = text.data[at];
    char next = at + 1 < text.length ? text.data[at + 1] : ' ';
    if ((unsigned char)c < 0x20 || c == 0x7F) {
      text_add_char(&writer->out, ' ');
      continue;
    }
    if (needs_escape(text, at)) text_add_char(&writer->out, '\\');
    text_add_char(&writer->out, c);
    if (c == '@' && is_alnum(next) && (at == 0 || !is_alnum(text.data[at - 1]))) text_add_c(&writer->out, "<!-- -->");
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
    case MARK_WRITING_LINE: text_add_c(&writer->out, "\\_\\_\\_\\_\\_\\_"); break;
    case MARK_PLUS: text_add_c(&writer->out, "\\+ "); break;
    case MARK_MINUS: text_add_c(&writer->out, "\xE2\x80\x93 "); break;
    default: add_escaped(writer, run->text); break;
  }
}

static void add_run(Writer *writer, const Run *run, const char *emphasis) {
  if (run->mark != MARK_NONE) {
    add_mark(writer, run);
    return;
  }
  Str text = run_text_without_page(writer->arena, run);
  const char *mark = emphasis;
  if (!*mark) mark = run->bold || (run->state && !run->grey) ? (run->italic ? "***" : "**") : run->italic ? "*" : "";
  Str core = str_trim(text);
  if (!core.length) {
    if (text.length) text_add_char(&writer->out, ' ');
    return;
  }
  if (core.data > text.data) text_add_char(&writer->out, ' ');
  text_add_c(&writer->out, mark);
  if (run->link.length) text_add_char(&writer->out, '[');
  add_escaped(writer, core);
  if (run->link.length) text_add_c(&writer->out, "]("), add_target(writer, run->link), text_add_char(&writer->out, ')');
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

/* The blocks of a cell or an item, on one line. */
static void add_inline_blocks(Writer *writer, const BlockList *blocks, const char *between) {
  bool is_first = true;
  LIST_EACH(Block *const, place, *blocks) {
    const Block *block = *place;
    if (block->kind == BLOCK_LIST) {
      LIST_EACH(const BlockList, item, block->items) {
        if (!is_first) text_add_c(&writer->out, between);
        text_add_c(&writer->out, "\xE2\x80\xA2 ");
        add_inline_blocks(writer, item, " ");
        is_first = false;
      }
      continue;
    }
    if (!block->runs.count) continue;
    if (!is_first) text_add_c(&writer->out, between);
    add_runs(writer, &block->runs, style_emphasis(block->style));
    is_first = false;
  }
}

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

static bool is_box(const Run *run) { return run->mark == MARK_BOX || run->mark == MARK_TICKED; }

/* The box in a cell, or NULL. */
static const Run *cell_box(const TableCell *cell) {
  LIST_EACH(Block *const, block, cell->blocks)
    LIST_EACH(const Run, run, (*block)->runs)
      if (is_box(run)) return run;
  return NULL;
}

static bool has_boxes(const Table *table) {
  LIST_EACH(const TableRow, row, table->rows)
    LIST_EACH(const TableCell, cell, row->cells)
      if (cell_box(cell)) return true;
  return false;
}

static bool has_text(const TableCell *cell) {
  LIST_EACH(Block *const, block, cell->blocks)
    LIST_EACH(const Run, run, (*block)->runs)
      if (run->mark == MARK_NONE && str_trim(run->text).length) return true;
  return false;
}

/* A table to tick off reads better as a task list: the words of the row, each further cell on a line of its own. */
static void add_task(Writer *writer, const Table *table, const TableRow *row) {
  const Run *box = NULL;
  LIST_EACH(const TableCell, cell, row->cells)
    if (!box) box = cell_box(cell);
  text_add_c(&writer->out, box && box->mark == MARK_TICKED ? "- [x] " : "- [ ] ");
  add_anchor(writer, row->anchor);
  writer->in_task = true;
  bool is_first = true;
  for (uint32_t i = 0; i < row->cells.count; i++) {
    const TableCell *cell = &row->cells.items[i];
    if (!has_text(cell)) continue;
    if (!is_first) text_add_c(&writer->out, "<br>");
    if (!is_first && i < table->columns.count && table->columns.items[i].head.count) {
      add_runs(writer, &table->columns.items[i].head, "");
      text_add_c(&writer->out, ": ");
    }
    add_inline_blocks(writer, &cell->blocks, ", ");
    is_first = false;
  }
  writer->in_task = false;
}

static void add_tasks(Writer *writer, const Table *table) {
  bool in_list = false;
  LIST_EACH(const TableRow, row, table->rows) {
    if (row->is_group) {
      part(writer);
      text_add_c(&writer->out, "**");
      if (row->cells.count) add_inline_blocks(writer, &row->cells.items[0].blocks, " ");
      text_add_c(&writer->out, "**");
      in_list = false;
    } else {
      if (in_list)
        new_line(writer);
      else
        part(writer);
      add_task(writer, table, row);
      in_list = true;
    }
  }
}

static void add_table(Writer *writer, const Table *table) {
  if (!table->columns.count || !table->rows.count) return;
  if (has_boxes(table)) {
    add_tasks(writer, table);
    return;
  }
  part(writer);
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
}

static void add_blocks(Writer *writer, const BlockList *blocks);

static void add_items(Writer *writer, const Block *block) {
  bool is_first = true;
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
}

static void add_heading(Writer *writer, const Block *block) {
  part(writer);
  add_anchor(writer, block->anchor);
  if (block->anchor.length && map_get(&writer->targets, block->anchor, NULL)) part(writer);
  for (int i = 0; i <= block->level; i++) text_add_char(&writer->out, '#');
  text_add_char(&writer->out, ' ');
  add_runs(writer, &block->runs, "");
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

static void add_block(Writer *writer, const Block *block) {
  switch (block->kind) {
    case BLOCK_HEADING: add_heading(writer, block); break;
    case BLOCK_PARAGRAPH:
      if (!block->runs.count) break;
      part(writer);
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
    add_block(writer, *block);
  }
}

/* ---- which anchors are linked to ---- */

static void find_in_blocks(Writer *writer, const BlockList *blocks);

static void find_in_runs(Writer *writer, const RunList *runs) {
  LIST_EACH(const Run, run, *runs)
    if (run->link.length && !link_is_address(run->link)) map_put(writer->arena, &writer->targets, run->link, 1);
}

static void find_in_table(Writer *writer, const Table *table) {
  LIST_EACH(const TableColumn, column, table->columns) find_in_runs(writer, &column->head);
  LIST_EACH(const TableRow, row, table->rows)
    LIST_EACH(const TableCell, cell, row->cells) find_in_blocks(writer, &cell->blocks);
}

static void find_in_blocks(Writer *writer, const BlockList *blocks) {
  LIST_EACH(Block *const, place, *blocks) {
    const Block *block = *place;
    find_in_runs(writer, &block->runs);
    find_in_runs(writer, &block->message);
    find_in_blocks(writer, &block->blocks);
    LIST_EACH(const BlockList, item, block->items) find_in_blocks(writer, item);
    LIST_EACH(const BlockList, column, block->columns) find_in_blocks(writer, column);
    if (block->table) find_in_table(writer, block->table);
    if (block->figure && block->figure->fallback) find_in_table(writer, block->figure->fallback);
  }
}

/* ---- the whole ---- */

static void add_cover(Writer *writer, const Cover *cover) {
  if (!cover->present) return;
  if (cover->subtitle.length) part(writer), add_escaped(writer, cover->subtitle);
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

Str write_markdown(Arena *arena, const Document *document) {
  Writer writer = {.arena = arena, .out = text_new(arena)};
  find_in_blocks(&writer, &document->blocks);
  text_add_c(&writer.out, "# ");
  add_escaped(&writer, document->cover.present ? document->cover.title : document->title);
  if (document->running_note.length) part(&writer), add_escaped(&writer, document->running_note);
  if (document->classification.length) part(&writer), add_escaped(&writer, document->classification);
  add_cover(&writer, &document->cover);
  add_blocks(&writer, &document->blocks);
  text_add_char(&writer.out, '\n');
  return text_str(&writer.out);
}
