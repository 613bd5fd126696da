/* source.c: the line table of a source is made the first time somebody asks for a position. */
#include "compiler/source/source.h"

#include "compiler/base/utf8.h"

enum { TAB_STOP = 8 };

void source_store_init(SourceStore *store, Arena *arena) { *store = (SourceStore){.arena = arena}; }

Source *source_add(SourceStore *store, Str path, Str text) {
  Source *source = ARENA_NEW(store->arena, Source);
  *source = (Source){.path = path, .text = text, .file = store->sources.count};
  LIST_PUSH(store->arena, &store->sources, source);
  return source;
}

Source *source_get(const SourceStore *store, uint32_t file) {
  return file < store->sources.count ? store->sources.items[file] : NULL;
}

static uint32_t count_lines(Str text) {
  uint32_t lines = 1;
  for (const char *at = text.data, *end = text.data + text.length; at < end; at++) {
    at = memchr(at, '\n', (size_t)(end - at));
    if (!at) break;
    lines++;
  }
  return lines;
}

static void find_lines(SourceStore *store, Source *source) {
  if (source->line_count) return;
  uint32_t count = count_lines(source->text);
  source->line_starts = ARENA_ARRAY(store->arena, uint32_t, count);
  uint32_t line = 1;
  for (size_t at = 0; line < count; at++)
    if (source->text.data[at] == '\n') source->line_starts[line++] = (uint32_t)at + 1;
  source->line_count = count;
}

/* The number, from 0, of the last line that starts at or before `byte`. */
static uint32_t line_of(const Source *source, uint32_t byte) {
  uint32_t low = 0, high = source->line_count;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (source->line_starts[middle] <= byte) low = middle;
    else high = middle;
  }
  return low;
}

static void step(Position *position, int32_t code_point) {
  position->column++;
  position->column_utf16 += code_point > 0xFFFF ? 2 : 1;
  if (code_point == '\t') position->visual += TAB_STOP - (position->visual - 1) % TAB_STOP;
  else position->visual += code_point == UTF8_INVALID ? 1u : (uint32_t)utf8_cells(code_point);
}

Position source_position(SourceStore *store, uint32_t file, uint32_t byte) {
  Source *source = source_get(store, file);
  Position position = {1, 1, 1, 1};
  if (!source) return position;
  find_lines(store, source);
  if (byte > source->text.length) byte = (uint32_t)source->text.length;
  uint32_t line = line_of(source, byte);
  position.line = line + 1;
  size_t at = source->line_starts[line];
  /* A byte order mark takes no column: editors do not show it. */
  if (at == 0 && byte >= 3 && str_starts_with(source->text, STR("\xEF\xBB\xBF"))) at = 3;
  while (at < byte) {
    size_t size;
    int32_t code_point = utf8_decode(source->text, at, &size);
    if (at + size > byte) break; /* in the middle of a character: its beginning */
    step(&position, code_point);
    at += size;
  }
  return position;
}

Str source_line(SourceStore *store, uint32_t file, uint32_t line) {
  Source *source = source_get(store, file);
  if (!source) return STR("");
  find_lines(store, source);
  if (line == 0 || line > source->line_count) return STR("");
  size_t start = source->line_starts[line - 1];
  size_t end = line < source->line_count ? source->line_starts[line] - 1 : source->text.length;
  if (end > start && line < source->line_count && source->text.data[end - 1] == '\r') end--;
  return str_slice(source->text, start, end);
}

Str source_slice(const SourceStore *store, Span span) {
  const Source *source = source_get(store, span.file);
  return source ? str_slice(source->text, span.start, span.end) : STR("");
}
