/* The builders of document.h, and the reading of prose: the few marks that a text block of a spec knows.
 *
 * Prose is read line by line: a blank line ends a paragraph, a line that starts with "- " starts a bullet, any other
 * line continues what is open. Inside a paragraph `*…*` is emphasis when the asterisks touch the words, and an http or
 * https address becomes a link. Nothing else is a mark, so no text can be misread. */
#include "runtime/document.h"

static Block *block_new(Arena *arena, BlockList *blocks, BlockKind kind) {
  Block *block = ARENA_NEW(arena, Block);
  block->kind = kind;
  LIST_PUSH(arena, blocks, block);
  return block;
}

Run *run_add(Arena *arena, RunList *runs, Str text) {
  Run *run = LIST_ADD(arena, runs);
  run->text = text;
  return run;
}

Block *document_heading(Arena *arena, BlockList *blocks, int level, Str text) {
  Block *block = block_new(arena, blocks, BLOCK_HEADING);
  block->level = level;
  run_add(arena, &block->runs, text);
  return block;
}

Block *document_paragraph(Arena *arena, BlockList *blocks, ParagraphStyle style, Str text) {
  Block *block = block_new(arena, blocks, BLOCK_PARAGRAPH);
  block->style = style;
  if (!str_is_empty(text)) run_add(arena, &block->runs, text);
  return block;
}

Block *document_table(Arena *arena, BlockList *blocks) {
  Block *block = block_new(arena, blocks, BLOCK_TABLE);
  block->table = ARENA_NEW(arena, Table);
  return block;
}

Block *document_figure(Arena *arena, BlockList *blocks, FigureKind kind, Str alternative) {
  Block *block = block_new(arena, blocks, BLOCK_FIGURE);
  block->figure = ARENA_NEW(arena, Figure);
  block->figure->kind = kind;
  block->figure->alternative = alternative;
  return block;
}

Block *document_block(Arena *arena, BlockList *blocks, BlockKind kind) { return block_new(arena, blocks, kind); }

FigureItem *figure_add(Arena *arena, Figure *figure, Str role, Str label) {
  FigureItem *item = LIST_ADD(arena, &figure->items);
  item->role = role;
  item->label = label;
  return item;
}

TableCell *table_cell(Arena *arena, TableRow *row, Str text) {
  TableCell *cell = LIST_ADD(arena, &row->cells);
  document_paragraph(arena, &cell->blocks, STYLE_BODY, text);
  return cell;
}

/* ---- prose ---- */

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The place of the asterisk that closes the one at `open`, or text.length. */
static size_t emphasis_end(Str text, size_t open) {
  if (open + 1 >= text.length || is_space(text.data[open + 1]) || text.data[open + 1] == '*') return text.length;
  if (open > 0 && is_word(text.data[open - 1])) return text.length;
  for (size_t at = open + 2; at < text.length; at++) {
    if (text.data[at] != '*' || is_space(text.data[at - 1])) continue;
    if (at + 1 < text.length && is_word(text.data[at + 1])) continue;
    return at;
  }
  return text.length;
}

/* The end of an address that starts at `at`; `at` itself when none does. */
static size_t address_end(Str text, size_t at) {
  Str rest = str_slice(text, at, text.length);
  if (at > 0 && is_word(text.data[at - 1])) return at;
  if (!str_starts_with(rest, STR("https://")) && !str_starts_with(rest, STR("http://"))) return at;
  size_t end = at;
  while (end < text.length && !is_space(text.data[end]) && !strchr("<>\"*", text.data[end])) end++;
  while (end > at && strchr(".,;:!?)'", text.data[end - 1])) end--;
  return end - at > 8 ? end : at;
}

static void add_stretch(Arena *arena, RunList *runs, Str text, bool italic) {
  size_t from = 0;
  for (size_t at = 0; at < text.length; at++) {
    size_t end = text.data[at] == 'h' ? address_end(text, at) : at;
    if (end == at) continue;
    if (at > from) run_add(arena, runs, str_slice(text, from, at))->italic = italic;
    Run *run = run_add(arena, runs, str_slice(text, at, end));
    run->italic = italic;
    run->link = run->text;
    from = end;
    at = end - 1;
  }
  if (from < text.length) run_add(arena, runs, str_slice(text, from, text.length))->italic = italic;
}

static void add_inline(Arena *arena, RunList *runs, Str text) {
  size_t from = 0;
  for (size_t at = 0; at < text.length; at++) {
    if (text.data[at] != '*') continue;
    size_t end = emphasis_end(text, at);
    if (end == text.length) continue;
    add_stretch(arena, runs, str_slice(text, from, at), false);
    add_stretch(arena, runs, str_slice(text, at + 1, end), true);
    from = end + 1;
    at = end;
  }
  add_stretch(arena, runs, str_slice(text, from, text.length), false);
}

typedef struct Prose {
  Arena *arena;
  BlockList *blocks;
  ParagraphStyle style;
  Text open; /* the paragraph or bullet that is being read */
  bool is_bullet;
  Block *list; /* the list that bullets go to; NULL: none is open */
} Prose;

static void prose_close(Prose *prose) {
  Str text = str_trim(text_str(&prose->open));
  if (text.length) {
    text = str_copy(prose->arena, text);
    BlockList *target = prose->blocks;
    if (prose->is_bullet) {
      if (!prose->list) prose->list = block_new(prose->arena, prose->blocks, BLOCK_LIST);
      target = LIST_ADD(prose->arena, &prose->list->items);
    } else {
      prose->list = NULL;
    }
    Block *block = document_paragraph(prose->arena, target, prose->style, STR(""));
    add_inline(prose->arena, &block->runs, text);
  }
  prose->open = text_new(prose->arena);
  prose->is_bullet = false;
}

void document_prose(Arena *arena, BlockList *blocks, ParagraphStyle style, Str text) {
  Prose prose = {arena, blocks, style, text_new(arena), false, NULL};
  for (size_t at = 0; at < text.length;) {
    size_t end = at;
    while (end < text.length && text.data[end] != '\n') end++;
    Str line = str_trim(str_slice(text, at, end));
    at = end + 1;
    if (line.length == 0) {
      bool was_bullet = prose.is_bullet;
      prose_close(&prose);
      if (!was_bullet) prose.list = NULL;
      continue;
    }
    if (str_starts_with(line, STR("- "))) {
      prose_close(&prose);
      prose.is_bullet = true;
      line = str_trim(str_slice(line, 2, line.length));
    }
    if (prose.open.length) text_add_char(&prose.open, ' ');
    text_add(&prose.open, line);
  }
  prose_close(&prose);
}

/* ---- texts that are too long ---- */

static uint32_t run_characters(const RunList *runs) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < runs->count; i++) {
    Str text = runs->items[i].text;
    for (size_t k = 0; k < text.length; k++) count += ((unsigned char)text.data[k] & 0xC0) != 0x80;
  }
  return count;
}

/* Where a text of at most `most` characters may end. `*is_sentence`: it ends a sentence there. */
static size_t cut_place(Str text, uint32_t most, bool *is_sentence) {
  size_t sentence = 0, word = 0, at = 0;
  for (uint32_t count = 0; at < text.length && count < most; count++) {
    unsigned char c = (unsigned char)text.data[at];
    bool ends_word = at + 1 < text.length && text.data[at + 1] == ' ';
    for (at++; at < text.length && ((unsigned char)text.data[at] & 0xC0) == 0x80;) at++;
    if (!ends_word) continue;
    word = at;
    if (c == '.' || c == '!' || c == '?') sentence = at;
  }
  *is_sentence = sentence * 3 >= at; /* not where that leaves next to nothing */
  return *is_sentence ? sentence : word ? word : at;
}

bool runs_cut(Arena *arena, RunList *runs, uint32_t most) {
  if (run_characters(runs) <= most) return false;
  Text whole = text_new(arena);
  for (uint32_t i = 0; i < runs->count; i++) text_add(&whole, runs->items[i].text);
  bool is_sentence = false;
  size_t room = cut_place(text_str(&whole), most, &is_sentence);
  for (uint32_t i = 0; i < runs->count; i++) {
    Str text = runs->items[i].text;
    if (text.length < room) {
      room -= text.length;
      continue;
    }
    Str kept = str_slice(text, 0, room);
    if (!is_sentence) {
      while (kept.length && strchr(",;: ", kept.data[kept.length - 1])) kept.length--;
      kept = str_format(arena, "%.*s\xE2\x80\xA6", STR_ARGS(kept));
    }
    runs->items[i].text = kept;
    runs->count = i + 1;
  }
  return true;
}

void block_cut(Arena *arena, const Block *block, RunList *runs, uint32_t most) {
  RunList kept = *runs;
  bool has_more = kept.count && block->more.text.length && str_equal(kept.items[kept.count - 1].text, block->more.text);
  if (has_more) kept.count -= 2; /* the space before it too */
  kept.items = arena_copy(arena, kept.items, kept.count * sizeof *kept.items);
  kept.capacity = kept.count;
  if (!runs_cut(arena, &kept, most)) return;
  if (block->more.text.length) {
    run_add(arena, &kept, STR(" "));
    LIST_PUSH(arena, &kept, block->more);
  }
  *runs = kept;
}

/* ---- walking ---- */

static void walk_runs(const RunList *runs, const DocumentVisitor *visitor) {
  if (visitor->runs) visitor->runs(visitor->context, runs);
}

static void walk_anchor(Str anchor, const DocumentVisitor *visitor) {
  if (visitor->anchor) visitor->anchor(visitor->context, anchor);
}

static void walk_table(const Table *table, const DocumentVisitor *visitor) {
  LIST_EACH(const TableColumn, column, table->columns) walk_runs(&column->head, visitor);
  LIST_EACH(const TableRow, row, table->rows) {
    walk_anchor(row->anchor, visitor);
    LIST_EACH(const TableCell, cell, row->cells) document_walk(&cell->blocks, visitor);
  }
}

static void walk_block(const Block *block, const DocumentVisitor *visitor) {
  walk_anchor(block->anchor, visitor);
  walk_runs(&block->runs, visitor);
  walk_runs(&block->message, visitor);
  document_walk(&block->blocks, visitor);
  LIST_EACH(const BlockList, item, block->items) document_walk(item, visitor);
  LIST_EACH(const BlockList, column, block->columns) document_walk(column, visitor);
  if (block->table) walk_table(block->table, visitor);
  const Table *instead = block->figure && visitor->figure ? visitor->figure(visitor->context, block->figure) : NULL;
  if (instead) walk_table(instead, visitor);
}

void document_walk(const BlockList *blocks, const DocumentVisitor *visitor) {
  LIST_EACH(Block *const, block, *blocks) walk_block(*block, visitor);
}
