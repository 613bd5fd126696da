/* source.h: the texts that are being read, and places in them.
 *
 * A span is three numbers; lines and columns are worked out only when somebody asks. The store owns every text until the
 * session ends, so a span never dangles. */
#ifndef KOMPAS_SOURCE_SOURCE_H
#define KOMPAS_SOURCE_SOURCE_H

#include <stdint.h>

#include "compiler/base/list.h"
#include "compiler/base/str.h"

/* Bytes [start, end) of source number `file`. */
typedef struct Span {
  uint32_t file, start, end;
} Span;

#define NO_SPAN ((Span){UINT32_MAX, 0, 0})
static inline bool span_is_none(Span span) { return span.file == UINT32_MAX; }

/* One text. `path` is as shown to the user (relative to where the command runs). */
typedef struct Source {
  Str path;
  Str text;
  uint32_t file;        /* its number in the store */
  uint32_t line_count;  /* 0 until source_lines was asked for */
  uint32_t *line_starts;
} Source;

typedef struct SourceStore {
  Arena *arena;
  LIST(Source *) sources;
} SourceStore;

/* A line and columns, all counted from 1. `visual` counts terminal cells with tab stops of 8 and wide characters as two. */
typedef struct Position {
  uint32_t line;
  uint32_t column;       /* Unicode code points */
  uint32_t column_utf16; /* UTF-16 code units */
  uint32_t visual;       /* terminal cells */
} Position;

void source_store_init(SourceStore *store, Arena *arena);
/* Adds a text; both slices must outlive the store (copy them into its arena first). */
Source *source_add(SourceStore *store, Str path, Str text);
Source *source_get(const SourceStore *store, uint32_t file);
/* The position of a byte. Bytes that are not UTF-8 count as one character each. A byte past the end means the end. */
Position source_position(SourceStore *store, uint32_t file, uint32_t byte);
/* Line number `line` (from 1) without its line end. */
Str source_line(SourceStore *store, uint32_t file, uint32_t line);
/* The text of a span. */
Str source_slice(const SourceStore *store, Span span);

#endif
