/* font.h: fonts, and text made into glyphs.
 *
 * Shaping is HarfBuzz's. Font files are found by family name in the system's font folders; nothing is taken from a
 * spec. Lengths are in points; y grows upwards inside glyph offsets. */
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
  uint32_t missing;    /* characters that neither font has: drawn as their code in brackets, [U+1F600], never blank */
  bool is_reordered;   /* some of it runs to the left: glyphs stand as they are seen, clusters do not rise */
} ShapedText;

typedef enum ShapeFlags { SHAPE_PLAIN = 0, SHAPE_NO_LIGATURES = 1 } ShapeFlags;

/* Opens the faces of a family ("Lato"), TrueType or OpenType with plain CFF outlines, in files that are whole and that may be
 * embedded; a face that the family lacks is replaced by the nearest it
 * has. Cached words are kept in `arena`: it and its escape must be good as long as the set is used. Returns NULL when
 * the family is not installed or its files cannot be used; `*problem` then names what is wrong and the package that brings
 * the family. Free with
 * fonts_close. */
FontSet *fonts_open(Str family, Arena *arena, Str *problem);
/* As fonts_open, but finds the files below these folders instead of the system's; `count` of them. */
FontSet *fonts_open_from(const char *const *folders, size_t count, Str family, Arena *arena, Str *problem);
void fonts_close(FontSet *fonts);

/* Shapes a text of one line in one face; stretches that run to the left (Hebrew, Arabic) are put in the order in which they are
 * seen. The ligatures that spoil Dutch "ij" are off for Dutch. Words are cached
 * in `fonts`. A soft hyphen (U+00AD) that ends the text is drawn as a hyphen and read as none; one inside it is not
 * drawn. The text must be valid UTF-8 and outlive the result. Memory: the arena's. Never fails; out of memory takes the
 * arena's escape, and fonts_close is still due. */
ShapedText font_shape(FontSet *fonts, FontFace face, Str text, Language language, ShapeFlags flags, Arena *arena);
/* Width in points at a size, tracking (em) added after every glyph but the last. */
double font_width(FontSet *fonts, FontFace face, double size, double tracking, Str text, Language language);
/* Width of a shaped text in points at a size, tracking (em) added after every glyph but the last. */
double shaped_width(const ShapedText *shaped, double size, double tracking);
/* Above and below the baseline at 1 pt, both positive. */
void font_extent(const FontSet *fonts, FontFace face, double *ascent, double *descent);

/* Characters that were asked for and that no font of the set has, each once, in the order in which they came. */
const uint32_t *fonts_missing(const FontSet *fonts, uint32_t *count);

/* ---- for writers ---- */

/* A loaded font file. `index` counts the files of a set from 0: two faces that share a file share it. */
typedef struct FontFile {
  uint32_t index;
  Str path;
  Str post_script_name;  /* as the file names itself, cleaned: letters, digits, hyphens */
  struct hb_face_t *face; /* owned by the set */
  double ascent, descent, cap_height; /* at 1 pt, all positive */
  double italic_angle;   /* degrees, negative leans right */
  double x_min, y_min, x_max, y_max;  /* of all glyphs, at 1 pt */
  uint32_t weight;       /* 100 to 900 */
  uint32_t space_glyph;
  bool is_italic;
  bool is_cff;           /* outlines are CFF, by glyph number; else TrueType */
} FontFile;

/* How many files the set has loaded. */
uint32_t fonts_file_count(const FontSet *fonts);
/* The file of that index. */
const FontFile *fonts_file(const FontSet *fonts, uint32_t index);
/* The file that a glyph of a shaped text comes from. */
const FontFile *fonts_file_of(const FontSet *fonts, FontFace face, uint32_t face_index);
/* The advance of a glyph at 1 pt, without kerning. */
double fonts_advance(const FontSet *fonts, uint32_t file_index, uint32_t glyph);
/* For each glyph of a file the lowest code point that leads to it, or 0; the arena's. `*count` becomes the glyphs. */
const uint32_t *fonts_code_points(const FontSet *fonts, uint32_t file_index, Arena *arena, uint32_t *count);

#endif
