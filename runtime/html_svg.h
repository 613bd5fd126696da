/* html_svg.h: drawings inside HTML: figures, signs and marks as inline SVG, drawn by the same code as those of the
 * PDF. */
#ifndef KOMPAS_RUNTIME_HTML_SVG_H
#define KOMPAS_RUNTIME_HTML_SVG_H

#include "runtime/compose.h"

/* A composer for drawings alone: its display list has a page's size and stays empty. */
Composer svg_composer(Arena *arena, const Document *document, const Style *style, FontSet *fonts);
/* Everything a fragment holds, without the <svg> around it. Each text is given the width that was measured for it,
 * so that another font than the measured one cannot make labels collide. */
void svg_add_drawing(Text *out, const Fragment *drawing);
/* The box around everything that a fragment draws, its own included: lines may run over its edge. */
typedef struct SvgBox {
  double left, top, right, bottom;
} SvgBox;
SvgBox svg_bounds(const Fragment *drawing);
/* A number to a hundredth. */
void svg_add_number(Text *out, double value);
/* ` viewBox="…"`. */
void svg_add_view(Text *out, SvgBox box);
/* The logo in a width: shapes as <svg>, a PNG as <img> with the file inside. */
void svg_add_logo(Text *out, Composer *composer, const Logo *logo, double width);
/* <symbol id="sign-N"> for a state. */
void svg_add_sign_symbol(Text *out, Composer *composer, DocumentState state);
/* The mark of a run in a line of text, as a whole <svg>. */
void svg_add_mark(Text *out, Composer *composer, const Run *run);

#endif
