/* logo.h: the logo of a house style: read once, drawn as often as wanted.
 *
 * A logo is a PNG, or an SVG of shapes: paths and the simple figures, filled and stroked in plain colours. Bytes come from
 * outside, so everything has a limit and a reason is given for what is refused. libpng and expat decode; the PDF library
 * never sees the file. */
#ifndef KOMPAS_RUNTIME_LOGO_H
#define KOMPAS_RUNTIME_LOGO_H

#include "runtime/display.h"

/* What a logo may measure. */
enum { LOGO_BYTES_MAX = 2 * 1024 * 1024, LOGO_PIXELS_MAX = 4 * 1024 * 1024, LOGO_STEPS_MAX = 20000, LOGO_RATIO_MAX = 12 };

/* A shape of a vector logo, in the logo's own measures: x to the right, y down. */
typedef struct LogoShape {
  LIST(PathStep) steps;
  bool fill, stroke, even_odd, round_caps;
  Colour fill_colour, stroke_colour;
  double line_width;
} LogoShape;

typedef struct Logo {
  double left, top, width, height; /* the box around what is drawn, in the logo's own measures */
  LIST(LogoShape) shapes;          /* of a vector logo, in order of painting */
  const Pixels *pixels;            /* of a PNG; else NULL */
  Str alternative;                 /* what it says to who cannot see it */
  Str source, media_type;          /* the file as it was read */
  Str file;                        /* its path, for who read it */
} Logo;

/* Why a logo is refused: the key of a text of the library, and what it speaks of (may be empty). */
typedef struct LogoProblem {
  const char *key;
  Str detail;
} LogoProblem;

/* Reads a PNG or SVG; which of the two, its first bytes say. What is transparent in a PNG is laid on white. Returns false
 * with the reason when it cannot be used. All memory is the arena's; `bytes` must live as long. */
bool logo_read(Arena *arena, Str bytes, Logo *logo, LogoProblem *problem);

/* The size of a logo that fills a box as far as its proportions allow. */
void logo_fit(const Logo *logo, double box_width, double box_height, double *width, double *height);

/* ---- for logo.c alone ---- */

bool logo_read_png(Arena *arena, Str bytes, Logo *logo, LogoProblem *problem);
bool logo_read_svg(Arena *arena, Str bytes, Logo *logo, LogoProblem *problem);

#endif
