/* str.h: slices of text, and texts built piece by piece.
 *
 * A Str points into memory that somebody else owns (a source, an arena, the program) and need not end in NUL. */
#ifndef KOMPAS_BASE_STR_H
#define KOMPAS_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

#include "compiler/base/arena.h"

typedef struct Str {
  const char *data;
  size_t length; /* bytes */
} Str;

#define STR(literal) ((Str){(literal), sizeof(literal) - 1})
/* For printf: printf("%.*s", STR_ARGS(s)). */
#define STR_ARGS(s) (int)(s).length, (s).data

/* The slice of a NUL-terminated string; NULL gives the empty slice. */
Str str_of(const char *text);
bool str_equal(Str a, Str b);
/* Order of bytes; for valid UTF-8 also the order of code points. <0, 0, >0. */
int str_compare(Str a, Str b);
bool str_starts_with(Str text, Str prefix);
bool str_ends_with(Str text, Str suffix);
/* Bytes [from, to); both are cut to the text's length. */
Str str_slice(Str text, size_t from, size_t to);
/* Without leading and trailing spaces, tabs and line ends. */
Str str_trim(Str text);
bool str_is_empty(Str text);
/* The place of the first `part` in `text`, or `text.length` when it is not there. */
size_t str_find(Str text, Str part);
/* A copy in the arena, NUL-terminated (the NUL is not counted). */
Str str_copy(Arena *arena, Str text);
/* As str_copy, for functions that want a C string. */
const char *str_to_c(Arena *arena, Str text);
/* printf into the arena. */
Str str_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A text that grows. Its memory is the arena's; the bytes move when it grows. */
typedef struct Text {
  Arena *arena;
  char *data;
  size_t length, capacity;
} Text;

Text text_new(Arena *arena);
void text_add(Text *text, Str piece);
void text_add_c(Text *text, const char *piece);
void text_add_char(Text *text, char byte);
void text_add_format(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What has been built so far, NUL-terminated; valid until the next addition. */
Str text_str(Text *text);

#endif
