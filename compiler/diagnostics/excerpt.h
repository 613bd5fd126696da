/* excerpt.h: lines of a source with places marked in them, as a terminal shows them. Internal to diagnostics/. */
#ifndef KOMPAS_DIAGNOSTICS_EXCERPT_H
#define KOMPAS_DIAGNOSTICS_EXCERPT_H

#include "compiler/source/source.h"

/* A place in an excerpt. */
typedef struct Mark {
  Span span;
  Str label;       /* beside the marks; may be empty */
  bool is_primary; /* ^^^ instead of --- */
  Position start, end; /* filled in by excerpt_render */
} Mark;

/* The escapes of one run; all empty without colour. */
typedef struct Palette {
  const char *strong, *primary, *related, *gutter, *plain;
} Palette;

/* Writes the lines on which the marks begin, file by file: the primary mark's file first. `gutter` is the width of line
 * numbers. Marks are put in order. */
void excerpt_render(Text *out, SourceStore *store, Mark *marks, uint32_t count, uint32_t gutter, uint32_t width, const Palette *palette);

/* Characters that a terminal would obey, or that hide: shown as their code. */
bool character_is_unsafe(int32_t code_point);
/* Shows the character at byte `at`; `*size` becomes its bytes. Returns the cells it takes. */
uint32_t character_show(Text *out, Str text, size_t at, size_t *size);

#endif
