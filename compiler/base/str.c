#include "compiler/base/str.h"

#include <stdio.h>
#include <string.h>

Str str_of(const char *text) { return (Str){text ? text : "", text ? strlen(text) : 0}; }

bool str_equal(Str a, Str b) { return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0); }

int str_compare(Str a, Str b) {
  size_t shorter = a.length < b.length ? a.length : b.length;
  int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
  return order ? order : (a.length > b.length) - (a.length < b.length);
}

bool str_starts_with(Str text, Str prefix) {
  return text.length >= prefix.length && str_equal(str_slice(text, 0, prefix.length), prefix);
}

bool str_ends_with(Str text, Str suffix) {
  return text.length >= suffix.length && str_equal(str_slice(text, text.length - suffix.length, text.length), suffix);
}

Str str_slice(Str text, size_t from, size_t to) {
  if (to > text.length) to = text.length;
  if (from > to) from = to;
  return (Str){text.data + from, to - from};
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

Str str_trim(Str text) {
  while (text.length && is_blank(text.data[0])) text = str_slice(text, 1, text.length);
  while (text.length && is_blank(text.data[text.length - 1])) text.length--;
  return text;
}

bool str_is_empty(Str text) { return text.length == 0; }

size_t str_find(Str text, Str part) {
  if (part.length == 0) return 0;
  for (size_t at = 0; at + part.length <= text.length; at++)
    if (memcmp(text.data + at, part.data, part.length) == 0) return at;
  return text.length;
}

Str str_copy(Arena *arena, Str text) {
  char *copy = arena_alloc(arena, text.length + 1);
  if (text.length) memcpy(copy, text.data, text.length);
  return (Str){copy, text.length};
}

const char *str_to_c(Arena *arena, Str text) { return str_copy(arena, text).data; }

static void text_reserve(Text *text, size_t more) {
  size_t needed = text->length + more + 1;
  if (needed <= text->capacity) return;
  size_t capacity = text->capacity ? text->capacity * 2 : 64;
  if (capacity < needed) capacity = needed;
  char *data = arena_alloc(text->arena, capacity);
  if (text->length) memcpy(data, text->data, text->length);
  text->data = data;
  text->capacity = capacity;
}

Text text_new(Arena *arena) { return (Text){.arena = arena}; }

void text_add(Text *text, Str piece) {
  text_reserve(text, piece.length);
  if (piece.length) memcpy(text->data + text->length, piece.data, piece.length);
  text->length += piece.length;
  text->data[text->length] = '\0';
}

void text_add_c(Text *text, const char *piece) { text_add(text, str_of(piece)); }

void text_add_char(Text *text, char byte) { text_add(text, (Str){&byte, 1}); }

static void text_add_list(Text *text, const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, again);
  va_end(again);
  if (length <= 0) return;
  text_reserve(text, (size_t)length);
  vsnprintf(text->data + text->length, (size_t)length + 1, format, arguments);
  text->length += (size_t)length;
}

void text_add_format(Text *text, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  text_add_list(text, format, arguments);
  va_end(arguments);
}

Str text_str(Text *text) {
  text_reserve(text, 0);
  text->data[text->length] = '\0';
  return (Str){text->data, text->length};
}

Str str_format(Arena *arena, const char *format, ...) {
  Text text = text_new(arena);
  va_list arguments;
  va_start(arguments, format);
  text_add_list(&text, format, arguments);
  va_end(arguments);
  return text_str(&text);
}
