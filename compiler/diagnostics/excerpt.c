/* excerpt.c: see excerpt.h. Read from the end: excerpt_render goes over the files, render_file over the lines, render_line
 * shows a line with its marks through a Window: the part of the line that fits, with the cells of each character. */
#include "compiler/diagnostics/excerpt.h"

#include <stdlib.h>

#include "compiler/base/utf8.h"
#include "compiler/diagnostics/render.h"

enum { TAB_STOP = 8, LONGEST_WINDOW = 4096, LEAST_LABEL_ROOM = 24 };

/* One character of a line: its bytes [at, at + size), the cells [column, column + cells) it takes, its form in `shown`. */
typedef struct Cell {
  size_t at, shown_from, shown_to;
  uint32_t column, cells;
} Cell;

/* The characters of a stretch of a line, and which of them are shown. */
typedef struct Window {
  LIST(Cell) cells;
  Text shown;
  uint32_t first, last; /* cells[first, last) are shown */
  uint32_t end_column;  /* after the last character */
  bool cut_left, cut_right;
} Window;

static size_t character_boundary(Str line, size_t at) {
  while (at > 0 && at < line.length && ((unsigned char)line.data[at] & 0xC0) == 0x80) at--;
  return at;
}

static void add_cell(Arena *arena, Window *window, Str line, size_t at, size_t *size) {
  Cell *cell = LIST_ADD(arena, &window->cells);
  cell->at = at;
  cell->column = window->end_column;
  cell->shown_from = window->shown.length;
  if (line.data[at] == '\t') {
    cell->cells = TAB_STOP - window->end_column % TAB_STOP;
    for (uint32_t i = 0; i < cell->cells; i++) text_add_char(&window->shown, ' ');
    *size = 1;
  } else {
    cell->cells = character_show(&window->shown, line, at, size);
  }
  cell->shown_to = window->shown.length;
  window->end_column += cell->cells;
}

/* The column where byte `at` begins; the end for a byte that is not in the window. */
static uint32_t column_of(const Window *window, size_t at) {
  LIST_EACH(Cell, cell, window->cells)
    if (cell->at >= at) return cell->column;
  return window->end_column;
}

/* Keeps the characters around [from, to) that fit in `room` cells. */
static void window_fit(Window *window, size_t from, size_t to, uint32_t room) {
  uint32_t start = column_of(window, from), end = column_of(window, to), left = 0;
  window->last = window->cells.count;
  if (window->end_column <= room && !window->cut_left && !window->cut_right) return;
  uint32_t inner = room > 12 ? room - 2 : 10; /* an ellipsis on either side */
  uint32_t marked = end > start ? end - start : 1, around = marked < inner ? (inner - marked) / 2 : 0;
  if (window->cut_left || end > inner) left = start > around ? start - around : 0;
  while (window->first < window->cells.count && window->cells.items[window->first].column < left) window->first++;
  if (window->first) window->cut_left = true;
  uint32_t base = window->first < window->cells.count ? window->cells.items[window->first].column : 0;
  for (window->last = window->first; window->last < window->cells.count; window->last++) {
    const Cell *cell = &window->cells.items[window->last];
    if (cell->column + cell->cells > base + inner) {
      window->cut_right = true;
      break;
    }
  }
}

static Window window_make(Arena *arena, Str line, size_t from, size_t to, uint32_t room) {
  Window window = {.shown = text_new(arena)};
  size_t at = 0, end = line.length;
  if (line.length > LONGEST_WINDOW) {
    at = from > LONGEST_WINDOW / 2 ? character_boundary(line, from - LONGEST_WINDOW / 2) : 0;
    end = at + LONGEST_WINDOW < line.length ? character_boundary(line, at + LONGEST_WINDOW) : line.length;
    window.cut_left = at > 0;
    window.cut_right = end < line.length;
  }
  for (size_t size; at < end; at += size) add_cell(arena, &window, line, at, &size);
  window_fit(&window, from, to, room);
  return window;
}

static void add_spaces(Text *out, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) text_add_char(out, ' ');
}

static void gutter_empty(Text *out, uint32_t gutter, const Palette *palette) {
  add_spaces(out, gutter + 1);
  text_add_format(out, "%s|%s", palette->gutter, palette->plain);
}

static void show_window(Text *out, Window *window, uint32_t line, uint32_t gutter, const Palette *palette) {
  text_add_format(out, "%s%*u |%s", palette->gutter, (int)gutter, line, palette->plain);
  if (window->last > window->first) {
    size_t from = window->cells.items[window->first].shown_from, to = window->cells.items[window->last - 1].shown_to;
    Str shown = str_slice(text_str(&window->shown), from, to);
    if (!window->cut_right)
      while (shown.length && shown.data[shown.length - 1] == ' ') shown.length--;
    if (shown.length) text_add_char(out, ' ');
    if (window->cut_left) text_add(out, STR("…"));
    text_add(out, shown);
    if (window->cut_right) text_add(out, STR("…"));
  }
  text_add_char(out, '\n');
}

/* Columns, from 0 after the gutter's space, of the marks under [from, to). */
static void mark_columns(const Window *window, size_t from, size_t to, uint32_t *start, uint32_t *end) {
  uint32_t base = window->first < window->cells.count ? window->cells.items[window->first].column : 0;
  uint32_t shift = window->cut_left ? 1 : 0;
  uint32_t limit = window->last < window->cells.count ? window->cells.items[window->last].column : window->end_column + 1;
  uint32_t a = column_of(window, from), b = column_of(window, to);
  if (a < base) a = base;
  if (b > limit) b = limit;
  if (b <= a) b = a + 1;
  *start = a - base + shift;
  *end = b - base + shift;
}

static void show_mark(Text *out, const Mark *mark, const Window *window, size_t from, size_t to, uint32_t gutter, uint32_t width,
                      const Palette *palette) {
  uint32_t start, end;
  mark_columns(window, from, to, &start, &end);
  gutter_empty(out, gutter, palette);
  add_spaces(out, start + 1);
  text_add_c(out, mark->is_primary ? palette->primary : palette->related);
  for (uint32_t i = start; i < end; i++) text_add_char(out, mark->is_primary ? '^' : '-');
  text_add_c(out, palette->plain);
  if (mark->label.length) {
    uint32_t used = gutter + 4 + end;
    Text label = text_new(out->arena);
    if (used + LEAST_LABEL_ROOM > width) {
      text_add_char(out, '\n');
      gutter_empty(out, gutter, palette);
      used = gutter + 5;
      add_spaces(out, 3);
    } else {
      text_add_char(out, ' ');
    }
    render_wrapped(&label, mark->label, used, 0, width);
    Str rest = text_str(&label);
    /* lines after the first stand under it, behind the gutter */
    for (bool is_first = true; rest.length; is_first = false) {
      size_t line_end = str_find(rest, STR("\n"));
      if (!is_first) {
        text_add_char(out, '\n');
        gutter_empty(out, gutter, palette);
        add_spaces(out, 3);
      }
      text_add(out, str_slice(rest, 0, line_end));
      rest = str_slice(rest, line_end + 1, rest.length);
    }
  }
  text_add_char(out, '\n');
}

/* Bytes of the line that a mark covers; a mark that goes on to a next line covers the rest of its first. */
static void mark_bytes(SourceStore *store, const Mark *mark, Str line, size_t *from, size_t *to) {
  const Source *source = source_get(store, mark->span.file);
  size_t line_start = (size_t)(line.data - source->text.data);
  *from = mark->span.start > line_start ? mark->span.start - line_start : 0;
  *to = mark->span.end > line_start ? mark->span.end - line_start : 0;
  if (*from > line.length) *from = line.length;
  if (*to > line.length) *to = line.length;
}

static void show_line(Text *out, SourceStore *store, const Mark *marks, uint32_t count, uint32_t gutter, uint32_t width, const Palette *palette) {
  uint32_t number = marks[0].start.line, room = width > gutter + 4 ? width - gutter - 4 : 20;
  Str line = source_line(store, marks[0].span.file, number);
  bool is_cut = true;
  for (uint32_t i = 0; i < count; i++) {
    size_t from, to;
    mark_bytes(store, &marks[i], line, &from, &to);
    Window window = window_make(out->arena, line, from, to, room);
    /* a line that is cut is cut around each mark, so each shows its own */
    if (i == 0 || is_cut) show_window(out, &window, number, gutter, palette);
    is_cut = window.cut_left || window.cut_right;
    show_mark(out, &marks[i], &window, from, to, gutter, width, palette);
  }
}

static void show_file(Text *out, SourceStore *store, const Mark *marks, uint32_t count, uint32_t gutter, uint32_t width, const Palette *palette) {
  uint32_t shown = 0; /* the last line shown */
  for (uint32_t i = 0, next; i < count; i = next) {
    uint32_t line = marks[i].start.line;
    for (next = i + 1; next < count && marks[next].start.line == line;) next++;
    if (shown && line == shown + 2) {
      Str between = source_line(store, marks[i].span.file, shown + 1);
      uint32_t room = width > gutter + 4 ? width - gutter - 4 : 20;
      Window window = window_make(out->arena, between, 0, 0, room);
      show_window(out, &window, shown + 1, gutter, palette);
    } else if (shown && line > shown + 2) {
      text_add_format(out, "%s...%s\n", palette->gutter, palette->plain);
    }
    show_line(out, store, marks + i, next - i, gutter, width, palette);
    shown = line;
  }
}

static int compare_marks(const void *a, const void *b) {
  const Mark *x = a, *y = b;
  if (x->span.file != y->span.file) return x->span.file < y->span.file ? -1 : 1;
  if (x->start.line != y->start.line) return x->start.line < y->start.line ? -1 : 1;
  if (x->is_primary != y->is_primary) return x->is_primary ? -1 : 1;
  if (x->span.start != y->span.start) return x->span.start < y->span.start ? -1 : 1;
  return str_compare(x->label, y->label);
}

static void show_marks_of(Text *out, SourceStore *store, const Mark *marks, uint32_t count, bool primary, uint32_t gutter, uint32_t width,
                          const Palette *palette) {
  const Mark *head = marks;
  for (uint32_t i = 0; i < count; i++)
    if (marks[i].is_primary) head = &marks[i];
  add_spaces(out, gutter);
  text_add_format(out, "%s%s%s ", palette->gutter, primary ? "-->" : ":::", palette->plain);
  render_safe(out, source_get(store, head->span.file)->path);
  text_add_format(out, ":%u:%u\n", head->start.line, head->start.column);
  gutter_empty(out, gutter, palette);
  text_add_char(out, '\n');
  show_file(out, store, marks, count, gutter, width, palette);
}

void excerpt_render(Text *out, SourceStore *store, Mark *marks, uint32_t count, uint32_t gutter, uint32_t width, const Palette *palette) {
  uint32_t primary_file = 0;
  for (uint32_t i = 0; i < count; i++) {
    marks[i].start = source_position(store, marks[i].span.file, marks[i].span.start);
    marks[i].end = source_position(store, marks[i].span.file, marks[i].span.end);
    if (marks[i].is_primary) primary_file = marks[i].span.file;
  }
  qsort(marks, count, sizeof *marks, compare_marks);
  for (int pass = 0; pass < 2; pass++) {
    for (uint32_t i = 0, next; i < count; i = next) {
      for (next = i + 1; next < count && marks[next].span.file == marks[i].span.file;) next++;
      if ((marks[i].span.file == primary_file) == (pass == 0))
        show_marks_of(out, store, marks + i, next - i, pass == 0, gutter, width, palette);
    }
  }
}
