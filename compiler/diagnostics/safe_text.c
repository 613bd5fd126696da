/* safe_text.c: what a spec says, made fit for a terminal: unsafe characters as codes, lines wrapped by cells. */
#include "compiler/base/utf8.h"
#include "compiler/diagnostics/excerpt.h"
#include "compiler/diagnostics/render.h"

bool character_is_unsafe(int32_t c) {
  if (c < 0x20 || (c >= 0x7f && c < 0xa0)) return true;
  if (c == 0x61c || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e)) return true;
  return (c >= 0x2060 && c <= 0x206f) || c == 0xad || c == 0xfeff;
}

uint32_t character_show(Text *out, Str text, size_t at, size_t *size) {
  int32_t c = utf8_decode(text, at, size);
  size_t before = out->length;
  if (c == UTF8_INVALID) {
    text_add_format(out, "<%02X>", (unsigned)(unsigned char)text.data[at]);
  } else if (character_is_unsafe(c)) {
    text_add_format(out, "<U+%04X>", (unsigned)c);
  } else {
    text_add(out, str_slice(text, at, at + *size));
    return (uint32_t)utf8_cells(c);
  }
  return (uint32_t)(out->length - before);
}

void render_safe(Text *out, Str text) {
  for (size_t at = 0, size; at < text.length; at += size) {
    if (text.data[at] == '\n' || text.data[at] == '\t') {
      text_add_char(out, ' ');
      size = 1;
    } else {
      character_show(out, text, at, &size);
    }
  }
}

static void new_line(Text *out, uint32_t indent) {
  text_add_char(out, '\n');
  for (uint32_t i = 0; i < indent; i++) text_add_char(out, ' ');
}

void render_wrapped(Text *out, Str text, uint32_t used, uint32_t indent, uint32_t width) {
  Text word = text_new(out->arena);
  uint32_t column = used, word_cells = 0;
  bool at_start = true;
  for (size_t at = 0, size; at <= text.length; at += size) {
    bool at_end = at == text.length;
    char c = at_end ? '\n' : text.data[at];
    size = 1;
    if (c != ' ' && c != '\n' && c != '\t') {
      word_cells += character_show(&word, text, at, &size);
      continue;
    }
    if (word_cells) {
      if (!at_start && column + 1 + word_cells > width) {
        new_line(out, indent);
        column = indent;
        at_start = true;
      }
      if (!at_start) text_add_char(out, ' ');
      column += word_cells + !at_start;
      text_add(out, text_str(&word));
      word = text_new(out->arena);
      word_cells = 0;
      at_start = false;
    }
    if (c == '\n' && !at_end) {
      new_line(out, indent);
      column = indent;
      at_start = true;
    }
  }
}
