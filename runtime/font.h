/* font.h: fonts, and text made into glyphs.
 *
 * Shaping is HarfBuzz's. Font files are found by family name in the system's font folders; nothing is taken from a spec.
 * Lengths are in points; y grows upwards inside glyph offsets. */
#ifndef KOMPAS_RUNTIME_FONT_H
#define KOMPAS_RUNTIME_FONT_H

#include "compiler/base/language.h"
#include "compiler/base/str.h"

typedef enum FontFace {
  FACE_REGULAR, FACE_BOLD, FACE_SEMIBOLD, FACE_LIGHT, FACE_ITALIC, FACE_BOLD_ITALIC,
  FACE_COUNT
} FontFace;

typedef struct FontSet FontSet;

/* One glyph of a shaped text. Advances and offsets are for a size of 1 pt: multiply by the size. */
typedef struct Glyph {
  uint32_t face_index; /* 0: the asked face; 1: the fallback font */
  uint32_t id;
  uint32_t cluster;    /* first byte of the text that it stands for */
  float advance, offset_x, offset_y;
} Glyph;

typedef struct ShapedText {
  Str text;            /* what was shaped; slices of it are what the glyphs stand for */
  FontFace face;
  Language language;
  const Glyph *glyphs;
  uint32_t glyph_count;
  float width;         /* at 1 pt, without tracking */
  uint32_t missing;    /* characters that neither font has: drawn as U+FFFD or their code in brackets, never blank */
} ShapedText;

typedef enum ShapeFlags { SHAPE_PLAIN = 0, SHAPE_NO_LIGATURES = 1 } ShapeFlags;

/* Opens the faces of a family ("Lato"). Returns NULL when it is not installed; `*problem` then names what is missing and the
 * package that brings it. Free with fonts_close. */
FontSet *fonts_open(Str family, Arena *arena, Str *problem);
void fonts_close(FontSet *fonts);

/* Shapes a text in one direction and one face. The ligatures that spoil Dutch "ij" are off for Dutch. Words are cached in
 * `fonts`. Memory: the arena's. Never fails; out of memory takes the arena's escape. */
ShapedText font_shape(FontSet *fonts, FontFace face, Str text, Language language, ShapeFlags flags, Arena *arena);
/* Width in points at a size, tracking (em) added after every glyph but the last. */
double font_width(FontSet *fonts, FontFace face, double size, double tracking, Str text, Language language);
/* Above and below the baseline at 1 pt, both positive. */
void font_extent(const FontSet *fonts, FontFace face, double *ascent, double *descent);

#endif
