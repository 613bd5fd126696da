/* utf8.h: decoding and measuring UTF-8. Normalisation and character classes come from utf8proc. */
#ifndef KOMPAS_BASE_UTF8_H
#define KOMPAS_BASE_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "compiler/base/str.h"

#define UTF8_INVALID (-1)

/* Decodes the character at byte `at`; `*size` becomes its bytes. An invalid sequence (also overlong, surrogate, above
 * U+10FFFF) gives UTF8_INVALID with size 1. `at` must be below text.length. */
int32_t utf8_decode(Str text, size_t at, size_t *size);
/* Appends a code point (not a surrogate, at most U+10FFFF). */
void utf8_encode(Text *text, int32_t code_point);
/* Terminal cells of a code point: 0 (combining), 1 or 2. */
int utf8_cells(int32_t code_point);
bool utf8_is_letter(int32_t code_point);
/* A Unicode space (category Zs), U+0020 included. */
bool utf8_is_space(int32_t code_point);
/* A combining mark (category M): continues a name. */
bool utf8_is_mark(int32_t code_point);
/* Category Cf: zero-width characters, soft hyphen, and also the bidirectional controls. */
bool utf8_is_invisible(int32_t code_point);
/* Unicode property Bidi_Control. */
bool utf8_is_bidi_control(int32_t code_point);
/* Which way a character runs by itself: 1 left to right, -1 right to left (Hebrew, Arabic), 0 as what is around it. */
int utf8_direction(int32_t code_point);
/* Category Cc, U+2028 and U+2029; tab and line ends included. */
bool utf8_is_control(int32_t code_point);
/* NFC in the arena; `text` itself when it is ASCII. */
Str utf8_nfc(Arena *arena, Str text);
/* Without diacritics and in lower case, for forgiving comparison and for suggestions ("hiërarchie" gives "hierarchie"). */
Str utf8_fold(Arena *arena, Str text);

#endif
