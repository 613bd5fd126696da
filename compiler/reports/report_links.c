/* report_links.c: links of a finished document. A report names anchors that another part would set; where that part is not
 * there, the link goes, and with it a run that only names its page. */
#include "compiler/reports/report_part.h"

typedef struct Links {
  Arena *arena;
  Map anchors;
} Links;

static void collect(void *context, Str anchor) {
  Links *links = context;
  if (anchor.length) map_put(links->arena, &links->anchors, anchor, 1);
}

static bool leads_nowhere(const Links *links, Str link) {
  bool is_address = str_find(link, STR(":")) < link.length;
  return link.length && !is_address && !map_get(&links->anchors, link, NULL);
}

static void settle_runs(const Links *links, RunList *runs) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < runs->count; i++) {
    Run run = runs->items[i];
    bool is_lost = leads_nowhere(links, run.link);
    if (is_lost) run.link = STR("");
    if (is_lost && run.page_number) continue;
    runs->items[kept++] = run;
  }
  runs->count = kept;
}

static void settle_blocks(const Links *links, BlockList *blocks);

static void settle_table(const Links *links, Table *table) {
  LIST_EACH(TableColumn, column, table->columns) settle_runs(links, &column->head);
  LIST_EACH(TableRow, row, table->rows)
    LIST_EACH(TableCell, cell, row->cells) settle_blocks(links, &cell->blocks);
}

/* A paragraph that only led there says nothing any more. */
static bool is_empty(const Block *block) { return block->kind == BLOCK_PARAGRAPH && block->runs.count == 0; }

static void settle_blocks(const Links *links, BlockList *blocks) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < blocks->count; i++) {
    Block *block = blocks->items[i];
    bool was_empty = is_empty(block);
    settle_runs(links, &block->runs);
    settle_runs(links, &block->message);
    if (leads_nowhere(links, block->more.link)) block->more = (Run){0};
    settle_blocks(links, &block->blocks);
    LIST_EACH(BlockList, item, block->items) settle_blocks(links, item);
    LIST_EACH(BlockList, column, block->columns) settle_blocks(links, column);
    if (block->table) settle_table(links, block->table);
    if (block->figure && block->figure->fallback) settle_table(links, block->figure->fallback);
    if (was_empty || !is_empty(block)) blocks->items[kept++] = block;
  }
  blocks->count = kept;
}

void report_settle_links(Arena *arena, Document *document) {
  Links links = {.arena = arena};
  document_walk(&document->blocks, &(DocumentVisitor){.context = &links, .anchor = collect});
  settle_blocks(&links, &document->blocks);
}
