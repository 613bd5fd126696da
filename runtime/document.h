/* document.h: the document model: what a report says, before anything is laid out.
 *
 * A report builds a Document (blocks in order); a back end turns it into PDF, HTML or Markdown. The model knows headings,
 * paragraphs, tables, figures and questions, and nothing of partnerships. All memory belongs to one arena. All text is UTF-8.
 * Nothing here has a size or a place: that is for the layout. */
#ifndef KOMPAS_RUNTIME_DOCUMENT_H
#define KOMPAS_RUNTIME_DOCUMENT_H

#include "compiler/base/language.h"
#include "compiler/base/list.h"

/* States that are drawn as a sign and always stand beside a word (see figures.h for the signs). */
typedef enum DocumentState {
  STATE_NONE,
  STATE_SETTLED,   /* settled, covered, agree, fits */
  STATE_ATTENTION, /* attention, at risk, warning */
  STATE_BLOCKING,  /* blocking, error */
  STATE_OPEN,      /* not yet stated, open */
  STATE_MISSING,   /* a mandate that is missing: as open, in red */
  STATE_TOO_SMALL,
  STATE_EXPIRED,   /* expired, overdue */
  STATE_DIFFERS,   /* parts, differs */
  STATE_ACCEPTED,
  STATE_HINT,      /* hint, open on purpose */
  STATE_COUNT
} DocumentState;

/* Small drawn things that stand in a line of text, mostly in tables. `text` is then what they say to who cannot see them (empty:
 * the words beside them say it), except where told otherwise. */
typedef enum RunMark {
  MARK_NONE,
  MARK_BOX,          /* a pen box to tick by hand */
  MARK_TICKED,       /* the same, ticked */
  MARK_WRITING_LINE, /* a line to write on, to the end of the cell or column */
  MARK_PLUS,         /* what speaks for */
  MARK_MINUS,        /* what speaks against */
  MARK_WEIGHT,       /* `mark_value` of `mark_of` rising bars filled */
  MARK_STRIP,        /* `mark_of` places; the one at `mark_value` (from 0; mark_of or more: none) has a bar; `mark_chosen` is tinted.
                        The bar is red when it stands at another place than the tint. */
  MARK_STRIP_HEAD    /* the letters over a strip: `text`, parted by spaces; `mark_chosen` in bold */
} RunMark;

/* A stretch of text of one kind. */
typedef struct Run {
  Str text;
  RunMark mark;
  uint8_t mark_value, mark_of, mark_chosen;
  bool page_number;    /* "{page}" in the text becomes the number of the page where the anchor `link` stands */
  Str pageless;        /* what such a text says where there are no pages; empty: the text without that part */
  bool bold, italic, grey;
  bool codes;          /* a code or identifier: no ligatures, no hyphenation */
  DocumentState state; /* a sign stands before the text; the text is its word */
  bool foreign;        /* written in `language`, which differs from the document's */
  Language language;
  Str link;            /* an anchor of this document without #, or a http, https or mailto address; empty: none */
} Run;

typedef LIST(Run) RunList;

typedef enum BlockKind {
  BLOCK_HEADING,   /* runs; level 1 to 3. Level 1 opens a part (and a bookmark), with `message` as its sentence */
  BLOCK_PARAGRAPH, /* runs; style */
  BLOCK_LIST,      /* items: one block list each */
  BLOCK_TABLE,     /* table */
  BLOCK_FIGURE,    /* figure */
  BLOCK_COLUMNS,   /* columns: two or three block lists side by side (three-up), with a rule above each when `ruled` */
  BLOCK_KEEP,      /* blocks that stay on one page */
  BLOCK_ASIDE,     /* blocks in the side column, beginning level with the block before it */
  BLOCK_PAGE_BREAK
} BlockKind;

typedef enum ParagraphStyle {
  STYLE_BODY,
  STYLE_MESSAGE,  /* the sentence that a page opens with */
  STYLE_LEAD,     /* bold first line over text */
  STYLE_NOTE,     /* side note, small */
  STYLE_SMALL,    /* small print, grey */
  STYLE_QUESTION, /* a question to the board, italic */
  STYLE_ASKS,     /* the red heading above questions */
  STYLE_LABEL     /* figure or column label */
} ParagraphStyle;

typedef struct Block Block;
typedef LIST(Block *) BlockList;

typedef enum CellAlign { ALIGN_LEFT, ALIGN_RIGHT } CellAlign;

typedef struct TableColumn {
  RunList head;
  CellAlign align;
  double width;  /* share of the table's width; 0: from the content */
  bool is_header; /* its cells name their rows (TH, scope row) */
} TableColumn;

typedef struct TableCell {
  BlockList blocks; /* paragraphs and lists */
} TableCell;

typedef struct TableRow {
  bool is_group;    /* one cell over the whole width that names the rows below */
  bool is_stressed; /* ink rules above and below: the row that the decision is about */
  Str anchor;       /* empty: none */
  LIST(TableCell) cells;
} TableRow;

/* Sizes of the text in a table. */
typedef enum TableText {
  TABLE_TEXT_SMALL,  /* 8.25 pt */
  TABLE_TEXT_MEDIUM, /* 8.75 pt: findings */
  TABLE_TEXT_LARGE   /* 9 pt: at a glance */
} TableText;

/* Paragraphs in cells: STYLE_BODY the table's size; STYLE_LEAD bold; STYLE_SMALL and STYLE_NOTE 7.5 pt grey; STYLE_QUESTION
 * italic. A table whose heads are all empty has no head row. */
typedef struct Table {
  Str summary; /* one sentence for who cannot see it */
  TableText text;
  bool plain;  /* no lines between the rows, and less air: pairs of word and text */
  bool roomy;  /* rows of 8 mm at least: to write in */
  bool narrow; /* in the text column (112 mm) instead of the full width */
  LIST(TableColumn) columns;
  LIST(TableRow) rows;
} Table;

typedef enum FigureKind {
  FIGURE_TRACK,     /* a row of stops, and jumps back */
  FIGURE_QUADRANT,  /* two axes, four cells */
  FIGURE_MATRIX,    /* states of rows × columns, with bars (mandate matrix) */
  FIGURE_RINGS,     /* three rings in sectors (Kijkglas) */
  FIGURE_RANGES,    /* from–to bars */
  FIGURE_LINKS,     /* left, right, and lines between (give and get) */
  FIGURE_SEATS,     /* rows × columns with marks and upward lines (bodies) */
  FIGURE_DOTS,      /* scores on a scale, a mark for each series (scan) */
  FIGURE_LANES,     /* a road over lanes through time (Kompas) */
  FIGURE_DATES,     /* a time scale with items */
  FIGURE_SCALE,     /* a mark on a line of three steps (outcome) */
  FIGURE_NETWORK,   /* one thing on the left, ribbons to nodes, lines to partners on the right (portfolio) */
  FIGURE_KIND_COUNT
} FigureKind;

/* One thing in a figure. Each kind reads the members it needs; figures.h tells which, by role. */
typedef struct FigureItem FigureItem;
struct FigureItem {
  Str role;         /* "stop", "jump", "cell", "axis", "row", "column", "mark", … */
  Str label, note, detail;
  DocumentState state;
  uint32_t row, column, series, to; /* indexes of other items of the figure, by role, from 0 */
  bool is_done, is_present, is_chosen, is_stressed;
  bool has_value, has_low, has_high, has_limit;
  double value, low, high, limit;
  Str link;
  LIST(FigureItem) items;
};

typedef struct Figure {
  FigureKind kind;
  Str alternative; /* what the figure says, finding first; required */
  Str caption;     /* may be empty */
  LIST(FigureItem) items;
  Table *fallback; /* the table of the same facts, used when the figure cannot hold them (too many, too long); may be NULL */
} Figure;

struct Block {
  BlockKind kind;
  Str anchor;      /* what links to it name; empty: none */
  bool foreign;
  Language language;
  /* BLOCK_HEADING */
  int level;
  Str bookmark;    /* empty: the text of the runs */
  bool new_page;   /* a part that begins on a new page */
  /* BLOCK_HEADING, BLOCK_PARAGRAPH */
  RunList runs;
  RunList message; /* BLOCK_HEADING level 1: the sentence under the title; may be empty */
  ParagraphStyle style;
  uint32_t at_most;   /* characters that the text (of a level 1 heading: its message) may have; 0: any number. It holds no more;
                         where a part must fit a page, the layout cuts it further */
  Run more;           /* says where the rest stands, once the text is cut; empty text: nothing is said */
  bool one_page;      /* BLOCK_HEADING level 1: the part fits one page, or its texts with `at_most` are cut until it does */
  /* the rest, each for its kind */
  LIST(BlockList) items;   /* BLOCK_LIST */
  bool pen_boxes;          /* BLOCK_LIST: a box to tick before each item */
  LIST(BlockList) columns; /* BLOCK_COLUMNS */
  bool ruled;
  BlockList blocks;        /* BLOCK_KEEP, BLOCK_ASIDE */
  Table *table;
  Figure *figure;
};

/* The first page of a brief; not a block because it is set apart. */
typedef struct Cover {
  bool present;
  Str title, subtitle;
  bool title_foreign, subtitle_foreign; /* written in `language`, which differs from the document's */
  Language language;
  LIST(TableRow) facts; /* two cells each: what, and the value */
  uint32_t ring_stops, ring_present; /* arcs of the outer ring (phases), and which one is now (from 0) */
  uint32_t ring_parts;  /* arcs of the middle ring (parties) */
} Cover;

typedef struct Attachment {
  Str name, media_type, description, content;
} Attachment;

typedef struct Document {
  Arena *arena;
  Language language;
  Str title, subject, author;
  Str running_head;     /* upper left: the partnership */
  Str running_note;     /* upper right: "Board brief, 1 November 2026" */
  Str classification;   /* lower left; may be empty */
  Words page_of;        /* "{page} of {pages}": both braces are filled by the layout */
  Words contents;       /* what the list of parts is called, on a screen */
  Words skip;           /* the link to the text, for who comes by keyboard */
  int32_t date;         /* of the content (as-of), days since 1970-01-01: goes into the metadata; nothing reads the clock */
  Cover cover;
  uint32_t ring_stops, ring_present; /* the small ring in the margin of every page; 0: none */
  BlockList blocks;
  LIST(Attachment) attachments;
} Document;

/* Builders: each appends to `blocks` and returns what was made, to be filled further. */
Block *document_heading(Arena *arena, BlockList *blocks, int level, Str text);
Block *document_paragraph(Arena *arena, BlockList *blocks, ParagraphStyle style, Str text);
Block *document_table(Arena *arena, BlockList *blocks);
Block *document_figure(Arena *arena, BlockList *blocks, FigureKind kind, Str alternative);
Block *document_block(Arena *arena, BlockList *blocks, BlockKind kind);
Run *run_add(Arena *arena, RunList *runs, Str text);
FigureItem *figure_add(Arena *arena, Figure *figure, Str role, Str label);
/* Adds runs for a prose text of a spec: blank lines part paragraphs, "- " makes bullets, *…* is emphasis. */
void document_prose(Arena *arena, BlockList *blocks, ParagraphStyle style, Str text);
/* Cuts runs that are longer than `most` characters: after the last sentence that fits, else after the last word, with an
 * ellipsis. True when something was cut. The runs' array is changed. */
bool runs_cut(Arena *arena, RunList *runs, uint32_t most);
/* Cuts a block's runs (or message), given as `runs`, to `most` characters and appends the block's `more`; a copy takes the place
 * of what was there. */
void block_cut(Arena *arena, const Block *block, RunList *runs, uint32_t most);
/* Told of what a document holds; a function that is NULL is not called. */
typedef struct DocumentVisitor {
  void *context;
  void (*anchor)(void *context, Str anchor);        /* of blocks and rows; may be empty */
  void (*runs)(void *context, const RunList *runs);
  const Table *(*figure)(void *context, const Figure *figure); /* the table to walk in place of a figure; NULL: none */
} DocumentVisitor;

/* Walks all blocks and what is in them, in order of the text. */
void document_walk(const BlockList *blocks, const DocumentVisitor *visitor);
/* Adds a cell with one paragraph. */
TableCell *table_cell(Arena *arena, TableRow *row, Str text);

#endif
