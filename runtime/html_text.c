/* Text inside HTML and CSS, one code point at a time. */
#include "runtime/html_text.h"

#include <string.h>

#include "compiler/base/utf8.h"

/* Overrides, embeddings and isolates of direction; the three marks that only hint at it may stay. */
static bool turns_text(int32_t point) {
  return utf8_is_bidi_control(point) && point != 0x061C && point != 0x200E && point != 0x200F;
}

static bool is_no_character(int32_t point) {
  return point == UTF8_INVALID || (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
}

static void add_point(Text *out, Str text, size_t at, size_t size, int32_t point) {
  if (turns_text(point)) return;
  if (is_no_character(point)) {
    text_add_c(out, "\xEF\xBF\xBD");
    return;
  }
  switch (point) {
    case '&': text_add_c(out, "&amp;"); return;
    case '<': text_add_c(out, "&lt;"); return;
    case '>': text_add_c(out, "&gt;"); return;
    case '"': text_add_c(out, "&quot;"); return;
    default: break;
  }
  if (utf8_is_control(point))
    text_add_char(out, ' ');
  else
    text_add(out, str_slice(text, at, at + size));
}

void html_add_plain(Text *out, Str text) {
  size_t size;
  for (size_t at = 0; at < text.length; at += size) {
    int32_t point = utf8_decode(text, at, &size);
    add_point(out, text, at, size, point);
  }
}

/* The end of the stretch that runs from right to left and starts at `from`: behind its last such letter. */
static size_t stretch_end(Str text, size_t from) {
  size_t size, end = from;
  for (size_t at = from; at < text.length; at += size) {
    int way = utf8_direction(utf8_decode(text, at, &size));
    if (way > 0) break;
    if (way < 0) end = at + size;
  }
  return end;
}

void html_add_text(Text *out, Str text) {
  size_t size;
  for (size_t at = 0; at < text.length; at += size) {
    int32_t point = utf8_decode(text, at, &size);
    if (utf8_direction(point) >= 0) {
      add_point(out, text, at, size, point);
      continue;
    }
    size = stretch_end(text, at) - at;
    text_add_c(out, "<bdi>");
    html_add_plain(out, str_slice(text, at, at + size));
    text_add_c(out, "</bdi>");
  }
}

void html_add_attribute(Text *out, const char *name, Str value) {
  text_add_format(out, " %s=\"", name);
  html_add_plain(out, value);
  text_add_char(out, '"');
}

void html_add_css_string(Text *out, Str text) {
  size_t size;
  text_add_char(out, '"');
  for (size_t at = 0; at < text.length; at += size) {
    int32_t point = utf8_decode(text, at, &size);
    if (turns_text(point)) continue;
    if (is_no_character(point))
      text_add_c(out, "\xEF\xBF\xBD");
    else if (utf8_is_control(point))
      text_add_char(out, ' ');
    else if (point < 0x80 && strchr("\"\\<>&", (int)point))
      text_add_format(out, "\\%X ", (unsigned)point);
    else
      text_add(out, str_slice(text, at, at + size));
  }
  text_add_char(out, '"');
}

void html_add_address(Text *out, Str address) {
  for (size_t i = 0; i < address.length; i++) {
    unsigned char byte = (unsigned char)address.data[i];
    if (byte <= 0x20 || byte >= 0x7F || strchr("<>\"\\^`{|}[]", byte))
      text_add_format(out, "%%%02X", byte);
    else if (byte == '&')
      text_add_c(out, "&amp;");
    else
      text_add_char(out, (char)byte);
  }
}
