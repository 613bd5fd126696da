/* style.h: a house style: colours, paper, fonts. The values stand in stdlib/styles/. */
#ifndef KOMPAS_RUNTIME_STYLE_H
#define KOMPAS_RUNTIME_STYLE_H

#include "runtime/display.h"

typedef enum Paper { PAPER_A4, PAPER_LETTER } Paper;

typedef struct Style {
  Str name;
  Str font_family;
  Paper paper;
  Colour ink, grey, blue, red, tint1, tint2, tint3, rule, hair;
  Str disclaimer; /* last page; may be empty */
} Style;

/* The style that is used when none is named: A4, Lato, the colours of stdlib/styles/kompas.kompas. */
Style style_default(void);

/* The least contrast of text and ground (WCAG 2.1, level AA). */
#define STYLE_LEAST_CONTRAST 4.5

/* The contrast ratio of two colours, from 1 to 21 (WCAG 2.1, relative luminance). */
double style_contrast(Colour text, Colour ground);
/* True when every colour that text is set in can be read on the ground it stands on; else `*which` (may be NULL) names the
 * first that cannot. */
bool style_is_readable(const Style *style, Str *which);

#endif
