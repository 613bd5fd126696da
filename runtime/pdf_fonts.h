/* pdf_fonts.h: the fonts of a PDF: which glyphs are used for which text, and the subsets that are embedded.
 *
 * A code (CID) is given to each pair of a glyph and the text that it stands for, so that text can be read back right
 * even where one glyph stands for several texts (a ligature, a hyphen at a line's end). */
#ifndef KOMPAS_RUNTIME_PDF_FONTS_H
#define KOMPAS_RUNTIME_PDF_FONTS_H

#include "runtime/font.h"
#include "runtime/pdf_file.h"

typedef struct PdfFonts PdfFonts;

enum { PDF_CODE_TEXT_MAX = 64 }; /* bytes of text that a code can stand for */

PdfFonts *pdf_fonts_new(Arena *arena, const FontSet *fonts);
/* Gives back what HarfBuzz made; the subsets are read by pdf_finish, so call it after that. */
void pdf_fonts_close(PdfFonts *fonts);

/* The file whose damage showed while its subset was cut: the arena's escape was taken then. NULL: none. */
const FontFile *pdf_fonts_broken(const PdfFonts *fonts);

/* The code for a glyph that stands for `text` (at most PDF_CODE_TEXT_MAX bytes), from 1. The text is copied when it is
 * new. */
uint32_t pdf_fonts_code(PdfFonts *fonts, const FontFile *file, uint32_t glyph, Str text);
/* What the glyph stands for when taken alone, as UTF-8: U+FFFD when no character leads to it. */
Str pdf_fonts_own_text(PdfFonts *fonts, const FontFile *file, uint32_t glyph);
/* The width of a code as the file states it, at 1 pt. */
double pdf_fonts_width(const PdfFonts *fonts, const FontFile *file, uint32_t code);

/* Makes the objects of all used fonts and adds the entries of the resources' font dictionary: /F0 for file 0, and so
 * on. */
void pdf_fonts_write(PdfFonts *fonts, PdfFile *file, Text *resources);

#endif
