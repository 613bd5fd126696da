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

#endif
