/* utf8.c: read utf8_decode first; the rest asks utf8proc, whose functions that allocate are avoided. */
#include "compiler/base/utf8.h"

#include <utf8proc.h>

static bool is_ascii(Str text) {
  for (size_t i = 0; i < text.length; i++)
    if ((unsigned char)text.data[i] >= 0x80) return false;
  return true;
}

static int sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

/* Overlong forms, surrogates and what lies above U+10FFFF show in the second byte. */
static bool second_byte_fits(unsigned char lead, unsigned char second) {
  switch (lead) {
    case 0xE0: return second >= 0xA0;
    case 0xED: return second <= 0x9F;
    case 0xF0: return second >= 0x90;
    case 0xF4: return second <= 0x8F;
    default: return true;
  }
}

int32_t utf8_decode(Str text, size_t at, size_t *size) {
  const unsigned char *bytes = (const unsigned char *)text.data + at;
  int length = sequence_length(bytes[0]);
  *size = 1;
  if (length == 1) return bytes[0];
  if (length == 0 || text.length - at < (size_t)length || !second_byte_fits(bytes[0], bytes[1])) return UTF8_INVALID;
  int32_t code_point = bytes[0] & (0xFF >> (length + 1));
  for (int i = 1; i < length; i++) {
    if ((bytes[i] & 0xC0) != 0x80) return UTF8_INVALID;
    code_point = code_point << 6 | (bytes[i] & 0x3F);
  }
  *size = (size_t)length;
  return code_point;
}

void utf8_encode(Text *text, int32_t code_point) {
  utf8proc_uint8_t bytes[4];
  utf8proc_ssize_t length = utf8proc_encode_char(code_point, bytes);
  text_add(text, (Str){(const char *)bytes, length > 0 ? (size_t)length : 0});
}

int utf8_cells(int32_t code_point) {
  int width = utf8proc_charwidth(code_point);
  return width < 0 ? 0 : width;
}

bool utf8_is_letter(int32_t code_point) {
  if (code_point < 0x80) return (code_point | 0x20) >= 'a' && (code_point | 0x20) <= 'z';
  utf8proc_category_t category = utf8proc_category(code_point);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_mark(int32_t code_point) {
  if (code_point < 0x80) return false;
  utf8proc_category_t category = utf8proc_category(code_point);
  return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_space(int32_t code_point) {
  if (code_point < 0x80) return code_point == ' ';
  return utf8proc_category(code_point) == UTF8PROC_CATEGORY_ZS;
}

bool utf8_is_invisible(int32_t code_point) {
  return code_point >= 0x80 && utf8proc_category(code_point) == UTF8PROC_CATEGORY_CF;
}

bool utf8_is_bidi_control(int32_t code_point) {
  return code_point == 0x061C || code_point == 0x200E || code_point == 0x200F ||
         (code_point >= 0x202A && code_point <= 0x202E) || (code_point >= 0x2066 && code_point <= 0x2069);
}

int utf8_direction(int32_t code_point) {
  if (code_point < 0) return 0;
  utf8proc_propval_t class = utf8proc_get_property(code_point)->bidi_class;
  if (class == UTF8PROC_BIDI_CLASS_L) return 1;
  return class == UTF8PROC_BIDI_CLASS_R || class == UTF8PROC_BIDI_CLASS_AL ? -1 : 0;
}

bool utf8_is_control(int32_t code_point) {
  return (code_point >= 0 && code_point < 0x20) || (code_point >= 0x7F && code_point < 0xA0) || code_point == 0x2028 ||
         code_point == 0x2029;
}

static Str transform(Arena *arena, Str text, utf8proc_option_t options) {
  const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text.data;
  utf8proc_ssize_t length = (utf8proc_ssize_t)text.length;
  utf8proc_ssize_t count = utf8proc_decompose(bytes, length, NULL, 0, options);
  if (count < 0) return text; /* not UTF-8: reported elsewhere */
  utf8proc_int32_t *points = ARENA_ARRAY(arena, utf8proc_int32_t, (size_t)count + 1);
  count = utf8proc_decompose(bytes, length, points, count, options);
  if (count < 0) return text;
  utf8proc_ssize_t size = utf8proc_reencode(points, count, options);
  if (size < 0) return text;
  return (Str){(const char *)points, (size_t)size};
}

Str utf8_nfc(Arena *arena, Str text) {
  if (is_ascii(text)) return text;
  return transform(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

static Str fold_ascii(Arena *arena, Str text) {
  bool is_folded = true;
  for (size_t i = 0; i < text.length && is_folded; i++) is_folded = text.data[i] < 'A' || text.data[i] > 'Z';
  if (is_folded) return text;
  char *folded = arena_copy(arena, text.data, text.length);
  for (size_t i = 0; i < text.length; i++)
    if (folded[i] >= 'A' && folded[i] <= 'Z') folded[i] = (char)(folded[i] + ('a' - 'A'));
  return (Str){folded, text.length};
}

Str utf8_fold(Arena *arena, Str text) {
  if (is_ascii(text)) return fold_ascii(arena, text);
  return transform(arena, text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
}
